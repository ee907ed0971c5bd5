//! How many columns text takes in a terminal, and cutting, padding and wrapping by columns. Pure.
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The sign that something was cut; one column wide.
pub const ELLIPSIS: &str = "…";

/// Columns `text` takes when ratatui draws it: the sum over its grapheme clusters.
/// A cluster that holds a control character is not drawn and counts 0.
pub fn width(text: &str) -> usize {
    if is_printable_ascii(text) {
        return text.len();
    }
    text.graphemes(true).map(grapheme_width).sum()
}

/// `text` in at most `max` columns. What does not fit is replaced by "…", which counts; a wide
/// character or a grapheme cluster is never split, so the result may be one column short.
pub fn cut(text: &str, max: usize) -> Cow<'_, str> {
    if fits(text, max) {
        return Cow::Borrowed(text);
    }
    if max == 0 {
        return Cow::Borrowed("");
    }
    let (mut used, mut end) = (0, 0);
    for grapheme in text.graphemes(true) {
        used += grapheme_width(grapheme);
        if used > max - 1 {
            break;
        }
        end += grapheme.len();
    }
    Cow::Owned(format!("{}{ELLIPSIS}", &text[..end]))
}

/// `text` cut to `columns` and filled up with spaces on the right: exactly `columns` wide.
pub fn pad_right(text: &str, columns: usize) -> String {
    let cut = cut(text, columns);
    let room = columns - width(&cut);
    format!("{cut}{:room$}", "")
}

/// `text` cut to `columns` and filled up with spaces on the left: exactly `columns` wide.
pub fn pad_left(text: &str, columns: usize) -> String {
    let cut = cut(text, columns);
    let room = columns - width(&cut);
    format!("{:room$}{cut}", "")
}

/// `text` cut to `columns` with spaces on both sides, the odd one on the right: exactly `columns` wide.
pub fn center(text: &str, columns: usize) -> String {
    let cut = cut(text, columns);
    let room = columns - width(&cut);
    let left = room / 2;
    let right = room - left;
    format!("{:left$}{cut}{:right$}", "", "")
}

/// `text` as lines of at most `columns` columns. Breaks at spaces (which are dropped there), at
/// every `\n`, and between wide characters, where no line begins with closing punctuation; a word
/// longer than a line is split between graphemes. A wide character where only one column exists
/// becomes "…". No lines when `columns` is 0.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    if columns == 0 {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, columns, &mut lines);
    }
    lines
}

fn wrap_paragraph(paragraph: &str, columns: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut used = 0;
    let mut spaces = 0;
    for piece in pieces(paragraph) {
        if piece.bytes().all(|byte| byte == b' ') {
            spaces += piece.len();
            continue;
        }
        let wide = width(piece);
        if used > 0 && used + spaces + wide > columns {
            lines.push(std::mem::take(&mut line));
            (used, spaces) = (0, 0);
        }
        // Indentation wider than the line would otherwise push the first word over its edge.
        spaces = spaces.min(columns.saturating_sub(used + wide));
        line.extend(std::iter::repeat_n(' ', spaces));
        used += spaces;
        spaces = 0;
        for grapheme in piece.graphemes(true) {
            let mut grapheme = grapheme;
            let mut step = grapheme_width(grapheme);
            if step > columns {
                (grapheme, step) = (ELLIPSIS, 1);
            }
            if used + step > columns {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push_str(grapheme);
            used += step;
        }
    }
    lines.push(line);
}

/// The unbreakable pieces of a line in order: runs of spaces, words, and single wide graphemes with
/// the closing punctuation that follows (or the opening one that leads).
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<&str> = None;
    for (at, grapheme) in text.grapheme_indices(true) {
        if let Some(before) = before
            && may_break(before, grapheme)
        {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(grapheme);
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

fn may_break(before: &str, after: &str) -> bool {
    if before == " " || after == " " {
        return before != after;
    }
    let wide = grapheme_width(before) > 1 || grapheme_width(after) > 1;
    wide && !"，。、！？；：）」』】》〉”’…,.!?;:)]}%".contains(after) && !"（「『【《〈“‘([{".contains(before)
}

fn fits(text: &str, max: usize) -> bool {
    if is_printable_ascii(text) {
        return text.len() <= max;
    }
    let mut used = 0;
    text.graphemes(true).all(|grapheme| {
        used += grapheme_width(grapheme);
        used <= max
    })
}

fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) {
        return 0;
    }
    // ratatui gives the halfwidth katakana sound marks a cell of their own on top, and where text
    // ends on the screen is decided there; a property test compares the two.
    let marks = grapheme.matches(['\u{FF9E}', '\u{FF9F}']).count();
    grapheme.width() + marks
}

fn is_printable_ascii(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..0x7F).contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn columns_of_scripts() {
        assert_eq!(width("ship"), 4);
        assert_eq!(width("写论文"), 6);
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width("👩‍💻"), 2);
        assert_eq!(width("🇨🇳"), 2);
        assert_eq!(width("a\u{0}b"), 2);
    }

    #[test]
    fn cutting_never_halves_a_character() {
        assert_eq!(cut("write thesis", 12), "write thesis");
        assert_eq!(cut("write thesis", 8), "write t…");
        assert_eq!(cut("写论文", 5), "写论…");
        assert_eq!(cut("写论文", 4), "写…");
        assert_eq!(cut("写论文", 1), "…");
        assert_eq!(cut("写论文", 0), "");
        assert_eq!(cut("👩‍💻👩‍💻", 3), "👩‍💻…");
    }

    #[test]
    fn padding_is_exact() {
        assert_eq!(pad_right("写", 5), "写   ");
        assert_eq!(pad_left("7", 3), "  7");
        assert_eq!(center("ab", 5), " ab  ");
        assert_eq!(pad_right("写论", 3), "写…");
        assert_eq!(pad_right("写论", 2), "… ");
    }

    #[test]
    fn wrapping_breaks_at_words_and_between_wide_characters() {
        assert_eq!(wrap("ship the release", 8), ["ship the", "release"]);
        assert_eq!(wrap("一二三四", 4), ["一二", "三四"]);
        assert_eq!(wrap("一二，三", 5), ["一", "二，", "三"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("a\n\nb", 3), ["a", "", "b"]);
        assert_eq!(wrap("写字", 1), ["…", "…"]);
        assert_eq!(wrap("", 3), [""]);
        assert!(wrap("a", 0).is_empty());
    }

    fn drawn(text: &str) -> usize {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 1000, 1));
        let (end, _) = buffer.set_stringn(0, 0, text, 1000, Style::new());
        usize::from(end)
    }

    proptest! {
        #[test]
        fn width_is_what_ratatui_draws(text in "\\PC{0,40}|.{0,40}|[a写👩\u{200D}💻\u{301}ﾞ\u{FE0F}\u{1b} ]{0,20}") {
            prop_assert_eq!(width(&text), drawn(&text));
        }

        #[test]
        fn results_keep_to_their_columns(text in "\\PC{0,60}|[a写👩\u{200D}💻\u{301} \n，(]{0,40}", columns in 0_usize..20) {
            prop_assert!(width(&cut(&text, columns)) <= columns);
            for padded in [pad_left(&text, columns), pad_right(&text, columns), center(&text, columns)] {
                prop_assert_eq!(width(&padded), columns);
            }
            for line in wrap(&text, columns) {
                prop_assert!(width(&line) <= columns, "{:?}", line);
            }
        }

        #[test]
        fn wrapping_loses_nothing_but_spaces(text in "[a-c写论，( ]{0,40}", columns in 2_usize..12) {
            let bare = |text: &str| text.replace(' ', "");
            prop_assert_eq!(bare(&wrap(&text, columns).concat()), bare(&text));
        }
    }
}
