//! The weeks as rows, newest first.
use ratatui::layout::Rect;

use super::Sight;
use crate::{
    domain::{chronicle::WeekLine, standing::Shown, week::Week},
    text::{
        locale::{Arg, Locale},
        look_back::parts_text,
        width,
    },
    ui::{Role, pick, screen::Pane, view::pen::Pen},
};

/// The columns that a week has besides its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Score,
    Change,
    Contributions,
    Focus,
    Pomodoros,
    Attainment,
    Interruptions,
    Objective,
    Parts,
    Coverage,
    Void,
}

/// The columns with the key of their heading and their width, the most important first. That of the
/// contributions is as wide as there are dimensions.
const COLUMNS: [(Column, &str, u16); 11] = [
    (Column::Score, "weeks-column-score", 7),
    (Column::Change, "weeks-column-change", 8),
    (Column::Contributions, "weeks-column-contributions", 0),
    (Column::Focus, "weeks-column-focus", 9),
    (Column::Pomodoros, "weeks-column-pomodoros", 10),
    (Column::Attainment, "weeks-column-attainment", 11),
    (Column::Interruptions, "weeks-column-interruptions", 14),
    (Column::Objective, "weeks-column-objective", 10),
    (Column::Parts, "weeks-column-parts", PARTS),
    (Column::Coverage, "weeks-column-coverage", 6),
    (Column::Void, "weeks-column-void", 6),
];
/// Columns of the name of a week: 2026-W47.
const WEEK: u16 = 8;
/// Columns of one contribution.
const PART: u16 = 6;
/// Columns of the parts of the objective score, which does not stand without them.
const PARTS: u16 = 22;
/// Columns of the contributions at least: their heading stands apart from the one before.
const LEAST: u16 = 17;
/// Columns that have to be left beside the contributions.
const BESIDE: u16 = 29;

pub(super) fn draw(sight: &Sight<'_>, template: &str, area: Rect, pen: &mut Pen<'_>) {
    if area.height < 2 || area.width < 12 {
        return;
    }
    let locale = sight.scene.locale;
    let rows = usize::from(area.height - 1);
    let back = usize::try_from(sight.this_week.since(sight.week)).unwrap_or(0);
    let first = pick::first_row(usize::MAX, back, rows);
    let last = sight.this_week.plus(-(first as i32));
    let model = sight.scene.model;
    let lines = model.chronicle(template, last, rows as u32, sight.scene.model.today(sight.scene.moment));
    let week = if area.width >= 60 { WEEK + 2 + date_width(locale) } else { WEEK + 2 };
    let start = area.x + 2 + week;
    // One pass over the assessments, however many rows there are.
    let counting = model.counting(template);
    let standing = |week: Week| {
        let at = counting.iter().position(|known| known.week == week)?;
        model.stand(counting[at], at.checked_sub(1).map(|before| counting[before]))
    };
    let dimensions = model.template(template).map_or(0, |template| template.dimensions.len()) as u16;
    let columns = columns(locale, dimensions, start, area.right());
    for (column, key, x, wide) in &columns {
        let text = locale.text(key);
        let text = if *column == Column::Contributions {
            width::center(&text, usize::from(*wide))
        } else {
            width::pad_left(&text, usize::from(*wide))
        };
        pen.put(*x, area.y, *wide, &text, Role::Dim);
    }
    for (row, line) in lines.iter().rev().enumerate() {
        let y = area.y + 1 + row as u16;
        let chosen = line.week == sight.week;
        let marked = sight.scene.screen.compared == Some(line.week);
        let role = match (chosen, sight.has_focus(Pane::Weeks)) {
            (true, true) => Role::Selection,
            _ if marked => Role::Accent,
            _ => Role::Text,
        };
        let sign = match (chosen, marked) {
            (true, _) => pen.symbols().cursor,
            (false, true) => pen.symbols().running,
            (false, false) => " ",
        };
        pen.put(area.x, y, 1, sign, role);
        pen.put(area.x + 2, y, week, &name(sight, line, week), role);
        let parts = columns.iter().any(|(column, ..)| *column == Column::Contributions);
        let parts = line.score.filter(|_| parts).and_then(|_| standing(line.week)).map(|known| known.shown());
        for (column, _, x, wide) in &columns {
            let (text, role) = cell(sight, line, *column, parts.as_ref(), pen);
            pen.put_right(*x, y, *wide, &text, role);
        }
    }
}

/// The columns that fit between two places: which, heading, place, width.
fn columns(locale: &Locale, dimensions: u16, start: u16, end: u16) -> Vec<(Column, &'static str, u16, u16)> {
    let mut x = start;
    let mut placed: Vec<(Column, &'static str, u16, u16)> = Vec::new();
    for (column, key, wide) in COLUMNS {
        let wide = match column {
            Column::Contributions => (dimensions * PART).max(LEAST),
            // A gap before the most hours that a week has, whatever the language calls them.
            Column::Focus => wide.max(width::width(&hours(locale, 167.9)) as u16 + 1),
            _ => wide,
        };
        if column == Column::Parts && !placed.iter().any(|(known, ..)| *known == Column::Objective) {
            continue;
        }
        let beside = match column {
            Column::Contributions => BESIDE,
            Column::Objective => PARTS,
            _ => 0,
        };
        if x.saturating_add(wide).saturating_add(beside) > end {
            if matches!(column, Column::Contributions | Column::Objective) {
                continue;
            }
            break;
        }
        placed.push((column, key, x, wide));
        x += wide;
    }
    placed
}

fn hours(locale: &Locale, hours: f64) -> String {
    locale.with("date-hours", &[("hours", Arg::Num(hours, 1))])
}

/// Columns of the longest date of a Monday.
fn date_width(locale: &Locale) -> u16 {
    let longest = jiff::civil::date(2026, 12, 28);
    width::width(&locale.short_date(longest)) as u16
}

fn name(sight: &Sight<'_>, line: &WeekLine, columns: u16) -> String {
    let locale = sight.scene.locale;
    if columns < WEEK + 3 {
        return line.week.to_string();
    }
    format!("{}  {}", line.week, locale.short_date(line.week.monday()))
}

fn cell(sight: &Sight<'_>, line: &WeekLine, column: Column, shown: Option<&Shown>, pen: &Pen<'_>) -> (String, Role) {
    let locale = sight.scene.locale;
    let none = || ("–".to_owned(), Role::Dim);
    let text = |text: String| (text, Role::Text);
    let tally = &line.tally;
    let count = |count: i64| if count == 0 { none() } else { text(count.to_string()) };
    let found = match column {
        Column::Score => line.score.map(|score| (locale.number(score, 1), Role::Chart1)),
        Column::Change => line.delta.map(|delta| crate::ui::view::assessment::change(sight, delta, pen)),
        Column::Contributions => shown.filter(|shown| shown.delta.is_some()).map(|shown| {
            let parts = shown.contributions.iter().map(|part| {
                let part = part.map_or_else(|| "–".to_owned(), |part| locale.signed(part, 1));
                width::pad_left(&part, PART.into())
            });
            (parts.collect(), Role::Dim)
        }),
        Column::Focus if tally.focus_s < 60 => None,
        Column::Focus => Some(text(hours(locale, tally.focus_s as f64 / 3600.0))),
        Column::Pomodoros => Some(count(tally.pomodoros)),
        Column::Attainment => line.planned.filter(|planned| *planned > 0).map(|planned| {
            let share = (tally.pomodoros as f64 / planned as f64).min(1.0);
            text(locale.percent(share, 0))
        }),
        Column::Interruptions => match tally.internal + tally.external {
            0 => None,
            sum => Some(text(locale.with(
                "weeks-interruptions",
                &[("sum", Arg::Int(sum)), ("own", Arg::Int(tally.internal)), ("others", Arg::Int(tally.external))],
            ))),
        },
        Column::Objective => line.inputs().objective().score.map(|score| (locale.number(score, 1), Role::Chart3)),
        Column::Parts => parts_text(&line.inputs().objective(), "–", locale).map(|parts| (parts, Role::Dim)),
        Column::Coverage => {
            line.coverage.map(|share| (locale.percent(share, 0), if share < 0.9995 { Role::Warn } else { Role::Dim }))
        }
        Column::Void => Some(count(tally.void)),
    };
    found.unwrap_or_else(none)
}
