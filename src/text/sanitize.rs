//! The one gate for text from outside before it is shown. Pure; knows nothing of terminals but which characters steer one.
use std::borrow::Cow;

/// What stands in for a character that must not reach a terminal: U+FFFD.
pub const REPLACEMENT: char = '\u{FFFD}';

pub use crate::domain::limits::is_hostile;

/// `text` on one line with every hostile character replaced by U+FFFD, one for one.
/// Borrowed when there is nothing to replace.
pub fn sanitize(text: &str) -> Cow<'_, str> {
    replace(text, is_hostile)
}

/// As [`sanitize`], but `\n` stays: for text that may have several lines, such as a note.
pub fn sanitize_lines(text: &str) -> Cow<'_, str> {
    replace(text, |c| c != '\n' && is_hostile(c))
}

/// Whether `text` holds no hostile character, so that it may be taken as input.
pub fn is_clean(text: &str) -> bool {
    !text.contains(is_hostile)
}

/// The first hostile character and its byte offset, to name it in a refusal.
pub fn first_bad(text: &str) -> Option<(char, usize)> {
    text.char_indices().find(|&(_, c)| is_hostile(c)).map(|(at, c)| (c, at))
}

fn replace(text: &str, bad: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&bad) {
        return Cow::Borrowed(text);
    }
    let clean = text.chars().map(|c| if bad(c) { REPLACEMENT } else { c }).collect();
    Cow::Owned(clean)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escape_sequences_lose_their_teeth() {
        assert_eq!(sanitize("a\x1b]0;owned\x07b"), "a\u{FFFD}]0;owned\u{FFFD}b");
        assert_eq!(sanitize("\u{9b}2J"), "\u{FFFD}2J");
        assert_eq!(sanitize("tab\tline\nend"), "tab\u{FFFD}line\u{FFFD}end");
    }

    #[test]
    fn every_listed_character_is_replaced_and_its_neighbours_are_not() {
        let hostile = [0x00..=0x1F, 0x7F..=0x9F, 0x61C..=0x61C, 0x200E..=0x200F, 0x2028..=0x202E, 0x2066..=0x2069];
        for code in 0..=0x3000_u32 {
            let c = char::from_u32(code).unwrap();
            let expected = hostile.iter().any(|range| range.contains(&code));
            assert_eq!(is_hostile(c), expected, "U+{code:04X}");
        }
    }

    #[test]
    fn joiners_and_ordinary_text_are_left_and_borrowed() {
        for text in ["写论文", "👩‍💻 pair", "na\u{308}ive", "a\u{A0}b", "", "zero\u{200D}width"] {
            assert!(matches!(sanitize(text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn lines_keep_only_the_newline() {
        assert_eq!(sanitize_lines("a\nb\r\n\tc"), "a\nb\u{FFFD}\n\u{FFFD}c");
    }

    #[test]
    fn the_first_bad_one_is_named_with_its_byte_offset() {
        assert_eq!(first_bad("写\u{202E}\n"), Some(('\u{202E}', 3)));
        assert_eq!(first_bad("fine"), None);
    }

    proptest! {
        #[test]
        fn the_result_is_clean_and_as_long(text in any::<String>()) {
            let clean = sanitize(&text);
            prop_assert!(is_clean(&clean));
            prop_assert_eq!(clean.chars().count(), text.chars().count());
            prop_assert_eq!(first_bad(&text).is_none(), is_clean(&text));
        }
    }
}
