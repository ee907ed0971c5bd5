//! Finding tasks: words that the title holds, fuzzily, and terms such as `#project +tag q:1 due:late`. Pure.
use jiff::Timestamp;
use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{AtomKind, CaseMatching, Normalization, Pattern},
};

use super::{
    locale::{Arg, Locale},
    narrow::narrow,
};
use crate::domain::{
    agenda::Row,
    model::Model,
    moment::Moment,
    priority::{Band, Quadrant},
    task::{Rank, Task},
    week::{Week, day_bounds},
};

/// How deep saved filters may name each other.
const DEPTH: usize = 8;

/// What a task must be to be found.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    words: Option<Pattern>,
    terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq)]
enum Term {
    Project(String),
    Tag(String),
    Importance(Rank),
    Quadrant(Quadrant),
    Band(Band),
    Due(Span),
    Is(State),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Span {
    Late,
    Today,
    Week,
    Unset,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Pinned,
    Blocked,
    Blocking,
    Unplanned,
    Repeating,
}

/// What is wrong with a filter.
#[derive(Clone, Debug, PartialEq)]
pub enum FilterError {
    /// A term with a value that it does not take.
    Value {
        /// As it was written.
        text: String,
        /// What it takes.
        known: &'static str,
    },
    /// There is no saved filter of that name.
    NoSuchFilter {
        /// The name.
        name: String,
        /// The names that there are.
        known: String,
    },
    /// Saved filters name each other without end.
    Endless {
        /// The name at which it was noticed.
        name: String,
    },
}

impl FilterError {
    /// What is wrong and what to write instead.
    pub fn text(&self, locale: &Locale) -> String {
        match self {
            Self::Value { text, known } => {
                locale.with("task-filter-value", &[("text", Arg::Text(text)), ("known", Arg::Text(known))])
            }
            Self::NoSuchFilter { name, known } if known.is_empty() => {
                locale.with("task-filter-none-saved", &[("name", Arg::Text(name))])
            }
            Self::NoSuchFilter { name, known } => {
                locale.with("task-filter-no-such", &[("name", Arg::Text(name)), ("known", Arg::Text(known))])
            }
            Self::Endless { name } => locale.with("task-filter-endless", &[("name", Arg::Text(name))]),
        }
    }
}

impl Filter {
    /// Reads a filter. `saved` are the filters that `@name` stands for. Terms and their values:
    /// - `#project` and `+tag`, by how they begin, in any case; `!5`: that importance;
    /// - `q:1` to `q:4`; `band:high|medium|low`; `due:late|today|week|none`;
    /// - `is:pinned|blocked|blocking|unplanned|repeating`.
    ///
    /// All other words are looked for in the title: their letters in order, not necessarily next to each other.
    ///
    /// # Errors
    /// A term whose value is not one of these, or a saved filter that is not there.
    pub fn parse(text: &str, saved: &[(String, String)]) -> Result<Self, FilterError> {
        match Self::read(text, saved) {
            (filter, None) => Ok(filter),
            (_, Some(error)) => Err(error),
        }
    }

    /// Reads a filter as far as it goes: for finding while it is typed. Terms that are wrong find everything; the first
    /// of them is told.
    pub fn read(text: &str, saved: &[(String, String)]) -> (Self, Option<FilterError>) {
        let mut filter = Self::default();
        let mut words = Vec::new();
        let mut wrong = None;
        for word in text.split_whitespace() {
            let (terms, before) = (filter.terms.len(), words.len());
            if let Err(error) = filter.take(word, saved, DEPTH, &mut words) {
                filter.terms.truncate(terms);
                words.truncate(before);
                wrong.get_or_insert(error);
            }
        }
        if !words.is_empty() {
            let words = words.join(" ");
            filter.words = Some(Pattern::new(&words, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy));
        }
        (filter, wrong)
    }

    fn take(
        &mut self,
        text: &str,
        saved: &[(String, String)],
        depth: usize,
        words: &mut Vec<String>,
    ) -> Result<(), FilterError> {
        for word in text.split_whitespace() {
            let plain = narrow(word);
            let value = plain.get(1..).unwrap_or_default();
            match plain.chars().next() {
                // The sign alone: its value is still to be typed.
                Some('#' | '+' | '@' | '!') if value.is_empty() => {}
                Some('#') => self.terms.push(Term::Project(value.to_lowercase())),
                Some('+') => self.terms.push(Term::Tag(value.to_lowercase())),
                Some('@') => {
                    let name = value.to_owned();
                    let found = saved.iter().find(|(known, _)| known.to_lowercase() == value.to_lowercase());
                    let Some((_, text)) = found else {
                        let known: Vec<_> = saved.iter().map(|(known, _)| format!("@{known}")).collect();
                        return Err(FilterError::NoSuchFilter { name, known: known.join(", ") });
                    };
                    let deeper = depth.checked_sub(1).ok_or(FilterError::Endless { name })?;
                    self.take(text, saved, deeper, words)?;
                }
                Some('!') => {
                    let rank = value.parse().ok().and_then(Rank::new);
                    self.terms.push(Term::Importance(rank.ok_or_else(|| wrong(word, "!1 !2 !3 !4 !5"))?));
                }
                _ => match plain.split_once(':').and_then(|(name, value)| term(name, value)) {
                    Some(Ok(term)) => self.terms.push(term),
                    Some(Err(known)) => return Err(wrong(word, known)),
                    None => words.push(word.to_owned()),
                },
            }
        }
        Ok(())
    }

    /// Whether every task is found.
    pub fn is_empty(&self) -> bool {
        self.words.is_none() && self.terms.is_empty()
    }

    /// The places of the rows that are found: in their order, or where words are looked for the best first.
    pub fn apply(&self, rows: &[Row<'_>], model: &Model, now: &Moment) -> Vec<usize> {
        self.find(rows.iter().map(Candidate::from), model, now)
    }

    /// As [`Self::apply`], with the little that it looks at.
    pub fn find<'a>(&self, candidates: impl Iterator<Item = Candidate<'a>>, model: &Model, now: &Moment) -> Vec<usize> {
        let days = Days::of(model, now);
        let fits = |candidate: &Candidate<'_>| self.terms.iter().all(|term| term.fits(candidate, &days));
        let fitting = candidates.enumerate().filter(|(_, candidate)| fits(candidate));
        let Some(pattern) = &self.words else { return fitting.map(|(place, _)| place).collect() };
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut found: Vec<(u32, usize)> = fitting
            .filter_map(|(place, candidate)| {
                Some((pattern.score(letters(&candidate.task.title, &mut buffer), &mut matcher)?, place))
            })
            .collect();
        found.sort_by_key(|(score, place)| (std::cmp::Reverse(*score), *place));
        found.into_iter().map(|(_, place)| place).collect()
    }
}

/// What a filter looks at.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The task.
    pub task: &'a Task,
    /// Its quadrant.
    pub quadrant: Quadrant,
    /// The band of its score.
    pub band: Band,
    /// When it is due.
    pub due: Option<Timestamp>,
    /// Whether it is overdue.
    pub late: bool,
    /// Whether it is pinned today.
    pub pinned: bool,
    /// Whether it waits for an open task.
    pub blocked: bool,
    /// Whether an open task waits for it.
    pub blocking: bool,
}

impl<'a> From<&Row<'a>> for Candidate<'a> {
    fn from(row: &Row<'a>) -> Self {
        Self {
            task: row.task,
            quadrant: row.score.quadrant,
            band: row.score.band,
            due: row.due,
            late: row.is_late(),
            pinned: row.pinned,
            blocked: row.blocked,
            blocking: !row.blocks.is_empty(),
        }
    }
}

/// A text as the matcher takes it, character by character: joining them into what is seen as one would cost ten times
/// as much and change nothing for whole words.
fn letters<'a>(text: &'a str, buffer: &'a mut Vec<char>) -> Utf32Str<'a> {
    if text.is_ascii() {
        return Utf32Str::Ascii(text.as_bytes());
    }
    buffer.clear();
    buffer.extend(text.chars());
    Utf32Str::Unicode(buffer)
}

fn wrong(text: &str, known: &'static str) -> FilterError {
    FilterError::Value { text: text.to_owned(), known }
}

/// A term by name; `None`: no term goes by that name, `Err`: what it takes.
fn term(name: &str, value: &str) -> Option<Result<Term, &'static str>> {
    Some(match name {
        "q" => Quadrant::from_word(&format!("Q{value}")).map(Term::Quadrant).ok_or("q:1 q:2 q:3 q:4"),
        "band" => Band::from_word(value).map(Term::Band).ok_or("band:high band:medium band:low"),
        "due" => match value {
            "late" => Ok(Term::Due(Span::Late)),
            "today" => Ok(Term::Due(Span::Today)),
            "week" => Ok(Term::Due(Span::Week)),
            "none" => Ok(Term::Due(Span::Unset)),
            _ => Err("due:late due:today due:week due:none"),
        },
        "is" => match value {
            "pinned" => Ok(Term::Is(State::Pinned)),
            "blocked" => Ok(Term::Is(State::Blocked)),
            "blocking" => Ok(Term::Is(State::Blocking)),
            "unplanned" => Ok(Term::Is(State::Unplanned)),
            "repeating" => Ok(Term::Is(State::Repeating)),
            _ => Err("is:pinned is:blocked is:blocking is:unplanned is:repeating"),
        },
        _ => return None,
    })
}

/// The bounds of today and of the end of this week.
struct Days {
    today: (Timestamp, Timestamp),
    week_end: Timestamp,
}

impl Days {
    fn of(model: &Model, now: &Moment) -> Self {
        let (start, zone) = (model.rules.day.start, now.wall.time_zone());
        let today = model.today(now);
        let sunday = Week::of(today).plus(1).monday().yesterday().unwrap_or(today);
        Self { today: day_bounds(today, start, zone), week_end: day_bounds(sunday, start, zone).1 }
    }
}

impl Term {
    fn fits(&self, row: &Candidate<'_>, days: &Days) -> bool {
        let task = row.task;
        let begins = |text: &str, with: &str| {
            // Most of it is ASCII, and then nothing has to be allocated.
            text.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with))
                || !text.is_ascii() && text.to_lowercase().starts_with(with)
        };
        match self {
            Self::Project(with) => task.project.as_ref().is_some_and(|project| begins(project, with)),
            Self::Tag(with) => task.tags.iter().any(|tag| begins(tag, with)),
            Self::Importance(rank) => task.importance == *rank,
            Self::Quadrant(quadrant) => row.quadrant == *quadrant,
            Self::Band(band) => row.band == *band,
            Self::Due(Span::Late) => row.late,
            Self::Due(Span::Today) => row.due.is_some_and(|due| days.today.0 <= due && due < days.today.1),
            Self::Due(Span::Week) => row.due.is_some_and(|due| days.today.0 <= due && due < days.week_end),
            Self::Due(Span::Unset) => row.due.is_none(),
            Self::Is(State::Pinned) => row.pinned,
            Self::Is(State::Blocked) => row.blocked,
            Self::Is(State::Blocking) => row.blocking,
            Self::Is(State::Unplanned) => task.unplanned,
            Self::Is(State::Repeating) => task.repeat.is_some(),
        }
    }
}

#[cfg(test)]
mod tests;
