//! Tasks: what there is to do. The score that orders them is in `priority`.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    id::Id,
    record::entity,
    stamp::Stamp,
    value::{Atom, Value, words},
};

/// How much a task matters: 1 (little) to 5 (most); 3 unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rank(u8);

impl Rank {
    /// A rank from 1 to 5; `None` outside.
    pub fn new(rank: i64) -> Option<Self> {
        (1..=5).contains(&rank).then_some(Self(rank as u8))
    }

    /// 1 to 5.
    pub fn level(self) -> u8 {
        self.0
    }

    /// (rank − 1)/4, from 0 to 1.
    pub fn share(self) -> f64 {
        f64::from(self.0 - 1) / 4.0
    }
}

impl Default for Rank {
    fn default() -> Self {
        Self(3)
    }
}

impl Atom for Rank {
    const WANTS: &'static str = "a whole number from 1 to 5";
    fn put(&self) -> Option<Value> {
        Some(Value::Int(i64::from(self.0)))
    }
    fn take(value: Value) -> Option<Self> {
        i64::take(value).and_then(Self::new)
    }
}

/// An estimate in pomodoros: above 0, at most 999; fractions are allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Pomodoros(f64);

impl Pomodoros {
    /// The most that can be estimated at once.
    pub const MOST: f64 = 999.0;

    /// An estimate; `None` outside (0, 999] and for what is no number.
    pub fn new(count: f64) -> Option<Self> {
        (count > 0.0 && count <= Self::MOST).then_some(Self(count))
    }

    /// The number.
    pub fn count(self) -> f64 {
        self.0
    }
}

impl Atom for Pomodoros {
    const WANTS: &'static str = "a number above 0, at most 999";
    fn put(&self) -> Option<Value> {
        self.0.put()
    }
    fn take(value: Value) -> Option<Self> {
        f64::take(value).and_then(Self::new)
    }
}

/// When a task has to be done: an instant, or the end of a logical day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Due {
    /// By the end of this logical day.
    Day(Date),
    /// By this instant.
    At(Stamp),
}

impl Default for Due {
    fn default() -> Self {
        Self::At(Stamp::default())
    }
}

impl Atom for Due {
    const WANTS: &'static str = "a date, or a date-time with offset";
    fn put(&self) -> Option<Value> {
        Some(match self {
            Self::Day(date) => Value::Date(*date),
            Self::At(stamp) => Value::Stamp(*stamp),
        })
    }
    fn take(value: Value) -> Option<Self> {
        match value {
            Value::Date(date) => Some(Self::Day(date)),
            Value::Stamp(stamp) => Some(Self::At(stamp)),
            _ => None,
        }
    }
}

words! {
    /// How often a task comes back.
    Repeat {
        /// Every day.
        #[default]
        Day = "day",
        /// Monday to Friday.
        Weekday = "weekday",
        /// Every week, on the same day of it.
        Week = "week",
        /// Every month, on the same day of it; where a month is too short, on its last.
        Month = "month",
    }
}

entity! {
    /// Something to do.
    Task = Task, whole = false {
        /// What; one line, 1 to 512 bytes, no control characters.
        title: String,
        /// How much it matters.
        importance: Rank,
        /// How pressing it is by hand, where that is set.
        urgency: Option<Rank>,
        /// When it has to be done.
        due: Option<Due>,
        /// First, second and third estimate; the last one holds.
        estimates: Vec<Pomodoros>,
        /// What it belongs to.
        project: Option<String>,
        /// Labels.
        tags: Vec<String>,
        /// A remark of several lines.
        note: Option<String>,
        /// Kept on top, for one logical day; see [`Model::is_pinned`](super::model::Model::is_pinned).
        pinned: bool,
        /// The logical day for which it is pinned.
        pinned_on: Option<Date>,
        /// Open tasks that have to be done first.
        blocked_by: Vec<Id>,
        /// Came up after the day was planned.
        unplanned: bool,
        /// The interruption it came from, as `SESSION/INDEX`.
        mark: Option<String>,
        /// When it was entered.
        created: Stamp,
        /// When it was done.
        done: Option<Stamp>,
        /// When it was dropped.
        dropped: Option<Stamp>,
        /// The assessed dimension that it practises, as `template/dimension`.
        dimension: Option<String>,
        /// How often it comes back. Only the last task of a series has it.
        repeat: Option<Repeat>,
        /// The first task of the series that it belongs to, where it is not the first itself.
        series: Option<Id>,
        /// Its place in the order by hand.
        place: Option<f64>,
    }
}

impl Task {
    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        !self.deleted && self.done.is_none() && self.dropped.is_none()
    }

    /// Whether it comes back, so that a successor may be due.
    pub fn recurs(&self) -> bool {
        self.repeat.is_some() && !self.deleted
    }

    /// The estimate that holds, in pomodoros.
    pub fn estimate(&self) -> Option<f64> {
        self.estimates.last().map(|estimate| estimate.count())
    }
}
