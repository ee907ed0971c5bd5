//! The sums by day and by task as they stand: what is on record, and the phase that has run past its end. That one was
//! completed when it was due; only its record comes when the user moves on. Pure.
use jiff::civil::Date;

use super::{
    id::Id,
    ledger::{Ledger, Spent, Tally},
    model::Model,
    session::{Outcome, Phase, Session},
    stamp::Stamp,
    timer::Run,
    week::Week,
};

/// The ledger and, in overtime, the phase that is due.
#[derive(Debug)]
pub struct Sums<'a> {
    ledger: &'a Ledger,
    due: Option<(Date, Session)>,
}

impl Model {
    /// The sums as they stand. What is due must have been settled before.
    pub fn sums(&self) -> Sums<'_> {
        Sums { ledger: &self.book.ledger, due: self.due_in_overtime() }
    }

    /// The focus phase that has come due and counts on, as the record it would get now, with its logical date.
    fn due_in_overtime(&self) -> Option<(Date, Session)> {
        let run = self.timer.run.as_ref().filter(|run| run.phase == Phase::Focus && run.overtime && run.rung)?;
        let session = self.close(run, Outcome::Completed, run.started, run.length_ms()?);
        Some((run.started.logical_date(self.rules.day.start), session))
    }

    /// The record of a phase that ended at `ended` after `counted_ms` milliseconds, with its task's title and project.
    pub(super) fn close(&self, run: &Run, outcome: Outcome, ended: Stamp, counted_ms: i64) -> Session {
        let rules = &self.rules.timer;
        let least_s = rules.least_s(&run.mode, self.project_of(run.task.as_ref()));
        let mut session = run.close(outcome, ended, counted_ms, rules.longest_pause_s, least_s);
        if let Some(task) = run.task.as_ref().and_then(|id| self.book.tasks.get(id)) {
            session.title = Some(task.title.clone());
            session.project = task.project.clone();
        }
        session
    }
}

impl<'a> Sums<'a> {
    /// Seconds of focus that have come due and are not on record yet.
    pub fn due_s(&self) -> i64 {
        self.due.as_ref().map_or(0, |(_, session)| i64::from(session.focus_s))
    }

    fn due_between(&self, first: Date, last: Date) -> Option<&Session> {
        self.due.as_ref().filter(|(date, _)| (first..=last).contains(date)).map(|(_, session)| session)
    }

    /// The sums of one logical day.
    pub fn day(&self, date: Date) -> Tally {
        let mut sum = self.ledger.day(date);
        self.due_between(date, date).into_iter().for_each(|session| sum.take(session));
        sum
    }

    /// Every day that has sessions, in order.
    pub fn days(self) -> impl Iterator<Item = (Date, Tally)> + 'a {
        merged(self.ledger.days(), self.due, |due, known| due <= known)
    }

    /// Every day up to `last` that has sessions, the latest first.
    pub fn days_back(self, last: Date) -> impl Iterator<Item = (Date, Tally)> + 'a {
        let due = self.due.filter(|(date, _)| *date <= last);
        merged(self.ledger.days_back(last), due, |due, known| due >= known)
    }

    /// The sums of the days from `first` to `last`, both included.
    pub fn span(&self, first: Date, last: Date) -> Tally {
        let mut sum = self.ledger.span(first, last);
        self.due_between(first, last).into_iter().for_each(|session| sum.take(session));
        sum
    }

    /// The sums of an ISO week.
    pub fn week(&self, week: Week) -> Tally {
        self.span(week.monday(), week.plus(1).monday().yesterday().unwrap_or(Date::MAX))
    }

    /// What has been spent on a task.
    pub fn task(&self, id: &Id) -> Spent {
        let mut spent = self.ledger.task(id);
        if let Some((_, session)) = self.due.as_ref().filter(|(_, session)| session.task.as_ref() == Some(id)) {
            spent.pomodoros += i64::from(session.counted);
            spent.focus_s += i64::from(session.focus_s);
        }
        spent
    }

    /// Pomodoros counted for a task on one day.
    pub fn on_task(&self, date: Date, id: &Id) -> i64 {
        let due = self.due_between(date, date).filter(|session| session.task.as_ref() == Some(id));
        self.ledger.on_task(date, id) + due.map_or(0, |session| i64::from(session.counted))
    }

    /// Pomodoros counted for tasks on the days from `first` to `last`, both included, by day, then task.
    pub fn on_tasks(&self, first: Date, last: Date) -> Vec<(Date, Id, i64)> {
        let mut all = self.ledger.on_tasks(first, last);
        let Some((date, session)) = self.due.as_ref().filter(|(date, _)| (first..=last).contains(date)) else {
            return all;
        };
        let Some(task) = session.task.clone().filter(|_| session.counted) else { return all };
        match all.binary_search_by(|(day, id, _)| (day, id).cmp(&(date, &task))) {
            Ok(at) => all[at].2 += 1,
            Err(at) => all.insert(at, (*date, task, 1)),
        }
        all
    }
}

/// The days with the phase that is due in its place; `comes` says whether its day is not after the one on record.
fn merged(
    days: impl Iterator<Item = (Date, Tally)>,
    mut due: Option<(Date, Session)>,
    comes: fn(Date, Date) -> bool,
) -> impl Iterator<Item = (Date, Tally)> {
    let mut days = days.peekable();
    std::iter::from_fn(move || {
        let on_record = days.peek().map(|(date, _)| *date);
        let here = due.take_if(|(date, _)| on_record.is_none_or(|known| comes(*date, known)));
        let Some((date, session)) = here else { return days.next() };
        let mut sum = days.next_if(|(known, _)| *known == date).map(|(_, sum)| sum).unwrap_or_default();
        sum.take(&session);
        Some((date, sum))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::Config,
        domain::{
            command::{Command, Start, TaskEdit},
            moment::Moment,
            update::update,
        },
    };

    /// A phase in overtime, and the same a moment later, on record: every sum is the same.
    #[test]
    fn a_phase_past_its_end_is_in_every_sum_before_it_is_on_record() {
        for before in [false, true] {
            let (config, problems) = Config::read("timer.overtime = true");
            assert_eq!(problems, []);
            let wall = "2026-11-22T09:00:00+01:00[Europe/Berlin]".parse().expect("a zoned time");
            let mut now = Moment { wall, awake_ms: 1, boot_ms: 1, boot_id: "first".to_owned() };
            let mut model = Model::new(config.rules, Vec::new(), "laptop");
            let does = |model: &mut Model, now: &Moment, command: Command| {
                update(model, &command, now).expect("it is carried out");
            };
            let title = Some("write".to_owned());
            does(&mut model, &now, Command::AddTask(TaskEdit { title, ..TaskEdit::default() }));
            let task = model.find_task("write").expect("the task");
            let start = || Command::Start(Start { task: Some("write".to_owned()), ..Start::default() });
            if before {
                does(&mut model, &now, start());
                now = now.later(1_500_000, 0);
                does(&mut model, &now, Command::Finish);
            }
            does(&mut model, &now, start());
            now = now.later(1_499_000, 0);
            does(&mut model, &now, Command::Settle);
            let known = i64::from(before);
            let today = model.today(&now);
            assert_eq!(model.sums().day(today).pomodoros, known, "it is not over");
            now = now.later(61_000, 0);
            does(&mut model, &now, Command::Settle);
            let sums = |model: &Model| {
                let sums = model.sums();
                let week = Week::of(today);
                let of = (sums.day(today), sums.week(week), sums.span(today, today), sums.task(&task));
                let on = (sums.on_task(today, &task), sums.on_tasks(Date::MIN, Date::MAX));
                let days = sums.days().collect::<Vec<_>>();
                assert!(model.sums().days_back(today).eq(days.iter().rev().cloned()));
                (of, on, days)
            };
            let (due, due_s) = (sums(&model), model.sums().due_s());
            assert_eq!((due.0.0.pomodoros, due.1.0, due_s), (known + 1, known + 1, 1500));
            assert_eq!(model.book.ledger.day(today).pomodoros, known);
            does(&mut model, &now, Command::Finish);
            assert_eq!(model.book.ledger.day(today).pomodoros, known + 1);
            assert_eq!((sums(&model), model.sums().due_s()), (due, 0));
        }
    }
}
