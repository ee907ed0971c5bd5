//! Dialogs as questions and answers: what is asked, and what a line means there.
use crossterm::event::KeyCode;

use super::{Plain, clean, key};
use crate::{
    domain::model::Model,
    text::locale::{Arg, Locale},
    ui::{
        Input, Reply,
        form::span_error,
        mode::ModeList,
        press::{With, press},
        screen::{Dialog, Tone},
    },
};

impl Plain<'_> {
    /// Takes in the answer to what was asked last.
    pub(super) fn answer(&mut self, with: &With<'_>, line: &str) -> Reply {
        let With { model, locale, keymap, now } = *with;
        let screen = &mut self.screen;
        let enters = |screen: &mut _| press(screen, model, locale, keymap, now, key(KeyCode::Enter));
        match &mut screen.dialog {
            Some(Dialog::Form(_) | Dialog::Quick(_)) if line.is_empty() => {
                screen.dialog = None;
                Reply::Redraw
            }
            Some(Dialog::Scores(form)) => {
                // Several numbers answer several questions.
                for word in line.split([' ', ',', '，', '、']).filter(|word| !word.is_empty()) {
                    if let Err((low, high)) = form.put(word) {
                        let (low, high) = (locale.number(low, 0), locale.number(high, 0));
                        let args = [("text", Arg::Text(word)), ("low", Arg::Text(&low)), ("high", Arg::Text(&high))];
                        form.error = Some(locale.with("help-plain-no-score", &args));
                        return Reply::Redraw;
                    }
                    if form.at + 1 == form.dimensions.len() {
                        return enters(screen);
                    }
                    form.turn(true);
                }
                if !line.is_empty() {
                    return Reply::Redraw;
                }
                // An empty line keeps what was said to be known.
                let last = form.at + 1 == form.dimensions.len();
                let taken = form.take_over();
                if last {
                    return enters(screen);
                }
                if !taken {
                    form.turn(true);
                }
                Reply::Redraw
            }
            Some(Dialog::Modes(list)) => {
                let rules = &model.rules.timer;
                let (word, length) = line.split_once(' ').unwrap_or((line, ""));
                if !list.name(rules, word) {
                    if line.is_empty() {
                        screen.dialog = None;
                    } else {
                        let said = locale.with("help-plain-no-mode", &[("text", Arg::Text(word))]);
                        screen.say(said, Tone::Refused);
                    }
                    return Reply::Redraw;
                }
                if list.asks(rules) && !length.trim().is_empty() {
                    list.length.set(length.trim());
                }
                let reply = enters(screen);
                if screen.dialog.is_none() && screen.message.is_none() {
                    screen.say(locale.text("help-plain-mode-set"), Tone::Done);
                }
                reply
            }
            _ => {
                press(screen, model, locale, keymap, now, Input::Paste(line.to_owned()));
                enters(screen)
            }
        }
    }

    /// What the screen would show of a dialog or a message.
    pub(super) fn spoken(&mut self, model: &Model, locale: &Locale) -> Vec<String> {
        let mut said: Vec<String> = self.screen.message.take().map(|message| message.text).into_iter().collect();
        match &self.screen.dialog {
            Some(Dialog::Form(form)) => {
                let field = form.fields.get(form.at).map_or("", |field| field.name);
                said.extend(form.error.as_ref().map(|(_, text)| text.clone()));
                let field = locale.text(&format!("task-field-{field}"));
                said.push(locale.with("help-plain-ask", &[("what", Arg::Text(&field))]));
            }
            Some(Dialog::Quick(quick)) => {
                said.extend(quick.error.clone());
                let field = locale.text("task-field-title");
                said.push(locale.with("help-plain-ask", &[("what", Arg::Text(&field))]));
            }
            Some(Dialog::Scores(form)) => {
                said.extend(form.error.clone());
                let id = form.dimensions.get(form.at).map_or("", String::as_str);
                let template = model.template(&form.template);
                let found = template.and_then(|template| template.dimensions.iter().find(|known| known.id == id));
                let chinese = locale.lang() == crate::text::locale::Lang::ZhCn;
                let name = found.map_or(id, |dimension| dimension.name.in_chinese(chinese));
                let known = form.scores.get(form.at).copied().flatten().or(form.before.get(form.at).copied().flatten());
                let known = known.map_or_else(|| "–".to_owned(), |score| locale.number(score, 0));
                let args = [("what", Arg::Text(name)), ("known", Arg::Text(&known))];
                said.push(locale.with("help-plain-score", &args));
            }
            Some(Dialog::Modes(list)) => {
                let rules = &model.rules.timer;
                said.extend(list.error.as_ref().map(|(text, error)| span_error(locale, text, *error)));
                let name = |row| match ModeList::mode(rules, row) {
                    None => locale.text("timer-mode-as-set"),
                    Some(mode) if rules.sequence(&mode).is_some() => mode,
                    Some(mode) => locale.text(&format!("timer-mode-{mode}")),
                };
                said.extend((0..ModeList::len(rules)).map(|row| format!("{} {}", row + 1, name(row))));
                said.push(locale.text("help-plain-mode"));
            }
            Some(_) => self.screen.dialog = None,
            None => {}
        }
        clean(said)
    }
}
