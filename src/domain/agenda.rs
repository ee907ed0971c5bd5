//! The agenda: open tasks in the order in which they are worth doing, each with the reasons.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::{Timestamp, civil::Date};

use super::{
    id::Id,
    model::Model,
    moment::Moment,
    priority::{
        self, Facts, Place, Ranking, Score,
        taskwarrior::{Level, Traits},
    },
    task::{Due, Task},
    week,
};

/// A task with everything that is derived for it.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The task.
    pub task: &'a Task,
    /// Its place among all tasks of the book, from 0.
    pub ordinal: usize,
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
    /// Whether it is pinned today.
    pub pinned: bool,
    /// Whether it waits for an open task.
    pub blocked: bool,
    /// Open tasks that wait for it.
    pub blocks: Vec<Id>,
    /// What its score and its place in the order were made by.
    pub ranking: Ranking,
}

impl Row<'_> {
    /// Whether it is overdue.
    pub fn is_late(&self) -> bool {
        self.days_left.is_some_and(|days| days < 0.0) && self.task.is_open()
    }

    /// Whole pomodoros to plan for it, 1 to 999: what has no estimate, or has used it up, is taken for one.
    pub fn pomodoros_left(&self) -> u32 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped; NaN becomes 0")]
        let left = self.remaining.map_or(1, |left| left.ceil().clamp(1.0, 999.0) as u32);
        left.max(1)
    }
}

const DAY_MS: f64 = 86_400_000.0;

/// What every row of one list shares.
struct Sight<'a, 'n> {
    model: &'a Model,
    now: &'n Moment,
    ranking: Ranking,
    /// Tasks in today's accepted plan.
    scheduled: BTreeSet<&'a Id>,
    /// The end of a day, and pomodoros until an instant: many tasks are due with the same day.
    ends: HashMap<Date, Timestamp>,
    available: HashMap<Timestamp, Option<f64>>,
}

impl Model {
    /// Open tasks in display order.
    pub fn agenda(&self, now: &Moment) -> Vec<Row<'_>> {
        self.agenda_by(now, self.rules.score.model)
    }

    /// Open tasks in the order of a ranking.
    pub fn agenda_by(&self, now: &Moment, ranking: Ranking) -> Vec<Row<'_>> {
        self.rows(now, ranking, Task::is_open)
    }

    /// All tasks that are not deleted: open ones in display order, then the others, newest first.
    pub fn all_rows(&self, now: &Moment) -> Vec<Row<'_>> {
        self.all_rows_by(now, self.rules.score.model)
    }

    /// All tasks that are not deleted: open ones in the order of a ranking, then the others, newest first.
    pub fn all_rows_by(&self, now: &Moment, ranking: Ranking) -> Vec<Row<'_>> {
        let mut rows = self.agenda_by(now, ranking);
        let mut closed = self.rows(now, ranking, |task| !task.deleted && !task.is_open());
        let ended = |row: &Row<'_>| row.task.done.max(row.task.dropped).map(|at| at.ms());
        closed.sort_by_key(|row| std::cmp::Reverse(ended(row)));
        rows.extend(closed);
        rows
    }

    /// One task with everything that is derived for it, open or not.
    pub fn row(&self, now: &Moment, id: &Id) -> Option<Row<'_>> {
        self.row_by(now, id, self.rules.score.model)
    }

    /// One task with everything that is derived for it by a ranking, open or not.
    pub fn row_by(&self, now: &Moment, id: &Id, ranking: Ranking) -> Option<Row<'_>> {
        self.rows(now, ranking, |task| task.id == *id && !task.deleted).pop()
    }

    fn rows<'a>(&'a self, now: &Moment, ranking: Ranking, keep: impl Fn(&Task) -> bool) -> Vec<Row<'a>> {
        let mut waits: BTreeMap<&Id, Vec<Id>> = BTreeMap::new();
        for task in self.book.tasks.values().filter(|task| task.is_open()) {
            for blocker in &task.blocked_by {
                waits.entry(blocker).or_default().push(task.id.clone());
            }
        }
        let scheduled = self.accepted_plan(self.today(now)).into_iter().flat_map(|plan| &plan.accepted);
        let scheduled = scheduled.map(|share| &share.task).collect();
        let mut sight = Sight { model: self, now, ranking, scheduled, ends: HashMap::new(), available: HashMap::new() };
        let kept = (0..).zip(self.book.tasks.values()).filter(|(_, task)| keep(task) && !task.title.is_empty());
        let row = |(ordinal, task): (usize, &'a Task)| {
            let blocks = waits.get(&task.id).cloned().unwrap_or_default();
            Row { ordinal, ..sight.row(task, blocks) }
        };
        let count = self.book.tasks.values().filter(|task| keep(task)).count();
        let mut rows: Vec<Option<Row<'a>>> = Vec::with_capacity(count);
        rows.extend(kept.map(row).map(Some));
        // Rows are large: what is sorted is small, and each row is moved once.
        let keys: Vec<priority::Key<'a>> = rows.iter().flatten().map(|row| row.place().key()).collect();
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.sort_unstable_by(|a, b| keys[*a].cmp(&keys[*b]));
        let mut sorted = Vec::with_capacity(order.len());
        sorted.extend(order.into_iter().filter_map(|index| rows[index].take()));
        sorted
    }

    /// Whether a task is pinned today: a pin holds for the logical day on which it was set, and one that names no day (a
    /// record that was written by hand or by another program) until it is taken back.
    pub fn is_pinned(&self, task: &Task, now: &Moment) -> bool {
        task.pinned && task.pinned_on.is_none_or(|day| day == self.today(now))
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

impl<'a> Sight<'a, '_> {
    fn row(&mut self, task: &'a Task, blocks: Vec<Id>) -> Row<'a> {
        let (model, now) = (self.model, self.now);
        let spent = model.sums().task(&task.id);
        let remaining = task.estimate().map(|estimate| (estimate - spent.pomodoros as f64).max(0.0));
        let due = task.due.map(|due| match due {
            Due::Day(date) => *self.ends.entry(date).or_insert_with(|| model.due_at(due, now)),
            Due::At(_) => model.due_at(due, now),
        });
        let now_ms = now.wall.timestamp().as_millisecond();
        let days_left = due.map(|due| (due.as_millisecond() - now_ms) as f64 / DAY_MS);
        let available =
            due.and_then(|due| *self.available.entry(due).or_insert_with(|| model.available_until(now, due)));
        let facts = Facts {
            importance: task.importance,
            days_left,
            remaining,
            available,
            urgency: task.urgency,
            age_days: (now_ms - task.created.ms()) as f64 / DAY_MS,
            blocks: !blocks.is_empty() && task.is_open(),
        };
        let is_open = |id: &Id| model.book.tasks.get(id).is_some_and(Task::is_open);
        let blocked = task.blocked_by.iter().any(is_open);
        let score = priority::score(&facts, &model.rules.score);
        let score = match self.ranking {
            Ranking::Weighted => score,
            Ranking::Taskwarrior => score.by_taskwarrior(&self.traits(task, &facts, blocked), &model.rules.taskwarrior),
            Ranking::Manual => score.by_hand(task.place),
        };
        let (actual, focus_s) = (spent.pomodoros, spent.focus_s);
        Row {
            task,
            ordinal: 0,
            score,
            actual,
            focus_s,
            remaining,
            due,
            days_left,
            available,
            pinned: model.is_pinned(task, now),
            blocked,
            blocks,
            ranking: self.ranking,
        }
    }

    fn traits(&self, task: &Task, facts: &Facts, blocked: bool) -> Traits {
        let running = self.model.timer.run.as_ref().and_then(|run| run.task.as_ref());
        Traits {
            level: Level::of(task.importance),
            days_left: facts.days_left,
            age_days: facts.age_days,
            tags: task.tags.len(),
            next: task.tags.iter().any(|tag| tag == "next"),
            annotations: task.note.iter().flat_map(|note| note.lines()).filter(|line| !line.trim().is_empty()).count(),
            project: task.project.is_some(),
            scheduled: self.scheduled.contains(&task.id),
            active: running == Some(&task.id),
            // Waiting is a state of its own there, hidden until a date, which no task here has.
            waiting: false,
            blocked,
            blocking: facts.blocks,
        }
    }
}

impl<'a> Row<'a> {
    fn place(&self) -> Place<'a> {
        Place {
            pinned: self.pinned,
            by_hand: self.task.place.filter(|_| self.ranking == Ranking::Manual),
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
