//! Time as an argument: one reading of every clock, and points of the past to measure from.
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

use super::stamp::Stamp;

/// One reading of every clock that the program uses. Made in `runtime/clock.rs`, read once per event.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// Wall clock in the user's zone: for showing and for dates, never for durations.
    pub wall: Zoned,
    /// Milliseconds of the monotonic clock that stands still while the machine sleeps.
    pub awake_ms: i64,
    /// Milliseconds of the monotonic clock that runs on while the machine sleeps.
    pub boot_ms: i64,
    /// Which boot the two monotonic clocks belong to.
    pub boot_id: String,
}

/// A point of the past on all clocks, kept to measure from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Wall clock then.
    pub wall: Timestamp,
    /// Monotonic milliseconds without sleep.
    pub awake_ms: i64,
    /// Monotonic milliseconds with sleep.
    pub boot_ms: i64,
    /// The boot both belong to.
    pub boot_id: String,
}

/// What has passed between an anchor and a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed {
    /// Within one boot: all time, and the part of it that the machine was awake; both ≥ 0.
    SameBoot {
        /// Milliseconds with sleep.
        elapsed_ms: i64,
        /// Milliseconds without sleep.
        awake_ms: i64,
    },
    /// The machine was restarted in between; only the wall clock spans that (≥ 0).
    OtherBoot {
        /// Milliseconds by the wall clock.
        wall_ms: i64,
    },
}

/// Two processes read their clocks at most so far apart from the order in which they write.
const RACE_MS: i64 = 1000;

impl Moment {
    /// This moment as a point to measure from later.
    pub fn anchor(&self) -> Anchor {
        Anchor {
            wall: self.wall.timestamp(),
            awake_ms: self.awake_ms,
            boot_ms: self.boot_ms,
            boot_id: self.boot_id.clone(),
        }
    }

    /// The wall clock as a stamp with the local offset.
    pub fn stamp(&self) -> Stamp {
        Stamp::from(&self.wall)
    }

    /// What has passed since `anchor`. A boot clock that went backwards is another boot, unless it is so little
    /// that another process has only read it a moment later.
    pub fn since(&self, anchor: &Anchor) -> Passed {
        let elapsed_ms = self.boot_ms.saturating_sub(anchor.boot_ms);
        if anchor.boot_id == self.boot_id && elapsed_ms >= -RACE_MS {
            let elapsed_ms = elapsed_ms.max(0);
            let awake_ms = self.awake_ms.saturating_sub(anchor.awake_ms).clamp(0, elapsed_ms);
            Passed::SameBoot { elapsed_ms, awake_ms }
        } else {
            let wall_ms = self.wall.timestamp().as_millisecond() - anchor.wall.as_millisecond();
            Passed::OtherBoot { wall_ms: wall_ms.max(0) }
        }
    }

    /// The same moment `awake_ms` milliseconds of work and then `asleep_ms` of sleep later: how tests
    /// and previews move through a day.
    pub fn later(&self, awake_ms: i64, asleep_ms: i64) -> Self {
        let total = awake_ms.saturating_add(asleep_ms);
        Self {
            wall: self.wall.saturating_add(super::stamp::millis(total)),
            awake_ms: self.awake_ms.saturating_add(awake_ms),
            boot_ms: self.boot_ms.saturating_add(total),
            boot_id: self.boot_id.clone(),
        }
    }
}

impl Passed {
    /// Milliseconds with sleep; by the wall clock across boots.
    pub fn elapsed_ms(self) -> i64 {
        match self {
            Self::SameBoot { elapsed_ms, .. } => elapsed_ms,
            Self::OtherBoot { wall_ms } => wall_ms,
        }
    }
}
