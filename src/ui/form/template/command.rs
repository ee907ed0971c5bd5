//! The template that a form makes, or the place in it that is wrong.
use super::{CELLS, NAME, PRACTICES, QUESTION, TemplateForm, WEIGHT};
use crate::{
    domain::{
        command::{Command, Refusal},
        model::Model,
        template::{Dimension, Scale, Template, Wording},
    },
    text::{locale::Locale, refusal::refusal_text},
};

impl TemplateForm {
    fn head_text(&self, name: &str) -> Option<&str> {
        self.head.iter().find(|field| field.name == name).map(|field| field.line.text().trim())
    }

    /// The command that keeps the template.
    ///
    /// # Errors
    /// The place that is wrong, and why.
    pub(in crate::ui) fn command(&self, model: &Model, locale: &Locale) -> Result<Command, (usize, String)> {
        let place = |name: &str| self.head.iter().position(|field| field.name == name).unwrap_or(0);
        let mut next = self.base.clone();
        if let Some(id) = self.head_text("id") {
            id.clone_into(&mut next.id);
            if model.template(id).is_some() {
                return Err((place("id"), locale.text("assess-template-taken")));
            }
        }
        self.put(&mut next.name, self.head_text("name").unwrap_or_default());
        let scale = self.head_text("scale").and_then(Scale::parse);
        next.scale = scale.ok_or_else(|| (place("scale"), locale.text("assess-template-scale")))?;
        next.dimensions.clear();
        for (index, row) in self.rows.iter().enumerate() {
            let at = self.head.len() + index * CELLS.len();
            let mut dimension = row.base.clone().unwrap_or_default();
            self.put(&mut dimension.name, row.cells[NAME].text().trim());
            self.put(&mut dimension.question, row.cells[QUESTION].text().trim());
            dimension.weight = row.weight().ok_or_else(|| (at + WEIGHT, locale.text("assess-template-weight")))?;
            let lines = row.cells[PRACTICES].text().lines().map(str::trim).filter(|line| !line.is_empty());
            dimension.practices = lines.map(|line| self.practice(&dimension, line)).collect();
            if dimension.id.is_empty() {
                let taken = |id: &str| {
                    let known = |known: &Dimension| known.id == id;
                    next.dimensions.iter().any(known) || self.rows.iter().filter_map(|row| row.base.as_ref()).any(known)
                };
                dimension.id = unique(&slug(row.cells[NAME].text(), index + 1), taken);
            }
            next.dimensions.push(dimension);
        }
        match next.check() {
            Ok(()) => Ok(Command::KeepTemplate(Box::new(next))),
            Err(refusal) => Err((self.place_of(&refusal, &next), refusal_text(locale, &refusal))),
        }
    }

    /// The place that a refusal speaks of; the present one where it speaks of none.
    fn place_of(&self, refusal: &Refusal, next: &Template) -> usize {
        let head = |name: &str| self.head.iter().position(|field| field.name == name);
        let cell = |row: Option<usize>, cell: usize| row.map(|row| self.head.len() + row * CELLS.len() + cell);
        let row = |id: &str| next.dimensions.iter().position(|dimension| dimension.id == id);
        let place = match refusal {
            Refusal::BadId { .. } | Refusal::Empty { field: "id" } => head("id"),
            Refusal::Empty { field: "name" } if next.name == Wording::default() => head("name"),
            Refusal::Empty { field: "name" } => {
                cell(next.dimensions.iter().position(|dimension| dimension.name == Wording::default()), NAME)
            }
            Refusal::BadWeight { dimension } => cell(row(dimension), WEIGHT),
            Refusal::Twice { dimension: name } => {
                let last = next.dimensions.iter().rposition(|known| known.id == *name || known.name.is(name));
                cell(last, NAME)
            }
            _ => None,
        };
        place.unwrap_or(self.at)
    }

    /// Puts a text in the language that it is written in; the other language keeps its own.
    fn put(&self, wording: &mut Wording, text: &str) {
        if wording.in_chinese(self.chinese) != text {
            text.clone_into(if self.chinese { &mut wording.zh } else { &mut wording.en });
        }
        if text.is_empty() {
            *wording = Wording::default();
        }
    }

    /// A practice as it was, in both languages, or a new one.
    fn practice(&self, dimension: &Dimension, text: &str) -> Wording {
        let known = dimension.practices.iter().find(|known| known.in_chinese(self.chinese) == text);
        known.cloned().unwrap_or_else(|| {
            let mut fresh = Wording::default();
            self.put(&mut fresh, text);
            fresh
        })
    }

    /// Whether a command is the one that this form sends.
    pub(in crate::ui) fn sends(&self, command: &Command) -> bool {
        let id = self.head_text("id").unwrap_or(&self.base.id);
        matches!(command, Command::KeepTemplate(template) if template.id == id)
    }
}

/// An id from a name: its ASCII letters and digits in lower case, or `d` and its number.
fn slug(name: &str, number: usize) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug: String = words.collect::<Vec<_>>().join("-").to_lowercase().chars().take(48).collect();
    if slug.is_empty() { format!("d{number}") } else { slug }
}

/// An id that is not taken.
pub(super) fn unique(wanted: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{wanted}-{number}"));
    std::iter::once(wanted.to_owned()).chain(numbered).find(|id| !taken(id)).unwrap_or_default()
}
