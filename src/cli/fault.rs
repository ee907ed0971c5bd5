//! Everything that can end a command early, as a sentence and an exit code.
use std::{io, process::ExitCode};

use super::misuse::Misuse;
use crate::{
    domain::command::Refusal,
    runtime::DeskError,
    store::{Fault as Trouble, StoreError},
    text::{
        locale::{Arg, Locale},
        refusal::refusal_text,
        sanitize::sanitize_lines,
        span::SpanError,
    },
};

/// Why a command ended early.
#[derive(Debug)]
pub enum Fault {
    /// The arguments are wrong: 2; a length outside what is possible: 1.
    Misuse(Misuse),
    /// The program refuses: 1.
    Refused(Refusal),
    /// The files cannot be read (3) or written (4).
    Store(StoreError),
    /// Something else, already in words, with its exit code.
    Said(u8, String),
    /// Standard output cannot be written: 4, or nothing at all where its reader is gone.
    Output(io::Error),
}

impl From<Misuse> for Fault {
    fn from(misuse: Misuse) -> Self {
        Self::Misuse(misuse)
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<DeskError> for Fault {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Refused(refusal) => Self::Refused(refusal),
            DeskError::Store(error) => Self::Store(error),
        }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Fault {
    /// 0 done, 1 refused, 2 wrong usage, 3 cannot be read, 4 cannot be written.
    pub fn code(&self) -> u8 {
        match self {
            // What can be read and lies outside what is possible is refused, not misunderstood.
            Self::Misuse(Misuse::Span(_, SpanError::Zero | SpanError::TooLong | SpanError::Negative)) => 1,
            Self::Misuse(_) => 2,
            Self::Refused(_) => 1,
            Self::Store(error) => error.exit_code(),
            Self::Said(code, _) => *code,
            // Whoever reads has seen enough: nothing has failed.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Output(_) => 4,
        }
    }

    /// As [`code`](Self::code), for the end of the process.
    pub fn exit(&self) -> ExitCode {
        ExitCode::from(self.code())
    }

    /// What is wrong and what to do; empty where nothing is to be said.
    pub fn text(&self, locale: &Locale) -> String {
        let text = match self {
            Self::Misuse(misuse) => misuse.text(locale),
            Self::Refused(refusal) => {
                let said = refusal_text(locale, refusal);
                match advice(refusal) {
                    Some(key) => format!("{said}\n{}", locale.text(key)),
                    None => said,
                }
            }
            Self::Store(error) => store_text(error, locale),
            Self::Said(_, text) => text.clone(),
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => String::new(),
            Self::Output(error) => {
                let reason = error.to_string();
                locale.with("cli-output", &[("reason", Arg::Text(&reason))])
            }
        };
        sanitize_lines(&text).into_owned()
    }
}

/// What to do on the command line about a refusal whose sentence only says what is wrong: a dashboard shows the keys
/// for it.
fn advice(refusal: &Refusal) -> Option<&'static str> {
    Some(match refusal {
        Refusal::NothingRuns | Refusal::NoFocus | Refusal::NothingToSkip => "cli-advice-start",
        Refusal::AlreadyPaused => "cli-advice-resume",
        Refusal::NotPaused | Refusal::NothingAsked => "cli-advice-status",
        Refusal::NoBreakDue => "cli-advice-break",
        Refusal::InFuture => "cli-advice-past",
        Refusal::InPast => "cli-advice-week",
        Refusal::Overlap { .. } => "cli-advice-overlap",
        Refusal::Empty { .. } => "cli-advice-empty",
        Refusal::NoScores => "cli-advice-score",
        Refusal::NothingToChange => "cli-advice-change",
        Refusal::IsOpen { .. } => "cli-advice-open",
        _ => return None,
    })
}

/// What is wrong with a file, and what to do.
pub fn store_text(error: &StoreError, locale: &Locale) -> String {
    let path = error.path().display().to_string();
    let path = Arg::Text(&path);
    match error {
        StoreError::Busy { .. } => locale.with("cli-store-busy", &[("path", path)]),
        StoreError::Read { source, .. } => {
            let reason = source.to_string();
            locale.with("cli-unreadable", &[("path", path), ("reason", Arg::Text(&reason))])
        }
        StoreError::Write { source, .. } => {
            let reason = source.to_string();
            let said = locale.with("cli-unwritable", &[("path", path), ("reason", Arg::Text(&reason))]);
            let hint = match error.fault() {
                Trouble::Full => "cli-store-full",
                Trouble::Broken => "cli-store-broken",
                Trouble::Denied => "cli-store-denied",
                Trouble::ReadOnly => "cli-store-read-only",
                Trouble::Busy | Trouble::Other => return said,
            };
            format!("{said}\n{}", locale.text(hint))
        }
        StoreError::Parse { line, column, detail, field, .. } => {
            let detail = field.as_ref().map_or_else(|| detail.clone(), |field| format!("{field}: {detail}"));
            let (line, column) = (*line, *column);
            let count = |n: usize| Arg::Int(i64::try_from(n).unwrap_or(i64::MAX));
            let args =
                [("path", path), ("line", count(line)), ("column", count(column)), ("detail", Arg::Text(&detail))];
            locale.with("cli-store-parse", &args)
        }
        StoreError::Newer { schema, .. } => {
            locale.with("cli-store-newer", &[("path", path), ("schema", Arg::Int(*schema))])
        }
        StoreError::TooLarge { bytes, most, .. } => {
            let mib = |bytes: u64| Arg::Num(bytes as f64 / 1_048_576.0, 1);
            locale.with("cli-store-too-large", &[("path", path), ("size", mib(*bytes)), ("most", mib(*most))])
        }
    }
}
