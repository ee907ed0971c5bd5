//! The one way in which the model changes: a command at a moment. Pure; its effects are data.
mod assess;
mod history;
mod import;
mod order;
mod plan;
mod reflect;
mod repeat;
mod resize;
mod tasks;
mod timer;
mod undo;

use super::{
    change::Change,
    command::{Command, Effect, Refusal},
    model::Model,
    moment::Moment,
    record::Kind,
    undo::FieldChange,
};

/// Carries out `command` at `now`: changes the model and says what has to be done for it to be safe
/// and seen, in order.
///
/// # Errors
/// A refusal says why the command was not carried out; the model is then as [`Command::Settle`] at
/// `now` leaves it.
pub fn update(model: &mut Model, command: &Command, now: &Moment) -> Result<Vec<Effect>, Refusal> {
    let mut change = Change::new(model, now);
    if command.concerns_timer() {
        timer::settle(&mut change, *command == Command::Tick)?;
    }
    match command {
        Command::Settle | Command::Tick | Command::Recur => repeat::appear(&mut change)?,
        Command::Start(start) => timer::start(&mut change, start)?,
        Command::Pause => timer::pause(&mut change)?,
        Command::Resume => timer::resume(&mut change)?,
        Command::Toggle => timer::toggle(&mut change)?,
        Command::Break => timer::take_break(&mut change)?,
        Command::Skip => timer::skip(&mut change)?,
        Command::Restart => timer::restart(&mut change)?,
        Command::Finish => timer::finish(&mut change)?,
        Command::Void { reason } => timer::void(&mut change, reason.as_deref())?,
        Command::Extend { seconds } => timer::extend(&mut change, *seconds)?,
        Command::Resolve(answer) => timer::resolve(&mut change, *answer)?,
        Command::Interrupt { kind, note } => timer::interrupt(&mut change, *kind, note.as_deref())?,
        Command::NoteMark { index, note } => timer::note_mark(&mut change, *index, note)?,
        Command::Assign { task } => timer::assign(&mut change, task.as_deref())?,
        Command::Log(entry) => history::log(&mut change, entry)?,
        Command::Amend { session, edit } => history::amend(&mut change, session, edit)?,
        Command::DeleteSession { session } => history::delete(&mut change, session)?,
        Command::AddTask(edit) => tasks::add(&mut change, edit)?,
        Command::ParkToTask { mark } => tasks::park(&mut change, mark)?,
        Command::EditTask { task, edit } => tasks::edit(&mut change, task, edit)?,
        Command::Done { tasks } => tasks::done(&mut change, tasks)?,
        Command::Drop { tasks } => tasks::drop(&mut change, tasks)?,
        Command::Reopen { task } => tasks::reopen(&mut change, task)?,
        Command::Pin { task } => tasks::pin(&mut change, task)?,
        Command::DeleteTask { task } => tasks::delete(&mut change, task)?,
        Command::Raise { task, scale } => tasks::shift(&mut change, task, *scale, 1)?,
        Command::Lower { task, scale } => tasks::shift(&mut change, task, *scale, -1)?,
        Command::SplitTask { task, parts } => resize::split(&mut change, task, *parts)?,
        Command::SplitInto { task, parts } => resize::split_into(&mut change, task, parts)?,
        Command::MergeTasks { tasks, title } => resize::merge(&mut change, tasks, title.as_deref())?,
        Command::PlaceTask { task, place } => order::place(&mut change, task, place)?,
        Command::Assess(scores) => assess::record(&mut change, scores)?,
        Command::EditAssessment { assessment, edit } => assess::edit(&mut change, assessment, edit)?,
        Command::DeleteAssessment { assessment } => assess::delete(&mut change, assessment)?,
        Command::ImportAssessments(sets) => import::import(&mut change, sets)?,
        Command::SetGoal(goal) => reflect::set_goal(&mut change, goal)?,
        Command::AnswerReview { week, answers } => reflect::answer(&mut change, *week, answers)?,
        Command::AcceptSuggestion { week, rule, title } => reflect::accept(&mut change, *week, *rule, title)?,
        Command::DismissSuggestion { week, rule } => reflect::dismiss(&mut change, *week, *rule)?,
        Command::KeepTemplate(template) => assess::keep_template(&mut change, template)?,
        Command::AcceptPlan { date, accepted, capacity } => {
            plan::accept(&mut change, *date, accepted, *capacity)?;
        }
        Command::EditPlan { date, edit } => plan::edit(&mut change, *date, edit)?,
        Command::TakeEdits(edits) => undo::take_edits(&mut change, edits)?,
        Command::Undo => undo::undo(&mut change)?,
    }
    Ok(change.effects())
}

impl Command {
    /// Whether it names or changes tasks themselves, so that what somebody changed in the picture of them
    /// by hand has to be known first.
    /// In `model` stands what would be undone.
    pub fn concerns_tasks(&self, model: &Model) -> bool {
        let of_picture = |field: &FieldChange| matches!(field.kind, Kind::Task | Kind::Goal);
        if *self == Self::Undo {
            return model.undo.last().is_some_and(|entry| entry.changes.iter().any(of_picture));
        }
        matches!(
            self,
            Self::AddTask(_)
                | Self::ParkToTask { .. }
                | Self::EditTask { .. }
                | Self::Done { .. }
                | Self::Drop { .. }
                | Self::Reopen { .. }
                | Self::Pin { .. }
                | Self::DeleteTask { .. }
                | Self::SplitTask { .. }
                | Self::SplitInto { .. }
                | Self::MergeTasks { .. }
                | Self::Raise { .. }
                | Self::Lower { .. }
                | Self::PlaceTask { .. }
                | Self::SetGoal(_)
                | Self::AcceptSuggestion { .. }
        )
    }

    /// Whether it reads or changes the timer, so that what is due has to be finished first.
    pub fn concerns_timer(&self) -> bool {
        matches!(
            self,
            Self::Start(_)
                | Self::Pause
                | Self::Resume
                | Self::Toggle
                | Self::Break
                | Self::Skip
                | Self::Restart
                | Self::Finish
                | Self::Void { .. }
                | Self::Extend { .. }
                | Self::Resolve(_)
                | Self::Interrupt { .. }
                | Self::NoteMark { .. }
                | Self::Assign { .. }
                | Self::Settle
                | Self::Tick
                | Self::Undo
        )
    }

    /// Whether what is due has to be written down before it: what it speaks of may only then be there.
    pub fn settles_first(&self) -> bool {
        let past = matches!(self, Self::Log(_) | Self::Amend { .. } | Self::DeleteSession { .. });
        past || (self.concerns_timer() && !matches!(self, Self::Settle | Self::Tick))
    }

    /// Whether it needs every session of the past one by one, where `model` holds some as sums only.
    pub fn needs_all_sessions(&self, model: &Model) -> bool {
        let not_held =
            |field: &FieldChange| field.kind == Kind::Session && model.book.sessions.find(field.id.as_str()).is_none();
        match self {
            Self::Log(_) | Self::Amend { .. } | Self::DeleteSession { .. } => true,
            Self::Undo => model.undo.last().is_some_and(|entry| entry.changes.iter().any(not_held)),
            _ => false,
        }
    }
}
