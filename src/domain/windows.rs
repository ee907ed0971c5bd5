//! Work windows of the present model: what fits into the day, and into the time until something is due.
use jiff::Timestamp;

use super::{model::Model, moment::Moment};

impl Model {
    /// Pomodoros that fit into the work windows of the present day, and into what is left of them; none
    /// without windows.
    pub fn capacity_on(&self, _now: &Moment) -> Option<(i64, i64)> {
        None
    }

    /// Pomodoros that fit into the work windows between now and `until`; none without windows.
    pub fn available_until(&self, _now: &Moment, _until: Timestamp) -> Option<f64> {
        None
    }
}
