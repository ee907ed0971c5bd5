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
    desk.store.write_cache(&desk.model, &now).unwrap();
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
    desk.store.write_cache(&desk.model, &now).unwrap();
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
