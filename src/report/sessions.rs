//! `sessions`: the records of the past, as JSON and as a table. Pure.
use jiff::{civil::Date, tz::TimeZone};
use serde_json::{Map, Value as Json, json};

use super::{
    json::{instant, value},
    page::{Page, Tone},
    table::{Align, Cell, Table},
};
use crate::{
    domain::{
        id::Id,
        model::Model,
        moment::Moment,
        record::Entity,
        session::{Mark, Outcome, Session},
        value::Atom,
    },
    text::locale::Arg,
};

/// Which sessions are asked for; both dates are logical dates and included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// The task.
    pub task: Option<Id>,
}

/// The sessions that are wanted, oldest first.
pub fn select<'a>(model: &'a Model, wanted: &Wanted) -> Vec<&'a Session> {
    let start = model.rules.day.start;
    let fits = |session: &&Session| {
        let date = session.started.logical_date(start);
        wanted.from.is_none_or(|from| date >= from)
            && wanted.to.is_none_or(|to| date <= to)
            && wanted.task.as_ref().is_none_or(|task| session.task.as_ref() == Some(task))
    };
    model.book.sessions.iter().filter(fits).collect()
}

/// The records with every field they can have; `at` in the offset of `zone`.
pub fn json(sessions: &[&Session], zone: &TimeZone) -> Json {
    json!({ "sessions": sessions.iter().map(|session| record(session, zone)).collect::<Json>() })
}

/// One record with every field it can have.
pub fn record(session: &Session, zone: &TimeZone) -> Json {
    let mut fields = Map::new();
    fields.insert("id".to_owned(), Json::from(session.id.as_str()));
    for field in Session::FIELDS {
        let held = match *field {
            // An empty list is a value, not an absence, though the files leave it out.
            "marks" => Some(session.marks.iter().map(mark).collect()),
            field => session.get(field).as_ref().map(value),
        };
        fields.insert((*field).to_owned(), held.unwrap_or(Json::Null));
    }
    let at = jiff::Timestamp::from_millisecond(session.latest.ms).map(|at| instant(at, zone));
    fields.insert("at".to_owned(), at.unwrap_or(Json::Null));
    Json::Object(fields)
}

fn mark(mark: &Mark) -> Json {
    json!({ "at": mark.at.put().as_ref().map(value), "kind": mark.kind.word(), "note": mark.note })
}

/// The records as a table under the dates, with the sum at the end.
pub fn text(sessions: &[&Session], model: &Model, now: &Moment, page: &Page<'_>) -> String {
    let locale = page.locale;
    if sessions.is_empty() {
        return locale.text("cli-no-sessions") + "\n";
    }
    let head = |key: &str| locale.text(key);
    let mut table = Table::new(&[
        (Align::Left, head("cli-head-id")),
        (Align::Left, head("cli-head-date")),
        (Align::Left, head("cli-head-time")),
        (Align::Right, head("cli-head-minutes")),
        (Align::Left, head("cli-head-phase")),
        (Align::Left, head("cli-head-outcome")),
        (Align::Cut, head("cli-head-task")),
        (Align::Left, String::new()),
    ]);
    let mut day = None;
    for session in sessions {
        let date = session.started.logical_date(model.rules.day.start);
        let shown = if day.replace(date) == Some(date) { String::new() } else { page.day(date, model, now) };
        table.push(cells(session, shown, page));
    }
    let pomodoros = sessions.iter().filter(|session| session.counted).count();
    let focus_s: i64 = sessions.iter().map(|session| i64::from(session.focus_s)).sum();
    let count = i64::try_from(pomodoros).unwrap_or(i64::MAX);
    let sum = [locale.with("common-pomodoros", &[("count", Arg::Int(count))]), locale.minutes_of(focus_s)];
    table.text(page) + &page.tone(Tone::Dim, &page.join(&sum)) + "\n"
}

fn cells(session: &Session, date: String, page: &Page<'_>) -> Vec<Cell> {
    let locale = page.locale;
    let clock = |at: crate::domain::stamp::Stamp| locale.clock(at.local().time());
    let outcome = match session.outcome {
        Outcome::Void => Tone::Bad,
        Outcome::Completed if session.counted => Tone::Good,
        _ => Tone::Plain,
    };
    let seconds = if session.kind.is_break() {
        (session.ended.ms() - session.started.ms()).max(0) / 1000
    } else {
        i64::from(session.focus_s)
    };
    let remark = session.reason.as_ref().or(session.note.as_ref()).map(String::as_str).unwrap_or_default();
    let marks = if session.internal + session.external > 0 {
        format!("' {}  - {}", session.internal, session.external)
    } else {
        String::new()
    };
    vec![
        Cell::new(Tone::Dim, session.id.as_str()),
        date.into(),
        format!("{}{}{}", clock(session.started), if page.ascii { "-" } else { "–" }, clock(session.ended)).into(),
        (seconds / 60).to_string().into(),
        locale.text(&format!("timer-phase-{}", session.kind.word())).into(),
        Cell::new(outcome, &locale.text(&format!("timer-outcome-{}", session.outcome.word()))),
        session.title.as_deref().unwrap_or_default().into(),
        Cell::new(Tone::Dim, &page.join(&[marks, remark.to_owned()])),
    ]
}
