//! Sums over sessions: by logical day and by task. What is shown of the past comes from here, so that
//! ten years of history cost no more than the days they had.
mod packed;

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use packed::Kept;
pub use packed::Laid;

use super::{
    id::Id,
    session::{Outcome, Session},
    week::Week,
};

/// The sums of one logical day, or of several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Pomodoros that count.
    pub pomodoros: i64,
    /// Of those, without any interruption.
    pub clean: i64,
    /// Seconds of focus in all outcomes.
    pub focus_s: i64,
    /// Focus phases begun.
    pub started: i64,
    /// Focus phases completed, counted or not.
    pub completed: i64,
    /// Focus phases given up.
    pub void: i64,
    /// Focus phases finished early.
    pub partial: i64,
    /// Internal interruptions.
    pub internal: i64,
    /// External interruptions.
    pub external: i64,
    /// Breaks that came due or were passed over.
    pub breaks: i64,
    /// Breaks passed over.
    pub breaks_skipped: i64,
}

impl Tally {
    /// Adds a session (`sign` 1) or takes it out again (−1).
    fn count(&mut self, session: &Session, sign: i64) {
        if session.kind.is_break() {
            self.breaks += sign;
            self.breaks_skipped += sign * i64::from(session.outcome == Outcome::Skipped);
            return;
        }
        self.started += sign;
        self.focus_s += sign * i64::from(session.focus_s);
        self.internal += sign * i64::from(session.internal);
        self.external += sign * i64::from(session.external);
        self.pomodoros += sign * i64::from(session.counted);
        self.clean += sign * i64::from(session.is_clean());
        match session.outcome {
            Outcome::Completed => self.completed += sign,
            Outcome::Void => self.void += sign,
            Outcome::Partial | Outcome::Skipped => self.partial += sign,
        }
    }

    /// Adds a session.
    pub fn take(&mut self, session: &Session) {
        self.count(session, 1);
    }

    /// Adds another sum.
    pub fn add(&mut self, other: &Self) {
        self.pomodoros += other.pomodoros;
        self.clean += other.clean;
        self.focus_s += other.focus_s;
        self.started += other.started;
        self.completed += other.completed;
        self.void += other.void;
        self.partial += other.partial;
        self.internal += other.internal;
        self.external += other.external;
        self.breaks += other.breaks;
        self.breaks_skipped += other.breaks_skipped;
    }
}

/// The sums of one task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spent {
    /// Pomodoros that count.
    pub pomodoros: i64,
    /// Seconds of focus in all outcomes.
    pub focus_s: i64,
}

/// Sums by logical day and by task over every session that is not deleted.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Days that are new or have changed since they were kept.
    days: BTreeMap<Date, Tally>,
    tasks: BTreeMap<Id, Spent>,
    /// What was added since the counts were kept.
    on_task: BTreeMap<(Date, Id), i64>,
    /// What came out of the cache, as it stood there.
    kept: Kept,
    sessions: i64,
}

impl PartialEq for Ledger {
    fn eq(&self, other: &Self) -> bool {
        self.days().eq(other.days())
            && self.tasks == other.tasks
            && self.sessions == other.sessions
            && self.all_on_task(Date::MIN, Date::MAX) == other.all_on_task(Date::MIN, Date::MAX)
    }
}

impl Ledger {
    /// Takes a session in.
    pub fn add(&mut self, session: &Session, day_start: Time) {
        self.count(session, day_start, 1);
    }

    /// Takes a session out again.
    pub fn remove(&mut self, session: &Session, day_start: Time) {
        self.count(session, day_start, -1);
    }

    fn count(&mut self, session: &Session, day_start: Time, sign: i64) {
        if session.deleted {
            return;
        }
        let date = session.started.logical_date(day_start);
        self.sessions += sign;
        let kept = || self.kept.day(date).unwrap_or_default();
        self.days.entry(date).or_insert_with(kept).count(session, sign);
        let Some(task) = &session.task else { return };
        let spent = self.tasks.entry(task.clone()).or_default();
        spent.pomodoros += sign * i64::from(session.counted);
        spent.focus_s += sign * i64::from(session.focus_s);
        if session.counted {
            *self.on_task.entry((date, task.clone())).or_default() += sign;
        }
    }

    /// The sums of one logical day.
    pub fn day(&self, date: Date) -> Tally {
        self.days.get(&date).cloned().or_else(|| self.kept.day(date)).unwrap_or_default()
    }

    /// Every day that has sessions, in order.
    pub fn days(&self) -> impl Iterator<Item = (Date, Tally)> {
        merged(self.kept.days(), self.days.iter(), |new, old| new <= old)
    }

    /// Every day up to `last` that has sessions, the latest first.
    pub fn days_back(&self, last: Date) -> impl Iterator<Item = (Date, Tally)> {
        merged(self.kept.days_back(last), self.days.range(..=last).rev(), |new, old| new >= old)
    }

    /// The sums of the days from `first` to `last`, both included.
    pub fn span(&self, first: Date, last: Date) -> Tally {
        let mut sum = Tally::default();
        if first <= last {
            self.days.range(first..=last).for_each(|(_, tally)| sum.add(tally));
            let kept = self.kept.between(first, last).filter(|(date, _)| !self.days.contains_key(date));
            kept.for_each(|(_, tally)| sum.add(&tally));
        }
        sum
    }

    /// The sums of an ISO week.
    pub fn week(&self, week: Week) -> Tally {
        self.span(week.monday(), week.plus(1).monday().yesterday().unwrap_or(Date::MAX))
    }

    /// What has been spent on a task.
    pub fn task(&self, id: &Id) -> Spent {
        self.tasks.get(id).copied().unwrap_or_default()
    }

    /// Pomodoros counted for a task on one day.
    pub fn on_task(&self, date: Date, id: &Id) -> i64 {
        self.on_task.get(&(date, id.clone())).copied().unwrap_or_default() + self.kept.count(date, id)
    }

    fn all_on_task(&self, first: Date, last: Date) -> BTreeMap<(Date, Id), i64> {
        let mut all: BTreeMap<(Date, Id), i64> = self.kept.entries(first, last).collect();
        for ((date, id), n) in self.on_task.iter().filter(|((date, _), _)| (first..=last).contains(date)) {
            *all.entry((*date, id.clone())).or_default() += n;
        }
        all.retain(|_, n| *n != 0);
        all
    }

    /// Pomodoros counted for tasks on the days from `first` to `last`, both included, by day, then task.
    pub fn on_tasks(&self, first: Date, last: Date) -> Vec<(Date, Id, i64)> {
        self.all_on_task(first, last).into_iter().map(|((date, id), n)| (date, id, n)).collect()
    }

    /// How many sessions are in the sums.
    pub fn sessions(&self) -> i64 {
        self.sessions
    }
}

/// The days that were kept with those that are new or have changed since in their places; `comes` says whether a new
/// one is not after a kept one.
fn merged<'a>(
    kept: impl Iterator<Item = (Date, Tally)>,
    since: impl Iterator<Item = (&'a Date, &'a Tally)>,
    comes: fn(Date, Date) -> bool,
) -> impl Iterator<Item = (Date, Tally)> {
    let (mut kept, mut since) = (kept.peekable(), since.peekable());
    let merged = std::iter::from_fn(move || {
        let (old, new) = (kept.peek().map(|(date, _)| *date), since.peek().map(|(date, _)| **date));
        if new.is_some_and(|new| old.is_none_or(|old| comes(new, old))) {
            kept.next_if(|(date, _)| Some(*date) == new);
            return since.next().map(|(date, tally)| (*date, tally.clone()));
        }
        kept.next()
    });
    merged.filter(|(_, tally)| *tally != Tally::default())
}
