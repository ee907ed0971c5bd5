//! Occasions: what may ring, be shown or run a hook, by the names that settings and hooks know.
use super::{
    command::{Event, Happening},
    model::Model,
    moment::Moment,
    session::{Outcome, Phase, Session},
    timer::Clock,
    value::words,
};

/// What happened longer ago than this many milliseconds is no news: nothing rings and no hook runs.
pub const NEWS_MS: i64 = 120_000;

words! {
    /// What may ring, be shown or run a hook.
    Occasion {
        /// Focus began.
        #[default]
        FocusStart = "focus_start",
        /// Focus is over.
        FocusEnd = "focus_end",
        /// A break began.
        BreakStart = "break_start",
        /// A break is over.
        BreakEnd = "break_end",
        /// Focus was given up.
        Void = "void",
        /// An interruption was marked.
        Interrupt = "interrupt",
        /// A sleep was noticed and a question is open.
        Asks = "asks",
    }
}

impl Occasion {
    fn began(phase: Phase) -> Self {
        if phase.is_break() { Self::BreakStart } else { Self::FocusStart }
    }

    fn ended(phase: Phase) -> Self {
        if phase.is_break() { Self::BreakEnd } else { Self::FocusEnd }
    }
}

impl Event {
    /// The occasion that an event is, as long as it is news.
    pub fn occasion(&self) -> Option<Occasion> {
        let occasion = match self.what {
            Happening::Began => Occasion::began(self.phase),
            Happening::Ended => Occasion::ended(self.phase),
            Happening::Voided => Occasion::Void,
            Happening::Interrupted => Occasion::Interrupt,
            // A question is news however long the machine slept.
            Happening::Asks => return Some(Occasion::Asks),
            Happening::EndedBySleep => return None,
        };
        (self.late_ms <= NEWS_MS).then_some(occasion)
    }

    /// The occasion for which it runs a hook. In overtime the end is announced first and comes later: the
    /// hook waits for the end.
    pub fn hook(&self) -> Option<Occasion> {
        self.occasion().filter(|_| self.what != Happening::Ended || self.session.is_some())
    }

    /// The occasion for which it rings. What a person ends by hand is no news to them.
    pub fn ring(&self) -> Option<Occasion> {
        let due = self.session.as_deref().is_none_or(came_due);
        self.occasion().filter(|_| self.what != Happening::Ended || due)
    }
}

/// After so many milliseconds an end that nobody has answered is the past.
const UNANSWERED_MS: i64 = 30 * 60_000;

impl Model {
    /// The phase whose end waits for an answer: while nothing runs, the last one, where it came due by itself at
    /// most half an hour ago.
    pub fn unanswered(&self, now: &Moment) -> Option<Phase> {
        let last = self.book.sessions.iter().next_back().filter(|_| self.timer.run.is_none())?;
        let length_ms = (i64::from(last.planned_s?) + last.extended_s) * 1000;
        let whole = last.ended.ms() - last.started.ms() >= length_ms;
        let since = now.stamp().ms() - last.ended.ms();
        (came_due(last) && whole && (0..UNANSWERED_MS).contains(&since)).then_some(last.kind)
    }
}

/// Whether a session ended at its planned end and not by hand, before or after it.
fn came_due(session: &Session) -> bool {
    let length = session.planned_s.map(|planned| i64::from(planned) + session.extended_s);
    let whole = session.kind.is_break() || length == Some(i64::from(session.focus_s));
    session.outcome == Outcome::Completed && session.over_s == 0 && length.is_some() && whole
}

/// What somebody who watches sees happen between two looks at the timer, whoever caused it.
pub fn seen(before: &Model, after: &Model, now: &Moment) -> Vec<Occasion> {
    let (old, new) = (before.timer.run.as_ref(), after.timer.run.as_ref());
    let same = old.zip(new).filter(|(old, new)| old.session == new.session);
    let news = |ms: i64| now.stamp().ms() - ms <= NEWS_MS;
    let mut occasions = Vec::new();
    if let Some((old, new)) = same {
        if new.rung && !old.rung {
            occasions.push(Occasion::ended(new.phase));
        }
        if new.marks.len() > old.marks.len() {
            occasions.push(Occasion::Interrupt);
        }
        if matches!(new.clock, Clock::Asking(_)) && !matches!(old.clock, Clock::Asking(_)) {
            occasions.push(Occasion::Asks);
        }
        return occasions;
    }
    let record = old.and_then(|old| after.book.sessions.find(old.session.as_str()));
    if let Some(session) = record.filter(|session| !session.deleted && news(session.ended.ms())) {
        // In overtime the end has been announced already.
        let rung = old.is_some_and(|old| old.rung);
        if session.outcome == Outcome::Void {
            occasions.push(Occasion::Void);
        } else if !rung && came_due(session) {
            occasions.push(Occasion::ended(session.kind));
        }
    }
    occasions.extend(new.filter(|new| news(new.started.ms())).map(|new| Occasion::began(new.phase)));
    occasions
}
