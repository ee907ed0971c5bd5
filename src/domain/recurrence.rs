//! When a task that repeats comes back. Dates only; touches no clock.
use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

use super::{
    id::Id,
    model::Model,
    moment::Moment,
    stamp::Stamp,
    task::{Due, Repeat, Task},
};

/// Letters of the id of a task that came back.
const LENGTH: usize = 8;

impl Repeat {
    /// The first day of a series that begins at `date`: itself, or for weekdays the Monday after a weekend.
    pub fn on_or_after(self, date: Date) -> Date {
        if self != Self::Weekday {
            return date;
        }
        let days = match date.weekday() {
            Weekday::Saturday => 2,
            Weekday::Sunday => 1,
            _ => 0,
        };
        date.saturating_add(days.days())
    }

    /// The day after `date` on which it comes back. `day` is the day of the month that a monthly series falls on
    /// wherever the month is long enough. `None` at the end of the calendar.
    pub fn after(self, date: Date, day: i8) -> Option<Date> {
        let next = match self {
            Self::Day => date.tomorrow().ok()?,
            Self::Weekday => self.on_or_after(date.tomorrow().ok()?),
            Self::Week => date.checked_add(7.days()).ok()?,
            Self::Month => {
                let month = date.first_of_month().checked_add(1.month()).ok()?;
                month.with().day(day.clamp(1, month.days_in_month())).build().ok()?
            }
        };
        // Saturation at the end of the calendar must not stand still.
        (next > date).then_some(next)
    }

    /// The day on which the next task of a series is due that was last due at `last`: the latest day that has come by
    /// `today`, so that days on which nobody was there are passed over, else the next one to come.
    pub fn next(self, last: Date, day: i8, today: Date) -> Option<Date> {
        let mut next = self.after(self.nearer(last, today), day)?;
        while let Some(later) = self.after(next, day)
            && later <= today
        {
            next = later;
        }
        Some(next)
    }

    /// A day of the series not long before `today`, so that centuries are not walked through day by day.
    fn nearer(self, last: Date, today: Date) -> Date {
        let days = last.until(today).map_or(0, |span| span.get_days());
        match self {
            Self::Day | Self::Weekday | Self::Week if days > 60 => last.saturating_add((days / 7 * 7 - 14).days()),
            Self::Month if days > 400 => {
                // Anchored on the first, since a short month would move the day.
                last.first_of_month().saturating_add((days / 31 - 2).months()).last_of_month().min(today)
            }
            _ => last,
        }
    }
}

impl Model {
    /// The task that comes after this one in its series, and whether its day has come; `None` where it does not repeat.
    /// Every device makes the same one: its id is drawn from the series and the day.
    pub fn next_of(&self, task: &Task, now: &Moment) -> Option<(Task, bool)> {
        let repeat = task.repeat?;
        let last = match task.due {
            Some(Due::Day(date)) => date,
            Some(Due::At(stamp)) => stamp.local().date(),
            None => task.created.logical_date(self.rules.day.start),
        };
        let first = task.series.as_ref().unwrap_or(&task.id);
        let date = repeat.next(last, self.month_day(first, last), self.today(now))?;
        let due = match task.due {
            Some(Due::At(stamp)) => {
                let zone = now.wall.time_zone().clone();
                Due::At(Stamp::from(&date.to_datetime(stamp.local().time()).to_zoned(zone).ok()?))
            }
            _ => Due::Day(date),
        };
        let id = Id::drawn(&[b"series", first.as_str().as_bytes(), date.to_string().as_bytes()], 0, LENGTH);
        let next = Task {
            id,
            title: task.title.clone(),
            importance: task.importance,
            urgency: task.urgency,
            due: Some(due),
            estimates: task.estimates.last().copied().into_iter().collect(),
            project: task.project.clone(),
            tags: task.tags.clone(),
            note: task.note.clone(),
            created: now.stamp(),
            dimension: task.dimension.clone(),
            repeat: Some(repeat),
            series: Some(first.clone()),
            place: task.place,
            ..Task::default()
        };
        Some((next, date <= self.today(now)))
    }

    /// The day of the month of a series: that of its first task as long as a short month explains the difference.
    fn month_day(&self, first: &Id, last: Date) -> i8 {
        let began = self.book.tasks.get(first).and_then(|task| match task.due? {
            Due::Day(date) => Some(date.day()),
            Due::At(stamp) => Some(stamp.local().day()),
        });
        began.filter(|day| last == last.last_of_month() && *day > last.day()).unwrap_or(last.day())
    }

    /// The tasks whose successor's day has come.
    pub fn recurring(&self, now: &Moment) -> Vec<Id> {
        let due = self
            .book
            .tasks
            .marked(Task::recurs)
            .filter(|task| self.next_of(task, now).is_some_and(|(_, has_come)| has_come));
        due.map(|task| task.id.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn each_kind_steps_to_its_next_day() {
        let friday = date(2026, 11, 27);
        assert_eq!(Repeat::Day.after(friday, 27), Some(date(2026, 11, 28)));
        assert_eq!(Repeat::Weekday.after(friday, 27), Some(date(2026, 11, 30)));
        assert_eq!(Repeat::Week.after(friday, 27), Some(date(2026, 12, 4)));
        assert_eq!(Repeat::Month.after(friday, 27), Some(date(2026, 12, 27)));
        assert_eq!(Repeat::Weekday.on_or_after(date(2026, 11, 28)), date(2026, 11, 30));
        assert_eq!(Repeat::Day.after(Date::MAX, 31), None);
        assert_eq!(Repeat::Weekday.after(Date::MAX, 31), None);
    }

    #[test]
    fn the_thirty_first_comes_back_after_a_short_month() {
        let mut day = date(2027, 1, 31);
        let mut seen = Vec::new();
        for _ in 0..4 {
            day = Repeat::Month.after(day, 31).unwrap();
            seen.push(day.day());
        }
        assert_eq!(seen, [28, 31, 30, 31]);
    }

    #[test]
    fn days_without_anybody_are_passed_over() {
        let (monday, friday) = (date(2026, 11, 23), date(2026, 11, 27));
        assert_eq!(Repeat::Day.next(monday, 23, friday), Some(friday));
        assert_eq!(Repeat::Week.next(monday, 23, friday), Some(date(2026, 11, 30)));
        assert_eq!(Repeat::Day.next(friday, 27, monday), Some(date(2026, 11, 28)));
    }

    proptest! {
        #[test]
        fn the_shortcut_meets_the_walk(
            kind in prop::sample::select(Repeat::ALL),
            start in 0_i32..40_000, days in 0_i32..4000,
        ) {
            let first = kind.on_or_after(date(1990, 1, 1).checked_add(start.days()).unwrap());
            let today = first.checked_add(days.days()).unwrap();
            let mut walked = kind.after(first, first.day()).unwrap();
            while kind.after(walked, first.day()).unwrap() <= today {
                walked = kind.after(walked, first.day()).unwrap();
            }
            prop_assert_eq!(kind.next(first, first.day(), today), Some(walked));
        }
    }
}
