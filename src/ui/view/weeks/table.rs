//! The weeks as rows, newest first.
use ratatui::layout::Rect;

use super::Sight;
use crate::{
    domain::chronicle::WeekLine,
    text::{locale::Arg, width},
    ui::{Role, pick, screen::Pane, view::pen::Pen},
};

/// Columns of the table: the key of the heading and the width, the most important first.
const COLUMNS: [(&str, u16); 7] = [
    ("weeks-column-score", 7),
    ("weeks-column-change", 8),
    ("weeks-column-pomodoros", 11),
    ("weeks-column-focus", 9),
    ("weeks-column-attainment", 12),
    ("weeks-column-interruptions", 15),
    ("weeks-column-void", 6),
];
/// Columns of the name of a week with the date of its Monday.
const WEEK: u16 = 20;

pub(super) fn draw(sight: &Sight<'_>, template: &str, area: Rect, pen: &mut Pen<'_>) {
    if area.height < 2 || area.width < 12 {
        return;
    }
    let locale = sight.scene.locale;
    let rows = usize::from(area.height - 1);
    let back = usize::try_from(sight.this_week.since(sight.week)).unwrap_or(0);
    let first = pick::first_row(usize::MAX, back, rows);
    let last = sight.this_week.plus(-(first as i32));
    let lines = sight.scene.model.chronicle(template, last, rows as u32);
    let week = if area.width >= 60 { WEEK } else { 10 };
    let start = area.x + 2 + week;
    for (key, x, wide) in columns(start, area.right()) {
        pen.put(x, area.y, wide, &width::pad_left(&locale.text(key), wide.into()), Role::Dim);
    }
    for (row, line) in lines.iter().rev().enumerate() {
        let y = area.y + 1 + row as u16;
        let chosen = line.week == sight.week;
        let role = match (chosen, sight.has_focus(Pane::Weeks)) {
            (true, true) => Role::Selection,
            _ => Role::Text,
        };
        pen.put(area.x, y, 1, if chosen { pen.symbols().cursor } else { " " }, role);
        pen.put(area.x + 2, y, week, &name(sight, line, week), role);
        let cells = cells(sight, line, pen);
        for ((text, role), (_, x, wide)) in cells.into_iter().zip(columns(start, area.right())) {
            pen.put(x, y, wide, &width::pad_left(&text, wide.into()), role);
        }
    }
}

/// The columns that fit between two places: heading, place, width.
fn columns(start: u16, end: u16) -> impl Iterator<Item = (&'static str, u16, u16)> {
    let placed = COLUMNS.into_iter().scan(start, |x, (key, wide)| {
        let at = *x;
        *x = x.saturating_add(wide);
        Some((key, at, wide))
    });
    placed.take_while(move |(_, at, wide)| at + wide <= end)
}

fn name(sight: &Sight<'_>, line: &WeekLine, columns: u16) -> String {
    let locale = sight.scene.locale;
    if columns < WEEK {
        return line.week.to_string();
    }
    format!("{}  {}", line.week, locale.short_date(line.week.monday()))
}

fn cells(sight: &Sight<'_>, line: &WeekLine, pen: &Pen<'_>) -> [(String, Role); 7] {
    let locale = sight.scene.locale;
    let none = || ("–".to_owned(), Role::Dim);
    let tally = &line.tally;
    let count = |count: i64| if count == 0 { none() } else { (count.to_string(), Role::Text) };
    let attainment = line.planned.filter(|planned| *planned > 0).map(|planned| {
        let share = (tally.pomodoros as f64 / planned as f64).min(1.0);
        (locale.percent(share, 0), Role::Text)
    });
    let interruptions = match tally.internal + tally.external {
        0 => none(),
        sum => (
            locale.with(
                "weeks-interruptions",
                &[("sum", Arg::Int(sum)), ("own", Arg::Int(tally.internal)), ("others", Arg::Int(tally.external))],
            ),
            Role::Text,
        ),
    };
    [
        line.score.map_or_else(none, |score| (locale.number(score, 1), Role::Chart1)),
        line.delta.map_or_else(none, |delta| crate::ui::view::assessment::change(sight, delta, pen)),
        count(tally.pomodoros),
        if tally.focus_s < 60 {
            none()
        } else {
            (locale.with("date-hours", &[("hours", Arg::Num(tally.focus_s as f64 / 3600.0, 1))]), Role::Text)
        },
        attainment.unwrap_or_else(none),
        interruptions,
        count(tally.void),
    ]
}
