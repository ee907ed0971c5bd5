//! The vocabulary of the program: everything that can be asked of it, everything it does in answer,
//! and every reason for which it refuses.
mod effect;
mod reflection;
mod refusal;

pub use effect::{Effect, Event, Happening};
pub use reflection::{GoalSetting, Imported, ImportedLine, Scores, ScoresEdit};
pub use refusal::Refusal;

use super::{
    commitment::Share,
    parked::MarkRef,
    session::{Origin, Outcome},
    stamp::Stamp,
    suggestion::Rule,
    task::{Due, Repeat},
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
    /// Make a task of the note of an interruption, once.
    ParkToTask {
        /// Which mark.
        mark: MarkRef,
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
    /// A day may have come: make the tasks that come back on it. Settle and Tick do so too.
    Recur,
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
    /// Give tasks up. One that repeats comes back on its next day.
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
    /// Delete a task. The last one of a series takes the series with it.
    DeleteTask {
        /// Which.
        task: TaskRef,
    },
    /// One step more important or more urgent, up to 5.
    Raise {
        /// Which.
        task: TaskRef,
        /// In what.
        scale: Scale,
    },
    /// One step less important or less urgent, down to 1 or to no urgency.
    Lower {
        /// Which.
        task: TaskRef,
        /// In what.
        scale: Scale,
    },
    /// Make several tasks of one: it becomes the first part, the others share what is left of its estimate.
    SplitTask {
        /// Which.
        task: TaskRef,
        /// How many, 2 to 50.
        parts: u32,
    },
    /// Make several tasks of one, as it is said here: it becomes the first part.
    SplitInto {
        /// Which.
        task: TaskRef,
        /// The parts in order, 2 to 50.
        parts: Vec<Part>,
    },
    /// Make one task of several: the first one takes the others in.
    MergeTasks {
        /// Which, at least two; only the first may have been worked on.
        tasks: Vec<TaskRef>,
        /// What it is called then; `None`: all their titles.
        title: Option<String>,
    },
    /// Put a task elsewhere in the order by hand.
    PlaceTask {
        /// Which.
        task: TaskRef,
        /// Where.
        place: Place,
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
    /// Change the plan of a day.
    EditPlan {
        /// The logical date.
        date: Date,
        /// How.
        edit: PlanEdit,
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
    /// Without a mode: as configured, whatever mode is under way.
    pub as_set: bool,
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
    /// Came up after the day was planned. A new task of which nothing is said did where today's plan is accepted.
    pub unplanned: Option<bool>,
    /// The dimension it practises.
    pub dimension: Option<Option<String>>,
    /// How often it comes back.
    pub repeat: Option<Option<Repeat>>,
}

/// A part of a task that is split.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// What it is called.
    pub title: String,
    /// Pomodoros still to be done for it, 0.1 to 999.
    pub estimate: Option<f64>,
}

/// What a single key raises and lowers in a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// How much it matters.
    Importance,
    /// How pressing it is by hand.
    Urgency,
}

/// Where a task goes in the order by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the one that stands before it.
    Up,
    /// Behind the one that stands behind it.
    Down,
    /// Before all others.
    First,
    /// Behind all others.
    Last,
    /// Right before this one.
    Before(TaskRef),
}

/// A change of a day's plan. Where none is accepted yet, the one that is offered is changed and accepted.
#[derive(Clone, Debug, PartialEq)]
pub enum PlanEdit {
    /// Take what is offered. A plan that is accepted and holds something stays as it is.
    Accept,
    /// Take what is offered now, in place of what was accepted.
    Anew,
    /// Put a task at the end, or give one that is planned another size.
    Add {
        /// Which.
        task: TaskRef,
        /// Whole pomodoros; `None`: what is left of its estimate, at least 1.
        pomodoros: Option<u32>,
    },
    /// Take a task out.
    Drop {
        /// Which.
        task: TaskRef,
    },
    /// Move a task by so many places: negative to the front. It stops at the ends.
    Move {
        /// Which.
        task: TaskRef,
        /// How far.
        by: i32,
    },
}
