//! What the program does in answer to a command. Data only: others carry it out.
use crate::domain::{
    id::Id,
    record::Record,
    session::{Mark, Phase, Session},
    stamp::Stamp,
    template::Template,
};

/// What the program does in answer to a command, after the change is safe.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Append a record to the journal.
    Append(Record),
    /// Save the timer.
    Timer,
    /// Save the changes that can be undone.
    Undo,
    /// Something happened that may ring, be shown, or run a hook.
    Event(Event),
    /// Write a template into its file among the user's own.
    Template(Box<Template>),
    /// Take the file of a template away; this is what was written into it.
    TemplateGone(Box<Template>),
    /// A setting was changed since it was to be what it no longer is: it stays.
    SettingStays {
        /// Its full name.
        key: &'static str,
        /// Its present value as TOML.
        value: String,
    },
    /// Write a setting into the user's file of settings.
    Setting {
        /// Its full name, as in `timer.focus`.
        key: &'static str,
        /// Its value as TOML.
        value: String,
    },
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What.
    pub what: Happening,
    /// When it happened, or was due.
    pub at: Stamp,
    /// The phase it speaks of.
    pub phase: Phase,
    /// Its planned length with extensions in seconds, where it has one.
    pub planned_s: Option<u32>,
    /// That phase's record, where it has ended.
    pub session: Option<Box<Session>>,
    /// The id that the phase's record has, or will have.
    pub id: Option<Id>,
    /// The task's title.
    pub task: Option<String>,
    /// The interruption that was marked.
    pub mark: Option<Mark>,
    /// Milliseconds between its being due and its being noticed.
    pub late_ms: i64,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A focus phase or break began.
    Began,
    /// A focus phase or break came to its end.
    Ended,
    /// Focus was given up.
    Voided,
    /// An interruption was marked.
    Interrupted,
    /// A sleep was noticed and the user is asked.
    Asks,
    /// A sleep was too long to ask: the session was ended at its beginning.
    EndedBySleep,
}
