//! Settings: `config/default.toml`, with the user's file laid over it. Reads text, no files.
mod edit;
mod keys;
mod listed;
mod modes;
mod problem;
mod reader;
pub mod templates;

pub use edit::{EditError, set, unset, with_line_ends_of};
pub use listed::listed;
pub use problem::{Problem, ProblemKind, brief as problem_brief, problem_text};

use jiff::civil::Weekday;

use crate::{
    domain::{
        capacity::{self, FlowBreak, Window, Windows},
        limits,
        occasion::Occasion,
        priority::Ranking,
        rules::{DailyGoal, DayRules, FixedBlock, Rules, ScoreRules, TaskwarriorRules, TimerRules},
        sequence::{BUILT_IN, Sequence},
    },
    text::{
        filter::{Filter, FilterError},
        locale::Lang,
        span,
    },
    ui::{Arrangement, Keymap, Pane},
};
use reader::Reader;

/// The embedded file with every setting, its default and its comment.
pub const DEFAULT: &str = include_str!("../config/default.toml");

/// [`DEFAULT`] with its comments in a language; it says the same settings.
pub fn default_in(lang: Lang) -> &'static str {
    match lang {
        Lang::En => DEFAULT,
        Lang::ZhCn => include_str!("../config/default.zh-CN.toml"),
    }
}

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
    /// How the dashboard is divided, and which panes it shows.
    pub arrangement: Arrangement,
}

/// How the end of a phase is made known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotifyConfig {
    /// When the terminal's bell rings.
    pub bell: Vec<Occasion>,
    /// When the desktop shows a notification.
    pub desktop: Vec<Occasion>,
    /// When OSC 9 and 777 are sent.
    pub terminal: Vec<Occasion>,
    /// A program that makes a sound; empty: none.
    pub sound: Vec<String>,
    /// When it is played.
    pub sound_on: Vec<Occasion>,
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
                taskwarrior: taskwarrior(&mut reader),
                day: day(&mut reader),
                template: reader.text("assessment.template"),
                filters: reader.open_table("filters", |text, all| match Filter::parse(text, all) {
                    Ok(_) => Ok(()),
                    Err(FilterError::NoSuchFilter { .. }) => Err("config-want-known-filter"),
                    Err(FilterError::Endless { .. }) => Err("config-want-ending-filter"),
                    Err(FilterError::Value { .. }) => Err("config-want-filter"),
                }),
            },
            screen: ScreenConfig {
                theme: reader.text("screen.theme"),
                ascii: reader.word("screen.ascii", &["auto", "yes", "no"]),
                mouse: reader.flag("screen.mouse"),
                arrangement: arrangement(&mut reader),
            },
            keys: keys::keymap(&mut reader),
            notify: NotifyConfig {
                bell: reader.occasions("notify.bell"),
                desktop: reader.occasions("notify.desktop"),
                terminal: reader.occasions("notify.terminal"),
                sound: reader.program("notify.sound"),
                sound_on: reader.occasions("notify.sound_on"),
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

fn arrangement(reader: &mut Reader<'_>) -> Arrangement {
    let (least, most) = Arrangement::SHARES;
    let mut share = |key: &str| reader.number(key, least.into(), most.into(), true) as u16;
    let (left, lower) = (share("screen.left"), share("screen.lower"));
    let panes = reader.list("screen.panes", "config-want-panes", |names| {
        let panes: Option<Vec<Pane>> = names.iter().map(|name| Pane::from_name(name)).collect();
        panes.filter(|panes| !panes.is_empty())
    });
    Arrangement::new(left, lower, &panes)
}

fn timer(reader: &mut Reader<'_>) -> TimerRules {
    let sequences = modes::sequences(reader);
    let modes: Vec<&str> = BUILT_IN.into_iter().chain(sequences.iter().map(Sequence::name)).collect();
    let profiles = modes::profiles(reader, &modes);
    let mode = reader.word("timer.mode", &modes);
    TimerRules {
        focus_s: length(reader, "timer.focus", 1),
        short_break_s: length(reader, "timer.short_break", 1),
        long_break_s: length(reader, "timer.long_break", 1),
        rounds: reader.number("timer.rounds", 1.0, 99.0, true) as u32,
        longest_pause_s: length(reader, "timer.longest_pause", 0),
        auto_start_breaks: reader.flag("timer.auto_start_breaks"),
        auto_start_focus: reader.flag("timer.auto_start_focus"),
        overtime: reader.flag("timer.overtime"),
        mode,
        flow_break: match reader.word("timer.flow_break", &["fifth", "table"]).as_str() {
            "table" => FlowBreak::Table,
            _ => FlowBreak::Fifth,
        },
        sequences,
        profiles,
    }
}

fn score(reader: &mut Reader<'_>) -> ScoreRules {
    let [high, medium] = reader.marks("tasks.score.high", "tasks.score.medium", 0.0, 10000.0);
    ScoreRules {
        model: reader.parsed_word("tasks.model", Ranking::ALL, Ranking::word),
        importance: reader.number("tasks.score.importance", 0.0, 1000.0, false),
        urgency: reader.number("tasks.score.urgency", 0.0, 1000.0, false),
        age: reader.number("tasks.score.age", 0.0, 1000.0, false),
        blocking: reader.number("tasks.score.blocking", 0.0, 1000.0, false),
        horizon_days: reader.number("tasks.score.horizon_days", 0.1, 3650.0, false),
        urgency_floor: reader.number("tasks.score.urgency_floor", 0.0, 1.0, false),
        age_max_days: reader.number("tasks.score.age_max_days", 0.1, 36500.0, false),
        important_min: reader.number("tasks.score.important_min", 1.0, 5.0, true) as u8,
        urgent_min: reader.number("tasks.score.urgent_min", 0.0, 1.0, false),
        high,
        medium,
    }
}

fn taskwarrior(reader: &mut Reader<'_>) -> TaskwarriorRules {
    let bands = ["tasks.taskwarrior.band_high", "tasks.taskwarrior.band_medium"];
    let [band_high, band_medium] = reader.marks(bands[0], bands[1], -1000.0, 1000.0);
    let mut coefficient = |name: &str| reader.number(&format!("tasks.taskwarrior.{name}"), -1000.0, 1000.0, false);
    TaskwarriorRules {
        next: coefficient("next"),
        due: coefficient("due"),
        blocking: coefficient("blocking"),
        high: coefficient("high"),
        medium: coefficient("medium"),
        low: coefficient("low"),
        scheduled: coefficient("scheduled"),
        active: coefficient("active"),
        age: coefficient("age"),
        annotations: coefficient("annotations"),
        tags: coefficient("tags"),
        project: coefficient("project"),
        waiting: coefficient("waiting"),
        blocked: coefficient("blocked"),
        band_high,
        band_medium,
        age_max_days: reader.number("tasks.taskwarrior.age_max_days", 0.0, 36500.0, false),
    }
}

/// Most windows and most fixed blocks of one day.
const MOST_BLOCKS: usize = 48;

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
        reader.checked(&format!("day.windows.{name}"), "config-want-windows", |texts| {
            let windows = texts.iter().map(|text| text.parse()).collect::<Result<Vec<Window>, _>>();
            let windows = windows.map_err(|_| "config-want-windows")?;
            if windows.len() > MOST_BLOCKS {
                return Err("config-want-few-windows");
            }
            Windows::new(windows).map_err(|_| "config-want-windows-apart")
        })
    });
    let fixed = WEEKDAYS.map(|(name, _)| {
        reader.checked(&format!("day.fixed.{name}"), "config-want-fixed", |texts| {
            let blocks = texts.iter().map(|text| text.parse()).collect::<Result<Vec<FixedBlock>, _>>();
            let blocks = blocks.map_err(|_| "config-want-fixed")?;
            let hostile =
                blocks.iter().any(|block| limits::line(&format!("x{}", block.what), "", limits::TITLE).is_err());
            if hostile {
                return Err("config-want-fixed");
            }
            if blocks.len() > MOST_BLOCKS { Err("config-want-few-windows") } else { Ok(blocks) }
        })
    });
    DayRules { start, windows: capacity::Week::new(windows), fixed, goal, rest_days }
}

#[cfg(test)]
mod tests;
