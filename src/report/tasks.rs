//! `task list` and `task show`: the tasks in order, and why one stands where it stands. Pure.
use serde_json::{Value as Json, json};

use super::{
    json::{instant, stamp},
    page::{Page, Tone},
    table::{Align, Cell, Table},
};
use crate::{
    domain::{
        agenda::Row,
        estimate::{Forecast, Reference},
        id::Id,
        model::Model,
        moment::Moment,
        outlook,
        priority::{Band, Ranking, UrgencySource},
    },
    text::{
        filter::Filter,
        locale::Arg,
        quick::{self, Quick},
        sanitize::sanitize,
        sanitize::sanitize_lines,
    },
};

/// The rows that a filter finds, in the order of a ranking.
pub fn select<'a>(model: &'a Model, now: &Moment, all: bool, ranking: Ranking, filter: &Filter) -> Vec<Row<'a>> {
    let rows = if all { model.all_rows_by(now, ranking) } else { model.agenda_by(now, ranking) };
    if filter.is_empty() {
        return rows;
    }
    // The best match first is for a screen; a list stays in the order that was asked for.
    let mut found = filter.apply(&rows, model, now);
    found.sort_unstable();
    let mut places = found.into_iter().peekable();
    let rows = rows.into_iter().enumerate();
    rows.filter(|(place, _)| places.next_if_eq(place).is_some()).map(|(_, row)| row).collect()
}

/// A list of tasks in the order given.
pub fn list_json(ranking: Ranking, rows: &[Row<'_>], now: &Moment) -> Json {
    json!({ "model": ranking.word(), "tasks": rows.iter().map(|row| json(row, now)).collect::<Json>() })
}

/// One task with everything that is derived for it, and what is to be expected of it.
pub fn show_json(row: &Row<'_>, model: &Model, now: &Moment) -> Json {
    let mut json = json(row, now);
    let outlook = model.outlook();
    json["forecast"] = outlook.forecast(row.task).map_or(Json::Null, |forecast| {
        let (class, n) = reference(&forecast);
        json!({ "p50": forecast.p50_whole(), "p80": forecast.p80_whole(), "class": class, "n": n })
    });
    json["line"] = quick::print(&Quick::from(row.task)).into();
    json["split"] = row.split().map_or(Json::Null, |split| json!({ "parts": split.parts, "each": split.each }));
    json
}

/// The class of finished tasks that a forecast rests on, and their number.
fn reference(forecast: &Forecast) -> (&'static str, usize) {
    match forecast.reference {
        Reference::Similar { n } => ("similar", n),
        Reference::All { n } => ("all", n),
    }
}

/// One task with everything that is derived for it.
pub fn json(row: &Row<'_>, now: &Moment) -> Json {
    let task = row.task;
    let ids = |ids: &[Id]| ids.iter().map(|id| Json::from(id.as_str())).collect::<Json>();
    let terms = row.score.terms.iter().map(|term| {
        json!({
            "name": term.name,
            "value": term.value,
            "coefficient": term.coefficient,
            "contribution": term.contribution(),
        })
    });
    json!({
        "id": task.id.as_str(),
        "title": task.title,
        "importance": task.importance.level(),
        "urgency": task.urgency.map(|urgency| urgency.level()),
        "due": row.due.map(|due| instant(due, now.wall.time_zone())),
        "estimate": task.estimate(),
        "estimates": task.estimates.iter().map(|estimate| estimate.count()).collect::<Vec<_>>(),
        "actual": row.actual,
        "remaining": row.remaining,
        "project": task.project,
        "tags": task.tags,
        "note": task.note,
        "pinned": row.pinned,
        "blocked_by": ids(&task.blocked_by),
        "blocks": ids(&row.blocks),
        "created": stamp(task.created),
        "done": task.done.map(stamp),
        "dropped": task.dropped.map(stamp),
        "unplanned": task.unplanned,
        "repeat": task.repeat.map(|repeat| repeat.word()),
        "place": task.place,
        "quadrant": row.score.quadrant.word(),
        "band": row.score.band.word(),
        "score": row.score.score,
        "terms": terms.collect::<Json>(),
        "urgency_source": row.score.source.word(),
    })
}

/// The list as a table, most worth doing first.
pub fn list_text(rows: &[Row<'_>], model: &Model, now: &Moment, page: &Page<'_>) -> String {
    let locale = page.locale;
    if rows.is_empty() {
        return locale.text("cli-no-tasks") + "\n";
    }
    let head = |key: &str| locale.text(key);
    let mut table = Table::new(&[
        (Align::Left, head("cli-head-id")),
        (Align::Right, head("cli-head-score")),
        (Align::Left, head("cli-head-quadrant")),
        (Align::Cut, head("task-field-title")),
        (Align::Left, head("task-field-due")),
        (Align::Right, head("cli-head-spent")),
        (Align::Left, head("task-field-project")),
        (Align::Left, String::new()),
    ]);
    for row in rows {
        table.push(cells(row, model, now, page));
    }
    table.text(page) + &merge(rows, model, page)
}

/// The offer to do the small ones together.
fn merge(rows: &[Row<'_>], model: &Model, page: &Page<'_>) -> String {
    let Some(bundle) = outlook::bundle(rows) else { return String::new() };
    let title = |id: &Id| model.task(id).map(|task| clean(&task.title));
    let mut named: Vec<String> = bundle.tasks.iter().take(5).filter_map(title).collect();
    if bundle.tasks.len() > named.len() {
        named.push(if page.ascii { "..." } else { "…" }.to_owned());
    }
    let (total, tasks) = (pomodoros(bundle.total, page), named.join(", "));
    let count = Arg::Int(i64::try_from(bundle.tasks.len()).unwrap_or(i64::MAX));
    let said = [("count", count), ("total", Arg::Text(&total)), ("tasks", Arg::Text(&tasks))];
    format!("\n{}\n", page.tone(Tone::Dim, &page.locale.with("task-merge", &said)))
}

fn cells(row: &Row<'_>, model: &Model, now: &Moment, page: &Page<'_>) -> Vec<Cell> {
    let task = row.task;
    let tone = match (task.is_open(), row.score.band) {
        (false, _) => Tone::Dim,
        (true, Band::High) => Tone::Warn,
        (true, _) => Tone::Plain,
    };
    let due_tone = if row.is_late() { Tone::Bad } else { tone };
    let due = task.due.map(|due| page.due(model, due, now)).unwrap_or_default();
    vec![
        Cell::new(Tone::Dim, task.id.as_str()),
        Cell::new(tone, &page.locale.number(row.score.score, 0)),
        Cell::new(tone, row.score.quadrant.word()),
        Cell::new(if task.is_open() { Tone::Plain } else { Tone::Dim }, &task.title),
        Cell::new(due_tone, &due),
        spent(row, page).into(),
        Cell::new(Tone::Plain, task.project.as_deref().unwrap_or_default()),
        Cell::new(Tone::Dim, &marks(row, page)),
    ]
}

fn spent(row: &Row<'_>, page: &Page<'_>) -> String {
    match row.task.estimate() {
        Some(estimate) => format!("{}/{}", row.actual, pomodoros(estimate, page)),
        None if row.actual > 0 => row.actual.to_string(),
        None => String::new(),
    }
}

/// First, second and third estimate, where there was more than one.
fn earlier(row: &Row<'_>, page: &Page<'_>) -> String {
    let sizes: Vec<String> = row.task.estimates.iter().map(|estimate| pomodoros(estimate.count(), page)).collect();
    match sizes.split_first() {
        Some((first, then)) if !then.is_empty() => {
            let then = then.join(", ");
            page.locale.with("task-estimate-nth", &[("first", Arg::Text(first)), ("then", Arg::Text(&then))])
        }
        _ => String::new(),
    }
}

/// A number without needless decimals.
fn pomodoros(count: f64, page: &Page<'_>) -> String {
    page.locale.number(count, if count.fract() == 0.0 { 0 } else { 1 })
}

fn marks(row: &Row<'_>, page: &Page<'_>) -> String {
    let task = row.task;
    let word = |on: bool, key: &str| if on { page.locale.text(key) } else { String::new() };
    let open = task.is_open();
    page.join(&[
        word(open && row.pinned, "task-pinned"),
        word(open && row.blocked, "task-blocked"),
        word(task.unplanned, "task-unplanned"),
        word(task.done.is_some(), "cli-task-done"),
        word(task.done.is_none() && task.dropped.is_some(), "cli-task-dropped"),
    ])
}

/// One task with the explanation of its score, a line for each term.
pub fn show_text(row: &Row<'_>, model: &Model, now: &Moment, page: &Page<'_>) -> String {
    let task = row.task;
    let locale = page.locale;
    let mut text = page.tone(Tone::Strong, &sanitize(&task.title)) + "\n";
    let quadrant = row.score.quadrant.word();
    let head = [
        task.id.to_string(),
        format!("{quadrant} {}", locale.text(&format!("task-quadrant-{quadrant}"))),
        marks(row, page),
    ];
    text.push_str(&(page.tone(Tone::Dim, &page.join(&head)) + "\n"));
    let names = |ids: &[Id]| {
        let titles = ids.iter().map(|id| model.task(id).map_or(id.to_string(), |task| clean(&task.title)));
        titles.collect::<Vec<_>>().join(", ")
    };
    let spent = match task.estimate() {
        Some(_) => spent(row, page),
        None => String::new(),
    };
    let minutes = if row.focus_s > 0 { locale.minutes_of(row.focus_s) } else { String::new() };
    let facts = [
        ("task-field-due", task.due.map(|due| page.due(model, due, now)).unwrap_or_default()),
        ("task-field-estimate", page.join(&[spent, earlier(row, page), minutes])),
        ("task-field-project", task.project.as_deref().map(clean).unwrap_or_default()),
        ("task-field-tags", clean(&task.tags.join(" "))),
        (
            "task-field-repeat",
            task.repeat.map(|repeat| locale.text(&format!("task-repeat-{}", repeat.word()))).unwrap_or_default(),
        ),
        ("task-field-blocked_by", names(&task.blocked_by)),
        ("cli-task-blocks", names(&row.blocks)),
        ("cli-task-line", clean(&quick::print(&Quick::from(task)))),
    ];
    let mut table = Table::new(&[(Align::Left, String::new()), (Align::Left, String::new())]);
    for (key, value) in facts.into_iter().filter(|(_, value)| !value.is_empty()) {
        table.push(vec![Cell::new(Tone::Dim, &locale.text(key)), value.into()]);
    }
    text.push_str(&table.text(page));
    if let Some(note) = &task.note {
        text.push_str(&format!("\n{}\n", sanitize_lines(note)));
    }
    text.push('\n');
    text.push_str(&why(row, page));
    text.push_str(&expected(row, model, page));
    text
}

/// What finished tasks say about this one, and the offer to split it.
fn expected(row: &Row<'_>, model: &Model, page: &Page<'_>) -> String {
    let locale = page.locale;
    let mut lines = Vec::new();
    if let Some(forecast) = model.outlook().forecast(row.task) {
        let (class, n) = reference(&forecast);
        let whole = |count: u32| Arg::Int(i64::from(count));
        let bounds = [("p50", whole(forecast.p50_whole())), ("p80", whole(forecast.p80_whole()))];
        let n = [("n", Arg::Int(i64::try_from(n).unwrap_or(i64::MAX)))];
        let basis = locale.with(&format!("task-forecast-{class}"), &n);
        lines.push(page.join(&[locale.with("task-forecast", &bounds), basis]));
    }
    if let Some(split) = row.split() {
        let each = pomodoros(split.each, page);
        lines.push(
            locale.with("task-split", &[("parts", Arg::Int(i64::from(split.parts))), ("each", Arg::Text(&each))]),
        );
    }
    if lines.is_empty() { String::new() } else { format!("\n{}\n", lines.join("\n")) }
}

fn clean(text: &str) -> String {
    sanitize(text).into_owned()
}

/// value × coefficient = contribution for each term, and the sum.
fn why(row: &Row<'_>, page: &Page<'_>) -> String {
    let locale = page.locale;
    let mut table = Table::new(&[
        (Align::Left, String::new()),
        (Align::Right, String::new()),
        (Align::Right, String::new()),
        (Align::Right, String::new()),
        (Align::Left, String::new()),
    ]);
    for term in &row.score.terms {
        let reason = if term.name == "urgency" { source(row, page) } else { String::new() };
        table.push(vec![
            locale.text(&format!("task-term-{}", term.name)).into(),
            locale.number(term.value, 2).into(),
            format!("{} {}", if page.ascii { "x" } else { "×" }, pomodoros(term.coefficient, page)).into(),
            format!("= {}", locale.number(term.contribution(), 1)).into(),
            Cell::new(Tone::Dim, &reason),
        ]);
    }
    let score = locale.number(row.score.score, 1);
    table.push(vec![
        locale.text("cli-head-score").into(),
        Cell::default(),
        Cell::default(),
        Cell::new(Tone::Strong, &format!("= {score}")),
    ]);
    table.text(page)
}

/// Where the urgency comes from, in words.
fn source(row: &Row<'_>, page: &Page<'_>) -> String {
    let source = row.score.source;
    match (source, row.remaining, row.available) {
        (UrgencySource::Nothing, ..) => String::new(),
        (UrgencySource::Pressure, Some(remaining), Some(available)) => {
            let (remaining, available) = (pomodoros(remaining, page), pomodoros(available, page));
            let args = [("remaining", Arg::Text(&remaining)), ("available", Arg::Text(&available))];
            page.locale.with("task-pressure", &args)
        }
        _ => page.locale.text(&format!("task-source-{}", source.word())),
    }
}
