//! The mode of the next start: what was chosen for it, and the list to choose from. Touches no clock or screen.
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{line::Line, listing, screen::Pane, screen::Screen};
use crate::{
    domain::{
        command::{Start, TaskRef},
        model::Model,
        moment::Moment,
        round::Next,
        rules::TimerRules,
        task::Task,
    },
    text::span::{self, SpanError},
};

/// The mode whose length is asked for.
const COUNTDOWN: &str = "countdown";
/// Minutes of the longest phase.
const LONGEST_MIN: i64 = span::LONGEST_S / 60;

/// What the next start uses in place of what is configured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The mode; none: as configured for the task, or the one under way.
    pub mode: Option<String>,
    /// Whether it is to be as configured, whatever mode is under way.
    pub as_set: bool,
    /// The length in seconds, where the mode asks for one.
    pub length_s: Option<u32>,
}

impl Chosen {
    /// A start for a task in what was chosen.
    pub(super) fn start(&self, task: Option<TaskRef>) -> Start {
        Start { task, mode: self.mode.clone(), as_set: self.as_set, length_s: self.length_s, at: None }
    }
}

/// The modes to choose from.
#[derive(Clone, Debug, PartialEq)]
pub struct ModeList {
    /// The chosen row: 0 is what is configured, then the modes in order.
    pub at: usize,
    /// The minutes of a countdown, as they are written.
    pub length: Line,
    /// Why they cannot be used.
    pub error: Option<(String, SpanError)>,
    /// Whether the next digit begins the length anew.
    fresh: bool,
}

impl ModeList {
    /// The list with what is chosen now selected.
    pub(super) fn new(rules: &TimerRules, chosen: &Chosen) -> Self {
        let at = chosen.mode.as_ref().and_then(|mode| rules.modes().iter().position(|known| known == mode));
        let seconds = chosen.length_s.unwrap_or(rules.focus_s);
        let text =
            if seconds.is_multiple_of(60) { (seconds / 60).to_string() } else { span::compact(i64::from(seconds)) };
        Self { at: at.map_or(0, |at| at + 1), length: Line::new(&text, 16), error: None, fresh: true }
    }

    /// The mode in a row; none: as configured.
    pub(super) fn mode(rules: &TimerRules, row: usize) -> Option<String> {
        row.checked_sub(1).and_then(|at| rules.modes().get(at).map(|mode| (*mode).to_owned()))
    }

    /// How many rows there are.
    pub(super) fn len(rules: &TimerRules) -> usize {
        rules.modes().len() + 1
    }

    /// Whether the selected row is the one whose length is asked for.
    pub(super) fn asks(&self, rules: &TimerRules) -> bool {
        Self::mode(rules, self.at).as_deref() == Some(COUNTDOWN)
    }

    /// Selects the row with this number or name, where there is one.
    pub(super) fn name(&mut self, rules: &TimerRules, text: &str) -> bool {
        let number = text.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let named = || rules.modes().iter().position(|mode| mode.eq_ignore_ascii_case(text)).map(|at| at + 1);
        let row = number.or_else(named).filter(|row| *row < Self::len(rules));
        row.inspect(|row| self.at = *row).is_some()
    }

    /// What is chosen.
    ///
    /// # Errors
    /// Why the length cannot be used.
    pub(super) fn chosen(&self, rules: &TimerRules) -> Result<Chosen, SpanError> {
        let length_s = match self.asks(rules) {
            true => Some(u32::try_from(span::parse(self.length.text())?).unwrap_or(u32::MAX)),
            false => None,
        };
        let mode = Self::mode(rules, self.at);
        Ok(Chosen { as_set: mode.is_none(), mode, length_s })
    }

    /// Takes a key that moves or writes the length.
    pub(super) fn key(&mut self, rules: &TimerRules, key: &KeyEvent) -> bool {
        let count = Self::len(rules);
        let wide = key.modifiers.intersects(KeyModifiers::SHIFT | KeyModifiers::CONTROL);
        let before = self.at;
        match key.code {
            KeyCode::Up | KeyCode::BackTab => self.at = (self.at + count - 1) % count,
            KeyCode::Down | KeyCode::Tab => self.at = (self.at + 1) % count,
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = count - 1,
            KeyCode::Left if self.asks(rules) => self.step(if wide { -5 } else { -1 }),
            KeyCode::Right if self.asks(rules) => self.step(if wide { 5 } else { 1 }),
            KeyCode::Char('k') if !self.asks(rules) => self.at = (self.at + count - 1) % count,
            KeyCode::Char('j') if !self.asks(rules) => self.at = (self.at + 1) % count,
            _ if self.asks(rules) => {
                if std::mem::take(&mut self.fresh) && matches!(key.code, KeyCode::Char(_)) {
                    self.length.set("");
                }
                if !self.length.key(key) {
                    return false;
                }
            }
            _ => return false,
        }
        self.fresh |= self.at != before;
        self.error = None;
        true
    }

    fn step(&mut self, minutes: i64) {
        let present = span::parse(self.length.text()).map_or(0, |seconds| seconds / 60);
        self.length.set(&(present + minutes).clamp(1, LONGEST_MIN).to_string());
    }
}

/// The task that a plain start would be for: the selected one where the tasks have the keys.
pub(super) fn task_of_start<'a>(model: &'a Model, screen: &Screen, now: &Moment) -> Option<&'a Task> {
    if screen.focus != Pane::Tasks {
        return None;
    }
    let rows = listing::listed(model, screen, now);
    let id = rows.id(rows.selected(screen)?)?;
    model.task(id).filter(|task| task.is_open())
}

/// What a plain start from idle would begin, where no break comes first.
pub(super) fn first(model: &Model, screen: &Screen, now: &Moment) -> Option<Next> {
    let project = task_of_start(model, screen, now).and_then(|task| task.project.as_deref());
    let plain = || match screen.chosen.as_set {
        true => model.rules.timer.mode_for(project),
        false => model.mode_of_start(project, now),
    };
    let mode = screen.chosen.mode.as_deref().unwrap_or_else(plain);
    let first = model.first(mode, project, now)?;
    Some(Next { planned_s: screen.chosen.length_s.or(first.planned_s), ..first })
}
