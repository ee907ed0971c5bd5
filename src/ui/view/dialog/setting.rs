//! The value of a setting being written, with what it is for and what is wrong with it.
use ratatui::layout::{Position, Rect};

use crate::{
    text::{locale::Arg, width},
    ui::{Role, Scene, SettingForm, pick, view::pen::Pen},
};

pub(super) fn draw(scene: &Scene<'_>, form: &SettingForm, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let locale = scene.locale;
    let setting = scene.screen.pages.settings.named(&form.key)?;
    let wide = area.width.min(76);
    let text_wide = usize::from(wide.saturating_sub(4)).max(1);
    let mut comment = width::wrap(&setting.comment, text_wide);
    comment.truncate(5);
    let default = if setting.default.is_empty() { "\"\"" } else { setting.default.as_str() };
    let default = width::wrap(&locale.with("config-default", &[("value", Arg::Text(default))]), text_wide);
    let error = form.error.as_ref().map_or_else(Vec::new, |text| width::wrap(text, text_wide));
    let hint = if form.choices.is_empty() { "help-form-setting" } else { "help-form-choice" };
    let hint = width::wrap(&locale.text(hint), text_wide);
    let rows = form.choices.len().max(1);
    let high = 2 + rows + error.len() + 1 + comment.len() + default.len() + hint.len();
    let inner = super::window(scene, area, wide, high as u16, &form.key, pen);
    let (text, column) = form.line.window(inner.width.into());
    let mut below = inner.y + 1;
    let mut cursor = Some(inner.y);
    if form.choices.is_empty() {
        pen.put(inner.x, inner.y, inner.width, &text, if form.error.is_some() { Role::Bad } else { Role::Text });
    } else {
        // Little height: some of the choices, and what is wrong.
        let shown = rows.min(usize::from(inner.height).saturating_sub(error.len()).max(1));
        let first = pick::first_row(rows, form.chosen().unwrap_or(0), shown);
        for (choice, y) in form.choices.iter().skip(first).zip(inner.y..inner.y + shown as u16) {
            let chosen = choice == form.line.text();
            let sign = if chosen { pen.symbols().cursor } else { " " };
            let role = if chosen { Role::Selection } else { Role::Text };
            pen.put(inner.x, y, inner.width, &format!("{sign} {choice}"), role);
        }
        below = inner.y + shown as u16;
        cursor = None;
    }
    let texts = error.iter().map(|line| (line.as_str(), Role::Bad));
    let texts = texts.chain([("", Role::Dim)]);
    let texts = texts.chain(comment.iter().map(|line| (line.as_str(), Role::Text)));
    let texts = texts.chain(default.iter().chain(&hint).map(|line| (line.as_str(), Role::Dim)));
    for (y, (line, role)) in (below..inner.bottom()).zip(texts) {
        pen.put(inner.x, y, inner.width, line, role);
    }
    let x = inner.x.saturating_add(column as u16).min(inner.right().saturating_sub(1)).max(inner.x);
    cursor.map(|y| Position::new(x.min(area.right() - 1), y))
}
