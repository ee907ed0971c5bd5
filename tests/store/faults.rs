//! Any fault of the disk: a clear error, nothing lost, nothing twice, and the next write is fine.
use std::{path::Path, sync::Arc};

use focus_tui::{
    domain::command::Command,
    store::{Fault as Kind, Outcome, StoreError},
};

use crate::{
    common::{Desk, PATIENCE, add, noon, start},
    model_disk::{Fault, ModelDisk},
};

const ERRNOS: [(i32, Option<Kind>); 5] =
    [(28, Some(Kind::Full)), (5, Some(Kind::Broken)), (4, None), (13, Some(Kind::Denied)), (30, Some(Kind::ReadOnly))];

fn desk(disk: &ModelDisk) -> Desk {
    Desk::on(Arc::new(disk.clone()), Path::new("/home"), "m")
}

/// Two tasks, a phase begun and finished, the picture and an edit of it. Every step is tried again
/// until it succeeds; what failed is counted.
fn story(disk: &ModelDisk, expected: Option<Kind>) -> usize {
    let mut failed = 0;
    let mut check = |error: StoreError| {
        failed += 1;
        assert_eq!(Some(error.fault()), expected, "{error:?}");
        assert!(error.path().is_absolute(), "{error:?}");
        assert!(matches!(error.exit_code(), 3 | 4) && error.passes(), "{error:?}");
    };
    let mut hero = desk(disk);
    while let Err(error) = hero.load(&noon()) {
        check(error);
    }
    for (n, command) in [add("a"), start(), add("b"), Command::Finish, add("c")].iter().enumerate() {
        let now = noon().later(n as i64 * 60_000, 0);
        loop {
            match hero.try_run(command, &now) {
                Ok(Outcome::Done(_)) => break,
                Ok(Outcome::Refused(refusal)) => panic!("{refusal:?}"),
                Err(error) => check(error),
            }
        }
        for _ in 0..2 {
            if let Err(error) = hero.store.write_picture(&hero.model, &now) {
                check(error);
            }
            if let Err(error) = hero.store.write_alive(&now) {
                check(error);
            }
        }
    }
    let now = noon().later(600_000, 0);
    let picture = String::from_utf8(disk.bytes("/home/data/state.toml").unwrap()).unwrap();
    disk.put("/home/data/state.toml", picture.replace("title = \"c\"", "title = \"C\"").as_bytes());
    loop {
        match hero.store.take_hand_edits(&mut hero.model, &now, PATIENCE) {
            Ok(_) if hero.titles().contains(&"C".to_owned()) => break,
            Ok(_) => {}
            Err(error) => check(error),
        }
    }
    let known = hero.model.clone();
    let mut heir = desk(disk);
    while let Err(error) = heir.load(&now) {
        check(error);
    }
    assert_eq!(heir.titles(), ["C", "a", "b"]);
    assert_eq!(heir.model.book, known.book);
    assert_eq!(heir.model.book.sessions.iter().count(), 1);
    assert_eq!(heir.model.timer.run, None);
    assert!(heir.store.report().problems.iter().all(|p| !p.is_worth_a_line()), "{:?}", heir.store.report());
    failed
}

#[test]
fn every_call_may_fail_in_every_way() {
    let disk = ModelDisk::default();
    assert_eq!(story(&disk, None), 0);
    let (calls, writes) = (disk.calls(), disk.writes());
    assert!(calls > 150 && writes.len() > 20, "{calls} {writes:?}");
    let (mut struck, mut failed, mut tried) = (0, 0, 0);
    for call in 1..=calls {
        let stages = if writes.contains(&call) { 3 } else { 1 };
        for stage in 0..stages {
            for (errno, expected) in ERRNOS {
                let disk = ModelDisk::default();
                tried += 1;
                disk.fail(Fault { call, stage, errno });
                failed += story(&disk, expected);
                struck += usize::from(disk.struck());
            }
        }
    }
    assert_eq!(struck, tried);
    assert!(failed > calls, "{failed} of {struck} faults were told");
}

#[test]
fn a_full_disk_loses_nothing_and_goes_on_after_room_is_made() {
    let disk = ModelDisk::default();
    let mut hero = desk(&disk);
    for (n, errno) in [28, 122, 5].into_iter().enumerate() {
        let now = noon().later(n as i64 * 60_000, 0);
        hero.run(&add(&format!("before {n}")), &now);
        hero.store.write_picture(&hero.model, &now).unwrap();
        let (before, files) = (hero.model.clone(), disk.files());
        disk.set_full(Some(errno));
        for command in [add("lost"), start(), add("lost")] {
            let error = hero.try_run(&command, &now).unwrap_err();
            assert_eq!(error.exit_code(), 4);
            assert_eq!(hero.model, before, "the model is as on disk");
            let mut other = desk(&disk);
            other.load(&now).unwrap();
            assert_eq!(other.model, before);
        }
        assert_eq!(disk.files(), files, "what was begun is taken back");
        disk.set_full(None);
        hero.run(&add(&format!("after {n}")), &now);
    }
    assert_eq!(hero.titles(), ["after 0", "after 1", "after 2", "before 0", "before 1", "before 2"]);
}
