//! Personal bests and what is still to come today, derived from the records.
use jiff::civil::Date;

use super::{model::Model, moment::Moment, status::Today, streak::Streak};

/// The best days so far; on equal days the earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonalBest {
    /// The day with the most pomodoros, and how many.
    pub pomodoros: Option<(Date, i64)>,
    /// The day with the most seconds of focus, and how many.
    pub focus_s: Option<(Date, i64)>,
    /// Days in a row with the goal reached: now, and the most there ever were.
    pub streak: Streak,
}

/// How much of what is still planned for today fits into what is left of it, in pomodoros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Planned and not done yet, at least 0.
    pub wanted: i64,
    /// How many of these fit, at most `wanted`.
    pub fits: i64,
}

impl Model {
    /// The best days and the longest streak up to `now`.
    pub fn personal_best(&self, now: &Moment) -> PersonalBest {
        let today = self.today(now);
        let mut best = PersonalBest { streak: self.streak(now), ..PersonalBest::default() };
        for (date, tally) in self.sums().days().filter(|(date, _)| *date <= today) {
            for (record, count) in [(&mut best.pomodoros, tally.pomodoros), (&mut best.focus_s, tally.focus_s)] {
                if count > record.map_or(0, |(_, most)| most) {
                    *record = Some((date, count));
                }
            }
        }
        best
    }
}

impl Today {
    /// What is left of the plan against what is left of the day; none without a plan or without windows.
    pub fn fit(&self) -> Option<Fit> {
        let wanted = (self.planned? - self.pomodoros).max(0);
        Some(Fit { wanted, fits: self.left?.clamp(0, wanted) })
    }
}
