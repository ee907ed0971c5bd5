//! Taking changes back, and taking in what was edited by hand. Spec: storage, rules 6 and 14.
use std::{borrow::Cow, collections::BTreeMap};

use super::tasks::refuse_cycle;
use crate::domain::{
    change::{Change, DELETED},
    command::Refusal,
    id::Id,
    record::{Entity, Kind},
    task::Task,
    undo::{Aside, FieldChange},
    value::Value,
};

/// The changes of one thing, in order.
type ByThing = Vec<((Kind, Id), Vec<FieldChange>)>;

fn by_thing(changes: &[FieldChange]) -> ByThing {
    let mut things: ByThing = Vec::new();
    for field in changes {
        let key = (field.kind, field.id.clone());
        match things.iter_mut().find(|(known, _)| *known == key) {
            Some((_, fields)) => fields.push(field.clone()),
            None => things.push((key, vec![field.clone()])),
        }
    }
    things
}

pub(super) fn undo(change: &mut Change<'_>) -> Result<(), Refusal> {
    let entry = change.model.undo.last().cloned().ok_or(Refusal::NothingToUndo)?;
    let changed_since = || Refusal::ChangedSince { action: entry.action.clone(), subject: entry.subject.clone() };
    if entry.is_lost() {
        return Err(Refusal::NotNoted);
    }
    if !change.model.can_take_back(&entry) {
        return Err(changed_since());
    }
    for ((kind, id), fields) in by_thing(&entry.changes) {
        let deleted = fields.iter().find(|field| field.field == DELETED).map(|field| &field.before);
        let deleted = deleted.map(|before| *before == Some(Value::Bool(true)));
        let values = fields.into_iter().filter(|field| field.field != DELETED);
        let values = values.map(|field| (Cow::Owned(field.field), field.before)).collect();
        change.set(kind, &id, values, deleted)?;
    }
    for aside in entry.asides.iter().rev() {
        match aside {
            Aside::Setting { key, before, after } => change.set_back(key, before, after),
            Aside::Template { before: Some(before), .. } => change.keep_template((**before).clone()),
            Aside::Template { before: None, after } => change.remove_template((**after).clone()),
        }
    }
    if let Some(timer) = entry.timer {
        change.model.timer.run = timer.run;
        change.timer_changed();
    }
    change.forget();
    change.model.undo.pop();
    change.undo_changed();
    Ok(())
}

pub(super) fn take_edits(change: &mut Change<'_>, edits: &[FieldChange]) -> Result<(), Refusal> {
    let things = by_thing(edits);
    // All of it is looked at first: where one value does not fit, nothing is changed.
    let mut probes: BTreeMap<Id, Task> = BTreeMap::new();
    for ((_, id), fields) in things.iter().filter(|((kind, _), _)| *kind == Kind::Task) {
        let mut probe = change.model.book.tasks.get(id).cloned().unwrap_or_default();
        probe.id = id.clone();
        for field in fields.iter().filter(|field| field.field != DELETED) {
            let bad = |bad: crate::domain::value::BadValue| Refusal::BadEdit { field: bad.field, wants: bad.wants };
            probe.set(&field.field, field.after.clone()).map_err(bad)?;
        }
        refuse_bad_task(&probe)?;
        probes.insert(id.clone(), probe);
    }
    for task in probes.values() {
        refuse_cycle(task, |id| probes.get(id).or_else(|| change.model.task(id)))?;
    }
    for ((kind, id), fields) in things {
        let new = change.model.book.latest_ms(kind, &id).is_none();
        let deleted = fields.iter().find(|field| field.field == DELETED).map(|field| &field.after);
        let deleted = deleted.map(|after| *after == Some(Value::Bool(true)));
        let values = fields.into_iter().filter(|field| field.field != DELETED);
        let mut values: Vec<_> = values.map(|field| (Cow::Owned(field.field), field.after)).collect();
        if new && kind == Kind::Task && !values.iter().any(|(field, _)| field == "created") {
            values.push((Cow::Borrowed("created"), Some(Value::Stamp(change.now.stamp()))));
        }
        let pins = values.iter().any(|(field, value)| field == "pinned" && *value == Some(Value::Bool(true)));
        if kind == Kind::Task && pins && !values.iter().any(|(field, _)| field == "pinned_on") {
            values.push((Cow::Borrowed("pinned_on"), Some(Value::Date(change.model.today(change.now)))));
        }
        change.set(kind, &id, values, deleted)?;
    }
    change.remember("edit-by-hand", "state.toml", None);
    Ok(())
}

fn refuse_bad_task(task: &Task) -> Result<(), Refusal> {
    use crate::domain::limits;
    limits::line(&task.title, "title", limits::TITLE)?;
    task.note.as_deref().map_or(Ok(None), |note| limits::lines(note, "note"))?;
    task.project.as_deref().map(|text| limits::line(text, "project", limits::TITLE)).transpose()?;
    task.tags.iter().try_for_each(|text| limits::tag(text).map(|_| ()))
}
