//! Sessions: focus phases and breaks that are over.
use serde::{Deserialize, Serialize};

use super::{
    id::Id,
    record::entity,
    stamp::Stamp,
    value::{Atom, Value, words},
};

words! {
    /// What a phase is.
    Phase {
        /// Work on one thing.
        #[default]
        Focus = "focus",
        /// The break after a pomodoro.
        ShortBreak = "short_break",
        /// The break after a set of pomodoros.
        LongBreak = "long_break",
    }
}

impl Phase {
    /// Whether it is a break.
    pub fn is_break(self) -> bool {
        self != Self::Focus
    }
}

words! {
    /// How a session ended.
    Outcome {
        /// It ran to its planned end (count-up modes: until it was finished by hand).
        #[default]
        Completed = "completed",
        /// Given up; its minutes are kept but it is no pomodoro.
        Void = "void",
        /// Finished early; its minutes are kept but it is no pomodoro.
        Partial = "partial",
        /// Passed over.
        Skipped = "skipped",
    }
}

words! {
    /// Where a session comes from.
    Source {
        /// Measured by the timer.
        #[default]
        Timer = "timer",
        /// Entered or amended by hand.
        Manual = "manual",
    }
}

words! {
    /// Where an interruption came from (Cirillo's `'` and `-`).
    Origin {
        /// One's own impulse.
        #[default]
        Internal = "internal",
        /// Somebody or something else.
        External = "external",
    }
}

/// An interruption that was marked while the clock went on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// When.
    pub at: Stamp,
    /// Where it came from.
    pub kind: Origin,
    /// What it was.
    pub note: Option<String>,
}

impl Atom for Mark {
    const WANTS: &'static str = "a mark {at, kind, note}";
    fn put(&self) -> Option<Value> {
        let mut entries = vec![("kind".to_owned(), self.kind.put()?)];
        entries.extend(self.note.as_ref().map(|note| ("note".to_owned(), Value::Text(note.clone()))));
        entries.push(("at".to_owned(), self.at.put()?));
        Some(Value::Map(entries))
    }
    fn take(value: Value) -> Option<Self> {
        let entry = |key| value.entry(key).cloned();
        Some(Self {
            at: Stamp::take(entry("at")?)?,
            kind: Origin::take(entry("kind")?)?,
            note: entry("note").map(String::take).map_or(Some(None), |note| note.map(Some))?,
        })
    }
}

entity! {
    /// A focus phase or a break that is over. Durations are whole seconds.
    Session = Session, whole = true {
        /// Focus or which break.
        kind: Phase,
        /// `pomodoro`, `flow`, `countdown` or the name of a custom sequence.
        mode: String,
        /// The phase's own name in a custom sequence.
        name: Option<String>,
        /// The task it was for.
        task: Option<Id>,
        /// That task's title at the time.
        title: Option<String>,
        /// That task's project at the time.
        project: Option<String>,
        /// When it began; its logical day is the day the session belongs to.
        started: Stamp,
        /// When it ended, or was due.
        ended: Stamp,
        /// The IANA name of the zone then, for showing.
        zone: Option<String>,
        /// Planned length without extensions; none where it counts up.
        planned_s: Option<u32>,
        /// Seconds that were counted, without pauses, up to the planned end.
        focus_s: u32,
        /// Seconds paused.
        paused_s: u32,
        /// The longest single pause.
        longest_pause_s: u32,
        /// Seconds the machine slept in it.
        slept_s: u32,
        /// Seconds added (or taken away) while it ran.
        extended_s: i64,
        /// Seconds past the planned end.
        over_s: u32,
        /// How it ended.
        outcome: Outcome,
        /// Whether it counts as a pomodoro; stored, so that later settings do not rewrite history.
        counted: bool,
        /// Internal interruptions.
        internal: u32,
        /// External interruptions.
        external: u32,
        /// The interruptions one by one.
        marks: Vec<Mark>,
        /// Why it was given up.
        reason: Option<String>,
        /// A remark.
        note: Option<String>,
        /// Measured or entered.
        source: Source,
        /// Whether a sleep or a restart makes its figures a bound instead of a measurement.
        uncertain: bool,
    }
}

impl Session {
    /// A counted pomodoro without any interruption.
    pub fn is_clean(&self) -> bool {
        self.counted && self.internal == 0 && self.external == 0
    }
}
