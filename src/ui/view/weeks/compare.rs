//! Two weeks beside each other: what made the difference of their scores, and their figures.
use ratatui::layout::Rect;

use crate::{
    domain::{chronicle::WeekLine, score::units_to_value, template::Template, week::Week},
    text::locale::Arg,
    ui::{
        Role,
        view::{Sight, pen::Pen, waterfall},
    },
};

/// Columns of the name of a figure, and of each of its three values.
const NAME: u16 = 16;
const VALUE: u16 = 9;

pub(super) fn draw(sight: &Sight<'_>, template: &Template, area: Rect, pen: &mut Pen<'_>) {
    let (model, locale) = (sight.scene.model, sight.scene.locale);
    let Some(marked) = sight.scene.screen.compared else { return };
    let (from, to) = (marked.min(sight.week), marked.max(sight.week));
    let title = locale
        .with("weeks-compared", &[("from", Arg::Text(from.to_string().as_str())), ("to", Arg::Text(&to.to_string()))]);
    pen.put(area.x, area.y, area.width, &title, Role::Accent);
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let figures = NAME + VALUE * 3;
    let beside = area.width >= 40 + figures + 4;
    let left = if beside { Rect { width: below.width - figures - 4, ..below } } else { below };
    let before = model.assessment_of(&template.id, from);
    let standing = model.assessment_of(&template.id, to).and_then(|after| model.stand(after, before));
    let mut y = below.y;
    match standing.filter(|_| before.is_some()) {
        Some(standing) => {
            y = waterfall::draw(sight, &standing, left, pen);
            let effects = standing.shown().effects.filter(|(_, weights)| *weights != 0.0);
            if let Some((scores, weights)) = effects.filter(|_| y < left.bottom()) {
                let (scores, weights) = (locale.signed(scores, 1), locale.signed(weights, 1));
                let args = [("scores", Arg::Text(scores.as_str())), ("weights", Arg::Text(&weights))];
                pen.put(left.x, y, left.width, &locale.with("assess-effects", &args), Role::Dim);
                y += 1;
            }
        }
        None => {
            for week in [from, to].into_iter().filter(|week| model.assessment_of(&template.id, *week).is_none()) {
                let text = locale.with("weeks-unscored", &[("week", Arg::Text(&week.to_string()))]);
                pen.put(left.x, y, left.width, &text, Role::Dim);
                y += 1;
            }
        }
    }
    let place = if beside {
        let x = left.right() + 4;
        Rect { x, width: area.right().saturating_sub(x), ..below }
    } else {
        Rect { y: y + 1, height: below.bottom().saturating_sub(y + 1), ..below }
    };
    table(sight, template, (from, to), place, pen);
}

/// The figures of both weeks and their difference.
fn table(sight: &Sight<'_>, template: &Template, (from, to): (Week, Week), area: Rect, pen: &mut Pen<'_>) {
    let locale = sight.scene.locale;
    let line = |week: Week| {
        sight.scene.model.chronicle(&template.id, week, 1, sight.scene.model.today(sight.scene.moment)).pop()
    };
    let (Some(a), Some(b)) = (line(from), line(to)) else { return };
    let head = |week: Week| locale.with("date-week-short", &[("week", Arg::Int(week.number().into()))]);
    row(area, 0, ["", &head(from), &head(to), &locale.text("weeks-column-change")], Role::Dim, pen);
    type Of = fn(&WeekLine) -> Option<f64>;
    let rows: [(&str, Of, usize); 6] = [
        ("weeks-objective", |line| line.inputs().objective().score, 1),
        ("weeks-column-pomodoros", |line| Some(line.tally.pomodoros as f64), 0),
        ("weeks-focus-hours", |line| Some(line.tally.focus_s as f64 / 3600.0), 1),
        ("weeks-attainment-percent", |line| line.inputs().objective().attainment, 0),
        ("weeks-column-interruptions", |line| Some((line.tally.internal + line.tally.external) as f64), 0),
        ("weeks-column-void", |line| Some(line.tally.void as f64), 0),
    ];
    for (index, (key, of, decimals)) in rows.into_iter().enumerate() {
        // The difference of what is shown, so that a reader can check it.
        let units =
            |value: Option<f64>| value.and_then(|value| crate::domain::score::round_units(value, decimals as u8));
        let (first, second) = (units(of(&a)), units(of(&b)));
        let value = |units: i64| units_to_value(units, decimals as u8);
        let text =
            |units: Option<i64>| units.map_or_else(|| "–".to_owned(), |units| locale.number(value(units), decimals));
        let change = first.zip(second).map(|(first, second)| locale.signed(value(second - first), decimals));
        let change = change.unwrap_or_else(|| "–".to_owned());
        row(area, index as u16 + 1, [&locale.text(key), &text(first), &text(second), &change], Role::Text, pen);
    }
}

fn row(area: Rect, at: u16, cells: [&str; 4], role: Role, pen: &mut Pen<'_>) {
    let y = area.y.saturating_add(at);
    if y >= area.bottom() {
        return;
    }
    pen.put(area.x, y, NAME.min(area.width), cells[0], role);
    for (index, text) in cells[1..].iter().enumerate() {
        let x = area.x + NAME + VALUE * index as u16;
        if x + VALUE <= area.right() {
            pen.put_right(x, y, VALUE, text, role);
        }
    }
}
