//! The dashboard as lines: what changes is said in a sentence, and lines are what keys are elsewhere. For screen
//! readers and terminals that show nothing but text. Pure: lines in, lines out.
mod dialog;
mod sentences;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{
    Input, Intent, Keymap, Meaning, Reply,
    intent::Group,
    listing,
    press::{With, asked, press},
    screen::{Dialog, Pane, Screen},
};
use crate::{
    domain::{
        command::{Command, Effect, Refusal},
        model::Model,
        moment::Moment,
        occasion::Occasion,
        status::State,
    },
    text::{
        locale::{Arg, Locale},
        sanitize::sanitize,
        undo::undo_text,
    },
};

/// How often the time that is left is said, in seconds.
const EVERY_S: i64 = 300;

/// Tells what a view holds, in lines; none of a view that is only for the eye.
pub type Tell<'a> = dyn Fn(Intent, &Model, &Moment) -> Option<String> + 'a;

/// Words that leave a question unanswered.
const CANCEL: [&str; 2] = ["cancel", "取消"];

/// What has been said so far.
pub struct Plain<'a> {
    screen: Screen,
    tell: &'a Tell<'a>,
    /// What the timer did when it was last spoken of.
    told: Option<(State, String, bool, Option<String>)>,
    /// The time that was left then, in steps of [`EVERY_S`].
    left: Option<i64>,
    /// The last change that can be undone, and how many there were.
    undo: Option<(usize, Option<(String, String)>)>,
    quiet: bool,
}

fn key(code: KeyCode) -> Input {
    Input::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

/// The commands that have a meaning without a screen.
fn speaks(intent: Intent) -> bool {
    match intent {
        Intent::Matrix | Intent::Filter | Intent::Closed => false,
        Intent::Plan | Intent::Weeks | Intent::Review | Intent::History | Intent::Insights | Intent::Settings => true,
        Intent::Score | Intent::Up | Intent::Down | Intent::First | Intent::Last => true,
        Intent::Undo | Intent::Help | Intent::Quit => true,
        intent => matches!(intent.group(), Group::Timer | Group::Tasks),
    }
}

impl<'a> Plain<'a> {
    /// Nothing has been said yet.
    pub fn new(tell: &'a Tell<'a>) -> Self {
        let mut screen = Screen::new();
        screen.focus = Pane::Tasks;
        Self { screen, tell, told: None, left: None, undo: None, quiet: false }
    }

    /// What has come to its end, whoever let it.
    pub fn happened(&self, occasions: &[Occasion], model: &Model, locale: &Locale) -> Vec<String> {
        let ends = occasions.iter().filter(|occasion| matches!(occasion, Occasion::FocusEnd | Occasion::BreakEnd));
        let task = model.last_task().and_then(|id| model.book.tasks.get(id)).map_or("", |task| task.title.as_str());
        let said = |occasion: &Occasion| {
            let text = locale.with(&format!("timer-notice-{}", occasion.word()), &[("task", Arg::Text(task))]);
            text.trim_end().to_owned()
        };
        clean(ends.map(said).collect())
    }

    /// What is new since the last look, a sentence for each thing. The first look says how things are.
    pub fn look(&mut self, model: &Model, locale: &Locale, keymap: &Keymap, now: &Moment) -> Vec<String> {
        let mut said = Vec::new();
        let before = self.undo.take();
        let top = model.undo.last().map(|entry| (entry.action.clone(), entry.subject.clone()));
        if let Some((count, last)) = before
            && !self.quiet
            && (model.undo.len() > count || (model.undo.len() == count && last != top))
        {
            let fresh = model.undo.len().saturating_sub(count).max(1);
            for entry in model.undo.iter().rev().take(fresh).rev() {
                said.push(undo_text(locale, entry));
            }
        }
        self.quiet = false;
        self.undo = Some((model.undo.len(), top));
        let status = model.status(now);
        let over = status.over_s > 0;
        let task = status.task.as_ref().map(|(_, title)| title.clone());
        let told = Some((status.state, status.name.clone(), over, task));
        let left = status.left_s.filter(|_| status.state == State::Running).map(|left| (left + EVERY_S - 1) / EVERY_S);
        if told != self.told {
            said.extend(sentences::timer(&status, model, locale, keymap, now));
        } else if left.is_some() && left != self.left {
            let left = locale.minutes_of(left.unwrap_or(0) * EVERY_S);
            said.push(locale.with("timer-left", &[("left", Arg::Text(&left))]));
        }
        (self.told, self.left) = (told, left);
        clean(said)
    }

    /// Takes in the outcome of a command that a line asked for.
    pub fn answered(
        &mut self,
        model: &Model,
        locale: &Locale,
        command: &Command,
        outcome: Result<&[Effect], &Refusal>,
    ) -> Vec<String> {
        super::answered(&mut self.screen, model, locale, command, outcome);
        let mut said: Vec<String> = self.screen.message.take().map(|message| message.text).into_iter().collect();
        // What was done is said; the list of what can be undone need not say it again.
        self.quiet = outcome.is_ok();
        if let Some(Dialog::Form(form)) = self.screen.dialog.take() {
            said.extend(form.error.map(|(_, text)| text));
        }
        clean(said)
    }

    /// A line from the user: what is said at once, and what is asked of the program.
    pub fn line(
        &mut self,
        model: &Model,
        locale: &Locale,
        keymap: &Keymap,
        now: &Moment,
        line: &str,
    ) -> (Vec<String>, Reply) {
        // A blank is the key that has it.
        let is_blank = !line.is_empty() && line.chars().all(|c| c == ' ');
        let line = if is_blank && self.screen.dialog.is_none() { "space" } else { line.trim() };
        let ask = |screen: &mut Screen, input: Input| press(screen, model, locale, keymap, now, input);
        if self.screen.dialog.is_some() {
            if CANCEL.contains(&line) {
                self.screen.dialog = None;
                return (vec![locale.text("help-plain-left")], Reply::Redraw);
            }
            let reply = self.answer(&With { model, locale, keymap, now }, line);
            return (self.spoken(model, locale), reply);
        }
        if asked(&self.screen, model).is_some()
            && let Some(digit) = line.chars().next().filter(|c| ('1'..='4').contains(c) && line.len() == 1)
        {
            return (Vec::new(), ask(&mut self.screen, key(KeyCode::Char(digit))));
        }
        if line.is_empty() {
            return (clean(sentences::timer(&model.status(now), model, locale, keymap, now)), Reply::Redraw);
        }
        if let Ok(place) = line.parse::<usize>() {
            let rows = listing::listed(model, &self.screen, now);
            self.screen.task = place.checked_sub(1).and_then(|at| rows.id(at)).cloned().or(self.screen.task.take());
            return (self.tasks(model, locale, now, false), Reply::Redraw);
        }
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let found =
            named(keymap, line).map(|intent| (intent, "")).or_else(|| Some((named(keymap, word)?, rest.trim())));
        let Some((intent, rest)) = found.filter(|(intent, _)| speaks(*intent)) else {
            if word == "list" {
                return (self.tasks(model, locale, now, true), Reply::Redraw);
            }
            return (clean(vec![locale.with("help-plain-unknown", &[("line", Arg::Text(line))])]), Reply::Ignored);
        };
        match intent {
            Intent::Help => return (sentences::help(locale, keymap), Reply::Redraw),
            Intent::Quit => return (Vec::new(), Reply::Quit),
            Intent::Plan | Intent::Weeks | Intent::Review | Intent::History | Intent::Insights | Intent::Settings => {
                let told = (self.tell)(intent, model, now).unwrap_or_else(|| locale.text("help-plain-eyes"));
                return (clean(told.lines().map(str::to_owned).collect()), Reply::Redraw);
            }
            _ => {}
        }
        // The intent is what counts; which key it has may be nothing at all.
        let reply = super::press::carry_out(&mut self.screen, model, locale, keymap, now, intent);
        if matches!(intent, Intent::Up | Intent::Down | Intent::First | Intent::Last) {
            return (self.tasks(model, locale, now, false), Reply::Redraw);
        }
        if !rest.is_empty() && self.screen.dialog.is_some() {
            let reply = self.answer(&With { model, locale, keymap, now }, rest);
            return (self.spoken(model, locale), reply);
        }
        (self.spoken(model, locale), reply)
    }
}

/// No line may hold what could steer a terminal.
fn clean(said: Vec<String>) -> Vec<String> {
    said.into_iter().map(|line| sanitize(&line).into_owned()).collect()
}

fn named(keymap: &Keymap, text: &str) -> Option<Intent> {
    let keys = keymap.typed(text);
    match keys.map(|keys| keymap.meaning(&keys)) {
        Some(Meaning::Intent(intent)) => Some(intent),
        _ => Intent::from_name(text),
    }
}
