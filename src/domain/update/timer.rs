//! Commands of the timer. Spec: timer ("Phases", "Accounting") and storage ("Time").
mod marks;
mod phases;

pub(super) use marks::{interrupt, note_mark};

use phases::{begin, begin_next, close, slept_within};

use crate::domain::{
    change::Change,
    command::{Answer, Event, Happening, Refusal, Start},
    id::Id,
    limits,
    round::Next,
    session::{Outcome, Phase},
    timer::{Clock, Run, SHORT_SLEEP_MS, Settled},
};

/// What is noticed later than this is old news: nothing begins by itself after it.
const NEWS_MS: i64 = 120_000;

/// Finishes what is due. With `watched`, what begins by itself begins too.
pub(super) fn settle(change: &mut Change<'_>, watched: bool) -> Result<(), Refusal> {
    loop {
        let Some(run) = change.model.timer.run.clone() else { return Ok(()) };
        let day_start = change.model.rules.day.start;
        let since = change.now.since(&run.since).elapsed_ms();
        match run.settle(change.now, change.model.seen.as_ref(), day_start) {
            Settled::Holds => return Ok(()),
            Settled::Due { ended, uncertain } => {
                let length = run.length_ms().unwrap_or(0);
                let late = (since - (length - run.counted_ms).max(0)).max(0);
                let mut run = run;
                run.uncertain |= uncertain;
                close(change, &run, Outcome::Completed, ended, length, None, late)?;
                change.forget();
                // Nothing begins in a sleep either.
                let awake = slept_within(change.now, &run, late) <= SHORT_SLEEP_MS;
                if watched && late <= NEWS_MS && awake && begin_next(change, &run, late) {
                    continue;
                }
                return Ok(());
            }
            Settled::Rings { due } => {
                let late = (change.now.stamp().ms() - due.ms()).max(0);
                let planned_s = run.planned_s;
                if let Some(run) = &mut change.model.timer.run {
                    run.rung = true;
                }
                change.timer_changed();
                let task = title_of(change, run.task.as_ref());
                change.announce(Event {
                    what: Happening::Ended,
                    at: due,
                    phase: run.phase,
                    planned_s,
                    session: None,
                    id: Some(run.session.clone()),
                    task,
                    mark: None,
                    late_ms: late,
                });
                return Ok(());
            }
            Settled::Slept { gap, counted_ms, uncertain, ask } => {
                let mut run = run;
                run.counted_ms = counted_ms;
                run.uncertain |= uncertain;
                run.since = change.now.anchor();
                run.clock = Clock::Asking(gap.clone());
                change.model.timer.run = Some(run.clone());
                change.timer_changed();
                let task = title_of(change, run.task.as_ref());
                let event = |what| Event {
                    what,
                    at: gap.from,
                    phase: run.phase,
                    planned_s: run.planned_s,
                    session: None,
                    id: Some(run.session.clone()),
                    task: task.clone(),
                    mark: None,
                    late_ms: gap.length_ms(),
                };
                if ask {
                    change.announce(event(Happening::Asks));
                } else {
                    let asking = change.model.timer.clone();
                    close(change, &run, Outcome::Partial, gap.from, counted_ms, None, gap.length_ms())?;
                    change.remember("end-by-sleep", &subject(change, run.task.as_ref()), Some(asking));
                    change.announce(event(Happening::EndedBySleep));
                }
                return Ok(());
            }
        }
    }
}

pub(super) fn start(change: &mut Change<'_>, start: &Start) -> Result<(), Refusal> {
    let task = start.task.as_deref().map(|task| super::tasks::find_open(change.model, task)).transpose()?;
    if let Some(seconds) = start.length_s {
        in_range("length", f64::from(seconds), 1.0, f64::from(limits::LONGEST_S))?;
    }
    let rules = &change.model.rules.timer;
    let project = change.model.project_of(task.as_ref());
    let named = start.mode.clone();
    let plain = || match start.as_set {
        true => rules.mode_for(project),
        false => change.model.mode_of_start(project, change.now),
    };
    let mode = named.unwrap_or_else(|| plain().to_owned());
    if !rules.modes().contains(&mode.as_str()) {
        return Err(Refusal::NoSuchMode { mode, known: rules.modes().join(", ") });
    }
    let now = change.now.stamp();
    let ago = start.at.map_or(0, |at| now.ms() - at.ms());
    if ago < 0 {
        return Err(Refusal::InFuture);
    }
    in_range("at", ago as f64 / 1000.0, 0.0, f64::from(limits::LONGEST_S))?;
    match &change.model.timer.run {
        Some(run) if matches!(run.clock, Clock::Asking(_)) => return Err(Refusal::AskedFirst),
        Some(run) if run.phase == Phase::Focus && !run.is_over(change.now) => return Err(Refusal::AlreadyRunning),
        _ => {}
    }
    if ago > 0 {
        let from = now.plus_ms(-ago);
        super::history::refuse_overlap(change.model, from, now, None)?;
    }
    end_present(change, Outcome::Skipped)?;
    change.forget();
    // From here on the phases of before are history: void, skip and finish are taken back no more.
    if change.model.undo.iter().any(|entry| entry.timer.is_some()) {
        change.model.undo.retain(|entry| entry.timer.is_none());
        change.undo_changed();
    }
    // Only now is the phase of before on record, after which a sequence goes on.
    let project = change.model.project_of(task.as_ref());
    let Some(first) = change.model.first(&mode, project, change.now) else { return Err(Refusal::NoFocus) };
    if start.length_s.is_some() && first.planned_s.is_none() {
        return Err(Refusal::CountsUp { mode });
    }
    let planned_s = start.length_s.or(first.planned_s);
    begin(change, Next { planned_s, ..first }, task, ago);
    Ok(())
}

pub(super) fn pause(change: &mut Change<'_>) -> Result<(), Refusal> {
    let now = change.now;
    let run = present(change)?;
    match run.clock {
        Clock::Running => run.turn(now, Clock::Paused),
        Clock::Paused => return Err(Refusal::AlreadyPaused),
        Clock::Asking(_) => return Err(Refusal::AskedFirst),
    }
    change.timer_changed();
    Ok(())
}

pub(super) fn resume(change: &mut Change<'_>) -> Result<(), Refusal> {
    let now = change.now;
    let Some(run) = &mut change.model.timer.run else { return Err(Refusal::NotPaused) };
    match run.clock {
        Clock::Paused => run.turn(now, Clock::Running),
        Clock::Running => return Err(Refusal::NotPaused),
        Clock::Asking(_) => return Err(Refusal::AskedFirst),
    }
    change.timer_changed();
    Ok(())
}

pub(super) fn toggle(change: &mut Change<'_>) -> Result<(), Refusal> {
    match change.model.timer.run.as_ref().map(|run| &run.clock) {
        // In overtime the phase is done: what comes next is moving on, not a pause.
        Some(Clock::Running) if change.model.timer.run.as_ref().is_some_and(|run| run.is_over(change.now)) => {
            finish(change)
        }
        Some(Clock::Running) => pause(change),
        Some(Clock::Paused) => resume(change),
        Some(Clock::Asking(_)) => Err(Refusal::AskedFirst),
        None if change.model.next(change.now).is_some_and(|next| next.phase.is_break()) => take_break(change),
        None => start(change, &Start::default()),
    }
}

pub(super) fn take_break(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.model.timer.run.is_some() {
        return Err(Refusal::AlreadyRunning);
    }
    let Some(next) = change.model.next(change.now).filter(|next| next.phase.is_break()) else {
        return Err(Refusal::NoBreakDue);
    };
    begin(change, next, None, 0);
    Ok(())
}

pub(super) fn skip(change: &mut Change<'_>) -> Result<(), Refusal> {
    let before = change.model.timer.clone();
    let Some(run) = before.run.clone() else {
        // A break that is due but has not begun is passed over: it is on record that it was.
        take_break(change)?;
        end_present(change, Outcome::Skipped)?;
        change.remember("skip", "", Some(before));
        return Ok(());
    };
    if matches!(run.clock, Clock::Asking(_)) {
        return Err(Refusal::AskedFirst);
    }
    end_present(change, Outcome::Skipped)?;
    begin_next(change, &run, 0);
    change.remember("skip", &subject(change, run.task.as_ref()), Some(before));
    Ok(())
}

pub(super) fn restart(change: &mut Change<'_>) -> Result<(), Refusal> {
    let before = change.model.timer.clone();
    let Some(run) = before.run.clone() else { return Err(Refusal::NothingRuns) };
    if matches!(run.clock, Clock::Asking(_)) {
        return Err(Refusal::AskedFirst);
    }
    // Minutes of work are kept; a break or the first moments of a phase leave nothing to keep.
    if run.is_over(change.now) {
        end_with(change, Outcome::Completed, None)?;
    } else if run.phase == Phase::Focus && run.counted_ms(change.now) >= 60_000 {
        end_with(change, Outcome::Void, Some("restart"))?;
    }
    change.model.timer.run = None;
    let Run { phase, name, mode, planned_s, task, step, .. } = run.clone();
    begin(change, Next { phase, planned_s, name, mode, step }, task, 0);
    change.remember("restart", &subject(change, run.task.as_ref()), Some(before));
    Ok(())
}

pub(super) fn finish(change: &mut Change<'_>) -> Result<(), Refusal> {
    let before = change.model.timer.clone();
    let Some(run) = before.run.clone() else { return Err(Refusal::NothingRuns) };
    if matches!(run.clock, Clock::Asking(_)) {
        return resolve(change, Answer::End);
    }
    // Flow is finished by hand, however it was begun; so is what has run past its end.
    let completed =
        run.length_ms().is_none() || run.is_over(change.now) || (run.mode == "flow" && !run.phase.is_break());
    end_present(change, if completed { Outcome::Completed } else { Outcome::Partial })?;
    if completed {
        begin_next(change, &run, 0);
    }
    change.remember("finish", &subject(change, run.task.as_ref()), Some(before));
    Ok(())
}

pub(super) fn void(change: &mut Change<'_>, reason: Option<&str>) -> Result<(), Refusal> {
    let reason = reason.map(|reason| limits::line(reason, "reason", limits::TITLE)).transpose()?;
    let before = change.model.timer.clone();
    let Some(run) = before.run.clone().filter(|run| run.phase == Phase::Focus) else {
        return Err(Refusal::NoFocus);
    };
    if run.is_over(change.now) {
        return Err(Refusal::WasCompleted);
    }
    if let (Clock::Asking(_), Some(run)) = (&run.clock, &mut change.model.timer.run) {
        run.turn(change.now, Clock::Paused);
    }
    end_with(change, Outcome::Void, reason.as_deref())?;
    change.remember("void", &subject(change, run.task.as_ref()), Some(before));
    Ok(())
}

pub(super) fn extend(change: &mut Change<'_>, seconds: i64) -> Result<(), Refusal> {
    let most = f64::from(limits::LONGEST_S);
    in_range("length", seconds.unsigned_abs() as f64, 1.0, most)?;
    let now = change.now;
    let run = present(change)?;
    let Some(length) = run.length_ms() else { return Err(Refusal::NoEnd) };
    let next = length + seconds * 1000;
    if next <= run.counted_ms(now) {
        return Err(Refusal::TooShort);
    }
    in_range("length", next as f64 / 1000.0, 1.0, most)?;
    run.extended_s += seconds;
    run.rung = false;
    change.timer_changed();
    Ok(())
}

pub(super) fn resolve(change: &mut Change<'_>, answer: Answer) -> Result<(), Refusal> {
    let before = change.model.timer.clone();
    let Some(run) = before.run.clone() else { return Err(Refusal::NothingAsked) };
    let Clock::Asking(gap) = run.clock.clone() else { return Err(Refusal::NothingAsked) };
    match answer {
        Answer::Continue => {
            let now = change.now;
            present(change)?.turn(now, Clock::Running);
            change.timer_changed();
        }
        Answer::End => close(change, &run, Outcome::Partial, gap.from, run.counted_ms, None, 0)?,
        Answer::Void => {
            let now = change.now;
            let run = present(change)?;
            run.turn(now, Clock::Paused);
            end_with(change, Outcome::Void, None)?;
        }
        Answer::Count => {
            let mut run = run.clone();
            let to_go = run.length_ms().map_or(i64::MAX, |length| length - run.counted_ms);
            if gap.length_ms() >= to_go {
                let length = run.length_ms().unwrap_or(0);
                close(
                    change,
                    &run,
                    Outcome::Completed,
                    gap.from.plus_ms(to_go).at_place_of(&change.now.wall),
                    length,
                    None,
                    0,
                )?;
            } else {
                run.counted_ms += gap.length_ms();
                run.clock = Clock::Running;
                change.model.timer.run = Some(run);
                change.timer_changed();
            }
        }
    }
    change.remember("resolve", &subject(change, run.task.as_ref()), Some(before));
    Ok(())
}

pub(super) fn assign(change: &mut Change<'_>, task: Option<&str>) -> Result<(), Refusal> {
    let task = task.map(|task| super::tasks::find_open(change.model, task)).transpose()?;
    let Some(run) = change.model.timer.run.as_mut().filter(|run| run.phase == Phase::Focus) else {
        return Err(Refusal::NoFocus);
    };
    run.task = task;
    change.timer_changed();
    Ok(())
}

fn present<'a>(change: &'a mut Change<'_>) -> Result<&'a mut Run, Refusal> {
    change.model.timer.run.as_mut().ok_or(Refusal::NothingRuns)
}

/// Ends what is under way now; a phase past its end was completed, whatever `outcome` says.
fn end_present(change: &mut Change<'_>, outcome: Outcome) -> Result<(), Refusal> {
    match &change.model.timer.run {
        None => Ok(()),
        Some(run) if run.is_over(change.now) => end_with(change, Outcome::Completed, None),
        Some(_) => end_with(change, outcome, None),
    }
}

fn end_with(change: &mut Change<'_>, outcome: Outcome, reason: Option<&str>) -> Result<(), Refusal> {
    let now = change.now;
    let Some(mut run) = change.model.timer.run.clone() else { return Ok(()) };
    run.turn(now, Clock::Paused);
    let counted = run.counted_ms;
    close(change, &run, outcome, now.stamp(), counted, reason, 0)
}

fn title_of(change: &Change<'_>, task: Option<&Id>) -> Option<String> {
    task.and_then(|id| change.model.book.tasks.get(id)).map(|task| task.title.clone())
}

fn subject(change: &Change<'_>, task: Option<&Id>) -> String {
    title_of(change, task).unwrap_or_default()
}

/// Refuses a number outside its range.
pub(super) fn in_range(field: &'static str, number: f64, low: f64, high: f64) -> Result<(), Refusal> {
    if number >= low && number <= high { Ok(()) } else { Err(Refusal::OutOfRange { field, low, high }) }
}
