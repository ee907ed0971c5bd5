//! What keys, pastes and the mouse do while the dashboard runs.
use anyhow::Result;
use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers};

use super::{App, PATIENCE_MS, Setting};
use crate::{
    domain::moment::Moment,
    runtime::{
        clerk::{Clerk, Request},
        signals::stop,
        terminal::Taken,
    },
    ui::{self, Input},
};

impl App<'_> {
    /// Handles one event of the terminal; says whether to quit.
    pub(super) fn key(&mut self, event: Event, clerk: &Clerk, now: &Moment, taken: &mut Taken) -> Result<bool> {
        let input = match event {
            Event::Key(key) if key.kind == KeyEventKind::Release => return Ok(false),
            // In a line that is written it takes the last change back.
            Event::Key(key)
                if key.modifiers.contains(KeyModifiers::CONTROL)
                    && key.code == KeyCode::Char('z')
                    && !self.screen.is_written_in() =>
            {
                self.suspend(taken)?;
                return Ok(false);
            }
            Event::Key(key) => {
                self.banner.read();
                Input::Key(key)
            }
            Event::Paste(text) => Input::Paste(text),
            Event::Mouse(mouse) => Input::Mouse(mouse),
            Event::Resize(columns, rows) => {
                self.screen.fit(columns, rows);
                Input::Resize
            }
            Event::FocusGained | Event::FocusLost => return Ok(false),
        };
        if self.screen.awaits() && input != Input::Resize {
            if self.held.is_empty() {
                self.held_ms = now.awake_ms;
            }
            self.held.push(input);
            return Ok(false);
        }
        self.press(input, clerk, now, taken)
    }

    /// Carries on with what was typed while a form waited for its answer; says whether to quit. Where the
    /// form came back with an error, those keys were meant for something else and are left out.
    pub(super) fn release(&mut self, clerk: &Clerk, now: &Moment, taken: &mut Taken) -> Result<bool> {
        let late = now.awake_ms - self.held_ms >= PATIENCE_MS;
        if self.held.is_empty() || (self.screen.awaits() && !late) {
            return Ok(false);
        }
        let mut held = std::mem::take(&mut self.held).into_iter();
        if self.screen.dialog.is_some() {
            return Ok(false);
        }
        while let Some(input) = held.next() {
            if self.press(input, clerk, now, taken)? {
                return Ok(true);
            }
            if self.screen.awaits() && !late {
                self.held_ms = now.awake_ms;
                self.held = held.collect();
                return Ok(false);
            }
        }
        Ok(false)
    }

    /// Takes in one input; says whether to quit.
    pub(super) fn press(&mut self, input: Input, clerk: &Clerk, now: &Moment, taken: &mut Taken) -> Result<bool> {
        let Setting { locale, config, .. } = &self.setting;
        match ui::press(&mut self.screen, &self.model, locale, &config.keys, now, input) {
            ui::Reply::Ignored | ui::Reply::Redraw => {}
            ui::Reply::Quit => return Ok(true),
            ui::Reply::Set { key, value, form } => self.set(&key, value.as_deref(), form, clerk, taken)?,
            ui::Reply::Do(commands) => {
                self.waiting += commands.len();
                self.asked.get_or_insert(now.awake_ms);
                clerk.ask(Request::Do(commands, now.clone()));
            }
        }
        Ok(false)
    }

    /// Gives the terminal back and stops, as the shell's job control expects; goes on when continued.
    pub(super) fn suspend(&mut self, taken: &Taken) -> Result<()> {
        taken.leave();
        let stopped = stop();
        taken.enter()?;
        self.canvas.backend_mut().forget();
        self.canvas.clear()?;
        Ok(stopped?)
    }
}
