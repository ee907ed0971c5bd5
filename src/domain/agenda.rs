//! The agenda: open tasks in the order in which they are worth doing, each with the reasons.
use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{
    id::Id,
    model::Model,
    moment::Moment,
    priority::{self, Facts, Place, Score},
    task::{Due, Task},
    week,
};

/// A task with everything that is derived for it.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The task.
    pub task: &'a Task,
    /// Its score with the reasons.
    pub score: Score,
    /// Counted pomodoros spent on it.
    pub actual: i64,
    /// Seconds of focus spent on it, counted or not.
    pub focus_s: i64,
    /// Pomodoros left of the estimate, at least 0.
    pub remaining: Option<f64>,
    /// The instant at which it is due.
    pub due: Option<Timestamp>,
    /// Days until then, negative when overdue.
    pub days_left: Option<f64>,
    /// Pomodoros that the work windows hold before it is due; none without windows or due date.
    pub available: Option<f64>,
    /// Whether it waits for an open task.
    pub blocked: bool,
    /// Open tasks that wait for it.
    pub blocks: Vec<Id>,
}

impl Row<'_> {
    /// Whether it is overdue.
    pub fn is_late(&self) -> bool {
        self.days_left.is_some_and(|days| days < 0.0) && self.task.is_open()
    }
}

const DAY_MS: f64 = 86_400_000.0;

impl Model {
    /// Open tasks in display order.
    pub fn agenda(&self, now: &Moment) -> Vec<Row<'_>> {
        self.rows(now, Task::is_open)
    }

    /// All tasks that are not deleted: open ones in display order, then the others, newest first.
    pub fn all_rows(&self, now: &Moment) -> Vec<Row<'_>> {
        let mut rows = self.agenda(now);
        let mut closed = self.rows(now, |task| !task.deleted && !task.is_open());
        let ended = |row: &Row<'_>| row.task.done.max(row.task.dropped).map(|at| at.ms());
        closed.sort_by_key(|row| std::cmp::Reverse(ended(row)));
        rows.extend(closed);
        rows
    }

    /// One task with everything that is derived for it, open or not.
    pub fn row(&self, now: &Moment, id: &Id) -> Option<Row<'_>> {
        self.rows(now, |task| task.id == *id && !task.deleted).pop()
    }

    fn rows(&self, now: &Moment, keep: impl Fn(&Task) -> bool) -> Vec<Row<'_>> {
        let mut waits: BTreeMap<&Id, Vec<Id>> = BTreeMap::new();
        for task in self.book.tasks.values().filter(|task| task.is_open()) {
            for blocker in &task.blocked_by {
                waits.entry(blocker).or_default().push(task.id.clone());
            }
        }
        let kept = self.book.tasks.values().filter(|task| keep(task) && !task.title.is_empty());
        let mut rows: Vec<Row<'_>> =
            kept.map(|task| self.row_of(task, now, waits.get(&task.id).cloned().unwrap_or_default())).collect();
        rows.sort_by(|a, b| priority::compare(&a.place(), &b.place()));
        rows
    }

    fn row_of<'a>(&'a self, task: &'a Task, now: &Moment, blocks: Vec<Id>) -> Row<'a> {
        let spent = self.book.ledger.task(&task.id);
        let remaining = task.estimate().map(|estimate| (estimate - spent.pomodoros as f64).max(0.0));
        let due = task.due.map(|due| self.due_at(due, now));
        let now_ms = now.wall.timestamp().as_millisecond();
        let days_left = due.map(|due| (due.as_millisecond() - now_ms) as f64 / DAY_MS);
        let available = due.and_then(|due| self.available_until(now, due));
        let facts = Facts {
            importance: task.importance,
            days_left,
            remaining,
            available,
            urgency: task.urgency,
            age_days: (now_ms - task.created.ms()) as f64 / DAY_MS,
            blocks: !blocks.is_empty() && task.is_open(),
        };
        let score = priority::score(&facts, &self.rules.score);
        let is_open = |id: &Id| self.book.tasks.get(id).is_some_and(Task::is_open);
        let blocked = task.blocked_by.iter().any(is_open);
        let (actual, focus_s) = (spent.pomodoros, spent.focus_s);
        Row { task, score, actual, focus_s, remaining, due, days_left, available, blocked, blocks }
    }

    /// The instant at which something is due: a day is due with its last second.
    pub fn due_at(&self, due: Due, now: &Moment) -> Timestamp {
        match due {
            Due::At(stamp) => stamp.timestamp(),
            Due::Day(date) => {
                let (_, end) = week::day_bounds(date, self.rules.day.start, now.wall.time_zone());
                end.checked_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(end)
            }
        }
    }
}

impl<'a> Row<'a> {
    fn place(&self) -> Place<'a> {
        Place {
            pinned: self.task.pinned,
            blocked: self.blocked,
            score: self.score.score,
            due_ms: self.due.map(Timestamp::as_millisecond),
            importance: self.task.importance,
            remaining: self.remaining,
            created_ms: self.task.created.ms(),
            id: self.task.id.as_str(),
        }
    }
}
