//! The .ftl files against each other and against the source: nothing missing, nothing left over.
use fluent_bundle::FluentResource;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Families whose keys are put together at run time from the stable names of JSON and config, so
/// that no literal in the source shows them. A prefix counts for every key that begins with it.
const COMPUTED: &[&str] = &[
    "help-intent-",
    "task-source-",
    "task-term-",
    "timer-letter-",
    "timer-notice-",
    "cli-about-",
    "cli-arg-",
    "cli-forecast-",
    "cli-goal-",
    "cli-trend-",
    "cli-tried-",
    "config-want-",
    "common-action-",
    "doctor-fixed-",
    "doctor-found-",
    "doctor-role-",
    "date-month-",
    "date-weekday-",
    "help-group-",
    "assess-field-",
    "assess-template-field-",
    "review-name-",
    "review-question-",
    "review-rule-",
    "review-state-",
    "review-task-",
    "task-band-",
    "task-field-",
    "plan-slot-",
    "plan-why-",
    "task-by-",
    "task-forecast-",
    "task-quadrant-",
    "task-ranking-",
    "task-repeat-",
    "timer-interrupt-",
    "timer-mode-",
    "task-choice-",
    "timer-outcome-",
    "timer-phase-",
    "timer-state-",
];

/// Texts that stand ready before the code that says them. Take a prefix out as its code arrives;
/// an empty list is the goal.
const AWAITED: &[&str] = &["common-", "date-yesterday", "error-", "timer-"];

/// key → the variables of its text.
type Keys = BTreeMap<String, BTreeSet<String>>;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
}

fn keys(lang: &str) -> Keys {
    let mut found = Vec::new();
    files(&root().join("assets/locales").join(lang), "ftl", &mut found);
    let mut keys = Keys::new();
    let mut seen = BTreeSet::new();
    for path in found {
        let source = fs::read_to_string(&path).unwrap();
        let whole = FluentResource::try_new(source.clone());
        assert!(whole.is_ok(), "{path:?}: {:?}", whole.err().map(|e| e.1));
        let mut key = String::new();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                key = line.split([' ', '=']).next().unwrap().to_owned();
                assert!(seen.insert(key.clone()), "{key} stands twice in {lang}");
            }
            keys.entry(key.clone()).or_default().extend(variables(line));
        }
    }
    keys.remove("");
    keys
}

fn variables(line: &str) -> impl Iterator<Item = String> {
    line.split('$')
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).collect())
}

/// All string literals without escapes in the source, with the code that stands before each.
fn literals() -> Vec<(String, String, PathBuf)> {
    let mut found = Vec::new();
    files(&root().join("src"), "rs", &mut found);
    let mut literals = Vec::new();
    for path in found {
        let source = fs::read_to_string(&path).unwrap();
        let mut at = 0;
        while let Some(open) = source[at..].find('"').map(|i| at + i) {
            let body = &source[open + 1..];
            // Not a tokenizer: what is no key does not look like one, so a quote out of step
            // yields nothing but text with other characters in it.
            let end = body.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(body.len());
            if body[end..].starts_with('"') && end > 0 {
                let before = before(&source[..open]);
                literals.push((body[..end].to_owned(), before, path.clone()));
            }
            at = open + 1;
        }
    }
    literals
}

/// The last few characters of `code` without white space, so that a call broken over lines is known.
fn before(code: &str) -> String {
    let mut last: Vec<char> = code.chars().rev().filter(|c| !c.is_whitespace()).take(8).collect();
    last.reverse();
    last.into_iter().collect()
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_variables() {
    let (en, zh) = (keys("en"), keys("zh-CN"));
    for (key, variables) in &en {
        let Some(theirs) = zh.get(key) else {
            panic!("{key} is missing in zh-CN");
        };
        assert_eq!(variables, theirs, "variables of {key}");
    }
    for key in zh.keys() {
        assert!(en.contains_key(key), "{key} is missing in en");
    }
}

#[test]
fn every_key_the_source_says_is_written() {
    let en = keys("en");
    let mut said = 0;
    for (key, before, path) in literals() {
        let asked = [".text(", ".with(", "Key("].iter().any(|call| before.ends_with(call));
        let on_purpose = key.contains("nobody-wrote");
        if asked && !on_purpose {
            said += 1;
            assert!(en.contains_key(&key), "{key} in {path:?} is not in en");
        }
    }
    assert!(said >= 10, "the scan found only {said} keys: is it blind?");
}

/// Words that look like keys and are none: names of changes that a key is put together with, and families.
fn is_no_key(word: &str, en: &Keys) -> bool {
    let family = format!("{word}-");
    en.contains_key(&format!("common-action-{word}")) || COMPUTED.contains(&family.as_str()) || word == "task-filter"
}

#[test]
fn what_looks_like_a_key_is_one() {
    let en = keys("en");
    let families: BTreeSet<&str> = en.keys().filter_map(|key| key.split('-').next()).collect();
    let like =
        |word: &str| word.split_once('-').is_some_and(|(family, rest)| families.contains(family) && !rest.is_empty());
    let odd: Vec<_> = literals()
        .into_iter()
        .map(|(word, _, path)| (word, path))
        .filter(|(word, _)| like(word) && !word.ends_with('-') && !word.contains("nobody-wrote"))
        .filter(|(word, _)| !en.contains_key(word) && !is_no_key(word, &en))
        .collect();
    assert!(odd.is_empty(), "no such keys: {odd:?}");
}

#[test]
fn every_written_key_is_said_somewhere() {
    let said: BTreeSet<_> = literals().into_iter().map(|(key, ..)| key).collect();
    let spare: Vec<_> = keys("en")
        .into_keys()
        .filter(|key| !said.contains(key))
        .filter(|key| !COMPUTED.iter().chain(AWAITED).any(|p| key.starts_with(p)))
        .collect();
    assert!(spare.is_empty(), "nothing says {spare:?}");
}

#[test]
fn the_lists_of_families_name_families_that_exist() {
    let en = keys("en");
    for family in COMPUTED {
        assert!(en.keys().any(|key| key.starts_with(family)), "{family}");
    }
}
