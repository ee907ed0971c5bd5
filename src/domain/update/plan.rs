//! Accepting the plan of a day and changing it. Spec: tasks, "Plan for today".
use jiff::civil::Date;

use super::{
    tasks::{find_open, title_of},
    timer::in_range,
};
use crate::domain::{
    change::Change,
    command::{PlanEdit, Refusal},
    commitment::{DayPlan, Share},
    record::Kind,
    task::Pomodoros,
};

/// Letters of a plan's id.
const PLAN_ID: usize = 8;

/// Keeps a plan for a day, in place of the one before.
pub(super) fn accept(
    change: &mut Change<'_>,
    date: Date,
    accepted: &[Share],
    capacity: Option<u32>,
) -> Result<(), Refusal> {
    keep(change, date, accepted, capacity)?;
    change.remember("plan-accept", &date.to_string(), None);
    Ok(())
}

/// Changes the accepted plan, or accepts the offer with the change.
pub(super) fn edit(change: &mut Change<'_>, date: Date, edit: &PlanEdit) -> Result<(), Refusal> {
    let known = change.model.accepted_plan(date).map(|plan| (plan.accepted.clone(), plan.capacity));
    let offer = || {
        let offer = change.model.offer(change.now, date);
        (offer.shares(), offer.capacity)
    };
    if *edit == PlanEdit::Accept && known.as_ref().is_some_and(|(shares, _)| !shares.is_empty()) {
        return Ok(());
    }
    if matches!(edit, PlanEdit::Accept | PlanEdit::Anew) {
        let (shares, capacity) = offer();
        if shares.is_empty() {
            return Err(Refusal::NothingToPlan);
        }
        keep(change, date, &shares, capacity)?;
        let action = if known.is_some() { "plan-anew" } else { "plan-accept" };
        change.remember(action, &date.to_string(), None);
        return Ok(());
    }
    let (mut shares, capacity) = known.clone().unwrap_or_else(offer);
    let subject = match edit {
        PlanEdit::Accept | PlanEdit::Anew => String::new(),
        PlanEdit::Add { task, pomodoros } => {
            let id = find_open(change.model, task)?;
            let size = match pomodoros {
                Some(pomodoros) => *pomodoros,
                None => change.model.row(change.now, &id).map_or(1, |row| row.pomodoros_left()),
            };
            match shares.iter_mut().find(|share| share.task == id) {
                Some(share) => share.pomodoros = pomodoros.unwrap_or(share.pomodoros),
                None => {
                    shares.push(Share { task: id.clone(), pomodoros: size, before: change.model.done_on(date, &id) })
                }
            }
            title_of(change.model, &id)
        }
        PlanEdit::Drop { task } => {
            let (at, title) = planned(change, &shares, task)?;
            shares.remove(at);
            title
        }
        PlanEdit::Move { task, by } => {
            let (at, title) = planned(change, &shares, task)?;
            let steps = usize::try_from(by.unsigned_abs()).unwrap_or(usize::MAX);
            let to = if *by < 0 { at.saturating_sub(steps) } else { at.saturating_add(steps).min(shares.len() - 1) };
            let share = shares.remove(at);
            shares.insert(to, share);
            title
        }
    };
    if known.is_some_and(|(before, _)| before == shares) {
        return Err(Refusal::NothingToChange);
    }
    keep(change, date, &shares, capacity)?;
    change.remember("plan-edit", &subject, None);
    Ok(())
}

/// Where a task stands in the plan, and its title.
fn planned(change: &Change<'_>, shares: &[Share], name: &str) -> Result<(usize, String), Refusal> {
    let id = change.model.find_task(name)?;
    let title = title_of(change.model, &id);
    let at = shares.iter().position(|share| share.task == id);
    at.map(|at| (at, title.clone())).ok_or(Refusal::NotPlanned { task: title })
}

fn keep(change: &mut Change<'_>, date: Date, accepted: &[Share], capacity: Option<u32>) -> Result<(), Refusal> {
    for (index, share) in accepted.iter().enumerate() {
        in_range("pomodoros", f64::from(share.pomodoros), 1.0, Pomodoros::MOST)?;
        let twice = accepted[..index].iter().any(|other| other.task == share.task);
        if twice {
            return Err(Refusal::PlannedTwice { task: title_of(change.model, &share.task) });
        }
        if change.model.task(&share.task).is_none() {
            return Err(Refusal::NoSuchTask { task: share.task.to_string() });
        }
    }
    if let Some(plan) = change.model.accepted_plan(date).cloned() {
        change.edit::<DayPlan>(&plan.id, |plan| {
            plan.accepted = accepted.to_vec();
            plan.capacity = capacity;
        })
    } else {
        let id = change.fresh_id(Kind::Plan, PLAN_ID);
        change.create(&DayPlan { id, date, accepted: accepted.to_vec(), capacity, ..DayPlan::default() })
    }
}
