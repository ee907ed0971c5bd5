//! What the weekly scores come to: the smoothed line, the trend, the goals, the forecast. Spec: assessment.
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    chronicle::WeekLine,
    commitment::Goal,
    forecast::{self, Band, LogitFit, Missing},
    model::Model,
    objective::{Combined, Objective, WeekInputs, combined},
    score::round_units,
    stamp::Stamp,
    standing::total,
    trend::{Claim, Trend, ewma, trend},
    week::Week,
};

/// One week with all that is derived for it.
#[derive(Clone, Debug, PartialEq)]
pub struct WeekRow {
    /// What the records say.
    pub line: WeekLine,
    /// The smoothed score, where the week was scored.
    pub ewma: Option<f64>,
    /// The objective score with its parts.
    pub objective: Objective,
    /// The objective score and S together, where both exist, and the gap between them.
    pub combined: Option<Combined>,
}

/// Where a goal stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Course {
    /// The last score is at or above it.
    Reached,
    /// Its week is over and the score is below it.
    Missed,
    /// The last score is on the straight line to it, or above, where the line is by the end of the last
    /// week that is over or scored.
    OnCourse,
    /// The last score is so many points below the line there.
    Behind(f64),
    /// Nothing has been scored yet.
    Unscored,
}

impl Course {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::Missed => "missed",
            Self::OnCourse => "on_course",
            Self::Behind(_) => "behind",
            Self::Unscored => "unscored",
        }
    }
}

/// A goal with its progress.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// The goal.
    pub goal: Goal,
    /// Where the straight line to it begins: the week in which it was set with the score of then, or
    /// the first week that was scored.
    pub start: Option<(Week, f64)>,
    /// Where it stands.
    pub course: Course,
    /// When it may be reached.
    pub forecast: Result<Outlook, Missing>,
}

impl Progress {
    /// The score that the straight line from the start to the goal has in a week; the target from its
    /// week on. None before anything was scored.
    pub fn expected(&self, week: Week) -> Option<f64> {
        let (from, score) = self.start?;
        let whole = f64::from(self.goal.by.since(from));
        let gone = f64::from(week.since(from));
        if whole <= 0.0 || gone >= whole {
            return Some(self.goal.target);
        }
        Some(score + (self.goal.target - score) * (gone / whole).max(0.0))
    }
}

/// When a goal may be reached, if the score goes on as it went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outlook {
    /// Growth r a week, where it can be told.
    pub rate: Option<f64>,
    /// At the earliest.
    pub earliest: Week,
    /// As expected; none: not within two years.
    pub expected: Option<Week>,
    /// At the latest; none: not within two years.
    pub latest: Option<Week>,
}

/// Why there is no forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoForecast {
    /// No goal is set.
    NoGoal,
    /// Something that a forecast needs is missing.
    Missing(Missing),
}

impl NoForecast {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::NoGoal => "no_goal",
            Self::Missing(Missing::Invalid) => "invalid",
            Self::Missing(Missing::GoalReached) => "goal_reached",
            Self::Missing(Missing::TooFew { .. }) => "too_few",
            Self::Missing(Missing::NoGrowth) => "no_growth",
            Self::Missing(Missing::NotCertain) => "not_certain",
            Self::Missing(Missing::NotWithinTwoYears) => "not_within_two_years",
        }
    }
}

/// The weekly score history of a template.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// The template's id.
    pub template: String,
    /// Oldest week first, empty weeks included.
    pub weeks: Vec<WeekRow>,
    /// The direction of all scores up to the last of these weeks.
    pub trend: Trend,
    /// Goals, the short one first.
    pub goals: Vec<Progress>,
    /// When the next open goal may be reached.
    pub forecast: Result<Outlook, NoForecast>,
    fit: Option<LogitFit>,
}

impl History {
    /// The 80 % band of the score in a week, where a forecast may be shown.
    pub fn band(&self, week: Week) -> Option<Band> {
        self.fit.as_ref().filter(|_| self.forecast.is_ok()).map(|fit| fit.at(count_of(week)))
    }
}

impl Claim {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rising => "rising",
            Self::Falling => "falling",
            Self::None => "none",
            Self::TooFew => "too_few",
        }
    }
}

impl WeekLine {
    /// What the records say, as the objective score takes it.
    pub fn inputs(&self) -> WeekInputs {
        let count = |count: i64| u32::try_from(count.max(0)).unwrap_or(u32::MAX);
        WeekInputs {
            completed: count(self.tally.pomodoros),
            void: count(self.tally.void),
            planned: count(self.planned.unwrap_or(0)),
            internal: count(self.tally.internal),
            external: count(self.tally.external),
            focus_s: self.tally.focus_s.max(0).unsigned_abs(),
            completed_on_plan: count(self.on_plan.unwrap_or(0)),
        }
    }
}

/// Weeks as numbers, so that formulas can count them.
fn count_of(week: Week) -> i64 {
    i64::from(week.since(Week::default()))
}

fn counted(scored: &[(Week, f64)]) -> Vec<(i64, f64)> {
    scored.iter().map(|(week, score)| (count_of(*week), *score)).collect()
}

fn next_forecast(goals: &[Progress]) -> Result<Outlook, NoForecast> {
    let open = goals.iter().filter(|goal| !matches!(goal.course, Course::Reached | Course::Missed));
    let next = open.min_by_key(|progress| progress.goal.by).or(goals.last());
    next.map_or(Err(NoForecast::NoGoal), |next| next.forecast.map_err(NoForecast::Missing))
}

fn week_at(count: i64) -> Week {
    Week::default().plus(i32::try_from(count).unwrap_or(i32::MAX))
}

impl Model {
    /// `count` weeks of a template up to and with `last` with all that is derived from them. The trend, the
    /// forecast and the smoothed line come from every week that is scored up to `last`, however many are shown.
    /// Days after `today` are not yet missed.
    pub fn weekly(&self, template: &str, last: Week, count: u32, today: Date) -> History {
        let lines = self.chronicle(template, last, count, today);
        let scored = self.scored(template, last);
        let all = counted(&scored);
        let weeks = scored.iter().map(|(week, _)| *week);
        let smooth: BTreeMap<Week, f64> = weeks.zip(ewma(&all).unwrap_or_else(|_| Vec::new())).collect();
        let goals = self.progress(template, last, &scored);
        let forecast = next_forecast(&goals);
        let weeks = lines.into_iter().map(|line| {
            let objective = line.inputs().objective();
            let combined = combined(objective.score, line.score);
            WeekRow { ewma: smooth.get(&line.week).copied(), objective, combined, line }
        });
        History {
            template: template.to_owned(),
            weeks: weeks.collect(),
            trend: trend(&all).unwrap_or(Trend { n: all.len(), slope: None, claim: Claim::TooFew }),
            goals,
            forecast,
            fit: LogitFit::new(&all),
        }
    }

    /// The goals of a template as they stand in the week `last`, the short one first.
    pub fn goals(&self, template: &str, last: Week) -> Vec<Progress> {
        self.progress(template, last, &self.scored(template, last))
    }

    /// When the next open goal of a template may be reached, as it looks in the week `last`.
    ///
    /// # Errors
    /// Why that cannot be told.
    pub fn forecast(&self, template: &str, last: Week) -> Result<Outlook, NoForecast> {
        next_forecast(&self.goals(template, last))
    }

    /// The weeks of a template that are scored up to and with `last`, oldest first, each with its S.
    fn scored(&self, template: &str, last: Week) -> Vec<(Week, f64)> {
        let counting = self.counting(template).into_iter().filter(|assessment| assessment.week <= last);
        counting.filter_map(|assessment| Some((assessment.week, total(assessment)?))).collect()
    }

    fn progress(&self, template: &str, last: Week, scored: &[(Week, f64)]) -> Vec<Progress> {
        let all = counted(scored);
        let goals = self.book.goals.values().filter(|goal| !goal.deleted && goal.template == template);
        let mut goals: Vec<&Goal> = goals.collect();
        goals.sort_by(|a, b| (a.horizon, a.by, &a.id).cmp(&(b.horizon, b.by, &b.id)));
        let progress = goals.into_iter().map(|goal| {
            let forecast = forecast::forecast(&all, goal.target).map(|found| Outlook {
                rate: found.rate,
                earliest: week_at(found.earliest),
                expected: found.expected.map(week_at),
                latest: found.latest.map(week_at),
            });
            let start = self.start_of(goal, scored);
            let mut progress = Progress { goal: goal.clone(), start, course: Course::Unscored, forecast };
            progress.course = course(&progress, scored.last().copied(), last);
            progress
        });
        progress.collect()
    }

    /// The score at the time the goal was set, in the week in which it was set; where nothing was scored
    /// by then, the first score after it.
    fn start_of(&self, goal: &Goal, scored: &[(Week, f64)]) -> Option<(Week, f64)> {
        let set = Week::of(Stamp::new(goal.latest.ms, 0)?.logical_date(self.rules.day.start));
        let before = scored.iter().rfind(|(week, _)| *week <= set).map(|(_, score)| (set, *score));
        before.or_else(|| scored.iter().find(|(week, _)| *week > set).copied())
    }
}

fn course(progress: &Progress, score: Option<(Week, f64)>, last: Week) -> Course {
    let goal = &progress.goal;
    let Some((week, score)) = score else {
        return if goal.by < last { Course::Missed } else { Course::Unscored };
    };
    // A weighted mean may come out a hair below what it is.
    if score >= goal.target - 1e-9 {
        return Course::Reached;
    }
    if goal.by < last {
        return Course::Missed;
    }
    // A week that is not over may still be scored; in the goal's own week all that is missing counts.
    let now = if goal.by == last { last } else { week.max(last.plus(-1)) };
    let behind = progress.expected(now).map_or(0.0, |expected| expected - score);
    // What is shown as 0.0 points is nothing to catch up on.
    if round_units(behind, 1).is_some_and(|units| units > 0) { Course::Behind(behind) } else { Course::OnCourse }
}
