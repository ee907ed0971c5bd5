//! Colours and symbols by what they mean. Text in, styles out: no view names a colour.
mod parse;
mod symbols;

pub use parse::ThemeError;
pub use symbols::Symbols;

use ratatui::style::Style;

/// What something on the screen means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// What matters less.
    Dim,
    /// Frames.
    Border,
    /// What has the focus of the keys; keys.
    Accent,
    /// The selected row.
    Selection,
    /// A focus phase.
    Focus,
    /// A break.
    Break,
    /// Better.
    Good,
    /// Look at this.
    Warn,
    /// Wrong, late, worse.
    Bad,
    /// The first series of a chart.
    Chart1,
    /// The second.
    Chart2,
    /// The third.
    Chart3,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 13] = [
        Self::Text,
        Self::Dim,
        Self::Border,
        Self::Accent,
        Self::Selection,
        Self::Focus,
        Self::Break,
        Self::Good,
        Self::Warn,
        Self::Bad,
        Self::Chart1,
        Self::Chart2,
        Self::Chart3,
    ];

    /// The name in theme files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Dim => "dim",
            Self::Border => "border",
            Self::Accent => "accent",
            Self::Selection => "selection",
            Self::Focus => "focus",
            Self::Break => "break",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Chart1 => "chart1",
            Self::Chart2 => "chart2",
            Self::Chart3 => "chart3",
        }
    }
}

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorDepth {
    /// None, or none are wanted (`NO_COLOR`): meaning is kept by bold, reverse and symbols.
    None,
    /// The 16 of ANSI.
    Ansi16,
    /// 256.
    Indexed,
    /// 24 bits.
    True,
}

/// A style for every role, and the symbols to draw with.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    styles: [Style; Role::ALL.len()],
    ascii: bool,
}

impl Theme {
    /// The names of the themes that come with the program.
    pub const NAMES: [&str; 4] = ["dark", "light", "high-contrast", "mono"];

    /// A theme that comes with the program; `None` where none has that name.
    pub fn named(name: &str, depth: ColorDepth, ascii: bool) -> Option<Self> {
        let text = match name {
            "dark" => include_str!("../../assets/themes/dark.toml"),
            "light" => include_str!("../../assets/themes/light.toml"),
            "high-contrast" => include_str!("../../assets/themes/high-contrast.toml"),
            "mono" => include_str!("../../assets/themes/mono.toml"),
            _ => return None,
        };
        Self::parse(text, depth, ascii).ok()
    }

    /// The theme of a file such as `assets/themes/dark.toml`. A role that is left out looks like text.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn parse(text: &str, depth: ColorDepth, ascii: bool) -> Result<Self, ThemeError> {
        Ok(Self { styles: parse::styles(text, depth)?, ascii })
    }

    /// The style of a role. Never has a background colour.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }

    /// The symbols to draw with.
    pub fn symbols(&self) -> &'static Symbols {
        if self.ascii { &symbols::ASCII } else { &symbols::UNICODE }
    }

    /// Whether only ASCII symbols are wanted.
    pub fn is_ascii(&self) -> bool {
        self.ascii
    }
}

#[cfg(test)]
mod tests;
