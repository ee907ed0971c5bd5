//! The doctor: says what is wrong with which file, sets aside and rebuilds, deletes nothing.
use std::fs;

use focus_tui::{
    domain::{command::Command, record::Kind},
    store::{Diagnosis, Mended, Mending, Problem, Role},
};

use crate::common::{Desk, PATIENCE, add, files, journal, noon, start};

fn mend(desk: &mut Desk) -> Vec<Mended> {
    desk.store.mend(&mut desk.model, &noon().later(60_000, 0), PATIENCE).unwrap()
}

fn examine(desk: &Desk) -> Diagnosis {
    desk.store.examine(&noon())
}

fn lived_in(root: &std::path::Path) -> Desk {
    let mut desk = Desk::real(root);
    for title in ["a", "b", "c"] {
        desk.run(&add(title), &noon());
    }
    desk.run(&start(), &noon());
    desk.run(&Command::Finish, &noon().later(900_000, 0));
    desk.store.write_picture(&desk.model, &noon()).unwrap();
    desk
}

#[test]
fn a_healthy_folder_has_nothing_to_mend() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = lived_in(home.path());
    let before = files(home.path());
    let found = examine(&desk);
    assert_eq!(files(home.path()), before, "looking never writes");
    assert_eq!(found.problems().count(), 0, "{found:?}");
    assert_eq!((found.records(Kind::Task), found.records(Kind::Session)), (3, 1));
    assert_eq!(found.device, Some(desk.model.device.clone()));
    let roles = |role| found.files.iter().filter(|file| file.role == role).count();
    assert_eq!((roles(Role::Journal), roles(Role::Picture), roles(Role::Local)), (1, 1, 4));
    assert_eq!(mend(&mut desk), []);
    assert_eq!(files(home.path()), before);
    // An empty folder is as healthy.
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(examine(&Desk::real(empty.path())).files, []);
}

#[test]
fn everything_wrong_is_named_put_right_and_kept() {
    let home = tempfile::tempdir().unwrap();
    let desk = lived_in(home.path());
    let known = desk.model.clone();
    let path = journal(home.path());
    let text = fs::read_to_string(&path).unwrap();
    let second = text.match_indices("\n[[task]]").nth(1).unwrap().0;
    let third = text.match_indices("\n[[task]]").nth(2).unwrap().0;
    let bad = text[second..third].replace("title = \"b\"", "title = b\"");
    let broken = format!("{}{bad}{}\n[[task]]\nid = \"torn", &text[..second], &text[third..]);
    fs::write(&path, &broken).unwrap();
    let conflict = path.with_file_name(format!("{}.sync-conflict-1.toml", path.file_stem().unwrap().to_str().unwrap()));
    fs::write(&conflict, &text).unwrap();
    let state = home.path().join("data/state.toml");
    fs::write(&state, "schema = 1\n[[task]]\ntitle = \n").unwrap();
    let timer = home.path().join("state-m/timer.toml");
    fs::write(&timer, "schema = 1\nstate = \"dancing\"\n").unwrap();

    let mut desk = Desk::real(home.path());
    let found = examine(&desk);
    let line = broken.lines().position(|line| line == "title = b\"").unwrap() + 1;
    let is = |wanted: &dyn Fn(&Problem) -> bool| found.problems().filter(|p| wanted(p)).count();
    assert_eq!(is(&|p| matches!(p, Problem::Chunk { line: at, path: file, .. } if *at == line && *file == path)), 1);
    assert_eq!(is(&|p| matches!(p, Problem::Torn { bytes: 20, .. })), 1, "{found:?}");
    assert_eq!(is(&|p| matches!(p, Problem::Copy { path } if *path == conflict)), 1);
    assert_eq!(is(&|p| matches!(p, Problem::Unreadable { path, line: 3, .. } if *path == state)), 1, "{found:?}");
    assert_eq!(is(&|p| matches!(p, Problem::Unreadable { path, line: 2, .. } if *path == timer)), 1);

    let before = files(home.path());
    let mended = mend(&mut desk);
    let how: Vec<Mending> = mended.iter().map(|mended| mended.how).collect();
    let all = [Mending::Tail, Mending::Chunks, Mending::Copy { taken: 1 }, Mending::Timer, Mending::Picture];
    assert_eq!(how, all);
    assert_eq!(desk.model.book, known.book, "the copy had what the journal had lost");
    assert_eq!(examine(&desk).problems().count(), 0, "{:?}", examine(&desk));
    // Every byte is somewhere.
    let after = files(home.path());
    for (file, bytes) in before {
        let sound = if file == path { broken.len() - 20 } else { bytes.len() };
        let kept = after.iter().any(|(_, kept)| kept.starts_with(&bytes[..sound]));
        let same_place = after.iter().any(|(other, kept)| {
            *other == file && (kept == &bytes || file.ends_with("shadow.toml") || file.ends_with("undo.toml"))
        });
        assert!(kept || same_place, "{}", file.display());
    }
    assert!(mended.iter().all(|mended| mended.kept.as_ref().is_some_and(|kept| kept.exists())));
    assert_eq!(fs::read(path.with_extension("toml.torn")).unwrap(), b"\n[[task]]\nid = \"torn"[..].to_vec());
    assert_eq!(mend(&mut desk), []);
}

#[test]
fn other_devices_journals_are_left_to_them() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = lived_in(home.path());
    let other = home.path().join("data/history/2026-11.other.toml");
    let text = "schema = 1\n\n[[task]]\nid = \"x\"\ntitle = \nat = 2026-11-22T10:00:00.000Z\n\n[[task]]\nid = \"y";
    fs::write(&other, text).unwrap();
    let copy = other.with_file_name("2026-11.other.sync-conflict-1.toml");
    fs::write(&copy, "schema = 1\n\n[[task]]\nid = \"z\"\ntitle = \"z\"\nat = 2026-11-22T10:00:00.000Z\n").unwrap();
    assert_eq!(mend(&mut desk), []);
    assert_eq!(fs::read_to_string(&other).unwrap(), text);
    assert!(copy.exists(), "what it holds stands nowhere else");
    assert_eq!(desk.titles(), ["a", "b", "c", "z"]);
}

#[test]
fn what_must_not_be_shared_is_asked_for() {
    let home = tempfile::tempdir().unwrap();
    let desk = lived_in(home.path());
    fs::create_dir(home.path().join("data/.git")).unwrap();
    assert_eq!(examine(&desk).problems().count(), 0);
    fs::write(home.path().join("data/.gitignore"), "*.tmp\n").unwrap();
    let found = examine(&desk);
    let lacks = |problems: &[Problem]| -> Vec<String> {
        let line = |problem: &Problem| match problem {
            Problem::Shared { line, .. } => line.clone(),
            other => panic!("{other:?}"),
        };
        problems.iter().map(line).collect()
    };
    assert_eq!(lacks(&found.problems), ["state.toml", "*.torn", "*.corrupt-*"]);
    // A list of the user's own is spoken of wherever the repository begins, and is left as it is.
    fs::remove_dir(home.path().join("data/.git")).unwrap();
    assert_eq!(lacks(&examine(&desk).problems).len(), 3);
    let mut desk = desk;
    mend(&mut desk);
    assert_eq!(fs::read_to_string(home.path().join("data/.gitignore")).unwrap(), "*.tmp\n");
    // One folder for everything: this machine's files are not shared either.
    let places = focus_tui::store::Places { data: home.path().join("one"), state: home.path().join("one/local") };
    let mut one = Desk::at(std::sync::Arc::new(focus_tui::store::disk::real::RealDisk), places, "m");
    one.run(&add("a"), &noon());
    let ignored = fs::read_to_string(home.path().join("one/.gitignore")).unwrap();
    assert_eq!(ignored, "state.toml\n*.tmp\n*.torn\n*.corrupt-*\n/local\n");
    // What was written for another arrangement of the folders lacks a line in this one.
    for name in [".gitignore", ".stignore"] {
        fs::copy(home.path().join("data/.stignore"), home.path().join("one").join(name)).unwrap();
    }
    assert_eq!(lacks(&examine(&one).problems), ["/local", "/local"]);
}
