//! The objective score of a week, always with its parts. Plain numbers only; the counts come from the records.

/// What the records of one week say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WeekInputs {
    /// Pomodoros completed.
    pub completed: u32,
    /// Pomodoros void.
    pub void: u32,
    /// Pomodoros planned; 0 = there was no plan.
    pub planned: u32,
    /// Internal interruptions (').
    pub internal: u32,
    /// External interruptions (-).
    pub external: u32,
    /// Time in focus, seconds.
    pub focus_s: u64,
    /// Completed pomodoros that were spent on planned tasks.
    pub completed_on_plan: u32,
}

/// The parts (each 0–100, `None` where undefined) and what they come to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Objective {
    /// 100·min(1, completed/planned), 40 of the weight; undefined without a plan.
    pub attainment: Option<f64>,
    /// 100·completed/(completed+void), 20; undefined when nothing was started.
    pub integrity: Option<f64>,
    /// 100/(1 + rate/2) with the rate of interruptions per focus hour, 20; undefined without focus.
    pub calm: Option<f64>,
    /// 100·completed on planned tasks/completed, 20; undefined without a plan or without a completed pomodoro.
    pub adherence: Option<f64>,
    /// The weighted mean of the parts that exist; `None` without a plan, for a week without one is not a bad week.
    pub score: Option<f64>,
    /// Share of the weight whose parts exist, 0–1.
    pub coverage: f64,
}

/// An objective score beside the weighted score S of the same week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Combined {
    /// 0.6·objective + 0.4·S.
    pub score: f64,
    /// Objective − S: above 0 the record is kinder than the person.
    pub gap: f64,
}

fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

impl WeekInputs {
    /// Void pomodoros of those started, 0–1; `None` when nothing was started.
    #[must_use]
    pub fn void_rate(&self) -> Option<f64> {
        let void = f64::from(self.void);
        ratio(void, f64::from(self.completed) + void)
    }

    /// Interruptions of both kinds per hour of focus; `None` without focus.
    #[must_use]
    pub fn interruptions_per_hour(&self) -> Option<f64> {
        let count = f64::from(self.internal) + f64::from(self.external);
        ratio(count * 3600.0, self.focus_s as f64)
    }

    /// The objective score of the week with its parts.
    #[must_use]
    pub fn objective(&self) -> Objective {
        let (completed, planned) = (f64::from(self.completed), f64::from(self.planned));
        let has_plan = self.planned > 0;
        let attainment = ratio(completed, planned).map(|r| 100.0 * r.min(1.0));
        let integrity = ratio(completed, completed + f64::from(self.void)).map(|r| 100.0 * r);
        let calm = self.interruptions_per_hour().map(|rate| 100.0 / (1.0 + rate / 2.0));
        let adherence =
            ratio(f64::from(self.completed_on_plan), completed).filter(|_| has_plan).map(|r| 100.0 * r.min(1.0));

        let parts = [(40.0, attainment), (20.0, integrity), (20.0, calm), (20.0, adherence)];
        let present = || parts.iter().filter_map(|(w, part)| Some((w, (*part)?)));
        let weight: f64 = present().map(|(w, _)| w).sum();
        let sum: f64 = present().map(|(w, part)| w * part).sum();
        Objective {
            attainment,
            integrity,
            calm,
            adherence,
            score: ratio(sum, weight).filter(|_| has_plan),
            coverage: weight / 100.0,
        }
    }
}

/// The objective score and S of a week together; `None` unless both exist and are finite.
#[must_use]
pub fn combined(objective: Option<f64>, subjective: Option<f64>) -> Option<Combined> {
    let (objective, subjective) = (objective?, subjective?);
    (objective.is_finite() && subjective.is_finite())
        .then_some(Combined { score: 0.6 * objective + 0.4 * subjective, gap: objective - subjective })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_week_without_a_plan_has_parts_but_no_score() {
        let week = WeekInputs { completed: 10, focus_s: 15_000, ..WeekInputs::default() };
        let objective = week.objective();
        assert_eq!((objective.score, objective.coverage), (None, 0.4));
        assert_eq!((objective.attainment, objective.adherence), (None, None));
        assert_eq!(objective.integrity, Some(100.0));
        assert_eq!(combined(objective.score, Some(76.0)), None);
        assert_eq!(combined(Some(70.0), None), None);
    }

    #[test]
    fn an_empty_week_is_nothing() {
        assert_eq!(WeekInputs::default().objective(), Objective::default());
    }

    proptest! {
        #[test]
        fn any_counts_give_parts_from_0_to_100(c: u32, v: u32, p: u32, i: u32, e: u32, focus_s: u64, on: u32) {
            let week = WeekInputs { completed: c, void: v, planned: p, internal: i, external: e, focus_s, completed_on_plan: on };
            let o = week.objective();
            for part in [o.attainment, o.integrity, o.calm, o.adherence, o.score].into_iter().flatten() {
                prop_assert!((0.0..=100.0).contains(&part));
            }
            prop_assert_eq!(o.score.is_some(), p > 0);
        }
    }
}
