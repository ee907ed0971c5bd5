//! What was written into a form and not sent: kept on this machine, so that no end of the program loses it.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Most drafts that are kept; the oldest go first.
pub const MOST: usize = 64;

/// What was written into one form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The kind of form.
    pub kind: String,
    /// What it is about, within its kind: a week, a task's id.
    #[serde(default)]
    pub of: String,
    /// What was written, by field.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
}

impl Draft {
    /// Whether both belong to the same form.
    pub fn is_of(&self, other: &Self) -> bool {
        (&self.kind, &self.of) == (&other.kind, &other.of)
    }
}
