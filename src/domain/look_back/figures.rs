//! The figures of one week, as its look back shows them and as the suggestions take them.
use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::domain::{
    estimate::{Estimated, quantile},
    ledger::Tally,
    model::Model,
    moment::Moment,
    objective::Objective,
    priority::{self, Facts, Quadrant},
    score::Noise,
    session::Origin,
    stamp::Stamp,
    suggestion::Figures,
    task::Task,
    week::{self, Week},
};

/// Most interruptions of each kind that are listed.
const TOP: usize = 3;
const DAY_MS: f64 = 86_400_000.0;

/// What interrupted, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopMark {
    /// Where it came from.
    pub kind: Origin,
    /// What it was.
    pub note: String,
    /// How often it was marked.
    pub count: u32,
}

/// The figures of one week.
#[derive(Clone, Debug, PartialEq)]
pub struct WeekFigures {
    /// What the suggestions look at.
    pub counts: Figures,
    /// Sessions of the week.
    pub tally: Tally,
    /// Sessions of the week before.
    pub before: Tally,
    /// Pomodoros that fit into the work windows of the week; none without windows.
    pub capacity: Option<i64>,
    /// Pomodoros planned; none without a plan.
    pub planned: Option<i64>,
    /// done / planned; none without a plan.
    pub attainment: Option<f64>,
    /// Void of those started, 0 to 1.
    pub void_rate: Option<f64>,
    /// Internal interruptions per hour of focus.
    pub internal_per_hour: Option<f64>,
    /// External interruptions per hour of focus.
    pub external_per_hour: Option<f64>,
    /// Pomodoros by quadrant, Q1 to Q4, each in the quadrant that its task was in on its day. Pomodoros
    /// without a task are in none.
    pub quadrants: [u32; 4],
    /// What interrupted most often, internal before external. Only from sessions that are held one by one.
    pub marks: Vec<TopMark>,
    /// Tasks that were done in the week.
    pub tasks_done: usize,
    /// The objective score with its parts.
    pub objective: Objective,
}

fn count(count: i64) -> u32 {
    u32::try_from(count.max(0)).unwrap_or(u32::MAX)
}

impl Model {
    pub(super) fn week_figures(&self, week: Week, now: &Moment, change: Option<f64>, noise: Noise) -> WeekFigures {
        let line = self.chronicle(&self.rules.template, week, 1, self.today(now)).pop();
        let tally = self.sums().week(week);
        let inputs = line.as_ref().map(|line| line.inputs()).unwrap_or_default();
        let planned = line.as_ref().and_then(|line| line.planned);
        let quadrants = self.quadrants(week, now);
        let (median_ratio, estimates) = self.median_ratio(week);
        // What is open now says nothing about a week that is over.
        let present = week == Week::of(self.today(now));
        let tasks = || self.book.tasks.values().filter(|task| present && task.is_open());
        let open = || tasks().filter_map(Task::estimate);
        let focus_min = self.rules.timer.focus_s / 60;
        let hours = tally.focus_s as f64 / 3600.0;
        let per_hour = |count: i64| (hours > 0.0).then(|| count as f64 / hours);
        let counts = Figures {
            completed: inputs.completed,
            void: inputs.void,
            planned: inputs.planned,
            days_planned: line.as_ref().map_or(0, |line| line.days_planned),
            internal: inputs.internal,
            external: inputs.external,
            focus_s: inputs.focus_s,
            focus_min: Some(focus_min),
            median_ratio,
            estimates,
            largest_open: open().max_by(f64::total_cmp),
            below_one: u32::try_from(open().filter(|estimate| *estimate < 1.0).count()).unwrap_or(u32::MAX),
            // Peaks are told by a later part of the program.
            hard: None,
            in_quadrants: quadrants.iter().sum(),
            in_q2: quadrants[1],
            breaks_due: count(tally.breaks),
            breaks_skipped: count(tally.breaks_skipped),
            change,
            mdc: noise.mdc95(),
        };
        WeekFigures {
            counts,
            before: self.sums().week(week.plus(-1)),
            capacity: self.week_capacity(week),
            attainment: planned.filter(|planned| *planned > 0).map(|planned| tally.pomodoros as f64 / planned as f64),
            planned,
            void_rate: inputs.void_rate(),
            internal_per_hour: per_hour(tally.internal),
            external_per_hour: per_hour(tally.external),
            quadrants,
            marks: self.top_marks(week),
            tasks_done: self.done_in(week).count(),
            objective: inputs.objective(),
            tally,
        }
    }

    fn week_capacity(&self, week: Week) -> Option<i64> {
        let rhythm = self.rules.timer.rhythm()?;
        week.days().map(|date| self.rules.day.windows.capacity_on(&rhythm, date).map(i64::from)).sum()
    }

    /// The tasks that were done in a week.
    fn done_in(&self, week: Week) -> impl Iterator<Item = &Task> {
        let start = self.rules.day.start;
        let then = move |task: &&Task| task.done.is_some_and(|done| Week::of(done.logical_date(start)) == week);
        self.book.tasks.values().filter(|task| !task.deleted).filter(then)
    }

    /// The median of actual/estimate over the tasks that were done in the week, and how many they are.
    fn median_ratio(&self, week: Week) -> (Option<f64>, u32) {
        let mut ratios: Vec<f64> =
            self.done_in(week).filter_map(|task| self.measured(task)).map(Estimated::ratio).collect();
        ratios.sort_by(f64::total_cmp);
        (quantile(&ratios, 0.5), u32::try_from(ratios.len()).unwrap_or(u32::MAX))
    }

    fn quadrants(&self, week: Week, now: &Moment) -> [u32; 4] {
        let mut sums = [0_i64; 4];
        let last = week.days().last().unwrap_or(week.monday());
        for (date, id, pomodoros) in self.sums().on_tasks(week.monday(), last) {
            let Some(task) = self.task(&id) else { continue };
            let quadrant = match self.quadrant_on(task, date, now) {
                Quadrant::Q1 => 0,
                Quadrant::Q2 => 1,
                Quadrant::Q3 => 2,
                Quadrant::Q4 => 3,
            };
            sums[quadrant] += pomodoros;
        }
        sums.map(count)
    }

    /// The quadrant of a task as a day began: what was left of it then is not known any more.
    fn quadrant_on(&self, task: &Task, date: Date, now: &Moment) -> Quadrant {
        let (begin, _) = week::day_bounds(date, self.rules.day.start, now.wall.time_zone());
        let begin = begin.as_millisecond();
        let days = |ms: i64| ms as f64 / DAY_MS;
        let facts = Facts {
            importance: task.importance,
            days_left: task.due.map(|due| days(self.due_at(due, now).as_millisecond().saturating_sub(begin))),
            urgency: task.urgency,
            age_days: days(begin.saturating_sub(task.created.ms())),
            ..Facts::default()
        };
        priority::score(&facts, &self.rules.score).quadrant
    }

    fn top_marks(&self, week: Week) -> Vec<TopMark> {
        let start = self.rules.day.start;
        let monday = week.monday();
        let midnight = monday.to_datetime(jiff::civil::Time::midnight());
        // Offsets lie within 26 hours of UTC.
        let around = jiff::tz::Offset::UTC.to_timestamp(midnight).map_or(0, jiff::Timestamp::as_millisecond);
        let from = Stamp::new(around - 2 * DAY_MS as i64, 0).unwrap_or_default();
        let until = around + 10 * DAY_MS as i64;
        let sessions = self.book.sessions.from(from).take_while(|session| session.started.ms() < until);
        let mut counts: BTreeMap<(Origin, String), u32> = BTreeMap::new();
        for session in sessions.filter(|session| Week::of(session.started.logical_date(start)) == week) {
            for mark in &session.marks {
                let Some(note) = mark.note.as_deref().map(str::trim).filter(|note| !note.is_empty()) else { continue };
                *counts.entry((mark.kind, note.to_lowercase())).or_default() += 1;
            }
        }
        let mut marks: Vec<TopMark> =
            counts.into_iter().map(|((kind, note), count)| TopMark { kind, note, count }).collect();
        marks.sort_by_key(|mark| (mark.kind, std::cmp::Reverse(mark.count)));
        let top = |kind: Origin| marks.iter().filter(move |mark| mark.kind == kind).take(TOP).cloned();
        top(Origin::Internal).chain(top(Origin::External)).collect()
    }
}
