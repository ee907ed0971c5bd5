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

fn count(number: usize) -> Arg<'static> {
    Arg::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

/// One problem of a file of settings with its place and what would be right.
pub fn problem_text(problem: &Problem, path: &Path, locale: &Locale) -> String {
    let (path, said) = (path.display().to_string(), reason(problem, locale));
    let place = [("path", Arg::Text(&path)), ("line", count(problem.line)), ("column", count(problem.column))];
    locale.with("config-problem-place", &[&place[..], &[("problem", Arg::Text(&said))]].concat())
}

/// The same where there is little room: what is wrong comes first, then the name of the file.
pub fn brief(problem: &Problem, path: &Path, locale: &Locale) -> String {
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let said = reason(problem, locale);
    let args = [("problem", Arg::Text(&said)), ("file", Arg::Text(&file)), ("line", count(problem.line))];
    locale.with("config-problem-brief", &args)
}

fn reason(problem: &Problem, locale: &Locale) -> String {
    let key = ("key", Arg::Text(&problem.key));
    match &problem.kind {
        ProblemKind::Syntax { message } => {
            let message = message.replace('\n', " ");
            locale.with("config-problem-syntax", &[("message", Arg::Text(&message))])
        }
        ProblemKind::Unknown { nearest: None } => locale.with("config-problem-unknown", &[key]),
        ProblemKind::Unknown { nearest: Some(near) } => {
            locale.with("config-problem-unknown-near", &[key, ("near", Arg::Text(near))])
        }
        ProblemKind::Wants { wants, allowed, found } => {
            let wants = locale.with(wants, &[("allowed", Arg::Text(allowed))]);
            let args = [key, ("found", Arg::Text(found)), ("wants", Arg::Text(&wants))];
            locale.with(if found.is_empty() { "config-problem-missing" } else { "config-problem-wants" }, &args)
        }
        ProblemKind::Conflict { found, with } if *with == problem.key => {
            locale.with("config-problem-twice", &[key, ("found", Arg::Text(found))])
        }
        ProblemKind::Conflict { found, with } => {
            locale.with("config-problem-conflict", &[key, ("found", Arg::Text(found)), ("with", Arg::Text(with))])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::locale::Lang;

    #[test]
    fn in_short_the_reason_comes_first_and_the_folder_is_left_out() {
        let kind = ProblemKind::Unknown { nearest: Some("theme".to_owned()) };
        let problem = Problem { line: 2, column: 9, key: "thema".to_owned(), kind };
        let path = Path::new("/home/somebody/.config/focus-tui/config.toml");
        let said = brief(&problem, path, &Locale::new(Lang::En));
        assert_eq!(said, "there is no setting thema. Did you mean theme? (config.toml, line 2)");
        assert!(problem_text(&problem, path, &Locale::new(Lang::En)).starts_with("/home/somebody/"));
    }

    #[test]
    fn a_key_that_begins_another_of_the_same_setting_is_told_so() {
        let kind = ProblemKind::Conflict { found: "ctrl-q".to_owned(), with: "keys.undo".to_owned() };
        let problem = Problem { line: 1, column: 1, key: "keys.undo".to_owned(), kind };
        let said = brief(&problem, Path::new("config.toml"), &Locale::new(Lang::En));
        assert!(said.starts_with("keys.undo has the key ctrl-q twice, or as the beginning of another one."), "{said}");
    }
}
