//! From what is wrong with the bytes of a file to a problem with its place. Pure.
use std::path::Path;

use super::{report::Problem, wire};
use crate::text::lines::Lines;

/// A flaw of a chunk that is passed over.
pub(super) fn passed_over(path: &Path, lines: &Lines<'_>, flaw: wire::Flaw) -> Problem {
    let (line, column) = lines.place(flaw.at);
    Problem::Chunk { path: path.to_owned(), line, column, field: flaw.field, detail: flaw.detail }
}

/// A value that does not fit, found at its line within the chunk that begins at `at`.
pub(super) fn bad_value(path: &Path, lines: &Lines<'_>, at: usize, field: String, wants: &str) -> Problem {
    let chunk = lines.text().get(at..).unwrap_or_default();
    let mut offset = at;
    for (n, line) in chunk.split_inclusive(|b| *b == b'\n').enumerate() {
        if n > 0 && line.starts_with(b"[") {
            break;
        }
        if line.starts_with(field.as_bytes()) && line.get(field.len()).is_some_and(|b| matches!(b, b' ' | b'=')) {
            return passed_over(path, lines, wire::Flaw { at: offset, field: Some(field), detail: wants.to_owned() });
        }
        offset += line.len();
    }
    passed_over(path, lines, wire::Flaw { at, field: Some(field), detail: wants.to_owned() })
}

/// A flaw of a whole file as a problem.
pub(super) fn unreadable(path: &Path, bytes: &[u8], flaw: wire::Flaw) -> Problem {
    let (line, column) = wire::place(bytes, flaw.at);
    Problem::Unreadable { path: path.to_owned(), line, column, detail: flaw.detail }
}
