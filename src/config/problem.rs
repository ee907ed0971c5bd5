//! What is wrong with a file of settings, and where.

/// One thing that is wrong with a file, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The setting's full name; empty where the file is no TOML.
    pub key: String,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// Not TOML.
    Syntax {
        /// What the parser says.
        message: String,
    },
    /// No such setting.
    Unknown {
        /// A setting with a similar name.
        nearest: Option<String>,
    },
    /// A value that the setting does not take.
    Wants {
        /// A key of the locale that says what it takes.
        wants: &'static str,
        /// Allowed words, or the range, to fill in.
        allowed: String,
        /// What stands there.
        found: String,
    },
    /// A key that another binding of the same file has.
    Conflict {
        /// The key.
        found: String,
        /// The other binding.
        with: String,
    },
}

/// Line and column, both from 1, of a byte offset.
pub(crate) fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset.min(text.len())).unwrap_or(text);
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line, column)
}
