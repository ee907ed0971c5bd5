//! Rounds: which pomodoro of the set it is, and which phase comes next in each mode.
use jiff::civil::Date;

use super::{
    id::Id,
    model::Model,
    moment::Moment,
    rules::Lengths,
    sequence::Sequence,
    session::{Outcome, Phase, Session},
    task::Task,
    timer::Run,
};

/// The phase that comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// Which.
    pub phase: Phase,
    /// Its length in seconds; none where it counts up.
    pub planned_s: Option<u32>,
    /// Its own name in a custom sequence.
    pub name: Option<String>,
    /// Its mode.
    pub mode: String,
    /// Its place in a custom sequence, from 0.
    pub step: u32,
}

impl Next {
    fn of(phase: Phase, planned_s: Option<u32>, mode: &str) -> Self {
        Self { phase, planned_s, name: None, mode: mode.to_owned(), step: 0 }
    }

    /// The phase at `place` of a sequence.
    pub(super) fn at(sequence: &Sequence, place: usize) -> Option<Self> {
        let step = sequence.steps().get(place)?;
        Some(Self {
            phase: step.phase,
            planned_s: Some(step.seconds),
            name: step.name.clone(),
            mode: sequence.name().to_owned(),
            step: u32::try_from(place).ok()?,
        })
    }
}

/// A stretch of work goes on for so long after its last phase.
const GOES_ON_MS: i64 = 3_600_000;

impl Model {
    /// Pomodoros counted since the last long break of the logical day of `now`.
    pub fn in_set(&self, now: &Moment) -> u32 {
        self.in_set_on(self.today(now))
    }

    fn in_set_on(&self, date: Date) -> u32 {
        self.sessions_on(date).fold(0, |count, session| match session.kind {
            Phase::LongBreak => 0,
            Phase::Focus if session.counted => count + 1,
            _ => count,
        })
    }

    /// Which pomodoro of the set is next or under way, from 1 to the number of rounds.
    pub fn round(&self, now: &Moment) -> u32 {
        self.round_of(now, &self.rules.timer.lengths(None))
    }

    pub(super) fn round_of(&self, now: &Moment, lengths: &Lengths) -> u32 {
        self.in_set(now) % lengths.rounds + 1
    }

    /// The project of an open or closed task.
    pub fn project_of(&self, task: Option<&Id>) -> Option<&str> {
        task.and_then(|id| self.task(id)).and_then(|task| task.project.as_deref())
    }

    /// The task of the last focus, as long as it is open: what focus that begins by itself goes on with.
    pub fn last_task(&self) -> Option<&Id> {
        let focus = |session: &&Session| session.kind == Phase::Focus;
        let id = self.book.sessions.iter().rfind(focus)?.task.as_ref()?;
        self.book.tasks.get(id).filter(|task| task.is_open()).map(|task: &Task| &task.id)
    }

    /// The phase with which a start in `mode` for a task of `project` begins.
    pub fn first(&self, mode: &str, project: Option<&str>, now: &Moment) -> Option<Next> {
        let rules = &self.rules.timer;
        match mode {
            "flow" => Some(Next::of(Phase::Focus, None, mode)),
            "pomodoro" | "countdown" => Some(Next::of(Phase::Focus, Some(rules.lengths(project).focus_s), mode)),
            _ => {
                let sequence = rules.sequence(mode)?;
                Next::at(sequence, sequence.start(self.sessions_on(self.today(now))))
            }
        }
    }

    /// The mode in which a plain start goes on: that of the stretch of work under way, where it was not the
    /// configured one. A list that has ended and a break that is long over lead nowhere.
    pub fn mode_going_on(&self, now: &Moment) -> Option<&str> {
        // What took no time is no work.
        let last = self.book.sessions.iter().rfind(|session| session.ended.ms() > session.started.ms())?;
        let over = matches!(last.outcome, Outcome::Completed | Outcome::Skipped);
        let fresh = now.stamp().ms() - last.ended.ms() < GOES_ON_MS;
        let goes_on = match self.rules.timer.sequence(&last.mode) {
            Some(sequence) => sequence.resume(self.sessions_on(self.day_of(last))).is_some(),
            None => last.mode == "flow",
        };
        (over && fresh && goes_on).then_some(last.mode.as_str())
    }

    /// The mode of a start for a task of `project` that names none.
    pub fn mode_of_start(&self, project: Option<&str>, now: &Moment) -> &str {
        let rules = &self.rules.timer;
        let configured = rules.mode_for(project);
        // What was set for the project comes before what one has been doing.
        let own = configured != rules.mode_for(None);
        self.mode_going_on(now).filter(|_| !own).unwrap_or(configured)
    }

    fn day_of(&self, session: &Session) -> Date {
        session.started.logical_date(self.rules.day.start)
    }

    /// The break after a focus of a built-in mode; none where nothing was earned.
    fn break_after(&self, focus: &Session) -> Option<Next> {
        let rules = &self.rules.timer;
        if focus.mode == "flow" {
            let earned = rules.earned_break_s(u64::from(focus.focus_s));
            return (earned > 0).then(|| Next::of(Phase::ShortBreak, Some(earned), "flow"));
        }
        // A set that runs past midnight is still that day's set.
        let in_set = self.in_set_on(self.day_of(focus));
        let lengths = rules.lengths(focus.project.as_deref());
        let long = focus.counted && in_set > 0 && in_set.is_multiple_of(lengths.rounds);
        Some(pomodoro_break(&lengths, long, &focus.mode))
    }

    /// What follows a phase that has just been closed, if anything does in its mode.
    pub fn next_after(&self, run: &Run, now: &Moment) -> Option<Next> {
        if let Some(sequence) = self.rules.timer.sequence(&run.mode) {
            return sequence.after(run.step as usize).and_then(|place| Next::at(sequence, place));
        }
        match (run.mode.as_str(), run.phase.is_break()) {
            ("pomodoro" | "flow", true) => self.first(&run.mode, self.project_of(self.last_task()), now),
            ("pomodoro" | "flow", false) => self.break_after(self.book.sessions.find(run.session.as_str())?),
            _ => None,
        }
    }

    /// What comes next: after the phase under way, or from idle. A break that was earned is offered for
    /// as long as it would have lasted; after that it has been taken.
    pub fn next(&self, now: &Moment) -> Option<Next> {
        match &self.timer.run {
            Some(run) if run.phase.is_break() || !matches!(run.mode.as_str(), "pomodoro" | "flow") => {
                self.next_after(run, now)
            }
            Some(run) if run.mode == "flow" => {
                let focus_s = run.counted_ms(now).max(0).unsigned_abs() / 1000;
                let earned = self.rules.timer.earned_break_s(focus_s);
                Some(Next::of(Phase::ShortBreak, Some(earned), "flow"))
            }
            Some(run) => {
                // The one under way is taken to count.
                let lengths = self.rules.timer.lengths(self.project_of(run.task.as_ref()));
                let day = run.started.logical_date(self.rules.day.start);
                let long = (self.in_set_on(day) + 1).is_multiple_of(lengths.rounds);
                Some(pomodoro_break(&lengths, long, &run.mode))
            }
            None => self.earned(now).or_else(|| self.first(self.mode_of_start(None, now), self.project_of(None), now)),
        }
    }

    /// The break that is still to be taken, from idle.
    fn earned(&self, now: &Moment) -> Option<Next> {
        let last = self.book.sessions.iter().next_back()?;
        let over = matches!(last.outcome, Outcome::Completed | Outcome::Skipped);
        if last.kind != Phase::Focus || !over {
            return None;
        }
        let next = match self.rules.timer.sequence(&last.mode) {
            Some(sequence) => {
                let place = sequence.resume(self.sessions_on(self.day_of(last)))?;
                Next::at(sequence, place).filter(|next| next.phase.is_break())
            }
            None if matches!(last.mode.as_str(), "pomodoro" | "flow") => self.break_after(last),
            None => None,
        }?;
        let lasts_ms = i64::from(next.planned_s?) * 1000;
        (now.stamp().ms() - last.ended.ms() < lasts_ms).then_some(next)
    }
}

fn pomodoro_break(lengths: &Lengths, long: bool, mode: &str) -> Next {
    if long {
        Next::of(Phase::LongBreak, Some(lengths.long_break_s), mode)
    } else {
        Next::of(Phase::ShortBreak, Some(lengths.short_break_s), mode)
    }
}
