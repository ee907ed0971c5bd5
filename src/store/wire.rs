//! The file format: values as TOML and back. Pure; positions are byte offsets into the text.
pub(super) mod scan;

use std::{
    borrow::Cow,
    collections::BTreeSet,
    fmt::Write,
    ops::Range,
    sync::{Mutex, PoisonError},
};

use jiff::{civil, tz::Offset as JiffOffset};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
    value::{Datetime, Offset},
};

use crate::{
    domain::{
        assessment::Assessment,
        commitment::{DayPlan, Goal, Review},
        id::Id,
        limits,
        record::{Entity, Kind, Record},
        session::Session,
        stamp::Stamp,
        task::Task,
        value::Value,
    },
    text::lines::Lines,
};

/// The schema that this version reads and writes.
pub(super) const SCHEMA: i64 = 1;
/// First line of every file.
pub(super) const HEADER: &str = "schema = 1\n";
/// Longest record in bytes.
pub(super) const LONGEST_RECORD: usize = 64 * 1024;

/// What is wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flaw {
    /// Byte offset.
    pub at: usize,
    /// The field to blame.
    pub field: Option<String>,
    /// What would have been allowed, in English.
    pub detail: String,
}

impl Flaw {
    fn new(at: usize, field: &str, detail: impl Into<String>) -> Self {
        Self { at, field: Some(field.to_owned()), detail: detail.into() }
    }

    /// The same flaw in a text that begins `by` bytes earlier.
    pub(super) fn shifted(self, by: usize) -> Self {
        Self { at: self.at + by, ..self }
    }
}

/// Line and column (in characters) of a byte offset, both from 1.
pub(super) fn place(text: &[u8], at: usize) -> (usize, usize) {
    Lines::of(text).place(at)
}

/// The names of a kind's fields.
pub(super) fn fields_of(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Session => Session::FIELDS,
        Kind::Task => Task::FIELDS,
        Kind::Assessment => Assessment::FIELDS,
        Kind::Plan => DayPlan::FIELDS,
        Kind::Goal => Goal::FIELDS,
        Kind::Review => Review::FIELDS,
    }
}

/// Writes a record as one table that begins with an empty line.
pub(super) fn put_record(out: &mut String, record: &Record) {
    let _ = write!(out, "\n[[{}]]\n", record.kind.word());
    put_entry(out, "id", &Value::Text(record.id.to_string()));
    for (field, value) in &record.fields {
        if let Some(value) = value {
            put_entry(out, field, value);
        }
    }
    let cleared = record.fields.iter().filter(|(_, value)| value.is_none());
    let cleared: Vec<_> = cleared.map(|(field, _)| Value::Text(field.to_string())).collect();
    if !cleared.is_empty() {
        put_entry(out, "clear", &Value::List(cleared));
    }
    if let Some(deleted) = record.deleted {
        put_entry(out, "deleted", &Value::Bool(deleted));
    }
    out.push_str("at = ");
    put_instant(out, record.at);
    out.push('\n');
}

/// Writes one line: a key and its value.
pub(super) fn put_entry(out: &mut String, key: &str, value: &Value) {
    put_key(out, key);
    out.push_str(" = ");
    put_value(out, value);
    out.push('\n');
}

/// An instant, always with milliseconds.
fn put_instant(out: &mut String, stamp: Stamp) {
    let text = stamp.to_string();
    match (stamp.ms().rem_euclid(1000), text.get(..19), text.get(19..)) {
        (0, Some(seconds), Some(offset)) => {
            let _ = write!(out, "{seconds}.000{offset}");
        }
        _ => out.push_str(&text),
    }
}

fn put_key(out: &mut String, key: &str) {
    if !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-') {
        out.push_str(key);
    } else {
        put_text(out, key);
    }
}

fn put_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            // Printing the file must not do anything to a terminal either.
            c if limits::is_hostile(c) => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

fn put_value(out: &mut String, value: &Value) {
    match value {
        Value::Text(text) => put_text(out, text),
        Value::Int(n) => {
            let _ = write!(out, "{n}");
        }
        Value::Num(n) => {
            let _ = write!(out, "{n:?}");
        }
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Stamp(stamp) => {
            let _ = write!(out, "{stamp}");
        }
        Value::Date(date) => {
            let _ = write!(out, "{date}");
        }
        Value::List(items) => {
            out.push('[');
            for (n, item) in items.iter().enumerate() {
                out.push_str(if n > 0 { ", " } else { "" });
                put_value(out, item);
            }
            out.push(']');
        }
        Value::Map(entries) => {
            out.push('{');
            for (n, (key, item)) in entries.iter().enumerate() {
                out.push_str(if n > 0 { ", " } else { " " });
                put_key(out, key);
                out.push_str(" = ");
                put_value(out, item);
            }
            out.push_str(if entries.is_empty() { "}" } else { " }" });
        }
    }
}

/// Parses a text into its tables.
pub(super) fn tables(text: &str) -> Result<DeTable<'_>, Flaw> {
    DeTable::parse(text).map(Spanned::into_inner).map_err(|error| Flaw {
        at: error.span().map_or(0, |span| span.start),
        field: None,
        detail: error.message().trim().to_owned(),
    })
}

/// A whole small file as named values in their order. Values that no field can hold (a local time, a
/// number that is not finite) are left out.
pub(super) fn document(text: &str) -> Result<Value, Flaw> {
    Ok(map_of(&tables(text)?))
}

fn map_of(table: &DeTable<'_>) -> Value {
    let mut entries: Vec<(Range<usize>, String, Value)> = Vec::with_capacity(table.len());
    for (key, value) in table {
        if let Some(found) = value_of(value.get_ref()) {
            entries.push((key.span(), key.get_ref().to_string(), found));
        }
    }
    entries.sort_by_key(|(span, ..)| span.start);
    Value::Map(entries.into_iter().map(|(_, key, value)| (key, value)).collect())
}

/// A value; `None` where no field can hold it.
pub(super) fn value_of(value: &DeValue<'_>) -> Option<Value> {
    Some(match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(n) => Value::Int(i64::from_str_radix(n.as_str(), n.radix()).ok()?),
        DeValue::Float(n) => Value::Num(n.as_str().parse().ok().filter(|n: &f64| n.is_finite())?),
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Datetime(at) => instant_of(at)?,
        DeValue::Array(items) => Value::List(items.iter().map(|item| value_of(item.get_ref())).collect::<Option<_>>()?),
        DeValue::Table(table) => map_of(table),
    })
}

fn instant_of(at: &Datetime) -> Option<Value> {
    let date = at.date?;
    let date = civil::Date::new(i16::try_from(date.year).ok()?, date.month as i8, date.day as i8).ok()?;
    let Some(time) = at.time else { return Some(Value::Date(date)) };
    let minutes = match at.offset? {
        Offset::Z => 0,
        Offset::Custom { minutes } => minutes,
    };
    let second = time.second.unwrap_or(0) as i8;
    let time =
        civil::Time::new(time.hour as i8, time.minute as i8, second, time.nanosecond.unwrap_or(0) as i32).ok()?;
    let offset_s = i32::from(minutes) * 60;
    let instant = JiffOffset::from_seconds(offset_s).ok()?.to_timestamp(date.to_datetime(time)).ok()?;
    Stamp::new(instant.as_millisecond(), offset_s).map(Value::Stamp)
}

/// The record that a table of a journal holds.
pub(super) fn record_of(kind: Kind, table: &DeTable<'_>, start: usize, device: &str) -> Result<Record, Flaw> {
    let known = fields_of(kind);
    let mut record = Record {
        kind,
        id: Id::default(),
        fields: Vec::with_capacity(table.len()),
        deleted: None,
        at: Stamp::default(),
        device: Cow::Borrowed(interned_device(device)),
    };
    let (mut id, mut at) = (None, None);
    // The table is sorted by name; a record is what was written, in its order.
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in entries {
        let name = key.get_ref().as_ref();
        let flaw = |detail: &str| Flaw::new(key.span().start, name, detail);
        match name {
            "id" => id = Some(value.get_ref().as_str().and_then(Id::new).ok_or_else(|| flaw("an id"))?),
            "at" => match value_of(value.get_ref()) {
                Some(Value::Stamp(stamp)) => at = Some(stamp),
                _ => return Err(flaw("a date-time with offset")),
            },
            "deleted" => record.deleted = Some(value.get_ref().as_bool().ok_or_else(|| flaw("true or false"))?),
            "clear" => {
                let names = value.get_ref().as_array().ok_or_else(|| flaw("a list of field names"))?;
                for cleared in names {
                    let cleared = cleared.get_ref().as_str().ok_or_else(|| flaw("a list of field names"))?;
                    record.fields.push((interned(known, cleared), None));
                }
            }
            _ => {
                let field = interned(known, name);
                match value_of(value.get_ref()) {
                    Some(value) => {
                        fits(&field, &value, 0).map_err(flaw)?;
                        record.fields.push((field, Some(value)));
                    }
                    // What a later version means by it stays in the file.
                    None if matches!(field, Cow::Owned(_)) => {}
                    None => return Err(flaw("a value that the field can hold")),
                }
            }
        }
    }
    record.id = id.ok_or_else(|| Flaw::new(start, "id", "an id"))?;
    record.at = at.ok_or_else(|| Flaw::new(start, "at", "a date-time with offset"))?;
    Ok(record)
}

/// The name of a device for as long as the program runs: they are few, and every record names one.
fn interned_device(device: &str) -> &'static str {
    static DEVICES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut devices = DEVICES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = devices.get(device) {
        return known;
    }
    let kept: &'static str = Box::leak(device.into());
    devices.insert(kept);
    kept
}

fn interned(known: &'static [&'static str], name: &str) -> Cow<'static, str> {
    match known.iter().find(|field| **field == name) {
        Some(field) => Cow::Borrowed(field),
        None => Cow::Owned(name.to_owned()),
    }
}

/// Lengths and depth of what is read. Spec: storage, rule 10.
pub(super) fn fits(field: &str, value: &Value, depth: usize) -> Result<(), &'static str> {
    if depth > 4 {
        return Err("lists and tables at most four deep");
    }
    match value {
        Value::Text(text) if text.len() > limits::NOTE => Err("at most 16384 bytes"),
        Value::Text(text) if text.len() > limits::TITLE && matches!(field, "title" | "project" | "name" | "mode") => {
            Err("at most 512 bytes")
        }
        Value::List(items) if items.len() > 10_000 => Err("at most 10000 values"),
        Value::List(items) => items.iter().try_for_each(|item| fits("", item, depth + 1)),
        Value::Map(entries) => entries.iter().try_for_each(|(_, item)| fits("", item, depth + 1)),
        _ => Ok(()),
    }
}

/// The schema that a text declares before its first table; 1 where it declares none.
pub(super) fn schema_of(bytes: &[u8]) -> i64 {
    // As this program writes it.
    if let Some(rest) = bytes.strip_prefix(HEADER.as_bytes())
        && rest.first().is_none_or(|b| matches!(b, b'\n' | b'['))
    {
        return SCHEMA;
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut number = None;
    for line in bytes.split(|b| *b == b'\n') {
        let line = line.trim_ascii();
        if line.starts_with(b"[") {
            break;
        }
        let key = |name: &[u8]| Some(line.strip_prefix(name)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii());
        if let Some(value) = [&b"schema"[..], b"\"schema\"", b"'schema'"].into_iter().find_map(key) {
            number = Some(value.split(|b| *b == b'#').next().unwrap_or_default().trim_ascii());
            break;
        }
    }
    let Some(number) = number.and_then(|number| std::str::from_utf8(number).ok()) else { return SCHEMA };
    let digits = number.strip_prefix('+').unwrap_or(number).replace('_', "");
    let (digits, radix) = match digits.get(..2) {
        Some("0x") => (&digits[2..], 16),
        Some("0o") => (&digits[2..], 8),
        Some("0b") => (&digits[2..], 2),
        _ => (digits.as_str(), 10),
    };
    let digits = digits.split(|c: char| !c.is_digit(radix)).next().unwrap_or_default();
    if digits.is_empty() {
        return SCHEMA;
    }
    // A number too long to be read is a late schema too.
    i64::from_str_radix(digits, radix).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
