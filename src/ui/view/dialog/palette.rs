//! The command palette: every command by name, with its key.
use ratatui::layout::{Position, Rect};

use crate::{
    text::width,
    ui::{
        Line, Role, Scene, pick,
        press::found,
        view::{footer, pen::Pen},
    },
};

pub(super) fn draw(scene: &Scene<'_>, line: &Line, at: usize, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let found = found(line.text(), scene.locale);
    // As high as for all of them, so that it keeps its place while the search narrows.
    let high = area.height.min(18);
    let inner = super::window(scene, area, area.width.min(64), high, &scene.locale.text("help-palette"), pen);
    let x = pen.put(inner.x, inner.y, inner.width, ": ", Role::Accent);
    let columns = inner.right().saturating_sub(x);
    let (text, cursor) = line.window(columns.into());
    pen.put(x, inner.y, columns, &text, Role::Text);
    let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    let at = at.min(found.len().saturating_sub(1));
    let first = pick::first_row(found.len(), at, list.height.into());
    for (row, index) in (first..found.len()).take(list.height.into()).enumerate() {
        let intent = found[index];
        let line = Rect { y: list.y + row as u16, height: 1, ..list };
        let role = if index == at { Role::Selection } else { Role::Text };
        let sign = if index == at { pen.symbols().cursor } else { " " };
        let keys = scene.keymap.first(intent).map(|key| footer::shown(scene, key)).unwrap_or_default();
        let begins = pen.line_right(line, &[(keys, Role::Accent)]);
        let room = begins.saturating_sub(line.x + 1);
        let text = format!("{sign} {}", footer::described(scene, intent));
        pen.put(line.x, line.y, room, &width::cut(&text, room.into()), role);
    }
    let x = x.saturating_add(cursor as u16).min(area.right() - 1);
    Some(Position::new(x, inner.y))
}
