//! The views that fill the screen and are no panes.
pub(in crate::ui) mod history;
pub(super) mod insights;
pub(super) mod plan;
mod review;
mod settings;

use ratatui::layout::Rect;

use super::{Sight, pen::Pen};
use crate::ui::{Intent, Page};

pub(super) fn draw(sight: &Sight<'_>, page: Page, area: Rect, pen: &mut Pen<'_>) {
    match page {
        Page::Plan => plan::draw(sight, area, pen),
        Page::Review => review::draw(sight, area, pen),
        Page::History => history::draw(sight, area, pen),
        Page::Insights => insights::draw(sight, area, pen),
        Page::Settings => settings::draw(sight, area, pen),
    }
}

/// The keys of a view that do something now, the most useful first.
pub(super) fn hints(sight: &Sight<'_>, page: Page) -> Vec<(Intent, &'static str)> {
    match page {
        Page::Plan => plan::hints(sight),
        Page::Review => review::hints(sight),
        Page::History => history::hints(sight),
        Page::Insights => insights::hints(sight),
        Page::Settings => settings::hints(sight),
    }
}
