//! Where everything goes: a pure function of the size of the screen and of what is looked at.
use ratatui::layout::Rect;

use super::screen::{Pane, Screen, View};

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

/// From this size on all four panes have a frame of their own.
const GRID: (u16, u16) = (96, 26);
/// From this size on two panes stand side by side.
const PAIR: (u16, u16) = (64, 8);
/// From this size on two panes stand one above the other; below it there is only the timer.
const STACK: (u16, u16) = (26, 9);

/// The plan of a screen of the size of `area`. Places never overlap and never leave it.
pub(super) fn layout(area: Rect, screen: &Screen) -> Plan {
    let fits = |size: (u16, u16)| area.width >= size.0 && area.height >= size.1;
    if !fits(STACK) && !fits(PAIR) {
        return Plan { header: None, panes: Vec::new(), page: None, footer: None };
    }
    let mut body = area;
    // Where the timer's pane is not on the screen, the header shows the time.
    let roomy = area.height >= 14 && area.width >= 48;
    let header = (roomy || hides_timer(screen.view)).then(|| cut_top(&mut body, 1));
    let footer = (area.height >= 8).then(|| cut_bottom(&mut body, 1));
    let panes = match screen.view {
        View::Page(_) => return Plan { header, panes: Vec::new(), page: Some(body), footer },
        View::Full(pane) => vec![Place { pane, area: body, look: Look::Full }],
        View::Dashboard if fits(GRID) => grid(body),
        View::Dashboard if fits(PAIR) => pair(body, screen.focus),
        View::Dashboard => stack(body, screen.focus),
    };
    Plan { header, panes, page: None, footer }
}

/// Whether the timer's pane is not on the screen.
pub(super) fn hides_timer(view: View) -> bool {
    !matches!(view, View::Dashboard | View::Full(Pane::Timer))
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

fn cut_left(area: &mut Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    let left = Rect { width: columns, ..*area };
    area.x += columns;
    area.width -= columns;
    left
}

fn place(pane: Pane, area: Rect, look: Look) -> Place {
    Place { pane, area, look }
}

fn grid(mut body: Rect) -> Vec<Place> {
    let mut lower = cut_bottom(&mut body.clone(), (body.height * 2 / 5).clamp(9, 18));
    body.height -= lower.height;
    let left = (body.width * 37 / 100).clamp(38, 76);
    let timer = cut_left(&mut body, left);
    // Names of dimensions need more room than the time does.
    let assessment = cut_left(&mut lower, left.max(46));
    vec![
        place(Pane::Timer, timer, Look::Framed),
        place(Pane::Tasks, body, Look::Framed),
        place(Pane::Assessment, assessment, Look::Framed),
        place(Pane::Weeks, lower, Look::Framed),
    ]
}

/// The pane beside or below the timer: the one that has the keys.
fn second(focus: Pane) -> Pane {
    if focus == Pane::Timer { Pane::Tasks } else { focus }
}

fn strips(body: &mut Rect, rows: u16) -> [Place; 2] {
    let weeks = cut_bottom(body, rows);
    let assessment = cut_bottom(body, rows);
    [place(Pane::Assessment, assessment, Look::Strip), place(Pane::Weeks, weeks, Look::Strip)]
}

fn pair(mut body: Rect, focus: Pane) -> Vec<Place> {
    let strip_rows = match body.height {
        20.. => 4,
        16.. => 3,
        _ => 0,
    };
    let below = (strip_rows > 0).then(|| strips(&mut body, strip_rows));
    let left = (body.width * 37 / 100).clamp(26, 40);
    let timer = cut_left(&mut body, left);
    let beside = if below.is_some() { Pane::Tasks } else { second(focus) };
    let mut panes = vec![place(Pane::Timer, timer, Look::Framed), place(beside, body, Look::Framed)];
    panes.extend(below.into_iter().flatten());
    panes
}

fn stack(mut body: Rect, focus: Pane) -> Vec<Place> {
    let below = (body.height >= 28).then(|| strips(&mut body, 4));
    let (rows, look) = match body.height {
        26.. => (11, Look::Framed),
        18.. => (8, Look::Framed),
        14.. => (6, Look::Bare),
        _ => (5, Look::Bare),
    };
    let timer = cut_top(&mut body, rows);
    let lower = if below.is_some() { Pane::Tasks } else { second(focus) };
    let mut panes = vec![place(Pane::Timer, timer, look), place(lower, body, Look::Framed)];
    panes.extend(below.into_iter().flatten());
    panes
}

/// Inside the frame of a place.
pub(super) fn inner(place: &Place) -> Rect {
    let area = place.area;
    if place.look == Look::Bare || area.width < 2 || area.height < 2 {
        return area;
    }
    Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 }
}

/// Lines that the tasks pane needs below its list to explain a score: the rule included.
pub(super) fn why_rows(inner: Rect) -> u16 {
    match inner.height {
        0..8 => 0,
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
    let height = inner.height - why_rows(inner).min(inner.height);
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
        fn nothing_overlaps_and_the_timer_is_always_there(width in 0_u16..300, height in 0_u16..100, focus in 0_usize..4, full: bool) {
            let view = if full { View::Full(Pane::ALL[focus]) } else { View::Dashboard };
            let area = Rect::new(0, 0, width, height);
            let plan = layout(area, &screen(view, Pane::ALL[focus]));
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
            if !full && !plan.panes.is_empty() {
                prop_assert_eq!(plan.panes[0].pane, Pane::Timer);
            }
        }
    }
}
