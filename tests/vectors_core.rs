//! The timer, the task score and the calendar against independently computed vectors.
use focus_tui::{
    config::Config,
    domain::{
        command::{Command, Start},
        model::Model,
        moment::Moment,
        priority::{self, Facts, Place, UrgencySource},
        rules::Rules,
        session::{Origin, Outcome, Session},
        task::Rank,
        update::update,
        week::{Week, day_bounds, logical_date},
    },
};
use jiff::{Timestamp, Zoned, civil::Time, tz::TimeZone};
use serde_json::Value;

fn vectors(text: &str) -> Value {
    serde_json::from_str(text).expect("the vectors are JSON")
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs().max(1.0)
}

fn moment() -> Moment {
    let wall: Zoned = "2026-11-22T09:00:00+01:00[Europe/Berlin]".parse().expect("a time");
    Moment { wall, awake_ms: 1_000_000, boot_ms: 2_000_000, boot_id: "boot".to_owned() }
}

#[test]
fn timer_accounting() {
    let vectors = vectors(include_str!("vectors/timer_accounting.json"));
    for case in vectors["cases"].as_array().unwrap() {
        let label = case["label"].as_str().unwrap();
        let mut rules: Rules = Config::embedded().rules;
        rules.timer.focus_s = u32::try_from(case["planned_s"].as_u64().unwrap()).unwrap();
        rules.timer.longest_pause_s = u32::try_from(case["options"]["void_after_pause_s"].as_u64().unwrap()).unwrap();
        rules.timer.auto_start_breaks = false;
        let mut model = Model::new(rules, Vec::new(), "device");
        let start = moment();
        let mut session = None;
        let mut last = start.clone();
        for event in case["events"].as_array().unwrap() {
            last = start.later(event["t"].as_i64().unwrap() * 1000, 0);
            let command = match event["kind"].as_str().unwrap() {
                "start" => Command::Start(Start::default()),
                "tick" => Command::Tick,
                "pause" => Command::Pause,
                "resume" => Command::Resume,
                "void" => Command::Void { reason: None },
                "finish" => Command::Finish,
                "internal" => Command::Interrupt { kind: Origin::Internal, note: None },
                "external" => Command::Interrupt { kind: Origin::External, note: None },
                other => panic!("{label}: {other}"),
            };
            update(&mut model, &command, &last).unwrap_or_else(|refusal| panic!("{label}: {refusal:?}"));
            session = model.book.sessions.iter().next().cloned();
        }
        let expected = &case["expected"];
        let seconds = |key: &str| expected[key].as_i64().unwrap();
        let Some(session): Option<Session> = session else {
            assert_eq!(expected["outcome"], "running", "{label}");
            assert_eq!(model.status(&last).elapsed_s, seconds("focus_s"), "{label}");
            continue;
        };
        assert_eq!(expected["outcome"], session.outcome.word(), "{label}");
        assert_eq!(seconds("focus_s"), i64::from(session.focus_s), "{label}");
        assert_eq!(seconds("paused_s"), i64::from(session.paused_s), "{label}");
        assert_eq!(seconds("max_pause_s"), i64::from(session.longest_pause_s), "{label}");
        assert_eq!(seconds("internal"), i64::from(session.internal), "{label}");
        assert_eq!(seconds("external"), i64::from(session.external), "{label}");
        assert_eq!(seconds("pomodoros_counted"), i64::from(session.counted), "{label}");
        assert_eq!(expected["clean"], session.is_clean(), "{label}");
        let wall_s = (session.ended.ms() - session.started.ms()) / 1000;
        assert_eq!(seconds("wall_s"), wall_s, "{label}");
        assert_eq!(seconds("ended_at"), wall_s, "{label}");
        assert_eq!(session.outcome == Outcome::Void, expected["outcome"] == "void", "{label}");
    }
}

fn days_between(from: &str, to: &str) -> f64 {
    let ms = |text: &str| text.parse::<Timestamp>().expect("an instant").as_millisecond() as f64;
    (ms(to) - ms(from)) / 86_400_000.0
}

fn facts(task: &Value, now: &str) -> Facts {
    let rank = |key: &str| task[key].as_i64().and_then(Rank::new);
    let waited_for = task["blocks"].as_array().is_some_and(|blocks| !blocks.is_empty());
    Facts {
        importance: rank("importance").unwrap_or_default(),
        days_left: task["due"].as_str().map(|due| days_between(now, due)),
        remaining: task["remaining_pomodoros"].as_f64(),
        available: task["available_pomodoros_until_due"].as_f64(),
        urgency: rank("urgency"),
        age_days: days_between(task["created"].as_str().unwrap(), now),
        blocks: waited_for,
    }
}

#[test]
fn task_priority() {
    let vectors = vectors(include_str!("vectors/task_priority.json"));
    let now = vectors["now"].as_str().unwrap();
    let tasks = vectors["tasks"].as_array().unwrap();
    let rules = Config::embedded().rules.score;
    for (task, expected) in tasks.iter().zip(vectors["scores"].as_array().unwrap()) {
        let id = task["id"].as_str().unwrap();
        let score = priority::score(&facts(task, now), &rules);
        assert!(close(score.score, expected["score"].as_f64().unwrap()), "{id}");
        for (term, expected) in score.terms.iter().zip(expected["terms"].as_array().unwrap()) {
            assert_eq!(term.name, expected["name"], "{id}");
            assert!(close(term.value, expected["value"].as_f64().unwrap()), "{id} {}", term.name);
            assert!(close(term.contribution(), expected["contribution"].as_f64().unwrap()), "{id} {}", term.name);
        }
        assert!(expected["quadrant"].as_str().unwrap().starts_with(score.quadrant.word()), "{id}");
        assert_eq!(expected["band"], score.band.word(), "{id}");
        // The vectors count an overdue date as "due"; the program says more.
        let source = if score.source == UrgencySource::Overdue { UrgencySource::Due } else { score.source };
        assert_eq!(expected["urgency_source"], source.word(), "{id}");
    }
    let order = |rules| {
        let score = |task: &Value| priority::score(&facts(task, now), rules).score;
        let ms = |text: &str| text.parse::<Timestamp>().unwrap().as_millisecond();
        let mut places: Vec<Place<'_>> = tasks
            .iter()
            .map(|task| Place {
                pinned: false,
                by_hand: None,
                blocked: task["blocked_by"].as_array().is_some_and(|by| !by.is_empty()),
                score: score(task),
                due_ms: task["due"].as_str().map(ms),
                importance: task["importance"].as_i64().and_then(Rank::new).unwrap_or_default(),
                remaining: task["remaining_pomodoros"].as_f64(),
                created_ms: ms(task["created"].as_str().unwrap()),
                id: task["id"].as_str().unwrap(),
            })
            .collect();
        places.sort_by(priority::compare);
        places.into_iter().map(|place| place.id.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(Value::from(order(&rules)), vectors["expected_order"]);
    let alternative = &vectors["alternative"];
    let coefficient = |name: &str| alternative["coefficients"][name].as_f64().unwrap();
    let mut other = rules.clone();
    other.importance = coefficient("importance");
    other.urgency = coefficient("urgency");
    other.age = coefficient("age");
    other.blocking = coefficient("blocking");
    for task in tasks {
        let id = task["id"].as_str().unwrap();
        let score = priority::score(&facts(task, now), &other).score;
        assert!(close(score, alternative["scores"][id].as_f64().unwrap()), "{id}");
    }
    assert_eq!(Value::from(order(&other)), alternative["expected_order"]);
    for case in vectors["U_due_table"].as_array().unwrap() {
        let urgency = priority::due_urgency(case["days_left"].as_f64(), &rules);
        assert!(close(urgency, case["U_due"].as_f64().unwrap()), "{case}");
    }
    for case in vectors["quadrants"].as_array().unwrap() {
        let rank = Rank::new(case["importance"].as_i64().unwrap()).unwrap();
        let quadrant = priority::quadrant(rank, case["U"].as_f64().unwrap(), &rules);
        assert!(case["quadrant"].as_str().unwrap().starts_with(quadrant.word()), "{case}");
    }
}

#[test]
fn time_weeks() {
    let vectors = vectors(include_str!("vectors/time_weeks.json"));
    for case in vectors["iso"].as_array().unwrap() {
        let zone = TimeZone::get(case["zone"].as_str().unwrap()).expect("a bundled zone");
        let hour = i8::try_from(case["day_start_hour"].as_i64().unwrap()).unwrap();
        let day_start = Time::constant(hour, 0, 0, 0);
        let instant: Timestamp = case["instant"].as_str().unwrap().parse().unwrap();
        let date = logical_date(instant.to_zoned(zone.clone()).datetime(), day_start);
        assert_eq!(case["logical_date"], date.to_string(), "{case}");
        let week = Week::of(date);
        assert_eq!(case["iso_label"], week.to_string(), "{case}");
        assert_eq!(Week::parse(&week.to_string()), Some(week));
        assert_eq!(case["iso_year"], i64::from(week.year()), "{case}");
        assert_eq!(case["iso_week"], i64::from(week.number()), "{case}");
        assert_eq!(case["iso_weekday"], i64::from(date.weekday().to_monday_one_offset()), "{case}");
        assert_eq!(case["week_start_date"], week.monday().to_string(), "{case}");
        let (start, end) = day_bounds(date, day_start, &zone);
        assert_eq!(case["day_start_utc"], start.to_string(), "{case}");
        assert_eq!(case["day_end_utc"], end.to_string(), "{case}");
        let hours = (end.as_millisecond() - start.as_millisecond()) as f64 / 3_600_000.0;
        assert!(close(hours, case["day_hours"].as_f64().unwrap()), "{case}");
        let (week_start, _) = day_bounds(week.monday(), day_start, &zone);
        let (week_end, _) = day_bounds(week.plus(1).monday(), day_start, &zone);
        assert_eq!(case["week_start_utc"], week_start.to_string(), "{case}");
        assert_eq!(case["week_end_utc"], week_end.to_string(), "{case}");
    }
    for case in vectors["iso_year_lengths"].as_array().unwrap() {
        let year = i16::try_from(case["year"].as_i64().unwrap()).unwrap();
        let weeks = i8::try_from(case["weeks"].as_i64().unwrap()).unwrap();
        assert!(Week::new(year, weeks).is_some() && Week::new(year, weeks + 1).is_none(), "{case}");
        assert_eq!(case["first_monday"], Week::new(year, 1).unwrap().monday().to_string());
        assert_eq!(case["last_day"], Week::new(year, weeks).unwrap().days().last().unwrap().to_string());
    }
    for case in vectors["splits"].as_array().unwrap() {
        let zone = TimeZone::get(case["zone"].as_str().unwrap()).unwrap();
        let hour = i8::try_from(case["day_start_hour"].as_i64().unwrap()).unwrap();
        let start: Timestamp = case["start"].as_str().unwrap().parse().unwrap();
        let date = logical_date(start.to_zoned(zone).datetime(), Time::constant(hour, 0, 0, 0));
        assert_eq!(case["counted_on"], date.to_string(), "{case}");
    }
}
