//! Two desks on the same files, without a loop.
use tokio::sync::mpsc::unbounded_channel;

use super::*;
use crate::{
    config::Config,
    domain::{
        command::{Start, TaskEdit},
        model::Model,
    },
    runtime::places::Places,
};

/// A data folder, and the moment in which desks over it are opened.
struct Files {
    folder: tempfile::TempDir,
    places: Places,
    now: Moment,
}

impl Files {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let places = Places::find(Some(folder.path()), None).expect("places");
        Self { folder, places, now: clock::now() }
    }

    fn open(&self) -> Desk {
        Desk::open(&self.places, &Config::embedded(), &self.now, false).expect("a desk")
    }
}

#[test]
fn a_tick_that_another_process_was_quicker_with_shows_what_that_one_wrote() {
    let files = Files::new();
    let now = files.now.clone();
    let (mut first, later) = (files.open(), now.later(2000, 0));
    let start = Start { length_s: Some(1), ..Start::default() };
    first.dispatch(&Command::Start(start), &now).expect("it starts");
    let second = files.open();
    assert_eq!(second.model().timer.run.as_ref().map(|run| run.planned_s), Some(Some(1)));
    first.dispatch(&Command::Tick, &later).expect("the end is written");
    let (replies, mut answers) = unbounded_channel();
    let clerk = Clerk::hire(second, replies);
    clerk.ask(Request::Tick(later, None));
    clerk.dismiss();
    let mut model = None;
    while let Ok(reply) = answers.try_recv() {
        if let Reply::Model(next) = reply {
            model = Some(next);
        }
    }
    let model = model.expect("the model is shown");
    assert_ne!(model.timer.run.as_ref().map(|run| run.planned_s), Some(Some(1)));
    assert_eq!(model.book.sessions.iter().count(), 1);
}

#[test]
fn what_is_due_is_written_before_somebody_changes_it() {
    let files = Files::new();
    let now = files.now.clone();
    let mut desk = files.open();
    let start = Start { length_s: Some(60), ..Start::default() };
    desk.dispatch(&Command::Start(start), &now).expect("it starts");
    let session = desk.model().timer.run.as_ref().map(|run| run.session.to_string()).expect("it runs");
    // Nobody was there when it ended; every list shows it as done.
    desk.dispatch(&Command::DeleteSession { session }, &now.later(3_600_000, 0)).expect("it is there");
    assert_eq!(desk.model().timer.run, None);
    assert_eq!(desk.model().book.sessions.iter().filter(|session| !session.deleted).count(), 0);
}

fn titled(title: &str) -> TaskEdit {
    TaskEdit { title: Some(title.to_owned()), ..TaskEdit::default() }
}

fn titles(model: &Model) -> Vec<&str> {
    let mut titles: Vec<&str> = model.book.tasks.values().map(|task| task.title.as_str()).collect();
    titles.sort_unstable();
    titles
}

#[test]
fn what_could_not_be_saved_is_saved_in_order_and_a_refusal_is_told() {
    let files = Files::new();
    let now = files.now.clone();
    let mut desk = files.open();
    desk.dispatch(&Command::AddTask(titled("first")), &now).expect("it is added");
    // Nobody can take a lock that is a folder.
    let lock = files.places.store.state.join("lock");
    std::fs::remove_file(&lock).and_then(|()| std::fs::create_dir(&lock)).expect("a folder");
    let (replies, mut answers) = unbounded_channel();
    let mut work = Work::new(desk, replies);
    let commands = [
        Command::AddTask(titled("a")),
        Command::EditTask { task: "a".to_owned(), edit: titled("b") },
        // By then it has another name.
        Command::Done { tasks: vec!["a".to_owned()] },
        Command::AddTask(titled("c")),
    ];
    for command in &commands {
        work.handle(Request::Do(vec![command.clone()], now.clone()));
    }
    let mut drain = || std::iter::from_fn(|| answers.try_recv().ok()).collect::<Vec<Reply>>();
    let waiting = drain();
    let is_done = |reply: &&Reply| matches!(reply, Reply::Done(..));
    assert_eq!(waiting.iter().filter(is_done).count(), 0, "nothing is acknowledged");
    assert!(waiting.iter().any(|reply| matches!(reply, Reply::Unsaved(1, Some(_)))), "and why");
    let shown = waiting.iter().rev().find_map(|reply| if let Reply::Model(model) = reply { Some(model) } else { None });
    assert_eq!(titles(shown.expect("it is shown")), ["b", "c", "first"], "as it will be");
    assert_eq!(titles(files.open().model()), ["first"]);
    work.retry();
    assert!(!drain().iter().any(|reply| matches!(reply, Reply::Done(..))), "still not");
    std::fs::remove_dir(&lock).expect("removed");
    work.retry();
    let saved = drain();
    let done: Vec<(&Command, bool)> = saved
        .iter()
        .filter_map(
            |reply| if let Reply::Done(command, result) = reply { Some((&**command, result.is_ok())) } else { None },
        )
        .collect();
    let expected: Vec<(&Command, bool)> = commands.iter().zip([true, true, false, true]).collect();
    assert_eq!(done, expected);
    assert!(matches!(saved.last(), Some(Reply::Unsaved(0, None))));
    assert_eq!(titles(files.open().model()), ["b", "c", "first"]);
}

#[test]
fn an_edit_by_hand_that_another_process_took_over_first_is_shown_too() {
    let files = Files::new();
    let now = files.now.clone();
    let mut first = files.open();
    first.dispatch(&Command::AddTask(titled("write")), &now).expect("it is added");
    first.tidy(&now);
    let (replies, mut answers) = unbounded_channel();
    let mut work = Work::new(files.open(), replies);
    let picture = files.folder.path().join("state.toml");
    let text = std::fs::read_to_string(&picture).expect("a picture");
    std::fs::write(&picture, text.replacen("\"write\"", "\"rewritten\"", 1)).expect("written");
    // The other one has put it on record, and has not drawn the picture yet.
    first.dispatch(&Command::EditTask { task: "write".to_owned(), edit: titled("rewritten") }, &now).expect("changed");
    work.look_at_picture();
    work.look_at_picture();
    let shown = std::iter::from_fn(|| answers.try_recv().ok())
        .filter_map(|reply| if let Reply::Model(model) = reply { Some(model) } else { None })
        .last();
    assert_eq!(titles(&shown.expect("the model is shown")), ["rewritten"]);
}

#[test]
fn a_picture_that_is_taken_away_before_the_first_tidying_comes_back_with_a_word() {
    let files = Files::new();
    let now = files.now.clone();
    let (replies, mut answers) = unbounded_channel();
    let mut told = || {
        let replies = std::iter::from_fn(|| answers.try_recv().ok());
        replies.filter(|reply| matches!(reply, Reply::Found(_))).count()
    };
    let mut work = Work::new(files.open(), replies.clone());
    work.handle(Request::Do(vec![Command::AddTask(titled("write"))], now.clone()));
    work.tidy();
    assert_eq!(told(), 0, "the first picture is no news");
    let picture = files.folder.path().join("state.toml");
    let whole = std::fs::read(&picture).expect("a picture");
    for mut work in [Work::new(files.open(), replies), work] {
        std::fs::remove_file(&picture).expect("removed");
        work.untidy = true;
        work.tidy();
        assert_eq!(std::fs::read(&picture).ok().as_ref(), Some(&whole), "it is back");
        assert_eq!(told(), 1, "and that is said");
        work.untidy = true;
        work.tidy();
        assert_eq!(told(), 0, "once");
    }
}
