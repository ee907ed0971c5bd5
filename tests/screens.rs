//! Key strings → what is on the screen, at every size of the brief and in both languages.
#[path = "screens/stage.rs"]
mod stage;

use focus_tui::text::locale::Lang;
use stage::Stage;

const SIZES: [(u16, u16); 5] = [(120, 36), (80, 24), (40, 12), (20, 4), (12, 1)];

/// All sizes of one state, one below the other.
fn at_every_size(stage: &mut Stage) -> String {
    SIZES.map(|(width, height)| format!("── {width}×{height}\n{}", stage.text_at(width, height))).join("\n")
}

fn named(lang: Lang, name: &str) -> String {
    format!("{name}-{}", lang.name())
}

#[test]
fn focus_runs() {
    for lang in [Lang::En, Lang::ZhCn] {
        let mut stage = Stage::lived_in(lang);
        stage.keys("f");
        stage.watch(11 * 60_000);
        stage.keys("i");
        stage.watch(1000);
        insta::assert_snapshot!(named(lang, "running"), at_every_size(&mut stage));
    }
}

#[test]
fn first_start() {
    for lang in [Lang::En, Lang::ZhCn] {
        let mut stage = Stage::empty(lang);
        insta::assert_snapshot!(named(lang, "empty"), at_every_size(&mut stage));
    }
}
