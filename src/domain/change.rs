//! A change under way: records are made, taken into the model and remembered for undo, all through
//! this one door.
use std::borrow::Cow;

use super::{
    assessment::Assessment,
    command::{Effect, Event, Refusal},
    commitment::{DayPlan, Goal, Review},
    id::Id,
    look_back::setting,
    model::{Book, Model},
    moment::Moment,
    record::{Entity, Kind, Record},
    session::Session,
    stamp::Stamp,
    task::Task,
    template::Template,
    timer::Timer,
    undo::{Aside, DEPTH, FieldChange, UndoEntry},
    value::{BadValue, Value},
};

/// A thing that the book holds.
pub trait Shelved: Entity {
    /// The one with this id, deleted or not.
    fn find<'a>(book: &'a Book, id: &Id) -> Option<&'a Self>;
}

macro_rules! shelved {
    ($($name:ident on $shelf:ident),+) => {
        $(impl Shelved for $name {
            fn find<'a>(book: &'a Book, id: &Id) -> Option<&'a Self> {
                book.$shelf.get(id)
            }
        })+
    };
}
shelved!(Task on tasks, Assessment on assessments, DayPlan on plans, Goal on goals, Review on reviews);

impl Shelved for Session {
    fn find<'a>(book: &'a Book, id: &Id) -> Option<&'a Self> {
        book.sessions.find(id.as_str())
    }
}

/// The field that stands for the thing itself in what can be undone.
pub const DELETED: &str = "deleted";

/// A change under way.
#[derive(Debug)]
pub struct Change<'a> {
    /// What it changes.
    pub model: &'a mut Model,
    /// When.
    pub now: &'a Moment,
    effects: Vec<Effect>,
    fields: Vec<FieldChange>,
    asides: Vec<Aside>,
    later_ms: i64,
}

impl<'a> Change<'a> {
    /// Begins a change.
    pub fn new(model: &'a mut Model, now: &'a Moment) -> Self {
        Self { model, now, effects: Vec::new(), fields: Vec::new(), asides: Vec::new(), later_ms: 0 }
    }

    /// What has to be carried out, in order.
    pub fn effects(self) -> Vec<Effect> {
        self.effects
    }

    /// An id that nothing of `kind` has yet, of at least `length` letters.
    pub fn fresh_id(&self, kind: Kind, length: usize) -> Id {
        let model = &self.model;
        let now = self.now.wall.timestamp().as_millisecond().to_le_bytes();
        let boot = self.now.boot_ms.to_le_bytes();
        let seed: [&[u8]; 4] = [model.device.as_bytes(), &now, &boot, self.now.boot_id.as_bytes()];
        let taken = |id: &Id| {
            model.book.latest_ms(kind, id).is_some() || model.timer.run.as_ref().is_some_and(|run| run.session == *id)
        };
        (0..)
            .map(|turn: u64| Id::drawn(&seed, turn ^ ((kind as u64) << 32), length + (turn / 64) as usize))
            .find(|id| !taken(id))
            .unwrap_or_default()
    }

    /// Keeps a new thing.
    pub fn create<T: Shelved>(&mut self, entity: &T) -> Result<(), Refusal> {
        let id = entity.id().clone();
        let mut fields = entity.first_fields();
        let known = T::find(&self.model.book, &id);
        // A thing that comes back must not keep a field from its life before.
        for (field, _) in known.map(|known| known.changes_from(entity)).into_iter().flatten() {
            if !fields.iter().any(|(given, _)| *given == field) {
                fields.push((field.clone(), entity.get(&field)));
            }
        }
        let back = known.is_some().then_some(false);
        self.note(T::KIND, &id, DELETED, Some(Value::Bool(true)), Some(Value::Bool(false)));
        self.append(T::KIND, id, fields, back)
    }

    /// Gives what follows an instant of writing of its own, so that things whose order matters keep it.
    pub fn later(&mut self) {
        self.later_ms += 1;
    }

    /// Changes a thing that is there; what stays the same is not written.
    pub fn edit<T: Shelved>(&mut self, id: &Id, edit: impl FnOnce(&mut T)) -> Result<(), Refusal> {
        let Some(before) = T::find(&self.model.book, id).cloned() else { return Ok(()) };
        let mut after = before.clone();
        edit(&mut after);
        let fields = after.changes_from(&before);
        let deleted = (before.deleted() != after.deleted()).then_some(after.deleted());
        if fields.is_empty() && deleted.is_none() {
            return Ok(());
        }
        for (field, value) in &fields {
            self.note(T::KIND, id, field, before.get(field), value.clone());
        }
        if let Some(deleted) = deleted {
            self.note(T::KIND, id, DELETED, Some(Value::Bool(!deleted)), Some(Value::Bool(deleted)));
        }
        self.append(T::KIND, id.clone(), fields, deleted)
    }

    /// Sets fields by name, the thing itself by the field `deleted`.
    pub fn set(
        &mut self,
        kind: Kind,
        id: &Id,
        fields: Vec<(Cow<'static, str>, Option<Value>)>,
        deleted: Option<bool>,
    ) -> Result<(), Refusal> {
        for (field, value) in &fields {
            let before = self.model.book.field(kind, id, field);
            self.note(kind, id, field, before, value.clone());
        }
        if let Some(deleted) = deleted {
            let before = self.model.book.field(kind, id, DELETED);
            self.note(kind, id, DELETED, before, Some(Value::Bool(deleted)));
        }
        self.append(kind, id.clone(), fields, deleted)
    }

    fn note(&mut self, kind: Kind, id: &Id, field: &str, before: Option<Value>, after: Option<Value>) {
        self.fields.push(FieldChange { kind, id: id.clone(), field: field.to_owned(), before, after });
    }

    fn append(
        &mut self,
        kind: Kind,
        id: Id,
        fields: Vec<(Cow<'static, str>, Option<Value>)>,
        deleted: Option<bool>,
    ) -> Result<(), Refusal> {
        let newest = self.model.book.latest_ms(kind, &id).unwrap_or(i64::MIN);
        let now = self.now.stamp();
        let earliest = now.ms().saturating_add(self.later_ms).max(newest.saturating_add(1));
        let at = Stamp::new(earliest, now.offset_s()).unwrap_or(now);
        let device = Cow::Owned(self.model.device.clone());
        let record = Record { kind, id, fields, deleted, at, device };
        let rules = &self.model.rules;
        self.model.book.take(&record, rules).map_err(|BadValue { field, wants }| Refusal::BadEdit { field, wants })?;
        self.effects.push(Effect::Append(record));
        Ok(())
    }

    /// Notes that the timer has changed.
    pub fn timer_changed(&mut self) {
        self.model.timer.rev += 1;
        if !self.effects.contains(&Effect::Timer) {
            self.effects.push(Effect::Timer);
        }
    }

    /// Keeps a template, in the place of the one of that id, and has it written into its file.
    pub fn keep_template(&mut self, template: Template) {
        let after = Box::new(template);
        let before = match self.model.templates.iter_mut().find(|known| known.id == after.id) {
            Some(known) => Some(Box::new(std::mem::replace(known, (*after).clone()))),
            None => {
                self.model.templates.push((*after).clone());
                None
            }
        };
        self.asides.push(Aside::Template { before, after: after.clone() });
        self.effects.push(Effect::Template(after));
    }

    /// Takes a template away, with its file.
    pub fn remove_template(&mut self, template: Template) {
        self.model.templates.retain(|known| known.id != template.id);
        self.effects.push(Effect::TemplateGone(Box::new(template)));
    }

    /// Has a setting written into the user's file; the settings of the model follow when it is read.
    pub fn set_up(&mut self, key: &'static str, before: String, value: String) {
        self.asides.push(Aside::Setting { key: key.to_owned(), before, after: value.clone() });
        self.effects.push(Effect::Setting { key, value });
    }

    /// Has a setting written back that a change had made `after`. Where it was changed since, it is left
    /// alone, and that is said.
    pub fn set_back(&mut self, key: &str, before: &str, after: &str) {
        let Some((key, present)) = setting(key, &self.model.rules.timer) else { return };
        if present == after {
            self.set_up(key, present, before.to_owned());
        } else if present != before {
            self.effects.push(Effect::SettingStays { key, value: present });
        }
    }

    /// Announces something.
    pub fn announce(&mut self, event: Event) {
        self.effects.push(Effect::Event(event));
    }

    /// Closes one undoable step: all that was changed since the last one.
    pub fn remember(&mut self, action: &str, subject: &str, timer: Option<Timer>) {
        let changes = std::mem::take(&mut self.fields);
        let asides = std::mem::take(&mut self.asides);
        if changes.is_empty() && asides.is_empty() && timer.is_none() {
            return;
        }
        let entry = UndoEntry {
            action: action.to_owned(),
            subject: subject.to_owned(),
            changes,
            asides,
            timer,
            rev: self.model.timer.rev,
        };
        let undo = &mut self.model.undo;
        undo.push(entry);
        undo.drain(..undo.len().saturating_sub(DEPTH));
        self.undo_changed();
    }

    /// Notes that what can be undone has changed.
    pub fn undo_changed(&mut self) {
        if !self.effects.contains(&Effect::Undo) {
            self.effects.push(Effect::Undo);
        }
    }

    /// Forgets what was changed so far: it is part of no undoable step.
    pub fn forget(&mut self) {
        self.fields.clear();
        self.asides.clear();
    }
}

impl Book {
    /// The present value of a field by name; `deleted` stands for the thing itself.
    pub fn field(&self, kind: Kind, id: &Id, field: &str) -> Option<Value> {
        fn of<T: Shelved>(book: &Book, id: &Id, field: &str) -> Option<Value> {
            let entity = T::find(book, id);
            if field == DELETED {
                return Some(Value::Bool(entity.is_none_or(Entity::deleted)));
            }
            entity?.get(field)
        }
        match kind {
            Kind::Session => of::<Session>(self, id, field),
            Kind::Task => of::<Task>(self, id, field),
            Kind::Assessment => of::<Assessment>(self, id, field),
            Kind::Plan => of::<DayPlan>(self, id, field),
            Kind::Goal => of::<Goal>(self, id, field),
            Kind::Review => of::<Review>(self, id, field),
        }
    }
}
