//! Settings: `config/default.toml`, with the user's file laid over it. Reads text, no files.
mod keys;
mod problem;
mod reader;
pub mod templates;

pub use problem::{Problem, ProblemKind};

use jiff::civil::Weekday;

use crate::{
    domain::{
        capacity::{self, FlowBreak, Window, Windows},
        rules::{DailyGoal, DayRules, Rules, ScoreRules, TimerRules},
    },
    text::span,
    ui::Keymap,
};
use reader::Reader;

/// The embedded file with every setting, its default and its comment.
pub const DEFAULT: &str = include_str!("../config/default.toml");

/// All settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// What the domain obeys.
    pub rules: Rules,
    /// `auto`, `en` or `zh-CN`.
    pub lang: String,
    /// How things look.
    pub screen: ScreenConfig,
    /// What the keys of the dashboard mean.
    pub keys: Keymap,
    /// How the end of a phase is made known.
    pub notify: NotifyConfig,
    /// Programs that are run when something happens.
    pub hooks: HookConfig,
}

/// How things look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreenConfig {
    /// `auto` or the name of a theme.
    pub theme: String,
    /// `auto`, `yes` or `no`.
    pub ascii: String,
    /// Whether the mouse works.
    pub mouse: bool,
}

/// How the end of a phase is made known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotifyConfig {
    /// The terminal's bell.
    pub bell: bool,
    /// A desktop notification.
    pub desktop: bool,
    /// OSC 9 and 777.
    pub terminal: bool,
    /// A program that makes a sound; empty: none.
    pub sound: Vec<String>,
}

/// Programs that are run when something happens; empty: none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HookConfig {
    /// When focus begins.
    pub on_focus_start: Vec<String>,
    /// When focus is over.
    pub on_focus_end: Vec<String>,
    /// When a break begins.
    pub on_break_start: Vec<String>,
    /// When a break is over.
    pub on_break_end: Vec<String>,
    /// When focus is given up.
    pub on_void: Vec<String>,
    /// When an interruption is marked.
    pub on_interrupt: Vec<String>,
    /// Seconds that a program may run.
    pub time_limit_s: u32,
}

impl Config {
    /// The defaults.
    pub fn embedded() -> Self {
        Self::read("").0
    }

    /// The settings of a user's file laid over the defaults, and everything that is wrong with it. A
    /// setting that is wrong keeps its default.
    pub fn read(user: &str) -> (Self, Vec<Problem>) {
        let mut reader = Reader::new(DEFAULT, user);
        let config = Self {
            lang: reader.word("lang", &["auto", "en", "zh-CN"]),
            rules: Rules {
                timer: timer(&mut reader),
                score: score(&mut reader),
                day: day(&mut reader),
                template: reader.text("assessment.template"),
            },
            screen: ScreenConfig {
                theme: reader.text("screen.theme"),
                ascii: reader.word("screen.ascii", &["auto", "yes", "no"]),
                mouse: reader.flag("screen.mouse"),
            },
            keys: keys::keymap(&mut reader),
            notify: NotifyConfig {
                bell: reader.flag("notify.bell"),
                desktop: reader.flag("notify.desktop"),
                terminal: reader.flag("notify.terminal"),
                sound: reader.program("notify.sound"),
            },
            hooks: HookConfig {
                on_focus_start: reader.program("hooks.on_focus_start"),
                on_focus_end: reader.program("hooks.on_focus_end"),
                on_break_start: reader.program("hooks.on_break_start"),
                on_break_end: reader.program("hooks.on_break_end"),
                on_void: reader.program("hooks.on_void"),
                on_interrupt: reader.program("hooks.on_interrupt"),
                time_limit_s: length(&mut reader, "hooks.time_limit", 1),
            },
        };
        (config, reader.problems())
    }
}

/// The setting that was probably meant by a name that none has.
pub fn nearest_setting(key: &str) -> Option<String> {
    reader::nearest_setting(DEFAULT, key)
}

/// A length in seconds from `least` to 24 hours.
fn length(reader: &mut Reader<'_>, key: &str, least: i64) -> u32 {
    let wants = if least > 0 { "config-want-length" } else { "config-want-length-or-zero" };
    reader.parsed(key, wants, |text| match text {
        "0" | "0s" | "0m" | "0h" if least == 0 => Some(0),
        _ => span::parse(text).ok().filter(|s| *s >= least).and_then(|s| u32::try_from(s).ok()),
    })
}

fn timer(reader: &mut Reader<'_>) -> TimerRules {
    TimerRules {
        focus_s: length(reader, "timer.focus", 1),
        short_break_s: length(reader, "timer.short_break", 1),
        long_break_s: length(reader, "timer.long_break", 1),
        rounds: reader.number("timer.rounds", 1.0, 99.0, true) as u32,
        longest_pause_s: length(reader, "timer.longest_pause", 0),
        auto_start_breaks: reader.flag("timer.auto_start_breaks"),
        auto_start_focus: reader.flag("timer.auto_start_focus"),
        overtime: reader.flag("timer.overtime"),
        mode: reader.word("timer.mode", &["pomodoro", "countdown", "flow"]),
        flow_break: match reader.word("timer.flow_break", &["fifth", "table"]).as_str() {
            "table" => FlowBreak::Table,
            _ => FlowBreak::Fifth,
        },
    }
}

fn score(reader: &mut Reader<'_>) -> ScoreRules {
    ScoreRules {
        model: reader.word("tasks.model", &["default"]),
        importance: reader.number("tasks.score.importance", 0.0, 1000.0, false),
        urgency: reader.number("tasks.score.urgency", 0.0, 1000.0, false),
        age: reader.number("tasks.score.age", 0.0, 1000.0, false),
        blocking: reader.number("tasks.score.blocking", 0.0, 1000.0, false),
        horizon_days: reader.number("tasks.score.horizon_days", 0.1, 3650.0, false),
        urgency_floor: reader.number("tasks.score.urgency_floor", 0.0, 1.0, false),
        age_max_days: reader.number("tasks.score.age_max_days", 0.1, 36500.0, false),
        important_min: reader.number("tasks.score.important_min", 1.0, 5.0, true) as u8,
        urgent_min: reader.number("tasks.score.urgent_min", 0.0, 1.0, false),
        high: reader.number("tasks.score.high", 0.0, 10000.0, false),
        medium: reader.number("tasks.score.medium", 0.0, 10000.0, false),
    }
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

fn day(reader: &mut Reader<'_>) -> DayRules {
    let start = reader.parsed("day.start", "config-want-time", |text| {
        let whole = text.len() == 5 && text.as_bytes()[2] == b':';
        whole.then(|| text.parse().ok())?
    });
    let goal = reader.parsed("day.goal", "config-want-goal", |text| match text.trim() {
        "" => Some(None),
        count if count.bytes().all(|b| b.is_ascii_digit()) => {
            let count = count.parse().ok().filter(|count| (1..=99).contains(count))?;
            Some(Some(DailyGoal::Pomodoros(count)))
        }
        length => {
            let minutes = span::parse(length).ok().filter(|s| *s >= 60)? / 60;
            Some(Some(DailyGoal::Minutes(u32::try_from(minutes).ok()?)))
        }
    });
    let rest_days = reader.list("day.rest_days", "config-want-weekdays", |names| {
        let weekday = |name: &str| WEEKDAYS.iter().find(|(known, _)| *known == name).map(|(_, day)| *day);
        names.iter().map(|name| weekday(name)).collect()
    });
    let windows = WEEKDAYS.map(|(name, _)| {
        reader.list(&format!("day.windows.{name}"), "config-want-windows", |texts| {
            let windows: Option<Vec<Window>> = texts.iter().map(|text| text.parse().ok()).collect();
            Windows::new(windows?).ok()
        })
    });
    DayRules { start, windows: capacity::Week::new(windows), goal, rest_days }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_file_is_right_and_every_key_has_a_comment() {
        let (config, problems) = Config::read(DEFAULT);
        assert_eq!(problems, []);
        assert_eq!(config, Config::embedded());
        assert_eq!(config.rules.timer.focus_s, 1500);
        let (mut commented, mut keys) = (false, false);
        for line in DEFAULT.lines() {
            keys = if line.starts_with('[') { line == "[keys]" } else { keys };
            let is_key = line.contains(" = ") && !line.starts_with('#');
            let family = line.split(" = ").next().is_some_and(|key| key.starts_with("on_") || key.len() == 3);
            assert!(!is_key || commented || family || keys, "no comment above {line}");
            commented = line.starts_with('#');
        }
    }

    #[test]
    fn every_problem_is_said_with_its_place() {
        let (config, problems) = Config::read(
            "lang = \"fr\"\n[timer]\nfocus = 25\nroundz = 3\nrounds = 0\n[day.windows]\nmon = [\"9-12\"]\n[colours]\na = 1\n",
        );
        let found: Vec<_> = problems.iter().map(|p| (p.line, p.column, p.key.as_str())).collect();
        assert_eq!(
            found,
            [
                (1, 8, "lang"),
                (3, 9, "timer.focus"),
                (4, 1, "timer.roundz"),
                (5, 10, "timer.rounds"),
                (7, 7, "day.windows.mon"),
                (8, 2, "colours"),
            ]
        );
        assert!(matches!(&problems[2].kind, ProblemKind::Unknown { nearest: Some(near) } if near == "rounds"));
        assert_eq!(config, Config::embedded());
    }

    #[test]
    fn broken_toml_is_said_line_by_line() {
        let (config, problems) = Config::read("lang = \n[timer]\nfocus = \"50m\"\nrounds = = 3\n");
        assert!(problems.iter().any(|p| p.line == 1) && problems.iter().any(|p| p.line == 4), "{problems:?}");
        assert!(problems.iter().all(|p| matches!(p.kind, ProblemKind::Syntax { .. })));
        assert_eq!(config, Config::embedded());
    }

    #[test]
    fn the_users_file_lies_over_the_defaults() {
        let (config, problems) = Config::read("[timer]\nfocus = \"50m\"\n[day]\ngoal = \"200m\"\n");
        assert_eq!(problems, []);
        assert_eq!(config.rules.timer.focus_s, 3000);
        assert_eq!(config.rules.timer.short_break_s, 300);
        assert_eq!(config.rules.day.goal, Some(DailyGoal::Minutes(200)));
    }
}
