//! A scene as cells. Every drawing function takes values and a place, and changes nothing but the cells there.
mod assessment;
mod chart;
mod dialog;
mod digits;
mod due;
mod footer;
mod header;
pub(super) mod page;
mod pen;
mod tasks;
mod timer;
mod tiny;
mod waterfall;
mod weeks;

use std::rc::Rc;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    Intent, Scene,
    layout::{self, Place},
    listing::{self, Listing},
    pick,
    screen::{Dialog, Pane, View},
};
use crate::domain::{agenda::Row, commitment::DayPlan, parked::Parked, template::Template, week::Week};
use pen::Pen;

/// A scene with what several panes need, worked out once.
struct Sight<'a> {
    scene: &'a Scene<'a>,
    /// The tasks that are listed.
    rows: Rc<Listing>,
    /// Which of them is selected.
    at: Option<usize>,
    /// The selected one.
    chosen: Option<Row<'a>>,
    /// The template that is shown.
    template: Option<&'a Template>,
    /// The week that is shown.
    week: Week,
    /// The present one.
    this_week: Week,
    /// The notes of the day that wait to become tasks.
    parked: Vec<Parked<'a>>,
    /// The plan that was accepted for today.
    plan: Option<&'a DayPlan>,
}

/// Draws the scene into `area` and says where the cursor of a form stands. Pure: the same scene and size
/// give the same cells.
pub fn draw(scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return None;
    }
    let plan = layout::layout(area, scene.screen);
    let mut pen = Pen::new(buf, scene.theme);
    if plan.panes.is_empty() && plan.page.is_none() {
        return tiny::draw(scene, area, &mut pen);
    }
    let sight = Sight::new(scene);
    if let Some(line) = plan.header {
        header::draw(&sight, line, &mut pen);
    }
    for place in &plan.panes {
        pane(&sight, place, &mut pen);
    }
    if let (Some(area), View::Page(page)) = (plan.page, scene.screen.view) {
        page::draw(&sight, page, area, &mut pen);
    }
    let cursor = plan.footer.and_then(|line| footer::draw(&sight, line, plan.header.is_none(), &mut pen));
    dialog::draw(scene, area, &mut pen).or(cursor)
}

fn pane(sight: &Sight<'_>, place: &Place, pen: &mut Pen<'_>) {
    match place.pane {
        Pane::Timer => timer::draw(sight, place, pen),
        Pane::Tasks => tasks::draw(sight, place, pen),
        Pane::Assessment => assessment::draw(sight, place, pen),
        Pane::Weeks => weeks::draw(sight, place, pen),
    }
}

/// The intent whose key is drawn at a place, in the bottom line or in the header.
pub(super) fn key_at(scene: &Scene<'_>, area: Rect, place: Position) -> Option<Intent> {
    let plan = layout::layout(area, scene.screen);
    let sight = Sight::new(scene);
    let hidden = plan.header.is_none() && scene.banner.is_some();
    let below = plan.footer.filter(|line| line.contains(place) && !hidden);
    let above = plan.header.filter(|line| line.contains(place));
    below.and_then(|line| footer::at(&sight, line, place)).or_else(|| header::at(&sight, above?, place))
}

impl<'a> Sight<'a> {
    fn new(scene: &'a Scene<'a>) -> Self {
        let rows = listing::listed(scene.model, scene.screen, scene.moment);
        let at = rows.selected(scene.screen);
        Self {
            at,
            chosen: at.and_then(|at| rows.row(scene.model, at)),
            rows,
            template: pick::template(scene.model, scene.screen),
            week: pick::week(scene.model, scene.screen, scene.moment),
            this_week: pick::this_week(scene.model, scene.moment),
            parked: scene.model.parked(scene.moment),
            plan: scene.model.accepted_plan(scene.status.today.date),
            scene,
        }
    }

    /// Whether a pane has the keys.
    fn has_focus(&self, pane: Pane) -> bool {
        self.scene.screen.focus == pane && !matches!(self.scene.screen.dialog, Some(Dialog::Form(_) | Dialog::Quick(_)))
    }

    /// The frame of a pane: its number and name on the left, what it shows on the right.
    fn frame(&self, place: &Place, name: &str, right: &[pen::Piece], pen: &mut Pen<'_>) -> Rect {
        let inner = layout::inner(place);
        if inner != place.area {
            let title = format!("{} {}", place.pane.number(), self.scene.locale.text(name));
            pen.frame(place.area, &title, right, self.has_focus(place.pane));
        }
        inner
    }
}
