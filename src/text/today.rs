//! What is left of the day in plain words, the same in the header, the timer and `status`. Pure.
use super::locale::{Arg, Locale};
use crate::domain::{schedule::Schedule, status::Today};

/// What still fits into the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// In words: "5 more fit today", "8 of 12 fit today".
    pub text: String,
    /// Whether more is planned than fits.
    pub tight: bool,
}

/// What still fits into the work windows: of the plan, where there is one with something left of it; else
/// at all. None without windows.
pub fn left(locale: &Locale, today: &Today) -> Option<Left> {
    let left = today.left?;
    let count = |key: &str, count: i64| locale.with(key, &[("count", Arg::Int(count))]);
    let fit = today.fit().filter(|fit| fit.wanted > 0);
    let tight = fit.is_some_and(|fit| fit.fits < fit.wanted);
    let text = match fit {
        _ if today.ends_s.is_none() && left == 0 => locale.text("plan-work-over"),
        Some(fit) if tight && fit.fits > 0 => {
            locale.with("plan-fit", &[("planned", Arg::Int(fit.fits)), ("all", Arg::Int(fit.wanted))])
        }
        Some(fit) if !tight => count("plan-all-fit", fit.wanted),
        _ if left == 0 => locale.text("plan-none-fit"),
        _ => count("plan-more-fit", left),
    };
    Some(Left { text, tight })
}

/// When work ends today; none once it has.
pub fn work_ends(locale: &Locale, today: &Today) -> Option<String> {
    let seconds = today.ends_s?;
    // The end of the day is said as it is set, which no clock shows.
    let time = format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    Some(locale.with("plan-work-ends", &[("time", Arg::Text(&time))]))
}

/// How much of a plan still fits into its day, in words.
pub fn fits_text(schedule: &Schedule, capacity: u32, locale: &Locale) -> String {
    let count = |count: u32| Arg::Int(count.into());
    let (planned, over) = (schedule.planned, schedule.over());
    let args = [("planned", count(planned)), ("capacity", count(capacity)), ("over", count(over))];
    locale.with(if over > 0 { "plan-over" } else { "plan-fits" }, &args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::locale::Lang;
    use jiff::civil::date;

    fn today(planned: Option<i64>, left: Option<i64>, ends_s: Option<u32>) -> Today {
        Today {
            date: date(2026, 11, 23),
            pomodoros: 4,
            focus_s: 6000,
            planned,
            capacity: left.map(|_| 12),
            left,
            ends_s,
            load: None,
            goal: None,
            streak: 0,
        }
    }

    #[test]
    fn what_is_left_is_said_in_words() {
        let en = Locale::new(Lang::En);
        let said = |planned, fits, ends| left(&en, &today(planned, fits, ends)).map(|left| (left.text, left.tight));
        let words = |text: &str, tight| Some((text.to_owned(), tight));
        let end = Some(63_000);
        assert_eq!(said(None, None, None), None);
        assert_eq!(said(None, Some(5), end), words("5 more fit today", false));
        assert_eq!(said(None, Some(1), end), words("1 more fits today", false));
        assert_eq!(said(None, Some(0), end), words("no more fits today", false));
        assert_eq!(said(None, Some(0), None), words("work is over for today", false));
        assert_eq!(said(Some(12), Some(5), end), words("5 of 8 fit today", true));
        assert_eq!(said(Some(12), Some(0), end), words("no more fits today", true));
        assert_eq!(said(Some(7), Some(5), end), words("all 3 left fit today", false));
        assert_eq!(said(Some(4), Some(5), end), words("5 more fit today", false));
        assert_eq!(work_ends(&en, &today(None, Some(5), end)).as_deref(), Some("work ends 17:30"));
        assert_eq!(work_ends(&en, &today(None, Some(5), Some(86_400))).as_deref(), Some("work ends 24:00"));
    }
}
