//! Edits of state.toml by hand: rule 6.
use std::{fs, path::PathBuf};

use focus_tui::{
    domain::{
        command::{Command, TaskEdit},
        moment::Moment,
        record::Entity,
    },
    store::{Outcome, StoreError},
};

use crate::common::{Desk, PATIENCE, add, files, noon, task};

struct Edited {
    home: tempfile::TempDir,
    desk: Desk,
    picture: PathBuf,
}

impl Edited {
    fn new(titles: &[&str]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut desk = Desk::real(home.path());
        for title in titles {
            desk.run(&add(title), &noon());
        }
        desk.store.write_picture(&desk.model, &noon()).unwrap();
        let picture = home.path().join("data/state.toml");
        Self { home, desk, picture }
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.picture).unwrap()
    }

    fn write(&self, text: &str) {
        fs::write(&self.picture, text).unwrap();
    }

    fn take(&mut self) -> Result<Option<Outcome>, StoreError> {
        let Desk { store, model } = &mut self.desk;
        store.take_hand_edits(model, &noon().later(60_000, 0), PATIENCE)
    }

    /// Takes the edits over; a fresh reading of the journals then says the same as the model.
    fn taken(&mut self) -> usize {
        let Some(Outcome::Done(effects)) = self.take().unwrap() else { panic!("nothing was taken") };
        let mut other = Desk::real(self.home.path());
        let report = other.load(&noon()).unwrap();
        assert_eq!(report.problems, []);
        assert_eq!(other.model, self.desk.model);
        assert!(self.take().unwrap().is_none(), "and only once");
        let drawn = self.text();
        self.desk.store.write_picture(&self.desk.model, &noon()).unwrap();
        assert_eq!(self.text(), drawn);
        effects.len()
    }
}

/// The last line of a picture.
fn end(text: &str) -> &str {
    text.lines().last().unwrap()
}

#[test]
fn an_untouched_picture_is_no_edit() {
    let mut edited = Edited::new(&["a", "b"]);
    assert!(edited.take().unwrap().is_none());
    let mut other = Desk::real(edited.home.path());
    other.load(&noon()).unwrap();
    let before = files(edited.home.path());
    assert!(other.store.take_hand_edits(&mut other.model, &noon(), PATIENCE).unwrap().is_none());
    assert_eq!(files(edited.home.path()), before);
}

#[test]
fn values_are_changed_added_and_cleared() {
    let mut edited = Edited::new(&["a", "b"]);
    let text = edited.text().replace("title = \"a\"", "title = \"a again\"\ndue = 2026-12-24\nestimates = [2]");
    edited.write(&text.replacen("importance = 3", "importance = 5", 1));
    edited.taken();
    let id = task(&edited.desk.model, "a again");
    let known = &edited.desk.model.book.tasks[&id];
    assert_eq!((known.importance.level(), known.estimate()), (5, Some(2.0)));
    assert!(known.due.is_some());
    let text = edited.text();
    let fewer: Vec<&str> =
        text.lines().filter(|line| !line.starts_with("due") && !line.starts_with("importance = 5")).collect();
    edited.write(&fewer.join("\n"));
    edited.taken();
    let known = &edited.desk.model.book.tasks[&id];
    assert_eq!((known.importance.level(), known.due), (3, None));
    assert_eq!(edited.desk.model.undo.last().unwrap().action, "edit-by-hand");
}

#[test]
fn things_are_added_deleted_and_taken_back() {
    let mut edited = Edited::new(&["a", "b"]);
    let text = edited.text();
    let second = text.rfind("\n[[task]]").unwrap();
    let gone = if text[second..].contains("title = \"b\"") { "b" } else { "a" };
    let kept = if gone == "b" { "a" } else { "b" };
    edited.write(&format!("{}\n[[task]]\ntitle = \"new\"\ntags = [\"x\"]\n\n{}\n", &text[..second], end(&text)));
    edited.taken();
    assert_eq!(edited.desk.titles(), [kept, "new"]);
    edited.desk.run(&Command::Undo, &noon().later(120_000, 0));
    assert_eq!(edited.desk.titles(), ["a", "b"]);
}

#[test]
fn an_error_names_line_and_column_and_nothing_is_lost() {
    let mut edited = Edited::new(&["a", "b"]);
    let good = edited.text();
    for (from, to, column) in [
        ("importance = 3", "importance = 9", 1),
        ("importance = 3", "importance = = 3", 14),
        ("importance = 3", "due = \"tomorrow\"", 1),
        ("importance = 3", "place = nan", 1),
        ("importance = 3", "tags = [\"a b\"]", 1),
        ("title = \"a\"", "title = \"\"", 1),
        ("title = \"a\"", "note = \"no title\"", 0),
        ("[[task]]", "[[tusk]]", 3),
    ] {
        let bad = good.replacen(from, to, 1);
        edited.write(&bad);
        let before = files(edited.home.path());
        for _ in 0..2 {
            let error = edited.take().unwrap_err();
            let StoreError::Parse { line, column: found, path, .. } = &error else { panic!("{error:?}") };
            assert_eq!((error.exit_code(), path), (3, &edited.picture));
            if column > 0 {
                assert_eq!(bad.lines().nth(line - 1).unwrap().trim(), to, "{to}");
                assert_eq!(*found, column, "{to}");
            }
        }
        edited.desk.store.write_picture(&edited.desk.model, &noon()).unwrap();
        assert_eq!(files(edited.home.path()), before, "{to}");
    }
    // It recovers by itself, with what happened meanwhile.
    edited.desk.run(&add("c"), &noon());
    edited.write(&good.replacen("title = \"a\"", "title = \"A\"", 1));
    edited.taken();
    assert_eq!(edited.desk.titles(), ["A", "b", "c"]);
}

#[test]
fn what_others_changed_meanwhile_stays() {
    let mut edited = Edited::new(&["a", "b"]);
    let text = edited.text();
    let id = task(&edited.desk.model, "b").to_string();
    edited.desk.run(&Command::Done { tasks: vec![id.clone()] }, &noon());
    edited.desk.run(&add("c"), &noon());
    edited.write(&text.replacen("title = \"a\"", "title = \"A\"", 1));
    edited.taken();
    assert_eq!(edited.desk.titles(), ["A", "b", "c"]);
    assert!(edited.desk.model.book.tasks[id.as_str()].done.is_some(), "the edit did not speak of it");
}

#[test]
fn what_waited_for_the_lock_while_somebody_edited_stays() {
    let mut edited = Edited::new(&["a"]);
    let later = noon().later(5_000, 0);
    edited.desk.run(&add("b"), &later);
    edited.desk.store.write_picture(&edited.desk.model, &later).unwrap();
    let text = edited.text();
    // Its command began before that of "b" and got the lock after it.
    edited.desk.run(&add("waited"), &noon().later(2_000, 0));
    edited.desk.store.write_picture(&edited.desk.model, &later).unwrap();
    edited.write(&text.replacen("title = \"a\"", "title = \"A\"", 1));
    edited.taken();
    assert_eq!(edited.desk.titles(), ["A", "b", "waited"]);
}

#[test]
fn a_picture_written_just_before_a_crash_is_no_edit() {
    let mut edited = Edited::new(&["a"]);
    let shadow = edited.home.path().join("state-m/shadow.toml");
    let before = fs::read(&shadow).unwrap();
    let id = task(&edited.desk.model, "a").to_string();
    edited.desk.run(&Command::Pin { task: id.clone() }, &noon());
    edited.desk.store.write_picture(&edited.desk.model, &noon()).unwrap();
    // Killed between the two renames; then another device says something newer.
    fs::write(&shadow, before).unwrap();
    let other = edited.home.path().join("data/history/2026-11.other.toml");
    let newer = format!("schema = 1\n\n[[task]]\nid = \"{id}\"\npinned = false\nat = 2026-11-22T12:30:00.000+01:00\n");
    fs::write(other, newer).unwrap();
    let mut desk = Desk::real(edited.home.path());
    desk.load(&noon()).unwrap();
    assert!(desk.store.take_hand_edits(&mut desk.model, &noon(), PATIENCE).unwrap().is_none());
    assert!(!desk.model.book.tasks[id.as_str()].pinned);
    desk.store.write_picture(&desk.model, &noon()).unwrap();
    assert_eq!(fs::read(&shadow).unwrap(), fs::read(&edited.picture).unwrap());
}

#[test]
fn a_buffer_that_is_saved_unchanged_asks_for_nothing() {
    let mut edited = Edited::new(&["a"]);
    let backup = edited.text();
    let id = task(&edited.desk.model, "a").to_string();
    edited.desk.run(&Command::Pin { task: id.clone() }, &noon());
    edited.desk.store.write_picture(&edited.desk.model, &noon()).unwrap();
    let drawn = edited.text();
    edited.write(&backup);
    assert!(edited.take().unwrap().is_none());
    edited.desk.store.write_picture(&edited.desk.model, &noon()).unwrap();
    assert!(edited.desk.model.book.tasks[id.as_str()].pinned);
    assert_eq!(edited.text(), drawn, "it shows what holds");
}

#[test]
fn without_a_shadow_nothing_is_deleted() {
    let mut edited = Edited::new(&["a", "b"]);
    let text = edited.text();
    fs::remove_file(edited.home.path().join("state-m/shadow.toml")).unwrap();
    let first = text.find("\n[[task]]").unwrap();
    let second = text.rfind("\n[[task]]").unwrap();
    edited.write(&format!("{}{}", &text[..first], text[second..].replace("importance = 3", "importance = 4")));
    edited.taken();
    assert_eq!(edited.desk.titles(), ["a", "b"]);
    let levels: i64 = edited.desk.model.book.tasks.values().map(|task| i64::from(task.importance.level())).sum();
    assert_eq!(levels, 7);
    assert!(edited.desk.model.book.tasks.values().all(|task| task.get("title").is_some()));
}

#[test]
fn a_task_added_by_hand_is_added_once_whatever_crashes() {
    let mut edited = Edited::new(&["a"]);
    let shadow = edited.home.path().join("state-m/shadow.toml");
    let before = fs::read(&shadow).unwrap();
    let text =
        edited.text() + "\n[[task]]\ntitle = \"new\"\nimportance = 4\n\n[[task]]\ntitle = \"new\"\nimportance = 4\n";
    edited.write(&text);
    edited.taken();
    assert_eq!(edited.desk.titles(), ["a", "new", "new"], "two that are alike are two");
    // Killed after the append, before the picture was drawn anew.
    fs::write(&shadow, before).unwrap();
    edited.write(&text);
    let mut desk = Desk::real(edited.home.path());
    desk.load(&noon()).unwrap();
    let later = noon().later(90_000, 0);
    let taken = desk.store.take_hand_edits(&mut desk.model, &later, PATIENCE).unwrap();
    assert_eq!(taken, Some(Outcome::Done(vec![])));
    assert_eq!(desk.titles(), ["a", "new", "new"]);
    assert_ne!(edited.text(), text, "it is drawn anew");
    // The same once more is one more.
    edited.desk.load(&later).unwrap();
    edited.write(&(edited.text() + "\n[[task]]\ntitle = \"new\"\nimportance = 4\n"));
    edited.taken();
    assert_eq!(edited.desk.titles(), ["a", "new", "new", "new"]);
}

#[test]
fn a_task_added_by_hand_and_changed_since_is_not_added_again() {
    let mut edited = Edited::new(&["a"]);
    let buffer = edited.text() + "\n[[task]]\ntitle = \"new\"\n";
    edited.write(&buffer);
    edited.taken();
    let id = task(&edited.desk.model, "new").to_string();
    let edit = TaskEdit { title: Some("newer".into()), ..TaskEdit::default() };
    edited.desk.run(&Command::EditTask { task: id.clone(), edit }, &noon());
    // The editor saves its old text again, with one more.
    edited.write(&(buffer.clone() + "\n[[task]]\ntitle = \"one more\"\n"));
    edited.taken();
    assert_eq!(edited.desk.titles(), ["a", "newer", "one more"]);
    edited.desk.run(&Command::Drop { tasks: vec![id] }, &noon());
    edited.write(&buffer);
    edited.taken();
    let open = edited.desk.model.book.tasks.values().filter(|task| task.is_open()).map(|task| task.title.as_str());
    let mut open: Vec<&str> = open.collect();
    open.sort_unstable();
    assert_eq!(open, ["a", "one more"], "what was dropped since does not come back");
}

#[test]
fn fields_that_others_changed_meanwhile_stay() {
    let mut edited = Edited::new(&["a", "b"]);
    let buffer = edited.text();
    let id = task(&edited.desk.model, "a").to_string();
    let edit = TaskEdit { importance: Some(5), note: Some(Some("n".into())), ..TaskEdit::default() };
    edited.desk.run(&Command::EditTask { task: id.clone(), edit }, &noon());
    edited.desk.store.write_picture(&edited.desk.model, &noon()).unwrap();
    edited.desk.run(&Command::Pin { task: id.clone() }, &noon());
    edited.desk.store.write_picture(&edited.desk.model, &noon()).unwrap();
    edited.write(&buffer.replacen("title = \"a\"", "title = \"A\"", 1));
    edited.taken();
    let known = &edited.desk.model.book.tasks[id.as_str()];
    assert_eq!((known.title.as_str(), known.importance.level(), known.pinned), ("A", 5, true));
    assert_eq!(known.note.as_deref(), Some("n"));
    // The same buffer, changed again and saved again.
    edited.write(&buffer.replacen("title = \"a\"", "title = \"A\"", 1).replacen("title = \"b\"", "title = \"B\"", 1));
    edited.taken();
    assert_eq!(edited.desk.titles(), ["A", "B"]);
    assert!(edited.desk.model.book.tasks[id.as_str()].pinned);
}

#[test]
fn what_was_added_meanwhile_stays_whatever_the_clocks_say() {
    let mut edited = Edited::new(&[]);
    // Another device's clock is hours ahead, so is the newest change of every picture from now on.
    let ahead = noon().later(7_200_000, 0);
    edited.desk.run(&add("ahead"), &ahead);
    edited.desk.run(&add("old"), &noon());
    edited.desk.store.write_picture(&edited.desk.model, &noon()).unwrap();
    let buffer = edited.text();
    edited.desk.run(&add("new"), &noon());
    edited.desk.store.write_picture(&edited.desk.model, &noon()).unwrap();
    edited.write(&buffer.replacen("title = \"old\"", "title = \"Old\"", 1));
    edited.taken();
    assert_eq!(edited.desk.titles(), ["Old", "ahead", "new"]);
}

#[test]
fn of_a_picture_that_is_no_longer_known_nothing_is_deleted_or_taken_back() {
    let mut edited = Edited::new(&["a", "b"]);
    let buffer = edited.text();
    let a = task(&edited.desk.model, "a").to_string();
    edited.desk.run(&Command::Pin { task: a.clone() }, &noon().later(5_000, 0));
    edited.desk.store.write_picture(&edited.desk.model, &noon()).unwrap();
    fs::remove_dir_all(edited.home.path().join("state-m/shadows")).unwrap();
    let text = buffer.replacen("title = \"b\"", "title = \"B\"", 1).replacen("title = \"a\"", "title = \"A\"", 1);
    edited.write(&text);
    edited.taken();
    assert_eq!(edited.desk.titles(), ["B", "a"], "whoever changed it last knew more");
    assert!(edited.desk.model.book.tasks[a.as_str()].pinned);
}

#[test]
fn half_a_picture_is_waited_for() {
    let mut edited = Edited::new(&["a", "b", "c"]);
    let text = edited.text();
    let second = text.match_indices("\n[[task]]").nth(1).unwrap().0;
    let title = text[..second].lines().find(|line| line.starts_with("title")).unwrap().to_owned();
    let half = text[..second].replace(&title, "title = \"z\"");
    edited.write(&half);
    // While it is being written nothing at all is done with it, nor over it.
    let written = fs::metadata(&edited.picture).unwrap().modified().unwrap();
    let written = jiff::Timestamp::try_from(written).unwrap().to_zoned(jiff::tz::TimeZone::UTC);
    let soon = Moment { wall: written.checked_add(jiff::Span::new().milliseconds(200)).unwrap(), ..noon() };
    let Desk { store, model } = &mut edited.desk;
    assert!(store.is_picture_unfinished(&soon));
    assert!(store.take_hand_edits(model, &soon, PATIENCE).unwrap().is_none());
    store.write_picture(model, &soon).unwrap();
    assert_eq!(edited.text(), half);
    edited.write(&text.replace(&title, "title = \"y\""));
    edited.taken();
    assert_eq!(edited.desk.titles().len(), 3);
    assert!(edited.desk.titles().contains(&"y".to_owned()));
    // Where nothing more comes, the rest was taken out.
    let text = edited.text();
    let second = text.match_indices("\n[[task]]").nth(1).unwrap().0;
    edited.write(&text[..second]);
    edited.taken();
    assert_eq!(edited.desk.titles(), ["y"]);
    // An empty one is drawn anew, but not at once.
    edited.write("");
    let Desk { store, model } = &mut edited.desk;
    let emptied = fs::metadata(&edited.picture).unwrap().modified().unwrap();
    let emptied = jiff::Timestamp::try_from(emptied).unwrap().to_zoned(jiff::tz::TimeZone::UTC);
    let after = |ms| Moment { wall: emptied.checked_add(jiff::Span::new().milliseconds(ms)).unwrap(), ..noon() };
    store.write_picture(model, &after(200)).unwrap();
    assert_eq!(fs::read_to_string(&edited.picture).unwrap(), "");
    store.write_picture(model, &after(5_000)).unwrap();
    assert!(!edited.text().is_empty());
}

#[test]
fn white_space_is_no_picture() {
    let mut edited = Edited::new(&["a", "b"]);
    for text in ["\n", " \t\r\n\n", "\0\0\n"] {
        edited.write(text);
        assert!(edited.take().unwrap().is_none());
        assert!(edited.desk.store.is_picture_missing());
        edited.desk.store.write_picture(&edited.desk.model, &noon()).unwrap();
        assert_eq!(edited.desk.titles(), ["a", "b"]);
        assert!(edited.text().contains("title = \"a\""));
    }
}

#[test]
fn former_pictures_are_kept_but_not_for_ever() {
    let mut edited = Edited::new(&["a"]);
    let id = task(&edited.desk.model, "a").to_string();
    for n in 0..200 {
        edited.desk.run(&Command::Pin { task: id.clone() }, &noon().later(n * 1000, 0));
        edited.desk.store.write_picture(&edited.desk.model, &noon()).unwrap();
    }
    let kept = fs::read_dir(edited.home.path().join("state-m/shadows")).unwrap().count();
    assert!((32..150).contains(&kept), "{kept}");
}
