//! A task in one line, with what is understood of it beneath.
use ratatui::layout::{Position, Rect};

use crate::{
    text::{
        locale::Arg,
        quick::{PieceKind, Reading},
        width,
    },
    ui::{
        Quick, Role, Scene,
        view::{due, pen::Pen},
    },
};

pub(super) fn draw(scene: &Scene<'_>, quick: &Quick, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let locale = scene.locale;
    let reading = quick.reading(scene.model, scene.moment);
    let inner = super::window(scene, area, area.width.min(76), 14, &locale.text("task-quick"), pen);
    let columns = usize::from(inner.width).max(1);
    let (text, cursor) = quick.line.window(columns);
    pen.put(inner.x, inner.y, inner.width, &text, Role::Text);
    let fault = quick.fault(&reading, locale);
    if text == quick.line.text() {
        pieces(&reading, &text, Rect { height: 1, ..inner }, fault.as_ref().map(|(at, _)| *at), pen);
    }
    let at = Position::new(inner.x.saturating_add(cursor as u16).min(inner.right().saturating_sub(1)), inner.y);
    let mut y = inner.y + 1;
    let mut put = |x: u16, text: &str, role: Role, pen: &mut Pen<'_>| {
        for line in width::wrap(text, usize::from(inner.right().saturating_sub(x))) {
            if y < inner.bottom() {
                pen.put(x, y, inner.right() - x, &line, role);
                y += 1;
            }
        }
    };
    match (&quick.error, fault) {
        (Some(error), _) => put(inner.x, error, Role::Bad, pen),
        (None, Some((piece, text))) => {
            // What stands at the end may still be unfinished: it is only said what is missing.
            let unfinished = reading.pieces.get(piece).is_some_and(|piece| piece.span.end == quick.line.text().len());
            put(inner.x, &text, if unfinished { Role::Dim } else { Role::Bad }, pen);
        }
        (None, None) => {}
    }
    let rows = understood(scene, &reading);
    let named = rows.iter().map(|(name, ..)| width::width(name)).max().unwrap_or(0) as u16 + 2;
    for (name, value, role) in &rows {
        if y >= inner.bottom() {
            break;
        }
        pen.put(inner.x, y, named, name, Role::Dim);
        pen.put(inner.x + named, y, inner.width.saturating_sub(named), value, *role);
        y += 1;
    }
    let forms = width::wrap(&locale.text("task-quick-forms"), columns);
    let hints = width::wrap(&locale.text("help-form-quick"), columns);
    // The forms give way to what is understood.
    let room = usize::from(inner.bottom().saturating_sub(y));
    let mut below = if forms.len() + hints.len() <= room { forms } else { Vec::new() };
    below.extend(hints.into_iter().take(room));
    for (line, text) in below.iter().enumerate() {
        let y = inner.bottom() - (below.len() - line) as u16;
        pen.put(inner.x, y, inner.width, text, Role::Dim);
    }
    Some(at)
}

/// Fields in the line stand out, and the one that is wrong.
fn pieces(reading: &Reading, text: &str, line: Rect, wrong: Option<usize>, pen: &mut Pen<'_>) {
    for (at, piece) in reading.pieces.iter().enumerate() {
        let role = match piece.kind {
            _ if wrong == Some(at) => Role::Bad,
            PieceKind::Title => continue,
            _ => Role::Accent,
        };
        let (Some(before), Some(own)) = (text.get(..piece.span.start), text.get(piece.span.clone())) else { continue };
        let x = line.x + width::width(before) as u16;
        pen.put(x, line.y, line.right().saturating_sub(x), own, role);
    }
}

/// Name, value and role of everything that was understood.
fn understood(scene: &Scene<'_>, reading: &Reading) -> Vec<(String, String, Role)> {
    let locale = scene.locale;
    let quick = &reading.quick;
    let mut rows = Vec::new();
    let mut say = |field: &str, value: String, role| rows.push((locale.text(field), value, role));
    if !quick.title.is_empty() {
        say("task-field-title", quick.title.clone(), Role::Text);
    }
    if let Some(importance) = quick.importance {
        say("task-field-importance", importance.level().to_string(), Role::Text);
    }
    if let Some(due) = quick.due {
        let late = scene.model.due_at(due, scene.moment) < scene.moment.wall.timestamp();
        let mut text = due::in_full(scene, due);
        if late {
            text = format!("{text} {} {}", scene.theme.symbols().dot, locale.text("task-quick-late"));
        }
        say("task-field-due", text, if late { Role::Warn } else { Role::Text });
    }
    if let Some(estimate) = quick.estimate {
        let count = [("count", Arg::Num(estimate.count(), usize::from(estimate.count().fract() != 0.0)))];
        say("task-field-estimate", locale.with("task-quick-pomodoros", &count), Role::Text);
    }
    if let Some(project) = &quick.project {
        say("task-field-project", project.clone(), Role::Text);
    }
    if !quick.tags.is_empty() {
        say("task-field-tags", quick.tags.join(" "), Role::Text);
    }
    if let Some(repeat) = quick.repeat {
        say("task-field-repeat", locale.text(&format!("task-repeat-{}", repeat.word())), Role::Text);
    }
    if let Some(unplanned) = quick.unplanned {
        say(
            "task-field-unplanned",
            locale.text(if unplanned { "task-choice-yes" } else { "task-choice-no" }),
            Role::Text,
        );
    }
    rows
}
