//! Journals: their names, their chunks, where they are sound, and the records in them. Pure.
use std::ops::Range;

use jiff::{Timestamp, ToSpan, civil::Date, tz::Offset};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::wire::{self, Flaw};
use crate::domain::{
    record::{Kind, Record},
    stamp::Stamp,
};

/// Largest journal that is read.
pub(super) const LARGEST: u64 = 32 * 1024 * 1024;

/// A calendar month in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Month(Date);

impl Month {
    /// The month of an instant in milliseconds.
    pub(super) fn of(ms: i64) -> Self {
        let at = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH);
        Self(Offset::UTC.to_datetime(at).date().first_of_month())
    }

    /// Its instants in milliseconds.
    pub(super) fn span(self) -> Range<i64> {
        let ms = |date: Date| {
            let midnight = date.to_datetime(jiff::civil::Time::midnight());
            Offset::UTC.to_timestamp(midnight).map_or(i64::MAX, Timestamp::as_millisecond)
        };
        ms(self.0)..ms(self.0.saturating_add(1.month()))
    }

    /// The newest month that may still be written to at `now_ms`: it, and all after it, are open.
    /// A month is closed once it ended more than 48 hours ago.
    pub(super) fn open_at(now_ms: i64) -> Self {
        Self::of(now_ms.saturating_sub(48 * 3_600_000))
    }
}

/// What a journal's file name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// The month of its records; `None` where the name does not say.
    pub month: Option<Month>,
    /// The device that wrote it.
    pub device: String,
    /// Whether it is a copy that a syncer or a person made.
    pub copy: bool,
}

/// The file name of a device's journal of the month of `ms`.
pub(super) fn file_name(ms: i64, device: &str) -> String {
    let month = Month::of(ms).0;
    format!("{:04}-{:02}.{device}.toml", month.year(), month.month())
}

impl Name {
    /// What a file's name in `history/` says; `None` where it is no journal.
    pub(super) fn parse(file: &str) -> Option<Self> {
        let aside = [".torn", ".tmp", "~", ".swp", ".part"];
        if file.starts_with('.') || !file.contains(".toml") || file.contains(".corrupt-") {
            return None;
        }
        if aside.iter().any(|end| file.ends_with(end)) {
            return None;
        }
        let word = |text: &str| -> String {
            text.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
        };
        let start = (0..file.len()).find(|at| month_at(file.as_bytes().get(*at..).unwrap_or_default()).is_some());
        let Some(start) = start else {
            return Some(Self { month: None, device: word(file), copy: true });
        };
        let month = month_at(&file.as_bytes()[start..]);
        let device = word(file.get(start + 8..).unwrap_or_default());
        let copy = start != 0 || file.get(8..) != Some(format!("{device}.toml").as_str());
        Some(Self { month, device, copy })
    }
}

/// The month in `2026-11.` at the beginning of `bytes`.
fn month_at(bytes: &[u8]) -> Option<Month> {
    let head: &[u8; 8] = bytes.first_chunk()?;
    if head[4] != b'-' || head[7] != b'.' {
        return None;
    }
    let number = |digits: &[u8]| {
        std::str::from_utf8(digits).ok().filter(|t| t.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()
    };
    let (year, month): (i16, i16) = (number(&head[..4])?, number(&head[5..7])?);
    Date::new(year, i8::try_from(month).ok()?, 1).ok().map(Month)
}

/// Where the chunks begin: the lines that begin with `[`.
fn chunk_starts(bytes: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let first = bytes.first().filter(|b| **b == b'[').map(|_| 0);
    let rest = bytes.windows(2).enumerate().filter(|(_, pair)| *pair == b"\n[").map(|(at, _)| at + 1);
    first.into_iter().chain(rest)
}

/// Where the chunk begins that holds the byte at `at`; 0 where there is none.
pub(super) fn chunk_start(bytes: &[u8], at: usize) -> usize {
    if bytes.get(at) == Some(&b'[') && (at == 0 || bytes[at - 1] == b'\n') {
        return at;
    }
    let before = &bytes[..at.min(bytes.len())];
    before.windows(2).rposition(|pair| pair == b"\n[").map_or(0, |at| at + 1)
}

/// What comes before the first chunk, then each chunk.
pub(super) fn chunks(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let starts: Vec<usize> = chunk_starts(bytes).collect();
    let ends = starts.clone().into_iter().chain([bytes.len()]);
    std::iter::once(0).chain(starts).zip(ends).map(|(start, end)| &bytes[start..end])
}

/// Whether a line is a complete `at`: an instant with its offset.
fn is_complete_at(line: &[u8]) -> bool {
    let Ok(line) = std::str::from_utf8(line) else { return false };
    let Some((key, value)) = line.split_once('=') else { return false };
    key.trim() == "at" && Stamp::parse(value.split('#').next().unwrap_or_default().trim()).is_some()
}

/// How many bytes of a journal are sound. The rest is a torn tail: a last table without a complete
/// `at`, or NULs that a crash left at the end. A missing last newline or a comment is not torn.
pub(super) fn sound(bytes: &[u8]) -> usize {
    let end = bytes.iter().rposition(|b| *b != 0).map_or(0, |at| at + 1);
    let Some(last) = last_chunk(&bytes[..end]) else {
        let header = bytes[..end].split(|b| *b == b'\n').next().unwrap_or_default();
        // The header and the first record are one write, so half a header stands alone.
        let whole =
            end < bytes.len() || !wire::HEADER.as_bytes().starts_with(header) || header.len() + 1 >= wire::HEADER.len();
        return if whole { end } else { 0 };
    };
    let complete = bytes[last..end].split(|b| *b == b'\n').any(is_complete_at);
    if complete {
        return end;
    }
    // The empty line before the table was part of the same write.
    if last > 0 && bytes[..last].ends_with(b"\n\n") { last - 1 } else { last }
}

fn last_chunk(bytes: &[u8]) -> Option<usize> {
    let within = bytes.windows(2).rposition(|pair| pair == b"\n[").map(|at| at + 1);
    within.or_else(|| bytes.first().filter(|b| **b == b'[').map(|_| 0))
}

/// A record, or what does not parse, and the byte offset of its chunk.
pub(super) type Found = (usize, Result<Record, Flaw>);

/// Reads the records of a sound stretch of a journal. What does not parse is passed over; kinds of
/// later versions too, in silence.
pub(super) fn records(bytes: &[u8], device: &str) -> Vec<Found> {
    let bytes_at = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    if let Ok(text) = std::str::from_utf8(&bytes[bytes_at..]) {
        if bytes_at == 0
            && let Some(found) = wire::scan::records(text, device)
        {
            return found;
        }
        if let Ok(root) = wire::tables(text) {
            let mut found = Vec::new();
            take_tables(&root, bytes_at, device, &mut found);
            return found;
        }
    }
    let mut found = Vec::new();
    let mut starts: Vec<usize> = chunk_starts(bytes).collect();
    starts.push(bytes.len());
    let preamble = &bytes[bytes_at..starts[0].max(bytes_at)];
    if let Err(flaw) = text_of(preamble).and_then(|text| wire::tables(text).map(drop)) {
        found.push((0, Err(flaw.shifted(bytes_at))));
    }
    for pair in starts.windows(2) {
        take_chunk(bytes, pair[0]..pair[1], device, &mut found);
    }
    found
}

fn text_of(bytes: &[u8]) -> Result<&str, Flaw> {
    std::str::from_utf8(bytes).map_err(|error| Flaw {
        at: error.valid_up_to(),
        field: None,
        detail: "text in UTF-8".to_owned(),
    })
}

fn take_chunk(bytes: &[u8], range: Range<usize>, device: &str, found: &mut Vec<Found>) {
    let start = range.start;
    let chunk = &bytes[range];
    let flaw = match text_of(chunk).and_then(wire::tables) {
        Ok(root) => return take_tables(&root, start, device, found),
        Err(flaw) => flaw.shifted(start),
    };
    found.push((start, Err(flaw)));
    // A record ends with its `at`: what somebody left behind it does not make the record unreadable.
    let mut end = 0;
    for line in chunk.split_inclusive(|b| *b == b'\n') {
        end += line.len();
        if is_complete_at(line) {
            if let Ok(root) = text_of(&chunk[..end]).and_then(wire::tables) {
                take_tables(&root, start, device, found);
            }
            return;
        }
    }
}

fn take_tables(root: &DeTable<'_>, shift: usize, device: &str, found: &mut Vec<Found>) {
    for (name, value) in root {
        let Some(kind) = Kind::from_word(name.get_ref()) else { continue };
        let one = |value: &Spanned<DeValue<'_>>| {
            let start = value.span().start;
            let record = match value.get_ref() {
                DeValue::Table(table) => wire::record_of(kind, table, start, device),
                _ => Err(Flaw { at: start, field: None, detail: "a table".to_owned() }),
            };
            (start + shift, record.map_err(|flaw| flaw.shifted(shift)))
        };
        match value.get_ref() {
            DeValue::Array(items) => found.extend(items.iter().map(one)),
            _ => found.push(one(value)),
        }
    }
}

#[cfg(test)]
mod tests;
