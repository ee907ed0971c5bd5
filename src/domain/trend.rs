//! The direction of a weekly series and its smoothed line. Plain numbers only; weeks are counted, not dated.

/// Points from which a slope is shown.
pub const MIN_SHOWN: usize = 4;
/// Points from which rising or falling may be claimed.
pub const MIN_CLAIMED: usize = 8;
/// Smoothing factor of the moving average for one week.
pub const LAMBDA: f64 = 0.3;

/// The 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Why a series cannot be used. An index counts points from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SeriesError {
    /// The score is not a number from 0 to 100.
    #[error("point {index} is not a score from 0 to 100")]
    Score {
        /// The point.
        index: usize,
    },
    /// The week is not later than the one before it.
    #[error("the week of point {index} does not come after the one before it")]
    Week {
        /// The point.
        index: usize,
    },
}

/// Theil–Sen slope with Sen's 95 % interval, in score points a week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slope {
    /// Median of the slopes of all pairs (Theil 1950, Sen 1968).
    pub slope: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// Median score − slope · median week: the line through the medians, at week 0 of the count.
    pub intercept: f64,
}

/// What may be said about the direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// The whole interval lies above 0.
    Rising,
    /// The whole interval lies below 0.
    Falling,
    /// The interval holds 0.
    None,
    /// Fewer than [`MIN_CLAIMED`] points.
    TooFew,
}

/// The trend of a series, as far as its length allows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// Number of points.
    pub n: usize,
    /// The slope; `None` below [`MIN_SHOWN`] points.
    pub slope: Option<Slope>,
    /// The claim.
    pub claim: Claim,
}

fn check(points: &[(i64, f64)]) -> Result<(), SeriesError> {
    for (index, &(week, score)) in points.iter().enumerate() {
        // A weighted mean of hundreds may come out a hair above 100.
        if !(-1e-9..=100.0 + 1e-9).contains(&score) {
            return Err(SeriesError::Score { index });
        }
        if index > 0 && week <= points[index - 1].0 {
            return Err(SeriesError::Week { index });
        }
    }
    Ok(())
}

fn weeks_between(from: i64, to: i64) -> f64 {
    (i128::from(to) - i128::from(from)) as f64
}

/// Median of sorted numbers, of which there is at least one.
fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[middle] } else { (sorted[middle - 1] + sorted[middle]) / 2.0 }
}

/// Σ k(k−1)(2k+5) over the groups of equal numbers in a sorted list.
fn tie_term(sorted: &[f64]) -> f64 {
    sorted.chunk_by(|a, b| a == b).map(|group| group.len() as f64).map(|k| k * (k - 1.0) * (2.0 * k + 5.0)).sum()
}

/// The slope of `points` (week, score 0–100), weeks rising, with Sen's interval: the slopes at the ranks (N ∓ z·σ)/2, σ² corrected
/// for ties, rounded half to even as in scipy's `theilslopes`. `None` with fewer than 2 points.
///
/// # Errors
/// [`SeriesError`] naming the point that does not fit.
pub fn theil_sen(points: &[(i64, f64)]) -> Result<Option<Slope>, SeriesError> {
    check(points)?;
    if points.len() < 2 {
        return Ok(None);
    }
    let mut slopes: Vec<f64> = points
        .iter()
        .enumerate()
        .flat_map(|(i, a)| points[i + 1..].iter().map(move |b| (a, b)))
        .map(|(a, b)| (b.1 - a.1) / weeks_between(a.0, b.0))
        .collect();
    let mut scores: Vec<f64> = points.iter().map(|p| p.1).collect();
    scores.sort_by(f64::total_cmp);

    let n = points.len() as f64;
    let pairs = slopes.len() as f64;
    let variance = (n * (n - 1.0) * (2.0 * n + 5.0) - tie_term(&scores)) / 18.0;
    let reach = Z * variance.max(0.0).sqrt();
    let last = slopes.len() - 1;
    let low = ((pairs - reach) / 2.0).round_ties_even() - 1.0;
    let high = ((pairs + reach) / 2.0).round_ties_even();

    // Ten years of weeks are 135,000 slopes, of which four have a place that matters.
    let mut ranked = |at: usize| *slopes.select_nth_unstable_by(at, f64::total_cmp).1;
    let half = last.div_ceil(2);
    let slope = if last.is_multiple_of(2) { ranked(half) } else { (ranked(half - 1) + ranked(half)) / 2.0 };
    let (low, high) = (ranked((low.max(0.0) as usize).min(last)), ranked((high.max(0.0) as usize).min(last)));
    let first = points[0].0;
    let weeks: Vec<f64> = points.iter().map(|p| weeks_between(first, p.0)).collect();
    Ok(Some(Slope { slope, low, high, intercept: median(&scores) - slope * (first as f64 + median(&weeks)) }))
}

/// The trend of `points` (week, score 0–100), weeks rising: a slope from 4 points, a claim from 8 when 0 lies outside its interval.
///
/// # Errors
/// [`SeriesError`] naming the point that does not fit.
pub fn trend(points: &[(i64, f64)]) -> Result<Trend, SeriesError> {
    let n = points.len();
    let slope = theil_sen(points)?.filter(|_| n >= MIN_SHOWN);
    let claim = match slope {
        Some(slope) if n >= MIN_CLAIMED => match slope {
            Slope { low, .. } if low > 0.0 => Claim::Rising,
            Slope { high, .. } if high < 0.0 => Claim::Falling,
            _ => Claim::None,
        },
        _ => Claim::TooFew,
    };
    Ok(Trend { n, slope, claim })
}

/// The exponentially weighted moving average at each of `points` (week, score 0–100), weeks rising: starts at the first score;
/// λ = 0.3 a week, and 1 − (1−λ)^Δt over a gap of Δt weeks.
///
/// # Errors
/// [`SeriesError`] naming the point that does not fit.
pub fn ewma(points: &[(i64, f64)]) -> Result<Vec<f64>, SeriesError> {
    check(points)?;
    let mut line: Vec<f64> = Vec::with_capacity(points.len());
    for (i, &(week, score)) in points.iter().enumerate() {
        line.push(match i {
            0 => score,
            _ => {
                let keep = (1.0 - LAMBDA).powf(weeks_between(points[i - 1].0, week));
                keep * line[i - 1] + (1.0 - keep) * score
            }
        });
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn weekly(scores: &[f64]) -> Vec<(i64, f64)> {
        (0..).zip(scores.iter().copied()).collect()
    }

    #[test]
    fn a_claim_needs_eight_points_and_an_interval_beside_zero() {
        let up = weekly(&[60.0, 62.0, 61.0, 65.0, 66.0, 68.0, 70.0, 71.0]);
        let down: Vec<_> = up.iter().map(|&(w, s)| (w, 100.0 - s)).collect();
        let flat = weekly(&[60.0, 70.0, 61.0, 69.0, 62.0, 68.0, 63.0, 65.0]);
        let claim = |points: &[(i64, f64)]| trend(points).unwrap().claim;
        assert_eq!(claim(&up), Claim::Rising);
        assert_eq!(claim(&down), Claim::Falling);
        assert_eq!(claim(&flat), Claim::None);
        assert_eq!(claim(&up[..7]), Claim::TooFew);
        assert!(trend(&up[..4]).unwrap().slope.is_some());
        assert!(trend(&up[..3]).unwrap().slope.is_none());
        assert_eq!(trend(&[]).unwrap().n, 0);
    }

    #[test]
    fn equal_scores_narrow_the_interval() {
        let tied = weekly(&[60.0, 62.0, 60.0, 62.0, 60.0, 62.0, 64.0, 64.0]);
        let slope = theil_sen(&tied).unwrap().unwrap();
        // Ranks 6 and 21 of the 28 slopes; without the correction for ties it would be 5 and 22, up to 4/3.
        assert_eq!((slope.low, slope.high), (0.0, 1.0));
    }

    #[test]
    fn a_gap_weighs_as_much_as_the_weeks_it_spans() {
        let line = ewma(&[(10, 50.0), (13, 80.0)]).unwrap();
        assert!((line[1] - (50.0 * 0.343 + 80.0 * 0.657)).abs() < 1e-12);
    }

    #[test]
    fn a_point_that_does_not_fit_is_named() {
        assert_eq!(ewma(&[(0, 1.0), (0, 2.0)]), Err(SeriesError::Week { index: 1 }));
        assert_eq!(trend(&[(0, 1.0), (1, f64::NAN)]), Err(SeriesError::Score { index: 1 }));
        assert_eq!(theil_sen(&[(0, 101.0)]), Err(SeriesError::Score { index: 0 }));
    }

    proptest! {
        #[test]
        fn any_rising_weeks_give_an_ordered_interval(weeks in proptest::collection::btree_set(any::<i64>(), 0..20), seed in proptest::collection::vec(0.0..=100.0f64, 20)) {
            let points: Vec<_> = weeks.into_iter().zip(seed).collect();
            let found = trend(&points).unwrap();
            if let Some(s) = found.slope {
                prop_assert!(s.low <= s.slope && s.slope <= s.high && s.intercept.is_finite());
            }
            prop_assert!(ewma(&points).unwrap().iter().all(|z| (0.0..=100.0).contains(z)));
        }

        #[test]
        fn hostile_points_never_panic(points in proptest::collection::vec((any::<i64>(), any::<f64>()), 0..6)) {
            let _ = (trend(&points), ewma(&points));
        }
    }
}
