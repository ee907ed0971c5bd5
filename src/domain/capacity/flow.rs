//! The rest that an open-ended stretch of focus earns. Numbers only.

/// The longest break a fifth can earn: 30 minutes, in seconds.
pub const FLOW_BREAK_CAP_S: u64 = 1800;

/// The rule that turns focus into rest in flow mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FlowBreak {
    /// A fifth of the focus, rounded down to seconds, at most [`FLOW_BREAK_CAP_S`] (Flowmodoro).
    Fifth,
    /// Up to 25 min of focus earn 5 min, up to 50 earn 8, up to 90 earn 10, more earns 15 (Flowtime).
    Table,
}

impl FlowBreak {
    /// Seconds of break earned by `focus_s` seconds of focus.
    #[must_use]
    pub fn earned_s(self, focus_s: u64) -> u64 {
        match self {
            Self::Fifth => (focus_s / 5).min(FLOW_BREAK_CAP_S),
            Self::Table => match focus_s {
                0..=1500 => 300,
                1501..=3000 => 480,
                3001..=5400 => 600,
                _ => 900,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FlowBreak::{Fifth, Table};

    #[test]
    fn the_table_changes_one_second_after_each_bound() {
        let earned = [1500, 1501, 3000, 3001, 5400, 5401].map(|s| Table.earned_s(s));
        assert_eq!(earned, [300, 480, 480, 600, 600, 900]);
    }

    #[test]
    fn the_fifth_is_capped() {
        assert_eq!(Fifth.earned_s(8999), 1799);
        assert_eq!(Fifth.earned_s(u64::MAX), 1800);
    }
}
