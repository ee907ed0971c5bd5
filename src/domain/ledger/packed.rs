//! The sums as the cache keeps them: bytes that are searched where they lie, so that ten years are there at once.
use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use jiff::{Unit, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Ledger, Spent, Tally};
use crate::domain::id::Id;

const EPOCH: Date = Date::constant(1970, 1, 1);
/// Bytes of a row: the day and the seconds of focus, four each; ten counts, two each.
const ROW: usize = 2 * 4 + 10 * 2;

/// Where the sums lie in a body of bytes.
#[derive(Debug, Serialize, Deserialize)]
pub struct Laid {
    /// Where the first row is.
    rows_at: u32,
    rows: u32,
    /// What does not fit into a row.
    odd: Vec<(i32, Tally)>,
    tasks: Vec<(Id, Spent)>,
    /// Of each day: its number, and the count of each task by the task's place among `tasks`.
    on_task_at: u32,
    on_task_length: u32,
    sessions: i64,
}

type OfDay = (i32, Vec<(u32, i64)>);

/// Sums as they came out of the cache.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    bytes: Arc<Vec<u8>>,
    rows_at: usize,
    rows: usize,
    places: Vec<Id>,
    on_task: std::ops::Range<usize>,
    counts: OnceLock<Vec<((i32, u32), i64)>>,
}

impl Kept {
    fn row(&self, index: usize) -> Option<&[u8; ROW]> {
        self.bytes.get(self.rows_at + index * ROW..)?.first_chunk()
    }

    /// The place of a day among the rows, or where it would be.
    fn place(&self, day: i32) -> Result<usize, usize> {
        let (mut low, mut high) = (0, self.rows);
        while low < high {
            let middle = low.midpoint(high);
            match self.row(middle).map_or(i32::MAX, day_of).cmp(&day) {
                std::cmp::Ordering::Equal => return Ok(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        Err(low)
    }

    /// The sums of one day; `None` where it has none.
    pub(super) fn day(&self, date: Date) -> Option<Tally> {
        self.row(self.place(number(date)).ok()?).map(tally)
    }

    /// The days that have sums, in order.
    pub(super) fn days(&self) -> impl Iterator<Item = (Date, Tally)> {
        self.from(0)
    }

    /// The days up to `last` that have sums, the latest first.
    pub(super) fn days_back(&self, last: Date) -> impl Iterator<Item = (Date, Tally)> {
        let end = self.place(number(last)).map_or_else(|place| place, |place| place + 1);
        (0..end).rev().filter_map(|index| self.row(index).map(|row| (date(day_of(row)), tally(row))))
    }

    /// The days from `first` to `last`, both included, that have sums, in order.
    pub(super) fn between(&self, first: Date, last: Date) -> impl Iterator<Item = (Date, Tally)> {
        self.from(self.place(number(first)).unwrap_or_else(|place| place)).take_while(move |(date, _)| *date <= last)
    }

    fn from(&self, start: usize) -> impl Iterator<Item = (Date, Tally)> {
        // Most days follow the one before, and the next day is found faster than any other.
        let mut last = (i32::MIN, EPOCH);
        (start..self.rows).filter_map(move |index| {
            let row = self.row(index)?;
            let day = day_of(row);
            let next = last.0.checked_add(1) == Some(day);
            last = (day, if next { last.1.tomorrow().unwrap_or(Date::MAX) } else { date(day) });
            Some((last.1, tally(row)))
        })
    }

    /// By day, then task.
    fn counts(&self) -> &[((i32, u32), i64)] {
        self.counts.get_or_init(|| {
            // They were written by this very version of the program and stand under a checksum.
            let bytes = self.bytes.get(self.on_task.clone()).unwrap_or_default();
            let days: Vec<OfDay> = postcard::from_bytes(bytes).unwrap_or_default();
            days.into_iter()
                .flat_map(|(day, tasks)| tasks.into_iter().map(move |(place, n)| ((day, place), n)))
                .collect()
        })
    }

    /// The count of one day and task.
    pub(super) fn count(&self, date: Date, id: &Id) -> i64 {
        let Some(place) = self.places.binary_search(id).ok().and_then(|place| u32::try_from(place).ok()) else {
            return 0;
        };
        let counts = self.counts();
        counts.binary_search_by_key(&(number(date), place), |(key, _)| *key).map_or(0, |at| counts[at].1)
    }

    /// The counts of the days from `first` to `last`, both included.
    pub(super) fn entries(&self, first: Date, last: Date) -> impl Iterator<Item = ((Date, Id), i64)> {
        let (first, last) = (number(first), number(last));
        let counts = self.counts();
        counts[counts.partition_point(|((day, _), _)| *day < first)..]
            .iter()
            .take_while(move |((day, _), _)| *day <= last)
            .filter_map(|((day, place), n)| Some(((date(*day), self.places.get(*place as usize)?.clone()), *n)))
    }
}

fn row(day: i32, tally: &Tally) -> Option<[u8; ROW]> {
    let counts = [
        tally.pomodoros,
        tally.clean,
        tally.started,
        tally.completed,
        tally.void,
        tally.partial,
        tally.internal,
        tally.external,
        tally.breaks,
        tally.breaks_skipped,
    ];
    let mut row = [0; ROW];
    row[..4].copy_from_slice(&day.to_le_bytes());
    row[4..8].copy_from_slice(&i32::try_from(tally.focus_s).ok()?.to_le_bytes());
    for (place, count) in row[8..].chunks_exact_mut(2).zip(counts) {
        place.copy_from_slice(&i16::try_from(count).ok()?.to_le_bytes());
    }
    Some(row)
}

fn number_at(row: &[u8; ROW], at: usize) -> i32 {
    row[at..].first_chunk().map_or(0, |bytes| i32::from_le_bytes(*bytes))
}

fn day_of(row: &[u8; ROW]) -> i32 {
    number_at(row, 0)
}

fn tally(row: &[u8; ROW]) -> Tally {
    let mut counts = [0_i64; 10];
    for (count, bytes) in counts.iter_mut().zip(row[8..].chunks_exact(2)) {
        *count = i64::from(i16::from_le_bytes([bytes[0], bytes[1]]));
    }
    let [pomodoros, clean, started, completed, void, partial, internal, external, breaks, breaks_skipped] = counts;
    let focus_s = i64::from(number_at(row, 4));
    Tally { pomodoros, clean, focus_s, started, completed, void, partial, internal, external, breaks, breaks_skipped }
}

/// Days since 1970-01-01.
fn number(date: Date) -> i32 {
    EPOCH.until((Unit::Day, date)).map_or(0, |span| span.get_days())
}

fn date(number: i32) -> Date {
    EPOCH.saturating_add(jiff::SignedDuration::from_hours(i64::from(number) * 24))
}

impl Ledger {
    /// Adds the sums to `body`; `None` where they are too many.
    pub(in crate::domain) fn lay_out(&self, body: &mut Vec<u8>) -> Option<Laid> {
        let place = |body: &Vec<u8>| u32::try_from(body.len()).ok();
        let rows_at = place(body)?;
        let (mut rows, mut odd) = (0, Vec::new());
        for (date, tally) in self.days() {
            let day = number(date);
            match row(day, &tally) {
                Some(row) => {
                    rows += 1;
                    body.extend_from_slice(&row);
                }
                None => odd.push((day, tally)),
            }
        }
        let places: BTreeMap<&Id, u32> = self.tasks.keys().zip(0..).collect();
        let mut by_day: Vec<OfDay> = Vec::new();
        for ((date, id), n) in self.all_on_task(Date::MIN, Date::MAX) {
            // Every task that was counted on a day has its sums too.
            let Some(place) = places.get(&id) else { continue };
            let day = number(date);
            match by_day.last_mut() {
                Some((last, counts)) if *last == day => counts.push((*place, n)),
                _ => by_day.push((day, vec![(*place, n)])),
            }
        }
        let on_task = postcard::to_stdvec(&by_day).ok()?;
        let on_task_at = place(body)?;
        body.extend_from_slice(&on_task);
        let on_task_length = u32::try_from(on_task.len()).ok()?;
        let tasks = self.tasks.iter().map(|(id, spent)| (id.clone(), *spent)).collect();
        Some(Laid { rows_at, rows, odd, tasks, on_task_at, on_task_length, sessions: self.sessions })
    }

    /// The sums that lie in `bytes`.
    pub(in crate::domain) fn of(laid: Laid, bytes: &Arc<Vec<u8>>) -> Self {
        let on_task_at = laid.on_task_at as usize;
        let kept = Kept {
            bytes: Arc::clone(bytes),
            rows_at: laid.rows_at as usize,
            rows: laid.rows as usize,
            places: laid.tasks.iter().map(|(id, _)| id.clone()).collect(),
            on_task: on_task_at..on_task_at + laid.on_task_length as usize,
            counts: OnceLock::new(),
        };
        let days = laid.odd.into_iter().map(|(day, tally)| (date(day), tally)).collect();
        let tasks = laid.tasks.into_iter().collect();
        Self { days, tasks, on_task: BTreeMap::new(), kept, sessions: laid.sessions }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Time, date};

    use super::*;
    use crate::domain::{session::Session, stamp::Stamp};

    fn session(id: &str, day: Date, task: &str) -> Session {
        let zoned = day.at(9, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap();
        Session {
            id: Id::new(id).unwrap(),
            task: Id::new(task),
            started: Stamp::from(&zoned),
            counted: true,
            ..Session::default()
        }
    }

    #[test]
    fn what_is_packed_is_found_again_and_goes_on() {
        let mut ledger = Ledger::default();
        let days = [date(1969, 12, 31), date(2016, 2, 29), date(2026, 11, 22), date(2150, 1, 1)];
        for (n, day) in days.into_iter().enumerate() {
            for task in ["b", "a", "c"] {
                ledger.add(&session(&format!("{n}{task}"), day, task), Time::midnight());
            }
        }
        // More than a row can hold.
        ledger.days.get_mut(&days[2]).unwrap().focus_s = i64::from(i32::MAX) + 1;
        let laid = |ledger: &Ledger| {
            let mut body = b"before".to_vec();
            let laid = ledger.lay_out(&mut body).unwrap();
            Ledger::of(laid, &Arc::new(body))
        };
        let mut back = laid(&ledger);
        assert_eq!(back, ledger);
        let again = session("again", days[1], "a");
        for ledger in [&mut ledger, &mut back] {
            ledger.add(&again, Time::midnight());
            ledger.remove(&session("0b", days[0], "b"), Time::midnight());
        }
        assert_eq!(back, ledger);
        for day in days {
            for task in ["a", "b", "c", "d"] {
                let id = Id::new(task).unwrap();
                assert_eq!(back.on_task(day, &id), ledger.on_task(day, &id), "{day} {task}");
            }
        }
        assert_eq!(back.on_task(days[1], &Id::new("a").unwrap()), 2);
        assert_eq!(laid(&back), ledger);
        assert_eq!(back.on_tasks(days[1], days[2]), ledger.on_tasks(days[1], days[2]));
        assert_eq!(back.on_tasks(days[1], days[2]).len(), 6);
        // A day whose last session goes is gone, and one that was never there has nothing.
        for (n, task) in ["a", "c"].into_iter().enumerate() {
            assert_eq!(back.day(days[0]).pomodoros, 2 - n as i64);
            back.remove(&session("0", days[0], task), Time::midnight());
        }
        assert_eq!((back.day(days[0]), back.days().count()), (Tally::default(), 3));
        assert_eq!(back.day(date(2016, 3, 1)), Tally::default());
    }
}
