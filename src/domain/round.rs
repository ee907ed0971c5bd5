//! Rounds: which pomodoro of the set it is, and which phase comes next.
use super::{
    model::Model,
    moment::Moment,
    session::{Outcome, Phase, Session},
    stamp::Stamp,
    timer::Run,
};

/// The phase that comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// Which.
    pub phase: Phase,
    /// Its length in seconds.
    pub planned_s: u32,
}

impl Model {
    /// Pomodoros counted since the last long break of the logical day of `now`.
    pub fn in_set(&self, now: &Moment) -> u32 {
        self.sessions_on(self.today(now)).fold(0, |count, session| match session.kind {
            Phase::LongBreak => 0,
            Phase::Focus if session.counted => count + 1,
            _ => count,
        })
    }

    /// Which pomodoro of the set is next or under way, from 1 to the number of rounds.
    pub fn round(&self, now: &Moment) -> u32 {
        self.in_set(now) % self.rules.timer.rounds.max(1) + 1
    }

    fn break_after(&self, focus: &Session, now: &Moment) -> Next {
        let rules = &self.rules.timer;
        if focus.mode == "flow" {
            return Next { phase: Phase::ShortBreak, planned_s: rules.earned_break_s(u64::from(focus.focus_s)) };
        }
        let in_set = self.in_set(now);
        if focus.counted && in_set > 0 && in_set.is_multiple_of(rules.rounds.max(1)) {
            Next { phase: Phase::LongBreak, planned_s: rules.long_break_s }
        } else {
            Next { phase: Phase::ShortBreak, planned_s: rules.short_break_s }
        }
    }

    fn focus_next(&self) -> Next {
        Next { phase: Phase::Focus, planned_s: self.rules.timer.focus_s }
    }

    /// What follows a phase that has just been closed, if anything does in its mode.
    pub fn next_after(&self, run: &Run, _ended: Stamp, now: &Moment) -> Option<Next> {
        if run.mode == "countdown" {
            return None;
        }
        if run.phase.is_break() {
            return Some(self.focus_next());
        }
        let session = self.book.sessions.find(run.session.as_str())?;
        Some(self.break_after(session, now)).filter(|next| next.planned_s > 0)
    }

    /// What comes next: after the phase under way, or from idle. A break that was earned is offered for
    /// as long as it would have lasted; after that it has been taken.
    pub fn next(&self, now: &Moment) -> Option<Next> {
        let rules = &self.rules.timer;
        if let Some(run) = &self.timer.run {
            if run.mode == "countdown" {
                return None;
            }
            if run.phase.is_break() {
                return Some(self.focus_next());
            }
            if run.mode == "flow" {
                let focus_s = run.counted_ms(now).max(0).unsigned_abs() / 1000;
                return Some(Next { phase: Phase::ShortBreak, planned_s: rules.earned_break_s(focus_s) });
            }
            // The one under way is taken to count.
            let long = (self.in_set(now) + 1).is_multiple_of(rules.rounds.max(1));
            return Some(if long {
                Next { phase: Phase::LongBreak, planned_s: rules.long_break_s }
            } else {
                Next { phase: Phase::ShortBreak, planned_s: rules.short_break_s }
            });
        }
        let last = self.sessions_on(self.today(now)).next_back();
        if let Some(focus) = last.filter(|last| {
            last.kind == Phase::Focus
                && matches!(last.outcome, Outcome::Completed | Outcome::Skipped)
                && last.mode != "countdown"
        }) {
            let next = self.break_after(focus, now);
            if now.stamp().ms() - focus.ended.ms() < i64::from(next.planned_s) * 1000 {
                return Some(next);
            }
        }
        Some(self.focus_next())
    }
}
