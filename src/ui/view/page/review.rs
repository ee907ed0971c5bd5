//! The view of the look back on the week.
use ratatui::layout::Rect;

use super::super::{Sight, pen::Pen};
use crate::ui::Intent;

pub(super) fn draw(sight: &Sight<'_>, area: Rect, pen: &mut Pen<'_>) {
    pen.frame(area, &sight.scene.locale.text("review-title"), &[], true);
}

pub(super) fn hints(_sight: &Sight<'_>) -> Vec<(Intent, &'static str)> {
    Vec::new()
}
