//! What somebody changed in state.toml by hand: found, checked, and as field changes. Pure but for the
//! ids of things that were added without one.
mod apart;

use std::collections::{BTreeMap, BTreeSet};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::wire::{self, Flaw};
use crate::domain::{
    change::{DELETED, Shelved},
    command::Refusal,
    commitment::Goal,
    id::Id,
    limits,
    model::{Book, Model},
    record::{Entity, Kind},
    task::Task,
    undo::FieldChange,
    value::Value,
};

/// A thing as a picture shows it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Shown {
    fields: Vec<(String, Value)>,
    /// Where each field stands, then where the thing begins.
    places: Vec<usize>,
    start: usize,
}

/// Things by kind and id; new ones, without an id, apart.
#[derive(Debug, Default)]
pub(super) struct Things {
    named: BTreeMap<(Kind, Id), Shown>,
    new: Vec<(Kind, Shown)>,
}

/// Reads a picture.
pub(super) fn things(text: &str) -> Result<Things, Flaw> {
    things_beside(text, &BTreeSet::new())
}

/// Reads a picture and the untouched one that it was made of. What is the same in both is left out of both.
pub(super) fn both(text: &str, base: &str) -> Result<(Things, Things), Flaw> {
    match apart::apart(text, base) {
        None => Ok((things(text)?, things(base)?)),
        Some(apart) => Ok((things_beside(&apart.text, &apart.same)?, things(&apart.base)?)),
    }
}

/// Reads a picture beside which these things stand already.
fn things_beside(text: &str, beside: &BTreeSet<(Kind, Id)>) -> Result<Things, Flaw> {
    let mut things = Things::default();
    for (name, value) in &wire::tables(text)? {
        let at = name.span().start;
        let kind = match (name.get_ref().as_ref(), Kind::from_word(name.get_ref())) {
            ("schema", _) => continue,
            (_, Some(kind @ (Kind::Task | Kind::Goal))) => kind,
            (other, _) => return Err(Flaw { at, field: Some(other.to_owned()), detail: "task or goal".to_owned() }),
        };
        let DeValue::Array(items) = value.get_ref() else {
            return Err(Flaw { at, field: None, detail: format!("[[{}]]", kind.word()) });
        };
        for item in items {
            let start = item.span().start;
            let DeValue::Table(table) = item.get_ref() else {
                return Err(Flaw { at: start, field: None, detail: "a table".to_owned() });
            };
            let (id, shown) = shown(kind, table, start)?;
            match id {
                None => things.new.push((kind, shown)),
                Some(id) => {
                    let key = (kind, id);
                    if beside.contains(&key) || things.named.insert(key, shown).is_some() {
                        let detail = "an id that stands in this file once".to_owned();
                        return Err(Flaw { at: start, field: Some("id".to_owned()), detail });
                    }
                }
            }
        }
    }
    Ok(things)
}

fn shown(kind: Kind, table: &DeTable<'_>, start: usize) -> Result<(Option<Id>, Shown), Flaw> {
    let mut id = None;
    let mut thing = Shown { start, ..Shown::default() };
    let mut entries: Vec<(&Spanned<_>, &Spanned<DeValue<'_>>)> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in entries {
        let name = key.get_ref().as_ref();
        let flaw =
            |detail: &str| Flaw { at: key.span().start, field: Some(name.to_owned()), detail: detail.to_owned() };
        match name {
            "id" => id = Some(value.get_ref().as_str().and_then(Id::new).ok_or_else(|| flaw("an id"))?),
            // Part of a record, not of a thing; somebody pasted it.
            "at" | "clear" => {}
            _ => {
                let value = wire::value_of(value.get_ref()).ok_or_else(|| flaw("a value that a field can hold"))?;
                wire::fits(name, &value, 0).map_err(flaw)?;
                thing.fields.push((name.to_owned(), normal(kind, name, value).map_err(flaw)?));
                thing.places.push(key.span().start);
            }
        }
    }
    Ok((id, thing))
}

/// A value as the model would give it back; what is wrong with it otherwise.
fn normal(kind: Kind, field: &str, value: Value) -> Result<Value, &'static str> {
    fn through<T: Entity>(field: &str, value: Value) -> Result<Value, &'static str> {
        let mut probe = T::default();
        let kept = value.clone();
        probe.set(field, Some(value)).map_err(|bad| bad.wants)?;
        // A default that is not written is a value all the same.
        Ok(probe.get(field).unwrap_or(kept))
    }
    if field == DELETED {
        return if matches!(value, Value::Bool(_)) { Ok(value) } else { Err("true or false") };
    }
    if kind == Kind::Task {
        task_text(field, &value)?;
        through::<Task>(field, value)
    } else {
        through::<Goal>(field, value)
    }
}

/// What a task's texts have to be.
fn task_text(field: &str, value: &Value) -> Result<(), &'static str> {
    let ok = |checked: Result<String, Refusal>| checked.is_ok();
    match (field, value) {
        ("title" | "project", Value::Text(text)) if !ok(limits::line(text, "title", limits::TITLE)) => {
            Err("one line of 1 to 512 bytes without control characters")
        }
        ("note", Value::Text(text)) if limits::lines(text, "note").is_err() => {
            Err("at most 16384 bytes without control characters")
        }
        ("tags", Value::List(tags)) => {
            let fits = |tag: &Value| matches!(tag, Value::Text(text) if ok(limits::tag(text)));
            if tags.iter().all(fits) { Ok(()) } else { Err("a list of words without spaces") }
        }
        _ => Ok(()),
    }
}

/// The picture that somebody edited, as far as it is known.
#[derive(Debug)]
pub(super) enum Base {
    /// It is this one: what differs from it was changed by hand, whatever others have changed since.
    Known {
        /// What it showed.
        things: Things,
    },
    /// It is no longer known which one it was.
    Unknown {
        /// The newest change that it showed, in milliseconds since the Unix epoch, where it says so.
        newest: Option<i64>,
    },
}

impl Base {
    /// What the picture said of a thing.
    fn showed(&self, key: &(Kind, Id)) -> Option<&Shown> {
        match self {
            Self::Known { things } => things.named.get(key),
            Self::Unknown { .. } => None,
        }
    }

    /// The things whose absence means that they were deleted.
    fn missed(&self) -> impl Iterator<Item = &(Kind, Id)> {
        let known = if let Self::Known { things } = self { Some(things) } else { None };
        known.into_iter().flat_map(|things| things.named.keys())
    }
}

/// What somebody changed by hand: where the text `now_shown` differs from the picture `base` that it was made of.
/// What others have changed since is no difference. Where that picture is not known, nothing is taken for
/// deleted or cleared, and what was changed since it was drawn stays as it is. `drawn` tells the picture that
/// was edited from others.
pub(super) fn changes(now_shown: &Things, base: &Base, drawn: u64, model: &Model) -> Result<Vec<FieldChange>, Flaw> {
    let mut found = Vec::new();
    for ((kind, id), shown) in &now_shown.named {
        let before = base.showed(&(*kind, id.clone()));
        let latest = model.book.latest_ms(*kind, id);
        if latest.is_none() {
            complete(*kind, shown)?;
        }
        if let (Base::Unknown { newest: Some(newest) }, Some(latest)) = (base, latest)
            && latest > *newest
        {
            continue;
        }
        // A field that was there and is there no more is cleared.
        let gone = before.iter().flat_map(|before| &before.fields).filter(|(field, _)| value(shown, field).is_none());
        let cleared = gone.map(|(field, _)| (field, None));
        let held = shown.fields.iter().map(|(field, value)| (field, Some(value)));
        for (field, after) in held.chain(cleared) {
            if before.is_some_and(|before| value(before, field) == after) {
                continue;
            }
            if after.is_none() && field == "title" {
                return Err(Flaw { at: shown.start, field: Some(field.clone()), detail: "a title".to_owned() });
            }
            push(&mut found, &model.book, *kind, id, field, after.cloned());
        }
        let is_back = latest.is_none() || matches!(base, Base::Known { .. });
        if is_back && before.is_none() && value(shown, DELETED).is_none() {
            // New, or put back after it had left the picture; undo takes it away as a whole.
            push(&mut found, &model.book, *kind, id, DELETED, Some(Value::Bool(false)));
        }
    }
    for (n, (kind, shown)) in now_shown.new.iter().enumerate() {
        complete(*kind, shown)?;
        let Some(id) = fresh(model, *kind, shown, n, drawn) else { continue };
        for (field, value) in &shown.fields {
            push(&mut found, &model.book, *kind, &id, field, Some(value.clone()));
        }
        push(&mut found, &model.book, *kind, &id, DELETED, Some(Value::Bool(false)));
    }
    for (kind, id) in base.missed() {
        if !now_shown.named.contains_key(&(*kind, id.clone())) {
            push(&mut found, &model.book, *kind, id, DELETED, Some(Value::Bool(true)));
        }
    }
    Ok(found)
}

fn value<'a>(shown: &'a Shown, field: &str) -> Option<&'a Value> {
    shown.fields.iter().find(|(name, _)| name == field).map(|(_, value)| value)
}

/// Whether a thing that is new says what it needs.
fn complete(kind: Kind, shown: &Shown) -> Result<(), Flaw> {
    let needed: &[&str] = if kind == Kind::Task { &["title"] } else { &["template", "target", "by"] };
    match needed.iter().find(|field| value(shown, field).is_none()) {
        None => Ok(()),
        Some(field) => {
            let detail = format!("{field} = …");
            Err(Flaw { at: shown.start, field: Some((*field).to_owned()), detail })
        }
    }
}

fn push(found: &mut Vec<FieldChange>, book: &Book, kind: Kind, id: &Id, field: &str, after: Option<Value>) {
    let before = book.field(kind, id, field);
    // Whoever was first, it is as it should be; a default need not be written to hold.
    let default = || match kind {
        Kind::Task => Task::default().get(field),
        _ => Goal::default().get(field),
    };
    if before == after || (after.is_none() && field != DELETED && before == default()) {
        return;
    }
    found.push(FieldChange { kind, id: id.clone(), field: field.to_owned(), before, after });
}

/// Letters of an id that is drawn from what was written: so many that no other thing ever has the same.
const FRESH_ID: usize = 10;

/// The id of a thing that has none yet: the same each time the file is looked at, until it is taken over.
/// `None` where it has been taken over already, just before a crash that left the file as it was or by an editor
/// that saves the same text again: whatever became of it since stays.
fn fresh(model: &Model, kind: Kind, shown: &Shown, n: usize, drawn: u64) -> Option<Id> {
    let mut content = String::new();
    for (field, value) in &shown.fields {
        wire::put_entry(&mut content, field, value);
    }
    let (drawn, place) = (drawn.to_le_bytes(), n.to_le_bytes());
    let seed = [model.device.as_bytes(), b"state.toml", &drawn, &place, content.as_bytes()];
    let id = Id::drawn(&seed, (kind as u64) << 32, FRESH_ID);
    let taken = match kind {
        Kind::Task => Task::find(&model.book, &id).is_some(),
        _ => Goal::find(&model.book, &id).is_some(),
    };
    (!taken).then_some(id)
}
