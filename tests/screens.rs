//! Key strings → what is on the screen, at every size of the brief and in both languages.
#[path = "screens/assess.rs"]
mod assess;
#[path = "screens/history.rs"]
mod history;
#[path = "screens/keys.rs"]
mod keys;
#[path = "screens/random.rs"]
mod random;
#[path = "screens/sight.rs"]
mod sight;
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
        // Where the mark's message stands in place of the time, it is gone by now.
        stage.watch(5000);
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

#[test]
fn every_view_says_that_the_timer_is_paused_and_when_it_rings() {
    for (lang, paused, rings) in [(Lang::En, "paused", "rings 14:25"), (Lang::ZhCn, "已暂停", "14:25 响铃")] {
        for view in ["w", "2<enter>", "3<enter>", "p", "H", "I", "v", ","] {
            let mut stage = Stage::lived_in(lang);
            stage.size(80, 24);
            stage.keys(&format!("1<space>{view}"));
            assert!(stage.text().lines().next().unwrap().contains(rings), "{view}\n{}", stage.text());
            stage.keys("1<space>");
            stage.keys(view);
            assert!(stage.text().lines().next().unwrap().contains(paused), "{view}\n{}", stage.text());
        }
        let mut stage = Stage::lived_in(lang);
        stage.keys("1<space>");
        stage.now = stage.now.later(5_000, 0);
        for (width, height) in [(80, 1), (80, 2), (80, 3), (70, 5), (20, 2)] {
            assert!(stage.text_at(width, height).contains(rings), "{width}×{height}\n{}", stage.text());
        }
        stage.keys("<space>");
        stage.now = stage.now.later(5_000, 0);
        for (width, height) in [(80, 1), (80, 2), (80, 3), (20, 2)] {
            assert!(stage.text_at(width, height).contains(paused), "{width}×{height}\n{}", stage.text());
        }
    }
}

/// The end of a phase, whichever comes next: unmistakable at every size and in every view, until one moves on.
#[test]
fn the_end_of_a_phase() {
    for lang in [Lang::En, Lang::ZhCn] {
        for (name, by_itself, minutes) in
            [("break-begun", true, 25), ("break-due", false, 25), ("break-over", true, 31)]
        {
            let mut stage = Stage::lived_in(lang);
            stage.model.rules.timer.auto_start_breaks = by_itself;
            stage.keys("1<space>");
            stage.watch(minutes * 60_000 + 5_000);
            // A key that means nothing takes the message away, not what is due.
            stage.keys("5");
            stage.now = stage.now.later(5_000, 0);
            let every = at_every_size(&mut stage);
            let wide = stage.text_at(80, 1);
            stage.size(80, 24);
            stage.keys("w");
            let view = stage.text_at(80, 24).lines().next().unwrap().to_owned();
            insta::assert_snapshot!(named(lang, name), format!("{every}\n── 80×1\n{wide}\n── in a view\n{view}"));
        }
    }
}

#[test]
fn columns_of_weeks_stand_apart() {
    for lang in [Lang::En, Lang::ZhCn] {
        let mut stage = Stage::lived_in(lang);
        stage.keys("w");
        for (width, height) in [(40, 12), (80, 24), (120, 36), (200, 60)] {
            let text = stage.text_at(width, height);
            let hours = if lang == Lang::En { " h" } else { " 小时" };
            for line in text.lines().filter(|line| line.contains("2026-W")) {
                for (at, _) in line.match_indices(hours) {
                    let number = line[..at].trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
                    assert!(number.ends_with("  "), "{width}×{height}\n{text}");
                    assert!(line[number.len()..at].matches('.').count() < 2, "{width}×{height}\n{text}");
                }
            }
        }
    }
}

#[test]
fn the_time_at_which_a_task_is_due_is_never_cut() {
    use focus_tui::domain::{command::Command, command::TaskEdit, stamp::Stamp, task::Due};
    for lang in [Lang::En, Lang::ZhCn] {
        let mut stage = Stage::empty(lang);
        for day in ["2026-11-23", "2026-11-25"] {
            let at: jiff::Zoned = format!("{day}T18:35:00[Europe/Berlin]").parse().unwrap();
            stage.does(Command::AddTask(TaskEdit {
                title: Some("a title that is far too long for every screen but the largest ".repeat(3)),
                due: Some(Some(Due::At(Stamp::from(&at)))),
                ..TaskEdit::default()
            }));
        }
        for keys in ["", "2<enter>", "m"] {
            stage.keys(keys);
            for (width, height) in [(30, 20), (40, 12), (50, 40), (70, 20), (80, 24), (120, 36), (250, 60)] {
                // The quarters of a narrow matrix have no column of dates.
                if keys == "m" && (41..80).contains(&width) {
                    continue;
                }
                let text = stage.text_at(width, height);
                let shown = text.lines().filter(|line| line.contains("18:35")).count();
                assert!(shown >= 2, "{keys} {width}×{height}\n{text}");
            }
        }
    }
}

#[test]
fn a_matrix_without_room_says_its_quadrants() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("m");
    let text = stage.text_at(40, 12);
    assert!(stage.text_at(60, 14).contains("by quadrant"), "{}", stage.text());
    assert!(text.contains("Q1") && text.contains("Q2"), "{text}");
}
