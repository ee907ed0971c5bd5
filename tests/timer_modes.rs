//! Days in every mode, lived through in microseconds by moving the moment: no sleep, no mock.
use focus_tui::{
    config::Config,
    domain::{
        command::{Command, Effect, Happening, LogEntry, Refusal, SessionEdit, Start, TaskEdit},
        model::Model,
        moment::Moment,
        parked::MarkRef,
        session::{Origin, Outcome, Phase, Session},
        stamp::Stamp,
        status::State,
        update::update,
    },
};
use jiff::civil::date;

const MIN: i64 = 60_000;
const HOUR: i64 = 60 * MIN;

struct Day {
    model: Model,
    now: Moment,
}

impl Day {
    fn with(config: &str, wall: &str) -> Self {
        let (config, problems) = Config::read(config);
        assert_eq!(problems, []);
        let wall = wall.parse().expect("a zoned time");
        let now = Moment { wall, awake_ms: 50 * HOUR, boot_ms: 50 * HOUR, boot_id: "first".to_owned() };
        Self { model: Model::new(config.rules, Vec::new(), "laptop"), now }
    }

    fn morning(config: &str) -> Self {
        Self::with(config, "2026-11-22T09:00:00+01:00[Europe/Berlin]")
    }

    fn ask(&mut self, command: Command) -> Result<Vec<Effect>, Refusal> {
        update(&mut self.model, &command, &self.now)
    }

    fn does(&mut self, command: Command) -> Vec<Effect> {
        self.ask(command.clone()).unwrap_or_else(|refusal| panic!("{command:?}: {refusal:?}"))
    }

    fn start(&mut self, mode: Option<&str>) {
        let mode = mode.map(str::to_owned);
        self.does(Command::Start(Start { mode, ..Start::default() }));
    }

    /// Time passes with a dashboard watching; gives what happened.
    fn watch(&mut self, ms: i64) -> Vec<Happening> {
        let mut happened = Vec::new();
        let mut left = ms;
        while left > 0 {
            let step = left.min(1000);
            self.now = self.now.later(step, 0);
            left -= step;
            happened.extend(self.does(Command::Tick).into_iter().filter_map(|effect| match effect {
                Effect::Event(event) => Some(event.what),
                _ => None,
            }));
            self.model.seen = Some(self.now.anchor());
        }
        happened
    }

    fn away(&mut self, ms: i64) {
        self.now = self.now.later(ms, 0);
        self.does(Command::Settle);
    }

    fn sessions(&self) -> Vec<Session> {
        self.model.book.sessions.iter().cloned().collect()
    }

    fn last(&self) -> Session {
        self.sessions().pop().expect("a session")
    }

    /// Phase, own name, planned minutes of what runs.
    fn runs(&self) -> Option<(Phase, Option<String>, Option<u32>)> {
        let run = self.model.timer.run.as_ref()?;
        Some((run.phase, run.name.clone(), run.planned_s.map(|s| s / 60)))
    }

    fn next(&self) -> Option<(Phase, Option<u32>)> {
        self.model.next(&self.now).map(|next| (next.phase, next.planned_s.map(|s| s / 60)))
    }

    fn add(&mut self, title: &str, project: &str) -> String {
        let (title, project) = (Some(title.to_owned()), Some(Some(project.to_owned())));
        self.does(Command::AddTask(TaskEdit { title: title.clone(), project, ..TaskEdit::default() }));
        self.model.find_task(&title.unwrap()).expect("the task just added").to_string()
    }

    fn at(&self, wall: &str) -> Stamp {
        Stamp::from(&wall.parse::<jiff::Zoned>().unwrap()).at_place_of(&self.now.wall)
    }
}

const MODES: &str = r#"
[modes.52-17]
phases = ["focus 52m", "break 17m"]
[modes.mixed]
phases = ["warm-up 10m", "focus 40m", "tea break 8m"]
repeats = false
[modes.set]
phases = ["focus 25m", "break 5m", "focus 25m", "long break 30m"]
"#;

#[test]
fn fifty_two_seventeen_goes_round() {
    let mut day = Day::morning(MODES);
    day.start(Some("52-17"));
    assert_eq!(day.next(), Some((Phase::ShortBreak, Some(17))));
    day.watch(52 * MIN);
    assert_eq!(day.runs(), Some((Phase::ShortBreak, None, Some(17))));
    assert!(day.last().counted);
    assert_eq!(day.next(), Some((Phase::Focus, Some(52))));
    day.watch(17 * MIN);
    assert_eq!(day.runs(), None, "focus does not begin by itself unless asked to");
    day.start(Some("52-17"));
    assert_eq!(day.runs(), Some((Phase::Focus, None, Some(52))));
    assert_eq!(day.last().mode, "52-17");
}

#[test]
fn with_auto_start_a_sequence_runs_through_and_keeps_its_task() {
    let mut day = Day::morning(&format!("timer.auto_start_focus = true\n{MODES}"));
    let task = day.add("thesis", "uni");
    day.does(Command::Start(Start { task: Some(task), mode: Some("set".to_owned()), ..Start::default() }));
    assert_eq!((day.model.status(&day.now).round, day.model.status(&day.now).rounds), (1, 2));
    day.watch(31 * MIN);
    assert_eq!(day.runs(), Some((Phase::Focus, None, Some(25))));
    assert_eq!(day.model.status(&day.now).round, 2);
    assert_eq!(day.model.status(&day.now).task.map(|task| task.1), Some("thesis".to_owned()));
    day.watch(25 * MIN);
    assert_eq!(day.runs(), Some((Phase::LongBreak, None, Some(30))));
    day.watch(30 * MIN);
    assert_eq!((day.runs(), day.model.status(&day.now).round), (Some((Phase::Focus, None, Some(25))), 1));
    let titles: Vec<_> = day.sessions().into_iter().filter(|s| s.kind == Phase::Focus).map(|s| s.title).collect();
    assert_eq!(titles, [Some("thesis".to_owned()), Some("thesis".to_owned())]);
}

#[test]
fn a_mixed_sequence_warms_up_works_rests_and_ends() {
    let mut day = Day::morning(&format!("timer.auto_start_focus = true\n{MODES}"));
    day.start(Some("mixed"));
    assert_eq!(day.model.status(&day.now).name, "warm-up");
    day.watch(10 * MIN);
    assert_eq!(day.runs(), Some((Phase::Focus, None, Some(40))), "focus follows focus without a press");
    day.watch(40 * MIN);
    assert_eq!(day.runs(), Some((Phase::ShortBreak, Some("tea break".to_owned()), Some(8))));
    assert_eq!(day.next(), None, "it does not repeat");
    day.watch(8 * MIN);
    assert_eq!(day.runs(), None);
    let counted: Vec<_> = day.sessions().iter().map(|session| session.counted).collect();
    assert_eq!(counted, [false, true, false], "a warm-up is no pomodoro");
    day.start(Some("mixed"));
    assert_eq!(day.model.status(&day.now).name, "warm-up");
}

#[test]
fn what_is_given_up_comes_again_and_a_break_taken_late_is_offered_by_its_name() {
    let mut day = Day::morning(&format!("timer.mode = \"mixed\"\ntimer.auto_start_breaks = false\n{MODES}"));
    day.does(Command::Toggle);
    day.watch(15 * MIN);
    day.does(Command::Void { reason: None });
    day.does(Command::Toggle);
    assert_eq!(day.runs(), Some((Phase::Focus, None, Some(40))), "the focus, not the warm-up");
    day.watch(40 * MIN);
    assert_eq!((day.runs(), day.next()), (None, Some((Phase::ShortBreak, Some(8)))));
    day.watch(2 * MIN);
    day.does(Command::Toggle);
    assert_eq!(day.runs(), Some((Phase::ShortBreak, Some("tea break".to_owned()), Some(8))));
    day.does(Command::Restart);
    assert_eq!(day.runs(), Some((Phase::ShortBreak, Some("tea break".to_owned()), Some(8))));
}

#[test]
fn nothing_is_chained_while_nobody_is_there() {
    let mut day = Day::morning(&format!("timer.auto_start_focus = true\n{MODES}"));
    day.start(Some("set"));
    day.away(5 * HOUR);
    assert_eq!((day.runs(), day.sessions().len()), (None, 1));
    assert_eq!(day.last().ended.ms() - day.last().started.ms(), 25 * MIN);
}

#[test]
fn a_mode_that_is_no_more_in_the_settings_ends_quietly() {
    let mut day = Day::morning(MODES);
    day.start(Some("52-17"));
    day.model.rules.timer.sequences.clear();
    assert_eq!(day.next(), None);
    day.watch(53 * MIN);
    assert_eq!((day.runs(), day.last().outcome), (None, Outcome::Completed));
    assert!(matches!(day.ask(Command::Start(Start { mode: Some("52-17".to_owned()), ..Start::default() })),
        Err(Refusal::NoSuchMode { known, .. }) if known == "pomodoro, flow, countdown"));
}

#[test]
fn flow_earns_its_break_by_both_rules() {
    for (rule, minutes, earned_s) in [("fifth", 52, 624), ("fifth", 200, 1800), ("table", 52, 600), ("table", 25, 300)]
    {
        let mut day = Day::morning(&format!("timer.flow_break = \"{rule}\"\ntimer.auto_start_focus = true\n"));
        day.start(Some("flow"));
        assert_eq!(day.runs(), Some((Phase::Focus, None, None)));
        day.watch(minutes * MIN);
        day.does(Command::Finish);
        let rest = day.model.timer.run.clone().expect("the break begins");
        assert_eq!((rest.phase, rest.planned_s, rest.mode.as_str()), (Phase::ShortBreak, Some(earned_s), "flow"));
        let flow = day.last();
        assert_eq!((flow.outcome, i64::from(flow.focus_s)), (Outcome::Completed, minutes * 60));
        assert!(flow.counted);
        day.watch(i64::from(earned_s) * 1000);
        assert_eq!(day.runs(), Some((Phase::Focus, None, None)), "and the next one counts up again");
    }
    let mut day = Day::morning("timer.auto_start_breaks = false");
    day.start(Some("flow"));
    day.watch(20 * MIN);
    day.does(Command::Finish);
    assert!(!day.last().counted, "shorter than one pomodoro");
    assert_eq!(day.next(), Some((Phase::ShortBreak, Some(4))));
    day.does(Command::Break);
    assert_eq!(day.model.status(&day.now).mode, "flow");
    assert_eq!(day.ask(Command::Extend { seconds: 60 }).map(drop), Ok(()));
}

#[test]
fn a_countdown_is_one_phase() {
    let mut day = Day::morning("timer.auto_start_focus = true");
    let start = Start { mode: Some("countdown".to_owned()), length_s: Some(600), ..Start::default() };
    day.does(Command::Start(start));
    assert_eq!(day.next(), None);
    day.watch(11 * MIN);
    assert_eq!((day.runs(), day.sessions().len(), day.last().focus_s), (None, 1, 600));
    assert!(!day.last().counted);
    assert_eq!(day.next(), Some((Phase::Focus, Some(25))), "no break was earned");
}

#[test]
fn overtime_rings_once_and_counts_on_until_the_user_moves_on() {
    let mut day = Day::morning("timer.overtime = true");
    day.start(None);
    let happened = day.watch(25 * MIN + 133_000);
    assert_eq!(happened, [Happening::Ended]);
    let status = day.model.status(&day.now);
    assert_eq!((status.state, status.over_s, status.left_s), (State::Running, 133, Some(0)));
    day.does(Command::Toggle);
    let focus = day.last();
    assert_eq!((focus.outcome, focus.focus_s, focus.over_s, focus.counted), (Outcome::Completed, 1500, 133, true));
    assert_eq!(day.runs(), Some((Phase::ShortBreak, None, Some(5))));
    assert_eq!(day.watch(5 * MIN), [Happening::Ended], "a break has no overtime");
    // Extended, it rings again at its new end.
    day.start(None);
    day.watch(26 * MIN);
    assert_eq!(day.ask(Command::Extend { seconds: 60 }), Err(Refusal::TooShort));
    day.does(Command::Extend { seconds: 300 });
    assert_eq!(day.watch(5 * MIN), [Happening::Ended]);
    day.start(None);
    assert_eq!((day.last().outcome, day.last().focus_s, day.last().extended_s), (Outcome::Completed, 1800, 300));
}

#[test]
fn a_profile_gives_a_projects_tasks_their_own_lengths() {
    let config = "[profiles.writing]\nfocus = \"50m\"\nshort_break = \"10m\"\nlong_break = \"30m\"\nrounds = 2\n[profiles.music]\nmode = \"flow\"\n";
    let mut day = Day::morning(config);
    let writing = day.add("chapter", "writing");
    let music = day.add("scales", "music");
    let start = |task: &str| Start { task: Some(task.to_owned()), ..Start::default() };
    day.does(Command::Start(start(&writing)));
    assert_eq!((day.runs(), day.next()), (Some((Phase::Focus, None, Some(50))), Some((Phase::ShortBreak, Some(10)))));
    assert_eq!(day.model.status(&day.now).rounds, 2);
    day.watch(50 * MIN);
    assert_eq!(day.runs(), Some((Phase::ShortBreak, None, Some(10))));
    day.watch(10 * MIN);
    day.does(Command::Start(start(&writing)));
    day.watch(50 * MIN);
    assert_eq!(day.runs(), Some((Phase::LongBreak, None, Some(30))));
    day.does(Command::Start(start(&music)));
    assert_eq!(day.runs(), Some((Phase::Focus, None, None)));
    day.does(Command::Finish);
    // What is asked for comes before the profile.
    let asked = Start { length_s: Some(600), ..start(&writing) };
    day.does(Command::Start(asked));
    assert_eq!(day.runs(), Some((Phase::Focus, None, Some(10))));
    day.does(Command::Finish);
    day.does(Command::Start(Start { mode: Some("countdown".to_owned()), ..start(&music) }));
    assert_eq!(day.model.status(&day.now).mode, "countdown");
    day.does(Command::Void { reason: None });
    day.start(None);
    assert_eq!(day.runs(), Some((Phase::Focus, None, Some(25))));
    // A forgotten session of half the profile's length is no pomodoro.
    day.does(Command::Void { reason: None });
    let at = day.now.stamp().plus_ms(-20 * HOUR);
    let entry = LogEntry { task: Some(writing), at, seconds: 1500, outcome: Outcome::Completed, note: None };
    day.does(Command::Log(entry));
    assert!(!day.sessions()[0].counted);
}

#[test]
fn a_start_in_the_past_and_edited_minutes() {
    let mut day = Day::morning("");
    let ago = |day: &Day, ms: i64| Start { at: Some(day.now.stamp().plus_ms(-ms)), ..Start::default() };
    assert_eq!(day.ask(Command::Start(ago(&day, -1000))), Err(Refusal::InFuture));
    let too_early = day.ask(Command::Start(ago(&day, 25 * HOUR)));
    assert!(matches!(too_early, Err(Refusal::OutOfRange { field: "at", .. })));
    for length_s in [0, 86_401, u32::MAX] {
        let refused = day.ask(Command::Start(Start { length_s: Some(length_s), ..Start::default() }));
        assert!(matches!(refused, Err(Refusal::OutOfRange { field: "length", .. })), "{length_s}");
    }
    day.does(Command::Start(ago(&day, 10 * MIN)));
    assert_eq!(day.model.status(&day.now).left_s, Some(15 * 60));
    day.does(Command::Extend { seconds: -300 });
    assert_eq!(day.model.status(&day.now).left_s, Some(10 * 60));
    assert_eq!(day.ask(Command::Extend { seconds: -600 }), Err(Refusal::TooShort));
    assert!(matches!(day.ask(Command::Extend { seconds: 0 }), Err(Refusal::OutOfRange { .. })));
    assert!(matches!(day.ask(Command::Extend { seconds: i64::MIN }), Err(Refusal::OutOfRange { .. })));
    assert!(matches!(day.ask(Command::Extend { seconds: 86_000 }), Err(Refusal::OutOfRange { .. })));
    day.watch(10 * MIN);
    assert_eq!((day.last().focus_s, day.last().extended_s, day.last().counted), (1200, -300, true));
    assert!(
        matches!(day.ask(Command::Start(ago(&day, MIN))), Err(Refusal::Overlap { session }) if session.kind.is_break() || session.kind == Phase::Focus)
    );
    // A start so long ago that it is over already is finished as of when it was due.
    day.away(3 * HOUR);
    day.does(Command::Start(ago(&day, 2 * HOUR)));
    day.does(Command::Settle);
    assert_eq!((day.last().outcome, day.last().focus_s), (Outcome::Completed, 1500));
    assert_eq!(day.last().ended.ms(), day.now.stamp().ms() - 2 * HOUR + 25 * MIN);
}

#[test]
fn a_parked_note_becomes_a_task_exactly_once() {
    let mut day = Day::morning("");
    day.start(None);
    day.watch(5 * MIN);
    day.does(Command::Interrupt { kind: Origin::External, note: None });
    day.does(Command::NoteMark { index: 0, note: "call Ann back".to_owned() });
    day.does(Command::Interrupt { kind: Origin::Internal, note: Some("look up flights".to_owned()) });
    day.does(Command::Interrupt { kind: Origin::Internal, note: None });
    day.does(Command::Interrupt { kind: Origin::Internal, note: Some("Look up flights".to_owned()) });
    let notes = |day: &Day| day.model.parked(&day.now).iter().map(|p| p.note.to_owned()).collect::<Vec<_>>();
    assert_eq!(notes(&day), ["call Ann back", "look up flights", "Look up flights"]);
    let mark = day.model.parked(&day.now)[0].mark.clone();
    day.does(Command::ParkToTask { mark: mark.clone() });
    let task = day.model.agenda(&day.now)[0].task.clone();
    assert_eq!((task.title.as_str(), task.unplanned), ("call Ann back", true));
    assert!(matches!(day.ask(Command::ParkToTask { mark: mark.clone() }), Err(Refusal::IsOpen { .. })));
    // The break shows what is left, by the same names as before.
    day.watch(21 * MIN);
    assert!(day.model.timer.run.as_ref().is_some_and(|run| run.phase.is_break()));
    assert_eq!(notes(&day), ["look up flights", "Look up flights"]);
    assert!(matches!(day.ask(Command::ParkToTask { mark: mark.clone() }), Err(Refusal::IsOpen { .. })));
    day.does(Command::Done { tasks: vec![task.id.to_string()] });
    assert!(matches!(day.ask(Command::ParkToTask { mark: mark.clone() }), Err(Refusal::NotOpen { .. })));
    // A task that was taken back leaves its note where it was.
    day.does(Command::Undo);
    day.does(Command::Undo);
    assert_eq!(notes(&day).len(), 3);
    day.does(Command::ParkToTask { mark: mark.clone() });
    let unwritten = MarkRef { index: 2, ..mark.clone() };
    assert_eq!(day.ask(Command::ParkToTask { mark: unwritten }), Err(Refusal::Empty { field: "note" }));
    assert_eq!(day.ask(Command::ParkToTask { mark: MarkRef { index: 9, ..mark } }), Err(Refusal::NoSuchMark));
    // Counts by session and day, and where they came from.
    let focus = day.sessions()[0].clone();
    assert_eq!((focus.internal, focus.external, focus.is_clean()), (3, 1, false));
    let today = day.model.today(&day.now);
    let tally = day.model.book.ledger.day(today);
    assert_eq!((tally.internal, tally.external), (3, 1));
    let sources = day.model.interruption_sources(today);
    let sources: Vec<_> = sources.iter().map(|source| (source.note, source.count)).collect();
    assert_eq!(sources, [(Some("look up flights"), 2), (Some("call Ann back"), 1), (None, 1)]);
    day.away(24 * HOUR);
    assert_eq!(notes(&day), [""; 0], "tomorrow is another day");
}

#[test]
fn an_entry_over_a_break_is_refused_but_not_over_one_that_was_skipped() {
    let mut day = Day::morning("");
    day.start(None);
    day.watch(30 * MIN);
    let entry = |at: Stamp, minutes: u32| {
        Command::Log(LogEntry { task: None, at, seconds: minutes * 60, outcome: Outcome::Completed, note: None })
    };
    let refused = day.ask(entry(day.last().started.plus_ms(MIN), 2));
    let Err(Refusal::Overlap { session }) = refused else { panic!("{refused:?}") };
    assert_eq!((&session.id, session.kind), (&day.last().id, Phase::ShortBreak));
    day.start(None);
    day.watch(25 * MIN);
    day.does(Command::Skip);
    let skipped = day.last();
    assert_eq!((skipped.kind, skipped.ended), (Phase::ShortBreak, skipped.started));
    day.away(HOUR);
    day.does(entry(skipped.started, 30));
    day.does(Command::DeleteSession { session: day.last().id.to_string() });
    day.does(Command::Undo);
    assert_eq!(day.last().focus_s, 1800);
    // Amending into another one names it too; the break that runs right now counts as one.
    let edit = SessionEdit { seconds: Some(3600), ..SessionEdit::default() };
    let first = day.sessions()[0].id.to_string();
    assert!(matches!(day.ask(Command::Amend { session: first, edit }), Err(Refusal::Overlap { .. })));
}

#[test]
fn history_across_midnight_and_both_dst_nights() {
    // Clocks go back on 25 October: 02:30 is there twice, and the two do not overlap.
    let mut day = Day::with("", "2026-10-25T12:00:00+01:00[Europe/Berlin]");
    let entry = |at: Stamp, minutes: u32| {
        Command::Log(LogEntry { task: None, at, seconds: minutes * 60, outcome: Outcome::Completed, note: None })
    };
    let (summer, winter) =
        (day.at("2026-10-25T02:30:00+02:00[Europe/Berlin]"), day.at("2026-10-25T02:30:00+01:00[Europe/Berlin]"));
    assert_eq!(winter.ms() - summer.ms(), HOUR);
    day.does(entry(summer, 45));
    day.does(entry(winter, 45));
    assert!(matches!(day.ask(entry(summer.plus_ms(44 * MIN), 10)), Err(Refusal::Overlap { .. })));
    // Midnight: an entry belongs to the day it began on and is in the way on both.
    day.does(entry(day.at("2026-10-24T23:50:00+02:00[Europe/Berlin]"), 30));
    assert!(matches!(
        day.ask(entry(day.at("2026-10-25T00:10:00+02:00[Europe/Berlin]"), 30)),
        Err(Refusal::Overlap { .. })
    ));
    let tally = |day: &Day, date| day.model.book.ledger.day(date).focus_s / 60;
    assert_eq!((tally(&day, date(2026, 10, 24)), tally(&day, date(2026, 10, 25))), (30, 90));
    // Clocks go forward on 29 March: 01:50 and 03:05 are a quarter of an hour apart.
    let mut day = Day::with("", "2026-03-29T12:00:00+02:00[Europe/Berlin]");
    day.does(entry(day.at("2026-03-29T01:50:00+01:00[Europe/Berlin]"), 15));
    day.does(entry(day.at("2026-03-29T03:05:00+02:00[Europe/Berlin]"), 15));
    assert_eq!(tally(&day, date(2026, 3, 29)), 30);
}

#[test]
fn both_dst_nights_are_as_long_as_they_are() {
    for (evening, rings) in [
        ("2026-10-25T01:40:00+02:00[Europe/Berlin]", "2026-10-25T02:32:00+02:00"),
        ("2026-10-25T02:40:00+02:00[Europe/Berlin]", "2026-10-25T02:32:00+01:00"),
        ("2026-03-29T01:40:00+01:00[Europe/Berlin]", "2026-03-29T03:32:00+02:00"),
    ] {
        for mode in ["52-17", "flow", "pomodoro"] {
            let mut day = Day::with(MODES, evening);
            day.start(Some(mode));
            if mode == "52-17" {
                assert_eq!(day.model.status(&day.now).ends_at.unwrap().to_string(), rings);
            }
            day.watch(if mode == "pomodoro" { 25 * MIN } else { 52 * MIN });
            if mode == "flow" {
                day.does(Command::Finish);
            }
            let focus = &day.sessions()[0];
            assert_eq!(i64::from(focus.focus_s) * 1000, focus.ended.ms() - focus.started.ms());
            assert_eq!(focus.outcome, Outcome::Completed);
            assert!(day.model.timer.run.as_ref().is_some_and(|run| run.phase.is_break()), "{mode} {evening}");
        }
    }
}

#[test]
fn every_mode_across_midnight_belongs_to_the_day_it_began_on() {
    for (mode, minutes) in [("pomodoro", 25), ("flow", 25), ("countdown", 25), ("52-17", 52)] {
        let mut day = Day::with(MODES, "2026-11-22T23:50:00+01:00[Europe/Berlin]");
        day.start(Some(mode));
        day.watch(minutes * MIN);
        if mode == "flow" {
            day.does(Command::Finish);
        }
        let (sunday, monday) = (date(2026, 11, 22), date(2026, 11, 23));
        let pomodoros = |date| day.model.book.ledger.day(date).pomodoros;
        assert_eq!((pomodoros(sunday), pomodoros(monday)), (1, 0), "{mode}");
        assert_eq!(day.model.today(&day.now), monday);
        assert_eq!(day.model.status(&day.now).today.pomodoros, 0);
    }
}

#[test]
fn a_set_that_runs_past_midnight_earns_its_long_break() {
    for auto in [true, false] {
        let mut day =
            Day::with(&format!("timer.auto_start_breaks = {auto}"), "2026-11-22T22:10:00+01:00[Europe/Berlin]");
        for _ in 0..4 {
            day.start(None);
            day.watch(25 * MIN);
            if !auto {
                day.does(Command::Break);
            }
            let phase = day.runs().expect("a break").0;
            assert_eq!(phase == Phase::LongBreak, day.now.wall.date() == date(2026, 11, 23), "{auto}");
            day.watch(5 * MIN);
        }
        assert_eq!(day.model.in_set(&day.now), 0);
    }
}

#[test]
fn with_a_day_that_begins_at_four_the_night_is_still_yesterday() {
    let mut day = Day::with(&format!("day.start = \"04:00\"\n{MODES}"), "2026-11-23T00:30:00+01:00[Europe/Berlin]");
    day.start(None);
    day.watch(30 * MIN);
    assert_eq!(day.model.today(&day.now), date(2026, 11, 22));
    assert_eq!((day.model.status(&day.now).today.pomodoros, day.model.status(&day.now).round), (1, 2));
    day.now =
        Moment { wall: "2026-11-23T03:50:00+01:00[Europe/Berlin]".parse().unwrap(), ..day.now.later(170 * MIN, 0) };
    day.start(Some("52-17"));
    day.watch(52 * MIN);
    assert_eq!(day.model.today(&day.now), date(2026, 11, 23));
    assert_eq!(day.model.status(&day.now).today.pomodoros, 0);
    assert_eq!(day.model.book.ledger.day(date(2026, 11, 22)).pomodoros, 2);
}

#[test]
fn the_best_days_the_streak_and_what_fits() {
    let config =
        "[day]\ngoal = \"50m\"\nrest_days = [\"sun\"]\n[day.windows]\nmon = [\"09:00-12:00\", \"13:00-17:30\"]\n";
    let mut day = Day::with(config, "2026-11-19T09:00:00+01:00[Europe/Berlin]");
    for pomodoros in [2, 3, 2, 0, 2] {
        for _ in 0..pomodoros {
            day.start(None);
            day.watch(30 * MIN);
        }
        day.away(24 * HOUR - pomodoros * 30 * MIN);
    }
    // Thursday to Saturday and Monday: the Sunday in between was a day of rest.
    let best = day.model.personal_best(&day.now);
    assert_eq!(best.pomodoros, Some((date(2026, 11, 20), 3)));
    assert_eq!(best.focus_s, Some((date(2026, 11, 20), 4500)));
    assert_eq!((best.streak.current, best.streak.longest), (4, 4));
    day.away(24 * HOUR);
    assert_eq!(
        (day.model.personal_best(&day.now).streak.current, day.model.personal_best(&day.now).streak.longest),
        (0, 4)
    );
    // Monday the 30th at 13:00: three hours are gone, twelve pomodoros are planned.
    day.now.wall = "2026-11-30T13:00:00+01:00[Europe/Berlin]".parse().unwrap();
    let task = day.add("chapter", "uni");
    let share =
        focus_tui::domain::commitment::Share { task: day.model.find_task(&task).unwrap(), pomodoros: 12, before: 0 };
    day.does(Command::AcceptPlan { date: date(2026, 11, 30), accepted: vec![share], capacity: Some(13) });
    let today = day.model.status(&day.now).today;
    assert_eq!((today.capacity, today.left), (Some(13), Some(8)));
    let fit = today.fit().expect("a plan and windows");
    assert_eq!((fit.wanted, fit.fits), (12, 8));
    assert_eq!(today.goal.map(|goal| goal.done), Some(0));
}

#[test]
fn a_mode_that_was_begun_goes_on_after_its_break() {
    let mut day = Day::morning(MODES);
    day.start(Some("set"));
    day.watch(30 * MIN);
    // Focus does not begin by itself, but what was promised is what a plain start begins.
    assert_eq!((day.runs(), day.next()), (None, Some((Phase::Focus, Some(25)))));
    assert_eq!(day.model.status(&day.now).mode, "set");
    day.start(None);
    day.watch(25 * MIN);
    assert_eq!(day.runs(), Some((Phase::LongBreak, None, Some(30))), "the second half of the list");
    day.does(Command::Skip);
    // Flow goes on as well, until it is long over.
    day.start(Some("flow"));
    day.watch(10 * MIN);
    day.does(Command::Finish);
    day.watch(3 * MIN);
    assert_eq!(day.model.status(&day.now).mode, "flow");
    day.away(2 * HOUR);
    assert_eq!(day.model.status(&day.now).mode, "pomodoro");
    // A list that does not repeat is over at its end, also where nobody watched it begin.
    day.start(Some("mixed"));
    day.away(10 * MIN);
    assert_eq!(day.next(), Some((Phase::Focus, Some(40))));
    day.start(None);
    day.watch(48 * MIN);
    assert_eq!((day.runs(), day.model.status(&day.now).mode.as_str()), (None, "pomodoro"));
}

#[test]
fn a_pause_after_the_end_costs_nothing() {
    let mut day = Day::morning("[timer]\novertime = true\n");
    day.start(None);
    day.watch(26 * MIN);
    day.does(Command::Pause);
    day.watch(14 * MIN);
    day.does(Command::Resume);
    day.watch(MIN);
    day.does(Command::Finish);
    let last = day.last();
    assert_eq!((last.outcome, last.counted, last.over_s, last.paused_s), (Outcome::Completed, true, 120, 840));
}

#[test]
fn what_follows_at_once_begins_where_the_one_before_ended() {
    let mut day = Day::morning("");
    day.start(None);
    // Clocks are read in two steps: the wall may be a moment ahead of the others.
    let tick = day.now.later(25 * MIN + 7, 0);
    day.now = Moment { wall: tick.wall.saturating_add(jiff::Span::new().milliseconds(2)), ..tick };
    day.does(Command::Tick);
    let began = day.model.timer.run.as_ref().map(|run| run.started.ms());
    assert_eq!(began, Some(day.last().ended.ms()));
}

#[test]
fn a_clock_that_was_read_a_moment_earlier_is_the_same_boot() {
    let mut day = Day::morning("");
    day.now = day.now.later(500, 0);
    day.start(None);
    let earlier = day.now.later(-30, 0);
    let effects = update(&mut day.model, &Command::Tick, &earlier);
    assert_eq!(effects, Ok(vec![]), "nothing is asked");
    day.watch(MIN);
    assert_eq!(day.model.status(&day.now).elapsed_s, 60);
}

#[test]
fn what_came_due_in_overtime_is_done_at_once_and_cannot_be_given_up() {
    let mut day = Day::with("timer.overtime = true\nday.goal = \"1\"\n", "2026-11-22T23:50:00+01:00[Europe/Berlin]");
    let task = day.add("thesis", "uni");
    day.does(Command::Start(Start { task: Some(task.clone()), ..Start::default() }));
    day.watch(25 * MIN - 1000);
    let yesterday = day.model.today(&day.now).yesterday().unwrap();
    assert_eq!(day.model.sums().day(yesterday).pomodoros, 0);
    day.watch(2000);
    // It belongs to the day on which it began; that day's goal is reached.
    let status = day.model.status(&day.now);
    assert_eq!((status.over_s, status.today.pomodoros, status.today.streak), (1, 0, 1));
    assert_eq!(day.model.sums().day(yesterday).pomodoros, 1);
    assert_eq!(day.ask(Command::Void { reason: None }), Err(Refusal::WasCompleted));
    day.watch(30 * MIN);
    day.does(Command::Restart);
    let focus = day.last();
    assert_eq!((focus.outcome, focus.counted, focus.focus_s, focus.over_s), (Outcome::Completed, true, 1500, 1801));
    assert_eq!(day.runs(), Some((Phase::Focus, None, Some(25))));
    // On the same day: done, the minutes once, the goal, the streak; a pause after the end costs nothing.
    day.watch(26 * MIN);
    let due = |day: &Day| {
        let today = day.model.status(&day.now).today;
        (today.pomodoros, today.focus_s, today.goal.map(|goal| goal.done), today.streak)
    };
    assert_eq!(due(&day), (1, 1500, Some(1), 2));
    day.does(Command::Pause);
    day.watch(10 * MIN);
    assert_eq!(due(&day), (1, 1500, Some(1), 2));
    let actual = |day: &Day| day.model.row(&day.now, &day.model.find_task("thesis").unwrap()).map(|row| row.actual);
    assert_eq!(actual(&day), Some(2));
    day.does(Command::Skip);
    assert_eq!((due(&day), actual(&day)), ((1, 1500, Some(1), 2), Some(2)));
    assert!(day.last().counted || day.sessions().iter().filter(|s| s.counted).count() == 2);
    // One whose pause was too long is done, but no pomodoro.
    day.does(Command::Skip);
    day.does(Command::Start(Start { task: Some(task), ..Start::default() }));
    day.watch(MIN);
    day.does(Command::Pause);
    day.watch(6 * MIN);
    day.does(Command::Resume);
    day.watch(25 * MIN);
    assert_eq!(due(&day), (1, 3000, Some(1), 2));
}

#[test]
fn a_goal_in_minutes_is_reached_while_focus_still_runs() {
    let mut day = Day::morning("day.goal = \"10m\"\n");
    day.start(None);
    day.watch(10 * MIN - 1000);
    let reached = |day: &Day| {
        let today = day.model.status(&day.now).today;
        (today.goal.map(|goal| goal.done), today.streak)
    };
    assert_eq!(reached(&day), (Some(9), 0));
    day.watch(1000);
    assert_eq!(reached(&day), (Some(10), 1));
}
