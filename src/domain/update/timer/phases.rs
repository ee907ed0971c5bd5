//! A phase begins, a phase is over: the record of the one, the run of the other.
use super::title_of;
use crate::domain::{
    change::Change,
    command::{Event, Happening, Refusal},
    id::Id,
    moment::{Anchor, Moment, Passed},
    record::Kind,
    round::Next,
    session::{Outcome, Phase},
    stamp::{Stamp, millis},
    timer::{Clock, Run, Timer},
};

/// The clocks agree to within this.
const ROUNDING_MS: i64 = 5;
/// Letters of a session's id.
const SESSION_ID: usize = 12;

/// Writes the record of a phase that is over and leaves the timer idle.
pub(super) fn close(
    change: &mut Change<'_>,
    run: &Run,
    outcome: Outcome,
    ended: Stamp,
    counted_ms: i64,
    reason: Option<&str>,
    late_ms: i64,
) -> Result<(), Refusal> {
    // A wall clock that was put back would let it end before it had lasted that long.
    let lasted = counted_ms.saturating_add(run.paused_ms).saturating_add(run.slept_ms);
    let least = run.started.plus_ms(lasted);
    let put_back = ended.ms() < least.ms() - 1000;
    let ended = if put_back { least.at_place_of(&change.now.wall) } else { ended };
    let mut session = change.model.close(run, outcome, ended, counted_ms);
    session.reason = reason.map(str::to_owned);
    change.create(&session)?;
    change.model.timer.run = None;
    change.timer_changed();
    let what = match outcome {
        Outcome::Void => Happening::Voided,
        _ => Happening::Ended,
    };
    let task = session.title.clone();
    let (phase, planned_s) = (run.phase, run.planned_s);
    let session = Some(Box::new(session));
    let id = Some(run.session.clone());
    change.announce(Event { what, at: ended, phase, planned_s, session, id, task, mark: None, late_ms });
    Ok(())
}

/// Begins a phase `ago` milliseconds before now.
pub(super) fn begin(change: &mut Change<'_>, next: Next, task: Option<Id>, ago: i64) {
    let Next { phase, planned_s, name, mode, step } = next;
    let rules = &change.model.rules.timer;
    let overtime = rules.overtime && phase == Phase::Focus;
    let lengths = rules.lengths(change.model.project_of(task.as_ref()));
    let round = match rules.sequence(&mode) {
        Some(sequence) => sequence.round(step as usize),
        None => change.model.round_of(change.now, &lengths),
    };
    let started = change.now.stamp().plus_ms(-ago).at_place_of(&change.now.wall);
    // Two clocks round in two ways: what follows at once begins where the one before has ended.
    let last = change.model.book.sessions.iter().next_back().map(|session| session.ended);
    let started = last.filter(|last| (last.ms() - started.ms()).abs() < ROUNDING_MS).unwrap_or(started);
    let run = Run {
        phase,
        name,
        mode,
        session: change.fresh_id(Kind::Session, SESSION_ID),
        task,
        started,
        zone: change.now.wall.time_zone().iana_name().map(str::to_owned),
        planned_s,
        extended_s: 0,
        counted_ms: 0,
        paused_ms: 0,
        longest_pause_ms: 0,
        slept_ms: 0,
        since: ago_of(change.now, ago),
        clock: Clock::Running,
        round,
        marks: Vec::new(),
        overtime,
        rung: false,
        uncertain: false,
        step,
    };
    let title = title_of(change, run.task.as_ref());
    change.model.timer = Timer { rev: change.model.timer.rev, run: Some(run) };
    change.timer_changed();
    change.announce(Event {
        what: Happening::Began,
        at: started,
        phase,
        planned_s,
        session: None,
        id: change.model.timer.run.as_ref().map(|run| run.session.clone()),
        task: title,
        mark: None,
        late_ms: ago,
    });
}

/// Begins what follows `run`, which ended `late` milliseconds ago, if it begins by itself: a break and
/// focus after a break as the settings say; focus that follows focus in a sequence is one stretch of work.
pub(super) fn begin_next(change: &mut Change<'_>, run: &Run, late: i64) -> bool {
    if change.model.timer.run.is_some() {
        return false;
    }
    let rules = &change.model.rules.timer;
    let Some(next) = change.model.next_after(run, change.now) else { return false };
    let (begins, task) = match (next.phase.is_break(), run.phase.is_break()) {
        (true, _) => (rules.auto_start_breaks, None),
        (false, true) => (rules.auto_start_focus, change.model.last_task().cloned()),
        (false, false) => (true, run.task.clone()),
    };
    if begins {
        let asleep = slept_within(change.now, run, late);
        begin(change, next, task, late);
        if let Some(run) = &mut change.model.timer.run {
            // What was slept since then is not focus.
            run.since.awake_ms = run.since.awake_ms.saturating_add(asleep);
        }
    }
    begins
}

/// How much of the last `ms` milliseconds may have been slept, as far as the stretch of `run` tells.
pub(super) fn slept_within(now: &Moment, run: &Run, ms: i64) -> i64 {
    match now.since(&run.since) {
        Passed::SameBoot { elapsed_ms, awake_ms } => (elapsed_ms - awake_ms).min(ms),
        Passed::OtherBoot { .. } => ms,
    }
}

fn ago_of(now: &Moment, ago: i64) -> Anchor {
    let anchor = now.anchor();
    Anchor {
        wall: anchor.wall.checked_sub(millis(ago)).unwrap_or(anchor.wall),
        awake_ms: anchor.awake_ms.saturating_sub(ago),
        boot_ms: anchor.boot_ms.saturating_sub(ago),
        boot_id: anchor.boot_id,
    }
}
