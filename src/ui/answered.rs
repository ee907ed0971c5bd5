//! What the screen makes of the program's answer: a line about it, a form that comes back. Pure.
use super::{
    refusal_text,
    screen::{Dialog, Screen, Tone},
};
use crate::{
    domain::{
        command::{Command, Effect, Happening, PlanEdit, Refusal, Scale},
        model::Model,
        record::Kind,
        session::Origin,
    },
    text::{
        locale::{Arg, Locale},
        look_back::{settings, task_title},
        refusal::action_text,
        undo::undo_text,
    },
};

/// Takes in the outcome of a command that was asked for: says what was done or why not, opens the form
/// that sent it again with the error beside its field, and moves the cursor to a task just added.
/// `model` is what it is after the command.
pub fn answered(
    screen: &mut Screen,
    model: &Model,
    locale: &Locale,
    command: &Command,
    outcome: Result<&[Effect], &Refusal>,
) {
    release(screen, command);
    match outcome {
        Ok(effects) => done(screen, model, locale, command, effects),
        Err(refusal) => refused(screen, locale, command, refusal),
    }
}

/// The mark that keys waited for is there, or never will be.
fn release(screen: &mut Screen, command: &Command) {
    screen.marking &= !matches!(command, Command::Interrupt { .. });
}

/// The form that sent a command: it is closed, but not forgotten.
fn sender(screen: &mut Screen, command: &Command) -> Option<Dialog> {
    let sends = |dialog: &Dialog| match dialog {
        Dialog::Form(form) => form.sends(command),
        Dialog::Scores(form) => form.sends(command),
        Dialog::Pairs(form) => form.sends(command),
        Dialog::Template(form) => form.sends(command),
        Dialog::Quick(_) => matches!(command, Command::AddTask(_)),
        _ => false,
    };
    let at = screen.sent.iter().position(sends)?;
    Some(screen.sent.remove(at))
}

fn refused(screen: &mut Screen, locale: &Locale, command: &Command, refusal: &Refusal) {
    if matches!(command, Command::Tick | Command::Settle) {
        return;
    }
    let text = match (command, refusal) {
        (Command::Raise { scale, .. }, Refusal::NothingToChange) => at_its_end(locale, *scale, "5"),
        (Command::Lower { scale: Scale::Importance, .. }, Refusal::NothingToChange) => {
            at_its_end(locale, Scale::Importance, "1")
        }
        (Command::Lower { scale, .. }, Refusal::NothingToChange) => {
            at_its_end(locale, *scale, &locale.text("common-none"))
        }
        _ => refusal_text(locale, refusal),
    };
    say_refused(screen, command, field_of(refusal), text);
}

/// One step further there is nothing.
fn at_its_end(locale: &Locale, scale: Scale, level: &str) -> String {
    let field = locale.text(match scale {
        Scale::Importance => "task-field-importance",
        Scale::Urgency => "task-field-urgency",
    });
    locale.with("task-at-end", &[("field", Arg::Text(&field)), ("level", Arg::Text(level))])
}

/// A command was not carried out because nothing can be written: `text` says so where it was asked for.
pub fn barred(screen: &mut Screen, command: &Command, text: String) {
    release(screen, command);
    say_refused(screen, command, None, text);
}

fn say_refused(screen: &mut Screen, command: &Command, field: Option<&str>, text: String) {
    let Some(mut form) = sender(screen, command) else { return screen.say(text, Tone::Refused) };
    match &mut form {
        Dialog::Form(form) => form.refuse(field, text.clone()),
        Dialog::Scores(form) => form.error = Some(text.clone()),
        Dialog::Pairs(form) => form.error = Some(text.clone()),
        Dialog::Template(form) => form.error = Some(text.clone()),
        Dialog::Quick(quick) => quick.error = Some(text.clone()),
        _ => {}
    }
    if screen.dialog.is_none() {
        screen.dialog = Some(form);
    } else {
        // Something else is written by now: the form waits for its turn as a draft.
        screen.keep_draft(form);
        screen.say(text, Tone::Refused);
    }
}

/// The field that a refusal speaks of.
fn field_of(refusal: &Refusal) -> Option<&str> {
    match refusal {
        Refusal::OutOfRange { field, .. }
        | Refusal::Empty { field }
        | Refusal::TooLong { field, .. }
        | Refusal::Control { field }
        | Refusal::Spaces { field } => Some(match *field {
            "tag" => "tags",
            "length" => "minutes",
            field => field,
        }),
        Refusal::Overlap { .. } | Refusal::InFuture | Refusal::EndsInFuture | Refusal::BeforeLast { .. } => Some("at"),
        Refusal::NoSuchTask { .. } | Refusal::AmbiguousTask { .. } | Refusal::NotOpen { .. } => Some("task"),
        Refusal::Cycle { .. } => Some("blocked_by"),
        _ => None,
    }
}

fn done(screen: &mut Screen, model: &Model, locale: &Locale, command: &Command, effects: &[Effect]) {
    sender(screen, command);
    match command {
        Command::AddTask(_) | Command::ParkToTask { .. } => {
            // What came back by itself was written before it.
            let added = effects.iter().rev().find_map(|effect| match effect {
                Effect::Append(record) if record.kind == Kind::Task => Some(record.id.clone()),
                _ => None,
            });
            // What has just been entered is seen, whatever is filtered.
            screen.filter.set("");
            screen.task = added.or(screen.task.take());
            changed(screen, model, locale);
            sized(screen, command);
        }
        Command::Log(_) => {
            let logged = effects.iter().rev().find_map(|effect| match effect {
                Effect::Append(record) if record.kind == Kind::Session => Some(record.id.clone()),
                _ => None,
            });
            if let Some(session) = logged {
                screen.pages.history.show(session);
            }
            changed(screen, model, locale);
        }
        Command::Undo => {
            let said = screen.undoing.take();
            let said = said.map(|what| locale.with("common-undone", &[("what", Arg::Text(&what))]));
            let said = said.unwrap_or_else(|| locale.text("common-undone-something"));
            let set = settings(effects, locale).into_iter().map(|line| format!(" · {line}"));
            screen.say(said + &set.collect::<String>(), Tone::Undone);
        }
        Command::Interrupt { kind, .. } => {
            let key = if *kind == Origin::Internal { "timer-marked-internal" } else { "timer-marked-external" };
            screen.say(locale.text(key), Tone::Marked);
        }
        Command::NoteMark { note, .. } => {
            screen.say(locale.with("timer-noted", &[("note", Arg::Text(note))]), Tone::Done);
        }
        Command::Extend { seconds } => {
            let minutes = locale.signed(*seconds as f64 / 60.0, usize::from(seconds % 60 != 0));
            screen.say(locale.with("timer-extended", &[("minutes", Arg::Text(&minutes))]), Tone::Done);
        }
        Command::Assign { .. } => {
            let task = model.timer.run.as_ref().and_then(|run| model.task(run.task.as_ref()?));
            let said = match task {
                Some(task) => locale.with("timer-assigned", &[("task", Arg::Text(&task.title))]),
                None => locale.text("timer-no-task"),
            };
            screen.say(said, Tone::Done);
        }
        Command::Pin { task } => {
            let task = model.find_task(task).ok().and_then(|id| model.task(&id));
            let pinned = task.is_some_and(|task| task.pinned);
            let action = locale.text(if pinned { "common-action-task-pin" } else { "common-action-task-unpin" });
            say_changed(screen, locale, &action, task.map_or("", |task| &task.title));
        }
        Command::Raise { task, scale } | Command::Lower { task, scale } => {
            let task = model.find_task(task).ok().and_then(|id| model.task(&id));
            let level = match scale {
                Scale::Importance => task.map(|task| task.importance),
                Scale::Urgency => task.and_then(|task| task.urgency),
            };
            let key = if *scale == Scale::Importance { "task-field-importance" } else { "task-field-urgency" };
            let level = level.map_or_else(|| locale.text("common-none"), |rank| rank.level().to_string());
            let action = format!("{} {level}", locale.text(key));
            say_changed(screen, locale, &action, task.map_or("", |task| &task.title));
        }
        Command::Assess(scores) => {
            let week = scores.week.or_else(|| model.assessments(&scores.template).next_back().map(|kept| kept.week));
            let standing = week.and_then(|week| model.standing(&scores.template, week));
            let subject = standing.map(|standing| {
                let score = locale.number(standing.score, 1);
                let change = standing.delta.map(|delta| format!(" ({})", locale.signed(delta, 1))).unwrap_or_default();
                format!("{} {} · S {score}{change}", scores.template, standing.assessment.week)
            });
            let action = action_text(locale, "assess");
            say_changed(screen, locale, &action, &subject.unwrap_or_else(|| scores.template.clone()));
        }
        Command::AcceptSuggestion { rule, .. } => match settings(effects, locale).join(" ") {
            set if !set.is_empty() => screen.say(set, Tone::Undoable),
            _ => {
                let action = action_text(locale, "suggestion-accept");
                say_changed(screen, locale, &action, &task_title(*rule, locale));
            }
        },
        Command::DismissSuggestion { rule, .. } => {
            let action = action_text(locale, "suggestion-dismiss");
            let set = settings(effects, locale).into_iter().map(|line| format!(" · {line}"));
            let subject = task_title(*rule, locale) + &set.collect::<String>();
            say_changed(screen, locale, &action, &subject);
        }
        Command::KeepTemplate(template) => {
            let version = model.template(&template.id).map_or(template.version, |kept| kept.version);
            let args = [("template", Arg::Text(&template.id)), ("version", Arg::Num(f64::from(version), 0))];
            screen.say(locale.with("assess-template-kept", &args), Tone::Undoable);
        }
        Command::EditPlan { edit: PlanEdit::Accept, .. } if effects.is_empty() => {
            screen.say(locale.text("plan-kept-as-it-is"), Tone::Done);
        }
        Command::EditTask { .. } => {
            changed(screen, model, locale);
            sized(screen, command);
        }
        Command::Skip
        | Command::Restart
        | Command::Finish
        | Command::Void { .. }
        | Command::Resolve(_)
        | Command::Amend { .. }
        | Command::DeleteSession { .. }
        | Command::Done { .. }
        | Command::Drop { .. }
        | Command::Reopen { .. }
        | Command::DeleteTask { .. }
        | Command::SplitTask { .. }
        | Command::SplitInto { .. }
        | Command::MergeTasks { .. }
        | Command::PlaceTask { .. }
        | Command::AcceptPlan { .. }
        | Command::EditPlan { .. }
        | Command::EditAssessment { .. }
        | Command::DeleteAssessment { .. }
        | Command::ImportAssessments(_)
        | Command::SetGoal(_)
        | Command::AnswerReview { .. }
        | Command::TakeEdits(_) => changed(screen, model, locale),
        Command::Start(_) | Command::Pause | Command::Resume | Command::Toggle | Command::Break => {}
        Command::Settle | Command::Tick | Command::Recur => happened(screen, locale, effects),
    }
}

/// Where a task was given a size, the bottom line says what is offered for it.
fn sized(screen: &mut Screen, command: &Command) {
    let (Command::AddTask(edit) | Command::EditTask { edit, .. }) = command else { return };
    if let Some(message) = screen.message.as_mut().filter(|_| edit.estimate.is_some_and(|size| size.is_some())) {
        message.tone = Tone::Sized;
    }
}

/// Says what can now be taken back.
fn changed(screen: &mut Screen, model: &Model, locale: &Locale) {
    if let Some(entry) = model.undo.last() {
        screen.say(undo_text(locale, entry), Tone::Undoable);
    }
}

fn say_changed(screen: &mut Screen, locale: &Locale, action: &str, subject: &str) {
    let text = if subject.is_empty() {
        action.to_owned()
    } else {
        locale.with("common-changed", &[("action", Arg::Text(action)), ("subject", Arg::Text(subject))])
    };
    screen.say(text, Tone::Undoable);
}

/// Says what came about by itself.
fn happened(screen: &mut Screen, locale: &Locale, effects: &[Effect]) {
    for effect in effects {
        let Effect::Event(event) = effect else { continue };
        match event.what {
            Happening::Ended if event.phase.is_break() => screen.say(locale.text("timer-notice-break_end"), Tone::Done),
            Happening::Ended => {
                let task = event.task.as_deref().unwrap_or_default();
                let text = locale.with("timer-notice-focus_end", &[("task", Arg::Text(task))]);
                screen.say(text.trim_end().to_owned(), Tone::Done);
            }
            Happening::EndedBySleep => {
                let text = action_text(locale, "end-by-sleep");
                say_changed(screen, locale, &text, "");
            }
            Happening::Began | Happening::Voided | Happening::Interrupted | Happening::Asks => {}
        }
    }
}
