//! Which key means what: presets with the user's bindings over them. Knows no terminal but the form of its key events.
mod key;
mod preset;

use std::collections::HashMap;

use crossterm::event::KeyEvent;

use super::Intent;
use key::Key;

/// Keys to intents and back.
#[derive(Clone, Debug, PartialEq)]
pub struct Keymap {
    preset: &'static str,
    meaning: HashMap<Key, Intent>,
    shown: HashMap<Intent, Vec<String>>,
}

/// An intent and its keys, the one to show first; `[]` for none.
pub type Binding = (Intent, Vec<String>);

/// What is wrong with a binding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyProblem {
    /// The binding's place in the list that was given, from 0.
    pub binding: usize,
    /// The key's place in the binding, from 0.
    pub key: usize,
    /// What is wrong.
    pub kind: KeyProblemKind,
}

/// What can be wrong with a binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyProblemKind {
    /// The text names no key.
    UnknownKey,
    /// An earlier binding gives the key another meaning.
    Conflict {
        /// Which.
        with: Intent,
    },
}

impl Keymap {
    /// The names of the presets.
    pub const PRESETS: [&str; 2] = preset::NAMES;

    /// The keys of a preset ("default" where it is unknown) over `defaults`, where the bindings of a user take the place of both: for
    /// their intents, and for their keys, which are taken away from every other intent.
    ///
    /// Gives all that is wrong with the user's bindings too, in their order: texts that are no keys, and
    /// keys that two of them bind. A binding that is wrong counts as not made.
    pub fn build(preset: &str, defaults: &[Binding], own: &[Binding]) -> (Self, Vec<KeyProblem>) {
        let mut problems = Vec::new();
        let preset = preset::NAMES.into_iter().find(|name| *name == preset).unwrap_or("default");
        let mut map = Self { preset, meaning: HashMap::new(), shown: HashMap::new() };
        let mut bound = Vec::new();
        for (binding, (intent, texts)) in own.iter().enumerate() {
            let before = problems.len();
            let mut keys = Vec::new();
            for (key, text) in texts.iter().enumerate() {
                let parsed = Key::parse(text);
                let other = parsed.and_then(|parsed| map.meaning.get(&parsed)).filter(|with| *with != intent);
                match (parsed, other) {
                    (None, _) => problems.push(KeyProblem { binding, key, kind: KeyProblemKind::UnknownKey }),
                    (_, Some(with)) => {
                        problems.push(KeyProblem { binding, key, kind: KeyProblemKind::Conflict { with: *with } });
                    }
                    (Some(parsed), None) => keys.push((parsed, text.trim())),
                }
            }
            if problems.len() == before {
                bound.push(*intent);
                keys.into_iter().for_each(|(key, text)| map.bind(*intent, key, text));
            }
        }
        for (intent, texts) in defaults.iter().filter(|(intent, _)| !bound.contains(intent)) {
            match preset::keys(preset, *intent) {
                Some(keys) => map.bind_free(*intent, keys.iter().copied()),
                None => map.bind_free(*intent, texts.iter().map(String::as_str)),
            }
        }
        (map, problems)
    }

    /// Binds those keys that mean nothing yet.
    fn bind_free<'t>(&mut self, intent: Intent, texts: impl Iterator<Item = &'t str>) {
        for text in texts {
            if let Some(key) = Key::parse(text).filter(|key| !self.meaning.contains_key(key)) {
                self.bind(intent, key, text);
            }
        }
    }

    fn bind(&mut self, intent: Intent, key: Key, text: &str) {
        if self.meaning.insert(key, intent).is_none() {
            self.shown.entry(intent).or_default().push(text.to_owned());
        }
    }

    /// The preset that it was built on.
    pub fn preset(&self) -> &'static str {
        self.preset
    }

    /// What a key means; none where it means nothing.
    pub fn intent(&self, event: &KeyEvent) -> Option<Intent> {
        self.meaning.get(&Key::of(event)).copied()
    }

    /// The keys of an intent as they were written, the one to show first.
    pub fn keys(&self, intent: Intent) -> &[String] {
        self.shown.get(&intent).map_or(&[], Vec::as_slice)
    }

    /// The key to show for an intent; none where it has no key.
    pub fn first(&self, intent: Intent) -> Option<&str> {
        self.keys(intent).first().map(String::as_str)
    }
}

#[cfg(test)]
mod tests;
