//! Which key means what: presets with the user's bindings over them. Knows no terminal but the form of its key events.
mod key;
mod preset;

use std::collections::HashMap;

use crossterm::event::KeyEvent;

use super::Intent;
use key::Key;

/// Keys to intents and back.
#[derive(Clone, Debug)]
pub struct Keymap {
    meaning: HashMap<Key, Intent>,
    shown: HashMap<Intent, Vec<String>>,
}

/// What is wrong with a binding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyProblem {
    /// The binding's place in the list that was given, from 0. Without meaning for an unknown preset.
    pub binding: usize,
    /// The key's place in the binding, from 0; none where the binding as a whole is wrong.
    pub key: Option<usize>,
    /// What is wrong.
    pub kind: KeyProblemKind,
}

/// What can be wrong with a binding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyProblemKind {
    /// There is no such preset.
    UnknownPreset,
    /// No intent goes by that name.
    UnknownIntent,
    /// The same intent is bound in an earlier binding.
    BoundTwice,
    /// The text names no key.
    UnknownKey,
    /// The key means another intent already.
    Conflict {
        /// Which.
        with: Intent,
    },
}

impl Keymap {
    /// The names of the presets.
    pub const PRESETS: [&str; 2] = preset::NAMES;

    /// The keys of a preset, where `bindings` (an intent's name and its keys, `[]` for none) take the
    /// place of the preset's for that intent.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the bindings: unknown names, texts that are no keys, and
    /// keys that would mean two things.
    pub fn build(preset: &str, bindings: &[(String, Vec<String>)]) -> Result<Self, Vec<KeyProblem>> {
        let mut problems = Vec::new();
        if !preset::NAMES.contains(&preset) {
            problems.push(KeyProblem { binding: 0, key: None, kind: KeyProblemKind::UnknownPreset });
        }
        let mut own: HashMap<Intent, usize> = HashMap::new();
        for (binding, (name, _)) in bindings.iter().enumerate() {
            let kind = match Intent::from_name(name) {
                None => KeyProblemKind::UnknownIntent,
                Some(intent) if own.contains_key(&intent) => KeyProblemKind::BoundTwice,
                Some(intent) => {
                    own.insert(intent, binding);
                    continue;
                }
            };
            problems.push(KeyProblem { binding, key: None, kind });
        }
        let mut map = Self { meaning: HashMap::new(), shown: HashMap::new() };
        for intent in Intent::ALL.iter().filter(|intent| !own.contains_key(intent)) {
            for text in preset::keys(preset, *intent).unwrap_or_default() {
                if let Some(key) = Key::parse(text) {
                    map.bind(*intent, key, text);
                }
            }
        }
        let mut ordered: Vec<(Intent, usize)> = own.into_iter().collect();
        ordered.sort_by_key(|(_, binding)| *binding);
        for (intent, binding) in ordered {
            for (at, text) in bindings[binding].1.iter().enumerate() {
                let kind = match Key::parse(text) {
                    None => KeyProblemKind::UnknownKey,
                    Some(key) => match map.meaning.get(&key) {
                        Some(with) if *with != intent => KeyProblemKind::Conflict { with: *with },
                        _ => {
                            map.bind(intent, key, text.trim());
                            continue;
                        }
                    },
                };
                problems.push(KeyProblem { binding, key: Some(at), kind });
            }
        }
        problems.sort_by_key(|problem| (problem.binding, problem.key));
        if problems.is_empty() { Ok(map) } else { Err(problems) }
    }

    fn bind(&mut self, intent: Intent, key: Key, text: &str) {
        self.meaning.insert(key, intent);
        self.shown.entry(intent).or_default().push(text.to_owned());
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

impl Default for Keymap {
    /// The default preset.
    fn default() -> Self {
        Self::build("default", &[]).unwrap_or_else(|_| Self { meaning: HashMap::new(), shown: HashMap::new() })
    }
}

#[cfg(test)]
mod tests;
