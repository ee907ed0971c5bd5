//! Forms that were left without being sent: `drafts.toml` in this machine's own folder. Not synced to the
//! disk: a crash of the machine may cost the last words, a crash of the program does not.
use std::{io, path::PathBuf, time::Duration};

use serde::{Deserialize, Serialize};

use super::{Store, disk::steady, error::StoreError, wire};
use crate::domain::draft::{Draft, MOST};

/// Bytes of the largest file that is read.
const LARGEST: u64 = 8 * 1024 * 1024;

#[derive(Default, Serialize, Deserialize)]
struct File {
    schema: i64,
    #[serde(default)]
    draft: Vec<Draft>,
}

impl Store {
    fn drafts_file(&self) -> PathBuf {
        self.local.join("drafts.toml")
    }

    /// The drafts that are kept, oldest first; none where the file is missing or cannot be understood.
    pub fn drafts(&self) -> Vec<Draft> {
        let path = self.drafts_file();
        if steady(|| self.disk.stat(&path)).map_or(true, |stat| stat.size > LARGEST) {
            return Vec::new();
        }
        let Ok(bytes) = steady(|| self.disk.read(&path, 0)) else { return Vec::new() };
        match std::str::from_utf8(&bytes).map(toml::from_str::<File>) {
            Ok(Ok(file)) if file.schema == wire::SCHEMA => file.draft,
            _ => {
                tracing::warn!(path = %path.display(), "the drafts cannot be read");
                Vec::new()
            }
        }
    }

    /// Keeps drafts and forgets others; those of other dashboards stay. Without drafts there is no file.
    ///
    /// # Errors
    /// Where the file cannot be written; nothing else depends on it.
    pub fn keep_drafts(&mut self, keep: &[Draft], forget: &[Draft], patience: Duration) -> Result<(), StoreError> {
        let _held = self.lock(patience)?;
        let path = self.drafts_file();
        let before = self.drafts();
        let mut all = before.clone();
        all.retain(|known| !keep.iter().chain(forget).any(|draft| draft.is_of(known)));
        all.extend_from_slice(keep);
        all.drain(..all.len().saturating_sub(MOST));
        if all == before {
            return Ok(());
        }
        if all.is_empty() {
            return match steady(|| self.disk.remove(&path)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::write(&path)(error)),
                _ => Ok(()),
            };
        }
        let text = toml::to_string(&File { schema: wire::SCHEMA, draft: all })
            .map_err(|error| StoreError::write(&path)(io::Error::new(io::ErrorKind::InvalidData, error.to_string())))?;
        self.make_folders(&self.local, false)?;
        self.replace(&path, text.as_bytes(), false)
    }
}
