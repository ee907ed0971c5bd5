//! When and how one works: focus by weekday and hour and by day, what interrupts when, estimates against actuals.
//! Sums with the number of things behind them; nothing here says why.
use jiff::civil::Date;

use super::{
    estimate::Accuracy,
    ledger::Tally,
    model::Model,
    moment::Moment,
    session::{Origin, Session},
    stamp::Stamp,
    task::Task,
    week::Week,
};

/// Hours of a day.
pub const HOURS: usize = 24;
/// Weeks of the year that ends with the present one.
pub const YEAR_WEEKS: i32 = 53;
/// Fewer tasks than this say nothing about estimates.
pub const LEAST_ESTIMATES: usize = 5;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 86_400_000;
/// No session is spread over more hours than this, however long its pauses were.
const MOST_HOURS: i64 = 48;

/// Focus and interruptions by weekday and hour of the wall clock at the place and time of each session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Seconds of focus by weekday, Monday first, and hour. A session is spread evenly from its beginning to its end.
    pub focus_s: [[i64; HOURS]; 7],
    /// Internal and external interruptions by hour, of those whose time is known.
    pub marks: [[u32; 2]; HOURS],
    /// Interruptions that were counted but whose time is not known.
    pub untimed: u32,
    /// Focus phases behind it.
    pub sessions: usize,
}

impl Default for Hours {
    fn default() -> Self {
        Self { focus_s: [[0; HOURS]; 7], marks: [[0; 2]; HOURS], untimed: 0, sessions: 0 }
    }
}

impl Hours {
    /// The most seconds of focus in one hour of the week.
    pub fn most(&self) -> i64 {
        self.focus_s.iter().flatten().copied().max().unwrap_or(0)
    }

    /// Takes in one focus phase.
    pub fn add(&mut self, session: &Session) {
        self.sessions += 1;
        let from = session.started.ms();
        let until = session.ended.ms().clamp(from, from.saturating_add(MOST_HOURS * HOUR_MS));
        let focus = i64::from(session.focus_s);
        let whole = until - from;
        let (mut at, mut given) = (from, 0);
        while at < until {
            // The next full hour of the wall clock.
            let offset = i64::from(session.started.offset_s()) * 1000;
            let next = ((at + offset).div_euclid(HOUR_MS) + 1) * HOUR_MS - offset;
            let to = next.min(until);
            // What is given up to here, so that rounding loses nothing.
            let share = i128::from(focus) * i128::from(to - from) / i128::from(whole);
            let share = i64::try_from(share).unwrap_or(focus);
            *self.cell(session.started.plus_ms(at - from)) += share - given;
            (at, given) = (to, share);
        }
        if whole == 0 {
            *self.cell(session.started) += focus;
        }
        let mut timed = [0_u32; 2];
        for mark in &session.marks {
            let kind = usize::from(mark.kind == Origin::External);
            timed[kind] += 1;
            self.marks[hour(mark.at)][kind] += 1;
        }
        let untimed =
            session.internal.saturating_sub(timed[0]).saturating_add(session.external.saturating_sub(timed[1]));
        self.untimed = self.untimed.saturating_add(untimed);
    }

    fn cell(&mut self, at: Stamp) -> &mut i64 {
        let weekday = at.local().date().weekday().to_monday_zero_offset();
        &mut self.focus_s[usize::try_from(weekday).unwrap_or(0) % 7][hour(at)]
    }
}

fn hour(at: Stamp) -> usize {
    usize::try_from(at.local().hour()).unwrap_or(0) % HOURS
}

/// What is known of a stretch of weeks.
#[derive(Clone, Debug, PartialEq)]
pub struct Insights {
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// The sums over it.
    pub tally: Tally,
    /// The sums by weekday, Monday first.
    pub weekdays: [Tally; 7],
    /// By hours; none while only the last sessions are held one by one.
    pub hours: Option<Hours>,
    /// Estimates of the tasks that were done in it; none without any.
    pub estimates: Option<Accuracy>,
}

impl Model {
    /// What is known of the `weeks` weeks that end with the present one.
    pub fn insights(&self, weeks: i32, now: &Moment) -> Insights {
        let last = self.today(now);
        let first = Week::of(last).plus(1 - weeks.max(1)).monday();
        let mut weekdays: [Tally; 7] = Default::default();
        for (date, tally) in self.sums().days().filter(|(date, _)| (first..=last).contains(date)) {
            weekdays[usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0) % 7].add(&tally);
        }
        let hours = self.book.sessions.complete().then(|| self.hours(first, last));
        Insights {
            first,
            last,
            tally: self.sums().span(first, last),
            weekdays,
            hours,
            estimates: self.estimates(first, last),
        }
    }

    fn hours(&self, first: Date, last: Date) -> Hours {
        let start = self.rules.day.start;
        let mut hours = Hours::default();
        let midnight = first.to_datetime(jiff::civil::Time::midnight());
        // Offsets lie within 26 hours of UTC.
        let around = jiff::tz::Offset::UTC.to_timestamp(midnight).map_or(0, jiff::Timestamp::as_millisecond);
        let from = Stamp::new(around.saturating_sub(2 * DAY_MS), 0).unwrap_or_default();
        let sessions = self.book.sessions.from(from).filter(|session| !session.kind.is_break());
        for session in sessions.filter(|session| (first..=last).contains(&session.started.logical_date(start))) {
            hours.add(session);
        }
        hours
    }

    fn estimates(&self, first: Date, last: Date) -> Option<Accuracy> {
        let start = self.rules.day.start;
        let then = |task: &&Task| task.done.is_some_and(|done| (first..=last).contains(&done.logical_date(start)));
        let done = self.book.tasks.values().filter(|task| !task.deleted).filter(then);
        Accuracy::of(&done.filter_map(|task| self.measured(task)).collect::<Vec<_>>())
    }

    /// Seconds of focus of each day of the [`YEAR_WEEKS`] weeks that end with the present one, a week a row from its
    /// Monday on; none for days to come.
    pub fn year(&self, now: &Moment) -> Vec<(Week, [Option<i64>; 7])> {
        let today = self.today(now);
        let this = Week::of(today);
        let day = |date: Date| (date <= today).then(|| self.sums().day(date).focus_s);
        let week = |week: Week| {
            let mut days = [None; 7];
            for (slot, date) in days.iter_mut().zip(week.days()) {
                *slot = day(date);
            }
            (week, days)
        };
        (0..YEAR_WEEKS).rev().map(|back| week(this.plus(-back))).collect()
    }
}

/// How full a cell of a heatmap is: 0 for nothing, else 1 to 4 by quarters of the most.
pub fn level(value: i64, most: i64) -> usize {
    if value <= 0 || most <= 0 {
        return 0;
    }
    let quarter = (i128::from(value) * 4 + i128::from(most) - 1) / i128::from(most);
    usize::try_from(quarter).unwrap_or(4).clamp(1, 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::Mark;
    use proptest::prelude::*;

    fn stamp(text: &str) -> Stamp {
        Stamp::parse(text).unwrap()
    }

    fn session(from: &str, to: &str, focus_s: u32) -> Session {
        Session { started: stamp(from), ended: stamp(to), focus_s, ..Session::default() }
    }

    #[test]
    fn a_session_is_spread_over_the_hours_of_its_own_clock() {
        let mut hours = Hours::default();
        // A Sunday; the last quarter lies in the Monday.
        hours.add(&session("2026-11-22T22:30:00+01:00", "2026-11-23T00:30:00+01:00", 6000));
        assert_eq!((hours.focus_s[6][22], hours.focus_s[6][23], hours.focus_s[0][0]), (1500, 3000, 1500));
        // Half an hour off the full hours of UTC.
        hours.add(&session("2026-11-24T10:10:00+05:30", "2026-11-24T10:40:00+05:30", 1800));
        assert_eq!(hours.focus_s[1][10], 1800);
        hours.add(&session("2026-11-24T08:00:00Z", "2026-11-24T08:00:00Z", 60));
        assert_eq!((hours.focus_s[1][8], hours.most(), hours.sessions), (60, 3000, 3));
    }

    #[test]
    fn interruptions_are_counted_by_hour_where_their_time_is_known() {
        let mut hours = Hours::default();
        let at = stamp("2026-11-24T09:20:00Z");
        let marks = vec![Mark { at, kind: Origin::External, note: None }];
        let focus = session("2026-11-24T09:00:00Z", "2026-11-24T09:25:00Z", 1500);
        hours.add(&Session { marks, internal: 2, external: 1, ..focus });
        assert_eq!((hours.marks[9], hours.untimed), ([0, 1], 2));
    }

    #[test]
    fn levels_are_quarters_of_the_most() {
        assert_eq!([0, 1, 25, 26, 50, 75, 76, 100, 200].map(|value| level(value, 100)), [0, 1, 1, 2, 2, 3, 4, 4, 4]);
        assert_eq!((level(5, 0), level(-5, 10), level(i64::MAX, 1), level(i64::MAX, i64::MAX)), (0, 0, 4, 4));
    }

    proptest! {
        #[test]
        fn no_second_is_lost(from in -9_000_000_000_000_i64..9_000_000_000_000, length in -1000_i64..400_000_000, focus: u32, offset in -50_000_i32..50_000) {
            let started = Stamp::new(from, offset / 60 * 60).unwrap();
            let mut hours = Hours::default();
            hours.add(&Session { started, ended: started.plus_ms(length), focus_s: focus, ..Session::default() });
            prop_assert_eq!(hours.focus_s.iter().flatten().sum::<i64>(), i64::from(focus));
            prop_assert!(hours.focus_s.iter().flatten().all(|cell| *cell >= 0));
        }
    }
}
