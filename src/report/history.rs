//! `history`: the weeks of a template with its trend, goals and forecast, as JSON and as a table. Pure.
use serde_json::{Value as Json, json};

use super::{
    assess::said,
    page::{Page, Tone},
    table::{Align, Cell, Table},
};
use crate::{
    domain::{
        model::Model,
        objective::Objective,
        score::{round_units, units_to_value},
        week::Week,
        weekly::{Course, History, NoForecast, Outlook, Progress, WeekRow},
    },
    text::{course, look_back::parts_text, sanitize::sanitize},
};

/// The most weeks that are shown at once.
pub const MOST_WEEKS: u32 = 5200;

/// The shape that scripts rely on, oldest week first, empty weeks included.
pub fn json(history: &History) -> Json {
    let slope = history.trend.slope;
    json!({
        "template": history.template,
        "weeks": history.weeks.iter().map(week_json).collect::<Json>(),
        "trend": {
            "slope": slope.map(|slope| slope.slope),
            "low": slope.map(|slope| slope.low),
            "high": slope.map(|slope| slope.high),
            "n": history.trend.n,
            "claim": history.trend.claim.word(),
        },
        "goals": history.goals.iter().map(goal_json).collect::<Json>(),
        "forecast": history.forecast.as_ref().ok().map(outlook_json),
        "forecast_missing": history.forecast.err().map(NoForecast::word),
    })
}

fn goal_json(progress: &Progress) -> Json {
    let behind = if let Course::Behind(points) = progress.course { Some(points) } else { None };
    json!({
        "horizon": progress.goal.horizon.word(),
        "target": progress.goal.target,
        "by": progress.goal.by.to_string(),
        "state": progress.course.word(),
        "behind": behind,
    })
}

/// A forecast in JSON.
pub fn outlook_json(found: &Outlook) -> Json {
    let week = |week: Option<Week>| week.map(|week| week.to_string());
    json!({
        "r": found.rate,
        "earliest": found.earliest.to_string(),
        "expected": week(found.expected),
        "latest": week(found.latest),
    })
}

/// The weeks as a table, with the trend, the goals and the forecast below.
pub fn text(history: &History, model: &Model, page: &Page<'_>) -> String {
    let locale = page.locale;
    let name = model.template(&history.template).map(|template| said(&template.name, locale));
    let mut text = name.unwrap_or_else(|| sanitize(&history.template).into_owned()) + "\n";
    let head = |key: &str| (Align::Right, locale.text(key));
    let mut table = Table::new(&[
        (Align::Left, locale.text("cli-head-week")),
        head("cli-head-score"),
        head("cli-head-change"),
        head("cli-head-objective"),
        head("weeks-column-parts"),
        head("cli-head-pomodoros"),
        head("cli-head-planned"),
        head("cli-head-focus"),
        head("cli-head-void"),
        head("cli-head-interruptions"),
    ]);
    for row in &history.weeks {
        table.push(cells(row, page));
    }
    text.push_str(&table.text(page));
    text.push_str(&(page.tone(Tone::Dim, &below(history, page)) + "\n"));
    text
}

fn below(history: &History, page: &Page<'_>) -> String {
    let locale = page.locale;
    let mut parts = Vec::new();
    let (slope, claim) = course::trend_text(&history.trend, locale);
    parts.extend(slope);
    parts.push(claim);
    parts.extend(history.goals.iter().map(|progress| goal_text(progress, page)));
    parts.push(forecast_text(history.forecast, page));
    page.join(&parts)
}

/// A goal and where it stands: "goal 90 by 2027-W09 (behind by 2.3 points)".
pub fn goal_text(progress: &Progress, page: &Page<'_>) -> String {
    let state = course::course_text(progress.course, page.locale);
    format!("{} ({state})", course::goal_text(progress, page.locale))
}

/// The weeks of a forecast, or what it lacks; empty where there is no goal to reach.
pub fn forecast_text(forecast: Result<Outlook, NoForecast>, page: &Page<'_>) -> String {
    course::forecast_text(forecast, page.nothing(), page.locale).unwrap_or_default()
}

fn week_json(row: &WeekRow) -> Json {
    let (line, objective, both) = (&row.line, &row.objective, row.combined);
    json!({
        "week": line.week.to_string(),
        "score": line.score,
        "delta": line.delta,
        "ewma": row.ewma,
        "objective": objective.score,
        "combined": both.map(|both| both.score),
        "gap": both.map(|both| both.gap),
        "parts": parts_json(objective),
        "coverage": objective.score.map(|_| objective.coverage),
        "score_coverage": line.coverage,
        "pomodoros": line.tally.pomodoros,
        "planned": line.planned,
        "focus_s": line.tally.focus_s,
        "void": line.tally.void,
        "internal": line.tally.internal,
        "external": line.tally.external,
    })
}

/// The parts of an objective score in JSON.
pub fn parts_json(objective: &Objective) -> Json {
    json!({
        "attainment": objective.attainment,
        "integrity": objective.integrity,
        "calm": objective.calm,
        "adherence": objective.adherence,
    })
}

fn cells(row: &WeekRow, page: &Page<'_>) -> Vec<Cell> {
    let line = &row.line;
    let shown = line.delta.and_then(|delta| Some(units_to_value(round_units(delta, 1)?, 1)));
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
        page.score(row.objective.score).into(),
        parts_text(&row.objective, page.nothing(), page.locale).unwrap_or_else(|| page.nothing().to_owned()).into(),
        line.tally.pomodoros.to_string().into(),
        planned.into(),
        page.locale.minutes_of(line.tally.focus_s).into(),
        line.tally.void.to_string().into(),
        (line.tally.internal + line.tally.external).to_string().into(),
    ]
}
