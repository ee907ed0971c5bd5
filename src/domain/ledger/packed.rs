//! The sums as the cache keeps them: days by number, each task's id once, and what was counted for a task on
//! a day as bytes that are searched where they lie, so that ten years are there in a millisecond.
use std::collections::BTreeMap;

use jiff::{Unit, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Ledger, Spent, Tally};
use crate::domain::id::Id;

const EPOCH: Date = Date::constant(1970, 1, 1);
/// Bytes of one entry: day and count, two bytes each, and the task's place, four; all big-endian, so that
/// the order of the bytes is that of day, then place.
const ENTRY: usize = 8;

/// The form in which sums are written and read.
#[derive(Serialize, Deserialize)]
pub(super) struct Packed {
    days: Vec<(i32, Tally)>,
    tasks: Vec<(Id, Spent)>,
    #[serde(with = "bytes")]
    on_task: Vec<u8>,
    /// What does not fit into an entry: dates before 1970 and after 2149.
    odd: Vec<(i32, u32, i64)>,
    sessions: i64,
}

mod bytes {
    //! A byte string in one piece; serde would take a `Vec<u8>` for a list of numbers.
    use std::fmt;

    use serde::{Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        struct Bytes;
        impl de::Visitor<'_> for Bytes {
            type Value = Vec<u8>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }
            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}

/// Counts by day and task as they came out of the cache, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    places: Vec<Id>,
    entries: Vec<u8>,
}

impl Kept {
    /// The count of one day and task.
    pub(super) fn count(&self, date: Date, id: &Id) -> i64 {
        let Ok(place) = self.places.binary_search(id) else { return 0 };
        let (Some(day), Ok(place)) = (short(date), u32::try_from(place)) else { return 0 };
        let wanted = (day, place);
        let (mut low, mut high) = (0, self.entries.len() / ENTRY);
        while low < high {
            let middle = low.midpoint(high);
            let (found, n) = self.at(middle);
            match found.cmp(&wanted) {
                std::cmp::Ordering::Equal => return n,
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        0
    }

    fn at(&self, index: usize) -> ((u16, u32), i64) {
        let entry = &self.entries[index * ENTRY..(index + 1) * ENTRY];
        let day = u16::from_be_bytes([entry[0], entry[1]]);
        let place = u32::from_be_bytes([entry[2], entry[3], entry[4], entry[5]]);
        ((day, place), i64::from(u16::from_be_bytes([entry[6], entry[7]])))
    }

    /// All counts.
    pub(super) fn entries(&self) -> impl Iterator<Item = ((Date, Id), i64)> {
        (0..self.entries.len() / ENTRY).filter_map(|index| {
            let ((day, place), n) = self.at(index);
            Some(((date(i32::from(day)), self.places.get(place as usize)?.clone()), n))
        })
    }
}

/// Days since 1970-01-01.
fn number(date: Date) -> i32 {
    EPOCH.until((Unit::Day, date)).map_or(0, |span| span.get_days())
}

fn short(date: Date) -> Option<u16> {
    u16::try_from(number(date)).ok()
}

fn date(number: i32) -> Date {
    EPOCH.saturating_add(jiff::SignedDuration::from_hours(i64::from(number) * 24))
}

impl From<Ledger> for Packed {
    fn from(ledger: Ledger) -> Self {
        let all = ledger.all_on_task();
        let Ledger { days, tasks, sessions, .. } = ledger;
        let places: BTreeMap<&Id, u32> = tasks.keys().zip(0..).collect();
        let (mut on_task, mut odd) = (Vec::new(), Vec::new());
        let mut entries: Vec<(Date, u32, i64)> =
            // Every task that was counted on a day has its sums too.
            all.iter().filter_map(|((date, id), n)| Some((*date, *places.get(id)?, *n))).collect();
        entries.sort_unstable();
        for (date, place, n) in entries {
            match (short(date), u16::try_from(n)) {
                (Some(day), Ok(n)) => {
                    on_task.extend_from_slice(&day.to_be_bytes());
                    on_task.extend_from_slice(&place.to_be_bytes());
                    on_task.extend_from_slice(&n.to_be_bytes());
                }
                _ => odd.push((number(date), place, n)),
            }
        }
        let days = days.into_iter().map(|(date, tally)| (number(date), tally)).collect();
        Self { days, tasks: tasks.into_iter().collect(), on_task, odd, sessions }
    }
}

impl From<Packed> for Ledger {
    fn from(packed: Packed) -> Self {
        let Packed { days, tasks, on_task, odd, sessions } = packed;
        let places: Vec<Id> = tasks.iter().map(|(id, _)| id.clone()).collect();
        let odd = odd
            .into_iter()
            .filter_map(|(day, place, n)| Some(((date(day), places.get(usize::try_from(place).ok()?)?.clone()), n)));
        let on_task_since = odd.collect();
        let days = days.into_iter().map(|(day, tally)| (date(day), tally)).collect();
        let kept = Kept { places, entries: on_task };
        Self { days, tasks: tasks.into_iter().collect(), on_task: on_task_since, kept, sessions }
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
        let bytes = postcard::to_allocvec(&ledger).unwrap();
        let mut back: Ledger = postcard::from_bytes(&bytes).unwrap();
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
        assert_eq!(postcard::from_bytes::<Ledger>(&postcard::to_allocvec(&back).unwrap()).unwrap(), ledger);
    }
}
