//! The keys of the presets. The first key of an intent is the one that help and hints show.
use crate::ui::Intent;

/// Keys by intent.
type Rows = &'static [(Intent, &'static [&'static str])];

/// The keys of every preset unless it says otherwise.
const COMMON: Rows = &[
    (Intent::StartPause, &["space"]),
    (Intent::StartTask, &["f"]),
    (Intent::Internal, &["i", "'"]),
    (Intent::External, &["e", "-"]),
    (Intent::Note, &["n"]),
    (Intent::Void, &["x"]),
    (Intent::Finish, &["F"]),
    (Intent::Skip, &[">"]),
    (Intent::Restart, &["R"]),
    (Intent::Extend, &["+", "="]),
    (Intent::ExtendBy, &["E"]),
    (Intent::Break, &["b"]),
    (Intent::AddTask, &["a"]),
    (Intent::EditTask, &["o"]),
    (Intent::Done, &["d"]),
    (Intent::Pin, &["t"]),
    (Intent::Drop, &["D"]),
    (Intent::Reopen, &["r"]),
    (Intent::Delete, &["delete"]),
    (Intent::Filter, &["/"]),
    (Intent::Matrix, &["m"]),
    (Intent::Closed, &["c"]),
    (Intent::Score, &["s"]),
    (Intent::NextTemplate, &["]"]),
    (Intent::PreviousTemplate, &["["]),
    (Intent::Weeks, &["w"]),
    (Intent::ThisWeek, &["0"]),
    (Intent::PaneTimer, &["1"]),
    (Intent::PaneTasks, &["2"]),
    (Intent::PaneAssessment, &["3"]),
    (Intent::PaneWeeks, &["4"]),
    (Intent::NextPane, &["tab"]),
    (Intent::PreviousPane, &["shift-tab"]),
    (Intent::Up, &["up", "k"]),
    (Intent::Down, &["down", "j"]),
    (Intent::Left, &["left", "h"]),
    (Intent::Right, &["right", "l"]),
    (Intent::PageUp, &["page-up"]),
    (Intent::PageDown, &["page-down"]),
    (Intent::First, &["home", "g"]),
    (Intent::Last, &["end", "G"]),
    (Intent::Open, &["enter"]),
    (Intent::Back, &["esc"]),
    (Intent::Undo, &["u"]),
    (Intent::Palette, &[":"]),
    (Intent::Help, &["?", "f1"]),
    (Intent::Quit, &["q", "ctrl-c"]),
];

const VIM: Rows = &[
    (Intent::Up, &["k", "up"]),
    (Intent::Down, &["j", "down"]),
    (Intent::Left, &["h", "left"]),
    (Intent::Right, &["l", "right"]),
    (Intent::PageUp, &["ctrl-u", "ctrl-b", "page-up"]),
    (Intent::PageDown, &["ctrl-d", "ctrl-f", "page-down"]),
    (Intent::First, &["g", "home"]),
    (Intent::Last, &["G", "end"]),
    (Intent::Quit, &["q", "Z", "ctrl-c"]),
];

/// Names of the presets.
pub(super) const NAMES: [&str; 2] = ["default", "vim"];

/// The keys of `intent` in a preset; `None` where there is no such preset.
pub(super) fn keys(preset: &str, intent: Intent) -> Option<&'static [&'static str]> {
    let own: Rows = match preset {
        "default" => &[],
        "vim" => VIM,
        _ => return None,
    };
    let row = own.iter().chain(COMMON).find(|(of, _)| *of == intent);
    Some(row.map_or(&[], |(_, keys)| keys))
}
