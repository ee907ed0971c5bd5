//! The fast way to read a journal as this program writes it: one pass, no tree. Takes nothing but the
//! plain form and gives up on anything else, which the TOML parser then reads. Pure.
use std::borrow::Cow;

use jiff::civil;

use super::{Flaw, fields_of, fits};
use crate::domain::{
    id::Id,
    record::{Kind, Record},
    stamp::Stamp,
    value::Value,
};

/// A place in a text of plain lines.
struct Scan<'a> {
    text: &'a str,
    at: usize,
}

/// A record or what is wrong with it, with the byte offset of its table.
type Found = (usize, Result<Record, Flaw>);

/// The records of a journal; `None` where any line of it is not in the plain form.
pub(in crate::store) fn records(text: &str, device: &str) -> Option<Vec<Found>> {
    let mut scan = Scan { text, at: 0 };
    let device = super::interned_device(device);
    let mut found = Vec::with_capacity(text.len() / 512);
    let mut in_table = false;
    while let Some(byte) = scan.peek() {
        match byte {
            b'\n' => scan.at += 1,
            b'[' => {
                in_table = true;
                let start = scan.at;
                if let Some(record) = scan.table(device)? {
                    found.push((start, record));
                }
            }
            // The header.
            _ if !in_table && scan.take(super::HEADER) => {}
            _ => return None,
        }
    }
    Some(found)
}

impl Scan<'_> {
    fn rest(&self) -> &[u8] {
        &self.text.as_bytes()[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, what: &str) -> bool {
        let there = self.rest().starts_with(what.as_bytes());
        self.at += if there { what.len() } else { 0 };
        there
    }

    /// A word of letters, digits, `_` and `-`.
    fn word(&mut self) -> Option<&str> {
        let start = self.at;
        let length = self.rest().iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
        self.at += length;
        (length > 0).then(|| &self.text[start..start + length])
    }

    /// One table. The outer `None`: not plain; the inner: nothing that this version knows.
    fn table(&mut self, device: &'static str) -> Option<Option<Result<Record, Flaw>>> {
        let start = self.at;
        self.take("[[").then_some(())?;
        // Other kinds are left to the parser, which knows how to pass over them.
        let kind = Kind::from_word(self.word()?)?;
        self.take("]]\n").then_some(())?;
        let known = fields_of(kind);
        let (mut id, mut at, mut deleted, mut seen) = (None, None, None, 0_u64);
        let mut fields: Vec<(Cow<'static, str>, Option<Value>)> = Vec::with_capacity(known.len());
        let mut flaw = None;
        // Fields are written in their order: the next one is mostly the one after the last.
        let mut after = 0;
        while self.peek().is_some_and(|b| b != b'\n' && b != b'[') {
            let key_at = self.at;
            let key = self.word()?;
            let ahead = known[after..].iter().position(|field| *field == key).map(|n| after + n);
            let place = ahead.or_else(|| known.iter().position(|field| *field == key));
            after = place.map_or(after, |n| n + 1);
            let special = || ["id", "at", "deleted", "clear"].iter().position(|word| *word == key);
            let special = if place.is_none() { special() } else { None };
            // A key of another version may stand twice; the parser tells.
            let bit = 1 << place.or(special.map(|n| known.len() + n))?;
            if known.len() > 60 || seen & bit != 0 {
                return None;
            }
            seen |= bit;
            self.take(" = ").then_some(())?;
            let value = self.value(0)?;
            if self.peek().is_some() {
                self.take("\n").then_some(())?;
            }
            let bad = |name: &str, detail: &str| {
                Some(Flaw { at: key_at, field: Some(name.to_owned()), detail: detail.to_owned() })
            };
            match (special, value) {
                (Some(0), Value::Text(text)) => match Id::new(&text) {
                    Some(found) => id = Some(found),
                    None => flaw = flaw.or_else(|| bad("id", "an id")),
                },
                (Some(1), Value::Stamp(stamp)) => at = Some(stamp),
                (Some(2), Value::Bool(flag)) => deleted = Some(flag),
                (Some(3), Value::List(names)) => {
                    for name in names {
                        let Value::Text(name) = name else { return None };
                        fields.push((super::interned(known, &name), None));
                    }
                }
                (Some(_), _) => return None,
                (None, value) => {
                    let field = known[place?];
                    match fits(field, &value, 0) {
                        Ok(()) => fields.push((Cow::Borrowed(field), Some(value))),
                        Err(detail) => flaw = flaw.or_else(|| bad(field, detail)),
                    }
                }
            }
        }
        let missing = |field: &str, detail: &str| Flaw { at: start, field: Some(field.into()), detail: detail.into() };
        Some(Some(match (flaw, id, at) {
            (Some(flaw), ..) => Err(flaw),
            (None, None, _) => Err(missing("id", "an id")),
            (None, _, None) => Err(missing("at", "a date-time with offset")),
            (None, Some(id), Some(at)) => Ok(Record { kind, id, fields, deleted, at, device: Cow::Borrowed(device) }),
        }))
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        if depth > 4 {
            return None;
        }
        match self.peek()? {
            b'"' => self.string().map(Value::Text),
            b't' => self.take("true").then_some(Value::Bool(true)),
            b'f' => self.take("false").then_some(Value::Bool(false)),
            b'[' => {
                self.at += 1;
                let mut items = Vec::new();
                while !self.take("]") {
                    if !items.is_empty() {
                        self.take(", ").then_some(())?;
                    }
                    items.push(self.value(depth + 1)?);
                }
                Some(Value::List(items))
            }
            b'{' => {
                self.at += 1;
                let mut entries: Vec<(String, Value)> = Vec::new();
                if self.take("}") {
                    return Some(Value::Map(entries));
                }
                loop {
                    self.take(if entries.is_empty() { " " } else { ", " }).then_some(())?;
                    let key = self.word()?.to_owned();
                    self.take(" = ").then_some(())?;
                    let value = self.value(depth + 1)?;
                    if entries.iter().any(|(known, _)| *known == key) {
                        return None;
                    }
                    entries.push((key, value));
                    if self.take(" }") {
                        return Some(Value::Map(entries));
                    }
                }
            }
            b'0'..=b'9' | b'-' => self.number_or_instant(),
            _ => None,
        }
    }

    fn string(&mut self) -> Option<String> {
        let bytes = self.rest();
        let length = bytes[1..].iter().position(|b| matches!(b, b'"' | b'\\') || *b < 0x20 || *b == 0x7f)?;
        let start = self.at + 1;
        match bytes[1 + length] {
            b'"' => {
                // Three of them begin another kind of string.
                if length == 0 && bytes.get(2) == Some(&b'"') {
                    return None;
                }
                self.at = start + length + 1;
                Some(self.text[start..start + length].to_owned())
            }
            b'\\' => self.escaped(start, length),
            _ => None,
        }
    }

    fn escaped(&mut self, start: usize, clean: usize) -> Option<String> {
        let mut out = self.text[start..start + clean].to_owned();
        let mut rest = self.text[start + clean..].char_indices();
        loop {
            let (at, c) = rest.next()?;
            match c {
                '"' => {
                    self.at = start + clean + at + 1;
                    return Some(out);
                }
                '\\' => out.push(match rest.next()?.1 {
                    '"' => '"',
                    '\\' => '\\',
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'u' => {
                        let mut code = 0;
                        for _ in 0..4 {
                            code = code * 16 + rest.next()?.1.to_digit(16)?;
                        }
                        char::from_u32(code)?
                    }
                    _ => return None,
                }),
                c if (c as u32) < 0x20 || c == '\u{7f}' => return None,
                c => out.push(c),
            }
        }
    }

    fn number_or_instant(&mut self) -> Option<Value> {
        let bytes = self.rest();
        let of_number = |b: &u8| b.is_ascii_digit() || matches!(b, b'-' | b'+' | b'.' | b':' | b'T' | b'Z' | b'e');
        let length = bytes.iter().take_while(|b| of_number(b)).count();
        let token = &bytes[..length];
        let value = if token.len() >= 10 && token[4] == b'-' {
            instant(token)?
        } else {
            let digits = token.strip_prefix(b"-").unwrap_or(token);
            let leading = digits.first()? == &b'0' && digits.get(1).is_some_and(u8::is_ascii_digit);
            let text = std::str::from_utf8(token).ok()?;
            if leading {
                return None;
            } else if digits.iter().all(u8::is_ascii_digit) {
                Value::Int(text.parse().ok()?)
            } else {
                // `1.` and `.5` are no TOML, though Rust reads them.
                let (whole, rest) = digits.split_at(digits.iter().position(|b| !b.is_ascii_digit())?);
                let fraction = rest[0] != b'.' || rest.get(1).is_some_and(u8::is_ascii_digit);
                let exponent = rest.iter().position(|b| *b == b'e').is_none_or(|at| rest[at - 1.min(at)] != b'.');
                if whole.is_empty() || !fraction || !exponent {
                    return None;
                }
                Value::Num(text.parse().ok().filter(|n: &f64| n.is_finite())?)
            }
        };
        self.at += length;
        Some(value)
    }
}

/// `2026-11-22`, or `2026-11-22T14:25:00.123+01:00` with or without milliseconds.
fn instant(token: &[u8]) -> Option<Value> {
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i64, |sum, b| b.is_ascii_digit().then(|| sum * 10 + i64::from(b - b'0')))
    };
    let (year, month, day) = (number(&token[..4])?, number(&token[5..7])?, number(token.get(8..10)?)?);
    if token[7] != b'-' {
        return None;
    }
    let date = civil::Date::new(year as i16, month as i8, day as i8).ok()?;
    if token.len() == 10 {
        return Some(Value::Date(date));
    }
    let time: &[u8; 9] = token.get(10..19)?.try_into().ok()?;
    if (time[0], time[3], time[6]) != (b'T', b':', b':') {
        return None;
    }
    let (hour, minute, second) = (number(&time[1..3])?, number(&time[4..6])?, number(&time[7..9])?);
    let (ms, offset) = match token.get(19)? {
        b'.' => (number(token.get(20..23)?)?, token.get(23..)?),
        _ => (0, &token[19..]),
    };
    let offset_s = match offset {
        b"Z" => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (number(&[*h1, *h2])?, number(&[*m1, *m2])?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            (hours * 3600 + minutes * 60) * if *sign == b'-' { -1 } else { 1 }
        }
        _ => return None,
    };
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days = date.duration_since(civil::Date::constant(1970, 1, 1)).as_secs() / 86_400;
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset_s;
    Stamp::new(seconds * 1000 + ms, offset_s as i32).map(Value::Stamp)
}
