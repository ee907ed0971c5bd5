//! Two pictures without what is the same in both: of ten thousand things that somebody changed one of, only that
//! one has to be understood. Pure.
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{id::Id, record::Kind};

/// A picture that was changed by hand and the one that it was made of. Each byte that is left stands where it stood;
/// blanks stand in for what is gone.
#[derive(Debug)]
pub(super) struct Apart {
    pub text: String,
    pub base: String,
    /// The things that are gone from both.
    pub same: BTreeSet<(Kind, Id)>,
}

/// What differs between `text` and `base`, a picture as the program writes it. `None` where a text may go on over
/// lines, so that what looks like a thing need not be one.
pub(super) fn apart(text: &str, base: &str) -> Option<Apart> {
    if text.contains("\"\"\"") || text.contains("'''") {
        return None;
    }
    let mut known: BTreeMap<&str, (usize, (Kind, Id))> = BTreeMap::new();
    for (at, chunk) in chunks(base) {
        if let Some(thing) = thing_of(chunk) {
            known.insert(chunk, (at, thing));
        }
    }
    let (mut blank_text, mut blank_base, mut same) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (at, chunk) in chunks(text) {
        // What stands there twice is the same only once.
        if let Some((base_at, thing)) = known.remove(chunk) {
            blank_text.push(at..at + chunk.len());
            blank_base.push(base_at..base_at + chunk.len());
            same.insert(thing);
        }
    }
    blank_base.sort_by_key(|range| range.start);
    Some(Apart { text: blanked(text, &blank_text), base: blanked(base, &blank_base), same })
}

/// The stretches from one line that begins with `[[` to the next, and where they begin.
fn chunks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts: Vec<usize> = text.match_indices("\n[[").map(|(at, _)| at + 1).collect();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([text.len()]).collect();
    starts.into_iter().zip(ends).map(move |(start, end)| (start, &text[start..end]))
}

/// What a stretch is about, where it is as the program writes it and ends with a line.
fn thing_of(chunk: &str) -> Option<(Kind, Id)> {
    let (head, rest) = chunk.split_once("]]\nid = \"")?;
    let kind = Kind::from_word(head.strip_prefix("[[")?)?;
    let id = Id::new(rest.split_once("\"\n")?.0)?;
    chunk.ends_with('\n').then_some((kind, id))
}

/// A text with blanks in the place of stretches, which end with a line.
fn blanked(text: &str, ranges: &[std::ops::Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    for range in ranges {
        out.push_str(&text[out.len()..range.start]);
        out.extend(std::iter::repeat_n(' ', range.len() - 1));
        out.push('\n');
    }
    out.push_str(&text[out.len()..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str =
        "schema = 1\n\n[[task]]\nid = \"a\"\ntitle = \"A\"\n\n[[task]]\nid = \"b\"\ntitle = \"ü\"\n\n# The end.\n";

    fn ids(apart: &Apart) -> Vec<&str> {
        apart.same.iter().map(|(_, id)| id.as_str()).collect()
    }

    #[test]
    fn what_is_the_same_is_gone_and_the_rest_stands_where_it_stood() {
        let text = BASE.replace("\"ü\"", "\"ö\"");
        let found = apart(&text, BASE).unwrap();
        assert_eq!(ids(&found), ["a"]);
        assert_eq!((found.text.len(), found.base.len()), (text.len(), BASE.len()));
        assert!(!found.text.contains("\"A\"") && !found.base.contains("\"A\""));
        let at = text.find("[[task]]\nid = \"b\"").unwrap();
        assert_eq!(found.text[at..], text[at..]);
    }

    #[test]
    fn nothing_is_taken_for_the_same_that_may_not_be() {
        // Twice, at the end without a line's end, and within a text of several lines.
        let chunk = "[[task]]\nid = \"a\"\ntitle = \"A\"\n\n";
        let twice = apart(&BASE.replacen(chunk, &chunk.repeat(2), 1), BASE).unwrap();
        assert_eq!((ids(&twice), twice.text.matches("\"A\"").count()), (vec!["a", "b"], 1));
        let cut = BASE.trim_end();
        assert_eq!(ids(&apart(cut, BASE).unwrap()), ["a"]);
        assert!(apart(&format!("note = \"\"\"\n{BASE}\"\"\"\n"), BASE).is_none());
    }
}
