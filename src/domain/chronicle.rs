//! The weekly score history: one line per ISO week, empty weeks included. Spec: assessment.
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{commitment::DayPlan, ledger::Tally, model::Model, week::Week};

/// One week.
#[derive(Clone, Debug, PartialEq)]
pub struct WeekLine {
    /// Which.
    pub week: Week,
    /// S, where the week was scored.
    pub score: Option<f64>,
    /// D against the latest earlier week that was scored.
    pub delta: Option<f64>,
    /// The share of the weights that was scored.
    pub coverage: Option<f64>,
    /// Sessions of the week.
    pub tally: Tally,
    /// Pomodoros planned for its days up to today, where one of them had an accepted plan.
    pub planned: Option<i64>,
    /// Counted pomodoros on tasks that were planned for their day; none without a plan.
    pub on_plan: Option<i64>,
    /// Days with an accepted plan.
    pub days_planned: u32,
}

/// What was planned for a week.
#[derive(Clone, Copy, Debug, Default)]
struct Planned {
    pomodoros: i64,
    on_plan: i64,
    days: u32,
}

impl Model {
    /// `count` weeks of a template up to and with `last`, oldest first. One pass over what is kept,
    /// however many weeks they are. What is planned for days after `today` is not part of it: it
    /// cannot have been done yet.
    pub fn chronicle(&self, template: &str, last: Week, count: u32, today: Date) -> Vec<WeekLine> {
        let first = last.plus(-(i32::try_from(count).unwrap_or(i32::MAX).saturating_sub(1)));
        let counting = self.counting(template);
        let mut scored = BTreeMap::new();
        for (index, assessment) in counting.iter().enumerate() {
            if assessment.week < first || assessment.week > last {
                continue;
            }
            let before = index.checked_sub(1).map(|index| counting[index]);
            if let Some(standing) = self.stand(assessment, before) {
                scored.insert(assessment.week, (standing.score, standing.delta, standing.coverage));
            }
        }
        let plans = self.plans_between(first, last, today);
        let mut lines = Vec::new();
        let mut week = first;
        while week <= last && lines.len() < count as usize {
            let known = scored.get(&week);
            let plan = plans.get(&week);
            lines.push(WeekLine {
                week,
                score: known.map(|(score, ..)| *score),
                delta: known.and_then(|(_, delta, _)| *delta),
                coverage: known.map(|(.., coverage)| *coverage),
                tally: self.sums().week(week),
                planned: plan.map(|plan| plan.pomodoros),
                on_plan: plan.map(|plan| plan.on_plan),
                days_planned: plan.map_or(0, |plan| plan.days),
            });
            week = week.plus(1);
        }
        lines
    }

    /// Pomodoros planned for the days of each week up to today and counted on what was planned. A day with two
    /// plans, made on two machines, has the one that was written last.
    fn plans_between(&self, first: Week, last: Week, today: Date) -> BTreeMap<Week, Planned> {
        let (from, until) = (first.monday(), last.days().last().unwrap_or(last.monday()).min(today));
        let mut days: BTreeMap<_, &DayPlan> = BTreeMap::new();
        let known = self.book.plans.values().filter(|plan| !plan.deleted && plan.date >= from && plan.date <= until);
        for plan in known {
            let day = days.entry(plan.date).or_insert(plan);
            if plan.latest > day.latest {
                *day = plan;
            }
        }
        let mut weeks: BTreeMap<Week, Planned> = BTreeMap::new();
        for (date, plan) in days {
            let mut tasks: Vec<_> = plan.accepted.iter().map(|share| &share.task).collect();
            tasks.sort();
            tasks.dedup();
            let done: i64 = tasks.into_iter().map(|task| self.sums().on_task(date, task)).sum();
            let week = weeks.entry(Week::of(date)).or_default();
            week.pomodoros += plan.planned();
            week.on_plan += done;
            week.days += 1;
        }
        weeks
    }
}
