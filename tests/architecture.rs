//! Who may use whom (ARCHITECTURE.md), kept by looking at the imports.
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A layer, and the names that no code line of it may hold.
const RULES: [(&str, &[&str]); 7] = [
    (
        "domain",
        &[
            "std::fs",
            "std::io",
            "std::env",
            "tokio",
            "ratatui",
            "crossterm",
            "crate::text",
            "crate::ui",
            "crate::report",
            "crate::config",
            "crate::store",
            "crate::runtime",
            "crate::cli",
        ],
    ),
    (
        "text",
        &[
            "std::fs",
            "std::io",
            "std::env",
            "tokio",
            "ratatui",
            "crossterm",
            "crate::ui",
            "crate::report",
            "crate::config",
            "crate::store",
            "crate::runtime",
            "crate::cli",
        ],
    ),
    (
        "ui",
        &[
            "std::fs",
            "std::io",
            "std::env",
            "tokio",
            "crate::store",
            "crate::runtime",
            "crate::cli",
            "crate::report",
            "crate::config",
        ],
    ),
    (
        "report",
        &[
            "std::fs",
            "std::io",
            "std::env",
            "tokio",
            "ratatui",
            "crossterm",
            "crate::ui",
            "crate::config",
            "crate::store",
            "crate::runtime",
            "crate::cli",
        ],
    ),
    (
        "config",
        &["std::fs", "std::io", "std::env", "tokio", "crate::store", "crate::runtime", "crate::cli", "crate::report"],
    ),
    (
        "store",
        &[
            "tokio",
            "ratatui",
            "crossterm",
            "crate::ui",
            "crate::report",
            "crate::runtime",
            "crate::cli",
            "crate::config",
        ],
    ),
    ("runtime", &["crate::cli", "crate::report"]),
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the source").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

fn source() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&root, &mut found);
    assert!(found.len() > 40, "the source was not found");
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(&path).expect("a source file"))
        })
        .collect()
}

/// The code lines before a file's unit tests: what a layer's production code uses.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let production = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
    production.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The layers that an import of several names reaches into: `use crate::{domain::…, text::…}`.
fn grouped(text: &str) -> Vec<String> {
    let mut layers = Vec::new();
    for group in text.split("use crate::{").skip(1) {
        let mut depth = 0;
        let mut name = String::new();
        for c in group.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => layers.push(std::mem::take(&mut name)),
                _ if depth == 0 => name.push(c),
                _ => {}
            }
        }
        layers.push(name);
    }
    layers.iter().map(|name| format!("crate::{}", name.trim())).collect()
}

#[test]
fn every_layer_uses_only_what_it_may() {
    let mut broken = Vec::new();
    for (name, text) in source() {
        let layer = name.split(['/', '.']).next().unwrap_or_default();
        // Test support inside a layer may use more.
        if name.ends_with("tests.rs") || name.contains("/tests/") {
            continue;
        }
        let Some((_, forbidden)) = RULES.iter().find(|(known, _)| *known == layer) else { continue };
        for (number, line) in code(&text) {
            for word in *forbidden {
                if line.contains(&format!("{word}::"))
                    || line.contains(&format!("{word};"))
                    || line.contains(&format!("{word} "))
                {
                    broken.push(format!("{name}:{} uses {word}", number + 1));
                }
            }
        }
        let production = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(&text);
        for used in grouped(production) {
            if forbidden.iter().any(|word| used == *word || used.starts_with(&format!("{word}::"))) {
                broken.push(format!("{name} uses {used}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn files_fit_on_a_few_screens_and_say_what_they_are() {
    let mut broken = Vec::new();
    for (name, text) in source() {
        let lines = text.lines().count();
        if lines > 520 {
            broken.push(format!("{name} has {lines} lines"));
        }
        if !text.starts_with("//!") && !name.ends_with("tests.rs") {
            broken.push(format!("{name} does not say what it is"));
        }
        if name.ends_with("mod.rs") {
            broken.push(format!("{name}: foo.rs + foo/, not mod.rs"));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_clock_is_read_in_one_place() {
    let readers: Vec<String> = source()
        .into_iter()
        .filter(|(_, text)| {
            ["Zoned::now()", "Timestamp::now()", "Instant::now()", "SystemTime::now()", "clock_gettime("]
                .iter()
                .any(|call| code(text).any(|(_, line)| line.contains(call)))
        })
        .map(|(name, _)| name)
        .collect();
    assert_eq!(readers, ["runtime/clock.rs"]);
}
