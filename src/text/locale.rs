//! Sentences in the reader's language: keys of assets/locales/*/*.ftl → text. Pure; reads no file and no environment.
mod catalog;
mod format;
mod lang;

pub use lang::{Lang, UnknownLang};

use crate::text::sanitize::sanitize;
use catalog::Catalog;
use fluent_bundle::{FluentArgs, FluentValue};

/// A value that a sentence speaks of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Arg<'a> {
    /// Text, sanitized on the way: no title or note can steer the terminal.
    Text(&'a str),
    /// A count; picks the plural form.
    Int(i64),
    /// A number and how many decimals to show; not finite is "–". Never picks a plural form.
    Num(f64, usize),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Arg<'_> {
    fn from(count: i64) -> Self {
        Self::Int(count)
    }
}

/// All sentences of the program in one language, with English behind them.
///
/// Making one costs nothing: a file is parsed at the first use of a key that belongs to it.
#[derive(Debug)]
pub struct Locale {
    lang: Lang,
    own: Catalog,
    english: Catalog,
}

impl Locale {
    /// The sentences of `lang`.
    pub fn new(lang: Lang) -> Self {
        Self { lang, own: Catalog::new(lang), english: Catalog::new(Lang::En) }
    }

    /// The language this speaks.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The sentence of `key`; the English one where this language has none; `key` itself where there
    /// is none at all.
    pub fn text(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// As [`text`](Self::text), with `{ $name }` in the sentence replaced by the value of that name.
    pub fn with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let mut values = FluentArgs::with_capacity(args.len());
        for &(name, arg) in args {
            values.set(name.to_owned(), self.value(arg));
        }
        self.own.say(key, &values).or_else(|| self.english.say(key, &values)).unwrap_or_else(|| key.to_owned())
    }

    fn value<'a>(&self, arg: Arg<'a>) -> FluentValue<'a> {
        match arg {
            Arg::Text(text) => FluentValue::String(sanitize(text)),
            // The plural rules of fluent panic on numbers they cannot take apart; those beyond
            // f64's whole numbers would be shown wrong as well.
            Arg::Int(count) if count.unsigned_abs() < 1 << 53 => FluentValue::from(count),
            Arg::Int(count) => FluentValue::from(count.to_string()),
            Arg::Num(number, decimals) => FluentValue::from(self.number(number, decimals)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn may_cross_threads() {
        fn crosses<T: Send + Sync>() {}
        crosses::<Locale>();
    }

    #[test]
    fn speaks_both_languages() {
        assert_eq!(Locale::new(Lang::En).text("timer-phase-short_break"), "short break");
        assert_eq!(Locale::new(Lang::ZhCn).text("timer-phase-short_break"), "短休息");
    }

    #[test]
    fn an_unknown_key_is_said_as_it_is() {
        let locale = Locale::new(Lang::ZhCn);
        for key in ["timer-nobody-wrote-this", "nofile-x", "", "-", "写"] {
            assert_eq!(locale.text(key), key);
        }
    }

    #[test]
    fn arguments_are_sanitized_and_not_wrapped_in_isolates() {
        let locale = Locale::new(Lang::En);
        let said = locale.with("error-no-such-task", &[("id", Arg::Text("a\x1b[2J\n\u{202E}"))]);
        assert!(said.contains("a\u{FFFD}[2J\u{FFFD}\u{FFFD}"), "{said:?}");
        assert!(!said.contains(['\u{2068}', '\u{2069}', '\x1b']));
    }

    #[test]
    fn counts_pick_the_plural() {
        let locale = Locale::new(Lang::En);
        let days = |n| locale.with("common-days", &[("count", Arg::Int(n))]);
        assert_eq!(days(1), "1 day");
        assert_eq!(days(2), "2 days");
        assert_eq!(days(i64::MIN), "-9223372036854775808 days");
        let zh = Locale::new(Lang::ZhCn);
        assert_eq!(zh.with("common-days", &[("count", Arg::Int(1))]), "1 天");
    }

    #[test]
    fn a_missing_argument_does_not_panic() {
        let said = Locale::new(Lang::En).text("common-days");
        assert!(!said.is_empty());
    }

    proptest! {
        #[test]
        fn any_argument_is_said(text in any::<String>(), int in any::<i64>(), number in any::<f64>(), decimals in any::<usize>()) {
            let locale = Locale::new(Lang::En);
            for arg in [Arg::Text(&text), Arg::Int(int), Arg::Num(number, decimals)] {
                let said = locale.with("common-days", &[("count", arg)]);
                prop_assert!(crate::text::sanitize::is_clean(&said));
                prop_assert!(!said.is_empty());
            }
        }
    }
}
