//! What is asked of the desk, and what it answers.
use std::{path::PathBuf, sync::Arc};

use super::super::{desk::BadTemplate, findings};
use crate::{
    domain::{
        command::{Command, Effect, Refusal},
        draft::Draft,
        model::Model,
        moment::{Anchor, Moment},
        rules::Rules,
    },
    store::{Fault, Report, StoreError},
};

/// What the loop asks of the desk.
#[derive(Debug)]
pub enum Request {
    /// Carry out commands in order, up to the first that is refused.
    Do(Vec<Command>, Moment),
    /// Take in what others have written.
    Refresh,
    /// Read every session one by one.
    ReadAll,
    /// From now on other rules hold.
    Obey(Box<Rules>, Moment),
    /// Time has passed under the eyes of a watcher, who saw the timer last at the anchor.
    Tick(Moment, Option<Anchor>),
    /// Keep drafts, forget others.
    Drafts(Vec<Draft>, Vec<Draft>),
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
    /// What was changed in `state.toml` by hand cannot be taken over, and why; none: it is as it should be.
    Picture(Option<Hitch>),
    /// Everything that reading the files has come upon.
    Found(Report),
    /// The user's templates that cannot be used.
    Templates(Vec<BadTemplate>),
    /// A setting that a command asked for was not written, and why.
    NotSet(Trouble),
    /// Nothing can be written, and why; none: it can.
    ReadOnly(Option<Trouble>),
    /// A command was not tried because nothing can be written.
    Barred(Box<Command>, Trouble),
}

/// Why hand edits were not taken over.
#[derive(Clone, Debug, PartialEq)]
pub enum Hitch {
    /// They do not fit what there is.
    Refused(Refusal),
    /// The file cannot be understood.
    Trouble(Trouble),
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
    pub(super) fn of(error: &StoreError) -> Self {
        let fault = Some(error.fault()).filter(|_| error.passes());
        let detail = match error {
            StoreError::Parse { path, line, column, field, detail } => {
                // On a screen the end of a line may be cut: the place comes early.
                let field = field.as_ref().map(|field| format!("{field}: ")).unwrap_or_default();
                format!("{}:{line}:{column}: {field}{detail}", findings::name(path))
            }
            _ => error.to_string(),
        };
        Self { path: error.path().display().to_string(), fault, detail }
    }
}
