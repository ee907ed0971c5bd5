//! The assessment pane: S of a week, what changed, and where there is most room.
mod full;

use jiff::civil::Weekday;
use ratatui::layout::Rect;

use super::{
    Sight,
    pen::{Pen, Piece, columns},
};
use crate::{
    domain::{
        commitment::Goal,
        standing::{Line, Standing},
        template::{Dimension, Template, Wording},
        weekly::Course,
    },
    text::{
        course::{course_text, week_text},
        locale::{Arg, Lang},
        width,
    },
    ui::{
        Intent, Role,
        layout::{Look, Place},
        pick,
        screen::Dialog,
    },
};

/// From this width on contribution and room have their columns.
const WIDE: u16 = 62;
/// From this width on the names of the dimensions have room beside their numbers.
const NAMES: u16 = 50;
/// The fewest columns of a name that is cut.
const NAME: usize = 6;
/// With so many rows there is room for all that can be said.
const TALL: u16 = 15;

/// The next goal of a template that is not over yet.
pub(super) fn goal<'a>(sight: &Sight<'a>, template: &str) -> Option<&'a Goal> {
    let goals = sight.scene.model.book.goals.values();
    goals
        .filter(|goal| !goal.deleted && goal.template == template && goal.by >= sight.this_week)
        .min_by_key(|goal| goal.by)
}

/// A change with its sign, its symbol and its role: never told by the colour alone.
pub(super) fn change(sight: &Sight<'_>, delta: f64, pen: &Pen<'_>) -> Piece {
    let text = sight.scene.locale.number(delta.abs(), 1);
    let [better, worse, same] = pen.symbols().trend;
    let (symbol, role) = if text == "0.0" {
        (same, Role::Dim)
    } else if delta > 0.0 {
        (better, Role::Good)
    } else {
        (worse, Role::Bad)
    };
    (format!("{symbol} {text}"), role)
}

pub(super) fn word<'a>(sight: &Sight<'_>, wording: &'a Wording) -> &'a str {
    wording.in_chinese(sight.scene.locale.lang() == Lang::ZhCn)
}

pub(super) fn draw(sight: &Sight<'_>, place: &Place, pen: &mut Pen<'_>) {
    let locale = sight.scene.locale;
    let Some(template) = sight.template else {
        sight.frame(place, "assess-title", &[], pen);
        return;
    };
    let dot = pen.symbols().dot;
    let standing = pick::standing(sight.scene.model, sight.scene.screen, sight.scene.moment);
    // The week of the figures, which is not the present one before that is scored.
    let week = standing.as_ref().map_or(sight.week, |standing| standing.assessment.week);
    let named = if week.year() == sight.this_week.year() { locale.week(week.number()) } else { week.to_string() };
    let title = format!("{} {dot} {named}", word(sight, &template.name));
    let inner = sight.frame(place, "assess-title", &[(title, Role::Dim)], pen);
    let area = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    if area.width < 8 || area.height == 0 {
        return;
    }
    // A retest is made without a look at what was given.
    if matches!(&sight.scene.screen.dialog, Some(Dialog::Scores(form)) if form.retest) {
        return;
    }
    match &standing {
        None => unscored(sight, template, area, pen),
        Some(standing) if area.height < 5 => strip(sight, standing, area, pen),
        Some(standing) if place.look == Look::Full => full::draw(sight, standing, true, area, pen),
        Some(standing) if area.height >= TALL && area.width >= NAMES => full::draw(sight, standing, false, area, pen),
        Some(standing) => dimensions(sight, template, standing, area, pen),
    }
}

/// S, its change, what it is compared with, the goal with its course (in the `gap` below where there is one);
/// that the week is not scored, if it is not.
fn head(sight: &Sight<'_>, standing: &Standing<'_>, gap: bool, area: Rect, pen: &mut Pen<'_>) {
    let locale = sight.scene.locale;
    let mut pieces = vec![(locale.number(standing.score, 1), Role::Accent)];
    if let (Some(delta), Some(against)) = (standing.delta, standing.against) {
        pieces.push(("  ".to_owned(), Role::Text));
        pieces.push(change(sight, delta, pen));
        let week = week_text(against, sight.this_week, locale);
        pieces.push((format!(" {}", locale.with("assess-since", &[("week", Arg::Text(&week))])), Role::Dim));
    }
    if standing.coverage < 0.9995 {
        let coverage = locale.percent(standing.coverage, 0);
        pieces.push((format!("  {}", locale.with("assess-coverage", &[("share", Arg::Text(&coverage))])), Role::Warn));
    }
    let (said, course) = beside(sight, standing, pen);
    let whole: Vec<Piece> = said.iter().chain(&course).cloned().collect();
    // What is to be done or reached goes before what was compared, where there is no other line for it.
    let fits = |pieces: &[Piece], said: &[Piece]| columns(pieces) + 2 + columns(said) <= area.width;
    while !gap && !said.is_empty() && pieces.len() > 1 && !fits(&pieces, &said) {
        pieces.pop();
    }
    let end = pen.line(area, &pieces).saturating_add(2);
    let rest = Rect { x: end, width: area.right().saturating_sub(end), ..area };
    let below = Rect { y: area.y + 1, height: 1, ..area };
    if said.is_empty() || fits(&pieces, &whole) {
        pen.line_right(rest, &whole);
    } else if !fits(&pieces, &said) {
        pen.line_right(if gap { below } else { rest }, &whole);
    } else {
        pen.line_right(rest, &said);
        if let Some((text, role)) = course.filter(|_| gap) {
            pen.line_right(below, &[(text.trim_start_matches([' ', '·', '-']).to_owned(), role)]);
        }
    }
}

/// What stands beside S: that the week is not scored, from Friday noon on; else the next goal, and its course.
fn beside(sight: &Sight<'_>, standing: &Standing<'_>, pen: &Pen<'_>) -> (Vec<Piece>, Option<Piece>) {
    let locale = sight.scene.locale;
    if standing.assessment.week != sight.week && asks(sight) {
        let key = super::footer::key_name(sight.scene, Intent::Score);
        let week = locale.week(sight.week.number());
        let args = [("week", Arg::Text(&week)), ("key", Arg::Text(&key))];
        return (vec![(locale.with("assess-not-scored", &args), Role::Warn)], None);
    }
    let Some(goal) = goal(sight, &standing.assessment.template) else { return (Vec::new(), None) };
    let by = week_text(goal.by, sight.this_week, locale);
    let target = Arg::Num(goal.target, usize::from(goal.target.fract() != 0.0));
    let said = (locale.with("assess-goal", &[("target", target), ("week", Arg::Text(&by))]), Role::Dim);
    let goals = sight.scene.model.goals(&standing.assessment.template, sight.week);
    let course = goals.into_iter().find(|progress| progress.goal.id == goal.id).map(|progress| progress.course);
    let course = course.map(|course| {
        let role = if matches!(course, Course::Behind(_) | Course::Missed) { Role::Warn } else { Role::Good };
        (format!(" {} {}", pen.symbols().dot, course_text(course, locale)), role)
    });
    (vec![said], course)
}

/// Whether it is time to say that the present week is not scored: from Friday noon on.
fn asks(sight: &Sight<'_>) -> bool {
    let wall = &sight.scene.moment.wall;
    match sight.scene.status.today.date.weekday() {
        Weekday::Saturday | Weekday::Sunday => true,
        Weekday::Friday => wall.hour() >= 12,
        _ => false,
    }
}

fn strip(sight: &Sight<'_>, standing: &Standing<'_>, area: Rect, pen: &mut Pen<'_>) {
    head(sight, standing, false, area, pen);
    let mut x = area.x;
    let y = area.y + 1;
    if area.height < 2 {
        return;
    }
    // All of them are seen: the names give way, the longest first, and then the changes.
    let longest = standing.lines.iter().map(|line| width::width(word(sight, &line.name))).max().unwrap_or(0);
    let with = |changes: bool| (NAME.min(longest)..=longest).rev().map(move |name| (name, changes));
    let said = |(name, changes)| in_short(sight, standing, name, changes, pen);
    let wide = |parts: &Vec<Vec<Piece>>| parts.iter().map(|part| columns(part) + 3).sum::<u16>().saturating_sub(3);
    let mut ways = with(true).chain(with(false)).map(said);
    let parts = ways.find(|parts| wide(parts) <= area.width).unwrap_or_else(|| said((NAME, false)));
    for part in parts {
        let wide = columns(&part);
        if x.saturating_add(wide) > area.right() {
            break;
        }
        x = pen.line(Rect { x, y, width: wide, height: 1 }, &part) + 3;
    }
}

/// Each dimension with its score and change, its name cut to so many columns.
fn in_short(sight: &Sight<'_>, standing: &Standing<'_>, name: usize, changes: bool, pen: &Pen<'_>) -> Vec<Vec<Piece>> {
    let part = |line: &Line| {
        let score = line.score.map_or_else(|| "–".to_owned(), |score| sight.scene.locale.number(score, 0));
        let name = width::cut(word(sight, &line.name), name);
        let mut pieces = vec![(format!("{name} "), Role::Dim), (score, Role::Text)];
        pieces.extend(line.delta.filter(|_| changes).map(|delta| {
            let (text, role) = change(sight, delta, pen);
            (format!(" {}", text.replace(".0", "")), role)
        }));
        pieces
    };
    standing.lines.iter().map(part).collect()
}

fn dimensions(sight: &Sight<'_>, template: &Template, standing: &Standing<'_>, area: Rect, pen: &mut Pen<'_>) {
    let gap = area.height > standing.lines.len() as u16 + 3;
    head(sight, standing, gap, area, pen);
    let mut y = area.y + 1 + u16::from(gap);
    y = rows(sight, standing, false, Rect { y, height: area.bottom() - y, ..area }, pen);
    y += u16::from(y + 2 < area.bottom());
    if let Some(index) = standing.order.first().filter(|_| y < area.bottom()) {
        room(sight, template, &standing.lines[*index], Rect { y, height: area.bottom() - y, ..area }, pen);
    }
}

/// The dimensions, one a row, below their headings where there is room; gives the row below.
fn rows(sight: &Sight<'_>, standing: &Standing<'_>, full: bool, area: Rect, pen: &mut Pen<'_>) -> u16 {
    let names = standing.lines.iter().map(|line| width::width(word(sight, &line.name))).max().unwrap_or(0);
    let name = (names as u16).min(if full { area.width * 2 / 5 } else { area.width / 3 });
    let shown = standing.shown();
    let mut y = area.y;
    if full && area.width >= WIDE && area.height > 1 {
        headings(sight, area, name, y, pen);
        y += 1;
    }
    for (index, line) in standing.lines.iter().enumerate() {
        if y >= area.bottom() {
            return y;
        }
        let numbers = (shown.weights[index], shown.contributions[index], shown.room[index]);
        dimension(sight, line, numbers, name, full, Rect { y, height: 1, ..area }, pen);
        y += 1;
    }
    if let Some((scores, weights)) = shown.effects.filter(|(_, weights)| full && *weights != 0.0 && y < area.bottom()) {
        let (scores, weights) = (sight.scene.locale.signed(scores, 1), sight.scene.locale.signed(weights, 1));
        let args = [("scores", Arg::Text(scores.as_str())), ("weights", Arg::Text(&weights))];
        pen.put(area.x, y, area.width, &sight.scene.locale.with("assess-effects", &args), Role::Dim);
        y += 1;
    }
    y
}

/// Where there is most room, and what to practise.
fn room(sight: &Sight<'_>, template: &Template, line: &Line, area: Rect, pen: &mut Pen<'_>) {
    let locale = sight.scene.locale;
    let name = word(sight, &line.name);
    let practices = template.dimensions.iter().find(|dimension| dimension.id == line.id).map(|found| &found.practices);
    let text = match practices.and_then(|practices| practices.first()) {
        Some(practice) => {
            let args = [("dimension", Arg::Text(name)), ("practice", Arg::Text(word(sight, practice)))];
            locale.with("assess-most-room", &args)
        }
        None => locale.with("cli-most-room", &[("dimension", Arg::Text(name))]),
    };
    for (y, text) in (area.y..area.bottom()).zip(width::wrap(&text, area.width.into())) {
        pen.put(area.x, y, area.width, &text, Role::Dim);
    }
}

/// Columns after the name: weight 6, score 6, bar, change 8; on the whole screen contribution and room too.
fn bar_columns(area: Rect, name: u16, full: bool) -> u16 {
    let fixed = name + 6 + 6 + 10 + if full && area.width >= WIDE { 22 } else { 0 };
    area.width.saturating_sub(fixed).min(if full { 24 } else { 40 })
}

fn headings(sight: &Sight<'_>, area: Rect, name: u16, y: u16, pen: &mut Pen<'_>) {
    let bar = bar_columns(area, name, true);
    let mut x = area.x + name;
    let columns = [("assess-column-weight", 6), ("assess-column-score", 6), ("", bar + 2), ("assess-column-change", 8)];
    for (key, wide) in columns.into_iter().chain([("assess-column-part", 11), ("assess-column-room", 11)]) {
        if !key.is_empty() {
            let text = width::pad_left(&sight.scene.locale.text(key), usize::from(wide) - 1);
            pen.put(x + 1, y, wide - 1, &text, Role::Dim);
        }
        x += wide;
    }
}

/// A dimension with its share, contribution and room as they are shown.
fn dimension(
    sight: &Sight<'_>,
    line: &Line,
    (share, contribution, room): (f64, Option<f64>, Option<f64>),
    name: u16,
    full: bool,
    area: Rect,
    pen: &mut Pen<'_>,
) {
    let locale = sight.scene.locale;
    let y = area.y;
    let title = width::pad_right(word(sight, &line.name), name.into());
    let mut x = pen.put(area.x, y, name, &title, Role::Text);
    if area.width >= name + 22 {
        let weight = width::pad_left(&locale.percent(share, 0), 6);
        x = pen.put(x, y, 6, &weight, Role::Dim);
    }
    let score =
        line.score.map_or_else(|| "–".to_owned(), |score| locale.number(score, usize::from(score.fract() != 0.0)));
    x = pen.put(x, y, 6, &width::pad_left(&score, 6), Role::Text);
    let bar = bar_columns(area, name, full);
    if bar >= 4 {
        pen.bar(x + 2, y, bar, line.score.unwrap_or(0.0) / 100.0, Role::Chart1);
        x += 2 + bar;
    }
    if let Some(delta) = line.delta {
        let (text, role) = change(sight, delta, pen);
        pen.put_right(x, y, 8.min(area.right().saturating_sub(x)), &text, role);
    }
    x += 8;
    if full && area.width >= WIDE {
        for (value, signed) in [(contribution, true), (room, false)] {
            let text = value.map_or_else(
                || "–".to_owned(),
                |value| if signed { locale.signed(value, 1) } else { locale.number(value, 1) },
            );
            pen.put(x, y, 11, &width::pad_left(&text, 11), Role::Dim);
            x += 11;
        }
    }
}

/// Nothing was scored in the week: what would be, and the key for it.
fn unscored(sight: &Sight<'_>, template: &Template, area: Rect, pen: &mut Pen<'_>) {
    let locale = sight.scene.locale;
    let key = super::footer::key_name(sight.scene, Intent::Score);
    let week = locale.week(sight.week.number());
    let args = [("week", Arg::Text(&week)), ("key", Arg::Text(&key))];
    pen.put(area.x, area.y, area.width, &locale.with("assess-not-scored", &args), Role::Text);
    if area.height < 4 {
        let names: Vec<&str> = template.dimensions.iter().map(|dimension| word(sight, &dimension.name)).collect();
        let text = names.join(&format!(" {} ", pen.symbols().dot));
        if area.height > 1 {
            pen.put(area.x, area.y + 1, area.width, &text, Role::Dim);
        }
        return;
    }
    let sum: f64 = template.dimensions.iter().map(|dimension| dimension.weight).sum();
    let gap = u16::from(area.height > template.dimensions.len() as u16 + 2);
    let asked: u16 = template.dimensions.iter().map(|dimension| 2 + asked(sight, dimension, area).len() as u16).sum();
    if area.height > asked {
        return questions(sight, template, sum, Rect { y: area.y + 2, height: area.height - 2, ..area }, pen);
    }
    for (row, dimension) in template.dimensions.iter().enumerate() {
        let y = area.y + 1 + gap + row as u16;
        if y >= area.bottom() {
            return;
        }
        let weight = locale.percent(dimension.weight / sum, 0);
        let name = word(sight, &dimension.name);
        let end = pen.put(area.x, y, area.width, &format!("{} {name}", width::pad_left(&weight, 5)), Role::Dim);
        if area.width > 60 {
            let question = word(sight, &dimension.question);
            pen.put(end + 2, y, area.right().saturating_sub(end + 2), question, Role::Dim);
        }
    }
}

/// The question of a dimension in lines, below its name.
fn asked(sight: &Sight<'_>, dimension: &Dimension, area: Rect) -> Vec<String> {
    width::wrap(word(sight, &dimension.question), usize::from(area.width.saturating_sub(6)).max(1))
}

/// Where there is height, each dimension with its whole question.
fn questions(sight: &Sight<'_>, template: &Template, sum: f64, area: Rect, pen: &mut Pen<'_>) {
    let mut y = area.y;
    for dimension in &template.dimensions {
        let weight = width::pad_left(&sight.scene.locale.percent(dimension.weight / sum, 0), 5);
        let end = pen.put(area.x, y, area.width, &format!("{weight} "), Role::Dim);
        pen.put(end, y, area.right().saturating_sub(end), word(sight, &dimension.name), Role::Text);
        for line in asked(sight, dimension, area) {
            y += 1;
            pen.put(area.x + 6, y, area.width.saturating_sub(6), &line, Role::Dim);
        }
        y += 2;
    }
}
