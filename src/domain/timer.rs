//! The timer as deadlines and remainders: what runs, since when, and what has become of it by now.
//! Nothing here ticks; everything is derived from a moment.
use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::{
    id::Id,
    moment::{Anchor, Moment, Passed},
    session::{Mark, Origin, Outcome, Phase, Session, Source},
    stamp::{Stamp, millis},
};

/// A sleep of up to this many milliseconds inside focus is no gap.
pub const SHORT_SLEEP_MS: i64 = 60_000;
/// A gap longer than this is not asked about.
pub const LONGEST_GAP_MS: i64 = 4 * 3_600_000;
/// `alive.toml` is at most this old while a process watches (with some room).
const WATCHED_MS: i64 = 65_000;
/// A watcher that ticked this recently saw the sleep begin.
const SAW_IT_MS: i64 = 2_500;

/// A stretch of time in which nobody can say whether work went on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// When it began.
    pub from: Stamp,
    /// When it was noticed.
    pub to: Stamp,
    /// Seconds of it that the machine slept or was off.
    pub slept_s: u32,
}

impl Gap {
    /// Its length in milliseconds, at least 0.
    pub fn length_ms(&self) -> i64 {
        (self.to.ms() - self.from.ms()).max(0)
    }
}

/// Whether a phase counts at the moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Clock {
    /// It counts.
    Running,
    /// It waits for the user to go on.
    Paused,
    /// It waits for the user to say what the gap was.
    Asking(Gap),
}

/// A phase that is under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Focus or which break.
    pub phase: Phase,
    /// The phase's own name in a custom sequence.
    pub name: Option<String>,
    /// `pomodoro`, `flow`, `countdown` or the name of a custom sequence.
    pub mode: String,
    /// The id of the record to come.
    pub session: Id,
    /// What it is for.
    pub task: Option<Id>,
    /// When it began.
    pub started: Stamp,
    /// The IANA name of the zone then.
    pub zone: Option<String>,
    /// Planned seconds without extensions; none where it counts up.
    pub planned_s: Option<u32>,
    /// Seconds added while it ran.
    pub extended_s: i64,
    /// Milliseconds counted before `since`.
    pub counted_ms: i64,
    /// Milliseconds paused before `since`.
    pub paused_ms: i64,
    /// The longest pause that is over.
    pub longest_pause_ms: i64,
    /// Milliseconds slept in gaps that are answered.
    pub slept_ms: i64,
    /// The beginning of the present stretch of running, pausing or asking.
    pub since: Anchor,
    /// What the present stretch is.
    pub clock: Clock,
    /// Which pomodoro of the set this is, from 1.
    pub round: u32,
    /// Interruptions so far.
    pub marks: Vec<Mark>,
    /// Whether it counts on past its end until the user moves on.
    pub overtime: bool,
    /// In overtime: whether its end has been announced.
    pub rung: bool,
    /// Whether a sleep or restart makes its figures a bound.
    pub uncertain: bool,
    /// Its place in a custom sequence, from 0.
    pub step: u32,
}

/// The timer: a phase that is under way, or none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Timer {
    /// Raised by every change.
    pub rev: u64,
    /// What is under way.
    pub run: Option<Run>,
}

/// What has become of a phase by a moment, before anybody has written it down.
#[derive(Clone, Debug, PartialEq)]
pub enum Settled {
    /// Nothing: it goes on as it is.
    Holds,
    /// It came due.
    Due {
        /// When.
        ended: Stamp,
        /// Whether that instant is only a bound.
        uncertain: bool,
    },
    /// It is in overtime and its end has not been announced yet.
    Rings {
        /// When it came due.
        due: Stamp,
    },
    /// The machine slept or was off inside focus.
    Slept {
        /// The gap.
        gap: Gap,
        /// Milliseconds that count up to the gap.
        counted_ms: i64,
        /// Whether that is only a bound.
        uncertain: bool,
        /// Whether the gap is short enough to ask about.
        ask: bool,
    },
}

impl Run {
    /// Planned length with extensions in milliseconds; none where it counts up.
    pub fn length_ms(&self) -> Option<i64> {
        self.planned_s.map(|s| (i64::from(s) + self.extended_s).max(0) * 1000)
    }

    /// Milliseconds counted by now, past the end too.
    pub fn counted_ms(&self, now: &Moment) -> i64 {
        match self.clock {
            Clock::Running => self.counted_ms + self.stretch_ms(now),
            Clock::Paused | Clock::Asking(_) => self.counted_ms,
        }
    }

    /// Milliseconds of the present stretch that a running phase counts: focus counts awake time,
    /// breaks run through sleep.
    fn stretch_ms(&self, now: &Moment) -> i64 {
        match now.since(&self.since) {
            Passed::SameBoot { awake_ms, .. } if !self.phase.is_break() => awake_ms,
            Passed::OtherBoot { .. } if !self.phase.is_break() => 0,
            passed => passed.elapsed_ms(),
        }
    }

    /// Milliseconds left, negative in overtime; none where it counts up.
    pub fn left_ms(&self, now: &Moment) -> Option<i64> {
        self.length_ms().map(|length| length - self.counted_ms(now))
    }

    /// Whether it is in overtime: it came due and counts on.
    pub fn is_over(&self, now: &Moment) -> bool {
        self.overtime && self.left_ms(now).is_some_and(|left| left <= 0)
    }

    /// When it will ring if nothing comes between; none unless it runs towards an end.
    pub fn rings_at(&self, now: &Moment) -> Option<Stamp> {
        let at = |left| now.stamp().plus_ms(left).at_place_of(&now.wall);
        (self.clock == Clock::Running).then(|| self.left_ms(now).map(at))?
    }

    /// What has become of it by `now`. `seen` is the last moment at which a process is known to have
    /// watched. Spec: storage, "Time", 2 to 6.
    pub fn settle(&self, now: &Moment, seen: Option<&Anchor>, day_start: Time) -> Settled {
        if self.clock != Clock::Running {
            return Settled::Holds;
        }
        let to_go = self.length_ms().map_or(i64::MAX, |length| (length - self.counted_ms).max(0));
        // In between the clocks may have been put back: the offset is that of the end.
        let due_at = self.wall_of_since(now).plus_ms(to_go.min(i64::MAX / 2)).at_place_of(&now.wall);
        let due = |uncertain| {
            if !self.overtime {
                Settled::Due { ended: due_at, uncertain }
            } else if self.rung {
                Settled::Holds
            } else {
                Settled::Rings { due: due_at }
            }
        };
        let passed = now.since(&self.since);
        if self.phase.is_break() {
            return if passed.elapsed_ms() >= to_go { due(false) } else { Settled::Holds };
        }
        // The last sight of a watcher, where it belongs to this stretch: all clocks then.
        let seen = seen.filter(|seen| seen.boot_id == self.since.boot_id && seen.boot_ms >= self.since.boot_ms);
        let seen_awake = seen.map_or(0, |seen| (seen.awake_ms - self.since.awake_ms).max(0));
        let seen_wall = seen.map_or(self.since.wall, |seen| seen.wall);
        let seen_elapsed = seen.map_or(0, |seen| (seen.boot_ms - self.since.boot_ms).max(0));
        // How much counts, where the gap begins on the wall, and its length, of which it slept.
        let (counted, from, length, slept, uncertain) = match passed {
            Passed::SameBoot { elapsed_ms, awake_ms } => {
                if elapsed_ms - awake_ms <= SHORT_SLEEP_MS {
                    return if awake_ms >= to_go { due(false) } else { Settled::Holds };
                }
                let unseen = awake_ms - seen_awake;
                if seen_awake >= to_go {
                    return due(false);
                }
                let slept = elapsed_ms - awake_ms;
                if unseen > WATCHED_MS {
                    // Nobody was there: the time awake counts, as if the sleep had come after it.
                    if awake_ms >= to_go {
                        return due(true);
                    }
                    (awake_ms, self.since.wall.saturating_add(millis(awake_ms)), slept, slept, true)
                } else {
                    // By the clock that runs on: a wall clock that was set meanwhile measures nothing.
                    let length = (elapsed_ms - seen_elapsed).max(0);
                    (seen_awake, Ok(seen_wall), length, slept.min(length), unseen > SAW_IT_MS)
                }
            }
            Passed::OtherBoot { .. } => {
                if seen_awake >= to_go {
                    return due(false);
                }
                let off = (now.wall.timestamp().as_millisecond() - seen_wall.as_millisecond()).max(0);
                (seen_awake, Ok(seen_wall), off, off, true)
            }
        };
        let from = Stamp::from(&from.unwrap_or(seen_wall).to_zoned(now.wall.time_zone().clone()));
        let gap = Gap {
            from,
            to: from.plus_ms(length).at_place_of(&now.wall),
            slept_s: u32::try_from(slept / 1000).unwrap_or(u32::MAX),
        };
        let same_day = gap.from.logical_date(day_start) == gap.to.logical_date(day_start);
        let ask = gap.length_ms() <= LONGEST_GAP_MS && same_day;
        Settled::Slept { gap, counted_ms: self.counted_ms + counted, uncertain, ask }
    }

    /// The instant of `since` with the local offset of the place where the user is.
    fn wall_of_since(&self, now: &Moment) -> Stamp {
        Stamp::from(&self.since.wall.to_zoned(now.wall.time_zone().clone()))
    }

    /// The record of this phase, ended at `ended` after `counted_ms` milliseconds. Completed focus counts as
    /// a pomodoro when no pause was longer than `longest_pause_s` and it measured at least `least_s`.
    pub fn close(
        &self,
        outcome: Outcome,
        ended: Stamp,
        counted_ms: i64,
        longest_pause_s: u32,
        least_s: u32,
    ) -> Session {
        let seconds = |ms: i64| u32::try_from(ms.max(0) / 1000).unwrap_or(u32::MAX);
        let length = self.length_ms();
        let is_focus = self.phase == Phase::Focus;
        let within = counted_ms.min(length.unwrap_or(i64::MAX));
        let measured_s = if is_focus { seconds(within) } else { 0 };
        let counted = is_focus
            && outcome == Outcome::Completed
            && seconds(self.longest_pause_ms) <= longest_pause_s
            && measured_s >= least_s;
        let marked = |kind| self.marks.iter().filter(|mark| mark.kind == kind).count() as u32;
        Session {
            id: self.session.clone(),
            kind: self.phase,
            mode: self.mode.clone(),
            name: self.name.clone(),
            task: self.task.clone(),
            started: self.started,
            ended,
            zone: self.zone.clone(),
            planned_s: self.planned_s,
            focus_s: measured_s,
            paused_s: seconds(self.paused_ms),
            longest_pause_s: seconds(self.longest_pause_ms),
            slept_s: seconds(self.slept_ms),
            extended_s: self.extended_s,
            over_s: length.map_or(0, |length| seconds(counted_ms - length)),
            outcome,
            counted,
            internal: marked(Origin::Internal),
            external: marked(Origin::External),
            marks: self.marks.clone(),
            source: Source::Timer,
            uncertain: self.uncertain,
            ..Session::default()
        }
    }

    /// Ends the present stretch: what it counted or paused is added up, and a new one begins now.
    pub fn turn(&mut self, now: &Moment, next: Clock) {
        // It was completed when it was due: no pause after that costs it.
        let was_due = self.length_ms().is_some_and(|length| self.counted_ms >= length);
        let longest = |known: i64, pause: i64| if was_due { known } else { known.max(pause) };
        match &self.clock {
            Clock::Running => self.counted_ms += self.stretch_ms(now),
            Clock::Paused => {
                let pause = now.since(&self.since).elapsed_ms();
                self.paused_ms += pause;
                self.longest_pause_ms = longest(self.longest_pause_ms, pause);
            }
            Clock::Asking(gap) => {
                // The gap and the time until the answer are one long pause, of which some was sleep.
                let pause = gap.length_ms() + now.since(&self.since).elapsed_ms();
                let slept = (i64::from(gap.slept_s) * 1000).min(pause);
                self.slept_ms += slept;
                self.paused_ms += pause - slept;
                self.longest_pause_ms = longest(self.longest_pause_ms, pause);
            }
        }
        self.since = now.anchor();
        self.clock = next;
    }
}

impl Timer {
    /// Milliseconds from `now` until something on the screen changes by itself: the next whole second
    /// while something counts, none while nothing does.
    pub fn next_change_ms(&self, now: &Moment) -> Option<i64> {
        let run = self.run.as_ref().filter(|run| run.clock == Clock::Running)?;
        let counted = run.counted_ms(now);
        Some(match run.length_ms() {
            Some(length) if counted < length => match (length - counted) % 1000 {
                0 => 1000,
                rest => rest,
            },
            _ => 1000 - counted.rem_euclid(1000),
        })
    }
}
