//! Why a task has its score: each term with what it contributes.
use ratatui::layout::Rect;

use super::Sight;
use crate::{
    domain::{
        agenda::Row,
        priority::{Term, UrgencySource},
    },
    text::{
        locale::{Arg, Locale},
        width,
    },
    ui::{Role, view::pen::Pen},
};

pub(super) fn title(locale: &Locale, row: &Row<'_>) -> String {
    locale.with("task-why", &[("score", Arg::Num(row.score.score, 0))])
}

pub(super) fn draw(sight: &Sight<'_>, row: &Row<'_>, area: Rect, pen: &mut Pen<'_>) {
    let locale = sight.scene.locale;
    let dot = format!(" {} ", pen.symbols().dot);
    let terms = row.score.terms.iter().filter(|term| term.contribution() != 0.0 || term.name == "importance");
    let said: Vec<String> = terms.map(|term| term_text(locale, row, term, pen.symbols().arrow)).collect();
    let mut lines = width::wrap(&said.join(&dot), usize::from(area.width.saturating_sub(2)));
    let task = row.task;
    let mut about: Vec<String> = Vec::new();
    about.push(locale.text(&format!("task-quadrant-{}", row.score.quadrant.word())));
    about.extend(task.project.clone());
    about.extend(task.tags.iter().map(|tag| format!("#{tag}")));
    if row.blocked {
        about.push(locale.text("task-blocked"));
    }
    about.extend(task.note.as_ref().map(|note| note.replace('\n', " ")));
    lines.push(about.join(&dot));
    for (line, text) in lines.iter().take(usize::from(area.height)).enumerate() {
        pen.put(area.x + 1, area.y + line as u16, area.width.saturating_sub(2), text, Role::Dim);
    }
}

fn term_text(locale: &Locale, row: &Row<'_>, term: &Term, arrow: &str) -> String {
    let name = locale.text(&format!("task-term-{}", term.name));
    let value = match term.name {
        "importance" => format!("{name} {}", row.task.importance.level()),
        "urgency" => {
            let value = locale.number(term.value, 2);
            format!("{name} {value} ({})", source(locale, row))
        }
        _ => name,
    };
    format!("{value} {arrow} {}", locale.number(term.contribution(), 1))
}

pub(super) fn source(locale: &Locale, row: &Row<'_>) -> String {
    match (row.score.source, row.remaining, row.available) {
        (UrgencySource::Pressure, Some(remaining), Some(available)) => {
            let args = [("remaining", Arg::Num(remaining, 0)), ("available", Arg::Num(available, 0))];
            locale.with("task-pressure", &args)
        }
        (source, ..) => locale.text(&format!("task-source-{}", source.word())),
    }
}
