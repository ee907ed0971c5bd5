//! The picture is written without the lock and put in its place under it: what others do meanwhile stays.
use std::{path::Path, sync::Arc};

use focus_tui::{
    domain::command::{Command, TaskEdit},
    store::Outcome,
};

use crate::{
    common::{Desk, PATIENCE, add, noon, start},
    model_disk::ModelDisk,
};

const PICTURE: &str = "/home/data/state.toml";
const SHADOW: &str = "/home/state-m/shadow.toml";

fn desk(disk: &ModelDisk) -> Desk {
    Desk::on(Arc::new(disk.clone()), Path::new("/home"), "m")
}

fn text(disk: &ModelDisk, path: &str) -> String {
    String::from_utf8(disk.bytes(path).unwrap()).unwrap()
}

/// A folder with a picture, and a process that has added a task which the picture does not show yet.
fn about_to_draw() -> (ModelDisk, Desk) {
    let disk = ModelDisk::default();
    let mut desk = desk(&disk);
    desk.run(&add("old"), &noon());
    desk.store.write_picture(&desk.model, &noon()).unwrap();
    desk.run(&add("new"), &noon().later(1000, 0));
    (disk, desk)
}

fn left_over(disk: &ModelDisk) -> bool {
    disk.names().iter().any(|path| path.to_string_lossy().ends_with(".tmp"))
}

#[test]
fn only_what_is_written_ahead_is_written_without_the_lock() {
    let (disk, mut desk) = about_to_draw();
    desk.run(&start(), &noon().later(2000, 0));
    desk.store.write_picture(&desk.model, &noon().later(3000, 0)).unwrap();
    desk.store.write_cache().unwrap();
    let ahead = |path: &Path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        (name.starts_with("state.toml.") || name.starts_with("shadow.toml.")) && name.ends_with(".tmp")
    };
    let written = disk.written();
    for (path, held) in &written {
        assert_eq!(*held, !ahead(path), "{} with the lock: {held}", path.display());
    }
    assert_eq!(written.iter().filter(|(path, _)| ahead(path)).count(), 4, "{written:?}");
    assert!(!left_over(&disk));
    assert_eq!(text(&disk, PICTURE), text(&disk, SHADOW));
}

#[test]
fn a_process_that_comes_between_has_the_last_word() {
    for turn in 1..=2 {
        let (disk, mut desk_) = about_to_draw();
        let guest = disk.clone();
        disk.before_lock(turn, move || {
            let mut other = desk(&guest);
            other.load(&noon()).unwrap();
            other.run(&add("between"), &noon().later(2000, 0));
            other.store.write_picture(&other.model, &noon().later(2000, 0)).unwrap();
        });
        desk_.store.write_picture(&desk_.model, &noon().later(2000, 0)).unwrap();
        let picture = text(&disk, PICTURE);
        assert!(picture.contains("\"between\"") && picture.contains("\"new\""), "turn {turn}: {picture}");
        assert_eq!(picture, text(&disk, SHADOW), "turn {turn}");
        assert!(!left_over(&disk));
    }
}

#[test]
fn a_hand_that_comes_between_is_not_drawn_over() {
    for turn in 1..=2 {
        let (disk, mut desk) = about_to_draw();
        let edited = text(&disk, PICTURE).replacen("title = \"old\"", "title = \"by hand\"", 1);
        let (guest, bytes) = (disk.clone(), edited.clone());
        disk.before_lock(turn, move || guest.put(PICTURE, bytes.as_bytes()));
        desk.store.write_picture(&desk.model, &noon().later(2000, 0)).unwrap();
        assert_eq!(text(&disk, PICTURE), edited, "turn {turn}");
        assert!(!left_over(&disk));
        let taken = desk.store.take_hand_edits(&mut desk.model, &noon().later(3000, 0), PATIENCE).unwrap();
        assert!(matches!(taken, Some(Outcome::Done(effects)) if !effects.is_empty()), "turn {turn}");
        assert_eq!(desk.titles(), ["by hand", "new"], "turn {turn}: what the hand had not seen stays");
        assert_eq!(text(&disk, PICTURE), text(&disk, SHADOW));
    }
}

#[test]
fn what_was_written_ahead_and_swept_is_written_again() {
    for turn in 1..=2 {
        let (disk, mut desk_) = about_to_draw();
        let guest = disk.clone();
        // Another process that begins takes it for a left-over.
        disk.before_lock(turn, move || {
            let mut other = desk(&guest);
            other.load(&noon()).unwrap();
            assert!(left_over(&guest));
            let refused = other.store.transact(&mut other.model, &noon(), PATIENCE, &mut |_| Ok(Vec::new()));
            assert!(refused.is_ok() && !left_over(&guest));
        });
        desk_.store.write_picture(&desk_.model, &noon().later(2000, 0)).unwrap();
        assert!(text(&disk, PICTURE).contains("\"new\""), "turn {turn}");
        assert_eq!(text(&disk, PICTURE), text(&disk, SHADOW), "turn {turn}");
        assert!(!left_over(&disk));
    }
}

#[test]
fn what_was_taken_over_is_not_taken_over_again_before_it_is_drawn() {
    let (disk, mut first) = about_to_draw();
    first.store.write_picture(&first.model, &noon()).unwrap();
    let edited = text(&disk, PICTURE).replacen("title = \"old\"", "title = \"by hand\"", 1);
    disk.put(PICTURE, edited.as_bytes());
    let guest = disk.clone();
    // The change is on record, the picture not yet drawn: somebody else changes the same field, then looks.
    disk.before_lock(2, move || {
        let (mut other, later) = (desk(&guest), noon().later(4000, 0));
        other.load(&later).unwrap();
        let edit = TaskEdit { title: Some("later".into()), ..TaskEdit::default() };
        other.run(&Command::EditTask { task: "by hand".into(), edit }, &later);
        assert_eq!(other.store.take_hand_edits(&mut other.model, &later, PATIENCE).unwrap(), None);
        other.store.write_picture(&other.model, &later).unwrap();
    });
    let taken = first.store.take_hand_edits(&mut first.model, &noon().later(3000, 0), PATIENCE).unwrap();
    assert!(matches!(taken, Some(Outcome::Done(effects)) if !effects.is_empty()));
    let mut heir = desk(&disk);
    heir.load(&noon()).unwrap();
    assert_eq!(heir.titles(), ["later", "new"]);
    let picture = text(&disk, PICTURE);
    assert!(picture.contains("\"later\"") && !picture.contains("\"by hand\""), "{picture}");
    // Once it is drawn, whoever writes the same again means it.
    let edited = picture.replacen("title = \"later\"", "title = \"by hand\"", 1);
    disk.put(PICTURE, edited.as_bytes());
    heir.store.take_hand_edits(&mut heir.model, &noon().later(5000, 0), PATIENCE).unwrap();
    assert_eq!(heir.titles(), ["by hand", "new"]);
}
