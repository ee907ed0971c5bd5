//! `state.toml` while somebody edits it: looked at until it is still, then taken over, or drawn anew where it is gone.
use super::{Hitch, Reply, Trouble, Work, clock};
use crate::{domain::command::Command, runtime::desk::DeskError, store::Problem};

impl Work {
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
            // Somebody took it away: it is drawn anew, and that is said.
            self.untidy = true;
            let mut found = self.told.clone();
            let path = self.desk.store().picture_path();
            if !found.problems.iter().any(|known| matches!(known, Problem::NoPicture { .. })) {
                found.problems.push(Problem::NoPicture { path });
                self.send(Reply::Found(found));
            }
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
