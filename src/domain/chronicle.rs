//! The weekly score history: one line per ISO week, empty weeks included. Spec: assessment.
use super::{ledger::Tally, model::Model, week::Week};

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
    /// Pomodoros planned, where a day of it had an accepted plan.
    pub planned: Option<i64>,
    /// Counted pomodoros on tasks that were planned for their day; none without a plan.
    pub on_plan: Option<i64>,
}

impl Model {
    /// `count` weeks of a template up to and with `last`, oldest first.
    pub fn chronicle(&self, template: &str, last: Week, count: u32) -> Vec<WeekLine> {
        let first = last.plus(-(i32::try_from(count).unwrap_or(i32::MAX).saturating_sub(1)));
        // One pass over the assessments: the last of each week, against the last of the week before it.
        let mut latest: Vec<&super::assessment::Assessment> = Vec::new();
        for assessment in self.assessments(template) {
            if latest.last().is_some_and(|known| known.week == assessment.week) {
                latest.pop();
            }
            latest.push(assessment);
        }
        let mut scored = std::collections::BTreeMap::new();
        for (index, assessment) in latest.iter().enumerate() {
            if assessment.week < first || assessment.week > last {
                continue;
            }
            let before = index.checked_sub(1).map(|index| latest[index]);
            if let Some(standing) = self.stand(assessment, before) {
                scored.insert(assessment.week, (standing.score, standing.delta, standing.coverage));
            }
        }
        let mut lines = Vec::new();
        let mut week = first;
        while week <= last && lines.len() < count as usize {
            let known = scored.get(&week);
            let (planned, on_plan) = self.plan_of(week).unzip();
            lines.push(WeekLine {
                week,
                score: known.map(|(score, ..)| *score),
                delta: known.and_then(|(_, delta, _)| *delta),
                coverage: known.map(|(.., coverage)| *coverage),
                tally: self.book.ledger.week(week),
                planned,
                on_plan,
            });
            week = week.plus(1);
        }
        lines
    }

    /// Pomodoros planned for the days of a week and counted on what was planned; none without a plan.
    fn plan_of(&self, week: Week) -> Option<(i64, i64)> {
        let plans = self.book.plans.values().filter(|plan| !plan.deleted && Week::of(plan.date) == week);
        plans.fold(None, |sum, plan| {
            let (planned, on_plan) = sum.unwrap_or((0, 0));
            let mut tasks: Vec<_> = plan.accepted.iter().map(|share| &share.task).collect();
            tasks.sort();
            tasks.dedup();
            let done: i64 = tasks.into_iter().map(|task| self.book.ledger.on_task(plan.date, task)).sum();
            Some((planned + plan.planned(), on_plan + done))
        })
    }
}
