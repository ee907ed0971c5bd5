//! The value of a setting being written, with what it is for and what is wrong with it.
use ratatui::layout::{Position, Rect};

use crate::{
    text::{locale::Arg, width},
    ui::{Role, Scene, SettingForm, view::pen::Pen},
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
    let hint = width::wrap(&locale.text("help-form-setting"), text_wide);
    let high = 2 + 1 + error.len() + 1 + comment.len() + default.len() + hint.len();
    let inner = super::window(scene, area, wide, high as u16, &form.key, pen);
    let (text, column) = form.line.window(inner.width.into());
    pen.put(inner.x, inner.y, inner.width, &text, if form.error.is_some() { Role::Bad } else { Role::Text });
    let texts = error.iter().map(|line| (line.as_str(), Role::Bad));
    let texts = texts.chain([("", Role::Dim)]);
    let texts = texts.chain(comment.iter().map(|line| (line.as_str(), Role::Text)));
    let texts = texts.chain(default.iter().chain(&hint).map(|line| (line.as_str(), Role::Dim)));
    for (y, (line, role)) in (inner.y + 1..inner.bottom()).zip(texts) {
        pen.put(inner.x, y, inner.width, line, role);
    }
    let x = inner.x.saturating_add(column as u16).min(inner.right().saturating_sub(1)).max(inner.x);
    Some(Position::new(x.min(area.right() - 1), inner.y))
}
