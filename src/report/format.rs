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
    "clock",
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

/// Where a line is shown, and what must therefore not stand in a field as it is: a title must not steer the
/// program that shows it. What the template itself says is left alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Escape {
    /// Nothing is changed.
    #[default]
    Plain,
    /// tmux: `#` begins a style or a format, `##` stands for it.
    Tmux,
    /// polybar: `%{` begins a tag, for which there is no escape, so a space comes in between.
    Polybar,
    /// Markup of Pango: waybar, i3bar and others.
    Markup,
    /// The prompt of zsh: `%` begins an escape, `%%` stands for it.
    Zsh,
}

impl Escape {
    /// The text as the program shows it unchanged.
    fn apply<'a>(self, text: &'a str) -> Cow<'a, str> {
        match self {
            Self::Tmux if text.contains('#') => text.replace('#', "##").into(),
            Self::Polybar if text.contains('%') => {
                // The brace may be what comes after the field.
                let end = if text.ends_with('%') { " " } else { "" };
                (text.replace("%{", "% {") + end).into()
            }
            Self::Markup if text.contains(['&', '<', '>']) => markup(text).into(),
            Self::Zsh if text.contains('%') => text.replace('%', "%%").into(),
            _ => text.into(),
        }
    }
}

/// Text as markup that says nothing but the text.
pub(super) fn markup(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

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
    /// Fields are escaped for where they are shown, after they were fitted: there they are as wide as asked.
    pub fn fill(&self, escape: Escape, value: impl Fn(&str, usize) -> String) -> String {
        let mut line = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => line.push_str(text),
                Piece::Field { name, fit: None } => line.push_str(&escape.apply(&value(name, BAR))),
                Piece::Field { name, fit: Some((side, columns)) } => {
                    let text = value(name, *columns);
                    let text = cut(&text, *columns);
                    line.push_str(&escape.apply(&match side {
                        Side::Left => pad_right(&text, *columns),
                        Side::Right => pad_left(&text, *columns),
                    }));
                }
            }
        }
        line
    }

    /// Whether it shows anything that changes every second while a phase runs.
    pub fn counts(&self) -> bool {
        self.0.iter().any(|piece| {
            let Piece::Field { name, .. } = piece else { return false };
            matches!(
                *name,
                "clock" | "left" | "left_s" | "elapsed" | "elapsed_s" | "over" | "focus" | "bar" | "percentage"
            )
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
        Format::parse(template).unwrap().fill(Escape::Plain, |name, _| format!("<{name}>"))
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
        assert_eq!(format.fill(Escape::Plain, |_, _| "写论文写".to_owned()), "写论文…|");
        assert_eq!(format.fill(Escape::Plain, |_, _| "写".to_owned()), "     写|");
    }

    #[rstest]
    #[case(Escape::Plain, "a#[b]%{c}&<", "a#[b]%{c}&<")]
    #[case(Escape::Tmux, "#[fg=red]x #(id)", "##[fg=red]x ##(id)")]
    #[case(Escape::Polybar, "%{A1:id:}x 100%", "% {A1:id:}x 100% ")]
    #[case(Escape::Markup, "<b>&amp;", "&lt;b&gt;&amp;amp;")]
    #[case(Escape::Zsh, "100%F{red}", "100%%F{red}")]
    fn a_title_steers_no_status_bar(#[case] escape: Escape, #[case] title: &str, #[case] expected: &str) {
        let format = Format::parse("#[bold]{task}").unwrap();
        assert_eq!(format.fill(escape, |_, _| title.to_owned()), format!("#[bold]{expected}"));
    }

    #[test]
    fn what_is_escaped_is_as_wide_where_it_is_shown() {
        let format = Format::parse("{task:6}|").unwrap();
        assert_eq!(format.fill(Escape::Tmux, |_, _| "#1 #2 #3".to_owned()), "##1 ##2…|");
    }

    proptest! {
        #[test]
        fn any_template_is_answered(template in any::<String>(), near in "[{}a-z:<>0-9 ]{0,24}") {
            for template in [template, near] {
                if let Ok(format) = Format::parse(&template) {
                    format.fill(Escape::Tmux, |_, _| "写".to_owned());
                }
            }
        }
    }
}
