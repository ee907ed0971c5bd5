//! The dashboard as lines: what changes is said in a sentence, and lines are what keys are elsewhere. For screen
//! readers and terminals that show nothing but text. Pure: lines in, lines out.
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{
    Input, Intent, Keymap, Meaning, Reply,
    intent::Group,
    listing,
    press::{ANSWERS, asked, press},
    screen::{Dialog, Pane, Screen},
};
use crate::{
    domain::{
        command::{Command, Effect, Refusal},
        model::Model,
        moment::Moment,
        status::{State, Status},
    },
    text::{
        locale::{Arg, Locale},
        refusal::action_text,
        sanitize::sanitize,
    },
};

/// How often the time that is left is said, in seconds.
const EVERY_S: i64 = 300;

/// What has been said so far.
#[derive(Debug)]
pub struct Plain {
    screen: Screen,
    /// What the timer did when it was last spoken of.
    told: Option<(State, String, bool, Option<String>)>,
    /// The time that was left then, in steps of [`EVERY_S`].
    left: Option<i64>,
    /// The last change that can be undone, and how many there were.
    undo: Option<(usize, Option<(String, String)>)>,
    quiet: bool,
}

impl Default for Plain {
    fn default() -> Self {
        let mut screen = Screen::new();
        screen.focus = Pane::Tasks;
        Self { screen, told: None, left: None, undo: None, quiet: false }
    }
}

fn key(code: KeyCode) -> Input {
    Input::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

/// The commands that have a meaning without a screen.
fn speaks(intent: Intent) -> bool {
    match intent {
        Intent::Matrix | Intent::Filter | Intent::Closed => false,
        Intent::Score | Intent::Up | Intent::Down | Intent::First | Intent::Last => true,
        Intent::Undo | Intent::Help | Intent::Quit => true,
        intent => matches!(intent.group(), Group::Timer | Group::Tasks),
    }
}

impl Plain {
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
                let action = action_text(locale, &entry.action);
                let args = [("action", Arg::Text(&action)), ("subject", Arg::Text(&entry.subject))];
                said.push(locale.with("common-changed", &args));
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
            said.extend(timer(&status, model, locale, keymap, now));
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
        let line = line.trim();
        let ask = |screen: &mut Screen, input: Input| press(screen, model, locale, keymap, now, input);
        if self.screen.dialog.is_some() {
            let reply = match (line.is_empty(), &self.screen.dialog) {
                (true, Some(Dialog::Form(_) | Dialog::Quick(_))) => {
                    self.screen.dialog = None;
                    Reply::Redraw
                }
                (_, Some(Dialog::Scores(form))) => {
                    let last = form.at + 1 == form.dimensions.len();
                    // An empty line keeps what was said to be known.
                    let taken = line.is_empty() && form.ghost(form.at).is_some();
                    for c in line.chars().chain(taken.then_some('=')) {
                        ask(&mut self.screen, key(KeyCode::Char(c)));
                    }
                    match (taken, last) {
                        (true, false) => Reply::Redraw,
                        (_, last) => ask(&mut self.screen, key(if last { KeyCode::Enter } else { KeyCode::Tab })),
                    }
                }
                _ => {
                    ask(&mut self.screen, Input::Paste(line.to_owned()));
                    ask(&mut self.screen, key(KeyCode::Enter))
                }
            };
            return (self.spoken(model, locale), reply);
        }
        if asked(&self.screen, model).is_some()
            && let Some(digit) = line.chars().next().filter(|c| ('1'..='4').contains(c) && line.len() == 1)
        {
            return (Vec::new(), ask(&mut self.screen, key(KeyCode::Char(digit))));
        }
        if line.is_empty() {
            return (clean(timer(&model.status(now), model, locale, keymap, now)), Reply::Redraw);
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
            Intent::Help => return (help(locale, keymap), Reply::Redraw),
            Intent::Quit => return (Vec::new(), Reply::Quit),
            _ => {}
        }
        // The intent is what counts; which key it has may be nothing at all.
        let reply = super::press::carry_out(&mut self.screen, model, locale, keymap, now, intent);
        if matches!(intent, Intent::Up | Intent::Down | Intent::First | Intent::Last) {
            return (self.tasks(model, locale, now, false), Reply::Redraw);
        }
        if !rest.is_empty() && matches!(self.screen.dialog, Some(Dialog::Form(_) | Dialog::Quick(_))) {
            let mut ask = |input: Input| press(&mut self.screen, model, locale, keymap, now, input);
            ask(Input::Paste(rest.to_owned()));
            let reply = ask(key(KeyCode::Enter));
            return (self.spoken(model, locale), reply);
        }
        (self.spoken(model, locale), reply)
    }

    /// What the screen would show of a dialog or a message.
    fn spoken(&mut self, model: &Model, locale: &Locale) -> Vec<String> {
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
            Some(_) => self.screen.dialog = None,
            None => {}
        }
        clean(said)
    }

    /// The selected task, or all of them.
    fn tasks(&self, model: &Model, locale: &Locale, now: &Moment, all: bool) -> Vec<String> {
        let rows = listing::listed(model, &self.screen, now);
        let selected = rows.selected(&self.screen);
        let shown = (0..rows.len()).filter(|at| all || Some(*at) == selected).filter_map(|at| {
            let row = rows.row(model, at)?;
            let due = row.due.map(|due| locale.date(due.to_zoned(now.wall.time_zone().clone()).date()));
            let late = row.days_left.is_some_and(|days| days < 0.0);
            let args = [
                ("place", Arg::Int(at as i64 + 1)),
                ("count", Arg::Int(rows.len() as i64)),
                ("title", Arg::Text(&row.task.title)),
                ("due", Arg::Text(due.as_deref().unwrap_or(""))),
            ];
            let key = match (due.is_some(), late) {
                (false, _) => "help-plain-task",
                (true, false) => "help-plain-task-due",
                (true, true) => "help-plain-task-late",
            };
            Some(locale.with(key, &args))
        });
        let said: Vec<String> = shown.collect();
        if said.is_empty() { clean(vec![locale.text("help-plain-no-tasks")]) } else { clean(said) }
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

/// How things stand with the timer.
fn timer(status: &Status, model: &Model, locale: &Locale, keymap: &Keymap, now: &Moment) -> Vec<String> {
    let key = keymap.first(Intent::StartPause).unwrap_or("start-pause");
    let phase = match status.phase {
        Some(phase) if status.name == phase.word() => locale.text(&format!("timer-phase-{}", phase.word())),
        Some(_) => status.name.clone(),
        None => locale.text("timer-phase-idle"),
    };
    let time = status.ends_at.map(|ends| locale.clock(ends.at_place_of(&now.wall).local().time())).unwrap_or_default();
    let left = locale.minutes_of(status.left_s.unwrap_or(status.elapsed_s));
    let task = status.task.as_ref().map_or_else(|| locale.text("timer-no-task"), |(_, title)| title.clone());
    let args = [
        ("phase", Arg::Text(&phase)),
        ("left", Arg::Text(&left)),
        ("time", Arg::Text(&time)),
        ("task", Arg::Text(&task)),
        ("key", Arg::Text(key)),
    ];
    let mut said = vec![match status.state {
        State::Idle => locale.with("help-plain-idle", &args),
        State::Running if status.over_s > 0 => locale.with("help-plain-over", &args),
        State::Running if status.ends_at.is_none() => locale.with("help-plain-open", &args),
        State::Running => locale.with("help-plain-running", &args),
        State::Paused => locale.with("help-plain-paused", &args),
        State::Asking => locale.text("timer-notice-asks"),
    }];
    if let Some(gap) = asked(&Screen::new(), model) {
        let from = locale.clock(gap.from.at_place_of(&now.wall).local().time());
        let answers = ANSWERS.iter().enumerate();
        said.extend(
            answers.map(|(at, (_, key))| format!("{} {}", at + 1, locale.with(key, &[("from", Arg::Text(&from))]))),
        );
    }
    said
}

fn help(locale: &Locale, keymap: &Keymap) -> Vec<String> {
    let mut lines = vec![locale.text("help-plain-how")];
    for intent in Intent::ALL.iter().filter(|intent| speaks(**intent)) {
        let keys = keymap.keys(*intent).join(" ");
        lines.push(format!("{keys} {}: {}", intent.name(), locale.text(&intent.key())));
    }
    clean(lines)
}
