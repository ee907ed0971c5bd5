//! Pomodoros available between two instants, by the work windows of each weekday. Touches no clock.
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

use super::{Rhythm, Windows};

/// How many changes of the zone's offset are looked at: about 32 years at two a year. Later days are taken to have
/// 24 hours, which can only matter to a window that lies across such a change.
const OFFSET_CHANGES: usize = 64;

/// The work windows of each weekday.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Week([Windows; 7]);

impl Week {
    /// The windows of the seven days, Monday first. A day off is an empty list.
    #[must_use]
    pub fn new(days: [Windows; 7]) -> Self {
        Self(days)
    }

    /// Whether no day has a window: then nothing can be said about capacity.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Windows::is_empty)
    }

    /// The windows of a weekday.
    #[must_use]
    pub fn on(&self, weekday: Weekday) -> &Windows {
        let [mon, tue, wed, thu, fri, sat, sun] = &self.0;
        match weekday {
            Weekday::Monday => mon,
            Weekday::Tuesday => tue,
            Weekday::Wednesday => wed,
            Weekday::Thursday => thu,
            Weekday::Friday => fri,
            Weekday::Saturday => sat,
            Weekday::Sunday => sun,
        }
    }

    /// Pomodoros that fit on `date` if it is a day of ordinary length; 0 on a day off, `None` without any windows in
    /// the whole week.
    #[must_use]
    pub fn capacity_on(&self, rhythm: &Rhythm, date: Date) -> Option<u32> {
        (!self.is_empty()).then(|| self.on(date.weekday()).capacity(rhythm))
    }

    /// Pomodoros that fit into the windows between `from` and `until`, by the civil days of `from`'s zone; every window
    /// starts a new set and the first and last are clipped. `None` without any windows in the week; 0 when `until` is
    /// not later than `from`. Saturates at `u32::MAX`.
    ///
    /// A window counts the seconds that really pass in it, so one that lies across a change of the clocks is longer or
    /// shorter (up to 64 changes ahead); a time that comes twice means the first one, a time that is
    /// skipped the one as much later. Whole weeks are multiplied, so a date in a century costs no more than one in a
    /// month.
    #[must_use]
    pub fn available(&self, rhythm: &Rhythm, from: &Zoned, until: Timestamp) -> Option<u32> {
        if self.is_empty() {
            return None;
        }
        let stretch = Stretch { week: self, rhythm, zone: from.time_zone(), from: from.timestamp(), until };
        Some(u32::try_from(stretch.pomodoros()).unwrap_or(u32::MAX))
    }
}

struct Stretch<'a> {
    week: &'a Week,
    rhythm: &'a Rhythm,
    zone: &'a TimeZone,
    from: Timestamp,
    until: Timestamp,
}

impl Stretch<'_> {
    fn pomodoros(&self) -> u64 {
        if self.until <= self.from {
            return 0;
        }
        let (first, last) = (self.date(self.from), self.date(self.until));
        if last <= first {
            // Clocks set back over midnight can make the later instant the earlier date.
            return days(last, first).map(|date| self.exact(date)).sum();
        }
        let ends = self.exact(first) + self.exact(last);
        let (Ok(second), Ok(before_last)) = (first.tomorrow(), last.yesterday()) else {
            return ends;
        };
        let mut between = self.ordinary_days(second, before_last);
        for date in self.odd_days() {
            if second <= date && date <= before_last {
                between = between.saturating_sub(self.ordinary(date)) + self.exact(date);
            }
        }
        ends + between
    }

    fn date(&self, instant: Timestamp) -> Date {
        self.zone.to_datetime(instant).date()
    }

    /// What fits on a day of 24 hours.
    fn ordinary(&self, date: Date) -> u64 {
        u64::from(self.week.on(date.weekday()).capacity(self.rhythm))
    }

    /// The sum over the days from `first` to `last`, both included, as if each had 24 hours.
    fn ordinary_days(&self, first: Date, last: Date) -> u64 {
        let count = first.until(last).map_or(0, |span| i64::from(span.get_days()) + 1);
        let count = u64::try_from(count).unwrap_or(0);
        let week: Vec<u64> = days(first, last).take(7).map(|date| self.ordinary(date)).collect();
        let rest = usize::try_from(count % 7).unwrap_or(0);
        (count / 7) * week.iter().sum::<u64>() + week.iter().take(rest).sum::<u64>()
    }

    /// The dates on which the clocks change, each once, in order.
    fn odd_days(&self) -> Vec<Date> {
        let mut dates: Vec<Date> = Vec::new();
        let changes = self.zone.following(self.from).take(OFFSET_CHANGES);
        for change in changes.take_while(|change| change.timestamp() < self.until) {
            let at = change.timestamp();
            let after = self.date(at);
            let before = at.checked_sub(1.nanosecond()).map_or(after, |just_before| self.date(just_before));
            dates.extend(days(before.min(after), before.max(after)).take(3));
        }
        dates.sort_unstable();
        dates.dedup();
        dates
    }

    /// What fits into the windows of one date between the two instants, by the seconds that really pass.
    fn exact(&self, date: Date) -> u64 {
        let windows = self.week.on(date.weekday()).as_slice();
        windows
            .iter()
            .filter_map(|window| {
                let begin = self.instant(date, window.from())?;
                // A date that the zone skipped altogether would be counted twice.
                if self.date(begin) != date {
                    return None;
                }
                let begin = begin.max(self.from);
                let end = self.instant(date, window.to())?.min(self.until);
                let seconds = u64::try_from(end.duration_since(begin).as_secs()).ok()?;
                Some(u64::from(self.rhythm.fit(seconds)))
            })
            .sum()
    }

    fn instant(&self, date: Date, minute: u16) -> Option<Timestamp> {
        let midnight = date.at(0, 0, 0, 0);
        let civil = midnight.checked_add(i64::from(minute).minutes()).ok()?;
        self.zone.to_ambiguous_timestamp(civil).compatible().ok()
    }
}

fn days(first: Date, last: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), |date| date.tomorrow().ok()).take_while(move |date| *date <= last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::capacity::Window;
    use proptest::prelude::*;

    fn rhythm() -> Rhythm {
        Rhythm::new(1500, 300, 900, 4).unwrap()
    }

    fn daily(text: &str) -> Week {
        let windows = Windows::new(vec![text.parse::<Window>().unwrap()]).unwrap();
        Week::new(std::array::from_fn(|_| windows.clone()))
    }

    fn at(text: &str) -> Zoned {
        text.parse().unwrap()
    }

    fn between(week: &Week, from: &str, until: &str) -> Option<u32> {
        week.available(&rhythm(), &at(from), at(until).timestamp())
    }

    #[test]
    fn without_windows_nothing_is_said() {
        let (a, b) = ("2025-01-01T00:00[UTC]", "2026-01-01T00:00[UTC]");
        assert_eq!(between(&Week::default(), a, b), None);
        assert_eq!(between(&daily("09:00-17:00"), b, a), Some(0));
    }

    #[test]
    fn a_window_across_a_change_of_the_clocks_counts_real_time() {
        // Three hours hold 5 pomodoros, two hold 4, four hold 7.
        let week = daily("00:00-03:00");
        for (from, until, pomodoros) in [
            ("2025-03-30", "2025-03-31", 4),
            ("2025-03-29", "2025-04-01", 5 + 4 + 5),
            ("2025-10-26", "2025-10-27", 7),
            ("2025-10-20", "2025-10-30", 9 * 5 + 7),
        ] {
            let midnight = |date| format!("{date}T00:00[Europe/Berlin]");
            let found = between(&week, &midnight(from), &midnight(until));
            assert_eq!(found, Some(pomodoros), "{from} to {until}");
        }
    }

    #[test]
    fn a_skipped_date_holds_nothing() {
        let week = daily("09:00-12:00");
        let k = rhythm().fit(3 * 3600);
        assert_eq!(between(&week, "2011-12-29T00:00[Pacific/Apia]", "2012-01-01T00:00[Pacific/Apia]"), Some(2 * k));
    }

    #[test]
    fn a_century_and_the_end_of_time_are_answered() {
        let week = daily("09:00-17:00");
        let k = u64::from(rhythm().fit(8 * 3600));
        let days = 36_525; // 2001-01-01 to 2101-01-01 without a leap day in 2100
        assert_eq!(
            between(&week, "2001-01-01T00:00[America/New_York]", "2101-01-01T00:00[America/New_York]"),
            Some(u32::try_from((days - 1) * k).unwrap())
        );
        let all = week.available(&rhythm(), &Timestamp::MIN.to_zoned(TimeZone::UTC), Timestamp::MAX);
        assert!(all.is_some_and(|n| n > 100_000_000));
        let pauseless = Rhythm::new(1, 0, 0, 1).unwrap();
        let from = Timestamp::MIN.to_zoned(TimeZone::UTC);
        assert_eq!(daily("00:00-24:00").available(&pauseless, &from, Timestamp::MAX), Some(u32::MAX));
    }

    proptest! {
        #[test]
        fn whole_weeks_equal_the_walk_over_the_days(
            start in 0_i64..4_000_000_000,
            length in 0_i64..60_000_000,
            zone in prop::sample::select(vec!["UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/New_York"]),
            from in 0_u16..1439,
            width in 1_u16..1440,
            off in 0_usize..7,
        ) {
            let window = Window::new(from, (from + width).min(1440)).unwrap();
            let week = Week::new(std::array::from_fn(|day| {
                Windows::new(if day == off { vec![] } else { vec![window] }).unwrap()
            }));
            let rhythm = rhythm();
            let zone = TimeZone::get(zone).unwrap();
            let begin = Timestamp::from_second(start).unwrap();
            let until = Timestamp::from_second(start + length).unwrap();
            let stretch = Stretch { week: &week, rhythm: &rhythm, zone: &zone, from: begin, until };
            let (a, b) = (stretch.date(begin), stretch.date(until));
            let walked: u64 = days(a.min(b), a.max(b)).map(|date| stretch.exact(date)).sum();
            let counted = week.available(&rhythm, &begin.to_zoned(zone.clone()), until);
            prop_assert_eq!(counted.map(u64::from), Some(walked));
        }
    }
}
