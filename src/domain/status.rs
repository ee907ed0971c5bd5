//! The state of the timer and of the day as one value: what `status` prints and the panes draw.
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    id::Id,
    ledger::Tally,
    model::Model,
    moment::Moment,
    round::Next,
    rules::DailyGoal,
    session::{Origin, Phase},
    stamp::Stamp,
    streak::{self, Streak},
    timer::{Clock, Gap},
};

/// Whether something runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing is under way.
    Idle,
    /// The phase counts.
    Running,
    /// It waits to be resumed.
    Paused,
    /// It waits for an answer about a gap.
    Asking,
}

impl State {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Asking => "asking",
        }
    }
}

/// Progress towards the daily goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoalProgress {
    /// What is wanted.
    pub goal: DailyGoal,
    /// What there is, in the goal's unit.
    pub done: i64,
}

/// The present day.
#[derive(Clone, Debug, PartialEq)]
pub struct Today {
    /// The logical date.
    pub date: Date,
    /// Pomodoros counted.
    pub pomodoros: i64,
    /// Seconds of focus, the running phase included.
    pub focus_s: i64,
    /// Pomodoros planned, where a plan was accepted.
    pub planned: Option<i64>,
    /// Pomodoros that fit into all work windows of the day, where there are windows.
    pub capacity: Option<i64>,
    /// Pomodoros that still fit into what is left of them.
    pub left: Option<i64>,
    /// The second of the day at which the last of them ends, where that is still to come.
    pub ends_s: Option<u32>,
    /// planned / capacity.
    pub load: Option<f64>,
    /// The daily goal.
    pub goal: Option<GoalProgress>,
    /// Days in a row on which the goal (or, without one, a pomodoro) was reached.
    pub streak: usize,
}

/// The state of the timer and of the day.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// The phase under way.
    pub phase: Option<Phase>,
    /// Its own name, or the phase's word.
    pub name: String,
    /// Whether it runs.
    pub state: State,
    /// Its mode, or the mode that a start would use.
    pub mode: String,
    /// What it is for: id and title.
    pub task: Option<(Id, String)>,
    /// Planned length with extensions in seconds; none counting up or idle.
    pub planned_s: Option<i64>,
    /// Seconds counted, up to the planned length.
    pub elapsed_s: i64,
    /// Seconds left; none counting up or idle.
    pub left_s: Option<i64>,
    /// Seconds past the planned end.
    pub over_s: i64,
    /// When it will ring.
    pub ends_at: Option<Stamp>,
    /// Which pomodoro of the set, from 1.
    pub round: u32,
    /// Pomodoros in a set.
    pub rounds: u32,
    /// What comes next.
    pub next: Option<Next>,
    /// The gap that is asked about.
    pub gap: Option<Gap>,
    /// Internal interruptions of the phase.
    pub internal: usize,
    /// External interruptions of the phase.
    pub external: usize,
    /// The day.
    pub today: Today,
}

impl Model {
    /// The state of the timer and of the day at `now`. What is due must have been settled before.
    pub fn status(&self, now: &Moment) -> Status {
        let run = self.timer.run.as_ref();
        let rules = &self.rules.timer;
        let counted_ms = run.map_or(0, |run| run.counted_ms(now));
        let length_ms = run.and_then(|run| run.length_ms());
        let left_ms = length_ms.map(|length| length - counted_ms);
        // The last second is shown until it is over, so what is left is rounded up.
        let left_s = left_ms.map(|left| left.max(0).div_euclid(1000) + i64::from(left.max(0) % 1000 > 0));
        let planned_s = length_ms.map(|length| length / 1000);
        let elapsed_s = match (planned_s, left_s) {
            (Some(planned), Some(left)) => planned - left,
            _ => counted_ms / 1000,
        };
        let marked = |kind: Origin| run.map_or(0, |run| run.marks.iter().filter(|mark| mark.kind == kind).count());
        let (state, gap) = match run.map(|run| &run.clock) {
            None => (State::Idle, None),
            Some(Clock::Running) => (State::Running, None),
            Some(Clock::Paused) => (State::Paused, None),
            Some(Clock::Asking(gap)) => (State::Asking, Some(gap.clone())),
        };
        let task = run.and_then(|run| run.task.as_ref()).map(|id| {
            let title = self.book.tasks.get(id).map(|task| task.title.clone());
            (id.clone(), title.unwrap_or_default())
        });
        let word = run.map_or("idle", |run| run.phase.word());
        let rounds = match run.and_then(|run| rules.sequence(&run.mode)) {
            Some(sequence) => sequence.rounds(),
            None => rules.lengths(self.project_of(run.and_then(|run| run.task.as_ref()))).rounds,
        };
        Status {
            phase: run.map(|run| run.phase),
            name: run.and_then(|run| run.name.clone()).unwrap_or_else(|| word.to_owned()),
            state,
            mode: run.map_or_else(|| self.mode_of_start(None, now).to_owned(), |run| run.mode.clone()),
            task,
            planned_s,
            elapsed_s,
            left_s,
            over_s: left_ms.map_or(0, |left| (-left).max(0) / 1000),
            ends_at: run.and_then(|run| run.rings_at(now)).filter(|_| left_ms.is_some_and(|left| left > 0)),
            round: run.map_or_else(|| self.round(now), |run| run.round),
            rounds,
            next: self.next(now),
            gap,
            internal: marked(Origin::Internal),
            external: marked(Origin::External),
            today: self.day_status(now),
        }
    }

    fn day_status(&self, now: &Moment) -> Today {
        let date = self.today(now);
        let tally = self.tally_now(date, now);
        let plan = self.accepted_plan(date);
        let planned = plan.map(super::commitment::DayPlan::planned);
        let (capacity, left) = self.capacity_on(now).unzip();
        let goal = self.rules.day.goal.map(|goal| GoalProgress {
            goal,
            done: match goal {
                DailyGoal::Pomodoros(_) => tally.pomodoros,
                DailyGoal::Minutes(_) => tally.focus_s / 60,
            },
        });
        Today {
            date,
            pomodoros: tally.pomodoros,
            focus_s: tally.focus_s,
            planned,
            capacity,
            left,
            ends_s: self.work_ends_s(now),
            load: planned.zip(capacity).filter(|(_, capacity)| *capacity > 0).map(|(p, c)| p as f64 / c as f64),
            goal,
            streak: self.current_streak(date, now),
        }
    }

    /// The sums of a logical day with the focus of the phase under way.
    fn tally_now(&self, date: Date, now: &Moment) -> Tally {
        let sums = self.sums();
        let run = self.timer.run.as_ref().filter(|run| run.phase == Phase::Focus);
        let running_ms = run
            .filter(|run| run.started.logical_date(self.rules.day.start) == date)
            .map_or(0, |run| run.counted_ms(now).min(run.length_ms().unwrap_or(i64::MAX)));
        let mut tally = sums.day(date);
        // What is due is among the sums already.
        tally.focus_s += (running_ms / 1000 - sums.due_s()).max(0);
        tally
    }

    /// Days in a row up to now on which the goal (without one: a counted pomodoro) was reached, and the
    /// most there ever were. Rest days neither break nor lengthen a streak; a day that is not over yet
    /// does not break it.
    pub fn streak(&self, now: &Moment) -> Streak {
        let today = self.today(now);
        let mut days: BTreeSet<_> =
            self.sums().days().filter(|(_, tally)| self.reached(tally)).map(|(date, _)| date).collect();
        if self.reached(&self.tally_now(today, now)) {
            days.insert(today);
        }
        streak::streak(&days, today, &self.rules.day.rest_days)
    }

    /// The current one alone, without a look at all that was before it.
    fn current_streak(&self, today: Date, now: &Moment) -> usize {
        let reached = |(date, tally): (Date, Tally)| self.reached(&tally).then_some(date);
        let before = self.sums().days_back(today).filter_map(reached).filter(|date| *date < today);
        let today_too = self.reached(&self.tally_now(today, now)).then_some(today);
        streak::current(today_too.into_iter().chain(before), today, &self.rules.day.rest_days)
    }

    fn reached(&self, tally: &Tally) -> bool {
        match self.rules.day.goal {
            None => tally.pomodoros > 0,
            Some(DailyGoal::Pomodoros(wanted)) => tally.pomodoros >= i64::from(wanted),
            Some(DailyGoal::Minutes(wanted)) => tally.focus_s >= i64::from(wanted) * 60,
        }
    }
}
