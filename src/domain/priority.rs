//! The score that says what comes first, in terms that explain it. Spec: tasks, "Default score".
pub mod taskwarrior;

use std::cmp::{Ordering, Reverse};

use super::{
    rules::{ScoreRules, TaskwarriorRules},
    task::Rank,
    value::words,
};

words! {
    /// What orders the tasks.
    Ranking {
        /// The score of importance, urgency, age and blocking.
        #[default]
        Weighted = "default",
        /// Taskwarrior's urgency.
        Taskwarrior = "taskwarrior",
        /// The order by hand; the default score is shown beside it.
        Manual = "manual",
    }
}

words! {
    /// Eisenhower's quadrants.
    Quadrant {
        /// Important and urgent: do.
        #[default]
        Q1 = "Q1",
        /// Important only: schedule.
        Q2 = "Q2",
        /// Urgent only: limit.
        Q3 = "Q3",
        /// Neither: drop.
        Q4 = "Q4",
    }
}

words! {
    /// Bands of the score.
    Band {
        /// At least the high mark.
        #[default]
        High = "high",
        /// At least the medium mark.
        Medium = "medium",
        /// Below it.
        Low = "low",
    }
}

words! {
    /// Where a task's urgency comes from.
    UrgencySource {
        /// Nothing presses.
        #[default]
        Nothing = "none",
        /// The due date draws near.
        Due = "due",
        /// It is overdue.
        Overdue = "overdue",
        /// The work left hardly fits before it is due.
        Pressure = "pressure",
        /// Set by hand.
        Manual = "manual",
    }
}

/// What the score of a task is made from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// How much it matters.
    pub importance: Rank,
    /// Days until it is due, negative when overdue.
    pub days_left: Option<f64>,
    /// Pomodoros still to do.
    pub remaining: Option<f64>,
    /// Pomodoros that fit in before it is due; none without work windows.
    pub available: Option<f64>,
    /// Urgency by hand.
    pub urgency: Option<Rank>,
    /// Days since it was entered.
    pub age_days: f64,
    /// Whether an open task waits for it.
    pub blocks: bool,
}

/// One term of a score: value × coefficient = contribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// `importance`, `urgency`, `age`, `blocking`; `place` for the order by hand; Taskwarrior's own names.
    pub name: &'static str,
    /// From 0 to 1 (other models: their own range).
    pub value: f64,
    /// What it is multiplied with.
    pub coefficient: f64,
}

impl Term {
    /// value × coefficient.
    pub fn contribution(&self) -> f64 {
        self.value * self.coefficient
    }
}

/// A score with its explanation.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// The sum of the contributions: 0 to 100 with the default coefficients, about −8 to 60 by Taskwarrior.
    pub score: f64,
    /// Its terms in order.
    pub terms: Vec<Term>,
    /// U, from 0 to 1.
    pub urgency: f64,
    /// Where U comes from.
    pub source: UrgencySource,
    /// Its quadrant.
    pub quadrant: Quadrant,
    /// Its band.
    pub band: Band,
}

/// U_due: 0 without a due date, 1 when due or overdue, the floor from the horizon on, a straight line
/// in between.
pub fn due_urgency(days_left: Option<f64>, rules: &ScoreRules) -> f64 {
    match days_left {
        None => 0.0,
        Some(days) if days <= 0.0 => 1.0,
        Some(days) if days >= rules.horizon_days => rules.urgency_floor,
        Some(days) => rules.urgency_floor + (1.0 - rules.urgency_floor) * (1.0 - days / rules.horizon_days),
    }
}

/// P: the share of the time left that the work left needs; 1 when overdue or no time is left, 0
/// without estimate, due date or work windows.
pub fn pressure(facts: &Facts) -> f64 {
    match (facts.days_left, facts.remaining, facts.available) {
        (Some(days), Some(remaining), Some(available)) => {
            if days <= 0.0 || available <= 0.0 {
                1.0
            } else {
                (remaining / available).min(1.0)
            }
        }
        _ => 0.0,
    }
}

/// The quadrant of an importance and an urgency.
pub fn quadrant(importance: Rank, urgency: f64, rules: &ScoreRules) -> Quadrant {
    match (importance.level() >= rules.important_min, urgency >= rules.urgent_min) {
        (true, true) => Quadrant::Q1,
        (true, false) => Quadrant::Q2,
        (false, true) => Quadrant::Q3,
        (false, false) => Quadrant::Q4,
    }
}

/// The default score: 50·I + 40·U + 5·A + 5·B with configurable coefficients.
pub fn score(facts: &Facts, rules: &ScoreRules) -> Score {
    let by_due = due_urgency(facts.days_left, rules);
    let pressure = pressure(facts);
    let by_hand = facts.urgency.map_or(0.0, Rank::share);
    let urgency = by_due.max(pressure).max(by_hand);
    let overdue = facts.days_left.is_some_and(|days| days <= 0.0);
    let source = if urgency <= 0.0 {
        UrgencySource::Nothing
    } else if overdue {
        UrgencySource::Overdue
    } else if by_due >= urgency {
        UrgencySource::Due
    } else if pressure >= urgency {
        UrgencySource::Pressure
    } else {
        UrgencySource::Manual
    };
    let age = (facts.age_days / rules.age_max_days).clamp(0.0, 1.0);
    let terms = vec![
        Term { name: "importance", value: facts.importance.share(), coefficient: rules.importance },
        Term { name: "urgency", value: urgency, coefficient: rules.urgency },
        Term { name: "age", value: age, coefficient: rules.age },
        Term { name: "blocking", value: f64::from(u8::from(facts.blocks)), coefficient: rules.blocking },
    ];
    let score = terms.iter().map(Term::contribution).sum::<f64>();
    let quadrant = quadrant(facts.importance, urgency, rules);
    Score { score, terms, urgency, source, quadrant, band: band(score, rules.high, rules.medium) }
}

fn band(score: f64, high: f64, medium: f64) -> Band {
    if score >= high {
        Band::High
    } else if score >= medium {
        Band::Medium
    } else {
        Band::Low
    }
}

impl Score {
    /// The same task weighed as Taskwarrior does. Urgency and quadrant stay what they were.
    pub fn by_taskwarrior(self, traits: &taskwarrior::Traits, rules: &TaskwarriorRules) -> Self {
        let terms = taskwarrior::terms(traits, rules);
        let score = terms.iter().map(Term::contribution).sum::<f64>();
        Self { score, terms, band: band(score, rules.band_high, rules.band_medium), ..self }
    }

    /// The same score where the order by hand decides: the place is told first and adds nothing.
    pub fn by_hand(mut self, place: Option<f64>) -> Self {
        self.terms.splice(0..0, place.map(|value| Term { name: "place", value, coefficient: 0.0 }));
        self
    }
}

/// What the order of tasks goes by.
#[derive(Clone, Debug, PartialEq)]
pub struct Place<'a> {
    /// Kept on top.
    pub pinned: bool,
    /// Its place in the order by hand, where that decides.
    pub by_hand: Option<f64>,
    /// Waits for an open task.
    pub blocked: bool,
    /// The score.
    pub score: f64,
    /// Milliseconds since the epoch at which it is due.
    pub due_ms: Option<i64>,
    /// How much it matters.
    pub importance: Rank,
    /// Pomodoros still to do.
    pub remaining: Option<f64>,
    /// Milliseconds since the epoch at which it was entered.
    pub created_ms: i64,
    /// Its id.
    pub id: &'a str,
}

/// The order of display: pinned; place by hand ↑ (none last, as all are where it does not decide); not blocked; score ↓ (rounded to 1e-9); due ↑ (none last);
/// importance ↓; remaining ↑ (none last); created ↑; id ↑. Total.
pub fn compare(a: &Place<'_>, b: &Place<'_>) -> Ordering {
    a.key().cmp(&b.key())
}

/// A place as numbers, so that many are compared without thought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key<'a> {
    pinned: Reverse<bool>,
    by_hand: i64,
    blocked: bool,
    score: Reverse<i64>,
    due_ms: i64,
    importance: Reverse<Rank>,
    remaining: i64,
    created_ms: i64,
    id: &'a str,
}

impl<'a> Place<'a> {
    /// The key that orders as [`compare`] does.
    pub fn key(&self) -> Key<'a> {
        Key {
            pinned: Reverse(self.pinned),
            by_hand: ordered(self.by_hand.unwrap_or(f64::INFINITY)),
            blocked: self.blocked,
            score: Reverse(ordered((self.score * 1e9).round())),
            due_ms: self.due_ms.unwrap_or(i64::MAX),
            importance: Reverse(self.importance),
            remaining: ordered(self.remaining.unwrap_or(f64::INFINITY)),
            created_ms: self.created_ms,
            id: self.id,
        }
    }
}

/// A whole number that is ordered as the totally ordered numbers are (IEEE 754, totalOrder).
fn ordered(number: f64) -> i64 {
    let bits = number.to_bits().cast_signed();
    bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::ordered;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_keep_their_order(a in any::<f64>(), b in any::<f64>()) {
            prop_assert_eq!(ordered(a).cmp(&ordered(b)), a.total_cmp(&b));
        }
    }
}
