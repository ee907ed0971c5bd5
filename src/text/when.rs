//! Times and dates as people write them, given the present moment. Pure; the caller reads the clock.
mod chinese;
mod day;

use super::narrow::{leading_number, narrow};
use super::span;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp, Zoned};
use thiserror::Error;

/// What a text for a date or deadline asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum When {
    /// `none`: take the date away.
    Clear,
    /// An instant, in the zone of now.
    At(Zoned),
    /// A whole logical day.
    Day {
        /// The logical day.
        date: Date,
        /// Its last second: the instant at which the next logical day begins, less one second.
        end: Zoned,
    },
}

impl When {
    /// The instant at which it is due; `None` for [`When::Clear`].
    pub fn instant(&self) -> Option<&Zoned> {
        match self {
            Self::Clear => None,
            Self::At(at) | Self::Day { end: at, .. } => Some(at),
        }
    }
}

/// Why a text is no time or date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WhenError {
    /// Nothing was written.
    #[error("the time is empty")]
    Empty,
    /// None of the forms that are understood.
    #[error("not a time")]
    NotATime,
    /// A day that no calendar has, such as 31 Feb.
    #[error("no such date")]
    NoSuchDate,
    /// Beyond the years that can be counted (−9999 to 9999).
    #[error("too far away")]
    OutOfReach,
}

/// The instant of `09:00` (the last one, now included), `2026-11-20 09:00`, `2026-11-20T09:00`
/// (both with optional seconds, in the zone of `now`) or RFC 3339, in the zone of `now`; `-10m`,
/// `10m ago`, 10分钟前: that long before now; `today 9:00`, `yesterday 9:00`, 昨天 9:00 by the calendar.
///
/// A local time that a change of the clocks skips is moved forward by the gap, one that occurs
/// twice is the earlier (RFC 5545, section 3.3.5); alone it is the last one before now. Whether the future is allowed is the caller's.
///
/// # Errors
/// What is wrong with it, see [`WhenError`].
pub fn time(text: &str, now: &Zoned) -> Result<Zoned, WhenError> {
    let text = chinese::in_digits(&narrow(text));
    if text.is_empty() {
        return Err(WhenError::Empty);
    }
    if let Some(time) = clock_time(&text) {
        for back in [0, -1] {
            let date = days_on(now.date(), back)?;
            // Where it comes twice, the second time may still be ahead.
            for at in [place_again(date, time, now)?, place(date, time, now)?] {
                if at <= *now {
                    return Ok(at);
                }
            }
        }
    }
    if let Some(seconds) = ago(&text)? {
        return now.checked_sub(SignedDuration::from_secs(seconds)).map_err(|_| WhenError::OutOfReach);
    }
    if let Some((day, time)) = day_and_clock(&text) {
        let back = match day {
            "today" | "今天" => Some(0),
            "yesterday" | "昨天" => Some(-1),
            "前天" => Some(-2),
            _ => None,
        };
        if let Some(days) = back {
            return place(days_on(now.date(), days)?, time, now);
        }
    }
    instant(&text, now)?.ok_or(WhenError::NotATime)
}

/// The seconds of `-10m`, `10m ago`, 10分钟前.
fn ago(text: &str) -> Result<Option<i64>, WhenError> {
    let length = text
        .strip_prefix(['-', '−'])
        .or_else(|| text.strip_suffix("ago"))
        .or_else(|| text.strip_suffix("以前"))
        .or_else(|| text.strip_suffix('前'));
    match length.map(span::parse) {
        Some(Err(span::SpanError::TooLong)) => Err(WhenError::OutOfReach),
        parsed => Ok(parsed.and_then(Result::ok)),
    }
}

/// The date or deadline that `text` asks for at `now`, where a logical day begins at `day_start`:
/// - `none` clears;
/// - the forms of [`time`], but a bare `09:00` is the *next* one;
/// - `+4h`, `4小时后`: that long after now;
/// - a day: `2026-11-20`, `today`, `tomorrow`, `fri` (the next one, today excluded), `+3d`, `+2w`,
///   `eow` (Sunday), `eom`, `12 dec`, `dec 12` (the next one, today included; a year may follow),
///   今天 明天 后天 大后天 昨天 前天 周五 星期五 本周五 下周一 周末 三天后 2周后 月底 12月1日 十二月一日 2026年12月1日;
/// - a day and a clock time: `tomorrow 18:00`, 周五 9:00, 明天9点, 周五下午三点半. After a written-out date the time is that of
///   the calendar; after the name of a day it lies in that logical day.
///
/// "Today" is the logical day of `now`.
///
/// # Errors
/// What is wrong with it, see [`WhenError`].
pub fn when(text: &str, now: &Zoned, day_start: Time) -> Result<When, WhenError> {
    let text = chinese::in_digits(&narrow(text));
    match text.as_str() {
        "" => return Err(WhenError::Empty),
        "none" | "无" => return Ok(When::Clear),
        _ => {}
    }
    if let Some(time) = clock_time(&text) {
        let today = place(now.date(), time, now)?;
        if today > *now {
            return Ok(When::At(today));
        }
        return Ok(When::At(place(days_on(now.date(), 1)?, time, now)?));
    }
    if let Some(at) = instant(&text, now)? {
        return Ok(When::At(at));
    }
    if let Some(hours) = hours_ahead(&text) {
        return Ok(When::At(later(now, hours)?));
    }
    let today = logical_day(now, day_start)?;
    if let Some((day, time)) = day_and_clock(&text) {
        let day = day::parse(day, today)?;
        let overnight = !day.written_out && time < day_start;
        let date = days_on(day.date, i64::from(overnight))?;
        return Ok(When::At(place(date, time, now)?));
    }
    let date = day::parse(&text, today)?.date;
    let next = place(days_on(date, 1)?, day_start, now)?;
    let end = next.checked_sub(SignedDuration::from_secs(1)).map_err(|_| WhenError::OutOfReach)?;
    Ok(When::Day { date, end })
}

/// `9am`, `9:30pm` on the 12-hour clock.
fn half_day(text: &str) -> Option<Time> {
    let (time, later) = match text.strip_suffix("am") {
        Some(time) => (time, 0),
        None => (text.strip_suffix("pm")?, 12),
    };
    let (hour, minute) = time.split_once(':').unwrap_or((time, "00"));
    let number = |text: &str| text.parse::<i8>().ok().filter(|_| matches!(text.len(), 1 | 2));
    let hour = number(hour).filter(|hour| (1..=12).contains(hour))?;
    Time::new(hour % 12 + later, number(minute)?, 0, 0).ok()
}

/// `H:MM`, `HH:MM`, `HH:MM:SS` on the 24-hour clock, or a time of [`half_day`].
fn clock_time(text: &str) -> Option<Time> {
    if text.ends_with('m') {
        return half_day(text);
    }
    let mut parts = text.split(':').map(|part| {
        let (number, rest) = leading_number(part)?;
        let whole = rest.is_empty() && part.len() <= 2;
        i8::try_from(number).ok().filter(|_| whole)
    });
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    if parts.next().is_some() {
        return None;
    }
    Time::new(hour, minute, second, 0).ok()
}

/// An ISO date with a time, or RFC 3339. `Ok(None)` for everything else, a bare date too.
fn instant(text: &str, now: &Zoned) -> Result<Option<Zoned>, WhenError> {
    let Some((date, rest)) = iso_date(text)? else {
        return Ok(None);
    };
    let Some(rest) = rest.strip_prefix(['t', ' ']) else {
        return Ok(None);
    };
    if let Some(time) = clock_time(rest.trim_start()) {
        return place(date, time, now).map(Some);
    }
    let stamp: Timestamp = text.parse().map_err(|_| WhenError::NotATime)?;
    Ok(Some(stamp.to_zoned(now.time_zone().clone())))
}

/// The `YYYY-MM-DD` that `text` begins with, and what follows it.
fn iso_date(text: &str) -> Result<Option<(Date, &str)>, WhenError> {
    let Some((head, rest)) = text.split_at_checked(10) else {
        return Ok(None);
    };
    let shape = head.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    if !shape {
        return Ok(None);
    }
    let date = head.parse().map_err(|_| WhenError::NoSuchDate)?;
    Ok(Some((date, rest)))
}

/// The hours of `+4h` or `4小时后`.
fn hours_ahead(text: &str) -> Option<i64> {
    let (plus, text) = match text.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (hours, unit) = leading_number(text)?;
    let known = match unit.trim_start() {
        "h" | "hour" | "hours" | "小时" => plus,
        "小时后" | "小时以后" | "个小时后" => !plus,
        _ => false,
    };
    known.then_some(hours)
}

/// A day followed by a clock time, with or without a space between them.
fn day_and_clock(text: &str) -> Option<(&str, Time)> {
    let clock = |c: char| c.is_ascii_digit() || c == ':';
    let bare = text.strip_suffix("am").or_else(|| text.strip_suffix("pm")).unwrap_or(text);
    let day = bare.trim_end_matches(clock);
    let time = clock_time(&text[day.len()..])?;
    let day = day.trim_end();
    (!day.is_empty()).then_some((day, time))
}

/// The logical day of `now`: its local date, or the one before until `day_start`.
fn logical_day(now: &Zoned, day_start: Time) -> Result<Date, WhenError> {
    days_on(now.date(), -i64::from(now.time() < day_start))
}

fn days_on(date: Date, days: i64) -> Result<Date, WhenError> {
    Span::new().try_days(days).and_then(|span| date.checked_add(span)).map_err(|_| WhenError::OutOfReach)
}

fn later(now: &Zoned, hours: i64) -> Result<Zoned, WhenError> {
    let seconds = hours
        .checked_mul(3600)
        .and_then(|seconds| now.timestamp().as_second().checked_add(seconds))
        .ok_or(WhenError::OutOfReach)?;
    let stamp = Timestamp::from_second(seconds).map_err(|_| WhenError::OutOfReach)?;
    Ok(stamp.to_zoned(now.time_zone().clone()))
}

fn place(date: Date, time: Time, now: &Zoned) -> Result<Zoned, WhenError> {
    let zone: TimeZone = now.time_zone().clone();
    date.to_datetime(time).to_zoned(zone).map_err(|_| WhenError::OutOfReach)
}

/// As [`place`]; a time that occurs twice is the later one.
fn place_again(date: Date, time: Time, now: &Zoned) -> Result<Zoned, WhenError> {
    let zone: TimeZone = now.time_zone().clone();
    zone.into_ambiguous_zoned(date.to_datetime(time)).later().map_err(|_| WhenError::OutOfReach)
}

#[cfg(test)]
mod tests;
