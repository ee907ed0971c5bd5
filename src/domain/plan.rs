//! The plan for today: which tasks fit, in which order, and which deadlines cannot be met. Numbers only.
mod knapsack;
mod layout;
mod sequence;

pub use knapsack::{MOST_POMODOROS, fit_exactly};
pub use layout::{Block, BlockKind, DayLayout, Fixed, lay_out, room};
pub use sequence::{Postponement, Violation, by_deadline, by_density, postpone, violations};

/// A task as the plan sees it: sizes and deadlines in whole pomodoros.
#[derive(Debug, Clone, PartialEq)]
pub struct Job<Id> {
    /// Names the task and breaks the last tie; the smaller one comes first.
    pub id: Id,
    /// Pomodoros that remain to be done.
    pub size: u32,
    /// What it is worth to finish it, usually 0–100. A NaN counts as 0.
    pub score: f64,
    /// Pomodoros available until it is due, 0 if overdue; `None` without a due date.
    pub deadline: Option<u32>,
    /// Whether it may be begun today and finished another day.
    pub splittable: bool,
}

impl<Id> Job<Id> {
    /// The score in whole billionths, so that sums and comparisons are exact; clamped to ±10⁹ points.
    fn points(&self) -> i128 {
        #[expect(clippy::cast_possible_truncation, reason = "clamped to a range that i128 holds; NaN becomes 0")]
        let points = (self.score.clamp(-1e9, 1e9) * 1e9).round() as i128;
        points
    }
}

/// How much of a task the plan holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Portion {
    /// All that remains.
    Whole,
    /// Only a beginning: the room that nothing else could fill.
    Start,
}

/// One line of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned<'a, Id> {
    /// The task.
    pub job: &'a Job<Id>,
    /// Pomodoros planned for it today; its size, or less if it is only begun.
    pub pomodoros: u32,
    /// Whether it is to be finished or begun.
    pub portion: Portion,
    /// Moved to the front because by score alone its deadline would be missed.
    pub at_risk: bool,
}

/// What to do today and what cannot be done.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan<'a, Id> {
    /// Deadlines missed even in the best order for deadlines, earliest first. The first is the one to show.
    pub violations: Vec<Violation<'a, Id>>,
    /// The fewest tasks whose deadlines have to be given up so that all others can be met, earliest deadline first.
    pub postpone: Vec<&'a Job<Id>>,
    /// Today's tasks in the order to work on them.
    pub items: Vec<Planned<'a, Id>>,
    /// Tasks that are not in the plan, in the order given.
    pub left_out: Vec<&'a Job<Id>>,
}

impl<Id> Plan<'_, Id> {
    /// Pomodoros planned; never more than the capacity it was made for.
    #[must_use]
    pub fn pomodoros(&self) -> u32 {
        self.items.iter().fold(0, |sum, item| sum.saturating_add(item.pomodoros))
    }

    /// Pomodoros of each item in the order of work, as [`lay_out`] takes them.
    #[must_use]
    pub fn sizes(&self) -> Vec<u32> {
        self.items.iter().map(|item| item.pomodoros).collect()
    }
}

/// Plans a day of `capacity` pomodoros (at most [`MOST_POMODOROS`] are used). `jobs` are in the order of the task list;
/// an earlier one wins a tie.
///
/// The tasks of the day are the exact 0/1 knapsack of all jobs by score; what room is left goes to the job with the
/// highest score that is not yet in, may be split and has no negative score. In the order of the day come first, by
/// deadline, those whose deadline can be met but would be missed otherwise; then all others by score per pomodoro; a
/// task that is only begun comes last, for it completes nothing today.
#[must_use]
pub fn plan<Id: Ord>(jobs: &[Job<Id>], capacity: u32) -> Plan<'_, Id> {
    let capacity = capacity.min(MOST_POMODOROS);
    let mut chosen = fit_exactly(jobs, capacity);
    let used = chosen.iter().fold(0_u32, |sum, job| sum.saturating_add(job.size));
    let room = capacity - used;

    let last = filler(jobs.iter().filter(|job| !holds(&chosen, job)), room);
    let begun = last.filter(|job| job.size > room);
    // One that fits whole has its place by deadline and score like any other.
    chosen.extend(last.filter(|job| job.size <= room));
    let is_begun = |job: &Job<Id>| begun.is_some_and(|other| std::ptr::eq(other, job));
    let left_out = jobs.iter().filter(|job| !holds(&chosen, job) && !is_begun(job)).collect();
    let mut items = in_order(&chosen);
    items.extend(begun.map(|job| Planned { job, pomodoros: room, portion: Portion::Start, at_risk: false }));
    Plan { violations: violations(jobs), postpone: postpone(jobs).late, items, left_out }
}

/// The best job for the room that is left, be it to finish or to begin.
fn filler<'a, Id: 'a>(jobs: impl Iterator<Item = &'a Job<Id>>, room: u32) -> Option<&'a Job<Id>> {
    let fits = |job: &&Job<Id>| room > 0 && job.splittable && job.size > 0 && job.points() >= 0;
    // min_by_key keeps the first of equals, max_by_key the last.
    jobs.filter(fits).min_by_key(|job| std::cmp::Reverse(job.points()))
}

fn holds<Id>(jobs: &[&Job<Id>], job: &Job<Id>) -> bool {
    jobs.iter().any(|other| std::ptr::eq(*other, job))
}

/// Score per pomodoro, but deadlines that this would miss and that can be met go to the front.
fn in_order<'a, Id: Ord>(chosen: &[&'a Job<Id>]) -> Vec<Planned<'a, Id>> {
    let can_be_met = postpone(chosen.iter().copied()).on_time;
    let mut front: Vec<&Job<Id>> = Vec::new();
    let mut rest = by_density(chosen.iter().copied());
    loop {
        let mut finish = front.iter().fold(0_u64, |sum, job| sum + u64::from(job.size));
        let mut late = Vec::new();
        for job in &rest {
            finish += u64::from(job.size);
            let missed = job.deadline.is_some_and(|due| finish > u64::from(due));
            if missed && holds(&can_be_met, job) {
                late.push(*job);
            }
        }
        if late.is_empty() {
            break;
        }
        // Bringing these forward delays the rest, so the rest is looked at again.
        rest.retain(|job| !holds(&late, job));
        front.extend(late);
        front = by_deadline(front);
    }
    let whole =
        |at_risk| move |job: &'a Job<Id>| Planned { job, pomodoros: job.size, portion: Portion::Whole, at_risk };
    let ahead = front.into_iter().map(whole(true));
    ahead.chain(rest.into_iter().map(whole(false))).collect()
}

#[cfg(test)]
mod tests;
