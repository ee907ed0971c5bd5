//! Commands: through the desk, and what came of them.
use std::{thread, time::Duration};

use serde_json::{Value as Json, json};

use super::{
    counter::{Counter, complain, print},
    fault::Fault,
    reflect::not_adopted,
};
use crate::{
    domain::{
        command::{Command, Effect, Event, Happening},
        id::Id,
        model::Model,
        moment::Passed,
        record::Kind,
        session::Session,
        undo::UndoEntry,
    },
    report::{assess, json::line, plan, sessions, status, tasks},
    runtime::{Desk, DeskError, clock, hooks::jobs, notice::Bell},
    store::StoreError,
    text::{locale::Arg, look_back::settings, undo::undo_text},
};

/// Time for a notification on its way when a short command ends.
pub const FAREWELL: Duration = Duration::from_millis(250);
/// An empty picture that nobody fills within this time is drawn anew.
const SETTLED: Duration = Duration::from_millis(800);
/// In how many steps it is looked at meanwhile.
const STEPS: u32 = 8;
/// A process has watched the timer within this time: it will ring.
const WATCHED_MS: i64 = 65_000;

/// Carries a command out and says what came of it. What is said is durable.
///
/// # Errors
/// A refusal, or what the files say.
pub fn act(counter: &Counter, command: &Command) -> Result<(), Fault> {
    let mut desk = counter.desk(false)?;
    take_hand_edits(counter, &mut desk, command)?;
    let carry_out = |desk: &mut Desk, command: &Command| {
        desk.dispatch(command, &counter.now).map_err(|error| {
            // What fell due is written all the same, and nobody else will say it.
            complain(&counter.overslept(desk).join("\n"));
            counter.explain(desk, error.into())
        })
    };
    if matches!(command, Command::Undo) {
        // What is due is a change too, and then the last one: it is what is taken back.
        carry_out(&mut desk, &Command::Settle)?;
    }
    let last = desk.model().undo.last().cloned();
    let mut effects = carry_out(&mut desk, command)?;
    if matches!(command, Command::Start(start) if start.at.is_some()) {
        // What began in the past may be over.
        effects.extend(carry_out(&mut desk, &Command::Settle)?);
    }
    complain(&counter.warnings(&mut desk).join("\n"));
    if matches!(command, Command::Log(_) | Command::Amend { .. } | Command::DeleteSession { .. }) {
        // Their answer speaks of another session.
        complain(&counter.overslept(&desk).join("\n"));
    }
    desk.adopt(&effects).map_err(|error| not_adopted(counter, error))?;
    let said = if counter.json {
        line(&json(counter, &desk, command, &effects, last.as_ref())) + "\n"
    } else {
        text(counter, &desk, command, &effects, last.as_ref())
    };
    let printed = print(&said);
    counter.hooks().run(jobs(&counter.config.hooks, &effects));
    if Bell::new(&counter.config.notify).notify(&effects, &counter.locale) {
        thread::sleep(FAREWELL);
    }
    // What can be rebuilt is written after the answer.
    desk.tidy(&counter.now);
    if desk.store().is_picture_missing() && desk.store().is_picture_unfinished(&clock::now()) {
        // Somebody emptied it just now, perhaps to fill it.
        thread::sleep(SETTLED);
        desk.tidy(&clock::now());
    }
    Ok(printed?)
}

/// What was changed in `state.toml` by hand comes first. Where it cannot be understood, only what
/// concerns tasks has to wait for it.
///
/// # Errors
/// What is wrong with it, or with the files.
pub fn take_hand_edits(counter: &Counter, desk: &mut Desk, command: &Command) -> Result<(), Fault> {
    let mut taken = desk.take_hand_edits(&counter.now);
    for _ in 0..STEPS {
        // Empty is another matter: nothing can be told from it.
        let goes_on =
            |desk: &mut Desk| !desk.store().is_picture_missing() && desk.store().is_picture_unfinished(&clock::now());
        if !matches!(taken, Ok(None)) || !goes_on(desk) {
            break;
        }
        // Somebody seems to be writing it: what lacks its end may still get it.
        thread::sleep(SETTLED / STEPS);
        taken = desk.take_hand_edits(&clock::now());
    }
    match taken {
        Ok(_) => Ok(()),
        Err(DeskError::Store(error @ (StoreError::Busy { .. } | StoreError::Write { .. }))) => Err(error.into()),
        Err(error) if command.concerns_tasks(desk.model()) => Err(error.into()),
        Err(_) => {
            desk.see_hand_edits(&counter.now);
            Ok(())
        }
    }
}

/// The things of a kind that were written, each once.
fn written(effects: &[Effect], kind: Kind) -> Vec<Id> {
    let mut ids = Vec::new();
    for effect in effects {
        if let Effect::Append(record) = effect
            && record.kind == kind
            && !ids.contains(&record.id)
        {
            ids.push(record.id.clone());
        }
    }
    ids
}

/// The session that was written last.
fn session_of<'a>(model: &'a Model, effects: &[Effect]) -> Vec<&'a Session> {
    // What came due was written before it.
    let id = written(effects, Kind::Session).pop();
    id.iter().filter_map(|id| model.book.sessions.find(id.as_str())).collect()
}

fn json(counter: &Counter, desk: &Desk, command: &Command, effects: &[Effect], last: Option<&UndoEntry>) -> Json {
    let (model, now) = (desk.model(), &counter.now);
    match command {
        Command::AddTask(_)
        | Command::ParkToTask { .. }
        | Command::EditTask { .. }
        | Command::Reopen { .. }
        | Command::Pin { .. } => {
            let row = written(effects, Kind::Task).pop().and_then(|id| model.row(now, &id));
            row.map_or(Json::Null, |row| tasks::json(&row, now))
        }
        Command::Done { .. } | Command::Drop { .. } => {
            let rows = written(effects, Kind::Task).into_iter().filter_map(|id| model.row(now, &id));
            json!({ "tasks": rows.map(|row| tasks::json(&row, now)).collect::<Json>() })
        }
        Command::DeleteTask { .. } | Command::DeleteSession { .. } => {
            let kind = if matches!(command, Command::DeleteTask { .. }) { Kind::Task } else { Kind::Session };
            // What came due was written before it.
            let deleted = written(effects, kind).pop();
            json!({ "deleted": deleted.iter().map(|id| Json::from(id.as_str())).collect::<Json>() })
        }
        Command::Log(_) | Command::Amend { .. } => sessions::json(&session_of(model, effects), now.wall.time_zone()),
        Command::Assess(_) => standing(model, effects, |standing| assess::json(standing, model, now, &counter.locale))
            .unwrap_or(Json::Null),
        Command::PlaceTask { task, .. } => {
            let row = model.find_task(task).ok().and_then(|id| model.row(now, &id));
            row.map_or(Json::Null, |row| tasks::json(&row, now))
        }
        Command::EditPlan { date, .. } => plan::json(&model.day_plan(now, *date)),
        Command::Undo => json!({
            "undone": last.map(|entry| json!({ "action": entry.action, "subject": entry.subject, "fields": fields(entry) })),
        }),
        _ => {
            let mut notices = counter.notices(desk);
            notices.extend(nobody_rings(counter, model, command));
            status::json(&model.status(now), false, &notices)
        }
    }
}

fn standing<T>(
    model: &Model,
    effects: &[Effect],
    say: impl Fn(&crate::domain::standing::Standing<'_>) -> T,
) -> Option<T> {
    let id = written(effects, Kind::Assessment).pop()?;
    let assessment = model.book.assessments.get(&id)?;
    let before = model.assessments(&assessment.template).rfind(|earlier| earlier.week < assessment.week);
    model.stand(assessment, before).map(|standing| say(&standing))
}

fn text(counter: &Counter, desk: &Desk, command: &Command, effects: &[Effect], last: Option<&UndoEntry>) -> String {
    let (model, now, page) = (desk.model(), &counter.now, counter.page());
    match command {
        // Alone on its line, for `id=$(focus-tui task add …)`.
        // What came back by itself was written before it.
        Command::AddTask(_) | Command::ParkToTask { .. } => {
            written(effects, Kind::Task).pop().map(|id| format!("{id}\n")).unwrap_or_default()
        }
        Command::Log(_) | Command::Amend { .. } => sessions::text(&session_of(model, effects), model, now, &page),
        Command::Assess(_) => {
            standing(model, effects, |standing| assess::text(standing, model, &page)).unwrap_or_default()
        }
        Command::EditPlan { date, .. } => {
            let kept = if written(effects, Kind::Plan).is_empty() {
                counter.locale.text("cli-plan-kept") + "\n"
            } else {
                String::new()
            };
            kept + &plan::text(&model.day_plan(now, *date), model, now, &page)
        }
        Command::Undo => last
            .map(|entry| {
                let what = undo_text(&counter.locale, entry);
                let undone = counter.locale.with("cli-undone", &[("what", Arg::Text(&what))]) + "\n";
                settings(effects, &counter.locale).into_iter().fold(undone, |text, line| text + &line + "\n")
            })
            .unwrap_or_default(),
        command if command.concerns_timer() => {
            let mut text = String::new();
            for effect in effects {
                if let Effect::Event(event) = effect {
                    text.extend(ended(counter, event));
                }
            }
            text.push_str(&status::text(&model.status(now), &page));
            text.extend(nobody_rings(counter, model, command).map(|hint| hint + "\n"));
            text
        }
        _ => model.undo.last().map(|entry| undo_text(&counter.locale, entry) + "\n").unwrap_or_default(),
    }
}

/// The fields that a change changed, each once.
pub fn fields(entry: &UndoEntry) -> Json {
    let mut names: Vec<&str> = Vec::new();
    for change in &entry.changes {
        if !names.contains(&change.field.as_str()) {
            names.push(&change.field);
        }
    }
    names.into()
}

/// A line about a phase that is over.
fn ended(counter: &Counter, event: &Event) -> Option<String> {
    let session = event.session.as_deref()?;
    matches!(event.what, Happening::Ended | Happening::Voided | Happening::EndedBySleep).then_some(())?;
    Some(session_line(counter, session) + "\n")
}

/// How a session ended, in one line.
pub fn session_line(counter: &Counter, session: &Session) -> String {
    let locale = &counter.locale;
    let phase = locale.text(&format!("timer-phase-{}", session.kind.word()));
    let outcome = locale.text(&format!("timer-outcome-{}", session.outcome.word()));
    let seconds = if session.kind.is_break() {
        (session.ended.ms() - session.started.ms()).max(0) / 1000
    } else {
        i64::from(session.focus_s)
    };
    let minutes = locale.minutes_of(seconds);
    let args =
        [("phase", Arg::Text(phase.as_str())), ("outcome", Arg::Text(&outcome)), ("minutes", Arg::Text(&minutes))];
    locale.with("cli-ended", &args)
}

/// Said where something begins to count and no process is there to ring.
fn nobody_rings(counter: &Counter, model: &Model, command: &Command) -> Option<String> {
    let begins = matches!(command, Command::Start(_) | Command::Toggle | Command::Restart | Command::Break);
    let rings = model.timer.run.as_ref().and_then(|run| run.rings_at(&counter.now)).is_some();
    let watched = model.seen.as_ref().is_some_and(
        |seen| matches!(counter.now.since(seen), Passed::SameBoot { elapsed_ms, .. } if elapsed_ms <= WATCHED_MS),
    );
    (begins && rings && !watched).then(|| counter.locale.text("timer-nobody-rings"))
}
