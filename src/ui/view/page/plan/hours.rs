//! The hours of the planned day: what was done, now, and the blocks to come within the work windows.
use jiff::civil::Time;
use ratatui::layout::Rect;

use super::Shown;
use crate::{
    domain::{
        id::Id,
        schedule::SlotKind,
        session::{Outcome, Phase},
        stamp::Stamp,
    },
    text::{locale::Arg, width},
    ui::{
        Intent, Role, pick,
        view::{
            footer::key_name,
            pen::{Pen, columns},
        },
    },
};

/// One line of the hours.
struct Line {
    /// Its beginning, in seconds of the day.
    from_s: i64,
    to_s: Option<i64>,
    sign: &'static str,
    text: String,
    /// What stands dimmed at the end.
    after: String,
    role: Role,
    task: Option<Id>,
    now: bool,
}

pub(super) fn draw(shown: &Shown<'_>, area: Rect, pen: &mut Pen<'_>) {
    let locale = shown.sight.scene.locale;
    let windows: Vec<String> = shown.schedule.windows.iter().map(|window| window.to_string()).collect();
    let head = [(locale.text("plan-hours"), Role::Accent), (format!("  {}", windows.join(" ")), Role::Dim)];
    let room = if columns(&head) > area.width { &head[..1] } else { &head[..] };
    let end = pen.line(Rect { height: 1, ..area }, room).saturating_add(2);
    if shown.around_now && !shown.schedule.accepted && !shown.schedule.slots.is_empty() {
        let key = key_name(shown.sight.scene, Intent::Plan);
        let said = (locale.with("plan-is-offered-there", &[("key", Arg::Text(&key))]), Role::Warn);
        let place = Rect { x: end, width: area.right().saturating_sub(end), height: 1, ..area };
        pen.line_right(place, &[said]);
    }
    let area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let lines = lines(shown, pen);
    let chosen = shown.chosen.as_ref();
    let of_chosen = |line: &Line| {
        !shown.around_now && line.task.is_some() && line.task.as_ref() == chosen && line.from_s >= now_s(shown)
    };
    let at = lines.iter().position(of_chosen).or_else(|| lines.iter().position(|line| line.now)).unwrap_or(0);
    let first = pick::first_row(lines.len(), at, usize::from(area.height));
    for (row, line) in lines.iter().skip(first).take(usize::from(area.height)).enumerate() {
        let place = Rect { y: area.y + row as u16, height: 1, ..area };
        self::line(shown, line, line.task.is_some() && line.task.as_ref() == chosen, place, pen);
    }
    let rest = area.y.saturating_add(lines.len() as u16 + 1)..area.bottom();
    if shown.around_now && shown.sight.scene.model.rules.day.windows.is_empty() {
        for (y, text) in rest.zip(width::wrap(&locale.text("plan-set-windows"), usize::from(area.width))) {
            pen.put(area.x, y, area.width, &text, Role::Dim);
        }
    }
}

fn line(shown: &Shown<'_>, line: &Line, chosen: bool, area: Rect, pen: &mut Pen<'_>) {
    let locale = shown.sight.scene.locale;
    let clock = |second: i64| locale.clock(time(second));
    if line.now {
        let across = pen.symbols().dotted.repeat(usize::from(area.width));
        pen.put(area.x, area.y, area.width, &across, Role::Accent);
        let said = format!("{} {} ", clock(line.from_s), locale.text("plan-now"));
        pen.put(area.x, area.y, area.width, &said, Role::Accent);
        return;
    }
    let dash = if shown.sight.scene.theme.is_ascii() { "-" } else { "–" };
    let span = match line.to_s {
        Some(to) => format!("{}{dash}{} ", clock(line.from_s), clock(to)),
        None => format!("{}{dash}      ", clock(line.from_s)),
    };
    let mut x = pen.put(area.x, area.y, area.width, &span, Role::Dim);
    x = pen.put(x, area.y, area.right().saturating_sub(x), &format!("{} ", line.sign), line.role);
    let after = width::width(&line.after) as u16;
    let room = area.right().saturating_sub(x);
    let own = if after > 0 && room > after + 10 { room - after - 1 } else { room };
    let role = if chosen { Role::Selection } else { line.role };
    let end = pen.put(x, area.y, own, &line.text, role);
    if own < room {
        pen.put(end + 1, area.y, after, &line.after, Role::Dim);
    }
}

fn time(second: i64) -> Time {
    let second = second.clamp(0, 86_399);
    let part = |n: i64| i8::try_from(n).unwrap_or(0);
    Time::new(part(second / 3600), part(second / 60 % 60), part(second % 60), 0).unwrap_or(Time::midnight())
}

/// Seconds of the shown day at which a stamp lies, where it stands on a clock there; beyond its ends for other days.
fn second(shown: &Shown<'_>, at: Stamp) -> i64 {
    let local = at.at_place_of(&shown.sight.scene.moment.wall).local();
    let days = local.date().duration_since(shown.schedule.date).as_hours() / 24;
    let time = local.time();
    days * 86_400 + i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second())
}

fn now_s(shown: &Shown<'_>) -> i64 {
    second(shown, shown.sight.scene.moment.stamp())
}

fn lines(shown: &Shown<'_>, pen: &Pen<'_>) -> Vec<Line> {
    let scene = shown.sight.scene;
    let symbols = pen.symbols();
    let plain = |from_s: i64, to_s: Option<i64>, sign, text: String, role| Line {
        from_s,
        to_s,
        sign,
        text,
        after: String::new(),
        role,
        task: None,
        now: false,
    };
    let phase = |phase: Phase| scene.locale.text(&format!("timer-phase-{}", phase.word()));
    let mut lines: Vec<Line> = Vec::new();
    for session in scene.model.sessions_on(shown.schedule.date).filter(|session| session.kind == Phase::Focus) {
        let title = session.task.as_ref().map_or_else(|| phase(Phase::Focus), |id| shown.title(id));
        let (sign, role) = match session.outcome {
            Outcome::Completed if session.counted => (symbols.done, Role::Good),
            Outcome::Void => (symbols.dropped, Role::Dim),
            _ => (symbols.dot, Role::Dim),
        };
        let (from, to) = (second(shown, session.started), second(shown, session.ended));
        lines.push(Line { task: session.task.clone(), ..plain(from, Some(to), sign, title, role) });
    }
    if shown.today {
        if let Some(run) = scene.model.timer.run.as_ref().filter(|run| run.phase == Phase::Focus) {
            let title = run.task.as_ref().map_or_else(|| phase(Phase::Focus), |id| shown.title(id));
            let line = plain(second(shown, run.started), None, symbols.running, title, Role::Focus);
            lines.push(Line { task: run.task.clone(), ..line });
        }
        let mut now = plain(now_s(shown), None, "", String::new(), Role::Accent);
        now.now = true;
        lines.push(now);
    }
    // Beside a phase that runs, what is only offered would begin before that is over.
    let busy = shown.around_now && scene.status.phase.is_some() && !shown.schedule.accepted;
    if !shown.past && !busy {
        lines.extend(to_come(shown, pen, &plain));
    }
    // A plan is worked out once a minute: what it puts now does not lie before it. What was done comes first.
    lines.sort_by_key(|line| line.from_s.div_euclid(60));
    lines
}

/// The blocks of the plan; short breaks stand behind the pomodoro they follow, and what stays free of a window is told.
fn to_come(
    shown: &Shown<'_>,
    pen: &Pen<'_>,
    plain: &impl Fn(i64, Option<i64>, &'static str, String, Role) -> Line,
) -> Vec<Line> {
    let scene = shown.sight.scene;
    let symbols = pen.symbols();
    let mut lines: Vec<Line> = Vec::new();
    for slot in &shown.schedule.slots {
        let (from, to) = (second(shown, slot.from), second(shown, slot.to));
        let kind = || scene.locale.text(&format!("plan-slot-{}", slot.kind.word()));
        match (slot.kind, &slot.task) {
            (SlotKind::Focus, Some(task)) => {
                let line = plain(from, Some(to), symbols.block[0], shown.title(task), Role::Text);
                lines.push(Line { task: Some(task.clone()), ..line });
            }
            (SlotKind::ShortBreak, _) => {
                let minutes = scene.locale.minutes_of(to - from);
                if let Some(last) = lines.last_mut().filter(|last| last.task.is_some()) {
                    last.after = format!("{} {minutes}", symbols.dot);
                }
            }
            (SlotKind::Fixed, _) => {
                let what = slot.what.clone().filter(|what| !what.is_empty()).unwrap_or_else(kind);
                lines.push(plain(from, Some(to), symbols.bar[1], what, Role::Break));
            }
            (SlotKind::Focus | SlotKind::LongBreak, _) => lines.push(plain(from, Some(to), " ", kind(), Role::Dim)),
        }
    }
    let begin = if shown.today { now_s(shown) } else { i64::MIN };
    let ends: Vec<(i64, i64)> =
        shown.schedule.slots.iter().map(|slot| (second(shown, slot.from), second(shown, slot.to))).collect();
    for window in &shown.schedule.windows {
        let (from, to) = window.seconds();
        let (from, to) = (i64::from(from).max(begin), i64::from(to));
        let used =
            ends.iter().filter(|(begins, _)| *begins < to).map(|(_, ends)| *ends).max().unwrap_or(from).max(from);
        if to - used >= 60 {
            lines.push(plain(used, Some(to), " ", scene.locale.text("plan-free"), Role::Dim));
        }
    }
    lines
}

/// The hour at which the first block of a task begins.
pub(super) fn begins(shown: &Shown<'_>, task: &Id) -> Option<String> {
    let slot = shown.schedule.slots.iter().find(|slot| slot.task.as_ref() == Some(task))?;
    Some(shown.sight.scene.locale.clock(time(second(shown, slot.from))))
}
