//! `plan`: the hours of a day, its tasks in order, and what is not among them. Pure.
use serde_json::{Value as Json, json};

use super::{
    json::stamp,
    page::{Page, Tone},
    table::{Align, Cell, Table},
};
use crate::{
    domain::{
        id::Id,
        model::Model,
        moment::Moment,
        schedule::{Item, Schedule, Slot, SlotKind},
    },
    text::{locale::Arg, sanitize::sanitize, today::fits_text},
};

/// Tasks that are left out, as many as are named in text.
const NAMED: usize = 12;

/// The plan of a day as one object.
pub fn json(schedule: &Schedule) -> Json {
    let ids = |ids: &[Id]| ids.iter().map(|id| Json::from(id.as_str())).collect::<Json>();
    let slot = |slot: &Slot| {
        json!({
            "from": stamp(slot.from),
            "to": stamp(slot.to),
            "kind": slot.kind.word(),
            "task": slot.task.as_ref().map(Id::as_str),
            "what": slot.what,
        })
    };
    let item = |item: &Item| {
        json!({
            "id": item.task.as_str(),
            "pomodoros": item.pomodoros,
            "start_only": item.start_only,
            "done": item.done,
            "at_risk": item.at_risk,
        })
    };
    let left_out = schedule.left_out.iter().map(|(id, why)| json!({ "id": id.as_str(), "why": why.word() }));
    json!({
        "date": schedule.date.to_string(),
        "windows": schedule.windows.iter().map(|window| Json::from(window.to_string())).collect::<Json>(),
        "capacity": schedule.capacity,
        "planned": schedule.planned,
        "load": schedule.load(),
        "feasible": schedule.feasible,
        "first_late": schedule.first_late.as_ref().map(Id::as_str),
        "postpone": ids(&schedule.postpone),
        "blocks": schedule.slots.iter().map(slot).collect::<Json>(),
        "today": schedule.today.iter().map(item).collect::<Json>(),
        "left_out": left_out.collect::<Json>(),
        "accepted": schedule.accepted,
        "adherence": schedule.adherence().map(|(done, planned)| json!({ "done": done, "planned": planned })),
        "over": schedule.over(),
    })
}

/// The plan of a day for people.
pub fn text(schedule: &Schedule, model: &Model, now: &Moment, page: &Page<'_>) -> String {
    let locale = page.locale;
    let day = page.day(schedule.date, model, now);
    let past = schedule.date < model.today(now);
    // Nothing is offered for a day that is over.
    let state = match schedule.accepted {
        true => Some("plan-accepted"),
        false => (!past).then_some("plan-offered"),
    };
    let state = state.map_or_else(String::new, |key| format!("  {}", page.tone(Tone::Dim, &locale.text(key))));
    let heading = page.tone(Tone::Strong, &locale.with("plan-of", &[("date", Arg::Text(&day))]));
    let mut text = format!("{heading}{state}\n");
    if let Some((done, planned)) = schedule.adherence() {
        let args = [("done", Arg::Int(done.into())), ("planned", Arg::Int(planned.into()))];
        text.push_str(&(locale.with("plan-kept", &args) + "\n"));
    } else if past {
        text.push_str(&(page.tone(Tone::Dim, &locale.text("plan-none-accepted")) + "\n"));
        return text;
    }
    match schedule.capacity {
        _ if past => {}
        Some(capacity) => {
            let tone = if schedule.over() > 0 { Tone::Bad } else { Tone::Plain };
            text.push_str(&page.tone(tone, &fits_text(schedule, capacity, locale)));
            if schedule.is_tight() {
                let dot = if page.ascii { " - " } else { " · " };
                text.push_str(&page.tone(Tone::Dim, &format!("{dot}{}", locale.text("plan-tight"))));
            }
            text.push('\n');
        }
        None => text.push_str(&(page.tone(Tone::Dim, &locale.text("plan-no-windows")) + "\n")),
    }
    if let Some(late) = schedule.first_late.as_ref().filter(|_| !past) {
        let is_over = model.row(now, late).is_some_and(|row| row.is_late());
        let said = if is_over { "plan-overdue" } else { "plan-late" };
        let said = locale.with(said, &[("task", Arg::Text(&title(model, late)))]);
        text.push_str(&(page.tone(Tone::Bad, &said) + "\n"));
        let postpone: Vec<String> = schedule.postpone.iter().map(|id| title(model, id)).collect();
        text.push_str(&(locale.with("plan-postpone", &[("tasks", Arg::Text(&postpone.join(", ")))]) + "\n"));
    }
    text.push('\n');
    if schedule.today.is_empty() {
        text.push_str(&(locale.text("plan-nothing") + "\n"));
    }
    text.push_str(&items(schedule, model, page));
    if !schedule.slots.is_empty() {
        text.push('\n');
        text.push_str(&hours(schedule, model, page));
    }
    text.push_str(&left_out(schedule, model, page));
    text
}

fn items(schedule: &Schedule, model: &Model, page: &Page<'_>) -> String {
    let mut table = Table::new(&[
        (Align::Left, String::new()),
        (Align::Right, String::new()),
        (Align::Cut, String::new()),
        (Align::Left, String::new()),
    ]);
    for item in &schedule.today {
        let over = item.done >= item.pomodoros || !model.task(&item.task).is_some_and(|task| task.is_open());
        let tone = if over { Tone::Dim } else { Tone::Plain };
        let word = |on: bool, key: &str| if on { page.locale.text(key) } else { String::new() };
        let marks = page.join(&[word(item.start_only, "plan-start-only"), word(item.at_risk, "plan-at-risk")]);
        table.push(vec![
            Cell::new(Tone::Dim, item.task.as_str()),
            Cell::new(tone, &format!("{}/{}", item.done, item.pomodoros)),
            Cell::new(tone, &title(model, &item.task)),
            Cell::new(if item.at_risk { Tone::Warn } else { Tone::Dim }, &marks),
        ]);
    }
    table.text(page)
}

/// The hours: neighbouring pomodoros each on their own line, breaks dimmed.
fn hours(schedule: &Schedule, model: &Model, page: &Page<'_>) -> String {
    let mut table = Table::new(&[(Align::Left, String::new()), (Align::Cut, String::new())]);
    for slot in &schedule.slots {
        let clock = |at: crate::domain::stamp::Stamp| page.locale.clock(at.local().time());
        let dash = if page.ascii { "-" } else { "–" };
        let what = match (slot.kind, &slot.task, slot.what.as_deref()) {
            (SlotKind::Focus, Some(task), _) => title(model, task),
            (SlotKind::Fixed, _, Some(what)) if !what.is_empty() => what.to_owned(),
            (kind, ..) => page.locale.text(&format!("plan-slot-{}", kind.word())),
        };
        let tone = if slot.kind == SlotKind::Focus { Tone::Plain } else { Tone::Dim };
        let span = format!("{}{dash}{}", clock(slot.from), clock(slot.to));
        table.push(vec![Cell::new(Tone::Dim, &span), Cell::new(tone, &what)]);
    }
    table.text(page)
}

fn left_out(schedule: &Schedule, model: &Model, page: &Page<'_>) -> String {
    if schedule.left_out.is_empty() {
        return String::new();
    }
    let mut table =
        Table::new(&[(Align::Left, String::new()), (Align::Cut, String::new()), (Align::Left, String::new())]);
    for (id, why) in schedule.left_out.iter().take(NAMED) {
        let why = page.locale.text(&format!("plan-why-{}", why.word()));
        let cells = [id.as_str(), &title(model, id), &why];
        table.push(cells.map(|text| Cell::new(Tone::Dim, text)).to_vec());
    }
    let more = schedule.left_out.len().saturating_sub(NAMED);
    let more = if more > 0 { format!("+{more}\n") } else { String::new() };
    format!("\n{}\n{}{more}", page.tone(Tone::Dim, &page.locale.text("plan-left-out")), table.text(page))
}

fn title(model: &Model, id: &Id) -> String {
    model.task(id).map_or_else(|| id.to_string(), |task| sanitize(&task.title).into_owned())
}
