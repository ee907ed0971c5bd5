//! Custom sequences of phases: 52/17, 90/20, or warm-up, focus and break. Values only; touches no clock.
use super::session::{Outcome, Phase, Session, Source};

/// The modes that are there without any settings.
pub const BUILT_IN: [&str; 3] = ["pomodoro", "flow", "countdown"];
/// Most phases of one sequence.
pub const MOST_STEPS: usize = 32;

/// One phase of a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Focus or which break.
    pub phase: Phase,
    /// Its own name, where it has one.
    pub name: Option<String>,
    /// Its length in seconds, at least 1.
    pub seconds: u32,
}

impl Step {
    /// A phase from the name it was given: `focus`, `break`, `short break`, `long break` (or in Chinese)
    /// stand for themselves; another name that ends in `break` or `休息` is a short break of that name,
    /// every other one focus.
    pub fn named(name: &str, seconds: u32) -> Self {
        let word = name.to_lowercase();
        let (phase, own) = match word.as_str() {
            "focus" | "专注" => (Phase::Focus, false),
            "break" | "short break" | "休息" | "短休息" => (Phase::ShortBreak, false),
            "long break" | "长休息" => (Phase::LongBreak, false),
            rest if rest.ends_with(" break") || rest.ends_with("休息") => (Phase::ShortBreak, true),
            _ => (Phase::Focus, true),
        };
        Self { phase, name: own.then(|| name.to_owned()), seconds }
    }
}

/// A named sequence. It is never empty and its first phase is focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence {
    name: String,
    steps: Vec<Step>,
    repeats: bool,
}

impl Sequence {
    /// A sequence; `None` where it does not begin with focus, has more than [`MOST_STEPS`] phases or one
    /// without any length.
    pub fn new(name: String, steps: Vec<Step>, repeats: bool) -> Option<Self> {
        let begins = steps.first().is_some_and(|first| first.phase == Phase::Focus);
        let fits = steps.len() <= MOST_STEPS && steps.iter().all(|step| step.seconds > 0);
        (begins && fits).then_some(Self { name, steps, repeats })
    }

    /// The mode's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The phases in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Whether it begins anew after its last phase.
    pub fn repeats(&self) -> bool {
        self.repeats
    }

    /// The place after `place`; none after the last one of a sequence that does not repeat.
    pub fn after(&self, place: usize) -> Option<usize> {
        match place + 1 {
            next if next < self.steps.len() => Some(next),
            _ if self.repeats => Some(0),
            _ => None,
        }
    }

    /// How many of its phases are focus, at least 1.
    pub fn rounds(&self) -> u32 {
        self.count_focus(self.steps.len())
    }

    /// Which of the focus phases the one at `place` is, or comes after, from 1.
    pub fn round(&self, place: usize) -> u32 {
        self.count_focus(place.saturating_add(1)).max(1)
    }

    fn count_focus(&self, places: usize) -> u32 {
        let steps = self.steps.iter().take(places);
        steps.filter(|step| step.phase == Phase::Focus).map(|_| 1).sum()
    }

    /// The length of its longest focus phase in seconds.
    pub fn longest_focus_s(&self) -> u32 {
        let focus = self.steps.iter().filter(|step| step.phase == Phase::Focus);
        focus.map(|step| step.seconds).max().unwrap_or(u32::MAX)
    }

    /// The place of the phase that comes next after the sessions of a day, oldest first: those at its end
    /// that belong to this sequence are followed through it. A focus phase that was given up or finished
    /// early comes once more. None where the sequence is not under way or is over.
    pub fn resume<'a>(&self, sessions: impl DoubleEndedIterator<Item = &'a Session>) -> Option<usize> {
        let measured = sessions.rev().filter(|session| session.source == Source::Timer);
        let mut mine: Vec<&Session> = measured.take_while(|session| session.mode == self.name).collect();
        mine.reverse();
        let mut next = None;
        for session in mine {
            let from = next.unwrap_or(0);
            let count = self.steps.len();
            let fits = |place: &usize| {
                let step = &self.steps[*place];
                step.phase == session.kind && step.name == session.name
            };
            // A phase that the settings no longer have leaves the place as it was.
            let Some(place) = (from..from + count).map(|place| place % count).find(fits) else { continue };
            let again = session.kind == Phase::Focus && matches!(session.outcome, Outcome::Void | Outcome::Partial);
            next = if again { Some(place) } else { self.after(place) };
        }
        next
    }

    /// The place at which a start begins after the sessions of a day: the next focus phase of the sequence
    /// under way, else its first phase.
    pub fn start<'a>(&self, sessions: impl DoubleEndedIterator<Item = &'a Session>) -> usize {
        let mut place = self.resume(sessions);
        for _ in 0..self.steps.len() {
            match place {
                Some(at) if self.steps[at].phase.is_break() => place = self.after(at),
                _ => break,
            }
        }
        place.unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(text: &str, minutes: u32) -> Step {
        Step::named(text, minutes * 60)
    }

    fn mixed(repeats: bool) -> Sequence {
        let steps = vec![step("warm-up", 10), step("focus", 40), step("tea break", 8)];
        Sequence::new("mixed".to_owned(), steps, repeats).unwrap()
    }

    fn session(step: &Step, outcome: Outcome) -> Session {
        let (kind, name) = (step.phase, step.name.clone());
        Session { kind, name, mode: "mixed".to_owned(), outcome, ..Session::default() }
    }

    #[test]
    fn names_say_what_a_phase_is() {
        let phases = ["Focus", "break", "long break", "tea break", "warm-up", "长休息", "午间休息", "写作"]
            .map(|name| (step(name, 1).phase, step(name, 1).name.is_some()));
        let (focus, short, long) = (Phase::Focus, Phase::ShortBreak, Phase::LongBreak);
        let expected = [(focus, false), (short, false), (long, false), (short, true), (focus, true)];
        assert_eq!(phases[..5], expected);
        assert_eq!(phases[5..], [(long, false), (short, true), (focus, true)]);
    }

    #[test]
    fn what_cannot_be_begun_is_no_sequence() {
        let new = |steps| Sequence::new("x".to_owned(), steps, true);
        assert_eq!(new(vec![]), None);
        assert_eq!(new(vec![step("break", 5), step("focus", 5)]), None);
        assert_eq!(new(vec![step("focus", 0)]), None);
        assert_eq!(new(vec![step("focus", 1); MOST_STEPS + 1]), None);
    }

    #[test]
    fn a_sequence_ends_or_begins_anew() {
        assert_eq!((mixed(true).after(2), mixed(false).after(2)), (Some(0), None));
        assert_eq!((mixed(true).rounds(), mixed(true).round(0), mixed(true).round(2)), (2, 1, 2));
        assert_eq!(mixed(true).longest_focus_s(), 2400);
    }

    #[test]
    fn the_day_tells_where_it_stands() {
        let sequence = mixed(true);
        let [warm_up, focus, rest] = [0, 1, 2].map(|at| sequence.steps()[at].clone());
        let done = |step| session(step, Outcome::Completed);
        let place = |day: &[Session]| (sequence.resume(day.iter()), sequence.start(day.iter()));
        assert_eq!(place(&[]), (None, 0));
        assert_eq!(place(&[done(&warm_up)]), (Some(1), 1));
        assert_eq!(place(&[done(&warm_up), session(&focus, Outcome::Void)]), (Some(1), 1));
        assert_eq!(place(&[done(&warm_up), done(&focus)]), (Some(2), 0));
        assert_eq!(place(&[done(&warm_up), done(&focus), session(&rest, Outcome::Skipped)]), (Some(0), 0));
        let other = Session { mode: "flow".to_owned(), ..Session::default() };
        assert_eq!(place(&[done(&warm_up), other]), (None, 0));
        let entered = Session { source: Source::Manual, mode: "flow".to_owned(), ..Session::default() };
        assert_eq!(place(&[done(&warm_up), entered]), (Some(1), 1));
        let ended = mixed(false);
        assert_eq!(ended.start([done(&warm_up), done(&focus), done(&rest)].iter()), 0);
    }
}
