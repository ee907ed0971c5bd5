//! One key as a value: read from text, made from an event, the same for every keyboard layout and input method.
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with its modifiers, in one form for all ways of typing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// Named keys and what they are called; the first name of a key is the one that is shown.
const NAMED: [(&str, KeyCode); 22] = [
    ("space", KeyCode::Char(' ')),
    ("enter", KeyCode::Enter),
    ("return", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("escape", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("del", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("page-up", KeyCode::PageUp),
    ("pageup", KeyCode::PageUp),
    ("page-down", KeyCode::PageDown),
    ("pagedown", KeyCode::PageDown),
    ("plus", KeyCode::Char('+')),
    ("minus", KeyCode::Char('-')),
];

impl Key {
    /// Reads `x`, `X`, `?`, `space`, `enter`, `f5`, `ctrl-x`, `alt-enter`, `shift-tab`; `None` for
    /// anything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut rest = text.trim();
        let mut modifiers = KeyModifiers::NONE;
        while let Some((name, after)) = rest.split_once('-').filter(|(_, after)| !after.is_empty()) {
            modifiers |= match name.to_ascii_lowercase().as_str() {
                "ctrl" | "control" => KeyModifiers::CONTROL,
                "alt" | "meta" => KeyModifiers::ALT,
                "shift" => KeyModifiers::SHIFT,
                _ => break,
            };
            rest = after;
        }
        let lower = rest.to_ascii_lowercase();
        let mut chars = rest.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_control() && !c.is_whitespace() => KeyCode::Char(c),
            _ if lower == "backtab" => return Some(Self::normal(KeyCode::BackTab, modifiers)),
            _ => match NAMED.iter().find(|(name, _)| *name == lower) {
                Some((_, code)) => *code,
                None => KeyCode::F(lower.strip_prefix('f')?.parse().ok().filter(|n| (1..=24).contains(n))?),
            },
        };
        Some(Self::normal(code, modifiers))
    }

    /// The event of a key.
    pub(super) fn event(self) -> KeyEvent {
        KeyEvent::new(self.code, self.modifiers)
    }

    /// The key of an event.
    pub(super) fn of(event: &KeyEvent) -> Self {
        Self::normal(event.code, event.modifiers)
    }

    /// The key in the same place of a Latin keyboard, where this one writes Cyrillic or Greek.
    pub(super) fn on_latin(self) -> Self {
        let KeyCode::Char(c) = self.code else { return self };
        let found = PLACES.iter().find_map(|(own, latin)| latin.chars().nth(own.chars().position(|own| own == c)?));
        Self { code: KeyCode::Char(found.unwrap_or(c)), ..self }
    }

    fn normal(code: KeyCode, modifiers: KeyModifiers) -> Self {
        let mut modifiers = modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        let code = match code {
            KeyCode::BackTab => {
                modifiers |= KeyModifiers::SHIFT;
                KeyCode::Tab
            }
            KeyCode::Char(c) => {
                let mut c = narrow(c);
                // Terminals report shifted characters with or without the modifier.
                if modifiers.contains(KeyModifiers::SHIFT) {
                    c = c.to_uppercase().next().filter(|_| c.is_alphabetic()).unwrap_or(c);
                    modifiers -= KeyModifiers::SHIFT;
                }
                if modifiers.contains(KeyModifiers::CONTROL) {
                    c = c.to_ascii_lowercase();
                }
                KeyCode::Char(c)
            }
            code => code,
        };
        Self { code, modifiers }
    }
}

/// What keyboards write that have no Latin letters, and what stands in the same places of one that has.
const PLACES: [(&str, &str); 5] = [
    ("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"),
    ("ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ", "QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~"),
    ("іїєІЇЄ", "s]'S}\""),
    ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
    ("ΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ", "ERTYUIOPASDFGHJKLZXCVBNM"),
];

/// The ASCII character for which a Chinese input method or a dead key wrote another.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        '‘' | '’' | '´' => '\'',
        '“' | '”' | '¨' => '"',
        '。' => '.',
        '、' => '/',
        '【' => '[',
        '】' => ']',
        '《' => '<',
        '》' => '>',
        '—' => '_',
        '–' | '−' => '-',
        '￥' => '$',
        '·' => '`',
        c => c,
    }
}
