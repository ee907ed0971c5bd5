//! The suggestions of the weekly review: fixed rules over the figures of one week. Plain numbers only.

mod rule;

pub use rule::Rule;

/// Shortest focus phase a suggestion leads to, minutes.
pub const SHORTEST_FOCUS_MIN: u32 = 15;
/// How much a suggestion shortens a focus phase, minutes.
pub const SHORTEN_BY_MIN: u32 = 5;

/// Hard pomodoros of a week for which a peak is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HardWork {
    /// Pomodoros on hard tasks.
    pub total: u32,
    /// Those of them in a trough.
    pub in_trough: u32,
}

/// The figures of one week that the rules look at. The default of each means "nothing known".
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Figures {
    /// Pomodoros completed.
    pub completed: u32,
    /// Pomodoros void.
    pub void: u32,
    /// Pomodoros planned; 0 = no plan.
    pub planned: u32,
    /// Days with a plan.
    pub days_planned: u32,
    /// Internal interruptions (').
    pub internal: u32,
    /// External interruptions (-).
    pub external: u32,
    /// Time in focus, seconds.
    pub focus_s: u64,
    /// Length of a focus phase as configured, minutes.
    pub focus_min: Option<u32>,
    /// Median of actual/estimate over the finished tasks.
    pub median_ratio: Option<f64>,
    /// Number of finished tasks in that median.
    pub estimates: u32,
    /// Largest estimate of an open task, pomodoros.
    pub largest_open: Option<f64>,
    /// Open tasks estimated below 1 pomodoro.
    pub below_one: u32,
    /// Hard pomodoros; `None` unless a peak is confirmed.
    pub hard: Option<HardWork>,
    /// Pomodoros whose quadrant is known.
    pub in_quadrants: u32,
    /// Those of them in quadrant 2.
    pub in_q2: u32,
    /// Breaks that were due.
    pub breaks_due: u32,
    /// Those of them skipped.
    pub breaks_skipped: u32,
    /// Change D of the weighted score.
    pub change: Option<f64>,
    /// Minimal detectable change of that score; `None` while the noise is unknown.
    pub mdc: Option<f64>,
}

/// A rule that holds, with the figure that made it hold and the threshold it passed, in the same unit
/// (shares as 0–1, rates per hour of focus, counts, score points).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suggestion {
    /// The rule.
    pub rule: Rule,
    /// What the week shows.
    pub figure: f64,
    /// What it was compared with.
    pub threshold: f64,
}

/// The length to which a focus phase of `minutes` may be shortened; `None` when it would fall below [`SHORTEST_FOCUS_MIN`].
#[must_use]
pub fn shortened_focus(minutes: u32) -> Option<u32> {
    minutes.checked_sub(SHORTEN_BY_MIN).filter(|m| *m >= SHORTEST_FOCUS_MIN)
}

fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

impl Figures {
    fn per_hour(&self, count: u32) -> Option<f64> {
        (self.focus_s > 0).then(|| f64::from(count) * 3600.0 / self.focus_s as f64)
    }

    /// All suggestions of the week, in the order of the rules.
    #[must_use]
    pub fn suggestions(&self) -> Vec<Suggestion> {
        let started = f64::from(self.completed) + f64::from(self.void);
        let void = (started > 0.0).then(|| f64::from(self.void) / started);
        let internal = self.per_hour(self.internal);
        let external = self.per_hour(self.external);
        let long_enough = self.focus_s >= 3 * 3600;
        let attainment = share(self.completed, self.planned).filter(|_| self.days_planned >= 3);
        let ratio = self.median_ratio.filter(|_| self.estimates >= 5);
        let hard = self.hard.filter(|hard| hard.total >= 6);
        let in_trough = hard.and_then(|hard| share(hard.in_trough, hard.total));
        let q2 = share(self.in_q2, self.in_quadrants).filter(|_| self.in_quadrants >= 12);
        let skipped = share(self.breaks_skipped, self.breaks_due).filter(|_| self.breaks_due >= 8);
        let may_shorten = self.focus_min.is_none_or(|m| shortened_focus(m).is_some());
        let mdc = self.mdc.filter(|mdc| *mdc >= 0.0);
        // Without noise the limit is 0, but no change is neither a fall nor a rise.
        let change = self.change.filter(|d| *d != 0.0);

        let at_least =
            |rule, figure: Option<f64>, threshold, and: bool| checked(rule, figure, threshold, and, |f, t| f >= t);
        let at_most =
            |rule, figure: Option<f64>, threshold, and: bool| checked(rule, figure, threshold, and, |f, t| f <= t);
        let above = |rule, figure: Option<f64>, threshold| checked(rule, figure, threshold, true, |f, t| f > t);
        let below = |rule, figure: Option<f64>, threshold| checked(rule, figure, threshold, true, |f, t| f < t);
        let calm = self.completed >= 30 && internal.is_some_and(|rate| rate < 0.5);
        [
            at_least(Rule::ShortenPomodoro, void, 0.25, started >= 12.0 && may_shorten),
            at_most(Rule::LengthenOptional, void, 0.05, calm),
            at_least(Rule::CaptureInternal, internal, 3.0, long_enough),
            at_least(Rule::ProtectExternal, external, 2.0, long_enough),
            below(Rule::PlanLess, attainment, 0.7),
            above(Rule::PlanMore, attainment, 1.2),
            at_least(Rule::EstimateUp, ratio, 1.3, true),
            at_most(Rule::EstimateDown, ratio, 0.77, true),
            above(Rule::SplitLargeTasks, self.largest_open, 7.0),
            at_least(Rule::MergeSmallTasks, Some(f64::from(self.below_one)), 3.0, true),
            at_least(Rule::MoveHardToPeak, in_trough, 0.4, true),
            below(Rule::MoreQ2, q2, 0.25),
            at_least(Rule::TakeBreaks, skipped, 0.3, true),
            mdc.and_then(|mdc| at_most(Rule::ScoreDrop, change, -mdc, true)),
            mdc.and_then(|mdc| at_least(Rule::ScoreGain, change, mdc, true)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn checked(
    rule: Rule,
    figure: Option<f64>,
    threshold: f64,
    and: bool,
    holds: fn(f64, f64) -> bool,
) -> Option<Suggestion> {
    let figure = figure.filter(|f| f.is_finite())?;
    (and && threshold.is_finite() && holds(figure, threshold)).then_some(Suggestion { rule, figure, threshold })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fired(figures: Figures) -> Vec<Rule> {
        figures.suggestions().iter().map(|s| s.rule).collect()
    }

    /// Each rule at its threshold and one step off it.
    #[test]
    fn every_rule_holds_at_its_threshold_and_not_beside_it() {
        let none = Figures::default();
        let week = |completed, void| Figures { completed, void, ..none };
        let quiet = Figures { focus_s: 60 * 3600, ..week(38, 2) };
        let hours = |internal, external, focus_s| Figures { internal, external, focus_s, ..none };
        let plan = |completed, planned, days_planned| Figures { completed, planned, days_planned, ..none };
        let ratio = |ratio, estimates| Figures { median_ratio: Some(ratio), estimates, ..none };
        let largest = |pomodoros| Figures { largest_open: Some(pomodoros), ..none };
        let small = |below_one| Figures { below_one, ..none };
        let hard = |in_trough, total| Figures { hard: Some(HardWork { total, in_trough }), ..none };
        let q2 = |in_q2, in_quadrants| Figures { in_q2, in_quadrants, ..none };
        let breaks = |breaks_skipped, breaks_due| Figures { breaks_skipped, breaks_due, ..none };
        let change = |d, mdc| Figures { change: Some(d), mdc, ..none };
        let at_15 = Figures { focus_min: Some(19), ..week(9, 3) };
        let cases = [
            (Rule::ShortenPomodoro, week(9, 3), vec![week(10, 3), week(6, 5), at_15]),
            (
                Rule::LengthenOptional,
                quiet,
                vec![
                    Figures { void: 3, ..quiet },
                    Figures { completed: 29, void: 0, ..quiet },
                    Figures { internal: 30, ..quiet },
                    Figures { focus_s: 0, ..quiet },
                ],
            ),
            (Rule::CaptureInternal, hours(9, 0, 10_800), vec![hours(8, 0, 10_800), hours(9, 0, 10_799)]),
            (Rule::ProtectExternal, hours(0, 6, 10_800), vec![hours(0, 5, 10_800), hours(0, 6, 10_799)]),
            (Rule::PlanLess, plan(69, 100, 3), vec![plan(7, 10, 3), plan(6, 10, 2), plan(0, 0, 3)]),
            (Rule::PlanMore, plan(121, 100, 3), vec![plan(12, 10, 3), plan(13, 10, 2), plan(5, 0, 3)]),
            (Rule::EstimateUp, ratio(1.3, 5), vec![ratio(1.29, 5), ratio(1.3, 4), ratio(f64::INFINITY, 5)]),
            (Rule::EstimateDown, ratio(0.77, 5), vec![ratio(0.78, 5), ratio(0.77, 4), ratio(f64::NAN, 5)]),
            (Rule::SplitLargeTasks, largest(7.5), vec![largest(7.0), none]),
            (Rule::MergeSmallTasks, small(3), vec![small(2)]),
            (Rule::MoveHardToPeak, hard(4, 10), vec![hard(3, 10), hard(5, 5), none]),
            (Rule::MoreQ2, q2(2, 12), vec![q2(3, 12), q2(0, 11)]),
            (Rule::TakeBreaks, breaks(3, 10), vec![breaks(2, 10), breaks(7, 7)]),
            (
                Rule::ScoreDrop,
                change(-5.5, Some(5.5)),
                vec![change(-5.4, Some(5.5)), change(-50.0, None), change(0.0, Some(0.0))],
            ),
            (
                Rule::ScoreGain,
                change(5.5, Some(5.5)),
                vec![change(5.4, Some(5.5)), change(50.0, None), change(0.0, Some(0.0))],
            ),
        ];
        for (rule, holds, others) in cases {
            assert_eq!(fired(holds), [rule], "{holds:?}");
            for other in others {
                assert!(!fired(other).contains(&rule), "{rule:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_suggestion_carries_its_figure_and_threshold() {
        let found = Figures { completed: 9, void: 3, ..Figures::default() }.suggestions();
        assert_eq!(found, [Suggestion { rule: Rule::ShortenPomodoro, figure: 0.25, threshold: 0.25 }]);
        assert_eq!(shortened_focus(25), Some(20));
        assert_eq!(shortened_focus(19), None);
        assert_eq!(shortened_focus(0), None);
    }

    proptest! {
        #[test]
        fn any_figures_give_finite_suggestions(counts: [u32; 12], focus_s: u64, ratio: Option<f64>, open: Option<f64>, change: Option<f64>, mdc: Option<f64>) {
            let [completed, void, planned, days_planned, internal, external, estimates, below_one, in_quadrants, in_q2, breaks_due, breaks_skipped] = counts;
            let figures = Figures {
                completed, void, planned, days_planned, internal, external, focus_s, focus_min: Some(void), median_ratio: ratio, estimates,
                largest_open: open, below_one, hard: Some(HardWork { total: in_q2, in_trough: planned }), in_quadrants, in_q2, breaks_due,
                breaks_skipped, change, mdc,
            };
            for found in figures.suggestions() {
                prop_assert!(found.figure.is_finite() && found.threshold.is_finite());
            }
        }
    }
}
