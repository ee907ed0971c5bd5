//! Dates, times, durations and numbers in the reader's order. Pure.
use super::{Arg, Locale};
use jiff::civil::{Date, Time, Weekday};

/// What stands for a number that does not exist.
const NOTHING: &str = "–";

impl Locale {
    /// A whole date: "Sun 22 Nov 2026", "2026年11月22日 周日".
    pub fn date(&self, date: Date) -> String {
        self.with(
            "date-full",
            &[
                ("weekday", Arg::Text(&self.weekday(date.weekday()))),
                ("day", Arg::Int(date.day().into())),
                ("month", Arg::Text(&self.month(date.month()))),
                ("year", Arg::Int(date.year().into())),
            ],
        )
    }

    /// A date without its year: "22 Nov", "11月22日".
    pub fn short_date(&self, date: Date) -> String {
        self.with(
            "date-short",
            &[("day", Arg::Int(date.day().into())), ("month", Arg::Text(&self.month(date.month())))],
        )
    }

    /// A weekday in short: "Sun", "周日".
    pub fn weekday(&self, weekday: Weekday) -> String {
        let number = weekday.to_monday_one_offset();
        self.text(&format!("date-weekday-{number}"))
    }

    /// A month in short, 1–12: "Nov", "11月".
    fn month(&self, month: i8) -> String {
        self.text(&format!("date-month-{month}"))
    }

    /// An ISO week number as a heading: "week 47", "第 47 周".
    pub fn week(&self, week: i8) -> String {
        self.with("date-week", &[("week", Arg::Int(week.into()))])
    }

    /// Hours and minutes on the 24-hour clock: "14:25".
    pub fn clock(&self, time: Time) -> String {
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    /// A duration of `seconds` in hours and minutes, the rest dropped: "2 h 31 min",
    /// "2 小时 31 分"; "2 h" and "31 min" where the other part is 0; a negative one with "-".
    pub fn minutes_of(&self, seconds: i64) -> String {
        let minutes = seconds.unsigned_abs() / 60;
        let sign = if seconds < 0 && minutes > 0 { "-" } else { "" };
        // Below 2^59 after the division, so both fit.
        let (hours, rest) = ((minutes / 60) as i64, (minutes % 60) as i64);
        let (h, m) = (("hours", Arg::Int(hours)), ("minutes", Arg::Int(rest)));
        let said = match (hours, rest) {
            (0, _) => self.with("date-span-minutes", &[m]),
            (_, 0) => self.with("date-span-hours", &[h]),
            _ => self.with("date-span-both", &[h, m]),
        };
        format!("{sign}{said}")
    }

    /// `number` with so many decimals (at most 9), rounded half to even as it prints: "82.0"; never
    /// "-0"; "–" where it is not finite.
    pub fn number(&self, number: f64, decimals: usize) -> String {
        if !number.is_finite() {
            return NOTHING.to_owned();
        }
        let digits = format!("{number:.*}", decimals.min(9));
        match digits.strip_prefix('-') {
            Some(zero) if zero.bytes().all(|b| matches!(b, b'0' | b'.')) => zero.to_owned(),
            _ => digits,
        }
    }

    /// As [`number`](Self::number) with "+" before what is above 0 once rounded: "+6.0", "-2.5", "0.0".
    pub fn signed(&self, number: f64, decimals: usize) -> String {
        let digits = self.number(number, decimals);
        let above = digits.bytes().any(|b| matches!(b, b'1'..=b'9')) && !digits.starts_with('-');
        if above { format!("+{digits}") } else { digits }
    }

    /// A share (1 = all) as percent: "30 %", "30%"; "–" where it is not finite.
    pub fn percent(&self, share: f64, decimals: usize) -> String {
        if !(share * 100.0).is_finite() {
            return NOTHING.to_owned();
        }
        self.with("date-percent", &[("number", Arg::Num(share * 100.0, decimals))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::locale::Lang;
    use jiff::civil::{date, time};

    fn both() -> (Locale, Locale) {
        (Locale::new(Lang::En), Locale::new(Lang::ZhCn))
    }

    #[test]
    fn dates() {
        let (en, zh) = both();
        let sunday = date(2026, 11, 22);
        assert_eq!(en.date(sunday), "Sun 22 Nov 2026");
        assert_eq!(zh.date(sunday), "2026年11月22日 周日");
        assert_eq!(en.short_date(sunday), "22 Nov");
        assert_eq!(zh.short_date(sunday), "11月22日");
        assert_eq!(en.week(47), "week 47");
        assert_eq!(zh.week(47), "第 47 周");
        assert_eq!(en.clock(time(9, 5, 59, 0)), "09:05");
    }

    #[test]
    fn every_weekday_and_month_has_a_name_of_its_own() {
        for locale in [both().0, both().1] {
            let names: std::collections::BTreeSet<_> = (1..=12)
                .map(|month| locale.month(month))
                .chain((1..=7).map(|n| locale.weekday(Weekday::from_monday_one_offset(n).unwrap())))
                .collect();
            assert_eq!(names.len(), 19);
            assert!(names.iter().all(|name| !name.contains('-')));
        }
    }

    #[test]
    fn durations() {
        let (en, zh) = both();
        assert_eq!(en.minutes_of(9060), "2 h 31 min");
        assert_eq!(zh.minutes_of(9060), "2 小时 31 分");
        assert_eq!(en.minutes_of(7200), "2 h");
        assert_eq!(en.minutes_of(59), "0 min");
        assert_eq!(en.minutes_of(-59), "0 min");
        assert_eq!(en.minutes_of(-300), "-5 min");
        assert_eq!(en.minutes_of(i64::MIN), "-2562047788015215 h 30 min");
    }

    #[test]
    fn numbers() {
        let (en, zh) = both();
        assert_eq!(en.number(82.0, 1), "82.0");
        assert_eq!(en.number(-0.04, 1), "0.0");
        assert_eq!(en.number(f64::NAN, 1), "–");
        assert_eq!(en.signed(6.0, 1), "+6.0");
        assert_eq!(en.signed(-6.0, 1), "-6.0");
        assert_eq!(en.signed(0.04, 1), "0.0");
        assert_eq!(en.signed(f64::INFINITY, 1), "–");
        assert_eq!(en.percent(0.3, 0), "30 %");
        assert_eq!(zh.percent(0.3, 0), "30%");
        assert_eq!(en.percent(f64::MAX, 0), "–");
    }
}
