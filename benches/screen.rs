//! From a key to cells: 120×36 with 10,000 open tasks, as the dashboard's loop does it.
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use focus_tui::{
    config::{Config, templates},
    domain::{
        command::{Command, TaskEdit},
        model::Model,
        moment::Moment,
        task::Due,
        update::update,
    },
    text::locale::{Lang, Locale},
    ui::{self, ColorDepth, Input, Scene, Screen, Theme},
};
use jiff::{ToSpan, civil::date};
use ratatui::{buffer::Buffer, layout::Rect};

const TASKS: i64 = 10_000;
const AREA: Rect = Rect { x: 0, y: 0, width: 120, height: 36 };

fn main() {
    divan::main();
}

struct Desk {
    model: Model,
    screen: Screen,
    config: Config,
    locale: Locale,
    theme: Theme,
    now: Moment,
    revision: u64,
}

impl Desk {
    fn new() -> Self {
        let windows = "[day.windows]\nmon = [\"09:00-12:00\", \"13:00-17:30\"]\nthu = [\"09:00-12:00\"]\n";
        let config = Config::read(windows).0;
        let wall = "2026-11-22T14:00:00[Europe/Berlin]".parse().expect("a time");
        let now = Moment { wall, awake_ms: 5_000, boot_ms: 9_000, boot_id: "boot".to_owned() };
        let mut model = Model::new(config.rules.clone(), templates::built_in(), "laptop");
        for n in 0..TASKS {
            let due = (n % 4 != 0).then(|| Due::Day(date(2026, 11, 1).saturating_add((n % 400).days())));
            let edit = TaskEdit {
                title: Some(format!("task {n} 任务 of many")),
                importance: Some(n % 5 + 1),
                due: Some(due),
                estimate: Some((n % 3 != 0).then_some((n % 7 + 1) as f64)),
                ..TaskEdit::default()
            };
            update(&mut model, &Command::AddTask(edit), &now).expect("a task");
        }
        let mut screen = Screen::new();
        screen.fit(AREA.width, AREA.height);
        let mut desk = Self {
            model,
            screen,
            config,
            locale: Locale::new(Lang::En),
            theme: Theme::named("dark", ColorDepth::True, false).expect("a theme"),
            now,
            revision: 0,
        };
        desk.changed();
        desk.draw();
        desk
    }

    /// The model is another one.
    fn changed(&mut self) {
        self.revision += 1;
        self.screen.seen(self.revision);
    }

    fn key(&mut self, code: KeyCode) {
        let input = Input::Key(KeyEvent::new(code, KeyModifiers::NONE));
        ui::press(&mut self.screen, &self.model, &self.locale, &self.config.keys, &self.now, input);
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
}

#[divan::bench]
fn down_and_paint(bencher: divan::Bencher<'_, '_>) {
    let mut desk = Desk::new();
    bencher.bench_local(|| {
        desk.key(KeyCode::Down);
        desk.draw()
    });
}

#[divan::bench]
fn a_letter_of_the_filter_and_paint(bencher: divan::Bencher<'_, '_>) {
    let mut desk = Desk::new();
    desk.key(KeyCode::Char('/'));
    bencher.bench_local(|| {
        desk.key(KeyCode::Char('9'));
        let drawn = desk.draw();
        desk.key(KeyCode::Backspace);
        drawn
    });
}

#[divan::bench]
fn another_model_and_paint(bencher: divan::Bencher<'_, '_>) {
    let mut desk = Desk::new();
    bencher.bench_local(|| {
        desk.changed();
        desk.draw()
    });
}
