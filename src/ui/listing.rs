//! The tasks that are listed, in order, worked out once for each model, minute and filter.
use std::{cell::RefCell, rc::Rc};

use jiff::Timestamp;

use jiff::civil::Date;

use super::screen::Screen;
use crate::{
    domain::{
        agenda::Row,
        id::Id,
        model::Model,
        moment::Moment,
        priority::{Quadrant, Ranking, Score},
        schedule::Schedule,
        task::Task,
    },
    text::filter::{Candidate, Filter, FilterError},
};

/// A row of the agenda without its task, so that it can outlive a look at the model.
#[derive(Clone, Debug)]
struct Entry {
    id: Id,
    /// The place among all tasks of the model, so that thousands are found without looking them up one by one.
    ordinal: usize,
    score: Score,
    ranking: Ranking,
    actual: i64,
    focus_s: i64,
    remaining: Option<f64>,
    due: Option<Timestamp>,
    days_left: Option<f64>,
    available: Option<f64>,
    pinned: bool,
    blocked: bool,
    blocks: Vec<Id>,
}

/// The listed tasks.
#[derive(Debug)]
pub(super) struct Listing {
    all: Rc<[Entry]>,
    /// Places in `all`, in the order of the list.
    listed: Vec<u32>,
    open: usize,
    late: usize,
    dated: bool,
    estimated: bool,
    /// Places in `all` of open tasks below one pomodoro.
    small: Vec<u32>,
    wrong: Option<FilterError>,
}

/// What an agenda was worked out from: the model, the minute and its zone, the order, whether closed tasks are in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Basis {
    revision: u64,
    minute: i64,
    offset: jiff::tz::Offset,
    ranking: Ranking,
    closed: bool,
}

/// The last agenda and the last list made of it.
#[derive(Clone, Debug, Default)]
struct Kept {
    agenda: Option<(Basis, Rc<[Entry]>)>,
    listing: Option<(Basis, String, bool, Rc<Listing>)>,
    schedule: Option<(Basis, Date, Rc<Schedule>)>,
}

/// Keeps the listing from one look to the next. It holds nothing that is not in the model, so two of them
/// are always equal.
#[derive(Clone, Debug, Default)]
pub(super) struct Cache {
    revision: Option<u64>,
    kept: RefCell<Kept>,
}

impl PartialEq for Cache {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Cache {
    /// The number of the model, where it has one.
    pub(super) fn revision(&self) -> Option<u64> {
        self.revision
    }

    /// From now on the model is the one of this number.
    pub(super) fn set_revision(&mut self, revision: u64) {
        self.revision = Some(revision);
    }
}

fn basis(model: &Model, screen: &Screen, now: &Moment, revision: u64) -> Basis {
    let minute = now.wall.timestamp().as_second().div_euclid(60);
    let ranking = screen.ranking(model);
    Basis { revision, minute, offset: now.wall.offset(), ranking, closed: screen.closed }
}

/// The tasks that are listed, in order.
pub(super) fn listed(model: &Model, screen: &Screen, now: &Moment) -> Rc<Listing> {
    let filter = screen.filter.text().trim();
    let ranking = screen.ranking(model);
    let Some(revision) = screen.cache.revision else {
        let all = agenda(model, ranking, screen.closed, now);
        return Rc::new(Listing::new(model, all, filter, screen.matrix, now));
    };
    let basis = basis(model, screen, now, revision);
    let mut kept = screen.cache.kept.borrow_mut();
    if let Some((of, text, matrix, listing)) = &kept.listing
        && (*of, text.as_str(), *matrix) == (basis, filter, screen.matrix)
    {
        return Rc::clone(listing);
    }
    let all = match &kept.agenda {
        Some((of, all)) if *of == basis => Rc::clone(all),
        _ => agenda(model, ranking, screen.closed, now),
    };
    kept.agenda = Some((basis, Rc::clone(&all)));
    let listing = Rc::new(Listing::new(model, all, filter, screen.matrix, now));
    kept.listing = Some((basis, filter.to_owned(), screen.matrix, Rc::clone(&listing)));
    listing
}

/// The plan of a day, worked out once for each model and minute.
pub(super) fn schedule(model: &Model, screen: &Screen, now: &Moment, date: Date) -> Rc<Schedule> {
    let Some(revision) = screen.cache.revision else { return Rc::new(model.day_plan(now, date)) };
    let basis = basis(model, screen, now, revision);
    let mut kept = screen.cache.kept.borrow_mut();
    if let Some((of, on, schedule)) = &kept.schedule
        && (*of, *on) == (basis, date)
    {
        return Rc::clone(schedule);
    }
    let schedule = Rc::new(model.day_plan(now, date));
    kept.schedule = Some((basis, date, Rc::clone(&schedule)));
    schedule
}

fn agenda(model: &Model, ranking: Ranking, closed: bool, now: &Moment) -> Rc<[Entry]> {
    let rows = if closed { model.all_rows_by(now, ranking) } else { model.agenda_by(now, ranking) };
    rows.into_iter()
        .map(|row| Entry {
            id: row.task.id.clone(),
            ordinal: row.ordinal,
            score: row.score,
            ranking: row.ranking,
            actual: row.actual,
            focus_s: row.focus_s,
            remaining: row.remaining,
            due: row.due,
            days_left: row.days_left,
            available: row.available,
            pinned: row.pinned,
            blocked: row.blocked,
            blocks: row.blocks,
        })
        .collect()
}

impl Entry {
    fn candidate<'a>(&self, task: &'a Task) -> Candidate<'a> {
        Candidate {
            task,
            quadrant: self.score.quadrant,
            band: self.score.band,
            due: self.due,
            late: self.days_left.is_some_and(|days| days < 0.0) && task.is_open(),
            pinned: self.pinned,
            blocked: self.blocked,
            blocking: !self.blocks.is_empty(),
        }
    }

    fn row<'a>(&self, model: &'a Model) -> Option<Row<'a>> {
        Some(Row {
            task: model.book.tasks.get(&self.id)?,
            ordinal: self.ordinal,
            score: self.score.clone(),
            ranking: self.ranking,
            actual: self.actual,
            focus_s: self.focus_s,
            remaining: self.remaining,
            due: self.due,
            days_left: self.days_left,
            available: self.available,
            pinned: self.pinned,
            blocked: self.blocked,
            blocks: self.blocks.clone(),
        })
    }
}

impl Listing {
    fn new(model: &Model, all: Rc<[Entry]>, filter: &str, matrix: bool, now: &Moment) -> Self {
        let tasks: Vec<&Task> = model.book.tasks.values().collect();
        let task = |entry: &Entry| tasks.get(entry.ordinal).copied().filter(|task| task.id == entry.id);
        let (filter, wrong) = Filter::read(filter, &model.rules.filters);
        let present: Vec<(u32, &Entry, &Task)> =
            (0..).zip(all.iter()).filter_map(|(at, entry)| Some((at, entry, task(entry)?))).collect();
        let found: Vec<usize> = if filter.is_empty() {
            (0..present.len()).collect()
        } else {
            filter.find(present.iter().map(|(_, entry, task)| entry.candidate(task)), model, now)
        };
        let below_one = |task: &Task| task.is_open() && task.estimate().is_some_and(|estimate| estimate < 1.0);
        let small = present.iter().filter(|(.., task)| below_one(task)).map(|(at, ..)| *at).collect();
        let listed = Vec::new();
        let mut listing =
            Self { all: Rc::clone(&all), listed, open: 0, late: 0, dated: false, estimated: false, small, wrong };
        for (at, entry, task) in found.into_iter().map(|place| present[place]) {
            listing.listed.push(at);
            listing.dated |= task.is_open() && entry.due.is_some();
            listing.estimated |= task.estimate().is_some() || entry.actual > 0;
            listing.open += usize::from(task.is_open());
            listing.late += usize::from(task.is_open() && entry.days_left.is_some_and(|days| days < 0.0));
        }
        if matrix {
            listing.listed.sort_by_key(|at| all[*at as usize].score.quadrant as u8);
        }
        listing
    }

    /// What is wrong with the filter; what is right of it holds.
    pub(super) fn wrong(&self) -> Option<&FilterError> {
        self.wrong.as_ref()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.listed.len()
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// Those of them that are open.
    pub(super) fn open(&self) -> usize {
        self.open
    }

    /// Those of them that are overdue.
    pub(super) fn late(&self) -> usize {
        self.late
    }

    /// Whether any of them is due at all.
    pub(super) fn dated(&self) -> bool {
        self.dated
    }

    /// Whether any of them has an estimate or was worked on.
    pub(super) fn estimated(&self) -> bool {
        self.estimated
    }

    fn entry(&self, at: usize) -> Option<&Entry> {
        self.all.get(*self.listed.get(at)? as usize)
    }

    /// The id of the task in a row.
    pub(super) fn id(&self, at: usize) -> Option<&Id> {
        self.entry(at).map(|entry| &entry.id)
    }

    /// A row, with the task as the model has it.
    pub(super) fn row<'a>(&self, model: &'a Model, at: usize) -> Option<Row<'a>> {
        self.entry(at)?.row(model)
    }

    /// The selected row; the one nearest to where the selected one was, if it is gone.
    pub(super) fn selected(&self, screen: &Screen) -> Option<usize> {
        let found = screen.task.as_ref().and_then(|id| (0..self.len()).find(|at| self.id(*at) == Some(id)));
        found.or_else(|| self.len().checked_sub(1).map(|last| last.min(screen.row)))
    }

    /// The rows of a quadrant.
    pub(super) fn quadrant(&self, quadrant: Quadrant) -> Vec<usize> {
        (0..self.len()).filter(|at| self.quadrant_of(*at) == Some(quadrant)).collect()
    }

    /// The quadrant of a row.
    pub(super) fn quadrant_of(&self, at: usize) -> Option<Quadrant> {
        self.entry(at).map(|entry| entry.score.quadrant)
    }

    /// The rows of all open tasks below one pomodoro, whatever is filtered.
    pub(super) fn small<'a>(&self, model: &'a Model) -> Vec<Row<'a>> {
        self.small.iter().filter_map(|at| self.all.get(*at as usize)?.row(model)).collect()
    }
}
