//! The pictures of the README: every view with the same example at the same moment.
use focus_tui::{
    text::locale::Lang,
    ui::{ColorDepth, Theme},
};

use super::{
    picture::{Paper, svg},
    stage::Stage,
};

/// Views: the name and the keys that lead to it.
const VIEWS: [(&str, &str); 11] = [
    ("dashboard", ""),
    ("tasks", "2<enter>"),
    ("matrix", "2<enter>m"),
    ("scores", "s<right><right>"),
    ("weeks", "w"),
    ("plan", "p"),
    ("review", "v"),
    ("history", "H"),
    ("insights", "I"),
    ("settings", ",<down><down>"),
    ("help", "?"),
];

const THEMES: [(&str, Paper); 2] =
    [("dark", Paper { ground: "#16181d", ink: "#d5dae5" }), ("light", Paper { ground: "#ffffff", ink: "#24292f" })];

/// A morning of focus with interruptions, and a phase that runs.
fn stage(lang: Lang, theme: &str) -> Stage {
    let mut stage = Stage::lived_in(lang);
    stage.theme = Theme::named(theme, ColorDepth::True, false).unwrap();
    stage.keys("f");
    for (minutes, mark) in [(6, "i"), (9, "e"), (11, "<space>"), (1, "f"), (12, "i"), (6, "i")] {
        stage.watch(minutes * 60_000);
        stage.keys(mark);
    }
    stage.watch(1_000);
    stage.keys("<esc>");
    stage
}

/// Every picture: the name of its file and what is in it.
pub(crate) fn pictures() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for lang in [Lang::En, Lang::ZhCn] {
        for (theme, paper) in THEMES {
            for (view, keys) in VIEWS {
                let mut stage = stage(lang, theme);
                stage.keys(keys);
                let name = format!("{view}-{theme}-{}.svg", lang.name());
                all.push((name, svg(&stage.draw().0, paper)));
            }
        }
    }
    all
}
