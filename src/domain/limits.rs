//! How long texts may be and which characters they may hold.
use super::command::Refusal;

/// Most bytes of a title, project or name.
pub const TITLE: usize = 512;
/// Most bytes of a note or an answer.
pub const NOTE: usize = 16 * 1024;
/// Most bytes of a label.
pub const TAG: usize = 64;
/// Largest weight of a dimension; larger ones would drown the others.
pub const WEIGHT: f64 = 1e9;
/// Most dimensions of one template.
pub const DIMENSIONS: usize = 24;
/// Longest phase or entry in seconds: 24 hours.
pub const LONGEST_S: u32 = 86_400;

/// Whether a character could move the cursor, change the terminal's state or the reading direction:
/// C0, DEL, C1, bidirectional controls, line and paragraph separators.
pub fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{2028}' | '\u{2029}')
}

/// A text of one line: trimmed, not empty, at most `most` bytes, nothing hostile in it.
pub fn line(text: &str, field: &'static str, most: usize) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::Empty { field });
    }
    if text.len() > most {
        return Err(Refusal::TooLong { field, most });
    }
    if text.contains(is_hostile) {
        return Err(Refusal::Control { field });
    }
    Ok(text.to_owned())
}

/// A text of several lines; empty: none.
pub fn lines(text: &str, field: &'static str) -> Result<Option<String>, Refusal> {
    let text = text.trim_end();
    if text.len() > NOTE {
        return Err(Refusal::TooLong { field, most: NOTE });
    }
    if text.contains(|c| is_hostile(c) && c != '\n') {
        return Err(Refusal::Control { field });
    }
    Ok((!text.trim().is_empty()).then(|| text.to_owned()))
}

/// A label: a line without spaces.
pub fn tag(text: &str) -> Result<String, Refusal> {
    let text = line(text, "tag", TAG)?;
    if text.contains(char::is_whitespace) {
        return Err(Refusal::Spaces { field: "tag" });
    }
    Ok(text)
}
