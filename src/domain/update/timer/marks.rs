//! Marks of interruptions: set while the clock goes on, put into words, kept small enough for the journal.
use super::{present, title_of};
use crate::domain::{
    change::Change,
    command::{Event, Happening, Refusal},
    limits,
    session::{Mark, Origin, Phase},
};

/// Most bytes that the interruptions of one session may take in its record, which is 64 KiB at most.
const MOST_MARKS: usize = 40 * 1024;
pub(in crate::domain::update) fn interrupt(
    change: &mut Change<'_>,
    kind: Origin,
    note: Option<&str>,
) -> Result<(), Refusal> {
    let note = note.map(|note| limits::line(note, "note", limits::TITLE)).transpose()?;
    let at = change.now.stamp();
    let Some(run) = change.model.timer.run.as_mut().filter(|run| run.phase == Phase::Focus) else {
        return Err(Refusal::NoFocus);
    };
    refuse_too_many(&run.marks, note.as_deref())?;
    let mark = Mark { at, kind, note };
    run.marks.push(mark.clone());
    let (phase, planned_s, id, task) = (run.phase, run.planned_s, Some(run.session.clone()), run.task.clone());
    change.timer_changed();
    change.announce(Event {
        what: Happening::Interrupted,
        at,
        phase,
        planned_s,
        session: None,
        id,
        task: title_of(change, task.as_ref()),
        mark: Some(mark),
        late_ms: 0,
    });
    Ok(())
}

/// A session's record has to fit into the journal with all its interruptions.
fn refuse_too_many(marks: &[Mark], note: Option<&str>) -> Result<(), Refusal> {
    let size = |note: Option<&str>| 80 + note.map_or(0, |note| 2 * note.len());
    let all: usize = marks.iter().map(|mark| size(mark.note.as_deref())).sum();
    if all + size(note) > MOST_MARKS { Err(Refusal::TooLarge) } else { Ok(()) }
}

pub(in crate::domain::update) fn note_mark(change: &mut Change<'_>, index: usize, note: &str) -> Result<(), Refusal> {
    let note = limits::line(note, "note", limits::TITLE)?;
    let run = present(change)?;
    if run.marks.get(index).is_none() {
        return Err(Refusal::NoSuchMark);
    }
    refuse_too_many(&run.marks, Some(&note))?;
    run.marks[index].note = Some(note);
    change.timer_changed();
    Ok(())
}
