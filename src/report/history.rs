//! `history`: the weeks of a template with its trend, goals and forecast, as JSON and as a table. Pure.
use serde_json::{Value as Json, json};

use super::{
    assess::said,
    page::{Page, Tone},
    table::{Align, Cell, Table},
};
use crate::{
    domain::{
        chronicle::WeekLine,
        commitment::Goal,
        forecast::{Forecast, Missing, forecast},
        model::Model,
        objective::{Objective, WeekInputs, combined},
        score::{round_units, units_to_value},
        trend::{Claim, Trend, ewma, trend},
        week::Week,
    },
    text::locale::Arg,
};

/// The most weeks that are shown at once.
pub const MOST_WEEKS: u32 = 5200;

/// The weekly score history up to a week.
#[derive(Clone, Debug)]
pub struct History<'a> {
    /// The template's id.
    pub template: &'a str,
    weeks: Vec<Entry>,
    trend: Option<Trend>,
    goals: Vec<(&'a Goal, &'static str)>,
    forecast: Result<Forecast, &'static str>,
}

/// A week with everything that is derived for it.
#[derive(Clone, Debug)]
struct Entry {
    line: WeekLine,
    ewma: Option<f64>,
    objective: Objective,
}

impl Entry {
    fn combined(&self) -> Option<crate::domain::objective::Combined> {
        combined(self.objective.score, self.line.score)
    }
}

/// Weeks as whole numbers, to fit lines through.
fn count_of(week: Week) -> i64 {
    i64::from(week.since(Week::default()))
}

fn week_at(count: i64) -> Week {
    Week::default().plus(i32::try_from(count).unwrap_or(i32::MAX))
}

impl<'a> History<'a> {
    /// `count` weeks (at most [`MOST_WEEKS`]) of a template up to and with `last`. The smoothed line runs
    /// from the first week that was ever scored; trend and forecast speak of the weeks that are shown.
    pub fn new(model: &'a Model, template: &'a str, last: Week, count: u32) -> Self {
        let count = count.clamp(1, MOST_WEEKS);
        let first = model.assessments(template).next().map(|assessment| assessment.week);
        let since = first.map_or(0, |first| last.since(first).max(0) + 1);
        let all = count.max(u32::try_from(since).unwrap_or(0)).min(MOST_WEEKS);
        let mut lines = model.chronicle(template, last, all);
        let points = points(&lines);
        // A score that cannot be is none: the line is then left out.
        let smooth = ewma(&points).unwrap_or_default();
        let smooth: std::collections::BTreeMap<i64, f64> = points.iter().map(|(week, _)| *week).zip(smooth).collect();
        let shown = lines.split_off(lines.len().saturating_sub(count as usize));
        let points = self::points(&shown);
        let goals = goals(model, template, last, points.last().map(|(_, score)| *score));
        let open = goals.iter().filter(|(_, state)| *state == "open").map(|(goal, _)| *goal).min_by_key(|goal| goal.by);
        let forecast = match open.or(goals.first().map(|(goal, _)| *goal)) {
            None => Err("no_goal"),
            Some(goal) => forecast(&points, goal.target).map_err(missing),
        };
        let weeks = shown.into_iter().map(|line| Entry {
            ewma: smooth.get(&count_of(line.week)).copied(),
            objective: inputs(&line).objective(),
            line,
        });
        Self { template, weeks: weeks.collect(), trend: trend(&points).ok(), goals, forecast }
    }

    /// The shape that scripts rely on, oldest week first, empty weeks included.
    pub fn json(&self) -> Json {
        let trend = self.trend.as_ref();
        let slope = trend.and_then(|trend| trend.slope);
        json!({
            "template": self.template,
            "weeks": self.weeks.iter().map(week_json).collect::<Json>(),
            "trend": {
                "slope": slope.map(|slope| slope.slope),
                "low": slope.map(|slope| slope.low),
                "high": slope.map(|slope| slope.high),
                "n": trend.map_or(0, |trend| trend.n),
                "claim": claim(trend),
            },
            "goals": self.goals.iter().map(|(goal, state)| json!({
                "horizon": goal.horizon.word(),
                "target": goal.target,
                "by": goal.by.to_string(),
                "state": state,
            })).collect::<Json>(),
            "forecast": self.forecast.as_ref().ok().map(|found| json!({
                "r": found.rate,
                "earliest": week_at(found.earliest).to_string(),
                "expected": found.expected.map(|week| week_at(week).to_string()),
                "latest": found.latest.map(|week| week_at(week).to_string()),
            })),
            "forecast_missing": self.forecast.as_ref().err(),
        })
    }

    /// The weeks as a table, with the trend and the forecast below.
    pub fn text(&self, model: &Model, page: &Page<'_>) -> String {
        let locale = page.locale;
        let name = model.template(self.template).map(|template| said(&template.name, locale));
        let mut text = name.unwrap_or_else(|| self.template.to_owned()) + "\n";
        let head = |key: &str| (Align::Right, locale.text(key));
        let mut table = Table::new(&[
            (Align::Left, locale.text("cli-head-week")),
            head("cli-head-score"),
            head("cli-head-change"),
            head("cli-head-objective"),
            head("cli-head-pomodoros"),
            head("cli-head-planned"),
            head("cli-head-focus"),
            head("cli-head-void"),
            head("cli-head-interruptions"),
        ]);
        for entry in &self.weeks {
            table.push(cells(entry, page));
        }
        text.push_str(&table.text(page));
        text.push_str(&(page.tone(Tone::Dim, &self.below(page)) + "\n"));
        text
    }

    fn below(&self, page: &Page<'_>) -> String {
        let locale = page.locale;
        let mut parts = Vec::new();
        if let Some(slope) = self.trend.as_ref().and_then(|trend| trend.slope) {
            let [slope, low, high] = [slope.slope, slope.low, slope.high].map(|number| locale.signed(number, 1));
            let args = [("slope", Arg::Text(&slope)), ("low", Arg::Text(&low)), ("high", Arg::Text(&high))];
            parts.push(locale.with("cli-trend-slope", &args));
        }
        parts.push(locale.text(&format!("cli-trend-{}", claim(self.trend.as_ref()))));
        for (goal, state) in &self.goals {
            let target = locale.number(goal.target, 0);
            let week = goal.by.to_string();
            let said = locale.with("assess-goal", &[("target", Arg::Text(&target)), ("week", Arg::Text(&week))]);
            parts.push(format!("{said} ({})", locale.text(&format!("cli-goal-{state}"))));
        }
        match &self.forecast {
            Ok(found) => {
                let week = |count: Option<i64>| count.map_or(page.nothing().to_owned(), |at| week_at(at).to_string());
                let [earliest, expected, latest] = [Some(found.earliest), found.expected, found.latest].map(week);
                let args = [
                    ("earliest", Arg::Text(earliest.as_str())),
                    ("expected", Arg::Text(&expected)),
                    ("latest", Arg::Text(&latest)),
                ];
                parts.push(locale.with("cli-forecast", &args));
            }
            Err("no_goal" | "goal_reached") => {}
            Err(reason) => parts.push(locale.text(&format!("cli-forecast-{reason}"))),
        }
        page.join(&parts)
    }
}

fn points(lines: &[WeekLine]) -> Vec<(i64, f64)> {
    lines.iter().filter_map(|line| Some((count_of(line.week), line.score?))).collect()
}

fn inputs(line: &WeekLine) -> WeekInputs {
    let count = |count: i64| u32::try_from(count.max(0)).unwrap_or(u32::MAX);
    WeekInputs {
        completed: count(line.tally.pomodoros),
        void: count(line.tally.void),
        planned: count(line.planned.unwrap_or(0)),
        internal: count(line.tally.internal),
        external: count(line.tally.external),
        focus_s: line.tally.focus_s.max(0).unsigned_abs(),
        completed_on_plan: count(line.on_plan.unwrap_or(0)),
    }
}

fn goals<'a>(model: &'a Model, template: &str, last: Week, score: Option<f64>) -> Vec<(&'a Goal, &'static str)> {
    let goals = model.book.goals.values().filter(|goal| !goal.deleted && goal.template == template);
    let mut goals: Vec<_> = goals
        .map(|goal| {
            let reached = score.is_some_and(|score| score >= goal.target);
            let state = if reached {
                "reached"
            } else if goal.by < last {
                "missed"
            } else {
                "open"
            };
            (goal, state)
        })
        .collect();
    goals.sort_by(|(a, _), (b, _)| (a.horizon, a.by, &a.id).cmp(&(b.horizon, b.by, &b.id)));
    goals
}

fn claim(trend: Option<&Trend>) -> &'static str {
    match trend.map_or(Claim::TooFew, |trend| trend.claim) {
        Claim::Rising => "rising",
        Claim::Falling => "falling",
        Claim::None => "none",
        Claim::TooFew => "too_few",
    }
}

fn missing(missing: Missing) -> &'static str {
    match missing {
        Missing::Invalid => "invalid",
        Missing::GoalReached => "goal_reached",
        Missing::TooFew { .. } => "too_few",
        Missing::NoGrowth => "no_growth",
        Missing::NotCertain => "not_certain",
        Missing::NotWithinTwoYears => "not_within_two_years",
    }
}

fn week_json(entry: &Entry) -> Json {
    let (line, objective) = (&entry.line, &entry.objective);
    let both = entry.combined();
    json!({
        "week": line.week.to_string(),
        "score": line.score,
        "delta": line.delta,
        "ewma": entry.ewma,
        "objective": objective.score,
        "combined": both.map(|both| both.score),
        "gap": both.map(|both| both.gap),
        "parts": {
            "attainment": objective.attainment,
            "integrity": objective.integrity,
            "calm": objective.calm,
            "adherence": objective.adherence,
        },
        "coverage": line.coverage,
        "pomodoros": line.tally.pomodoros,
        "planned": line.planned,
        "focus_s": line.tally.focus_s,
        "void": line.tally.void,
        "internal": line.tally.internal,
        "external": line.tally.external,
    })
}

fn cells(entry: &Entry, page: &Page<'_>) -> Vec<Cell> {
    let line = &entry.line;
    // The difference of the two shown scores, so that a reader can check it.
    let shown = line
        .score
        .zip(line.delta)
        .and_then(|(score, delta)| Some(units_to_value(round_units(score, 1)? - round_units(score - delta, 1)?, 1)));
    let tone = match shown {
        Some(delta) if delta > 0.0 => Tone::Good,
        Some(delta) if delta < 0.0 => Tone::Bad,
        _ => Tone::Plain,
    };
    let planned = line.planned.map_or(page.nothing().to_owned(), |planned| planned.to_string());
    vec![
        line.week.to_string().into(),
        page.score(line.score).into(),
        Cell::new(tone, &page.change(shown)),
        page.score(entry.objective.score).into(),
        line.tally.pomodoros.to_string().into(),
        planned.into(),
        page.locale.minutes_of(line.tally.focus_s).into(),
        line.tally.void.to_string().into(),
        (line.tally.internal + line.tally.external).to_string().into(),
    ]
}
