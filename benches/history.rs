//! The history of ten years: from a key in its filter to the sessions that fit (at most 10 ms is wanted), and to
//! the painted screen (at most 16 ms).
mod stage;

use std::hint::black_box;

use crossterm::event::KeyCode;
use divan::Bencher;
use focus_tui::{
    config::Config,
    domain::{
        history::Filter,
        id::Id,
        model::Model,
        moment::Moment,
        record::{Entity, Record},
        session::{Outcome, Session},
        stamp::Stamp,
        task::Task,
    },
};
use jiff::civil::date;
use stage::Stage;

fn main() {
    divan::main();
}

fn record<T: Entity>(entity: &T, at: Stamp) -> Record {
    let (kind, id, fields) = (T::KIND, entity.id().clone(), entity.first_fields());
    Record { kind, id, fields, deleted: None, at, device: "bench".into() }
}

/// 44,000 sessions of 300 tasks; every second one kept no title of its own.
fn model() -> Model {
    let mut model = Model::new(Config::embedded().rules, Vec::new(), "bench");
    let rules = model.rules.clone();
    let begin = Stamp::parse("2016-11-22T08:00:00+01:00").unwrap_or_default();
    for n in 0..300 {
        let title = format!("Write chapter {n} of the thesis");
        let task = Task { id: Id::new(&format!("t{n}")).unwrap_or_default(), title, ..Task::default() };
        let _ = model.book.take(&record(&task, begin), &rules);
    }
    for n in 0..44_000_i64 {
        let started = begin.plus_ms(n / 17 * 86_400_000 + n % 17 * 1_860_000);
        let session = Session {
            id: Id::new(&format!("s{n:08}")).unwrap_or_default(),
            task: Id::new(&format!("t{}", n % 300)),
            title: (n % 2 == 0).then(|| format!("Write chapter {} of the thesis", n % 300)),
            project: Some("university".to_owned()),
            mode: "pomodoro".to_owned(),
            started,
            ended: started.plus_ms(1_500_000),
            focus_s: 1500,
            counted: n % 12 != 0,
            outcome: if n % 12 == 0 { Outcome::Void } else { Outcome::Completed },
            reason: (n % 12 == 0).then(|| "Besprechung über Öl".to_owned()),
            ..Session::default()
        };
        let _ = model.book.take(&record(&session, session.ended), &rules);
    }
    model
}

#[divan::bench(args = [
    "",
    "t",
    "thesis",
    "chapter 17",
    "zzz",
    "öl",
    "project:univ outcome:void",
    "task:17 kind:focus from:2020-01 to:2024-12",
])]
fn filter(bencher: Bencher, text: &str) {
    let model = model();
    bencher.bench_local(|| {
        let filter = Filter::parse(black_box(text), date(2026, 11, 22)).unwrap_or_default();
        black_box(model.history(&filter).sessions.len())
    });
}

/// The first search after a change, which makes the text that the others search in.
#[divan::bench]
fn first(bencher: Bencher) {
    let model = model();
    let filter = Filter::parse("thesis", date(2026, 11, 22)).unwrap_or_default();
    bencher.with_inputs(|| model.clone()).bench_local_refs(|model| black_box(model.history(&filter).sessions.len()));
}

/// A dashboard with the view of all sessions open.
fn opened() -> Stage {
    let wall = "2026-11-22T14:00:00+01:00[Europe/Berlin]".parse().unwrap_or_default();
    let mut stage = Stage::new(model(), Moment { wall, awake_ms: 0, boot_ms: 0, boot_id: "bench".to_owned() });
    stage.keys("H");
    stage.paint();
    stage
}

/// A key into the filter and the picture that it leads to; Backspace and its picture as well, for the next round.
#[divan::bench(args = ["", "thesi", "chapter 1", "outcome:voi", "zz"])]
fn key_to_paint(bencher: Bencher, before: &str) {
    let mut stage = opened();
    stage.keys("/");
    stage.keys(before);
    stage.paint();
    let last = match before {
        "outcome:voi" => 'd',
        "chapter 1" => '7',
        _ => 's',
    };
    bencher.bench_local(|| {
        stage.key(KeyCode::Char(last));
        black_box(stage.paint());
        stage.key(KeyCode::Backspace);
        stage.paint()
    });
}

/// A row down in the middle of everything, and its picture.
#[divan::bench]
fn row_to_paint(bencher: Bencher) {
    let mut stage = opened();
    for _ in 0..200 {
        stage.key(KeyCode::Left);
    }
    bencher.bench_local(|| {
        stage.key(KeyCode::Down);
        stage.paint()
    });
}

/// The first picture after a change of the model: the list is made anew.
#[divan::bench]
fn change_to_paint(bencher: Bencher) {
    let mut stage = opened();
    bencher.bench_local(|| {
        stage.changed();
        stage.paint()
    });
}
