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
    meaning: HashMap<Vec<Key>, Intent>,
    shown: HashMap<Intent, Vec<String>>,
    /// Whether some meaning takes more than one key.
    rows: bool,
}

/// What keys mean that were pressed one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// This.
    Intent(Intent),
    /// Something once more keys have come.
    Begins,
    /// Nothing.
    Nothing,
}

/// Most keys in a row that can mean something.
const MOST_KEYS: usize = 4;

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
    /// An earlier binding gives the key another meaning, or it begins or is begun by the keys of one.
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
        let mut map = Self { preset, meaning: HashMap::new(), shown: HashMap::new(), rows: false };
        let mut bound = Vec::new();
        for (binding, (intent, texts)) in own.iter().enumerate() {
            let before = problems.len();
            let mut keys: Vec<(Vec<Key>, &str)> = Vec::new();
            for (key, text) in texts.iter().enumerate() {
                let parsed = row(text);
                let own = |parsed: &Vec<Key>| keys.iter().any(|(known, _)| overlap(known, parsed)).then_some(*intent);
                let other = parsed.as_ref().and_then(|parsed| map.clash(parsed, *intent).or_else(|| own(parsed)));
                match (parsed, other) {
                    (None, _) => problems.push(KeyProblem { binding, key, kind: KeyProblemKind::UnknownKey }),
                    (_, Some(with)) => {
                        problems.push(KeyProblem { binding, key, kind: KeyProblemKind::Conflict { with } })
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
            let free = |keys: &Vec<Key>| !self.meaning.contains_key(keys) && self.clash(keys, intent).is_none();
            if let Some(keys) = row(text).filter(free) {
                self.bind(intent, keys, text);
            }
        }
    }

    /// The intent whose keys leave no room for `keys`: the same ones with another meaning, or such as begin with
    /// them or are their beginning.
    fn clash(&self, keys: &[Key], intent: Intent) -> Option<Intent> {
        let same = self.meaning.get(keys).copied().filter(|with| *with != intent);
        if !self.rows && keys.len() == 1 {
            // Single keys do not begin with each other.
            return same;
        }
        same.or_else(|| self.meaning.iter().find(|(known, _)| overlap(known, keys)).map(|(_, with)| *with))
    }

    fn bind(&mut self, intent: Intent, key: Vec<Key>, text: &str) {
        self.rows |= key.len() > 1;
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
        self.meaning.get(&self.keys_of(std::slice::from_ref(event))).copied()
    }

    /// The key events of keys that are written as in the settings; none where they are not keys.
    pub(super) fn typed(&self, text: &str) -> Option<Vec<KeyEvent>> {
        Some(row(text)?.into_iter().map(Key::event).collect())
    }

    /// What keys mean that were pressed one after the other.
    pub fn meaning(&self, typed: &[KeyEvent]) -> Meaning {
        let typed = self.keys_of(typed);
        match self.meaning.get(&typed) {
            Some(intent) => Meaning::Intent(*intent),
            None if self.begins(&typed) => Meaning::Begins,
            None => Meaning::Nothing,
        }
    }

    /// The keys that were pressed: as they are where they mean something, else as what stands in their place on a
    /// Latin keyboard, so that nobody has to switch the layout to press `a`.
    fn keys_of(&self, typed: &[KeyEvent]) -> Vec<Key> {
        let typed: Vec<Key> = typed.iter().map(Key::of).collect();
        if self.meaning.contains_key(&typed) || self.begins(&typed) {
            return typed;
        }
        typed.into_iter().map(Key::on_latin).collect()
    }

    fn begins(&self, typed: &[Key]) -> bool {
        self.meaning.keys().any(|keys| keys.starts_with(typed))
    }

    /// What can follow keys that were pressed: the keys as they were written, all of them, and what they mean, in
    /// the order of the help.
    pub fn after(&self, typed: &[KeyEvent]) -> Vec<(&str, Intent)> {
        let typed = self.keys_of(typed);
        let all =
            Intent::ALL.iter().flat_map(|intent| self.keys(*intent).iter().map(move |keys| (keys.as_str(), *intent)));
        all.filter(|(keys, _)| row(keys).is_some_and(|keys| keys.len() > typed.len() && keys.starts_with(&typed)))
            .collect()
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

/// A key as it is drawn: an arrow for the name of one.
pub(super) fn sign(key: &str) -> &str {
    match key {
        "up" => "↑",
        "down" => "↓",
        "left" => "←",
        "right" => "→",
        key => key,
    }
}

/// Keys that are pressed one after the other, as in `g g`.
fn row(text: &str) -> Option<Vec<Key>> {
    let keys: Vec<Key> = text.split_whitespace().map(Key::parse).collect::<Option<_>>()?;
    (1..=MOST_KEYS).contains(&keys.len()).then_some(keys)
}

/// Whether one of two rows of keys is the beginning of the other and not the whole of it.
fn overlap(one: &[Key], other: &[Key]) -> bool {
    one.len() != other.len() && (one.starts_with(other) || other.starts_with(one))
}

#[cfg(test)]
mod tests;
