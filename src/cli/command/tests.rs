//! Words of the command line → commands, as tables. Pure.
use clap::Parser;
use jiff::civil::date as day;
use rstest::rstest;

use super::*;
use crate::cli::args::Cli;

/// Sunday, in week 47.
fn now() -> Zoned {
    "2026-11-22T14:25:00+08:00[Asia/Shanghai]".parse().unwrap()
}

fn read(words: &[&str]) -> Result<Option<Command>, Misuse> {
    let cli = Cli::try_parse_from([&["focus-tui"], words].concat()).unwrap_or_else(|fault| panic!("{fault}"));
    let now = now();
    command(&cli.verb.expect("a verb"), Clock { now: &now, day_start: Time::midnight() })
}

fn does(words: &[&str]) -> Command {
    read(words).unwrap_or_else(|fault| panic!("{words:?}: {fault:?}")).expect("a command")
}

fn at(text: &str) -> Stamp {
    Stamp::parse(text).unwrap()
}

#[rstest]
#[case(&["pause"], Command::Pause)]
#[case(&["resume"], Command::Resume)]
#[case(&["toggle"], Command::Toggle)]
#[case(&["skip"], Command::Skip)]
#[case(&["restart"], Command::Restart)]
#[case(&["finish"], Command::Finish)]
#[case(&["undo"], Command::Undo)]
#[case(&["void"], Command::Void { reason: None })]
#[case(&["void", "--reason", "phone"], Command::Void { reason: Some("phone".into()) })]
#[case(&["extend", "5m"], Command::Extend { seconds: 300 })]
#[case(&["extend", "-5m"], Command::Extend { seconds: -300 })]
#[case(&["extend", "90s"], Command::Extend { seconds: 90 })]
#[case(&["resolve", "continue"], Command::Resolve(Answer::Continue))]
#[case(&["resolve", "end"], Command::Resolve(Answer::End))]
#[case(&["resolve", "count"], Command::Resolve(Answer::Count))]
#[case(&["resolve", "void"], Command::Resolve(Answer::Void))]
#[case(&["interrupt", "internal"], Command::Interrupt { kind: Origin::Internal, note: None })]
#[case(&["interrupt", "external", "Bob"], Command::Interrupt { kind: Origin::External, note: Some("Bob".into()) })]
#[case(&["delete", "abc"], Command::DeleteSession { session: "abc".into() })]
#[case(&["task", "done", "a", "b"], Command::Done { tasks: vec!["a".into(), "b".into()] })]
#[case(&["task", "drop", "a"], Command::Drop { tasks: vec!["a".into()] })]
#[case(&["task", "reopen", "a"], Command::Reopen { task: "a".into() })]
#[case(&["task", "pin", "a"], Command::Pin { task: "a".into() })]
#[case(&["task", "delete", "a"], Command::DeleteTask { task: "a".into() })]
fn commands(#[case] words: &[&str], #[case] expected: Command) {
    assert_eq!(does(words), expected);
}

#[test]
fn start_takes_task_length_mode_and_time() {
    let expected = Start {
        task: Some("ship release".into()),
        length_s: Some(3000),
        mode: Some("countdown".into()),
        as_set: false,
        at: Some(at("2026-11-22T09:00:00+08:00")),
    };
    let words = ["start", "ship release", "--for", "50m", "--mode", "countdown", "--at", "09:00"];
    assert_eq!(does(&words), Command::Start(expected));
    assert_eq!(does(&["start"]), Command::Start(Start::default()));
}

#[test]
fn a_task_has_all_its_fields() {
    let words = [
        "task",
        "add",
        "write",
        "thesis",
        "--importance",
        "5",
        "--urgency",
        "2",
        "--due",
        "tomorrow",
        "--estimate",
        "2.5",
        "--project",
        "phd",
        "--tag",
        "deep",
        "--tag",
        "home",
        "--note",
        "chapter 2",
        "--blocked-by",
        "abc",
        "--unplanned",
    ];
    let expected = TaskEdit {
        title: Some("write thesis".into()),
        importance: Some(5),
        urgency: Some(Some(2)),
        due: Some(Some(Due::Day(day(2026, 11, 23)))),
        estimate: Some(Some(2.5)),
        project: Some(Some("phd".into())),
        tags: Some(vec!["deep".into(), "home".into()]),
        note: Some(Some("chapter 2".into())),
        blocked_by: Some(vec!["abc".into()]),
        unplanned: Some(true),
        dimension: None,
        repeat: None,
    };
    assert_eq!(does(&words), Command::AddTask(expected));
}

#[test]
fn none_clears_a_field_and_what_is_not_named_stays() {
    let words = [
        "task",
        "edit",
        "abc",
        "--due",
        "none",
        "--estimate",
        "none",
        "--urgency",
        "none",
        "--project",
        "none",
        "--tag",
        "none",
        "--note",
        "none",
        "--blocked-by",
        "none",
        "--unplanned=false",
    ];
    let edit = TaskEdit {
        urgency: Some(None),
        due: Some(None),
        estimate: Some(None),
        project: Some(None),
        tags: Some(vec![]),
        note: Some(None),
        blocked_by: Some(vec![]),
        unplanned: Some(false),
        ..TaskEdit::default()
    };
    assert_eq!(does(&words), Command::EditTask { task: "abc".into(), edit });
    let title = TaskEdit { title: Some("new".into()), ..TaskEdit::default() };
    let expected = Command::EditTask { task: "abc".into(), edit: title };
    assert_eq!(does(&["task", "edit", "abc", "--title", "new"]), expected);
}

#[test]
fn the_past_is_logged_and_amended() {
    let expected = LogEntry {
        task: Some("mail".into()),
        at: at("2026-11-20T09:00:00+08:00"),
        seconds: 1500,
        outcome: Outcome::Partial,
        note: None,
    };
    let words = ["log", "mail", "--at", "2026-11-20 09:00", "--for", "25", "--outcome", "partial"];
    assert_eq!(does(&words), Command::Log(expected));
    let edit = SessionEdit {
        task: Some(None),
        at: None,
        seconds: Some(60),
        outcome: Some(Outcome::Void),
        note: Some(Some("no".into())),
    };
    let words = ["amend", "abc", "--task", "none", "--for", "1m", "--outcome", "void", "--note", "no"];
    assert_eq!(does(&words), Command::Amend { session: "abc".into(), edit });
}

#[test]
fn scores_go_by_id_or_name() {
    let expected = Scores {
        template: "agility".into(),
        scores: vec![("decision".into(), 70.0), ("执行".into(), 90.5)],
        notes: vec![],
        week: Week::parse("2026-W46"),
        retest: true,
        note: Some("n".into()),
    };
    let words = [
        "assess",
        "record",
        "agility",
        "--score",
        "decision=70",
        "--score",
        "执行＝90.5",
        "--week",
        "2026-W46",
        "--retest",
        "--note",
        "n",
    ];
    assert_eq!(does(&words), Command::Assess(expected));
    // The domain says what is wrong with a number that is none.
    let Command::Assess(scores) = does(&["assess", "record", "agility", "--score", "decision=NaN"]) else { panic!() };
    assert!(scores.scores[0].1.is_nan());
}

#[rstest]
#[case(&["start", "--for", "soon"], Misuse::Span("soon".into(), span::SpanError::NotADuration))]
#[case(&["start", "--for", "0"], Misuse::Span("0".into(), span::SpanError::Zero))]
#[case(&["start", "--for", "25h"], Misuse::Span("25h".into(), span::SpanError::TooLong))]
#[case(&["start", "--at", "then"], Misuse::Time("then".into(), WhenError::NotATime))]
#[case(&["task", "add", "x", "--due", "someday"], Misuse::When("someday".into(), WhenError::NotATime))]
#[case(&["task", "add", "x", "--due", "31 feb"], Misuse::When("31 feb".into(), WhenError::NoSuchDate))]
#[case(&["task", "add", "x", "--urgency", "high"], Misuse::Number { field: "urgency", text: "high".into() })]
#[case(&["task", "add", "x", "--estimate", "few"], Misuse::Number { field: "estimate", text: "few".into() })]
#[case(&["assess", "record", "a", "--score", "x"], Misuse::Score("x".into()))]
#[case(&["assess", "record", "a", "--score", "=5"], Misuse::Score("=5".into()))]
#[case(&["assess", "record", "a", "--score", "x=y"], Misuse::Score("x=y".into()))]
#[case(&["assess", "record", "a", "--week", "47"], Misuse::Week("47".into()))]
fn misuse(#[case] words: &[&str], #[case] expected: Misuse) {
    assert_eq!(read(words), Err(expected));
}

#[rstest]
#[case("today", day(2026, 11, 22))]
#[case("yesterday", day(2026, 11, 21))]
#[case("昨天", day(2026, 11, 21))]
#[case("-3d", day(2026, 11, 19))]
#[case("-2w", day(2026, 11, 8))]
#[case("2026-11-01", day(2026, 11, 1))]
#[case("2026-11-01 09:00", day(2026, 11, 1))]
fn dates(#[case] text: &str, #[case] expected: Date) {
    let now = now();
    assert_eq!(date(text, Clock { now: &now, day_start: Time::midnight() }), Ok(expected));
}

#[rstest]
#[case("none")]
#[case("-d")]
#[case("-99999999999999999999d")]
#[case("")]
#[case("-")]
fn no_dates(#[case] text: &str) {
    let now = now();
    let read = date(text, Clock { now: &now, day_start: Time::midnight() });
    assert!(matches!(read, Err(Misuse::When(..))), "{read:?}");
}

#[test]
fn questions_are_no_commands() {
    for words in [
        &["status"][..],
        &["status", "--format", "{left}", "--follow"],
        &["wait"],
        &["watch"],
        &["sessions", "--from", "-7d"],
        &["task", "list", "--all"],
        &["task", "show", "a"],
        &["assess", "templates"],
        &["assess", "show"],
        &["assess", "compare", "2026-W46", "2026-W47"],
        &["history", "--weeks", "4"],
        &["config", "check"],
        &["completions", "bash"],
        &["man"],
    ] {
        assert_eq!(read(words), Ok(None), "{words:?}");
    }
}
