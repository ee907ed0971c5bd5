//! The tasks of the planned day in the order of work, and those that are not among them.
use ratatui::layout::Rect;

use super::{Shown, hours};
use crate::{
    domain::{id::Id, schedule::Item},
    text::width,
    ui::{
        Role, pick,
        view::pen::{Pen, Piece, columns},
    },
};

/// One line of the list.
enum Line {
    Head(&'static str),
    Item(usize),
    Out(usize),
    Nothing,
    Gap,
}

pub(super) fn draw(shown: &Shown<'_>, area: Rect, pen: &mut Pen<'_>) {
    let schedule = &shown.schedule;
    let mut lines = vec![Line::Head("plan-tasks")];
    if schedule.today.is_empty() {
        lines.push(Line::Nothing);
    }
    lines.extend((0..schedule.today.len()).map(Line::Item));
    if !schedule.left_out.is_empty() && (!shown.past || schedule.accepted) {
        lines.push(Line::Gap);
        lines.push(Line::Head("plan-left-out"));
        lines.extend((0..schedule.left_out.len()).map(Line::Out));
    }
    let planned = schedule.today.len();
    let chosen = |line: &Line| match line {
        Line::Item(index) => *index == shown.at,
        Line::Out(index) => *index + planned == shown.at,
        _ => false,
    };
    let at = lines.iter().position(chosen).unwrap_or(0);
    let first = pick::first_row(lines.len(), at, usize::from(area.height));
    for (row, line) in lines.iter().skip(first).take(usize::from(area.height)).enumerate() {
        let place = Rect { y: area.y + row as u16, height: 1, ..area };
        let selected = chosen(line);
        match line {
            Line::Gap => {}
            Line::Head(key) => {
                pen.put(place.x, place.y, place.width, &shown.sight.scene.locale.text(key), Role::Accent);
            }
            Line::Nothing => {
                pen.put(place.x, place.y, place.width, &shown.sight.scene.locale.text("plan-nothing"), Role::Dim);
            }
            Line::Item(index) => item(shown, &schedule.today[*index], selected, place, pen),
            Line::Out(index) => {
                let (task, why) = &schedule.left_out[*index];
                let key = if schedule.postpone.contains(task) { "postpone" } else { why.word() };
                let why = shown.sight.scene.locale.text(&format!("plan-why-{key}"));
                let role = if key == "postpone" { Role::Bad } else { Role::Dim };
                self::row(shown, task, selected, "", &[(why, role)], Role::Dim, place, pen);
            }
        }
    }
}

fn item(shown: &Shown<'_>, item: &Item, selected: bool, area: Rect, pen: &mut Pen<'_>) {
    let locale = shown.sight.scene.locale;
    let symbols = pen.symbols();
    let task = shown.sight.scene.model.task(&item.task);
    let open = task.is_some_and(|task| task.is_open());
    let over = !open || item.done >= item.pomodoros;
    let mut pieces: Vec<Piece> = Vec::new();
    let mut mark = |on: bool, key: &str, role: Role| {
        if on {
            pieces.push((format!("{}  ", locale.text(key)), role));
        }
    };
    mark(shown.schedule.postpone.contains(&item.task) && !over, "plan-is-late", Role::Bad);
    mark(item.at_risk, "plan-at-risk", Role::Warn);
    mark(item.start_only && !over, "plan-start-only", Role::Dim);
    let [full, rest] = symbols.block;
    if area.width >= 56 && item.pomodoros <= 8 {
        let filled = item.done.min(item.pomodoros);
        pieces.push((full.repeat(filled as usize), Role::Good));
        pieces.push((rest.repeat((item.pomodoros - filled) as usize), Role::Dim));
    }
    pieces.push((
        width::pad_left(&format!("{}/{}", item.done, item.pomodoros), 6),
        if over { Role::Good } else { Role::Text },
    ));
    let sign = if task.is_some_and(|task| task.done.is_some()) {
        symbols.done.to_owned()
    } else {
        hours::begins(shown, &item.task).unwrap_or_default()
    };
    row(shown, &item.task, selected, &sign, &pieces, if over { Role::Dim } else { Role::Text }, area, pen);
}

#[expect(clippy::too_many_arguments, reason = "the parts of one line")]
fn row(
    shown: &Shown<'_>,
    task: &Id,
    selected: bool,
    before: &str,
    after: &[Piece],
    role: Role,
    area: Rect,
    pen: &mut Pen<'_>,
) {
    let sign = if selected { pen.symbols().cursor } else { " " };
    let mut x = pen.put(area.x, area.y, 1, sign, if selected { Role::Selection } else { Role::Dim }) + 1;
    if !before.is_empty() {
        x = pen.put(x, area.y, area.right().saturating_sub(x), &format!("{} ", width::pad_right(before, 5)), Role::Dim);
    }
    // What is said beside it gives way to the title, the last of it last.
    let room = area.right().saturating_sub(x);
    let mut after = after;
    while !after.is_empty() && columns(after) + 12 > room {
        after = &after[1..];
    }
    let end = pen.line_right(Rect { x, width: room, ..area }, after);
    let own = if after.is_empty() { room } else { end.saturating_sub(x + 1) };
    pen.put(x, area.y, own, &shown.title(task), if selected { Role::Selection } else { role });
}
