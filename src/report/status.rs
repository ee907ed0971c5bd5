//! `status`: the timer and the day as JSON, as a few lines, as the fields of a template. Pure.
use serde_json::{Value as Json, json};

use super::{
    format::{Escape, Format, markup},
    json::stamp,
    page::{Page, Tone},
};
use crate::{
    domain::{
        rules::DailyGoal,
        session::Phase,
        status::{GoalProgress, State, Status},
    },
    text::{locale::Arg, sanitize::sanitize, span, today},
};

/// The shape that scripts rely on: every field is there, what is undefined is null.
pub fn json(status: &Status, unsaved: bool, notices: &[String]) -> Json {
    let today = &status.today;
    json!({
        "phase": status.phase.map_or("idle", Phase::word),
        "name": status.name,
        "state": status.state.word(),
        "mode": status.mode,
        "task": status.task.as_ref().map(|(id, title)| json!({ "id": id.as_str(), "title": title })),
        "planned_s": status.planned_s,
        "elapsed_s": status.elapsed_s,
        "left_s": status.left_s,
        "over_s": status.over_s,
        "ends_at": status.ends_at.map(stamp),
        "round": status.round,
        "rounds": status.rounds,
        "next": status.next.as_ref().map(|next| json!({
            "phase": next.phase.word(),
            "planned_s": next.planned_s,
        })),
        "gap": status.gap.as_ref().map(|gap| json!({
            "from": stamp(gap.from),
            "to": stamp(gap.to),
            "slept_s": gap.slept_s,
        })),
        "interruptions": { "internal": status.internal, "external": status.external },
        "today": {
            "date": today.date.to_string(),
            "pomodoros": today.pomodoros,
            "focus_s": today.focus_s,
            "planned": today.planned,
            "capacity": today.capacity,
            "left": today.left,
            "load": today.load,
            "goal": today.goal.map(|progress| {
                let (target, unit) = target(progress);
                json!({ "target": target, "unit": unit, "done": progress.done })
            }),
            "streak": today.streak,
        },
        "unsaved": unsaved,
        "notices": notices,
    })
}

/// The JSON that a custom module of waybar takes, one object on one line. Text is markup there, so it is
/// escaped.
pub fn waybar(status: &Status, page: &Page<'_>) -> Json {
    let text = [icon(status, page.ascii).to_owned(), time(status)].join(" ");
    let plain = Page { locale: page.locale, color: false, columns: None, ascii: page.ascii };
    json!({
        "text": markup(text.trim()),
        "alt": class(status),
        "tooltip": markup(self::text(status, &plain).trim_end()),
        "class": class(status),
        "percentage": percentage(status).unwrap_or(0),
    })
}

/// What the clock shows: what is left, what has passed where there is no end, what it is over.
fn time(status: &Status) -> String {
    match status.left_s {
        _ if status.over_s > 0 => format!("+{}", span::clock(status.over_s)),
        Some(left) => span::clock(left),
        None if status.phase.is_some() => span::clock(status.elapsed_s),
        None => String::new(),
    }
}

fn target(progress: GoalProgress) -> (u32, &'static str) {
    match progress.goal {
        DailyGoal::Pomodoros(target) => (target, "pomodoros"),
        DailyGoal::Minutes(target) => (target, "minutes"),
    }
}

/// What a person wants to know at a glance: two to five lines, each ended by a newline.
pub fn text(status: &Status, page: &Page<'_>) -> String {
    let mut lines = vec![headline(status, page)];
    let locale = page.locale;
    if let Some((_, title)) = &status.task {
        lines.push(page.tone(Tone::Strong, &sanitize(title)));
    }
    if status.state == State::Asking {
        lines.push(locale.text("cli-resolve-how"));
    }
    let next = status.next.as_ref().map(|next| {
        let phase = locale.text(&format!("timer-phase-{}", next.phase.word()));
        let phase = next.name.as_deref().map_or(phase, clean);
        let Some(seconds) = next.planned_s else {
            return locale.with("timer-next-open", &[("phase", Arg::Text(&phase))]);
        };
        let minutes = i64::from(seconds).div_euclid(60);
        locale.with("timer-next", &[("phase", Arg::Text(&phase)), ("minutes", Arg::Int(minutes))])
    });
    let mut course = Vec::new();
    if status.phase == Some(Phase::Focus) {
        course.push(rounds(status, page));
        course.extend(next.filter(|_| status.left_s.is_some()));
        course.push(marks(status, page));
    } else if status.phase.is_none() {
        course.push(rounds(status, page));
    } else {
        course.extend(next);
    }
    lines.push(page.tone(Tone::Dim, &page.join(&course)));
    lines.push(page.tone(Tone::Dim, &day(status, page)));
    lines.retain(|line| !line.is_empty());
    lines.join("\n") + "\n"
}

fn rounds(status: &Status, page: &Page<'_>) -> String {
    let (round, rounds) = (i64::from(status.round), i64::from(status.rounds));
    page.locale.with("timer-round", &[("round", Arg::Int(round)), ("rounds", Arg::Int(rounds))])
}

fn marks(status: &Status, page: &Page<'_>) -> String {
    if status.internal + status.external == 0 {
        return String::new();
    }
    let count = |n: usize| Arg::Int(i64::try_from(n).unwrap_or(i64::MAX));
    page.locale.with("cli-marks", &[("internal", count(status.internal)), ("external", count(status.external))])
}

/// The first line: phase, state, what is left, when it rings.
pub fn headline(status: &Status, page: &Page<'_>) -> String {
    let locale = page.locale;
    let Some(phase) = status.phase else {
        let due = status.next.as_ref().filter(|next| next.phase.is_break()).map(|next| {
            let phase = locale.text(&format!("timer-phase-{}", next.phase.word()));
            locale.with("cli-break-due", &[("phase", Arg::Text(&phase))])
        });
        return due.unwrap_or_else(|| locale.text("cli-nothing-runs"));
    };
    let word = phase.word();
    let name = if status.name == word { locale.text(&format!("timer-phase-{word}")) } else { clean(&status.name) };
    let mut parts = vec![page.tone(Tone::Strong, &name)];
    match (status.state, &status.gap) {
        (State::Asking, Some(gap)) => {
            let slept = locale.minutes_of(i64::from(gap.slept_s));
            let clock = |at: crate::domain::stamp::Stamp| locale.clock(at.local().time());
            parts.push(locale.with(
                "timer-gap",
                &[
                    ("slept", Arg::Text(&slept)),
                    ("from", Arg::Text(&clock(gap.from))),
                    ("to", Arg::Text(&clock(gap.to))),
                ],
            ));
            return page.join(&parts);
        }
        (State::Running, _) => {}
        (state, _) => parts.push(page.tone(Tone::Warn, &locale.text(&format!("timer-state-{}", state.word())))),
    }
    if status.over_s > 0 {
        let over = span::clock(status.over_s);
        parts.push(page.tone(Tone::Warn, &locale.with("timer-over", &[("over", Arg::Text(&over))])));
    } else if let Some(left) = status.left_s {
        parts.push(locale.with("timer-left", &[("left", Arg::Text(&span::clock(left)))]));
    } else {
        parts.push(span::clock(status.elapsed_s));
    }
    if let Some(at) = status.ends_at {
        let time = locale.clock(at.local().time());
        parts.push(locale.with("timer-rings", &[("time", Arg::Text(&time))]));
    }
    page.join(&parts)
}

fn day(status: &Status, page: &Page<'_>) -> String {
    let today = &status.today;
    let locale = page.locale;
    let mut parts = vec![
        locale.text("date-today"),
        locale.with("common-pomodoros", &[("count", Arg::Int(today.pomodoros))]),
        locale.minutes_of(today.focus_s),
    ];
    parts.extend(today::left(locale, today).map(|left| left.text));
    parts.extend(today::work_ends(locale, today));
    parts.extend(today.goal.map(|progress| goal(progress, page)));
    if today.streak > 1 {
        let days = i64::try_from(today.streak).unwrap_or(i64::MAX);
        parts.push(locale.with("cli-streak", &[("count", Arg::Int(days))]));
    }
    page.join(&parts)
}

fn goal(progress: GoalProgress, page: &Page<'_>) -> String {
    let (target, unit) = target(progress);
    let args = [("done", Arg::Int(progress.done)), ("target", Arg::Int(i64::from(target)))];
    page.locale.with(if unit == "minutes" { "cli-goal-minutes" } else { "cli-goal-pomodoros" }, &args)
}

fn clean(text: &str) -> String {
    sanitize(text).into_owned()
}

/// The state in one word for the style sheet of a status bar.
fn class(status: &Status) -> &'static str {
    match status.state {
        State::Idle => "idle",
        State::Paused => "paused",
        State::Asking => "asking",
        State::Running if status.over_s > 0 => "overtime",
        State::Running => status.phase.map_or("idle", Phase::word),
    }
}

fn icon(status: &Status, ascii: bool) -> &'static str {
    let (plain, drawn) = match class(status) {
        "focus" => ("*", "●"),
        "overtime" => ("!", "◉"),
        "short_break" | "long_break" => ("o", "○"),
        "paused" => ("=", "◐"),
        "asking" => ("?", "?"),
        _ => ("-", "·"),
    };
    if ascii { plain } else { drawn }
}

/// How much of the phase is over, 0 to 100; none where it has no end.
fn percentage(status: &Status) -> Option<i64> {
    let planned = status.planned_s.filter(|planned| *planned > 0)?;
    Some((status.elapsed_s * 100 / planned).clamp(0, 100))
}

fn bar(status: &Status, columns: usize, ascii: bool) -> String {
    let Some(planned) = status.planned_s.filter(|planned| *planned > 0) else { return " ".repeat(columns) };
    let share = status.elapsed_s.clamp(0, planned) as f64 / planned as f64;
    let full = ((share * columns as f64) as usize).min(columns);
    let (done, open) = if ascii { ("#", "-") } else { ("━", "─") };
    done.repeat(full) + &open.repeat(columns - full)
}

/// A template with the fields of this state. Undefined fields are empty.
pub fn fill(format: &Format, escape: Escape, status: &Status, project: Option<&str>, page: &Page<'_>) -> String {
    format.fill(escape, |name, columns| field(name, columns, status, project, page))
}

fn field(name: &str, columns: usize, status: &Status, project: Option<&str>, page: &Page<'_>) -> String {
    let locale = page.locale;
    let today = &status.today;
    let number = |number: Option<i64>| number.map(|n| n.to_string()).unwrap_or_default();
    let clock = |seconds: Option<i64>| seconds.map(span::clock).unwrap_or_default();
    let runs = status.phase.is_some();
    match name {
        "phase" => locale.text(&format!("timer-phase-{}", status.phase.map_or("idle", Phase::word))),
        "name" if Some(status.name.as_str()) == status.phase.map(Phase::word) || !runs => {
            locale.text(&format!("timer-phase-{}", status.phase.map_or("idle", Phase::word)))
        }
        "name" => clean(&status.name),
        "state" => locale.text(&format!("timer-state-{}", status.state.word())),
        "mode" => clean(&status.mode),
        "task" => status.task.as_ref().map(|(_, title)| clean(title)).unwrap_or_default(),
        "task_id" => status.task.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default(),
        "project" => project.map(clean).unwrap_or_default(),
        "clock" => time(status),
        "left" => clock(status.left_s),
        "left_s" => number(status.left_s),
        "elapsed" => clock(runs.then_some(status.elapsed_s)),
        "elapsed_s" => number(runs.then_some(status.elapsed_s)),
        "planned" => clock(status.planned_s),
        "over" => clock(Some(status.over_s).filter(|over| *over > 0)),
        "ends_at" => status.ends_at.map(|at| locale.clock(at.local().time())).unwrap_or_default(),
        "round" => status.round.to_string(),
        "rounds" => status.rounds.to_string(),
        "next" => {
            let next = status.next.as_ref();
            next.map(|next| locale.text(&format!("timer-phase-{}", next.phase.word()))).unwrap_or_default()
        }
        "internal" => status.internal.to_string(),
        "external" => status.external.to_string(),
        "today" => today.pomodoros.to_string(),
        "focus" => locale.minutes_of(today.focus_s),
        "planned_today" => number(today.planned),
        "capacity" => number(today.capacity),
        "fits" => number(today.left),
        "goal" => today.goal.map(|goal| format!("{}/{}", goal.done, target(goal).0)).unwrap_or_default(),
        "streak" => today.streak.to_string(),
        "bar" => bar(status, columns, page.ascii),
        "percentage" => number(percentage(status)),
        "class" => class(status).to_owned(),
        "icon" => icon(status, page.ascii).to_owned(),
        _ => String::new(),
    }
}
