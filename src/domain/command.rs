//! The vocabulary of the program: everything that can be asked of it, everything it does in answer,
//! and every reason for which it refuses.
mod effect;
mod reflection;

pub use effect::{Effect, Event, Happening};
pub use reflection::{GoalSetting, Imported, ImportedLine, Scores, ScoresEdit};

use super::{
    commitment::Share,
    id::Id,
    session::{Origin, Outcome, Session},
    stamp::Stamp,
    suggestion::Rule,
    task::Due,
    template::Template,
    undo::FieldChange,
    week::Week,
};
use jiff::civil::Date;

/// A task as a person names it: an id, a unique prefix of one, or the exact title.
pub type TaskRef = String;

/// Everything that can be asked of the program. Fields that are `None` are left as they are.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Begin focus.
    Start(Start),
    /// Stop counting until resumed.
    Pause,
    /// Go on counting.
    Resume,
    /// Start, pause or resume, whichever fits.
    Toggle,
    /// Begin the break that is due.
    Break,
    /// Leave the present phase and go on to the next.
    Skip,
    /// Begin the present phase anew.
    Restart,
    /// End the present phase now and keep its minutes.
    Finish,
    /// Give the present focus up.
    Void {
        /// Why.
        reason: Option<String>,
    },
    /// Add seconds to the present phase, or take some away.
    Extend {
        /// Seconds, negative to shorten.
        seconds: i64,
    },
    /// Say what a gap was.
    Resolve(Answer),
    /// Mark an interruption while the clock goes on.
    Interrupt {
        /// Where it came from.
        kind: Origin,
        /// What it was.
        note: Option<String>,
    },
    /// Put what an interruption was about into words, or change them.
    NoteMark {
        /// The mark's place among the marks of the running phase, from 0.
        index: usize,
        /// What it was.
        note: String,
    },
    /// What the running focus is for; `None`: nothing in particular.
    Assign {
        /// The task.
        task: Option<TaskRef>,
    },
    /// Time has passed: finish what is due. Nothing new begins.
    Settle,
    /// Time has passed and somebody watches: finish what is due, begin what begins by itself.
    Tick,
    /// Enter a session that was not measured.
    Log(LogEntry),
    /// Change a session of the past.
    Amend {
        /// Which.
        session: String,
        /// The new values.
        edit: SessionEdit,
    },
    /// Take a session out of the history.
    DeleteSession {
        /// Which.
        session: String,
    },
    /// Enter a task.
    AddTask(TaskEdit),
    /// Change a task.
    EditTask {
        /// Which.
        task: TaskRef,
        /// The new values.
        edit: TaskEdit,
    },
    /// Mark tasks as done.
    Done {
        /// Which.
        tasks: Vec<TaskRef>,
    },
    /// Give tasks up.
    Drop {
        /// Which.
        tasks: Vec<TaskRef>,
    },
    /// Make a done or dropped task open again.
    Reopen {
        /// Which.
        task: TaskRef,
    },
    /// Keep a task on top, or stop doing so.
    Pin {
        /// Which.
        task: TaskRef,
    },
    /// Delete a task.
    DeleteTask {
        /// Which.
        task: TaskRef,
    },
    /// Keep a set of scores.
    Assess(Scores),
    /// Change a set of scores that is kept.
    EditAssessment {
        /// Its id, or a unique prefix of it.
        assessment: String,
        /// The new values.
        edit: ScoresEdit,
    },
    /// Take a set of scores out of the history.
    DeleteAssessment {
        /// Its id, or a unique prefix of it.
        assessment: String,
    },
    /// Keep sets of scores from elsewhere: all of them or, where one does not fit, none. Those that are
    /// kept already are passed over.
    ImportAssessments(Vec<Imported>),
    /// Set a goal, replace it or take it away.
    SetGoal(GoalSetting),
    /// Answer questions of a weekly look back; an empty answer takes one away.
    AnswerReview {
        /// The week that is looked back on.
        week: Week,
        /// Answers by question, see [`QUESTIONS`](super::look_back::QUESTIONS).
        answers: Vec<(String, String)>,
    },
    /// Follow a suggestion of a weekly look back.
    AcceptSuggestion {
        /// The week that is looked back on.
        week: Week,
        /// Which.
        rule: Rule,
        /// The title of the task that it may become, in the reader's language.
        title: String,
    },
    /// Decline a suggestion of a weekly look back.
    DismissSuggestion {
        /// The week that is looked back on.
        week: Week,
        /// Which.
        rule: Rule,
    },
    /// Keep a template of one's own: a new one, or a new version of a known one.
    KeepTemplate(Box<Template>),
    /// Accept a plan for a day.
    AcceptPlan {
        /// The logical date.
        date: Date,
        /// Tasks and pomodoros in order.
        accepted: Vec<Share>,
        /// What fitted into the day then.
        capacity: Option<u32>,
    },
    /// Take in what somebody wrote into `state.toml` by hand.
    TakeEdits(Vec<FieldChange>),
    /// Take the last change back.
    Undo,
}

/// How focus begins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Start {
    /// What it is for.
    pub task: Option<TaskRef>,
    /// Length in seconds, where it is not the configured one.
    pub length_s: Option<u32>,
    /// The mode, where it is not the configured one.
    pub mode: Option<String>,
    /// When it began, where that is in the past.
    pub at: Option<Stamp>,
}

/// What a gap was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A pause: go on now.
    Continue,
    /// The end: keep the minutes up to it.
    End,
    /// Work: count it.
    Count,
    /// A reason to give the pomodoro up.
    Void,
}

/// A session entered by hand.
#[derive(Clone, Debug, PartialEq)]
pub struct LogEntry {
    /// What it was for.
    pub task: Option<TaskRef>,
    /// When it began.
    pub at: Stamp,
    /// Its length in seconds.
    pub seconds: u32,
    /// How it ended: completed, partial or void.
    pub outcome: Outcome,
    /// A remark.
    pub note: Option<String>,
}

/// New values for a session of the past.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SessionEdit {
    /// What it was for; `Some(None)`: nothing in particular.
    pub task: Option<Option<TaskRef>>,
    /// When it began.
    pub at: Option<Stamp>,
    /// Its length in seconds.
    pub seconds: Option<u32>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// A remark; `Some(None)` clears it.
    pub note: Option<Option<String>>,
}

/// Values for a task; an outer `None` leaves a field as it is, an inner one clears it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TaskEdit {
    /// What.
    pub title: Option<String>,
    /// 1 to 5.
    pub importance: Option<i64>,
    /// 1 to 5.
    pub urgency: Option<Option<i64>>,
    /// By when.
    pub due: Option<Option<Due>>,
    /// Pomodoros.
    pub estimate: Option<Option<f64>>,
    /// What it belongs to.
    pub project: Option<Option<String>>,
    /// Labels.
    pub tags: Option<Vec<String>>,
    /// A remark.
    pub note: Option<Option<String>>,
    /// Tasks that come first.
    pub blocked_by: Option<Vec<TaskRef>>,
    /// Came up after the day was planned.
    pub unplanned: Option<bool>,
    /// The dimension it practises.
    pub dimension: Option<Option<String>>,
}

/// Why a command was not carried out. Nothing has changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// A focus phase runs already.
    AlreadyRunning,
    /// The phase is paused already.
    AlreadyPaused,
    /// Nothing runs.
    NothingRuns,
    /// Nothing is paused.
    NotPaused,
    /// There is no phase or break to pass over.
    NothingToSkip,
    /// Only focus can be given up, and none runs.
    NoFocus,
    /// The question about the gap has to be answered first.
    AskedFirst,
    /// No question is open.
    NothingAsked,
    /// There is no such mode.
    NoSuchMode {
        /// What was asked for.
        mode: String,
        /// What there is.
        known: String,
    },
    /// It counts up, so there is no end to move.
    NoEnd,
    /// Shortening would end the phase in the past.
    TooShort,
    /// A number lies outside its range.
    OutOfRange {
        /// The field's name as a key of the locale.
        field: &'static str,
        /// Least value.
        low: f64,
        /// Greatest value.
        high: f64,
    },
    /// A time in the future.
    InFuture,
    /// A week that is over.
    InPast,
    /// A time before the running phase of before.
    BeforeLast {
        /// When that ended.
        ended: Stamp,
    },
    /// Two sessions would overlap.
    Overlap {
        /// The other one.
        session: Box<Session>,
    },
    /// A text that must not be empty is.
    Empty {
        /// The field's name as a key of the locale.
        field: &'static str,
    },
    /// A text is too long.
    TooLong {
        /// The field's name as a key of the locale.
        field: &'static str,
        /// Most bytes.
        most: usize,
    },
    /// A text holds control characters or an escape sequence.
    Control {
        /// The field's name as a key of the locale.
        field: &'static str,
    },
    /// A word that must not hold spaces does.
    Spaces {
        /// The field's name as a key of the locale.
        field: &'static str,
    },
    /// No task goes by that name.
    NoSuchTask {
        /// What was asked for.
        task: String,
    },
    /// Several tasks go by that name.
    AmbiguousTask {
        /// What was asked for.
        task: String,
        /// Ids and titles.
        candidates: Vec<(Id, String)>,
    },
    /// The task is done or dropped.
    NotOpen {
        /// Its title.
        task: String,
    },
    /// The task is open already.
    IsOpen {
        /// Its title.
        task: String,
    },
    /// Tasks would wait for each other.
    Cycle {
        /// Their titles, in order, the first one again at the end.
        tasks: Vec<String>,
    },
    /// No session has that id.
    NoSuchSession {
        /// What was asked for.
        session: String,
    },
    /// The interruption is not there.
    NoSuchMark,
    /// There is no such template.
    NoSuchTemplate {
        /// What was asked for.
        template: String,
        /// What there is.
        known: String,
    },
    /// The template has no such dimension.
    NoSuchDimension {
        /// What was asked for.
        dimension: String,
        /// What there is.
        known: String,
    },
    /// A dimension is named twice.
    Twice {
        /// Which.
        dimension: String,
    },
    /// A score lies outside the template's scale.
    OffScale {
        /// Which dimension.
        dimension: String,
        /// Least score.
        low: f64,
        /// Greatest score.
        high: f64,
    },
    /// Nothing was scored.
    NoScores,
    /// The template's weights cannot be used: negative, no number, or all zero.
    BadWeights {
        /// The template's id.
        template: String,
    },
    /// The weight of a dimension cannot be used: negative, no number, or too large.
    BadWeight {
        /// Which dimension.
        dimension: String,
    },
    /// What shall be an id has other characters than letters, digits, `-` and `_`, or none, or too many.
    BadId {
        /// What was asked for.
        id: String,
    },
    /// No one set of scores goes by that id.
    NoSuchAssessment {
        /// What was asked for.
        assessment: String,
    },
    /// Another set of scores has that id.
    IdTaken {
        /// The id.
        id: String,
    },
    /// A row of a table that shall be imported does not fit.
    InRow {
        /// The row, counted as a text editor counts lines.
        row: usize,
        /// The column's name.
        column: &'static str,
        /// What is wrong.
        reason: Box<Refusal>,
    },
    /// A look back has no such question.
    NoSuchQuestion {
        /// What was asked for.
        question: String,
        /// What there is.
        known: String,
    },
    /// That suggestion is not made for that week.
    NoSuchSuggestion {
        /// What was asked for.
        rule: String,
        /// What there is.
        known: String,
    },
    /// There is nothing to repeat within 48 hours.
    NothingToRetest,
    /// Nothing was changed.
    NothingToChange,
    /// Nothing can be undone.
    NothingToUndo,
    /// What would be undone has changed since.
    ChangedSince {
        /// What was done, as a key of the locale.
        action: String,
        /// What it was done to.
        subject: String,
    },
    /// A file was edited into something that a field cannot take.
    BadEdit {
        /// The field's name.
        field: String,
        /// What it takes.
        wants: &'static str,
    },
    /// Saving would need a record larger than the journal takes.
    TooLarge,
}
