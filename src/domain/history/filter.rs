//! The words of the history's filter: `thesis outcome:void from:2026-11-01`. Pure.
use jiff::{Span, civil::Date};

use super::{Outcome, Phase, Source};

/// Which sessions are wanted; everything that is said has to fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words, in lower case, that the session has to hold: title, project, note, reason, interruptions.
    pub words: Vec<String>,
    /// A word of the task's title, or its id.
    pub task: Option<String>,
    /// A word of the project.
    pub project: Option<String>,
    /// The mode.
    pub mode: Option<String>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Focus or breaks.
    pub kind: Option<Which>,
    /// Measured or entered by hand.
    pub source: Option<Source>,
    /// Whether it counted as a pomodoro.
    pub counted: Option<bool>,
    /// The first logical date.
    pub from: Option<Date>,
    /// The last logical date.
    pub to: Option<Date>,
}

/// Focus, every break, or one kind of break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Short and long breaks.
    Breaks,
    /// Only this.
    Only(Phase),
}

impl Which {
    /// Whether a phase is meant.
    pub fn covers(self, phase: Phase) -> bool {
        match self {
            Self::Breaks => phase.is_break(),
            Self::Only(only) => phase == only,
        }
    }
}

/// Why a text is no filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilterError {
    /// There is no such key.
    NoSuchKey {
        /// What was written.
        key: String,
        /// What there is.
        known: String,
    },
    /// A key does not take this value.
    BadValue {
        /// The key.
        key: &'static str,
        /// What was written.
        value: String,
        /// What it takes.
        known: String,
    },
    /// A quotation that does not end.
    OpenQuote,
}

const KEYS: [&str; 9] = ["text", "task", "project", "mode", "outcome", "kind", "source", "from", "to"];
const DAYS: &str = "2026-11-20, 2026-11, today, yesterday, 7d";

impl Filter {
    /// Reads words and `key:value` pairs: `text`, `task`, `project`, `mode`, `outcome`, `kind`, `source`,
    /// `from`, `to`. A value with spaces stands in double quotes. Dates are logical dates; `7d` is seven
    /// days before `today`, and a month means its first day in `from` and its last one in `to`.
    ///
    /// # Errors
    /// The first thing that is wrong, see [`FilterError`].
    pub fn parse(text: &str, today: Date) -> Result<Self, FilterError> {
        let mut filter = Self::default();
        for (key, value) in pieces(text)? {
            let lower = value.to_lowercase();
            let bad = |key, known: &str| FilterError::BadValue { key, value: value.clone(), known: known.to_owned() };
            match key.as_deref() {
                None | Some("text") => filter.words.extend((!lower.is_empty()).then_some(lower)),
                Some("task") => filter.task = Some(lower),
                Some("project") => filter.project = Some(lower),
                Some("mode") => filter.mode = Some(value),
                Some("outcome") => {
                    if lower == "counted" {
                        filter.counted = Some(true);
                    } else {
                        let known = "completed, counted, void, partial, skipped";
                        filter.outcome = Some(Outcome::from_word(&lower).ok_or_else(|| bad("outcome", known))?);
                    }
                }
                Some("kind") => {
                    let phase = Phase::from_word(&lower).map(Which::Only);
                    let which = phase.or((lower == "break").then_some(Which::Breaks));
                    filter.kind = Some(which.ok_or_else(|| bad("kind", "focus, break, short_break, long_break"))?);
                }
                Some("source") => {
                    filter.source = Some(Source::from_word(&lower).ok_or_else(|| bad("source", "timer, manual"))?);
                }
                Some("from") => filter.from = Some(day(&lower, today, false).ok_or_else(|| bad("from", DAYS))?),
                Some("to") => filter.to = Some(day(&lower, today, true).ok_or_else(|| bad("to", DAYS))?),
                Some(key) => {
                    return Err(FilterError::NoSuchKey { key: key.to_owned(), known: KEYS.join(", ") });
                }
            }
        }
        Ok(filter)
    }

    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Words and `key:value` pairs; what stands in quotes is one piece.
fn pieces(text: &str) -> Result<Vec<(Option<String>, String)>, FilterError> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let word = rest.find(|c: char| c == ':' || c == '：' || c == '"' || c.is_whitespace()).unwrap_or(rest.len());
        let mut key = None;
        if let Some(after) = rest[word..].strip_prefix([':', '：'])
            && word > 0
            && rest[..word].bytes().all(|b| b.is_ascii_alphabetic())
        {
            key = Some(rest[..word].to_lowercase());
            rest = after;
        }
        let value = if let Some(quoted) = rest.strip_prefix('"') {
            let (value, after) = quoted.split_once('"').ok_or(FilterError::OpenQuote)?;
            rest = after;
            value
        } else {
            let (value, after) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
            rest = after;
            value
        };
        // A key alone is one whose value is about to be typed.
        if !value.is_empty() {
            found.push((key, value.to_owned()));
        } else if let Some(key) = key.filter(|key| !KEYS.contains(&key.as_str())) {
            return Err(FilterError::NoSuchKey { key, known: KEYS.join(", ") });
        }
        rest = rest.trim_start();
    }
    Ok(found)
}

fn day(text: &str, today: Date, last: bool) -> Option<Date> {
    let ago = |days: i64| today.checked_sub(Span::new().try_days(days).ok()?).ok();
    match text {
        "today" | "今天" => Some(today),
        "yesterday" | "昨天" => ago(1),
        _ => {
            if let Some(digits) = text.trim_start_matches('-').strip_suffix('d') {
                let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
                return plain.then(|| digits.parse().ok().and_then(ago)).flatten();
            }
            let whole = text.len() == 10 && text.is_ascii();
            if whole {
                return text.parse().ok();
            }
            let month: Date = (text.len() == 7 && text.is_ascii()).then(|| format!("{text}-01").parse().ok())??;
            Some(if last { month.last_of_month() } else { month })
        }
    }
}
