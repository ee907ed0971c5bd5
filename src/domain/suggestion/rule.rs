//! The rules of the weekly review and their names. Pure.

/// A rule of the weekly review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// Shorten focus by 5 min: void ≥ 25 % of ≥ 12 started.
    ShortenPomodoro,
    /// May lengthen focus: void ≤ 5 %, ≥ 30 completed, internal < 0.5/h.
    LengthenOptional,
    /// Keep a capture list: internal ≥ 3/h in ≥ 3 h of focus.
    CaptureInternal,
    /// Protect a block, inform or negotiate: external ≥ 2/h in ≥ 3 h of focus.
    ProtectExternal,
    /// Plan less: attainment < 70 % over ≥ 3 planned days.
    PlanLess,
    /// Plan more: attainment > 120 % over ≥ 3 planned days.
    PlanMore,
    /// Raise estimates: median ratio ≥ 1.3 of ≥ 5.
    EstimateUp,
    /// Cut estimates: median ratio ≤ 0.77 of ≥ 5.
    EstimateDown,
    /// Split tasks: an open estimate > 7 pomodoros.
    SplitLargeTasks,
    /// Merge tasks: ≥ 3 of them below 1 pomodoro.
    MergeSmallTasks,
    /// Hard tasks to the peak: a confirmed peak, ≥ 6 hard pomodoros, ≥ 40 % of them in troughs.
    MoveHardToPeak,
    /// Schedule quadrant 2: < 25 % of ≥ 12 pomodoros.
    MoreQ2,
    /// Take breaks: ≥ 30 % of ≥ 8 skipped.
    TakeBreaks,
    /// The score fell by at least the minimal detectable change.
    ScoreDrop,
    /// The score rose by at least the minimal detectable change.
    ScoreGain,
}

impl Rule {
    /// Every rule, in the order in which suggestions are listed.
    pub const ALL: [Self; 15] = [
        Self::ShortenPomodoro,
        Self::LengthenOptional,
        Self::CaptureInternal,
        Self::ProtectExternal,
        Self::PlanLess,
        Self::PlanMore,
        Self::EstimateUp,
        Self::EstimateDown,
        Self::SplitLargeTasks,
        Self::MergeSmallTasks,
        Self::MoveHardToPeak,
        Self::MoreQ2,
        Self::TakeBreaks,
        Self::ScoreDrop,
        Self::ScoreGain,
    ];

    /// The rule of that name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.id() == id)
    }

    /// The name of the rule in files and JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::ShortenPomodoro => "shorten_pomodoro",
            Self::LengthenOptional => "lengthen_optional",
            Self::CaptureInternal => "capture_internal",
            Self::ProtectExternal => "protect_external",
            Self::PlanLess => "plan_less",
            Self::PlanMore => "plan_more",
            Self::EstimateUp => "estimate_up",
            Self::EstimateDown => "estimate_down",
            Self::SplitLargeTasks => "split_large_tasks",
            Self::MergeSmallTasks => "merge_small_tasks",
            Self::MoveHardToPeak => "move_hard_to_peak",
            Self::MoreQ2 => "more_q2",
            Self::TakeBreaks => "take_breaks",
            Self::ScoreDrop => "score_drop",
            Self::ScoreGain => "score_gain",
        }
    }
}
