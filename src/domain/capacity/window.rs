//! Work windows of one day and what fits into them. Civil times only; touches no clock and no zone.
use std::fmt;
use std::str::FromStr;

use jiff::civil;

use super::Rhythm;

/// Minutes in a civil day; as the end of a window it is written 24:00.
pub const DAY_MINUTES: u16 = 1440;

/// A stretch of one civil day in minutes since midnight, half open: `from` belongs to it, `to` does not.
/// `from < to ≤ 1440` always holds; a window does not cross midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window {
    from: u16,
    to: u16,
}

/// Why a text or a list is no set of windows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum WindowError {
    /// Not of the form `HH:MM-HH:MM` with times from 00:00 to 24:00.
    Unreadable,
    /// The end is past 24:00.
    PastMidnight,
    /// The window ends where it begins, or before.
    EndsBeforeItBegins,
    /// Two windows share time; the earlier one is named first.
    Overlap(Window, Window),
    /// The second begins in the minute in which the first ends: they should be written as one.
    Touch(Window, Window),
}

impl Window {
    /// The window between two minutes of the day (0–1440).
    ///
    /// # Errors
    /// [`WindowError::PastMidnight`] and [`WindowError::EndsBeforeItBegins`].
    pub fn new(from: u16, to: u16) -> Result<Self, WindowError> {
        if to > DAY_MINUTES {
            return Err(WindowError::PastMidnight);
        }
        if from >= to {
            return Err(WindowError::EndsBeforeItBegins);
        }
        Ok(Self { from, to })
    }

    /// First minute of the day inside the window, 0–1439.
    #[must_use]
    pub fn from(self) -> u16 {
        self.from
    }

    /// First minute of the day after the window, 1–1440.
    #[must_use]
    pub fn to(self) -> u16 {
        self.to
    }

    /// The bounds in seconds since midnight, the end at most 86 400.
    #[must_use]
    pub fn seconds(self) -> (u32, u32) {
        (u32::from(self.from) * 60, u32::from(self.to) * 60)
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, to) = (self.from, self.to);
        write!(f, "{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)
    }
}

impl FromStr for Window {
    type Err = WindowError;

    /// Reads `09:00-12:00`; blanks around either time are allowed, one-digit hours too.
    fn from_str(text: &str) -> Result<Self, WindowError> {
        let (from, to) = text.split_once('-').ok_or(WindowError::Unreadable)?;
        Self::new(minute_of_day(from)?, minute_of_day(to)?)
    }
}

fn minute_of_day(text: &str) -> Result<u16, WindowError> {
    let digits = |part: &str, least: usize| {
        let plain = (least..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| part.parse::<u16>().ok()).flatten()
    };
    let (hour, minute) = text.trim().split_once(':').ok_or(WindowError::Unreadable)?;
    match (digits(hour, 1), digits(minute, 2)) {
        (Some(hour), Some(minute)) if minute < 60 && hour * 60 + minute <= DAY_MINUTES => Ok(hour * 60 + minute),
        _ => Err(WindowError::Unreadable),
    }
}

/// The windows of one day, in order, with time between any two of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Windows(Vec<Window>);

impl Windows {
    /// Sorts the windows of a day.
    ///
    /// # Errors
    /// The first two windows that overlap or touch.
    pub fn new(mut windows: Vec<Window>) -> Result<Self, WindowError> {
        windows.sort_unstable();
        for (a, b) in windows.iter().zip(windows.iter().skip(1)) {
            if b.from < a.to {
                return Err(WindowError::Overlap(*a, *b));
            }
            if b.from == a.to {
                return Err(WindowError::Touch(*a, *b));
            }
        }
        Ok(Self(windows))
    }

    /// The windows, earliest first.
    #[must_use]
    pub fn as_slice(&self) -> &[Window] {
        &self.0
    }

    /// Whether this day has no window at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Pomodoros that fit on a day of ordinary length: the sum over the windows, each starting a new set.
    #[must_use]
    pub fn capacity(&self, rhythm: &Rhythm) -> u32 {
        self.fit_from(rhythm, 0)
    }

    /// Pomodoros that still fit from `time` on. The window that is running is clipped and starts a new set there; a
    /// begun second is lost.
    #[must_use]
    pub fn capacity_from(&self, rhythm: &Rhythm, time: civil::Time) -> u32 {
        self.fit_from(rhythm, second_of_day(time))
    }

    fn fit_from(&self, rhythm: &Rhythm, from_s: u32) -> u32 {
        self.clipped(from_s).fold(0, |sum: u32, (from, to)| sum.saturating_add(rhythm.fit(u64::from(to - from))))
    }

    /// What is left of the windows from `from_s` seconds after midnight on, as half-open stretches in seconds.
    pub fn clipped(&self, from_s: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.0
            .iter()
            .map(move |window| {
                let (from, to) = window.seconds();
                (from.max(from_s), to)
            })
            .filter(|(from, to)| from < to)
    }
}

/// Whole seconds since midnight, rounded up.
fn second_of_day(time: civil::Time) -> u32 {
    let part = |n: i8| u32::try_from(n).unwrap_or(0);
    part(time.hour()) * 3600 + part(time.minute()) * 60 + part(time.second()) + u32::from(time.subsec_nanosecond() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn windows(text: &[&str]) -> Result<Windows, WindowError> {
        Windows::new(text.iter().map(|t| t.parse().unwrap()).collect())
    }

    #[test]
    fn reads_what_it_writes() {
        for text in ["09:00-12:00", "00:00-24:00", "23:59-24:00"] {
            assert_eq!(text.parse::<Window>().unwrap().to_string(), text);
        }
        assert_eq!(" 9:05 - 17:30 ".parse::<Window>().unwrap().to_string(), "09:05-17:30");
    }

    #[test]
    fn refuses_what_is_no_window() {
        use WindowError::*;
        for (text, error) in [
            ("", Unreadable),
            ("09:00", Unreadable),
            ("9-12", Unreadable),
            ("09:0-12:00", Unreadable),
            ("09:60-12:00", Unreadable),
            ("+9:00-12:00", Unreadable),
            ("09:00-24:01", Unreadable),
            ("099:00-12:00", Unreadable),
            ("٠٩:٠٠-12:00", Unreadable),
            ("12:00-12:00", EndsBeforeItBegins),
            ("22:00-02:00", EndsBeforeItBegins),
        ] {
            assert_eq!(text.parse::<Window>(), Err(error), "{text:?}");
        }
        assert_eq!(Window::new(0, 1441), Err(PastMidnight));
    }

    #[test]
    fn names_both_windows_that_meet() {
        let (a, b) = (Window::new(540, 720).unwrap(), Window::new(720, 800).unwrap());
        let c = Window::new(700, 800).unwrap();
        assert_eq!(windows(&["12:00-13:20", "09:00-12:00"]), Err(WindowError::Touch(a, b)));
        assert_eq!(windows(&["11:40-13:20", "09:00-12:00"]), Err(WindowError::Overlap(a, c)));
    }

    #[test]
    fn each_window_starts_a_new_set() {
        let rhythm = Rhythm::new(1500, 300, 900, 4).unwrap();
        let day = windows(&["09:00-12:00", "13:00-17:30"]).unwrap();
        assert_eq!(day.capacity(&rhythm), rhythm.fit(180 * 60) + rhythm.fit(270 * 60));
        assert_eq!(day.capacity_from(&rhythm, civil::time(11, 35, 0, 0)), 1 + rhythm.fit(270 * 60));
        assert_eq!(day.capacity_from(&rhythm, civil::time(11, 35, 0, 1)), rhythm.fit(270 * 60));
        assert_eq!(day.capacity_from(&rhythm, civil::time(23, 59, 59, 999_999_999)), 0);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,20}|[0-9:-]{0,14}") {
            if let Ok(window) = text.parse::<Window>() {
                prop_assert_eq!(window.to_string().parse::<Window>(), Ok(window));
            }
        }
    }
}
