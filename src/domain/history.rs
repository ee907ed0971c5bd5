//! The history of sessions: a small filter language and the sessions that fit, over ten years at once.
use std::{collections::HashSet, sync::Arc};

use jiff::civil::{Date, Time};

use super::{
    id::Id,
    ledger::Tally,
    model::Model,
    session::{Outcome, Phase, Session, Source},
};

mod filter;
mod haystack;

pub use filter::{Filter, FilterError};
pub(in crate::domain) use haystack::Haystack;

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// Sessions that fit a filter, newest first, with their sums.
#[derive(Clone, Debug, Default)]
pub struct History<'a> {
    /// The sessions.
    pub sessions: Vec<&'a Arc<Session>>,
    /// Their sums.
    pub tally: Tally,
}

impl Model {
    /// The sessions that fit `filter`, newest first. Only what is held one by one is looked at: see
    /// [`Sessions::complete`](super::model::Sessions::complete).
    pub fn history(&self, filter: &Filter) -> History<'_> {
        let mut found = History::default();
        let sessions = &self.book.sessions;
        // Every word narrows down which sessions have to be looked at at all.
        let mut open: Option<Vec<bool>> = None;
        for word in &filter.words {
            let named = self.tasks_named(word);
            let mut fits = sessions.words().says(word);
            either(&mut fits, &sessions.words().on(|id| named.contains(id)));
            if let Some(before) = &open {
                fits.iter_mut().zip(before).for_each(|(fits, before)| *fits &= before);
            }
            open = Some(fits);
        }
        let on_task = filter.task.as_deref().map(|word| {
            let named = self.tasks_named(word);
            sessions.words().on(|id| named.contains(id) || id.as_str().eq_ignore_ascii_case(word))
        });
        let day_start = self.rules.day.start;
        // Local dates lie within two days of UTC; the exact date is compared below.
        let first = filter.from.map_or(i64::MIN, |date| utc_ms(date).saturating_sub(2 * DAY_MS));
        let until = filter.to.map_or(i64::MAX, |date| utc_ms(date).saturating_add(3 * DAY_MS));
        for (place, ms, session) in sessions.numbered() {
            if ms >= until || open.as_ref().is_some_and(|open| !open[place]) {
                continue;
            }
            if ms < first {
                break;
            }
            let task_fits = |word: &String| on_task.as_ref().is_some_and(|on| on[place]) || has(&session.title, word);
            let fits = filter.kind.is_none_or(|kind| kind.covers(session.kind))
                && filter.outcome.is_none_or(|outcome| session.outcome == outcome)
                && filter.source.is_none_or(|source| session.source == source)
                && filter.counted.is_none_or(|counted| session.counted == counted)
                && filter.mode.as_ref().is_none_or(|mode| session.mode.eq_ignore_ascii_case(mode))
                && filter.task.as_ref().is_none_or(task_fits)
                && filter.project.as_ref().is_none_or(|project| has(&session.project, project))
                && within(session, filter, day_start);
            if fits {
                found.tally.take(session);
                found.sessions.push(session);
            }
        }
        found
    }

    /// The tasks whose title holds `word`, so that a session that kept no title of its own is found too.
    fn tasks_named(&self, word: &str) -> HashSet<&Id> {
        let named = self.book.tasks.values().filter(|task| holds(&task.title, word));
        named.map(|task| &task.id).collect()
    }
}

fn utc_ms(date: Date) -> i64 {
    let midnight = date.to_datetime(Time::midnight());
    jiff::tz::Offset::UTC.to_timestamp(midnight).map_or(0, jiff::Timestamp::as_millisecond)
}

fn within(session: &Session, filter: &Filter, day_start: Time) -> bool {
    if filter.from.is_none() && filter.to.is_none() {
        return true;
    }
    let date = session.started.logical_date(day_start);
    filter.from.is_none_or(|from| date >= from) && filter.to.is_none_or(|to| date <= to)
}

fn either(fits: &mut [bool], also: &[bool]) {
    fits.iter_mut().zip(also).for_each(|(fits, also)| *fits |= also);
}

fn has(text: &Option<String>, word: &str) -> bool {
    text.as_deref().is_some_and(|text| holds(text, word))
}

/// Whether `text` holds `word`, which is in lower case, in whatever case.
fn holds(text: &str, word: &str) -> bool {
    if !text.is_ascii() {
        return text.to_lowercase().contains(word);
    }
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let Some(first) = word.first() else { return true };
    // Nothing is allocated for plain text: this runs a hundred thousand times a key press.
    let ends = text.len().checked_sub(word.len()).map_or(0, |last| last + 1);
    (0..ends).any(|at| text[at].to_ascii_lowercase() == *first && text[at..at + word.len()].eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests;
