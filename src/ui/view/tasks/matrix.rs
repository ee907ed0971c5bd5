//! Tasks in Eisenhower's four quadrants.
use ratatui::layout::Rect;

use super::{Columns, Sight, row};
use crate::{
    domain::priority::Quadrant,
    ui::{Role, pick, view::pen::Pen},
};

const ORDER: [Quadrant; 4] = [Quadrant::Q1, Quadrant::Q2, Quadrant::Q3, Quadrant::Q4];

pub(super) fn draw(sight: &Sight<'_>, area: Rect, pen: &mut Pen<'_>) {
    let (left, top) = (area.width / 2, area.height / 2);
    for (index, quadrant) in ORDER.into_iter().enumerate() {
        let (column, line) = (index as u16 % 2, index as u16 / 2);
        let cell = Rect {
            x: area.x + column * left,
            y: area.y + line * top,
            width: if column == 0 { left - 1 } else { area.width - left },
            height: if line == 0 { top } else { area.height - top },
        };
        // All four show the same columns.
        self::quadrant(sight, quadrant, cell, left - 1, pen);
    }
}

fn quadrant(sight: &Sight<'_>, quadrant: Quadrant, area: Rect, wide: u16, pen: &mut Pen<'_>) {
    let within: Vec<usize> = sight.rows.quadrant(quadrant);
    let name = sight.scene.locale.text(&format!("task-quadrant-{}", quadrant.word()));
    let role = if quadrant == Quadrant::Q1 { Role::Warn } else { Role::Text };
    let end = pen.put(area.x + 1, area.y, area.width.saturating_sub(1), &format!("{} {name}", quadrant.word()), role);
    if end + 5 < area.right() {
        pen.put(end + 1, area.y, 4, &within.len().to_string(), Role::Dim);
    }
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let at = sight.at.and_then(|at| within.iter().position(|index| *index == at));
    let first = pick::first_row(within.len(), at.unwrap_or(0), usize::from(list.height));
    // Quadrant and score are said by the place.
    let shown = within.iter().copied().skip(first).take(usize::from(list.height));
    let due = super::longest_due(sight, shown);
    let columns = Columns { quadrant: false, blocks: 0, ..Columns::of(wide, &sight.rows, due, 0) };
    for (line, index) in within.iter().skip(first).take(usize::from(list.height)).enumerate() {
        let line = Rect { y: list.y + line as u16, height: 1, ..list };
        if let Some(found) = sight.rows.row(sight.scene.model, *index) {
            row(sight, &found, sight.at == Some(*index), &columns, line, pen);
        }
    }
}
