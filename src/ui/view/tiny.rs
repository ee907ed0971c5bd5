//! Screens with room for little more than the time.
use ratatui::layout::Rect;

use super::{
    digits::{self, Size},
    pen::Pen,
    timer::{self, Face},
};
use crate::{domain::status::State, text::width, ui::Scene};

pub(super) fn draw(scene: &Scene<'_>, area: Rect, pen: &mut Pen<'_>) {
    let face = timer::face(scene);
    let size = digits::largest(&face.time, area.width, area.height.saturating_sub(1));
    if size == Size::Text {
        return match area.height {
            1 => one_line(scene, area, &face, pen),
            _ => lines(scene, area, &face, pen),
        };
    }
    let high = digits::measure(&face.time, size).1;
    digits::draw(pen, area, &face.time, size, face.role);
    let below = Rect { y: area.y + high, height: area.height - high, ..area };
    phase_and_bar(scene, below, &face, pen);
    if below.height > 1 {
        pen.line(Rect { y: below.y + 1, height: 1, ..below }, &timer::state_line(scene));
    }
    if let Some((_, title)) = scene.status.task.as_ref().filter(|_| below.height > 2) {
        pen.put(below.x, below.y + 2, below.width, title, super::super::Role::Dim);
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
    pen.put(area.x, area.y, area.width, &face.time, face.role);
    phase_and_bar(scene, Rect { y: area.y + 1, height: 1, ..area }, face, pen);
}

/// `F 18:42 ▮▮▯▯`, and less of it where there is less room; the time goes last.
fn one_line(scene: &Scene<'_>, area: Rect, face: &Face, pen: &mut Pen<'_>) {
    let letter = letter(scene);
    let time = face.time.len() as u16;
    let wide = width::width(&letter) as u16;
    if area.width < time {
        // Whole minutes say more than the beginning of a time.
        let minutes = scene.status.left_s.unwrap_or(scene.status.elapsed_s) / 60;
        pen.put(area.x, area.y, area.width, &minutes.to_string(), face.role);
        return;
    }
    let mut x = area.x;
    if area.width > time + wide {
        x = pen.put(x, area.y, wide, &letter, face.role) + 1;
    }
    x = pen.put(x, area.y, area.right() - x, &face.time, face.role) + 1;
    if x + 2 < area.right() {
        let cells = (area.right() - x).min(20);
        let [full, rest] = pen.symbols().block;
        let filled = (f64::from(cells) * face.share.unwrap_or(0.0).clamp(0.0, 1.0)).round() as u16;
        for at in 0..cells {
            pen.put(x + at, area.y, 1, if at < filled { full } else { rest }, face.role);
        }
    }
}

fn letter(scene: &Scene<'_>) -> String {
    let name = match (scene.status.phase, scene.status.state) {
        (_, State::Paused | State::Asking) => "paused",
        (None, _) => "idle",
        (Some(phase), _) => phase.word(),
    };
    scene.locale.text(&format!("timer-letter-{name}"))
}
