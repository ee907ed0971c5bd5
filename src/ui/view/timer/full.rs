//! What the timer shows on the whole screen beside the time: the day, parked notes, interruptions, sessions.
use ratatui::layout::Rect;

use super::super::{
    Sight, footer,
    page::{history, plan},
    pen::{Pen, Piece, columns},
};
use crate::{
    domain::{
        rules::DailyGoal,
        session::{Mark, Origin, Phase, Session},
    },
    text::{locale::Arg, today, width},
    ui::{Intent, Role},
};

/// A line beside the time.
enum Line<'a> {
    Title(String),
    Text(Vec<Piece>),
    Session(&'a Session),
}

/// Draws as much as there is room for, the most important first.
pub(super) fn draw(sight: &Sight<'_>, area: Rect, pen: &mut Pen<'_>) {
    let lines: Vec<Line<'_>> = lines(sight, pen).into_iter().flat_map(|line| whole(line, area.width)).collect();
    let room = usize::from(area.height);
    let cut = lines.len() > room && room > 1;
    let shown = if cut { room - 1 } else { room };
    for (line, y) in lines.iter().take(shown).zip(area.y..) {
        let place = Rect { y, height: 1, ..area };
        match line {
            Line::Title(title) => {
                pen.put(place.x, y, place.width, title, Role::Accent);
            }
            Line::Text(pieces) => {
                pen.line(Rect { x: place.x + 1, width: place.width.saturating_sub(1), ..place }, pieces);
            }
            Line::Session(session) => history::row(sight, session, false, place, pen),
        }
    }
    if cut {
        let key = footer::key_name(sight.scene, Intent::History);
        let text = sight.scene.locale.with("timer-more-sessions", &[("key", Arg::Text(&key))]);
        pen.put(area.x, area.bottom() - 1, area.width, &text, Role::Dim);
    }
}

/// The day where the time has only a part of the screen: its sums, and below them its hours.
pub(super) fn day_and_hours(sight: &Sight<'_>, area: Rect, pen: &mut Pen<'_>) {
    let mut y = area.y;
    let sums = day(sight, pen).into_iter().map(Line::Text).flat_map(|line| whole(line, area.width));
    // The hours are worth more than what was best so far.
    for line in sums.take(if area.height < 12 { 2 } else { 4 }) {
        if let Line::Text(mut pieces) = line {
            // What has no room is left out whole.
            while pieces.len() > 1 && columns(&pieces) > area.width {
                pieces.pop();
            }
            pen.line(Rect { y, height: 1, ..area }, &pieces);
            y += 1;
        }
    }
    y += 1;
    plan::today(sight, Rect { y, height: area.bottom().saturating_sub(y), ..area }, pen);
}

/// A line of one piece goes on in the next where it is longer than that.
fn whole(line: Line<'_>, columns: u16) -> Vec<Line<'_>> {
    match &line {
        Line::Text(pieces) => match pieces.as_slice() {
            [(text, role)] => {
                let lines = width::wrap(text, usize::from(columns.saturating_sub(1)).max(1));
                lines.into_iter().map(|text| Line::Text(vec![(text, *role)])).collect()
            }
            _ => vec![line],
        },
        _ => vec![line],
    }
}

fn lines<'a>(sight: &Sight<'a>, pen: &Pen<'_>) -> Vec<Line<'a>> {
    let locale = sight.scene.locale;
    let mut lines = vec![Line::Title(locale.text("timer-day"))];
    lines.extend(day(sight, pen).into_iter().map(Line::Text));
    let mut parked = super::parked_lines(sight, usize::MAX).into_iter();
    if let Some(title) = parked.next() {
        lines.push(Line::Text(Vec::new()));
        lines.push(Line::Title(title.into_iter().map(|(text, _)| text).collect()));
        lines.extend(parked.map(Line::Text));
    }
    let interruptions = interruptions(sight, pen);
    if !interruptions.is_empty() {
        lines.push(Line::Text(Vec::new()));
        lines.push(Line::Title(locale.text("timer-interruptions")));
        lines.extend(interruptions.into_iter().map(Line::Text));
    }
    let date = sight.scene.status.today.date;
    let sessions: Vec<&Session> = sight.scene.model.sessions_on(date).collect();
    let run = sight.scene.model.timer.run.as_ref().filter(|run| run.phase == Phase::Focus && !run.marks.is_empty());
    if !sessions.is_empty() || run.is_some() {
        lines.push(Line::Text(Vec::new()));
        lines.push(Line::Title(locale.text("timer-sessions")));
    }
    if let Some(run) = run {
        let phase = locale.text("timer-phase-focus");
        let state = locale.text(&format!("timer-state-{}", sight.scene.status.state.word()));
        lines.push(Line::Text(vec![(format!("{} {phase} {state}", pen.symbols().running), Role::Focus)]));
        lines.extend(noted(sight, &run.marks));
    }
    for session in sessions.into_iter().rev() {
        lines.push(Line::Session(session));
        lines.extend(noted(sight, &session.marks));
    }
    lines
}

/// The notes of a session's interruptions.
fn noted<'a>(sight: &Sight<'_>, marks: &[Mark]) -> Vec<Line<'a>> {
    let locale = sight.scene.locale;
    let noted = marks.iter().filter_map(|mark| {
        let time = locale.clock(mark.at.at_place_of(&sight.scene.moment.wall).local().time());
        let text =
            vec![(format!("    {} {time} ", sign(mark.kind)), Role::Warn), (mark.note.as_ref()?.clone(), Role::Dim)];
        Some(Line::Text(text))
    });
    noted.collect()
}

fn sign(kind: Origin) -> &'static str {
    if kind == Origin::Internal { "'" } else { "-" }
}

/// What is done, the goal, what still fits, streak and best days.
fn day(sight: &Sight<'_>, pen: &Pen<'_>) -> Vec<Vec<Piece>> {
    let (scene, locale) = (sight.scene, sight.scene.locale);
    let today = &scene.status.today;
    let dot = format!(" {} ", pen.symbols().dot);
    let days = |count: usize| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        locale.with("common-days", &[("count", Arg::Int(count))])
    };
    let pomodoros = |count: i64| locale.with("common-pomodoros", &[("count", Arg::Int(count))]);
    let mut done =
        vec![(format!("{}{dot}{}", pomodoros(today.pomodoros), locale.minutes_of(today.focus_s)), Role::Text)];
    if let Some(progress) = today.goal {
        let (key, target) = match progress.goal {
            DailyGoal::Pomodoros(target) => ("cli-goal-pomodoros", target),
            DailyGoal::Minutes(target) => ("cli-goal-minutes", target),
        };
        let args = [("done", Arg::Int(progress.done)), ("target", Arg::Int(target.into()))];
        let role = if progress.done >= i64::from(target) { Role::Good } else { Role::Dim };
        done.push((format!("{dot}{}", locale.with(key, &args)), role));
    }
    let mut lines = vec![done];
    if let Some(left) = today::left(locale, today) {
        let role = if left.tight { Role::Warn } else { Role::Dim };
        let mut pieces = vec![(left.text, role)];
        pieces.extend(today::work_ends(locale, today).map(|ends| (format!("{dot}{ends}"), Role::Dim)));
        lines.push(pieces);
    }
    let best = scene.model.personal_best(scene.moment);
    if best.streak.longest > 1 {
        let args = [days(best.streak.current), days(best.streak.longest)];
        let args = [("days", Arg::Text(&args[0])), ("longest", Arg::Text(&args[1]))];
        let role = if best.streak.current > 1 { Role::Text } else { Role::Dim };
        lines.push(vec![(locale.with("timer-streak", &args), role)]);
    }
    let most = best.pomodoros.map(|(date, count)| (date, pomodoros(count)));
    let longest = best.focus_s.map(|(date, seconds)| (date, locale.minutes_of(seconds)));
    let record = |key: &str, date, what: &str| {
        let day = locale.short_date(date);
        vec![(locale.with(key, &[("what", Arg::Text(what)), ("day", Arg::Text(&day))]), Role::Dim)]
    };
    match (most, longest) {
        (Some((date, count)), Some((other, focus))) if date == other => {
            lines.push(record("timer-best", date, &format!("{count}{dot}{focus}")));
        }
        (most, longest) => {
            lines.extend(most.map(|(date, count)| record("timer-best", date, &count)));
            lines.extend(longest.map(|(date, focus)| record("timer-best-focus", date, &focus)));
        }
    }
    lines
}

/// How often it was interrupted today, and by what.
fn interruptions(sight: &Sight<'_>, pen: &Pen<'_>) -> Vec<Vec<Piece>> {
    let locale = sight.scene.locale;
    let sources = sight.scene.model.interruption_sources(sight.scene.status.today.date);
    if sources.is_empty() {
        return Vec::new();
    }
    let sum = |kind: Origin| {
        let count: usize = sources.iter().filter(|source| source.kind == kind).map(|source| source.count).sum();
        format!("{} {count} {}", sign(kind), locale.text(&format!("timer-interrupt-{}", kind.word())))
    };
    let dot = format!(" {} ", pen.symbols().dot);
    let sums = format!("{}{dot}{}", sum(Origin::Internal), sum(Origin::External));
    // What came up more than once is worth doing something about.
    let again: Vec<String> = sources
        .iter()
        .filter(|source| source.count > 1)
        .filter_map(|source| Some(format!("{} {} {}", source.count, sign(source.kind), source.note?)))
        .take(3)
        .collect();
    let mut lines = vec![vec![(sums, Role::Text)]];
    if !again.is_empty() {
        lines.push(vec![(again.join(&dot), Role::Warn)]);
    }
    lines
}
