//! Tasks that come back: the next one of a series. Spec: tasks; issue "recurring tasks".
use crate::domain::{change::Change, command::Refusal, id::Id, task::Task};

/// Makes the tasks whose day has come. Nobody did this, so nobody takes it back.
pub(super) fn appear(change: &mut Change<'_>) -> Result<(), Refusal> {
    for id in change.model.recurring(change.now) {
        follow(change, &id)?;
    }
    change.forget();
    Ok(())
}

/// Makes the task that comes after this one, and hands the series over to it.
pub(super) fn follow(change: &mut Change<'_>, id: &Id) -> Result<(), Refusal> {
    let Some(task) = change.model.task(id).cloned() else { return Ok(()) };
    let Some((next, _)) = change.model.next_of(&task, change.now) else { return Ok(()) };
    change.edit::<Task>(id, |task| task.repeat = None)?;
    match change.model.book.tasks.get(&next.id) {
        None => change.create(&next),
        // It was taken back with the change that made it.
        Some(known) if known.deleted => {
            let (extra, latest) = (known.extra.clone(), known.latest.clone());
            change.edit::<Task>(&next.id.clone(), |task| *task = Task { extra, latest, ..next })
        }
        // Another device was first.
        Some(_) => Ok(()),
    }
}
