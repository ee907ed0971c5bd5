//! What the intents do that move: between views, panes, rows and weeks; and how the panes share the screen.
use super::{
    super::select,
    With, edit,
    scores::{score, training},
    tasks,
};
use crate::{
    text::locale::Arg,
    ui::{
        Intent, Reply, layout,
        page::Page,
        pick,
        screen::{Pane, Screen, Tone, View},
    },
};

/// How many weeks back one can look.
const MOST_WEEKS: i32 = 520;

/// Turns the eyes to a pane: on the dashboard it gets the keys, on the whole screen it takes the place
/// of the one that is there.
pub(in crate::ui) fn look_at(screen: &mut Screen, pane: Pane) {
    screen.focus = pane;
    screen.arrangement.show(pane);
    match screen.view {
        View::Dashboard => {}
        View::Full(_) => screen.view = View::Full(pane),
        View::Page(_) => screen.view = View::Dashboard,
    }
}

/// Opens a view; back to the dashboard where it is open.
pub(super) fn turn_to(screen: &mut Screen, page: Page) -> Reply {
    screen.view = if screen.view == View::Page(page) { View::Dashboard } else { View::Page(page) };
    Reply::Redraw
}

pub(super) fn go_to(screen: &mut Screen, pane: Pane) -> Reply {
    look_at(screen, pane);
    Reply::Redraw
}

/// The next pane that is shown, `steps` at a time.
pub(super) fn neighbour(screen: &mut Screen, steps: usize) -> Reply {
    let mut pane = screen.focus.plus(steps);
    while !screen.arrangement.shows(pane) && pane != screen.focus {
        pane = pane.plus(steps);
    }
    go_to(screen, pane)
}

pub(super) fn hide(screen: &mut Screen, with: &With<'_>) -> Reply {
    let pane = screen.focus;
    if screen.view != View::Dashboard {
        return Reply::Ignored;
    }
    let name = with.locale.text(&format!("help-intent-pane-{}", pane.name()));
    if !screen.arrangement.hide(pane) {
        screen.say(with.locale.text("help-last-pane"), Tone::Refused);
        return Reply::Redraw;
    }
    neighbour(screen, 1);
    let intent = match pane {
        Pane::Timer => Intent::PaneTimer,
        Pane::Tasks => Intent::PaneTasks,
        Pane::Assessment => Intent::PaneAssessment,
        Pane::Weeks => Intent::PaneWeeks,
    };
    let key = with.keymap.first(intent).unwrap_or("–");
    let args = [("pane", Arg::Text(&name)), ("key", Arg::Text(key))];
    screen.say(with.locale.with("help-pane-hidden", &args), Tone::Done);
    Reply::Redraw
}

/// Moves the edges between the panes by some percent.
pub(super) fn edge(screen: &mut Screen, right: i16, up: i16) -> Reply {
    const STEP: i16 = 3;
    if screen.view != View::Dashboard {
        return Reply::Ignored;
    }
    let before = screen.arrangement;
    let (left, lower) = layout::shares(screen.area(), screen);
    let moved = |share: u16, steps: i16| share.saturating_add_signed(steps * STEP);
    if right != 0 {
        screen.arrangement.set_left(moved(left, right));
    }
    if up != 0 {
        screen.arrangement.set_lower(moved(lower, up));
    }
    if screen.arrangement == before { Reply::Ignored } else { Reply::Redraw }
}

pub(super) fn page(screen: &Screen) -> i32 {
    i32::from(screen.area().height / 2).max(1)
}

pub(super) fn step(screen: &mut Screen, with: &With<'_>, rows: i32) -> Reply {
    if let View::Page(_) = screen.view {
        return Reply::Ignored;
    }
    match screen.focus {
        Pane::Tasks if screen.matrix && rows.abs() == 1 => {
            tasks::in_matrix(screen, with, if rows < 0 { Intent::Up } else { Intent::Down });
            Reply::Redraw
        }
        Pane::Tasks => {
            select(screen, with, |at, count| {
                let at = i64::try_from(at).unwrap_or(i64::MAX);
                usize::try_from((at + i64::from(rows)).max(0)).unwrap_or(count)
            });
            Reply::Redraw
        }
        // Weeks are listed newest first.
        Pane::Weeks if screen.view == View::Full(Pane::Weeks) => sideways(screen, with, rows.saturating_neg()),
        Pane::Assessment if screen.view == View::Full(Pane::Assessment) => {
            let Some((_, plan)) = training(screen, with) else { return Reply::Ignored };
            let last = i64::try_from(plan.len()).unwrap_or(0) - 1;
            let at = i64::try_from(screen.practice).unwrap_or(0).min(last) + i64::from(rows);
            screen.practice = usize::try_from(at.clamp(0, last.max(0))).unwrap_or(0);
            Reply::Redraw
        }
        Pane::Weeks | Pane::Assessment | Pane::Timer => Reply::Ignored,
    }
}

pub(super) fn sideways(screen: &mut Screen, with: &With<'_>, weeks: i32) -> Reply {
    if screen.matrix && screen.focus == Pane::Tasks && !matches!(screen.view, View::Page(_)) {
        tasks::in_matrix(screen, with, if weeks < 0 { Intent::Left } else { Intent::Right });
        return Reply::Redraw;
    }
    if matches!(screen.view, View::Page(_)) || matches!(screen.focus, Pane::Tasks | Pane::Timer) {
        return Reply::Ignored;
    }
    let this_week = pick::this_week(with.model, with.now);
    let shown = pick::week(with.model, screen, with.now).since(this_week);
    let next = shown.saturating_add(weeks).clamp(-MOST_WEEKS, 0);
    screen.week = (next < 0).then(|| this_week.plus(next));
    Reply::Redraw
}

pub(super) fn opened(screen: &mut Screen, with: &With<'_>) -> Reply {
    match screen.view {
        View::Dashboard => screen.view = View::Full(screen.focus),
        View::Full(Pane::Tasks) => {
            if screen.detail {
                return edit(screen, with);
            }
            select(screen, with, |at, _| at);
            screen.detail = true;
        }
        View::Full(Pane::Weeks) => look_at(screen, Pane::Assessment),
        View::Full(Pane::Assessment) => return score(screen, with),
        View::Full(Pane::Timer) | View::Page(_) => return Reply::Ignored,
    }
    Reply::Redraw
}

pub(super) fn back(screen: &mut Screen) -> Reply {
    if screen.detail && screen.view == View::Full(Pane::Tasks) {
        screen.detail = false;
    } else if let View::Page(_) = screen.view {
        screen.view = View::Dashboard;
    } else if !screen.filter.text().is_empty() {
        screen.filter.set("");
    } else if screen.compared.take().is_some() {
    } else if screen.view != View::Dashboard {
        screen.view = View::Dashboard;
    } else if screen.week.is_some() {
        screen.week = None;
    } else {
        return Reply::Ignored;
    }
    Reply::Redraw
}
