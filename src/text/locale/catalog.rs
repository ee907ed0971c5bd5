//! The embedded .ftl files of one language, each parsed when a key of it is first asked for. No file is read at run time.
use super::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::fmt;
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;

/// One .ftl file: the key prefixes (up to the first `-`) that live in it, and its texts.
struct File {
    prefixes: &'static [&'static str],
    en: &'static str,
    zh_cn: &'static str,
}

macro_rules! file {
    ($name:literal: $($prefix:literal)+) => {
        File {
            prefixes: &[$($prefix),+],
            en: include_str!(concat!("../../../assets/locales/en/", $name, ".ftl")),
            zh_cn: include_str!(concat!("../../../assets/locales/zh-CN/", $name, ".ftl")),
        }
    };
}

/// Every file; a key whose prefix stands nowhere here is unknown.
const FILES: [File; 8] = [
    file!("common": "common" "date"),
    file!("timer": "timer"),
    file!("task": "task" "plan"),
    file!("assess": "assess" "weeks" "history" "review" "insight" "attention"),
    file!("cli": "cli" "config"),
    file!("doctor": "doctor"),
    file!("help": "help" "key"),
    file!("error": "error"),
];

type Bundle = FluentBundle<FluentResource>;

/// The sentences of one language.
pub(super) struct Catalog {
    lang: Lang,
    bundles: [OnceLock<Bundle>; FILES.len()],
}

impl Catalog {
    /// All files of `lang`, none of them parsed yet.
    pub(super) fn new(lang: Lang) -> Self {
        Self { lang, bundles: [const { OnceLock::new() }; FILES.len()] }
    }

    /// The sentence of `key` with `args`, `None` where this language has no such key.
    pub(super) fn say(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let (prefix, _) = key.split_once('-')?;
        let at = FILES.iter().position(|file| file.prefixes.contains(&prefix))?;
        let bundle = self.bundles[at].get_or_init(|| parse(self.lang, &FILES[at]));
        let pattern = bundle.get_message(key)?.value()?;
        // An argument that is not given shows as {$name}; the tests over the files find those.
        let mut faults = Vec::new();
        let said = bundle.format_pattern(pattern, Some(args), &mut faults);
        Some(said.into_owned())
    }

    #[cfg(test)]
    fn parsed(&self) -> usize {
        self.bundles.iter().filter(|b| b.get().is_some()).count()
    }
}

impl fmt::Debug for Catalog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Catalog").field(&self.lang).finish()
    }
}

fn parse(lang: Lang, file: &File) -> Bundle {
    let source = match lang {
        Lang::En => file.en,
        Lang::ZhCn => file.zh_cn,
    };
    // Without a language the plural rules are those of English.
    let id: LanguageIdentifier = lang.name().parse().unwrap_or_default();
    // What does not parse is left out and falls back; a test keeps the files whole.
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(whole, _)| whole);
    let mut bundle = Bundle::new_concurrent(vec![id]);
    // The marks are bidi controls, which this program strips from everything it shows.
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_file_is_parsed_only_when_it_is_needed() {
        let catalog = Catalog::new(Lang::En);
        assert_eq!(catalog.parsed(), 0);
        assert!(catalog.say("nofile-key", &FluentArgs::new()).is_none());
        assert_eq!(catalog.parsed(), 0);
        for key in ["timer-phase-focus", "timer-state-idle"] {
            assert!(catalog.say(key, &FluentArgs::new()).is_some());
            assert_eq!(catalog.parsed(), 1);
        }
    }

    #[test]
    fn a_prefix_names_one_file() {
        let all: Vec<_> = FILES.iter().flat_map(|file| file.prefixes).collect();
        assert_eq!(all.len(), all.iter().collect::<BTreeSet<_>>().len());
    }

    #[test]
    fn every_file_parses_and_holds_only_keys_of_its_prefixes() {
        for source in FILES.iter().flat_map(|file| [file.en, file.zh_cn]) {
            let parsed = FluentResource::try_new(source.to_owned());
            assert!(parsed.is_ok(), "{:?}", parsed.err().map(|(_, faults)| faults));
        }
        for file in &FILES {
            for source in [file.en, file.zh_cn] {
                for line in source.lines() {
                    if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                        let prefix = line.split(['-', ' ']).next().unwrap();
                        assert!(file.prefixes.contains(&prefix), "{line}");
                    }
                }
            }
        }
    }
}
