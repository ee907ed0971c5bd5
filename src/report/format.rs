//! `status --format`: a line with named fields, for status bars and prompts. Pure.
use std::borrow::Cow;

use crate::text::width::{cut, pad_left, pad_right};

/// The widest field, in columns.
const WIDEST: usize = 500;
/// Columns of a bar without a width.
const BAR: usize = 10;

/// The names of all fields, as they stand in a message.
pub const FIELDS: &[&str] = &[
    "phase",
    "name",
    "state",
    "mode",
    "task",
    "task_id",
    "project",
    "left",
    "left_s",
    "elapsed",
    "elapsed_s",
    "planned",
    "over",
    "ends_at",
    "round",
    "rounds",
    "next",
    "internal",
    "external",
    "today",
    "focus",
    "planned_today",
    "capacity",
    "fits",
    "goal",
    "streak",
    "bar",
    "percentage",
    "class",
    "icon",
];

/// Why a template cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// There is no such field.
    UnknownField(String),
    /// What follows the colon is no width from 1 to 500.
    BadWidth(String),
    /// A brace that is not closed, or closes nothing.
    Brace,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Field { name: &'static str, fit: Option<(Side, usize)> },
}

/// A template that has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format(Vec<Piece>);

impl Format {
    /// Reads `{field}`, `{field:8}`, `{field:<8}`, `{field:>8}`; `{{` and `}}` stand for braces.
    ///
    /// # Errors
    /// What is wrong with it, see [`FormatError`].
    pub fn parse(template: &str) -> Result<Self, FormatError> {
        let mut pieces = Vec::new();
        let mut text = String::new();
        let mut rest = template;
        while let Some(at) = rest.find(['{', '}']) {
            text.push_str(&rest[..at]);
            let (brace, after) = rest[at..].split_at(1);
            if let Some(after) = after.strip_prefix(brace) {
                text.push_str(brace);
                rest = after;
                continue;
            }
            if brace == "}" {
                return Err(FormatError::Brace);
            }
            let (inside, after) = after.split_once('}').ok_or(FormatError::Brace)?;
            if !text.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut text)));
            }
            pieces.push(field(inside)?);
            rest = after;
        }
        text.push_str(rest);
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        Ok(Self(pieces))
    }

    /// The line, with `value` giving the text of a field; for `bar` it is asked for so many columns.
    pub fn fill(&self, value: impl Fn(&str, usize) -> String) -> String {
        let mut line = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => line.push_str(text),
                Piece::Field { name, fit: None } => line.push_str(&value(name, BAR)),
                Piece::Field { name, fit: Some((side, columns)) } => {
                    let text = value(name, *columns);
                    let text = cut(&text, *columns);
                    line.push_str(&match side {
                        Side::Left => Cow::from(pad_right(&text, *columns)),
                        Side::Right => Cow::from(pad_left(&text, *columns)),
                    });
                }
            }
        }
        line
    }

    /// Whether it shows anything that changes every second while a phase runs.
    pub fn counts(&self) -> bool {
        self.0.iter().any(|piece| {
            let Piece::Field { name, .. } = piece else { return false };
            matches!(*name, "left" | "left_s" | "elapsed" | "elapsed_s" | "over" | "focus" | "bar" | "percentage")
        })
    }
}

fn field(inside: &str) -> Result<Piece, FormatError> {
    let (name, fit) = match inside.split_once(':') {
        Some((name, fit)) => (name, Some(fit)),
        None => (inside, None),
    };
    let known = FIELDS.iter().find(|known| **known == name.trim());
    let name = known.ok_or_else(|| FormatError::UnknownField(name.to_owned()))?;
    let fit = fit.map(|fit| {
        let (side, digits) = match fit.strip_prefix('>') {
            Some(digits) => (Side::Right, digits),
            None => (Side::Left, fit.strip_prefix('<').unwrap_or(fit)),
        };
        let columns = digits.parse().ok().filter(|columns| (1..=WIDEST).contains(columns));
        columns.map(|columns| (side, columns)).ok_or_else(|| FormatError::BadWidth(fit.to_owned()))
    });
    Ok(Piece::Field { name, fit: fit.transpose()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn fill(template: &str) -> String {
        Format::parse(template).unwrap().fill(|name, _| format!("<{name}>"))
    }

    #[rstest]
    #[case("", "")]
    #[case("{left} {task}", "<left> <task>")]
    #[case("{{{left}}}", "{<left>}")]
    #[case("a{{b}}c", "a{b}c")]
    #[case("[{left:8}]", "[<left>  ]")]
    #[case("[{left:<8}]", "[<left>  ]")]
    #[case("[{left:>8}]", "[  <left>]")]
    #[case("[{left:4}]", "[<le…]")]
    fn fills(#[case] template: &str, #[case] expected: &str) {
        assert_eq!(fill(template), expected);
    }

    #[rstest]
    #[case("{nothing}", FormatError::UnknownField("nothing".into()))]
    #[case("{}", FormatError::UnknownField(String::new()))]
    #[case("{left", FormatError::Brace)]
    #[case("left}", FormatError::Brace)]
    #[case("{left:x}", FormatError::BadWidth("x".into()))]
    #[case("{left:0}", FormatError::BadWidth("0".into()))]
    #[case("{left:99999}", FormatError::BadWidth("99999".into()))]
    fn refuses(#[case] template: &str, #[case] expected: FormatError) {
        assert_eq!(Format::parse(template), Err(expected));
    }

    #[test]
    fn a_wide_title_keeps_to_its_columns() {
        let format = Format::parse("{task:>7}|").unwrap();
        // Three wide characters and the sign for the cut fill seven columns.
        assert_eq!(format.fill(|_, _| "写论文写".to_owned()), "写论文…|");
        assert_eq!(format.fill(|_, _| "写".to_owned()), "     写|");
    }

    proptest! {
        #[test]
        fn any_template_is_answered(template in any::<String>(), near in "[{}a-z:<>0-9 ]{0,24}") {
            for template in [template, near] {
                if let Ok(format) = Format::parse(&template) {
                    format.fill(|_, _| "写".to_owned());
                }
            }
        }
    }
}
