//! undo.toml: what can be undone, and up to where this device's journals knew of it. Spec: storage, rule 14.
use std::{io, path::PathBuf};

use serde::{Deserialize, Serialize};

use super::{Store, error::StoreError, flaw::unreadable, journal::Name, local::Whole, wire};
use crate::domain::{model::Model, moment::Moment, undo::UndoEntry};

#[derive(Serialize, Deserialize)]
struct UndoFile {
    schema: i64,
    #[serde(default)]
    entries: Vec<UndoEntry>,
    /// Stands last: without it the file is not whole.
    end: Option<UndoEnd>,
}

#[derive(Serialize, Deserialize)]
struct UndoEnd {
    /// Bytes of this device's journals once the last change was written.
    written: u64,
}

impl Store {
    fn undo_file(&self) -> PathBuf {
        self.local.join("undo.toml")
    }

    /// Takes in what can be undone. Returns whether that changed.
    pub(super) fn read_undo(&mut self, model: &mut Model) -> Result<bool, StoreError> {
        let mut changed = false;
        let path = self.undo_file();
        if self.stat_now(&path) != self.known.undo {
            let (whole, stat) = self.whole(&path)?;
            let empty = || UndoFile { schema: wire::SCHEMA, entries: Vec::new(), end: None };
            let (file, problem) = match whole {
                Whole::Missing => (empty(), None),
                Whole::Unusable(problem) => (empty(), Some(problem)),
                // Not synced, so a crash may leave half of it: then nothing can be undone.
                Whole::Text(text) => match toml::from_str::<UndoFile>(&text) {
                    Ok(file) => (file, None),
                    Err(error) => {
                        let at = error.span().map_or(0, |span| span.start);
                        let flaw = wire::Flaw { at, field: None, detail: error.message().trim().to_owned() };
                        (empty(), Some(unreadable(&path, text.as_bytes(), flaw)))
                    }
                },
            };
            changed |= file.entries != model.undo;
            model.undo = file.entries;
            self.known.written = file.end.map(|end| end.written);
            self.known.undo = stat;
            self.known.undo_problem = problem;
        }
        if !model.undo.is_empty() && self.known.written != Some(self.own_bytes()) {
            // The last change is not in the file: to take back the one before it instead would be wrong.
            changed |= !model.undo.iter().all(UndoEntry::is_lost);
            model.undo = vec![UndoEntry::lost()];
        }
        Ok(changed)
    }

    /// How much this device has written into its journals, as far as they were taken in.
    fn own_bytes(&self) -> u64 {
        let Some(device) = &self.device else { return 0 };
        let own = |file: &str| Name::parse(file).is_some_and(|name| name.device == *device && !name.copy);
        self.seen.iter().filter(|(file, _)| own(file)).map(|(_, seen)| seen.read_to).sum()
    }

    /// Saves what can be undone. Not synced: after a crash an undo is refused rather than wrong.
    pub(super) fn save_undo(&mut self, undo: &[UndoEntry], now: &Moment) -> Result<(), StoreError> {
        let path = self.undo_file();
        self.keep_unusable(&path, self.known.undo_problem.clone().as_ref(), now)?;
        let written = self.own_bytes();
        let file = UndoFile { schema: wire::SCHEMA, entries: undo.to_vec(), end: Some(UndoEnd { written }) };
        let text = toml::to_string(&file)
            .map_err(|error| StoreError::write(&path)(io::Error::new(io::ErrorKind::InvalidData, error.to_string())))?;
        self.replace(&path, text.as_bytes(), false)?;
        self.known.undo = self.stat_now(&path);
        self.known.written = Some(written);
        self.known.undo_problem = None;
        Ok(())
    }
}
