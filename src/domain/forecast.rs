//! When a score may reach its goal, if it goes on as it went. Plain numbers only; weeks are counted, not dated.

mod line;

use line::Line;

/// Points from which a forecast is made.
pub const MIN_POINTS: usize = 6;
/// How many weeks after the last point a forecast looks.
pub const HORIZON_WEEKS: i64 = 104;

/// Scores are taken no nearer to 0 and 100 than this before the logit.
const CLIP: f64 = 0.5;
/// Below this slope (logits a week) the fit of equal scores is told from growth only by rounding.
const FLAT: f64 = 1e-9;

/// Why there is no forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// A score is not 0–100, the weeks do not rise, or the goal is not a score above 0.
    Invalid,
    /// The last score is at or above the goal.
    GoalReached,
    /// Fewer than [`MIN_POINTS`] weeks are scored.
    TooFew {
        /// Weeks that are scored.
        n: usize,
    },
    /// The fitted slope is not above 0.
    NoGrowth,
    /// The slope is above 0, but its 80 % interval is not.
    NotCertain,
    /// Even the upper end of the band does not reach the goal within [`HORIZON_WEEKS`].
    NotWithinTwoYears,
}

/// S_t = S₀·(1+r)^t fitted by least squares of ln S on the week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Growth {
    /// S₀, the fitted score at week 0 of the count.
    pub start: f64,
    /// r a week: e^b − 1.
    pub rate: f64,
    /// Lower end of the 80 % interval of r.
    pub low: f64,
    /// Upper end of the 80 % interval of r.
    pub high: f64,
    /// Share of the variance of ln S explained, 0–1; `None` when the scores do not differ.
    pub r2: Option<f64>,
}

/// Lower, middle and upper value of an 80 % prediction band, 0–100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// 10 % lie below.
    pub low: f64,
    /// The fit.
    pub mid: f64,
    /// 10 % lie above.
    pub high: f64,
}

/// First weeks after the last point in which the band reaches a goal; `None` = not within [`HORIZON_WEEKS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crossing {
    /// The upper end reaches it.
    pub earliest: Option<i64>,
    /// The fit reaches it.
    pub expected: Option<i64>,
    /// The lower end reaches it.
    pub latest: Option<i64>,
}

/// A forecast that may be shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// Growth r a week; `None` when a score is 0.
    pub rate: Option<f64>,
    /// Week in which the goal may be reached at the earliest.
    pub earliest: i64,
    /// Week in which it is expected; `None` = not within two years.
    pub expected: Option<i64>,
    /// Week in which it should be reached at the latest; `None` = not within two years.
    pub latest: Option<i64>,
}

/// The score after `periods` of growth at `rate`: S₀·(1+r)^t. Not capped at 100. `None` when the result is no finite number.
#[must_use]
pub fn grown(start: f64, rate: f64, periods: f64) -> Option<f64> {
    let value = start * (1.0 + rate).powf(periods);
    value.is_finite().then_some(value)
}

/// Periods until growth at `rate` takes `start` to `goal`: ln(goal/start)/ln(1+r). `None` when it never does; 0 when it is there.
#[must_use]
pub fn periods_to(start: f64, rate: f64, goal: f64) -> Option<f64> {
    if start >= goal && goal.is_finite() {
        return Some(0.0);
    }
    let periods = (goal / start).ln() / (1.0 + rate).ln();
    (start > 0.0 && rate > 0.0 && periods.is_finite()).then_some(periods)
}

fn usable(points: &[(i64, f64)]) -> bool {
    // A weighted mean of hundreds may come out a hair above 100.
    points.iter().all(|p| (-1e-9..=100.0 + 1e-9).contains(&p.1)) && points.windows(2).all(|w| w[0].0 < w[1].0)
}

/// Weekly growth of `points` (week, score above 0 and at most 100), weeks rising. `None` with fewer than 3 points or others.
#[must_use]
pub fn growth(points: &[(i64, f64)]) -> Option<Growth> {
    if !usable(points) || points.iter().any(|p| p.1 <= 0.0) {
        return None;
    }
    let line = Line::fit(points, f64::ln)?;
    let (low, high) = line.slope_band();
    Some(Growth {
        start: line.intercept().exp(),
        rate: line.slope.exp_m1(),
        low: low.exp_m1(),
        high: high.exp_m1(),
        r2: line.r2,
    })
}

/// The fit of z = ln(S/(100−S)) on the week, S clipped to 0.5–99.5: growth that slows as 100 comes near.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogitFit {
    line: Line,
    last: i64,
}

fn logit(score: f64) -> f64 {
    (score / (100.0 - score)).ln()
}

fn score_of(z: f64) -> f64 {
    100.0 / (1.0 + (-z).exp())
}

impl LogitFit {
    /// Fits `points` (week, score 0–100), weeks rising. `None` with fewer than 3 points or others.
    #[must_use]
    pub fn new(points: &[(i64, f64)]) -> Option<Self> {
        if !usable(points) {
            return None;
        }
        let line = Line::fit(points, |s| logit(s.clamp(CLIP, 100.0 - CLIP)))?;
        let last = points.last()?.0;
        Some(Self { line, last })
    }

    /// a, the fitted logit at week 0 of the count.
    #[must_use]
    pub fn intercept(&self) -> f64 {
        self.line.intercept()
    }

    /// b, logits a week.
    #[must_use]
    pub fn slope(&self) -> f64 {
        self.line.slope
    }

    /// The 80 % interval of b.
    #[must_use]
    pub fn slope_band(&self) -> (f64, f64) {
        self.line.slope_band()
    }

    /// Residual standard deviation, logits.
    #[must_use]
    pub fn sigma(&self) -> f64 {
        self.line.sigma
    }

    /// The score in a week with its 80 % prediction band:
    /// a + b·x ± t·s·√(1 + 1/n + (x−x̄)²/Sxx), taken back from the logit.
    #[must_use]
    pub fn at(&self, week: i64) -> Band {
        let (low, mid, high) = self.line.at(week);
        Band { low: score_of(low), mid: score_of(mid), high: score_of(high) }
    }

    /// The first weeks after the last point in which the band reaches `goal`. A goal of 100 or more is never reached.
    #[must_use]
    pub fn crossing(&self, goal: f64) -> Crossing {
        let mut crossing = Crossing { earliest: None, expected: None, latest: None };
        if goal.is_nan() || goal >= 100.0 {
            return crossing;
        }
        let target = logit(goal.max(0.0));
        for week in (1..=HORIZON_WEEKS).map_while(|k| self.last.checked_add(k)) {
            let (low, mid, high) = self.line.at(week);
            for (slot, z) in
                [(&mut crossing.earliest, high), (&mut crossing.expected, mid), (&mut crossing.latest, low)]
            {
                if slot.is_none() && z >= target {
                    *slot = Some(week);
                }
            }
        }
        crossing
    }
}

/// When `points` (week, score 0–100, weeks rising) reach `goal`, or what a forecast lacks: n ≥ 6, a slope above 0 with an
/// 80 % interval above 0, a last score below the goal.
///
/// # Errors
/// [`Missing`] names the first thing that is missing.
pub fn forecast(points: &[(i64, f64)], goal: f64) -> Result<Forecast, Missing> {
    if !usable(points) || goal.is_nan() || goal <= 0.0 {
        return Err(Missing::Invalid);
    }
    if points.last().is_some_and(|last| last.1 >= goal) {
        return Err(Missing::GoalReached);
    }
    let n = points.len();
    if n < MIN_POINTS {
        return Err(Missing::TooFew { n });
    }
    let fit = LogitFit::new(points).ok_or(Missing::Invalid)?;
    if fit.slope() <= FLAT {
        return Err(Missing::NoGrowth);
    }
    if fit.slope_band().0 <= 0.0 {
        return Err(Missing::NotCertain);
    }
    let crossing = fit.crossing(goal);
    Ok(Forecast {
        rate: growth(points).map(|g| g.rate),
        earliest: crossing.earliest.ok_or(Missing::NotWithinTwoYears)?,
        expected: crossing.expected,
        latest: crossing.latest,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn weekly(scores: &[f64]) -> Vec<(i64, f64)> {
        (0..).zip(scores.iter().copied()).collect()
    }

    #[test]
    fn what_is_missing_is_named() {
        let rising = weekly(&[60.0, 62.0, 63.0, 65.0, 66.0, 68.0]);
        let reason = |points: &[(i64, f64)], goal| forecast(points, goal).unwrap_err();
        assert_eq!(reason(&rising[..5], 90.0), Missing::TooFew { n: 5 });
        assert_eq!(reason(&[], 90.0), Missing::TooFew { n: 0 });
        assert_eq!(reason(&rising, 68.0), Missing::GoalReached);
        assert_eq!(reason(&weekly(&[76.1; 9]), 90.0), Missing::NoGrowth);
        assert_eq!(reason(&weekly(&[68.0, 66.0, 65.0, 63.0, 62.0, 60.0]), 90.0), Missing::NoGrowth);
        assert_eq!(reason(&weekly(&[70.0, 66.0, 73.0, 69.0, 71.0, 68.0, 72.0]), 85.0), Missing::NotCertain);
        assert_eq!(reason(&weekly(&[50.0, 50.01, 50.02, 50.03, 50.04, 50.05]), 99.0), Missing::NotWithinTwoYears);
        assert_eq!(reason(&rising, 100.0), Missing::NotWithinTwoYears);
        assert_eq!(reason(&rising, f64::NAN), Missing::Invalid);
        assert_eq!(reason(&[(1, 5.0), (1, 6.0)], 90.0), Missing::Invalid);
        assert!(forecast(&rising, 90.0).is_ok());
    }

    #[test]
    fn a_week_count_far_from_zero_changes_only_the_count() {
        let near = weekly(&[60.0, 62.0, 63.0, 65.0, 66.0, 68.0]);
        let far: Vec<_> = near.iter().map(|&(w, s)| (w + 2_900, s)).collect();
        let (near, far) = (forecast(&near, 90.0).unwrap(), forecast(&far, 90.0).unwrap());
        assert_eq!(far.earliest, near.earliest + 2_900);
        assert_eq!(far.latest, near.latest.map(|w| w + 2_900));
    }

    proptest! {
        #[test]
        fn the_weeks_of_a_forecast_are_in_order(weeks in proptest::collection::btree_set(-500i64..500, 6..20), seed in proptest::collection::vec(0.0..=100.0f64, 20), goal in 1.0..=100.0f64) {
            let points: Vec<_> = weeks.into_iter().zip(seed).collect();
            if let Ok(found) = forecast(&points, goal) {
                let last = points[points.len() - 1].0;
                prop_assert!(last < found.earliest && found.earliest <= last + HORIZON_WEEKS);
                prop_assert!(found.expected.is_none_or(|w| w >= found.earliest));
                prop_assert!(found.latest.is_none_or(|w| found.expected.is_some_and(|e| e <= w)));
            }
        }

        #[test]
        fn hostile_numbers_never_panic(points in proptest::collection::vec((any::<i64>(), any::<f64>()), 0..8), weeks in proptest::collection::btree_set(any::<i64>(), 0..12), goal: f64, x: f64, y: f64) {
            let _ = (forecast(&points, goal), growth(&points), grown(x, y, goal), periods_to(x, y, goal));
            let valid: Vec<_> = weeks.into_iter().zip((0..12).map(|k| f64::from(k) * 9.0)).collect();
            let _ = (forecast(&valid, goal), growth(&valid));
        }
    }

    #[test]
    fn many_weeks_are_no_trouble() {
        let long: Vec<(i64, f64)> = (0..20_000).map(|w| (w, 40.0 + (w % 7) as f64)).collect();
        assert!(forecast(&long, 90.0).is_err());
    }
}
