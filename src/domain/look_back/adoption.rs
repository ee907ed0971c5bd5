//! What it means to follow a suggestion: a setting, or a task.
use crate::domain::{
    rules::TimerRules,
    suggestion::{Rule, SHORTEN_BY_MIN, shortened_focus},
};

/// The longest focus phase that a suggestion leads to, minutes.
const LONGEST_FOCUS_MIN: u32 = 90;

/// The settings that a suggestion may change.
const FOCUS: &str = "timer.focus";
const START_BREAKS: &str = "timer.auto_start_breaks";

/// What following a suggestion does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adoption {
    /// A setting is changed.
    Setting {
        /// Its full name.
        key: &'static str,
        /// The new value as TOML.
        value: String,
    },
    /// A task is made, titled in the reader's language.
    Task,
}

/// What following `rule` does with these settings.
#[must_use]
pub fn adoption(rule: Rule, timer: &TimerRules) -> Adoption {
    let focus = |minutes: u32| Adoption::Setting { key: FOCUS, value: focus_text(minutes * 60) };
    let minutes = timer.focus_s / 60;
    match rule {
        Rule::ShortenPomodoro => shortened_focus(minutes).map_or(Adoption::Task, focus),
        Rule::LengthenOptional if minutes + SHORTEN_BY_MIN <= LONGEST_FOCUS_MIN => focus(minutes + SHORTEN_BY_MIN),
        Rule::TakeBreaks if !timer.auto_start_breaks => {
            Adoption::Setting { key: START_BREAKS, value: "true".to_owned() }
        }
        _ => Adoption::Task,
    }
}

/// A setting that a suggestion may change, with its present value as TOML; none for any other.
#[must_use]
pub fn setting(key: &str, timer: &TimerRules) -> Option<(&'static str, String)> {
    match key {
        FOCUS => Some((FOCUS, focus_text(timer.focus_s))),
        START_BREAKS => Some((START_BREAKS, timer.auto_start_breaks.to_string())),
        _ => None,
    }
}

fn focus_text(seconds: u32) -> String {
    if seconds.is_multiple_of(60) { format!("\"{}m\"", seconds / 60) } else { format!("\"{seconds}s\"") }
}

/// The length in minutes that following `rule` would give a focus phase; the present one for rules that
/// do not change it.
#[must_use]
pub fn focus_after(rule: Rule, timer: &TimerRules) -> u32 {
    let minutes = timer.focus_s / 60;
    match rule {
        Rule::ShortenPomodoro => shortened_focus(minutes).unwrap_or(minutes),
        Rule::LengthenOptional => minutes.saturating_add(SHORTEN_BY_MIN).min(LONGEST_FOCUS_MIN).max(minutes),
        _ => minutes,
    }
}
