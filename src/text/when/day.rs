//! The names and shapes of days, in English and Chinese → a date. Pure.
use super::{WhenError, days_on, iso_date};
use crate::text::narrow::leading_number;
use jiff::civil::{Date, Weekday};

/// A day that was named.
pub(super) struct Day {
    pub(super) date: Date,
    /// Written as a date of the calendar, not relative to today.
    pub(super) written_out: bool,
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The day of `text` (already narrowed), where `today` is the logical day.
pub(super) fn parse(text: &str, today: Date) -> Result<Day, WhenError> {
    if let Some((date, "")) = iso_date(text)? {
        return Ok(written_out(date));
    }
    let known = relative(text, today).or_else(|| ahead(text, today)).or_else(|| weekday(text, today));
    if let Some(date) = known {
        return date.map(|date| Day { date, written_out: false });
    }
    let (year, month, day) = english(text).or_else(|| chinese(text)).ok_or(WhenError::NotATime)?;
    calendar(year, month, day, today).map(written_out)
}

fn written_out(date: Date) -> Day {
    Day { date, written_out: true }
}

type Answer = Option<Result<Date, WhenError>>;

fn relative(text: &str, today: Date) -> Answer {
    Some(match text {
        "today" | "今天" | "今日" => Ok(today),
        "tomorrow" | "明天" | "明日" => days_on(today, 1),
        "yesterday" | "昨天" | "昨日" => days_on(today, -1),
        "前天" => days_on(today, -2),
        "后天" => days_on(today, 2),
        "大后天" => days_on(today, 3),
        "eow" | "周末" | "本周末" | "这周末" => days_on(today, 7 - monday_one(today.weekday())),
        "下周末" => days_on(today, 14 - monday_one(today.weekday())),
        "eom" | "月底" => Ok(today.last_of_month()),
        _ => return None,
    })
}

/// `+3d`, `+2w`, 3天后, 2周后.
fn ahead(text: &str, today: Date) -> Answer {
    let (plus, text) = match text.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (number, unit) = leading_number(text)?;
    let days = match (plus, unit.trim_start()) {
        (true, "d" | "day" | "days" | "天") => 1,
        (true, "w" | "week" | "weeks" | "周") => 7,
        (false, "天后" | "天以后" | "日后") => 1,
        (false, "周后" | "周以后" | "星期后" | "个星期后") => 7,
        _ => return None,
    };
    Some(days_on(today, number.saturating_mul(days)))
}

/// `fri`, 周五 (the next one, today excluded), 本周五 and 下周五 (in this and the next ISO week).
fn weekday(text: &str, today: Date) -> Answer {
    let now = monday_one(today.weekday());
    if let Some(number) = prefix_of(text, &WEEKDAYS) {
        return Some(days_on(today, days_until(number, now)));
    }
    let (week, name) = match text.chars().next()? {
        '本' | '这' => (Some(0), &text[3..]),
        '下' => (Some(7), text[3..].strip_prefix('个').unwrap_or(&text[3..])),
        _ => (None, text),
    };
    let name = ["周", "星期", "礼拜"].iter().find_map(|word| name.strip_prefix(word))?;
    let number = match name {
        "一" => 1,
        "二" => 2,
        "三" => 3,
        "四" => 4,
        "五" => 5,
        "六" => 6,
        "日" | "天" => 7,
        _ => return None,
    };
    let days = match week {
        Some(week) => week + number - now,
        None => days_until(number, now),
    };
    Some(days_on(today, days))
}

fn monday_one(weekday: Weekday) -> i64 {
    weekday.to_monday_one_offset().into()
}

/// 1 to 7 days.
fn days_until(number: i64, now: i64) -> i64 {
    (number - now - 1).rem_euclid(7) + 1
}

/// The number, from 1, of the only name that begins with `text`, which has 3 letters or more.
fn prefix_of(text: &str, names: &[&str]) -> Option<i64> {
    if text.len() < 3 {
        return None;
    }
    let at = names.iter().position(|name| name.starts_with(text))?;
    i64::try_from(at + 1).ok()
}

type Parts = (Option<i64>, i64, i64);

/// `12 dec`, `dec 12`, `12dec`, `12 dec 2027`, `dec 12, 2027` → year, month, day.
fn english(text: &str) -> Option<Parts> {
    let mut apart = String::with_capacity(text.len());
    for c in text.chars() {
        let last = apart.chars().next_back();
        let turns = |a: char, b: char| a.is_ascii_digit() && b.is_ascii_alphabetic();
        if last.is_some_and(|last| turns(last, c) || turns(c, last)) {
            apart.push(' ');
        }
        apart.push(c);
    }
    let mut words = apart.split([' ', ',']).filter(|word| !word.is_empty());
    let (first, second) = (words.next()?, words.next()?);
    let year = match words.next() {
        None => None,
        Some(word) => Some(whole_number(word).filter(|_| word.len() == 4)?),
    };
    if words.next().is_some() {
        return None;
    }
    let (month, day) = match prefix_of(first, &MONTHS) {
        Some(month) => (month, whole_number(second)?),
        None => (prefix_of(second, &MONTHS)?, whole_number(first)?),
    };
    Some((year, month, day))
}

/// 12月1日, 12月1号, 2027年12月1日 → year, month, day.
fn chinese(text: &str) -> Option<Parts> {
    let (year, text) = match text.split_once('年') {
        Some((year, rest)) => (Some(whole_number(year)?), rest),
        None => (None, text),
    };
    let (month, day) = text.split_once('月')?;
    let day = day.strip_suffix(['日', '号'])?;
    Some((year, whole_number(month)?, whole_number(day)?))
}

fn whole_number(text: &str) -> Option<i64> {
    leading_number(text).and_then(|(number, rest)| rest.is_empty().then_some(number))
}

/// That day of that year, or without one the next such day, today included. Leap days are at most
/// eight years apart.
fn calendar(year: Option<i64>, month: i64, day: i64, today: Date) -> Result<Date, WhenError> {
    let make = |year: i64| {
        let (year, month, day) = (year.try_into(), month.try_into(), day.try_into());
        Date::new(year.ok()?, month.ok()?, day.ok()?).ok()
    };
    let this = i64::from(today.year());
    match year {
        Some(year) => make(year),
        None => (this..=this + 8).filter_map(make).find(|&date| date >= today),
    }
    .ok_or(WhenError::NoSuchDate)
}
