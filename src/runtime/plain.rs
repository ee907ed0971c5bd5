//! The dashboard without a screen: a sentence for each change on standard output, commands as lines on standard input.
use std::{
    io::{self, BufRead, Write},
    sync::Arc,
    thread,
};

use anyhow::Result;
use tokio::sync::mpsc::{UnboundedSender, channel, unbounded_channel};

use super::{
    alarm::Alarm,
    attend::Attendant,
    clerk::{Clerk, Reply, Request},
    clock,
    desk::Desk,
    hooks::{self, Hooks},
    notice::Bell,
    signals::{End, Signals, stop},
};
use crate::{
    config::Config,
    domain::{command::Command, model::Model, occasion::seen},
    text::locale::Locale,
    ui::{self, Plain, Tell},
};

/// Longest line that is looked at, in bytes.
const LONGEST: usize = 64 * 1024;

/// Sends each line of standard input; ends with it.
fn listen(lines: UnboundedSender<String>) {
    let read = move || {
        for line in io::stdin().lock().split(b'\n') {
            let Ok(mut line) = line else { break };
            line.truncate(LONGEST);
            if lines.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                break;
            }
        }
    };
    // It waits for a line that may never come; the process ends without it.
    if let Err(error) = thread::Builder::new().name("lines".to_owned()).spawn(read) {
        tracing::warn!(%error, "standard input is not read");
    }
}

fn say(lines: &[String]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    out.flush()
}

/// Runs until a line says to leave, standard input ends, or a signal comes; `tell` tells what a view holds. Gives back the model as it was last known.
///
/// # Errors
/// Where the desk is gone or standard output is.
pub fn run(config: &Config, locale: &Locale, desk: Desk, tell: &Tell<'_>) -> Result<Arc<Model>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut signals = Signals::new()?;
        let (lines, mut typed) = unbounded_channel();
        listen(lines);
        let (replies, mut answers) = unbounded_channel();
        let (changed, mut changes) = channel(1);
        let (mut model, state) = (Arc::new(desk.model().clone()), desk.state().to_owned());
        let clerk = Clerk::hire(desk, replies);
        clerk.ask(Request::Prepare);
        let (bell, hooks) = (Bell::new(&config.notify), Hooks::of(&state));
        let (mut plain, mut attendant, mut alarm) = (Plain::new(tell), Attendant::default(), Alarm::new());
        // Commands that were asked for and not yet answered: a line waits for the one before it.
        let (mut waiting, mut ends) = (0_usize, false);
        let result = loop {
            let now = clock::now();
            attendant.look(&model, &clerk, &now);
            if waiting == 0 {
                if let Err(error) = say(&plain.look(&model, locale, &config.keys, &now)) {
                    break Err(error.into());
                }
                if ends {
                    break Ok(());
                }
            }
            let wait = attendant.wait(&model, &now);
            tokio::select! {
                biased;
                end = signals.next() => match end {
                    End::Quit => break Ok(()),
                    End::Stop => stop()?,
                },
                reply = answers.recv() => {
                    let mut reply = reply;
                    while let Some(next) = reply {
                        match next {
                            Reply::Model(next) => {
                                say(&plain.happened(&seen(&model, &next, &now), &next, locale))?;
                                model = next;
                            }
                            Reply::Done(command, result) => {
                                let result = result.as_deref();
                                if let Ok(effects) = result {
                                    bell.notify(effects, locale);
                                    hooks.run(hooks::jobs(&config.hooks, effects));
                                }
                                match *command {
                                    Command::Tick => attendant.ticked(),
                                    Command::TakeEdits(_) => {}
                                    _ => {
                                        waiting = waiting.saturating_sub(1);
                                        say(&plain.answered(&model, locale, &command, result))?;
                                    }
                                }
                            }
                            Reply::Dropped(count) => waiting = waiting.saturating_sub(count),
                            Reply::Unsaved(..) => attendant.ticked(),
                            Reply::Barred(command, trouble) => {
                                attendant.ticked();
                                if *command != Command::Tick {
                                    waiting = waiting.saturating_sub(1);
                                    say(&[locale.with("error-file-barred", &[("path", trouble.path.as_str().into())])])?;
                                }
                            }
                            Reply::NotSet(trouble) => {
                                let (path, detail) = (trouble.path.as_str(), trouble.detail.as_str());
                                let args = [("path", path.into()), ("detail", detail.into())];
                                say(&[locale.with("config-not-written", &args)])?;
                            }
                            Reply::Picture(_) | Reply::Found(_) | Reply::ReadOnly(_) | Reply::Templates(_) => {}
                            Reply::Ready(folders) => attendant.watch(&folders, &changed, &clerk),
                        }
                        reply = answers.try_recv().ok();
                    }
                }
                _ = changes.recv() => clerk.ask(Request::Refresh),
                line = typed.recv(), if waiting == 0 && !ends => match line {
                    None => ends = true,
                    Some(line) => {
                        let (said, reply) = plain.line(&model, locale, &config.keys, &now, &line);
                        say(&said)?;
                        match reply {
                            ui::Reply::Quit => ends = true,
                            ui::Reply::Do(commands) => {
                                waiting += commands.len();
                                clerk.ask(Request::Do(commands, now.clone()));
                            }
                            _ => {}
                        }
                    }
                },
                () = alarm.after(wait) => {}
            }
        };
        clerk.dismiss();
        while let Ok(reply) = answers.try_recv() {
            match reply {
                Reply::Model(next) => model = next,
                Reply::Done(_, Ok(effects)) => hooks.run(hooks::jobs(&config.hooks, &effects)),
                _ => {}
            }
        }
        result.map(|()| model)
    })
}
