//! The answers of a weekly look back as a form: one field for each question.
use super::{Field, Form, FormKind};
use crate::{
    domain::{limits, look_back::LookBack},
    text::{locale::Locale, look_back::question_text},
    ui::line::Line,
};

impl Form {
    /// The form for the questions of a look back, with the `at`-th one open.
    pub fn review(look: &LookBack<'_>, at: usize, locale: &Locale) -> Self {
        let fields: Vec<Field> = look
            .questions
            .iter()
            .map(|question| {
                let answer = question.answer.as_deref().unwrap_or_default();
                let mut field = Field::new(question.id, answer, limits::NOTE);
                field.line = Line::with_breaks(answer, limits::NOTE);
                field.about = Some(question_text(question.id, look, locale));
                field
            })
            .collect();
        let at = at.min(fields.len().saturating_sub(1));
        Self { at, ..Self::new(FormKind::Review(look.week), fields) }
    }

    /// The answers that were written.
    pub(super) fn answers(&self) -> Vec<(String, String)> {
        let changed = self.fields.iter().filter(|field| field.is_changed());
        changed.map(|field| (field.name.to_owned(), field.line.text().to_owned())).collect()
    }
}
