//! The view of when and how one works.
use ratatui::layout::Rect;

use super::super::{Sight, pen::Pen};
use crate::ui::Intent;

pub(super) fn draw(sight: &Sight<'_>, area: Rect, pen: &mut Pen<'_>) {
    pen.frame(area, &sight.scene.locale.text("insight-title"), &[], true);
}

pub(super) fn hints(_sight: &Sight<'_>) -> Vec<(Intent, &'static str)> {
    Vec::new()
}
