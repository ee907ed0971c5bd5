//! Things by id, of which the cache gives only the bytes: each is decoded when it is first looked at, so that
//! ten years of tasks and assessments cost nothing to those who ask for the time. Pure.
use std::{
    borrow::Borrow,
    collections::BTreeMap,
    ops::Index,
    sync::{Arc, OnceLock},
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::id::Id;

/// Things by id, in the order of their ids.
#[derive(Clone, Debug)]
pub struct Shelf<T> {
    things: BTreeMap<Id, Place<T>>,
    /// What those of the cache are decoded from.
    bytes: Arc<Vec<u8>>,
}

/// One thing, and where its bytes are until it is looked at.
#[derive(Clone, Debug)]
struct Place<T> {
    thing: OnceLock<Box<T>>,
    start: u32,
    length: u32,
    /// Whether it had the mark when its bytes were made.
    marked: bool,
}

impl<T> Place<T> {
    fn of(thing: T) -> Self {
        Self { thing: OnceLock::from(Box::new(thing)), start: 0, length: 0, marked: false }
    }
}

impl<T: DeserializeOwned + Default> Place<T> {
    fn look(&self, bytes: &[u8]) -> &T {
        self.thing.get_or_init(|| {
            let own = (self.start as usize)..(self.start as usize).saturating_add(self.length as usize);
            // They were written by this very version of the program and stand under a checksum.
            Box::new(bytes.get(own).and_then(|own| postcard::from_bytes(own).ok()).unwrap_or_default())
        })
    }
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { things: BTreeMap::new(), bytes: Arc::default() }
    }
}

impl<T> Shelf<T> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.things.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.things.is_empty()
    }

    /// The ids, in their order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Id> {
        self.things.keys()
    }

    /// Whether there is a thing with this id.
    pub fn contains_key<Q: Ord + ?Sized>(&self, id: &Q) -> bool
    where
        Id: Borrow<Q>,
    {
        self.things.contains_key(id)
    }

    /// Puts a thing in its place.
    pub fn insert(&mut self, id: Id, thing: T) {
        self.things.insert(id, Place::of(thing));
    }
}

impl<T: DeserializeOwned + Default> Shelf<T> {
    /// The thing with this id.
    pub fn get<Q: Ord + ?Sized>(&self, id: &Q) -> Option<&T>
    where
        Id: Borrow<Q>,
    {
        Some(self.things.get(id)?.look(&self.bytes))
    }

    /// The thing with this id, to change it.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, id: &Q) -> Option<&mut T>
    where
        Id: Borrow<Q>,
    {
        let place = self.things.get_mut(id)?;
        place.look(&self.bytes);
        place.thing.get_mut().map(Box::as_mut)
    }

    /// All things, in the order of their ids.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.things.values().map(|place| place.look(&self.bytes))
    }

    /// The things that have a mark, in the order of their ids; `mark` is what [`Self::lay_out`] was given, so that
    /// nothing without it is decoded.
    pub(super) fn marked(&self, mark: impl Fn(&T) -> bool) -> impl Iterator<Item = &T> {
        let looked_at = |place: &&Place<T>| place.marked || place.thing.get().is_some();
        self.things.values().filter(looked_at).map(|place| place.look(&self.bytes)).filter(move |thing| mark(thing))
    }
}

impl<T: DeserializeOwned + Default, Q: Ord + ?Sized> Index<&Q> for Shelf<T>
where
    Id: Borrow<Q>,
{
    type Output = T;

    fn index(&self, id: &Q) -> &T {
        self.things[id].look(&self.bytes)
    }
}

impl<T: DeserializeOwned + Default + PartialEq> PartialEq for Shelf<T> {
    fn eq(&self, other: &Self) -> bool {
        self.keys().eq(other.keys()) && self.values().eq(other.values())
    }
}

/// Where the things of a shelf lie in a body of bytes: the first one's place, then each one's id and length, and
/// whether it has the mark.
#[derive(Debug, Serialize, Deserialize)]
pub struct Laid {
    start: u32,
    things: Vec<(Id, u32, bool)>,
}

impl<T: Serialize + DeserializeOwned + Default> Shelf<T> {
    /// Adds the bytes of every thing to `body` and notes which have a mark; `None` where there are more than can be.
    pub(super) fn lay_out(&self, body: &mut Vec<u8>, mark: impl Fn(&T) -> bool) -> Option<Laid> {
        let mut laid = Laid { start: u32::try_from(body.len()).ok()?, things: Vec::with_capacity(self.len()) };
        for (id, thing) in self.keys().zip(self.values()) {
            let own = postcard::to_stdvec(thing).ok()?;
            laid.things.push((id.clone(), u32::try_from(own.len()).ok()?, mark(thing)));
            body.extend_from_slice(&own);
        }
        Some(laid)
    }
}

impl<T> Shelf<T> {
    /// The shelf whose things lie in `bytes`. None of them is looked at.
    pub(super) fn of(laid: Laid, bytes: &Arc<Vec<u8>>) -> Self {
        let mut start = laid.start;
        let things = laid.things.into_iter().map(|(id, length, marked)| {
            let place = Place { thing: OnceLock::new(), start, length, marked };
            start = start.saturating_add(length);
            (id, place)
        });
        Self { things: things.collect(), bytes: Arc::clone(bytes) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::task::Task;

    fn task(id: &str, title: &str) -> Task {
        Task { id: Id::new(id).unwrap(), title: title.to_owned(), ..Task::default() }
    }

    #[test]
    fn what_is_packed_is_what_was_there() {
        let mut shelf = Shelf::default();
        for (id, title) in [("b", "second"), ("a", "first"), ("c", "")] {
            shelf.insert(Id::new(id).unwrap(), task(id, title));
        }
        let laid = |shelf: &Shelf<Task>| -> Shelf<Task> {
            let mut body = b"before".to_vec();
            let laid = shelf.lay_out(&mut body, |task| task.title == "second").unwrap();
            Shelf::of(laid, &Arc::new(body))
        };
        let back = laid(&shelf);
        assert_eq!(back, shelf);
        assert_eq!(back.keys().map(Id::as_str).collect::<Vec<_>>(), ["a", "b", "c"]);
        let marked = |shelf: &Shelf<Task>| -> Vec<String> {
            shelf.marked(|task| task.title == "second").map(|task| task.id.to_string()).collect()
        };
        let fresh = laid(&shelf);
        assert_eq!((marked(&fresh), marked(&shelf)), (vec!["b".to_owned()], vec!["b".to_owned()]));
        assert_eq!(fresh.things.values().filter(|place| place.thing.get().is_some()).count(), 1);
        // Unlooked-at and changed things are written alike.
        let mut changed = laid(&shelf);
        changed.get_mut("a").unwrap().title = "other".to_owned();
        changed.insert(Id::new("d").unwrap(), task("d", "new"));
        let again = laid(&changed);
        assert_eq!(again, changed);
        assert_eq!((again["a"].title.as_str(), again["b"].title.as_str(), again.len()), ("other", "second", 4));
        changed.get_mut("c").unwrap().title = "second".to_owned();
        changed.get_mut("b").unwrap().title = "first".to_owned();
        assert_eq!((marked(&changed), marked(&laid(&changed))), (vec!["c".to_owned()], vec!["c".to_owned()]));
        assert!(again.get("e").is_none() && again.contains_key("d"));
    }
}
