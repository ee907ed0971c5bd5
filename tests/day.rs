//! Days that are lived through in microseconds by moving the moment: no sleep, no mock.
use focus_tui::{
    config::Config,
    domain::{
        command::{Answer, Command, Effect, Happening, LogEntry, Refusal, SessionEdit, Start, TaskEdit},
        model::{Book, Model},
        moment::Moment,
        record::Record,
        session::{Origin, Outcome, Phase},
        stamp::Stamp,
        status::State,
        update::update,
    },
};
use jiff::Zoned;

const MIN: i64 = 60_000;
const HOUR: i64 = 60 * MIN;

/// A model with its clock and everything that was ever written.
struct Day {
    model: Model,
    now: Moment,
    journal: Vec<Record>,
}

impl Day {
    fn starting(wall: &str) -> Self {
        let wall: Zoned = wall.parse().expect("a zoned time");
        let now = Moment { wall, awake_ms: 5_000, boot_ms: 9_000, boot_id: "first".to_owned() };
        let model = Model::new(Config::embedded().rules, focus_tui::config::templates::built_in(), "laptop");
        Self { model, now, journal: Vec::new() }
    }

    fn ask(&mut self, command: Command) -> Result<Vec<Effect>, Refusal> {
        let effects = update(&mut self.model, &command, &self.now)?;
        self.journal.extend(effects.iter().filter_map(|effect| match effect {
            Effect::Append(record) => Some(record.clone()),
            _ => None,
        }));
        Ok(effects)
    }

    fn does(&mut self, command: Command) -> Vec<Effect> {
        self.ask(command.clone()).unwrap_or_else(|refusal| panic!("{command:?}: {refusal:?}"))
    }

    fn start(&mut self, task: Option<&str>) {
        self.does(Command::Start(Start { task: task.map(str::to_owned), ..Start::default() }));
    }

    /// Time passes with a dashboard watching: a tick each second, as the loop does it.
    fn watch(&mut self, ms: i64) {
        let mut left = ms;
        while left > 0 {
            let step = left.min(1000);
            self.now = self.now.later(step, 0);
            left -= step;
            self.does(Command::Tick);
            self.model.seen = Some(self.now.anchor());
        }
    }

    /// Time passes and nobody is there.
    fn away(&mut self, ms: i64) {
        self.now = self.now.later(ms, 0);
    }

    /// The machine sleeps.
    fn sleep(&mut self, ms: i64) {
        self.now = self.now.later(0, ms);
    }

    /// Every process is killed: what is on disk is all there is.
    fn kill(&mut self) {
        let mut book = Book::default();
        for record in &self.journal {
            book.take(record, &self.model.rules).expect("a record that was written");
        }
        assert_eq!(book.tasks, self.model.book.tasks);
        assert_eq!(book.ledger, self.model.book.ledger);
        self.model.book = book;
    }

    fn state(&self) -> State {
        self.model.status(&self.now).state
    }

    fn add(&mut self, title: &str) -> String {
        self.does(Command::AddTask(TaskEdit { title: Some(title.to_owned()), ..TaskEdit::default() }));
        self.model.find_task(title).expect("the task just added").to_string()
    }
}

#[test]
fn twenty_four_hours_with_a_kill_and_a_sleep() {
    let mut day = Day::starting("2026-11-22T06:00:00+01:00[Europe/Berlin]");
    let thesis = day.add("write thesis chapter");
    let release = day.add("ship release");
    // Morning: eight pomodoros, a dashboard open, breaks by themselves.
    for round in 0..8 {
        day.start(Some(if round < 4 { &thesis } else { &release }));
        assert_eq!(day.model.status(&day.now).round, round % 4 + 1);
        day.watch(10 * MIN);
        if round == 2 {
            day.does(Command::Pause);
            day.watch(2 * MIN);
            day.does(Command::Resume);
        }
        if round == 5 {
            day.does(Command::Interrupt { kind: Origin::Internal, note: None });
            day.does(Command::Interrupt { kind: Origin::External, note: Some("phone".to_owned()) });
        }
        day.watch(15 * MIN);
        let status = day.model.status(&day.now);
        let expected = if round % 4 == 3 { Phase::LongBreak } else { Phase::ShortBreak };
        assert_eq!((status.phase, status.state), (Some(expected), State::Running), "round {round}");
        day.watch(if round % 4 == 3 { 15 * MIN } else { 5 * MIN });
        assert_eq!(day.state(), State::Idle);
    }
    // Everything is killed in the middle of the ninth and looked at again an hour later.
    day.start(Some(&release));
    day.watch(7 * MIN);
    day.kill();
    day.away(HOUR);
    day.does(Command::Settle);
    let ninth = day.model.book.sessions.iter().next_back().expect("the ninth").clone();
    assert_eq!((ninth.outcome, ninth.focus_s, ninth.counted), (Outcome::Completed, 1500, true));
    assert_eq!(ninth.ended.ms() - ninth.started.ms(), 25 * MIN);
    assert_eq!(day.state(), State::Idle, "nothing begins while nobody is there");
    // Lunch: two hours of sleep in the middle of the tenth.
    day.start(Some(&thesis));
    day.watch(11 * MIN);
    day.sleep(2 * HOUR);
    day.watch(1000);
    assert_eq!(day.state(), State::Asking);
    let gap = day.model.status(&day.now).gap.expect("a gap");
    assert_eq!(gap.slept_s, 7200);
    assert_eq!(day.ask(Command::Pause), Err(Refusal::AskedFirst));
    day.does(Command::Resolve(Answer::Continue));
    assert_eq!(day.model.status(&day.now).left_s, Some(14 * 60));
    day.watch(14 * MIN);
    let tenth = day.model.book.sessions.iter().next_back().unwrap().clone();
    assert_eq!((tenth.outcome, tenth.focus_s, tenth.slept_s), (Outcome::Completed, 1500, 7200));
    assert!(!tenth.counted, "a pause of two hours costs the pomodoro");
    // Afternoon: voids, partials, skipped breaks, a forgotten one.
    for round in 0..8 {
        day.start(None);
        day.watch(12 * MIN);
        match round % 4 {
            0 => drop(day.does(Command::Void { reason: Some("meeting".to_owned()) })),
            1 => drop(day.does(Command::Finish)),
            2 => {
                day.watch(13 * MIN);
                day.does(Command::Skip);
            }
            _ => {
                day.does(Command::Extend { seconds: 300 });
                day.watch(18 * MIN);
                day.watch(5 * MIN);
            }
        }
    }
    let at = day.now.stamp().plus_ms(-30 * MIN);
    let entry = LogEntry { task: None, at, seconds: 1500, outcome: Outcome::Completed, note: None };
    assert!(matches!(day.ask(Command::Log(entry.clone())), Err(Refusal::Overlap { .. })));
    day.away(2 * HOUR);
    day.does(Command::Settle);
    day.does(Command::Log(entry_at(&entry, day.now.stamp().plus_ms(-HOUR))));
    day.kill();
    let today = day.model.today(&day.now);
    let tally = day.model.book.ledger.day(today);
    let sessions = day.model.book.sessions.iter().count();
    assert!(sessions >= 20, "{sessions}");
    assert_eq!(tally.pomodoros, 9 + 4 + 1);
    assert_eq!(tally.void, 2);
    assert_eq!(tally.partial, 2);
    assert_eq!(tally.started, 19);
    let focus: i64 = day.model.sessions_on(today).map(|session| i64::from(session.focus_s)).sum();
    assert_eq!(tally.focus_s, focus);
    // No two sessions overlap, and all of them fit into the day.
    let spans: Vec<_> = day.model.book.sessions.iter().map(|s| (s.started.ms(), s.ended.ms())).collect();
    assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{spans:?}");
}

fn entry_at(entry: &LogEntry, at: Stamp) -> LogEntry {
    LogEntry { at, ..entry.clone() }
}

#[test]
fn a_killed_process_and_one_that_ran_give_the_same_record() {
    let mut watched = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
    let mut killed = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
    watched.start(None);
    killed.start(None);
    watched.watch(3 * HOUR);
    killed.away(3 * HOUR);
    killed.does(Command::Settle);
    let first = |day: &Day| {
        let mut session = day.model.book.sessions.iter().next().expect("a session").clone();
        session.latest = Default::default();
        session
    };
    assert_eq!(first(&watched), first(&killed));
}

#[test]
fn settling_twice_is_settling_once() {
    let mut day = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
    day.start(None);
    day.away(2 * HOUR);
    assert!(!day.does(Command::Settle).is_empty());
    assert!(day.does(Command::Settle).is_empty());
}

#[test]
fn a_break_runs_through_sleep() {
    let mut day = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
    day.start(None);
    day.watch(26 * MIN);
    assert_eq!(day.model.status(&day.now).phase, Some(Phase::ShortBreak));
    day.sleep(40 * MIN);
    day.does(Command::Tick);
    assert_eq!(day.state(), State::Idle);
    let rest = day.model.book.sessions.iter().next_back().unwrap();
    assert_eq!((rest.kind, rest.outcome), (Phase::ShortBreak, Outcome::Completed));
    assert_eq!(rest.ended.ms() - rest.started.ms(), 5 * MIN);
}

#[test]
fn a_short_sleep_is_no_gap_and_does_not_count() {
    let mut day = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
    day.start(None);
    day.watch(5 * MIN);
    day.sleep(59_000);
    day.watch(1000);
    assert_eq!(day.state(), State::Running);
    assert_eq!(day.model.status(&day.now).elapsed_s, 5 * 60 + 1);
}

#[test]
fn another_boot_asks_about_the_time_nobody_saw() {
    let mut day = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
    day.start(None);
    day.watch(9 * MIN);
    day.now = Moment { boot_id: "second".to_owned(), awake_ms: 10, boot_ms: 10, ..day.now.later(30 * MIN, 0) };
    day.does(Command::Tick);
    assert_eq!(day.state(), State::Asking);
    assert_eq!(day.model.status(&day.now).elapsed_s, 9 * 60);
    day.does(Command::Resolve(Answer::Count));
    let session = day.model.book.sessions.iter().next_back().unwrap();
    assert_eq!((session.outcome, session.focus_s), (Outcome::Completed, 1500));
    assert!(session.uncertain);
}

#[test]
fn a_long_gap_ends_the_session_and_undo_asks_after_all() {
    let mut day = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
    day.start(None);
    day.watch(10 * MIN);
    day.sleep(5 * HOUR);
    day.does(Command::Tick);
    assert_eq!(day.state(), State::Idle);
    let session = day.model.book.sessions.iter().next_back().unwrap();
    assert_eq!((session.outcome, session.focus_s), (Outcome::Partial, 600));
    assert_eq!(session.ended.ms() - session.started.ms(), 10 * MIN);
    day.does(Command::Undo);
    assert_eq!(day.state(), State::Asking);
    assert_eq!(day.model.book.sessions.iter().count(), 0);
    day.does(Command::Resolve(Answer::End));
    assert_eq!(day.model.book.sessions.iter().count(), 1);
}

#[test]
fn a_gap_into_the_next_day_is_not_asked_about() {
    let mut day = Day::starting("2026-11-22T23:30:00+01:00[Europe/Berlin]");
    day.start(None);
    day.watch(5 * MIN);
    day.sleep(HOUR);
    day.does(Command::Tick);
    assert_eq!(day.state(), State::Idle);
    let session = day.model.book.sessions.iter().next_back().unwrap();
    assert_eq!((session.outcome, session.focus_s), (Outcome::Partial, 300));
    assert_eq!(session.ended.ms() - session.started.ms(), 5 * MIN);
    day.does(Command::Undo);
    assert_eq!(day.state(), State::Asking);
}

#[test]
fn a_boot_clock_that_went_back_is_another_boot() {
    let mut day = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
    day.start(None);
    day.watch(9 * MIN);
    // The same boot id, as in a copy of a virtual machine that was put back.
    day.now = Moment { awake_ms: 1_000, boot_ms: 1_000, ..day.now.later(30 * MIN, 0) };
    day.does(Command::Tick);
    assert_eq!(day.state(), State::Asking);
    assert_eq!(day.model.status(&day.now).elapsed_s, 9 * 60);
}

#[test]
fn nothing_begins_by_itself_when_an_end_is_noticed_more_than_two_minutes_late() {
    for (late, begins) in [(MIN, true), (3 * MIN, false)] {
        let mut day = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
        day.start(None);
        day.watch(20 * MIN);
        day.away(5 * MIN + late);
        let effects = day.does(Command::Tick);
        assert_eq!(day.model.book.sessions.iter().count(), 1);
        assert_eq!(day.state() == State::Running, begins, "{late} ms late");
        let late_by = effects.iter().find_map(|effect| match effect {
            Effect::Event(event) if event.what == Happening::Ended => Some(event.late_ms),
            _ => None,
        });
        assert_eq!(late_by, Some(late));
    }
}

#[test]
fn void_is_taken_back_until_the_next_start() {
    let mut day = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
    day.start(None);
    day.watch(10 * MIN);
    day.does(Command::Void { reason: None });
    assert_eq!(day.model.book.ledger.day(day.model.today(&day.now)).void, 1);
    day.does(Command::Undo);
    assert_eq!(day.model.status(&day.now).left_s, Some(15 * 60));
    day.watch(15 * MIN);
    assert_eq!(day.model.book.ledger.day(day.model.today(&day.now)).pomodoros, 1);
    day.does(Command::Skip);
    day.start(None);
    assert_eq!(day.ask(Command::Undo), Err(Refusal::NothingToUndo));
}

#[test]
fn a_wall_clock_that_jumps_moves_only_the_shown_ring() {
    let mut day = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
    day.start(None);
    day.watch(5 * MIN);
    day.now.wall = day.now.wall.saturating_add(jiff::Span::new().hours(3));
    let status = day.model.status(&day.now);
    assert_eq!(status.left_s, Some(20 * 60));
    assert_eq!(status.ends_at.unwrap().ms(), day.now.stamp().ms() + 20 * MIN);
}

#[test]
fn a_wall_clock_set_during_a_sleep_makes_the_gap_no_longer() {
    for jump in [-2 * HOUR, 5 * HOUR] {
        let mut day = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
        day.start(None);
        day.watch(5 * MIN);
        day.sleep(10 * MIN);
        day.now.wall = day.now.wall.saturating_add(jiff::SignedDuration::from_millis(jump));
        day.does(Command::Tick);
        assert_eq!(day.state(), State::Asking, "ten minutes are asked about, whatever the wall clock says");
        day.does(Command::Resolve(Answer::Count));
        assert_eq!(day.model.status(&day.now).elapsed_s, 15 * 60);
    }
}

#[test]
fn what_was_awake_while_nobody_was_there_is_not_counted_twice() {
    let mut day = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
    day.start(None);
    day.away(10 * MIN);
    day.sleep(5 * MIN);
    day.does(Command::Settle);
    assert_eq!(day.state(), State::Asking);
    day.does(Command::Resolve(Answer::Count));
    assert_eq!(day.model.status(&day.now).elapsed_s, 15 * 60);
}

#[test]
fn focus_that_begins_by_itself_does_not_count_the_sleep_before_it() {
    for (sleep_s, focus_s) in [(70, Some(10)), (110, None)] {
        let mut day = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
        day.model.rules.timer.auto_start_focus = true;
        day.start(None);
        day.watch(25 * MIN + 4 * MIN + 50_000);
        assert_eq!(day.model.status(&day.now).phase, Some(Phase::ShortBreak));
        // The break ends while it sleeps.
        day.sleep(sleep_s * 1000 - 10_000);
        day.watch(11_000);
        let status = day.model.status(&day.now);
        assert_eq!(focus_s, (status.phase == Some(Phase::Focus)).then_some(status.elapsed_s), "{sleep_s}");
    }
}

#[test]
fn a_session_lasts_as_long_as_it_measured() {
    let last = |day: &Day| {
        let session = day.model.book.sessions.iter().next_back().expect("a session").clone();
        (session.focus_s, (session.ended.ms() - session.started.ms()) / 1000)
    };
    // The clock was put back by two hours while it ran.
    let mut day = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
    day.start(None);
    day.watch(10 * MIN);
    day.now.wall = day.now.wall.saturating_add(jiff::SignedDuration::from_millis(-2 * HOUR));
    day.does(Command::Finish);
    assert_eq!(last(&day), (600, 600));
    // Nobody was there, and it slept too long to be asked about.
    let mut day = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
    day.start(None);
    day.away(10 * MIN);
    day.sleep(6 * HOUR);
    day.does(Command::Settle);
    assert_eq!(last(&day), (600, 600));
}

#[test]
fn midnight_belongs_to_the_day_it_started_on() {
    let mut day = Day::starting("2026-11-22T23:50:00+01:00[Europe/Berlin]");
    day.start(None);
    day.watch(26 * MIN);
    let sunday = jiff::civil::date(2026, 11, 22);
    assert_eq!(day.model.book.ledger.day(sunday).pomodoros, 1);
    assert_eq!(day.model.round(&day.now), 1, "a new day begins at 1");
}

#[test]
fn undo_takes_back_what_was_done_to_tasks_in_order() {
    let mut day = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
    let id = day.add("ship release");
    day.does(Command::EditTask { task: id.clone(), edit: TaskEdit { importance: Some(5), ..TaskEdit::default() } });
    day.does(Command::Done { tasks: vec![id.clone()] });
    day.does(Command::DeleteTask { task: id.clone() });
    assert_eq!(day.model.all_rows(&day.now).len(), 0);
    day.does(Command::Undo);
    day.does(Command::Undo);
    assert_eq!(day.model.agenda(&day.now)[0].task.importance.level(), 5);
    day.does(Command::Undo);
    assert_eq!(day.model.agenda(&day.now)[0].task.importance.level(), 3);
    day.does(Command::Undo);
    assert_eq!(day.model.agenda(&day.now).len(), 0);
    assert_eq!(day.ask(Command::Undo), Err(Refusal::NothingToUndo));
    day.kill();
}

#[test]
fn amending_keeps_the_sums_right() {
    let mut day = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
    let id = day.add("ship release");
    day.start(Some(&id));
    day.watch(25 * MIN);
    day.does(Command::Skip);
    let session = day.model.book.sessions.iter().next().unwrap().id.to_string();
    let edit = SessionEdit { outcome: Some(Outcome::Void), ..SessionEdit::default() };
    day.does(Command::Amend { session: session.clone(), edit });
    let task = day.model.find_task(&id).unwrap();
    assert_eq!(day.model.book.ledger.task(&task).pomodoros, 0);
    day.does(Command::Undo);
    assert_eq!(day.model.book.ledger.task(&task).pomodoros, 1);
    day.does(Command::DeleteSession { session });
    assert_eq!(day.model.book.ledger.task(&task).pomodoros, 0);
    day.kill();
}

#[test]
fn a_session_that_comes_back_keeps_nothing_of_its_life_before() {
    let mut day = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
    day.start(None);
    day.watch(10 * MIN);
    day.does(Command::Void { reason: Some("meeting".to_owned()) });
    day.does(Command::Undo);
    day.watch(15 * MIN);
    let session = day.model.book.sessions.iter().next().unwrap();
    assert_eq!((session.outcome, session.reason.as_deref()), (Outcome::Completed, None));
    day.kill();
}

#[test]
fn a_session_with_too_many_interruptions_still_fits_into_a_record() {
    let mut day = Day::starting("2026-11-22T09:00:00+01:00[Europe/Berlin]");
    day.start(None);
    let note = Some("x".repeat(500));
    let mark = Command::Interrupt { kind: Origin::Internal, note };
    let marks = (0..500).take_while(|_| day.ask(mark.clone()).is_ok()).count();
    assert!((30..500).contains(&marks), "{marks}");
    assert_eq!(day.ask(mark), Err(Refusal::TooLarge));
    day.does(Command::Finish);
}
