//! What somebody changed in state.toml by hand, as far as it is understood without the lock, and what was taken over.
//! Spec: storage, rule 6.
use std::path::PathBuf;

use super::{
    Store, cache,
    disk::steady,
    edits,
    error::StoreError,
    picture::{mark_in, untouched},
    wire,
};
use crate::domain::{model::Model, undo::FieldChange};

/// What somebody made of a picture.
#[derive(Debug)]
pub(super) struct Edit {
    pub text: String,
    /// The shadow then.
    pub shadow: Option<String>,
    shown: edits::Things,
    base: edits::Base,
    /// A checksum of what it was made of.
    drawn: u64,
}

impl Store {
    /// What [`Self::take_hand_edits`] would take over, in the same order; empty where nobody changed
    /// anything. Never writes, takes no lock.
    ///
    /// # Errors
    /// As [`Self::take_hand_edits`].
    pub fn hand_edits(&self, model: &Model) -> Result<Vec<FieldChange>, StoreError> {
        match self.edit()? {
            None => Ok(Vec::new()),
            Some(edit) => self.changes_in(&edit, model),
        }
    }

    pub(super) fn changes_in(&self, edit: &Edit, model: &Model) -> Result<Vec<FieldChange>, StoreError> {
        edits::changes(&edit.shown, &edit.base, edit.drawn, model).map_err(|flaw| self.parse_error(&edit.text, flaw))
    }

    fn parse_error(&self, text: &str, flaw: wire::Flaw) -> StoreError {
        let (line, column) = wire::place(text.as_bytes(), flaw.at);
        StoreError::Parse { path: self.picture_file(), line, column, field: flaw.field, detail: flaw.detail }
    }

    /// The picture as somebody changed it by hand; `None` where nobody did.
    pub(super) fn edit(&self) -> Result<Option<Edit>, StoreError> {
        let Some(text) = self.edited(&self.picture_file())? else { return Ok(None) };
        if untouched(&text).is_some() {
            return Ok(None);
        }
        let shadow = self.shadow();
        if shadow.as_ref() == Some(&text) || self.is_taken_over(&text) {
            return Ok(None);
        }
        let parsed = |flaw| self.parse_error(&text, flaw);
        // The picture that somebody made it of.
        let mark = mark_in(&text);
        let is_it = |known: &&str| mark_in(known) == mark && untouched(known).is_some();
        let former = match mark {
            Some(mark) if shadow.as_deref().filter(is_it).is_none() => self.former(mark),
            _ => None,
        };
        let picture = match mark {
            // It does not say; then it is more likely the last one than any other.
            None => shadow.as_deref(),
            Some(_) => shadow.as_deref().filter(is_it).or_else(|| former.as_deref().filter(is_it)),
        };
        let (shown, base) = match picture {
            Some(picture) if untouched(picture).is_some() => {
                let (shown, things) = edits::both(&text, picture).map_err(parsed)?;
                (shown, Some(edits::Base::Known { things }))
            }
            picture => {
                let base = picture.and_then(|picture| edits::things(picture).ok());
                (edits::things(&text).map_err(parsed)?, base.map(|things| edits::Base::Known { things }))
            }
        };
        let base = base.unwrap_or_else(|| edits::Base::Unknown {
            newest: mark.and_then(|mark| mark.split_once(' ')?.1.trim().parse().ok()),
        });
        // By its mark, which stays also where that picture is no longer to be found.
        let drawn = cache::checksum(mark.or(picture).unwrap_or_default().as_bytes());
        Ok(Some(Edit { shown, base, drawn, shadow, text }))
    }

    /// Holds the checksum of a text that was taken over and is still where the picture will be.
    fn taken_over_file(&self) -> PathBuf {
        self.local.join("cache").join("taken-over")
    }

    /// Whether a text has been taken over already: only to be drawn over.
    pub(super) fn is_taken_over(&self, text: &str) -> bool {
        let known = steady(|| self.disk.read(&self.taken_over_file(), 0));
        known.is_ok_and(|known| known == sum_of(text))
    }

    /// Notes under the lock that a text has been taken over, so that nobody does so again before the picture is
    /// drawn. Best effort: a change that is there already is none.
    pub(super) fn note_taken_over(&self, text: &str) {
        let file = self.taken_over_file();
        if self.make_folders(&self.local.join("cache"), false).is_ok() {
            let _ = self.replace(&file, &sum_of(text), false);
        }
    }

    /// Forgets it under the lock, once the picture is drawn: whoever writes the same again means it.
    pub(super) fn forget_taken_over(&self) {
        let _ = steady(|| self.disk.remove(&self.taken_over_file()));
    }
}

fn sum_of(text: &str) -> Vec<u8> {
    format!("{:016x}\n", cache::checksum(text.as_bytes())).into_bytes()
}
