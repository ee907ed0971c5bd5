//! How what happens is made known: bell, the terminal's own notification, the desktop, a sound. Each is on
//! or off for each occasion; none of them can block or fail the timer.
pub mod trial;

use std::{
    io::{self, Write},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use super::{
    backend::Paint,
    hooks::{Ended, Job, carry_out},
};
use crate::{
    config::NotifyConfig,
    domain::{
        command::{Effect, Event},
        occasion::Occasion,
    },
    text::{
        locale::{Arg, Locale},
        sanitize::sanitize,
    },
};

/// How long a player may play, in seconds.
const SOUND_S: u32 = 30;

/// Makes known what happens.
#[derive(Debug)]
pub struct Bell {
    config: NotifyConfig,
    tmux: bool,
    trouble: Arc<Trouble>,
}

/// What could not be made known: said once, whatever happens how often.
#[derive(Debug, Default)]
struct Trouble {
    met: AtomicBool,
    text: Mutex<Option<String>>,
}

impl Trouble {
    fn meet(&self, channel: &str, detail: &str) {
        if !self.met.swap(true, Ordering::Relaxed) {
            tracing::warn!(channel, detail, "not made known");
            *self.text.lock().unwrap_or_else(PoisonError::into_inner) = Some(format!("{channel}: {detail}"));
        }
    }
}

impl Bell {
    /// A bell as it is configured.
    pub fn new(config: &NotifyConfig) -> Self {
        let tmux = std::env::var_os("TMUX").is_some();
        Self { config: config.clone(), tmux, trouble: Arc::default() }
    }

    /// The first thing that could not be made known, once: for the status line.
    pub fn trouble(&self) -> Option<String> {
        self.trouble.text.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// What every dashboard does that sees something happen: bell and the terminal's notification.
    ///
    /// # Errors
    /// What the terminal says.
    pub fn ring(&self, paint: &mut Paint<impl Write>, seen: &[Occasion], locale: &Locale) -> io::Result<()> {
        paint.send(&self.bytes(seen, locale))
    }

    fn bytes(&self, seen: &[Occasion], locale: &Locale) -> Vec<u8> {
        let mut bytes = Vec::new();
        if seen.iter().any(|occasion| self.config.bell.contains(occasion)) {
            bytes.push(b'\x07');
        }
        // Of two things at once, an end and a beginning, one line is enough.
        if let Some(occasion) = seen.iter().find(|occasion| self.config.terminal.contains(occasion)) {
            bytes.extend(osc(&said(*occasion, None, locale), self.tmux));
        }
        bytes
    }

    /// What only the process does that wrote the change: the desktop's notification and the sound. Says whether
    /// anything is on its way.
    pub fn notify(&self, effects: &[Effect], locale: &Locale) -> bool {
        let mut told = false;
        for event in effects.iter().filter_map(|effect| match effect {
            Effect::Event(event) => Some(event),
            _ => None,
        }) {
            let Some(occasion) = event.ring() else { continue };
            if self.config.desktop.contains(&occasion) {
                self.desktop(occasion, event, locale);
                told = true;
            }
            if self.config.sound_on.contains(&occasion) && !self.config.sound.is_empty() {
                self.sound();
                told = true;
            }
        }
        told
    }

    fn desktop(&self, occasion: Occasion, event: &Event, locale: &Locale) {
        let summary = said(occasion, None, locale);
        let body = sanitize(event.task.as_deref().unwrap_or_default()).into_owned();
        let trouble = Arc::clone(&self.trouble);
        // A daemon that hangs costs a thread, nothing else.
        let told = thread::Builder::new().name("notice".to_owned()).spawn(move || {
            if let Err(detail) = show(&summary, &body) {
                trouble.meet("desktop", &detail);
            }
        });
        drop(told);
    }

    fn sound(&self) {
        let Some(job) = player(&self.config) else { return };
        let trouble = Arc::clone(&self.trouble);
        let plays = thread::Builder::new().name("sound".to_owned()).spawn(move || {
            if let Some(detail) = failure(&job, &carry_out(&job)) {
                trouble.meet("sound", &detail);
            }
        });
        drop(plays);
    }
}

/// The player as a program of its own group with a time limit; none where none is set.
fn player(config: &NotifyConfig) -> Option<Job> {
    let argv = config.sound.clone();
    (!argv.is_empty()).then(|| Job { argv, env: Vec::new(), input: String::new(), limit_s: SOUND_S })
}

/// What went wrong with a program; none where nothing did.
fn failure(job: &Job, ended: &Ended) -> Option<String> {
    match ended {
        Ended::Exit(status, _) if status.success() => None,
        Ended::Exit(status, output) => {
            let last = sanitize(output.trim().lines().last().unwrap_or_default()).into_owned();
            Some(if last.is_empty() { status.to_string() } else { format!("{status}: {last}") })
        }
        Ended::TimedOut => Some("time limit".to_owned()),
        Ended::NotStarted(error) => Some(format!("{}: {error}", job.argv.first().map_or("", String::as_str))),
    }
}

/// One line about an occasion.
fn said(occasion: Occasion, task: Option<&str>, locale: &Locale) -> String {
    let key = format!("timer-notice-{}", occasion.word());
    locale.with(&key, &[("task", Arg::Text(task.unwrap_or_default()))]).trim().to_owned()
}

/// A notification by the terminal itself, in both ways that terminals know.
fn osc(text: &str, tmux: bool) -> Vec<u8> {
    let text = sanitize(text).replace(';', ",");
    let mut bytes = Vec::new();
    for osc in [format!("\x1b]9;{text}\x07"), format!("\x1b]777;notify;focus-tui;{text}\x07")] {
        if tmux {
            // tmux passes on what is wrapped, with every escape doubled.
            bytes.extend_from_slice(format!("\x1bPtmux;{}\x1b\\", osc.replace('\x1b', "\x1b\x1b")).as_bytes());
        } else {
            bytes.extend_from_slice(osc.as_bytes());
        }
    }
    bytes
}

#[cfg(feature = "desktop-notify")]
fn show(summary: &str, body: &str) -> Result<(), String> {
    let shown = notify_rust::Notification::new().appname("focus-tui").summary(summary).body(body).show();
    shown.map(drop).map_err(|error| error.to_string())
}

#[cfg(not(feature = "desktop-notify"))]
fn show(_: &str, _: &str) -> Result<(), String> {
    Err("built without desktop notifications".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Config, text::locale::Lang};

    fn bell(config: &str, tmux: bool) -> Bell {
        let (config, problems) = Config::read(config);
        assert_eq!(problems, []);
        Bell { tmux, ..Bell::new(&config.notify) }
    }

    #[test]
    fn each_channel_has_occasions_of_its_own() {
        let bell = bell("[notify]\nbell = [\"void\"]\nterminal = true\n", false);
        let locale = Locale::new(Lang::En);
        let bytes = |seen: &[Occasion]| String::from_utf8(bell.bytes(seen, &locale)).unwrap();
        assert_eq!(bytes(&[Occasion::Void]), "\x07");
        assert_eq!(bytes(&[Occasion::Interrupt]), "");
        let over = "Focus is over.";
        let expected = format!("\x1b]9;{over}\x07\x1b]777;notify;focus-tui;{over}\x07");
        assert_eq!(bytes(&[Occasion::FocusEnd, Occasion::BreakStart]), expected);
    }

    #[test]
    fn tmux_is_asked_to_pass_it_on() {
        let wrapped = String::from_utf8(osc("a;b\x1b", true)).unwrap();
        assert!(wrapped.starts_with("\x1bPtmux;\x1b\x1b]9;a,b\u{fffd}\x07\x1b\\"), "{wrapped:?}");
        assert_eq!(wrapped.matches("\x1bPtmux;").count(), 2);
    }

    #[test]
    fn every_occasion_has_a_line_in_both_languages() {
        for lang in [Lang::En, Lang::ZhCn] {
            let locale = Locale::new(lang);
            for occasion in Occasion::ALL {
                let line = said(*occasion, None, &locale);
                assert!(!line.is_empty() && !line.contains("timer-notice"), "{line}");
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn trouble_is_said_once() {
        let bell = bell("notify.sound = [\"/no/such/player\"]\n", false);
        bell.sound();
        let mut met = None;
        for _ in 0..500 {
            met = bell.trouble();
            if met.is_some() {
                break;
            }
            thread::sleep(std::time::Duration::from_millis(10));
        }
        assert!(met.is_some_and(|text| text.starts_with("sound: ")));
        bell.trouble.meet("sound", "again");
        assert_eq!(bell.trouble(), None);
    }
}
