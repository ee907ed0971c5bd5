//! Commands that stay: `status --follow`, `wait`, `watch`. What falls due under their eyes they write, and
//! ring for.
use std::{mem::ManuallyDrop, ops::ControlFlow, thread};

use super::{
    act::{FAREWELL, session_line},
    args::StatusArgs,
    ask::Look,
    counter::{Counter, complain, print, settled},
    fault::Fault,
};
use crate::{
    domain::{
        command::{Effect, Refusal},
        id::Id,
        model::Model,
        moment::Moment,
        session::{Outcome, Session},
    },
    report::{json::line, sessions},
    runtime::{
        follow::follow as attend,
        hooks::{Hooks, Job, hand_over, jobs},
        notice::Bell,
    },
    store::StoreError,
};

type Step = ControlFlow<Result<(), Fault>>;

/// Watches until `each` breaks off; a signal ends it as `signalled` says.
fn watching(
    counter: &Counter,
    signalled: Result<(), Fault>,
    mut each: impl FnMut(&Model, &Moment, &[Effect]) -> Step,
) -> Result<(), Fault> {
    let desk = ManuallyDrop::into_inner(counter.desk(false)?);
    let ended = attend(desk, |model, now, effects| Ok(each(model, now, effects)));
    ended.map_err(|error| Fault::Said(4, format!("{error:#}")))?.unwrap_or(signalled)
}

/// `status --follow`: the state again whenever it changes.
///
/// # Errors
/// What the files say; standard output, once its reader is gone.
pub fn follow(counter: &Counter, args: &StatusArgs) -> Result<(), Fault> {
    let look = Look::of(args, counter.json)?;
    let notices = counter.notices(&ManuallyDrop::into_inner(counter.desk(false)?));
    let (bell, hooks) = (Bell::new(&counter.config.notify), Hooks::default());
    let mut last = String::new();
    watching(counter, Ok(()), |model, now, effects| {
        bell.notify(effects, &counter.locale);
        hooks.run(jobs(&counter.config.hooks, effects));
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
    let bell = Bell::new(&counter.config.notify);
    let mut awaited: Option<Id> = None;
    refuse_unknown(counter)?;
    watching(counter, Err(Fault::Said(1, String::new())), |model, now, effects| {
        bell.notify(effects, &counter.locale);
        let hooked = jobs(&counter.config.hooks, effects);
        hand_over(&hooked);
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
            Some(run) if run.overtime && run.left_ms(now).is_some_and(|left| left <= 0) => ControlFlow::Break(Ok(())),
            Some(_) => ControlFlow::Continue(()),
            None => {
                let session = model.book.sessions.find(id.as_str()).filter(|session| !session.deleted);
                let result = over(counter, session);
                if !effects.is_empty() {
                    thread::sleep(FAREWELL);
                }
                ControlFlow::Break(result)
            }
        }
    })
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
    let (bell, hooks) = (Bell::new(&counter.config.notify), Hooks::default());
    watching(counter, Ok(()), |_, _, effects| {
        bell.notify(effects, &counter.locale);
        hooks.run(jobs(&counter.config.hooks, effects));
        ControlFlow::Continue(())
    })
}

/// Carries out the hooks that are described on standard input, for a command that has ended.
///
/// # Errors
/// Where standard input holds no job.
pub fn run_hook() -> Result<(), Fault> {
    let jobs: Result<Vec<Job>, _> = serde_json::from_reader(std::io::stdin().lock());
    let jobs = jobs.map_err(|error| Fault::Said(2, error.to_string()))?;
    jobs.iter().for_each(crate::runtime::hooks::carry_out_and_log);
    Ok(())
}
