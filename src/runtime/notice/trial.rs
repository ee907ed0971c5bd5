//! Trying every way in which things are made known, and saying which worked.
use std::{io::Write, sync::mpsc::channel, thread, time::Duration};

use super::{failure, osc, player, said, show};
use crate::{
    config::{HookConfig, NotifyConfig},
    domain::occasion::Occasion,
    runtime::hooks::{Ended, carry_out, sample},
    text::locale::Locale,
};

/// How long the desktop may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a player is listened to, in seconds: one that plays on works.
const LISTEN_S: u32 = 3;

/// A way in which things are made known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// The terminal's bell.
    Bell,
    /// OSC 9 and 777.
    Terminal,
    /// A desktop notification.
    Desktop,
    /// The player.
    Sound,
    /// The hook of an occasion.
    Hook(Occasion),
}

impl Channel {
    /// Its name in the settings.
    pub fn name(self) -> String {
        match self {
            Self::Bell => "bell".to_owned(),
            Self::Terminal => "terminal".to_owned(),
            Self::Desktop => "desktop".to_owned(),
            Self::Sound => "sound".to_owned(),
            Self::Hook(occasion) => format!("on_{}", occasion.word()),
        }
    }
}

/// What came of a trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The settings switch it off.
    Off,
    /// There is no terminal to send it to.
    NoTerminal,
    /// It was sent; only a person can tell whether it arrived.
    Sent,
    /// It worked.
    Worked,
    /// It did not, and why.
    Failed(String),
}

/// Tries every channel and every hook that is set, one after the other; takes some seconds at most for each.
/// What belongs to the terminal is written to `out`, where there is one.
pub fn trial(
    notify: &NotifyConfig,
    hooks: &HookConfig,
    out: Option<&mut dyn Write>,
    tmux: bool,
    locale: &Locale,
) -> Vec<(Channel, Found)> {
    let mut out = out;
    let mut send = |on: bool, bytes: &[u8]| match (on, out.as_mut()) {
        (false, _) => Found::Off,
        (true, None) => Found::NoTerminal,
        (true, Some(out)) => match out.write_all(bytes).and_then(|()| out.flush()) {
            Ok(()) => Found::Sent,
            Err(error) => Found::Failed(error.to_string()),
        },
    };
    let text = said(Occasion::FocusEnd, None, locale);
    let mut found = vec![
        (Channel::Bell, send(!notify.bell.is_empty(), b"\x07")),
        (Channel::Terminal, send(!notify.terminal.is_empty(), &osc(&text, tmux))),
        (Channel::Desktop, desktop(!notify.desktop.is_empty(), &text)),
        (Channel::Sound, sound(notify)),
    ];
    for occasion in Occasion::ALL.iter().copied() {
        if let Some(job) = sample(hooks, occasion) {
            let result = failure(&job, &carry_out(&job)).map_or(Found::Worked, Found::Failed);
            found.push((Channel::Hook(occasion), result));
        }
    }
    found
}

fn desktop(on: bool, text: &str) -> Found {
    if !on {
        return Found::Off;
    }
    let (answer, answers) = channel();
    let text = text.to_owned();
    // A daemon that hangs must not hang the trial.
    let asked = thread::Builder::new().name("notice".to_owned()).spawn(move || answer.send(show(&text, "focus-tui")));
    match asked.map(|_| answers.recv_timeout(PATIENCE)) {
        Ok(Ok(Ok(()))) => Found::Worked,
        Ok(Ok(Err(detail))) => Found::Failed(detail),
        Ok(Err(late)) => Found::Failed(late.to_string()),
        Err(error) => Found::Failed(error.to_string()),
    }
}

fn sound(notify: &NotifyConfig) -> Found {
    let Some(mut job) = player(notify).filter(|_| !notify.sound_on.is_empty()) else { return Found::Off };
    job.limit_s = LISTEN_S;
    match carry_out(&job) {
        Ended::TimedOut => Found::Worked,
        ended => failure(&job, &ended).map_or(Found::Worked, Found::Failed),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::{config::Config, text::locale::Lang};

    #[test]
    fn every_way_says_whether_it_worked() {
        let (config, problems) = Config::read(
            "[notify]\nbell = true\nterminal = false\ndesktop = false\nsound = [\"/no/such/player\"]\n[hooks]\non_focus_end = [\"sh\", \"-c\", \"grep -q focus_end\"]\non_void = [\"sh\", \"-c\", \"echo no room >&2; exit 3\"]\n",
        );
        assert_eq!(problems, []);
        let locale = Locale::new(Lang::En);
        let mut out = Vec::new();
        let found = trial(&config.notify, &config.hooks, Some(&mut out), false, &locale);
        let of = |channel: Channel| found.iter().find(|(known, _)| *known == channel).map(|(_, found)| found.clone());
        assert_eq!(of(Channel::Bell), Some(Found::Sent));
        assert_eq!(out, b"\x07");
        assert_eq!((of(Channel::Terminal), of(Channel::Desktop)), (Some(Found::Off), Some(Found::Off)));
        assert!(matches!(of(Channel::Sound), Some(Found::Failed(_))));
        assert_eq!(of(Channel::Hook(Occasion::FocusEnd)), Some(Found::Worked));
        assert!(matches!(of(Channel::Hook(Occasion::Void)), Some(Found::Failed(why)) if why.contains("no room")));
        assert_eq!(of(Channel::Hook(Occasion::BreakEnd)), None);
        assert_eq!(trial(&config.notify, &config.hooks, None, false, &locale)[0].1, Found::NoTerminal);
    }
}
