//! Journals: rules 1 to 3, 7, 8, 10 and 11.
use std::fs;

use focus_tui::{
    domain::{
        command::{Command, Effect, Refusal, TaskEdit},
        id::Id,
        record::{Kind, Record},
        value::Value,
    },
    store::{Outcome, Problem, StoreError},
};

use crate::common::{Desk, PATIENCE, add, files, journal, noon, start, task};

#[test]
fn a_fresh_folder_is_read_without_being_made() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    let report = desk.load(&noon()).unwrap();
    assert_eq!(report.problems, []);
    assert_eq!(desk.model.device, "");
    assert!(files(home.path()).is_empty());
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn what_is_saved_is_what_is_read() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    let now = noon();
    desk.load(&now).unwrap();
    desk.run(&add("write \"it\" down — 写"), &now);
    let edit = TaskEdit {
        note: Some(Some("first\nsecond \\ \u{1f345}".into())),
        tags: Some(vec!["a".into(), "b".into()]),
        estimate: Some(Some(2.5)),
        importance: Some(5),
        ..TaskEdit::default()
    };
    let id = desk.model.book.tasks.keys().next().unwrap().to_string();
    desk.run(&Command::EditTask { task: id.clone(), edit }, &now);
    desk.run(&start(), &now);
    desk.run(&Command::Finish, &now.later(600_000, 0));
    desk.run(&start(), &now.later(700_000, 0));
    let mut other = Desk::real(home.path());
    assert_eq!(other.load(&now).unwrap().problems.len(), 1, "only the picture is missing");
    assert_eq!(other.model, desk.model);
    desk.run(&Command::EditTask { task: id, edit: TaskEdit { estimate: Some(None), ..TaskEdit::default() } }, &now);
    let text = fs::read_to_string(journal(home.path())).unwrap();
    assert!(text.starts_with("schema = 1\n\n[[task]]\nid = \""), "{text}");
    assert!(text.contains("clear = [\"estimates\"]\nat = 2026-11-22T12:00:00.002+01:00\n"), "{text}");
    assert!(other.store.refresh(&mut other.model, &now).unwrap());
    assert_eq!(other.model, desk.model);
    assert!(!other.store.refresh(&mut other.model, &now).unwrap());
}

#[cfg(unix)]
#[test]
fn folders_and_files_are_private() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    desk.run(&add("a"), &noon());
    desk.run(&start(), &noon());
    desk.store.write_picture(&desk.model, &noon()).unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for folder in ["data", "data/history", "state-m"] {
        assert_eq!(mode(&home.path().join(folder)), 0o700, "{folder}");
    }
    for (file, _) in files(home.path()) {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[test]
fn every_torn_tail_is_passed_over_set_aside_and_written_after() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    let now = noon();
    desk.run(&add("kept"), &now);
    let path = journal(home.path());
    let sound = fs::read(&path).unwrap();
    desk.run(&add("torn"), &now.later(1000, 0));
    let whole = fs::read(&path).unwrap();
    let aside = path.with_extension("toml.torn");
    for cut in sound.len()..=whole.len() {
        for nuls in [0, 3] {
            let mut bytes = whole[..cut].to_vec();
            bytes.resize(cut + nuls, 0);
            fs::write(&path, &bytes).unwrap();
            let _ = fs::remove_file(&aside);
            let mut desk = Desk::real(home.path());
            desk.load(&now).unwrap();
            // The record is whole once its instant is, with or without the last newline.
            let complete = cut + 1 >= whole.len();
            let titles = if complete { vec!["kept", "torn"] } else { vec!["kept"] };
            assert_eq!(desk.titles(), titles, "cut at {cut}");
            assert_eq!(fs::read(&path).unwrap(), bytes, "reading never writes");
            desk.run(&add("next"), &now.later(2000, 0));
            let mut other = Desk::real(home.path());
            let report = other.load(&now).unwrap();
            assert!(report.problems.iter().all(|p| matches!(p, Problem::NoPicture { .. })), "{cut} {report:?}");
            assert_eq!(other.titles(), [&titles[..1], &["next"], &titles[1..]].concat(), "cut at {cut}");
            let after = fs::read(&path).unwrap();
            let torn = fs::read(&aside).unwrap_or_default();
            // What is no longer in the journal is beside it, byte by byte.
            let kept = bytes.len() - torn.len();
            assert_eq!([&after[..kept], &torn].concat(), bytes, "cut at {cut}");
            let clean = nuls == 0 && (complete || cut <= sound.len() + 1);
            assert_eq!(torn.is_empty(), clean, "cut at {cut}");
            assert!(!after.contains(&0), "cut at {cut}");
        }
    }
}

#[test]
fn a_comment_and_a_missing_newline_are_not_torn() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    desk.run(&add("a"), &noon());
    let path = journal(home.path());
    let mut text = fs::read_to_string(&path).unwrap();
    text = format!("{}# by hand", text.trim_end().to_owned() + "\n");
    fs::write(&path, &text).unwrap();
    desk.run(&add("b"), &noon().later(1000, 0));
    assert!(fs::read_to_string(&path).unwrap().starts_with(&text));
    assert!(!path.with_extension("toml.torn").exists());
    let mut other = Desk::real(home.path());
    other.load(&noon()).unwrap();
    assert_eq!(other.titles(), ["a", "b"]);
}

#[test]
fn a_chunk_that_does_not_parse_is_passed_over_and_named() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    for title in ["a", "b", "c"] {
        desk.run(&add(title), &noon());
    }
    let path = journal(home.path());
    let text = fs::read_to_string(&path).unwrap();
    for (bad, field) in [("importance = 9", Some("importance")), ("importance = = 3", None), ("importance = \"x", None)]
    {
        let broken = text.replacen("title = \"b\"", &format!("title = \"b\"\n{bad}"), 1);
        fs::write(&path, &broken).unwrap();
        let mut other = Desk::real(home.path());
        let report = other.load(&noon()).unwrap();
        assert_eq!(other.titles(), ["a", "c"], "{bad}");
        let line = broken.lines().position(|line| line == bad).unwrap() + 1;
        let found = report.problems.iter().find_map(|problem| match problem {
            Problem::Chunk { line, field, .. } => Some((*line, field.as_deref())),
            _ => None,
        });
        assert_eq!(found, Some((line, field)), "{bad}");
        other.run(&add("d"), &noon());
        assert!(fs::read_to_string(&path).unwrap().starts_with(&broken), "its bytes stay where they are");
        assert_eq!(other.titles(), ["a", "c", "d"]);
        fs::write(&path, &text).unwrap();
    }
}

#[test]
fn merge_markers_cost_no_record() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    desk.run(&add("a"), &noon());
    desk.run(&add("b"), &noon());
    let path = journal(home.path());
    let text = fs::read_to_string(&path).unwrap();
    let (first, second) = text.split_at(text.rfind("\n[[task]]").unwrap());
    fs::write(&path, format!("{first}<<<<<<< HEAD\n=======\n{second}>>>>>>> theirs\n")).unwrap();
    let mut other = Desk::real(home.path());
    let report = other.load(&noon()).unwrap();
    assert_eq!(other.titles(), ["a", "b"]);
    assert!(report.problems.iter().any(|p| matches!(p, Problem::Chunk { .. })));
}

#[test]
fn a_later_schema_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    desk.run(&add("a"), &noon());
    let path = journal(home.path());
    let text = fs::read_to_string(&path).unwrap().replace("schema = 1", "schema = 2");
    fs::write(&path, &text).unwrap();
    let mut other = Desk::real(home.path());
    let report = other.load(&noon()).unwrap();
    assert!(matches!(&report.problems[..], [Problem::Newer { schema: 2, .. }]), "{report:?}");
    let error = other.try_run(&add("b"), &noon()).unwrap_err();
    assert!(matches!(&error, StoreError::Newer { schema: 2, .. }));
    assert_eq!((error.exit_code(), error.path()), (3, path.as_path()));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn unknown_keys_and_kinds_survive() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    desk.run(&add("a"), &noon());
    let path = journal(home.path());
    let text = fs::read_to_string(&path).unwrap();
    let text =
        text.replace("title = \"a\"", "title = \"a\"\nmood = { colour = \"green\", at = 08:00:00 }\nalarm = 08:00:00");
    let text = text + "\n[[dream]]\nid = \"x\"\nof = \"sheep\"\nat = 2026-11-22T13:00:00.000+01:00\n";
    fs::write(&path, &text).unwrap();
    let mut other = Desk::real(home.path());
    let report = other.load(&noon()).unwrap();
    assert!(report.problems.iter().all(|p| matches!(p, Problem::NoPicture { .. })), "{report:?}");
    let id = task(&other.model, "a");
    other.run(&Command::Pin { task: id.to_string() }, &noon());
    assert!(fs::read_to_string(&path).unwrap().starts_with(&text));
    let extra = &other.model.book.tasks[&id].extra;
    assert_eq!(extra.len(), 1);
    other.store.write_picture(&other.model, &noon()).unwrap();
    let picture = fs::read_to_string(home.path().join("data/state.toml")).unwrap();
    assert!(picture.contains("mood = { colour = \"green\" }"), "{picture}");
}

#[test]
fn copies_of_a_journal_are_one_more_journal() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    desk.run(&add("a"), &noon());
    desk.run(&start(), &noon());
    desk.run(&Command::Finish, &noon().later(600_000, 0));
    let path = journal(home.path());
    let early = fs::read(&path).unwrap();
    desk.run(&add("b"), &noon());
    let before = desk.model.book.clone();
    let name = path.file_stem().unwrap().to_str().unwrap();
    for copy in [format!("{name}.sync-conflict-20261122-120000-ABCDEFG.toml"), format!("Copy of {name}.toml")] {
        fs::write(path.with_file_name(copy), &early).unwrap();
    }
    let mut other = Desk::real(home.path());
    let report = other.load(&noon()).unwrap();
    assert_eq!(report.problems.iter().filter(|p| matches!(p, Problem::Copy { .. })).count(), 2);
    assert_eq!(other.model.book, before);
}

#[test]
fn a_record_of_more_than_64_kib_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    desk.run(&add("a"), &noon());
    let before = fs::read(journal(home.path())).unwrap();
    let record = |bytes: usize| Record {
        kind: Kind::Review,
        id: Id::new("r").unwrap(),
        fields: vec![("x".into(), Some(Value::Text("x".repeat(bytes))))],
        deleted: None,
        at: noon().stamp(),
        device: "m".into(),
    };
    let mut append = |bytes: usize| {
        let effect = Effect::Append(record(bytes));
        desk.store.transact(&mut desk.model, &noon(), PATIENCE, &mut |_| Ok(vec![effect.clone()])).unwrap()
    };
    assert_eq!(append(64 * 1024), Outcome::Refused(Refusal::TooLarge));
    assert_eq!(fs::read(journal(home.path())).unwrap(), before);
    assert!(matches!(append(63 * 1024), Outcome::Done(_)));
}

#[test]
fn too_large_files_are_not_read() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(home.path());
    desk.run(&add("a"), &noon());
    let path = journal(home.path());
    let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_len(33 << 20).unwrap();
    let mut other = Desk::real(home.path());
    let report = other.load(&noon()).unwrap();
    assert!(matches!(&report.problems[..], [Problem::TooLarge { .. }]));
    let error = other.try_run(&add("b"), &noon()).unwrap_err();
    assert_eq!(error.exit_code(), 3);
    // A phase that begins could not be put on record when it ends.
    let error = other.try_run(&start(), &noon()).unwrap_err();
    assert_eq!((error.exit_code(), error.path()), (3, path.as_path()));
    assert!(other.model.timer.run.is_none());
    assert_eq!(fs::metadata(&path).unwrap().len(), 33 << 20);
}
