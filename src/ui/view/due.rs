//! When a task is due, in words.
use jiff::civil::Date;

use super::Scene;
use crate::{
    domain::task::Due,
    text::locale::{Arg, Locale},
};

/// The day in a word, where it lies in the week to come.
pub(super) fn day_word(locale: &Locale, date: Date, today: Date) -> Option<String> {
    let days = date.duration_since(today).as_hours() / 24;
    match days {
        0 => Some(locale.text("date-today")),
        1 => Some(locale.text("date-tomorrow")),
        2..=6 => Some(locale.weekday(date.weekday())),
        _ => None,
    }
}

/// Day, time and how far away that is: "Fri 27 Nov 2026 18:00 · in 5 days".
pub(super) fn in_full(scene: &Scene<'_>, due: Due) -> String {
    let locale = scene.locale;
    let (date, time) = match due {
        Due::Day(date) => (date, None),
        Due::At(stamp) => {
            let local = stamp.at_place_of(&scene.moment.wall).local();
            (local.date(), Some(local.time()))
        }
    };
    let mut text = locale.date(date);
    if let Some(time) = time {
        text = format!("{text} {}", locale.clock(time));
    }
    let far = distance(locale, date, scene.status.today.date);
    if far.is_empty() { text } else { format!("{text} {} {far}", scene.theme.symbols().dot) }
}

/// How far a day lies away, in words.
pub(super) fn distance(locale: &Locale, date: Date, today: Date) -> String {
    match date.duration_since(today).as_hours() / 24 {
        -1 => locale.text("date-yesterday"),
        0 => locale.text("date-today"),
        1 => locale.text("date-tomorrow"),
        days @ 2.. => locale.with("task-in-days", &[("days", Arg::Int(days))]),
        days => locale.with("task-days-ago", &[("days", Arg::Int(-days))]),
    }
}
