//! Keys and pasted text while a dialog is open.
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{With, act, cancels, select};
use crate::{
    domain::command::Refusal,
    ui::{
        Intent, Reply,
        form::{Form, FormKind, ScoreForm},
        line::Line,
        page::settings,
        pick::Search,
        refusal_text,
        screen::{Dialog, Screen},
    },
};

pub(super) fn key(screen: &mut Screen, with: &With<'_>, key: &KeyEvent) -> Reply {
    let Some(dialog) = screen.dialog.take() else { return Reply::Ignored };
    if cancels(key) {
        match dialog {
            Dialog::Filter => screen.filter.set(""),
            Dialog::FindSetting => screen.pages.settings.search.set(""),
            _ => {}
        }
        screen.keep_draft(dialog);
        return Reply::Redraw;
    }
    match dialog {
        Dialog::Form(form) => self::form(screen, with, form, key),
        Dialog::Scores(form) => scores(screen, with, form, key),
        Dialog::Palette { line, at } => palette(screen, with, line, at, key),
        Dialog::Help { line, top } => help(screen, line, top, key),
        Dialog::Filter => filter(screen, with, key),
        Dialog::Setting(form) => settings::key(screen, form, key, sends(key)),
        Dialog::FindSetting => settings::find(screen, key, sends(key), direction(key)),
    }
}

pub(super) fn paste(screen: &mut Screen, text: &str) -> Reply {
    // What a line can hold at most is little; nothing beyond is even looked at.
    let end = text.char_indices().map(|(at, _)| at).find(|at| *at > 64 * 1024).unwrap_or(text.len());
    let text = &text[..end];
    match &mut screen.dialog {
        Some(Dialog::Form(form)) => form.paste(text),
        Some(Dialog::Palette { line, .. } | Dialog::Help { line, .. }) => line.insert(text),
        Some(Dialog::Filter) => screen.filter.insert(text),
        Some(Dialog::Setting(form)) => form.line.insert(text),
        Some(Dialog::FindSetting) => screen.pages.settings.search.insert(text),
        Some(Dialog::Scores(_)) | None => return Reply::Ignored,
    }
    Reply::Redraw
}

/// Where Tab and the arrows lead: to the next field, or to the one before.
fn direction(key: &KeyEvent) -> Option<bool> {
    match key.code {
        KeyCode::Tab if key.modifiers.contains(KeyModifiers::SHIFT) => Some(false),
        KeyCode::Tab | KeyCode::Down => Some(true),
        KeyCode::BackTab | KeyCode::Up => Some(false),
        _ => None,
    }
}

fn sends(key: &KeyEvent) -> bool {
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    (key.code == KeyCode::Enter && !key.modifiers.contains(KeyModifiers::ALT))
        || (key.code == KeyCode::Char('s') && ctrl)
}

fn form(screen: &mut Screen, with: &With<'_>, mut form: Form, key: &KeyEvent) -> Reply {
    let becomes_task = key.code == KeyCode::Char('t') && key.modifiers.contains(KeyModifiers::CONTROL);
    if let Some(forward) = direction(key) {
        form.turn(forward);
    } else if sends(key) || (becomes_task && form.can_be_task()) {
        let unchanged = matches!(form.kind, FormKind::EditTask(_) | FormKind::Note(_)) && !form.is_changed();
        if unchanged && !becomes_task {
            return Reply::Redraw;
        }
        match form.command(with.model, with.locale, with.now) {
            Ok(command) => {
                let mut commands = vec![command];
                commands.extend(form.as_task().filter(|_| becomes_task));
                screen.sent.push(Dialog::Form(form));
                return Reply::Do(commands);
            }
            Err((at, error)) => {
                form.at = at;
                form.error = Some((at, error));
            }
        }
    } else if !form.key(key) {
        screen.dialog = Some(Dialog::Form(form));
        return Reply::Ignored;
    }
    screen.dialog = Some(Dialog::Form(form));
    Reply::Redraw
}

fn scores(screen: &mut Screen, with: &With<'_>, mut form: ScoreForm, key: &KeyEvent) -> Reply {
    let mut reply = Reply::Redraw;
    if let Some(forward) = direction(key) {
        form.turn(forward);
    } else if sends(key) {
        if form.scores.iter().all(Option::is_none) {
            form.error = Some(refusal_text(with.locale, &Refusal::NoScores));
        } else {
            let command = form.command();
            screen.sent.push(Dialog::Scores(form));
            return Reply::Do(vec![command]);
        }
    } else if !form.key(key) {
        reply = Reply::Ignored;
    }
    screen.dialog = Some(Dialog::Scores(form));
    reply
}

/// The intents that a search finds, the best first; all of them for an empty one.
pub(in crate::ui) fn found(text: &str, locale: &crate::text::locale::Locale) -> Vec<Intent> {
    let text = text.trim();
    if text.is_empty() {
        return Intent::ALL.to_vec();
    }
    let mut search = Search::new(text);
    let scored = Intent::ALL.iter().filter_map(|intent| {
        let score = search.score(&locale.text(&intent.key())).max(search.score(intent.name()))?;
        Some((std::cmp::Reverse(score), *intent))
    });
    let mut scored: Vec<_> = scored.collect();
    scored.sort_by_key(|(score, _)| *score);
    scored.into_iter().map(|(_, intent)| intent).collect()
}

fn palette(screen: &mut Screen, with: &With<'_>, mut line: Line, at: usize, key: &KeyEvent) -> Reply {
    let found = found(line.text(), with.locale);
    let last = found.len().saturating_sub(1);
    let at = match (direction(key), key.code) {
        (Some(true), _) => (at + 1).min(last),
        (Some(false), _) => at.min(last).saturating_sub(1),
        (None, KeyCode::PageDown) => (at + 10).min(last),
        (None, KeyCode::PageUp) => at.saturating_sub(10),
        (None, KeyCode::Enter) => {
            return found.get(at.min(last)).map_or(Reply::Redraw, |intent| act::act(screen, with, *intent));
        }
        _ => {
            if line.key(key) {
                0
            } else {
                at
            }
        }
    };
    screen.dialog = Some(Dialog::Palette { line, at });
    Reply::Redraw
}

fn help(screen: &mut Screen, mut line: Line, top: usize, key: &KeyEvent) -> Reply {
    let page = usize::from(screen.area().height / 2).max(1);
    // The view stops at the last row by itself; here only runaway numbers are held back.
    let most = Intent::ALL.len() + 16;
    let top = match key.code {
        KeyCode::Down => top + 1,
        KeyCode::Up => top.saturating_sub(1),
        KeyCode::PageDown => top + page,
        KeyCode::PageUp => top.saturating_sub(page),
        KeyCode::Home => 0,
        KeyCode::End => most,
        KeyCode::Enter => return Reply::Redraw,
        KeyCode::Char('?' | '？') if line.text().is_empty() => return Reply::Redraw,
        _ if line.key(key) => 0,
        _ => top,
    };
    screen.dialog = Some(Dialog::Help { line, top: top.min(most) });
    Reply::Redraw
}

fn filter(screen: &mut Screen, with: &With<'_>, key: &KeyEvent) -> Reply {
    if sends(key) {
        return Reply::Redraw;
    }
    screen.dialog = Some(Dialog::Filter);
    match direction(key) {
        Some(forward) => select(screen, with, |at, _| if forward { at + 1 } else { at.saturating_sub(1) }),
        None => {
            if screen.filter.key(key) {
                screen.task = None;
                screen.row = 0;
            }
        }
    }
    Reply::Redraw
}
