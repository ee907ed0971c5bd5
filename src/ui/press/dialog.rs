//! Keys and pasted text while a dialog is open.
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{With, cancels, palette, select};
use crate::{
    domain::command::{Command, Refusal},
    text::locale::Arg,
    ui::{
        Intent, Reply,
        form::{Form, FormKind, Making, PairForm, Quick, ScoreForm, Step, TemplateForm},
        line::Line,
        mode::ModeList,
        page::{self, history, settings},
        refusal_text,
        screen::{Dialog, Screen, Tone},
    },
};

pub(super) fn key(screen: &mut Screen, with: &With<'_>, key: &KeyEvent) -> Reply {
    let Some(mut dialog) = screen.dialog.take() else { return Reply::Ignored };
    if let Dialog::Scores(form) = &mut dialog
        && form.writes
    {
        // A remark is a line in the form: leaving it is not leaving the form.
        let ends = cancels(key) || sends(key) || direction(key).is_some();
        form.writes = !ends;
        let meant = ends || form.write(key);
        if let Some(forward) = direction(key) {
            form.turn(forward);
        }
        screen.dialog = Some(dialog);
        return if meant { Reply::Redraw } else { Reply::Ignored };
    }
    if cancels(key) {
        match dialog {
            Dialog::Filter => screen.filter.set(""),
            Dialog::FindSetting => screen.pages.settings.search.set(""),
            Dialog::Sessions => history::cancel(screen),
            _ => {}
        }
        if screen.keep_draft(dialog) {
            screen.say(with.locale.text("common-draft-kept"), Tone::Done);
        }
        return Reply::Redraw;
    }
    match dialog {
        Dialog::Form(form) => self::form(screen, with, form, key),
        Dialog::Scores(form) => scores(screen, with, form, key),
        Dialog::Templates { at } => templates(screen, with, at, key),
        Dialog::Template(form) => template(screen, with, form, key),
        Dialog::Pairs(form) => pairs(screen, with, form, key),
        Dialog::Palette { line, at } => palette::key(screen, with, line, at, key, direction(key)),
        Dialog::Help { line, top } => help(screen, line, top, key),
        Dialog::Filter => filter(screen, with, key),
        Dialog::Sessions => history::typing(screen, with, key),
        Dialog::Modes(list) => modes(screen, with, list, key),
        Dialog::Quick(quick) => self::quick(screen, with, quick, key),
        Dialog::Choose { line, at } => choose(screen, with, line, at, key),
        Dialog::Setting(form) => settings::key(screen, form, key, sends(key)),
        Dialog::FindSetting => settings::find(screen, key, sends(key), direction(key)),
    }
}

pub(super) fn paste(screen: &mut Screen, with: &With<'_>, text: &str) -> Reply {
    // What a line can hold at most is little; nothing beyond is even looked at.
    let end = text.char_indices().map(|(at, _)| at).find(|at| *at > 64 * 1024).unwrap_or(text.len());
    let text = &text[..end];
    match &mut screen.dialog {
        Some(Dialog::Form(form)) => {
            form.paste(text);
            form.follow(with.model);
        }
        Some(Dialog::Palette { line, .. } | Dialog::Help { line, .. } | Dialog::Choose { line, .. }) => {
            line.insert(text)
        }
        Some(Dialog::Quick(quick)) => {
            quick.line.insert(text);
            quick.error = None;
        }
        Some(Dialog::Filter) => screen.filter.insert(text),
        Some(Dialog::Sessions) => history::paste(screen, with, text),
        Some(Dialog::Modes(list)) if list.asks(&with.model.rules.timer) => list.length.insert(text),
        Some(Dialog::Scores(form)) if form.writes => form.paste(text),
        Some(Dialog::Template(form)) => form.paste(text),
        Some(Dialog::Setting(form)) if form.choices.is_empty() => form.line.insert(text),
        Some(Dialog::FindSetting) => screen.pages.settings.search.insert(text),
        Some(
            Dialog::Scores(_) | Dialog::Pairs(_) | Dialog::Templates { .. } | Dialog::Modes(_) | Dialog::Setting(_),
        )
        | None => {
            return Reply::Ignored;
        }
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

/// Whether a key is pressed by itself.
fn plain(key: &KeyEvent) -> bool {
    !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
}

fn form(screen: &mut Screen, with: &With<'_>, mut form: Form, key: &KeyEvent) -> Reply {
    let becomes_task = key.code == KeyCode::Char('t') && key.modifiers.contains(KeyModifiers::CONTROL);
    if let Some(forward) = direction(key) {
        form.turn(forward);
    } else if sends(key) || (becomes_task && form.can_be_task()) {
        let unchanged = form.closes_unchanged() && !form.is_changed();
        if unchanged && !becomes_task {
            return Reply::Redraw;
        }
        let faults = form.faults(with.model, with.locale, with.now);
        match form.commands(with.model, with.locale, with.now) {
            _ if !faults.is_empty() => form.show(faults),
            Ok(mut commands) => {
                commands.extend(form.as_task(with.model).filter(|_| becomes_task));
                screen.sent.push(Dialog::Form(form));
                return Reply::Do(commands);
            }
            Err(fault) => form.show(vec![fault]),
        }
    } else if !form.key(key) {
        screen.dialog = Some(Dialog::Form(form));
        return Reply::Ignored;
    }
    form.follow(with.model);
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
        } else if let Some(left) = form.warn() {
            form.error = Some(with.locale.with("assess-left-out", &[("count", Arg::Int(left as i64))]));
        } else {
            let command = form.command();
            screen.sent.push(Dialog::Scores(form));
            return Reply::Do(vec![command]);
        }
    } else if matches!(key.code, KeyCode::Char('=' | '＝')) && plain(key) {
        if !form.take_over() {
            reply = Reply::Ignored;
        }
    } else if matches!(key.code, KeyCode::Char('n' | 'ｎ')) && plain(key) {
        form.writes = true;
    } else if matches!(key.code, KeyCode::Char('r' | 'ｒ')) && plain(key) {
        if form.can_retest {
            form.error = None;
            form.turn_retest();
        } else {
            form.error = Some(refusal_text(with.locale, &Refusal::NothingToRetest));
        }
    } else if !form.key(key) {
        reply = Reply::Ignored;
    }
    screen.dialog = Some(Dialog::Scores(form));
    reply
}

fn pairs(screen: &mut Screen, with: &With<'_>, mut form: PairForm, key: &KeyEvent) -> Reply {
    let reply = match form.key(key) {
        Step::None => Reply::Ignored,
        Step::Changed => Reply::Redraw,
        Step::Keep if screen.unreadable_template(&form.template).is_some() => {
            form.error = screen.unreadable_template(&form.template).map(str::to_owned);
            Reply::Redraw
        }
        Step::Keep => match form.command(with.model) {
            Some(command) => {
                screen.sent.push(Dialog::Pairs(form));
                return Reply::Do(vec![command]);
            }
            None => {
                form.error = Some(with.locale.text("assess-pairs-no"));
                Reply::Redraw
            }
        },
    };
    screen.dialog = Some(Dialog::Pairs(form));
    reply
}

fn templates(screen: &mut Screen, with: &With<'_>, at: usize, key: &KeyEvent) -> Reply {
    let all = &with.model.templates;
    let at = at.min(all.len().saturating_sub(1));
    let id = all.get(at).map(|template| template.id.as_str());
    let opened = match key.code {
        KeyCode::Enter => id.and_then(|id| TemplateForm::change(with.model, id, with.locale)),
        KeyCode::Char('c' | 'ｃ') if plain(key) => id.and_then(|id| TemplateForm::copy(with.model, id, with.locale)),
        KeyCode::Char('a' | 'n' | 'ａ' | 'ｎ') if plain(key) => Some(TemplateForm::fresh(with.model, with.locale)),
        KeyCode::Char(' ' | '　') => {
            screen.template = id.map(str::to_owned);
            return Reply::Redraw;
        }
        _ => None,
    };
    if let Some(form) = opened {
        screen.open(Dialog::Template(form));
        return Reply::Redraw;
    }
    let at = match (direction(key), key.code) {
        (Some(true), _) | (None, KeyCode::Char('j')) => (at + 1).min(all.len().saturating_sub(1)),
        (Some(false), _) | (None, KeyCode::Char('k')) => at.saturating_sub(1),
        _ => at,
    };
    screen.dialog = Some(Dialog::Templates { at });
    Reply::Redraw
}

fn template(screen: &mut Screen, with: &With<'_>, mut form: TemplateForm, key: &KeyEvent) -> Reply {
    let mut reply = Reply::Redraw;
    if sends(key) {
        if form.making == Making::Change && !form.is_changed() {
            return Reply::Redraw;
        }
        match form.command(with.model, with.locale) {
            Ok(Command::KeepTemplate(kept)) if screen.unreadable_template(&kept.id).is_some() => {
                form.error = screen.unreadable_template(&kept.id).map(str::to_owned);
            }
            Ok(command) => {
                screen.sent.push(Dialog::Template(form));
                return Reply::Do(vec![command]);
            }
            Err((at, error)) => {
                form.at = at;
                form.error = Some(error);
            }
        }
    } else if form.key(key) {
        form.error = None;
    } else {
        reply = Reply::Ignored;
    }
    screen.dialog = Some(Dialog::Template(form));
    reply
}

fn help(screen: &mut Screen, mut line: Line, top: usize, key: &KeyEvent) -> Reply {
    let page = usize::from(screen.area().height / 2).max(1);
    // The view stops at the last row by itself; here only runaway numbers are held back.
    let most = Intent::ALL.len() * 3;
    let top = match key.code {
        KeyCode::Down => top + 1,
        KeyCode::Up => top.saturating_sub(1),
        KeyCode::PageDown => top + page,
        KeyCode::PageUp => top.saturating_sub(page),
        KeyCode::Home => 0,
        KeyCode::End => most,
        KeyCode::Enter => return Reply::Redraw,
        KeyCode::Char('?' | '？') if line.text().is_empty() => return Reply::Redraw,
        // Whoever presses the sign that stands before the search means the search.
        KeyCode::Char('/' | '／' | '、') if line.text().is_empty() => top,
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
    if key.code == KeyCode::Tab && super::complete(screen, with) {
        return Reply::Redraw;
    }
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

fn modes(screen: &mut Screen, with: &With<'_>, mut list: ModeList, key: &KeyEvent) -> Reply {
    let rules = &with.model.rules.timer;
    if !sends(key) {
        let meant = list.key(rules, key);
        screen.dialog = Some(Dialog::Modes(list));
        return if meant { Reply::Redraw } else { Reply::Ignored };
    }
    match list.chosen(rules) {
        Ok(chosen) => {
            screen.chosen = chosen;
            if with.model.timer.run.is_some() {
                screen.say(with.locale.text("timer-mode-later"), Tone::Done);
            }
        }
        Err(error) => {
            list.error = Some((list.length.text().to_owned(), error));
            screen.dialog = Some(Dialog::Modes(list));
        }
    }
    Reply::Redraw
}

fn quick(screen: &mut Screen, with: &With<'_>, mut quick: Quick, key: &KeyEvent) -> Reply {
    if key.code == KeyCode::Tab {
        screen.drafts.retain(|draft| !matches!(draft, Dialog::Form(form) if form.kind == FormKind::AddTask));
        screen.dialog = Some(Dialog::Form(quick.form(with.model, with.now)));
        return Reply::Redraw;
    }
    if sends(key) {
        match quick.command(with.model, with.locale, with.now) {
            Ok(command) => {
                screen.sent.push(Dialog::Quick(quick));
                return Reply::Do(vec![command]);
            }
            Err(error) => quick.error = Some(error),
        }
    } else if quick.line.key(key) {
        quick.error = None;
    } else {
        screen.dialog = Some(Dialog::Quick(quick));
        return Reply::Ignored;
    }
    screen.dialog = Some(Dialog::Quick(quick));
    Reply::Redraw
}

fn choose(screen: &mut Screen, with: &With<'_>, mut line: Line, at: usize, key: &KeyEvent) -> Reply {
    let found = page::plan::candidates(screen, with.model, with.now, line.text());
    let last = found.len().saturating_sub(1);
    let at = match (direction(key), key.code) {
        (Some(true), _) => (at + 1).min(last),
        (Some(false), _) => at.min(last).saturating_sub(1),
        (None, KeyCode::PageDown) => (at + 10).min(last),
        (None, KeyCode::PageUp) => at.saturating_sub(10),
        (None, KeyCode::Enter) => {
            return found.get(at.min(last)).map_or(Reply::Redraw, |task| page::plan::add(screen, with, task));
        }
        _ if line.key(key) => 0,
        _ => at,
    };
    screen.dialog = Some(Dialog::Choose { line, at });
    Reply::Redraw
}
