//! Every reason for which a command is not carried out. The locale turns them into sentences.
use crate::domain::{id::Id, session::Session, stamp::Stamp, week::Week};

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
    /// No break is to be taken.
    NoBreakDue,
    /// Only focus can be given up, and none runs.
    NoFocus,
    /// The phase came due and counts on: it is completed, so it cannot be given up any more.
    WasCompleted,
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
    /// The mode counts up, so it takes no length.
    CountsUp {
        /// Which.
        mode: String,
    },
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
    /// It began in the past but would end in the future.
    EndsInFuture,
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
    /// The task was worked on, so that no other one can take it in.
    WorkedOn {
        /// Its title.
        task: String,
    },
    /// It takes two tasks to merge them.
    NothingToMerge,
    /// The task is not in the plan of that day.
    NotPlanned {
        /// Its title.
        task: String,
    },
    /// No open task can be planned for that day, or nothing fits into it.
    NothingToPlan,
    /// The task stands in a plan twice.
    PlannedTwice {
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
    /// A week that is over.
    InPast,
    /// A date that lies outside the week it is given with.
    NotInWeek {
        /// The week.
        week: Week,
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
    /// The last change could not be noted for undo.
    NotNoted,
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
