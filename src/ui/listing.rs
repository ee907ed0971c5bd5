//! The tasks that are listed, in order, worked out once for each model, minute and filter.
use std::{cell::RefCell, rc::Rc};

use jiff::Timestamp;

use super::{pick::Search, screen::Screen};
use crate::domain::{
    agenda::Row,
    id::Id,
    model::Model,
    moment::Moment,
    priority::{Ranking, Score},
};

/// A row of the agenda without its task, so that it can outlive a look at the model.
#[derive(Clone, Debug)]
struct Entry {
    id: Id,
    score: Score,
    ranking: Ranking,
    actual: i64,
    focus_s: i64,
    remaining: Option<f64>,
    due: Option<Timestamp>,
    days_left: Option<f64>,
    available: Option<f64>,
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
}

/// What an agenda was worked out from: the model, the minute and its zone, whether closed tasks are in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Basis {
    revision: u64,
    minute: i64,
    offset: jiff::tz::Offset,
    closed: bool,
}

/// The last agenda and the last list made of it.
#[derive(Clone, Debug, Default)]
struct Kept {
    agenda: Option<(Basis, Rc<[Entry]>)>,
    listing: Option<(Basis, String, bool, Rc<Listing>)>,
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

/// The tasks that are listed, in order.
pub(super) fn listed(model: &Model, screen: &Screen, now: &Moment) -> Rc<Listing> {
    let filter = screen.filter.text().trim();
    let Some(revision) = screen.cache.revision else {
        return Rc::new(Listing::new(model, agenda(model, screen.closed, now), filter, screen.matrix));
    };
    let minute = now.wall.timestamp().as_second().div_euclid(60);
    let basis = Basis { revision, minute, offset: now.wall.offset(), closed: screen.closed };
    let mut kept = screen.cache.kept.borrow_mut();
    if let Some((of, text, matrix, listing)) = &kept.listing
        && (*of, text.as_str(), *matrix) == (basis, filter, screen.matrix)
    {
        return Rc::clone(listing);
    }
    let all = match &kept.agenda {
        Some((of, all)) if *of == basis => Rc::clone(all),
        _ => agenda(model, screen.closed, now),
    };
    kept.agenda = Some((basis, Rc::clone(&all)));
    let listing = Rc::new(Listing::new(model, all, filter, screen.matrix));
    kept.listing = Some((basis, filter.to_owned(), screen.matrix, Rc::clone(&listing)));
    listing
}

fn agenda(model: &Model, closed: bool, now: &Moment) -> Rc<[Entry]> {
    let rows = if closed { model.all_rows(now) } else { model.agenda(now) };
    rows.into_iter()
        .map(|row| Entry {
            id: row.task.id.clone(),
            score: row.score,
            ranking: row.ranking,
            actual: row.actual,
            focus_s: row.focus_s,
            remaining: row.remaining,
            due: row.due,
            days_left: row.days_left,
            available: row.available,
            blocked: row.blocked,
            blocks: row.blocks,
        })
        .collect()
}

impl Entry {
    fn row<'a>(&self, model: &'a Model) -> Option<Row<'a>> {
        Some(Row {
            task: model.book.tasks.get(&self.id)?,
            score: self.score.clone(),
            ranking: self.ranking,
            actual: self.actual,
            focus_s: self.focus_s,
            remaining: self.remaining,
            due: self.due,
            days_left: self.days_left,
            available: self.available,
            blocked: self.blocked,
            blocks: self.blocks.clone(),
        })
    }
}

impl Listing {
    fn new(model: &Model, all: Rc<[Entry]>, filter: &str, matrix: bool) -> Self {
        let mut search = Search::new(filter);
        let mut listing = Self { all, listed: Vec::new(), open: 0, late: 0, dated: false, estimated: false };
        let tasks = listing.all.iter().map(|entry| model.book.tasks.get(&entry.id));
        for (at, (entry, task)) in (0..).zip(listing.all.iter().zip(tasks)) {
            let Some(task) = task else { continue };
            let fits = filter.is_empty() || {
                let tags = task.tags.join(" ");
                search.finds(&format!("{} {} {tags}", task.title, task.project.as_deref().unwrap_or_default()))
            };
            if fits {
                listing.listed.push(at);
                listing.dated |= task.is_open() && entry.due.is_some();
                listing.estimated |= task.estimate().is_some() || entry.actual > 0;
                listing.open += usize::from(task.is_open());
                listing.late += usize::from(task.is_open() && entry.days_left.is_some_and(|days| days < 0.0));
            }
        }
        if matrix {
            let all = &listing.all;
            listing.listed.sort_by_key(|at| all[*at as usize].score.quadrant as u8);
        }
        listing
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
    pub(super) fn quadrant(&self, quadrant: u8) -> Vec<usize> {
        let of = |at: &usize| self.entry(*at).is_some_and(|entry| entry.score.quadrant as u8 == quadrant);
        (0..self.len()).filter(of).collect()
    }
}
