//! A standing as it is shown with one decimal: parts that add up to the sums beside them. Pure.
use super::{Line, Standing};
use crate::domain::score::{round_parts, round_shares, round_units, units_to_value};

/// Decimals of every score that a person sees.
const DECIMALS: u8 = 1;

/// The numbers of a standing as they are shown. Lists go as the lines do.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// S.
    pub score: f64,
    /// S of the time before.
    pub before: Option<f64>,
    /// D rounded: the same wherever it stands, though it may lie a tenth off the difference of the two rounded scores.
    pub delta: Option<f64>,
    /// What each dimension adds to D; together D.
    pub contributions: Vec<Option<f64>>,
    /// What the scores and what changed weights add to D; together D.
    pub effects: Option<(f64, f64)>,
    /// What the changed weight of each dimension adds of its contribution; together what weights add.
    pub by_weight: Vec<Option<f64>>,
    /// The room of each dimension; together 100 − S.
    pub room: Vec<Option<f64>>,
    /// The share of each weight in whole percent, as shares of 1; together 1.
    pub weights: Vec<f64>,
}

/// Parts as they are shown, so that they add up to a shown total; as they are where they cannot.
fn parts(all: &[Option<f64>], total: Option<i64>) -> Vec<Option<f64>> {
    let known: Vec<f64> = all.iter().flatten().copied().collect();
    let Some(units) = total.and_then(|total| round_parts(&known, total, DECIMALS)) else { return all.to_vec() };
    let mut units = units.into_iter();
    all.iter().map(|part| part.and_then(|_| units.next()).map(|units| units_to_value(units, DECIMALS))).collect()
}

impl Standing<'_> {
    /// The numbers as they are shown, rounded by largest remainders so that a reader can add them up.
    pub fn shown(&self) -> Shown {
        let of = |part: fn(&Line) -> Option<f64>| self.lines.iter().map(part).collect::<Vec<_>>();
        let value = |units: i64| units_to_value(units, DECIMALS);
        let score = round_units(self.score, DECIMALS);
        let before = self.delta.and_then(|delta| round_units(self.score - delta, DECIMALS));
        let delta = self.delta.and_then(|delta| round_units(delta, DECIMALS));
        let full = round_units(100.0, DECIMALS);
        let effects = parts(&[self.score_effect, self.weight_effect], delta);
        let shares: Vec<f64> = self.lines.iter().map(|line| line.weight).collect();
        let weights = round_shares(&shares, 0);
        Shown {
            score: score.map_or(self.score, value),
            before: before.map(value),
            delta: delta.map(value),
            contributions: parts(&of(|line| line.contribution), delta),
            by_weight: parts(
                &of(|line| line.weight_effect),
                effects[1].and_then(|weights| round_units(weights, DECIMALS)),
            ),
            effects: effects[0].zip(effects[1]),
            room: parts(&of(|line| line.leverage), full.zip(score).map(|(full, score)| full - score)),
            weights: weights
                .map_or(shares, |units| units.iter().map(|unit| units_to_value(*unit, 0) / 100.0).collect()),
        }
    }
}
