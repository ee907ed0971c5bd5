//! When a task is too big or too small for an estimate. Numbers only.

/// The largest estimate, in pomodoros, that is not asked to be split.
pub const SPLIT_ABOVE: f64 = 7.0;

/// A task that should be split.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Split {
    /// The fewest equal parts of which none is above [`SPLIT_ABOVE`]; at least 2.
    pub parts: u32,
    /// The estimate of each part in pomodoros.
    pub each: f64,
}

/// Small tasks that should be done as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    /// Their places in the list given, at least two.
    pub places: Vec<usize>,
    /// Sum of their estimates in pomodoros.
    pub total: f64,
}

/// Offers to split a task whose estimate is above [`SPLIT_ABOVE`]. `None` for smaller ones and for what is no number of
/// pomodoros.
#[must_use]
pub fn split(estimate: f64) -> Option<Split> {
    if !(estimate.is_finite() && estimate > SPLIT_ABOVE) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "above 1, and a cast saturates")]
    let parts = (estimate / SPLIT_ABOVE).ceil().max(2.0) as u32;
    Some(Split { parts, each: estimate / f64::from(parts) })
}

/// Offers to merge the tasks estimated below one pomodoro, if there are at least two. Tasks without an estimate, or with
/// one of zero or less, are not among them.
#[must_use]
pub fn merge(estimates: &[Option<f64>]) -> Option<Merge> {
    let small = |estimate: &Option<f64>| estimate.filter(|e| *e > 0.0 && *e < 1.0);
    let (places, sizes): (Vec<usize>, Vec<f64>) =
        estimates.iter().enumerate().filter_map(|(place, estimate)| Some((place, small(estimate)?))).unzip();
    (places.len() > 1).then(|| Merge { places, total: sizes.iter().sum() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_seven_is_split_into_the_fewest_parts() {
        let parts = |estimate| split(estimate).map(|offer| (offer.parts, offer.each));
        assert_eq!(parts(7.0), None);
        assert_eq!(parts(8.0), Some((2, 4.0)));
        assert_eq!(parts(14.0), Some((2, 7.0)));
        assert_eq!(parts(15.0), Some((3, 5.0)));
        assert_eq!(parts(f64::from_bits(7.0_f64.to_bits() + 1)).map(|p| p.0), Some(2));
        for odd in [f64::NAN, f64::INFINITY, -9.0] {
            assert_eq!(parts(odd), None);
        }
        assert!(parts(f64::MAX).is_some_and(|p| p.0 == u32::MAX));
    }

    #[test]
    fn several_below_one_are_merged() {
        let offer = merge(&[Some(0.5), Some(1.0), None, Some(0.25), Some(0.0), Some(f64::NAN)]);
        assert_eq!(offer, Some(Merge { places: vec![0, 3], total: 0.75 }));
        assert_eq!(merge(&[Some(0.5), Some(2.0)]), None);
    }
}
