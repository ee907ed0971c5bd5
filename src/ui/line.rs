//! A line of text being written: edited by grapheme clusters, shown by columns. Pure.
use std::borrow::Cow;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use crate::text::{sanitize, width};

/// What stands for a line break.
const BREAK: &str = "⏎";

/// Text with a cursor that always stands between two grapheme clusters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    /// Byte offset of the cursor.
    at: usize,
    /// Most bytes.
    most: usize,
    /// Whether it may hold line breaks.
    breaks: bool,
    past: Past,
}

/// What a line was before its last changes: text and cursor, the latest last. No part of what it is.
#[derive(Clone, Debug, Default)]
struct Past {
    states: Vec<(String, usize)>,
    /// Whether the last change was a character that was typed: the next one belongs to it.
    typing: bool,
}

impl PartialEq for Past {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Past {}

/// How many changes of a line can be taken back.
const MOST_PAST: usize = 64;

impl Line {
    /// A text of at most `most` bytes with the cursor at its end.
    pub fn new(text: &str, most: usize) -> Self {
        Self { text: text.to_owned(), at: text.len(), most, breaks: false, past: Past::default() }
    }

    /// The same, but it may have several lines.
    pub fn with_breaks(text: &str, most: usize) -> Self {
        Self { breaks: true, ..Self::new(text, most) }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Replaces the text; the cursor goes to its end.
    pub fn set(&mut self, text: &str) {
        if text != self.text {
            self.remember(false);
        }
        text.clone_into(&mut self.text);
        self.at = self.text.len();
    }

    /// Puts text in at the cursor, as much as there is room for. Line breaks and tabs become spaces where
    /// they have no place, other control characters are left out.
    pub fn insert(&mut self, text: &str) {
        self.remember(false);
        self.put_in(text);
    }

    /// Keeps what there is, so that a change can be taken back; what is typed in one go is one change.
    fn remember(&mut self, typing: bool) {
        if !(typing && self.past.typing) {
            if self.past.states.len() == MOST_PAST {
                self.past.states.remove(0);
            }
            self.past.states.push((self.text.clone(), self.at));
        }
        self.past.typing = typing;
    }

    /// Takes the last change back; whether there was one.
    pub fn undo(&mut self) -> bool {
        self.past.typing = false;
        while let Some((text, at)) = self.past.states.pop() {
            if text != self.text {
                (self.text, self.at) = (text, at);
                return true;
            }
        }
        false
    }

    fn put_in(&mut self, text: &str) {
        let room = self.most.saturating_sub(self.text.len());
        let mut fit = String::new();
        let text = if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) };
        for c in text.chars() {
            let c = match c {
                '\n' if self.breaks => '\n',
                '\n' | '\r' | '\t' => ' ',
                c if sanitize::is_hostile(c) => continue,
                c => c,
            };
            if fit.len() + c.len_utf8() > room {
                break;
            }
            fit.push(c);
        }
        self.text.insert_str(self.at, &fit);
        self.at += fit.len();
        // A combining mark joins the cluster before it: the cursor must not stay inside one.
        self.at = self.boundary(self.at);
    }

    fn boundary(&self, at: usize) -> usize {
        let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
        if cursor.is_boundary(&self.text, 0).unwrap_or(true) { at } else { self.step(at, true) }
    }

    fn step(&self, at: usize, forward: bool) -> usize {
        let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
        let next = if forward { cursor.next_boundary(&self.text, 0) } else { cursor.prev_boundary(&self.text, 0) };
        next.ok().flatten().unwrap_or(if forward { self.text.len() } else { 0 })
    }

    fn word_start(&self) -> usize {
        let before = &self.text[..self.at];
        before.unicode_word_indices().next_back().map_or(0, |(at, _)| at)
    }

    fn word_end(&self) -> usize {
        let after = &self.text[self.at..];
        after.unicode_word_indices().next().map_or(self.text.len(), |(at, word)| self.at + at + word.len())
    }

    fn remove(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.at = self.boundary(from);
    }

    /// Takes a key in: characters, Backspace, Delete, ←, →, Home, End, and the usual Ctrl keys. Whether it
    /// meant something.
    pub fn key(&mut self, key: &KeyEvent) -> bool {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        // Terminals send ctrl-_ as ctrl-7 too.
        if ctrl && matches!(key.code, KeyCode::Char('z' | '_' | '7')) {
            self.undo();
            return true;
        }
        let types = matches!(key.code, KeyCode::Char(_) if !ctrl && !alt);
        let before = (self.past.states.len(), self.past.typing, self.text.clone());
        // A word goes with the space before it.
        self.remember(types && key.code != KeyCode::Char(' '));
        self.past.typing = types;
        let meant = self.write(key, ctrl, alt);
        if self.text == before.2 {
            // Nothing was written: moving about ends what is typed in one go.
            self.past.states.truncate(before.0);
            self.past.typing = before.1 && !meant;
        }
        meant
    }

    fn write(&mut self, key: &KeyEvent, ctrl: bool, alt: bool) -> bool {
        match key.code {
            KeyCode::Char('a') if ctrl => self.at = 0,
            KeyCode::Char('e') if ctrl => self.at = self.text.len(),
            KeyCode::Char('u') if ctrl => self.remove(0, self.at),
            KeyCode::Char('k') if ctrl => self.remove(self.at, self.text.len()),
            KeyCode::Char('w') if ctrl => self.remove(self.word_start(), self.at),
            KeyCode::Backspace if ctrl || alt => self.remove(self.word_start(), self.at),
            KeyCode::Char(c) if !ctrl && !alt => self.put_in(c.encode_utf8(&mut [0; 4])),
            KeyCode::Enter if alt && self.breaks => self.put_in("\n"),
            KeyCode::Backspace => self.remove(self.step(self.at, false), self.at),
            KeyCode::Delete => self.remove(self.at, self.step(self.at, true)),
            KeyCode::Left if ctrl || alt => self.at = self.word_start(),
            KeyCode::Right if ctrl || alt => self.at = self.word_end(),
            KeyCode::Left => self.at = self.step(self.at, false),
            KeyCode::Right => self.at = self.step(self.at, true),
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = self.text.len(),
            _ => return false,
        }
        true
    }

    /// What of the text shows in `columns` columns, and the column of the cursor in it. The cursor is
    /// always within; no cluster is shown in half.
    pub fn window(&self, columns: usize) -> (String, usize) {
        let shown = |text: &str| text.replace('\n', BREAK);
        let columns = columns.max(1);
        let before = shown(&self.text[..self.at]);
        let mut used = 0;
        let mut start = before.len();
        // One column stays free for the cursor itself.
        for (at, cluster) in before.grapheme_indices(true).rev() {
            used += width::width(cluster);
            if used + 1 > columns {
                used -= width::width(cluster);
                break;
            }
            start = at;
        }
        let mut text = before[start..].to_owned();
        let cursor = used;
        for cluster in shown(&self.text[self.at..]).graphemes(true) {
            used += width::width(cluster);
            if used > columns {
                break;
            }
            text.push_str(cluster);
        }
        (text, cursor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(code: KeyCode) -> KeyEvent {
        KeyEvent::new(code, KeyModifiers::NONE)
    }

    #[test]
    fn clusters_are_stepped_over_and_removed_whole() {
        let mut line = Line::new("a👩‍💻写", 100);
        line.key(&key(KeyCode::Left));
        line.key(&key(KeyCode::Backspace));
        assert_eq!(line.text(), "a写");
        line.key(&key(KeyCode::Delete));
        line.key(&key(KeyCode::Home));
        line.key(&key(KeyCode::Char('x')));
        assert_eq!(line.text(), "xa");
    }

    #[test]
    fn what_is_pasted_is_cleaned_and_limited() {
        let mut line = Line::new("", 10);
        line.insert("a\r\nb\x1b[2J\tc");
        assert_eq!(line.text(), "a b[2J c");
        line.insert("写写");
        assert_eq!(line.text(), "a b[2J c");
        let mut note = Line::with_breaks("", 10);
        note.insert("a\r\nb");
        assert_eq!(note.text(), "a\nb");
        assert_eq!(note.window(9).0, "a⏎b");
    }

    #[test]
    fn words_are_removed() {
        let mut line = Line::new("ship the release", 100);
        line.key(&KeyEvent::new(KeyCode::Char('w'), KeyModifiers::CONTROL));
        assert_eq!(line.text(), "ship the ");
        line.key(&KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL));
        assert_eq!(line.text(), "");
    }

    #[test]
    fn changes_are_taken_back_one_after_the_other() {
        let ctrl = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
        let mut line = Line::new("ship", 100);
        for c in " the release".chars() {
            line.key(&key(KeyCode::Char(c)));
        }
        line.key(&ctrl('u'));
        line.insert("pasted");
        line.key(&key(KeyCode::Left));
        line.key(&ctrl('z'));
        assert_eq!(line.text(), "");
        line.key(&ctrl('z'));
        assert_eq!(line.text(), "ship the release");
        // What was typed goes word by word.
        line.key(&ctrl('_'));
        assert_eq!(line.text(), "ship the");
        for _ in 0..5 {
            line.key(&ctrl('z'));
        }
        assert_eq!(line.text(), "ship");
        assert_eq!(line, Line::new("ship", 100));
    }

    proptest! {
        #[test]
        fn the_cursor_is_always_shown(
            text in "[a写👩\u{200D}💻\u{301}🇨🇳\n]{0,30}|\\PC{0,20}",
            steps in proptest::collection::vec(0_u8..10, 0..30),
            columns in 1_usize..20,
        ) {
            let mut line = Line::with_breaks(&text, 200);
            for step in steps {
                let code = match step {
                    0 => KeyCode::Left,
                    1 => KeyCode::Right,
                    2 => KeyCode::Home,
                    3 => KeyCode::Backspace,
                    4 => KeyCode::Delete,
                    5 => KeyCode::Char('\u{301}'),
                    6 => KeyCode::Char('写'),
                    7 => KeyCode::Char('\u{200D}'),
                    9 => {
                        line.undo();
                        continue;
                    }
                    _ => KeyCode::End,
                };
                line.key(&key(code));
                prop_assert!(line.text().is_char_boundary(line.at));
                let (shown, cursor) = line.window(columns);
                prop_assert!(width::width(&shown) <= columns && cursor < columns.max(1), "{shown:?} {cursor}");
            }
        }
    }
}
