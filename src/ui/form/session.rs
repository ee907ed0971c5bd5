//! The fields of sessions: one of the past to amend, one that was forgotten, one that began before now.
use super::{Entry, Field, Form, FormKind, task};
use crate::{
    domain::{
        command::{LogEntry, Refusal, SessionEdit, Start, TaskRef},
        limits,
        model::Model,
        moment::Moment,
        session::{Outcome, Session},
        stamp::Stamp,
        task::Task,
    },
    text::{
        locale::{Arg, Locale},
        refusal::refusal_text,
        span,
        when::{self, WhenError},
    },
    ui::mode::Chosen,
};

/// How focus can be said to have ended.
const OUTCOMES: &[&str] = &["completed", "partial", "void"];
/// The same for what may also have been passed over.
const ALL_OUTCOMES: &[&str] = &["completed", "partial", "void", "skipped"];
/// Most minutes of a session.
const LONGEST_MIN: i64 = span::LONGEST_S / 60;

fn minutes(seconds: i64) -> Field {
    let text = if seconds % 60 == 0 { (seconds / 60).to_string() } else { span::compact(seconds) };
    Field::number("minutes", &text, 1, LONGEST_MIN)
}

fn note(text: &str) -> Field {
    let mut field = Field::new("note", text, limits::NOTE);
    field.line = super::Line::with_breaks(text, limits::NOTE);
    field
}

impl Form {
    /// The form for a session of the past.
    pub(in crate::ui) fn amend(model: &Model, session: &Session) -> Self {
        let title = session.task.as_ref().and_then(|id| model.task(id)).map(|task| task.title.as_str());
        let title = title.or(session.title.as_deref()).unwrap_or_default();
        let started = session.started.local().strftime("%Y-%m-%d %H:%M").to_string();
        let idle = i64::from(session.paused_s) + i64::from(session.slept_s) + i64::from(session.over_s);
        let lasted = match session.kind.is_break() {
            true => ((session.ended.ms() - session.started.ms()) / 1000 - idle).max(0),
            false => i64::from(session.focus_s),
        };
        let wide = session.kind.is_break() || session.outcome == Outcome::Skipped;
        let outcomes = if wide { ALL_OUTCOMES } else { OUTCOMES };
        let fields = vec![
            Field::new("task", title, limits::TITLE),
            Field::new("at", &started, 64),
            minutes(lasted),
            Field::choice("outcome", session.outcome.word(), outcomes),
            note(session.note.as_deref().unwrap_or_default()),
        ];
        Self::new(FormKind::Amend(session.id.clone()), fields)
    }

    /// The form for a session that was forgotten.
    pub(in crate::ui) fn log(model: &Model) -> Self {
        let fields = vec![
            Field::new("at", "", 64),
            minutes(model.rules.timer.focus_s.into()),
            Field::new("task", "", limits::TITLE),
            Field::choice("outcome", Outcome::Completed.word(), OUTCOMES),
            note(""),
        ];
        Self::new(FormKind::Log, fields)
    }

    /// The form for focus that began before now.
    pub(in crate::ui) fn start_at(chosen: &Chosen, task: Option<&Task>) -> Self {
        let title = task.map_or("", |task| task.title.as_str());
        let fields = vec![Field::new("at", "", 64), Field::new("task", title, limits::TITLE)];
        Self::new(FormKind::StartAt(chosen.clone()), fields)
    }

    fn field(&self, name: &str) -> Option<(usize, &Field)> {
        self.fields.iter().enumerate().find(|(_, field)| field.name == name)
    }

    fn written(&self, name: &str) -> &str {
        self.field(name).map_or("", |(_, field)| field.line.text().trim())
    }

    /// The instant that is written, in the zone of now.
    fn at(&self, locale: &Locale, now: &Moment) -> Result<Stamp, (usize, String)> {
        let (at, text) = (self.field("at").map_or(0, |(at, _)| at), self.written("at"));
        when::time(text, &now.wall).map(|at| Stamp::from(&at)).map_err(|error| (at, time_error(locale, text, error)))
    }

    fn seconds(&self, locale: &Locale) -> Result<u32, (usize, String)> {
        let (at, text) = (self.field("minutes").map_or(0, |(at, _)| at), self.written("minutes"));
        let seconds = span::parse(text).map_err(|error| (at, task::span_error(locale, text, error)))?;
        Ok(u32::try_from(seconds).unwrap_or(limits::LONGEST_S))
    }

    /// What is written as a task: its id, as far as one is meant beyond doubt; else the text itself.
    fn task(&self, model: &Model) -> Option<TaskRef> {
        let text = self.written("task");
        (!text.is_empty()).then(|| meant(model, text).map_or_else(|| text.to_owned(), |task| task.id.to_string()))
    }

    fn outcome(&self) -> Outcome {
        Outcome::from_word(self.written("outcome")).unwrap_or_default()
    }

    pub(super) fn late_start(
        &self,
        chosen: &Chosen,
        model: &Model,
        locale: &Locale,
        now: &Moment,
    ) -> Result<Start, (usize, String)> {
        Ok(Start { at: Some(self.at(locale, now)?), ..chosen.start(self.task(model)) })
    }

    pub(super) fn amendment(
        &self,
        model: &Model,
        locale: &Locale,
        now: &Moment,
    ) -> Result<SessionEdit, (usize, String)> {
        let changed = |name: &str| self.field(name).is_some_and(|(_, field)| field.is_changed());
        let note = self.written("note");
        Ok(SessionEdit {
            task: changed("task").then(|| self.task(model)),
            at: changed("at").then(|| self.at(locale, now)).transpose()?,
            seconds: changed("minutes").then(|| self.seconds(locale)).transpose()?,
            outcome: changed("outcome").then(|| self.outcome()),
            note: changed("note").then(|| (!note.is_empty()).then(|| note.to_owned())),
        })
    }

    pub(super) fn entry(&self, model: &Model, locale: &Locale, now: &Moment) -> Result<LogEntry, (usize, String)> {
        let note = self.written("note");
        Ok(LogEntry {
            at: self.at(locale, now)?,
            seconds: self.seconds(locale)?,
            task: self.task(model),
            outcome: self.outcome(),
            note: (!note.is_empty()).then(|| note.to_owned()),
        })
    }

    /// What is wrong with each field.
    pub(super) fn session_faults(&self, model: &Model, locale: &Locale, now: &Moment) -> Vec<(usize, String)> {
        let amends = matches!(self.kind, FormKind::Amend(_));
        let wrong = |(at, field): (usize, &Field)| -> Option<(usize, String)> {
            match field.name {
                _ if amends && !field.is_changed() => None,
                "at" => match self.at(locale, now) {
                    // What has not begun yet cannot have been done, however long it took.
                    Ok(begun) if begun.ms() > now.stamp().ms() => Some((at, refusal_text(locale, &Refusal::InFuture))),
                    begun => begun.err(),
                },
                "minutes" => self.seconds(locale).err(),
                "task" => {
                    let named = self.task(model).map(|name| model.find_task(&name));
                    named.and_then(Result::err).map(|no| (at, refusal_text(locale, &no)))
                }
                _ => None,
            }
        };
        self.fields.iter().enumerate().filter_map(wrong).collect()
    }

    /// What the field that is written means: the whole time, or the title of the task.
    pub(in crate::ui) fn preview(&self, model: &Model, locale: &Locale, now: &Moment) -> Option<String> {
        let field = self.fields.get(self.at)?;
        let text = field.line.text().trim();
        match field.name {
            "at" => {
                let at = when::time(text, &now.wall).ok()?;
                Some(format!("{} {}", locale.date(at.date()), locale.clock(at.time())))
            }
            "task" if field.is_changed() => meant(model, text).map(|task| task.title.clone()),
            _ => None,
        }
    }
}

/// The one task that a text names: by id or title, or as the only one whose title holds it.
fn meant<'a>(model: &'a Model, text: &str) -> Option<&'a Task> {
    if text.is_empty() {
        return None;
    }
    if let Ok(id) = model.find_task(text) {
        return model.task(&id);
    }
    let lower = text.to_lowercase();
    let holds = |task: &&Task| !task.deleted && task.title.to_lowercase().contains(&lower);
    let mut found: Vec<&Task> = model.book.tasks.values().filter(holds).collect();
    if found.iter().any(|task| task.is_open()) {
        found.retain(|task| task.is_open());
    }
    match found.as_slice() {
        [task] => Some(task),
        _ => None,
    }
}

/// Why a text is no time of the past, as a sentence.
fn time_error(locale: &Locale, text: &str, error: WhenError) -> String {
    let key = match error {
        WhenError::Empty => return locale.text("error-no-time"),
        WhenError::NotATime => "error-not-a-time",
        WhenError::NoSuchDate => "error-no-such-date",
        WhenError::OutOfReach => "error-date-out-of-reach",
    };
    locale.with(key, &[("text", Arg::Text(text))])
}

impl Field {
    /// A field that takes one of some words, which the arrows change.
    pub(super) fn choice(name: &'static str, word: &str, words: &'static [&'static str]) -> Self {
        Self { entry: Entry::Choice(words), ..Self::new(name, word, 16) }
    }
}
