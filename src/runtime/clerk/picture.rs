//! `state.toml` while somebody edits it: looked at until it is still, then taken over, or drawn anew where it is gone.
use super::{Hitch, Reply, Trouble, Work, clock};
use crate::{
    domain::command::Command,
    runtime::desk::DeskError,
    store::{Problem, Report},
};

impl Work {
    /// Draws what is behind. A picture that somebody took away in the meantime comes back with a word.
    pub(super) fn tidy(&mut self) {
        if !self.untidy {
            return;
        }
        self.untidy = false;
        let gone = self.had_picture && self.desk.store().is_picture_missing();
        self.desk.tidy(&clock::now());
        self.had_picture |= self.desk.store().picture_stat().is_some();
        let known = |found: &Report| found.problems.iter().any(|known| matches!(known, Problem::NoPicture { .. }));
        if gone && !known(&self.told) && !self.desk.store().is_picture_missing() {
            let mut found = self.told.clone();
            found.problems.push(Problem::NoPicture { path: self.desk.store().picture_path() });
            self.send(Reply::Found(found));
        }
    }

    /// Takes over what was changed in `state.toml` by hand, once it stays as it is.
    pub(super) fn look_at_picture(&mut self) {
        let stat = self.desk.store().picture_stat();
        if self.settling != Some(stat) {
            self.settling = Some(stat);
            return;
        }
        if self.desk.store().is_picture_unfinished(&clock::now()) {
            return;
        }
        self.settling = None;
        if self.barred.is_some() {
            return;
        }
        if self.desk.store().is_picture_missing() {
            // Somebody took it away: it is drawn anew.
            self.untidy = true;
            return;
        }
        let hitch = match self.desk.take_hand_edits(&clock::now()) {
            Ok(None) => None,
            Ok(Some(effects)) => {
                self.untidy = true;
                if effects.is_empty() {
                    // Another process was quicker; what it wrote has been taken in on the way.
                    self.show();
                } else {
                    self.done(Command::TakeEdits(Vec::new()), Ok(effects));
                }
                None
            }
            Err(DeskError::Refused(refusal)) => Some(Hitch::Refused(refusal)),
            Err(DeskError::Store(error)) => Some(Hitch::Trouble(Trouble::of(&error))),
        };
        if hitch.is_some() || self.hitch {
            self.hitch = hitch.is_some();
            self.send(Reply::Picture(hitch));
        }
    }
}
