use super::{filter::Which, *};
use crate::{
    config::Config,
    domain::{
        record::{Entity, Record},
        stamp::Stamp,
        task::Task,
    },
};
use jiff::civil::date;
use proptest::prelude::*;

const TODAY: Date = date(2026, 11, 22);

fn record<T: Entity>(entity: &T) -> Record {
    let at = Stamp::parse("2026-11-22T12:00:00Z").unwrap();
    let (kind, id, fields) = (T::KIND, entity.id().clone(), entity.first_fields());
    Record { kind, id, fields, deleted: None, at, device: "d".into() }
}

fn session(id: &str, started: &str) -> Session {
    let started = Stamp::parse(started).unwrap();
    let id = Id::new(id).unwrap();
    Session { id, started, ended: started.plus_ms(1_500_000), focus_s: 1500, counted: true, ..Session::default() }
}

fn model() -> Model {
    let mut model = Model::new(Config::embedded().rules, Vec::new(), "d");
    let task = Task { id: Id::new("t1").unwrap(), title: "Ship RELEASE".to_owned(), ..Task::default() };
    let text = |text: &str| Some(text.to_owned());
    let sessions = [
        Session { title: text("Write thesis"), project: text("uni"), ..session("s1", "2026-11-19T09:00:00+01:00") },
        Session { task: Some(task.id.clone()), ..session("s2", "2026-11-20T23:30:00+01:00") },
        Session {
            reason: text("Fire drill"),
            outcome: Outcome::Void,
            counted: false,
            ..session("s3", "2026-11-21T09:00:00+01:00")
        },
        Session { kind: Phase::LongBreak, focus_s: 0, counted: false, ..session("s4", "2026-11-21T10:00:00+01:00") },
        Session {
            note: text("Über Öl 写论文"), source: Source::Manual, ..session("s5", "2026-11-22T00:30:00+01:00")
        },
    ];
    let rules = model.rules.clone();
    model.book.take(&record(&task), &rules).unwrap();
    for session in &sessions {
        model.book.take(&record(session), &rules).unwrap();
    }
    model
}

fn found(model: &Model, text: &str) -> Vec<String> {
    let filter = Filter::parse(text, TODAY).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    model.history(&filter).sessions.iter().map(|session| session.id.to_string()).collect()
}

#[test]
fn every_key_narrows_the_list_newest_first() {
    let model = model();
    for (text, expected) in [
        ("", &["s5", "s4", "s3", "s2", "s1"][..]),
        ("thesis", &["s1"]),
        ("release", &["s2"]),
        ("THESIS write", &["s1"]),
        ("thesis release", &[]),
        ("\"write thesis\"", &["s1"]),
        ("text:drill", &["s3"]),
        ("öl", &["s5"]),
        ("论文", &["s5"]),
        ("task:ship", &["s2"]),
        ("task:t1", &["s2"]),
        ("project:uni", &["s1"]),
        ("outcome:void", &["s3"]),
        ("outcome:counted", &["s5", "s2", "s1"]),
        ("kind:break", &["s4"]),
        ("kind:focus source:manual", &["s5"]),
        ("from:2026-11-21", &["s5", "s4", "s3"]),
        ("to:2026-11-20", &["s2", "s1"]),
        ("from:yesterday to:yesterday", &["s4", "s3"]),
        ("from：2d to:2d", &["s2"]),
        ("from:2026-11 to:2026-11", &["s5", "s4", "s3", "s2", "s1"]),
        ("to:2026-10", &[]),
        ("outcome:", &["s5", "s4", "s3", "s2", "s1"]),
        ("mode:pomodoro", &[]),
    ] {
        assert_eq!(found(&model, text), expected, "{text}");
    }
}

#[test]
fn a_change_is_searched_at_once() {
    let mut model = model();
    assert_eq!(found(&model, "poem"), [""; 0]);
    let rules = model.rules.clone();
    let poem = Session { title: Some("Poem".to_owned()), ..session("s6", "2026-11-22T09:00:00+01:00") };
    model.book.take(&record(&poem), &rules).unwrap();
    assert_eq!(found(&model.clone(), "poem"), ["s6"]);
}

#[test]
fn days_are_logical_days() {
    let mut model = model();
    model.rules.day.start = "04:00".parse().unwrap();
    assert_eq!(found(&model, "from:2026-11-22"), [""; 0]);
    assert_eq!(found(&model, "from:2026-11-21 to:2026-11-21 source:manual"), ["s5"]);
}

#[test]
fn the_sums_are_those_of_what_is_shown() {
    let model = model();
    let tally = model.history(&Filter::parse("kind:focus", TODAY).unwrap()).tally;
    assert_eq!((tally.pomodoros, tally.void, tally.focus_s), (3, 1, 6000));
}

#[test]
fn what_is_no_filter_is_refused_by_name() {
    let error = |text: &str| Filter::parse(text, TODAY).unwrap_err();
    assert!(matches!(error("colour:red"), FilterError::NoSuchKey { key, .. } if key == "colour"));
    assert!(matches!(error("colour:"), FilterError::NoSuchKey { .. }));
    for (text, key) in [("outcome:x", "outcome"), ("kind:x", "kind"), ("from:2026-13-01", "from"), ("to:x", "to")] {
        assert!(matches!(error(text), FilterError::BadValue { key: found, .. } if found == key), "{text}");
    }
    assert!(matches!(error("from:99999999999999999999d"), FilterError::BadValue { .. }));
    assert_eq!(error("\"open"), FilterError::OpenQuote);
    assert!(Which::Breaks.covers(Phase::ShortBreak) && !Which::Breaks.covers(Phase::Focus));
    // A clock time is a word, not a key.
    assert_eq!(Filter::parse("09:30", TODAY).unwrap().words, ["09:30"]);
}

proptest! {
    #[test]
    fn any_text_is_answered(text in any::<String>(), near in "(from|to|kind|outcome|task)?:?\"?[0-9a-z写: -]{0,12}\"?") {
        let model = model();
        for text in [text, near] {
            if let Ok(filter) = Filter::parse(&text, TODAY) {
                prop_assert!(model.history(&filter).sessions.len() <= 5);
            }
        }
    }

    #[test]
    fn the_haystack_finds_what_a_look_at_every_session_finds(titles in proptest::collection::vec("[abÖ ]{0,6}", 0..12), word in "[abö]{1,2}") {
        let sessions: Vec<Session> =
            titles.iter().map(|title| Session { title: Some(title.clone()), ..Session::default() }).collect();
        let expected: Vec<bool> = titles.iter().map(|title| title.to_lowercase().contains(&word)).collect();
        prop_assert_eq!(Haystack::of(sessions.iter()).says(&word), expected);
    }

    #[test]
    fn plain_text_is_searched_as_any_other(text in "[ -~]{0,12}", word in "[ -~]{0,4}") {
        let word = word.to_lowercase();
        prop_assert_eq!(holds(&text, &word), text.to_lowercase().contains(&word));
    }
}
