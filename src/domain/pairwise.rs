//! Weights by comparing two dimensions at a time: what is asked next and what the answers come to. Pure;
//! knows dimensions by their place only.
use super::ahp::{AhpError, Judgments, MAX_DIMENSIONS, Priorities};

/// The strongest judgment that is asked for: nine times as important (Saaty 1980).
pub const STRONGEST: i8 = 9;

/// A judgment on Saaty's scale: how much more the first one matters than the second.
///
/// As marks it runs from −8 (the second nine times as important) over 0 (both the same) to 8 (the first
/// nine times as important).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Judgment(i8);

impl Judgment {
    /// The judgment with so many marks, cut to the scale.
    #[must_use]
    pub fn of_marks(marks: i8) -> Self {
        Self(marks.clamp(1 - STRONGEST, STRONGEST - 1))
    }

    /// Marks from −8 to 8.
    #[must_use]
    pub fn marks(self) -> i8 {
        self.0
    }

    /// One step towards the first (`by` 1) or the second (−1), or several.
    #[must_use]
    pub fn stepped(self, by: i8) -> Self {
        Self::of_marks(self.0.saturating_add(by))
    }

    /// The ratio it stands for: 9 to 1/9.
    #[must_use]
    pub fn ratio(self) -> f64 {
        if self.0 >= 0 { f64::from(self.0) + 1.0 } else { 1.0 / (1.0 - f64::from(self.0)) }
    }
}

/// A pair of dimensions by their places, the first one less than the second.
pub type Pair = (usize, usize);

/// Comparisons under way: one question at a time, in any order, until every pair is judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairwise {
    n: usize,
    judged: Vec<Option<f64>>,
    asked: usize,
}

impl Pairwise {
    /// Begins the comparison of `n` dimensions.
    ///
    /// # Errors
    /// [`AhpError::Empty`] and [`AhpError::TooMany`].
    pub fn new(n: usize) -> Result<Self, AhpError> {
        match n {
            0 => Err(AhpError::Empty),
            1..=MAX_DIMENSIONS => Ok(Self { n, judged: vec![None; n * (n - 1) / 2], asked: 0 }),
            _ => Err(AhpError::TooMany { n }),
        }
    }

    /// A comparison that is complete: a whole matrix of judgments.
    ///
    /// # Errors
    /// [`AhpError`] naming what does not fit; judgments that are not reciprocal are refused.
    pub fn from_rows(rows: &[Vec<f64>]) -> Result<Self, AhpError> {
        Judgments::from_rows(rows)?;
        let mut all = Self::new(rows.len())?;
        for index in 0..all.judged.len() {
            let (row, column) = all.pair(index);
            all.judged[index] = Some(rows[row][column]);
        }
        Ok(all)
    }

    /// How many pairs there are, and how many are judged.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.judged.iter().flatten().count(), self.judged.len())
    }

    /// The pair that is asked about; none when there is no pair, or every one is judged and none was
    /// gone back to.
    #[must_use]
    pub fn question(&self) -> Option<Pair> {
        (self.asked < self.judged.len()).then(|| self.pair(self.asked))
    }

    /// What was answered to the pair that is asked about.
    #[must_use]
    pub fn answered(&self) -> Option<f64> {
        self.judged.get(self.asked).copied().flatten()
    }

    /// The judgment of a pair in either order; 1 for a dimension beside itself.
    #[must_use]
    pub fn judgment(&self, (row, column): Pair) -> Option<f64> {
        if row == column {
            return (row < self.n).then_some(1.0);
        }
        let index = self.index((row.min(column), row.max(column)))?;
        let ratio = self.judged[index]?;
        Some(if row < column { ratio } else { 1.0 / ratio })
    }

    /// Answers the question: the first of the pair is `ratio` times as important as the second. Goes on
    /// to the next pair that is not judged.
    ///
    /// # Errors
    /// [`AhpError::NotARatio`]; nothing has changed then.
    pub fn answer(&mut self, ratio: f64) -> Result<(), AhpError> {
        let Some((row, column)) = self.question() else { return Ok(()) };
        // Two dimensions take every ratio that is one.
        Judgments::from_upper(2, &[ratio]).map_err(|_| AhpError::NotARatio { row, column })?;
        self.judged[self.asked] = Some(ratio);
        let open = |from: usize| (from..self.judged.len()).find(|&index| self.judged[index].is_none());
        self.asked = open(self.asked).or_else(|| open(0)).unwrap_or(self.judged.len());
        Ok(())
    }

    /// Back to the pair before, so that it can be answered anew.
    pub fn back(&mut self) {
        self.asked = self.asked.min(self.judged.len()).saturating_sub(1);
    }

    /// To a pair in either order, so that it can be answered anew; one that there is not changes nothing.
    pub fn ask(&mut self, (row, column): Pair) {
        if let Some(index) = self.index((row.min(column), row.max(column))) {
            self.asked = index;
        }
    }

    /// The weights with λ, CI, CR and the judgment that fits least; none before every pair is judged.
    #[must_use]
    pub fn result(&self) -> Option<Result<Priorities, AhpError>> {
        let upper: Vec<f64> = self.judged.iter().copied().collect::<Option<_>>()?;
        Some(Judgments::from_upper(self.n, &upper).and_then(|judgments| judgments.priorities()))
    }

    /// What the judgments so far come to, with `now` as the answer to the question: pairs that are not
    /// judged are taken from the judgments of the first dimension, which every other is compared with
    /// first. None before those are there.
    #[must_use]
    pub fn so_far(&self, now: Option<f64>) -> Option<Result<Priorities, AhpError>> {
        let mut judged = self.judged.clone();
        if let Some(slot) = judged.get_mut(self.asked) {
            *slot = now.or(*slot);
        }
        let first: Vec<f64> =
            std::iter::once(Some(1.0)).chain(judged.iter().copied()).take(self.n).collect::<Option<_>>()?;
        let upper = judged.iter().enumerate().map(|(index, ratio)| {
            let (row, column) = self.pair(index);
            // a₀ⱼ/a₀ᵢ is what row and column must be to each other if nobody contradicts.
            ratio.unwrap_or_else(|| first[column] / first[row])
        });
        let upper: Vec<f64> = upper.collect();
        Some(Judgments::from_upper(self.n, &upper).and_then(|judgments| judgments.priorities()))
    }

    /// The pair with this place in the list (0,1), (0,2) … (1,2) …
    fn pair(&self, index: usize) -> Pair {
        let mut rest = index;
        for row in 0..self.n {
            let wide = self.n - row - 1;
            if rest < wide {
                return (row, row + 1 + rest);
            }
            rest -= wide;
        }
        (0, 0)
    }

    fn index(&self, (row, column): Pair) -> Option<usize> {
        (row < column && column < self.n).then(|| row * (2 * self.n - row - 1) / 2 + column - row - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_question_at_a_time_until_all_are_answered() {
        let mut pairs = Pairwise::new(3).unwrap();
        assert_eq!((pairs.question(), pairs.progress()), (Some((0, 1)), (0, 3)));
        pairs.answer(2.0).unwrap();
        pairs.answer(6.0).unwrap();
        assert_eq!((pairs.question(), pairs.result()), (Some((1, 2)), None));
        pairs.back();
        assert_eq!((pairs.question(), pairs.answered()), (Some((0, 2)), Some(6.0)));
        pairs.answer(6.0).unwrap();
        assert_eq!(pairs.question(), Some((1, 2)));
        pairs.answer(3.0).unwrap();
        assert_eq!(pairs.question(), None);
        let found = pairs.result().unwrap().unwrap();
        assert!(found.acceptable() && (found.lambda - 3.0).abs() < 1e-9 && found.index < 1e-9);
        assert!((found.weights[0] - 0.6).abs() < 1e-9, "{found:?}");
        assert_eq!(pairs.judgment((2, 0)), Some(1.0 / 6.0));
    }

    #[test]
    fn the_worst_judgment_can_be_answered_anew() {
        let mut pairs = Pairwise::new(4).unwrap();
        for ratio in [9.0, 1.0 / 9.0, 1.0, 9.0, 1.0, 1.0] {
            pairs.answer(ratio).unwrap();
        }
        let found = pairs.result().unwrap().unwrap();
        assert!(!found.acceptable());
        let worst = found.most_inconsistent.unwrap();
        pairs.ask((worst.column, worst.row));
        assert_eq!(pairs.question(), Some((worst.row, worst.column)));
        pairs.answer(1.0).unwrap();
        assert!(pairs.result().unwrap().unwrap().ratio < found.ratio);
    }

    #[test]
    fn what_is_no_comparison_is_refused() {
        assert_eq!(Pairwise::new(0), Err(AhpError::Empty));
        assert_eq!(Pairwise::new(11), Err(AhpError::TooMany { n: 11 }));
        assert!(Pairwise::new(1).unwrap().question().is_none());
        assert_eq!(Pairwise::new(1).unwrap().result().unwrap().unwrap().weights, [1.0]);
        let mut pairs = Pairwise::new(2).unwrap();
        for bad in [0.0, -3.0, f64::NAN, f64::INFINITY] {
            assert_eq!(pairs.answer(bad), Err(AhpError::NotARatio { row: 0, column: 1 }));
        }
        assert_eq!(pairs.progress(), (0, 1));
        let rows = [vec![1.0, 2.0], vec![2.0, 1.0]];
        assert_eq!(Pairwise::from_rows(&rows), Err(AhpError::NotReciprocal { row: 0, column: 1 }));
        assert_eq!(Pairwise::from_rows(&[vec![1.0, 2.0], vec![0.5, 1.0]]).unwrap().judgment((0, 1)), Some(2.0));
    }

    #[test]
    fn saatys_scale_has_seventeen_steps() {
        let mut judgment = Judgment::of_marks(i8::MIN);
        assert_eq!(judgment.ratio(), 1.0 / 9.0);
        let mut steps = 1;
        while judgment.stepped(1) != judgment {
            judgment = judgment.stepped(1);
            steps += 1;
        }
        assert_eq!((steps, judgment.ratio(), Judgment::default().ratio()), (17, 9.0, 1.0));
    }

    #[test]
    fn what_is_not_judged_follows_from_the_first_row() {
        let mut pairs = Pairwise::new(3).unwrap();
        assert_eq!(pairs.so_far(Some(2.0)), None);
        pairs.answer(2.0).unwrap();
        let found = pairs.so_far(Some(6.0)).unwrap().unwrap();
        assert!((found.weights[0] - 0.6).abs() < 1e-9 && found.ratio < 1e-9, "{found:?}");
        pairs.answer(6.0).unwrap();
        pairs.answer(1.0).unwrap();
        assert_eq!(pairs.so_far(None), pairs.result());
        assert!(pairs.so_far(None).unwrap().unwrap().ratio > 0.0);
    }

    proptest! {
        #[test]
        fn every_pair_is_asked_once(n in 1usize..=10, marks in proptest::collection::vec(any::<i8>(), 45)) {
            let mut pairs = Pairwise::new(n).unwrap();
            let mut asked = std::collections::BTreeSet::new();
            for marks in marks {
                let Some(pair) = pairs.question() else { break };
                prop_assert!(pair.0 < pair.1 && pair.1 < n && asked.insert(pair));
                let ratio = Judgment::of_marks(marks).ratio();
                pairs.answer(ratio).unwrap();
                prop_assert_eq!(pairs.judgment(pair), Some(ratio));
            }
            prop_assert_eq!(asked.len(), n * (n - 1) / 2);
            prop_assert!(pairs.result().unwrap().is_ok());
        }
    }
}
