//! How large a change of score must be before it is more than noise. Plain numbers only.

use std::f64::consts::SQRT_2;

/// Weekly totals needed before their scatter may stand in for a retest.
pub const MIN_WEEKS: usize = 5;

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// Standard error of measurement from test–retest pairs: SD of the differences / √2 (Weir 2005).
/// `None` with fewer than 2 pairs or a number that is not finite.
#[must_use]
pub fn sem_of_retest(pairs: &[(f64, f64)]) -> Option<f64> {
    if pairs.len() < 2 {
        return None;
    }
    let n = pairs.len() as f64;
    let mean = pairs.iter().map(|(a, b)| b - a).sum::<f64>() / n;
    let squares: f64 = pairs.iter().map(|(a, b)| (b - a - mean).powi(2)).sum();
    finite((squares / (n - 1.0)).sqrt() / SQRT_2)
}

/// Standard error of S from those of the dimensions: √Σ(wᵢ·SEMᵢ)², `shares` summing to 1 (errors taken as independent).
/// After one retest the SEM over all pairs of dimensions stands for every one of them.
/// `None` when the lengths differ, there is nothing, or the result is not finite.
#[must_use]
pub fn sem_of_total(shares: &[f64], sems: &[f64]) -> Option<f64> {
    if shares.len() != sems.len() || shares.is_empty() {
        return None;
    }
    let squares: f64 = shares.iter().zip(sems).map(|(w, e)| (w * e).powi(2)).sum();
    finite(squares.sqrt())
}

/// Standard error from the scatter of successive weekly totals: √(mean Δ²/2) (von Neumann's mean square successive difference).
/// It takes true change for noise, so it is too large rather than too small. `None` with fewer than [`MIN_WEEKS`] weeks or a
/// number that is not finite.
#[must_use]
pub fn sem_of_successive(totals: &[f64]) -> Option<f64> {
    if totals.len() < MIN_WEEKS {
        return None;
    }
    let squares: f64 = totals.windows(2).map(|w| (w[1] - w[0]).powi(2)).sum();
    finite((squares / (totals.len() - 1) as f64 / 2.0).sqrt())
}

/// Minimal detectable change at 95 %: 1.96·√2·SEM.
#[must_use]
pub fn mdc95(sem: f64) -> f64 {
    1.96 * SQRT_2 * sem
}

/// What is known about the noise of S.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Noise {
    /// No retest and too few weeks.
    Unknown,
    /// Measured by a retest; holds the SEM of S.
    Retest(f64),
    /// Estimated from successive weeks; holds the SEM of S.
    Successive(f64),
}

/// What may be said about a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing: the noise is unknown.
    Unknown,
    /// |D| is below the minimal detectable change.
    WithinNoise,
    /// |D| reaches the minimal detectable change.
    RealChange,
}

impl Noise {
    /// The retest's SEM of S where there is one, else the scatter of the weekly totals (oldest first), else unknown.
    #[must_use]
    pub fn known(retest: Option<f64>, totals: &[f64]) -> Self {
        match retest.filter(|sem| sem.is_finite() && *sem >= 0.0) {
            Some(sem) => Self::Retest(sem),
            None => sem_of_successive(totals).map_or(Self::Unknown, Self::Successive),
        }
    }

    /// The SEM of S, 0 or more.
    #[must_use]
    pub fn sem(self) -> Option<f64> {
        match self {
            Self::Unknown => None,
            Self::Retest(sem) | Self::Successive(sem) => Some(sem),
        }
    }

    /// The minimal detectable change of S at 95 %.
    #[must_use]
    pub fn mdc95(self) -> Option<f64> {
        self.sem().map(mdc95)
    }

    /// What may be said about the change `d`. No change is never a real one, even without any noise.
    #[must_use]
    pub fn verdict(self, d: f64) -> Verdict {
        match self.mdc95() {
            Some(mdc) if d.is_finite() && mdc.is_finite() => {
                if d != 0.0 && d.abs() >= mdc {
                    Verdict::RealChange
                } else {
                    Verdict::WithinNoise
                }
            }
            _ => Verdict::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn without_retest_four_weeks_say_nothing_and_five_do() {
        let weeks = [60.0, 62.0, 61.0, 65.0, 64.0];
        assert_eq!(Noise::known(None, &weeks[..4]), Noise::Unknown);
        assert_eq!(Noise::Unknown.verdict(50.0), Verdict::Unknown);
        let noise = Noise::known(None, &weeks);
        assert!(matches!(noise, Noise::Successive(_)));
        assert_eq!(noise.verdict(2.0), Verdict::WithinNoise);
        assert_eq!(noise.verdict(-20.0), Verdict::RealChange);
    }

    #[test]
    fn a_retest_goes_before_the_weeks() {
        assert_eq!(Noise::known(Some(2.0), &[1.0; 9]), Noise::Retest(2.0));
        assert_eq!(Noise::known(Some(f64::NAN), &[1.0; 9]), Noise::Successive(0.0));
        assert_eq!(Noise::Successive(0.0).verdict(0.0), Verdict::WithinNoise);
        assert_eq!(Noise::Retest(2.0).verdict(f64::NAN), Verdict::Unknown);
    }

    proptest! {
        #[test]
        fn hostile_numbers_never_panic(pairs in proptest::collection::vec((any::<f64>(), any::<f64>()), 0..8), d: f64) {
            let (a, b): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
            let sem = sem_of_retest(&pairs);
            prop_assert!(sem.is_none_or(|s| s >= 0.0 && s.is_finite()));
            prop_assert!(sem_of_total(&a, &b).is_none_or(|s| s >= 0.0));
            let noise = Noise::known(sem, &a);
            prop_assert_eq!(noise.sem().is_none() || !d.is_finite() || noise.mdc95() == Some(f64::INFINITY), noise.verdict(d) == Verdict::Unknown);
        }
    }
}
