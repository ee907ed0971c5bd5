//! How the end of a phase is made known: bell, the terminal's own notification, the desktop, a sound.
//! None of them can block or fail the timer.
use std::{
    io::{self, Write},
    process::{Command as Program, Stdio},
    thread,
};

use super::backend::Paint;
use crate::{
    config::NotifyConfig,
    domain::{
        command::{Effect, Event, Happening},
        model::Model,
    },
    text::{locale::Locale, sanitize::sanitize},
};

/// A phase that ended longer ago than this makes no noise.
const NEWS_MS: i64 = 120_000;

/// Makes the end of a phase known.
#[derive(Debug)]
pub struct Bell {
    config: NotifyConfig,
    tmux: bool,
}

impl Bell {
    /// A bell as it is configured.
    pub fn new(config: &NotifyConfig) -> Self {
        Self { config: config.clone(), tmux: std::env::var_os("TMUX").is_some() }
    }

    /// What every dashboard that sees the end of a phase does: bell and the terminal's notification.
    ///
    /// # Errors
    /// What the terminal says.
    pub fn ring(&self, paint: &mut Paint<impl Write>, model: &Model, locale: &Locale) -> io::Result<()> {
        let mut bytes = Vec::new();
        if self.config.bell {
            bytes.push(b'\x07');
        }
        if self.config.terminal {
            let resting = model.timer.run.as_ref().is_some_and(|run| run.phase.is_break());
            let text = locale.text(if resting { "timer-notice-break" } else { "timer-notice-over" });
            let text = sanitize(&text).replace(';', ",");
            for osc in [format!("\x1b]9;{text}\x07"), format!("\x1b]777;notify;focus-tui;{text}\x07")] {
                if self.tmux {
                    // tmux passes on what is wrapped, with every escape doubled.
                    bytes.extend_from_slice(format!("\x1bPtmux;{}\x1b\\", osc.replace('\x1b', "\x1b\x1b")).as_bytes());
                } else {
                    bytes.extend_from_slice(osc.as_bytes());
                }
            }
        }
        paint.send(&bytes)
    }

    /// What only the process that wrote the transition does: the desktop's notification and the sound.
    pub fn notify(&self, effects: &[Effect], locale: &Locale) {
        for event in effects.iter().filter_map(|effect| match effect {
            Effect::Event(event) if event.what == Happening::Ended && event.late_ms <= NEWS_MS => Some(event),
            _ => None,
        }) {
            self.desktop(event, locale);
            self.sound();
        }
    }

    #[cfg(feature = "desktop-notify")]
    fn desktop(&self, event: &Event, locale: &Locale) {
        if !self.config.desktop {
            return;
        }
        let resting = !event.phase.is_break();
        let summary = locale.text(if resting { "timer-notice-break" } else { "timer-notice-over" });
        let body = sanitize(event.task.as_deref().unwrap_or_default()).into_owned();
        // A daemon that hangs costs a thread, nothing else.
        let told = thread::Builder::new().name("notice".to_owned()).spawn(move || {
            let shown = notify_rust::Notification::new().appname("focus-tui").summary(&summary).body(&body).show();
            if let Err(error) = shown {
                tracing::info!(%error, "no desktop notification");
            }
        });
        drop(told);
    }

    #[cfg(not(feature = "desktop-notify"))]
    fn desktop(&self, _: &Event, _: &Locale) {}

    fn sound(&self) {
        let Some((program, arguments)) = self.config.sound.split_first() else { return };
        let mut player = Program::new(program);
        player.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        match player.spawn() {
            Ok(mut child) => {
                let waits = thread::Builder::new().name("sound".to_owned()).spawn(move || child.wait());
                drop(waits);
            }
            Err(error) => tracing::warn!(%error, program, "no sound"),
        }
    }
}
