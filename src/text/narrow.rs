//! Input as a Chinese keyboard writes it → the ASCII that parsers expect. Pure.

/// `text` trimmed, in ASCII lower case, with full-width forms (U+FF01–FF5E, the ideographic space)
/// as the ASCII characters they stand for.
pub(crate) fn narrow(text: &str) -> String {
    text.trim()
        .chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '\u{3000}' => ' ',
            _ => c,
        })
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// The decimal number `text` begins with and what follows it: `None` without a digit,
/// [`i64::MAX`] where it does not fit, so that a check of its range refuses it.
pub(crate) fn leading_number(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    if digits.is_empty() {
        return None;
    }
    // Nothing but digits, so the only fault left is that they are too many.
    Some((digits.parse().unwrap_or(i64::MAX), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_becomes_ascii() {
        assert_eq!(narrow("　２５Ｍ："), "25m:");
        assert_eq!(narrow(" １小时 "), "1小时");
    }

    #[test]
    fn numbers_and_their_rest() {
        assert_eq!(leading_number("25m"), Some((25, "m")));
        assert_eq!(leading_number("m"), None);
        assert_eq!(leading_number(&"9".repeat(50)), Some((i64::MAX, "")));
    }
}
