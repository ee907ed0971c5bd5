//! What is wrong with a file of the data, as one line for a person. Words only: changes nothing.
use std::path::Path;

use crate::{
    store::Problem,
    text::locale::{Arg, Locale},
};

/// One line with the file's full path and the place in it.
pub fn line(problem: &Problem, locale: &Locale) -> String {
    say(problem, &problem.path().display().to_string(), locale)
}

/// As [`line()`], with the file's bare name: for a screen, where the end of a line may be cut.
pub fn brief(problem: &Problem, locale: &Locale) -> String {
    say(problem, &name(problem.path()), locale)
}

/// The bare name of a file.
pub fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn say(problem: &Problem, path: &str, locale: &Locale) -> String {
    let path = ("path", Arg::Text(path));
    let count = |n: usize| Arg::Int(i64::try_from(n).unwrap_or(i64::MAX));
    match problem {
        Problem::Torn { .. } => locale.with("cli-notice-torn", &[path]),
        Problem::Chunk { line, column, detail, field, .. } => {
            let detail = field.as_ref().map_or_else(|| detail.clone(), |field| format!("{field}: {detail}"));
            let args = [path, ("line", count(*line)), ("column", count(*column)), ("detail", Arg::Text(&detail))];
            locale.with("cli-notice-chunk", &args)
        }
        Problem::Unreadable { line, column, detail, .. } => {
            let args = [path, ("line", count(*line)), ("column", count(*column)), ("detail", Arg::Text(detail))];
            locale.with("cli-notice-unreadable", &args)
        }
        Problem::Newer { .. } => locale.with("cli-notice-newer", &[path]),
        Problem::TooLarge { .. } => locale.with("cli-notice-too-large", &[path]),
        Problem::Copy { .. } => locale.with("cli-notice-copy", &[path]),
        Problem::Foreign { .. } => locale.with("cli-notice-foreign", &[path]),
        Problem::NoPicture { .. } => locale.with("cli-notice-no-picture", &[path]),
        Problem::Makeshift { .. } => locale.with("cli-notice-makeshift", &[path]),
        Problem::NoAccess { detail, .. } => locale.with("cli-notice-no-access", &[path, ("detail", Arg::Text(detail))]),
        Problem::Shared { line, .. } => locale.with("cli-notice-shared", &[path, ("line", Arg::Text(line))]),
    }
}
