//! How good estimates were and what they say about open tasks. Numbers only; touches no clock.
mod accuracy;
mod forecast;
mod offer;

pub use accuracy::{Accuracy, Estimated, RatioInterval};
pub use forecast::{Forecast, LEAST_HISTORY, Past, Reference, forecast};
pub use offer::{Merge, SPLIT_ABOVE, Split, merge, split};

/// The quantile `q` (0–1) of `sorted` values in ascending order, by linear interpolation between the order statistics
/// at (n−1)·q: type 7 of Hyndman and Fan (1996), the default of R and NumPy. `None` without values or for a `q` outside
/// 0–1.
#[must_use]
pub fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&q) {
        return None;
    }
    let last = sorted.len().checked_sub(1)?;
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a position between 0 and the number of values"
    )]
    let (below, part) = {
        let position = last as f64 * q;
        (position.floor() as usize, position.fract())
    };
    let low = *sorted.get(below)?;
    let high = *sorted.get((below + 1).min(last))?;
    Some(if part == 0.0 { low } else { low + part * (high - low) })
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn interpolates_between_neighbours() {
        let values = [1.0, 2.0, 4.0];
        let at = [0.0, 0.25, 0.5, 0.75, 1.0].map(|q| quantile(&values, q));
        assert_eq!(at, [1.0, 1.5, 2.0, 3.0, 4.0].map(Some));
    }

    #[test]
    fn has_no_answer_without_values_or_outside_0_to_1() {
        assert_eq!(quantile(&[], 0.5), None);
        for q in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            assert_eq!(quantile(&[1.0], q), None);
        }
    }
}
