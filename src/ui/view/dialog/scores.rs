//! Scores being entered: a slider a dimension, S and its change as they come out.
use ratatui::layout::{Position, Rect};

use crate::{
    text::{
        locale::{Arg, Lang},
        width,
    },
    ui::{Role, Scene, form::ScoreForm, pick, view::pen::Pen},
};

pub(super) fn draw(scene: &Scene<'_>, form: &ScoreForm, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let locale = scene.locale;
    let chinese = locale.lang() == Lang::ZhCn;
    let template = scene.model.template(&form.template)?;
    let wide = area.width.min(72);
    let text_wide = usize::from(wide.saturating_sub(4)).max(1);
    let dimension = template.dimensions.iter().find(|dimension| form.dimensions.get(form.at) == Some(&dimension.id));
    let question = dimension.map_or("", |dimension| dimension.question.in_chinese(chinese));
    let question = width::wrap(question, text_wide);
    let hint = width::wrap(&locale.text("help-form-scores"), text_wide);
    let error = form.error.as_ref().map_or_else(Vec::new, |text| width::wrap(text, text_wide));
    let rows = form.dimensions.len() as u16;
    let high = 2 + 2 + rows + 2 + (question.len().max(2) + error.len() + hint.len()) as u16;
    let dot = pen.symbols().dot;
    let title = format!("{} {dot} {}", template.name.in_chinese(chinese), form.week);
    let inner = super::window(scene, area, wide, high, &title, pen);
    let total = form.total().map_or_else(|| "–".to_owned(), |total| locale.number(total, 1));
    let mut pieces = vec![("S ".to_owned(), Role::Dim), (total, Role::Accent)];
    if let Some(share) = form.coverage().filter(|share| *share < 0.9995 && !form.retest) {
        let share = locale.percent(share, 0);
        pieces.push((format!("  {}", locale.with("assess-coverage", &[("share", Arg::Text(&share))])), Role::Warn));
    }
    if let Some(change) = form.change() {
        let [better, worse, same] = pen.symbols().trend;
        let text = locale.number(change.abs(), 1);
        let (symbol, role) = match change {
            _ if text == "0.0" => (same, Role::Dim),
            change if change > 0.0 => (better, Role::Good),
            _ => (worse, Role::Bad),
        };
        pieces.push((format!("   {symbol} {text}"), role));
    }
    if form.retest {
        pieces.push((format!("   {}", locale.text("assess-retest")), Role::Warn));
    }
    pen.line(Rect { height: 1, ..inner }, &pieces);
    let names: Vec<&str> = form
        .dimensions
        .iter()
        .map(|id| template.dimensions.iter().find(|d| d.id == *id).map_or(id.as_str(), |d| d.name.in_chinese(chinese)))
        .collect();
    let named = (names.iter().map(|name| width::width(name)).max().unwrap_or(0) as u16 + 1).min(inner.width / 2);
    let gap = u16::from(inner.height >= high - 2);
    let list = Rect { y: inner.y + 1 + gap, height: inner.height.saturating_sub(1 + gap), ..inner };
    let shown = rows.min(list.height);
    let first = pick::first_row(names.len(), form.at, shown.into());
    for (line, at) in (first..names.len()).take(shown.into()).enumerate() {
        let y = list.y + line as u16;
        slider(scene, form, at, names[at], named, Rect { y, height: 1, ..list }, pen);
    }
    let mut y = list.y + shown + gap;
    let cursor = note(scene, form, Rect { y, height: inner.bottom().saturating_sub(y), ..inner }, pen);
    let noted = form.writes || form.notes.get(form.at).is_some_and(|note| !note.text().is_empty());
    y += u16::from(noted || inner.height >= high - 2);
    let texts = error.iter().map(|line| (line, Role::Bad)).chain(question.iter().map(|line| (line, Role::Text)));
    let texts = texts.chain(hint.iter().map(|line| (line, Role::Dim)));
    for (y, (line, role)) in (y..inner.bottom()).zip(texts) {
        pen.put(inner.x, y, inner.width, line, role);
    }
    cursor
}

/// The remark on the dimension, where it is written or there is one.
fn note(scene: &Scene<'_>, form: &ScoreForm, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let line = form.notes.get(form.at).filter(|note| form.writes || !note.text().is_empty())?;
    if area.height == 0 {
        return None;
    }
    let name = format!("{}: ", scene.locale.text("task-field-note"));
    let x = pen.put(area.x, area.y, area.width, &name, if form.writes { Role::Accent } else { Role::Dim });
    let room = area.right().saturating_sub(x);
    let (text, at) = line.window(room.into());
    pen.put(x, area.y, room, &text, Role::Text);
    form.writes.then(|| Position::new(x.saturating_add(at as u16).min(area.right().saturating_sub(1)), area.y))
}

fn slider(scene: &Scene<'_>, form: &ScoreForm, at: usize, name: &str, named: u16, area: Rect, pen: &mut Pen<'_>) {
    let locale = scene.locale;
    let active = at == form.at;
    let y = area.y;
    let sign = if active { pen.symbols().cursor } else { " " };
    let role = if active { Role::Selection } else { Role::Text };
    let mut x = pen.put(area.x, y, 2, &format!("{sign} "), role);
    x = pen.put(x, y, named, &width::pad_right(name, named.into()), role);
    let number = |score: f64| locale.number(score, usize::from(score.fract() != 0.0));
    let (text, share, role) = match (form.scores[at], form.ghost(at)) {
        (Some(score), _) => (number(score), form.share(score), Role::Chart1),
        // Last time's score as a ghost: shown, not given.
        (None, Some(before)) => (format!("({})", number(before)), form.share(before), Role::Dim),
        (None, None) => ("–".to_owned(), 0.0, Role::Dim),
    };
    if area.right() >= x + 6 {
        let value = if form.scores[at].is_some() { Role::Text } else { Role::Dim };
        x = pen.put_right(x, y, 6, &text, value);
    }
    let mut room = area.right().saturating_sub(x + 2);
    if room >= 30 {
        let weight = locale.percent(form.weight(at), 0);
        pen.put(x, y, 7, &width::pad_left(&weight, 7), Role::Dim);
        x += 7;
        room -= 7;
        if let (Some(score), Some(before)) = (form.scores[at], form.ghost(at)) {
            let since = locale.with(
                "assess-before",
                &[("score", Arg::Text(&number(before))), ("change", Arg::Text(&locale.signed(score - before, 0)))],
            );
            pen.put(area.right() - 13, y, 13, &width::pad_left(&since, 13), Role::Dim);
        }
        room = room.saturating_sub(15);
    }
    if room >= 4 {
        pen.bar(x + 2, y, room, share, role);
        // Where it stood the last time.
        if let Some(before) = form.ghost(at).filter(|_| form.scores[at].is_some()) {
            let place = (form.share(before).clamp(0.0, 1.0) * f64::from(room - 1)).round() as u16;
            let [.., mark, _, _] = pen.symbols().frame;
            pen.put(x + 2 + place, y, 1, mark, Role::Warn);
        }
    }
}
