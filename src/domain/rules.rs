//! The settings that the domain obeys. Their defaults stand in `config/default.toml` alone.
use std::str::FromStr;

use jiff::civil::{Date, Time, Weekday};

use super::{
    capacity::{self, FlowBreak, Rhythm, WindowError},
    priority::Ranking,
    sequence::{BUILT_IN, Sequence},
};

/// Lengths and habits of the timer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimerRules {
    /// Seconds of a focus phase.
    pub focus_s: u32,
    /// Seconds of a short break.
    pub short_break_s: u32,
    /// Seconds of a long break.
    pub long_break_s: u32,
    /// Counted pomodoros to a long break, at least 1.
    pub rounds: u32,
    /// The longest pause in seconds after which a pomodoro still counts.
    pub longest_pause_s: u32,
    /// Whether a break begins by itself.
    pub auto_start_breaks: bool,
    /// Whether focus begins by itself after a break.
    pub auto_start_focus: bool,
    /// Whether focus counts on past its end until the user moves on.
    pub overtime: bool,
    /// The mode that a plain start uses.
    pub mode: String,
    /// How long a break focus earns in flow mode.
    pub flow_break: FlowBreak,
    /// Modes of the user's own.
    pub sequences: Vec<Sequence>,
    /// What holds for single projects.
    pub profiles: Vec<Profile>,
}

/// What holds for the tasks of one project; what is left out is as everywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The project's name.
    pub project: String,
    /// The mode that a start without a mode uses.
    pub mode: Option<String>,
    /// Seconds of a focus phase.
    pub focus_s: Option<u32>,
    /// Seconds of a short break.
    pub short_break_s: Option<u32>,
    /// Seconds of a long break.
    pub long_break_s: Option<u32>,
    /// Counted pomodoros to a long break, at least 1.
    pub rounds: Option<u32>,
}

/// The lengths that hold for a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lengths {
    /// Seconds of a focus phase.
    pub focus_s: u32,
    /// Seconds of a short break.
    pub short_break_s: u32,
    /// Seconds of a long break.
    pub long_break_s: u32,
    /// Counted pomodoros to a long break, at least 1.
    pub rounds: u32,
}

/// Coefficients of the default task score (spec: tasks, "Default score").
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreRules {
    /// What orders the tasks.
    pub model: Ranking,
    /// Weight of importance.
    pub importance: f64,
    /// Weight of urgency.
    pub urgency: f64,
    /// Weight of age.
    pub age: f64,
    /// Weight of blocking others.
    pub blocking: f64,
    /// Days ahead from which a due date presses least.
    pub horizon_days: f64,
    /// How much it presses then, 0 to 1.
    pub urgency_floor: f64,
    /// Days after which a task is as old as can be.
    pub age_max_days: f64,
    /// Least importance of an important task.
    pub important_min: u8,
    /// Least urgency of an urgent one.
    pub urgent_min: f64,
    /// Least score of the high band.
    pub high: f64,
    /// Least score of the medium band.
    pub medium: f64,
}

/// Coefficients of Taskwarrior's urgency (its documentation, "urgency.*.coefficient").
#[derive(Clone, Debug, PartialEq)]
pub struct TaskwarriorRules {
    /// Of the label `next`.
    pub next: f64,
    /// Of the due date.
    pub due: f64,
    /// Of holding up another task.
    pub blocking: f64,
    /// Of priority H.
    pub high: f64,
    /// Of priority M.
    pub medium: f64,
    /// Of priority L.
    pub low: f64,
    /// Of being planned for today.
    pub scheduled: f64,
    /// Of being worked on.
    pub active: f64,
    /// Of age.
    pub age: f64,
    /// Of remarks.
    pub annotations: f64,
    /// Of labels.
    pub tags: f64,
    /// Of belonging to a project.
    pub project: f64,
    /// Of waiting for a day to come.
    pub waiting: f64,
    /// Of waiting for another task.
    pub blocked: f64,
    /// Days after which a task is as old as can be.
    pub age_max_days: f64,
    /// Least urgency of the high band.
    pub band_high: f64,
    /// Least urgency of the medium band.
    pub band_medium: f64,
}

/// The day: where it begins, when one works, what one wants to reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRules {
    /// Local time at which a logical day begins.
    pub start: Time,
    /// Work windows by weekday.
    pub windows: capacity::Week,
    /// What is kept free of pomodoros, Monday first.
    pub fixed: [Vec<FixedBlock>; 7],
    /// The daily goal, where one is set.
    pub goal: Option<DailyGoal>,
    /// Weekdays without a goal that do not break a streak.
    pub rest_days: Vec<Weekday>,
}

/// A stretch of a weekday that is taken every week: a meeting, lunch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedBlock {
    /// When.
    pub window: capacity::Window,
    /// What; may be empty.
    pub what: String,
}

impl FromStr for FixedBlock {
    type Err = WindowError;

    /// Reads `10:00-10:30 stand-up`.
    fn from_str(text: &str) -> Result<Self, WindowError> {
        let (from, rest) = text.split_once('-').ok_or(WindowError::Unreadable)?;
        let rest = rest.trim();
        let (to, what) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        Ok(Self { window: format!("{from}-{to}").parse()?, what: what.trim().to_owned() })
    }
}

/// What one wants to reach each day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DailyGoal {
    /// So many pomodoros.
    Pomodoros(u32),
    /// So many minutes of focus.
    Minutes(u32),
}

/// All settings that the domain obeys.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// The timer.
    pub timer: TimerRules,
    /// The task score.
    pub score: ScoreRules,
    /// Taskwarrior's urgency.
    pub taskwarrior: TaskwarriorRules,
    /// The day.
    pub day: DayRules,
    /// The template that is shown first.
    pub template: String,
    /// Saved filters: a name and what it stands for.
    pub filters: Vec<(String, String)>,
}

impl DayRules {
    /// What is kept free on a date.
    pub fn fixed_on(&self, date: Date) -> &[FixedBlock] {
        let day = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
        self.fixed.get(day).map_or(&[], Vec::as_slice)
    }
}

impl TimerRules {
    /// Seconds of break that `focus_s` seconds of focus earn in flow mode.
    pub fn earned_break_s(&self, focus_s: u64) -> u32 {
        u32::try_from(self.flow_break.earned_s(focus_s)).unwrap_or(u32::MAX)
    }

    /// The lengths for a task of `project`.
    pub fn lengths(&self, project: Option<&str>) -> Lengths {
        let profile = self.profile(project);
        let or = |own: Option<Option<u32>>, everywhere| own.flatten().unwrap_or(everywhere);
        Lengths {
            focus_s: or(profile.map(|p| p.focus_s), self.focus_s),
            short_break_s: or(profile.map(|p| p.short_break_s), self.short_break_s),
            long_break_s: or(profile.map(|p| p.long_break_s), self.long_break_s),
            rounds: or(profile.map(|p| p.rounds), self.rounds).max(1),
        }
    }

    /// The mode that a start for a task of `project` uses.
    pub fn mode_for(&self, project: Option<&str>) -> &str {
        self.profile(project).and_then(|profile| profile.mode.as_ref()).unwrap_or(&self.mode)
    }

    fn profile(&self, project: Option<&str>) -> Option<&Profile> {
        self.profiles.iter().find(|profile| Some(profile.project.as_str()) == project)
    }

    /// The sequence that a mode stands for; none for the modes that are built in.
    pub fn sequence(&self, mode: &str) -> Option<&Sequence> {
        self.sequences.iter().find(|sequence| sequence.name() == mode)
    }

    /// The names of all modes: the built-in ones, then the user's own in order.
    pub fn modes(&self) -> Vec<&str> {
        BUILT_IN.into_iter().chain(self.sequences.iter().map(Sequence::name)).collect()
    }

    /// The seconds that a completed focus phase must have measured to count as a pomodoro. A pomodoro that
    /// came to its end always counts; one of free length counts from one configured focus length on, one in
    /// a sequence from that or from the sequence's longest focus phase on, whichever is less: a warm-up is
    /// no pomodoro.
    pub fn least_s(&self, mode: &str, project: Option<&str>) -> u32 {
        let focus_s = self.lengths(project).focus_s;
        match self.sequence(mode) {
            Some(sequence) => focus_s.min(sequence.longest_focus_s()),
            None if mode == "pomodoro" => 0,
            None => focus_s,
        }
    }

    /// The lengths as the rhythm that capacity is counted in; none where a length makes no sense.
    pub fn rhythm(&self) -> Option<Rhythm> {
        Rhythm::new(self.focus_s, self.short_break_s, self.long_break_s, self.rounds).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_block_is_a_window_and_a_name() {
        let read = |text: &str| text.parse::<FixedBlock>().map(|block| (block.window.to_string(), block.what));
        let block = |window: &str, what: &str| Ok((window.to_owned(), what.to_owned()));
        assert_eq!(read("10:00-10:30 stand-up"), block("10:00-10:30", "stand-up"));
        assert_eq!(read(" 9:00 - 9:30  1:1 with Ada "), block("09:00-09:30", "1:1 with Ada"));
        assert_eq!(read("12:00-13:00"), block("12:00-13:00", ""));
        assert_eq!(read("12:00-13:00 午饭"), block("12:00-13:00", "午饭"));
        for bad in ["", "stand-up", "10:00 stand-up", "10:00-9:00 x", "10:00-10:30x"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
