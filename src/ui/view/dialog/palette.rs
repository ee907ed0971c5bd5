//! The command palette: every command by name, with its key.
use ratatui::layout::{Position, Rect};

use crate::{
    text::width,
    ui::{
        Line, Role, Scene, pick,
        press::{Entry, about, found},
        view::{footer, pen::Pen},
    },
};

pub(super) fn draw(scene: &Scene<'_>, line: &Line, at: usize, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let found = found(line.text(), scene.screen, scene.locale);
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
        let line = Rect { y: list.y + row as u16, height: 1, ..list };
        let role = if index == at { Role::Selection } else { Role::Text };
        let sign = if index == at { pen.symbols().cursor } else { " " };
        let (text, right) = match found[index] {
            Entry::Intent(intent) => {
                let key = scene.keymap.first(intent).map(|key| footer::shown(scene, key)).unwrap_or_default();
                (footer::described(scene, intent), (key, Role::Accent))
            }
            Entry::Setting(setting) => {
                let value = width::cut(&setting.value, 16).into_owned();
                (format!("{} {}", scene.locale.text("help-palette-setting"), setting.key), (value, Role::Dim))
            }
            Entry::Shell(command) => (format!("focus-tui {command}"), (about(command, scene.locale), Role::Dim)),
        };
        let begins = match found[index] {
            // What it is for has what its name leaves.
            Entry::Shell(_) => {
                let wide = (width::width(&text) as u16 + 4).min(line.width);
                pen.put(line.x + wide, line.y, line.width - wide, &right.0, right.1);
                line.x + wide
            }
            _ => pen.line_right(line, &[right]),
        };
        let room = begins.saturating_sub(line.x + 1);
        pen.put(line.x, line.y, room, &width::cut(&format!("{sign} {text}"), room.into()), role);
    }
    if found.is_empty() {
        pen.put(list.x, list.y, list.width, &scene.locale.text("help-none-found"), Role::Dim);
    }
    let x = x.saturating_add(cursor as u16).min(area.right() - 1);
    Some(Position::new(x, inner.y))
}
