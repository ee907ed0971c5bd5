//! Work windows of the present model: what fits into the day, and into the time until something is due.
use jiff::Timestamp;

use super::{model::Model, moment::Moment};

impl Model {
    /// Pomodoros that fit into the work windows of the present day, and into what is left of them; none
    /// without windows.
    pub fn capacity_on(&self, now: &Moment) -> Option<(i64, i64)> {
        let rhythm = self.rules.timer.rhythm()?;
        let today = self.today(now);
        let week = &self.rules.day.windows;
        let all = week.capacity_on(&rhythm, today)?;
        // After midnight a logical day that began yesterday has no windows left.
        let left =
            if now.wall.date() == today { week.on(today.weekday()).capacity_from(&rhythm, now.wall.time()) } else { 0 };
        Some((i64::from(all), i64::from(left)))
    }

    /// Pomodoros that fit into the work windows between now and `until`; none without windows.
    pub fn available_until(&self, now: &Moment, until: Timestamp) -> Option<f64> {
        let rhythm = self.rules.timer.rhythm()?;
        self.rules.day.windows.available(&rhythm, &now.wall, until).map(f64::from)
    }
}
