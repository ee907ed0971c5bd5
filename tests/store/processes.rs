//! Several processes at once: "Processes" of the spec.
use std::{sync::Arc, time::Duration};

use focus_tui::{
    domain::command::{Command, Refusal},
    store::{
        Outcome, StoreError,
        disk::{Disk, real::RealDisk},
    },
};

use crate::{
    common::{Desk, add, files, noon, start},
    model_disk::ModelDisk,
};

#[test]
fn everybody_sees_everybody() {
    let home = tempfile::tempdir().unwrap();
    let (mut one, mut two) = (Desk::real(home.path()), Desk::real(home.path()));
    one.load(&noon()).unwrap();
    two.load(&noon()).unwrap();
    one.run(&start(), &noon());
    assert_eq!(two.refused(&start(), &noon()), Refusal::AlreadyRunning);
    two.run(&Command::Pause, &noon().later(1000, 0));
    assert!(one.store.refresh(&mut one.model, &noon()).unwrap());
    assert_eq!(one.model.timer, two.model.timer);
    one.run(&add("a"), &noon());
    two.run(&add("b"), &noon());
    one.store.refresh(&mut one.model, &noon()).unwrap();
    assert_eq!(one.model, two.model);
    assert_eq!(one.titles(), ["a", "b"]);
}

#[test]
fn a_transition_is_made_by_one() {
    let home = tempfile::tempdir().unwrap();
    let mut desks: Vec<_> = (0..4).map(|_| Desk::real(home.path())).collect();
    desks[0].run(&start(), &noon());
    let due = noon().later(1_500_000, 0);
    let events: usize = desks.iter_mut().map(|desk| desk.run(&Command::Tick, &due).len()).sum();
    let mut last = Desk::real(home.path());
    last.load(&due).unwrap();
    assert_eq!(last.model.book.sessions.iter().count(), 1);
    // A record, the timer and one announcement, from one of the four.
    assert_eq!(events, 3);
}

#[test]
fn writers_at_once_lose_nothing() {
    let home = tempfile::tempdir().unwrap();
    let threads: Vec<_> = (0..8)
        .map(|n| {
            let root = home.path().to_owned();
            std::thread::spawn(move || {
                let mut desk = Desk::real(&root);
                for k in 0..50 {
                    desk.run(&add(&format!("{n}-{k}")), &noon().later(k * 10 + n, 0));
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let mut desk = Desk::real(home.path());
    desk.load(&noon()).unwrap();
    let mut expected: Vec<String> = (0..8).flat_map(|n| (0..50).map(move |k| format!("{n}-{k}"))).collect();
    expected.sort();
    assert_eq!(desk.titles(), expected);
}

#[test]
fn a_held_lock_is_waited_for_and_then_given_up() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    desk.run(&add("a"), &noon());
    let lock = home.path().join("state-m/lock");
    let held = RealDisk.lock(&lock, Duration::ZERO).unwrap();
    let before = files(home.path());
    let done = desk.store.transact(&mut desk.model, &noon(), Duration::from_millis(20), &mut |_| Ok(vec![]));
    let error = done.unwrap_err();
    assert!(matches!(&error, StoreError::Busy { path } if *path == lock));
    assert_eq!(error.exit_code(), 4);
    assert_eq!(files(home.path()), before);
    // Reading needs no lock.
    Desk::real(home.path()).load(&noon()).unwrap();
    drop(held);
    desk.run(&add("b"), &noon());
}

#[test]
fn a_removed_lock_file_does_not_part_the_processes() {
    let home = tempfile::tempdir().unwrap();
    let lock = home.path().join("lock");
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let _orphan = disk.lock(&lock, Duration::ZERO).unwrap();
    std::fs::remove_file(&lock).unwrap();
    let _held = disk.lock(&lock, Duration::ZERO).unwrap();
    assert!(disk.lock(&lock, Duration::ZERO).is_err());
}

#[test]
fn a_refusal_leaves_the_model_as_on_disk() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    desk.run(&start(), &noon());
    let before = (desk.model.clone(), files(home.path()));
    let late = noon().later(1_600_000, 0);
    assert_eq!(desk.refused(&Command::Pause, &late), Refusal::NothingRuns);
    assert_eq!((desk.model.clone(), files(home.path())), before);
    let outcome = desk.try_run(&Command::AddTask(Default::default()), &late).unwrap();
    assert!(matches!(outcome, Outcome::Refused(Refusal::Empty { .. })));
    assert_eq!((desk.model, files(home.path())), before);
}

#[test]
fn a_journal_begun_in_the_same_tick_is_taken_in() {
    // A folder whose time never moves, as between two ticks of a coarse clock.
    let disk = ModelDisk::default();
    let desk = || Desk::on(Arc::new(disk.clone()), std::path::Path::new("/home"), "m");
    let october = crate::common::moment("2026-10-10T12:00:00+02:00[Europe/Berlin]");
    let (mut one, mut two) = (desk(), desk());
    one.run(&add("old"), &october);
    two.load(&noon()).unwrap();
    one.run(&add("a"), &noon());
    two.run(&add("b"), &noon());
    assert_eq!(two.titles(), ["a", "b", "old"]);
    one.run(&add("c"), &noon());
    assert_eq!(one.titles(), ["a", "b", "c", "old"]);
    let mut last = desk();
    last.load(&noon()).unwrap();
    assert_eq!(last.model, one.model);
}
