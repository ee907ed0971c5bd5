//! Where in a text a byte stands, as people count: lines and columns.
use std::cell::OnceCell;

/// The lines of a text. They are found once, and only where a place is asked for, so that a text in which much is wrong
/// is not counted from the top for each of it.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    text: &'a [u8],
    /// Where each line begins.
    starts: OnceCell<Vec<usize>>,
}

impl<'a> Lines<'a> {
    /// The lines of `text`; it need not be UTF-8.
    pub fn of(text: &'a [u8]) -> Self {
        Self { text, starts: OnceCell::new() }
    }

    /// The text.
    pub fn text(&self) -> &'a [u8] {
        self.text
    }

    fn starts(&self) -> &[usize] {
        self.starts.get_or_init(|| {
            let ends = self.text.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
            std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
        })
    }

    /// The line, from 1, of the byte at `at`; the last one where the text is shorter.
    pub fn line(&self, at: usize) -> usize {
        self.starts().partition_point(|start| *start <= at)
    }

    /// Line and column (in characters), both from 1, of the byte at `at`; of the end where the text is shorter.
    pub fn place(&self, at: usize) -> (usize, usize) {
        let at = at.min(self.text.len());
        let line = self.line(at);
        let start = self.starts().get(line.saturating_sub(1)).copied().unwrap_or(0);
        // Characters begin with every byte that is not a continuation.
        let column = self.text[start..at].iter().filter(|byte| (**byte & 0xc0) != 0x80).count() + 1;
        (line, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_place_is_what_counting_from_the_top_gives(text in "[a\n时]{0,40}", at in 0usize..140) {
            let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            let before = &text[..at];
            let last = before.rsplit('\n').next().unwrap();
            let counted = (before.matches('\n').count() + 1, last.chars().count() + 1);
            prop_assert_eq!(Lines::of(text.as_bytes()).place(at), counted);
            prop_assert_eq!(Lines::of(text.as_bytes()).line(at), counted.0);
        }
    }

    #[test]
    fn behind_the_end_is_the_end() {
        assert_eq!(Lines::of(b"").place(9), (1, 1));
        assert_eq!(Lines::of(b"a\n").place(9), (2, 1));
        assert_eq!(Lines::of(b"a\n").line(9), 2);
        assert_eq!(Lines::of(b"\xff\xfe").place(1), (1, 2));
    }
}
