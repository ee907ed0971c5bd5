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
    ui::{
        Role,
        press::offer,
        view::{footer, pen::Pen},
    },
};

pub(super) fn title(locale: &Locale, row: &Row<'_>) -> String {
    locale.with("task-why", &[("score", Arg::Num(row.score.score, 0))])
}

pub(super) fn draw(sight: &Sight<'_>, row: &Row<'_>, area: Rect, pen: &mut Pen<'_>) {
    let locale = sight.scene.locale;
    let dot = format!(" {} ", pen.symbols().dot);
    let wide = usize::from(area.width.saturating_sub(2));
    let terms = || row.score.terms.iter().filter(|term| term.contribution() != 0.0 || term.name == "importance");
    let said = |text: &dyn Fn(&Term) -> String| width::wrap(&terms().map(text).collect::<Vec<_>>().join(&dot), wide);
    let whole = said(&|term| in_full(locale, row, term));
    // The line about the task is worth more than the long form.
    let mut lines = if whole.len() < usize::from(area.height.max(2)) {
        whole
    } else {
        said(&|term| in_short(locale, row, term, pen.symbols().arrow))
    };
    let scene = sight.scene;
    // What is offered concerns the selected task, which is the one that is explained.
    let offered = offer(scene.screen, scene.model, scene.moment).map(|offer| footer::brief(scene, &offer));
    let offer_at = offered.is_some().then(|| lines.len().min(usize::from(area.height.saturating_sub(1))));
    lines.truncate(offer_at.unwrap_or(lines.len()));
    lines.extend(offered);
    let task = row.task;
    let mut about: Vec<String> = Vec::new();
    about.push(locale.text(&format!("task-quadrant-{}", row.score.quadrant.word())));
    about.extend(task.project.clone());
    about.extend(task.tags.iter().map(|tag| format!("+{tag}")));
    if row.blocked {
        about.push(locale.text("task-blocked"));
    }
    about.extend(task.note.as_ref().map(|note| note.replace('\n', " ")));
    lines.push(about.join(&dot));
    for (line, text) in lines.iter().take(usize::from(area.height)).enumerate() {
        let role = if offer_at == Some(line) { Role::Warn } else { Role::Dim };
        pen.put(area.x + 1, area.y + line as u16, area.width.saturating_sub(2), text, role);
    }
}

/// Value × coefficient = contribution.
pub(super) fn product(locale: &Locale, term: &Term) -> String {
    let number = |number: f64| locale.number(number, if number.fract() == 0.0 { 0 } else { 2 });
    let (value, contribution) = (locale.number(term.value, 2), locale.number(term.contribution(), 1));
    format!("{value} × {} = {contribution}", number(term.coefficient))
}

/// The name of a term; importance with its level, since that is what was entered.
fn name(locale: &Locale, row: &Row<'_>, term: &Term) -> String {
    let name = locale.text(&format!("task-term-{}", term.name));
    if term.name == "importance" { format!("{name} {}", row.task.importance.level()) } else { name }
}

fn in_full(locale: &Locale, row: &Row<'_>, term: &Term) -> String {
    let source = if term.name == "urgency" { format!(" ({})", source(locale, row)) } else { String::new() };
    let (name, product) = (name(locale, row, term), product(locale, term));
    let said = locale.with("task-term-product", &[("name", Arg::Text(&name)), ("product", Arg::Text(&product))]);
    format!("{said}{source}")
}

fn in_short(locale: &Locale, row: &Row<'_>, term: &Term, arrow: &str) -> String {
    let value = match term.name {
        "importance" => String::new(),
        "urgency" => format!(" {} ({})", locale.number(term.value, 2), source(locale, row)),
        _ => format!(" {}", locale.number(term.value, 2)),
    };
    format!("{}{value} {arrow} {}", name(locale, row, term), locale.number(term.contribution(), 1))
}

pub(super) fn source(locale: &Locale, row: &Row<'_>) -> String {
    match (row.score.source, row.remaining, row.available) {
        (UrgencySource::Pressure, Some(remaining), Some(available)) => {
            let size = |count: f64| Arg::Num(count, usize::from(count.fract() != 0.0));
            let args = [("remaining", size(remaining)), ("available", size(available))];
            locale.with("task-pressure", &args)
        }
        (source, ..) => locale.text(&format!("task-source-{}", source.word())),
    }
}
