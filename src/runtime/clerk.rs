//! The desk on its own thread, with an ordered queue: a slow disk or lock never freezes the screen.
mod messages;
mod picture;

pub use messages::{Hitch, Reply, Request, Trouble};

use std::{
    collections::VecDeque,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::Duration,
};

use tokio::sync::mpsc::UnboundedSender;

use super::{
    clock,
    desk::{BadTemplate, Desk, DeskError, SettingError},
};
use crate::{
    domain::{
        command::{Command, Effect, Refusal},
        moment::Moment,
        update::update,
    },
    store::{Report, Stat, StoreError},
};

/// How long a dashboard waits for the lock before it says so.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long `state.toml` has to stay as it is before it is read: an editor may still be writing it.
const STILL: Duration = Duration::from_millis(150);
/// Pauses before what could not be saved is tried again.
const BACKOFF: [Duration; 5] = [
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(5),
    Duration::from_secs(15),
];

/// The way to the desk's thread.
#[derive(Debug)]
pub struct Clerk {
    requests: Sender<Request>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Clerk {
    /// Gives the desk a thread of its own, which answers to `replies`.
    pub fn hire(desk: Desk, replies: UnboundedSender<Reply>) -> Self {
        let (requests, queue) = channel();
        let thread = thread::Builder::new().name("desk".to_owned()).spawn(move || Work::new(desk, replies).run(&queue));
        Self { requests, thread: thread.ok() }
    }

    /// Puts a request into the queue.
    pub fn ask(&self, request: Request) {
        // The desk is gone only when the program ends.
        let _ = self.requests.send(request);
    }

    /// Waits until everything in the queue is carried out.
    pub fn dismiss(self) {
        drop(self.requests);
        if let Some(thread) = self.thread {
            let _ = thread.join();
        }
    }
}

struct Work {
    desk: Desk,
    replies: UnboundedSender<Reply>,
    unsaved: VecDeque<(Command, Moment)>,
    tries: usize,
    untidy: bool,
    /// Whether `state.toml` was there when this began, or has been since.
    had_picture: bool,
    /// The picture at the last look, while it may be being written.
    settling: Option<Option<Stat>>,
    /// Whether what was changed by hand could not be taken over.
    hitch: bool,
    told: Report,
    /// The templates that could not be used when that was last told.
    told_templates: Vec<BadTemplate>,
    /// Why nothing can be written.
    barred: Option<Trouble>,
}

impl Work {
    fn new(mut desk: Desk, replies: UnboundedSender<Reply>) -> Self {
        desk.set_patience(PATIENCE);
        let had_picture = desk.store().picture_stat().is_some();
        // The picture may be missing and the cache out of date from the beginning.
        Self {
            desk,
            replies,
            unsaved: VecDeque::new(),
            tries: 0,
            untidy: true,
            had_picture,
            settling: None,
            hitch: false,
            told: Report::default(),
            told_templates: Vec::new(),
            barred: None,
        }
    }

    fn run(&mut self, queue: &Receiver<Request>) {
        loop {
            let wait = if !self.unsaved.is_empty() {
                Some(BACKOFF[self.tries.min(BACKOFF.len() - 1)])
            } else if self.settling.is_some() {
                Some(STILL)
            } else if self.untidy {
                Some(Duration::from_millis(20))
            } else {
                None
            };
            let request = match wait {
                None => queue.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(wait) => queue.recv_timeout(wait),
            };
            match request {
                Ok(request) => self.handle(request),
                Err(RecvTimeoutError::Timeout) if !self.unsaved.is_empty() => self.retry(),
                Err(RecvTimeoutError::Timeout) if self.settling.is_some() => self.look_at_picture(),
                Err(RecvTimeoutError::Timeout) => self.tidy(),
                Err(RecvTimeoutError::Disconnected) => {
                    self.retry();
                    self.tidy();
                    return;
                }
            }
        }
    }

    fn handle(&mut self, request: Request) {
        match request {
            Request::Do(commands, now) => {
                let mut commands = commands.into_iter();
                while commands.next().is_some_and(|command| self.carry_out(command, &now)) {}
                self.send(Reply::Dropped(commands.len()));
            }
            Request::Tick(now, seen) => {
                self.desk.witness(seen);
                self.carry_out(Command::Tick, &now);
            }
            Request::Prepare => {
                self.tell();
                self.may_write();
                self.tidy();
                // Where a folder cannot be made, the watch fails and the files are looked at instead.
                if let Err(error) = self.desk.store().make_watched() {
                    tracing::warn!(%error, "no folder to watch");
                }
                let folders = self.desk.store().watched();
                self.send(Reply::Ready(folders));
            }
            Request::Refresh => {
                match self.desk.refresh(&clock::now()) {
                    Ok(true) => {
                        self.untidy = true;
                        self.show();
                    }
                    Ok(false) => {}
                    Err(error) => self.trouble(&error),
                }
                self.tell();
                self.may_write();
                if self.settling.is_none() && self.desk.store().is_picture_changed() {
                    self.settling = Some(self.desk.store().picture_stat());
                }
            }
            Request::ReadAll => match self.desk.read_all(&clock::now()) {
                Ok(()) => {
                    self.untidy = true;
                    self.show();
                }
                Err(error) => self.trouble(&error),
            },
            Request::Drafts(keep, forget) => {
                if let Err(error) = self.desk.store().keep_drafts(&keep, &forget, PATIENCE) {
                    tracing::warn!(%error, "drafts.toml was not written");
                }
            }
            Request::Obey(rules, now) => match self.desk.obey(*rules, &now) {
                Ok(()) => {
                    self.untidy = true;
                    self.show();
                }
                Err(error) => self.trouble(&error),
            },
            Request::Alive => {
                if let Err(error) = self.desk.store().write_alive(&clock::now()) {
                    tracing::warn!(%error, "alive.toml was not written");
                }
            }
        }
    }

    /// Tells what reading has come upon, where that is news.
    fn tell(&mut self) {
        let found = self.desk.store().report();
        if found != self.told {
            self.told = found.clone();
            self.send(Reply::Found(found));
        }
        if self.desk.bad_templates() != self.told_templates {
            self.told_templates = self.desk.bad_templates().to_vec();
            self.send(Reply::Templates(self.told_templates.clone()));
        }
    }

    /// Looks whether the folders can be written to, and tells where that is news.
    fn may_write(&mut self) {
        let barred = self.desk.store().may_write(&clock::now()).err().map(|error| Trouble::of(&error));
        if barred != self.barred {
            self.barred = barred;
            self.send(Reply::ReadOnly(self.barred.clone()));
        }
    }

    /// Carries out a command, or puts it behind those that wait to be saved. Says whether it was not refused.
    fn carry_out(&mut self, command: Command, now: &Moment) -> bool {
        if !self.unsaved.is_empty() {
            self.unsaved.push_back((command, now.clone()));
            self.send(Reply::Unsaved(self.unsaved.len(), None));
            self.show_unsaved();
            return true;
        }
        if self.barred.is_some() {
            self.may_write();
        }
        if let Some(trouble) = self.barred.clone() {
            self.bar(command, now, trouble);
            return true;
        }
        match self.desk.dispatch(&command, now) {
            Ok(effects) => {
                self.untidy |= effects.iter().any(|effect| matches!(effect, Effect::Append(_)));
                self.adopt(&effects);
                self.done(command, Ok(effects));
                true
            }
            Err(DeskError::Refused(refusal)) => {
                self.done(command, Err(refusal));
                false
            }
            // Trying again would not mend the file that is in the way, and hold up everything after it.
            Err(DeskError::Store(error @ (StoreError::Parse { .. } | StoreError::Newer { .. })))
                if matches!(command, Command::KeepTemplate(_) | Command::Undo) =>
            {
                self.send(Reply::Barred(Box::new(command), Trouble::of(&error)));
                true
            }
            Err(DeskError::Store(error)) => {
                self.unsaved.push_back((command, now.clone()));
                self.trouble(&error);
                self.show_unsaved();
                true
            }
        }
    }

    /// Writes the settings that a command asked for.
    fn adopt(&mut self, effects: &[Effect]) {
        let Err(error) = self.desk.adopt(effects) else { return };
        let trouble = match error {
            SettingError::Store(error) => Trouble::of(&error),
            error => Trouble { path: self.desk.config_path(), fault: None, detail: error.to_string() },
        };
        tracing::warn!(?trouble, "a setting was not written");
        self.send(Reply::NotSet(trouble));
    }

    /// Where nothing can be written: what falls due is shown all the same, everything else is told.
    fn bar(&self, command: Command, now: &Moment, trouble: Trouble) {
        if command == Command::Tick {
            let mut model = self.desk.model().clone();
            // A refusal leaves it as it is, and that is then what there is to show.
            let _ = update(&mut model, &command, now);
            self.send(Reply::Model(Arc::new(model)));
        }
        self.send(Reply::Barred(Box::new(command), trouble));
    }

    /// Tries to save what waits, in order; what is refused by now is said.
    fn retry(&mut self) {
        while let Some((command, moment)) = self.unsaved.front().cloned() {
            match self.desk.dispatch(&command, &moment) {
                Ok(effects) => {
                    self.unsaved.pop_front();
                    self.untidy = true;
                    self.adopt(&effects);
                    self.done(command, Ok(effects));
                }
                Err(DeskError::Refused(refusal)) => {
                    self.unsaved.pop_front();
                    self.done(command, Err(refusal));
                }
                Err(DeskError::Store(error)) => {
                    self.tries += 1;
                    self.trouble(&error);
                    self.show_unsaved();
                    return;
                }
            }
        }
        self.tries = 0;
        self.send(Reply::Unsaved(0, None));
    }

    fn done(&self, command: Command, result: Result<Vec<Effect>, Refusal>) {
        // Also where the command itself has changed nothing: what others did was taken in before it.
        self.show();
        self.send(Reply::Done(Box::new(command), result));
    }

    fn trouble(&self, error: &StoreError) {
        tracing::warn!(%error, "trouble with a file");
        self.send(Reply::Unsaved(self.unsaved.len(), Some(Trouble::of(error))));
    }

    fn show(&self) {
        let sessions = &self.desk.model().book.sessions;
        if sessions.complete() {
            // Here nobody waits for it; at the first key of a filter somebody would.
            sessions.make_searchable();
        }
        self.send(Reply::Model(Arc::new(self.desk.model().clone())));
    }

    /// Shows the model as it will be once everything is saved.
    fn show_unsaved(&self) {
        let mut model = self.desk.model().clone();
        for (command, moment) in &self.unsaved {
            // A refusal leaves the model as it is; it is said when the command is tried again.
            let _ = update(&mut model, command, moment);
        }
        self.send(Reply::Model(Arc::new(model)));
    }

    fn send(&self, reply: Reply) {
        // The loop is gone only when the program ends.
        let _ = self.replies.send(reply);
    }
}

#[cfg(test)]
mod tests;
