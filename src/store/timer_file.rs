//! timer.toml and the points of time in it: the timer as text and back. Pure.
use super::wire::{self, Flaw};
use crate::domain::{
    id::Id,
    moment::Anchor,
    session::{Mark, Phase},
    stamp::Stamp,
    timer::{Clock, Gap, Run, Timer},
    value::{Atom, Value},
};

/// An anchor as a table. The wall clock is kept in whole milliseconds.
pub(super) fn anchor_value(anchor: &Anchor) -> Value {
    let wall = Stamp::new(anchor.wall.as_millisecond(), 0).unwrap_or_default();
    Value::Map(vec![
        ("wall".to_owned(), Value::Stamp(wall)),
        ("awake_ms".to_owned(), Value::Int(anchor.awake_ms)),
        ("boot_ms".to_owned(), Value::Int(anchor.boot_ms)),
        ("boot_id".to_owned(), Value::Text(anchor.boot_id.clone())),
    ])
}

/// An anchor as it comes back from a file.
pub(super) fn in_whole_ms(anchor: Anchor) -> Anchor {
    Anchor { wall: Stamp::new(anchor.wall.as_millisecond(), 0).unwrap_or_default().timestamp(), ..anchor }
}

/// The timer as the text of timer.toml.
pub(super) fn timer_text(timer: &Timer) -> String {
    let mut out = wire::HEADER.to_owned();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            wire::put_entry(&mut out, key, &value);
        }
    };
    put("rev", Some(Value::Int(i64::try_from(timer.rev).unwrap_or(i64::MAX))));
    let state = match timer.run.as_ref().map(|run| &run.clock) {
        None => "idle",
        Some(Clock::Running) => "running",
        Some(Clock::Paused) => "paused",
        Some(Clock::Asking(_)) => "asking",
    };
    put("state", Some(Value::Text(state.to_owned())));
    let Some(run) = &timer.run else { return out };
    put("phase", run.phase.put());
    put("name", run.name.put());
    put("mode", run.mode.put());
    put("session", run.session.put());
    put("task", run.task.put());
    put("started", run.started.put());
    put("zone", run.zone.put());
    put("planned_s", run.planned_s.put());
    put("extended_s", run.extended_s.put());
    put("counted_ms", run.counted_ms.put());
    put("paused_ms", run.paused_ms.put());
    put("longest_pause_ms", run.longest_pause_ms.put());
    put("slept_ms", run.slept_ms.put());
    put("since", Some(anchor_value(&run.since)));
    put("round", run.round.put());
    put("step", run.step.put());
    put("overtime", run.overtime.put());
    put("rung", run.rung.put());
    put("uncertain", run.uncertain.put());
    put("marks", run.marks.put());
    if let Clock::Asking(gap) = &run.clock {
        let entries = [("from", gap.from.put()), ("to", gap.to.put()), ("slept_s", gap.slept_s.put())];
        let entries = entries.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
        put("gap", Some(Value::Map(entries.collect())));
    }
    out
}

/// Named values, read with the place of what does not fit.
struct Fields<'a> {
    text: &'a str,
    values: Value,
}

impl<'a> Fields<'a> {
    fn parse(text: &'a str) -> Result<Self, Flaw> {
        Ok(Self { text, values: wire::document(text)? })
    }

    fn flaw(&self, field: &str, detail: &str) -> Flaw {
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            if line.split('=').next().is_some_and(|key| key.trim() == field) {
                break;
            }
            at += line.len();
        }
        let at = if at >= self.text.len() { 0 } else { at };
        Flaw { at, field: Some(field.to_owned()), detail: detail.to_owned() }
    }

    fn maybe<T: Atom>(&self, field: &str) -> Result<Option<T>, Flaw> {
        let Some(value) = self.values.entry(field) else { return Ok(None) };
        T::take(value.clone()).map(Some).ok_or_else(|| self.flaw(field, T::WANTS))
    }

    fn need<T: Atom>(&self, field: &str) -> Result<T, Flaw> {
        self.maybe(field)?.ok_or_else(|| self.flaw(field, T::WANTS))
    }

    /// A field that may be left out where it holds its default.
    fn or_default<T: Atom>(&self, field: &str) -> Result<T, Flaw> {
        Ok(self.maybe(field)?.unwrap_or_default())
    }
}

/// An anchor from a table.
pub(super) fn anchor_of(value: &Value) -> Option<Anchor> {
    let entry = |key: &str| value.entry(key).cloned();
    Some(Anchor {
        wall: Stamp::take(entry("wall")?)?.timestamp(),
        awake_ms: i64::take(entry("awake_ms")?)?,
        boot_ms: i64::take(entry("boot_ms")?)?,
        boot_id: String::take(entry("boot_id")?)?,
    })
}

/// The timer from the text of timer.toml.
pub(super) fn timer_of(text: &str) -> Result<Timer, Flaw> {
    let fields = Fields::parse(text)?;
    let rev: i64 = fields.or_default("rev")?;
    let rev = u64::try_from(rev).map_err(|_| fields.flaw("rev", "a whole number from 0"))?;
    let state: String = fields.need("state")?;
    let clock = match state.as_str() {
        "idle" => return Ok(Timer { rev, run: None }),
        "running" => Clock::Running,
        "paused" => Clock::Paused,
        "asking" => {
            let gap = fields.values.entry("gap");
            let entry = |key: &str| gap.and_then(|gap| gap.entry(key).cloned());
            let flaw = || fields.flaw("gap", "a gap {from, to, slept_s}");
            Clock::Asking(Gap {
                from: entry("from").and_then(Stamp::take).ok_or_else(flaw)?,
                to: entry("to").and_then(Stamp::take).ok_or_else(flaw)?,
                slept_s: entry("slept_s").and_then(u32::take).ok_or_else(flaw)?,
            })
        }
        _ => return Err(fields.flaw("state", "one of idle running paused asking")),
    };
    let since = fields.values.entry("since").and_then(anchor_of);
    let run = Run {
        phase: fields.need::<Phase>("phase")?,
        name: fields.maybe("name")?,
        mode: fields.need("mode")?,
        session: fields.need::<Id>("session")?,
        task: fields.maybe("task")?,
        started: fields.need("started")?,
        zone: fields.maybe("zone")?,
        planned_s: fields.maybe("planned_s")?,
        extended_s: fields.or_default("extended_s")?,
        counted_ms: fields.or_default("counted_ms")?,
        paused_ms: fields.or_default("paused_ms")?,
        longest_pause_ms: fields.or_default("longest_pause_ms")?,
        slept_ms: fields.or_default("slept_ms")?,
        since: since.ok_or_else(|| fields.flaw("since", "a point of time {wall, awake_ms, boot_ms, boot_id}"))?,
        clock,
        round: fields.or_default("round")?,
        marks: fields.or_default::<Vec<Mark>>("marks")?,
        overtime: fields.or_default("overtime")?,
        rung: fields.or_default("rung")?,
        uncertain: fields.or_default("uncertain")?,
        step: fields.or_default("step")?,
    };
    // Sums that nobody can have counted would only overflow later.
    let sane = |ms: i64| (0..=LONGEST_MS).contains(&ms);
    for (field, ms) in [
        ("counted_ms", run.counted_ms),
        ("paused_ms", run.paused_ms),
        ("longest_pause_ms", run.longest_pause_ms),
        ("slept_ms", run.slept_ms),
        ("extended_s", run.extended_s.saturating_abs()),
    ] {
        if !sane(ms) {
            return Err(fields.flaw(field, "a length of at most a hundred years"));
        }
    }
    if run.since.awake_ms.checked_abs().is_none_or(|ms| !sane(ms))
        || run.since.boot_ms.checked_abs().is_none_or(|ms| !sane(ms))
    {
        return Err(fields.flaw("since", "readings of at most a hundred years"));
    }
    Ok(Timer { rev, run: Some(run) })
}

/// A hundred years in milliseconds.
const LONGEST_MS: i64 = 100 * 366 * 86_400_000;

/// The text of alive.toml.
pub(super) fn alive_text(anchor: &Anchor) -> String {
    let mut out = wire::HEADER.to_owned();
    if let Value::Map(entries) = anchor_value(anchor) {
        for (key, value) in entries {
            wire::put_entry(&mut out, &key, &value);
        }
    }
    out
}

/// The anchor in the text of alive.toml; `None` where there is none.
pub(super) fn alive_of(text: &str) -> Option<Anchor> {
    wire::document(text).ok().as_ref().and_then(anchor_of)
}
