//! The templates as a list, and one of them being made or changed.
use ratatui::layout::{Position, Rect};

use crate::{
    domain::score::{round_shares, units_to_value},
    text::{
        locale::{Arg, Lang},
        width,
    },
    ui::{
        Role, Scene,
        form::{CELLS, Making, Spot, TemplateForm},
        line::Line,
        pick,
        view::pen::Pen,
    },
};

/// Columns of a weight, and of its share.
const WEIGHT: u16 = 10;
const SHARE: u16 = 8;

pub(super) fn list(scene: &Scene<'_>, at: usize, area: Rect, pen: &mut Pen<'_>) {
    let locale = scene.locale;
    let chinese = locale.lang() == Lang::ZhCn;
    let all = &scene.model.templates;
    let wide = area.width.min(76);
    let text_wide = usize::from(wide.saturating_sub(4)).max(1);
    let bad = scene.screen.bad_templates.iter().flat_map(|(_, line)| width::wrap(line, text_wide));
    let bad = bad.map(|line| (line, Role::Bad));
    let hint = width::wrap(&locale.text("help-form-templates"), text_wide).into_iter().map(|line| (line, Role::Dim));
    let below: Vec<(String, Role)> = bad.chain(std::iter::once((String::new(), Role::Dim))).chain(hint).collect();
    let high = 2 + all.len() as u16 + below.len() as u16;
    let inner = super::window(scene, area, wide, high, &locale.text("assess-templates"), pen);
    let at = at.min(all.len().saturating_sub(1));
    let rows = inner.height.saturating_sub(below.len() as u16).max(inner.height.min(3)).min(all.len() as u16);
    let first = pick::first_row(all.len(), at, rows.into());
    let mut y = inner.y;
    for (index, template) in all.iter().enumerate().skip(first).take(rows.into()) {
        let chosen = index == at;
        let sign = if chosen { pen.symbols().cursor } else { " " };
        let name = format!("{sign} {}", template.name.in_chinese(chinese));
        let role = if chosen { Role::Selection } else { Role::Text };
        let half = inner.width * 2 / 5;
        let x = pen.put(inner.x, y, half, &width::pad_right(&name, half.into()), role);
        let version = locale.with("assess-version", &[("version", Arg::Num(f64::from(template.version), 0))]);
        let count = locale.with("assess-dimensions", &[("count", Arg::Int(template.dimensions.len() as i64))]);
        let dot = pen.symbols().dot;
        let text = format!("{} {dot} {version} {dot} {} {dot} {count}", template.id, template.scale.word());
        pen.put(x + 1, y, inner.right().saturating_sub(x + 1), &text, Role::Dim);
        y += 1;
    }
    for (y, (line, role)) in (y..inner.bottom()).zip(&below) {
        pen.put(inner.x, y, inner.width, line, *role);
    }
}

/// A line of the form: what to write into it and where, with the place that it belongs to.
enum Shown<'f> {
    Written { at: usize, name: String, line: &'f Line },
    Row { index: usize },
    Said(String, Role),
}

pub(super) fn draw(scene: &Scene<'_>, form: &TemplateForm, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let locale = scene.locale;
    let wide = area.width.min(84);
    let text_wide = usize::from(wide.saturating_sub(4)).max(1);
    let mut below: Vec<(String, Role)> = Vec::new();
    if let Some(error) = &form.error {
        below.extend(width::wrap(error, text_wide).into_iter().map(|line| (line, Role::Bad)));
    }
    below.extend(width::wrap(&locale.text("help-form-template"), text_wide).into_iter().map(|line| (line, Role::Dim)));
    let shown = lines(scene, form);
    let title = locale.text(match form.making {
        Making::Change => "assess-template-change",
        Making::Copy => "assess-template-copy",
        Making::New => "assess-template-new",
    });
    let title = if form.of.is_empty() { title } else { format!("{title} {} {}", pen.symbols().dot, form.of) };
    let high = 2 + shown.len() as u16 + 1 + below.len() as u16;
    let inner = super::window(scene, area, wide, high, &title, pen);
    let spot = form.spot();
    let here = |line: &Shown<'_>| match (line, spot) {
        (Shown::Written { at, .. }, _) => *at == form.at,
        (Shown::Row { index }, Spot::Cell(row, cell)) => *index == row && cell < 2,
        _ => false,
    };
    // What is wrong is seen however little room there is.
    let errors = below.iter().filter(|(_, role)| *role == Role::Bad).count() as u16;
    let spare = inner.height.saturating_sub(below.len() as u16);
    let rows = spare.max(inner.height.saturating_sub(errors).min(4)).min(shown.len() as u16);
    let first = pick::first_row(shown.len(), shown.iter().position(here).unwrap_or(0), rows.into());
    let shares = form.shares().and_then(|shares| round_shares(&shares, 1));
    let mut y = inner.y;
    let mut cursor = None;
    for line in shown.iter().skip(first).take(rows.into()) {
        let place = Rect { y, height: 1, ..inner };
        let active = here(line);
        match line {
            Shown::Said(text, role) => {
                pen.put(place.x, y, place.width, text, *role);
            }
            Shown::Written { name, line, .. } => {
                let role = if active { Role::Accent } else { Role::Dim };
                let x = pen.put(place.x, y, place.width, name, role);
                let at = written(line, active, Rect { x, width: place.right().saturating_sub(x), ..place }, pen);
                cursor = cursor.or(at);
            }
            Shown::Row { index } => {
                let share = shares.as_ref().map(|units| units_to_value(units[*index], 1));
                cursor = cursor.or(row(scene, form, *index, share, place, pen));
            }
        }
        y += 1;
    }
    y += u16::from(inner.height >= high - 2);
    let below = below.iter().filter(|(_, role)| rows + below.len() as u16 <= inner.height || *role == Role::Bad);
    for (y, (line, role)) in (y..inner.bottom()).zip(below) {
        pen.put(inner.x, y, inner.width, line, *role);
    }
    cursor
}

fn lines<'f>(scene: &Scene<'_>, form: &'f TemplateForm) -> Vec<Shown<'f>> {
    let locale = scene.locale;
    let mut all = Vec::new();
    let label = |name: &str| locale.text(&format!("assess-template-field-{name}"));
    let labels: Vec<String> = form.head.iter().map(|field| label(field.name)).collect();
    let named = labels.iter().map(|name| width::width(name)).max().unwrap_or(0) + 2;
    for (at, (field, name)) in form.head.iter().zip(&labels).enumerate() {
        all.push(Shown::Written { at, name: width::pad_right(name, named), line: &field.line });
    }
    all.push(Shown::Said(String::new(), Role::Dim));
    let begin = form.head.len();
    let chosen = if let Spot::Cell(row, _) = form.spot() { Some(row) } else { None };
    for (index, row) in form.rows.iter().enumerate() {
        all.push(Shown::Row { index });
        if chosen == Some(index) {
            for (cell, key) in CELLS.iter().enumerate().skip(2) {
                let name = format!("    {}  ", label(key));
                all.push(Shown::Written { at: begin + index * CELLS.len() + cell, name, line: &row.cells[cell] });
            }
        }
    }
    let (text, role) = match form.sum() {
        None => (locale.text("assess-template-weight"), Role::Bad),
        Some(sum) => {
            let off = (sum - 100.0).abs() > 0.01 + 1e-9;
            let sum =
                locale.number((sum * 100.0).round() / 100.0, usize::from((sum * 100.0).round() % 100.0 != 0.0) * 2);
            let key = if off { "assess-template-sum-off" } else { "assess-template-sum" };
            (locale.with(key, &[("sum", Arg::Text(&sum))]), if off { Role::Warn } else { Role::Good })
        }
    };
    all.push(Shown::Said(text, role));
    all
}

/// A line of text with its cursor where it is written.
fn written(line: &Line, active: bool, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    if area.width == 0 {
        return None;
    }
    if !active {
        pen.put(area.x, area.y, area.width, &line.text().replace('\n', " ⏎ "), Role::Text);
        return None;
    }
    let (text, at) = line.window(area.width.into());
    pen.put(area.x, area.y, area.width, &text, Role::Text);
    Some(Position::new(area.x + (at as u16).min(area.width - 1), area.y))
}

/// A dimension: its name, its weight, its share.
fn row(
    scene: &Scene<'_>,
    form: &TemplateForm,
    index: usize,
    share: Option<f64>,
    area: Rect,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    let row = form.rows.get(index)?;
    let cell = match form.spot() {
        Spot::Cell(at, cell) if at == index => Some(cell),
        _ => None,
    };
    let sign = if cell.is_some() { pen.symbols().cursor } else { " " };
    pen.put(area.x, area.y, 2, sign, Role::Accent);
    let named = area.width.saturating_sub(2 + WEIGHT + SHARE + 1).min(48);
    let name = Rect { x: area.x + 2, width: named, ..area };
    let mut cursor = written(&row.cells[0], cell == Some(0), name, pen);
    if row.cells[0].text().is_empty() && cell != Some(0) {
        pen.put(name.x, name.y, name.width, "–", Role::Dim);
    }
    let x = name.right() + 1;
    let weight = Rect { x, width: WEIGHT.min(area.right().saturating_sub(x)), ..area };
    cursor = cursor.or(written(&row.cells[1], cell == Some(1), weight, pen));
    if let Some(share) = share {
        let text = width::pad_left(&scene.locale.percent(share / 100.0, 1), SHARE.into());
        pen.put(weight.right(), area.y, SHARE.min(area.right().saturating_sub(weight.right())), &text, Role::Dim);
    }
    cursor
}
