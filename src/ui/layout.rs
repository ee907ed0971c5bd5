//! Where everything goes: a pure function of the size of the screen and of what is looked at.
mod dashboard;

use ratatui::layout::Rect;

use super::{
    arrangement::Arrangement,
    screen::{Dialog, Pane, Screen, View},
};

/// How much room a pane has to show itself in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// The whole screen.
    Full,
    /// A framed part of it.
    Framed,
    /// A frame around a line or two.
    Strip,
    /// No frame.
    Bare,
}

/// A pane and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Which.
    pub(super) pane: Pane,
    /// Where, frame included.
    pub(super) area: Rect,
    /// In which look.
    pub(super) look: Look,
}

/// Where everything goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// The line about the day.
    pub(super) header: Option<Rect>,
    /// The panes; none where there is only room for the time.
    pub(super) panes: Vec<Place>,
    /// A view that is no pane, in place of the panes.
    pub(super) page: Option<Rect>,
    /// The line of keys and answers.
    pub(super) footer: Option<Rect>,
}

/// From this size on two panes stand side by side.
const PAIR: (u16, u16) = (64, 8);
/// From this size on two panes stand one above the other; below it there is only the timer.
const STACK: (u16, u16) = (26, 9);

/// What a screen has room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// Panes and everything else.
    Panes,
    /// The time, and below it a dialog.
    Dialogs,
    /// The time.
    Time,
}

/// From this size on a dialog can be read below the time.
const DIALOG: (u16, u16) = (18, 3);

/// What a screen of the size of `area` has room for.
pub(super) fn room(area: Rect) -> Room {
    let fits = |size: (u16, u16)| area.width >= size.0 && area.height >= size.1;
    match fits(STACK) || fits(PAIR) {
        true => Room::Panes,
        false if fits(DIALOG) => Room::Dialogs,
        false => Room::Time,
    }
}

/// Whether an open dialog can be seen on a screen with so much room.
pub(super) fn shows(room: Room, dialog: &Dialog) -> bool {
    match room {
        Room::Panes => true,
        Room::Dialogs => !dialog.is_in_bottom_line(),
        Room::Time => false,
    }
}

/// The key of the sentence that a screen of the size of `area` is too small.
pub(super) fn too_small(area: Rect) -> &'static str {
    if area.width < 24 { "help-too-small-short" } else { "help-too-small" }
}

/// The plan of a screen of the size of `area`. Places never overlap and never leave it.
pub(super) fn layout(area: Rect, screen: &Screen) -> Plan {
    if room(area) != Room::Panes {
        return Plan { header: None, panes: Vec::new(), page: None, footer: None };
    }
    let mut body = area;
    // Where the timer's pane is not on the screen, the header shows the time.
    let roomy = (area.height >= 14 && area.width >= 48) || (area.height >= 20 && area.width >= 34);
    let header = (roomy || hides_timer(screen)).then(|| cut_top(&mut body, 1));
    let footer = (area.height >= 8).then(|| cut_bottom(&mut body, 1));
    let panes = match screen.view {
        View::Page(_) => return Plan { header, panes: Vec::new(), page: Some(body), footer },
        View::Full(pane) => vec![Place { pane, area: body, look: Look::Full }],
        View::Dashboard => dashboard::places(area, body, screen),
    };
    Plan { header, panes, page: None, footer }
}

/// Whether the timer's pane is not on the screen.
pub(super) fn hides_timer(screen: &Screen) -> bool {
    match screen.view {
        View::Dashboard => !screen.arrangement.shows(Pane::Timer),
        View::Full(pane) => pane != Pane::Timer,
        View::Page(_) => true,
    }
}

fn cut_top(area: &mut Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    let top = Rect { height: rows, ..*area };
    area.y += rows;
    area.height -= rows;
    top
}

fn cut_bottom(area: &mut Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    area.height -= rows;
    Rect { y: area.y + area.height, height: rows, ..*area }
}

/// The share in percent of the left column and of the lower row as they are on the screen now.
pub(super) fn shares(area: Rect, screen: &Screen) -> (u16, u16) {
    let plan = layout(area, screen);
    let percent = |part: u16, whole: u16| (u32::from(part) * 100).div_ceil(u32::from(whole.max(1))) as u16;
    let arrangement = &screen.arrangement;
    let whole: u16 = plan.panes.iter().map(|place| place.area.bottom()).max().unwrap_or(0)
        - plan.panes.iter().map(|place| place.area.y).min().unwrap_or(0);
    let first = plan.panes.first().filter(|place| place.area.width < area.width);
    let below = plan.panes.iter().filter(|place| matches!(place.pane, Pane::Assessment | Pane::Weeks));
    let lower =
        below.max_by_key(|place| place.area.y).filter(|place| place.look == Look::Framed && place.area.height < whole);
    (
        first.map_or(arrangement.left(), |place| percent(place.area.width, area.width)),
        lower.map_or(arrangement.lower(), |place| percent(place.area.height, whole)),
    )
}

/// Inside the frame of a place.
pub(super) fn inner(place: &Place) -> Rect {
    let area = place.area;
    if place.look == Look::Bare || area.width < 2 || area.height < 2 {
        return area;
    }
    Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 }
}

/// From this size inside on a pane of tasks has room to tell all about one of them below the list.
const TELLS_ALL: (u16, u16) = (56, 24);

/// Whether a pane of tasks tells all about the selected one below its list.
pub(super) fn tells_all(place: &Place) -> bool {
    let inner = inner(place);
    place.look == Look::Framed && inner.width >= TELLS_ALL.0 && inner.height >= TELLS_ALL.1
}

/// Lines that the tasks pane needs below its list to explain a score: the rule included.
pub(super) fn why_rows(place: &Place) -> u16 {
    let inner = inner(place);
    match inner.height {
        0..8 => 0,
        height if tells_all(place) => (height * 2 / 5).clamp(10, 16),
        _ if inner.width < 56 => 3,
        8..12 => 2,
        12..16 => 3,
        _ => 4,
    }
}

/// Whether the place shows all about one task.
pub(super) fn shows_detail(place: &Place, wanted: bool) -> bool {
    wanted && place.look == Look::Full
}

/// Where the rows of the task list are. Beside all about one task it has the left half, or no room at all.
pub(super) fn task_list(place: &Place, detail: bool) -> Rect {
    let inner = inner(place);
    if shows_detail(place, detail) {
        let width = if inner.width >= 90 { inner.width * 45 / 100 } else { 0 };
        return Rect { width, ..inner };
    }
    let height = inner.height - why_rows(place).min(inner.height);
    Rect { height, width: inner.width.saturating_sub(1), ..inner }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn screen(view: View, focus: Pane) -> Screen {
        let mut screen = Screen::new();
        (screen.view, screen.focus) = (view, focus);
        screen
    }

    #[test]
    fn the_sizes_of_the_brief() {
        let count = |width, height| layout(Rect::new(0, 0, width, height), &Screen::new()).panes.len();
        assert_eq!([count(200, 60), count(120, 36), count(80, 24), count(40, 12), count(20, 4)], [4, 4, 4, 2, 0]);
    }

    #[test]
    fn a_number_key_swaps_the_lower_pane_where_there_are_two() {
        let shown = |focus| layout(Rect::new(0, 0, 40, 12), &screen(View::Dashboard, focus)).panes[1].pane;
        assert_eq!(
            [Pane::Timer, Pane::Tasks, Pane::Assessment, Pane::Weeks].map(shown),
            [Pane::Tasks, Pane::Tasks, Pane::Assessment, Pane::Weeks]
        );
    }

    proptest! {
        #[test]
        fn nothing_overlaps_and_the_timer_is_always_there(
            width in 0_u16..300, height in 0_u16..100, focus in 0_usize..4, full: bool,
            left in 0_u16..100, lower in 0_u16..100, shown in proptest::collection::vec(0_usize..4, 0..5),
        ) {
            let view = if full { View::Full(Pane::ALL[focus]) } else { View::Dashboard };
            let area = Rect::new(0, 0, width, height);
            let mut screen = screen(view, Pane::ALL[focus]);
            let shown: Vec<Pane> = shown.into_iter().map(|at| Pane::ALL[at]).collect();
            screen.arrange(Arrangement::new(left, lower, &shown));
            let plan = layout(area, &screen);
            shares(area, &screen);
            let mut all: Vec<Rect> = plan.panes.iter().map(|place| place.area).collect();
            all.extend(plan.header);
            all.extend(plan.page);
            all.extend(plan.footer);
            for (at, one) in all.iter().enumerate() {
                prop_assert_eq!(one.intersection(area), *one);
                for other in &all[at + 1..] {
                    prop_assert!(one.intersection(*other).is_empty(), "{:?}", plan);
                }
            }
            let timer = plan.panes.iter().any(|place| place.pane == Pane::Timer);
            prop_assert!(timer || plan.header.is_some() || plan.panes.is_empty());
            if !full && !plan.panes.is_empty() {
                prop_assert_eq!(timer, screen.arrangement.shows(Pane::Timer));
                let there = |pane: Pane| plan.panes.iter().any(|place| place.pane == pane);
                prop_assert!(plan.panes.iter().all(|place| screen.arrangement.shows(place.pane)));
                prop_assert!(width < 96 || height < 26 || screen.arrangement.shown().all(there));
                // Nothing is lost between the panes.
                let cells: u32 = plan.panes.iter().map(|place| place.area.area()).sum();
                let lines = u32::from(plan.header.is_some()) + u32::from(plan.footer.is_some());
                prop_assert_eq!(cells, u32::from(width) * (u32::from(height) - lines));
            }
        }
    }
}
