//! The mouse: a click gives a pane the keys, selects a row or presses a key that is drawn; the wheel moves.
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{With, act, select};
use crate::{
    text::width,
    ui::{
        ColorDepth, Intent, Page, Reply, Scene, Theme, layout,
        page::history,
        pick,
        screen::{Dialog, Pane, Screen, View},
        view,
    },
};

/// Rows that one step of the wheel moves a view by.
const WHEEL: usize = 3;

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
                Some(Intent::Up) => *top = top.saturating_sub(WHEEL),
                Some(_) => *top += WHEEL,
                None => return Reply::Ignored,
            }
            return Reply::Redraw;
        }
        Some(Dialog::Palette { at, .. }) => {
            match wheel {
                Some(Intent::Up) => *at = at.saturating_sub(1),
                Some(_) => *at = (*at + 1).min(Intent::ALL.len()),
                None => return Reply::Ignored,
            }
            return Reply::Redraw;
        }
        Some(_) => return Reply::Ignored,
        None => {}
    }
    let asked = super::asked(screen, with.model).is_some();
    if asked {
        return Reply::Ignored;
    }
    if wheel.is_none()
        && let Some(intent) = seen(screen, with, |scene| view::key_at(scene, screen.area(), at))
    {
        screen.message = None;
        return act::act(screen, with, intent);
    }
    let plan = layout::layout(screen.area(), screen);
    if let Some(area) = plan.page.filter(|page| page.contains(at)) {
        screen.message = None;
        if let Some(intent) = wheel {
            return (0..WHEEL)
                .map(|_| act::act(screen, with, intent))
                .fold(Reply::Ignored, |all, one| if one == Reply::Ignored { all } else { one });
        }
        let list = view::page::history::list(area);
        if screen.view == View::Page(Page::History) && list.contains(at) {
            history::click(screen, with, usize::from(at.y - list.y), usize::from(list.height));
            return Reply::Redraw;
        }
        return click(screen, with, area, at);
    }
    let Some(place) = plan.panes.iter().find(|place| place.area.contains(at)) else { return Reply::Ignored };
    if let Some(intent) = wheel {
        return if place.pane == screen.focus { act::act(screen, with, intent) } else { Reply::Ignored };
    }
    screen.message = None;
    if screen.view == View::Full(Pane::Weeks) {
        return click(screen, with, place.area, at);
    }
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

/// What `look` finds in the scene as it is drawn, but for its colours.
fn seen<T>(screen: &Screen, with: &With<'_>, look: impl FnOnce(&Scene<'_>) -> Option<T>) -> Option<T> {
    let (ascii, banner) = screen.looks;
    let theme = Theme::named("mono", ColorDepth::None, ascii)?;
    let status = with.model.status(with.now);
    look(&Scene {
        model: with.model,
        screen,
        locale: with.locale,
        theme: &theme,
        keymap: with.keymap,
        moment: with.now,
        status: &status,
        badge: None,
        banner: banner.then_some(""),
    })
}

/// The rows of a view as text, and which of them is the selected one.
fn rows(screen: &Screen, with: &With<'_>, page: Rect) -> Option<(Vec<String>, usize)> {
    seen(screen, with, |scene| {
        let mut buffer = Buffer::empty(screen.area());
        view::draw(scene, screen.area(), &mut buffer);
        let sign = scene.theme.symbols().cursor;
        let text = |y: u16| {
            let mut x = page.x;
            let mut line = String::new();
            while x < page.right() {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += (width::width(symbol) as u16).max(1);
            }
            line
        };
        let lines: Vec<String> = (page.y..page.bottom()).map(text).collect();
        // The sign stands at the beginning of its row, behind the frame.
        let selected = lines
            .iter()
            .position(|line| line.chars().skip(1).find(|c| *c != ' ').is_some_and(|c| sign.starts_with(c)))?;
        let plain = lines.into_iter().map(|line| line.replacen(sign, " ", 1));
        Some((plain.collect(), selected))
    })
}

/// Selects the row of a view that was clicked, in whatever order its list is: by the keys that lead to it, until
/// the selected row reads as the clicked one did. A place that no key leads to changes nothing.
fn click(screen: &mut Screen, with: &With<'_>, page: Rect, at: Position) -> Reply {
    let before = screen.clone();
    let Some((lines, selected)) = rows(screen, with, page) else { return Reply::Ignored };
    let clicked = usize::from(at.y - page.y);
    let Some(wanted) = lines.get(clicked).filter(|line| *line != &lines[selected]) else { return Reply::Ignored };
    let intent = if clicked > selected { Intent::Down } else { Intent::Up };
    for _ in 0..clicked.abs_diff(selected) {
        let reply = act::act(screen, with, intent);
        match rows(screen, with, page) {
            Some((lines, selected)) if reply == Reply::Redraw => {
                if &lines[selected] == wanted {
                    return Reply::Redraw;
                }
            }
            _ => break,
        }
    }
    *screen = before;
    Reply::Ignored
}
