//! A day laid out as blocks of focus and rest inside the work windows. Seconds of the day; touches no clock and no zone.
use crate::domain::capacity::{Rest, Rhythm, Windows};

/// A stretch of the day that is already taken, in seconds since midnight, half open. Fixed blocks may overlap each
/// other and come in any order; one that does not end after it begins takes no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fixed {
    /// First second taken.
    pub from_s: u32,
    /// First second free again.
    pub to_s: u32,
}

/// What a block is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// One pomodoro for the item of this index in the list that was laid out.
    Focus(usize),
    /// A break.
    Rest(Rest),
}

/// A stretch of the laid out day, in seconds since midnight, half open and never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Block {
    /// What it is for.
    pub kind: BlockKind,
    /// Its first second.
    pub from_s: u32,
    /// The first second after it, at most 86 400.
    pub to_s: u32,
}

/// A day of blocks in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayLayout {
    /// Blocks in order of time; no two overlap.
    pub blocks: Vec<Block>,
    /// Pomodoros for which there was no room, from the end of the list.
    pub unplaced: u32,
}

/// Lays pomodoros into what is left of the windows from `from_s` seconds after midnight on. `items` holds the number of
/// pomodoros of each item in the order of work.
///
/// Each window starts a new set; a fixed block does not, since a meeting is no rest. A pomodoro that would meet a fixed
/// block waits until that is over; a break that meets one ends there. No break follows the last pomodoro of a window.
#[must_use]
pub fn lay_out(rhythm: &Rhythm, windows: &Windows, fixed: &[Fixed], from_s: u32, items: &[u32]) -> DayLayout {
    let fixed = merged(fixed);
    let mut queue = Queue::new(items);
    let mut blocks = Vec::new();
    for (begin, end) in windows.clipped(from_s) {
        fill(rhythm, (begin, end), &fixed, &mut queue, &mut blocks);
    }
    DayLayout { blocks, unplaced: queue.left() }
}

/// How many pomodoros can be laid into what is left of the windows around the fixed blocks: the capacity of a day with
/// meetings.
#[must_use]
pub fn room(rhythm: &Rhythm, windows: &Windows, fixed: &[Fixed], from_s: u32) -> u32 {
    u32::MAX - lay_out(rhythm, windows, fixed, from_s, &[u32::MAX]).unplaced
}

fn fill(rhythm: &Rhythm, (begin, end): (u32, u32), fixed: &[Fixed], queue: &mut Queue, blocks: &mut Vec<Block>) {
    let (mut at, mut done) = (begin, 0_u32);
    // A break is only worth a block once something follows it.
    let mut rest: Option<Block> = None;
    while let Some(item) = queue.next_item() {
        let Some(finish) = at.checked_add(rhythm.focus_s()).filter(|to| *to <= end) else {
            return;
        };
        if let Some(taken) = fixed.iter().find(|f| f.from_s < finish && at < f.to_s) {
            at = taken.to_s;
            continue;
        }
        blocks.extend(rest.take());
        blocks.push(Block { kind: BlockKind::Focus(item), from_s: at, to_s: finish });
        queue.take_one();
        done += 1;

        let kind = rhythm.rest_after(done);
        let taken_from = fixed.iter().map(|f| f.from_s).find(|from| *from >= finish);
        let to_s = finish.saturating_add(rhythm.rest_s(kind)).min(taken_from.unwrap_or(u32::MAX));
        rest = (finish < to_s).then_some(Block { kind: BlockKind::Rest(kind), from_s: finish, to_s });
        at = to_s;
    }
}

/// Sorted, without empty ones, and with those that overlap or touch made one.
fn merged(fixed: &[Fixed]) -> Vec<Fixed> {
    let mut sorted: Vec<Fixed> = fixed.iter().copied().filter(|f| f.from_s < f.to_s).collect();
    sorted.sort_unstable_by_key(|f| (f.from_s, f.to_s));
    let mut out: Vec<Fixed> = Vec::new();
    for next in sorted {
        match out.last_mut() {
            Some(last) if next.from_s <= last.to_s => last.to_s = last.to_s.max(next.to_s),
            _ => out.push(next),
        }
    }
    out
}

/// Items and how many of their pomodoros are still to be placed.
struct Queue {
    sizes: Vec<u32>,
    first: usize,
}

impl Queue {
    fn new(sizes: &[u32]) -> Self {
        Self { sizes: sizes.to_vec(), first: 0 }
    }

    fn next_item(&mut self) -> Option<usize> {
        while self.sizes.get(self.first) == Some(&0) {
            self.first += 1;
        }
        (self.first < self.sizes.len()).then_some(self.first)
    }

    fn take_one(&mut self) {
        if let Some(size) = self.sizes.get_mut(self.first) {
            *size = size.saturating_sub(1);
        }
    }

    fn left(&self) -> u32 {
        self.sizes.iter().fold(0, |sum, size| sum.saturating_add(*size))
    }
}
