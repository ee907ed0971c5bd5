//! Taskwarrior's urgency, as an alternative to the default score. Numbers only.
use super::Term;
use crate::domain::{rules::TaskwarriorRules, task::Rank, value::words};

words! {
    /// Taskwarrior's priorities.
    Level {
        /// H.
        #[default]
        High = "H",
        /// M.
        Medium = "M",
        /// L.
        Low = "L",
    }
}

impl Level {
    /// The priority that stands nearest to an importance: 5 is H, 4 is M, 3 is L, less is none.
    pub fn of(importance: Rank) -> Option<Self> {
        match importance.level() {
            5 => Some(Self::High),
            4 => Some(Self::Medium),
            3 => Some(Self::Low),
            _ => None,
        }
    }
}

/// What Taskwarrior looks at in a task.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traits {
    /// Its priority.
    pub level: Option<Level>,
    /// Days until it is due, negative when overdue.
    pub days_left: Option<f64>,
    /// Days since it was entered.
    pub age_days: f64,
    /// Number of labels.
    pub tags: usize,
    /// Whether one of them is `next`.
    pub next: bool,
    /// Number of remarks.
    pub annotations: usize,
    /// Whether it belongs to a project.
    pub project: bool,
    /// Whether it is planned for a day that has come.
    pub scheduled: bool,
    /// Whether it is being worked on.
    pub active: bool,
    /// Whether it waits for a day to come.
    pub waiting: bool,
    /// Whether it waits for another open task.
    pub blocked: bool,
    /// Whether an open task waits for it.
    pub blocking: bool,
}

/// The polynomial of Taskwarrior's `Task::urgency_c` (src/Task.cpp of version 3): the terms that are not zero, in the
/// order of its documentation. Their contributions add up to the urgency, roughly −8 to 60.
pub fn terms(traits: &Traits, rules: &TaskwarriorRules) -> Vec<Term> {
    let flag = |on: bool| f64::from(u8::from(on));
    let (priority, coefficient) = match traits.level {
        Some(Level::High) => (1.0, rules.high),
        Some(Level::Medium) => (1.0, rules.medium),
        Some(Level::Low) => (1.0, rules.low),
        None => (0.0, rules.high),
    };
    let all = [
        ("next", flag(traits.next), rules.next),
        ("due", traits.days_left.map_or(0.0, due), rules.due),
        ("blocking", flag(traits.blocking), rules.blocking),
        ("priority", priority, coefficient),
        ("scheduled", flag(traits.scheduled), rules.scheduled),
        ("active", flag(traits.active), rules.active),
        ("age", age(traits.age_days, rules.age_max_days), rules.age),
        ("annotations", some(traits.annotations), rules.annotations),
        ("tags", some(traits.tags), rules.tags),
        ("project", flag(traits.project), rules.project),
        ("waiting", flag(traits.waiting), rules.waiting),
        ("blocked", flag(traits.blocked), rules.blocked),
    ];
    let told = all.into_iter().filter(|(_, value, _)| *value != 0.0);
    told.map(|(name, value, coefficient)| Term { name, value, coefficient }).collect()
}

/// 1 from a week overdue on, 0.2 from two weeks ahead on, a straight line over the three weeks in between.
fn due(days_left: f64) -> f64 {
    let overdue = -days_left;
    if overdue >= 7.0 {
        1.0
    } else if overdue >= -14.0 {
        (overdue + 14.0) * 0.8 / 21.0 + 0.2
    } else {
        0.2
    }
}

/// The share of the greatest age, in whole days.
fn age(days: f64, most: f64) -> f64 {
    if most <= 0.0 { 1.0 } else { (days.max(0.0).floor() / most).min(1.0) }
}

/// One says nearly as much as many.
fn some(count: usize) -> f64 {
    match count {
        0 => 0.0,
        1 => 0.8,
        2 => 0.9,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_more_important_task_never_weighs_less() {
        let rules = crate::config::Config::embedded().rules.taskwarrior;
        let weigh = |rank| {
            let traits = Traits { level: Level::of(Rank::new(rank).unwrap()), ..Traits::default() };
            terms(&traits, &rules).iter().map(Term::contribution).sum::<f64>()
        };
        let weights: Vec<f64> = (1..=5).map(weigh).collect();
        assert!(weights.is_sorted(), "{weights:?}");
        assert_eq!((weights[0], weights[4]), (0.0, 6.0));
    }

    #[test]
    fn only_terms_that_weigh_are_told() {
        let rules = crate::config::Config::embedded().rules.taskwarrior;
        assert_eq!(terms(&Traits::default(), &rules), []);
        let odd = Traits { days_left: Some(f64::NAN), age_days: f64::NEG_INFINITY, ..Traits::default() };
        assert!(terms(&odd, &rules).iter().all(|term| term.contribution().is_finite()));
    }
}
