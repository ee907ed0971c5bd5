//! What sessions say, as one text in lower case: ten years are searched without a look at single sessions.
use std::collections::HashMap;

use crate::domain::{id::Id, session::Session};

/// Ends every field, so that no word is found across two of them.
const END: char = '\n';
/// No task.
const NONE: u32 = u32::MAX;

/// The texts of sessions in order.
#[derive(Debug, Default)]
pub(in crate::domain) struct Haystack {
    text: String,
    /// Where the text of each session ends.
    ends: Vec<usize>,
    /// The place of each session's task in `ids`.
    tasks: Vec<u32>,
    ids: Vec<Id>,
}

impl Haystack {
    /// The texts of `sessions`.
    pub(in crate::domain) fn of<'a>(sessions: impl Iterator<Item = &'a Session>) -> Self {
        let mut hay = Self::default();
        let mut places: HashMap<Id, u32> = HashMap::new();
        for session in sessions {
            let fields = [&session.title, &session.note, &session.reason, &session.project, &session.name];
            let marks = session.marks.iter().map(|mark| &mark.note);
            for field in fields.into_iter().chain(marks).flatten() {
                if field.is_ascii() {
                    hay.text.extend(field.chars().map(|c| c.to_ascii_lowercase()));
                } else {
                    hay.text.push_str(&field.to_lowercase());
                }
                hay.text.push(END);
            }
            hay.ends.push(hay.text.len());
            let place = session.task.as_ref().map_or(NONE, |id| {
                *places.entry(id.clone()).or_insert_with(|| {
                    hay.ids.push(id.clone());
                    (hay.ids.len() - 1) as u32
                })
            });
            hay.tasks.push(place);
        }
        hay
    }

    /// For each session whether it says `word`, which is in lower case.
    pub(super) fn says(&self, word: &str) -> Vec<bool> {
        let mut found = vec![false; self.ends.len()];
        let (mut at, mut session) = (0, 0);
        while let Some(hit) = self.text.get(at..).and_then(|rest| rest.find(word)) {
            let hit = at + hit;
            session += self.ends[session..].partition_point(|end| *end <= hit);
            let Some(end) = self.ends.get(session) else { break };
            // A hit is as good as several: the next session is looked at.
            found[session] = true;
            at = *end;
        }
        found
    }

    /// For each session whether its task is wanted.
    pub(super) fn on(&self, wanted: impl Fn(&Id) -> bool) -> Vec<bool> {
        let wanted: Vec<bool> = self.ids.iter().map(wanted).collect();
        self.tasks.iter().map(|task| wanted.get(*task as usize).copied().unwrap_or(false)).collect()
    }
}
