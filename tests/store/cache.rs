//! The cache of closed months is only a cache: rule 12.
use std::fs;

use focus_tui::{
    domain::{
        command::{Command, LogEntry, SessionEdit},
        model::Model,
        moment::Moment,
        session::Outcome,
        stamp::Stamp,
    },
    store::Report,
};

use crate::common::{Desk, add, moment, task};

/// Sessions and tasks over five months, the last of them open.
fn history(root: &std::path::Path) -> Moment {
    let mut desk = Desk::real(root);
    for month in 6..=11 {
        let now = moment(&format!("2026-{month:02}-20T12:00:00+02:00[+02:00]"));
        desk.run(&add(&format!("task of {month}")), &now);
        let id = task(&desk.model, &format!("task of {month}")).to_string();
        for hours in 1..4 {
            let at = Stamp::from(&now.wall).plus_ms(-hours * 3_600_000);
            let entry = LogEntry { task: Some(id.clone()), at, seconds: 1500, outcome: Outcome::Completed, note: None };
            desk.run(&Command::Log(entry), &now);
        }
        desk.run(&Command::Done { tasks: vec![id] }, &now);
    }
    moment("2026-11-22T12:00:00+02:00[+02:00]")
}

fn sums(root: &std::path::Path, now: &Moment, all: bool) -> (Model, Report) {
    let mut desk = Desk::real(root);
    let report = desk.store.load(&mut desk.model, now, all).unwrap();
    (desk.model, report)
}

#[test]
fn deleted_stale_or_corrupt_it_gives_the_same_answers() {
    let home = tempfile::tempdir().unwrap();
    let now = history(home.path());
    let (full, _) = sums(home.path(), &now, true);
    let (without, report) = sums(home.path(), &now, false);
    assert!(full.book.sessions.complete() && !without.book.sessions.complete());
    assert_eq!(full.book.sessions.iter().count(), 18);
    assert_eq!(without.book.sessions.iter().count(), 3);
    assert_eq!((&full.book.ledger, &full.book.tasks), (&without.book.ledger, &without.book.tasks));

    let file = home.path().join("state-m/cache/closed");
    assert!(!file.exists(), "reading never writes");
    let mut desk = Desk::real(home.path());
    desk.store.load(&mut desk.model, &now, false).unwrap();
    desk.store.write_cache().unwrap();
    let good = fs::read(&file).unwrap();
    assert_eq!(sums(home.path(), &now, false), (without.clone(), report.clone()));

    // Proof that it is used: other sums under a valid checksum would show; broken ones must not.
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 0x10;
        fs::write(&file, &bad).unwrap();
        if at % 7 == 0 || at < 64 {
            assert_eq!(sums(home.path(), &now, false), (without.clone(), report.clone()), "byte {at}");
        }
    }
    for cut in [0, 1, 8, 15, 16, good.len() / 2, good.len() - 1] {
        fs::write(&file, &good[..cut]).unwrap();
        assert_eq!(sums(home.path(), &now, false), (without.clone(), report.clone()), "cut at {cut}");
    }

    // Stale: a closed journal has grown since.
    fs::write(&file, &good).unwrap();
    let closed = home.path().join(format!("data/history/2026-07.{}.toml", full.device));
    let mut text = fs::read_to_string(&closed).unwrap();
    text.push_str("\n[[task]]\nid = \"late\"\ntitle = \"late\"\nat = 2026-07-30T00:00:00.000Z\n");
    fs::write(&closed, text).unwrap();
    let (stale, _) = sums(home.path(), &now, false);
    assert!(stale.book.tasks.contains_key("late"));
    // Another beginning of the day moves sessions to other days.
    let mut desk = Desk::real(home.path());
    desk.model.rules.day.start = jiff::civil::Time::constant(11, 0, 0, 0);
    desk.store.load(&mut desk.model, &now, false).unwrap();
    assert_ne!(desk.model.book.ledger, stale.book.ledger);
}

#[test]
fn an_amended_old_session_is_counted_once() {
    let home = tempfile::tempdir().unwrap();
    let now = history(home.path());
    let mut desk = Desk::real(home.path());
    desk.load(&now).unwrap();
    desk.store.load(&mut desk.model, &now, false).unwrap();
    desk.store.write_cache().unwrap();
    let mut watcher = Desk::real(home.path());
    watcher.store.load(&mut watcher.model, &now, false).unwrap();
    assert!(!watcher.model.book.sessions.complete());
    desk.load(&now).unwrap();
    let old = desk.model.book.sessions.iter().next().unwrap().clone();
    let edit = SessionEdit { at: Some(old.started.plus_ms(-86_400_000)), ..SessionEdit::default() };
    desk.run(&Command::Amend { session: old.id.to_string(), edit }, &now);
    let (full, _) = sums(home.path(), &now, true);
    let (lean, _) = sums(home.path(), &now, false);
    assert_eq!(full.book.ledger.sessions(), 18);
    assert_eq!(lean.book.ledger, full.book.ledger);
    watcher.store.refresh(&mut watcher.model, &now).unwrap();
    assert_eq!(watcher.model.book.ledger, full.book.ledger);
    assert_eq!(watcher.model.book.sessions, full.book.sessions);
}

/// What one sees of a folder: everything but which sessions are held one by one.
fn seen(model: &Model) -> impl PartialEq + std::fmt::Debug {
    let book = &model.book;
    (book.ledger.clone(), book.tasks.clone(), book.goals.clone(), book.assessments.clone())
}

fn remembered(root: &std::path::Path, now: &Moment) -> (Model, Report) {
    let mut desk = Desk::real(root);
    let report = desk.store.load(&mut desk.model, now, false).unwrap();
    desk.store.write_cache().unwrap();
    (desk.model, report)
}

#[test]
fn it_grows_with_the_days_and_over_the_end_of_a_month() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("state-m/cache/closed");
    let mut written = Vec::new();
    // Notes make the journals large enough to be worth another cache.
    let note = "n".repeat(9_000);
    for day in 0..45 {
        let date = jiff::civil::date(2026, 10, 1).saturating_add(jiff::Span::new().days(day));
        let now = moment(&format!("{date}T12:00:00+02:00[+02:00]"));
        let mut desk = Desk::real(home.path());
        desk.load(&now).unwrap();
        desk.run(&add(&format!("task of {date}")), &now);
        let id = task(&desk.model, &format!("task of {date}")).to_string();
        let at = Stamp::from(&now.wall).plus_ms(-3_600_000);
        let note = Some(note.clone());
        let entry = LogEntry { task: Some(id), at, seconds: 1500, outcome: Outcome::Completed, note };
        desk.run(&Command::Log(entry), &now);
        let (kept, _) = remembered(home.path(), &now);
        let (full, _) = sums(home.path(), &now, true);
        assert_eq!(seen(&kept), seen(&full), "{date}");
        // This week is always there one by one.
        let days_back = |days: i64| Stamp::from(&now.wall).plus_ms(-days * 86_400_000);
        let count = |model: &Model| model.book.sessions.from(days_back(7)).count();
        assert_eq!(count(&kept), count(&full), "{date}");
        let bytes = fs::read(&file).unwrap_or_default();
        if written.last() != Some(&bytes) {
            written.push(bytes);
        }
    }
    assert!((5..30).contains(&written.len()), "{} caches in 45 days", written.len());
    let now = moment("2026-11-15T12:00:00+02:00[+02:00]");
    let held = sums(home.path(), &now, false).0.book.sessions.iter().count();
    assert!(held < 25, "{held} sessions are held one by one");
}

#[test]
fn bytes_that_it_covers_are_known_again_or_it_is_not_used() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    for day in 1..=20 {
        let now = moment(&format!("2026-11-{day:02}T12:00:00+02:00[+02:00]"));
        desk.run(&add(&format!("task of {day}")), &now);
    }
    let now = moment("2026-11-20T13:00:00+02:00[+02:00]");
    remembered(home.path(), &now);
    let journal = home.path().join(format!("data/history/2026-11.{}.toml", desk.model.device));
    let good = fs::read_to_string(&journal).unwrap();
    let rewritten = |text: &str| {
        fs::write(&journal, text).unwrap();
        let (lean, report) = sums(home.path(), &now, false);
        let (full, whole) = sums(home.path(), &now, true);
        assert_eq!(seen(&lean), seen(&full));
        assert_eq!(report, whole);
        lean.book.tasks.len()
    };
    assert_eq!(rewritten(&good), 20);
    // The same length, another title, in the part that is covered.
    let other = good.replacen("task of 2", "TASK OF 2", 1);
    assert_eq!(rewritten(&other), 20);
    assert!(sums(home.path(), &now, false).0.book.tasks.values().any(|task| task.title == "TASK OF 2"));
    // Shorter than what is covered; broken in the part that is covered, and in the other one.
    assert_eq!(rewritten(&good[..good.find("task of 3").unwrap()]), 2);
    assert_eq!(rewritten(&good.replacen("task of 2\"", "task of 2", 1)), 19);
    assert_eq!(rewritten(&good.replacen("task of 19\"", "task of 19", 1)), 19);
    // Records out of their order, as a clock that was set back leaves them.
    let early = "\n[[task]]\nid = \"early\"\ntitle = \"early\"\nat = 2026-11-02T00:00:00.000Z\n";
    let late = "\n[[task]]\nid = \"late\"\ntitle = \"late\"\nat = 2026-11-20T00:00:00.000Z\n";
    let mixed = format!("{good}{early}");
    assert_eq!(rewritten(&mixed), 21);
    remembered(home.path(), &now);
    assert_eq!(rewritten(&format!("{mixed}{late}")), 22);
    let (first, rest) = good.split_at(good.find("\n[[task]]").unwrap());
    assert_eq!(rewritten(&format!("{first}{late}{rest}")), 21);
    remembered(home.path(), &now);
    assert_eq!(rewritten(&good), 20);
    // A journal of another device arrives, with records from before what the sums cover.
    let foreign = journal.with_file_name("2026-11.elsewhere.toml");
    fs::write(&foreign, format!("schema = 1\n{early}")).unwrap();
    assert_eq!(rewritten(&good), 21);
    remembered(home.path(), &now);
    fs::remove_file(&foreign).unwrap();
    assert_eq!(rewritten(&good), 20);
}
