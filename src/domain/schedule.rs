//! The plan of one day from the model: which tasks, in which order, at which hours. Spec: tasks, "Plan for today".
use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};

use super::{
    agenda::Row,
    capacity::{Load, Rest, Window},
    commitment::{DayPlan, Share},
    id::Id,
    model::Model,
    moment::Moment,
    plan::{self, BlockKind, Job, Portion},
    session::Phase,
    stamp::Stamp,
    value::words,
    week,
    windows::{Deadlines, second_from},
};

words! {
    /// What a stretch of the day is for.
    SlotKind {
        /// One pomodoro.
        #[default]
        Focus = "focus",
        /// A short break.
        ShortBreak = "short_break",
        /// A long break.
        LongBreak = "long_break",
        /// Taken every week.
        Fixed = "fixed",
    }
}

words! {
    /// Why a task is not in the plan.
    Why {
        /// More valuable ones fill the day.
        #[default]
        NoRoom = "no_room",
        /// It waits for an open task.
        Blocked = "blocked",
        /// Without work windows only what is due or pinned is offered.
        NotDue = "not_due",
        /// The accepted plan does not hold it.
        NotAccepted = "not_accepted",
    }
}

/// A stretch of the day.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// Its beginning.
    pub from: Stamp,
    /// Its end.
    pub to: Stamp,
    /// What for.
    pub kind: SlotKind,
    /// The task of a focus slot.
    pub task: Option<Id>,
    /// The name of a fixed one.
    pub what: Option<String>,
}

/// A task in the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Which.
    pub task: Id,
    /// Pomodoros planned for it on the day.
    pub pomodoros: u32,
    /// Of those, done already.
    pub done: u32,
    /// Done on that day before the plan was accepted, or by now where it is offered.
    pub before: u32,
    /// Whether it is only begun: not all that remains of it fits.
    pub start_only: bool,
    /// Whether it stands in front because its deadline would be missed otherwise.
    pub at_risk: bool,
}

/// The plan of one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    /// The logical date.
    pub date: Date,
    /// When one works on it.
    pub windows: Vec<Window>,
    /// Pomodoros that still fit into the day around its fixed blocks; none without work windows.
    pub capacity: Option<u32>,
    /// Pomodoros of the plan that are still to be done.
    pub planned: u32,
    /// Whether all deadlines of all open tasks can be met.
    pub feasible: bool,
    /// The first that cannot.
    pub first_late: Option<Id>,
    /// The fewest tasks to give up so that all other deadlines can be met.
    pub postpone: Vec<Id>,
    /// The hours from now on, in order; those of an accepted plan after what runs. None without work windows.
    pub slots: Vec<Slot>,
    /// The tasks in the order of work.
    pub today: Vec<Item>,
    /// Open tasks that are not in it.
    pub left_out: Vec<(Id, Why)>,
    /// Whether it was accepted; otherwise it is an offer.
    pub accepted: bool,
}

impl Schedule {
    /// planned / capacity; `None` without work windows, or where nothing fits and something is planned.
    pub fn load(&self) -> Option<f64> {
        Load { planned: self.planned, capacity: self.capacity? }.ratio()
    }

    /// Pomodoros that are planned beyond what fits.
    pub fn over(&self) -> u32 {
        self.capacity.map_or(0, |capacity| self.planned.saturating_sub(capacity))
    }

    /// Whether it all fits but leaves too little room for what comes up: a load above 0.85 (timer.md, "Capacity of a
    /// day").
    pub fn is_tight(&self) -> bool {
        self.planned > 1 && self.load().is_some_and(|load| load > TIGHT && load <= 1.0)
    }

    /// Pomodoros of an accepted plan that are done, and all that it held; none for an offer.
    pub fn adherence(&self) -> Option<(u32, u32)> {
        let sum = |of: fn(&Item) -> u32| self.today.iter().fold(0_u32, |sum, item| sum.saturating_add(of(item)));
        self.accepted.then(|| (sum(|item| item.done.min(item.pomodoros)), sum(|item| item.pomodoros)))
    }

    /// The plan as it is accepted: tasks and pomodoros in order.
    pub fn shares(&self) -> Vec<Share> {
        let share = |item: &Item| Share { task: item.task.clone(), pomodoros: item.pomodoros, before: item.before };
        self.today.iter().map(share).collect()
    }
}

/// So much more a pinned task is worth: it was chosen for today by hand, and goes before any score.
const PINNED: f64 = 10_000.0;
/// A load above this leaves no room for what comes up.
const TIGHT: f64 = 0.85;
/// The least worth of a task: whatever its score, it is better done than not where there is room.
const LEAST: f64 = 0.01;

impl Model {
    /// The plan of a logical date: the accepted one where there is one, else the offer.
    pub fn day_plan(&self, now: &Moment, date: Date) -> Schedule {
        match self.accepted_plan(date) {
            Some(plan) => self.kept(now, plan),
            None => self.offer(now, date),
        }
    }

    /// The plan that is offered for a logical date: the most valuable tasks that fit into it from now on. Without work
    /// windows it holds what is pinned, late or due by the end of the day.
    pub fn offer(&self, now: &Moment, date: Date) -> Schedule {
        let rows = self.agenda(now);
        let mut schedule = self.empty(now, date, &rows);
        let item = |task: &Id, pomodoros, start_only, at_risk| Item {
            task: task.clone(),
            pomodoros,
            done: 0,
            before: self.done_on(date, task),
            start_only,
            at_risk,
        };
        let open = rows.iter().filter(|row| !row.blocked);
        // A pin is for today only.
        let today = self.today(now);
        if let Some(capacity) = schedule.capacity {
            let mut deadlines = Deadlines::from(self, now, date);
            let jobs: Vec<_> = open
                .map(|row| {
                    let deadline = row.due.and_then(|due| Some(deadlines.as_mut()?.until(due)));
                    let job = job(row, deadline);
                    let chosen = if row.pinned && date == today { PINNED } else { 0.0 };
                    Job { score: job.score + chosen, ..job }
                })
                .collect();
            let plan = plan::plan(&jobs, capacity);
            let items = plan.items.iter();
            schedule.today = items
                .map(|part| item(part.job.id, part.pomodoros, part.portion == Portion::Start, part.at_risk))
                .collect();
        } else {
            let (_, end) = week::day_bounds(date, self.rules.day.start, now.wall.time_zone());
            let due = open.filter(|row| (row.pinned && date == today) || row.due.is_some_and(|due| due < end));
            schedule.today = due.map(|row| item(&row.task.id, job(row, None).size, false, false)).collect();
        }
        let why = if schedule.capacity.is_some() { Why::NoRoom } else { Why::NotDue };
        self.finish(schedule, now, &rows, why)
    }

    /// An accepted plan, with what is done of it.
    fn kept(&self, now: &Moment, plan: &DayPlan) -> Schedule {
        let rows = self.agenda(now);
        let mut schedule = self.empty(now, plan.date, &rows);
        schedule.accepted = true;
        let sizes: BTreeMap<&Id, u32> = rows.iter().map(|row| (&row.task.id, job(row, None).size)).collect();
        schedule.today = plan
            .accepted
            .iter()
            .filter(|share| self.task(&share.task).is_some())
            .map(|share| {
                let done = self.done_of(plan.date, share);
                let left = share.pomodoros.saturating_sub(done);
                let start_only = sizes.get(&share.task).is_some_and(|size| *size > left && left > 0);
                let Share { task, pomodoros, before } = share.clone();
                Item { task, pomodoros, done, before, start_only, at_risk: false }
            })
            .collect();
        self.finish(schedule, now, &rows, Why::NotAccepted)
    }

    /// What holds for a day whatever is planned for it.
    fn empty(&self, now: &Moment, date: Date, rows: &[Row<'_>]) -> Schedule {
        let rhythm = self.rules.timer.rhythm().filter(|_| !self.rules.day.windows.is_empty());
        let capacity = rhythm.map(|rhythm| self.room_on(&rhythm, date, second_from(now, date), None));
        let mut deadlines = Deadlines::from(self, now, date);
        let due = rows.iter().filter_map(|row| Some(job(row, Some(deadlines.as_mut()?.until(row.due?)))));
        let due: Vec<Job<&Id>> = due.collect();
        let violations = plan::violations(&due);
        Schedule {
            date,
            windows: self.rules.day.windows.on(date.weekday()).as_slice().to_vec(),
            capacity,
            planned: 0,
            feasible: violations.is_empty(),
            first_late: violations.first().map(|violation| violation.job.id.clone()),
            postpone: plan::postpone(&due).late.into_iter().map(|job| job.id.clone()).collect(),
            slots: Vec::new(),
            today: Vec::new(),
            left_out: Vec::new(),
            accepted: false,
        }
    }

    /// Lays the tasks out and names those that are not among them.
    fn finish(&self, mut schedule: Schedule, now: &Moment, rows: &[Row<'_>], why: Why) -> Schedule {
        let planned: BTreeMap<&Id, ()> = schedule.today.iter().map(|item| (&item.task, ())).collect();
        let others = rows.iter().filter(|row| !planned.contains_key(&row.task.id));
        let why = |row: &Row<'_>| if row.blocked { Why::Blocked } else { why };
        schedule.left_out = others.map(|row| (row.task.id.clone(), why(row))).collect();
        let left = |item: &Item| {
            let open = self.task(&item.task).is_some_and(|task| task.is_open());
            if open { item.pomodoros.saturating_sub(item.done) } else { 0 }
        };
        let mut sizes: Vec<u32> = schedule.today.iter().map(left).collect();
        schedule.planned = sizes.iter().fold(0, |sum, size| sum.saturating_add(*size));
        // The pomodoro that runs is laid out already.
        let run = self.timer.run.as_ref().filter(|run| run.phase == Phase::Focus && schedule.accepted);
        let running = run.and_then(|run| run.task.as_ref()).filter(|_| schedule.date == self.today(now));
        if let Some(at) = running.and_then(|task| schedule.today.iter().position(|item| item.task == *task)) {
            sizes[at] = sizes[at].saturating_sub(1);
        }
        schedule.slots = self.slots(&schedule, now, &sizes);
        schedule
    }

    /// The second of the day at which what runs is over, with the break that follows; 0 where nothing does.
    fn busy_until_s(&self, schedule: &Schedule, now: &Moment) -> u32 {
        let run = self.timer.run.as_ref().filter(|_| schedule.accepted);
        let Some((run, rings)) = run.and_then(|run| Some((run, run.rings_at(now)?))) else { return 0 };
        let rhythm = self.rules.timer.rhythm().filter(|_| run.phase == Phase::Focus);
        let rest = rhythm.map_or(0, |rhythm| rhythm.rest_s(rhythm.rest_after(run.round)));
        let rings = rings.at_place_of(&now.wall).local();
        if rings.date() == schedule.date { second_of(rings.time()).saturating_add(rest) } else { 0 }
    }

    fn slots(&self, schedule: &Schedule, now: &Moment, sizes: &[u32]) -> Vec<Slot> {
        let (Some(rhythm), Some(_)) = (self.rules.timer.rhythm(), schedule.capacity) else { return Vec::new() };
        let date = schedule.date;
        let from_s = second_from(now, date).max(self.busy_until_s(schedule, now));
        let windows = self.rules.day.windows.on(date.weekday());
        let layout = plan::lay_out(&rhythm, windows, &self.fixed_s(date), from_s, sizes);
        let mut slots: Vec<(u32, Slot)> = Vec::new();
        let mut push = |from_s: u32, to_s: u32, kind, task: Option<&Id>, what: Option<&str>| {
            let (Some(from), Some(to)) = (instant(date, from_s, now), instant(date, to_s, now)) else { return };
            slots.push((from_s, Slot { from, to, kind, task: task.cloned(), what: what.map(str::to_owned) }));
        };
        for block in &layout.blocks {
            let (kind, task) = match block.kind {
                BlockKind::Focus(item) => (SlotKind::Focus, schedule.today.get(item).map(|item| &item.task)),
                BlockKind::Rest(Rest::Short) => (SlotKind::ShortBreak, None),
                BlockKind::Rest(Rest::Long) => (SlotKind::LongBreak, None),
            };
            push(block.from_s, block.to_s, kind, task, None);
        }
        for fixed in self.rules.day.fixed_on(date) {
            let (begin_s, end_s) = fixed.window.seconds();
            if end_s > from_s {
                push(begin_s, end_s, SlotKind::Fixed, None, Some(&fixed.what));
            }
        }
        slots.sort_by_key(|(from_s, _)| *from_s);
        slots.into_iter().map(|(_, slot)| slot).collect()
    }
}

fn second_of(time: jiff::civil::Time) -> u32 {
    let part = |n: i8| u32::try_from(n).unwrap_or(0);
    part(time.hour()) * 3600 + part(time.minute()) * 60 + part(time.second())
}

fn instant(date: Date, second: u32, now: &Moment) -> Option<Stamp> {
    let civil = date.at(0, 0, 0, 0).checked_add(i64::from(second).seconds()).ok()?;
    Some(Stamp::from(&civil.to_zoned(now.wall.time_zone().clone()).ok()?))
}

/// A row as the plan sees it.
fn job<'a>(row: &Row<'a>, deadline: Option<u32>) -> Job<&'a Id> {
    let score = row.score.score.max(LEAST);
    Job { id: &row.task.id, size: row.pomodoros_left(), score, deadline, splittable: true }
}
