//! The keys of the dashboard out of the settings.
use super::{problem::ProblemKind, reader::Reader};
use crate::ui::{Binding, Intent, KeyProblemKind, Keymap};

/// The preset with the user's bindings over it; reports bindings that are wrong, which then do not hold.
pub(super) fn keymap(reader: &mut Reader<'_>) -> Keymap {
    let preset = reader.word("keys.preset", &Keymap::PRESETS);
    let name = |intent: Intent| format!("keys.{}", intent.name());
    let defaults: Vec<Binding> =
        Intent::ALL.iter().map(|intent| (*intent, reader.embedded_texts(&name(*intent)))).collect();
    let mut own = Vec::new();
    for intent in Intent::ALL {
        if let Some(texts) = reader.own_texts(&name(*intent), "config-want-keys") {
            own.push((reader.place_of(&name(*intent)), *intent, texts));
        }
    }
    // Of two bindings of one key the later one in the file is the one that is reported.
    own.sort_by_key(|(place, ..)| *place);
    let bindings: Vec<Binding> =
        own.iter().map(|(_, intent, texts)| (*intent, texts.iter().map(|(text, _)| text.clone()).collect())).collect();
    let (map, problems) = Keymap::build(&preset, &defaults, &bindings);
    for problem in problems {
        let (_, intent, texts) = &own[problem.binding];
        let (text, span) = &texts[problem.key];
        match problem.kind {
            KeyProblemKind::UnknownKey => reader.wants(span.clone(), &name(*intent), "config-want-key", String::new()),
            KeyProblemKind::Conflict { with } => {
                let kind = ProblemKind::Conflict { found: text.clone(), with: name(with) };
                reader.problem(span.start, name(*intent), kind);
            }
        }
    }
    map
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use crate::ui::Intent;

    #[test]
    fn every_intent_has_its_keys_in_the_embedded_file() {
        let config = Config::embedded();
        for intent in Intent::ALL {
            assert!(config.keys.first(*intent).is_some(), "{intent:?}");
        }
        let keys: toml::Table = super::super::DEFAULT.parse().unwrap();
        assert_eq!(keys["keys"].as_table().unwrap().len(), Intent::ALL.len() + 1);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place_and_the_rest_holds() {
        let file = "[keys]\ndone = [\"z\", \"hyper-q\"]\ndance = [\"x\"]\ndrop = \"d\"\nweeks = [\"W\"]\n\
                    pin = [\"W\"]\nscore = [7]\nadd-task = [\"n\"]\n";
        let (config, problems) = Config::read(file);
        let found: Vec<_> = problems.iter().map(|p| (p.line, p.column, p.key.as_str())).collect();
        assert_eq!(
            found,
            [(2, 14, "keys.done"), (3, 1, "keys.dance"), (4, 8, "keys.drop"), (6, 8, "keys.pin"), (7, 9, "keys.score"),]
        );
        assert_eq!(config.keys.first(Intent::Done), Some("d"));
        assert_eq!(config.keys.first(Intent::Weeks), Some("W"));
        assert_eq!(config.keys.first(Intent::Pin), Some("t"));
        assert_eq!((config.keys.first(Intent::AddTask), config.keys.first(Intent::Note)), (Some("n"), None));
    }
}
