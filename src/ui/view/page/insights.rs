//! The view of when and how one works: heatmaps, interruptions, estimates. Sums with what is behind them, no causes.
pub(in crate::ui::view) mod heat;

use ratatui::layout::Rect;

use super::super::{
    Sight,
    pen::{Pen, Piece},
};
use crate::{
    domain::{
        estimate::Accuracy,
        insight::{Insights, LEAST_ESTIMATES},
    },
    text::{locale::Arg, width},
    ui::{Intent, Role, Scene, page::insights::PARTS},
};

pub(super) fn draw(sight: &Sight<'_>, area: Rect, pen: &mut Pen<'_>) {
    let scene = sight.scene;
    let looks = &scene.screen.pages.insights;
    let insights = scene.model.insights(looks.weeks(), scene.moment);
    let right = [(span(scene, looks.weeks(), &insights), Role::Dim)];
    pen.frame(area, &scene.locale.text("insight-title"), &right, scene.screen.dialog.is_none());
    if area.width < 12 || area.height < 3 {
        return;
    }
    let mut rest = Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 };
    if insights.tally.started == 0 && scene.model.book.ledger.sessions() == 0 {
        for (y, line) in
            (rest.y..rest.bottom()).zip(width::wrap(&scene.locale.text("insight-empty"), rest.width.into()))
        {
            pen.put(rest.x, y, rest.width, &line, Role::Dim);
        }
        return;
    }
    for part in looks.top()..PARTS {
        let used = match part {
            0 => heat::week(scene, &insights, rest, pen),
            1 => heat::year(scene, rest, pen),
            2 => interruptions(scene, &insights, rest, pen),
            _ => estimates(scene, insights.estimates.as_ref(), rest, pen),
        };
        let used = (used + 1).min(rest.height);
        rest = Rect { y: rest.y + used, height: rest.height - used, ..rest };
        if rest.height < 3 {
            break;
        }
    }
}

pub(super) fn hints(_sight: &Sight<'_>) -> Vec<(Intent, &'static str)> {
    vec![(Intent::Left, "help-hint-shorter"), (Intent::Right, "help-hint-longer"), (Intent::Down, "help-hint-more")]
}

fn span(scene: &Scene<'_>, weeks: i32, insights: &Insights) -> String {
    let locale = scene.locale;
    let focus = locale.minutes_of(insights.tally.focus_s);
    let args =
        [("weeks", Arg::Int(weeks.into())), ("focus", Arg::Text(&focus)), ("count", Arg::Int(insights.tally.started))];
    locale.with("insight-span", &args)
}

/// A heading and lines below it; gives how many lines were used.
fn lines(area: Rect, heading: &str, lines: &[Vec<Piece>], pen: &mut Pen<'_>) -> u16 {
    pen.put(area.x, area.y, area.width, heading, Role::Accent);
    for (y, line) in (area.y + 1..area.bottom()).zip(lines) {
        pen.line(Rect { y, height: 1, ..area }, line);
    }
    lines.len() as u16 + 1
}

/// Where interruptions come from: by weekday, and how many there are in an hour of focus.
fn interruptions(scene: &Scene<'_>, insights: &Insights, area: Rect, pen: &mut Pen<'_>) -> u16 {
    let locale = scene.locale;
    let total = &insights.tally;
    let rate = |count: i64| match total.focus_s {
        1.. => {
            let rate = count as f64 * 3600.0 / total.focus_s as f64;
            locale.number(rate, if rate > 0.0 && rate < 0.1 { 2 } else { 1 })
        }
        _ => "–".to_owned(),
    };
    let (internal, external) = (rate(total.internal), rate(total.external));
    let args = [
        ("internal", Arg::Text(&internal)),
        ("external", Arg::Text(&external)),
        ("count", Arg::Int(total.internal + total.external)),
    ];
    let heading = locale.text("insight-interruptions");
    let all = locale.with("insight-interruptions-all", &args);
    let mut rows = Vec::new();
    if usize::from(area.width) < width::width(&heading) + 3 + width::width(&all) {
        rows.extend(width::wrap(&all, area.width.into()).into_iter().map(|line| vec![(line, Role::Dim)]));
    } else {
        pen.line_right(Rect { height: 1, ..area }, &[(all, Role::Dim)]);
    }
    if total.internal + total.external > 0 {
        let name = names(scene).max(2) + 1;
        let column = usize::from((area.width.saturating_sub(name) / 7).clamp(4, 9));
        let blank = " ".repeat(name.into());
        let days = (0..7).map(|day| width::pad_right(&weekday_name(scene, day), column)).collect::<String>();
        rows.push(vec![(blank, Role::Dim), (days, Role::Dim)]);
        let most = insights.weekdays.iter().map(|day| day.internal.max(day.external)).max().unwrap_or(0).max(1);
        let columns = pen.symbols().column;
        for (sign, role, of) in [("'", Role::Chart1, 0), ("-", Role::Chart2, 1)] {
            let mut row = vec![(width::pad_right(sign, name.into()), Role::Dim)];
            for day in &insights.weekdays {
                let count = [day.internal, day.external][of];
                let high =
                    usize::try_from(count * columns.len() as i64 / (most + 1)).unwrap_or(0).min(columns.len() - 1);
                let text = if count > 0 { format!("{} {count}", columns[high]) } else { "·".to_owned() };
                row.push((width::pad_right(&text, column), if count > 0 { role } else { Role::Border }));
            }
            rows.push(row);
        }
    }
    lines(area, &heading, &rows, pen)
}

/// How far estimates lie from what it took; nothing is claimed of fewer than five tasks.
fn estimates(scene: &Scene<'_>, accuracy: Option<&Accuracy>, area: Rect, pen: &mut Pen<'_>) -> u16 {
    let locale = scene.locale;
    let n = accuracy.map_or(0, |accuracy| accuracy.n);
    let count = Arg::Int(i64::try_from(n).unwrap_or(i64::MAX));
    let mut said = Vec::new();
    match accuracy.filter(|_| n >= LEAST_ESTIMATES) {
        Some(accuracy) => {
            let number = |x: f64| locale.number(x, 2);
            let (ratio, median) = (number(accuracy.geometric_mean_ratio), number(accuracy.median_ratio));
            let args = [("ratio", Arg::Text(&ratio)), ("median", Arg::Text(&median)), ("count", count)];
            said.push((locale.with("insight-estimates-ratio", &args), Role::Text));
            if let Some(interval) = accuracy.interval {
                let (low, high) = (number(interval.low), number(interval.high));
                let args = [("low", Arg::Text(&low)), ("high", Arg::Text(&high))];
                said.push((locale.with("insight-estimates-next", &args), Role::Text));
            }
            let (under, near) = (locale.percent(accuracy.underestimated, 0), locale.percent(accuracy.pred_25, 0));
            let args = [("under", Arg::Text(&under)), ("near", Arg::Text(&near))];
            said.push((locale.with("insight-estimates-shares", &args), Role::Dim));
        }
        None => {
            let args = [("count", count), ("least", Arg::Int(LEAST_ESTIMATES as i64))];
            said.push((locale.with("insight-estimates-few", &args), Role::Dim));
        }
    }
    let wrapped = said
        .into_iter()
        .flat_map(|(text, role)| width::wrap(&text, area.width.into()).into_iter().map(move |line| vec![(line, role)]));
    lines(area, &locale.text("insight-estimates"), &wrapped.collect::<Vec<_>>(), pen)
}

/// The short name of a weekday, 0 for Monday.
fn weekday_name(scene: &Scene<'_>, weekday: usize) -> String {
    let day = jiff::civil::Weekday::from_monday_zero_offset(i8::try_from(weekday % 7).unwrap_or(0));
    scene.locale.weekday(day.unwrap_or(jiff::civil::Weekday::Monday))
}

/// Columns of the longest name of a weekday.
fn names(scene: &Scene<'_>) -> u16 {
    (0..7).map(|day| width::width(&weekday_name(scene, day))).max().unwrap_or(0) as u16
}
