//! What a change did and what undoing it takes back, as a phrase. Pure.
use super::{
    locale::{Arg, Lang, Locale},
    refusal::action_text,
    sanitize::sanitize,
    width,
};
use crate::domain::{
    undo::{FieldChange, UndoEntry},
    value::Value,
};

/// Columns of a value that is said.
const WIDEST: usize = 24;

/// What was done to what: "done: water plants", "importance 3 → 5, due – → 26 Nov: report".
pub fn undo_text(locale: &Locale, entry: &UndoEntry) -> String {
    let action = fields(locale, entry).unwrap_or_else(|| action_text(locale, &entry.action));
    if entry.subject.is_empty() {
        return action;
    }
    locale.with("common-changed", &[("action", Arg::Text(&action)), ("subject", Arg::Text(&entry.subject))])
}

/// The fields of a task that a change of it changed, with their values before and after.
fn fields(locale: &Locale, entry: &UndoEntry) -> Option<String> {
    if entry.action != "task-edit" {
        return None;
    }
    let said: Vec<String> = entry.changes.iter().filter_map(|change| field(locale, change)).collect();
    let comma = if locale.lang() == Lang::ZhCn { "，" } else { ", " };
    (!said.is_empty()).then(|| said.join(comma))
}

fn field(locale: &Locale, change: &FieldChange) -> Option<String> {
    let name = match change.field.as_str() {
        "estimates" => "estimate",
        name @ ("title" | "importance" | "urgency" | "due" | "project" | "tags" | "repeat" | "note" | "blocked_by"
        | "unplanned") => name,
        _ => return None,
    };
    let known = locale.text(&format!("task-field-{name}"));
    let mut letters = known.chars();
    let known: String = letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect();
    // A note is long, and other tasks are ids: that they changed says enough.
    if matches!(name, "note" | "blocked_by") {
        return Some(known);
    }
    let say = |value: &Option<Value>| match (name, value) {
        ("importance", None) => "3".to_owned(),
        ("unplanned", value) => {
            locale.text(if *value == Some(Value::Bool(true)) { "task-choice-yes" } else { "task-choice-no" })
        }
        ("repeat", Some(Value::Text(word))) => locale.text(&format!("task-repeat-{word}")),
        // The last estimate is the one that holds.
        ("estimate", Some(Value::List(all))) => {
            all.last().map_or_else(|| nothing(locale), |last| value_text(locale, last))
        }
        (_, Some(value)) => value_text(locale, value),
        (_, None) => nothing(locale),
    };
    let (before, after) = (say(&change.before), say(&change.after));
    let args = [("field", Arg::Text(known.as_str())), ("before", Arg::Text(&before)), ("after", Arg::Text(&after))];
    Some(locale.with("common-field-changed", &args))
}

fn nothing(locale: &Locale) -> String {
    locale.text("common-none")
}

fn value_text(locale: &Locale, value: &Value) -> String {
    match value {
        Value::Text(text) => width::cut(&sanitize(text), WIDEST).into_owned(),
        Value::Int(number) => number.to_string(),
        Value::Num(number) => locale.number(*number, 1),
        Value::Date(date) => locale.short_date(*date),
        Value::Stamp(stamp) => {
            let local = stamp.local();
            format!("{} {}", locale.short_date(local.date()), locale.clock(local.time()))
        }
        Value::List(all) if all.is_empty() => nothing(locale),
        Value::List(all) => {
            let all: Vec<String> = all.iter().map(|value| value_text(locale, value)).collect();
            width::cut(&all.join(" "), WIDEST).into_owned()
        }
        Value::Bool(_) | Value::Map(_) => nothing(locale),
    }
}
