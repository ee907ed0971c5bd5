//! Measures of how far estimates and actuals lie apart. Numbers only.
use statrs::distribution::{ContinuousCDF, StudentsT};

use super::quantile;

/// What was estimated and what it took, both in pomodoros, finite and above zero, and so is their ratio.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimated {
    estimate: f64,
    actual: f64,
}

impl Estimated {
    /// A pair to be measured; `None` if a number is not finite and above zero, or if their ratio is not.
    #[must_use]
    pub fn new(estimate: f64, actual: f64) -> Option<Self> {
        let measurable = |x: f64| x.is_finite() && x > 0.0;
        let pair = Self { estimate, actual };
        (measurable(estimate) && measurable(actual) && measurable(pair.ratio())).then_some(pair)
    }

    /// The estimate in pomodoros.
    #[must_use]
    pub fn estimate(self) -> f64 {
        self.estimate
    }

    /// The actual in pomodoros.
    #[must_use]
    pub fn actual(self) -> f64 {
        self.actual
    }

    /// actual / estimate: above 1 it took longer than thought.
    #[must_use]
    pub fn ratio(self) -> f64 {
        self.actual / self.estimate
    }

    /// Magnitude of relative error |a − e| / a (Conte, Dunsmore and Shen 1986).
    #[must_use]
    pub fn mre(self) -> f64 {
        (self.actual - self.estimate).abs() / self.actual
    }

    /// Balanced relative error |a − e| / min(a, e) (Miyazaki et al. 1991): as strict with too little as with too much.
    #[must_use]
    pub fn bre(self) -> f64 {
        (self.actual - self.estimate).abs() / self.actual.min(self.estimate)
    }
}

/// Where the ratio of the next task lies with a probability of 80 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RatioInterval {
    /// One task in ten lies below.
    pub low: f64,
    /// One task in ten lies above.
    pub high: f64,
}

/// The accuracy of a number of estimates.
#[derive(Debug, Clone, PartialEq)]
pub struct Accuracy {
    /// Number of pairs, at least 1.
    pub n: usize,
    /// Sum of all estimates, pomodoros.
    pub sum_estimate: f64,
    /// Sum of all actuals, pomodoros.
    pub sum_actual: f64,
    /// The headline: exp of the mean log ratio.
    pub geometric_mean_ratio: f64,
    /// Mean of the natural logarithms of the ratios.
    pub log_mean: f64,
    /// Their standard deviation (n − 1); `None` for one pair.
    pub log_sd: Option<f64>,
    /// exp(m ± t·s·√(1+1/n)) with t the 0.9 quantile of Student's t with n − 1 degrees of freedom: the prediction interval
    /// of a log-normal ratio. `None` for one pair.
    pub interval: Option<RatioInterval>,
    /// Median ratio.
    pub median_ratio: f64,
    /// Median magnitude of relative error.
    pub median_mre: f64,
    /// Mean magnitude of relative error: known to favour low estimates, so no headline.
    pub mean_mre: f64,
    /// Mean balanced relative error.
    pub mean_bre: f64,
    /// PRED(25): the share with a relative error of at most 25 %, 0–1.
    pub pred_25: f64,
    /// Share that took longer than estimated, 0–1.
    pub underestimated: f64,
    /// Share estimated exactly, 0–1.
    pub exact: f64,
}

impl Accuracy {
    /// Measures all pairs; `None` without any.
    #[must_use]
    pub fn of(pairs: &[Estimated]) -> Option<Self> {
        if pairs.is_empty() {
            return None;
        }
        let n = count(pairs.len());
        let mean = |of: fn(Estimated) -> f64| pairs.iter().map(|p| of(*p)).sum::<f64>() / n;
        let share = |of: fn(&&Estimated) -> bool| count(pairs.iter().filter(of).count()) / n;
        let log_mean = mean(|p| p.ratio().ln());
        let log_sd = (pairs.len() > 1).then(|| {
            let square = |p: &Estimated| (p.ratio().ln() - log_mean).powi(2);
            (pairs.iter().map(square).sum::<f64>() / (n - 1.0)).sqrt()
        });
        let interval = log_sd.and_then(|sd| {
            let reach = student_t_90(n - 1.0)? * sd * (1.0 + 1.0 / n).sqrt();
            Some(RatioInterval { low: (log_mean - reach).exp(), high: (log_mean + reach).exp() })
        });
        Some(Self {
            n: pairs.len(),
            sum_estimate: pairs.iter().map(|p| p.estimate).sum(),
            sum_actual: pairs.iter().map(|p| p.actual).sum(),
            geometric_mean_ratio: log_mean.exp(),
            log_mean,
            log_sd,
            interval,
            median_ratio: median(pairs, Estimated::ratio)?,
            median_mre: median(pairs, Estimated::mre)?,
            mean_mre: mean(Estimated::mre),
            mean_bre: mean(Estimated::bre),
            // 0.3 of 1.2 is meant to be a quarter whatever its last bit says.
            pred_25: share(|p| p.mre() <= 0.25 + 1e-12),
            underestimated: share(|p| p.actual > p.estimate),
            exact: share(|p| p.actual.total_cmp(&p.estimate).is_eq()),
        })
    }

    /// All actuals over all estimates.
    #[must_use]
    pub fn ratio_of_sums(&self) -> f64 {
        self.sum_actual / self.sum_estimate
    }
}

fn median(pairs: &[Estimated], of: fn(Estimated) -> f64) -> Option<f64> {
    let mut values: Vec<f64> = pairs.iter().map(|p| of(*p)).collect();
    values.sort_unstable_by(f64::total_cmp);
    quantile(&values, 0.5)
}

/// The 0.9 quantile of Student's t: 80 % lie within ± this.
fn student_t_90(freedom: f64) -> Option<f64> {
    let t = StudentsT::new(0.0, 1.0, freedom).ok()?;
    Some(t.inverse_cdf(0.9))
}

#[expect(clippy::cast_precision_loss, reason = "a number of tasks is far below 2^52")]
fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_measured_is_no_pair() {
        for (estimate, actual) in [
            (0.0, 1.0),
            (1.0, 0.0),
            (-1.0, -1.0),
            (f64::NAN, 1.0),
            (1.0, f64::INFINITY),
            (1e-200, 1e200),
            (1e200, 1e-200),
        ] {
            assert_eq!(Estimated::new(estimate, actual), None);
        }
    }

    #[test]
    fn one_pair_has_no_interval() {
        let one = Accuracy::of(&[Estimated::new(2.0, 3.0).unwrap()]).unwrap();
        assert_eq!((one.n, one.log_sd, one.interval), (1, None, None));
        assert_eq!(Accuracy::of(&[]), None);
    }

    #[test]
    fn a_quarter_off_is_within_a_quarter() {
        let share = |e, a| Accuracy::of(&[Estimated::new(e, a).unwrap()]).unwrap().pred_25;
        assert_eq!([share(5.0, 4.0), share(0.9, 1.2), share(5.1, 4.0)], [1.0, 1.0, 0.0]);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_geometric_mean(
            pairs in prop::collection::vec((0.1_f64..100.0, 0.1_f64..100.0), 2..300)
        ) {
            let pairs: Vec<_> = pairs.iter().filter_map(|(e, a)| Estimated::new(*e, *a)).collect();
            let accuracy = Accuracy::of(&pairs).unwrap();
            let interval = accuracy.interval.unwrap();
            prop_assert!(interval.low <= accuracy.geometric_mean_ratio);
            prop_assert!(accuracy.geometric_mean_ratio <= interval.high);
        }

        #[test]
        fn any_numbers_are_measured_or_refused(pairs in prop::collection::vec((any::<f64>(), any::<f64>()), 0..20)) {
            let pairs: Vec<_> = pairs.iter().filter_map(|(e, a)| Estimated::new(*e, *a)).collect();
            prop_assert_eq!(Accuracy::of(&pairs).is_none(), pairs.is_empty());
        }
    }
}
