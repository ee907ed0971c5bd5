//! Input → what changes on the screen and what is asked of the program. Pure: the program's answer comes later.
mod act;
mod dialog;
mod mouse;
mod palette;
mod tasks;

pub(super) use act::{edit_task, estimate, no_task, open, refuse, start_pause, start_task};
#[cfg(test)]
pub(crate) use palette::SHELL;
pub(super) use palette::{Entry, about, found};
pub(super) use tasks::{Offer, complete, offer};

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{
    Input, Keymap, Meaning, Reply,
    layout::{self, Room},
    listing,
    screen::{Screen, Tone},
};
use crate::{
    domain::{
        command::{Answer, Command},
        model::Model,
        moment::Moment,
        timer::{Clock, Gap},
    },
    text::locale::Locale,
};

/// What a key is understood with.
pub(super) struct With<'a> {
    pub(super) model: &'a Model,
    pub(super) locale: &'a Locale,
    pub(super) keymap: &'a Keymap,
    pub(super) now: &'a Moment,
}

/// Takes in one input: changes what is on the screen, and says what else is to be done.
pub fn press(
    screen: &mut Screen,
    model: &Model,
    locale: &Locale,
    keymap: &Keymap,
    moment: &Moment,
    input: Input,
) -> Reply {
    // Whoever gives it another key does not wait any longer.
    screen.marking = false;
    screen.pressed_ms = Some(moment.awake_ms);
    let with = With { model, locale, keymap, now: moment };
    let room = layout::room(screen.area());
    match input {
        Input::Resize => Reply::Redraw,
        Input::Paste(_) if screen.dialog.as_ref().is_some_and(|dialog| !layout::shows(room, dialog)) => {
            too_small(screen, &with)
        }
        Input::Paste(text) => dialog::paste(screen, &with, &text),
        Input::Mouse(mouse) => {
            screen.typed.clear();
            mouse::mouse(screen, &with, mouse)
        }
        Input::Key(key) if key.kind == KeyEventKind::Release => Reply::Ignored,
        Input::Key(key) => {
            let said = screen.message.take().is_some();
            match self::key(screen, &with, &key) {
                Reply::Ignored if said => Reply::Redraw,
                reply => reply,
            }
        }
    }
}

/// Does what an intent means, without a key.
pub(super) fn carry_out(
    screen: &mut Screen,
    model: &Model,
    locale: &Locale,
    keymap: &Keymap,
    now: &Moment,
    intent: super::Intent,
) -> Reply {
    act::act(screen, &With { model, locale, keymap, now }, intent)
}

fn key(screen: &mut Screen, with: &With<'_>, key: &KeyEvent) -> Reply {
    let room = layout::room(screen.area());
    if let Some(dialog) = &screen.dialog {
        // What cannot be seen is not written in; it can be left, and waits as a draft.
        if !layout::shows(room, dialog) && !cancels(key) {
            return too_small(screen, with);
        }
        return dialog::key(screen, with, key);
    }
    if let Some(gap) = asked(screen, with.model).cloned()
        && let Some(reply) = answer(screen, with, &gap, key)
    {
        return reply;
    }
    let mut typed = std::mem::take(&mut screen.typed);
    typed.push(*key);
    match with.keymap.meaning(&typed) {
        Meaning::Intent(intent) => act::act(screen, with, intent),
        Meaning::Begins => {
            screen.typed = typed;
            Reply::Redraw
        }
        // What was begun and led nowhere is gone, and the bottom line says so by its keys.
        Meaning::Nothing if typed.len() > 1 => Reply::Redraw,
        Meaning::Nothing => Reply::Ignored,
    }
}

/// Says that the screen is too small for what was asked.
fn too_small(screen: &mut Screen, with: &With<'_>) -> Reply {
    screen.say(with.locale.text(layout::too_small(screen.area())), Tone::Refused);
    Reply::Redraw
}

/// The gap whose question is on the screen.
pub(super) fn asked<'a>(screen: &Screen, model: &'a Model) -> Option<&'a Gap> {
    match model.timer.run.as_ref().map(|run| &run.clock) {
        Some(Clock::Asking(gap)) if screen.put_off != Some(gap.from) => Some(gap),
        _ => None,
    }
}

/// The answers to the question about a gap, in order.
pub(super) const ANSWERS: [(Answer, &str); 4] = [
    (Answer::Continue, "timer-gap-continue"),
    (Answer::End, "timer-gap-end"),
    (Answer::Count, "timer-gap-count"),
    (Answer::Void, "timer-gap-void"),
];

fn answer(screen: &mut Screen, with: &With<'_>, gap: &Gap, key: &KeyEvent) -> Option<Reply> {
    if layout::room(screen.area()) == Room::Time {
        let leaves = with.keymap.intent(key) == Some(super::Intent::Quit);
        return (!leaves).then(|| too_small(screen, with));
    }
    let count = ANSWERS.len();
    let chosen = |at: usize| Some(Reply::Do(vec![Command::Resolve(ANSWERS[at % count].0)]));
    match key.code {
        KeyCode::Char(c @ '1'..='4') => chosen(c as usize - '1' as usize),
        KeyCode::Enter => chosen(screen.answer),
        KeyCode::Up | KeyCode::Left | KeyCode::BackTab => {
            screen.answer = (screen.answer + count - 1) % count;
            Some(Reply::Redraw)
        }
        KeyCode::Down | KeyCode::Right | KeyCode::Tab => {
            screen.answer = (screen.answer + 1) % count;
            Some(Reply::Redraw)
        }
        KeyCode::Esc => {
            screen.put_off = Some(gap.from);
            Some(Reply::Redraw)
        }
        // Whoever leaves may; everything else waits for the answer.
        _ if with.keymap.intent(key) == Some(super::Intent::Quit) => None,
        _ => Some(Reply::Ignored),
    }
}

/// Whether a key cancels: Esc or Ctrl-C.
fn cancels(key: &KeyEvent) -> bool {
    key.code == KeyCode::Esc || (key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL))
}

/// Remembers the selected task and its row.
fn select(screen: &mut Screen, with: &With<'_>, to: impl FnOnce(usize, usize) -> usize) {
    let rows = listing::listed(with.model, screen, with.now);
    let Some(at) = rows.selected(screen) else { return };
    let row = to(at, rows.len()).min(rows.len() - 1);
    screen.task = rows.id(row).cloned();
    screen.row = row;
}
