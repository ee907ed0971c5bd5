//! The weeks pane: the weekly score as a line, pomodoros as columns; on the whole screen with a table.
mod compare;
mod full;
mod table;

pub(super) use full::joined;

use ratatui::layout::Rect;

use super::{
    Sight, chart,
    page::insights::heat,
    pen::{Pen, Piece},
};
use crate::{
    domain::{chronicle::WeekLine, template::Template, week::Week},
    text::{locale::Arg, width},
    ui::{
        Role,
        layout::{Look, Place},
    },
};

/// Columns of the numbers beside a chart.
const AXIS: u16 = 5;
/// Rows of the days of a year, with the one that sets them off.
const YEAR: u16 = 10;
/// Rows that the chart keeps above them.
const LEAST: u16 = 7;

pub(super) fn draw(sight: &Sight<'_>, place: &Place, pen: &mut Pen<'_>) {
    let locale = sight.scene.locale;
    let Some(template) = sight.template else {
        sight.frame(place, "weeks-title", &[], pen);
        return;
    };
    let count = match place.look {
        Look::Full => (place.area.width.saturating_sub(AXIS + 4) / 4).clamp(4, 53),
        Look::Framed => (place.area.width.saturating_sub(AXIS + 6) / 5).clamp(4, 26),
        Look::Strip | Look::Bare => (place.area.width.saturating_sub(AXIS + 6) / 5).clamp(4, 12),
    };
    let span = locale.with("weeks-span", &[("count", Arg::Int(count.into()))]);
    let name = super::assessment::word(sight, &template.name);
    // On the dashboard the pane beside it names the template.
    let span = if place.look == Look::Full { format!("{name} {} {span}", pen.symbols().dot) } else { span };
    let right = [(span, Role::Dim)];
    let inner = sight.frame(place, "weeks-title", &right, pen);
    if inner.width < 12 || inner.height == 0 {
        return;
    }
    match place.look {
        Look::Full => full::draw(sight, template, count, inner, pen),
        _ => {
            let lines = sight.scene.model.chronicle(
                &template.id,
                sight.this_week,
                count.into(),
                sight.scene.model.today(sight.scene.moment),
            );
            if inner.height < 5 {
                strip(sight, &lines, inner, pen)
            } else if inner.height >= YEAR + LEAST && inner.width >= 40 {
                let high = inner.height - YEAR;
                charts(sight, template, &lines, Rect { height: high, ..inner }, pen);
                let year = Rect { x: inner.x + 1, y: inner.y + high + 1, width: inner.width - 2, height: YEAR - 1 };
                heat::year(sight.scene, year, pen);
            } else {
                charts(sight, template, &lines, inner, pen)
            }
        }
    }
}

/// W47, in the accent where it is the selected one.
fn week_label(sight: &Sight<'_>, week: Week) -> Piece {
    let text = sight.scene.locale.with("date-week-short", &[("week", Arg::Int(week.number().into()))]);
    let chosen = sight.scene.screen.week.is_some() && week == sight.week;
    (text, if chosen { Role::Accent } else { Role::Dim })
}

fn charts(sight: &Sight<'_>, template: &Template, lines: &[WeekLine], area: Rect, pen: &mut Pen<'_>) {
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let high = area.height.saturating_sub(2);
    let plot = Rect { x: area.x + AXIS, width: area.width.saturating_sub(AXIS), height: high, ..area };
    line_chart(sight, template, lines, Rect { height: high, ..area }, plot, pen);
    let labels: Vec<Piece> = lines.iter().map(|line| week_label(sight, line.week)).collect();
    chart::labels(pen, Rect { y: area.y + high, height: 1, ..plot }, &labels);
    let bars = Rect { y: area.y + high + 1, height: 1, ..plot };
    let pomodoros: Vec<i64> = lines.iter().map(|line| line.tally.pomodoros).collect();
    pen.put(area.x, bars.y, AXIS - 1, &sight.scene.locale.text("weeks-pomodoros-short"), Role::Dim);
    chart::columns(pen, bars, &pomodoros, Role::Chart2);
}

/// The score line with its goal and its axis; a line of words where nothing was scored.
fn line_chart(sight: &Sight<'_>, template: &Template, lines: &[WeekLine], area: Rect, plot: Rect, pen: &mut Pen<'_>) {
    let scores: Vec<Option<f64>> = lines.iter().map(|line| line.score).collect();
    if scores.iter().all(Option::is_none) {
        let key = super::footer::key_name(sight.scene, crate::ui::Intent::Score);
        let text = sight.scene.locale.with("weeks-none", &[("key", Arg::Text(&key))]);
        for (row, line) in width::wrap(&text, usize::from(area.width)).iter().take(usize::from(area.height)).enumerate()
        {
            pen.put(area.x, area.y + row as u16, area.width, line, Role::Dim);
        }
        return;
    }
    let goal = super::assessment::goal(sight, &template.id).map(|goal| goal.target);
    let bounds = chart::bounds(scores.iter().flatten().copied().chain(goal), 10.0);
    let number = |value: f64| width::pad_left(&sight.scene.locale.number(value, 0), 3);
    pen.put(area.x, plot.y, 3, &number(bounds.1), Role::Dim);
    if plot.height > 1 {
        pen.put(area.x, plot.bottom() - 1, 3, &number(bounds.0), Role::Dim);
    }
    if let Some(goal) = goal {
        chart::level(pen, plot, goal, bounds, &sight.scene.locale.text("weeks-goal"));
    }
    chart::line(pen, plot, &scores, bounds, Role::Chart1);
}

/// One or two lines: the scores and the pomodoros as columns.
fn strip(sight: &Sight<'_>, lines: &[WeekLine], area: Rect, pen: &mut Pen<'_>) {
    let locale = sight.scene.locale;
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let names = [locale.text("weeks-score"), locale.text("weeks-pomodoros")];
    let named = names.iter().map(|name| width::width(name)).max().unwrap_or(0) as u16 + 2;
    let scores: Vec<i64> =
        lines.iter().map(|line| line.score.map_or(0, |score| score.round().max(1.0) as i64)).collect();
    let pomodoros: Vec<i64> = lines.iter().map(|line| line.tally.pomodoros).collect();
    // Scores lie close together: what is common to all is left out, so that their change is seen.
    let least = scores.iter().copied().filter(|score| *score > 0).min().unwrap_or(0);
    let lifted: Vec<i64> = scores.iter().map(|score| if *score > 0 { score - (least - 8).max(0) } else { 0 }).collect();
    let values = |line: usize| match line {
        0 => lines.iter().rev().find_map(|line| line.score).map(|score| locale.number(score, 1)),
        _ => lines.last().map(|line| locale.with("weeks-this", &[("count", Arg::Int(line.tally.pomodoros))])),
    };
    let series = [(&lifted, Role::Chart1), (&pomodoros, Role::Chart2)];
    for (row, (series, role)) in series.into_iter().enumerate().take(usize::from(area.height)) {
        let y = area.y + row as u16;
        pen.put(area.x, y, named.min(area.width), &names[row], Role::Dim);
        let room = area.width.saturating_sub(named);
        let plot = Rect { x: area.x + named, y, width: room.min(lines.len() as u16 * 2), height: 1 };
        chart::columns(pen, plot, series, role);
        let x = plot.right() + 2;
        if let Some(value) = values(row).filter(|_| x < area.right()) {
            pen.put(x, y, area.right() - x, &value, Role::Text);
        }
    }
}
