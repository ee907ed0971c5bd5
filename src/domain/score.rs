//! The weighted score of one assessment and what changed since another. Plain numbers only; knows no template, date or file.

mod noise;
mod rounding;
mod weights;

pub use noise::{MIN_WEEKS, Noise, Verdict, mdc95, sem_of_retest, sem_of_successive, sem_of_total};
pub use rounding::{MAX_DECIMALS, round_parts, round_shares, round_units, units_to_value};
pub use weights::{WeightError, Weights};

/// Why scores cannot be used. An index counts dimensions from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScoreError {
    /// There is not one score (or one gap) for each weight.
    #[error("{scores} scores for {weights} dimensions")]
    Length {
        /// Number of dimensions that have a weight.
        weights: usize,
        /// Number of scores given.
        scores: usize,
    },
    /// The score is not a number from 0 to 100.
    #[error("score {index} is not a number from 0 to 100")]
    OutOfRange {
        /// The dimension.
        index: usize,
    },
    /// No dimension with a weight above 0 has a score.
    #[error("no dimension that has a weight is scored")]
    NothingScored,
    /// A Likert scale needs at least 2 points and an answer from 1 to that number.
    #[error("{value} is no answer on a scale of {points} points")]
    NotOnScale {
        /// Points of the scale.
        points: u32,
        /// The answer given.
        value: u32,
    },
}

/// Maps answer `value` (1 ≤ value ≤ points) of a Likert scale with `points` ≥ 2 to 0–100 as 100·(x−1)/(m−1)
/// (percent of maximum possible, Cohen et al. 1999).
///
/// # Errors
/// [`ScoreError::NotOnScale`] when the scale has fewer than 2 points or the answer lies outside it.
pub fn likert(points: u32, value: u32) -> Result<f64, ScoreError> {
    if points < 2 || value < 1 || value > points {
        return Err(ScoreError::NotOnScale { points, value });
    }
    Ok(100.0 * f64::from(value - 1) / f64::from(points - 1))
}

/// One assessment worked out: S, its coverage and the share each dimension had in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rating {
    shares: Vec<f64>,
    scores: Vec<Option<f64>>,
    total: f64,
    coverage: f64,
}

impl Rating {
    /// Works out S = Σ wᵢ·sᵢ over the dimensions that have a score; `None` leaves a dimension out and renormalises the rest.
    /// Scores are 0–100, in the order of the weights.
    ///
    /// # Errors
    /// [`ScoreError`] naming what does not fit.
    pub fn new(weights: &Weights, scores: &[Option<f64>]) -> Result<Self, ScoreError> {
        if weights.raw().len() != scores.len() {
            return Err(ScoreError::Length { weights: weights.raw().len(), scores: scores.len() });
        }
        if let Some(index) = scores.iter().position(|s| s.is_some_and(|s| !(0.0..=100.0).contains(&s))) {
            return Err(ScoreError::OutOfRange { index });
        }
        let scored = || weights.raw().iter().zip(scores);
        let present: f64 = scored().filter(|(_, s)| s.is_some()).map(|(w, _)| w).sum();
        let coverage = present / weights.sum();
        // A weight beside which the others are astronomically larger is as good as none.
        if coverage <= 0.0 {
            return Err(ScoreError::NothingScored);
        }
        let shares: Vec<f64> = scored().map(|(w, s)| if s.is_some() { w / present } else { 0.0 }).collect();
        let total: f64 = shares.iter().zip(scores).map(|(w, s)| w * s.unwrap_or(0.0)).sum();
        Ok(Self {
            shares,
            scores: scores.to_vec(),
            // The shares may sum to a hair above 1.
            total: total.clamp(0.0, 100.0),
            coverage: coverage.min(1.0),
        })
    }

    /// S, 0–100.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.total
    }

    /// Share of the template's weight that was scored, above 0 and at most 1.
    #[must_use]
    pub fn coverage(&self) -> f64 {
        self.coverage
    }

    /// The share each dimension had in S; 0 for one left out. They sum to 1.
    #[must_use]
    pub fn shares(&self) -> &[f64] {
        &self.shares
    }

    /// wᵢ·(100 − sᵢ): how much S would rise if the dimension reached 100; `None` for one left out. The sum is 100 − S.
    #[must_use]
    pub fn leverage(&self) -> Vec<Option<f64>> {
        self.shares.iter().zip(&self.scores).map(|(w, s)| s.map(|s| w * (100.0 - s))).collect()
    }

    /// Indices of the scored dimensions by leverage ↓, then the lower score, then the index: "largest room × weight".
    #[must_use]
    pub fn training_order(&self) -> Vec<usize> {
        // Equal products may differ in the last bit, which must not decide the order.
        let rank = |x: f64| (x * 1e9).round();
        let mut ranked: Vec<(f64, f64, usize)> = self
            .leverage()
            .into_iter()
            .zip(&self.scores)
            .enumerate()
            .filter_map(|(i, (leverage, score))| Some((rank(leverage?), (*score)?, i)))
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        ranked.into_iter().map(|(_, _, i)| i).collect()
    }

    /// What changed since `before`, dimension by dimension.
    ///
    /// # Errors
    /// [`ScoreError::Length`] when the two do not have the same number of dimensions.
    pub fn change_since(&self, before: &Self) -> Result<Change, ScoreError> {
        if self.scores.len() != before.scores.len() {
            return Err(ScoreError::Length { weights: before.scores.len(), scores: self.scores.len() });
        }
        let (mut score_effects, mut weight_effects) = (Vec::new(), Vec::new());
        for i in 0..self.scores.len() {
            // A dimension scored only once shows no change of score: all of it is weight gained or lost.
            let s0 = before.scores[i].or(self.scores[i]).unwrap_or(0.0);
            let s1 = self.scores[i].or(before.scores[i]).unwrap_or(0.0);
            let (w0, w1) = (before.shares[i], self.shares[i]);
            score_effects.push((w0 + w1) / 2.0 * (s1 - s0));
            weight_effects.push((s0 + s1) / 2.0 * (w1 - w0));
        }
        Ok(Change { score_effects, weight_effects })
    }
}

/// D split into what the scores did and what the weights did.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    score_effects: Vec<f64>,
    weight_effects: Vec<f64>,
}

impl Change {
    /// w̄ᵢ·Δsᵢ, the contribution of each dimension; wᵢ·Δsᵢ when the weights stayed.
    #[must_use]
    pub fn contributions(&self) -> &[f64] {
        &self.score_effects
    }

    /// s̄ᵢ·Δwᵢ of each dimension; all 0 when the weights stayed.
    #[must_use]
    pub fn weight_effects(&self) -> &[f64] {
        &self.weight_effects
    }

    /// Σ of the contributions.
    #[must_use]
    pub fn score_effect(&self) -> f64 {
        self.score_effects.iter().sum()
    }

    /// Σ of the weight effects.
    #[must_use]
    pub fn weight_effect(&self) -> f64 {
        self.weight_effects.iter().sum()
    }

    /// D = S₁ − S₀ = score effect + weight effect.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.score_effect() + self.weight_effect()
    }
}

/// The levels of a waterfall: `start`, then the running sum after each part.
#[must_use]
pub fn waterfall(start: f64, parts: &[f64]) -> Vec<f64> {
    let steps = parts.iter().scan(start, |level, part| {
        *level += part;
        Some(*level)
    });
    std::iter::once(start).chain(steps).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rating(weights: &[f64], scores: &[f64]) -> Rating {
        let scores: Vec<_> = scores.iter().copied().map(Some).collect();
        Rating::new(&Weights::new(weights).unwrap(), &scores).unwrap()
    }

    #[test]
    fn the_worked_example_is_exact() {
        let weights = [20.0, 20.0, 30.0, 30.0];
        let before = rating(&weights, &[80.0, 75.0, 65.0, 85.0]);
        let after = rating(&weights, &[90.0, 80.0, 70.0, 90.0]);
        let change = after.change_since(&before).unwrap();
        assert_eq!(round_units(before.total(), 9), Some(76_000_000_000));
        assert_eq!(round_units(after.total(), 9), Some(82_000_000_000));
        assert_eq!((before.total(), after.total()), (76.0, 82.0));
        assert_eq!(change.contributions(), [2.0, 1.0, 1.5, 1.5]);
        assert_eq!((change.total(), change.weight_effect()), (6.0, 0.0));
        assert_eq!(before.training_order(), [2, 1, 3, 0]);
    }

    #[test]
    fn a_dimension_that_appears_later_counts_as_weight() {
        let weights = Weights::new(&[50.0, 50.0]).unwrap();
        let before = Rating::new(&weights, &[Some(60.0), None]).unwrap();
        let after = Rating::new(&weights, &[Some(70.0), Some(90.0)]).unwrap();
        let change = after.change_since(&before).unwrap();
        assert_eq!(change.contributions(), [7.5, 0.0]);
        assert!((change.total() - 20.0).abs() < 1e-12);
        assert_eq!(before.training_order(), [0]);
    }

    #[test]
    fn unusable_scores_are_named() {
        let weights = Weights::new(&[1.0, 0.0]).unwrap();
        let new = |scores: &[Option<f64>]| Rating::new(&weights, scores).unwrap_err();
        assert_eq!(new(&[Some(1.0)]), ScoreError::Length { weights: 2, scores: 1 });
        assert_eq!(new(&[Some(1.0), Some(f64::NAN)]), ScoreError::OutOfRange { index: 1 });
        assert_eq!(new(&[Some(100.1), None]), ScoreError::OutOfRange { index: 0 });
        assert_eq!(new(&[None, Some(5.0)]), ScoreError::NothingScored);
        let vanishing = Weights::new(&[1e-179, 1e146]).unwrap();
        assert_eq!(Rating::new(&vanishing, &[Some(5.0), None]), Err(ScoreError::NothingScored));
    }

    /// Weight and score before and after: (w₀, w₁, s₀, s₁).
    type Dimension = (f64, f64, Option<f64>, Option<f64>);

    fn dimensions() -> impl Strategy<Value = Vec<Dimension>> {
        let score = || proptest::option::weighted(0.85, 0.0..=100.0f64);
        proptest::collection::vec((0.0..1e6f64, 0.0..1e6f64, score(), score()), 1..12)
    }

    proptest! {
        #[test]
        fn contributions_sum_to_d(dims in proptest::collection::vec((1e-3..1e6f64, 0.0..=100.0f64, 0.0..=100.0f64), 1..12)) {
            let weights: Vec<f64> = dims.iter().map(|d| d.0).collect();
            let before = rating(&weights, &dims.iter().map(|d| d.1).collect::<Vec<_>>());
            let after = rating(&weights, &dims.iter().map(|d| d.2).collect::<Vec<_>>());
            let change = after.change_since(&before).unwrap();
            let sum: f64 = change.contributions().iter().sum();
            prop_assert!((sum - (after.total() - before.total())).abs() < 1e-9);
            prop_assert_eq!(change.weight_effect(), 0.0);
            let last = *waterfall(before.total(), change.contributions()).last().unwrap();
            prop_assert!((last - after.total()).abs() < 1e-9);
        }

        #[test]
        fn effects_sum_to_the_change_of_s_even_with_gaps(dims in dimensions()) {
            let column = |f: fn(&Dimension) -> f64| dims.iter().map(f).collect::<Vec<_>>();
            let (Ok(w0), Ok(w1)) = (Weights::new(&column(|d| d.0)), Weights::new(&column(|d| d.1))) else { return Ok(()) };
            let before = Rating::new(&w0, &dims.iter().map(|d| d.2).collect::<Vec<_>>());
            let after = Rating::new(&w1, &dims.iter().map(|d| d.3).collect::<Vec<_>>());
            let (Ok(before), Ok(after)) = (before, after) else { return Ok(()) };
            let change = after.change_since(&before).unwrap();
            prop_assert!((change.total() - (after.total() - before.total())).abs() < 1e-9);
            let room: f64 = after.leverage().into_iter().flatten().sum();
            prop_assert!((room - (100.0 - after.total())).abs() < 1e-9);
        }

        #[test]
        fn hostile_numbers_never_panic(raw in proptest::collection::vec((any::<f64>(), proptest::option::of(any::<f64>())), 0..6), points: u32, value: u32) {
            if let Ok(weights) = Weights::new(&raw.iter().map(|r| r.0).collect::<Vec<_>>()) {
                let scores: Vec<_> = raw.iter().map(|r| r.1).collect();
                if let Ok(rating) = Rating::new(&weights, &scores) {
                    prop_assert!((0.0..=100.0).contains(&rating.total()));
                }
                let bounded: Vec<_> = raw.iter().map(|r| r.1.map(|s| s.abs() % 100.0).filter(|s| s.is_finite())).collect();
                if let Ok(rating) = Rating::new(&weights, &bounded) {
                    prop_assert!((0.0..=100.0).contains(&rating.total()));
                    prop_assert!(rating.coverage() > 0.0 && rating.coverage() <= 1.0);
                    prop_assert_eq!(rating.training_order().len(), bounded.iter().flatten().count());
                }
            }
            if let Ok(score) = likert(points, value) {
                prop_assert!((0.0..=100.0).contains(&score));
            }
        }
    }
}
