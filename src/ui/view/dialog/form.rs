//! A form of text fields, with what is wrong beside its field.
use ratatui::layout::{Position, Rect};

use crate::{
    text::{
        locale::{Arg, Lang},
        width,
    },
    ui::{
        Role, Scene,
        form::{Entry, Form, FormKind},
        pick,
        view::pen::Pen,
    },
};

/// The name of the template that goals are set for.
fn goals(scene: &Scene<'_>, template: &str, pen: &Pen<'_>) -> String {
    let chinese = scene.locale.lang() == Lang::ZhCn;
    let name = scene.model.template(template).map_or(template, |template| template.name.in_chinese(chinese));
    format!("{} {} {name}", scene.locale.text("assess-goals"), pen.symbols().dot)
}

fn title(scene: &Scene<'_>, form: &Form, pen: &Pen<'_>) -> String {
    scene.locale.text(match form.kind {
        FormKind::AddTask => "task-form-add",
        FormKind::EditTask(_) => "task-form-edit",
        FormKind::Void => "timer-form-void",
        FormKind::Note(_) => "timer-form-note",
        FormKind::Extend => "timer-form-extend",
        FormKind::Amend(_) => "history-form-amend",
        FormKind::Log => "history-form-log",
        FormKind::StartAt(_) => "timer-form-start-at",
        FormKind::Review(week) => {
            return format!("{} {} {week}", scene.locale.text("review-title"), pen.symbols().dot);
        }
        FormKind::Estimate(_) => "task-form-estimate",
        FormKind::Split(_) => "task-form-split",
        FormKind::Merge(_) => "task-form-merge",
        FormKind::Goals(ref template) => return goals(scene, template, pen),
    })
}

fn hint(form: &Form) -> &'static str {
    match form.kind {
        FormKind::AddTask | FormKind::EditTask(_) => "help-form-fields",
        FormKind::Void => "help-form-void",
        FormKind::Note(_) => "help-form-note",
        FormKind::Extend | FormKind::Estimate(_) => "help-form-number",
        FormKind::Amend(_) | FormKind::Log => "help-form-session",
        FormKind::StartAt(_) => "help-form-start-at",
        FormKind::Review(_) => "help-form-review",
        FormKind::Goals(_) => "help-form-goals",
        FormKind::Split(_) => "help-form-split",
        FormKind::Merge(_) => "help-form-merge",
    }
}

pub(super) fn draw(scene: &Scene<'_>, form: &Form, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let locale = scene.locale;
    let wide = area.width.min(if form.fields.len() > 1 { 76 } else { 64 });
    let text_wide = usize::from(wide.saturating_sub(4)).max(1);
    let hint = width::wrap(&locale.text(hint(form)), text_wide);
    let errors: Vec<(usize, Vec<String>)> =
        form.errors().map(|(at, text)| (*at, width::wrap(text, text_wide))).collect();
    // Little height: what is wrong with the field that is written.
    let error = errors.iter().find(|(at, _)| *at == form.at).map_or(0, |(_, lines)| lines.len());
    let all_errors: usize = errors.iter().map(|(_, lines)| lines.len()).sum();
    let asked = form.fields.get(form.at).and_then(|field| field.about.as_deref());
    let mut asked = asked.map_or_else(Vec::new, |text| width::wrap(text, text_wide));
    if !asked.is_empty() {
        asked.push(String::new());
    }
    let fields = form.fields.len() as u16;
    let names: Vec<String> = form.fields.iter().map(|field| locale.text(&form.label(field))).collect();
    let named = names.iter().map(|name| width::width(name)).max().unwrap_or(0) as u16 + 2;
    let fields = if wide >= named + 16 { fields } else { fields * 2 };
    let high = 2 + asked.len() as u16 + fields + all_errors as u16 + 1 + hint.len() as u16;
    let inner = super::window(scene, area, wide, high, &title(scene, form, pen), pen);
    let named = if inner.width >= named + 12 { named } else { 0 };
    // Little width: the name stands above what is written, in a row of its own.
    let above = u16::from(named == 0 && inner.height > 1);
    // Little height: the field that is written is what has to be seen, and what is wrong with it.
    let mut y = inner.y;
    // What is asked stands above, where two rows are left for what is answered.
    if inner.height > asked.len() as u16 + error as u16 + 1 {
        for line in &asked {
            pen.put(inner.x, y, inner.width, line, Role::Text);
            y += 1;
        }
    }
    let room = ((inner.bottom() - y).saturating_sub(if inner.height + 2 >= high { all_errors } else { error } as u16)
        / (1 + above))
        .max(1);
    let first = pick::first_row(form.fields.len(), form.at, usize::from(room));
    let mut cursor = None;
    for (at, field) in form.fields.iter().enumerate().skip(first).take(usize::from(room)) {
        if y >= inner.bottom() {
            break;
        }
        let active = at == form.at;
        let wrong = errors.iter().find(|(wrong, _)| *wrong == at);
        let role = match (wrong.is_some(), active) {
            (true, _) => Role::Bad,
            (false, true) => Role::Accent,
            (false, false) => Role::Dim,
        };
        if named > 0 {
            pen.put(inner.x, y, named, &names[at], role);
        } else if above > 0 && y + 1 < inner.bottom() {
            pen.put(inner.x, y, inner.width, &names[at], role);
            y += 1;
        }
        let x = inner.x + named;
        let after = if active { beside(scene, form) } else { None };
        let aside = after.as_deref().map_or(0, |text| width::width(text) as u16 + 2);
        let columns = (inner.width - named).saturating_sub(if aside + 12 < inner.width - named { aside } else { 0 });
        let (text, at_column) = match (field.entry, active) {
            (Entry::Choice(_), _) => {
                let word = field.line.text();
                let unplanned = field.name == "unplanned";
                let key = if unplanned { format!("task-choice-{word}") } else { format!("timer-outcome-{word}") };
                (locale.text(&key), 0)
            }
            (_, true) => field.line.window(columns.into()),
            (_, false) => (field.line.text().replace('\n', "⏎"), 0),
        };
        pen.put(x, y, columns, &text, Role::Text);
        if active {
            let column = (at_column as u16).min(columns.saturating_sub(1));
            cursor = Some(Position::new(x + column, y));
            if let Some(after) = after.filter(|_| columns < inner.width - named) {
                pen.put(x + columns + 2, y, aside - 2, &after, Role::Dim);
            }
        }
        y += 1;
        if let Some((_, lines)) = wrong {
            for line in lines {
                if y < inner.bottom() && (active || inner.height + 2 >= high) {
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
        ("part", _) => Some(scene.locale.text("task-parts-forms")),
        ("due", _) => {
            let date = form.due_preview(scene.model, scene.locale, scene.moment)?;
            Some(format!("{} {date}", scene.theme.symbols().arrow))
        }
        ("at", _) if field.line.text().trim().is_empty() => Some(scene.locale.text("timer-at-forms")),
        ("at" | "task", _) => {
            let meant = form.preview(scene.model, scene.locale, scene.moment)?;
            Some(format!("{} {meant}", scene.theme.symbols().arrow))
        }
        (_, Entry::Choice(_)) => Some(scene.locale.text("task-arrows")),
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
