//! What an open task will take, by what similar tasks took (reference class forecasting). Numbers only.
use super::{Estimated, quantile};

/// The least number of finished tasks from which anything is forecast.
pub const LEAST_HISTORY: usize = 5;

/// A finished task.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Past<'a> {
    /// What was thought and what it took.
    pub pair: Estimated,
    /// Its project.
    pub project: Option<&'a str>,
    /// Its tags.
    pub tags: &'a [String],
}

/// The finished tasks a forecast rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reference {
    /// The `n` tasks of the same project or with a tag in common.
    Similar {
        /// Their number, at least [`LEAST_HISTORY`].
        n: usize,
    },
    /// All `n` tasks, for too few are similar.
    All {
        /// Their number, at least [`LEAST_HISTORY`].
        n: usize,
    },
}

/// What an open task will take.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// The tasks it rests on.
    pub reference: Reference,
    /// Pomodoros that half of such tasks need at most, before rounding.
    pub p50: f64,
    /// Pomodoros that four of five such tasks need at most, before rounding.
    pub p80: f64,
    outcomes: Vec<f64>,
}

impl Forecast {
    /// [`Forecast::p50`] in whole pomodoros, rounded up.
    #[must_use]
    pub fn p50_whole(&self) -> u32 {
        rounded_up(self.p50)
    }

    /// [`Forecast::p80`] in whole pomodoros, rounded up.
    #[must_use]
    pub fn p80_whole(&self) -> u32 {
        rounded_up(self.p80)
    }

    /// Any other quantile of the outcomes in pomodoros; `None` for a `q` outside 0–1.
    #[must_use]
    pub fn quantile(&self, q: f64) -> Option<f64> {
        quantile(&self.outcomes, q)
    }
}

/// Forecasts a task of `estimate` pomodoros: the type-7 quantiles of estimate × ratio over the tasks of the same project
/// or with a tag in common if there are at least [`LEAST_HISTORY`], else over all tasks if there are as many. `None`
/// with less history, or if the estimate is not finite and above zero.
#[must_use]
pub fn forecast(estimate: f64, project: Option<&str>, tags: &[String], history: &[Past<'_>]) -> Option<Forecast> {
    if !(estimate.is_finite() && estimate > 0.0) {
        return None;
    }
    let similar = |past: &&Past<'_>| {
        (project.is_some() && past.project == project) || past.tags.iter().any(|tag| tags.contains(tag))
    };
    let alike: Vec<&Past<'_>> = history.iter().filter(similar).collect();
    let (reference, basis) = if alike.len() >= LEAST_HISTORY {
        (Reference::Similar { n: alike.len() }, alike)
    } else if history.len() >= LEAST_HISTORY {
        (Reference::All { n: history.len() }, history.iter().collect())
    } else {
        return None;
    };
    let mut outcomes: Vec<f64> = basis
        .iter()
        // Finite, so that no difference of two quantiles is undefined.
        .map(|past| (past.pair.ratio() * estimate).min(1e300))
        .collect();
    outcomes.sort_unstable_by(f64::total_cmp);
    Some(Forecast { reference, p50: quantile(&outcomes, 0.5)?, p80: quantile(&outcomes, 0.8)?, outcomes })
}

fn rounded_up(pomodoros: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "above zero, and a cast saturates")]
    // 3 × 7/3 is meant to be 7 whatever its last bit says.
    let whole = (pomodoros - 1e-9 * pomodoros.max(1.0)).ceil() as u32;
    whole.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn past<'a>(project: &'a str, tags: &'a [String], actual: f64) -> Past<'a> {
        Past { pair: Estimated::new(1.0, actual).unwrap(), project: Some(project), tags }
    }

    #[test]
    fn the_class_is_project_or_tag_and_needs_five() {
        let deep = ["deep".to_owned()];
        let mut history = vec![past("a", &[], 2.0); 3];
        history.extend([past("b", &deep, 2.0)]);
        assert_eq!(forecast(1.0, Some("a"), &deep, &history), None);
        history.push(past("c", &[], 9.0));
        let class =
            |project, tags: &[String]| forecast(1.0, project, tags, &history).map(|forecast| forecast.reference);
        assert_eq!(class(Some("a"), &deep), Some(Reference::All { n: 5 }));
        history.push(past("c", &deep, 2.0));
        let similar = forecast(1.0, Some("a"), &deep, &history).unwrap();
        assert_eq!(similar.reference, Reference::Similar { n: 5 });
        assert_eq!((similar.p50, similar.p80), (2.0, 2.0));
    }

    #[test]
    fn tasks_without_a_project_are_no_class() {
        let none = Past { project: None, ..past("", &[], 2.0) };
        let forecast = forecast(1.0, None, &[], &[none; 6]).unwrap();
        assert_eq!(forecast.reference, Reference::All { n: 6 });
    }

    #[test]
    fn rounding_up_forgives_the_last_bit() {
        assert_eq!(rounded_up(3.0 * (7.0 / 3.0) + 1e-12), 7);
        assert_eq!(rounded_up(7.001), 8);
        assert_eq!(rounded_up(1e-12), 1);
        assert_eq!(rounded_up(f64::MAX), u32::MAX);
    }

    proptest! {
        #[test]
        fn quantiles_are_ordered_for_any_estimate(estimate: f64, actuals in prop::collection::vec(1e-3_f64..1e9, 5..40)) {
            let history: Vec<_> = actuals.iter().map(|a| past("a", &[], *a)).collect();
            if let Some(forecast) = forecast(estimate, Some("a"), &[], &history) {
                prop_assert!(forecast.p50 <= forecast.p80);
                prop_assert!(forecast.p50_whole() <= forecast.p80_whole());
            } else {
                prop_assert!(!estimate.is_finite() || estimate <= 0.0);
            }
        }
    }
}
