//! The weeks on the whole screen: score with goals and forecast, objective score, what may be said, the table.
use ratatui::layout::Rect;

use super::{AXIS, compare, table, week_label};
use crate::{
    domain::{
        forecast::Missing,
        template::Template,
        weekly::{Course, History, NoForecast},
    },
    text::{course, locale::Arg, look_back, width},
    ui::{
        Intent, Role, pick,
        view::{
            Sight, chart,
            pen::{Pen, Piece},
        },
    },
};

/// Weeks from which trend, goals and forecast are told.
const WEEKS: u32 = 52;
/// Most weeks of the forecast that are drawn.
const AHEAD: u16 = 16;

pub(super) fn draw(sight: &Sight<'_>, template: &Template, slots: u16, area: Rect, pen: &mut Pen<'_>) {
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    // The window ends with the present week for as long as the selected one is in it.
    let ahead = (slots / 3).min(AHEAD);
    let back = usize::try_from(sight.this_week.since(sight.week)).unwrap_or(0);
    let start = pick::first_row(usize::MAX, back, usize::from(slots - ahead));
    let last = sight.this_week.plus(-(start as i32));
    let history = sight.scene.model.weekly(
        &template.id,
        last,
        WEEKS.max(slots.into()),
        sight.scene.model.today(sight.scene.moment),
    );
    let ahead = if start == 0 && looks_ahead(&history) { ahead } else { 0 };
    let plot = (area.height * 3 / 10).min(14);
    let mut below = area;
    if plot >= 4 {
        let high = charts(sight, &history, slots - ahead, ahead, Rect { height: plot, ..area }, area, pen);
        below.y += high;
        below.height = area.height.saturating_sub(high);
    }
    if sight.scene.screen.compared.is_some_and(|week| week != sight.week) {
        below.y += u16::from(below.height > 12);
        below.height = area.bottom().saturating_sub(below.y);
        return compare::draw(sight, template, below, pen);
    }
    if below.height >= 6 {
        let most = if below.height >= 11 { 4 } else { 2 };
        for line in said(sight, &history, area.width, pen).iter().take(most) {
            pen.line(Rect { height: 1, ..below }, line);
            below.y += 1;
            below.height -= 1;
        }
        if below.height > 10 {
            below.y += 1;
            below.height -= 1;
        }
    }
    table::draw(sight, &template.id, below, pen);
}

/// Whether there is something to draw in the weeks to come.
fn looks_ahead(history: &History) -> bool {
    let open = |course: Course| matches!(course, Course::OnCourse | Course::Behind(_));
    history.forecast.is_ok() || history.goals.iter().any(|progress| open(progress.course))
}

/// Draws the charts; gives the rows that they take.
fn charts(
    sight: &Sight<'_>,
    history: &History,
    shown: u16,
    ahead: u16,
    area: Rect,
    whole: Rect,
    pen: &mut Pen<'_>,
) -> u16 {
    let locale = sight.scene.locale;
    let skip = history.weeks.len().saturating_sub(shown.into());
    let weeks = &history.weeks[skip..];
    let plot = Rect { x: area.x + AXIS, width: area.width.saturating_sub(AXIS), ..area };
    let mut labels: Vec<Piece> = weeks.iter().map(|row| week_label(sight, row.line.week)).collect();
    let to_come = || (1..=i32::from(ahead)).map(|on| sight.this_week.plus(on));
    labels.extend(to_come().map(|week| week_label(sight, week)));
    if weeks.iter().all(|row| row.line.score.is_none()) {
        let key = super::super::footer::key_name(sight.scene, Intent::Score);
        let text = locale.with("weeks-none", &[("key", Arg::Text(&key))]);
        for (y, line) in (area.y..area.bottom()).zip(width::wrap(&text, usize::from(area.width))) {
            pen.put(area.x, y, area.width, &line, Role::Dim);
        }
    } else {
        scores(sight, history, skip, ahead, area, plot, pen);
    }
    let mut y = area.bottom();
    chart::labels(pen, Rect { y, height: 1, ..plot }, &labels);
    y += 1;
    // The bars of the weeks stand below their points.
    let part = |of: usize| (f64::from(plot.width) * of as f64 / labels.len().max(1) as f64).round() as u16;
    let wide = part(weeks.len()).min(plot.width);
    let rows = if whole.height >= 28 { 2 } else { 1 };
    let objective: Vec<Option<f64>> = weeks.iter().map(|row| row.objective.score).collect();
    if objective.iter().any(Option::is_some) {
        pen.put(area.x, y + rows - 1, AXIS - 1, &locale.text("weeks-objective-short"), Role::Dim);
        chart::bars(pen, Rect { y, height: rows, width: wide, ..plot }, &objective, (0.0, 100.0), Role::Chart3);
        y += rows;
    }
    let pomodoros: Vec<i64> = weeks.iter().map(|row| row.line.tally.pomodoros).collect();
    pen.put(area.x, y, AXIS - 1, &locale.text("weeks-pomodoros-short"), Role::Dim);
    chart::columns(pen, Rect { y, height: 1, width: wide, ..plot }, &pomodoros, Role::Chart2);
    y + 1 - area.y + u16::from(whole.height >= 28)
}

/// The line of S with its smoothed line, the goals, and the band of what is to come.
fn scores(sight: &Sight<'_>, history: &History, skip: usize, ahead: u16, area: Rect, plot: Rect, pen: &mut Pen<'_>) {
    let locale = sight.scene.locale;
    let weeks = &history.weeks[skip..];
    let padded = |values: Vec<Option<f64>>| {
        let mut values = values;
        values.resize(weeks.len() + usize::from(ahead), None);
        values
    };
    let score: Vec<Option<f64>> = padded(weeks.iter().map(|row| row.line.score).collect());
    let smooth: Vec<Option<f64>> = padded(weeks.iter().map(|row| row.ewma).collect());
    let last = weeks.iter().rposition(|row| row.line.score.is_some());
    // The band opens from the last score.
    let band = |of: fn(&crate::domain::forecast::Band) -> f64| -> Vec<Option<f64>> {
        let from = last.and_then(|at| Some((at, score[at]?)));
        (0..score.len())
            .map(|at| match from {
                Some((last, score)) if at == last => Some(score),
                Some((last, _)) if at > last && ahead > 0 => {
                    let week = weeks.first()?.line.week.plus(i32::try_from(at).ok()?);
                    history.band(week).as_ref().map(of)
                }
                _ => None,
            })
            .collect()
    };
    let (low, mid, high) = (band(|band| band.low), band(|band| band.mid), band(|band| band.high));
    let open = || history.goals.iter().filter(|goal| !matches!(goal.course, Course::Reached | Course::Missed));
    let values = score.iter().chain(&low).chain(&high).flatten().copied();
    let bounds = chart::bounds(values.chain(open().map(|goal| goal.goal.target)), 10.0);
    let number = |value: f64| width::pad_left(&locale.number(value, 0), 3);
    pen.put(area.x, plot.y, 3, &number(bounds.1), Role::Dim);
    pen.put(area.x, plot.bottom() - 1, 3, &number(bounds.0), Role::Dim);
    for progress in open() {
        let week = course::week_text(progress.goal.by, sight.this_week, locale);
        let word = format!("{} {week}", locale.text("weeks-goal"));
        chart::level(pen, plot, progress.goal.target, bounds, "");
        // On the left, where the band of what is to come does not cover it.
        if let Some(y) = chart::row(plot, progress.goal.target, bounds) {
            pen.put(plot.x + 1, y, plot.width.saturating_sub(1), &format!(" {word} "), Role::Dim);
        }
    }
    chart::line(pen, plot, &smooth, bounds, Role::Dim);
    if ahead > 0 && history.forecast.is_ok() {
        chart::line(pen, plot, &low, bounds, Role::Chart3);
        chart::line(pen, plot, &high, bounds, Role::Chart3);
        chart::line(pen, plot, &mid, bounds, Role::Dim);
    }
    chart::line(pen, plot, &score, bounds, Role::Chart1);
}

/// What may be said: the trend with its claim, each goal with its course, when it may be reached or what
/// a forecast lacks. As many in a line as fit.
fn said(sight: &Sight<'_>, history: &History, columns: u16, pen: &Pen<'_>) -> Vec<Vec<Piece>> {
    let locale = sight.scene.locale;
    let mut parts: Vec<Piece> = Vec::new();
    let (slope, claim) = course::trend_text(&history.trend, locale);
    parts.push((claim, Role::Text));
    parts.extend(slope.map(|slope| (slope, Role::Dim)));
    let smooth = history.weeks.iter().rev().find_map(|row| row.ewma);
    parts.extend(smooth.map(|level| (locale.with("weeks-smooth", &[("score", Arg::Num(level, 1))]), Role::Dim)));
    for progress in &history.goals {
        let role = match progress.course {
            Course::Reached | Course::OnCourse => Role::Good,
            Course::Behind(_) | Course::Missed => Role::Warn,
            Course::Unscored => Role::Dim,
        };
        let goal = course::goal_text(progress, locale);
        parts.push((format!("{goal}: {}", course::course_text(progress.course, locale)), role));
    }
    if let Some(rate) = history.forecast.ok().and_then(|found| found.rate) {
        let rate = locale.percent(rate, 1);
        parts.push((locale.with("weeks-growth", &[("rate", Arg::Text(&rate))]), Role::Dim));
    }
    let forecast = match history.forecast {
        Err(NoForecast::NoGoal) => Some(locale.text("weeks-no-goal")),
        Err(NoForecast::Missing(Missing::GoalReached)) => Some(locale.text("weeks-goal-reached")),
        known => course::forecast_text(known, "–", locale),
    };
    parts.extend(forecast.map(|text| (text, Role::Dim)));
    if let Some(row) = history.weeks.iter().find(|row| row.line.week == sight.week && row.objective.score.is_some()) {
        let mut said = look_back::objective(&row.objective, row.combined, locale);
        said[0] = format!("{}: {}", locale.week(sight.week.number()), said[0]);
        parts.extend(said.into_iter().map(|part| (part, Role::Dim)));
    }
    joined(parts, columns, pen)
}

/// Pieces in lines, as many in each as fit.
pub(in crate::ui::view) fn joined(parts: Vec<Piece>, columns: u16, pen: &Pen<'_>) -> Vec<Vec<Piece>> {
    let gap = format!(" {} ", pen.symbols().dot);
    let mut lines: Vec<Vec<Piece>> = Vec::new();
    let mut used = 0;
    for (text, role) in parts.into_iter().filter(|(text, _)| !text.is_empty()) {
        let wide = width::width(&text);
        match lines.last_mut() {
            Some(line) if used + width::width(&gap) + wide <= usize::from(columns) => {
                line.push((gap.clone(), Role::Dim));
                line.push((text, role));
                used += width::width(&gap) + wide;
            }
            _ => {
                lines.push(vec![(text, role)]);
                used = wide;
            }
        }
    }
    lines
}
