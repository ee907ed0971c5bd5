//! Logical days and ISO-8601 weeks.
use std::fmt;

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime, ISOWeekDate, Time, Weekday},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};

use super::value::{Atom, Value};

/// The logical date of a local date-time: its wall-clock reading minus `day_start`.
pub fn logical_date(local: DateTime, day_start: Time) -> Date {
    if local.time() < day_start { local.date().yesterday().unwrap_or(local.date()) } else { local.date() }
}

/// The instants between which the logical day `date` lies in a zone: from its `day_start` to the next
/// day's, 23 to 25 hours. A start that falls into a gap is moved on, an ambiguous one is the first.
pub fn day_bounds(date: Date, day_start: Time, zone: &TimeZone) -> (Timestamp, Timestamp) {
    let at = |day: Date| zone.to_ambiguous_timestamp(day.to_datetime(day_start)).compatible().unwrap_or(Timestamp::MAX);
    (at(date), at(date.tomorrow().unwrap_or(date)))
}

/// An ISO-8601 week, Monday to Sunday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Week {
    year: i16,
    week: i8,
}

impl Week {
    /// Week `week` of the ISO year `year`; `None` where that year does not have it.
    pub fn new(year: i16, week: i8) -> Option<Self> {
        ISOWeekDate::new(year, week, Weekday::Monday).ok().map(|_| Self { year, week })
    }

    /// The week that holds `date`.
    pub fn of(date: Date) -> Self {
        let iso = date.iso_week_date();
        Self { year: iso.year(), week: iso.week() }
    }

    /// Reads `2026-W47`; `None` where it is not that or there is no such week.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, week) = text.split_once("-W")?;
        let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(week, 2) {
            return None;
        }
        Self::new(year.parse().ok()?, week.parse().ok()?)
    }

    /// The ISO year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// 1 to 53.
    pub fn number(self) -> i8 {
        self.week
    }

    /// Its Monday.
    pub fn monday(self) -> Date {
        ISOWeekDate::new(self.year, self.week, Weekday::Monday).map_or(Date::ZERO, ISOWeekDate::date)
    }

    /// Its seven dates.
    pub fn days(self) -> impl Iterator<Item = Date> {
        let monday = self.monday();
        (0..7).map(move |n| monday.saturating_add(n.days()))
    }

    /// The week `weeks` later (earlier if negative).
    pub fn plus(self, weeks: i32) -> Self {
        Self::of(self.monday().saturating_add(weeks.weeks()))
    }

    /// How many weeks lie between `earlier` and this one; negative if it is later.
    pub fn since(self, earlier: Self) -> i32 {
        let days = self.monday().duration_since(earlier.monday()).as_hours() / 24;
        (days / 7) as i32
    }
}

impl Default for Week {
    fn default() -> Self {
        Self { year: 1970, week: 1 }
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-W{:02}", self.year, self.week)
    }
}

impl Atom for Week {
    const WANTS: &'static str = "an ISO week such as 2026-W47";
    fn put(&self) -> Option<Value> {
        Some(Value::Text(self.to_string()))
    }
    fn take(value: Value) -> Option<Self> {
        String::take(value).and_then(|text| Self::parse(&text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_read_and_written() {
        let week = Week::parse("2026-W53").unwrap();
        assert_eq!(week.to_string(), "2026-W53");
        assert_eq!(week.plus(1).to_string(), "2027-W01");
        assert_eq!(week.plus(1).since(week), 1);
        for bad in ["2026-W54", "2025-W53", "2026-W00", "2026-47", "W47", "+026-W4", "2026-W1", ""] {
            assert_eq!(Week::parse(bad), None, "{bad}");
        }
    }
}
