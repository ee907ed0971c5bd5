//! Streaks of days with work, over which rest days build a bridge. Pure; today is an argument.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};

/// How many days with work follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Streak {
    /// The streak that today may still go on with: it ends today, or only today and rest days have passed since.
    pub current: usize,
    /// The longest one so far.
    pub longest: usize,
}

/// Streaks among `days` (the logical dates with work) up to `today`; later days do not count.
/// A rest weekday without work does not break a streak, one with work counts like any other. Today is not missed before it is over.
#[must_use]
pub fn streak(days: &BTreeSet<Date>, today: Date, rest: &[Weekday]) -> Streak {
    let mut streak = Streak::default();
    let mut before: Option<Date> = None;
    let mut run = 0;
    for &day in days.range(..=today) {
        run = match before {
            Some(before) if bridged(before, day, rest) => run + 1,
            _ => 1,
        };
        streak.longest = streak.longest.max(run);
        before = Some(day);
    }
    if before.is_some_and(|last| bridged(last, today, rest)) {
        streak.current = run;
    }
    streak
}

/// The current streak alone, out of the days with work up to today, the latest first: no more of them are taken than
/// belong to it, and one.
pub fn current(days: impl Iterator<Item = Date>, today: Date, rest: &[Weekday]) -> usize {
    let mut after = today;
    days.take_while(|day| {
        let follows = bridged(*day, after, rest);
        after = *day;
        follows
    })
    .count()
}

/// Whether all days strictly between two dates are rest days.
fn bridged(from: Date, to: Date, rest: &[Weekday]) -> bool {
    let mut day = from;
    // Seven days hold every weekday, so looking further tells nothing new.
    for _ in 0..7 {
        match day.tomorrow() {
            Ok(next) if next < to => day = next,
            _ => return true,
        }
        if !rest.contains(&day.weekday()) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn today_is_not_missed_before_it_is_over() {
        let days = BTreeSet::from([date(2025, 3, 3), date(2025, 3, 4)]);
        assert_eq!(streak(&days, date(2025, 3, 5), &[]).current, 2);
        assert_eq!(streak(&days, date(2025, 3, 6), &[]).current, 0);
    }

    #[test]
    fn days_to_come_do_not_count() {
        let days = BTreeSet::from([date(2025, 3, 3), date(2025, 3, 4)]);
        let found = streak(&days, date(2025, 3, 3), &[]);
        assert_eq!((found.current, found.longest), (1, 1));
    }

    #[test]
    fn resting_all_week_never_breaks_and_the_ends_of_time_are_reached() {
        let all: Vec<Weekday> = Weekday::Monday.cycle_forward().take(7).collect();
        let days = BTreeSet::from([Date::MIN, date(2025, 3, 3), Date::MAX]);
        assert_eq!(streak(&days, Date::MAX, &all).current, 3);
        assert_eq!(streak(&days, Date::MAX, &[]).longest, 1);
        assert_eq!(streak(&BTreeSet::new(), Date::MAX, &all), Streak::default());
    }

    proptest! {
        #[test]
        fn rest_days_never_shorten_a_streak(offsets in proptest::collection::btree_set(0i64..40, 0..40), today in 0i64..40, rest in proptest::collection::vec(1i8..=7, 0..4)) {
            let day = |k: i64| date(2025, 1, 1).saturating_add(jiff::Span::new().days(k));
            let days: BTreeSet<Date> = offsets.into_iter().map(day).collect();
            let rest: Vec<Weekday> = rest.into_iter().map(|k| Weekday::from_monday_one_offset(k).unwrap()).collect();
            let (strict, resting) = (streak(&days, day(today), &[]), streak(&days, day(today), &rest));
            for (rest, found) in [(&[][..], &strict), (&rest, &resting)] {
                prop_assert_eq!(current(days.range(..=day(today)).rev().copied(), day(today), rest), found.current);
            }
            prop_assert!(strict.current <= resting.current && strict.longest <= resting.longest);
            prop_assert!(resting.current <= resting.longest && resting.longest <= days.len());
        }
    }
}
