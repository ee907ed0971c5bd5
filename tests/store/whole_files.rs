//! The timer, the device, the picture: rules 4, 8, 12 and 13.
use std::fs;

use focus_tui::{
    domain::{
        command::{Answer, Command},
        session::Origin,
        timer::Clock,
    },
    store::Problem,
};

use crate::common::{Desk, add, files, journal, noon, start, task};

#[test]
fn the_timer_is_the_same_in_every_state() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    let now = noon();
    let same = |desk: &Desk, now| {
        let mut other = Desk::real(home.path());
        other.load(now).unwrap();
        assert_eq!(other.model.timer, desk.model.timer);
    };
    desk.run(&add("a"), &now);
    let id = task(&desk.model, "a").to_string();
    desk.run(&start(), &now);
    same(&desk, &now);
    desk.run(&Command::Assign { task: Some(id) }, &now);
    let note = Some("the \"phone\"".to_owned());
    desk.run(&Command::Interrupt { kind: Origin::External, note }, &now.later(1234, 0));
    same(&desk, &now);
    desk.run(&Command::Pause, &now.later(5_678, 0));
    same(&desk, &now);
    desk.run(&Command::Resume, &now.later(65_678, 0));
    desk.run(&Command::Extend { seconds: 60 }, &now.later(65_678, 0));
    same(&desk, &now);
    let slept = now.later(70_000, 600_000);
    desk.run(&Command::Settle, &slept);
    assert!(matches!(desk.model.timer.run.as_ref().unwrap().clock, Clock::Asking(_)));
    same(&desk, &slept);
    desk.run(&Command::Resolve(Answer::End), &slept);
    assert_eq!(desk.model.timer.run, None);
    same(&desk, &slept);
}

#[test]
fn a_transition_on_record_is_not_made_twice() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    let now = noon();
    desk.run(&start(), &now);
    let timer = home.path().join("state-m/timer.toml");
    let running = fs::read(&timer).unwrap();
    desk.run(&Command::Settle, &now.later(1_600_000, 0));
    assert_eq!(desk.model.book.sessions.iter().count(), 1);
    // Killed between the append and the rename.
    fs::write(&timer, running).unwrap();
    let mut other = Desk::real(home.path());
    other.load(&now).unwrap();
    assert_eq!(other.model.timer.run, None);
    other.run(&Command::Settle, &now.later(1_600_000, 0));
    assert_eq!(other.model.book.sessions.iter().count(), 1);
    // Undone, it runs again.
    let mut other = Desk::real(home.path());
    other.run(&start(), &now.later(1_700_000, 0));
    other.run(&Command::Void { reason: None }, &now.later(1_800_000, 0));
    other.run(&Command::Undo, &now.later(1_801_000, 0));
    assert!(other.model.timer.run.is_some());
    let mut third = Desk::real(home.path());
    third.load(&now).unwrap();
    assert_eq!(third.model.timer, other.model.timer);
    assert_eq!(third.model.undo, other.model.undo);
}

#[test]
fn a_timer_that_cannot_be_read_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    desk.run(&start(), &noon());
    let timer = home.path().join("state-m/timer.toml");
    let text = fs::read_to_string(&timer).unwrap();
    let broken = text.replace("counted_ms = 0", "counted_ms = -1");
    assert_ne!(text, broken);
    fs::write(&timer, &broken).unwrap();
    let mut other = Desk::real(home.path());
    let report = other.load(&noon()).unwrap();
    let line = broken.lines().position(|line| line.starts_with("counted_ms")).unwrap() + 1;
    assert!(
        report
            .problems
            .iter()
            .any(|p| matches!(p, Problem::Unreadable { path, line: found, .. } if *path == timer && *found == line)),
        "{report:?}"
    );
    other.run(&start(), &noon());
    let kept = files(&home.path().join("state-m"));
    assert!(kept.iter().any(|(path, bytes)| {
        path.to_string_lossy().contains("timer.toml.corrupt-20261122T110000") && bytes == broken.as_bytes()
    }));
}

#[test]
fn a_later_timer_is_not_written() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    desk.run(&start(), &noon());
    let timer = home.path().join("state-m/timer.toml");
    let later = fs::read_to_string(&timer).unwrap().replace("schema = 1", "schema = 7");
    fs::write(&timer, &later).unwrap();
    let mut other = Desk::real(home.path());
    other.load(&noon()).unwrap();
    assert_eq!(other.try_run(&start(), &noon()).unwrap_err().exit_code(), 3);
    assert_eq!(fs::read_to_string(&timer).unwrap(), later);
    other.run(&add("tasks go on"), &noon());
}

#[test]
fn another_machines_folder_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    desk.run(&start(), &noon());
    let old = home.path().join("state-m");
    let before = files(&old);
    let places = focus_tui::store::Places { data: home.path().join("data"), state: old.clone() };
    let open = || Desk::at(std::sync::Arc::new(focus_tui::store::disk::real::RealDisk), places.clone(), "other");
    let mut other = open();
    let report = other.load(&noon()).unwrap();
    assert!(matches!(&report.problems[..], [Problem::Foreign { .. }]), "{report:?}");
    assert_eq!(other.model.timer.run, None);
    other.run(&add("mine"), &noon());
    other.run(&start(), &noon());
    assert_ne!(other.model.device, desk.model.device);
    for (path, bytes) in before {
        assert_eq!(fs::read(&path).unwrap(), bytes, "{}", path.display());
    }
    let mut again = open();
    let report = again.load(&noon()).unwrap();
    assert!(!report.problems.iter().any(|p| matches!(p, Problem::Foreign { .. })), "said once");
    assert_eq!(again.model.timer, other.model.timer);
}

#[test]
fn alive_is_written_when_it_is_old() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    desk.load(&noon()).unwrap();
    let alive = home.path().join("state-m/alive.toml");
    let mut last = Vec::new();
    for (after_s, written) in [(0, true), (10, false), (54, false), (56, true), (60, false)] {
        let now = noon().later(after_s * 1000, 0);
        desk.store.write_alive(&now).unwrap();
        let bytes = fs::read(&alive).unwrap();
        assert_eq!(bytes != last, written, "{after_s}");
        last = bytes;
        let mut other = Desk::real(home.path());
        other.load(&now).unwrap();
        other.store.write_alive(&now).unwrap();
        assert_eq!(fs::read(&alive).unwrap(), last, "another process has seen it");
        assert!(other.model.seen.is_some());
    }
}

#[test]
fn a_later_alive_is_not_written() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    desk.run(&start(), &noon());
    let alive = home.path().join("state-m/alive.toml");
    fs::write(&alive, "schema = 2\n").unwrap();
    for s in [0, 60, 600] {
        desk.store.write_alive(&noon().later(s * 1000, 0)).unwrap();
    }
    assert_eq!(fs::read_to_string(&alive).unwrap(), "schema = 2\n");
}

#[test]
fn the_picture_is_written_once_and_rebuilt() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    desk.load(&noon()).unwrap();
    desk.store.write_picture(&desk.model, &noon()).unwrap();
    let picture = home.path().join("data/state.toml");
    assert!(!picture.exists(), "nothing to show, nothing made");
    desk.run(&add("a"), &noon());
    desk.run(&add("b"), &noon());
    desk.store.write_picture(&desk.model, &noon()).unwrap();
    let text = fs::read_to_string(&picture).unwrap();
    assert!(text.starts_with("schema = 1\n# Open tasks"), "{text}");
    assert!(text.contains("title = \"a\"") && text.contains("importance = 3"), "{text}");
    let inode = fs::metadata(&picture).unwrap().modified().unwrap();
    desk.store.write_picture(&desk.model, &noon()).unwrap();
    let mut other = Desk::real(home.path());
    other.load(&noon()).unwrap();
    other.store.write_picture(&other.model, &noon()).unwrap();
    assert_eq!(fs::metadata(&picture).unwrap().modified().unwrap(), inode, "same bytes: no write");
    for bytes in [&b""[..], &[0; 20], &[0; 500], &[b' '; 500]] {
        fs::write(&picture, bytes).unwrap();
        let mut other = Desk::real(home.path());
        let report = other.load(&noon()).unwrap();
        assert!(matches!(&report.problems[..], [Problem::NoPicture { .. }]), "it is said: {report:?}");
        assert!(other.store.is_picture_missing());
        other.store.write_picture(&other.model, &noon()).unwrap();
        assert_eq!(fs::read_to_string(&picture).unwrap(), text);
    }
    let id = task(&desk.model, "a").to_string();
    desk.run(&Command::Done { tasks: vec![id] }, &noon());
    desk.store.write_picture(&desk.model, &noon()).unwrap();
    assert!(!fs::read_to_string(&picture).unwrap().contains("title = \"a\""));
    assert!(fs::read_to_string(journal(home.path())).unwrap().contains("title = \"a\""));
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_stays_one_and_a_mode_is_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    desk.run(&add("a"), &noon());
    let real = home.path().join("elsewhere.toml");
    fs::write(&real, "").unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    let picture = home.path().join("data/state.toml");
    symlink(&real, &picture).unwrap();
    desk.store.write_picture(&desk.model, &noon()).unwrap();
    assert!(fs::symlink_metadata(&picture).unwrap().is_symlink());
    assert!(fs::read_to_string(&real).unwrap().contains("title = \"a\""));
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn leftovers_are_swept() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    desk.run(&start(), &noon());
    desk.run(&add("a"), &noon());
    let left =
        ["state-m/timer.toml.tmp", "data/state.toml.tmp", "state-m/shadow.toml.x1.tmp", "data/state.toml.x1.tmp"];
    let left = left.map(|name| home.path().join(name));
    let not_ours = ["data/mine.tmp", "data/state.toml.bak", "data/state.tomlx.tmp"].map(|name| home.path().join(name));
    for path in &not_ours {
        fs::write(path, "the user's").unwrap();
    }
    for path in &left {
        fs::write(path, "half").unwrap();
    }
    let mut other = Desk::real(home.path());
    other.load(&noon()).unwrap();
    assert!(left.iter().all(|path| path.exists()), "reading never writes");
    other.run(&Command::Pause, &noon());
    assert!(left.iter().all(|path| !path.exists()));
    assert!(not_ours.iter().all(|path| path.exists()));
}
