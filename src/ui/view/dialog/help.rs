//! All keys, grouped, with a search. Made from the intents and the keymap: it cannot be out of date.
use ratatui::layout::{Position, Rect};

use crate::{
    text::width,
    ui::{
        Group, Intent, Line, Role, Scene,
        pick::{self, Search},
        view::{footer, pen::Pen},
    },
};

/// A line of the help.
enum Row {
    Group(Group),
    /// An intent; its keys stand in the first of its lines.
    Intent(Option<Intent>, String),
    Gap,
}

/// Columns of the keys.
const KEYS: u16 = 16;

/// The intents of a group that a search finds: by the beginnings of words, or where nothing is found so, loosely.
fn found(scene: &Scene<'_>, text: &str) -> Vec<Intent> {
    if text.is_empty() {
        return Intent::ALL.to_vec();
    }
    let said = |intent: Intent| {
        let keys = scene.keymap.keys(intent).join(" ");
        format!("{} {} {keys}", scene.locale.text(&intent.key()), intent.name())
    };
    let all = || Intent::ALL.iter().copied();
    let found: Vec<Intent> = all().filter(|intent| pick::begins(text, &said(*intent))).collect();
    if !found.is_empty() {
        return found;
    }
    let mut search = Search::new(text);
    all().filter(|intent| search.finds(&said(*intent))).collect()
}

fn rows(scene: &Scene<'_>, text: &str, columns: u16) -> Vec<Row> {
    let found = found(scene, text);
    let mut rows = Vec::new();
    for group in Group::ALL {
        let within: Vec<Intent> = found.iter().copied().filter(|intent| intent.group() == group).collect();
        if within.is_empty() {
            continue;
        }
        if !rows.is_empty() {
            rows.push(Row::Gap);
        }
        rows.push(Row::Group(group));
        for intent in within {
            let lines = width::wrap(&footer::described(scene, intent), usize::from(columns).max(1));
            let first = std::iter::once(Some(intent)).chain(std::iter::repeat(None));
            rows.extend(first.zip(lines).map(|(intent, line)| Row::Intent(intent, line)));
        }
    }
    rows
}

pub(super) fn draw(scene: &Scene<'_>, line: &Line, top: usize, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let wide = area.width.min(if area.width >= 110 { 116 } else { 72 });
    let high = area.height.saturating_sub(if area.height > 12 { 2 } else { 0 });
    let inner = super::window(scene, area, wide, high, &scene.locale.text("help-title"), pen);
    let x = pen.put(inner.x, inner.y, inner.width, "/ ", Role::Accent);
    let room = inner.right().saturating_sub(x);
    let (text, cursor) = line.window(room.into());
    let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    let count: u16 = if list.width >= 96 { 2 } else { 1 };
    let column = list.width / count;
    let gap = if count > 1 { 2 } else { 0 };
    let keys = KEYS.min((column - gap) / 2);
    let rows = rows(scene, line.text().trim(), (column - gap).saturating_sub(keys + 1));
    let per_column = usize::from(list.height) * usize::from(count);
    let first = top.min(rows.len().saturating_sub(per_column));
    let hint = if line.text().is_empty() { scene.locale.text("help-search") } else { text };
    let mut room = room;
    if first + per_column < rows.len() {
        let more = format!("{} {}", footer::shown(scene, "down"), scene.locale.text("help-hint-more"));
        let begins = pen.line_right(Rect { height: 1, ..inner }, &[(more, Role::Accent)]);
        room = begins.saturating_sub(x + 1);
    }
    pen.put(x, inner.y, room, &hint, if line.text().is_empty() { Role::Dim } else { Role::Text });
    if rows.is_empty() {
        pen.put(list.x, list.y, list.width, &scene.locale.text("help-none-found"), Role::Dim);
    }
    for (at, row) in rows.iter().skip(first).take(per_column).enumerate() {
        let (side, line) = (at / usize::from(list.height).max(1), at % usize::from(list.height).max(1));
        let cell = Rect { x: list.x + side as u16 * column, y: list.y + line as u16, width: column - gap, height: 1 };
        self::row(scene, row, keys, cell, pen);
    }
    Some(Position::new(x.saturating_add(cursor as u16).min(area.right() - 1), inner.y))
}

fn row(scene: &Scene<'_>, row: &Row, wide: u16, area: Rect, pen: &mut Pen<'_>) {
    match row {
        Row::Gap => {}
        Row::Group(group) => {
            pen.put(area.x, area.y, area.width, &scene.locale.text(group.key()), Role::Accent);
        }
        Row::Intent(intent, said) => {
            if let Some(intent) = intent {
                let keys: Vec<String> =
                    scene.keymap.keys(*intent).iter().map(|key| footer::shown(scene, key)).collect();
                let keys = if keys.is_empty() { "–".to_owned() } else { keys.join("  ") };
                let keys = width::cut(&keys, wide.into()).into_owned();
                pen.put(area.x, area.y, wide, &keys, Role::Text);
            }
            let x = area.x + wide + 1;
            pen.put(x, area.y, area.right().saturating_sub(x), said, Role::Dim);
        }
    }
}
