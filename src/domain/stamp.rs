//! An instant together with the local offset it was recorded with: what every record carries.
use std::fmt;

use jiff::{
    SignedDuration, Timestamp, Zoned,
    civil::{Date, DateTime},
    tz::{Offset, TimeZone},
};
use serde::{Deserialize, Serialize};

/// An instant in whole milliseconds with the UTC offset of the place where it was written down,
/// so that its local date never changes when its owner travels or a zone's rules do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stamp {
    ms: i64,
    offset_s: i32,
}

impl Stamp {
    /// A stamp from milliseconds since the Unix epoch and an offset in seconds east of UTC.
    /// `None` where jiff could not hold it (years −9999 to 9999, offsets up to ±25:59:59).
    pub fn new(ms: i64, offset_s: i32) -> Option<Self> {
        Timestamp::from_millisecond(ms).ok()?;
        Offset::from_seconds(offset_s).ok()?;
        let stamp = Self { ms, offset_s };
        stamp.try_local().map(|_| stamp)
    }

    /// Milliseconds since the Unix epoch.
    pub fn ms(self) -> i64 {
        self.ms
    }

    /// Seconds east of UTC.
    pub fn offset_s(self) -> i32 {
        self.offset_s
    }

    /// The instant alone.
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.ms).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn try_local(self) -> Option<DateTime> {
        let offset = Offset::from_seconds(self.offset_s).ok()?;
        Some(offset.to_datetime(Timestamp::from_millisecond(self.ms).ok()?))
    }

    /// The wall-clock date and time in the recorded offset.
    pub fn local(self) -> DateTime {
        self.try_local().unwrap_or(DateTime::constant(1970, 1, 1, 0, 0, 0, 0))
    }

    /// The same instant as a zoned value with a fixed offset.
    pub fn zoned(self) -> Zoned {
        let offset = Offset::from_seconds(self.offset_s).unwrap_or(Offset::UTC);
        self.timestamp().to_zoned(TimeZone::fixed(offset))
    }

    /// The instant `ms` milliseconds later (earlier if negative), in the same offset; stays where it
    /// is at the ends of time.
    pub fn plus_ms(self, ms: i64) -> Self {
        Self::new(self.ms.saturating_add(ms), self.offset_s).unwrap_or(self)
    }

    /// This instant as seen in the zone of `like`: same instant, that place's offset at it.
    pub fn at_place_of(self, like: &Zoned) -> Self {
        Self::from(&self.timestamp().to_zoned(like.time_zone().clone()))
    }

    /// Reads RFC 3339 with an offset (`2026-11-22T14:25:00.123+01:00`); `None` if it is not that.
    pub fn parse(text: &str) -> Option<Self> {
        let pieces = jiff::fmt::temporal::DateTimeParser::new().parse_timestamp(text).ok()?;
        let offset_s = if text.ends_with(['Z', 'z']) {
            0
        } else {
            let tail = text.get(text.len().checked_sub(6)?..)?;
            let sign = match tail.as_bytes()[0] {
                b'+' => 1,
                b'-' => -1,
                _ => return None,
            };
            let hours: i32 = tail.get(1..3)?.parse().ok()?;
            let minutes: i32 = tail.get(4..6)?.parse().ok()?;
            sign * (hours * 3600 + minutes * 60)
        };
        Self::new(pieces.as_millisecond(), offset_s)
    }

    /// The date of the logical day that this instant belongs to: local time minus `day_start`.
    pub fn logical_date(self, day_start: jiff::civil::Time) -> Date {
        super::week::logical_date(self.local(), day_start)
    }
}

impl From<&Zoned> for Stamp {
    fn from(zoned: &Zoned) -> Self {
        let ms = zoned.timestamp().as_millisecond();
        // TOML and RFC 3339 know offsets in whole minutes only.
        let offset_s = zoned.offset().seconds() / 60 * 60;
        Self { ms, offset_s }
    }
}

impl fmt::Display for Stamp {
    /// RFC 3339 with offset; milliseconds only where there are any.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.local();
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            local.year(),
            local.month(),
            local.day(),
            local.hour(),
            local.minute(),
            local.second()
        )?;
        let ms = self.ms.rem_euclid(1000);
        if ms != 0 {
            write!(f, ".{ms:03}")?;
        }
        let minutes = self.offset_s / 60;
        if minutes == 0 {
            f.write_str("Z")
        } else {
            let sign = if minutes < 0 { '-' } else { '+' };
            write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        }
    }
}

/// Milliseconds as a jiff duration.
pub fn millis(ms: i64) -> SignedDuration {
    SignedDuration::from_millis(ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_value_are_inverse() {
        for text in ["2026-11-22T14:25:00+01:00", "2026-11-22T14:25:00.123-03:30", "1999-12-31T23:59:59Z"] {
            assert_eq!(Stamp::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Stamp::parse("2026-11-22T14:25:00"), None);
        assert_eq!(Stamp::parse("tomorrow"), None);
        assert_eq!(Stamp::new(i64::MAX, 0), None);
    }
}
