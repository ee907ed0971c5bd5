//! A dashboard without a terminal and a disk: keys go in, cells come out, as its loop does it.
#![allow(dead_code, reason = "each benchmark uses a part of it")]
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use focus_tui::{
    config::Config,
    domain::{command::Command, model::Model, moment::Moment, update::update},
    text::locale::{Lang, Locale},
    ui::{self, ColorDepth, Input, Reply, Scene, Screen, Theme},
};
use ratatui::{buffer::Buffer, layout::Rect};

/// A dashboard of 120×36 in English with the default keys.
pub(crate) struct Stage {
    pub(crate) model: Model,
    pub(crate) screen: Screen,
    now: Moment,
    config: Config,
    locale: Locale,
    theme: Theme,
    area: Rect,
    revision: u64,
}

impl Stage {
    /// Before the first paint.
    pub(crate) fn new(model: Model, now: Moment) -> Self {
        let area = Rect::new(0, 0, 120, 36);
        let mut screen = Screen::new();
        screen.fit(area.width, area.height);
        screen.seen(0);
        let theme = Theme::named("dark", ColorDepth::True, false).expect("a theme of the program");
        let (config, locale) = (Config::embedded(), Locale::new(Lang::En));
        Self { model, screen, now, config, locale, theme, area, revision: 0 }
    }

    /// Makes the terminal another size.
    pub(crate) fn size(&mut self, width: u16, height: u16) {
        self.area = Rect::new(0, 0, width, height);
        self.screen.fit(width, height);
    }

    pub(crate) fn key(&mut self, code: KeyCode) -> Reply {
        let input = Input::Key(KeyEvent::new(code, KeyModifiers::NONE));
        ui::press(&mut self.screen, &self.model, &self.locale, &self.config.keys, &self.now, input)
    }

    pub(crate) fn keys(&mut self, text: &str) {
        text.chars().for_each(|c| drop(self.key(KeyCode::Char(c))));
    }

    /// The model is another one.
    pub(crate) fn changed(&mut self) {
        self.revision += 1;
        self.screen.seen(self.revision);
    }

    /// Carries out a command, as the answer of the desk does.
    pub(crate) fn does(&mut self, command: &Command) {
        let effects = update(&mut self.model, command, &self.now).expect("it is carried out");
        self.changed();
        ui::answered(&mut self.screen, &self.model, &self.locale, command, Ok(&effects));
    }

    pub(crate) fn paint(&self) -> Buffer {
        let mut buffer = Buffer::empty(self.area);
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
        ui::draw(&scene, self.area, &mut buffer);
        buffer
    }
}
