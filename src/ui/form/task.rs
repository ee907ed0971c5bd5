//! The fields of a task: from a task to text, and from text to what is to be changed.
use super::{Entry, Field, Form, FormKind};
use crate::{
    domain::{
        command::{Refusal, TaskEdit},
        id::Id,
        limits,
        model::Model,
        moment::Moment,
        stamp::Stamp,
        task::{Due, Repeat, Task},
    },
    text::{
        locale::{Arg, Locale},
        quick,
        refusal::refusal_text,
        span::SpanError,
        when::{self, When, WhenError},
    },
};

/// Whether a new task came up after the day was planned: by itself, or as it is said.
const ADD: [&str; 3] = ["auto", "yes", "no"];
/// Whether a task did.
const CHANGE: [&str; 2] = ["no", "yes"];

pub(super) fn fields(task: Option<&Task>) -> Vec<Field> {
    let text = |of: fn(&Task) -> Option<String>| task.and_then(of).unwrap_or_default();
    let importance = text(|task| Some(task.importance.level().to_string()));
    let note = text(|task| task.note.clone());
    let mut note_field = Field::new("note", &note, limits::NOTE);
    note_field.line = super::Line::with_breaks(&note, limits::NOTE);
    let planned = task.map_or("auto", |task| if task.unplanned { "yes" } else { "no" });
    vec![
        Field::new("title", &text(|task| Some(task.title.clone())), limits::TITLE),
        Field::number("importance", if task.is_some() { &importance } else { "3" }, 1, 5),
        Field::number("urgency", &text(|task| task.urgency.map(|rank| rank.level().to_string())), 1, 5),
        Field::new("due", &text(|task| task.due.map(due_text)), 64),
        Field::number("estimate", &text(|task| task.estimate().map(|estimate| estimate.to_string())), 1, 999),
        Field::new("project", &text(|task| task.project.clone()), limits::TITLE),
        Field::new("tags", &text(|task| Some(task.tags.join(" "))), 2048),
        Field::new("repeat", &text(|task| task.repeat.map(|repeat| repeat.word().to_owned())), 32),
        Field::new("blocked_by", &text(|task| Some(ids_text(&task.blocked_by))), 4096),
        Field::choice("unplanned", planned, if task.is_some() { &CHANGE } else { &ADD }),
        note_field,
    ]
}

fn ids_text(ids: &[Id]) -> String {
    ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", ")
}

pub(super) fn due_text(due: Due) -> String {
    match due {
        Due::Day(date) => date.to_string(),
        Due::At(stamp) => stamp.local().strftime("%Y-%m-%d %H:%M").to_string(),
    }
}

/// What a text asks for as a due date; `None`: none.
fn due(text: &str, model: &Model, now: &Moment) -> Result<Option<Due>, WhenError> {
    if text.is_empty() {
        return Ok(None);
    }
    Ok(match when::when(text, &now.wall, model.rules.day.start)? {
        When::Clear => None,
        When::At(at) => Some(Due::At(Stamp::from(&at))),
        When::Day { date, .. } => Some(Due::Day(date)),
    })
}

impl Form {
    /// What the due date that is being written means, in full.
    pub fn due_preview(&self, model: &Model, locale: &Locale, now: &Moment) -> Option<String> {
        let field = self.fields.iter().find(|field| field.name == "due")?;
        let text = field.line.text().trim();
        Some(match due(text, model, now).ok()?? {
            Due::Day(date) => locale.date(date),
            Due::At(stamp) => {
                let local = stamp.at_place_of(&now.wall).local();
                format!("{} {}", locale.date(local.date()), locale.clock(local.time()))
            }
        })
    }

    /// What is to be changed: the fields that were written in.
    pub(super) fn task_edit(&self, model: &Model, locale: &Locale, now: &Moment) -> Result<TaskEdit, (usize, String)> {
        let mut edit = TaskEdit::default();
        for (at, field) in self.fields.iter().enumerate().filter(|(_, field)| field.is_changed()) {
            take(&mut edit, field, model, locale, now).map_err(|error| (at, error))?;
        }
        Ok(edit)
    }

    /// What is wrong with each field.
    pub(super) fn task_faults(&self, model: &Model, locale: &Locale, now: &Moment) -> Vec<(usize, String)> {
        let own = match &self.kind {
            FormKind::EditTask(id) => Some(id),
            _ => None,
        };
        let wrong = |(at, field): (usize, &Field)| {
            if !field.is_changed() && (field.name != "title" || own.is_some()) {
                return None;
            }
            let mut edit = TaskEdit::default();
            let taken = take(&mut edit, field, model, locale, now).and_then(|()| {
                let refused = |refusal: Refusal| refusal_text(locale, &refusal);
                let level = edit.importance.or(edit.urgency.flatten());
                let names = edit.blocked_by.iter().flatten();
                match (field.name, level) {
                    ("title", _) if field.line.text().trim().is_empty() => {
                        Err(refused(Refusal::Empty { field: "title" }))
                    }
                    (_, Some(level)) if !(1..=5).contains(&level) => Err(range_error(field, locale)),
                    _ => names
                        .map(|name| model.find_task(name))
                        .find_map(Result::err)
                        .map_or(Ok(()), |no| Err(refused(no))),
                }
            });
            taken.err().map(|error| (at, error))
        };
        self.fields.iter().enumerate().filter_map(wrong).collect()
    }
}

/// Takes over what one field asks for, or says why it cannot be understood.
fn take(edit: &mut TaskEdit, field: &Field, model: &Model, locale: &Locale, now: &Moment) -> Result<(), String> {
    let text = field.line.text().trim();
    let optional = || (!text.is_empty()).then(|| text.to_owned());
    match field.name {
        "title" => edit.title = Some(text.to_owned()),
        "importance" => edit.importance = Some(whole(text, field, locale)?),
        "urgency" if text.is_empty() => edit.urgency = Some(None),
        "urgency" => edit.urgency = Some(Some(whole(text, field, locale)?)),
        "due" => edit.due = Some(due(text, model, now).map_err(|error| when_error(locale, text, error))?),
        "estimate" if text.is_empty() => edit.estimate = Some(None),
        "estimate" => edit.estimate = Some(Some(number(text, field, locale)?)),
        "project" => edit.project = Some(optional()),
        "tags" => {
            let words = text.split([' ', ',', '，', '、']).map(|word| word.trim_start_matches('#'));
            edit.tags = Some(words.filter(|word| !word.is_empty()).map(str::to_owned).collect());
        }
        "repeat" if text.is_empty() => edit.repeat = Some(None),
        "repeat" => edit.repeat = Some(Some(repeat(text, locale)?)),
        "unplanned" => edit.unplanned = Some(text == "yes").filter(|_| text != "auto"),
        "blocked_by" => {
            // Titles hold spaces, so only commas part them.
            let names = text.split([',', '，', '、', ';', '；']).map(str::trim);
            edit.blocked_by = Some(names.filter(|name| !name.is_empty()).map(str::to_owned).collect());
        }
        _ => edit.note = Some(optional()),
    }
    Ok(())
}

fn repeat(text: &str, locale: &Locale) -> Result<Repeat, String> {
    quick::repeat(text).ok_or_else(|| locale.with("task-quick-repeat", &[("text", Arg::Text(text))]))
}

fn whole(text: &str, field: &Field, locale: &Locale) -> Result<i64, String> {
    text.parse().map_err(|_| range_error(field, locale))
}

fn number(text: &str, field: &Field, locale: &Locale) -> Result<f64, String> {
    text.replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite()).ok_or(range_error(field, locale))
}

fn range_error(field: &Field, locale: &Locale) -> String {
    let (low, high) = match field.entry {
        Entry::Number(low, high) => (low, high),
        Entry::Text | Entry::Choice(_) => (0, 0),
    };
    let name = locale.text(&format!("task-field-{}", field.name));
    let bounds = [("field", Arg::Text(&name)), ("min", Arg::Num(low as f64, 0)), ("max", Arg::Num(high as f64, 0))];
    locale.with("error-out-of-range", &bounds)
}

/// Why a text is no date, as a sentence.
fn when_error(locale: &Locale, text: &str, error: WhenError) -> String {
    let key = match error {
        WhenError::Empty | WhenError::NotATime => "error-not-a-when",
        WhenError::NoSuchDate => "error-no-such-date",
        WhenError::OutOfReach => "error-date-out-of-reach",
    };
    locale.with(key, &[("text", Arg::Text(text))])
}

/// Why a text is no duration, as a sentence.
pub(in crate::ui) fn span_error(locale: &Locale, text: &str, error: SpanError) -> String {
    let key = match error {
        SpanError::Empty | SpanError::NotADuration | SpanError::Negative => "error-not-a-duration",
        SpanError::Zero => "error-duration-zero",
        SpanError::TooLong => "error-duration-too-long",
    };
    locale.with(key, &[("text", Arg::Text(text))])
}
