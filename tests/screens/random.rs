//! Random programs at random sizes: no panic, nothing beyond its cells, no half of a wide character.
use focus_tui::{
    domain::{
        capacity::{Week as WorkWeek, Windows},
        command::{Command, LogEntry, Scores, TaskEdit},
        session::Outcome,
        update::update,
        week::Week,
    },
    text::locale::Lang,
    ui::{ColorDepth, Input, Origin, Setting, SettingKind, Theme},
};
use proptest::prelude::*;
use ratatui::style::Modifier;

use super::stage::{Stage, whole};

const KEYS: &[&str] = &[
    "<space>",
    "a",
    "<enter>",
    "<esc>",
    "<tab>",
    "<up>",
    "<down>",
    "<left>",
    "<right>",
    "i",
    "e",
    "n",
    "x",
    "f",
    "F",
    ">",
    "R",
    "+",
    "E",
    "b",
    "o",
    "d",
    "D",
    "r",
    "t",
    "<delete>",
    "/",
    "m",
    "c",
    "s",
    "]",
    "[",
    "w",
    "p",
    "v",
    "H",
    "I",
    ",",
    "z",
    "<alt-left>",
    "<alt-right>",
    "<alt-up>",
    "<alt-down>",
    "0",
    "1",
    "2",
    "3",
    "4",
    "u",
    ":",
    "?",
    "p",
    "y",
    "K",
    "J",
    "{",
    "}",
    "O",
    "A",
    "@",
    "<ctrl-up>",
    "写",
    "👩‍💻",
    "é",
    "9",
    "<home>",
    "<end>",
    "<pgdn>",
    "H",
    "H",
    "M",
    "S",
    "P",
    "<ctrl-t>",
    "<ctrl-w>",
    "v",
    "y",
    "Y",
    "T",
    "W",
    "B",
    "L",
    "C",
    "!",
    "<ctrl-n>",
    "<ctrl-d>",
    "<ctrl-p>",
    "<shift-right>",
    "<backspace>",
];

fn title() -> impl Strategy<Value = String> {
    "[a写👩\u{200D}💻\u{301}ﾞ🇨🇳éק( ]{1,40}|\\PC{1,30}|[a-z ]{1,60}|.{1,20}"
}

fn sizes() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![(1_u16..300, 1_u16..100), (1_u16..50, 1_u16..20), (60_u16..130, 20_u16..40)]
}

fn stage(titles: &[String], lang: bool, ascii: bool) -> Stage {
    let mut stage = Stage::empty(if lang { Lang::ZhCn } else { Lang::En });
    stage.theme = Theme::named("mono", ColorDepth::None, ascii).unwrap();
    if ascii {
        let day = Windows::new(vec!["09:00-12:30".parse().unwrap(), "13:30-23:30".parse().unwrap()]).unwrap();
        stage.model.rules.day.windows = WorkWeek::new(std::array::from_fn(|_| day.clone()));
    }
    let setting = |(at, title): (usize, &String)| Setting {
        key: format!("{}.{title}", if at % 2 == 0 { "filters" } else { title.as_str() }),
        value: title.repeat(at % 4),
        default: title.clone(),
        comment: title.repeat(at % 6),
        origin: [Origin::Default, Origin::File(at), Origin::Given("LANG")][at % 3].clone(),
        kind: [SettingKind::Text, SettingKind::List, SettingKind::Own, SettingKind::Flag][at % 4],
    };
    stage.screen.set_settings(titles.iter().enumerate().map(setting).collect());
    for (at, title) in titles.iter().enumerate() {
        let edit = TaskEdit {
            title: Some(title.clone()),
            project: Some(Some(title.clone())),
            note: Some(Some(title.clone())),
            importance: Some(at as i64 % 5 + 1),
            estimate: Some((at % 3 > 0).then_some(at as f64 * 7.3 + 0.5)),
            ..TaskEdit::default()
        };
        // Titles that the program refuses are not its titles.
        let _ = update(&mut stage.model, &Command::AddTask(edit), &stage.now);
        let week = Week::of(stage.now.wall.date()).plus(-(at as i32));
        stage.does(Command::Assess(Scores {
            template: "founder".to_owned(),
            scores: vec![("team".to_owned(), (at * 17 % 101) as f64), ("people".to_owned(), 50.0)],
            week: Some(week),
            ..Scores::default()
        }));
        let start = stage.now.stamp().plus_ms(-(at as i64 + 1) * 7_200_000);
        stage.does(Command::Log(LogEntry {
            task: None,
            at: start,
            seconds: 1500,
            outcome: Outcome::Completed,
            note: None,
        }));
    }
    stage
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_screen_is_whole(
        titles in proptest::collection::vec(title(), 0..12),
        keys in proptest::collection::vec((0..KEYS.len(), 0_i64..400_000), 0..40),
        sizes in proptest::collection::vec(sizes(), 1..4),
        paste in title(),
        lang: bool,
        ascii: bool,
    ) {
        let mut stage = stage(&titles, lang, ascii);
        for (key, passes) in keys {
            stage.keys(KEYS[key]);
            if key % 7 == 0 {
                stage.now = stage.now.later(passes, passes * i64::from(key % 2 == 0) * 10);
            }
            if key % 11 == 0 {
                stage.input(Input::Paste(paste.clone()));
            }
            for (width, height) in &sizes {
                stage.size(*width, *height);
                stage.click(*width / 2, *height / 2);
                let (buffer, cursor) = stage.draw();
                whole(&buffer).map_err(TestCaseError::fail)?;
                if let Some(cursor) = cursor {
                    prop_assert!(buffer.area.contains(cursor));
                }
                // The state is always said, however little room there is.
                prop_assert!(buffer.content.iter().any(|cell| cell.symbol() != " " || cell.modifier != Modifier::empty()));
            }
        }
    }
}
