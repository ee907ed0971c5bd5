//! Commands that stay: `status --follow`, `wait`, `watch`. What falls due under their eyes they write, and
//! ring for.
use std::{mem::ManuallyDrop, ops::ControlFlow, path::Path, thread};

use super::{
    act::{FAREWELL, session_line},
    args::StatusArgs,
    ask::Look,
    counter::{Counter, complain, print, settled},
    fault::Fault,
};
use crate::{
    domain::{
        command::{Effect, Event, Happening, Refusal},
        id::Id,
        model::Model,
        moment::Moment,
        session::{Outcome, Session},
        timer::Clock,
        undo::UndoEntry,
    },
    report::{json::line, sessions, status},
    runtime::{
        follow::follow as attend,
        hooks::{Job, carry_out_all, jobs},
        log,
        notice::Bell,
        reader::Output,
    },
    store::StoreError,
    text::locale::Arg,
};

type Step = ControlFlow<Result<(), Fault>>;

/// Watches until `each` breaks off; a signal ends it as `signalled` says.
fn watching(
    counter: &Counter,
    output: Output,
    signalled: Result<(), Fault>,
    mut each: impl FnMut(&Model, &Moment, &[Effect]) -> Step,
) -> Result<(), Fault> {
    let desk = ManuallyDrop::into_inner(counter.desk(false)?);
    let ended = attend(desk, output, |model, now, effects| Ok(each(model, now, effects)));
    ended.map_err(|error| Fault::Said(4, format!("{error:#}")))?.unwrap_or(signalled)
}

/// Says on standard error what a watcher has to know that it neither rings for nor prints.
struct Herald<'a> {
    counter: &'a Counter,
    /// The phase with whose gap the user has been told to answer.
    asked: Option<Id>,
}

impl<'a> Herald<'a> {
    fn of(counter: &'a Counter) -> Self {
        Self { counter, asked: None }
    }

    /// What has come about, whoever has written it: a gap that waits for its answer is said once; so is a phase that
    /// was ended where the computer fell asleep, and what has come due so long ago that it does not ring.
    fn tell(&mut self, model: &Model, now: &Moment, effects: &[Effect]) {
        let locale = &self.counter.locale;
        for effect in effects {
            let Effect::Event(event) = effect else { continue };
            match event.what {
                Happening::EndedBySleep => complain(&locale.text("timer-ended-by-sleep")),
                Happening::Ended if event.occasion().is_none() && came_due(event) => {
                    complain(&late(self.counter, event));
                }
                _ => {}
            }
        }
        let run = model.timer.run.as_ref().filter(|run| matches!(run.clock, Clock::Asking(_)));
        let asked = run.map(|run| run.session.clone());
        if asked.is_some() && asked != self.asked {
            let headline = status::headline(&model.status(now), &self.counter.plain_page());
            complain(&format!("{headline}\n{}", locale.text("cli-resolve-how")));
        }
        self.asked = asked;
    }
}

/// Whether a phase ended because it was due.
fn came_due(event: &Event) -> bool {
    event.session.as_deref().is_none_or(|session| session.outcome == Outcome::Completed)
}

/// A phase that had come due long before anybody saw it, in one line.
fn late(counter: &Counter, event: &Event) -> String {
    let locale = &counter.locale;
    let what = match event.session.as_deref() {
        Some(session) => session_line(counter, session),
        None => locale.text(&format!("timer-phase-{}", event.phase.word())),
    };
    let time = locale.clock(event.at.local().time());
    locale.with("cli-came-due", &[("what", Arg::Text(&what)), ("time", Arg::Text(&time))])
}

/// `status --follow`: the state again whenever it changes.
///
/// # Errors
/// What the files say; standard output, once its reader is gone.
pub fn follow(counter: &Counter, args: &StatusArgs) -> Result<(), Fault> {
    let look = Look::of(args, counter.json)?;
    let found = counter.notices(&ManuallyDrop::into_inner(counter.desk(false)?));
    let mut notices = found.clone();
    let mut herald = Herald::of(counter);
    let (bell, hooks) = (Bell::new(&counter.config.notify), counter.hooks());
    let mut last = String::new();
    watching(counter, Output::Printed, Ok(()), |model, now, effects| {
        bell.notify(effects, &counter.locale);
        hooks.run(jobs(&counter.config.hooks, effects));
        herald.tell(model, now, effects);
        // What a sleep has ended stands with the state until something begins.
        if model.timer.run.is_some() {
            notices.clone_from(&found);
        }
        notices.extend(counter.ended_by_sleep(effects));
        let text = look.show(counter, &settled(model, now), now, &notices);
        if text != last {
            if let Err(error) = print(&text) {
                return ControlFlow::Break(Err(error.into()));
            }
            last = text;
        }
        ControlFlow::Continue(())
    })
}

/// What reading came upon, on standard error; where the timer itself cannot be known there is nothing to wait for.
fn refuse_unknown(counter: &Counter) -> Result<(), Fault> {
    let mut desk = counter.desk(false)?;
    match desk.store().timer_problem() {
        Some(problem) => Err(StoreError::from(problem.clone()).into()),
        None => {
            complain(&counter.findings(&desk).join("\n"));
            Ok(())
        }
    }
}

/// `wait`: until the phase under way ends.
///
/// # Errors
/// Where nothing runs; exit code 1 where it was given up or stopped.
pub fn wait(counter: &Counter) -> Result<(), Fault> {
    let (bell, hooks) = (Bell::new(&counter.config.notify), counter.hooks());
    let mut awaited: Option<Id> = None;
    let mut herald = Herald::of(counter);
    refuse_unknown(counter)?;
    watching(counter, Output::Silent, Err(Fault::Said(1, String::new())), |model, now, effects| {
        bell.notify(effects, &counter.locale);
        hooks.run(jobs(&counter.config.hooks, effects));
        herald.tell(model, now, effects);
        let run = model.timer.run.as_ref();
        let Some(id) = &awaited else {
            // A phase that is over already is not waited for.
            awaited = settled(model, now).timer.run.as_ref().map(|run| run.session.clone());
            return match awaited {
                Some(_) => ControlFlow::Continue(()),
                None => ControlFlow::Break(Err(Refusal::NothingRuns.into())),
            };
        };
        match run.filter(|run| run.session == *id) {
            // In overtime it goes on past its end, but its end has come.
            Some(run) if run.is_over(now) => ControlFlow::Break(Ok(())),
            Some(_) => ControlFlow::Continue(()),
            None => {
                let session = model.book.sessions.find(id.as_str()).filter(|session| !session.deleted);
                // Another process may have been the first to see it.
                if effects.is_empty() && model.undo.last().is_some_and(|entry| was_sleep(entry, id)) {
                    complain(&counter.locale.text("timer-ended-by-sleep"));
                }
                let result = over(counter, session);
                if !effects.is_empty() {
                    thread::sleep(FAREWELL);
                }
                ControlFlow::Break(result)
            }
        }
    })
}

/// Whether the change that can be undone is that a session was ended where the computer fell asleep.
fn was_sleep(entry: &UndoEntry, session: &Id) -> bool {
    entry.action == "end-by-sleep" && entry.changes.iter().any(|change| change.id == *session)
}

/// Says how the session ended; without a record it was begun anew before there was anything to keep.
fn over(counter: &Counter, session: Option<&Session>) -> Result<(), Fault> {
    let given_up = || Err(Fault::Said(1, String::new()));
    let Some(session) = session else { return given_up() };
    print(&if counter.json {
        line(&sessions::record(session, counter.now.wall.time_zone())) + "\n"
    } else {
        session_line(counter, session) + "\n"
    })?;
    if session.outcome == Outcome::Completed { Ok(()) } else { given_up() }
}

/// `watch`: rings without a screen, until a signal ends it.
///
/// # Errors
/// What the files say.
pub fn watch(counter: &Counter) -> Result<(), Fault> {
    let (bell, hooks) = (Bell::new(&counter.config.notify), counter.hooks());
    let mut herald = Herald::of(counter);
    watching(counter, Output::Silent, Ok(()), |model, now, effects| {
        herald.tell(model, now, effects);
        bell.notify(effects, &counter.locale);
        hooks.run(jobs(&counter.config.hooks, effects));
        ControlFlow::Continue(())
    })
}

/// Carries out the hooks that are described on standard input, for a process that may end before they do.
///
/// # Errors
/// Where standard input holds no job.
pub fn run_hook(state: &Path) -> Result<(), Fault> {
    log::start(state.join("focus-tui.log"), false);
    let jobs: Result<Vec<Job>, _> = serde_json::from_reader(std::io::stdin().lock());
    carry_out_all(state, &jobs.map_err(|error| Fault::Said(2, error.to_string()))?);
    Ok(())
}
