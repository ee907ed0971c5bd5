//! Tasks that can be put into the plan, found as one types.
use ratatui::layout::{Position, Rect};

use crate::{
    text::width,
    ui::{Line, Role, Scene, page::plan, pick, view::pen::Pen},
};

pub(super) fn draw(scene: &Scene<'_>, line: &Line, at: usize, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let found = plan::candidates(scene.screen, scene.model, scene.moment, line.text());
    let high = area.height.min(18);
    let inner = super::window(scene, area, area.width.min(72), high, &scene.locale.text("plan-choose"), pen);
    let x = pen.put(inner.x, inner.y, inner.width, "/ ", Role::Accent);
    let columns = inner.right().saturating_sub(x);
    let (text, cursor) = line.window(columns.into());
    pen.put(x, inner.y, columns, &text, Role::Text);
    let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    if found.is_empty() && line.text().is_empty() {
        pen.put(list.x, list.y, list.width, &scene.locale.text("plan-choose-none"), Role::Dim);
    }
    let at = at.min(found.len().saturating_sub(1));
    let first = pick::first_row(found.len(), at, list.height.into());
    for (row, index) in (first..found.len()).take(list.height.into()).enumerate() {
        let Some(task) = scene.model.task(&found[index]) else { continue };
        let line = Rect { y: list.y + row as u16, height: 1, ..list };
        let role = if index == at { Role::Selection } else { Role::Text };
        let sign = if index == at { pen.symbols().cursor } else { " " };
        let size = task.estimate().map(|size| scene.locale.number(size, usize::from(size.fract() != 0.0)));
        let begins = pen.line_right(line, &[(size.unwrap_or_default(), Role::Dim)]);
        let room = begins.saturating_sub(line.x + 1);
        pen.put(line.x, line.y, room, &width::cut(&format!("{sign} {}", task.title), room.into()), role);
    }
    Some(Position::new(x.saturating_add(cursor as u16).min(area.right() - 1), inner.y))
}
