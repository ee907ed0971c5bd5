//! What is and is not done where there is little to see, and how what can be done is found.
use focus_tui::{
    config::Config,
    domain::status::State,
    text::locale::Lang,
    ui::{ColorDepth, Dialog, Input, Theme, View},
};
use ratatui::style::Modifier;

use super::{
    keys::{message, state},
    stage::Stage,
};

/// Keys that do something to the selected task do nothing while its list is not on the screen, and say so.
#[test]
fn nothing_happens_to_a_task_that_is_not_on_the_screen() {
    for (size, view) in [
        ((80, 24), "w"),
        ((80, 24), "3<enter>"),
        ((120, 36), "1<enter>"),
        ((80, 24), "2z"),
        ((40, 12), "3"),
        ((80, 24), "I"),
    ] {
        for key in ["d", "D", "t", "<delete>", "K", "o", "f"] {
            let mut stage = Stage::lived_in(Lang::En);
            stage.size(size.0, size.1);
            stage.keys(view);
            let before = stage.model.clone();
            stage.keys(key);
            assert_eq!(stage.model.book, before.book, "{view} {key}");
            assert_eq!(stage.model.timer, before.timer, "{view} {key}");
            assert_eq!(stage.screen.dialog, None, "{view} {key}");
            assert_eq!(message(&stage), "That needs the tasks in sight.", "{view} {key}");
        }
    }
    // From another pane they act as long as the selection is seen.
    let mut stage = Stage::lived_in(Lang::En);
    stage.size(80, 24);
    stage.keys("3d");
    assert_eq!(message(&stage), "done: ship release");
}

#[test]
fn where_only_the_time_has_room_only_the_timer_is_obeyed() {
    for (width, height) in [(20, 4), (12, 1), (60, 2)] {
        for key in ["d", "<delete>", "w", "H", "H<delete>", "m", "f", "T", "s", "2<enter>", "<alt-left>"] {
            let mut stage = Stage::lived_in(Lang::En);
            stage.size(width, height);
            let (before, screen) = (stage.model.clone(), stage.screen.clone());
            stage.keys(key);
            assert_eq!(
                (&stage.model.book, &stage.model.timer),
                (&before.book, &before.timer),
                "{width}×{height} {key}"
            );
            assert_eq!((stage.screen.view, stage.screen.dialog.clone()), (View::Dashboard, None), "{key}");
            assert_eq!((stage.screen.matrix, stage.screen.arrangement), (screen.matrix, screen.arrangement), "{key}");
            let said = if width < 24 { "too small" } else { "This needs a larger window." };
            assert_eq!(message(&stage), said, "{width}×{height} {key}");
        }
    }
    let mut stage = Stage::lived_in(Lang::En);
    stage.size(12, 1);
    stage.keys("a");
    assert_eq!((stage.screen.dialog.clone(), stage.text()), (None, "too small".to_owned()));
    // The answer passes by itself, and the timer obeys.
    assert_eq!(stage.screen.passes_ms(&stage.now), Some(4_000));
    stage.now = stage.now.later(5_000, 0);
    assert_eq!((stage.text(), stage.screen.passes_ms(&stage.now)), ("- 25:00 ▯▯▯▯".to_owned(), None));
    stage.keys("<space>");
    assert_eq!(state(&stage), State::Running);
    stage.keys("?");
    assert_eq!(stage.screen.dialog, None);
    // Where there is room for it, what was done is said below the time.
    stage.size(20, 4);
    stage.keys("i");
    assert_eq!(stage.text(), "F 25:00 ▯▯▯▯▯▯▯▯▯▯▯▯\ninternal\ninterruption marked\n");
}

#[test]
fn a_dialog_that_has_no_room_any_more_can_be_left_and_forgets_nothing() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("Ahalf");
    stage.size(12, 1);
    stage.keys(" d<enter>");
    stage.input(Input::Paste("x".to_owned()));
    assert!(matches!(&stage.screen.dialog, Some(Dialog::Form(form)) if form.fields[0].line.text() == "half"));
    stage.keys("<esc>");
    assert_eq!(stage.screen.dialog, None);
    stage.size(80, 24);
    stage.keys("A");
    assert!(matches!(&stage.screen.dialog, Some(Dialog::Form(form)) if form.fields[0].line.text() == "half"));
}

#[test]
fn in_a_small_window_forms_and_questions_say_what_they_ask() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.size(20, 4);
    stage.keys("A<tab>");
    assert_eq!(stage.text(), "- 25:00 ▯▯▯▯▯▯▯▯▯▯▯▯\nImportance\n3\n");
    stage.keys("<esc><space>");
    stage.sleep(3_600_000);
    assert!(stage.text().ends_with("▸ 1/4 go on"), "{}", stage.text());
    stage.keys("<down><enter>");
    assert_eq!(state(&stage), State::Idle);
}

#[test]
fn the_help_finds_words_by_how_they_begin_and_says_when_there_is_more() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.size(80, 24);
    stage.keys("?");
    assert!(stage.text().contains("↓ further down"), "{}", stage.text());
    // The sign before the search is not part of it.
    stage.keys("/undo");
    assert!(stage.text().contains("take back: scored") && stage.text().contains("│ / undo "), "{}", stage.text());
    assert!(!stage.text().contains("further down"));
    stage.keys("<ctrl-u>done");
    assert!(stage.text().contains("the task is done") && !stage.text().contains("the rows down"));
    stage.keys("<ctrl-u>dne");
    assert!(stage.text().contains("the task is done"), "{}", stage.text());
    stage.keys("<ctrl-u>qqqq");
    assert!(stage.text().contains("Nothing is found."), "{}", stage.text());
    // No description is cut.
    for lang in [Lang::En, Lang::ZhCn] {
        for (width, height) in [(40, 12), (60, 20), (80, 24), (120, 36)] {
            let mut stage = Stage::empty(lang);
            stage.size(width, height);
            stage.keys("?");
            for _ in 0..100 {
                assert!(!stage.text().contains('…'), "{}", stage.text());
                stage.keys("<down>");
            }
        }
    }
}

#[test]
fn the_palette_finds_settings_and_says_how_a_command_is_called() {
    for (lang, words) in
        [(Lang::En, ["theme", "mouse", "language", "bell"]), (Lang::ZhCn, ["主题", "鼠标", "语言", "响铃"])]
    {
        for (word, key) in words.iter().zip(["screen.theme", "screen.mouse", "lang", "notify.bell"]) {
            let mut stage = Stage::lived_in(lang);
            stage.screen.set_settings(focus_tui::config::listed("", lang));
            stage.keys(&format!(":{word}"));
            assert!(stage.text().contains(key), "{word}\n{}", stage.text());
        }
    }
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys(":screen.mouse<enter>");
    assert_eq!(stage.screen.view, View::Page(focus_tui::ui::Page::Settings));
    assert!(stage.text().contains("screen.mouse ─"), "{}", stage.text());
    stage.keys(":export<enter>");
    assert_eq!(message(&stage), "In a shell: focus-tui assess export");
    stage.keys(":qqqq");
    assert!(stage.text().contains("Nothing is found."));
    stage.keys("<enter>");
    assert!(stage.screen.dialog.is_some());
}

#[test]
fn every_wrong_field_says_so_at_once() {
    let mut stage = Stage::empty(Lang::En);
    stage.keys("A<tab><tab>7<tab>soon<tab><tab><tab><tab>sometimes<tab>nosuch<enter>");
    let fields = |stage: &Stage| match &stage.screen.dialog {
        Some(Dialog::Form(form)) => (form.at, form.errors().map(|(at, _)| *at).collect::<Vec<_>>()),
        _ => panic!("the form is gone"),
    };
    assert_eq!(fields(&stage), (0, vec![0, 2, 3, 7, 8]));
    for (width, height) in [(120, 36), (80, 24)] {
        let text = stage.text_at(width, height);
        for said in [
            "Title is empty.",
            "Urgency goes from 1 to 5.",
            "soon is not a date",
            "sometimes says nothing",
            "no task nosuch",
        ] {
            assert!(text.contains(said), "{said}\n{text}");
        }
    }
    // What is mended is forgiven, the rest stays.
    stage.keys("x<tab><tab><left>");
    assert_eq!(fields(&stage), (2, vec![3, 7, 8]));
    stage.keys("<tab><ctrl-u>fri<enter>");
    assert_eq!(fields(&stage), (7, vec![7, 8]));
    stage.keys("<ctrl-u><tab><ctrl-u><enter>");
    assert_eq!(stage.screen.dialog, None);
}

#[test]
fn what_was_written_comes_back_and_a_draft_is_told() {
    let mut stage = Stage::empty(Lang::En);
    stage.keys("Abuy milk<ctrl-u><ctrl-z>");
    assert!(matches!(&stage.screen.dialog, Some(Dialog::Form(form)) if form.fields[0].line.text() == "buy milk"));
    stage.keys("<esc>");
    assert_eq!(message(&stage), "Kept as a draft: it is there when you open it again.");
    stage.keys("A<ctrl-u><esc>");
    assert_eq!(message(&stage), "");
}

#[test]
fn a_setting_with_few_values_offers_them() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.screen.set_settings(focus_tui::config::listed("", Lang::En));
    stage.screen.set_own_themes(vec!["sunset".to_owned()]);
    for (key, steps, value) in [
        ("screen.theme", "<right><right>", "light"),
        ("screen.theme", "<left>", "sunset"),
        ("screen.theme", "m", "mono"),
        ("lang", "<down><down>", "zh-CN"),
        ("screen.ascii", " ", "yes"),
        ("timer.mode", "f", "flow"),
        ("timer.flow_break", "<right>", "table"),
        ("keys.preset", "<right>", "vim"),
        ("tasks.model", "<end>", "manual"),
        ("assessment.template", "ff", "founder"),
    ] {
        stage.set = None;
        let path = if key == "keys.preset" { format!(",/{key}<enter>") } else { format!(":{key}<enter>") };
        stage.keys(&format!("{path}<enter>{steps}"));
        assert!(stage.text().contains(&format!("▸ {value}")), "{key}\n{}", stage.text());
        stage.keys("<enter>");
        assert_eq!(stage.set, Some((key.to_owned(), Some(value.to_owned()))));
        // The file takes what is offered; own themes are looked for elsewhere.
        let (table, name) = key.rsplit_once('.').unwrap_or(("", key));
        let table = if table.is_empty() { String::new() } else { format!("[{table}]\n") };
        assert!(Config::read(&format!("{table}{name} = \"{value}\"\n")).1.is_empty(), "{key} {value}");
        stage.keys("<esc><esc><esc>");
    }
}

#[test]
fn comparing_says_which_week_is_marked_and_what_comes_next() {
    for (lang, marked) in [(Lang::En, "2026-W47 is marked"), (Lang::ZhCn, "已标记 2026-W47")] {
        let mut stage = Stage::lived_in(lang);
        stage.size(80, 24);
        stage.keys("wC");
        assert!(stage.text().lines().last().unwrap().contains(marked), "{}", stage.text());
        stage.keys("<left>C");
        assert_eq!((stage.screen.compared, message(&stage)), (None, ""));
    }
}

#[test]
fn a_score_that_rounds_to_nothing_has_no_sign() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("O");
    assert!(!stage.text().contains(" -0 "), "{}", stage.text());
}

#[test]
fn the_selected_practice_is_seen_from_its_first_line() {
    for lang in [Lang::En, Lang::ZhCn] {
        let mut stage = Stage::lived_in(lang);
        stage.size(40, 12);
        stage.keys("3<enter>");
        for _ in 0..8 {
            assert!(stage.text().contains("▸"), "{}", stage.text());
            stage.keys("<down>");
        }
    }
}

/// Where only ASCII can be shown, nothing else is drawn, and the time can still be read.
#[test]
fn ascii_is_ascii_everywhere() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.theme = focus_tui::ui::Theme::named("dark", focus_tui::ui::ColorDepth::None, true).unwrap();
    stage.size(80, 24);
    assert!(stage.text().contains(" _| |_  . | | | |"), "{}", stage.text());
    for keys in [
        "",
        "w",
        "wC<down>",
        "p",
        "v",
        "H",
        "I",
        ",",
        "m",
        "2<enter><enter>",
        "3<enter>",
        "1<enter>",
        "?",
        ":",
        "s",
        "a",
        "A",
        "W",
        "B",
        "L",
        "M",
    ] {
        for (width, height) in [(200, 60), (120, 36), (80, 24), (60, 20), (40, 12), (20, 4), (12, 1)] {
            stage.size(width, height);
            stage.keys(keys);
            let text = stage.text();
            let odd = |c: &char| !c.is_ascii() && !c.is_alphabetic();
            assert!(!text.chars().any(|c| odd(&c)), "{keys} {width}x{height} {:?}\n{text}", text.chars().find(odd));
            stage.keys("<esc><esc><esc><esc><esc>");
        }
    }
}

/// What is said by underlining or by reverse is on the words alone: no bar of it in the space before a number.
#[test]
fn no_style_reaches_into_the_space_before_a_number() {
    let loud = Modifier::UNDERLINED | Modifier::REVERSED;
    for theme in ["mono", "high-contrast"] {
        for keys in ["", "w", "3<enter>", "2<enter>", "wC<left>", "v"] {
            let mut stage = Stage::lived_in(Lang::En);
            stage.theme = Theme::named(theme, ColorDepth::True, false).unwrap();
            stage.size(160, 50);
            stage.keys(keys);
            let buffer = stage.draw().0;
            let styled = |x: u16, y: u16| buffer[(x, y)].modifier.intersects(loud);
            for y in 0..50 {
                for x in (1..160).filter(|x| styled(*x, y) && !styled(x - 1, y)) {
                    assert_ne!(buffer[(x, y)].symbol(), " ", "{theme} {keys} at {x},{y}\n{}", stage.text());
                }
            }
        }
    }
}

/// A dashboard that is as large as the screen uses it: the hours of the day below the time, all about the selected
/// task below the list, what to practise, and the days of the year.
#[test]
fn a_large_screen_shows_more_and_not_only_larger() {
    for (lang, words) in [
        (Lang::En, ["today", "hours", "Importance", "training, largest", "the year"]),
        (Lang::ZhCn, ["今天", "时段", "重要性", "训练", "这一年"]),
    ] {
        for (width, height) in [(160, 50), (200, 60), (300, 80), (300, 100)] {
            let mut stage = Stage::lived_in(lang);
            let text = stage.text_at(width, height);
            for word in words {
                assert!(text.contains(word), "{width}×{height} {word}\n{text}");
            }
        }
        // Wide and flat: all four panes, beside each other.
        let mut stage = Stage::lived_in(lang);
        let text = stage.text_at(200, 15);
        let top = text.lines().nth(1).unwrap().to_owned();
        for number in ["1 ", "2 ", "3 "] {
            assert!(top.contains(number), "{text}");
        }
        assert!(text.lines().any(|line| line.contains("4 ")), "{text}");
    }
    // Beside a phase that runs nothing is shown that would begin before it is over.
    let mut stage = Stage::lived_in(Lang::En);
    stage.size(200, 60);
    assert!(stage.text().contains("offered · p shows it") && stage.text().contains("–14:25 ▮"), "{}", stage.text());
    stage.keys("f");
    stage.watch(60_000);
    assert!(!stage.text().contains("▮ pay overdue bill"), "{}", stage.text());
}
