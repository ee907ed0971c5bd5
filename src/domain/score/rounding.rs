//! Rounding for display in which the shown parts add up to the shown total. Plain numbers only.

/// The most decimals that can be asked for.
pub const MAX_DECIMALS: u8 = 9;

/// Above this a double no longer tells whole units apart.
const MAX_UNITS: f64 = 9_007_199_254_740_992.0;

fn scaled(value: f64, decimals: u8) -> Option<f64> {
    if decimals > MAX_DECIMALS {
        return None;
    }
    let units = value * 10f64.powi(i32::from(decimals));
    if units.is_nan() || units.abs() > MAX_UNITS {
        return None;
    }
    // 1.35 × 10 must be the tie it is meant to be, so noise in the last bits is taken off first.
    let half = (units * 2.0).round() / 2.0;
    Some(if (units - half).abs() <= 1e-9 * units.abs().max(1.0) { half } else { units })
}

/// `value` in whole units of 10^−decimals, halves away from zero. `None` when it is not finite, larger than 2^53 units,
/// or `decimals` is above [`MAX_DECIMALS`].
#[must_use]
pub fn round_units(value: f64, decimals: u8) -> Option<i64> {
    scaled(value, decimals).map(|units| units.round() as i64)
}

/// The number nearest to `units` of 10^−decimals; printed with that many decimals it shows exactly these units.
#[must_use]
pub fn units_to_value(units: i64, decimals: u8) -> f64 {
    units as f64 / 10f64.powi(i32::from(decimals.min(MAX_DECIMALS)))
}

/// Rounds `parts` to units of 10^−decimals so that they add up to `shown_total` units, by the largest remainder (Hamilton);
/// equal remainders go to the lower index. The total may lie up to one unit and a half from the true sum, as the difference of two
/// rounded scores does; each part then lies within two units of the truth, and within one when the total is the rounded sum.
///
/// `None` when the parts cannot add up to that total, or for a reason given at [`round_units`].
#[must_use]
pub fn round_parts(parts: &[f64], shown_total: i64, decimals: u8) -> Option<Vec<i64>> {
    let exact: Vec<f64> = parts.iter().map(|&part| scaled(part, decimals)).collect::<Option<_>>()?;
    let sum: f64 = exact.iter().sum();
    if (sum - shown_total as f64).abs() > 1.5 + 1e-6 || exact.is_empty() {
        return (exact.is_empty() && shown_total == 0).then(Vec::new);
    }
    let mut units: Vec<i64> = exact.iter().map(|x| x.floor() as i64).collect();
    let floors: i128 = units.iter().map(|&u| i128::from(u)).sum();
    let missing = i128::from(shown_total) - floors;
    let n = units.len() as i128;
    let each = i64::try_from(missing.div_euclid(n)).ok()?;
    let extra = usize::try_from(missing.rem_euclid(n)).ok()?;

    let mut by_remainder: Vec<usize> = (0..units.len()).collect();
    // The remainder is compared in steps of 1e-9, or noise would decide between equal parts.
    let remainder = |i: usize| ((exact[i] - exact[i].floor()) * 1e9).round();
    by_remainder.sort_by(|&a, &b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(&b)));
    for unit in &mut units {
        *unit = unit.checked_add(each)?;
    }
    for &i in by_remainder.iter().take(extra) {
        units[i] = units[i].checked_add(1)?;
    }
    Some(units)
}

/// Shares that sum to 1 as percent in units of 10^−decimals that sum to exactly 100 %. `None` as for [`round_parts`].
#[must_use]
pub fn round_shares(shares: &[f64], decimals: u8) -> Option<Vec<i64>> {
    let percent: Vec<f64> = shares.iter().map(|share| share * 100.0).collect();
    round_parts(&percent, round_units(100.0, decimals)?, decimals)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn thirds_become_one_hundred() {
        let third = 1.0 / 3.0;
        assert_eq!(round_shares(&[third; 3], 1), Some(vec![334, 333, 333]));
        assert_eq!(round_shares(&[third; 3], 0), Some(vec![34, 33, 33]));
        assert_eq!(round_shares(&[0.2, 0.2, 0.3, 0.3], 0), Some(vec![20, 20, 30, 30]));
    }

    #[test]
    fn signs_keep_their_sides() {
        let parts = [10.0 / 3.0, -10.0 / 3.0, 0.0];
        assert_eq!(round_parts(&parts, 0, 1), Some(vec![33, -33, 0]));
    }

    #[test]
    fn halves_go_away_from_zero_despite_binary_noise() {
        assert_eq!(round_units(1.35, 1), Some(14));
        assert_eq!(round_units(-1.35, 1), Some(-14));
        assert_eq!(round_units(1.005, 2), Some(101));
        assert_eq!(units_to_value(-14, 1), -1.4);
    }

    #[test]
    fn what_cannot_be_shown_is_refused() {
        assert_eq!(round_units(f64::NAN, 1), None);
        assert_eq!(round_units(f64::INFINITY, 1), None);
        assert_eq!(round_units(1e300, 1), None);
        assert_eq!(round_units(1.0, 10), None);
        assert_eq!(round_parts(&[1.0, 2.0], 40, 1), None);
        assert_eq!(round_parts(&[], 0, 1), Some(vec![]));
        assert_eq!(round_parts(&[], 1, 1), None);
    }

    proptest! {
        #[test]
        fn shown_parts_sum_to_the_shown_total(parts in proptest::collection::vec(-100.0..100.0f64, 1..12), decimals in 0u8..4, off in -1i64..=1) {
            let total = round_units(parts.iter().sum(), decimals).unwrap();
            let shown = round_parts(&parts, total, decimals).unwrap();
            prop_assert_eq!(shown.iter().sum::<i64>(), total);
            for (part, units) in parts.iter().zip(&shown) {
                prop_assert!((part - units_to_value(*units, decimals)).abs() <= (1.0 + 1e-6) * units_to_value(1, decimals));
            }
            let nearly = round_parts(&parts, total + off, decimals);
            prop_assert!(nearly.is_none_or(|shown| shown.iter().sum::<i64>() == total + off));
        }

        #[test]
        fn hostile_numbers_never_panic(parts in proptest::collection::vec(any::<f64>(), 0..5), total: i64, decimals: u8) {
            if let Some(shown) = round_parts(&parts, total, decimals) {
                prop_assert_eq!(shown.iter().sum::<i64>(), total);
            }
            let _ = (round_shares(&parts, decimals), round_units(total as f64, decimals), units_to_value(total, decimals));
        }
    }
}
