//! A form of text fields, with what is wrong beside its field.
use ratatui::layout::{Position, Rect};

use crate::{
    text::{locale::Arg, width},
    ui::{
        Role, Scene,
        form::{Entry, Form, FormKind},
        pick,
        view::pen::Pen,
    },
};

fn title(scene: &Scene<'_>, form: &Form) -> String {
    scene.locale.text(match form.kind {
        FormKind::AddTask => "task-form-add",
        FormKind::EditTask(_) => "task-form-edit",
        FormKind::Void => "timer-form-void",
        FormKind::Note(_) => "timer-form-note",
        FormKind::Extend => "timer-form-extend",
    })
}

fn hint(form: &Form) -> &'static str {
    match form.kind {
        FormKind::AddTask | FormKind::EditTask(_) => "help-form-fields",
        FormKind::Void => "help-form-void",
        FormKind::Note(_) => "help-form-note",
        FormKind::Extend => "help-form-number",
    }
}

pub(super) fn draw(scene: &Scene<'_>, form: &Form, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let locale = scene.locale;
    let wide = area.width.min(if form.fields.len() > 1 { 76 } else { 64 });
    let text_wide = usize::from(wide.saturating_sub(4)).max(1);
    let hint = width::wrap(&locale.text(hint(form)), text_wide);
    let error = form.error.as_ref().map_or_else(Vec::new, |(_, text)| width::wrap(text, text_wide));
    let fields = form.fields.len() as u16;
    let high = 2 + fields + error.len() as u16 + 1 + hint.len() as u16;
    let inner = super::window(scene, area, wide, high, &title(scene, form), pen);
    let names: Vec<String> =
        form.fields.iter().map(|field| locale.text(&format!("task-field-{}", field.name))).collect();
    let named = names.iter().map(|name| width::width(name)).max().unwrap_or(0) as u16 + 2;
    let named = if inner.width >= named + 12 { named } else { 0 };
    // Little height: the field that is written is what has to be seen, and what is wrong with it.
    let room = inner.height.saturating_sub(error.len() as u16).max(1);
    let first = pick::first_row(form.fields.len(), form.at, usize::from(room));
    let mut y = inner.y;
    let mut cursor = None;
    for (at, field) in form.fields.iter().enumerate().skip(first).take(usize::from(room)) {
        if y >= inner.bottom() {
            break;
        }
        let active = at == form.at;
        let wrong = form.error.as_ref().is_some_and(|(wrong, _)| *wrong == at);
        let role = match (wrong, active) {
            (true, _) => Role::Bad,
            (false, true) => Role::Accent,
            (false, false) => Role::Dim,
        };
        if named > 0 {
            pen.put(inner.x, y, named, &names[at], role);
        }
        let x = inner.x + named;
        let after = if active { beside(scene, form) } else { None };
        let aside = after.as_deref().map_or(0, |text| width::width(text) as u16 + 2);
        let columns = (inner.width - named).saturating_sub(if aside + 12 < inner.width - named { aside } else { 0 });
        let (text, at_column) =
            if active { field.line.window(columns.into()) } else { (field.line.text().replace('\n', "⏎"), 0) };
        pen.put(x, y, columns, &text, Role::Text);
        if active {
            let column = (at_column as u16).min(columns.saturating_sub(1));
            cursor = Some(Position::new(x + column, y));
            if let Some(after) = after.filter(|_| columns < inner.width - named) {
                pen.put(x + columns + 2, y, aside - 2, &after, Role::Dim);
            }
        }
        y += 1;
        if wrong {
            for line in &error {
                if y < inner.bottom() {
                    pen.put(inner.x, y, inner.width, line, Role::Bad);
                    y += 1;
                }
            }
        }
    }
    y += 1;
    for line in &hint {
        if y >= inner.bottom() {
            break;
        }
        pen.put(inner.x, y, inner.width, line, Role::Dim);
        y += 1;
    }
    cursor
}

/// What stands beside the field that is written: what a date means, or how a number is changed.
fn beside(scene: &Scene<'_>, form: &Form) -> Option<String> {
    let field = form.fields.get(form.at)?;
    match (field.name, field.entry) {
        ("due", _) if field.line.text().trim().is_empty() => Some(scene.locale.text("task-due-forms")),
        ("due", _) => {
            let date = form.due_preview(scene.model, scene.locale, scene.moment)?;
            Some(format!("{} {date}", scene.theme.symbols().arrow))
        }
        ("repeat", _) if field.line.text().is_empty() => Some(scene.locale.text("task-repeat-forms")),
        ("blocked_by", _) if field.line.text().is_empty() => Some(scene.locale.text("task-blocked-forms")),
        ("note", _) if form.fields.len() > 1 => Some(scene.locale.text("task-note-break")),
        (_, Entry::Number(low, high)) if high <= 5 => {
            let args = [("min", Arg::Int(low)), ("max", Arg::Int(high))];
            Some(scene.locale.with("task-number", &args))
        }
        (_, Entry::Number(..)) => Some(scene.locale.text("task-arrows")),
        _ => None,
    }
}
