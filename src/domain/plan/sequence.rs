//! Orders of work on one machine: by deadline, by density, and the fewest late jobs. Numbers only.
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Job;

/// A deadline that is missed when work is done in order of deadlines.
#[derive(Debug, Clone, PartialEq)]
pub struct Violation<'a, Id> {
    /// The task that is late.
    pub job: &'a Job<Id>,
    /// Pomodoros from now at which it would be finished.
    pub finish: u64,
    /// Pomodoros from now at which it is due.
    pub due: u32,
}

impl<Id> Violation<'_, Id> {
    /// Pomodoros by which the deadline is missed, at least 1.
    #[must_use]
    pub fn overload(&self) -> u64 {
        self.finish.saturating_sub(u64::from(self.due))
    }
}

/// The jobs with a deadline, parted into those that can all be met and the fewest that cannot.
#[derive(Debug, Clone, PartialEq)]
pub struct Postponement<'a, Id> {
    /// Met when done in this order: earliest deadline first.
    pub on_time: Vec<&'a Job<Id>>,
    /// Given up, earliest deadline first.
    pub late: Vec<&'a Job<Id>>,
}

/// The jobs that have a deadline, earliest first, then by id (EDD, Jackson 1955). This order meets all deadlines if any
/// order does.
pub fn by_deadline<'a, Id: Ord + 'a>(jobs: impl IntoIterator<Item = &'a Job<Id>>) -> Vec<&'a Job<Id>> {
    let mut due: Vec<(u32, &Job<Id>)> = jobs.into_iter().filter_map(|job| job.deadline.map(|due| (due, job))).collect();
    due.sort_by(|(d, a), (e, b)| d.cmp(e).then_with(|| a.id.cmp(&b.id)));
    due.into_iter().map(|(_, job)| job).collect()
}

/// All jobs by score per pomodoro, highest first, then by id (WSPT, Smith 1956): the least sum of score × completion.
/// A job of size 0 comes first.
pub fn by_density<'a, Id: Ord + 'a>(jobs: impl IntoIterator<Item = &'a Job<Id>>) -> Vec<&'a Job<Id>> {
    let mut order: Vec<&Job<Id>> = jobs.into_iter().collect();
    order.sort_by(|a, b| {
        // a/size > b/size without dividing, so that equal densities are exactly equal.
        let left = a.points() * i128::from(b.size);
        let right = b.points() * i128::from(a.size);
        let empty = |job: &Job<Id>| Reverse(job.size == 0);
        empty(a).cmp(&empty(b)).then(right.cmp(&left)).then_with(|| a.id.cmp(&b.id))
    });
    order
}

/// The deadlines missed in order of deadlines, earliest first; none if and only if all can be met.
pub fn violations<'a, Id: Ord + 'a>(jobs: impl IntoIterator<Item = &'a Job<Id>>) -> Vec<Violation<'a, Id>> {
    let mut finish = 0_u64;
    by_deadline(jobs)
        .into_iter()
        .filter_map(|job| {
            finish = finish.saturating_add(u64::from(job.size));
            let due = job.deadline?;
            (finish > u64::from(due)).then_some(Violation { job, finish, due })
        })
        .collect()
}

/// The fewest jobs to give up so that all other deadlines are met (Moore 1968, with Hodgson's rule: in order of
/// deadlines, whenever one is missed, the longest so far is dropped; of equals the larger id).
pub fn postpone<'a, Id: Ord + 'a>(jobs: impl IntoIterator<Item = &'a Job<Id>>) -> Postponement<'a, Id> {
    let order = by_deadline(jobs);
    let mut kept = vec![true; order.len()];
    // The place comes last: it only parts jobs of equal size and equal id.
    let mut longest = BinaryHeap::new();
    let mut finish = 0_u64;
    for (place, job) in order.iter().enumerate() {
        longest.push((job.size, &job.id, place));
        finish += u64::from(job.size);
        if job.deadline.is_some_and(|due| finish > u64::from(due))
            && let Some((size, _, dropped)) = longest.pop()
        {
            finish -= u64::from(size);
            kept[dropped] = false;
        }
    }
    let part = |wanted: bool| {
        let places = order.iter().zip(&kept);
        places.filter(|(_, kept)| **kept == wanted).map(|(job, _)| *job).collect()
    };
    Postponement { on_time: part(true), late: part(false) }
}
