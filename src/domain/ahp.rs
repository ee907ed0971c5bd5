//! Weights by pairwise comparison: the analytic hierarchy process (Saaty 1980). Plain numbers only.

/// The most dimensions that can be compared: the random index is tabulated no further.
pub const MAX_DIMENSIONS: usize = 10;
/// The largest consistency ratio that is accepted.
pub const ACCEPTED_RATIO: f64 = 0.10;

/// Random index for n = 3…10 (Alonso & Lamata 2006).
const RANDOM_INDEX: [f64; 8] = [0.5245, 0.8815, 1.1086, 1.2479, 1.3417, 1.4056, 1.4499, 1.4854];
/// Judgments far beyond Saaty's 1/9…9 are taken, but not so far that the sums lose their meaning.
const LARGEST_JUDGMENT: f64 = 1e9;
/// So that a person may write 0.333333 for 1/3.
const RECIPROCAL_TOLERANCE: f64 = 1e-6;
const STEP_TOLERANCE: f64 = 1e-12;
const MAX_STEPS: usize = 100_000;

/// Why judgments are refused. Rows and columns count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AhpError {
    /// Nothing to compare.
    #[error("no dimensions to compare")]
    Empty,
    /// More than [`MAX_DIMENSIONS`].
    #[error("{n} dimensions: at most 10 can be compared in pairs")]
    TooMany {
        /// Number of dimensions.
        n: usize,
    },
    /// The row, or the list of judgments, does not have as many entries as there must be.
    #[error("row {row} has {found} judgments instead of {expected}")]
    Count {
        /// The row; 0 for a list of judgments.
        row: usize,
        /// Entries there must be.
        expected: usize,
        /// Entries there are.
        found: usize,
    },
    /// The judgment is not a number from 1e-9 to 1e9.
    #[error("judgment {row} : {column} is not a usable ratio")]
    NotARatio {
        /// Its row.
        row: usize,
        /// Its column.
        column: usize,
    },
    /// The two judgments of a pair are not reciprocal; on the diagonal: not 1.
    #[error("judgments {row} : {column} and {column} : {row} are not reciprocal")]
    NotReciprocal {
        /// First of the pair.
        row: usize,
        /// Second of the pair, ≥ row.
        column: usize,
    },
    /// The judgments contradict each other so far that the weights do not settle.
    #[error("the judgments contradict each other too far to give weights")]
    NotConverged,
}

/// A reciprocal matrix of judgments: entry (i, j) says how many times as important i is as j.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgments {
    n: usize,
    cells: Vec<f64>,
}

/// The judgment that fits the weights least.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inconsistent {
    /// The first dimension of the pair.
    pub row: usize,
    /// The second one, > row.
    pub column: usize,
    /// The judgment a.
    pub given: f64,
    /// What the weights say: wᵢ/wⱼ.
    pub implied: f64,
    /// |ln(a·wⱼ/wᵢ)|.
    pub log_error: f64,
}

/// Weights from judgments, and how consistent these are.
#[derive(Debug, Clone, PartialEq)]
pub struct Priorities {
    /// The principal eigenvector, normalised to sum 1.
    pub weights: Vec<f64>,
    /// The principal eigenvalue λ, ≥ n.
    pub lambda: f64,
    /// Consistency index (λ−n)/(n−1); 0 for n ≤ 2.
    pub index: f64,
    /// Consistency ratio CI/RI; 0 for n ≤ 2.
    pub ratio: f64,
    /// The judgment furthest from wᵢ/wⱼ. `None` when all fit, and for n ≤ 3, where all of them are always equally far off.
    pub most_inconsistent: Option<Inconsistent>,
}

impl Priorities {
    /// Whether the judgments are consistent enough: CR ≤ 0.10.
    #[must_use]
    pub fn acceptable(&self) -> bool {
        self.ratio <= ACCEPTED_RATIO
    }
}

impl Judgments {
    /// From the judgments above the diagonal, row by row: n·(n−1)/2 ratios.
    ///
    /// # Errors
    /// [`AhpError`] naming the judgment or the size that does not fit.
    pub fn from_upper(n: usize, upper: &[f64]) -> Result<Self, AhpError> {
        check_size(n)?;
        let expected = n * (n - 1) / 2;
        if upper.len() != expected {
            return Err(AhpError::Count { row: 0, expected, found: upper.len() });
        }
        let mut cells = vec![1.0; n * n];
        let pairs = (0..n).flat_map(|row| (row + 1..n).map(move |column| (row, column)));
        for ((row, column), &ratio) in pairs.zip(upper) {
            check_ratio(row, column, ratio)?;
            cells[row * n + column] = ratio;
            cells[column * n + row] = 1.0 / ratio;
        }
        Ok(Self { n, cells })
    }

    /// From a whole matrix. Where the halves differ by rounding, the upper one counts.
    ///
    /// # Errors
    /// [`AhpError`] naming the row or the pair that does not fit.
    pub fn from_rows(rows: &[Vec<f64>]) -> Result<Self, AhpError> {
        let n = rows.len();
        check_size(n)?;
        for (row, cells) in rows.iter().enumerate() {
            if cells.len() != n {
                return Err(AhpError::Count { row, expected: n, found: cells.len() });
            }
        }
        let mut upper = Vec::new();
        for (row, column) in (0..n).flat_map(|i| (i..n).map(move |j| (i, j))) {
            let (ratio, inverse) = (rows[row][column], rows[column][row]);
            check_ratio(row, column, ratio)?;
            check_ratio(column, row, inverse)?;
            if (ratio * inverse - 1.0).abs() > RECIPROCAL_TOLERANCE {
                return Err(AhpError::NotReciprocal { row, column });
            }
            if column > row {
                upper.push(ratio);
            }
        }
        Self::from_upper(n, &upper)
    }

    fn row(&self, i: usize) -> &[f64] {
        &self.cells[i * self.n..(i + 1) * self.n]
    }

    /// The weights by power iteration until no weight moves by more than 1e-12, with λ, CI and CR.
    ///
    /// # Errors
    /// [`AhpError::NotConverged`] when the judgments are too contradictory.
    pub fn priorities(&self) -> Result<Priorities, AhpError> {
        let (weights, lambda) = self.principal().ok_or(AhpError::NotConverged)?;
        let n = self.n as f64;
        let (index, ratio) = match self.n {
            0..=2 => (0.0, 0.0),
            size => {
                let index = ((lambda - n) / (n - 1.0)).max(0.0);
                (index, index / RANDOM_INDEX[size - 3])
            }
        };
        Ok(Priorities { most_inconsistent: self.most_inconsistent(&weights), weights, lambda, index, ratio })
    }

    fn principal(&self) -> Option<(Vec<f64>, f64)> {
        // The row means of the logarithms are the answer for consistent judgments and near it for others.
        let mut weights: Vec<f64> =
            (0..self.n).map(|i| (self.row(i).iter().map(|a| a.ln()).sum::<f64>() / self.n as f64).exp()).collect();
        normalise(&mut weights)?;
        for _ in 0..MAX_STEPS {
            let image: Vec<f64> =
                (0..self.n).map(|i| self.row(i).iter().zip(&weights).map(|(a, w)| a * w).sum()).collect();
            let lambda: f64 = image.iter().sum();
            // Adding λ·w leaves the eigenvector as it is and keeps circular judgments (a > b > c > a) from swinging.
            let mut next: Vec<f64> = image.iter().zip(&weights).map(|(a, w)| a + lambda * w).collect();
            normalise(&mut next)?;
            let moved = next.iter().zip(&weights).map(|(a, b)| (a - b).abs());
            let done = moved.fold(0.0, f64::max) <= STEP_TOLERANCE;
            weights = next;
            if done {
                return Some((weights, lambda));
            }
        }
        None
    }

    fn most_inconsistent(&self, weights: &[f64]) -> Option<Inconsistent> {
        if self.n < 4 {
            return None;
        }
        let mut worst: Option<Inconsistent> = None;
        for row in 0..self.n {
            for column in row + 1..self.n {
                let given = self.row(row)[column];
                let implied = weights[row] / weights[column];
                let log_error = (given / implied).ln().abs();
                if log_error > worst.map_or(0.0, |w| w.log_error) + 1e-9 {
                    worst = Some(Inconsistent { row, column, given, implied, log_error });
                }
            }
        }
        worst
    }
}

fn check_size(n: usize) -> Result<(), AhpError> {
    match n {
        0 => Err(AhpError::Empty),
        1..=MAX_DIMENSIONS => Ok(()),
        _ => Err(AhpError::TooMany { n }),
    }
}

fn check_ratio(row: usize, column: usize, ratio: f64) -> Result<(), AhpError> {
    if (1.0 / LARGEST_JUDGMENT..=LARGEST_JUDGMENT).contains(&ratio) {
        Ok(())
    } else {
        Err(AhpError::NotARatio { row, column })
    }
}

fn normalise(weights: &mut [f64]) -> Option<()> {
    let sum: f64 = weights.iter().sum();
    if !sum.is_finite() || sum <= 0.0 {
        return None;
    }
    for weight in weights {
        *weight /= sum;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_does_not_fit_is_named() {
        let rows =
            |rows: &[&[f64]]| Judgments::from_rows(&rows.iter().map(|r| r.to_vec()).collect::<Vec<_>>()).unwrap_err();
        assert_eq!(rows(&[]), AhpError::Empty);
        assert_eq!(rows(&[&[1.0, 2.0], &[0.5]]), AhpError::Count { row: 1, expected: 2, found: 1 });
        assert_eq!(rows(&[&[1.0, 2.0], &[2.0, 1.0]]), AhpError::NotReciprocal { row: 0, column: 1 });
        assert_eq!(rows(&[&[1.0, 2.0], &[0.5, 3.0]]), AhpError::NotReciprocal { row: 1, column: 1 });
        assert_eq!(rows(&[&[1.0, f64::NAN], &[0.5, 1.0]]), AhpError::NotARatio { row: 0, column: 1 });
        assert_eq!(rows(&[&[1.0, 2.0], &[-0.5, 1.0]]), AhpError::NotARatio { row: 1, column: 0 });
        assert_eq!(Judgments::from_upper(11, &[]).unwrap_err(), AhpError::TooMany { n: 11 });
        assert_eq!(Judgments::from_upper(usize::MAX, &[]).unwrap_err(), AhpError::TooMany { n: usize::MAX });
    }

    #[test]
    fn circular_judgments_are_not_acceptable() {
        let circle = Judgments::from_upper(4, &[9.0, 1.0 / 9.0, 1.0, 9.0, 1.0, 1.0]).unwrap();
        let priorities = circle.priorities().unwrap();
        assert!(!priorities.acceptable());
        assert!(priorities.ratio > 1.0);
        assert!(priorities.most_inconsistent.is_some());
        let wild = Judgments::from_upper(3, &[1e9, 1e-9, 0.9e9]).unwrap();
        assert!(!wild.priorities().unwrap().acceptable());
    }

    #[test]
    fn one_dimension_has_all_the_weight() {
        let alone = Judgments::from_upper(1, &[]).unwrap().priorities().unwrap();
        assert_eq!((alone.weights, alone.lambda, alone.ratio), (vec![1.0], 1.0, 0.0));
    }

    proptest! {
        #[test]
        fn consistent_judgments_give_back_the_weights(raw in proptest::collection::vec(1.0..100.0f64, 1..=10)) {
            let upper: Vec<f64> = (0..raw.len()).flat_map(|i| (i + 1..raw.len()).map(move |j| (i, j))).map(|(i, j)| raw[i] / raw[j]).collect();
            let found = Judgments::from_upper(raw.len(), &upper).unwrap().priorities().unwrap();
            let sum: f64 = raw.iter().sum();
            for (weight, raw) in found.weights.iter().zip(&raw) {
                prop_assert!((weight - raw / sum).abs() < 1e-8);
            }
            prop_assert!(found.acceptable() && found.most_inconsistent.is_none());
        }

        #[test]
        fn saaty_scale_always_converges(n in 3usize..=10, marks in proptest::collection::vec(-8i32..=8, 45)) {
            let ratio = |m: &i32| if *m >= 0 { f64::from(m + 1) } else { 1.0 / f64::from(1 - m) };
            let upper: Vec<f64> = marks.iter().take(n * (n - 1) / 2).map(ratio).collect();
            let judgments = Judgments::from_upper(n, &upper).unwrap();
            let found = judgments.priorities().unwrap();
            for i in 0..n {
                let image: f64 = judgments.row(i).iter().zip(&found.weights).map(|(a, w)| a * w).sum();
                prop_assert!((image - found.lambda * found.weights[i]).abs() < 1e-8);
            }
        }

        #[test]
        fn hostile_judgments_never_panic(n in 0usize..6, cells in proptest::collection::vec(any::<f64>(), 0..16)) {
            let _ = Judgments::from_upper(n, &cells).map(|j| j.priorities());
            let positive: Vec<f64> = cells.iter().map(|c| c.abs().clamp(1e-9, 1e9)).collect();
            let _ = Judgments::from_upper(n, &positive).map(|j| j.priorities());
            let _ = Judgments::from_rows(&cells.chunks(n.max(1)).map(<[f64]>::to_vec).collect::<Vec<_>>());
        }
    }
}
