//! How text is set: the language, colours or none, the width. Pure.
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    domain::{model::Model, moment::Moment, task::Due},
    text::locale::{Arg, Locale},
};

/// What a piece of text means, as far as colour can show it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// Of less weight.
    Dim,
    /// What the eye should find first.
    Strong,
    /// Good news.
    Good,
    /// Something to look after.
    Warn,
    /// Bad news.
    Bad,
}

/// How text is set for the reader at hand.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The reader's language.
    pub locale: &'a Locale,
    /// Whether colours are wanted.
    pub color: bool,
    /// Columns of the terminal; none where the reader is a file or a pipe.
    pub columns: Option<usize>,
    /// Only ASCII symbols.
    pub ascii: bool,
}

impl Page<'_> {
    /// `text` in the colour of its meaning; as it is where colours are not wanted.
    pub fn tone(&self, tone: Tone, text: &str) -> String {
        let code = match tone {
            Tone::Dim => "2",
            Tone::Strong => "1",
            Tone::Good => "32",
            Tone::Warn => "33",
            Tone::Bad => "31",
            Tone::Plain => return text.to_owned(),
        };
        if self.color && !text.is_empty() { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// A line of parts with the sign between them that the lists of the program use; empty parts are
    /// left out.
    pub fn join(&self, parts: &[String]) -> String {
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        parts.join(if self.ascii { " - " } else { " · " })
    }

    /// What stands for a value that there is none of.
    pub fn nothing(&self) -> &'static str {
        if self.ascii { "-" } else { "–" }
    }

    /// A number with one decimal, or the sign for none.
    pub fn score(&self, score: Option<f64>) -> String {
        score.filter(|score| score.is_finite()).map_or(self.nothing().to_owned(), |s| self.locale.number(s, 1))
    }

    /// As [`score`](Self::score) with a sign in front of what is above 0.
    pub fn change(&self, change: Option<f64>) -> String {
        change.filter(|change| change.is_finite()).map_or(self.nothing().to_owned(), |d| self.locale.signed(d, 1))
    }

    /// When something is due, from the reader's point of view: "4 d late", "today 18:00", "30 Apr".
    pub fn due(&self, model: &Model, due: Due, now: &Moment) -> String {
        let at = model.due_at(due, now);
        let late_ms = now.wall.timestamp().as_millisecond() - at.as_millisecond();
        if late_ms > 86_400_000 {
            return self.locale.with("task-late", &[("days", Arg::Int(late_ms / 86_400_000))]);
        }
        match due {
            Due::Day(date) => self.day(date, model, now),
            Due::At(_) => self.instant(at, now.wall.time_zone(), model, now),
        }
    }

    /// A date near now by its name, others in short, those of other years in full.
    pub fn day(&self, date: jiff::civil::Date, model: &Model, now: &Moment) -> String {
        let today = model.today(now);
        if date == today {
            return self.locale.text("date-today");
        }
        if today.tomorrow().is_ok_and(|tomorrow| tomorrow == date) {
            return self.locale.text("date-tomorrow");
        }
        if today.yesterday().is_ok_and(|yesterday| yesterday == date) {
            return self.locale.text("date-yesterday");
        }
        if date.year() == today.year() { self.locale.short_date(date) } else { self.locale.date(date) }
    }

    /// A point in time: its day as [`day`](Self::day) says it, and the clock.
    pub fn instant(&self, at: Timestamp, zone: &TimeZone, model: &Model, now: &Moment) -> String {
        let local = zone.to_datetime(at);
        format!("{} {}", self.day(local.date(), model, now), self.locale.clock(local.time()))
    }
}
