//! Commands that change the past: log, amend, delete. Spec: timer ("Accounting").
use super::timer::in_range;
use crate::domain::{
    change::Change,
    command::{LogEntry, Refusal, SessionEdit},
    id::Id,
    limits,
    model::Model,
    record::Kind,
    session::{Outcome, Phase, Session, Source},
    stamp::Stamp,
};

pub(super) fn log(change: &mut Change<'_>, entry: &LogEntry) -> Result<(), Refusal> {
    let task = entry.task.as_deref().map(|name| change.model.find_task(name)).transpose()?;
    in_range("length", f64::from(entry.seconds), 1.0, f64::from(limits::LONGEST_S))?;
    let note = entry.note.as_deref().map_or(Ok(None), |text| limits::lines(text, "note"))?;
    let ended = entry.at.plus_ms(i64::from(entry.seconds) * 1000).at_place_of(&change.now.wall);
    refuse_future(change, entry.at, ended)?;
    refuse_overlap(change.model, entry.at, ended, None)?;
    let mut session = Session {
        id: change.fresh_id(Kind::Session, 12),
        kind: Phase::Focus,
        mode: change.model.rules.timer.mode.clone(),
        started: entry.at,
        ended,
        zone: change.now.wall.time_zone().iana_name().map(str::to_owned),
        planned_s: Some(entry.seconds),
        focus_s: entry.seconds,
        outcome: entry.outcome,
        note,
        source: Source::Manual,
        ..Session::default()
    };
    name_task(change.model, &mut session, task);
    session.counted = counts(change.model, &session);
    change.create(&session)?;
    let subject = subject(&session);
    change.remember("log", &subject, None);
    Ok(())
}

pub(super) fn amend(change: &mut Change<'_>, name: &str, edit: &SessionEdit) -> Result<(), Refusal> {
    let before = find(change.model, name)?.clone();
    let mut after = before.clone();
    if let Some(task) = &edit.task {
        let task = task.as_deref().map(|name| change.model.find_task(name)).transpose()?;
        name_task(change.model, &mut after, task);
    }
    if let Some(note) = &edit.note {
        after.note = note.as_deref().map_or(Ok(None), |text| limits::lines(text, "note"))?;
    }
    if let Some(at) = edit.at {
        let length = after.ended.ms() - after.started.ms();
        after.started = at;
        after.ended = at.plus_ms(length);
    }
    if let Some(seconds) = edit.seconds {
        in_range("length", f64::from(seconds), 1.0, f64::from(limits::LONGEST_S))?;
        after.focus_s = if after.kind == Phase::Focus { seconds } else { 0 };
        let idle = i64::from(after.paused_s) + i64::from(after.slept_s) + i64::from(after.over_s);
        after.ended = after.started.plus_ms((i64::from(seconds) + idle) * 1000);
    }
    if let Some(outcome) = edit.outcome {
        after.outcome = outcome;
    }
    if after == before {
        return Err(Refusal::NothingToChange);
    }
    if edit.outcome.is_some() || edit.seconds.is_some() {
        after.counted = counts(change.model, &after);
    }
    if after.started != before.started || after.ended != before.ended {
        refuse_future(change, after.started, after.ended)?;
        refuse_overlap(change.model, after.started, after.ended, Some(&before.id))?;
    }
    after.source = Source::Manual;
    let subject = subject(&after);
    change.edit::<Session>(&before.id, |session| *session = after)?;
    change.remember("amend", &subject, None);
    Ok(())
}

pub(super) fn delete(change: &mut Change<'_>, name: &str) -> Result<(), Refusal> {
    let session = find(change.model, name)?.clone();
    change.edit::<Session>(&session.id, |session| session.deleted = true)?;
    change.remember("delete", &subject(&session), None);
    Ok(())
}

/// A session entered by hand counts when it was completed and at least one focus length long.
fn counts(model: &Model, session: &Session) -> bool {
    session.kind == Phase::Focus
        && session.outcome == Outcome::Completed
        && session.focus_s >= model.rules.timer.lengths(session.project.as_deref()).focus_s
}

fn name_task(model: &Model, session: &mut Session, task: Option<Id>) {
    let named = task.as_ref().and_then(|id| model.book.tasks.get(id));
    session.title = named.map(|task| task.title.clone());
    session.project = named.and_then(|task| task.project.clone());
    session.task = task;
}

fn subject(session: &Session) -> String {
    session.title.clone().unwrap_or_else(|| session.started.local().strftime("%Y-%m-%d %H:%M").to_string())
}

fn find<'a>(model: &'a Model, name: &str) -> Result<&'a Session, Refusal> {
    let name = name.trim();
    let exact = model.book.sessions.find(name).filter(|session| !session.deleted);
    if let Some(session) = exact {
        return Ok(session);
    }
    let mut found = model.book.sessions.iter().filter(|s| !name.is_empty() && s.id.as_str().starts_with(name));
    match (found.next(), found.next()) {
        (Some(session), None) => Ok(session),
        _ => Err(Refusal::NoSuchSession { session: name.to_owned() }),
    }
}

fn refuse_future(change: &Change<'_>, started: Stamp, ended: Stamp) -> Result<(), Refusal> {
    let now = change.now.stamp().ms();
    match (started.ms() > now, ended.ms() > now) {
        (true, _) => Err(Refusal::InFuture),
        (false, true) => Err(Refusal::EndsInFuture),
        (false, false) => Ok(()),
    }
}

/// Refuses a stretch of time that another session, or the running phase, already has.
pub(super) fn refuse_overlap(model: &Model, from: Stamp, to: Stamp, except: Option<&Id>) -> Result<(), Refusal> {
    // No session is longer than a few days, sleeps and pauses included, but nothing forbids it: the
    // candidates are all that began before the end.
    // What was passed over takes no time, so nothing overlaps it.
    let overlaps = |session: &&Session| {
        session.started.ms() < to.ms()
            && session.ended.ms() > from.ms()
            && session.ended.ms() > session.started.ms()
            && except != Some(&session.id)
    };
    if let Some(session) = model.book.sessions.iter().rev().find(overlaps) {
        return Err(Refusal::Overlap { session: Box::new(session.clone()) });
    }
    match &model.timer.run {
        Some(run) if run.started.ms() < to.ms() => {
            let title = run.task.as_ref().and_then(|id| Some(model.task(id)?.title.clone()));
            let session = Session {
                id: run.session.clone(),
                kind: run.phase,
                title,
                started: run.started,
                ended: run.length_ms().map_or(to, |length| run.started.plus_ms(length)),
                ..Session::default()
            };
            Err(Refusal::Overlap { session: Box::new(session) })
        }
        _ => Ok(()),
    }
}
