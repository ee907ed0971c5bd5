//! All keys, grouped, with a search. Made from the intents and the keymap: it cannot be out of date.
use ratatui::layout::{Position, Rect};

use crate::{
    text::width,
    ui::{
        Group, Intent, Line, Role, Scene,
        pick::Search,
        view::{footer, pen::Pen},
    },
};

enum Row {
    Group(Group),
    Intent(Intent),
    Gap,
}

fn rows(scene: &Scene<'_>, text: &str) -> Vec<Row> {
    let mut search = Search::new(text);
    let mut rows = Vec::new();
    for group in Group::ALL {
        let found: Vec<Row> = Intent::ALL
            .iter()
            .filter(|intent| intent.group() == group)
            .filter(|intent| {
                let keys = scene.keymap.keys(**intent).join(" ");
                text.is_empty()
                    || search.finds(&format!("{} {} {keys}", scene.locale.text(&intent.key()), intent.name()))
            })
            .map(|intent| Row::Intent(*intent))
            .collect();
        if !found.is_empty() {
            if !rows.is_empty() {
                rows.push(Row::Gap);
            }
            rows.push(Row::Group(group));
            rows.extend(found);
        }
    }
    rows
}

pub(super) fn draw(scene: &Scene<'_>, line: &Line, top: usize, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let rows = rows(scene, line.text().trim());
    let wide = area.width.min(if area.width >= 110 { 108 } else { 72 });
    let high = area.height.saturating_sub(if area.height > 12 { 2 } else { 0 });
    let inner = super::window(scene, area, wide, high, &scene.locale.text("help-title"), pen);
    let x = pen.put(inner.x, inner.y, inner.width, "/ ", Role::Accent);
    let room = inner.right().saturating_sub(x);
    let (text, cursor) = line.window(room.into());
    pen.put(x, inner.y, room, &text, Role::Text);
    if line.text().is_empty() {
        pen.put(x, inner.y, room, &scene.locale.text("help-search"), Role::Dim);
    }
    let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    let count: u16 = if list.width >= 96 { 2 } else { 1 };
    let column = list.width / count;
    let per_column = usize::from(list.height) * usize::from(count);
    let first = top.min(rows.len().saturating_sub(per_column));
    for (at, row) in rows.iter().skip(first).take(per_column).enumerate() {
        let (side, line) = (at / usize::from(list.height).max(1), at % usize::from(list.height).max(1));
        let cell = Rect {
            x: list.x + side as u16 * column,
            y: list.y + line as u16,
            width: column.saturating_sub(if count > 1 { 2 } else { 0 }),
            height: 1,
        };
        self::row(scene, row, cell, pen);
    }
    Some(Position::new(x.saturating_add(cursor as u16).min(area.right() - 1), inner.y))
}

fn row(scene: &Scene<'_>, row: &Row, area: Rect, pen: &mut Pen<'_>) {
    match row {
        Row::Gap => {}
        Row::Group(group) => {
            pen.put(area.x, area.y, area.width, &scene.locale.text(group.key()), Role::Accent);
        }
        Row::Intent(intent) => {
            let keys: Vec<String> = scene.keymap.keys(*intent).iter().map(|key| footer::shown(scene, key)).collect();
            let keys = if keys.is_empty() { "–".to_owned() } else { keys.join("  ") };
            let wide = 16.min(area.width / 2);
            let x = pen.put(
                area.x,
                area.y,
                wide,
                &width::pad_right(&keys, usize::from(wide) - usize::from(wide > 0)),
                Role::Text,
            );
            let room = area.right().saturating_sub(x + 1);
            pen.put(x + 1, area.y, room, &footer::described(scene, *intent), Role::Dim);
        }
    }
}
