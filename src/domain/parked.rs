//! Interruptions as they were marked: the notes that wait to be dealt with, and where interruptions come from.
use std::collections::HashMap;

use jiff::civil::Date;

use super::{
    id::Id,
    model::Model,
    moment::Moment,
    session::{Mark, Origin},
    stamp::Stamp,
};

/// A mark by the session it was made in and its place there: `SESSION/INDEX`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MarkRef {
    /// The session, which may still be under way.
    pub session: Id,
    /// Its place among the session's marks, from 0.
    pub index: usize,
}

impl MarkRef {
    /// The text that a task keeps of the mark it came from.
    pub fn text(&self) -> String {
        format!("{}/{}", self.session, self.index)
    }
}

/// A note of an interruption that has become no task yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parked<'a> {
    /// The mark.
    pub mark: MarkRef,
    /// Where the interruption came from.
    pub kind: Origin,
    /// When it was marked.
    pub at: Stamp,
    /// What it was about.
    pub note: &'a str,
}

/// One source of interruptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterruptionSource<'a> {
    /// Internal or external.
    pub kind: Origin,
    /// What it was about; none for marks without a note.
    pub note: Option<&'a str>,
    /// How often.
    pub count: usize,
}

impl Model {
    /// Notes of the present day's interruptions, oldest first, that have become no task: what is shown at
    /// the break.
    pub fn parked(&self, now: &Moment) -> Vec<Parked<'_>> {
        let taken: std::collections::HashSet<&str> =
            self.book.tasks.values().filter(|task| !task.deleted).filter_map(|task| task.mark.as_deref()).collect();
        let parked = self.marks(self.today(now)).filter_map(|(mark, kept)| {
            let note = kept.note.as_deref()?;
            (!taken.contains(mark.text().as_str())).then_some(Parked { mark, kind: kept.kind, at: kept.at, note })
        });
        parked.collect()
    }

    /// A mark of a session on record or of the phase under way.
    pub fn mark(&self, mark: &MarkRef) -> Option<&Mark> {
        let running = self.timer.run.as_ref().filter(|run| run.session == mark.session);
        let marks = match running {
            Some(run) => &run.marks,
            None => &self.book.sessions.find(mark.session.as_str()).filter(|session| !session.deleted)?.marks,
        };
        marks.get(mark.index)
    }

    /// What interrupted on one day, most frequent first; the same note in other letters is the same source.
    pub fn interruption_sources(&self, date: Date) -> Vec<InterruptionSource<'_>> {
        let mut places: HashMap<(Origin, String), usize> = HashMap::new();
        let mut sources: Vec<InterruptionSource<'_>> = Vec::new();
        for (_, mark) in self.marks(date) {
            let note = mark.note.as_deref();
            let key = (mark.kind, note.unwrap_or_default().to_lowercase());
            let place = *places.entry(key).or_insert(sources.len());
            if place == sources.len() {
                sources.push(InterruptionSource { kind: mark.kind, note, count: 0 });
            }
            sources[place].count += 1;
        }
        sources.sort_by_key(|source| std::cmp::Reverse(source.count));
        sources
    }

    /// Every mark of the sessions of one day and of the phase under way, oldest first.
    fn marks(&self, date: Date) -> impl Iterator<Item = (MarkRef, &Mark)> {
        let run = self.timer.run.as_ref();
        let run = run.filter(|run| run.started.logical_date(self.rules.day.start) == date);
        let kept = self.sessions_on(date).map(|session| (&session.id, &session.marks));
        kept.chain(run.map(|run| (&run.session, &run.marks))).flat_map(|(session, marks)| {
            let place = move |index| MarkRef { session: session.clone(), index };
            marks.iter().enumerate().map(move |(index, mark)| (place(index), mark))
        })
    }
}
