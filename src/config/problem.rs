//! What is wrong with a file of settings, and where; as a line.
use std::path::Path;

use crate::text::locale::{Arg, Locale};

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

fn count(number: usize) -> Arg<'static> {
    Arg::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

/// One problem of a file of settings with its place and what would be right.
pub fn problem_text(problem: &Problem, path: &Path, locale: &Locale) -> String {
    let path = path.display().to_string();
    let place = [("path", Arg::Text(&path)), ("line", count(problem.line)), ("column", count(problem.column))];
    let key = ("key", Arg::Text(&problem.key));
    match &problem.kind {
        ProblemKind::Syntax { message } => {
            let message = message.replace('\n', " ");
            locale.with("config-problem-syntax", &[&place[..], &[("message", Arg::Text(&message))]].concat())
        }
        ProblemKind::Unknown { nearest: None } => locale.with("config-problem-unknown", &[&place[..], &[key]].concat()),
        ProblemKind::Unknown { nearest: Some(near) } => {
            locale.with("config-problem-unknown-near", &[&place[..], &[key, ("near", Arg::Text(near))]].concat())
        }
        ProblemKind::Wants { wants, allowed, found } => {
            let wants = locale.with(wants, &[("allowed", Arg::Text(allowed))]);
            let args = [key, ("found", Arg::Text(found)), ("wants", Arg::Text(&wants))];
            let said = if found.is_empty() { "config-problem-missing" } else { "config-problem-wants" };
            locale.with(said, &[&place[..], &args].concat())
        }
        ProblemKind::Conflict { found, with } => {
            let args = [key, ("found", Arg::Text(found)), ("with", Arg::Text(with))];
            locale.with("config-problem-conflict", &[&place[..], &args].concat())
        }
    }
}
