//! Screens with room for little more than the time: it keeps its line, what is asked or answered has the rest.
use ratatui::layout::{Position, Rect};

use super::{
    dialog,
    digits::{self, Size},
    pen::{Pen, columns},
    timer::{self, Face},
};
use crate::{
    domain::status::State,
    text::width,
    ui::{
        Role, Scene,
        layout::{self, Room},
        press::asked,
        screen::{Message, Tone},
    },
};

/// From this width on words stand where letters do elsewhere.
const WORDS: u16 = 30;
/// From this width on the beginning of a message says something.
const READABLE: u16 = 10;

pub(super) fn draw(scene: &Scene<'_>, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let room = layout::room(area);
    let first = Rect { height: 1, ..area };
    let below = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let open = scene.screen.dialog.as_ref().is_some_and(|dialog| layout::shows(room, dialog));
    if open || (room == Room::Dialogs && asked(scene.screen, scene.model).is_some()) {
        clock(scene, first, pen);
        return dialog::draw(scene, below, pen);
    }
    let Some(message) = message(scene).filter(|_| area.width >= READABLE) else {
        clock(scene, area, pen);
        return None;
    };
    let role = if message.tone == Tone::Refused { Role::Bad } else { Role::Good };
    if area.height > 1 {
        clock(scene, first, pen);
        let lines = width::wrap(&message.text, usize::from(area.width));
        for (line, y) in lines.iter().zip(below.y..below.bottom()) {
            pen.put(area.x, y, area.width, line, role);
        }
        return None;
    }
    let wide = width::width(&message.text) as u16;
    let beside = area.width.saturating_sub(wide + 2);
    let mut x = area.x;
    if usize::from(beside) >= timer::face(scene).time.len() + 3 {
        clock(scene, Rect { width: beside, ..first }, pen);
        x += beside + 2;
    }
    pen.put(x, area.y, area.right() - x, &message.text, role);
    None
}

/// What was answered a moment ago.
fn message<'a>(scene: &Scene<'a>) -> Option<&'a Message> {
    scene.screen.message.as_ref().filter(|_| scene.screen.passes_ms(scene.moment).is_some())
}

fn clock(scene: &Scene<'_>, area: Rect, pen: &mut Pen<'_>) {
    let face = timer::face(scene);
    let size = digits::largest(&face.time, area.width, area.height.saturating_sub(1));
    if size == Size::Text {
        return match area.height {
            1 => one_line(scene, area, &face, pen),
            _ => lines(scene, area, &face, pen),
        };
    }
    let (wide, high) = digits::measure(&face.time, size);
    digits::draw(pen, area, &face.time, size, face.role);
    let below = Rect { y: area.y + high, height: area.height - high, ..area };
    phase_and_bar(scene, below, &face, pen);
    let state = timer::state_line(scene);
    let task = scene.status.task.as_ref().map(|(_, title)| title.as_str());
    let beside = Rect { x: area.x + wide + 2, width: area.width.saturating_sub(wide + 2), ..area };
    if below.height > 1 {
        pen.line(Rect { y: below.y + 1, height: 1, ..below }, &state);
    } else if columns(&state) <= beside.width {
        pen.line(beside, &state);
        let row = Rect { y: beside.y + 1, height: 1, ..beside };
        pen.put(row.x, row.y, row.width, task.unwrap_or_default(), Role::Dim);
    }
    if below.height > 2 {
        pen.put(below.x, below.y + 2, below.width, task.unwrap_or_default(), Role::Dim);
    }
}

/// The phase in a word, then its progress in what is left of the line.
fn phase_and_bar(scene: &Scene<'_>, line: Rect, face: &Face, pen: &mut Pen<'_>) {
    let word = match scene.status.state {
        State::Paused | State::Asking => scene.locale.text(&format!("timer-state-{}", scene.status.state.word())),
        _ => face.phase.clone(),
    };
    let end = if face.over {
        pen.loud(line.x, line.y, line.width, &word, face.role)
    } else {
        pen.put(line.x, line.y, line.width, &word, face.role)
    };
    if end + 4 < line.right() {
        pen.progress(end + 1, line.y, line.right() - end - 1, face.share.unwrap_or(0.0), face.role);
    }
}

fn lines(scene: &Scene<'_>, area: Rect, face: &Face, pen: &mut Pen<'_>) {
    let x = pen.put(area.x, area.y, area.width, &face.time, face.role) + 2;
    let beside = Rect { x, width: area.right().saturating_sub(x), height: 1, ..area };
    let said = [timer::state_line(scene), timer::rings(scene).into_iter().collect()];
    if let Some(said) = said.iter().find(|said| columns(said) <= beside.width) {
        pen.line(beside, said);
    }
    phase_and_bar(scene, Rect { y: area.y + 1, height: 1, ..area }, face, pen);
    if let Some((_, title)) = scene.status.task.as_ref().filter(|_| area.height > 2) {
        pen.put(area.x, area.y + 2, area.width, title, Role::Dim);
    }
}

/// `F 18:42 ▮▮▯▯`, and less of it where there is less room; the time goes last. Where there is more, the phase and
/// its state in words, when it rings, and what it is for.
fn one_line(scene: &Scene<'_>, area: Rect, face: &Face, pen: &mut Pen<'_>) {
    let in_words = area.width >= WORDS;
    let letter = if in_words { face.phase.clone() } else { letter(scene, face) };
    let time = face.time.len() as u16;
    let wide = width::width(&letter) as u16;
    if area.width < time {
        // Whole minutes say more than the beginning of a time.
        let minutes = face.time.split(':').next().unwrap_or_default();
        let minutes = minutes.strip_prefix('0').filter(|rest| !rest.is_empty()).unwrap_or(minutes);
        pen.put(area.x, area.y, area.width, minutes, face.role);
        return;
    }
    let mut x = area.x;
    if area.width > time + wide {
        x = if face.over {
            pen.loud(x, area.y, wide, &letter, face.role)
        } else {
            pen.put(x, area.y, wide, &letter, face.role)
        } + 1;
    }
    x = pen.put(x, area.y, area.right() - x, &face.time, face.role) + 1;
    let state = timer::state_line(scene);
    let words = if in_words { columns(&state) + 2 } else { 0 };
    if x + 2 + words < area.right() {
        let cells = (area.right() - x - words).min(20);
        let [full, rest] = pen.symbols().block;
        let filled = (f64::from(cells) * face.share.unwrap_or(0.0).clamp(0.0, 1.0)).round() as u16;
        for at in 0..cells {
            pen.put(x + at, area.y, 1, if at < filled { full } else { rest }, face.role);
        }
        x += cells + 2;
    }
    if words > 0 && x + words <= area.right() + 2 {
        x = pen.line(Rect { x, width: area.right() - x, ..area }, &state) + 2;
        if let Some((_, title)) = scene.status.task.as_ref().filter(|_| x + 8 < area.right()) {
            pen.put(x, area.y, area.right() - x, title, Role::Dim);
        }
    }
}

fn letter(scene: &Scene<'_>, face: &Face) -> String {
    let due = scene.status.next.as_ref().filter(|_| face.over).map(|next| next.phase);
    let name = match (scene.status.phase.or(due), scene.status.state) {
        (_, State::Paused | State::Asking) => "paused",
        (None, _) => "idle",
        (Some(phase), _) => phase.word(),
    };
    let letter = scene.locale.text(&format!("timer-letter-{name}"));
    // An end is told from a beginning without colours too.
    if face.over { format!("!{letter}") } else { letter }
}
