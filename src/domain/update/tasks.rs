//! Commands of tasks. Spec: tasks.
use super::{repeat, timer::in_range};
use crate::domain::{
    change::Change,
    command::{Refusal, Scale, TaskEdit, TaskRef},
    id::Id,
    limits,
    model::Model,
    parked::MarkRef,
    record::Kind,
    task::{Due, Pomodoros, Rank, Task},
};

/// Letters of a task's id.
const TASK_ID: usize = 6;
/// Most labels of one task.
const MOST_TAGS: usize = 32;

pub(super) fn add(change: &mut Change<'_>, edit: &TaskEdit) -> Result<(), Refusal> {
    let title = create(change, edit)?;
    change.remember("task-add", &title, None);
    Ok(())
}

/// Makes a task as part of a larger step; gives back its title.
pub(super) fn create(change: &mut Change<'_>, edit: &TaskEdit) -> Result<String, Refusal> {
    let mut task = Task { id: change.fresh_id(Kind::Task, TASK_ID), created: change.now.stamp(), ..Task::default() };
    let title = edit.title.as_deref().unwrap_or_default();
    let edit = TaskEdit { title: Some(title.to_owned()), ..edit.clone() };
    apply(change.model, &mut task, &edit)?;
    give_first_day(change, &mut task, &edit);
    if edit.unplanned.is_none() {
        let plan = change.model.accepted_plan(change.model.today(change.now));
        task.unplanned = plan.is_some_and(|plan| !plan.accepted.is_empty());
    }
    change.create(&task)?;
    Ok(task.title)
}

pub(super) fn park(change: &mut Change<'_>, mark: &MarkRef) -> Result<(), Refusal> {
    let note = change.model.mark(mark).ok_or(Refusal::NoSuchMark)?.note.clone();
    let title = limits::line(note.as_deref().unwrap_or_default(), "note", limits::TITLE)?;
    let text = mark.text();
    let same = |task: &&Task| !task.deleted && task.mark.as_ref() == Some(&text);
    if let Some(task) = change.model.book.tasks.values().find(same) {
        let title = task.title.clone();
        let open = task.is_open();
        return Err(if open { Refusal::IsOpen { task: title } } else { Refusal::NotOpen { task: title } });
    }
    let id = change.fresh_id(Kind::Task, TASK_ID);
    let created = change.now.stamp();
    let task = Task { id, created, title, unplanned: true, mark: Some(text), ..Task::default() };
    change.create(&task)?;
    change.remember("task-add", &task.title, None);
    Ok(())
}

pub(super) fn edit(change: &mut Change<'_>, name: &str, edit: &TaskEdit) -> Result<(), Refusal> {
    let id = change.model.find_task(name)?;
    let Some(mut task) = change.model.task(&id).cloned() else { return Ok(()) };
    let before = task.clone();
    apply(change.model, &mut task, edit)?;
    give_first_day(change, &mut task, edit);
    if task == before {
        return Err(Refusal::NothingToChange);
    }
    let title = task.title.clone();
    change.edit::<Task>(&id, |entity| *entity = task)?;
    change.remember("task-edit", &title, None);
    Ok(())
}

pub(super) fn done(change: &mut Change<'_>, names: &[TaskRef]) -> Result<(), Refusal> {
    let now = change.now.stamp();
    each_open(change, names, "task-done", |task| task.done = Some(now))
}

pub(super) fn drop(change: &mut Change<'_>, names: &[TaskRef]) -> Result<(), Refusal> {
    let now = change.now.stamp();
    each_open(change, names, "task-drop", |task| task.dropped = Some(now))
}

fn each_open(
    change: &mut Change<'_>,
    names: &[TaskRef],
    action: &str,
    edit: impl Fn(&mut Task),
) -> Result<(), Refusal> {
    let mut ids = names.iter().map(|name| find_open(change.model, name)).collect::<Result<Vec<_>, _>>()?;
    ids.sort();
    ids.dedup();
    let titles: Vec<String> = ids.iter().filter_map(|id| Some(change.model.task(id)?.title.clone())).collect();
    for id in &ids {
        change.edit::<Task>(id, &edit)?;
        if action == "task-done" {
            repeat::follow(change, id)?;
        }
    }
    change.remember(action, &titles.join(", "), None);
    Ok(())
}

pub(super) fn reopen(change: &mut Change<'_>, name: &str) -> Result<(), Refusal> {
    let id = change.model.find_task(name)?;
    let title = title_of(change.model, &id);
    if change.model.task(&id).is_some_and(Task::is_open) {
        return Err(Refusal::IsOpen { task: title });
    }
    change.edit::<Task>(&id, |task| {
        task.done = None;
        task.dropped = None;
    })?;
    change.remember("task-reopen", &title, None);
    Ok(())
}

pub(super) fn pin(change: &mut Change<'_>, name: &str) -> Result<(), Refusal> {
    let id = find_open(change.model, name)?;
    let title = title_of(change.model, &id);
    let pinned = change.model.task(&id).is_some_and(|task| change.model.is_pinned(task, change.now));
    let today = change.model.today(change.now);
    change.edit::<Task>(&id, |task| {
        task.pinned = !pinned;
        task.pinned_on = task.pinned.then_some(today);
    })?;
    change.remember(if pinned { "task-unpin" } else { "task-pin" }, &title, None);
    Ok(())
}

pub(super) fn delete(change: &mut Change<'_>, name: &str) -> Result<(), Refusal> {
    let id = change.model.find_task(name)?;
    let title = title_of(change.model, &id);
    change.edit::<Task>(&id, |task| task.deleted = true)?;
    change.remember("task-delete", &title, None);
    Ok(())
}

/// Lays the values of `edit` over a task; nothing is changed where one of them does not fit.
fn apply(model: &Model, task: &mut Task, edit: &TaskEdit) -> Result<(), Refusal> {
    let mut next = task.clone();
    if let Some(title) = &edit.title {
        next.title = limits::line(title, "title", limits::TITLE)?;
    }
    if let Some(importance) = edit.importance {
        next.importance = rank("importance", importance)?;
    }
    if let Some(urgency) = edit.urgency {
        next.urgency = urgency.map(|urgency| rank("urgency", urgency)).transpose()?;
    }
    if let Some(due) = edit.due {
        next.due = due;
    }
    if let Some(estimate) = edit.estimate {
        estimated(model, &mut next, estimate)?;
    }
    if let Some(project) = &edit.project {
        next.project = project.as_deref().map(|text| limits::line(text, "project", limits::TITLE)).transpose()?;
    }
    if let Some(tags) = &edit.tags {
        next.tags.clear();
        for tag in tags {
            let tag = limits::tag(tag)?;
            if !next.tags.contains(&tag) {
                next.tags.push(tag);
            }
        }
        in_range("tags", next.tags.len() as f64, 0.0, MOST_TAGS as f64)?;
    }
    if let Some(note) = &edit.note {
        next.note = note.as_deref().map_or(Ok(None), |text| limits::lines(text, "note"))?;
    }
    if let Some(blockers) = &edit.blocked_by {
        next.blocked_by = blockers.iter().map(|name| model.find_task(name)).collect::<Result<_, _>>()?;
        refuse_cycle(&next, |id| model.task(id))?;
    }
    if let Some(unplanned) = edit.unplanned {
        next.unplanned = unplanned;
    }
    if let Some(dimension) = &edit.dimension {
        let link = dimension.as_deref();
        next.dimension = link.map(|text| limits::line(text, "dimension", limits::TITLE)).transpose()?;
    }
    if let Some(repeat) = edit.repeat {
        next.repeat = repeat;
    }
    *task = next;
    Ok(())
}

/// A series needs a day to count from: today, unless one is given.
fn give_first_day(change: &Change<'_>, task: &mut Task, edit: &TaskEdit) {
    if let Some(Some(repeat)) = edit.repeat
        && task.due.is_none()
    {
        task.due = Some(Due::Day(repeat.on_or_after(change.model.today(change.now))));
    }
}

/// One step up or down; at the end of the scale nothing is left to change.
pub(super) fn shift(change: &mut Change<'_>, name: &str, scale: Scale, by: i64) -> Result<(), Refusal> {
    let id = find_open(change.model, name)?;
    let Some(task) = change.model.task(&id).cloned() else { return Ok(()) };
    let stepped = |level: u8| Rank::new(i64::from(level) + by);
    let (mut importance, mut urgency) = (task.importance, task.urgency);
    match scale {
        Scale::Importance => importance = stepped(importance.level()).unwrap_or(importance),
        // Urgency 1 adds as little as none, so one step from none is 2, and one below 1 is none.
        Scale::Urgency => urgency = stepped(urgency.map_or(1, Rank::level)).or(urgency.filter(|_| by > 0)),
    }
    if (importance, urgency) == (task.importance, task.urgency) {
        return Err(Refusal::NothingToChange);
    }
    change.edit::<Task>(&id, |task| (task.importance, task.urgency) = (importance, urgency))?;
    change.remember("task-edit", &task.title, None);
    Ok(())
}

/// A new estimate takes the place of one that nothing has been worked on yet; otherwise it is the
/// second or third one, and the earlier ones are kept to learn from.
fn estimated(model: &Model, task: &mut Task, estimate: Option<f64>) -> Result<(), Refusal> {
    let Some(estimate) = estimate else {
        task.estimates.clear();
        return Ok(());
    };
    let refusal = Refusal::OutOfRange { field: "estimate", low: 0.1, high: Pomodoros::MOST };
    let pomodoros = Pomodoros::new(estimate).filter(|_| estimate >= 0.1).ok_or(refusal)?;
    let untouched = model.sums().task(&task.id).pomodoros == 0;
    if untouched || task.estimates.len() >= 3 {
        task.estimates.pop();
    }
    task.estimates.push(pomodoros);
    Ok(())
}

fn rank(field: &'static str, level: i64) -> Result<Rank, Refusal> {
    Rank::new(level).ok_or(Refusal::OutOfRange { field, low: 1.0, high: 5.0 })
}

/// Refuses a task that would wait for itself, with the tasks on the way named.
pub(super) fn refuse_cycle<'a>(task: &Task, find: impl Fn(&Id) -> Option<&'a Task>) -> Result<(), Refusal> {
    // Depth first along "waits for"; a way back to the task itself is a cycle.
    let mut path = vec![(task.id.clone(), task.blocked_by.clone())];
    let mut seen = std::collections::BTreeSet::new();
    while let Some((_, waits_for)) = path.last_mut() {
        let Some(next) = waits_for.pop() else {
            path.pop();
            continue;
        };
        if next == task.id {
            let title = |id: &Id| match find(id) {
                Some(other) if *id != task.id => other.title.clone(),
                _ => task.title.clone(),
            };
            let mut tasks: Vec<String> = path.iter().map(|(id, _)| title(id)).collect();
            tasks.push(task.title.clone());
            return Err(Refusal::Cycle { tasks });
        }
        if seen.insert(next.clone())
            && let Some(blocker) = find(&next)
        {
            path.push((next, blocker.blocked_by.clone()));
        }
    }
    Ok(())
}

pub(super) fn title_of(model: &Model, id: &Id) -> String {
    model.book.tasks.get(id).map(|task| task.title.clone()).unwrap_or_default()
}

/// The open task that goes by `name`.
pub(super) fn find_open(model: &Model, name: &str) -> Result<Id, Refusal> {
    let id = model.find_task(name)?;
    match model.task(&id) {
        Some(task) if !task.is_open() => Err(Refusal::NotOpen { task: task.title.clone() }),
        _ => Ok(id),
    }
}
