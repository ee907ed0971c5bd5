//! A dashboard without a terminal: keys in, text out. Time moves only when a test says so.
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent, MouseEventKind};
use focus_tui::{
    config::{Config, listed, templates},
    domain::{
        capacity::{Week as WorkWeek, Windows},
        command::{Command, Effect, LogEntry, Refusal, Scores, TaskEdit},
        model::Model,
        moment::Moment,
        session::Outcome,
        stamp::Stamp,
        task::Due,
        update::update,
        week::Week,
    },
    text::locale::{Lang, Locale},
    ui::{self, Badge, ColorDepth, Input, Keymap, Reply, Scene, Screen, Theme},
};
use jiff::{ToSpan, Zoned};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

pub(crate) struct Stage {
    pub(crate) model: Model,
    pub(crate) screen: Screen,
    pub(crate) locale: Locale,
    pub(crate) theme: Theme,
    pub(crate) keymap: Keymap,
    pub(crate) now: Moment,
    pub(crate) banner: Option<String>,
    pub(crate) quit: bool,
    /// The setting that was to be changed last.
    pub(crate) set: Option<(String, Option<String>)>,
    size: (u16, u16),
}

impl Stage {
    /// An empty program on Sunday 22 November 2026, 14:00, work windows on weekdays.
    pub(crate) fn empty(lang: Lang) -> Self {
        let wall: Zoned = "2026-11-22T14:00:00[Europe/Berlin]".parse().unwrap();
        let now = Moment { wall, awake_ms: 5_000, boot_ms: 9_000, boot_id: "boot".to_owned() };
        let mut stage = Self {
            model: Model::new(Config::embedded().rules, templates::built_in(), "laptop"),
            screen: Screen::new(),
            locale: Locale::new(lang),
            theme: Theme::named("dark", ColorDepth::True, false).unwrap(),
            keymap: Config::embedded().keys,
            now,
            banner: None,
            quit: false,
            set: None,
            size: (120, 36),
        };
        stage.size(120, 36);
        stage.screen.set_settings(listed("[timer]\nfocus = \"50m\"\n[screen]\nmouse = false\n", lang));
        stage
    }

    /// Twelve weeks of work, five tasks, two scored weeks as in the worked example and some before.
    pub(crate) fn lived_in(lang: Lang) -> Self {
        let mut stage = Self::empty(lang);
        let day = Windows::new(vec!["09:00-12:30".parse().unwrap(), "13:30-17:30".parse().unwrap()]).unwrap();
        stage.model.rules.day.windows = WorkWeek::new(std::array::from_fn(|_| day.clone()));
        let this = Week::parse("2026-W47").unwrap();
        let titles: [(&str, &str); 5] = [
            ("ship release", "发布新版本"),
            ("pay overdue bill", "交逾期的账单"),
            ("write thesis chapter on priority queues", "写论文第三章"),
            ("read paper", "读论文"),
            ("tidy the desk", "整理桌面"),
        ];
        let title = |at: usize| if lang == Lang::ZhCn { titles[at].1 } else { titles[at].0 };
        let at = |text: &str| Due::At(Stamp::from(&text.parse::<Zoned>().unwrap()));
        let edits = [
            (5, Some(at("2026-11-22T18:00:00[Europe/Berlin]")), Some(6.0), Some("release")),
            (3, Some(Due::Day("2026-11-18".parse().unwrap())), Some(1.0), None),
            (5, Some(Due::Day("2027-04-30".parse().unwrap())), Some(40.0), Some("thesis")),
            (2, Some(Due::Day("2026-11-26".parse().unwrap())), Some(2.0), Some("thesis")),
            (1, None, None, None),
        ];
        for (index, (importance, due, estimate, project)) in edits.into_iter().enumerate() {
            stage.does(Command::AddTask(TaskEdit {
                title: Some(title(index).to_owned()),
                importance: Some(importance),
                due: Some(due),
                estimate: Some(estimate),
                project: Some(project.map(str::to_owned)),
                tags: Some(if index == 0 { vec!["work".to_owned()] } else { Vec::new() }),
                ..TaskEdit::default()
            }));
        }
        for back in (0..12).rev() {
            let week = this.plus(-back);
            let count = [6, 7, 4, 9, 8, 12, 10, 3, 7, 9, 6, 5][back as usize % 12];
            for n in 0..count {
                let day = week.monday().checked_add((n % 5).days()).unwrap();
                let start = day.at(9 + (n / 5) as i8, 0, 0, 0).in_tz("Europe/Berlin").unwrap();
                stage.does(Command::Log(LogEntry {
                    task: (n % 3 == 0).then(|| title(2).to_owned()),
                    at: Stamp::from(&start),
                    seconds: 1500,
                    outcome: Outcome::Completed,
                    note: None,
                }));
            }
        }
        let sets: [[f64; 4]; 6] = [
            [60.0, 65.0, 55.0, 70.0],
            [62.0, 66.0, 60.0, 72.0],
            [70.0, 70.0, 60.0, 75.0],
            [66.0, 72.0, 62.0, 80.0],
            [80.0, 75.0, 65.0, 85.0],
            [90.0, 80.0, 70.0, 90.0],
        ];
        for (set, back) in sets.iter().zip([9, 7, 5, 3, 1, 0]) {
            let ids = ["identification", "analysis", "decision", "execution"];
            stage.does(Command::Assess(Scores {
                template: "agility".to_owned(),
                scores: ids.iter().zip(set).map(|(id, score)| ((*id).to_owned(), *score)).collect(),
                week: Some(this.plus(-back)),
                ..Scores::default()
            }));
        }
        stage
    }

    pub(crate) fn size(&mut self, width: u16, height: u16) {
        self.size = (width, height);
        self.screen.fit(width, height);
    }

    /// Carries a command out, as another process would.
    pub(crate) fn does(&mut self, command: Command) {
        update(&mut self.model, &command, &self.now).unwrap_or_else(|refusal| panic!("{command:?}: {refusal:?}"));
    }

    /// Time passes while somebody watches.
    pub(crate) fn watch(&mut self, ms: i64) {
        let mut left = ms;
        while left > 0 {
            let step = left.min(1000);
            self.now = self.now.later(step, 0);
            left -= step;
            self.ask(&Command::Tick).unwrap();
            self.model.seen = Some(self.now.anchor());
        }
    }

    /// The machine sleeps.
    pub(crate) fn sleep(&mut self, ms: i64) {
        self.now = self.now.later(0, ms);
        self.ask(&Command::Tick).unwrap();
    }

    fn ask(&mut self, command: &Command) -> Result<Vec<Effect>, Refusal> {
        let outcome = update(&mut self.model, command, &self.now);
        let told = outcome.as_ref().map(Vec::as_slice);
        ui::answered(&mut self.screen, &self.model, &self.locale, command, told);
        outcome
    }

    pub(crate) fn input(&mut self, input: Input) -> Reply {
        let Self { screen, model, locale, keymap, now, .. } = self;
        let reply = ui::press(screen, model, locale, keymap, now, input);
        match &reply {
            Reply::Do(commands) => {
                for command in commands {
                    if self.ask(command).is_err() {
                        break;
                    }
                }
            }
            Reply::Quit => self.quit = true,
            Reply::Set { key, value, .. } => self.set = Some((key.clone(), value.clone())),
            Reply::Ignored | Reply::Redraw => {}
        }
        reply
    }

    /// Types: characters as they are, named keys as `<enter>`, `<shift-right>`.
    pub(crate) fn keys(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|tail| tail.split_once('>'));
            let (key, after) = match named.and_then(|(name, after)| Some((key(name)?, after))) {
                Some(found) => found,
                None => (KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE), &rest[c.len_utf8()..]),
            };
            self.input(Input::Key(key));
            rest = after;
        }
    }

    pub(crate) fn click(&mut self, column: u16, row: u16) {
        let kind = MouseEventKind::Down(crossterm::event::MouseButton::Left);
        self.input(Input::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
    }

    pub(crate) fn scroll(&mut self, column: u16, row: u16, down: bool) {
        let kind = if down { MouseEventKind::ScrollDown } else { MouseEventKind::ScrollUp };
        self.input(Input::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
    }

    pub(crate) fn draw(&self) -> (Buffer, Option<Position>) {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buffer = Buffer::empty(area);
        let status = self.model.status(&self.now);
        let scene = Scene {
            model: &self.model,
            screen: &self.screen,
            locale: &self.locale,
            theme: &self.theme,
            keymap: &self.keymap,
            moment: &self.now,
            status: &status,
            badge: Some(&Badge::Saved),
            banner: self.banner.as_deref(),
        };
        let cursor = ui::draw(&scene, area, &mut buffer);
        (buffer, cursor)
    }

    /// What a person sees, line by line, without spaces at the ends.
    pub(crate) fn text(&self) -> String {
        text_of(&self.draw().0)
    }

    /// What a person sees at another size.
    pub(crate) fn text_at(&mut self, width: u16, height: u16) -> String {
        self.size(width, height);
        self.text()
    }
}

/// The text of a buffer: a wide character stands once, for both of its cells.
pub(crate) fn text_of(buffer: &Buffer) -> String {
    let area = buffer.area;
    let mut lines = Vec::new();
    for y in area.top()..area.bottom() {
        let mut line = String::new();
        let mut x = area.left();
        while x < area.right() {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += (focus_tui::text::width::width(symbol) as u16).max(1);
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n")
}

fn key(name: &str) -> Option<KeyEvent> {
    let mut modifiers = KeyModifiers::NONE;
    let mut rest = name;
    for (prefix, modifier) in
        [("ctrl-", KeyModifiers::CONTROL), ("shift-", KeyModifiers::SHIFT), ("alt-", KeyModifiers::ALT)]
    {
        if let Some(tail) = rest.strip_prefix(prefix) {
            (rest, modifiers) = (tail, modifiers | modifier);
        }
    }
    let code = match rest {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "space" => KeyCode::Char(' '),
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "backspace" => KeyCode::Backspace,
        "delete" => KeyCode::Delete,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgdn" => KeyCode::PageDown,
        _ => KeyCode::Char(rest.chars().next().filter(|c| rest.len() == c.len_utf8())?),
    };
    Some(KeyEvent::new(code, modifiers))
}

/// Every wide character has its second cell empty beside it, none is cut at the edge, and no cell holds what
/// could steer a terminal.
pub(crate) fn whole(buffer: &Buffer) -> Result<(), String> {
    let area = buffer.area;
    for y in area.top()..area.bottom() {
        let mut x = area.left();
        while x < area.right() {
            let symbol = buffer[(x, y)].symbol();
            let wide = focus_tui::text::width::width(symbol) as u16;
            if symbol.chars().any(char::is_control) || wide < 1 || x + wide > area.right() {
                return Err(format!("{symbol:?} at {x},{y} in {area:?}"));
            }
            if (1..wide).any(|beside| !buffer[(x + beside, y)].symbol().trim().is_empty()) {
                return Err(format!("something under {symbol:?} at {x},{y}"));
            }
            x += wide;
        }
    }
    Ok(())
}
