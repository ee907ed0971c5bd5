//! The palette: everything the program can do, by name. Intents are carried out, settings are shown where they are
//! changed, and of what the command line does it is said how it is called.
use std::cmp::Reverse;

use crossterm::event::{KeyCode, KeyEvent};

use super::{With, act};
use crate::{
    text::locale::{Arg, Locale},
    ui::{
        Intent, Page, Reply, Setting,
        line::Line,
        pick::{Search, begins},
        screen::{Dialog, Screen, Tone, View},
    },
};

/// What the command line can do and the dashboard cannot. Each is described by `cli-about-` and its words.
pub(crate) const SHELL: [&str; 16] = [
    "assess export",
    "assess import",
    "completions",
    "config check",
    "config edit",
    "config path",
    "config show",
    "config test-notice",
    "doctor",
    "keys",
    "man",
    "sessions",
    "status",
    "themes",
    "wait",
    "watch",
];

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::ui) enum Entry<'a> {
    /// Something that a key does.
    Intent(Intent),
    /// A setting.
    Setting(&'a Setting),
    /// A command of the command line.
    Shell(&'static str),
}

/// What a command of the command line is for.
pub(in crate::ui) fn about(command: &str, locale: &Locale) -> String {
    locale.text(&format!("cli-about-{}", command.replace(' ', "-")))
}

/// What a search finds, the best first: intents, then settings, then the command line. What only resembles it is
/// shown where nothing else is found. All intents for an empty search.
pub(in crate::ui) fn found<'a>(text: &str, screen: &'a Screen, locale: &Locale) -> Vec<Entry<'a>> {
    let text = text.trim();
    if text.is_empty() {
        return Intent::ALL.iter().copied().map(Entry::Intent).collect();
    }
    let mut search = Search::new(text);
    let intents = Intent::ALL
        .iter()
        .map(|intent| (Entry::Intent(*intent), [intent.name().to_owned(), locale.text(&intent.key())]));
    // The keys are what the intents are shown with.
    let settings = screen.pages.settings.all().iter().filter(|setting| setting.table() != "keys");
    let settings = settings.map(|setting| (Entry::Setting(setting), [setting.key.clone(), first_sentence(setting)]));
    let shell = SHELL.into_iter().map(|command| (Entry::Shell(command), [command.to_owned(), about(command, locale)]));
    let kinds: [Vec<(Entry<'a>, [String; 2])>; 3] = [intents.collect(), settings.collect(), shell.collect()];
    let mut resembling = Vec::new();
    let mut all = Vec::new();
    for kind in kinds {
        let mut scored = Vec::new();
        for (entry, [name, said]) in kind {
            let score = search.score(&said).max(search.score(&name));
            if begins(text, &format!("{name} {said}")) {
                scored.push((Reverse((begins(text, &name), score)), entry));
            } else if let (Some(score), Entry::Intent(_)) = (score, entry) {
                resembling.push((Reverse(score), entry));
            }
        }
        scored.sort_by_key(|(score, _)| *score);
        all.extend(scored.into_iter().map(|(_, entry)| entry));
    }
    if all.is_empty() {
        resembling.sort_by_key(|(score, _)| *score);
        all.extend(resembling.into_iter().map(|(_, entry)| entry));
    }
    all
}

/// What a setting is for, as far as it fits into a line.
fn first_sentence(setting: &Setting) -> String {
    setting.comment.split_inclusive(['.', ':', '。', '：', ';', '；']).next().unwrap_or_default().to_owned()
}

pub(super) fn key(
    screen: &mut Screen,
    with: &With<'_>,
    mut line: Line,
    at: usize,
    key: &KeyEvent,
    forward: Option<bool>,
) -> Reply {
    let found = found(line.text(), screen, with.locale);
    let last = found.len().saturating_sub(1);
    let at = match (forward, key.code) {
        (Some(true), _) => (at + 1).min(last),
        (Some(false), _) => at.min(last).saturating_sub(1),
        (None, KeyCode::PageDown) => (at + 10).min(last),
        (None, KeyCode::PageUp) => at.saturating_sub(10),
        (None, KeyCode::Enter) => {
            return match found.get(at.min(last)).copied() {
                Some(Entry::Intent(intent)) => act::act(screen, with, intent),
                Some(Entry::Setting(setting)) => {
                    let key = setting.key.clone();
                    screen.view = View::Page(Page::Settings);
                    screen.pages.settings.select(&key);
                    Reply::Redraw
                }
                Some(Entry::Shell(command)) => {
                    let args = [("command", Arg::Text(command))];
                    screen.say(with.locale.with("help-palette-shell", &args), Tone::Done);
                    Reply::Redraw
                }
                // Nothing is found: the search is gone on with.
                None => {
                    screen.dialog = Some(Dialog::Palette { line, at: 0 });
                    Reply::Ignored
                }
            };
        }
        // The sign that opened it does not belong to the search.
        (None, KeyCode::Char(':' | '：')) if line.text().is_empty() => at,
        _ if line.key(key) => 0,
        _ => at,
    };
    screen.dialog = Some(Dialog::Palette { line, at });
    Reply::Redraw
}
