//! Watching without a screen: `watch`, `wait` and `status --follow`. Applies what is due, as a dashboard does.
use std::{ops::ControlFlow, sync::Arc};

use anyhow::Result;
use tokio::sync::mpsc::{channel, unbounded_channel};

use super::{
    alarm::Alarm,
    attend::Attendant,
    clerk::{Clerk, Reply, Request},
    clock,
    desk::Desk,
    reader::{Output, Reader},
    signals::{End, Signals, stop},
};
use crate::domain::{command::Effect, model::Model, moment::Moment};

/// Calls `each` at once, after every change, with the effects of this process's own transitions, and on
/// every whole second while something counts, until it breaks off, a signal ends it, or nobody reads the output any more.
///
/// # Errors
/// Where the desk is gone, or what `each` returns.
pub fn follow<T>(
    desk: Desk,
    output: Output,
    mut each: impl FnMut(&Model, &Moment, &[Effect]) -> Result<ControlFlow<T>>,
) -> Result<Option<T>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let (replies, mut answers) = unbounded_channel();
        let (changed, mut changes) = channel(1);
        let mut model = Arc::new(desk.model().clone());
        let clerk = Clerk::hire(desk, replies);
        clerk.ask(Request::Prepare);
        let mut signals = Signals::new()?;
        let (mut attendant, mut alarm, reader) = (Attendant::default(), Alarm::new(), Reader::of(output));
        let mut effects: Vec<Effect> = Vec::new();
        let result = loop {
            let now = clock::now();
            attendant.look(&model, &clerk, &now);
            // A model without the effects that belong to it, or one that is about to change, tells half.
            if !attendant.is_waiting() {
                if let ControlFlow::Break(value) = each(&model, &now, &effects)? {
                    break Some(value);
                }
                effects.clear();
            }
            let wait = attendant.wait(&model, &now);
            tokio::select! {
                biased;
                end = signals.next() => match end {
                    End::Quit => break None,
                    End::Stop => stop()?,
                },
                reply = answers.recv() => {
                    let mut reply = reply;
                    while let Some(next) = reply {
                        match next {
                            Reply::Model(next) => model = next,
                            Reply::Done(command, result) => {
                                if *command == crate::domain::command::Command::Tick {
                                    attendant.ticked();
                                }
                                effects.extend(result.unwrap_or_default());
                            }
                            Reply::Unsaved(..) | Reply::Barred(..) => attendant.ticked(),
                            Reply::Dropped(_)
                            | Reply::Picture(_)
                            | Reply::Found(_)
                            | Reply::NotSet(_)
                            | Reply::Templates(_)
                            | Reply::ReadOnly(_) => {}
                            Reply::Ready(folders) => attendant.watch(&folders, &changed, &clerk),
                        }
                        reply = answers.try_recv().ok();
                    }
                }
                _ = changes.recv() => clerk.ask(Request::Refresh),
                () = reader.gone() => break None,
                () = alarm.after(wait) => {}
            }
        };
        clerk.dismiss();
        // What was done meanwhile is told, once, also by a process that is ending.
        while let Ok(reply) = answers.try_recv() {
            match reply {
                Reply::Model(next) => model = next,
                Reply::Done(_, result) => effects.extend(result.unwrap_or_default()),
                _ => {}
            }
        }
        if result.is_none() && !effects.is_empty() {
            drop(each(&model, &clock::now(), &effects)?);
        }
        Ok(result)
    })
}
