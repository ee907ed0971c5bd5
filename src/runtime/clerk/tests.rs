//! Two desks on the same files, without a loop.
use tokio::sync::mpsc::unbounded_channel;

use super::*;
use crate::{config::Config, domain::command::Start, runtime::places::Places};

#[test]
fn a_tick_that_another_process_was_quicker_with_shows_what_that_one_wrote() {
    let folder = tempfile::tempdir().expect("a folder");
    let places = Places::find(Some(folder.path()), None).expect("places");
    let (config, now) = (Config::embedded(), clock::now());
    let open = || Desk::open(&places, &config, &now, false).expect("a desk");
    let (mut first, later) = (open(), now.later(2000, 0));
    let start = Start { length_s: Some(1), ..Start::default() };
    first.dispatch(&Command::Start(start), &now).expect("it starts");
    let second = open();
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
    let folder = tempfile::tempdir().expect("a folder");
    let places = Places::find(Some(folder.path()), None).expect("places");
    let (config, now) = (Config::embedded(), clock::now());
    let mut desk = Desk::open(&places, &config, &now, false).expect("a desk");
    let start = Start { length_s: Some(60), ..Start::default() };
    desk.dispatch(&Command::Start(start), &now).expect("it starts");
    let session = desk.model().timer.run.as_ref().map(|run| run.session.to_string()).expect("it runs");
    // Nobody was there when it ended; every list shows it as done.
    desk.dispatch(&Command::DeleteSession { session }, &now.later(3_600_000, 0)).expect("it is there");
    assert_eq!(desk.model().timer.run, None);
    assert_eq!(desk.model().book.sessions.iter().filter(|session| !session.deleted).count(), 0);
}
