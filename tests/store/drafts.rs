//! Drafts of forms: kept side by side by several dashboards, gone with their last one, never in the way.
use focus_tui::domain::draft::{Draft, MOST};

use super::common::{Desk, PATIENCE, files, noon};

fn draft(kind: &str, of: &str, text: &str) -> Draft {
    Draft { kind: kind.to_owned(), of: of.to_owned(), fields: [("field".to_owned(), text.to_owned())].into() }
}

#[test]
fn drafts_of_several_dashboards_stand_beside_each_other_and_go_one_by_one() {
    let root = tempfile::tempdir().unwrap();
    let (mut first, mut second) = (Desk::real(root.path()), Desk::real(root.path()));
    first.load(&noon()).unwrap();
    second.load(&noon()).unwrap();
    let (scores, task) = (draft("scores", "agility 2026-W47", "写 \"x\"\n\u{1b}"), draft("add-task", "", "half"));
    first.store.keep_drafts(std::slice::from_ref(&scores), &[], PATIENCE).unwrap();
    second.store.keep_drafts(std::slice::from_ref(&task), &[], PATIENCE).unwrap();
    assert_eq!(first.store.drafts(), [scores.clone(), task.clone()]);
    let more = draft("scores", "agility 2026-W47", "more");
    first.store.keep_drafts(std::slice::from_ref(&more), &[], PATIENCE).unwrap();
    assert_eq!(second.store.drafts(), [task.clone(), more.clone()]);
    second.store.keep_drafts(&[], &[task, more], PATIENCE).unwrap();
    assert_eq!(second.store.drafts(), []);
    assert!(!files(root.path()).iter().any(|(path, _)| path.ends_with("drafts.toml")));
    // To forget what is not there is nothing to complain about.
    second.store.keep_drafts(&[], &[scores], PATIENCE).unwrap();
}

#[test]
fn a_file_that_nobody_understands_costs_only_the_drafts() {
    let root = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(root.path());
    desk.load(&noon()).unwrap();
    desk.store.keep_drafts(&[draft("a", "", "x")], &[], PATIENCE).unwrap();
    let path = files(root.path()).into_iter().map(|(path, _)| path).find(|path| path.ends_with("drafts.toml")).unwrap();
    for bytes in [&b"schema = = 1"[..], b"\xff\xfe", b"", b"\0\0\0", b"schema = 2\n", b"schema = 1\ndraft = 3\n"] {
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(desk.store.drafts(), []);
        desk.load(&noon()).unwrap();
    }
    desk.store.keep_drafts(&[draft("b", "", "y")], &[], PATIENCE).unwrap();
    assert_eq!(desk.store.drafts(), [draft("b", "", "y")]);
}

#[test]
fn the_oldest_drafts_go_first() {
    let root = tempfile::tempdir().unwrap();
    let mut desk = Desk::real(root.path());
    desk.load(&noon()).unwrap();
    let many: Vec<Draft> = (0..MOST + 3).map(|n| draft("review", &n.to_string(), "x")).collect();
    desk.store.keep_drafts(&many, &[], PATIENCE).unwrap();
    assert_eq!(desk.store.drafts(), many[3..]);
}
