//! What every process that watches the timer sees to: phases that end, the files, the sign of life.
use std::{path::PathBuf, time::Duration};

use tokio::sync::mpsc::Sender;

use super::{
    clerk::{Clerk, Request},
    watch::Watch,
};
use crate::domain::{
    id::Id,
    model::Model,
    moment::Moment,
    timer::{Run, Settled},
};
use jiff::civil::Date;

/// While nothing counts the clock is read again after so long: a new day, a clock that was set.
const IDLE: Duration = Duration::from_secs(30);
/// How often the files are looked at behind the watch while something counts.
const POLL_MS: i64 = 10_000;
/// How often they are looked at where they cannot be watched.
const BLIND_POLL_MS: i64 = 1000;
/// How often the same phase is asked about.
const TICK_MS: i64 = 1000;
/// How often it is noted that somebody watches.
const ALIVE_MS: i64 = 55_000;

/// What one watching process has seen and asked for.
#[derive(Debug, Default)]
pub struct Attendant {
    /// The last moment at which this process saw the timer: a sleep begins no earlier.
    seen: Option<Moment>,
    ticking: bool,
    /// When a tick was asked for last, and in which phase.
    asked: Option<(i64, Option<Id>)>,
    /// The day whose recurring tasks were asked for.
    recurred: Option<Date>,
    polled_ms: Option<i64>,
    alive_ms: Option<i64>,
    /// Tells of changes of the files, where the system does.
    watch: Option<Watch>,
}

impl Attendant {
    /// Begins to watch the folders, each change of which sends a token to `changed`; what was written before the watch
    /// began is not told by it, so it is taken in.
    pub fn watch(&mut self, folders: &[PathBuf], changed: &Sender<()>, clerk: &Clerk) {
        self.watch = Watch::start(folders, changed.clone());
        clerk.ask(Request::Refresh);
    }

    /// How long nothing has to be done.
    pub fn wait(&self, model: &Model, now: &Moment) -> Duration {
        let change = model.timer.next_change_ms(now).map(|ms| Duration::from_millis(ms.unsigned_abs()));
        let blind = Duration::from_millis(BLIND_POLL_MS.unsigned_abs());
        change.unwrap_or(if self.watch.is_some() { IDLE } else { blind }).min(IDLE)
    }

    /// Asks for what has to be done now.
    pub fn look(&mut self, model: &Model, clerk: &Clerk, now: &Moment) {
        let counting = model.timer.next_change_ms(now).is_some();
        let seen = self.seen.as_ref().map(Moment::anchor);
        let known = seen.as_ref().or(model.seen.as_ref());
        let settle = |run: &Run| run.settle(now, known, model.rules.day.start) != Settled::Holds;
        let today = model.today(now);
        let due = model.timer.run.as_ref().is_some_and(settle)
            || self.recurred != Some(today) && !model.recurring(now).is_empty();
        let phase = || model.timer.run.as_ref().map(|run| run.session.clone());
        // What a tick has not mended the next one will not mend any sooner.
        let too_soon = |(at, of): &(i64, Option<Id>)| now.awake_ms - at < TICK_MS && *of == phase();
        if due && !self.ticking && !self.asked.as_ref().is_some_and(too_soon) {
            self.ticking = true;
            self.asked = Some((now.awake_ms, phase()));
            self.recurred = Some(today);
            clerk.ask(Request::Tick(now.clone(), seen));
        }
        let passed = |since: Option<i64>, ms: i64| since.is_none_or(|since| now.awake_ms - since >= ms);
        // Also while nothing counts: whoever starts a phase elsewhere is told whether somebody will ring.
        if passed(self.alive_ms, ALIVE_MS) {
            self.alive_ms = Some(now.awake_ms);
            clerk.ask(Request::Alive);
        }
        let every = match (self.watch.is_some(), counting) {
            (false, _) => BLIND_POLL_MS,
            (true, true) => POLL_MS,
            (true, false) => IDLE.as_millis() as i64 - 1000,
        };
        if self.polled_ms.is_none() {
            // The files have just been read.
            self.polled_ms = Some(now.awake_ms);
        } else if passed(self.polled_ms, every) {
            self.polled_ms = Some(now.awake_ms);
            clerk.ask(Request::Refresh);
        }
        self.seen = Some(now.clone());
    }

    /// Whether something is due and the desk has not answered yet: the model is about to change.
    pub fn is_waiting(&self) -> bool {
        self.ticking
    }

    /// The desk has answered a tick, or cannot.
    pub fn ticked(&mut self) {
        self.ticking = false;
    }
}
