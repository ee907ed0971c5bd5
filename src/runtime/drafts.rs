//! Which drafts are on disk by now, and when the others are handed over to be kept.
use std::time::Duration;

use super::clerk::{Clerk, Request};
use crate::{
    domain::{draft::Draft, moment::Moment},
    ui::Screen,
};

/// How often what is being written is kept.
const PAUSE_MS: i64 = 500;

/// The drafts as they were last handed over, and when.
#[derive(Debug, Default)]
pub struct Kept {
    drafts: Vec<Draft>,
    at_ms: Option<i64>,
}

impl Kept {
    /// Begins with those that the screen has taken back; how many they are.
    pub fn begin(&mut self, screen: &Screen) -> i64 {
        self.drafts = screen.drafts();
        i64::try_from(self.drafts.len()).unwrap_or(i64::MAX)
    }

    /// Hands over what was written since: at once where a form was left or everything `ends`, every now
    /// and then while one is written in. Says how long until then.
    pub fn keep(&mut self, screen: &Screen, clerk: &Clerk, now: &Moment, ends: bool) -> Option<Duration> {
        let drafts = screen.drafts();
        if drafts == self.drafts {
            return None;
        }
        let left = self.at_ms.map_or(0, |at| PAUSE_MS - now.awake_ms.saturating_sub(at));
        if screen.dialog.is_some() && left > 0 && !ends {
            return Some(Duration::from_millis(left.unsigned_abs()));
        }
        let keep = drafts.iter().filter(|draft| !self.drafts.contains(draft)).cloned().collect();
        let gone = self.drafts.iter().filter(|known| !drafts.iter().any(|draft| draft.is_of(known)));
        clerk.ask(Request::Drafts(keep, gone.cloned().collect()));
        self.drafts = drafts;
        self.at_ms = Some(now.awake_ms);
        None
    }
}
