//! What the presets change of the default keys, which stand in the file of settings.
use crate::ui::Intent;

/// Keys by intent.
type Rows = &'static [(Intent, &'static [&'static str])];

const VIM: Rows = &[
    (Intent::Up, &["k", "up"]),
    (Intent::Down, &["j", "down"]),
    (Intent::Left, &["h", "left"]),
    (Intent::Right, &["l", "right"]),
    (Intent::PageUp, &["ctrl-u", "ctrl-b", "page-up"]),
    (Intent::PageDown, &["ctrl-d", "ctrl-f", "page-down"]),
    (Intent::First, &["g g", "home"]),
    (Intent::Last, &["G", "end"]),
    (Intent::Quit, &["q", "Z", "ctrl-c"]),
];

/// Names of the presets.
pub(super) const NAMES: [&str; 2] = ["default", "vim"];

/// The keys of `intent` where a preset changes them.
pub(super) fn keys(preset: &str, intent: Intent) -> Option<&'static [&'static str]> {
    let own: Rows = if preset == "vim" { VIM } else { &[] };
    own.iter().find(|(of, _)| *of == intent).map(|(_, keys)| *keys)
}
