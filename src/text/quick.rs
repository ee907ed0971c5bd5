//! Quick entry: a task in one line, `write thesis !5 @fri ~3 #project +tag *week`, read and printed. Pure; the caller
//! reads the clock.
mod print;

pub use print::print;

use std::ops::Range;

use jiff::{Zoned, civil::Time};

use super::{
    locale::{Arg, Locale},
    narrow::narrow,
    when::{self, When, WhenError},
};
use crate::domain::{
    command::{Refusal, TaskEdit},
    limits,
    stamp::Stamp,
    task::{Due, Pomodoros, Rank, Repeat, Task},
};

/// Words of the longest date, `12 dec 2027 14:30`.
const MOST_DATE_WORDS: usize = 4;
/// Least estimate that can be entered, in pomodoros.
const LEAST: f64 = 0.1;

/// A task as one line says it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quick {
    /// What; its words with one space between them.
    pub title: String,
    /// `!5`.
    pub importance: Option<Rank>,
    /// `@2026-12-01`, `@tomorrow`, `@12 dec`, `@fri 14:30`, `@周五`.
    pub due: Option<Due>,
    /// `~3`.
    pub estimate: Option<Pomodoros>,
    /// `#project`, `#"two words"`.
    pub project: Option<String>,
    /// `+tag`.
    pub tags: Vec<String>,
    /// `*day`, `*weekday`, `*week`, `*month`.
    pub repeat: Option<Repeat>,
    /// `!unplanned` or `!u`; `!planned` or `!p`.
    pub unplanned: Option<bool>,
}

/// What a piece of the line was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// A word of the title.
    Title,
    /// `!`: importance, or whether it was planned.
    Importance,
    /// `@`.
    Due,
    /// `~`.
    Estimate,
    /// `#`.
    Project,
    /// `+`.
    Tag,
    /// `*`.
    Repeat,
}

/// A piece of the line.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Its bytes in the line.
    pub span: Range<usize>,
    /// What it was taken for.
    pub kind: PieceKind,
    /// What is wrong with it.
    pub fault: Option<FaultKind>,
}

/// What is wrong with a piece.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultKind {
    /// Not a whole number from 1 to 5.
    Importance,
    /// Not a date or deadline.
    When(WhenError),
    /// Not a number from 0.1 to 999.
    Estimate,
    /// Not day, weekday, week or month.
    Repeat,
    /// Not a text that the field takes.
    Refused(Refusal),
    /// The line says it twice.
    Twice,
    /// A quote that is not closed.
    Unclosed,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq)]
pub enum QuickFault {
    /// A piece of it.
    Piece {
        /// As it was written.
        text: String,
        /// What is wrong.
        kind: FaultKind,
    },
    /// Nothing is left for a title.
    NoTitle,
}

/// What was understood of a line, as far as it goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The pieces in order.
    pub pieces: Vec<Piece>,
    /// The task so far; pieces that are wrong are not in it.
    pub quick: Quick,
}

/// Reads a line as far as it goes: for showing beneath it while it is typed. A word that begins with one of
/// `! @ ~ # + *` is a field (full-width forms mean the same), unless there is nothing else in it or a backslash stands
/// before it; values with spaces stand in double quotes. After `@` the longest run of words that is a date or a date with
/// a time counts, as in `@12 dec 14:30`; quotes end it earlier.
pub fn read(line: &str, now: &Zoned, day_start: Time) -> Reading {
    let mut reading = Reading::default();
    let mut words: Vec<String> = Vec::new();
    let mut spans = pieces(line).into_iter().peekable();
    while let Some(mut span) = spans.next() {
        let more: Vec<Range<usize>> = spans.clone().take(MOST_DATE_WORDS - 1).collect();
        for _ in 0..date_words(line, &span, &more, now, day_start) {
            span.end = spans.next().map_or(span.end, |next| next.end);
        }
        let text = &line[span.clone()];
        let (kind, fault) = match field(text) {
            None => {
                words.push(unescaped(text).to_owned());
                (PieceKind::Title, None)
            }
            Some((kind, value)) => {
                let taken = value.map_err(|()| FaultKind::Unclosed);
                let taken = taken.and_then(|value| take(&mut reading.quick, kind, &value, now, day_start));
                (kind, taken.err())
            }
        };
        reading.pieces.push(Piece { span, kind, fault });
    }
    reading.quick.title = words.join(" ");
    reading
}

/// The task that a line says.
///
/// # Errors
/// The first piece that is wrong, or that no title is left.
pub fn parse(line: &str, now: &Zoned, day_start: Time) -> Result<Quick, QuickFault> {
    let Reading { pieces, quick } = read(line, now, day_start);
    for Piece { span, fault, .. } in pieces {
        if let Some(kind) = fault {
            return Err(QuickFault::Piece { text: line[span].to_owned(), kind });
        }
    }
    if quick.title.is_empty() { Err(QuickFault::NoTitle) } else { Ok(quick) }
}

impl From<&Task> for Quick {
    /// What of a task a line can say: its urgency, note and what it waits for are not in it.
    fn from(task: &Task) -> Self {
        Self {
            title: task.title.clone(),
            importance: Some(task.importance),
            due: task.due,
            estimate: task.estimates.last().copied(),
            project: task.project.clone(),
            tags: task.tags.clone(),
            repeat: task.repeat,
            unplanned: task.unplanned.then_some(true),
        }
    }
}

impl From<Quick> for TaskEdit {
    fn from(quick: Quick) -> Self {
        Self {
            title: Some(quick.title),
            importance: quick.importance.map(|importance| i64::from(importance.level())),
            due: quick.due.map(Some),
            estimate: quick.estimate.map(|estimate| Some(estimate.count())),
            project: quick.project.map(Some),
            tags: (!quick.tags.is_empty()).then_some(quick.tags),
            repeat: quick.repeat.map(Some),
            unplanned: quick.unplanned,
            ..Self::default()
        }
    }
}

impl QuickFault {
    /// What is wrong and what to write instead.
    pub fn text(&self, locale: &Locale) -> String {
        let Self::Piece { text, kind } = self else { return locale.text("task-quick-no-title") };
        let say = |key: &str| locale.with(key, &[("text", Arg::Text(text))]);
        match kind {
            FaultKind::Importance => say("task-quick-importance"),
            FaultKind::When(WhenError::NoSuchDate) => say("error-no-such-date"),
            FaultKind::When(WhenError::OutOfReach) => say("error-date-out-of-reach"),
            FaultKind::When(_) => say("error-not-a-when"),
            FaultKind::Estimate => say("task-quick-estimate"),
            FaultKind::Repeat => say("task-quick-repeat"),
            FaultKind::Twice => say("task-quick-twice"),
            FaultKind::Unclosed => say("task-quick-unclosed"),
            FaultKind::Refused(refusal) => {
                let why = super::refusal::refusal_text(locale, refusal);
                locale.with("task-quick-refused", &[("text", Arg::Text(text)), ("why", Arg::Text(&why))])
            }
        }
    }
}

/// The ASCII form of a sign that begins a field.
fn sigil(c: char) -> Option<PieceKind> {
    match c {
        '!' | '！' => Some(PieceKind::Importance),
        '@' | '＠' => Some(PieceKind::Due),
        '~' | '～' => Some(PieceKind::Estimate),
        '#' | '＃' => Some(PieceKind::Project),
        '+' | '＋' => Some(PieceKind::Tag),
        '*' | '＊' => Some(PieceKind::Repeat),
        _ => None,
    }
}

/// The quote that closes one.
fn closing(c: char) -> Option<char> {
    match c {
        '"' | '＂' => Some(c),
        '“' => Some('”'),
        _ => None,
    }
}

/// How many of the words after a due date belong to it: `14:30` after `@fri`, `dec` after `@12`.
fn date_words(line: &str, first: &Range<usize>, more: &[Range<usize>], now: &Zoned, day_start: Time) -> usize {
    let text = &line[first.clone()];
    let Some((PieceKind::Due, Ok(value))) = field(text) else { return 0 };
    if text.chars().nth(1).and_then(closing).is_some() {
        return 0;
    }
    let plain = more.iter().map(|span| &line[span.clone()]).take_while(|word| field(word).is_none());
    let mut date = value;
    let mut meant = when::when(&date, now, day_start).is_ok().then_some(0);
    let mut impossible = None;
    for (count, word) in (1..).zip(plain) {
        date = format!("{date} {word}");
        match when::when(&date, now, day_start) {
            Ok(_) => meant = Some(count),
            // A day that no calendar has was meant as a date all the same.
            Err(WhenError::NoSuchDate | WhenError::OutOfReach) => impossible = Some(count),
            Err(WhenError::Empty | WhenError::NotATime) => {}
        }
    }
    meant.or(impossible).unwrap_or(0)
}

/// The words of a line; a quoted value after a sign belongs to its word, spaces and all.
fn pieces(line: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut rest = line.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() {
            continue;
        }
        let close = sigil(first).and_then(|_| rest.peek().copied()).and_then(|(_, c)| closing(c));
        let mut end = start + first.len_utf8();
        if let Some(close) = close {
            rest.next();
            end = line.len();
            let mut escaped = false;
            for (at, c) in rest.by_ref() {
                if c == close && !escaped {
                    end = at + c.len_utf8();
                    break;
                }
                escaped = c == '\\' && !escaped;
            }
        } else {
            while let Some((at, c)) = rest.next_if(|(_, c)| !c.is_whitespace()) {
                end = at + c.len_utf8();
            }
        }
        spans.push(start..end);
    }
    spans
}

/// The field of a word and its value, `Err` where a quote is not closed; `None`: a word of the title.
fn field(text: &str) -> Option<(PieceKind, Result<String, ()>)> {
    let mut chars = text.chars();
    let kind = sigil(chars.next()?)?;
    let value = chars.as_str();
    if value.chars().all(|c| sigil(c).is_some()) {
        return None;
    }
    let Some(close) = value.chars().next().and_then(closing) else { return Some((kind, Ok(value.to_owned()))) };
    let mut inner = String::new();
    let mut escaped = false;
    for c in value.chars().skip(1) {
        if escaped {
            inner.push(c);
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == close {
            return Some((kind, Ok(inner)));
        } else {
            inner.push(c);
        }
    }
    Some((kind, Err(())))
}

fn take(quick: &mut Quick, kind: PieceKind, value: &str, now: &Zoned, day_start: Time) -> Result<(), FaultKind> {
    fn once<T>(slot: &mut Option<T>, value: T) -> Result<(), FaultKind> {
        if slot.is_some() {
            return Err(FaultKind::Twice);
        }
        *slot = Some(value);
        Ok(())
    }
    match kind {
        PieceKind::Title => Ok(()),
        PieceKind::Importance => {
            match narrow(value).as_str() {
                "u" | "unplanned" | "计划外" => return once(&mut quick.unplanned, true),
                "p" | "planned" | "计划内" => return once(&mut quick.unplanned, false),
                _ => {}
            }
            let rank = narrow(value).parse().ok().and_then(Rank::new).ok_or(FaultKind::Importance)?;
            once(&mut quick.importance, rank)
        }
        PieceKind::Due => {
            let due = match when::when(value, now, day_start).map_err(FaultKind::When)? {
                When::Clear => return Ok(()),
                When::At(at) => Due::At(Stamp::from(&at)),
                When::Day { date, .. } => Due::Day(date),
            };
            once(&mut quick.due, due)
        }
        PieceKind::Estimate => {
            let value = narrow(value);
            let plain = value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            let count = value.parse().ok().filter(|count: &f64| plain && *count >= LEAST);
            once(&mut quick.estimate, count.and_then(Pomodoros::new).ok_or(FaultKind::Estimate)?)
        }
        PieceKind::Project => {
            let project = limits::line(value, "project", limits::TITLE).map_err(FaultKind::Refused)?;
            once(&mut quick.project, project)
        }
        PieceKind::Tag => {
            let tag = limits::tag(value).map_err(FaultKind::Refused)?;
            if quick.tags.contains(&tag) {
                return Err(FaultKind::Twice);
            }
            quick.tags.push(tag);
            Ok(())
        }
        PieceKind::Repeat => once(&mut quick.repeat, repeat(value).ok_or(FaultKind::Repeat)?),
    }
}

/// How often something comes back, in English and Chinese.
pub fn repeat(text: &str) -> Option<Repeat> {
    Some(match narrow(text).as_str() {
        "day" | "daily" | "天" | "每天" | "日" | "每日" => Repeat::Day,
        "weekday" | "weekdays" | "工作日" | "每个工作日" => Repeat::Weekday,
        "week" | "weekly" | "周" | "每周" => Repeat::Week,
        "month" | "monthly" | "月" | "每月" => Repeat::Month,
        _ => return None,
    })
}

fn unescaped(word: &str) -> &str {
    match word.strip_prefix('\\') {
        Some(rest) if rest.starts_with(|c| c == '\\' || sigil(c).is_some()) => rest,
        _ => word,
    }
}

#[cfg(test)]
mod tests;
