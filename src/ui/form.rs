//! Forms of text fields: what is written, and the command that it becomes. Touches no screen.
mod goal;
mod pairs;
mod quick;
mod review;
mod scores;
mod session;
mod size;
mod task;
mod template;

pub use pairs::PairForm;
pub(in crate::ui) use pairs::Step;
pub use quick::Quick;
pub use scores::ScoreForm;
pub(in crate::ui) use task::span_error;
pub(in crate::ui) use template::CELLS;
pub use template::{Making, Spot, TemplateForm};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{line::Line, mode::Chosen};
use crate::{
    domain::{command::Command, id::Id, limits, model::Model, moment::Moment, parked::MarkRef, week::Week},
    text::{locale::Locale, span},
};

/// What a form is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormKind {
    /// A new task.
    AddTask,
    /// Another look at a task.
    EditTask(Id),
    /// A new estimate of a task.
    Estimate(Id),
    /// Why the pomodoro is given up.
    Void,
    /// What an interruption was about: its place among the marks of the phase, from 0.
    Note(usize),
    /// How many minutes more.
    Extend,
    /// Another look at a session.
    Amend(Id),
    /// A session that was forgotten.
    Log,
    /// Focus that began before now, in a mode.
    StartAt(Chosen),
    /// The questions of a weekly look back.
    Review(Week),
    /// The goals of a template.
    Goals(String),
    /// The parts of a task that is too large.
    Split(Id),
    /// Small tasks made one, the first of which takes the others in.
    Merge(Vec<Id>),
}

/// How a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// As text.
    Text,
    /// As a whole number between two bounds, which the arrows change.
    Number(i64, i64),
    /// As one of some words, which the arrows change. They are shown as `timer-outcome-…`, or `task-choice-…`.
    Choice(&'static [&'static str]),
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name: the end of the key of its label, and what a refusal calls it.
    pub name: &'static str,
    /// What is written.
    pub line: Line,
    /// What stood there first.
    pub first: String,
    /// How it is written.
    pub entry: Entry,
    /// What is asked, where the name says too little.
    pub about: Option<String>,
    /// Whether anything was written: the first digit takes the place of a number that only stood there.
    touched: bool,
}

/// A form.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// What it is for.
    pub kind: FormKind,
    /// Its fields in order; at least one.
    pub fields: Vec<Field>,
    /// The field that is written.
    pub at: usize,
    /// What is wrong, and in which field.
    pub error: Option<(usize, String)>,
    /// What else is wrong, in fields further down.
    pub more: Vec<(usize, String)>,
}

impl Field {
    pub(super) fn new(name: &'static str, text: &str, most: usize) -> Self {
        Self {
            name,
            line: Line::new(text, most),
            first: text.to_owned(),
            entry: Entry::Text,
            about: None,
            touched: false,
        }
    }

    pub(super) fn number(name: &'static str, text: &str, low: i64, high: i64) -> Self {
        Self { entry: Entry::Number(low, high), ..Self::new(name, text, 12) }
    }

    /// Whether it differs from what stood there first.
    pub fn is_changed(&self) -> bool {
        self.line.text().trim() != self.first.trim()
    }

    /// Changes a number by `steps`, within its bounds; an empty field begins at the middle. Of words it
    /// takes the one so many places further on, round and round.
    fn step(&mut self, steps: i64) {
        let (low, high) = match self.entry {
            Entry::Text => return,
            Entry::Number(low, high) => (low, high),
            Entry::Choice(words) => {
                let at = words.iter().position(|word| *word == self.line.text()).unwrap_or(0) as i64;
                let next = (at + steps).rem_euclid(words.len().max(1) as i64);
                self.line.set(words.get(next as usize).unwrap_or(&""));
                return;
            }
        };
        let text = self.line.text().trim();
        let next = match text.parse::<f64>() {
            Ok(number) if number.is_finite() => (number as i64).saturating_add(steps),
            _ if low == 1 && high == 5 => 3,
            // A length such as 25m30s.
            _ => span::parse(text).map_or(low.max(1), |seconds| seconds / 60 + steps),
        };
        self.line.set(&next.clamp(low, high).to_string());
    }
}

impl Form {
    fn new(kind: FormKind, fields: Vec<Field>) -> Self {
        Self { kind, fields, at: 0, error: None, more: Vec::new() }
    }

    /// The form for a new task.
    pub fn add_task() -> Self {
        Self::new(FormKind::AddTask, task::fields(None))
    }

    /// The form for a task that is there; none where it is not.
    pub fn edit_task(model: &Model, id: &Id) -> Option<Self> {
        Some(Self::new(FormKind::EditTask(id.clone()), task::fields(Some(model.task(id)?))))
    }

    /// The form for the reason of giving up.
    pub fn void() -> Self {
        Self::new(FormKind::Void, vec![Field::new("reason", "", limits::TITLE)])
    }

    /// The form for what an interruption was about.
    pub fn note(index: usize, text: &str) -> Self {
        Self::new(FormKind::Note(index), vec![Field::new("note", text, limits::TITLE)])
    }

    /// The form for more or fewer minutes.
    pub fn extend() -> Self {
        Self::new(FormKind::Extend, vec![Field::number("minutes", "5", -1440, 1440)])
    }

    /// The key of the label of a field.
    pub fn label(&self, field: &Field) -> String {
        let family = match self.kind {
            FormKind::Review(_) => "review-name",
            FormKind::Goals(_) => "assess-field",
            _ => "task-field",
        };
        format!("{family}-{}", field.name)
    }

    /// Whether anything was written.
    pub fn is_changed(&self) -> bool {
        self.fields.iter().any(Field::is_changed)
    }

    /// Whether what is written can also become a task with one more key.
    pub fn can_be_task(&self) -> bool {
        matches!(self.kind, FormKind::Note(_))
    }

    /// The next field, or one before.
    pub(super) fn turn(&mut self, forward: bool) {
        let count = self.fields.len().max(1);
        self.at = (self.at + if forward { 1 } else { count - 1 }) % count;
    }

    /// Takes a key that writes or changes a number.
    pub(super) fn key(&mut self, key: &KeyEvent) -> bool {
        let Some(field) = self.fields.get_mut(self.at) else { return false };
        let steps = match (field.entry, key.code) {
            (Entry::Number(..) | Entry::Choice(_), KeyCode::Right) => 1,
            (Entry::Number(..) | Entry::Choice(_), KeyCode::Left) => -1,
            (Entry::Choice(_), KeyCode::Char(' ')) => 1,
            // Nothing is typed there.
            (Entry::Choice(_), _) => return false,
            _ => 0,
        };
        let types = matches!(key.code, KeyCode::Char(_))
            && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        let meant = if steps == 0 {
            if types && matches!(field.entry, Entry::Number(..)) && !field.touched {
                field.line.set("");
            }
            field.line.key(key)
        } else {
            field.step(steps);
            true
        };
        if meant {
            field.touched = true;
            self.forgive();
        }
        meant
    }

    /// Shows what is wrong, each beside its field, and goes to the first.
    pub(super) fn show(&mut self, faults: Vec<(usize, String)>) {
        let mut faults = faults.into_iter();
        self.error = faults.next();
        self.more = faults.collect();
        self.at = self.error.as_ref().map_or(self.at, |(at, _)| *at);
    }

    /// What is wrong, in the order of the fields.
    pub fn errors(&self) -> impl Iterator<Item = &(usize, String)> {
        self.error.iter().chain(&self.more)
    }

    /// What was wrong in the present field is being mended.
    fn forgive(&mut self) {
        let at = self.at;
        let left = self.error.take().into_iter().chain(self.more.drain(..));
        let mut left = left.filter(|(wrong, _)| *wrong != at).collect::<Vec<_>>().into_iter();
        self.error = left.next();
        self.more = left.collect();
    }

    /// Writes pasted text.
    pub(super) fn paste(&mut self, text: &str) {
        if let Some(field) = self.fields.get_mut(self.at).filter(|field| !matches!(field.entry, Entry::Choice(_))) {
            field.touched = true;
            field.line.insert(text);
            self.forgive();
        }
    }

    /// Shows what is wrong beside the field of that name; beside the present one where there is none.
    pub(super) fn refuse(&mut self, name: Option<&str>, text: String) {
        let place = |name: &str| self.fields.iter().position(|field| field.name == name);
        // A task that is named wrongly stands in one field or in the other.
        let at = name.and_then(|name| place(name).or_else(|| place("blocked_by").filter(|_| name == "task")));
        self.at = at.unwrap_or(self.at);
        self.error = Some((self.at, text));
        self.more.clear();
    }

    /// The commands that the form asks for.
    ///
    /// # Errors
    /// The field that cannot be understood, and why.
    pub(super) fn commands(
        &self,
        model: &Model,
        locale: &Locale,
        now: &Moment,
    ) -> Result<Vec<Command>, (usize, String)> {
        let first = self.fields.first().map_or("", |field| field.line.text().trim());
        Ok(vec![match &self.kind {
            FormKind::Split(id) => self.split_command(id, model, locale)?,
            FormKind::Merge(ids) => self.merge_command(ids),
            FormKind::Goals(template) => return self.goal_commands(template, model, locale, now),
            FormKind::Review(week) => Command::AnswerReview { week: *week, answers: self.answers() },
            FormKind::Amend(id) => {
                Command::Amend { session: id.to_string(), edit: self.amendment(model, locale, now)? }
            }
            FormKind::Log => Command::Log(self.entry(model, locale, now)?),
            FormKind::StartAt(chosen) => Command::Start(self.late_start(chosen, model, locale, now)?),
            FormKind::AddTask => Command::AddTask(self.task_edit(model, locale, now)?),
            FormKind::EditTask(id) | FormKind::Estimate(id) => {
                Command::EditTask { task: id.to_string(), edit: self.task_edit(model, locale, now)? }
            }
            FormKind::Void => Command::Void { reason: (!first.is_empty()).then(|| first.to_owned()) },
            FormKind::Note(index) => Command::NoteMark { index: *index, note: first.to_owned() },
            FormKind::Extend => {
                let seconds = span::parse_signed(first).map_err(|error| (0, task::span_error(locale, first, error)))?;
                Command::Extend { seconds }
            }
        }])
    }

    /// Everything that can be told to be wrong before it is asked for, of all fields at once.
    pub(super) fn faults(&self, model: &Model, locale: &Locale, now: &Moment) -> Vec<(usize, String)> {
        match self.kind {
            FormKind::AddTask | FormKind::EditTask(_) | FormKind::Estimate(_) => self.task_faults(model, locale, now),
            FormKind::Amend(_) | FormKind::Log | FormKind::StartAt(_) => self.session_faults(model, locale, now),
            FormKind::Goals(_) => self.goal_faults(model, locale, now),
            FormKind::Split(_) => self.split_faults(model, locale),
            // One field each: nothing else can be wrong.
            FormKind::Merge(_) | FormKind::Review(_) | FormKind::Void | FormKind::Note(_) | FormKind::Extend => {
                Vec::new()
            }
        }
    }

    /// Whether a form that nothing was written in is simply closed.
    pub(super) fn closes_unchanged(&self) -> bool {
        matches!(
            self.kind,
            FormKind::EditTask(_)
                | FormKind::Estimate(_)
                | FormKind::Note(_)
                | FormKind::Amend(_)
                | FormKind::Review(_)
                | FormKind::Goals(_)
        )
    }

    /// What makes a task of the text of an interruption, once that is kept.
    pub(super) fn as_task(&self, model: &Model) -> Option<Command> {
        let FormKind::Note(index) = self.kind else { return None };
        let session = model.timer.run.as_ref()?.session.clone();
        Some(Command::ParkToTask { mark: MarkRef { session, index } })
    }

    /// Whether a command is the one that this form sends.
    pub(super) fn sends(&self, command: &Command) -> bool {
        match (&self.kind, command) {
            (FormKind::AddTask, Command::AddTask(_))
            | (FormKind::Void, Command::Void { .. })
            | (FormKind::Extend, Command::Extend { .. }) => true,
            (FormKind::EditTask(id) | FormKind::Estimate(id), Command::EditTask { task, .. }) => id.as_str() == task,
            (FormKind::Note(at), Command::NoteMark { index, .. }) => at == index,
            (FormKind::Amend(id), Command::Amend { session, .. }) => id.as_str() == session,
            (FormKind::Log, Command::Log(_)) => true,
            (FormKind::StartAt(_), Command::Start(start)) => start.at.is_some(),
            (FormKind::Review(of), Command::AnswerReview { week, .. }) => of == week,
            (FormKind::Goals(of), Command::SetGoal(setting)) => *of == setting.template,
            (FormKind::Split(id), Command::SplitInto { task, .. }) => id.as_str() == task,
            (FormKind::Merge(ids), Command::MergeTasks { tasks, .. }) => ids.iter().map(Id::as_str).eq(tasks),
            _ => false,
        }
    }
}
