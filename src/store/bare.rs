//! The readers of files without a folder around them: bytes in, what they hold out. For tests that throw
//! anything at them. Reads nothing by itself.
use super::{edits, examine, journal, timer_file, wire};

/// What the bytes of a journal hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bare {
    /// How many bytes are no torn tail.
    pub sound: usize,
    /// The records that can be read and fit, written down anew.
    pub text: String,
    /// How many chunks cannot be read or do not fit.
    pub flaws: usize,
}

/// Reads the bytes of a journal.
pub fn journal(bytes: &[u8]) -> Bare {
    let sound = journal::sound(bytes);
    let mut bare = Bare { sound, text: wire::HEADER.to_owned(), flaws: 0 };
    let mut records = journal::records(&bytes[..sound], "bare");
    records.sort_by_key(|(at, _)| *at);
    for (_, found) in records {
        match found {
            Ok(record) if examine::fits(&record).is_ok() => wire::put_record(&mut bare.text, &record),
            _ => bare.flaws += 1,
        }
    }
    bare
}

/// Reads the bytes of state.toml: the line and column of what is wrong with it, where anything is.
///
/// # Errors
/// Line and column, both from 1.
pub fn picture(bytes: &[u8]) -> Result<(), (usize, usize)> {
    let text = std::str::from_utf8(bytes).map_err(|error| wire::place(bytes, error.valid_up_to()))?;
    edits::things(text).map(drop).map_err(|flaw| wire::place(bytes, flaw.at))
}

/// Reads the bytes of timer.toml: the same timer written down anew.
///
/// # Errors
/// Line and column of what is wrong, both from 1.
pub fn timer(bytes: &[u8]) -> Result<String, (usize, usize)> {
    let text = std::str::from_utf8(bytes).map_err(|error| wire::place(bytes, error.valid_up_to()))?;
    let timer = timer_file::timer_of(text).map_err(|flaw| wire::place(bytes, flaw.at))?;
    Ok(timer_file::timer_text(&timer))
}

/// Reads the bytes of alive.toml: whether anybody was there.
pub fn alive(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| timer_file::alive_of(text).is_some())
}
