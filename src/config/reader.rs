//! Reads settings by name out of two layers, the user's and the embedded one, and collects what is wrong.
mod group;

pub(super) use group::Group;

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::problem::{Problem, ProblemKind};
use crate::{domain::occasion::Occasion, text::lines::Lines};

/// What a parsed layer is: spanned tables.
type Layer<'a> = toml::Spanned<DeTable<'a>>;

/// Two layers of settings and the problems found so far.
pub(super) struct Reader<'a> {
    embedded: Layer<'a>,
    user: Layer<'a>,
    text: &'a str,
    lines: Lines<'a>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    /// Reads both layers. A user's file that is no TOML counts as empty and is reported line by line.
    pub(super) fn new(embedded: &'a str, user: &'a str) -> Self {
        let (embedded, _) = DeTable::parse_recoverable(embedded);
        let (parsed, errors) = DeTable::parse_recoverable(user);
        let mut reader =
            Self { embedded, user: parsed, text: user, lines: Lines::of(user.as_bytes()), problems: Vec::new() };
        for error in &errors {
            let message = error.message().to_owned();
            let offset = error.span().map_or(0, |span| span.start);
            reader.problem(offset, String::new(), ProblemKind::Syntax { message });
        }
        if errors.is_empty() {
            let mut unknown = Vec::new();
            find_unknown(reader.user.get_ref(), reader.embedded.get_ref(), "", &mut unknown);
            for (offset, key, nearest) in unknown {
                if key == "schema" {
                    reader.judge_schema();
                    continue;
                }
                reader.problem(offset, key, ProblemKind::Unknown { nearest });
            }
        } else {
            (reader.user, _) = DeTable::parse_recoverable("");
        }
        reader
    }

    /// A file may say which schema it has; there is but one so far.
    fn judge_schema(&mut self) {
        let Some((span, value)) = find(self.user.get_ref(), "schema").map(|value| (value.span(), value.get_ref()))
        else {
            return;
        };
        if !matches!(value, DeValue::Integer(n) if i64::from_str_radix(n.as_str(), n.radix()) == Ok(1)) {
            self.wants(span, "schema", "config-want-schema", String::new());
        }
    }

    /// Everything that is wrong, in the order of the file.
    pub(super) fn problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| (problem.line, problem.column));
        self.problems
    }

    pub(super) fn problem(&mut self, offset: usize, key: String, kind: ProblemKind) {
        let (line, column) = self.lines.place(offset);
        self.problems.push(Problem { line, column, key, kind });
    }

    /// The value of `key` as `take` reads it: the user's, or where that does not fit the embedded one.
    fn value<T>(
        &mut self,
        key: &str,
        wants: &'static str,
        allowed: String,
        take: impl Fn(&DeValue<'_>) -> Option<T>,
    ) -> T {
        self.judged(key, allowed, |value| take(value).ok_or(wants))
    }

    /// As `value`, where `take` says which key of the locale tells what is wrong.
    fn judged<T>(&mut self, key: &str, allowed: String, take: impl Fn(&DeValue<'_>) -> Result<T, &'static str>) -> T {
        if let Some(value) = find(self.user.get_ref(), key) {
            let wants = match take(value.get_ref()) {
                Ok(taken) => return taken,
                Err(wants) => wants,
            };
            let span = value.span();
            self.wants(span, key, wants, allowed);
        }
        let embedded = find(self.embedded.get_ref(), key).and_then(|value| take(value.get_ref()).ok());
        // A test reads the embedded file as if it were a user's, so every key of it is there and fits.
        embedded.unwrap_or_else(|| unreachable!("config/default.toml lacks a right {key}"))
    }

    /// A list of texts; `take` says which key of the locale tells what is wrong with it.
    pub(super) fn checked<T>(
        &mut self,
        key: &str,
        wants: &'static str,
        take: impl Fn(&[&str]) -> Result<T, &'static str>,
    ) -> T {
        self.judged(key, String::new(), |value| {
            let items = value.as_array().ok_or(wants)?;
            let texts: Option<Vec<&str>> = items.iter().map(|item| item.get_ref().as_str()).collect();
            take(&texts.ok_or(wants)?)
        })
    }

    /// Says that what stands in `span` is not what `key` takes.
    pub(super) fn wants(&mut self, span: Range<usize>, key: &str, wants: &'static str, allowed: String) {
        let found = cut(self.text.get(span.clone()).unwrap_or(""));
        self.problem(span.start, key.to_owned(), ProblemKind::Wants { wants, allowed, found });
    }

    /// Two marks of a scale: the upper one must not lie below the lower one, or both are as they are embedded.
    pub(super) fn marks(&mut self, upper: &str, lower: &str, low: f64, high: f64) -> [f64; 2] {
        let marks = [self.number(upper, low, high, false), self.number(lower, low, high, false)];
        if marks[0] >= marks[1] {
            return marks;
        }
        let own = |key: &str| find(self.user.get_ref(), key).map(toml::Spanned::span);
        let found = own(upper).map(|span| (span, upper, "config-want-not-below", lower));
        if let Some((span, key, wants, other)) =
            found.or_else(|| own(lower).map(|span| (span, lower, "config-want-not-above", upper)))
        {
            self.wants(span, key, wants, other.to_owned());
        }
        [upper, lower].map(|key| {
            let embedded = find(self.embedded.get_ref(), key).and_then(|value| number(value.get_ref(), false));
            embedded.unwrap_or_else(|| unreachable!("config/default.toml lacks a right {key}"))
        })
    }

    /// The texts of a list in the embedded file.
    pub(super) fn embedded_texts(&self, key: &str) -> Vec<String> {
        let list = find(self.embedded.get_ref(), key).and_then(|value| value.get_ref().as_array());
        list.into_iter().flatten().filter_map(|item| item.get_ref().as_str().map(str::to_owned)).collect()
    }

    /// The texts of a list in the user's file, each with its place; none where the setting is not there or
    /// no such list.
    pub(super) fn own_texts(&mut self, key: &str, wants: &'static str) -> Option<Vec<(String, Range<usize>)>> {
        let value = find(self.user.get_ref(), key)?;
        let span = value.span();
        let text = |item: &toml::Spanned<DeValue<'_>>| Some((item.get_ref().as_str()?.to_owned(), item.span()));
        let texts = value.get_ref().as_array().and_then(|list| list.iter().map(text).collect());
        if texts.is_none() {
            self.wants(span, key, wants, String::new());
        }
        texts
    }

    /// Where a setting of the user's begins; 0 where it is not there.
    pub(super) fn place_of(&self, key: &str) -> usize {
        find(self.user.get_ref(), key).map_or(0, |value| value.span().start)
    }

    pub(super) fn text(&mut self, key: &str) -> String {
        self.value(key, "config-want-text", String::new(), |value| value.as_str().map(str::to_owned))
    }

    pub(super) fn parsed<T>(&mut self, key: &str, wants: &'static str, parse: impl Fn(&str) -> Option<T>) -> T {
        self.value(key, wants, String::new(), |value| value.as_str().and_then(&parse))
    }

    pub(super) fn word(&mut self, key: &str, words: &[&str]) -> String {
        let known = |word: &&str| words.contains(word);
        self.value(key, "config-want-word", words.join(", "), |value| value.as_str().filter(known).map(str::to_owned))
    }

    /// One of `all`, by the word that stands for it.
    pub(super) fn parsed_word<T: Copy>(&mut self, key: &str, all: &[T], word: impl Fn(T) -> &'static str) -> T {
        let words: Vec<&str> = all.iter().map(|one| word(*one)).collect();
        let found = |text: &str| all.iter().copied().find(|one| word(*one) == text);
        self.value(key, "config-want-word", words.join(", "), |value| value.as_str().and_then(found))
    }

    pub(super) fn flag(&mut self, key: &str) -> bool {
        self.value(key, "config-want-flag", String::new(), |value| value.as_bool())
    }

    pub(super) fn number(&mut self, key: &str, low: f64, high: f64, whole: bool) -> f64 {
        let wants = if whole { "config-want-whole" } else { "config-want-number" };
        self.value(key, wants, format!("{low}–{high}"), |value| {
            let number = number(value, whole)?;
            (number >= low && number <= high).then_some(number)
        })
    }

    pub(super) fn list<T>(&mut self, key: &str, wants: &'static str, take: impl Fn(&[&str]) -> Option<T>) -> T {
        self.value(key, wants, String::new(), |value| {
            let texts: Option<Vec<&str>> = value.as_array()?.iter().map(|item| item.get_ref().as_str()).collect();
            take(&texts?)
        })
    }

    /// A list of occasions; `true` stands for the ends of focus and breaks, `false` for none.
    pub(super) fn occasions(&mut self, key: &str) -> Vec<Occasion> {
        let words: Vec<&str> = Occasion::ALL.iter().map(|occasion| occasion.word()).collect();
        self.value(key, "config-want-occasions", words.join(", "), |value| match value {
            DeValue::Boolean(true) => Some(vec![Occasion::FocusEnd, Occasion::BreakEnd]),
            DeValue::Boolean(false) => Some(Vec::new()),
            _ => value.as_array()?.iter().map(|item| Occasion::from_word(item.get_ref().as_str()?)).collect(),
        })
    }

    /// A table to which the user may add names: its texts, the user's over the embedded ones, without those that are
    /// empty. `check` sees each text with all of them, and says which key of the locale tells what is wrong.
    pub(super) fn open_table(
        &mut self,
        key: &str,
        check: impl Fn(&str, &[(String, String)]) -> Result<(), &'static str>,
    ) -> Vec<(String, String)> {
        let texts = |layer: &Layer<'_>| -> Vec<(String, Option<String>, std::ops::Range<usize>)> {
            let table = find(layer.get_ref(), key).and_then(|value| value.get_ref().as_table());
            let entries = table.into_iter().flatten();
            entries
                .map(|(name, value)| {
                    (name.get_ref().to_string(), value.get_ref().as_str().map(str::to_owned), value.span())
                })
                .collect()
        };
        let (embedded, user) = (texts(&self.embedded), texts(&self.user));
        let mut all: Vec<(String, String)> = Vec::new();
        for (name, text, _) in embedded.iter().chain(&user) {
            all.retain(|(known, _)| known != name);
            all.extend(text.iter().filter(|text| !text.trim().is_empty()).map(|text| (name.clone(), text.clone())));
        }
        let known = all.clone();
        for (name, text, span) in user {
            let judged = text.as_deref().ok_or("config-want-text").and_then(|text| check(text, &known));
            if let Err(wants) = judged {
                let found = self.text.get(span.clone()).unwrap_or("").chars().take(60).collect();
                let kind = ProblemKind::Wants { wants, allowed: String::new(), found };
                self.problem(span.start, format!("{key}.{name}"), kind);
                all.retain(|(known, _)| *known != name);
            }
        }
        all
    }

    pub(super) fn program(&mut self, key: &str) -> Vec<String> {
        self.list(key, "config-want-program", |argv| {
            let named = argv.first().is_none_or(|program| !program.trim().is_empty());
            named.then(|| argv.iter().map(|arg| (*arg).to_owned()).collect())
        })
    }
}

/// Tables whose names are the user's own.
const OPEN: [&str; 3] = ["filters", "modes", "profiles"];

fn wrong(
    problems: &mut Vec<Problem>,
    (text, lines): (&str, &Lines<'_>),
    key: &str,
    span: std::ops::Range<usize>,
    wants: &'static str,
    allowed: String,
) {
    let (line, column) = lines.place(span.start);
    let found = text.get(span).unwrap_or("").chars().take(60).collect();
    problems.push(Problem { line, column, key: key.to_owned(), kind: ProblemKind::Wants { wants, allowed, found } });
}

/// Characters of a wrong value that are shown.
const SHOWN: usize = 60;

/// The beginning of a long value, with the sign that something is left out.
fn cut(value: &str) -> String {
    if value.chars().count() <= SHOWN {
        return value.to_owned();
    }
    value.chars().take(SHOWN - 1).chain(['…']).collect()
}

fn number(value: &DeValue<'_>, whole: bool) -> Option<f64> {
    match value {
        DeValue::Integer(number) => Some(i64::from_str_radix(number.as_str(), number.radix()).ok()? as f64),
        DeValue::Float(number) if !whole => number.as_str().parse().ok(),
        _ => None,
    }
}

/// The value at a dotted name.
fn find<'t, 'a>(table: &'t DeTable<'a>, key: &str) -> Option<&'t toml::Spanned<DeValue<'a>>> {
    match key.split_once('.') {
        None => table.get(key),
        Some((first, rest)) => find(table.get(first)?.get_ref().as_table()?, rest),
    }
}

/// Names in `user` that `known` does not have, with the nearest one that it has.
fn find_unknown(
    user: &DeTable<'_>,
    known: &DeTable<'_>,
    prefix: &str,
    unknown: &mut Vec<(usize, String, Option<String>)>,
) {
    for (name, value) in user {
        let key = format!("{prefix}{}", name.get_ref());
        let known_value = known.get(name.get_ref().as_ref());
        match (value.get_ref(), known_value.map(|known| known.get_ref())) {
            (_, None) => {
                let names = known.keys().map(|known| known.get_ref().as_ref());
                let nearest = nearest(name.get_ref(), names);
                unknown.push((name.span().start, key, nearest));
            }
            // What stands in these is read, and judged, table by table.
            (DeValue::Table(_), Some(DeValue::Table(_))) if prefix.is_empty() && OPEN.contains(&key.as_str()) => {}
            (DeValue::Table(user), Some(DeValue::Table(known))) => {
                find_unknown(user, known, &format!("{key}."), unknown);
            }
            (_, Some(DeValue::Table(_))) => unknown.push((name.span().start, key, None)),
            _ => {}
        }
    }
}

/// The setting with the most similar full name, or one whose last part is what was written.
pub(super) fn nearest_setting(embedded: &str, key: &str) -> Option<String> {
    let (embedded, _) = DeTable::parse_recoverable(embedded);
    let mut names = Vec::new();
    collect_names(embedded.get_ref(), "", &mut names);
    let ends = names.iter().find(|name| name.rsplit('.').next() == Some(key));
    ends.cloned().or_else(|| nearest(key, names.iter().map(String::as_str)))
}

fn collect_names(table: &DeTable<'_>, prefix: &str, names: &mut Vec<String>) {
    for (name, value) in table {
        let key = format!("{prefix}{}", name.get_ref());
        match value.get_ref() {
            DeValue::Table(table) => collect_names(table, &format!("{key}."), names),
            _ => names.push(key),
        }
    }
}

/// The most similar name, if one is similar at all (Jaro–Winkler at least 0.75).
fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    names
        .map(|known| (strsim::jaro_winkler(name, known), known))
        .filter(|(likeness, _)| *likeness >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known.to_owned())
}
