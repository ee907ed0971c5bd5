//! `park list`: the notes of interruptions that wait to become tasks, as JSON and as lines. Pure.
use serde_json::{Value as Json, json};

use super::{
    json::stamp,
    page::{Page, Tone},
};
use crate::{
    domain::{parked::Parked, session::Origin},
    text::sanitize::sanitize,
};

/// The shape that scripts rely on, oldest first; `n` is what `park task` takes.
pub fn json(notes: &[Parked<'_>]) -> Json {
    let note = |(n, parked): (usize, &Parked<'_>)| {
        json!({
            "n": n,
            "session": parked.mark.session.as_str(),
            "index": parked.mark.index,
            "kind": parked.kind.word(),
            "at": stamp(parked.at),
            "note": parked.note,
        })
    };
    json!({ "parked": (1..).zip(notes).map(note).collect::<Json>() })
}

/// A line for each note: its number, where it came from, when, what.
pub fn text(notes: &[Parked<'_>], page: &Page<'_>) -> String {
    if notes.is_empty() {
        return page.locale.text("cli-none-parked") + "\n";
    }
    let line = |(n, parked): (usize, &Parked<'_>)| {
        let sign = if parked.kind == Origin::Internal { "'" } else { "-" };
        let time = page.tone(Tone::Dim, &page.locale.clock(parked.at.local().time()));
        format!("{n}  {sign} {time}  {}\n", sanitize(parked.note))
    };
    (1..).zip(notes).map(line).collect()
}
