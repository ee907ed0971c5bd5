//! Loading never panics, whatever the bytes: journals, state.toml, the timer and settings. What can be read is
//! read the same once it has been written down again.
use std::{fs, ops::Range};

use focus_tui::{
    config::{Config, templates},
    store::bare,
};
use proptest::prelude::*;

/// Real files to begin with, so that the damage is to something.
fn seeds(folder: &str) -> Vec<Vec<u8>> {
    let folder = format!("{}/fuzz/corpus/{folder}", env!("CARGO_MANIFEST_DIR"));
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut seeds: Vec<_> = entries.map(|entry| fs::read(entry.expect("an entry").path()).expect("readable")).collect();
    seeds.sort();
    assert!(!seeds.is_empty(), "{folder} is empty");
    seeds
}

/// Pieces that mean something to a reader.
const PIECES: [&str; 36] = [
    "\n",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    " = ",
    "\"",
    "'",
    "\"\"\"",
    "\\",
    "\\u",
    "\\U0010FFFF",
    "#",
    ",",
    ".",
    "at = 2026-11-22T10:00:00Z\n",
    "\nat = 9999-12-31T23:59:59.999999999+23:59\n",
    "id = \"a\"\n",
    "schema = 2\n",
    "1e999",
    "-9223372036854775808",
    "99999999999999999999",
    "0x7f",
    "nan",
    "-inf",
    "true",
    "\n[[task]]\n",
    "\n[[session]]\n",
    "\n[[goal]]\n",
    "clear = [\"due\"]\n",
    "\u{feff}",
    "\u{202e}写\u{1b}[2J",
    "\0\0\0\0",
];

#[derive(Clone, Debug)]
enum Damage {
    Bytes(Vec<u8>),
    Piece(usize),
    Cut(usize),
    Again(usize),
    Deep(u16),
}

fn damage() -> impl Strategy<Value = Vec<(usize, Damage)>> {
    let one = prop_oneof![
        2 => prop::collection::vec(any::<u8>(), 1..12).prop_map(Damage::Bytes),
        6 => (0..PIECES.len()).prop_map(Damage::Piece),
        3 => (1..60_usize).prop_map(Damage::Cut),
        1 => (1..200_usize).prop_map(Damage::Again),
        1 => (1..3000_u16).prop_map(Damage::Deep),
    ];
    prop::collection::vec((any::<usize>(), one), 0..8)
}

fn damaged(seed: &[u8], damages: &[(usize, Damage)]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for (at, damage) in damages {
        let at = at % (bytes.len() + 1);
        let until = |length: usize| -> Range<usize> { at..(at + length).min(bytes.len()) };
        match damage {
            Damage::Bytes(new) => drop(bytes.splice(until(new.len()), new.iter().copied())),
            Damage::Piece(n) => drop(bytes.splice(at..at, PIECES[*n].bytes())),
            Damage::Cut(length) => drop(bytes.drain(until(*length))),
            Damage::Again(length) => {
                let copy = bytes[until(*length)].to_vec();
                drop(bytes.splice(at..at, copy));
            }
            Damage::Deep(n) => drop(bytes.splice(at..at, "[".repeat(usize::from(*n)).into_bytes())),
        }
    }
    bytes
}

fn check_journal(bytes: &[u8]) {
    let read = bare::journal(bytes);
    assert!(read.sound <= bytes.len());
    let again = bare::journal(read.text.as_bytes());
    assert_eq!((again.text.as_str(), again.flaws, again.sound), (read.text.as_str(), 0, read.text.len()));
}

fn check_state(bytes: &[u8]) {
    let is_place = |(line, column): (usize, usize)| {
        let lines = bytes.iter().filter(|b| **b == b'\n').count() + 1;
        line >= 1 && column >= 1 && line <= lines
    };
    assert!(bare::picture(bytes).is_ok() || bare::picture(bytes).is_err_and(is_place));
    bare::alive(bytes);
    match bare::timer(bytes) {
        Ok(text) => assert_eq!(bare::timer(text.as_bytes()).as_deref(), Ok(text.as_str())),
        Err(place) => assert!(is_place(place), "{place:?}"),
    }
}

fn check_config(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (config, problems) = Config::read(&text);
    assert!(problems.iter().all(|problem| problem.line >= 1 && problem.column >= 1));
    let again = Config::read(&text);
    assert_eq!((config, problems), again);
    let _ = templates::read(&text);
}

/// How many inputs of each kind: ten thousand of all, or what a longer campaign asks for.
fn cases() -> u32 {
    std::env::var("FOCUS_TUI_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000) / 3 + 1
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn journals((seed, damage) in (prop::sample::select(seeds("journal")), damage())) {
        check_journal(&damaged(&seed, &damage));
    }

    #[test]
    fn states((seed, damage) in (prop::sample::select(seeds("state")), damage())) {
        check_state(&damaged(&seed, &damage));
    }

    #[test]
    fn settings((seed, damage) in (prop::sample::select(seeds("config")), damage())) {
        check_config(&damaged(&seed, &damage));
    }
}
