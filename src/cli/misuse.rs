//! What can be wrong with the arguments, each with the sentence that says what to write instead.
use crate::{
    domain::history,
    report::format::{FIELDS, FormatError},
    text::{
        filter::FilterError,
        locale::{Arg, Locale},
        quick::QuickFault,
        refusal::filter_text,
        span::SpanError,
        when::WhenError,
    },
};

/// What is wrong with the arguments. Nothing has been done; the exit code is 2.
#[derive(Clone, Debug, PartialEq)]
pub enum Misuse {
    /// Not a duration.
    Span(String, SpanError),
    /// Not a time of the past.
    Time(String, WhenError),
    /// Not a date or deadline.
    When(String, WhenError),
    /// Not an ISO week.
    Week(String),
    /// Not a number where one is wanted.
    Number {
        /// The field's name as in `task-field-*`.
        field: &'static str,
        /// What was written.
        text: String,
    },
    /// Not of the form `ID=VALUE`.
    Score(String),
    /// Not of the form `ID=WEIGHT`.
    Weight(String),
    /// Not a ratio such as `3` or `1/3`.
    Ratio(String),
    /// Not of the form `ID=TEXT`.
    Reply(String),
    /// A goal without the week by whose end it is to be reached.
    GoalWithoutWeek,
    /// A template for `--format` that cannot be used.
    Format(FormatError),
    /// Not a model that orders tasks.
    Sort {
        /// What was written.
        text: String,
        /// What there is.
        known: String,
    },
    /// Not a filter of sessions.
    Sessions(history::FilterError),
    /// A line for `--quick` that says no task.
    Quick(QuickFault),
    /// Not a filter.
    Filter(FilterError),
    /// Not a way to come back.
    Repeat(String),
    /// Not a language.
    Lang(String),
    /// What clap says, already in words.
    Usage(String),
}

impl Misuse {
    /// What is wrong and what to write instead.
    pub fn text(&self, locale: &Locale) -> String {
        let say = |key: &str, text: &str| locale.with(key, &[("text", Arg::Text(text))]);
        match self {
            Self::Span(text, fault) => match fault {
                SpanError::Zero => locale.text("error-duration-zero"),
                SpanError::TooLong => say("error-duration-too-long", text),
                SpanError::Empty | SpanError::NotADuration | SpanError::Negative => say("error-not-a-duration", text),
            },
            Self::Time(text, fault) | Self::When(text, fault) => match (fault, self) {
                (WhenError::NoSuchDate, _) => say("error-no-such-date", text),
                (WhenError::OutOfReach, _) => say("error-date-out-of-reach", text),
                (_, Self::Time(..)) => say("error-not-a-time", text),
                _ => say("error-not-a-when", text),
            },
            Self::Week(text) => say("cli-not-a-week", text),
            Self::Number { field, text } => {
                let field = locale.text(&format!("task-field-{field}"));
                locale.with("cli-not-a-number", &[("field", Arg::Text(&field)), ("text", Arg::Text(text))])
            }
            Self::Score(text) => say("cli-not-a-score", text),
            Self::Weight(text) => say("cli-not-a-weight", text),
            Self::Ratio(text) => say("cli-not-a-ratio", text),
            Self::Reply(text) => say("cli-not-an-answer", text),
            Self::GoalWithoutWeek => locale.text("cli-goal-without-week"),
            Self::Format(FormatError::UnknownField(field)) => {
                let known = FIELDS.join(", ");
                locale.with("cli-no-such-field", &[("field", Arg::Text(field)), ("known", Arg::Text(&known))])
            }
            Self::Format(FormatError::BadWidth(text)) => say("cli-bad-width", text),
            Self::Format(FormatError::Brace) => locale.text("cli-bad-brace"),
            Self::Sort { text, known } => {
                locale.with("cli-no-such-order", &[("text", Arg::Text(text)), ("known", Arg::Text(known))])
            }
            Self::Sessions(error) => filter_text(locale, error),
            Self::Quick(fault) => fault.text(locale),
            Self::Filter(fault) => fault.text(locale),
            Self::Repeat(text) => say("cli-not-a-repeat", text),
            Self::Lang(text) => say("error-unknown-language", text),
            Self::Usage(text) => text.clone(),
        }
    }
}
