//! Key strings → what is on the screen, at every size of the brief and in both languages.
#[path = "screens/assess.rs"]
mod assess;
#[path = "screens/history.rs"]
mod history;
#[path = "screens/keys.rs"]
mod keys;
#[path = "screens/random.rs"]
mod random;
#[path = "screens/stage.rs"]
mod stage;
#[path = "screens/tasks.rs"]
mod tasks;

use focus_tui::text::locale::Lang;
use stage::Stage;

const SIZES: [(u16, u16); 9] = [(200, 60), (120, 36), (80, 24), (50, 40), (40, 12), (30, 9), (20, 4), (12, 1), (4, 1)];

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

#[test]
fn the_timer_in_every_state() {
    for lang in [Lang::En, Lang::ZhCn] {
        let mut seen = Vec::new();
        let mut stage = Stage::lived_in(lang);
        stage.keys("1<space>");
        stage.watch(60_000);
        stage.keys("<space>");
        stage.watch(5_000);
        seen.push(("paused", stage.text_at(80, 24)));
        stage.keys("<space>");
        stage.sleep(3_600_000);
        seen.push(("asking", stage.text_at(80, 24)));
        stage.keys("<down><enter>");
        seen.push(("answered", stage.text_at(80, 24)));
        stage.keys("u");
        seen.push(("taken back", stage.text_at(40, 12)));
        stage.keys("<esc>");
        seen.push(("put off", stage.text_at(40, 12)));
        stage.keys("<space>1");
        stage.watch(25 * 60_000);
        seen.push(("break", stage.text_at(80, 24)));
        stage.model.rules.timer.auto_start_breaks = false;
        stage.model.rules.timer.overtime = true;
        stage.keys("1<space>");
        stage.watch(100);
        stage.keys("1>");
        stage.keys("<space>");
        stage.watch(27 * 60_000);
        seen.push(("overtime", stage.text_at(80, 24)));
        stage.model.rules.timer.mode = "flow".to_owned();
        let text: Vec<String> = seen.into_iter().map(|(name, text)| format!("── {name}\n{text}")).collect();
        insta::assert_snapshot!(named(lang, "states"), text.join("\n"));
    }
}

#[test]
fn full_views() {
    for lang in [Lang::En, Lang::ZhCn] {
        for (name, keys) in [
            ("weeks", "w<left>"),
            ("tasks", "2<enter>"),
            ("matrix", "2<enter>m"),
            ("score-detail", "3<enter>"),
            ("timer", "1<enter><space>"),
            ("task-detail", "2<enter><down><down><enter>"),
            ("settings", ","),
            ("insights", "I"),
            ("arranged", "4z<alt-right><alt-right><alt-up>"),
        ] {
            let mut stage = Stage::lived_in(lang);
            stage.keys(keys);
            let large = stage.text_at(120, 36);
            let small = stage.text_at(80, 24);
            let least =
                if name == "task-detail" { format!("\n──\n{}", stage.text_at(40, 12)) } else { String::new() };
            insta::assert_snapshot!(named(lang, name), format!("{large}\n──\n{small}{least}"));
        }
    }
}

#[test]
fn the_plan_of_the_day() {
    for lang in [Lang::En, Lang::ZhCn] {
        for (name, keys) in [("plan-offered", "p"), ("plan-accepted", "py<down>"), ("plan-left-out", "py<end>")] {
            let mut stage = Stage::lived_in(lang);
            stage.keys(keys);
            insta::assert_snapshot!(named(lang, name), at_every_size(&mut stage));
        }
        let mut stage = Stage::lived_in(lang);
        // A pomodoro of the accepted plan is done, the next one runs.
        stage.keys("py<space>");
        stage.watch(31 * 60_000);
        stage.keys("<space>");
        stage.watch(60_000);
        let plan = [(120, 36), (80, 24), (40, 12)].map(|(width, height)| stage.text_at(width, height)).join("\n──\n");
        stage.keys("<esc>");
        let dashboard = stage.text_at(120, 36);
        insta::assert_snapshot!(named(lang, "plan-worked"), format!("{plan}\n──\n{dashboard}"));
    }
}

#[test]
fn dialogs() {
    for lang in [Lang::En, Lang::ZhCn] {
        for (name, keys) in [
            ("form-task", "A写 report<tab><right><tab><tab>fri"),
            ("form-error", "Ax<tab><tab><tab>someday<enter>"),
            ("form-void", "<space>xphone"),
            ("form-note", "<space>incall mum"),
            ("scores", "w<left><esc>s<shift-right><right>"),
            ("scores-fresh", "]s<down>75"),
            ("palette", ":week"),
            ("help", "?"),
            ("filter", "/pa"),
            ("filter-wrong", "/q:9 pa"),
            ("quick", "awrite 报告 !5 @fri ~3 #thesis +deep *week"),
            ("quick-empty", "a"),
            ("quick-wrong", "acall !9 mum"),
            ("plan-choose", "pajkr"),
            ("setting", ",/rounds<enter><enter>"),
        ] {
            let mut stage = Stage::lived_in(lang);
            stage.keys(keys);
            let large = stage.text_at(120, 36);
            let small = stage.text_at(80, 24);
            let least = stage.text_at(40, 12);
            insta::assert_snapshot!(named(lang, name), format!("{large}\n──\n{small}\n──\n{least}"));
        }
    }
}
