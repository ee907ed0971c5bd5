//! What one has committed oneself to: a day's accepted plan, a goal, the answers of a weekly look back.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    id::Id,
    model::Model,
    record::entity,
    value::{Atom, Named, Value, words},
    week::Week,
};

/// A task in an accepted plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// Which.
    pub task: Id,
    /// Whole pomodoros planned for it, from the acceptance on.
    pub pomodoros: u32,
    /// Pomodoros that were done on it that day before it was accepted.
    pub before: u32,
}

impl Atom for Share {
    const WANTS: &'static str = "a share {task, pomodoros}";
    fn put(&self) -> Option<Value> {
        let mut entries = vec![("task".to_owned(), self.task.put()?), ("pomodoros".to_owned(), self.pomodoros.put()?)];
        if self.before > 0 {
            entries.push(("before".to_owned(), self.before.put()?));
        }
        Some(Value::Map(entries))
    }
    fn take(value: Value) -> Option<Self> {
        Some(Self {
            task: Id::take(value.entry("task")?.clone())?,
            pomodoros: u32::take(value.entry("pomodoros")?.clone())?,
            before: value.entry("before").map_or(Some(0), |before| u32::take(before.clone()))?,
        })
    }
}

entity! {
    /// The plan that was accepted for a day.
    DayPlan = Plan, whole = true {
        /// The logical date.
        date: Date,
        /// Tasks and pomodoros, in order.
        accepted: Vec<Share>,
        /// Pomodoros that fitted into the day's windows then.
        capacity: Option<u32>,
    }
}

words! {
    /// How far a goal looks.
    Horizon {
        /// The next weeks.
        #[default]
        Short = "short",
        /// The next year or two.
        Long = "long",
    }
}

entity! {
    /// A target score with the week it is to be reached by.
    Goal = Goal, whole = true {
        /// The template's id.
        template: String,
        /// The score to reach, 0 to 100.
        target: f64,
        /// The week by whose end it is to be reached.
        by: Week,
        /// Short or long.
        horizon: Horizon,
    }
}

entity! {
    /// The answers of a weekly look back.
    Review = Review, whole = false {
        /// The ISO week it speaks of.
        week: Week,
        /// Answers by question.
        answers: Named<String>,
        /// Suggestions that were accepted.
        accepted: Vec<String>,
        /// Suggestions that were dismissed.
        dismissed: Vec<String>,
        /// The setting that following a suggestion changed: its name, its value before and after, as TOML.
        set: Named<Vec<String>>,
    }
}

impl DayPlan {
    /// Pomodoros planned in all.
    pub fn planned(&self) -> i64 {
        self.accepted.iter().map(|share| i64::from(share.pomodoros)).sum()
    }
}

impl Model {
    /// Pomodoros done on a task on a logical date, all of them.
    pub fn done_on(&self, date: Date, task: &Id) -> u32 {
        u32::try_from(self.sums().on_task(date, task).max(0)).unwrap_or(u32::MAX)
    }

    /// Pomodoros of a plan's share that are done: those since it was accepted.
    pub fn done_of(&self, date: Date, share: &Share) -> u32 {
        self.done_on(date, &share.task).saturating_sub(share.before)
    }

    /// The plan that was accepted for a logical date. Of several, as two devices may have made them, the latest.
    pub fn accepted_plan(&self, date: Date) -> Option<&DayPlan> {
        let plans = self.book.plans.values().filter(|plan| plan.date == date && !plan.deleted);
        plans.max_by(|a, b| a.latest.cmp(&b.latest))
    }
}
