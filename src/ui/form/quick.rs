//! A task written in one line: what is understood of it so far, the command that it becomes, the form it goes on in.
use super::{Form, Line};
use crate::{
    domain::{
        command::{Command, TaskEdit},
        limits,
        model::Model,
        moment::Moment,
    },
    text::{
        locale::Locale,
        quick::{self, QuickFault, Reading},
    },
};

/// A task being written in one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Quick {
    /// What is written.
    pub line: Line,
    /// Why it was not taken.
    pub error: Option<String>,
}

impl Quick {
    /// An empty line.
    pub fn new() -> Self {
        Self { line: Line::new("", 2 * limits::TITLE), error: None }
    }

    /// What is understood of it so far.
    pub fn reading(&self, model: &Model, now: &Moment) -> Reading {
        quick::read(self.line.text(), &now.wall, model.rules.day.start)
    }

    /// What is wrong with it so far: the place of the first piece that is, and why. A piece at the end may still be
    /// unfinished.
    pub(in crate::ui) fn fault(&self, reading: &Reading, locale: &Locale) -> Option<(usize, String)> {
        let wrong = |(at, piece): (usize, &quick::Piece)| {
            let text = self.line.text().get(piece.span.clone()).unwrap_or_default().to_owned();
            Some((at, QuickFault::Piece { text, kind: piece.fault.clone()? }.text(locale)))
        };
        reading.pieces.iter().enumerate().find_map(wrong)
    }

    /// The command that it asks for.
    ///
    /// # Errors
    /// The sentence that says what is wrong.
    pub(in crate::ui) fn command(&self, model: &Model, locale: &Locale, now: &Moment) -> Result<Command, String> {
        let quick = quick::parse(self.line.text(), &now.wall, model.rules.day.start);
        quick.map(|quick| Command::AddTask(TaskEdit::from(quick))).map_err(|fault| fault.text(locale))
    }

    /// The form for a new task with what is understood filled in.
    pub(in crate::ui) fn form(&self, model: &Model, now: &Moment) -> Form {
        let quick = self.reading(model, now).quick;
        let mut form = Form::add_task();
        let mut fill = |name: &str, text: String| {
            if let Some(field) = form.fields.iter_mut().find(|field| field.name == name && !text.is_empty()) {
                field.line.set(&text);
            }
        };
        fill("title", quick.title);
        fill("importance", quick.importance.map_or_else(String::new, |rank| rank.level().to_string()));
        fill("due", quick.due.map_or_else(String::new, super::task::due_text));
        fill("estimate", quick.estimate.map_or_else(String::new, |estimate| estimate.count().to_string()));
        fill("project", quick.project.unwrap_or_default());
        fill("tags", quick.tags.join(" "));
        fill("repeat", quick.repeat.map_or_else(String::new, |repeat| repeat.word().to_owned()));
        let word = quick.unplanned.map(|unplanned| if unplanned { "yes" } else { "no" });
        fill("unplanned", word.map_or_else(String::new, str::to_owned));
        form
    }
}

impl Default for Quick {
    fn default() -> Self {
        Self::new()
    }
}
