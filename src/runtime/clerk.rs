//! The desk on its own thread, with an ordered queue: a slow disk or lock never freezes the screen.
use std::{
    collections::VecDeque,
    path::PathBuf,
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
    desk::{Desk, DeskError},
};
use crate::{
    domain::{
        command::{Command, Effect, Refusal},
        model::Model,
        moment::{Anchor, Moment},
        update::update,
    },
    store::{Fault, StoreError},
};

/// How long a dashboard waits for the lock before it says so.
const PATIENCE: Duration = Duration::from_secs(5);
/// Pauses before what could not be saved is tried again.
const BACKOFF: [Duration; 5] = [
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(5),
    Duration::from_secs(15),
];

/// What the loop asks of the desk.
#[derive(Debug)]
pub enum Request {
    /// Carry out commands in order, up to the first that is refused.
    Do(Vec<Command>, Moment),
    /// Take in what others have written.
    Refresh,
    /// Read every session one by one.
    ReadAll,
    /// Time has passed under the eyes of a watcher, who saw the timer last at the anchor.
    Tick(Moment, Option<Anchor>),
    /// Note that somebody watches.
    Alive,
    /// Make the folders and say which ones to watch.
    Prepare,
}

/// What the desk answers.
#[derive(Debug)]
pub enum Reply {
    /// A command was carried out, or refused.
    Done(Box<Command>, Result<Vec<Effect>, Refusal>),
    /// So many commands were not carried out because one before them was refused.
    Dropped(usize),
    /// The model has changed.
    Model(Arc<Model>),
    /// The folders are there.
    Ready(Vec<PathBuf>),
    /// So many commands wait to be saved, and why; none: everything is safe.
    Unsaved(usize, Option<Trouble>),
}

/// Why something is not saved or not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The file.
    pub path: String,
    /// What kind of trouble it is; none where a file cannot be understood.
    pub fault: Option<Fault>,
    /// What the system or the parser says.
    pub detail: String,
}

impl Trouble {
    fn of(error: &StoreError) -> Self {
        let fault = Some(error.fault()).filter(|_| error.passes());
        Self { path: error.path().display().to_string(), fault, detail: error.to_string() }
    }
}

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
}

impl Work {
    fn new(mut desk: Desk, replies: UnboundedSender<Reply>) -> Self {
        desk.set_patience(PATIENCE);
        // The picture may be missing and the cache out of date from the beginning.
        Self { desk, replies, unsaved: VecDeque::new(), tries: 0, untidy: true }
    }

    fn run(&mut self, queue: &Receiver<Request>) {
        loop {
            let wait = if !self.unsaved.is_empty() {
                Some(BACKOFF[self.tries.min(BACKOFF.len() - 1)])
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
                Err(RecvTimeoutError::Timeout) => self.tidy(),
                Err(RecvTimeoutError::Disconnected) => {
                    self.retry();
                    self.tidy();
                    return;
                }
            }
        }
    }

    fn tidy(&mut self) {
        if self.untidy {
            self.untidy = false;
            self.desk.tidy(&clock::now());
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
                self.tidy();
                // Where a folder cannot be made, the watch fails and the files are looked at instead.
                if let Err(error) = self.desk.store().make_watched() {
                    tracing::warn!(%error, "no folder to watch");
                }
                let folders = self.desk.store().watched();
                self.send(Reply::Ready(folders));
            }
            Request::Refresh => match self.desk.refresh(&clock::now()) {
                Ok(true) => {
                    self.untidy = true;
                    self.show();
                }
                Ok(false) => {}
                Err(error) => self.trouble(&error),
            },
            Request::ReadAll => match self.desk.read_all(&clock::now()) {
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

    /// Carries out a command, or puts it behind those that wait to be saved. Says whether it was not refused.
    fn carry_out(&mut self, command: Command, now: &Moment) -> bool {
        if !self.unsaved.is_empty() {
            self.unsaved.push_back((command, now.clone()));
            self.send(Reply::Unsaved(self.unsaved.len(), None));
            self.show_unsaved();
            return true;
        }
        match self.desk.dispatch(&command, now) {
            Ok(effects) => {
                self.untidy |= effects.iter().any(|effect| matches!(effect, Effect::Append(_)));
                let changed = !effects.is_empty();
                self.done(command, Ok(effects), changed);
                true
            }
            Err(DeskError::Refused(refusal)) => {
                self.done(command, Err(refusal), true);
                false
            }
            Err(DeskError::Store(error)) => {
                self.unsaved.push_back((command, now.clone()));
                self.trouble(&error);
                self.show_unsaved();
                true
            }
        }
    }

    /// Tries to save what waits, in order; what is refused by now is said.
    fn retry(&mut self) {
        while let Some((command, moment)) = self.unsaved.front().cloned() {
            match self.desk.dispatch(&command, &moment) {
                Ok(effects) => {
                    self.unsaved.pop_front();
                    self.untidy = true;
                    self.done(command, Ok(effects), true);
                }
                Err(DeskError::Refused(refusal)) => {
                    self.unsaved.pop_front();
                    self.done(command, Err(refusal), true);
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

    fn done(&self, command: Command, result: Result<Vec<Effect>, Refusal>, changed: bool) {
        if changed {
            self.show();
        }
        self.send(Reply::Done(Box::new(command), result));
    }

    fn trouble(&self, error: &StoreError) {
        tracing::warn!(%error, "trouble with a file");
        self.send(Reply::Unsaved(self.unsaved.len(), Some(Trouble::of(error))));
    }

    fn show(&self) {
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
