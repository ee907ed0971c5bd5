//! A theme file as styles for one depth of colour. Reads text, no files.
use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use super::{ColorDepth, Role};

/// Why a text is no theme.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ThemeError {
    /// Not the TOML that is expected; says where and why.
    #[error("{0}")]
    Shape(String),
    /// There is no such role.
    #[error("there is no role {0}")]
    UnknownRole(String),
    /// A colour is neither `#rrggbb` nor one of the 16 names.
    #[error("{role} has {text}, which is no colour")]
    BadColor {
        /// The role.
        role: String,
        /// What was written.
        text: String,
    },
    /// A modifier is none of bold, dim, italic, underline, reverse.
    #[error("{role} has {text}, which is none of bold, dim, italic, underline, reverse")]
    BadModifier {
        /// The role.
        role: String,
        /// What was written.
        text: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: Option<i64>,
    role: BTreeMap<String, Look>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Look {
    rgb: Option<String>,
    ansi: Option<String>,
    #[serde(default)]
    mods: Vec<String>,
    plain: Option<Vec<String>>,
}

const ANSI: [(&str, Color); 16] = [
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("gray", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("white", Color::White),
];

pub(super) fn styles(text: &str, depth: ColorDepth) -> Result<[Style; Role::ALL.len()], ThemeError> {
    let file: File = toml::from_str(text).map_err(|error| ThemeError::Shape(error.to_string()))?;
    if let Some(schema) = file.schema.filter(|schema| *schema != 1) {
        return Err(ThemeError::Shape(format!("schema = {schema}: a later version wrote this theme")));
    }
    let mut styles = [Style::new(); Role::ALL.len()];
    for (name, look) in &file.role {
        let role = Role::ALL.iter().find(|role| role.name() == name);
        let role = role.ok_or_else(|| ThemeError::UnknownRole(name.clone()))?;
        styles[*role as usize] = style(name, look, depth)?;
    }
    Ok(styles)
}

fn style(role: &str, look: &Look, depth: ColorDepth) -> Result<Style, ThemeError> {
    let bad = |text: &str| ThemeError::BadColor { role: role.to_owned(), text: text.to_owned() };
    let rgb = look.rgb.as_deref().map(|text| parse_rgb(text).ok_or_else(|| bad(text))).transpose()?;
    let named = |text: &str| ANSI.iter().find(|(name, _)| *name == text).map(|(_, color)| *color);
    let ansi = look.ansi.as_deref().map(|text| named(text).ok_or_else(|| bad(text))).transpose()?;
    let color = match depth {
        ColorDepth::None => None,
        ColorDepth::Ansi16 => ansi,
        ColorDepth::Indexed => rgb.map(|(r, g, b)| Color::Indexed(nearest(r, g, b))).or(ansi),
        ColorDepth::True => rgb.map(|(r, g, b)| Color::Rgb(r, g, b)).or(ansi),
    };
    let plain = look.plain.as_ref().filter(|_| depth == ColorDepth::None);
    let style = modifiers(role, plain.unwrap_or(&look.mods))?;
    // Both lists are checked, whichever is used.
    modifiers(role, &look.mods)?;
    modifiers(role, look.plain.as_deref().unwrap_or_default())?;
    Ok(color.map_or(style, |color| style.fg(color)))
}

fn modifiers(role: &str, names: &[String]) -> Result<Style, ThemeError> {
    names.iter().try_fold(Style::new(), |style, name| {
        let modifier = match name.as_str() {
            "bold" => Modifier::BOLD,
            "dim" => Modifier::DIM,
            "italic" => Modifier::ITALIC,
            "underline" => Modifier::UNDERLINED,
            "reverse" => Modifier::REVERSED,
            _ => return Err(ThemeError::BadModifier { role: role.to_owned(), text: name.clone() }),
        };
        Ok(style.add_modifier(modifier))
    })
}

fn parse_rgb(text: &str) -> Option<(u8, u8, u8)> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some((part(0)?, part(2)?, part(4)?))
}

/// The nearest of the 6×6×6 cube and the grey ramp of the 256 colours.
fn nearest(r: u8, g: u8, b: u8) -> u8 {
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * i32::from(step) };
    let step = |value: u8| (0..6).min_by_key(|step| (level(*step) - i32::from(value)).abs()).unwrap_or(0);
    let distance = |(x, y, z): (i32, i32, i32)| {
        let d = |a: i32, b: u8| (a - i32::from(b)).pow(2);
        d(x, r) + d(y, g) + d(z, b)
    };
    let cube = (step(r), step(g), step(b));
    let mean = (i32::from(r) + i32::from(g) + i32::from(b)) / 3;
    let grey = ((mean - 8 + 5) / 10).clamp(0, 23);
    let grey_level = 8 + 10 * grey;
    let cube_distance = distance((level(cube.0), level(cube.1), level(cube.2)));
    if distance((grey_level, grey_level, grey_level)) < cube_distance {
        232 + grey as u8
    } else {
        16 + 36 * cube.0 + 6 * cube.1 + cube.2
    }
}
