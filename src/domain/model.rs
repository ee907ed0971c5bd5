//! Everything that is saved, as one value: the fold of all records, and the timer.
mod sessions;

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    assessment::Assessment,
    command::Refusal,
    commitment::{DayPlan, Goal, Review},
    id::Id,
    ledger::{self, Ledger},
    moment::{Anchor, Moment},
    record::{Entity, Kind, Record},
    rules::Rules,
    session::Session,
    shelf::{Laid, Shelf},
    stamp::Stamp,
    task::Task,
    template::{Template, Templates},
    timer::Timer,
    undo::UndoEntry,
    value::BadValue,
};

pub use sessions::Sessions;

/// Everything that is saved, with the settings and templates that give it meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The settings that the domain obeys.
    pub rules: Rules,
    /// Built-in templates and the user's own.
    pub templates: Templates,
    /// This device's id.
    pub device: String,
    /// The records' fold.
    pub book: Book,
    /// What runs on this machine.
    pub timer: Timer,
    /// The last moment at which a process is known to have watched the timer.
    pub seen: Option<Anchor>,
    /// Changes that can be undone, oldest first.
    pub undo: Vec<UndoEntry>,
}

/// The fold of all records, field by field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    /// Tasks by id, deleted ones too.
    pub tasks: Shelf<Task>,
    /// Sessions that are held one by one.
    pub sessions: Sessions,
    /// Assessments by id.
    pub assessments: Shelf<Assessment>,
    /// Day plans by id.
    pub plans: Shelf<DayPlan>,
    /// Goals by id.
    pub goals: Shelf<Goal>,
    /// Weekly look backs by id.
    pub reviews: Shelf<Review>,
    /// Sums over every session, held one by one or not.
    pub ledger: Ledger,
}

/// Where everything but the sessions lies in a body of bytes.
#[derive(Debug, Serialize, Deserialize)]
pub struct Layout {
    tasks: Laid,
    assessments: Laid,
    plans: Laid,
    goals: Laid,
    reviews: Laid,
    ledger: ledger::Laid,
}

/// What became of a record that was taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It changed the fold.
    In,
    /// It was known already.
    Known,
    /// It is older than what it speaks of, or speaks of something that is not held: only a fold of
    /// everything from the beginning can take it in.
    Refold,
}

impl Book {
    /// Adds everything but the sessions to `body`; `None` where it is too much to be kept so.
    pub fn lay_out(&self, body: &mut Vec<u8>) -> Option<Layout> {
        Some(Layout {
            tasks: self.tasks.lay_out(body, Task::recurs)?,
            assessments: self.assessments.lay_out(body, |_| false)?,
            plans: self.plans.lay_out(body, |_| false)?,
            goals: self.goals.lay_out(body, |_| false)?,
            reviews: self.reviews.lay_out(body, |_| false)?,
            ledger: self.ledger.lay_out(body)?,
        })
    }

    /// The book that lies in `body`; of most of it nothing is looked at before it is asked for.
    pub fn of(layout: Layout, body: &Arc<Vec<u8>>) -> Self {
        Self {
            tasks: Shelf::of(layout.tasks, body),
            sessions: Sessions::default(),
            assessments: Shelf::of(layout.assessments, body),
            plans: Shelf::of(layout.plans, body),
            goals: Shelf::of(layout.goals, body),
            reviews: Shelf::of(layout.reviews, body),
            ledger: Ledger::of(layout.ledger, body),
        }
    }

    /// Takes in one record. A field that does not fit leaves everything as it was.
    pub fn take(&mut self, record: &Record, rules: &Rules) -> Result<Taken, BadValue> {
        match record.kind {
            Kind::Session => self.take_session(record, rules),
            Kind::Task => take(&mut self.tasks, record),
            Kind::Assessment => take(&mut self.assessments, record),
            Kind::Plan => take(&mut self.plans, record),
            Kind::Goal => take(&mut self.goals, record),
            Kind::Review => take(&mut self.reviews, record),
        }
    }

    /// Takes in a record that is not needed any more; as [`Self::take`], but without copies where it is
    /// the first one of a session. That is what a history mostly consists of.
    pub fn absorb(&mut self, record: Record, rules: &Rules) -> Result<Taken, BadValue> {
        let first = record.kind == Kind::Session
            && record.deleted.is_none()
            && self.sessions.find(record.id.as_str()).is_none()
            && record.fields.iter().any(|(field, _)| field == "kind");
        if !first {
            return self.take(&record, rules);
        }
        let mut session = Session { latest: record.version(), id: record.id, ..Session::default() };
        for (field, value) in record.fields {
            session.set(&field, value)?;
        }
        self.ledger.add(&session, rules.day.start);
        self.sessions.put(session);
        Ok(Taken::In)
    }

    fn take_session(&mut self, record: &Record, rules: &Rules) -> Result<Taken, BadValue> {
        let old = self.sessions.find(record.id.as_str());
        // Only a first record names the kind; an amendment may move the beginning.
        let begins = record.fields.iter().any(|(field, _)| field == "kind");
        if old.is_none() && !begins && !self.sessions.complete() {
            return Ok(Taken::Refold);
        }
        if let Some(known) = old.map(|old| order(old, record))
            && known != Taken::In
        {
            return Ok(known);
        }
        let mut next = old.cloned().unwrap_or_default();
        next.merge(record)?;
        if let Some(old) = old {
            self.ledger.remove(old, rules.day.start);
        }
        self.ledger.add(&next, rules.day.start);
        self.sessions.put(next);
        Ok(Taken::In)
    }

    /// The newest change of the thing that `kind` and `id` name.
    pub fn latest_ms(&self, kind: Kind, id: &Id) -> Option<i64> {
        let latest = match kind {
            Kind::Session => self.sessions.find(id.as_str())?.latest(),
            Kind::Task => self.tasks.get(id)?.latest(),
            Kind::Assessment => self.assessments.get(id)?.latest(),
            Kind::Plan => self.plans.get(id)?.latest(),
            Kind::Goal => self.goals.get(id)?.latest(),
            Kind::Review => self.reviews.get(id)?.latest(),
        };
        Some(latest.ms)
    }
}

/// Whether a record comes after what is known of its thing.
fn order<T: Entity>(known: &T, record: &Record) -> Taken {
    match record.version().cmp(known.latest()) {
        std::cmp::Ordering::Greater => Taken::In,
        std::cmp::Ordering::Equal => Taken::Known,
        std::cmp::Ordering::Less => Taken::Refold,
    }
}

fn take<T: Entity + DeserializeOwned>(shelf: &mut Shelf<T>, record: &Record) -> Result<Taken, BadValue> {
    if let Some(entity) = shelf.get_mut(&record.id) {
        let known = order(entity, record);
        if known == Taken::In {
            entity.merge(record)?;
        }
        return Ok(known);
    }
    let mut entity = T::default();
    entity.merge(record)?;
    shelf.insert(record.id.clone(), entity);
    Ok(Taken::In)
}

impl Model {
    /// An empty model of a device.
    pub fn new(rules: Rules, templates: impl Into<Templates>, device: &str) -> Self {
        Self {
            rules,
            templates: templates.into(),
            device: device.to_owned(),
            book: Book::default(),
            timer: Timer::default(),
            seen: None,
            undo: Vec::new(),
        }
    }

    /// The logical date of a moment.
    pub fn today(&self, now: &Moment) -> Date {
        now.stamp().logical_date(self.rules.day.start)
    }

    /// The task with this id unless it is deleted.
    pub fn task(&self, id: &Id) -> Option<&Task> {
        self.book.tasks.get(id).filter(|task| !task.deleted)
    }

    /// Sessions of one logical day, oldest first. Only the last days are sure to be held one by one.
    pub fn sessions_on(&self, date: Date) -> impl DoubleEndedIterator<Item = &Session> {
        let start = self.rules.day.start;
        // Offsets lie within 26 hours, so two days before and after hold every candidate.
        let noon = date.to_datetime(jiff::civil::Time::midnight());
        let around = jiff::tz::Offset::UTC.to_timestamp(noon).map_or(0, jiff::Timestamp::as_millisecond);
        let from = Stamp::new(around - 2 * 86_400_000, 0).unwrap_or_default();
        let until = around + 3 * 86_400_000;
        self.book
            .sessions
            .from(from)
            .take_while(move |session| session.started.ms() < until)
            .filter(move |session| session.started.logical_date(start) == date)
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// The template with this id.
    pub fn template(&self, id: &str) -> Option<&Template> {
        self.templates.iter().find(|template| template.id == id)
    }

    /// The task that goes by `name`: its id, a unique prefix of it, or its exact title. Open tasks come
    /// before done and dropped ones.
    ///
    /// # Errors
    /// [`Refusal::NoSuchTask`] and [`Refusal::AmbiguousTask`].
    pub fn find_task(&self, name: &str) -> Result<Id, Refusal> {
        let name = name.trim();
        if let Some(task) = Id::new(name).and_then(|id| self.task(&id)) {
            return Ok(task.id.clone());
        }
        let all = || self.book.tasks.values().filter(|task| !task.deleted && !name.is_empty());
        let goes_by = |task: &&Task| task.title == name || task.id.as_str().starts_with(name);
        let mut found: Vec<&Task> = all().filter(goes_by).collect();
        if found.iter().any(|task| task.is_open()) {
            found.retain(|task| task.is_open());
        }
        match found.as_slice() {
            [] => Err(Refusal::NoSuchTask { task: name.to_owned() }),
            [task] => Ok(task.id.clone()),
            several => Err(Refusal::AmbiguousTask {
                task: name.to_owned(),
                candidates: several.iter().map(|task| (task.id.clone(), task.title.clone())).collect(),
            }),
        }
    }
}
