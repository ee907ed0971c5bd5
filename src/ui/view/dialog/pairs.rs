//! Two dimensions against each other, what the judgments come to, and which of them fits least.
use ratatui::layout::Rect;

use crate::{
    domain::{
        ahp::Priorities,
        score::{round_shares, units_to_value},
    },
    text::{
        locale::{Arg, Lang},
        width,
    },
    ui::{Role, Scene, form::PairForm, pick, view::pen::Pen},
};

/// Steps of the scale on each side.
const SIDE: i8 = 8;

pub(super) fn draw(scene: &Scene<'_>, form: &PairForm, area: Rect, pen: &mut Pen<'_>) {
    let locale = scene.locale;
    let chinese = locale.lang() == Lang::ZhCn;
    let Some(template) = scene.model.template(&form.template) else { return };
    let name = |index: usize| template.dimensions.get(index).map_or("", |known| known.name.in_chinese(chinese));
    let wide = area.width.min(72);
    let text_wide = usize::from(wide.saturating_sub(4)).max(1);
    let hint = width::wrap(&locale.text("help-form-pairs"), text_wide);
    let found = form.found();
    let mut below: Vec<(String, Role)> = Vec::new();
    if let Some(Ok(found)) = &found {
        below.extend(said(scene, form, found, &name, text_wide));
    } else {
        below.push((locale.text("assess-pairs-later"), Role::Dim));
    }
    if let Some(error) = &form.error {
        below.extend(width::wrap(error, text_wide).into_iter().map(|line| (line, Role::Bad)));
    }
    let dimensions = form.dimensions.len() as u16;
    let high = 2 + 5 + dimensions + below.len() as u16 + hint.len() as u16;
    let (judged, all) = form.pairs.progress();
    let title = format!("{} {} {judged}/{all}", locale.text("assess-pairs"), pen.symbols().dot);
    let inner = super::window(scene, area, wide, high, &title, pen);
    let mut y = question(scene, form, &name, inner, pen);
    let gap = u16::from(inner.height >= high - 2);
    y += gap;
    let left = inner.bottom().saturating_sub(y);
    let list = left.saturating_sub(below.len() as u16 + gap + hint.len() as u16).max(left.min(1)).min(dimensions);
    let asked = form.pairs.question().map_or(0, |(_, column)| column);
    let first = pick::first_row(form.dimensions.len(), asked, list.into());
    let weights = found.as_ref().and_then(|found| found.as_ref().ok()).map(|found| found.weights.as_slice());
    let shown = weights.and_then(|weights| round_shares(weights, 1));
    for index in (first..form.dimensions.len()).take(list.into()) {
        let share = shown.as_ref().map(|units| units_to_value(units[index], 1));
        let row = Rect { y, height: 1, ..inner };
        weight(scene, form, index, name(index), share, row, pen);
        y += 1;
    }
    y += gap;
    let texts = below.into_iter().chain(hint.into_iter().map(|line| (line, Role::Dim)));
    for (y, (line, role)) in (y..inner.bottom()).zip(texts) {
        pen.put(inner.x, y, inner.width, &line, role);
    }
}

/// The question with its scale; gives the row below.
fn question<'n>(
    scene: &Scene<'_>,
    form: &PairForm,
    name: &impl Fn(usize) -> &'n str,
    area: Rect,
    pen: &mut Pen<'_>,
) -> u16 {
    let locale = scene.locale;
    let Some((row, column)) = form.pairs.question() else {
        let text = width::wrap(&locale.text("assess-pairs-done"), usize::from(area.width));
        for (y, line) in (area.y..area.bottom()).zip(&text) {
            pen.put(area.x, y, area.width, line, Role::Text);
        }
        return area.y.saturating_add(text.len() as u16);
    };
    let half = area.width / 2;
    let marks = form.judgment.marks();
    let role = |chosen: bool| if chosen { Role::Accent } else { Role::Text };
    let (first, second) = (width::cut(name(row), half.saturating_sub(1).into()), name(column));
    pen.put(area.x, area.y, half, &first, role(marks > 0));
    let place = Rect { x: area.x + half, width: area.width - half, height: 1, ..area };
    let second = width::cut(second, place.width.into());
    pen.line_right(place, &[(second.into_owned(), role(marks < 0))]);
    // The scale runs from the first on the left to the second on the right.
    let cells = u16::from(SIDE.unsigned_abs()) * 2 + 1;
    let step = (area.width / cells).clamp(1, 3);
    let x = area.x + area.width.saturating_sub(cells * step) / 2;
    let symbols = pen.symbols();
    for (index, at) in (-SIDE..=SIDE).rev().enumerate() {
        let (symbol, role) = match at {
            at if at == marks => (symbols.block[0], Role::Accent),
            0 => (symbols.frame[5], Role::Dim),
            _ => (symbols.dot, Role::Dim),
        };
        pen.put(x + index as u16 * step + step / 2, area.y + 1, 1, symbol, role);
    }
    let said = match marks {
        0 => locale.text("assess-pairs-same"),
        marks => {
            let (more, less) = if marks > 0 { (name(row), name(column)) } else { (name(column), name(row)) };
            let times = i64::from(marks.unsigned_abs()) + 1;
            let args = [("more", Arg::Text(more)), ("less", Arg::Text(less)), ("times", Arg::Int(times))];
            locale.with("assess-pairs-more", &args)
        }
    };
    let mut y = area.y + 2;
    for line in width::wrap(&said, usize::from(area.width)).iter().take(2) {
        pen.put(area.x, y, area.width, line, Role::Text);
        y += 1;
    }
    y
}

fn weight(
    scene: &Scene<'_>,
    form: &PairForm,
    index: usize,
    name: &str,
    share: Option<f64>,
    area: Rect,
    pen: &mut Pen<'_>,
) {
    let asked = form.pairs.question().is_some_and(|(row, column)| index == row || index == column);
    let named = (area.width * 2 / 5).min(28);
    let role = if asked { Role::Text } else { Role::Dim };
    let x = pen.put(area.x, area.y, named, &width::pad_right(name, named.into()), role);
    let text = share.map_or_else(|| "–".to_owned(), |share| scene.locale.percent(share / 100.0, 1));
    let x = pen.put(x, area.y, 8, &width::pad_left(&text, 8), Role::Text);
    let room = area.right().saturating_sub(x + 2);
    if room >= 4 {
        pen.bar(x + 2, area.y, room.min(30), share.unwrap_or(0.0) / 100.0, Role::Chart1);
    }
}

/// λ, CI and CR, and the judgment that fits least.
fn said<'n>(
    scene: &Scene<'_>,
    form: &PairForm,
    found: &Priorities,
    name: &impl Fn(usize) -> &'n str,
    columns: usize,
) -> Vec<(String, Role)> {
    let locale = scene.locale;
    let numbers =
        [("lambda", Arg::Num(found.lambda, 3)), ("ci", Arg::Num(found.index, 3)), ("cr", Arg::Num(found.ratio, 3))];
    let (judged, all) = form.pairs.progress();
    let mut text = locale.with("assess-pairs-result", &numbers);
    if judged < all {
        text = format!("{text} {}", locale.text("assess-pairs-so-far"));
    }
    let role = if found.acceptable() { Role::Good } else { Role::Bad };
    let mut lines = vec![(text, role)];
    if let Some(worst) = found.most_inconsistent.filter(|worst| worst.log_error > 1e-9) {
        let args = [
            ("first", Arg::Text(name(worst.row))),
            ("second", Arg::Text(name(worst.column))),
            ("given", Arg::Num(worst.given, 2)),
            ("implied", Arg::Num(worst.implied, 2)),
        ];
        let text = locale.with("assess-pairs-worst", &args);
        lines.extend(width::wrap(&text, columns).into_iter().map(|line| (line, Role::Warn)));
    }
    lines
}
