//! The mouse: a click gives a pane the keys and selects a row, the wheel moves.
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::{With, act, select};
use crate::ui::{
    Intent, Page, Reply, layout,
    page::history,
    pick,
    screen::{Dialog, Pane, Screen, View},
    view,
};

pub(super) fn mouse(screen: &mut Screen, with: &With<'_>, mouse: MouseEvent) -> Reply {
    let at = Position::new(mouse.column, mouse.row);
    let wheel = match mouse.kind {
        MouseEventKind::ScrollUp => Some(Intent::Up),
        MouseEventKind::ScrollDown => Some(Intent::Down),
        MouseEventKind::Down(MouseButton::Left) => None,
        _ => return Reply::Ignored,
    };
    match &mut screen.dialog {
        Some(Dialog::Help { top, .. }) => {
            match wheel {
                Some(Intent::Up) => *top = top.saturating_sub(3),
                Some(_) => *top += 3,
                None => return Reply::Ignored,
            }
            return Reply::Redraw;
        }
        Some(_) => return Reply::Ignored,
        None => {}
    }
    let plan = layout::layout(screen.area(), screen);
    if let (Some(area), View::Page(page)) = (plan.page.filter(|area| area.contains(at)), screen.view) {
        if let Some(intent) = wheel {
            return act::act(screen, with, intent);
        }
        let list = view::page::history::list(area);
        if page == Page::History && list.contains(at) {
            screen.message = None;
            history::click(screen, with, usize::from(at.y - list.y), usize::from(list.height));
            return Reply::Redraw;
        }
        return Reply::Ignored;
    }
    let Some(place) = plan.panes.iter().find(|place| place.area.contains(at)) else { return Reply::Ignored };
    if let Some(intent) = wheel {
        return if place.pane == screen.focus { act::act(screen, with, intent) } else { Reply::Ignored };
    }
    screen.message = None;
    screen.focus = place.pane;
    if place.pane == Pane::Tasks && !screen.matrix {
        let list = layout::task_list(place, screen.detail);
        if list.contains(at) {
            let row = usize::from(at.y - list.y);
            let height = usize::from(list.height);
            select(screen, with, |selected, count| pick::first_row(count, selected, height) + row);
        }
    }
    Reply::Redraw
}
