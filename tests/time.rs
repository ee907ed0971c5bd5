//! Time that can be trusted: random histories of work, pauses, sleeps, kills, reboots, jumps of the wall clock
//! and journeys, over the nights that are hard. Spec: storage, "Time".
use std::collections::BTreeMap;

use focus_tui::{
    config::Config,
    domain::{
        command::{Answer, Command, Effect, Happening, LogEntry, Refusal, Start},
        model::{Book, Model},
        moment::{Anchor, Moment},
        record::Record,
        session::{Outcome, Session, Source},
        timer::Clock,
        update::update,
        week::day_bounds,
    },
};
use jiff::{Zoned, civil::Date, tz::TimeZone};
use proptest::prelude::*;

const MIN: i64 = 60_000;
const HOUR: i64 = 60 * MIN;

/// Days that are hard: the turn of the year and of ISO weeks, both nights of summer time in three zones (one
/// of half an hour), a day that was left out, an odd offset.
const BEGINNINGS: [&str; 12] = [
    "2024-12-29T22:00:00+01:00[Europe/Berlin]",
    "2024-12-30T09:00:00+00:00[UTC]",
    "2026-12-31T21:00:00-05:00[America/New_York]",
    "2027-01-01T00:10:00+05:45[Asia/Kathmandu]",
    "2026-03-29T00:30:00+01:00[Europe/Berlin]",
    "2026-10-25T00:30:00+02:00[Europe/Berlin]",
    "2026-03-08T00:30:00-05:00[America/New_York]",
    "2026-11-01T00:30:00-04:00[America/New_York]",
    "2026-04-05T00:30:00+11:00[Australia/Lord_Howe]",
    "2026-10-04T00:30:00+10:30[Australia/Lord_Howe]",
    "2011-12-29T20:00:00-10:00[Pacific/Apia]",
    "2026-11-22T10:00:00+05:45[Asia/Kathmandu]",
];

const ZONES: [&str; 6] =
    ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "UTC"];

#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a few dozen of them at a time")]
enum Act {
    Start(u8),
    Do(Command),
    /// A dashboard watches for so many half minutes.
    Watch(u8),
    /// Awake, and nobody there.
    Away(i64),
    Sleep(i64),
    /// Every process ends; what is on disk is all there is.
    Kill,
    /// The computer is off for a while.
    Reboot(i64),
    /// The wall clock is set.
    Jump(i64),
    /// Its owner travels.
    Travel(u8),
    /// An entry by hand: so long ago, so many minutes.
    Log(i64, u32),
}

fn act() -> impl Strategy<Value = Act> {
    let answers = [Answer::Continue, Answer::End, Answer::Count, Answer::Void];
    let command = prop_oneof![
        2 => Just(Command::Pause),
        2 => Just(Command::Resume),
        2 => Just(Command::Toggle),
        1 => Just(Command::Skip),
        2 => Just(Command::Finish),
        1 => Just(Command::Restart),
        1 => Just(Command::Void { reason: None }),
        1 => (-600..1800_i64).prop_map(|seconds| Command::Extend { seconds }),
        1 => Just(Command::Undo),
        1 => Just(Command::Settle),
        4 => prop::sample::select(answers.to_vec()).prop_map(Command::Resolve),
    ];
    prop_oneof![
        5 => (0..8_u8).prop_map(Act::Start),
        8 => command.prop_map(Act::Do),
        6 => (1..60_u8).prop_map(Act::Watch),
        4 => (1..3 * HOUR).prop_map(Act::Away),
        2 => (1..90_000_i64).prop_map(Act::Sleep),
        3 => (1..9 * HOUR).prop_map(Act::Sleep),
        2 => Just(Act::Kill),
        1 => (1..10 * HOUR).prop_map(Act::Reboot),
        1 => (-3 * HOUR..3 * HOUR).prop_map(Act::Jump),
        1 => (0..6_u8).prop_map(Act::Travel),
        2 => (1..30 * HOUR, 1..90_u32).prop_map(|(ago, minutes)| Act::Log(ago, minutes)),
    ]
}

/// A phase as the clocks of the test know it, which never stand still and never jump.
#[derive(Clone, Copy, Debug)]
struct Span {
    from: i64,
    to: i64,
    /// Milliseconds awake between its beginning and its record.
    awake: i64,
}

struct Life {
    model: Model,
    now: Moment,
    journal: Vec<Record>,
    /// Milliseconds that have passed, and of them awake, whatever the computer's clocks say.
    real: i64,
    awake: i64,
    /// At each step of the life: how long it was and how long of it awake.
    past: Vec<(i64, i64)>,
    boots: u32,
    alive: Option<Anchor>,
    begun: BTreeMap<String, (i64, i64)>,
    spans: BTreeMap<String, Span>,
    counted_gap: Vec<String>,
}

impl Life {
    fn beginning(wall: &str, settings: &str) -> Self {
        let wall: Zoned = wall.parse().expect("a zoned time");
        let now = Moment { wall, awake_ms: 70 * HOUR, boot_ms: 90 * HOUR, boot_id: "0".to_owned() };
        let (config, problems) = Config::read(settings);
        assert_eq!(problems, []);
        let model = Model::new(config.rules, Vec::new(), "laptop");
        Self {
            model,
            now,
            journal: Vec::new(),
            real: 0,
            awake: 0,
            past: vec![(0, 0)],
            boots: 0,
            alive: None,
            begun: BTreeMap::new(),
            spans: BTreeMap::new(),
            counted_gap: Vec::new(),
        }
    }

    fn pass(&mut self, awake: i64, asleep: i64) {
        self.now = self.now.later(awake, asleep);
        self.real += awake + asleep;
        self.awake += awake;
        self.past.push((self.real, self.awake));
    }

    /// How long it had been awake at a point of the past; between two steps at most.
    fn awake_at(&self, real: i64) -> i64 {
        let after = self.past.partition_point(|(then, _)| *then <= real);
        let Some((from, awake)) = after.checked_sub(1).map(|n| self.past[n]) else { return real.min(0) };
        let next = self.past.get(after).map_or(self.awake, |(_, awake)| *awake);
        (awake + real - from).min(next)
    }

    fn run(&mut self, command: &Command) -> Result<(), Refusal> {
        let asking = match &self.model.timer.run {
            Some(run) if matches!(run.clock, Clock::Asking(_)) => Some(run.session.to_string()),
            _ => None,
        };
        let effects = update(&mut self.model, command, &self.now)?;
        if let (Some(session), Command::Resolve(Answer::Count)) = (asking, command) {
            self.counted_gap.push(session);
        }
        for effect in effects {
            match effect {
                Effect::Append(record) => self.journal.push(record),
                Effect::Event(event) => {
                    let at = self.real - event.late_ms;
                    if event.what == Happening::Began {
                        let run = self.model.timer.run.as_ref().map(|run| run.session.to_string());
                        // A phase that began and ended within one look is named by its record.
                        if let Some(session) = run {
                            let awake = self.awake_at(at);
                            self.begun.entry(session).or_insert((at, awake));
                        }
                    }
                    if let Some(session) = event.session {
                        let (from, awake) = self.begun.get(session.id.as_str()).copied().unwrap_or((at, self.awake));
                        let span = Span { from, to: at.max(from), awake: self.awake - awake };
                        self.spans.insert(session.id.to_string(), span);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// As the desk does it: what is due first.
    fn ask(&mut self, command: &Command) {
        let _ = self.run(&Command::Settle);
        if matches!(command, Command::Settle) {
            return;
        }
        let before = self.sessions();
        let done = self.run(command).is_ok();
        if let (true, Command::Log(_)) = (done, command) {
            let new: Vec<_> = self.sessions().into_iter().filter(|s| !before.iter().any(|b| b.id == s.id)).collect();
            for (new, old) in new.iter().flat_map(|new| before.iter().map(move |old| (new, old))) {
                let empty = old.outcome == Outcome::Skipped || old.ended.ms() <= old.started.ms();
                let apart = empty || new.ended.ms() <= old.started.ms() || old.ended.ms() <= new.started.ms();
                assert!(apart, "{new:?}\noverlaps\n{old:?}");
            }
        }
    }

    fn live(&mut self, act: &Act) {
        match act {
            Act::Start(mode) => {
                let mode = ["pomodoro", "flow", "countdown", "pomodoro"][usize::from(*mode % 4)].to_owned();
                self.ask(&Command::Start(Start { mode: Some(mode), ..Start::default() }));
            }
            Act::Do(command) => self.ask(command),
            Act::Watch(halves) => {
                for _ in 0..*halves {
                    self.pass(30_000, 0);
                    self.run(&Command::Tick).expect("a tick");
                    let seen = self.now.anchor();
                    let fresh = self
                        .alive
                        .as_ref()
                        .is_some_and(|alive| alive.boot_id == seen.boot_id && seen.boot_ms - alive.boot_ms < 55_000);
                    if !fresh {
                        self.alive = Some(seen.clone());
                    }
                    self.model.seen = Some(seen);
                }
            }
            Act::Away(ms) => self.pass(*ms, 0),
            Act::Sleep(ms) => self.pass(0, *ms),
            Act::Kill => {
                let mut book = Book::default();
                for record in &self.journal {
                    book.take(record, &self.model.rules).expect("a record that was written");
                }
                assert_eq!(book, self.model.book, "what is on record is not what was seen");
                self.model.book = book;
                self.model.seen = self.alive.clone();
            }
            Act::Reboot(off) => {
                self.live(&Act::Kill);
                self.pass(0, *off);
                self.boots += 1;
                self.now =
                    Moment { awake_ms: 20_000, boot_ms: 20_000, boot_id: self.boots.to_string(), ..self.now.clone() };
            }
            Act::Jump(ms) => self.now.wall = self.now.wall.saturating_add(jiff::SignedDuration::from_millis(*ms)),
            Act::Travel(zone) => {
                let zone = TimeZone::get(ZONES[usize::from(*zone)]).expect("a zone");
                self.now.wall = self.now.wall.with_time_zone(zone);
            }
            Act::Log(ago, minutes) => {
                let at = focus_tui::domain::stamp::Stamp::from(&self.now.wall).plus_ms(-ago);
                let seconds = minutes * 60;
                self.ask(&Command::Log(LogEntry { task: None, at, seconds, outcome: Outcome::Completed, note: None }));
            }
        }
        self.is_sane();
    }

    fn sessions(&self) -> Vec<Session> {
        self.model.book.sessions.iter().filter(|session| !session.deleted).cloned().collect()
    }

    /// What holds at every moment, however the wall clock jumps.
    fn is_sane(&self) {
        if let Some(run) = &self.model.timer.run {
            assert!(run.counted_ms >= 0 && run.paused_ms >= 0 && run.slept_ms >= 0, "{run:?}");
            assert!(run.longest_pause_ms <= run.paused_ms + run.slept_ms, "{run:?}");
            if let Clock::Asking(gap) = &run.clock {
                assert!(gap.length_ms() >= i64::from(gap.slept_s) * 1000, "{run:?}");
            }
        }
    }

    /// What holds of every record.
    fn is_true(&self) {
        for session in self.sessions().iter().filter(|session| session.source == Source::Timer) {
            let Some(span) = self.spans.get(session.id.as_str()) else { panic!("nobody saw {session:?} end") };
            let focus = i64::from(session.focus_s) * 1000;
            if !self.counted_gap.iter().any(|id| *id == session.id.as_str()) {
                assert!(focus <= span.awake + 1000, "more focus than awake: {session:?} {span:?}");
            }
            let lasted = session.ended.ms() - session.started.ms();
            assert!(focus <= lasted + 1000, "more focus than time: {session:?} {span:?}");
        }
    }

    /// What holds where the wall clock was never set: no two sessions overlap, and no day is too full.
    fn is_in_order(&self, zone: &TimeZone) {
        let mut spans: Vec<_> = self
            .sessions()
            .iter()
            .filter(|session| session.outcome != Outcome::Skipped && session.started.ms() < session.ended.ms())
            .map(|session| (session.started.ms(), session.ended.ms(), session.focus_s, session.id.to_string()))
            .collect();
        spans.sort();
        for pair in spans.windows(2) {
            assert!(pair[0].1 <= pair[1].0, "overlap: {pair:?}");
        }
        let mut boot: Vec<_> = self.sessions().iter().filter_map(|s| self.spans.get(s.id.as_str()).copied()).collect();
        boot.sort_by_key(|span| (span.from, span.to));
        assert!(boot.windows(2).all(|pair| pair[0].to <= pair[1].from), "overlap on the boot clock: {boot:?}");
        let day_start = self.model.rules.day.start;
        let mut sums: BTreeMap<Date, i64> = BTreeMap::new();
        for (from, to, focus, _) in &spans {
            let mut date = jiff::Timestamp::from_millisecond(*from).expect("in range").to_zoned(zone.clone()).date();
            date = date.yesterday().expect("in range");
            for _ in 0..5 {
                let (begin, end) = day_bounds(date, day_start, zone);
                let inside = (*to).min(end.as_millisecond()) - (*from).max(begin.as_millisecond());
                *sums.entry(date).or_default() += inside.clamp(0, i64::from(*focus) * 1000);
                date = date.tomorrow().expect("in range");
            }
        }
        for (date, sum) in sums {
            let (begin, end) = day_bounds(date, day_start, zone);
            let length = end.as_millisecond() - begin.as_millisecond();
            assert!(sum <= length, "{date} of {length} ms holds {sum} ms of focus");
            assert!((0..=25 * HOUR).contains(&length), "{date} has {length} ms");
        }
    }
}

const CHAINED: &str = "[timer]\nauto_start_breaks = true\nauto_start_focus = true\n";

/// How many histories: ten thousand, or what a longer campaign asks for.
fn cases() -> u32 {
    std::env::var("FOCUS_TUI_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000)
}

fn settings(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 20_000, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(settings(cases()))]

    #[test]
    fn histories_are_true(
        beginning in 0..BEGINNINGS.len(),
        acts in prop::collection::vec(act(), 1..24),
        is_set in any::<bool>(),
        chained in any::<bool>(),
    ) {
        let mut life = Life::beginning(BEGINNINGS[beginning], if chained { CHAINED } else { "" });
        let zone = life.now.wall.time_zone().clone();
        for act in &acts {
            if is_set || !matches!(act, Act::Jump(_) | Act::Travel(_)) {
                life.live(act);
            }
        }
        life.ask(&Command::Settle);
        life.is_true();
        if !is_set {
            life.is_in_order(&zone);
        }
        life.live(&Act::Kill);
    }

}

proptest! {
    #![proptest_config(settings(cases() / 5))]

    /// NTP steps, journeys and hands on the clock change no duration and no outcome.
    #[test]
    fn the_wall_clock_measures_nothing(
        acts in prop::collection::vec(act(), 1..16),
        jumps in prop::collection::vec(-10 * MIN..10 * MIN, 16),
    ) {
        let within_a_day = |act: &Act| match act {
            Act::Reboot(_) | Act::Log(..) | Act::Jump(_) | Act::Travel(_) => None,
            // What comes next goes by the order of the records, which the wall clock made.
            Act::Do(Command::Skip | Command::Toggle) => None,
            Act::Away(ms) => Some(Act::Away(ms % (20 * MIN))),
            Act::Sleep(ms) => Some(Act::Sleep(ms % (20 * MIN))),
            other => Some(other.clone()),
        };
        let mut lives = [0, 1].map(|_| Life::beginning("2026-11-22T10:00:00+01:00[Europe/Berlin]", ""));
        for (act, jump) in acts.iter().filter_map(within_a_day).zip(jumps) {
            lives[1].live(&Act::Jump(jump));
            lives.iter_mut().for_each(|life| life.live(&act));
        }
        lives.iter_mut().for_each(|life| life.ask(&Command::Settle));
        let figures = |life: &Life| {
            let mut spans: Vec<_> = life
                .sessions()
                .iter()
                .filter(|s| !s.kind.is_break())
                .map(|s| {
                    let from = life.spans[s.id.as_str()].from;
                    (from, s.kind, s.outcome, s.focus_s, s.paused_s, s.slept_s, s.longest_pause_s, s.uncertain)
                })
                .collect();
            spans.sort_by_key(|figures| format!("{figures:?}"));
            spans
        };
        prop_assert_eq!(figures(&lives[0]), figures(&lives[1]));
    }

    /// Nobody there but the computer awake: the records of what fell due are those of one who watched.
    #[test]
    fn unseen_is_as_seen(beginning in 0..BEGINNINGS.len(), mode in 0..2_u8, late in 0..4 * HOUR, extend in 1..1800_i64) {
        let [watched, unseen] = [true, false].map(|watched| {
            let mut life = Life::beginning(BEGINNINGS[beginning], "");
            life.live(&Act::Start(mode * 2));
            life.live(&Act::Do(Command::Extend { seconds: extend }));
            if watched {
                life.live(&Act::Watch(((25 * MIN + extend * 1000) / 30_000 + 1) as u8));
            } else {
                life.live(&Act::Kill);
                life.pass(25 * MIN + extend * 1000 + late, 0);
            }
            life.ask(&Command::Settle);
            let mut session = life.sessions().into_iter().next().expect("a session");
            session.latest = Default::default();
            session
        });
        prop_assert_eq!(watched, unseen);
    }
}

#[test]
fn hard_days_have_their_weeks_and_lengths() {
    use focus_tui::domain::week::Week;
    for (date, week) in [("2024-12-30", "2025-W01"), ("2026-12-31", "2026-W53"), ("2027-01-01", "2026-W53")] {
        let date: Date = date.parse().expect("a date");
        assert_eq!(Week::of(date).to_string(), week);
    }
    let hours = |date: &str, zone: &str| {
        let zone = TimeZone::get(zone).expect("a zone");
        let (begin, end) = day_bounds(date.parse().expect("a date"), jiff::civil::Time::midnight(), &zone);
        (end.as_millisecond() - begin.as_millisecond()) as f64 / HOUR as f64
    };
    for (date, zone, length) in [
        ("2026-03-29", "Europe/Berlin", 23.0),
        ("2026-10-25", "Europe/Berlin", 25.0),
        ("2026-03-08", "America/New_York", 23.0),
        ("2026-11-01", "America/New_York", 25.0),
        ("2026-10-04", "Australia/Lord_Howe", 23.5),
        ("2026-04-05", "Australia/Lord_Howe", 24.5),
        ("2011-12-30", "Pacific/Apia", 0.0),
        ("2026-11-22", "Asia/Kathmandu", 24.0),
    ] {
        assert!((hours(date, zone) - length).abs() < 1e-9, "{date} in {zone}: {}", hours(date, zone));
    }
}
