//! One task made several, several made one. Spec: tasks, "Estimates".
use std::collections::BTreeMap;

use super::{
    tasks::{find_open, refuse_cycle, title_of},
    timer::in_range,
};
use crate::domain::{
    change::Change,
    command::{Part, Refusal, TaskRef},
    id::Id,
    limits,
    model::Model,
    record::Kind,
    task::{Pomodoros, Task},
};

/// Letters of a task's id.
const TASK_ID: usize = 6;
/// The most parts that a task can be split into.
const MOST_PARTS: f64 = 50.0;
/// The least estimate that can be entered, in pomodoros.
const LEAST: f64 = 0.1;

impl Model {
    /// The parts of a task that is split evenly: what is left of its estimate is shared in whole pomodoros where it is
    /// whole. None for a task that is not there.
    pub fn even_parts(&self, id: &Id, parts: u32) -> Vec<Part> {
        let Some(task) = self.task(id) else { return Vec::new() };
        let left = self.left_of(task);
        let size = |part: u32| left.map(|left| share(left, parts, part)).filter(|size| *size >= LEAST);
        let part = |at: u32| Part { title: format!("{} {}/{parts}", task.title, at + 1), estimate: size(at) };
        (0..parts).map(part).collect()
    }

    /// What is left of a task's estimate.
    fn left_of(&self, task: &Task) -> Option<f64> {
        let spent = self.sums().task(&task.id).pomodoros as f64;
        task.estimate().map(|estimate| (estimate - spent).max(0.0))
    }
}

/// Splits a task evenly.
pub(super) fn split(change: &mut Change<'_>, name: &str, parts: u32) -> Result<(), Refusal> {
    let id = find_open(change.model, name)?;
    in_range("parts", f64::from(parts), 2.0, MOST_PARTS)?;
    if let Some(left) = change.model.task(&id).and_then(|task| change.model.left_of(task)) {
        // A part below one pomodoro would at once be offered for a merge.
        in_range("parts", f64::from(parts), 2.0, left.floor().clamp(2.0, MOST_PARTS))?;
    }
    let parts = change.model.even_parts(&id, parts);
    split_into(change, name, &parts)
}

/// Splits a task. It stays as the first part, with what was done for it, its note and its series. Who waits for it
/// waits for all parts.
pub(super) fn split_into(change: &mut Change<'_>, name: &str, parts: &[Part]) -> Result<(), Refusal> {
    let id = find_open(change.model, name)?;
    in_range("parts", parts.len() as f64, 2.0, MOST_PARTS)?;
    let Some(task) = change.model.task(&id).cloned() else { return Ok(()) };
    let spent = change.model.sums().task(&id).pomodoros as f64;
    let mut checked = Vec::new();
    for part in parts {
        let title = limits::line(&part.title, "title", limits::TITLE)?;
        part.estimate.map_or(Ok(()), |estimate| in_range("estimate", estimate, LEAST, Pomodoros::MOST))?;
        checked.push((title, part.estimate));
    }
    // What the whole was thought to take says nothing about its parts: the estimates begin anew.
    let estimates = |size: Option<f64>| size.and_then(Pomodoros::new).into_iter().collect::<Vec<_>>();

    let mut fresh = Vec::new();
    for ((title, size), after_ms) in checked.iter().zip(0..).skip(1) {
        let next = Task {
            extra: Default::default(),
            latest: Default::default(),
            id: change.fresh_id(Kind::Task, TASK_ID),
            title: title.clone(),
            estimates: estimates(*size),
            // Parts that are equal in all else stand in their order.
            created: change.now.stamp().plus_ms(after_ms),
            note: None,
            place: None,
            repeat: None,
            series: None,
            mark: None,
            ..task.clone()
        };
        change.create(&next)?;
        fresh.push(next.id);
    }
    let (first, size) = checked.into_iter().next().unwrap_or_default();
    change.edit::<Task>(&id, |task| {
        task.title = first;
        task.estimates = estimates(size.map(|size| (size + spent).min(Pomodoros::MOST)));
    })?;
    for waiting in waiting_for(change, &id) {
        change.edit::<Task>(&waiting, |task| task.blocked_by.extend(fresh.iter().cloned()))?;
    }
    change.remember("task-split", &task.title, None);
    Ok(())
}

/// The pomodoros of one part: the first ones get what cannot be shared evenly, the last one what is not whole.
fn share(left: f64, parts: u32, part: u32) -> f64 {
    let whole = left.floor();
    let (each, more) = ((whole / f64::from(parts)).floor(), whole % f64::from(parts));
    let own = each + if f64::from(part) < more { 1.0 } else { 0.0 };
    if part + 1 == parts { own + (left - whole) } else { own }
}

/// Merges tasks. The first one keeps its id and takes the others in: the greatest importance and urgency, the earliest
/// due date, the sum of the estimates, all tags and notes. Who waits for one of them waits for it.
pub(super) fn merge(change: &mut Change<'_>, names: &[TaskRef], title: Option<&str>) -> Result<(), Refusal> {
    let mut ids: Vec<Id> = Vec::new();
    for name in names {
        let id = find_open(change.model, name)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let [first, others @ ..] = ids.as_slice() else { return Err(Refusal::NothingToMerge) };
    if others.is_empty() {
        return Err(Refusal::NothingToMerge);
    }
    if let Some(worked) = others.iter().find(|id| change.model.sums().task(id).focus_s > 0) {
        return Err(Refusal::WorkedOn { task: title_of(change.model, worked) });
    }
    let tasks: Vec<Task> = ids.iter().filter_map(|id| change.model.task(id).cloned()).collect();
    let Some(mut merged) = tasks.first().cloned() else { return Ok(()) };
    let joined = tasks.iter().map(|task| task.title.as_str()).collect::<Vec<_>>().join(" + ");
    merged.title = limits::line(title.unwrap_or(&joined), "title", limits::TITLE)?;
    merged.importance = tasks.iter().map(|task| task.importance).max().unwrap_or_default();
    merged.urgency = tasks.iter().filter_map(|task| task.urgency).max();
    let due = tasks.iter().filter_map(|task| task.due);
    merged.due = due.min_by_key(|due| change.model.due_at(*due, change.now));
    merged.pinned = tasks.iter().any(|task| change.model.is_pinned(task, change.now));
    merged.pinned_on = merged.pinned.then(|| change.model.today(change.now));
    if tasks.iter().any(|task| task.project != merged.project) {
        merged.project = None;
    }
    let sizes: Vec<f64> = tasks.iter().filter_map(Task::estimate).collect();
    if !sizes.is_empty() {
        // Tenths add up to tenths, whatever their last bit says.
        let sum = (sizes.iter().sum::<f64>() * 1e6).round() / 1e6;
        merged.estimates = Pomodoros::new(sum.min(Pomodoros::MOST)).into_iter().collect();
    }
    let notes: Vec<&str> = tasks.iter().filter_map(|task| task.note.as_deref()).collect();
    merged.note = if notes.is_empty() { None } else { limits::lines(&notes.join("\n"), "note")? };
    for task in tasks.iter().skip(1) {
        for tag in &task.tags {
            if !merged.tags.contains(tag) {
                merged.tags.push(tag.clone());
            }
        }
        for blocker in &task.blocked_by {
            if !merged.blocked_by.contains(blocker) {
                merged.blocked_by.push(blocker.clone());
            }
        }
    }
    merged.blocked_by.retain(|blocker| !ids.contains(blocker));
    let mut waiting: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
    for id in others.iter().flat_map(|other| waiting_for(change, other)).filter(|id| !ids.contains(id)) {
        let known = change.model.task(&id).into_iter().flat_map(|task| &task.blocked_by);
        let mut blockers: Vec<Id> = known.filter(|blocker| !ids.contains(blocker)).cloned().collect();
        blockers.push(first.clone());
        waiting.insert(id, blockers);
    }
    // Through the tasks that it takes in it could come to wait for itself.
    let probes: BTreeMap<&Id, Task> = waiting
        .iter()
        .filter_map(|(id, blockers)| {
            Some((id, Task { blocked_by: blockers.clone(), ..change.model.task(id)?.clone() }))
        })
        .collect();
    refuse_cycle(&merged, |id| probes.get(id).or_else(|| change.model.task(id)))?;
    let subject = merged.title.clone();
    for (id, blockers) in waiting {
        change.edit::<Task>(&id, |task| task.blocked_by = blockers)?;
    }
    change.edit::<Task>(first, |task| {
        let (extra, latest) = (task.extra.clone(), task.latest.clone());
        *task = Task { extra, latest, ..merged };
    })?;
    for other in others {
        change.edit::<Task>(other, |task| task.deleted = true)?;
    }
    change.remember("task-merge", &subject, None);
    Ok(())
}

/// The tasks that wait for this one.
fn waiting_for(change: &Change<'_>, id: &Id) -> Vec<Id> {
    let tasks = change.model.book.tasks.values();
    let waiting = tasks.filter(|task| !task.deleted && task.blocked_by.contains(id));
    waiting.map(|task| task.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_left_is_shared_evenly() {
        let all = |left, parts| (0..parts).map(|part| share(left, parts, part)).collect::<Vec<_>>();
        assert_eq!(all(15.0, 3), [5.0, 5.0, 5.0]);
        assert_eq!(all(9.0, 2), [5.0, 4.0]);
        assert_eq!(all(8.5, 2), [4.0, 4.5]);
    }

    proptest! {
        #[test]
        fn parts_add_up(left in 2.0_f64..999.0, parts in 2_u32..50) {
            let sum: f64 = (0..parts).map(|part| share(left, parts, part)).sum();
            prop_assert!((sum - left).abs() < 1e-9);
        }
    }
}
