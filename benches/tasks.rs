//! What a key press costs with many tasks: the order, the filter, the plan of a day, and from a key to cells.
mod stage;

use crossterm::event::KeyCode;
use focus_tui::{
    config::{Config, templates},
    domain::{
        command::{Command, Scale},
        id::Id,
        model::Model,
        moment::Moment,
        stamp::Stamp,
        task::{Due, Pomodoros, Rank, Task},
    },
    text::filter::Filter,
    ui::Reply,
};
use jiff::{ToSpan, civil::date};
use stage::Stage;

fn main() {
    divan::main();
}

const WORDS: [&str; 8] = ["write", "thesis", "pay", "bill", "release", "call", "论文", "review"];

/// A model with work windows and so many open tasks of every shape.
fn filled(count: usize, estimate: impl Fn(usize) -> f64) -> (Model, Moment) {
    let windows =
        ["mon", "tue", "wed", "thu", "fri"].map(|day| format!("{day} = [\"09:00-12:00\", \"13:00-17:30\"]\n"));
    let (config, problems) = Config::read(&format!("[day.windows]\n{}", windows.concat()));
    assert!(problems.is_empty());
    let wall = "2026-11-23T08:00:00+01:00[Europe/Berlin]".parse().expect("a zoned time");
    let now = Moment { wall, awake_ms: 0, boot_ms: 0, boot_id: "bench".to_owned() };
    let mut model = Model::new(config.rules, Vec::new(), "bench");
    for n in 0..count {
        let word = |step: usize| WORDS[(n / step) % WORDS.len()];
        let id = Id::new(&format!("t{n:05}")).expect("an id");
        let task = Task {
            id: id.clone(),
            title: format!("{} {} {} {n}", word(1), word(8), word(64)),
            importance: Rank::new(1 + (n % 5) as i64).expect("1 to 5"),
            due: (n % 3 == 0).then(|| Due::Day(date(2026, 11, 20).saturating_add(((n % 300) as i64).days()))),
            estimates: (n % 4 != 0).then(|| Pomodoros::new(estimate(n))).flatten().into_iter().collect(),
            project: (n % 2 == 0).then(|| word(3).to_owned()),
            tags: vec![word(5).to_owned()],
            created: Stamp::new(1_790_000_000_000 + n as i64 * 60_000, 3600).expect("a stamp"),
            ..Task::default()
        };
        model.book.tasks.insert(id, task);
    }
    (model, now)
}

/// 10,000 open tasks in order: what follows every change.
#[divan::bench]
fn order_10_000(bencher: divan::Bencher<'_, '_>) {
    let (model, now) = filled(10_000, |n| 1.0 + (n % 9) as f64);
    bencher.bench_local(|| model.agenda(&now).len());
}

/// A filter over 10,000 rows: what follows every letter. At most 5 ms.
#[divan::bench(args = ["wrthes", "write thesis 9", "论文", "#the +pay due:week", "call q:2 band:medium", "zzzz"])]
fn filter_10_000(bencher: divan::Bencher<'_, '_>, text: &str) {
    let (model, now) = filled(10_000, |n| 1.0 + (n % 9) as f64);
    let rows = model.agenda(&now);
    bencher.bench_local(|| Filter::parse(text, &[]).expect("a filter").apply(&rows, &model, &now).len());
}

/// 200 tasks of up to 30 pomodoros: at most 5 ms.
#[divan::bench]
fn plan_200(bencher: divan::Bencher<'_, '_>) {
    let (model, now) = filled(200, |n| 1.0 + (n % 30) as f64);
    bencher.bench_local(|| model.offer(&now, now.wall.date()).today.len());
}

/// The dashboard with 10,000 open tasks before its first paint.
fn cold() -> Stage {
    let (mut model, now) = filled(10_000, |n| 1.0 + (n % 9) as f64);
    model.templates = templates::built_in().into();
    Stage::new(model, now)
}

/// The same after it.
fn painted() -> Stage {
    let stage = cold();
    stage.paint();
    stage
}

/// The first paint: at most 60 ms.
#[divan::bench]
fn first_paint(bencher: divan::Bencher<'_, '_>) {
    bencher.with_inputs(cold).bench_local_values(|stage| (stage.paint(), stage));
}

/// A key that moves the cursor, to paint: at most 8 ms.
#[divan::bench(args = ["dashboard", "large", "list", "detail", "matrix", "plan"])]
fn down_to_paint(bencher: divan::Bencher<'_, '_>, view: &str) {
    let mut stage = painted();
    match view {
        // All about the task and the hours of the day are on it as well.
        "large" => stage.size(200, 60),
        "list" => drop(stage.key(KeyCode::Enter)),
        "detail" => (0..2).for_each(|_| drop(stage.key(KeyCode::Enter))),
        "matrix" => stage.keys("m"),
        "plan" => stage.keys("p"),
        _ => {}
    }
    stage.paint();
    bencher.bench_local(|| {
        stage.key(KeyCode::Down);
        stage.paint()
    });
}

/// A letter of the filter, to paint: at most 8 ms.
#[divan::bench(args = ["wrthe", "#the +pay due:wee", "论"])]
fn letter_to_paint(bencher: divan::Bencher<'_, '_>, text: &str) {
    let mut stage = painted();
    stage.keys("/");
    stage.keys(text);
    stage.paint();
    let mut keys = [KeyCode::Char('s'), KeyCode::Backspace].into_iter().cycle();
    bencher.bench_local(|| {
        stage.key(keys.next().expect("an endless row"));
        stage.paint()
    });
}

/// A key that raises a task, the change itself without the disk, and the paint: all 10,000 are put in order anew.
#[divan::bench]
fn raise_to_paint(bencher: divan::Bencher<'_, '_>) {
    let mut stage = painted();
    let mut up = true;
    bencher.bench_local(|| {
        let Reply::Do(commands) = stage.key(KeyCode::Char('}')) else { panic!("nothing is asked for") };
        let Command::Raise { task, .. } = &commands[0] else { panic!("nothing is raised") };
        let (task, scale) = (task.clone(), Scale::Urgency);
        stage.does(&if up { Command::Raise { task, scale } } else { Command::Lower { task, scale } });
        up = !up;
        stage.paint()
    });
}

/// A model that somebody else has changed, to paint.
#[divan::bench(args = [120, 200])]
fn change_to_paint(bencher: divan::Bencher<'_, '_>, columns: u16) {
    let mut stage = painted();
    stage.size(columns, columns * 3 / 10);
    bencher.bench_local(|| {
        stage.changed();
        stage.paint()
    });
}
