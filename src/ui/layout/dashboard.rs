//! Where the panes of the dashboard go. Pure.
use ratatui::layout::Rect;

use super::{Arrangement, Look, PAIR, Pane, Place, Screen, cut_bottom, cut_top};

/// From this size on all four panes have a frame of their own.
const GRID: (u16, u16) = (96, 26);
/// From this width on, and with at least so many rows for the panes, they stand in three columns where there is not
/// enough height for two rows.
const FLAT: (u16, u16) = (150, 9);

/// The places of the panes in `body`, the part of the screen that is theirs.
pub(super) fn places(area: Rect, body: Rect, screen: &Screen) -> Vec<Place> {
    let fits = |size: (u16, u16)| area.width >= size.0 && area.height >= size.1;
    if fits(GRID) {
        grid(body, &screen.arrangement)
    } else if body.width >= FLAT.0 && body.height >= FLAT.1 {
        flat(body, &screen.arrangement)
    } else if fits(PAIR) {
        pair(body, screen)
    } else {
        stack(body, screen)
    }
}

fn cut_left(area: &mut Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    let left = Rect { width: columns, ..*area };
    area.x += columns;
    area.width -= columns;
    left
}

fn cut_right(area: &mut Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    area.width -= columns;
    Rect { x: area.right(), width: columns, ..*area }
}

fn place(pane: Pane, area: Rect, look: Look) -> Place {
    Place { pane, area, look }
}

/// The columns of the left pane: the usual share has bounds that suit it, one's own only has to leave room.
fn left_columns(arrangement: &Arrangement, columns: u16, usual: (u16, u16)) -> u16 {
    let share = |percent: u16| (u32::from(columns) * u32::from(percent) / 100) as u16;
    match arrangement.left() {
        Arrangement::LEFT => share(Arrangement::LEFT).clamp(usual.0, usual.1),
        left => share(left).clamp(24.min(columns / 2), columns.saturating_sub(30).max(columns / 2)),
    }
}

fn lower_rows(arrangement: &Arrangement, rows: u16) -> u16 {
    match arrangement.lower() {
        Arrangement::LOWER => (rows * 2 / 5).clamp(9, 24),
        lower => (rows * lower / 100).clamp(7.min(rows / 2), rows.saturating_sub(9).max(rows / 2)),
    }
}

/// Two panes side by side, or the one of them that is shown.
fn row(mut area: Rect, left: u16, panes: [Pane; 2], arrangement: &Arrangement) -> Vec<Place> {
    let shown: Vec<Pane> = panes.into_iter().filter(|pane| arrangement.shows(*pane)).collect();
    match *shown.as_slice() {
        [first, second] => {
            let first = place(first, cut_left(&mut area, left), Look::Framed);
            vec![first, place(second, area, Look::Framed)]
        }
        [one] => vec![place(one, area, Look::Framed)],
        _ => Vec::new(),
    }
}

fn grid(mut body: Rect, arrangement: &Arrangement) -> Vec<Place> {
    let left = left_columns(arrangement, body.width, (38, 108));
    let (upper, lower) = ([Pane::Timer, Pane::Tasks], [Pane::Assessment, Pane::Weeks]);
    // Names of dimensions need more room than the time does.
    let left_below = left.max(46);
    let shows = |panes: [Pane; 2]| panes.into_iter().any(|pane| arrangement.shows(pane));
    match (shows(upper), shows(lower)) {
        (true, true) => {
            let rows = lower_rows(arrangement, body.height);
            let below = cut_bottom(&mut body, rows);
            let mut panes = row(body, left, upper, arrangement);
            panes.extend(row(below, left_below, lower, arrangement));
            panes
        }
        (false, _) => row(body, left_below, lower, arrangement),
        (true, false) => row(body, left, upper, arrangement),
    }
}

/// The pane beside or below the timer: the one that has the keys, as long as it is shown.
fn second(screen: &Screen) -> Option<Pane> {
    let focus = Some(screen.focus).filter(|pane| *pane != Pane::Timer && screen.arrangement.shows(*pane));
    focus.or_else(|| screen.arrangement.shown().find(|pane| *pane != Pane::Timer))
}

fn strips(body: &mut Rect, rows: u16, arrangement: &Arrangement) -> Vec<Place> {
    let shown = [Pane::Weeks, Pane::Assessment].into_iter().filter(|pane| arrangement.shows(*pane));
    let mut strips: Vec<Place> = shown.map(|pane| place(pane, cut_bottom(body, rows), Look::Strip)).collect();
    strips.reverse();
    strips
}

/// The timer, where it is shown, and beside or below it another pane.
fn two(timer: Option<Place>, other: Option<Pane>, mut body: Rect, cut: impl FnOnce(&mut Rect) -> Rect) -> Vec<Place> {
    match (timer, other) {
        (Some(timer), Some(other)) => {
            let area = cut(&mut body);
            vec![Place { area, ..timer }, place(other, body, Look::Framed)]
        }
        (Some(timer), None) => vec![Place { area: body, look: Look::Framed, ..timer }],
        (None, Some(other)) => vec![place(other, body, Look::Framed)],
        (None, None) => Vec::new(),
    }
}

/// The pane in the main part, where strips show the others: the tasks, or one of those where they are hidden.
fn main(screen: &Screen, strips: &mut Vec<Place>, body: &mut Rect) -> Option<Pane> {
    if screen.arrangement.shows(Pane::Tasks) {
        return Some(Pane::Tasks);
    }
    let focused = strips.iter().position(|strip| strip.pane == screen.focus).unwrap_or(0);
    if strips.is_empty() {
        return None;
    }
    let taken = strips.remove(focused);
    // Its rows come back to the main part; the other strip moves down.
    body.height += taken.area.height;
    for strip in strips.iter_mut() {
        strip.area.y = body.bottom();
    }
    Some(taken.pane)
}

/// Wide and flat: timer, tasks, and a column in which the assessment stands above the weeks.
fn flat(mut body: Rect, arrangement: &Arrangement) -> Vec<Place> {
    let (main, last) = ([Pane::Timer, Pane::Tasks], [Pane::Assessment, Pane::Weeks]);
    let shows = |panes: [Pane; 2]| panes.into_iter().any(|pane| arrangement.shows(pane));
    if !shows(main) {
        return row(body, body.width / 2, last, arrangement);
    }
    let column = if shows(last) { (body.width / 3).clamp(50, 72) } else { 0 };
    let mut column = cut_right(&mut body, column);
    let mut panes = row(body, left_columns(arrangement, body.width, (26, 40)), main, arrangement);
    if last.into_iter().all(|pane| arrangement.shows(pane)) {
        let rows = match arrangement.lower() {
            // The dimensions have a line each; two lines are enough for the weeks.
            Arrangement::LOWER => (column.height * 2 / 5).max(4),
            lower => (column.height * lower / 100).clamp(4, column.height.saturating_sub(4).max(4)),
        };
        let below = cut_bottom(&mut column, rows);
        panes.push(place(Pane::Assessment, column, Look::Framed));
        panes.push(place(Pane::Weeks, below, Look::Framed));
    } else {
        panes.extend(row(column, 0, last, arrangement));
    }
    panes
}

fn pair(mut body: Rect, screen: &Screen) -> Vec<Place> {
    let strip_rows = match body.height {
        // Where there is height, they are no strips any more.
        50.. => 11,
        36.. => 9,
        20.. => 4,
        16.. => 3,
        _ => 0,
    };
    let mut below = if strip_rows > 0 { strips(&mut body, strip_rows, &screen.arrangement) } else { Vec::new() };
    let beside = if strip_rows > 0 { main(screen, &mut below, &mut body) } else { second(screen) };
    let timer = screen.arrangement.shows(Pane::Timer).then(|| place(Pane::Timer, body, Look::Framed));
    // A tall timer shows the hours of the day as well.
    let least = if body.height >= 26 { 32 } else { 26 };
    let left = left_columns(&screen.arrangement, body.width, (least, 40));
    let mut panes = two(timer, beside, body, |body| cut_left(body, left));
    panes.extend(below);
    panes
}

fn stack(mut body: Rect, screen: &Screen) -> Vec<Place> {
    let has_strips = body.height >= 28;
    let strip_rows = match body.height {
        64.. => 11,
        44.. => 9,
        _ => 4,
    };
    let mut below = if has_strips { strips(&mut body, strip_rows, &screen.arrangement) } else { Vec::new() };
    let lower = if has_strips { main(screen, &mut below, &mut body) } else { second(screen) };
    let (rows, look) = match body.height {
        34.. => (13, Look::Framed),
        26.. => (11, Look::Framed),
        18.. => (8, Look::Framed),
        14.. => (6, Look::Bare),
        _ => (5, Look::Bare),
    };
    let timer = screen.arrangement.shows(Pane::Timer).then(|| place(Pane::Timer, body, look));
    let mut panes = two(timer, lower, body, |body| cut_top(body, rows));
    panes.extend(below);
    panes
}
