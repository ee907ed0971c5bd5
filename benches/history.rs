//! The history of ten years: from a key in its filter to the sessions that fit. At most 10 ms is wanted.
use std::hint::black_box;

use divan::Bencher;
use focus_tui::{
    config::Config,
    domain::{
        history::Filter,
        id::Id,
        model::Model,
        record::{Entity, Record},
        session::{Outcome, Session},
        stamp::Stamp,
        task::Task,
    },
};
use jiff::civil::date;

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
