//! From one score to another: what each part adds, as bars that hang on each other.
use ratatui::layout::Rect;

use super::{Sight, pen::Pen};
use crate::{
    domain::{score::waterfall, standing::Standing},
    text::{locale::Arg, width},
    ui::Role,
};

/// Columns of a number.
const NUMBER: u16 = 7;

/// Draws what made the change of a standing; gives the row below. Nothing where there is no change.
pub(super) fn draw(sight: &Sight<'_>, standing: &Standing<'_>, area: Rect, pen: &mut Pen<'_>) -> u16 {
    let locale = sight.scene.locale;
    let shown = standing.shown();
    let (Some(before), Some(against)) = (shown.before, standing.against) else { return area.y };
    let week =
        |week: crate::domain::week::Week| locale.with("date-week-short", &[("week", Arg::Int(week.number().into()))]);
    let names: Vec<&str> = standing.lines.iter().map(|line| super::assessment::word(sight, &line.name)).collect();
    let named = names.iter().map(|name| width::width(name)).max().unwrap_or(0) as u16 + 1;
    let named = named.clamp(5, (area.width * 2 / 5).max(5));
    // Only where weights changed is there something to tell apart.
    let by_weight = shown.effects.filter(|(_, weights)| *weights != 0.0).map(|_| &shown.by_weight);
    let number = if by_weight.is_some() { NUMBER * 2 + 2 } else { NUMBER };
    let parts: Vec<f64> = shown.contributions.iter().map(|part| part.unwrap_or(0.0)).collect();
    let levels = waterfall(before, &parts);
    let scale = Scale::around(&levels, area.width.saturating_sub(named + number + 2));
    let mut y = area.y;
    let mut row = |name: &str,
                   said: String,
                   weights: Option<f64>,
                   role: Role,
                   bar: (f64, f64),
                   bar_role: Role,
                   pen: &mut Pen<'_>| {
        if y >= area.bottom() {
            return;
        }
        pen.put(area.x, y, named, name, Role::Text);
        let x = area.x.saturating_add(named);
        pen.put_right(x, y, NUMBER.min(area.right().saturating_sub(x)), &said, role);
        if let Some(weights) = weights {
            let change = locale.signed(weights, 1);
            let text = locale.with("assess-by-weight", &[("change", Arg::Text(&change))]);
            let x = x.saturating_add(NUMBER);
            let room = (NUMBER + 2).min(area.right().saturating_sub(x));
            pen.put(x, y, room, &width::pad_left(&text, usize::from(NUMBER) + 2), Role::Dim);
        }
        scale.bar(pen, x.saturating_add(number + 2), y, bar, bar_role);
        y += 1;
    };
    let low = scale.low;
    row(&week(against), locale.number(before, 1), None, Role::Dim, (low, before), Role::Border, pen);
    for (index, name) in names.iter().enumerate() {
        let (from, to) = (levels[index], levels[index + 1]);
        let role = match parts[index] {
            part if part > 0.0 => Role::Good,
            part if part < 0.0 => Role::Bad,
            _ => Role::Dim,
        };
        let number = shown.contributions[index].map_or_else(|| "–".to_owned(), |part| locale.signed(part, 1));
        row(name, number, by_weight.and_then(|parts| parts[index]), role, (from.min(to), from.max(to)), role, pen);
    }
    row(
        &week(standing.assessment.week),
        locale.number(shown.score, 1),
        None,
        Role::Accent,
        (low, shown.score),
        Role::Chart1,
        pen,
    );
    y
}

/// Values as columns.
struct Scale {
    low: f64,
    high: f64,
    columns: u16,
}

impl Scale {
    fn around(levels: &[f64], columns: u16) -> Self {
        let (low, high) = levels
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), level| (low.min(*level), high.max(*level)));
        // Some ground below the lowest level, so that the ends are bars too.
        let room = ((high - low) / 3.0).max(1.0);
        Self { low: low - room, high: high.max(low + 1.0), columns }
    }

    fn place(&self, value: f64) -> u16 {
        let share = (value - self.low) / (self.high - self.low);
        if share.is_finite() { (share.clamp(0.0, 1.0) * f64::from(self.columns)).round() as u16 } else { 0 }
    }

    fn bar(&self, pen: &mut Pen<'_>, x: u16, y: u16, (from, to): (f64, f64), role: Role) {
        if self.columns < 6 {
            return;
        }
        let (start, end) = (self.place(from), self.place(to));
        let [full, ..] = pen.symbols().bar;
        let end = if from < to { end.max(start + 1) } else { end };
        for at in start..end.min(self.columns) {
            pen.put(x.saturating_add(at), y, 1, full, role);
        }
    }
}
