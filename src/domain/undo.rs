//! What can be undone: each change with the values before and after it.
use serde::{Deserialize, Serialize};

use super::{id::Id, model::Model, record::Kind, template::Template, timer::Timer, value::Value};

/// How many changes can be undone.
pub const DEPTH: usize = 50;

/// One field's value before and after a change; `None`: it had none. The field `deleted` stands for
/// the thing itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldChange {
    /// What the field belongs to.
    pub kind: Kind,
    /// Which one.
    pub id: Id,
    /// The field's name.
    pub field: String,
    /// Its value before.
    pub before: Option<Value>,
    /// Its value after.
    pub after: Option<Value>,
}

/// What a change did to the user's own files, beside the records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Aside {
    /// A setting was changed.
    Setting {
        /// Its full name.
        key: String,
        /// Its value before, as TOML.
        before: String,
        /// Its value after, as TOML.
        after: String,
    },
    /// A template was kept.
    Template {
        /// As it was before; none: it is a new one.
        before: Option<Box<Template>>,
        /// As it was kept.
        after: Box<Template>,
    },
}

/// One change that can be undone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UndoEntry {
    /// What was done, as a name of a command (`task-add`, `void` …) for the locale.
    pub action: String,
    /// What it was done to, as the user knows it: a title, a week.
    pub subject: String,
    /// Every field that changed.
    pub changes: Vec<FieldChange>,
    /// What it did to the user's own files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asides: Vec<Aside>,
    /// The timer before the change, where the change touched it.
    pub timer: Option<Timer>,
    /// The timer's revision after the change: it comes back only while nothing followed.
    pub rev: u64,
}

/// The action of an entry that stands for changes that could not be noted.
const LOST: &str = "lost";

impl UndoEntry {
    /// Stands for changes that were made but could not be noted: they cannot be taken back, and what was changed
    /// before them must not be taken for the last change.
    pub fn lost() -> Self {
        Self {
            action: LOST.to_owned(),
            subject: String::new(),
            changes: Vec::new(),
            asides: Vec::new(),
            timer: None,
            rev: 0,
        }
    }

    /// Whether it is [`Self::lost`].
    pub fn is_lost(&self) -> bool {
        self.action == LOST
    }
}

/// What the next undo would do.
#[derive(Clone, Debug, PartialEq)]
pub struct UndoPreview<'a> {
    /// The change that would be taken back.
    pub entry: &'a UndoEntry,
    /// Whether it can be: nothing has changed what it changed since.
    pub possible: bool,
    /// How many changes could be taken back one after the other, this one included.
    pub depth: usize,
}

impl Model {
    /// What the next undo would do; `None` where nothing is left to undo.
    pub fn undo_preview(&self) -> Option<UndoPreview<'_>> {
        let entry = self.undo.last()?;
        Some(UndoPreview { entry, possible: self.can_take_back(entry), depth: self.undo.len() })
    }

    /// Whether every field and template still is what the change made it, and the timer was not touched since. A
    /// setting that was changed since is left alone and does not hold up the rest.
    pub(super) fn can_take_back(&self, entry: &UndoEntry) -> bool {
        let unchanged = |field: &FieldChange| self.book.field(field.kind, &field.id, &field.field) == field.after;
        let untouched = |aside: &Aside| match aside {
            Aside::Setting { .. } => true,
            Aside::Template { after, .. } => self.template(&after.id) == Some(&**after),
        };
        !entry.is_lost()
            && entry.changes.iter().all(unchanged)
            && entry.asides.iter().all(untouched)
            && (entry.timer.is_none() || self.timer.rev == entry.rev)
    }
}
