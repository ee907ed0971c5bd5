//! Any bytes as config.toml and as a template: no panic, and each problem has its place.
#![no_main]

use focus_tui::config::{Config, templates};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let (_, problems) = Config::read(&text);
    assert!(problems.iter().all(|problem| problem.line >= 1 && problem.column >= 1));
    let _ = templates::read(&text);
});
