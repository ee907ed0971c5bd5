//! Commands of tasks. Spec: tasks.
use jiff::civil::Date;

use super::timer::in_range;
use crate::domain::{
    change::Change,
    command::{Refusal, TaskEdit, TaskRef},
    commitment::{DayPlan, Share},
    id::Id,
    limits,
    model::Model,
    record::Kind,
    task::{Pomodoros, Rank, Task},
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
    change.create(&task)?;
    Ok(task.title)
}

pub(super) fn edit(change: &mut Change<'_>, name: &str, edit: &TaskEdit) -> Result<(), Refusal> {
    let id = change.model.find_task(name)?;
    let Some(mut task) = change.model.task(&id).cloned() else { return Ok(()) };
    let before = task.clone();
    apply(change.model, &mut task, edit)?;
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
    change.edit::<Task>(&id, |task| task.pinned = !task.pinned)?;
    change.remember("task-pin", &title, None);
    Ok(())
}

pub(super) fn delete(change: &mut Change<'_>, name: &str) -> Result<(), Refusal> {
    let id = change.model.find_task(name)?;
    let title = title_of(change.model, &id);
    change.edit::<Task>(&id, |task| task.deleted = true)?;
    change.remember("task-delete", &title, None);
    Ok(())
}

pub(super) fn accept_plan(
    change: &mut Change<'_>,
    date: Date,
    accepted: &[Share],
    capacity: Option<u32>,
) -> Result<(), Refusal> {
    for share in accepted {
        in_range("estimate", f64::from(share.pomodoros), 1.0, Pomodoros::MOST)?;
        if change.model.task(&share.task).is_none() {
            return Err(Refusal::NoSuchTask { task: share.task.to_string() });
        }
    }
    let known = change.model.book.plans.values().find(|plan| plan.date == date && !plan.deleted).cloned();
    if let Some(plan) = known {
        change.edit::<DayPlan>(&plan.id, |plan| {
            plan.accepted = accepted.to_vec();
            plan.capacity = capacity;
        })?;
    } else {
        let id = change.fresh_id(Kind::Plan, TASK_ID + 2);
        let plan = DayPlan { id, date, accepted: accepted.to_vec(), capacity, ..DayPlan::default() };
        change.create(&plan)?;
    }
    change.remember("plan-accept", &date.to_string(), None);
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
        next.tags = tags.iter().map(|text| limits::tag(text)).collect::<Result<_, _>>()?;
        next.tags.dedup();
        in_range("tags", next.tags.len() as f64, 0.0, MOST_TAGS as f64)?;
    }
    if let Some(note) = &edit.note {
        next.note = note.as_deref().map_or(Ok(None), |text| limits::lines(text, "note"))?;
    }
    if let Some(blockers) = &edit.blocked_by {
        next.blocked_by = blockers.iter().map(|name| model.find_task(name)).collect::<Result<_, _>>()?;
        refuse_cycle(model, &next)?;
    }
    if let Some(unplanned) = edit.unplanned {
        next.unplanned = unplanned;
    }
    if let Some(dimension) = &edit.dimension {
        let link = dimension.as_deref();
        next.dimension = link.map(|text| limits::line(text, "dimension", limits::TITLE)).transpose()?;
    }
    *task = next;
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
    let untouched = model.book.ledger.task(&task.id).pomodoros == 0;
    if untouched || task.estimates.len() >= 3 {
        task.estimates.pop();
    }
    task.estimates.push(pomodoros);
    Ok(())
}

fn rank(field: &'static str, level: i64) -> Result<Rank, Refusal> {
    Rank::new(level).ok_or(Refusal::OutOfRange { field, low: 1.0, high: 5.0 })
}

fn refuse_cycle(model: &Model, task: &Task) -> Result<(), Refusal> {
    // Depth first along "waits for"; a way back to the task itself is a cycle.
    let mut path = vec![(task.id.clone(), task.blocked_by.clone())];
    let mut seen = std::collections::BTreeSet::new();
    while let Some((_, waits_for)) = path.last_mut() {
        let Some(next) = waits_for.pop() else {
            path.pop();
            continue;
        };
        if next == task.id {
            let title = |id: &Id| if *id == task.id { task.title.clone() } else { title_of(model, id) };
            let mut tasks: Vec<String> = path.iter().map(|(id, _)| title(id)).collect();
            tasks.push(task.title.clone());
            return Err(Refusal::Cycle { tasks });
        }
        if seen.insert(next.clone())
            && let Some(blocker) = model.task(&next)
        {
            path.push((next, blocker.blocked_by.clone()));
        }
    }
    Ok(())
}

fn title_of(model: &Model, id: &Id) -> String {
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
