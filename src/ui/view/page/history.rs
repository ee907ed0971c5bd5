//! The view of all sessions: by day, newest first, with the one that is selected in full.
use ratatui::layout::Rect;

use super::super::{
    Sight,
    pen::{Pen, Piece, columns},
};
use crate::{
    domain::{
        ledger::Tally,
        session::{Origin, Outcome, Session, Source},
    },
    text::{locale::Arg, refusal::filter_text, width},
    ui::{
        Intent, Role,
        page::history::{Found, Row, found},
    },
};

/// Lines about the selected session, the rule included.
const DETAIL: u16 = 4;
/// From this height on there is room for them.
const ROOMY: u16 = 14;

/// Where the list and its line of sums are.
pub(in crate::ui) fn list(area: Rect) -> Rect {
    let inner = Rect {
        x: area.x + 1,
        y: area.y + 2,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(3),
    };
    let detail = if inner.height >= ROOMY { DETAIL } else { 0 };
    Rect { height: inner.height - detail, ..inner }
}

pub(super) fn draw(sight: &Sight<'_>, area: Rect, pen: &mut Pen<'_>) {
    let (scene, locale) = (sight.scene, sight.scene.locale);
    let model = scene.model;
    let found = found(model, scene.screen, scene.moment);
    let list = list(area);
    pen.frame(area, &locale.text("history-title"), &[], true);
    if list.height == 0 || list.width < 8 || area.height < 4 {
        return;
    }
    let top = Rect { x: list.x + 1, y: area.y + 1, width: list.width - 2, height: 1 };
    if !model.book.sessions.complete() {
        pen.line(top, &[(locale.text("history-reading"), Role::Dim)]);
        return;
    }
    headline(sight, &found.tally, found.sessions.len(), top, pen);
    let Some(at) = found.at(model, scene.screen.pages.history.session.as_ref()) else {
        empty(sight, list, pen);
        return;
    };
    for (line, row) in found.rows(model, at, list.height.into()).into_iter().enumerate() {
        let place = Rect { y: list.y + line as u16, height: 1, ..list };
        match row {
            Row::Day(date, sessions) => {
                let mut tally = Tally::default();
                found.sessions[sessions].iter().for_each(|session| tally.take(session));
                let named = match scene.status.today.date.duration_since(date).as_hours() / 24 {
                    0 => format!("{} {} ", locale.text("date-today"), pen.symbols().dot),
                    1 => format!("{} {} ", locale.text("date-yesterday"), pen.symbols().dot),
                    _ => String::new(),
                };
                let sums = format!("   {}", sums(sight, &tally).join(&format!(" {} ", pen.symbols().dot)));
                let day = (format!("{named}{}", locale.date(date)), Role::Accent);
                pen.line(Rect { x: place.x + 1, width: place.width - 1, ..place }, &[day, (sums, Role::Dim)]);
            }
            Row::Session(index) => self::row(sight, &found.sessions[index], index == at, place, pen),
        }
    }
    let rule = list.bottom();
    if rule + DETAIL < area.bottom() {
        detail(sight, &found, at, Rect { y: rule, height: DETAIL, ..area }, pen);
    }
}

/// Focus and pomodoros of a tally.
fn sums(sight: &Sight<'_>, tally: &Tally) -> [String; 2] {
    let locale = sight.scene.locale;
    [locale.with("common-pomodoros", &[("count", Arg::Int(tally.pomodoros))]), locale.minutes_of(tally.focus_s)]
}

/// The filter and what is wrong with it, or else the sums of what is shown.
fn headline(sight: &Sight<'_>, tally: &Tally, count: usize, line: Rect, pen: &mut Pen<'_>) {
    let locale = sight.scene.locale;
    let page = &sight.scene.screen.pages.history;
    let mut left: Vec<Piece> = Vec::new();
    if !page.filter.text().is_empty() {
        left.push((format!("/{}", page.filter.text()), Role::Accent));
    }
    if let Some(problem) = page.problem(sight.scene.status.today.date) {
        // What is written stands in the bottom line already.
        pen.line(line, &[(filter_text(locale, &problem), Role::Bad)]);
        return;
    }
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let dot = format!(" {} ", pen.symbols().dot);
    let [pomodoros, focus] = sums(sight, tally);
    let all = [locale.with("history-count", &[("count", Arg::Int(count))]), focus, pomodoros];
    let taken = columns(&left);
    let room = line.width.saturating_sub(taken + 2 * u16::from(taken > 0));
    // The less important sums give way.
    let shown = (1..=all.len()).rev().map(|many| all[..many].join(&dot));
    let Some(text) = shown.into_iter().find(|text| width::width(text) <= usize::from(room)) else {
        pen.line(line, &left);
        return;
    };
    if taken == 0 {
        pen.line(line, &[(text, Role::Dim)]);
    } else {
        pen.line_right(line, &[(text, Role::Dim)]);
        pen.line(line, &left);
    }
}

fn empty(sight: &Sight<'_>, area: Rect, pen: &mut Pen<'_>) {
    let locale = sight.scene.locale;
    let filter = sight.scene.screen.pages.history.filter.text();
    let text = if filter.is_empty() {
        let key = super::super::footer::key_name(sight.scene, Intent::AddTask);
        locale.with("history-none", &[("key", Arg::Text(&key))])
    } else {
        locale.with("task-none-match", &[("filter", Arg::Text(filter))])
    };
    for (line, text) in width::wrap(&text, usize::from(area.width - 2)).iter().take(area.height.into()).enumerate() {
        pen.put(area.x + 1, area.y + line as u16, area.width - 2, text, Role::Dim);
    }
}

/// What was counted, or how long a break lasted, in seconds.
fn lasted(session: &Session) -> i64 {
    if session.kind.is_break() {
        (session.ended.ms() - session.started.ms()).max(0) / 1000
    } else {
        i64::from(session.focus_s)
    }
}

/// One column for how it ended.
fn sign(session: &Session, pen: &Pen<'_>) -> (&'static str, Role) {
    let symbols = pen.symbols();
    let [full, open] = symbols.block;
    match session.outcome {
        Outcome::Skipped => (symbols.dot, Role::Dim),
        _ if session.kind.is_break() => (symbols.dot, Role::Break),
        Outcome::Void => (symbols.dropped, Role::Bad),
        Outcome::Completed if session.counted => (full, Role::Good),
        Outcome::Completed => (open, Role::Good),
        Outcome::Partial => (open, Role::Dim),
    }
}

fn marks(session: &Session) -> String {
    match session.internal + session.external {
        0 => String::new(),
        _ => format!("'{} -{}", session.internal, session.external),
    }
}

pub(in crate::ui::view) fn row(sight: &Sight<'_>, session: &Session, selected: bool, area: Rect, pen: &mut Pen<'_>) {
    let locale = sight.scene.locale;
    let y = area.y;
    let cursor = if selected { pen.symbols().cursor } else { " " };
    let mut x = pen.put(area.x, y, 1, cursor, Role::Selection) + 1;
    let clock = |at: crate::domain::stamp::Stamp| locale.clock(at.local().time());
    let wide = area.width >= 48;
    let time =
        if wide { format!("{}–{}", clock(session.started), clock(session.ended)) } else { clock(session.started) };
    x = pen.put(x, y, 12, &time, if selected { Role::Selection } else { Role::Dim });
    let length = if area.width >= 60 {
        width::pad_left(&locale.minutes_of(lasted(session)), 12)
    } else {
        width::pad_left(&(lasted(session) / 60).to_string(), 5)
    };
    x = pen.put(x, y, 12, &length, Role::Text) + 1;
    let (sign, role) = self::sign(session, pen);
    x = pen.put(x, y, 1, sign, role) + 1;
    if area.width >= 72 {
        let outcome = locale.text(&format!("timer-outcome-{}", session.outcome.word()));
        pen.put(x, y, 9, &outcome, if session.outcome == Outcome::Void { Role::Bad } else { Role::Dim });
        x += 10;
    }
    let mut right = area.right() - 1;
    let marks = marks(session);
    if area.width >= 40 && !marks.is_empty() {
        let columns = width::width(&marks) as u16;
        pen.put(right - columns, y, columns, &marks, Role::Warn);
        right -= columns + 1;
    }
    let (what, role) = what(sight, session);
    let role = if selected { Role::Selection } else { role };
    let end = pen.put(x, y, right.saturating_sub(x), &what, role);
    let remark = session.reason.as_ref().or(session.note.as_ref());
    if let Some(remark) = remark.filter(|_| end + 8 < right) {
        let text = format!(" {} {}", pen.symbols().dot, remark.replace('\n', " "));
        pen.put(end, y, right - end, &text, Role::Dim);
    }
}

/// The task, or the phase where it was for none.
fn what(sight: &Sight<'_>, session: &Session) -> (String, Role) {
    let locale = sight.scene.locale;
    if session.kind.is_break() {
        let phase = || locale.text(&format!("timer-phase-{}", session.kind.word()));
        return (session.name.clone().unwrap_or_else(phase), Role::Dim);
    }
    let task = || session.task.as_ref().and_then(|id| sight.scene.model.book.tasks.get(id)).map(|t| t.title.clone());
    match session.title.clone().or_else(task) {
        Some(title) => (title, Role::Text),
        None => (locale.text("timer-no-task"), Role::Dim),
    }
}

/// Everything about the selected session that its line leaves out.
fn detail(sight: &Sight<'_>, found: &Found, at: usize, area: Rect, pen: &mut Pen<'_>) {
    let locale = sight.scene.locale;
    let session = &found.sessions[at];
    let dot = format!(" {} ", pen.symbols().dot);
    let phase = locale.text(&format!("timer-phase-{}", session.kind.word()));
    let outcome = locale.text(&format!("timer-outcome-{}", session.outcome.word()));
    let title = format!("{}{dot}{outcome}", session.name.clone().unwrap_or(phase));
    pen.rule(area, area.y, &title);
    let with = |key: &str, seconds: i64| {
        let minutes = locale.minutes_of(seconds);
        (seconds >= 60).then(|| locale.with(key, &[("minutes", Arg::Text(&minutes))]))
    };
    let counted = session.kind.is_break() || session.outcome != Outcome::Completed || session.counted;
    let mode = match session.mode.as_str() {
        word @ ("pomodoro" | "flow" | "countdown") => locale.text(&format!("timer-mode-{word}")),
        own => own.to_owned(),
    };
    let facts = [
        Some(mode),
        (!counted).then(|| locale.text("history-not-counted")),
        session.planned_s.and_then(|planned| with("history-planned", planned.into())),
        with("history-paused", session.paused_s.into()),
        with("history-slept", session.slept_s.into()),
        with("history-over", session.over_s.into()),
        (session.source == Source::Manual).then(|| locale.text("history-manual")),
        session.uncertain.then(|| locale.text("history-uncertain")),
        session.project.clone(),
        Some(session.id.to_string()),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let marks: Vec<String> = session
        .marks
        .iter()
        .map(|mark| {
            let sign = if mark.kind == Origin::Internal { "'" } else { "-" };
            let time = locale.clock(mark.at.local().time());
            format!("{sign} {time} {}", mark.note.as_deref().unwrap_or_default()).trim_end().to_owned()
        })
        .collect();
    let remarks = [session.reason.as_deref(), session.note.as_deref()];
    let remarks: Vec<String> = remarks.into_iter().flatten().map(|text| text.replace('\n', " ")).collect();
    let lines = [(facts, Role::Dim), (marks, Role::Warn), (remarks, Role::Text)];
    let lines = lines.into_iter().filter(|(texts, _)| !texts.is_empty());
    for (line, (texts, role)) in lines.enumerate() {
        let y = area.y + 1 + line as u16;
        pen.put(area.x + 2, y, area.width.saturating_sub(4), &texts.join(&dot), role);
    }
}

pub(super) fn hints(sight: &Sight<'_>) -> Vec<(Intent, &'static str)> {
    let scene = sight.scene;
    let mut hints = Vec::new();
    if !found(scene.model, scene.screen, scene.moment).sessions.is_empty() {
        hints.push((Intent::EditTask, "help-hint-amend"));
        hints.push((Intent::Delete, "help-hint-delete"));
    }
    hints.push((Intent::AddTask, "help-hint-log"));
    hints.push((Intent::Filter, "help-hint-filter"));
    hints
}
