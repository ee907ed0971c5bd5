//! What is open in the view of every setting, and what the intents mean there.
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::{
    domain::{model::Model, priority::Ranking},
    text::locale::{Arg, Locale},
    ui::{
        Intent, Keymap, Reply, Theme,
        line::Line,
        pick::Search,
        press::With,
        screen::{Dialog, SEARCH, Screen, Tone},
    },
};

/// Most bytes of a value.
const LONGEST: usize = 4096;

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The program.
    Default,
    /// The user's file, and the line there, from 1.
    File(usize),
    /// An option or an environment variable, by its name.
    Given(&'static str),
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    /// true or false.
    Flag,
    /// A text, without quotes.
    Text,
    /// A number.
    Number,
    /// A list, as TOML.
    List,
    /// The user's own entry of a table; changed in the file.
    Own,
}

/// One setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its full name, such as `timer.focus`.
    pub key: String,
    /// The value that holds, as it is written in the form.
    pub value: String,
    /// The default, in the same way.
    pub default: String,
    /// What it is for; may be empty.
    pub comment: String,
    /// Where the value comes from.
    pub origin: Origin,
    /// How it is written.
    pub kind: SettingKind,
}

impl Setting {
    /// Its table; empty for those above all tables.
    pub fn table(&self) -> &str {
        self.key.rsplit_once('.').map_or("", |(table, _)| table)
    }

    /// Its name in the table.
    pub fn name(&self) -> &str {
        self.key.rsplit_once('.').map_or(self.key.as_str(), |(_, name)| name)
    }
}

/// One value being written.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingForm {
    /// The setting's full name.
    pub key: String,
    /// What is written, or which of the choices is chosen.
    pub line: Line,
    /// What there is to choose from; empty where it is written.
    pub choices: Vec<String>,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// What the view looks at.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::ui) struct Settings {
    all: Arc<[Setting]>,
    /// The selected setting; the first that is found where it is not there.
    key: String,
    /// What is searched for.
    pub(in crate::ui) search: Line,
    /// The names of the user's own themes.
    themes: Vec<String>,
}

/// A row of the view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::ui) enum Row<'a> {
    Table(&'a str),
    Setting(&'a Setting),
}

impl Settings {
    /// The settings that are found.
    pub(in crate::ui) fn found(&self) -> Vec<&Setting> {
        let text = self.search.text().trim();
        if text.is_empty() {
            return self.all.iter().collect();
        }
        let mut search = Search::new(text);
        let finds = |setting: &&Setting| {
            search.finds(&setting.key) || setting.comment.to_lowercase().contains(&text.to_lowercase())
        };
        self.all.iter().filter(finds).collect()
    }

    /// All settings.
    pub(in crate::ui) fn all(&self) -> &[Setting] {
        &self.all
    }

    /// Selects the setting of that name among all of them.
    pub(in crate::ui) fn select(&mut self, key: &str) {
        self.search.set("");
        key.clone_into(&mut self.key);
    }

    /// The rows, and the place of the selected one among them.
    pub(in crate::ui) fn rows(&self) -> (Vec<Row<'_>>, usize) {
        let (mut rows, mut at, mut table) = (Vec::new(), None, "");
        for setting in self.found() {
            if setting.table() != table {
                table = setting.table();
                rows.push(Row::Table(table));
            }
            if setting.key == self.key {
                at = Some(rows.len());
            }
            rows.push(Row::Setting(setting));
        }
        let first = rows.iter().position(|row| matches!(row, Row::Setting(_))).unwrap_or(0);
        (rows, at.unwrap_or(first))
    }

    /// The selected setting.
    pub(in crate::ui) fn selected(&self) -> Option<&Setting> {
        let (rows, at) = self.rows();
        match rows.get(at) {
            Some(Row::Setting(setting)) => Some(*setting),
            _ => None,
        }
    }

    /// The setting of that name.
    pub(in crate::ui) fn named(&self, key: &str) -> Option<&Setting> {
        self.all.iter().find(|setting| setting.key == key)
    }

    fn step(&mut self, rows: i64) {
        let found = self.found();
        let at = found.iter().position(|setting| setting.key == self.key).unwrap_or(0);
        let at = i64::try_from(at).unwrap_or(0).saturating_add(rows).clamp(0, found.len().max(1) as i64 - 1);
        if let Some(setting) = found.get(at as usize) {
            self.key = setting.key.clone();
        }
    }
}

impl Screen {
    /// Takes in what the settings are; without them their view is empty.
    pub fn set_settings(&mut self, all: Vec<Setting>) {
        self.pages.settings.all = all.into();
        self.pages.settings.search = Line::new(self.pages.settings.search.text(), SEARCH);
    }

    /// Takes in the names of the user's own themes.
    pub fn set_own_themes(&mut self, names: Vec<String>) {
        self.pages.settings.themes = names;
    }

    /// What to say of a setting that was changed.
    pub fn setting_said(&self, key: &str, value: Option<&str>, locale: &Locale) -> String {
        let Some(setting) = self.pages.settings.named(key) else { return key.to_owned() };
        let shown = |value: &str| if value.is_empty() { "\"\"".to_owned() } else { value.to_owned() };
        let now = shown(value.unwrap_or(&setting.value));
        let args = [("key", Arg::Text(key)), ("value", Arg::Text(&now))];
        match (value, &setting.origin) {
            (_, Origin::Given(name)) => {
                locale.with("config-now-given", &[&args[..], &[("name", Arg::Text(name))]].concat())
            }
            (Some(_), _) => locale.with("config-now", &args),
            (None, _) => locale.with("config-reset", &args),
        }
    }

    /// Takes in the outcome of [`Reply::Set`]: `said` is the line to show, or what is wrong with the value.
    pub fn setting_changed(&mut self, form: Option<SettingForm>, said: Result<String, String>) {
        match (said, form) {
            (Ok(text), _) => self.say(text, Tone::Done),
            (Err(text), Some(form)) if self.dialog.is_none() => {
                self.dialog = Some(Dialog::Setting(SettingForm { error: Some(text), ..form }));
            }
            (Err(text), _) => self.say(text, Tone::Refused),
        }
    }
}

fn set(setting: &Setting, value: Option<String>, form: Option<SettingForm>) -> Reply {
    Reply::Set { key: setting.key.clone(), value, form }
}

pub(super) fn act(screen: &mut Screen, with: &With<'_>, intent: Intent) -> Option<Reply> {
    let page = i64::from(screen.area().height / 2).max(1);
    let settings = &mut screen.pages.settings;
    let steps = match intent {
        Intent::Up => -1,
        Intent::Down => 1,
        Intent::PageUp => -page,
        Intent::PageDown => page,
        Intent::First => i64::MIN,
        Intent::Last => i64::MAX,
        Intent::Filter => {
            settings.search = Line::new(settings.search.text(), SEARCH);
            screen.dialog = Some(Dialog::FindSetting);
            return Some(Reply::Redraw);
        }
        Intent::Back if !settings.search.text().is_empty() => {
            settings.search.set("");
            return Some(Reply::Redraw);
        }
        Intent::Open | Intent::EditTask | Intent::Delete => {
            let Some(setting) = settings.selected().cloned() else { return Some(Reply::Ignored) };
            return Some(change(screen, with, &setting, intent));
        }
        _ => return None,
    };
    settings.step(steps);
    Some(Reply::Redraw)
}

fn change(screen: &mut Screen, with: &With<'_>, setting: &Setting, intent: Intent) -> Reply {
    match (setting.kind, intent) {
        (SettingKind::Own, _) => {
            screen.say(with.locale.text("config-own"), Tone::Refused);
            Reply::Redraw
        }
        (_, Intent::Delete) => match setting.origin {
            Origin::File(_) => set(setting, None, None),
            _ => {
                screen.say(with.locale.text("config-is-default"), Tone::Refused);
                Reply::Redraw
            }
        },
        (SettingKind::Flag, _) => set(setting, Some((setting.value != "true").to_string()), None),
        _ => {
            let choices = choices(&setting.key, screen, with.model);
            // A value that is none of them is written over.
            let line = Line::new(&setting.value, LONGEST);
            let key = setting.key.clone();
            screen.dialog = Some(Dialog::Setting(SettingForm { key, line, choices, error: None }));
            Reply::Redraw
        }
    }
}

/// The values that a setting can have, where they are few and known.
pub(in crate::ui) fn choices(key: &str, screen: &Screen, model: &Model) -> Vec<String> {
    let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    match key {
        "lang" => own(&["auto", "en", "zh-CN"]),
        "screen.ascii" => own(&["auto", "yes", "no"]),
        "screen.theme" => {
            let mut all = own(&["auto"]);
            all.extend(own(&Theme::NAMES));
            all.extend(screen.pages.settings.themes.iter().cloned());
            all
        }
        "timer.mode" => own(&model.rules.timer.modes()),
        "timer.flow_break" => own(&["fifth", "table"]),
        "tasks.model" => Ranking::ALL.iter().map(|ranking| ranking.word().to_owned()).collect(),
        "keys.preset" => own(&Keymap::PRESETS),
        "assessment.template" => model.templates.iter().map(|template| template.id.clone()).collect(),
        _ => Vec::new(),
    }
}

impl SettingForm {
    /// The place of the chosen value; none where it is written, or is none of those that there are.
    pub(in crate::ui) fn chosen(&self) -> Option<usize> {
        self.choices.iter().position(|choice| choice == self.line.text())
    }

    /// Takes a key that chooses: arrows, a space, or the first letter.
    fn choose(&mut self, key: &KeyEvent) -> bool {
        let count = self.choices.len();
        let at = self.chosen();
        let next = |steps: usize| at.map_or(0, |at| (at + steps) % count);
        let plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        let to = match key.code {
            KeyCode::Left | KeyCode::Up | KeyCode::BackTab => next(count - 1),
            KeyCode::Right | KeyCode::Down | KeyCode::Tab | KeyCode::Char(' ' | '　') => next(1),
            KeyCode::Home => 0,
            KeyCode::End => count - 1,
            KeyCode::Char(c) if plain => {
                let begins = |at: &usize| self.choices[*at].starts_with(c);
                match (1..=count).map(next).find(begins) {
                    Some(found) => found,
                    None => return false,
                }
            }
            _ => return false,
        };
        self.line.set(&self.choices[to]);
        true
    }
}

/// A key while a value is written.
pub(in crate::ui) fn key(screen: &mut Screen, mut form: SettingForm, key: &KeyEvent, sends: bool) -> Reply {
    if sends {
        let value = form.line.text().to_owned();
        return match screen.pages.settings.named(&form.key).cloned() {
            Some(setting) if setting.value == value => Reply::Redraw,
            Some(setting) => set(&setting, Some(value), Some(form)),
            None => Reply::Redraw,
        };
    }
    let meant = if form.choices.is_empty() { form.line.key(key) } else { form.choose(key) };
    if meant {
        form.error = None;
    }
    screen.dialog = Some(Dialog::Setting(form));
    if meant { Reply::Redraw } else { Reply::Ignored }
}

/// A key while settings are searched for.
pub(in crate::ui) fn find(screen: &mut Screen, key: &KeyEvent, sends: bool, forward: Option<bool>) -> Reply {
    if sends {
        return Reply::Redraw;
    }
    screen.dialog = Some(Dialog::FindSetting);
    match forward {
        Some(forward) => screen.pages.settings.step(if forward { 1 } else { -1 }),
        None => drop(screen.pages.settings.search.key(key)),
    }
    Reply::Redraw
}
