//! The most valuable set of tasks that fits: exact 0/1 knapsack. Numbers only.
use super::Job;

/// The most pomodoros a day can hold for planning: one a minute.
pub const MOST_POMODOROS: u32 = 1440;

/// The jobs, in the order given, whose scores add up to the most while their sizes add up to at most `capacity` (or
/// [`MOST_POMODOROS`]). Of equal sums the one of the fewest pomodoros; of those the one that holds the earlier jobs.
/// Jobs whose score is zero or negative are never in it.
///
/// Dynamic programming over the capacity (Bellman 1957), exact in billionths of a point; time and memory grow with the
/// number of jobs × `capacity`.
#[must_use]
pub fn fit_exactly<Id>(jobs: &[Job<Id>], capacity: u32) -> Vec<&Job<Id>> {
    let capacity = index(capacity.min(MOST_POMODOROS));
    let candidates: Vec<(&Job<Id>, usize, i128)> = jobs
        .iter()
        .map(|job| (job, index(job.size), job.points()))
        .filter(|&(_, size, points)| size <= capacity && points > 0)
        .collect();

    // Back to front, so that walking forward again takes an earlier job wherever that costs nothing.
    let width = capacity + 1;
    let mut best = vec![Sum::default(); width];
    let mut taken = vec![false; width * candidates.len()];
    for (row, &(_, size, points)) in taken.chunks_exact_mut(width).zip(&candidates).rev() {
        for room in (size..width).rev() {
            let with = best[room - size].plus(points, size);
            if with.is_as_good_as(&best[room]) {
                best[room] = with;
                row[room] = true;
            }
        }
    }

    let mut room = capacity;
    let mut chosen = Vec::new();
    for (row, &(job, size, _)) in taken.chunks_exact(width).zip(&candidates) {
        if row[room] {
            room -= size;
            chosen.push(job);
        }
    }
    chosen
}

#[derive(Clone, Default)]
struct Sum {
    points: i128,
    used: usize,
}

impl Sum {
    fn plus(&self, points: i128, size: usize) -> Self {
        Self { points: self.points + points, used: self.used + size }
    }

    fn is_as_good_as(&self, other: &Self) -> bool {
        (self.points, other.used) >= (other.points, self.used)
    }
}

fn index(pomodoros: u32) -> usize {
    usize::try_from(pomodoros).unwrap_or(usize::MAX)
}
