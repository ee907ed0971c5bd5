//! The sessions of a book: by id, in the order of their beginning, and as text to search. Pure.
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, OnceLock},
};

use crate::domain::{history::Haystack, id::Id, session::Session, stamp::Stamp};

/// Sessions by id and in the order of their beginning. Copies share the sessions themselves.
#[derive(Clone, Debug)]
pub struct Sessions {
    by_id: HashMap<Id, Arc<Session>>,
    order: BTreeMap<(i64, Id), Arc<Session>>,
    complete: bool,
    /// Made when it is first searched, forgotten with the next change.
    words: OnceLock<Arc<Haystack>>,
}

impl Default for Sessions {
    fn default() -> Self {
        Self { by_id: HashMap::new(), order: BTreeMap::new(), complete: true, words: OnceLock::new() }
    }
}

impl PartialEq for Sessions {
    fn eq(&self, other: &Self) -> bool {
        self.by_id == other.by_id && self.complete == other.complete
    }
}

impl Sessions {
    /// Whether every session is here; otherwise older ones are only in the sums.
    pub fn complete(&self) -> bool {
        self.complete
    }

    /// Says that older sessions are only in the sums.
    pub fn set_complete(&mut self, complete: bool) {
        self.complete = complete;
    }

    /// The session with this id, deleted or not.
    pub fn find(&self, id: &str) -> Option<&Session> {
        self.by_id.get(id).map(Arc::as_ref)
    }

    /// Sessions that are not deleted, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Session> {
        self.order.values().map(Arc::as_ref)
    }

    /// Sessions that are not deleted and began at or after `start`, oldest first.
    pub fn from(&self, start: Stamp) -> impl DoubleEndedIterator<Item = &Session> {
        self.order.range((start.ms(), Id::default())..).map(|(_, session)| session.as_ref())
    }

    /// Sessions that are not deleted, newest first: the place from the oldest on, when it began in
    /// milliseconds since the Unix epoch, and the session.
    pub(in crate::domain) fn numbered(&self) -> impl Iterator<Item = (usize, i64, &Arc<Session>)> {
        let places = (0..self.order.len()).rev();
        places.zip(self.order.iter().rev()).map(|(place, ((ms, _), session))| (place, *ms, session))
    }

    /// Their texts to search in, in the same order as [`iter`](Self::iter).
    pub(in crate::domain) fn words(&self) -> &Haystack {
        self.words.get_or_init(|| Arc::new(Haystack::of(self.iter())))
    }

    /// Makes what is searched in ready, for this and for every copy: over ten years that takes longer than a key
    /// may. Without it the first search does so.
    pub fn make_searchable(&self) {
        self.words();
    }

    pub(super) fn put(&mut self, session: Session) {
        self.words = OnceLock::new();
        if let Some(old) = self.by_id.get(&session.id) {
            self.order.remove(&(old.started.ms(), old.id.clone()));
        }
        let session = Arc::new(session);
        if !session.deleted {
            self.order.insert((session.started.ms(), session.id.clone()), Arc::clone(&session));
        }
        self.by_id.insert(session.id.clone(), session);
    }
}
