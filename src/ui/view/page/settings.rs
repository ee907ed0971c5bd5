//! The view of every setting: its value, where that comes from, and what it is for.
use ratatui::layout::Rect;

use super::super::{
    Sight,
    pen::{Pen, Piece},
};
use crate::{
    text::{locale::Arg, width},
    ui::{Intent, Origin, Role, Scene, Setting, SettingKind, page::settings::Row, pick, screen::Dialog},
};

/// Most lines of a comment.
const MOST_LINES: usize = 4;

pub(super) fn draw(sight: &Sight<'_>, area: Rect, pen: &mut Pen<'_>) {
    let scene = sight.scene;
    let settings = &scene.screen.pages.settings;
    let (rows, at) = settings.rows();
    let count = rows.iter().filter(|row| matches!(row, Row::Setting(_))).count();
    let own = settings.found().iter().filter(|setting| setting.origin != Origin::Default).count();
    let args = [("count", count_of(count)), ("own", count_of(own))];
    let mut right: Vec<Piece> = vec![(scene.locale.with("config-count", &args), Role::Dim)];
    let search = settings.search.text();
    if !search.is_empty() {
        let dot = pen.symbols().dot;
        right.insert(0, (format!("/{search} {dot} "), Role::Accent));
    }
    pen.frame(area, &scene.locale.text("config-title"), &right, scene.screen.dialog.is_none());
    if area.width < 8 || area.height < 3 {
        return;
    }
    let inner = Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 };
    let mut list = inner;
    if let Some(Row::Setting(setting)) = rows.get(at).filter(|_| inner.height >= 7) {
        let lines = about(scene, setting, usize::from(inner.width));
        let high = (MOST_LINES as u16 + 1).min(inner.height / 2);
        list.height -= high;
        pen.rule(area, list.bottom(), &setting.key);
        for (y, (text, role)) in (list.bottom() + 1..inner.bottom()).zip(lines) {
            pen.put(inner.x, y, inner.width, &text, role);
        }
    }
    if rows.is_empty() {
        pen.put(list.x, list.y, list.width, &scene.locale.text("config-none-found"), Role::Dim);
    }
    let first = pick::first_row(rows.len(), at, list.height.into());
    for (line, (index, row)) in rows.iter().enumerate().skip(first).take(list.height.into()).enumerate() {
        let place = Rect { y: list.y + line as u16, height: 1, ..list };
        match row {
            Row::Table(table) => drop(pen.put(place.x, place.y, place.width, &format!("[{table}]"), Role::Accent)),
            Row::Setting(setting) => self::row(scene, setting, index == at, place, pen),
        }
    }
}

fn count_of(count: usize) -> Arg<'static> {
    Arg::Int(i64::try_from(count).unwrap_or(i64::MAX))
}

fn row(scene: &Scene<'_>, setting: &Setting, chosen: bool, place: Rect, pen: &mut Pen<'_>) {
    let role = if chosen { Role::Selection } else { Role::Text };
    let sign = if chosen { pen.symbols().cursor } else { " " };
    pen.put(place.x, place.y, 1, sign, role);
    let named = (place.width / 3).clamp(12, 26).min(place.width.saturating_sub(2));
    pen.put(place.x + 2, place.y, named, setting.name(), role);
    let x = place.x + 2 + named + 1;
    let mut room = place.right().saturating_sub(x);
    let from = origin(scene, &setting.origin);
    if room >= 30 && !from.is_empty() {
        let begins = pen.line_right(place, &[(from, Role::Dim)]);
        room = begins.saturating_sub(x + 2);
    }
    let own = setting.origin != Origin::Default;
    // What differs from the default is seen without colours too.
    let sign = if own { pen.symbols().running } else { " " };
    if room > 2 {
        pen.put(x, place.y, 1, sign, Role::Good);
        let role = if own { Role::Text } else { Role::Dim };
        pen.put(x + 2, place.y, room - 2, &value(&setting.value), role);
    }
}

fn value(text: &str) -> String {
    if text.is_empty() { "\"\"".to_owned() } else { text.replace('\n', " ") }
}

/// Where a value comes from, in words.
fn origin(scene: &Scene<'_>, origin: &Origin) -> String {
    match origin {
        Origin::Default => String::new(),
        Origin::File(line) => scene.locale.with("config-from-file", &[("line", count_of(*line))]),
        Origin::Given(name) => scene.locale.with("config-from-given", &[("name", Arg::Text(name))]),
    }
}

/// What a setting is for, what its default is and where its value comes from.
fn about(scene: &Scene<'_>, setting: &Setting, columns: usize) -> Vec<(String, Role)> {
    let intent = setting.key.strip_prefix("keys.").and_then(Intent::from_name);
    let comment = intent.map_or_else(|| setting.comment.clone(), |intent| scene.locale.text(&intent.key()));
    let mut lines: Vec<(String, Role)> =
        width::wrap(&comment, columns.max(1)).into_iter().map(|line| (line, Role::Text)).collect();
    lines.truncate(MOST_LINES - 1);
    let mut last = match setting.kind {
        SettingKind::Own => scene.locale.text("config-own"),
        _ => scene.locale.with("config-default", &[("value", Arg::Text(&value(&setting.default)))]),
    };
    let from = origin(scene, &setting.origin);
    if !from.is_empty() {
        last = format!("{last} {} {from}", scene.theme.symbols().dot);
    }
    lines.push((last, Role::Dim));
    lines
}

pub(super) fn hints(sight: &Sight<'_>) -> Vec<(Intent, &'static str)> {
    let screen = sight.scene.screen;
    if screen.dialog == Some(Dialog::FindSetting) {
        return Vec::new();
    }
    let mut hints = Vec::new();
    if let Some(setting) = screen.pages.settings.selected().filter(|setting| setting.kind != SettingKind::Own) {
        hints.push((
            Intent::Open,
            if setting.kind == SettingKind::Flag { "help-hint-switch" } else { "help-hint-edit" },
        ));
        if matches!(setting.origin, Origin::File(_)) {
            hints.push((Intent::Delete, "help-hint-reset"));
        }
    }
    hints.push((Intent::Filter, "help-hint-search"));
    hints
}
