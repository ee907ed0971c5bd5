//! New bytes of a whole file, written and synced beside its target before the lock is taken: under the lock only
//! names change hands, however large the file is. Spec: storage, rule 4.
use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{
    Store,
    disk::{Disk, Stat, steady},
    error::StoreError,
    write::here,
};
use crate::domain::id::Id;

/// Written ahead, and not yet in its place. Its temporary file goes with it.
#[derive(Debug)]
pub(super) struct Ahead {
    disk: Arc<dyn Disk>,
    target: PathBuf,
    temp: PathBuf,
    mode: u32,
}

impl Drop for Ahead {
    fn drop(&mut self) {
        let _ = steady(|| self.disk.remove(&self.temp));
    }
}

/// Tells the temporary files of one process apart.
static TURN: AtomicU64 = AtomicU64::new(0);

impl Store {
    /// Writes new bytes for a file beside it, durably, under a name that no other process uses. Without the lock.
    pub(super) fn write_ahead(&self, path: &Path, bytes: &[u8]) -> Result<Ahead, StoreError> {
        let (target, mode) = self.target(path)?;
        let turn = TURN.fetch_add(1, Ordering::Relaxed);
        let own = Id::drawn(&[&self.machine.entropy, &turn.to_le_bytes()], 0, 10);
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{own}.tmp"));
        let ahead = Ahead { disk: self.disk.clone(), temp: target.with_file_name(name), target, mode };
        let written = steady(|| match self.disk.write_new(&ahead.temp, bytes, mode, true) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                let _ = self.disk.remove(&ahead.temp);
                Err(error)
            }
            done => done,
        });
        written.map_err(StoreError::write(path))?;
        Ok(ahead)
    }

    /// Puts what was written ahead in its place, under the lock, and says by what it is known again: whoever writes
    /// there the moment after has written something else. Where it is gone, swept as a left-over, or the file is
    /// another one by now, the bytes are written again, and nothing is said.
    pub(super) fn put(&self, path: &Path, ahead: &Ahead, bytes: &[u8]) -> Result<Option<Stat>, StoreError> {
        let still = self.target(path).is_ok_and(|(target, mode)| (&target, mode) == (&ahead.target, ahead.mode));
        if still {
            let stat = steady(|| self.disk.stat(&ahead.temp)).ok();
            match steady(|| self.disk.rename(&ahead.temp, &ahead.target)) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                done => return done.map(|()| stat).map_err(StoreError::write(path)),
            }
        }
        self.replace(path, bytes, true).map(|()| None)
    }

    /// Makes the name of what was put in its place durable.
    pub(super) fn sync_put(&self, ahead: &Ahead) -> Result<(), StoreError> {
        self.sync_folder(here(ahead.target.parent().unwrap_or(Path::new("."))))
    }

    /// Removes what a crash left of files written ahead: those of a folder that begin with one of these names.
    pub(super) fn sweep_ahead(&self, folder: &Path, names: &[&str]) {
        let Ok(listed) = steady(|| self.disk.list(folder)) else { return };
        for (file, _) in listed {
            let own = |name: &&str| file.strip_prefix(*name).is_some_and(|rest| rest.starts_with('.'));
            if file.ends_with(".tmp") && names.iter().any(own) {
                let _ = steady(|| self.disk.remove(&folder.join(&file)));
            }
        }
    }
}
