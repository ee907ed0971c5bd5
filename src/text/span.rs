//! Durations as people write and read them. Pure; whole seconds throughout.
use super::narrow::{leading_number, narrow};
use thiserror::Error;

/// The longest duration that is taken: 24 hours, in seconds.
pub const LONGEST_S: i64 = 24 * 3600;

/// Why a text is no duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SpanError {
    /// Nothing was written.
    #[error("the duration is empty")]
    Empty,
    /// Not of the form `25m`, `1h30m`, `90s`, `25`.
    #[error("not a duration")]
    NotADuration,
    /// Below 0 where only a length makes sense.
    #[error("the duration is below 0")]
    Negative,
    /// It comes to 0 seconds.
    #[error("the duration is 0")]
    Zero,
    /// More than [`LONGEST_S`].
    #[error("the duration is longer than 24 hours")]
    TooLong,
}

/// The seconds of `25m`, `1h30m`, `1h 30`, `90s`, `25` (minutes), `1小时30分钟`: 1 to [`LONGEST_S`].
/// Units stand in falling order, each at most once; a bare number after hours means minutes.
///
/// # Errors
/// What is wrong with it, see [`SpanError`].
pub fn parse(text: &str) -> Result<i64, SpanError> {
    match parse_signed(text)? {
        seconds if seconds < 0 => Err(SpanError::Negative),
        seconds => Ok(seconds),
    }
}

/// As [`parse`], with an optional `+` or `-` in front: ±1 to ±[`LONGEST_S`] seconds.
///
/// # Errors
/// As [`parse`], but for [`SpanError::Negative`].
pub fn parse_signed(text: &str) -> Result<i64, SpanError> {
    let text = narrow(text);
    let (sign, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(&text)),
    };
    if text.is_empty() {
        return Err(SpanError::Empty);
    }
    match seconds(text)? {
        0 => Err(SpanError::Zero),
        seconds if seconds > LONGEST_S => Err(SpanError::TooLong),
        seconds => Ok(sign * seconds),
    }
}

fn seconds(text: &str) -> Result<i64, SpanError> {
    let mut total: i64 = 0;
    let mut smallest = i64::MAX;
    let mut rest = text;
    while !rest.is_empty() {
        let (number, after) = leading_number(rest).ok_or(SpanError::NotADuration)?;
        let after = after.trim_start();
        let end = after.find(|c: char| c.is_ascii_digit() || c == ' ').unwrap_or(after.len());
        let unit = match (&after[..end], smallest) {
            ("", i64::MAX | 3600) if after.is_empty() => 60,
            (name, _) => unit(name).ok_or(SpanError::NotADuration)?,
        };
        if unit >= smallest {
            return Err(SpanError::NotADuration);
        }
        smallest = unit;
        total = total.saturating_add(number.saturating_mul(unit));
        rest = after[end..].trim_start();
    }
    Ok(total)
}

fn unit(name: &str) -> Option<i64> {
    match name {
        "h" | "hr" | "hrs" | "hour" | "hours" | "小时" | "个小时" | "时" => Some(3600),
        "m" | "min" | "mins" | "minute" | "minutes" | "分钟" | "分" => Some(60),
        "s" | "sec" | "secs" | "second" | "seconds" | "秒钟" | "秒" => Some(1),
        _ => None,
    }
}

/// `seconds` as [`parse`] reads them, without empty parts: "1h30m", "25m", "1m30s", "0s", "-5m".
pub fn compact(seconds: i64) -> String {
    let rest = seconds.unsigned_abs();
    let mut said = String::from(if seconds < 0 { "-" } else { "" });
    for (number, unit) in [(rest / 3600, 'h'), (rest / 60 % 60, 'm'), (rest % 60, 's')] {
        if number > 0 || (rest == 0 && unit == 's') {
            said.push_str(&number.to_string());
            said.push(unit);
        }
    }
    said
}

/// `seconds` as on a clock: "18:42", "00:07", from an hour on "1:02:03"; below 0 with "-".
pub fn clock(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let rest = seconds.unsigned_abs();
    let (hours, minutes, seconds) = (rest / 3600, rest / 60 % 60, rest % 60);
    if hours > 0 {
        format!("{sign}{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{sign}{minutes:02}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("25m", 1500)]
    #[case("1h30m", 5400)]
    #[case("90s", 90)]
    #[case("25", 1500)]
    #[case("1h30", 5400)]
    #[case(" 1 h 30 min ", 5400)]
    #[case("1H5M3S", 3903)]
    #[case("90m", 5400)]
    #[case("24h", 86400)]
    #[case("1s", 1)]
    #[case("25分钟", 1500)]
    #[case("1小时", 3600)]
    #[case("1小时30分", 5400)]
    #[case("２５分钟", 1500)]
    fn reads(#[case] text: &str, #[case] expected: i64) {
        assert_eq!(parse(text), Ok(expected));
        assert_eq!(parse_signed(&format!("-{}", text.trim())), Ok(-expected));
    }

    #[rstest]
    #[case("", SpanError::Empty)]
    #[case("  ", SpanError::Empty)]
    #[case("-", SpanError::Empty)]
    #[case("0", SpanError::Zero)]
    #[case("0h0m", SpanError::Zero)]
    #[case("-5m", SpanError::Negative)]
    #[case("24h1s", SpanError::TooLong)]
    #[case("1441", SpanError::TooLong)]
    #[case("99999999999999999999999h", SpanError::TooLong)]
    #[case("m", SpanError::NotADuration)]
    #[case("1.5h", SpanError::NotADuration)]
    #[case("5m5m", SpanError::NotADuration)]
    #[case("5m1h", SpanError::NotADuration)]
    #[case("5m30", SpanError::NotADuration)]
    #[case("25 30", SpanError::NotADuration)]
    #[case("25x", SpanError::NotADuration)]
    #[case("--5m", SpanError::NotADuration)]
    #[case("五分钟", SpanError::NotADuration)]
    fn refuses(#[case] text: &str, #[case] expected: SpanError) {
        assert_eq!(parse(text), Err(expected));
    }

    #[test]
    fn shows() {
        assert_eq!(compact(5400), "1h30m");
        assert_eq!(compact(90), "1m30s");
        assert_eq!(compact(0), "0s");
        assert_eq!(compact(-300), "-5m");
        assert_eq!(clock(1122), "18:42");
        assert_eq!(clock(7), "00:07");
        assert_eq!(clock(3723), "1:02:03");
        assert_eq!(clock(-65), "-01:05");
        assert_eq!(clock(i64::MIN), "-2562047788015215:30:08");
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in any::<String>(), near in "[-+]?[0-9]{0,25}(h|m|s|分|小时| )?[0-9]{0,3}(m|s|秒)?") {
            for text in [text, near] {
                if let Ok(seconds) = parse_signed(&text) {
                    prop_assert!((1..=LONGEST_S).contains(&seconds.abs()));
                }
            }
        }

        #[test]
        fn what_is_shown_is_read_back(seconds in 1..=LONGEST_S) {
            prop_assert_eq!(parse(&compact(seconds)), Ok(seconds));
            prop_assert_eq!(parse_signed(&compact(-seconds)), Ok(-seconds));
        }
    }
}
