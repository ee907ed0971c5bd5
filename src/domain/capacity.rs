//! How many pomodoros fit: the rhythm of work and rest, and its closed forms. Numbers only; touches no clock.
mod flow;
mod horizon;
mod window;

pub use flow::{FLOW_BREAK_CAP_S, FlowBreak};
pub use horizon::Week;
pub use window::{DAY_MINUTES, Window, WindowError, Windows};

/// The lengths that repeat through a working day: `focus_s` of work, a short break between two of them and a long
/// break after every `rounds`. All lengths are whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rhythm {
    focus_s: u32,
    short_break_s: u32,
    long_break_s: u32,
    rounds: u32,
}

/// Why four numbers are no rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RhythmError {
    /// The focus length is zero, so that any number of pomodoros would fit anywhere.
    NoFocus,
    /// The number of pomodoros between two long breaks is zero.
    NoRounds,
}

/// The rest that follows a pomodoro.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rest {
    /// Between two pomodoros of one set.
    Short,
    /// After a whole set.
    Long,
}

impl Rhythm {
    /// A rhythm of whole seconds. Breaks may be zero and the long break may be the shorter one; the focus length and
    /// the number of rounds must be at least 1.
    ///
    /// # Errors
    /// [`RhythmError`] names which of the two is zero.
    pub fn new(focus_s: u32, short_break_s: u32, long_break_s: u32, rounds: u32) -> Result<Self, RhythmError> {
        if focus_s == 0 {
            return Err(RhythmError::NoFocus);
        }
        if rounds == 0 {
            return Err(RhythmError::NoRounds);
        }
        Ok(Self { focus_s, short_break_s, long_break_s, rounds })
    }

    /// Length of one pomodoro in seconds, at least 1.
    #[must_use]
    pub fn focus_s(&self) -> u32 {
        self.focus_s
    }

    /// Pomodoros in a set, at least 1: a long break follows each set.
    #[must_use]
    pub fn rounds(&self) -> u32 {
        self.rounds
    }

    /// Length of a rest in seconds.
    #[must_use]
    pub fn rest_s(&self, rest: Rest) -> u32 {
        match rest {
            Rest::Short => self.short_break_s,
            Rest::Long => self.long_break_s,
        }
    }

    /// The rest that follows the `done`-th pomodoro counted from the beginning of a set (1-based).
    #[must_use]
    pub fn rest_after(&self, done: u32) -> Rest {
        if done != 0 && done.is_multiple_of(self.rounds) { Rest::Long } else { Rest::Short }
    }

    /// How many short and long breaks lie between `k` pomodoros in a row; none follows the last one.
    #[must_use]
    pub fn breaks_between(&self, k: u32) -> (u32, u32) {
        let gaps = k.saturating_sub(1);
        let long = gaps / self.rounds;
        (gaps - long, long)
    }

    /// Seconds from the start of the first to the end of the last of `k` pomodoros:
    /// W(k) = k·p + (k−1)·s + ⌊(k−1)/n⌋·(l−s), W(0) = 0. Saturates at `u64::MAX`.
    #[must_use]
    pub fn span_s(&self, k: u32) -> u64 {
        let (short, long) = self.breaks_between(k);
        let total = u128::from(k) * u128::from(self.focus_s)
            + u128::from(short) * u128::from(self.short_break_s)
            + u128::from(long) * u128::from(self.long_break_s);
        u64::try_from(total).unwrap_or(u64::MAX)
    }

    /// The most pomodoros whose span is at most `seconds`, starting with a new set: 0 below one focus length, else with
    /// C = n·p + (n−1)·s + l and q = ⌊(T−p)/C⌋ it is q·n + min(n−1, ⌊(T−p−q·C)/(p+s)⌋) + 1. Saturates at `u32::MAX`.
    #[must_use]
    pub fn fit(&self, seconds: u64) -> u32 {
        let (p, s, l, n) = (
            u128::from(self.focus_s),
            u128::from(self.short_break_s),
            u128::from(self.long_break_s),
            u128::from(self.rounds),
        );
        let Some(spare) = u128::from(seconds).checked_sub(p) else {
            return 0;
        };
        let cycle = n * p + (n - 1) * s + l;
        let sets = spare / cycle;
        let in_set = ((spare - sets * cycle) / (p + s)).min(n - 1);
        u32::try_from(sets * n + in_set + 1).unwrap_or(u32::MAX)
    }
}

/// What was planned beside what fits, in whole pomodoros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Load {
    /// Pomodoros planned.
    pub planned: u32,
    /// Pomodoros that fit.
    pub capacity: u32,
}

/// How a load is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LoadBand {
    /// At most 85 % of the capacity.
    Comfortable,
    /// Above the advised 85 %, but it fits.
    Tight,
    /// More than fits.
    Over,
}

impl Load {
    /// planned / capacity; 0 when nothing is planned, `None` when something is planned and nothing fits.
    #[must_use]
    pub fn ratio(self) -> Option<f64> {
        match (self.planned, self.capacity) {
            (0, _) => Some(0.0),
            (_, 0) => None,
            (planned, capacity) => Some(f64::from(planned) / f64::from(capacity)),
        }
    }

    /// Planned pomodoros that do not fit.
    #[must_use]
    pub fn overload(self) -> u32 {
        self.planned.saturating_sub(self.capacity)
    }

    /// Pomodoros still free.
    #[must_use]
    pub fn free(self) -> u32 {
        self.capacity.saturating_sub(self.planned)
    }

    /// The band of this load: over above 1.0, comfortable up to 0.85.
    #[must_use]
    pub fn band(self) -> LoadBand {
        if self.planned > self.capacity {
            LoadBand::Over
        } else if u64::from(self.planned) * 100 > u64::from(self.capacity) * 85 {
            LoadBand::Tight
        } else {
            LoadBand::Comfortable
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rhythm() -> Rhythm {
        Rhythm::new(1500, 300, 900, 4).unwrap()
    }

    /// Walks the day one pomodoro at a time.
    fn walk(r: &Rhythm, seconds: u64) -> u32 {
        let (mut k, mut end) = (0_u32, 0_u64);
        loop {
            let rest = if k == 0 { 0 } else { r.rest_s(r.rest_after(k)) };
            end += u64::from(rest) + u64::from(r.focus_s());
            if end > seconds {
                return k;
            }
            k += 1;
        }
    }

    #[test]
    fn zero_lengths_are_refused_by_name() {
        assert_eq!(Rhythm::new(0, 1, 1, 1), Err(RhythmError::NoFocus));
        assert_eq!(Rhythm::new(1, 0, 0, 0), Err(RhythmError::NoRounds));
    }

    #[test]
    fn one_minute_less_is_one_pomodoro_less() {
        assert_eq!(rhythm().fit(115 * 60), 4);
        assert_eq!(rhythm().fit(115 * 60 - 1), 3);
    }

    #[test]
    fn extremes_saturate() {
        let r = Rhythm::new(u32::MAX, u32::MAX, u32::MAX, u32::MAX).unwrap();
        assert_eq!(r.fit(u64::MAX), 2_147_483_649);
        assert_eq!(r.span_s(u32::MAX), u64::MAX);
        assert_eq!(Rhythm::new(1, 0, 0, 1).unwrap().fit(u64::MAX), u32::MAX);
    }

    #[test]
    fn load_bands_meet_at_85_and_100_percent() {
        let band = |planned, capacity| Load { planned, capacity }.band();
        assert_eq!(band(17, 20), LoadBand::Comfortable);
        assert_eq!(band(18, 20), LoadBand::Tight);
        assert_eq!(band(20, 20), LoadBand::Tight);
        assert_eq!(band(21, 20), LoadBand::Over);
        assert_eq!(band(0, 0), LoadBand::Comfortable);
        assert_eq!(Load { planned: 1, capacity: 0 }.ratio(), None);
    }

    proptest! {
        #[test]
        fn closed_form_equals_the_walk(p in 1_u32..400, s in 0_u32..100, l in 0_u32..300, n in 1_u32..9, t in 0_u64..20_000) {
            let r = Rhythm::new(p, s, l, n).unwrap();
            prop_assert_eq!(r.fit(t), walk(&r, t));
        }

        #[test]
        fn the_span_of_what_fits_fits_and_one_more_does_not(p in 1_u32.., s: u32, l: u32, n in 1_u32.., t: u64) {
            let r = Rhythm::new(p, s, l, n).unwrap();
            let k = r.fit(t);
            prop_assert!(r.span_s(k) <= t);
            if k < u32::MAX {
                prop_assert!(r.span_s(k + 1) > t || r.span_s(k + 1) == u64::MAX);
            }
        }
    }
}
