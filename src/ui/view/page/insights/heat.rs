//! Heatmaps: the hours of a week, and the days of a year. How full a cell is shows by its symbol, not by colour alone.
use ratatui::layout::Rect;

use super::{names, weekday_name};
use crate::{
    domain::insight::{HOURS, Insights, level},
    text::{locale::Arg, width},
    ui::{Role, Scene, view::pen::Pen},
};

fn cell(x: u16, y: u16, columns: u16, level: usize, pen: &mut Pen<'_>) {
    let symbols = &pen.symbols().heat;
    // Nothing is one dot, however wide the cell is.
    let (text, role) = if level == 0 {
        (symbols[0].to_owned(), Role::Border)
    } else {
        (symbols[level.min(4)].repeat(columns.into()), Role::Chart1)
    };
    pen.put(x, y, columns, &text, role);
}

/// Which amounts the cells stand for.
fn legend(scene: &Scene<'_>, most: i64, x: u16, y: u16, columns: u16, pen: &mut Pen<'_>) {
    if most <= 0 {
        return;
    }
    let most = scene.locale.minutes_of(most);
    let [_, cells @ ..] = pen.symbols().heat;
    let text = scene.locale.with("insight-legend", &[("most", Arg::Text(&most))]);
    let x = pen.put(x, y, columns, &cells.concat(), Role::Chart1);
    pen.put(x + 1, y, columns.saturating_sub(5), &text, Role::Dim);
}

/// Focus by weekday and hour with the interruptions of each hour below; gives how many lines were used.
pub(super) fn week(scene: &Scene<'_>, insights: &Insights, area: Rect, pen: &mut Pen<'_>) -> u16 {
    let locale = scene.locale;
    let end = pen.put(area.x, area.y, area.width, &locale.text("insight-week"), Role::Accent);
    let Some(hours) = &insights.hours else {
        pen.put(area.x, area.y + 1, area.width, &locale.text("insight-reading"), Role::Dim);
        return 2;
    };
    let most = hours.most();
    legend(scene, most, end + 3, area.y, area.right().saturating_sub(end + 3), pen);
    let name = names(scene).max(2) + 1;
    let room = area.width.saturating_sub(name);
    let wide = (room / HOURS as u16).clamp(1, 4);
    // Where not all hours fit, those in which something was done are shown first.
    let shown = usize::from(room / wide).min(HOURS);
    let first = if shown < HOURS { first_hour(hours.focus_s.iter(), shown) } else { 0 };
    let x = |hour: usize| area.x + name + (hour - first) as u16 * wide;
    let every = if wide >= 3 {
        1
    } else if wide == 2 {
        2
    } else {
        3
    };
    let mut y = area.y + 1;
    for hour in (first..first + shown).filter(|hour| hour % every == 0) {
        let columns = (wide * every as u16).min(area.right().saturating_sub(x(hour)));
        pen.put(x(hour), y, columns, &hour.to_string(), Role::Dim);
    }
    let fill = if wide > 2 { wide - 1 } else { wide };
    for (weekday, cells) in hours.focus_s.iter().enumerate() {
        y += 1;
        if y >= area.bottom() {
            return area.height;
        }
        pen.put(area.x, y, name, &weekday_name(scene, weekday), Role::Dim);
        for (hour, focus) in cells.iter().enumerate().skip(first).take(shown) {
            cell(x(hour), y, fill, level(*focus, most), pen);
        }
        let total = locale.minutes_of(insights.weekdays[weekday].focus_s);
        let after = x(first + shown) + 1;
        if usize::from(area.right().saturating_sub(after)) >= width::width(&total).max(9) {
            pen.put(after, y, area.right() - after, &total, Role::Dim);
        }
    }
    for (kind, (sign, word)) in [("'", "internal"), ("-", "external")].into_iter().enumerate() {
        if hours.marks.iter().all(|marks| marks[kind] == 0) {
            continue;
        }
        y += 1;
        if y >= area.bottom() {
            return area.height;
        }
        pen.put(area.x, y, name, sign, Role::Dim);
        for hour in first..first + shown {
            let count = hours.marks[hour][kind];
            let text = if count == 0 { String::new() } else { count.to_string() };
            let text = if text.len() > usize::from(wide) { "+".to_owned() } else { text };
            let role = if kind == 0 { Role::Chart1 } else { Role::Chart2 };
            pen.put(x(hour), y, wide, &text, role);
        }
        let word = locale.text(&format!("timer-interrupt-{word}"));
        let after = x(first + shown) + 1;
        if usize::from(area.right().saturating_sub(after)) >= width::width(&word).max(9) {
            pen.put(after, y, area.right() - after, &word, Role::Dim);
        }
    }
    if hours.untimed > 0 && y + 1 < area.bottom() {
        y += 1;
        let said = locale.with("insight-untimed", &[("count", Arg::Int(hours.untimed.into()))]);
        pen.put(area.x, y, area.width, &said, Role::Dim);
    }
    y + 1 - area.y
}

/// The first hour of the `shown` ones that hold the most focus.
fn first_hour<'h>(weekdays: impl Iterator<Item = &'h [i64; HOURS]>, shown: usize) -> usize {
    let mut sums = [0_i64; HOURS];
    for day in weekdays {
        for (sum, focus) in sums.iter_mut().zip(day) {
            *sum += focus;
        }
    }
    let held = |first: &usize| sums[*first..(*first + shown).min(HOURS)].iter().sum::<i64>();
    (0..=HOURS - shown).rev().max_by_key(held).unwrap_or(0)
}

/// The year that ends with the present week, a column a week; gives how many lines were used.
pub(in crate::ui::view) fn year(scene: &Scene<'_>, area: Rect, pen: &mut Pen<'_>) -> u16 {
    let locale = scene.locale;
    let weeks = scene.model.year(scene.moment);
    let name = names(scene).max(2) + 1;
    let room = area.width.saturating_sub(name);
    let wide = if usize::from(room) >= weeks.len() * 2 { 2 } else { 1 };
    let shown = usize::from(room / wide).min(weeks.len());
    let weeks = &weeks[weeks.len() - shown..];
    let days = || weeks.iter().flat_map(|(_, days)| days.iter().flatten());
    let most = days().copied().max().unwrap_or(0);
    let active = days().filter(|focus| **focus > 0).count();
    let end = pen.put(area.x, area.y, area.width, &locale.text("insight-year"), Role::Accent);
    let count = locale.with("insight-days", &[("count", Arg::Int(active as i64))]);
    let begins =
        pen.line_right(Rect { x: end, width: area.right().saturating_sub(end), ..area }, &[(count, Role::Dim)]);
    legend(scene, most, end + 3, area.y, begins.saturating_sub(end + 4), pen);
    let x = |week: usize| area.x + name + week as u16 * wide;
    let (mut y, mut free) = (area.y + 1, 0);
    if y >= area.bottom() {
        return area.height;
    }
    for (at, (week, _)) in weeks.iter().enumerate() {
        // The week in which a month begins bears its name, where there is room for it.
        let Some(month) = week.days().find(|day| day.day() == 1).map(|day| day.month()) else { continue };
        let text = locale.text(&format!("date-month-{month}"));
        let columns = width::width(&text) as u16;
        // The last one begins earlier where it would reach out.
        let begins = x(at).min(area.right().saturating_sub(columns));
        if begins >= free {
            // A month that ends in a sign for it needs no gap.
            free = pen.put(begins, y, columns, &text, Role::Dim) + u16::from(text.is_ascii());
        }
    }
    for weekday in 0..7 {
        y += 1;
        if y >= area.bottom() {
            return area.height;
        }
        if weekday % 2 == 0 {
            pen.put(area.x, y, name, &weekday_name(scene, weekday), Role::Dim);
        }
        for (at, (_, days)) in weeks.iter().enumerate() {
            if let Some(focus) = days[weekday] {
                cell(x(at), y, wide, level(focus, most), pen);
            }
        }
    }
    y + 1 - area.y
}
