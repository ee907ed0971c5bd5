//! Lines and what they say, and lines that are wrong.
use jiff::{Timestamp, civil::date, tz::TimeZone};
use proptest::prelude::*;

use super::*;
use crate::text::locale::Lang;

fn now() -> Zoned {
    // A Sunday.
    "2026-11-22T14:25:30+08:00[Asia/Shanghai]".parse().unwrap()
}

fn parsed(line: &str) -> Result<Quick, QuickFault> {
    parse(line, &now(), Time::midnight())
}

fn fault(line: &str) -> (String, FaultKind) {
    match parsed(line) {
        Err(QuickFault::Piece { text, kind }) => (text, kind),
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn a_line_says_a_task() {
    let expected = Quick {
        title: "write thesis".to_owned(),
        importance: Rank::new(5),
        due: Some(Due::Day(date(2026, 12, 1))),
        estimate: Pomodoros::new(3.0),
        project: Some("project".to_owned()),
        tags: vec!["tag".to_owned(), "deep".to_owned()],
        repeat: Some(Repeat::Week),
        unplanned: Some(true),
    };
    let lines = [
        "write thesis !5 @2026-12-01 ~3 #project +tag +deep *week !unplanned",
        "!5 +tag write @\"1 dec\" ~3.0 *weekly  thesis #project +deep !u",
        "write thesis ！５ ＠12月1日 ～３ ＃project ＋tag ＋deep ＊每周 ！计划外",
        "write thesis !5 @“1 dec” ~3 #\"project\" +tag +deep *周 !U",
    ];
    for line in lines {
        assert_eq!(parsed(line).as_ref(), Ok(&expected), "{line}");
    }
    assert_eq!(print(&expected), lines[0]);
}

#[test]
fn dates_are_understood_as_people_write_them() {
    for (text, day) in [
        ("tomorrow", date(2026, 11, 23)),
        ("fri", date(2026, 11, 27)),
        ("+3d", date(2026, 11, 25)),
        ("eow", date(2026, 11, 22)),
        ("\"12 dec\"", date(2026, 12, 12)),
        ("明天", date(2026, 11, 23)),
        ("周五", date(2026, 11, 27)),
        ("3天后", date(2026, 11, 25)),
        ("2020-01-01", date(2020, 1, 1)),
    ] {
        assert_eq!(parsed(&format!("a @{text}")).unwrap().due, Some(Due::Day(day)), "{text}");
    }
    let at = Stamp::parse("2026-11-27T18:00:00+08:00").unwrap();
    assert_eq!(parsed("a @\"fri 18:00\"").unwrap().due, Some(Due::At(at)));
    assert_eq!(parsed("a @none").unwrap().due, None);
}

#[test]
fn a_date_is_as_many_words_as_it_takes() {
    let at = |text: &str| Due::At(Stamp::parse(text).unwrap());
    for (line, due, title) in [
        ("b @12 dec ~3", Due::Day(date(2026, 12, 12)), "b"),
        ("b @dec 12 ~3", Due::Day(date(2026, 12, 12)), "b"),
        ("b @12dec ~3", Due::Day(date(2026, 12, 12)), "b"),
        ("b @dec12 ~3", Due::Day(date(2026, 12, 12)), "b"),
        ("b @12 dec 2027 ~3", Due::Day(date(2027, 12, 12)), "b"),
        ("b @12  dec 2027 14:30 ~3 rest", at("2027-12-12T14:30:00+08:00"), "b rest"),
        ("write report @fri 14:30 ~3", at("2026-11-27T14:30:00+08:00"), "write report"),
        ("@2026-12-01 9:00 call ~3", at("2026-12-01T09:00:00+08:00"), "call"),
        ("call @fri 14:30 18:00 ~3", at("2026-11-27T14:30:00+08:00"), "call 18:00"),
        ("call @fri mum 14:30 ~3", Due::Day(date(2026, 11, 27)), "call mum 14:30"),
        ("call @\"fri\" 14:30 ~3", Due::Day(date(2026, 11, 27)), "call 14:30"),
        ("写 @周五 下午3点 ~3", at("2026-11-27T15:00:00+08:00"), "写"),
    ] {
        let quick = parsed(line).unwrap();
        assert_eq!((quick.due, quick.title.as_str()), (Some(due), title), "{line}");
        assert_eq!(parsed(&print(&quick)), Ok(quick), "{line}");
    }
    assert_eq!(fault("c @31 feb"), ("@31 feb".to_owned(), FaultKind::When(WhenError::NoSuchDate)));
    assert_eq!(fault("c @31feb"), ("@31feb".to_owned(), FaultKind::When(WhenError::NoSuchDate)));
    assert_eq!(fault("c @12 monkeys"), ("@12".to_owned(), FaultKind::When(WhenError::NotATime)));
}

#[test]
fn signs_that_stand_alone_or_inside_a_word_are_words() {
    for title in ["a + b", "wow !!", "mail ada@example.org", "C++ and C#", "\"quoted\" words", "it's 5 * 3"] {
        assert_eq!(parsed(title).unwrap(), Quick { title: title.to_owned(), ..Quick::default() });
    }
    assert_eq!(parsed("fix \\#12 \\\\#x \\n").unwrap().title, "fix #12 \\#x \\n");
}

#[test]
fn what_is_wrong_is_named() {
    assert_eq!(fault("a !7 ~3"), ("!7".to_owned(), FaultKind::Importance));
    assert_eq!(fault("a @\"31 feb\""), ("@\"31 feb\"".to_owned(), FaultKind::When(WhenError::NoSuchDate)));
    assert_eq!(fault("a @someday"), ("@someday".to_owned(), FaultKind::When(WhenError::NotATime)));
    for estimate in ["~0", "~10000", "~1e2", "~inf", "~-1", "~x"] {
        assert_eq!(fault(&format!("a {estimate}")), (estimate.to_owned(), FaultKind::Estimate));
    }
    assert_eq!(fault("a *never"), ("*never".to_owned(), FaultKind::Repeat));
    assert_eq!(fault("a +\"two words\"").1, FaultKind::Refused(Refusal::Spaces { field: "tag" }));
    assert_eq!(fault("a #one #two"), ("#two".to_owned(), FaultKind::Twice));
    assert_eq!(fault("a #\"open end"), ("#\"open end".to_owned(), FaultKind::Unclosed));
    for empty in ["", "  ", "!5 #p"] {
        assert_eq!(parsed(empty), Err(QuickFault::NoTitle));
    }
    for lang in [Lang::En, Lang::ZhCn] {
        let locale = Locale::new(lang);
        for line in ["", "a !7", "a @\"31 feb\"", "a @x", "a ~0", "a *x", "a +\"b c\"", "a !1 !2", "a #\""] {
            let said = parsed(line).unwrap_err().text(&locale);
            assert!(!said.contains("task-quick") && !said.contains("{$") && !said.contains('\n'), "{said}");
        }
    }
}

#[test]
fn what_is_understood_is_shown_piece_by_piece() {
    let line = "write !9 @fri";
    let reading = read(line, &now(), Time::midnight());
    let kinds: Vec<_> = reading.pieces.iter().map(|piece| (&line[piece.span.clone()], piece.kind)).collect();
    let expected = [("write", PieceKind::Title), ("!9", PieceKind::Importance), ("@fri", PieceKind::Due)];
    assert_eq!(kinds, expected);
    assert_eq!(reading.pieces[1].fault, Some(FaultKind::Importance));
    assert_eq!((reading.quick.importance, reading.quick.due), (None, Some(Due::Day(date(2026, 11, 27)))));
}

fn due() -> impl Strategy<Value = Due> {
    let day = (0_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| Due::Day(date(y, m, d)));
    let at = (-62_000_000_000_000_i64..253_000_000_000_000).prop_map(|ms| {
        let zoned = Timestamp::from_millisecond(ms).unwrap().to_zoned(TimeZone::get("Asia/Shanghai").unwrap());
        Due::At(Stamp::from(&zoned))
    });
    prop_oneof![day, at]
}

fn words(most: usize) -> impl Strategy<Value = String> {
    let word = prop_oneof!["[a-z!@~#+*\\\\\"“”＃ ]{1,6}", "\\PC{1,8}"];
    prop::collection::vec(word, 1..=most).prop_filter_map("empty", |words| {
        let text = words.join(" ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        limits::line(&text, "title", limits::TITLE).ok().filter(|line| *line == text)
    })
}

proptest! {
    #[test]
    fn a_line_and_its_task_are_inverse(
        title in words(4),
        importance in prop::option::of(1_i64..=5),
        due in prop::option::of(due()),
        estimate in prop::option::of(0.1_f64..=999.0),
        project in prop::option::of(words(3)),
        tags in prop::collection::btree_set(words(1), 0..4),
        repeat in prop::option::of(prop::sample::select(Repeat::ALL)),
        unplanned in prop::option::of(any::<bool>()),
    ) {
        let tags = tags.into_iter().filter(|tag| limits::tag(tag).is_ok_and(|kept| kept == *tag)).collect();
        let importance = importance.and_then(Rank::new);
        let estimate = estimate.and_then(Pomodoros::new);
        let quick = Quick { title, importance, due, estimate, project, tags, repeat, unplanned };
        let line = print(&quick);
        prop_assert_eq!(parsed(&line), Ok(quick), "{}", line);
    }

    #[test]
    fn any_line_is_read(line in any::<String>(), near in "([!@~#+*\"“\\\\ ]|[a-z0-9]|明天| @12 | dec | @fri | 14:30 | 31 feb ){0,24}") {
        for line in [line, near] {
            let reading = read(&line, &now(), Time::midnight());
            let mut end = 0;
            for piece in &reading.pieces {
                prop_assert!(piece.span.start >= end && piece.span.end > piece.span.start);
                prop_assert!(!line[end..piece.span.start].contains(|c: char| !c.is_whitespace()));
                end = piece.span.end;
            }
            // What was understood can be said again.
            if let Ok(quick) = parsed(&line) {
                prop_assert_eq!(parsed(&print(&quick)), Ok(quick));
            }
        }
    }
}
