//! A task as the line that quick entry reads.
use super::{Quick, closing, field, sigil, unescaped};
use crate::domain::task::Due;

/// The line that says a task: [`parse`](super::parse) of it gives the task back, for due dates in the years 0 to 9999
/// and instants in the zone of now.
pub fn print(quick: &Quick) -> String {
    let mut pieces: Vec<String> = quick.title.split_whitespace().map(escaped).collect();
    pieces.extend(quick.importance.map(|importance| format!("!{}", importance.level())));
    pieces.extend(quick.due.map(|due| match due {
        Due::Day(date) => format!("@{date}"),
        Due::At(stamp) => format!("@{stamp}"),
    }));
    pieces.extend(quick.estimate.map(|estimate| format!("~{}", estimate.count())));
    pieces.extend(quick.project.as_deref().map(|project| format!("#{}", quoted(project))));
    pieces.extend(quick.tags.iter().map(|tag| format!("+{}", quoted(tag))));
    pieces.extend(quick.repeat.map(|repeat| format!("*{}", repeat.word())));
    pieces.extend(quick.unplanned.map(|unplanned| if unplanned { "!unplanned" } else { "!planned" }.to_owned()));
    pieces.join(" ")
}

fn escaped(word: &str) -> String {
    if field(word).is_some() || unescaped(word) != word { format!("\\{word}") } else { word.to_owned() }
}

fn quoted(value: &str) -> String {
    let plain = !value.contains(char::is_whitespace)
        && value.chars().next().is_some_and(|c| closing(c).is_none())
        && !value.chars().all(|c| sigil(c).is_some());
    if plain { value.to_owned() } else { format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")) }
}
