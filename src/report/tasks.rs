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
        id::Id,
        model::Model,
        moment::Moment,
        priority::{Band, UrgencySource},
        task::Task,
    },
    text::{locale::Arg, sanitize::sanitize, sanitize::sanitize_lines},
};

/// The models that order the list.
pub const MODELS: &[&str] = &["default", "manual"];

/// Rows in the order of a model, without those in which a word of `filter` does not occur.
pub fn select<'a>(model: &'a Model, now: &Moment, all: bool, order: &str, filter: &str) -> Vec<Row<'a>> {
    let mut rows = if all { model.all_rows(now) } else { model.agenda(now) };
    let words: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
    rows.retain(|row| words.iter().all(|word| speaks_of(row.task, word)));
    if order == "manual" {
        // A stable sort: those without a place keep the order they had, behind the others.
        let place = |row: &Row<'_>| row.task.place.unwrap_or(f64::INFINITY);
        rows.sort_by(|a, b| b.task.is_open().cmp(&a.task.is_open()).then_with(|| place(a).total_cmp(&place(b))));
    }
    rows
}

fn speaks_of(task: &Task, word: &str) -> bool {
    let texts = [Some(&task.title), task.project.as_ref(), task.note.as_ref()].into_iter().flatten();
    texts.chain(&task.tags).any(|text| text.to_lowercase().contains(word)) || task.id.as_str().starts_with(word)
}

/// A list of tasks in the order given.
pub fn list_json(order: &str, rows: &[Row<'_>], now: &Moment) -> Json {
    json!({ "model": order, "tasks": rows.iter().map(|row| json(row, now)).collect::<Json>() })
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
        "actual": row.actual,
        "remaining": row.remaining,
        "project": task.project,
        "tags": task.tags,
        "note": task.note,
        "pinned": task.pinned,
        "blocked_by": ids(&task.blocked_by),
        "blocks": ids(&row.blocks),
        "created": stamp(task.created),
        "done": task.done.map(stamp),
        "dropped": task.dropped.map(stamp),
        "unplanned": task.unplanned,
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
    table.text(page)
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

/// Pomodoros without needless decimals.
fn pomodoros(count: f64, page: &Page<'_>) -> String {
    page.locale.number(count, if count.fract() == 0.0 { 0 } else { 1 })
}

fn marks(row: &Row<'_>, page: &Page<'_>) -> String {
    let task = row.task;
    let word = |on: bool, key: &str| if on { page.locale.text(key) } else { String::new() };
    let open = task.is_open();
    page.join(&[
        word(open && task.pinned, "task-pinned"),
        word(open && row.blocked, "task-blocked"),
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
        ("task-field-estimate", page.join(&[spent, minutes])),
        ("task-field-project", task.project.as_deref().map(clean).unwrap_or_default()),
        ("task-field-tags", clean(&task.tags.join(" "))),
        ("task-field-blocked_by", names(&task.blocked_by)),
        ("cli-task-blocks", names(&row.blocks)),
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
    text
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
            format!("{} {}", if page.ascii { "x" } else { "×" }, locale.number(term.coefficient, 0)).into(),
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
            page.locale.with("cli-pressure", &args)
        }
        _ => page.locale.text(&format!("task-source-{}", source.word())),
    }
}
