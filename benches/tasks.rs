//! What a key press costs with many tasks: the order, the filter, the plan of a day, and from a key to cells.
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use focus_tui::{
    config::{Config, templates},
    domain::{
        command::{Command, Scale},
        id::Id,
        model::Model,
        moment::Moment,
        stamp::Stamp,
        task::{Due, Pomodoros, Rank, Task},
        update::update,
    },
    text::{
        filter::Filter,
        locale::{Lang, Locale},
    },
    ui::{self, ColorDepth, Input, Scene, Screen, Theme},
};
use jiff::{ToSpan, civil::date};
use ratatui::{buffer::Buffer, layout::Rect};

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

const AREA: Rect = Rect { x: 0, y: 0, width: 120, height: 36 };

/// The dashboard with 10,000 open tasks, as its loop holds it.
struct Desk {
    model: Model,
    now: Moment,
    screen: Screen,
    config: Config,
    locale: Locale,
    theme: Theme,
    revision: u64,
}

impl Desk {
    /// Before the first paint.
    fn cold() -> Self {
        let (mut model, now) = filled(10_000, |n| 1.0 + (n % 9) as f64);
        model.templates = templates::built_in();
        let mut screen = Screen::new();
        screen.fit(AREA.width, AREA.height);
        screen.seen(0);
        let theme = Theme::named("dark", ColorDepth::True, false).expect("a theme");
        Self { model, now, screen, config: Config::read("").0, locale: Locale::new(Lang::En), theme, revision: 0 }
    }

    fn new() -> Self {
        let desk = Self::cold();
        desk.draw();
        desk
    }

    fn key(&mut self, code: KeyCode) -> ui::Reply {
        let input = Input::Key(KeyEvent::new(code, KeyModifiers::NONE));
        ui::press(&mut self.screen, &self.model, &self.locale, &self.config.keys, &self.now, input)
    }

    fn keys(&mut self, text: &str) {
        for c in text.chars() {
            self.key(KeyCode::Char(c));
        }
    }

    fn draw(&self) -> Buffer {
        let mut buffer = Buffer::empty(AREA);
        let status = self.model.status(&self.now);
        let scene = Scene {
            model: &self.model,
            screen: &self.screen,
            locale: &self.locale,
            theme: &self.theme,
            keymap: &self.config.keys,
            moment: &self.now,
            status: &status,
            badge: None,
            banner: None,
        };
        ui::draw(&scene, AREA, &mut buffer);
        buffer
    }

    /// Takes in a change, as the answer of the desk does.
    fn does(&mut self, command: &Command) {
        let effects = update(&mut self.model, command, &self.now).expect("it is carried out");
        self.revision += 1;
        self.screen.seen(self.revision);
        ui::answered(&mut self.screen, &self.model, &self.locale, command, Ok(&effects));
    }
}

/// The first paint: at most 60 ms.
#[divan::bench]
fn first_paint(bencher: divan::Bencher<'_, '_>) {
    bencher.with_inputs(Desk::cold).bench_local_values(|desk| (desk.draw(), desk));
}

/// A key that moves the cursor, to paint: at most 8 ms.
#[divan::bench(args = ["dashboard", "list", "detail", "matrix", "plan"])]
fn down_to_paint(bencher: divan::Bencher<'_, '_>, view: &str) {
    let mut desk = Desk::new();
    match view {
        "list" => drop(desk.key(KeyCode::Enter)),
        "detail" => (0..2).for_each(|_| drop(desk.key(KeyCode::Enter))),
        "matrix" => desk.keys("m"),
        "plan" => desk.keys("p"),
        _ => {}
    }
    desk.draw();
    bencher.bench_local(|| {
        desk.key(KeyCode::Down);
        desk.draw()
    });
}

/// A letter of the filter, to paint: at most 8 ms.
#[divan::bench(args = ["wrthe", "#the +pay due:wee", "论"])]
fn letter_to_paint(bencher: divan::Bencher<'_, '_>, text: &str) {
    let mut desk = Desk::new();
    desk.keys("/");
    desk.keys(text);
    desk.draw();
    let mut keys = [KeyCode::Char('s'), KeyCode::Backspace].into_iter().cycle();
    bencher.bench_local(|| {
        desk.key(keys.next().expect("an endless row"));
        desk.draw()
    });
}

/// A key that raises a task, the change itself without the disk, and the paint: all 10,000 are put in order anew.
#[divan::bench]
fn raise_to_paint(bencher: divan::Bencher<'_, '_>) {
    let mut desk = Desk::new();
    let mut up = true;
    bencher.bench_local(|| {
        let ui::Reply::Do(commands) = desk.key(KeyCode::Char('}')) else { panic!("nothing is asked for") };
        let Command::Raise { task, .. } = &commands[0] else { panic!("nothing is raised") };
        let (task, scale) = (task.clone(), Scale::Urgency);
        desk.does(&if up { Command::Raise { task, scale } } else { Command::Lower { task, scale } });
        up = !up;
        desk.draw()
    });
}
