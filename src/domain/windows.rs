//! Work windows of the present model: what fits into the day around its fixed blocks, and into the time until
//! something is due.
use std::collections::HashMap;

use jiff::{Timestamp, ToSpan, civil::Date};

use super::{
    capacity::Rhythm,
    model::Model,
    moment::Moment,
    plan::{Fixed, room},
};

/// The second after a civil day's last.
const DAY_S: u32 = 86_400;

impl Model {
    /// Pomodoros that fit into the work windows of the present day around its fixed blocks, and into what is left of
    /// them; none without windows.
    pub fn capacity_on(&self, now: &Moment) -> Option<(i64, i64)> {
        let rhythm = self.rules.timer.rhythm()?;
        let today = self.today(now);
        if self.rules.day.windows.is_empty() {
            return None;
        }
        let fits = |from_s| i64::from(self.room_on(&rhythm, today, from_s, None));
        Some((fits(0), fits(second_from(now, today))))
    }

    /// The second of the day at which the last work window of today ends; none without windows and once it is over.
    pub fn work_ends_s(&self, now: &Moment) -> Option<u32> {
        let today = self.today(now);
        let (_, ends_s) = self.rules.day.windows.on(today.weekday()).as_slice().last()?.seconds();
        (second_from(now, today) < ends_s).then_some(ends_s)
    }

    /// Pomodoros that fit into the work windows between now and `until`; none without windows.
    pub fn available_until(&self, now: &Moment, until: Timestamp) -> Option<f64> {
        let rhythm = self.rules.timer.rhythm()?;
        self.rules.day.windows.available(&rhythm, &now.wall, until).map(f64::from)
    }

    /// What the fixed blocks of a date take, as stretches of seconds.
    pub(super) fn fixed_s(&self, date: Date) -> Vec<Fixed> {
        let blocks = self.rules.day.fixed_on(date).iter().map(|block| block.window.seconds());
        blocks.map(|(from_s, to_s)| Fixed { from_s, to_s }).collect()
    }

    /// Pomodoros that fit into a date's windows from one second on, and up to another where one is given.
    pub(super) fn room_on(&self, rhythm: &Rhythm, date: Date, from_s: u32, to_s: Option<u32>) -> u32 {
        let mut fixed = self.fixed_s(date);
        fixed.extend(to_s.map(|from_s| Fixed { from_s, to_s: DAY_S }));
        room(rhythm, self.rules.day.windows.on(date.weekday()), &fixed, from_s)
    }
}

/// The second of `date` from which there is time for it: 0 for a day to come, none left for one that is over.
pub(super) fn second_from(now: &Moment, date: Date) -> u32 {
    // After midnight a logical day that began yesterday has no windows left.
    match date.cmp(&now.wall.date()) {
        std::cmp::Ordering::Greater => 0,
        std::cmp::Ordering::Less => DAY_S,
        std::cmp::Ordering::Equal => second_of(&now.wall) + u32::from(now.wall.subsec_nanosecond() > 0),
    }
}

fn second_of(wall: &jiff::Zoned) -> u32 {
    let part = |n: i8| u32::try_from(n).unwrap_or(0);
    part(wall.hour()) * 3600 + part(wall.minute()) * 60 + part(wall.second())
}

/// The second of its day up to which there is time for what is due then: the last one stands for the day's end.
fn due_s(due: &jiff::Zoned) -> u32 {
    let second = second_of(due);
    if second + 1 == DAY_S { DAY_S } else { second }
}

/// Counts the pomodoros between the beginning of a day's plan and instants at which something is due.
#[derive(Debug)]
pub(super) struct Deadlines<'a> {
    model: &'a Model,
    rhythm: Rhythm,
    date: Date,
    begin: jiff::Zoned,
    first_day: u32,
    /// Pomodoros that fixed blocks cost on the seven days from `date` on.
    lost: [u32; 7],
    known: HashMap<Timestamp, u32>,
}

impl<'a> Deadlines<'a> {
    /// From `now` on for today, from its beginning for a day to come; none without windows.
    pub(super) fn from(model: &'a Model, now: &Moment, date: Date) -> Option<Self> {
        let rhythm = model.rules.timer.rhythm().filter(|_| !model.rules.day.windows.is_empty())?;
        let midnight = date.to_zoned(now.wall.time_zone().clone()).ok()?;
        let begin = if midnight > now.wall { midnight } else { now.wall.clone() };
        let lost = std::array::from_fn(|day| {
            let date = date.saturating_add(i64::try_from(day).unwrap_or(0).days());
            let all = model.rules.day.windows.on(date.weekday()).capacity(&rhythm);
            all.saturating_sub(model.room_on(&rhythm, date, 0, None))
        });
        let first_day = model.room_on(&rhythm, date, second_from(now, date), None);
        Some(Self { model, rhythm, date, begin, first_day, lost, known: HashMap::new() })
    }

    /// Pomodoros until `due` around the fixed blocks; 0 when that is over.
    pub(super) fn until(&mut self, due: Timestamp) -> u32 {
        if let Some(known) = self.known.get(&due) {
            return *known;
        }
        let fits = self.count(due);
        self.known.insert(due, fits);
        fits
    }

    fn count(&self, due: Timestamp) -> u32 {
        if due <= self.begin.timestamp() {
            return 0;
        }
        let zone = self.begin.time_zone();
        let end = due.to_zoned(zone.clone());
        if end.date() <= self.date {
            let from_s = if self.begin.date() == self.date { second_of(&self.begin) } else { 0 };
            return self.model.room_on(&self.rhythm, self.date, from_s, Some(due_s(&end)));
        }
        let last_day = self.model.room_on(&self.rhythm, end.date(), 0, Some(due_s(&end)));
        self.first_day.saturating_add(self.between(end.date())).saturating_add(last_day)
    }

    /// What fits into the whole days after the first one and before `last`.
    fn between(&self, last: Date) -> u32 {
        let zone = self.begin.time_zone();
        let midnight = |date: Date| date.to_zoned(zone.clone()).ok();
        let (next, end) = (self.date.tomorrow().ok().and_then(midnight), midnight(last));
        let windows = &self.model.rules.day.windows;
        let all = next.zip(end).and_then(|(next, end)| windows.available(&self.rhythm, &next, end.timestamp()));
        let days = self.date.until(last).map_or(0, |span| u32::try_from(span.get_days()).unwrap_or(0));
        let days = days.saturating_sub(1);
        let in_week: u32 = self.lost.iter().sum();
        let rest: u32 = (1..=days % 7).filter_map(|day| self.lost.get(day as usize)).sum();
        all.unwrap_or(0).saturating_sub((days / 7).saturating_mul(in_week).saturating_add(rest))
    }
}
