//! Splitting a task that is too large and merging ones that are too small, as forms. Touches no screen.
use super::{Field, Form, FormKind};
use crate::{
    domain::{
        command::{Command, Part},
        id::Id,
        limits,
        model::Model,
        task::Pomodoros,
    },
    text::{
        locale::{Arg, Locale},
        narrow::narrow,
    },
};

/// How many parts there can be.
const PARTS: std::ops::RangeInclusive<u32> = 2..=50;

/// A part as a line: its title and `~` with its pomodoros.
fn line(part: &Part) -> String {
    let size = part.estimate.map(|estimate| format!(" ~{estimate}")).unwrap_or_default();
    format!("{}{size}", part.title)
}

/// What a line says: its last word is the estimate where it begins with `~`.
fn part(line: &str) -> Option<Part> {
    let (title, last) = line.rsplit_once(char::is_whitespace).unwrap_or(("", line));
    let Some(size) = last.strip_prefix(['~', '～']) else {
        return Some(Part { title: line.to_owned(), estimate: None });
    };
    let size = narrow(size).replace(',', ".").parse().ok().filter(|size| (0.1..=Pomodoros::MOST).contains(size))?;
    Some(Part { title: title.trim_end().to_owned(), estimate: Some(size) })
}

impl Form {
    /// The form that splits a task into so many parts; none where it is not there.
    pub fn split(model: &Model, id: &Id, parts: u32) -> Option<Self> {
        model.task(id)?;
        let count = Field::number("split", &parts.to_string(), 2, 50);
        let mut form = Self::new(FormKind::Split(id.clone()), vec![count]);
        form.follow(model);
        Some(form)
    }

    /// The form for a new estimate of a task, with what it took so far; none where it is not there.
    pub fn estimate(model: &Model, id: &Id, locale: &Locale) -> Option<Self> {
        let task = model.task(id)?;
        let known = task.estimate().map(|estimate| estimate.to_string()).unwrap_or_default();
        let done = model.sums().task(id).pomodoros;
        let about = [("task", Arg::Text(&task.title)), ("done", Arg::Int(done))];
        let field = Field {
            about: Some(locale.with("task-estimate-about", &about)),
            ..Field::number("estimate", &known, 1, 999)
        };
        Some(Self::new(FormKind::Estimate(id.clone()), vec![field]))
    }

    /// The form that merges tasks.
    pub fn merge(model: &Model, ids: &[Id]) -> Self {
        let titles: Vec<&str> = ids.iter().filter_map(|id| model.task(id)).map(|task| task.title.as_str()).collect();
        let title = Field::new("title", &titles.join(" + "), limits::TITLE);
        Self::new(FormKind::Merge(ids.to_vec()), vec![title])
    }

    /// Makes as many lines as parts are asked for; those that were written in stay as they are.
    pub(in crate::ui) fn follow(&mut self, model: &Model) {
        let FormKind::Split(id) = &self.kind else { return };
        let Some(count) = self.fields.first().and_then(|field| field.line.text().trim().parse().ok()) else { return };
        if !PARTS.contains(&count) || self.fields.len() == count as usize + 1 {
            return;
        }
        let old = self.fields.split_off(1);
        let mut old = old.into_iter();
        for part in model.even_parts(id, count) {
            let written = old.next().filter(Field::is_changed);
            self.fields.push(written.unwrap_or_else(|| Field::new("part", &line(&part), limits::TITLE + 16)));
        }
    }

    /// The parts as they are written, or the first thing that is wrong with them.
    pub(super) fn split_command(&self, id: &Id, model: &Model, locale: &Locale) -> Result<Command, (usize, String)> {
        let parts = self.parts(model, locale).into_iter().collect::<Result<_, _>>()?;
        Ok(Command::SplitInto { task: id.to_string(), parts })
    }

    /// What is wrong with their number, or with each of them.
    pub(super) fn split_faults(&self, model: &Model, locale: &Locale) -> Vec<(usize, String)> {
        self.parts(model, locale).into_iter().filter_map(Result::err).collect()
    }

    fn parts(&self, model: &Model, locale: &Locale) -> Vec<Result<Part, (usize, String)>> {
        let mut form = self.clone();
        form.follow(model);
        let count = form.fields.first().map_or("", |field| field.line.text().trim());
        if count.parse() != Ok(form.fields.len() - 1) {
            return vec![Err((0, locale.text("task-split-range")))];
        }
        let read = |(at, field): (usize, &Field)| {
            let text = field.line.text().trim();
            let wrong = |key: &str| (at.min(self.fields.len() - 1), locale.with(key, &[("text", Arg::Text(text))]));
            let part = part(text).ok_or_else(|| wrong("task-part-estimate"))?;
            if part.title.is_empty() { Err(wrong("task-part-title")) } else { Ok(part) }
        };
        form.fields.iter().enumerate().skip(1).map(read).collect()
    }

    pub(super) fn merge_command(&self, ids: &[Id]) -> Command {
        let title = self.fields.first().map(|field| field.line.text().trim().to_owned());
        Command::MergeTasks { tasks: ids.iter().map(Id::to_string).collect(), title }
    }
}
