//! The weights of the dimensions of a template, checked and normalised. Plain numbers only.

/// Why weights are refused. An index counts dimensions from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeightError {
    /// There is no dimension at all.
    #[error("no weights")]
    Empty,
    /// The weight is below 0.
    #[error("weight {index} is negative")]
    Negative {
        /// The dimension.
        index: usize,
    },
    /// The weight is NaN or infinite.
    #[error("weight {index} is not a finite number")]
    NotFinite {
        /// The dimension.
        index: usize,
    },
    /// The sum leaves the range of numbers at this weight.
    #[error("weight {index} makes the sum too large")]
    TooLarge {
        /// The dimension.
        index: usize,
    },
    /// Every weight is 0.
    #[error("all weights are 0")]
    AllZero,
}

/// Weights of which at least one is above 0 and none below, with a finite sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    raw: Vec<f64>,
    sum: f64,
}

impl Weights {
    /// How far the sum of percent weights may lie from 100 before it is worth a warning.
    pub const TOLERANCE: f64 = 0.01;

    /// Checks `raw`, given in any unit.
    ///
    /// # Errors
    /// [`WeightError`] naming the first weight that cannot be used.
    pub fn new(raw: &[f64]) -> Result<Self, WeightError> {
        if raw.is_empty() {
            return Err(WeightError::Empty);
        }
        let mut sum = 0.0_f64;
        for (index, &weight) in raw.iter().enumerate() {
            if !weight.is_finite() {
                return Err(WeightError::NotFinite { index });
            }
            if weight < 0.0 {
                return Err(WeightError::Negative { index });
            }
            sum += weight;
            if !sum.is_finite() {
                return Err(WeightError::TooLarge { index });
            }
        }
        if sum == 0.0 {
            return Err(WeightError::AllZero);
        }
        Ok(Self { raw: raw.to_vec(), sum })
    }

    /// The weights as they were given.
    #[must_use]
    pub fn raw(&self) -> &[f64] {
        &self.raw
    }

    /// Sum of the weights as given, finite and above 0.
    #[must_use]
    pub fn sum(&self) -> f64 {
        self.sum
    }

    /// The weights normalised to sum 1, each 0–1.
    #[must_use]
    pub fn shares(&self) -> Vec<f64> {
        self.raw.iter().map(|w| w / self.sum).collect()
    }

    /// The sum, when the weights are meant as percent and do not sum to 100 ± 0.01: worth a warning that shows the normalised values.
    #[must_use]
    pub fn off_percent(&self) -> Option<f64> {
        // The slack keeps 100.01 inside, which no binary sum hits exactly.
        ((self.sum - 100.0).abs() > Self::TOLERANCE + 1e-9).then_some(self.sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_unusable_weight_is_named() {
        let refused = |raw: &[f64]| Weights::new(raw).unwrap_err();
        assert_eq!(refused(&[]), WeightError::Empty);
        assert_eq!(refused(&[1.0, -0.1]), WeightError::Negative { index: 1 });
        assert_eq!(refused(&[1.0, 2.0, f64::NAN]), WeightError::NotFinite { index: 2 });
        assert_eq!(refused(&[f64::INFINITY]), WeightError::NotFinite { index: 0 });
        assert_eq!(refused(&[f64::NEG_INFINITY]), WeightError::NotFinite { index: 0 });
        assert_eq!(refused(&[1.0, 1e308, 1e308]), WeightError::TooLarge { index: 2 });
        assert_eq!(refused(&[0.0, -0.0]), WeightError::AllZero);
    }

    #[test]
    fn the_tolerance_includes_its_ends() {
        let off = |raw: &[f64]| Weights::new(raw).unwrap().off_percent();
        assert_eq!(off(&[33.33, 33.33, 33.33]), None);
        assert_eq!(off(&[33.33, 33.33, 33.35]), None);
        assert!(off(&[33.33, 33.33, 33.36]).is_some());
        assert!(off(&[20.0, 20.0, 30.0, 25.0]).is_some());
    }
}
