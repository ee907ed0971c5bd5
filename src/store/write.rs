//! The only ways in which bytes reach the disk: appending to a journal and replacing a whole file.
//! Always under the lock. Spec: storage, rules 2 to 5.
use std::{
    io,
    path::{Path, PathBuf},
};

use super::{Store, disk::steady, error::StoreError, journal, wire};
use crate::domain::moment::Moment;

/// Mode of new files.
const PRIVATE: u32 = 0o600;
/// How often an append that a signal interrupted is begun anew.
const TRIES: usize = 8;

/// The folder that a path names; the empty one, above a relative path, is the present one.
pub(super) fn here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

impl Store {
    /// Makes a folder and those above it that are missing, and with `sync` makes their names durable.
    pub(super) fn make_folders(&self, folder: &Path, sync: bool) -> Result<(), StoreError> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|path| !path.as_os_str().is_empty() && self.disk.stat(path).is_err())
            .collect();
        for path in missing.into_iter().rev() {
            match steady(|| self.disk.make_folder(path)) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                made => made.map_err(StoreError::write(path))?,
            }
            if let Some(parent) = path.parent().filter(|_| sync) {
                self.sync_folder(here(parent))?;
            }
        }
        Ok(())
    }

    /// Whether the folders, and the journal of this month, can be written to, as far as asking tells; writes
    /// nothing.
    ///
    /// # Errors
    /// [`StoreError::Write`] with the first that cannot.
    pub fn may_write(&self, now: &Moment) -> Result<(), StoreError> {
        for folder in [self.history(), self.places.data.clone(), self.places.state.clone(), self.local.clone()] {
            // What is missing would be made in the nearest folder that is there.
            let Some(there) = folder.ancestors().map(here).find(|path| self.disk.stat(path).is_ok()) else { continue };
            steady(|| self.disk.may_write(there)).map_err(StoreError::write(there))?;
        }
        let journal = self.history().join(journal::file_name(now.stamp().ms(), &self.device_or_new()));
        match steady(|| self.disk.may_write(&journal)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            asked => asked.map_err(StoreError::write(&journal)),
        }
    }

    pub(super) fn sync_folder(&self, folder: &Path) -> Result<(), StoreError> {
        match steady(|| self.disk.sync_folder(folder)) {
            // Some file systems cannot do it, and some folders above ours may not be opened.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied
                ) =>
            {
                Ok(())
            }
            done => done.map_err(StoreError::write(folder)),
        }
    }

    /// Makes the names of a folder and of those above it durable. Whoever made them may have failed at
    /// that, and another process cannot tell: it is done again before the first record is acknowledged.
    pub(super) fn sync_above(&self, folder: &Path) -> Result<(), StoreError> {
        for above in folder.ancestors().skip(1) {
            match self.sync_folder(here(above)) {
                // Nothing can have been made in it.
                Err(StoreError::Write { source, .. }) if source.kind() == io::ErrorKind::ReadOnlyFilesystem => {}
                done => done?,
            }
        }
        Ok(())
    }

    /// Appends to a file in one write, durably. After an error the file is as it was before, as far
    /// as the disk allows.
    ///
    /// `size` is its present size; `None`: it does not exist and begins with the header.
    pub(super) fn append(&self, path: &Path, size: Option<u64>, text: &str) -> Result<(), StoreError> {
        let whole;
        let bytes = match size {
            Some(size) if size > 0 => text.as_bytes(),
            _ => {
                whole = format!("{}{text}", wire::HEADER);
                whole.as_bytes()
            }
        };
        if size.is_none_or(|size| size == 0) {
            // Its name is durable before it holds anything: whoever finds bytes in it need not ask.
            match steady(|| self.disk.write_new(path, b"", PRIVATE, false)) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                made => made.map_err(StoreError::write(path))?,
            }
            if let Some(folder) = path.parent() {
                self.sync_folder(folder)?;
                self.sync_above(folder)?;
            }
        }
        let mut tries = 0;
        loop {
            tries += 1;
            let Err(error) = self.disk.append(path, bytes) else { return Ok(()) };
            self.cut_back(path, size);
            if error.kind() != io::ErrorKind::Interrupted || tries == TRIES {
                return Err(StoreError::write(path)(error));
            }
        }
    }

    /// Takes back what was appended to a file of `size` bytes; what cannot be taken back is a torn
    /// tail, or a record that was not acknowledged.
    pub(super) fn cut_back(&self, path: &Path, size: Option<u64>) {
        if steady(|| self.disk.stat(path)).is_ok_and(|now| now.size > size.unwrap_or(0)) {
            let _ = steady(|| self.disk.cut(path, size.unwrap_or(0)));
        }
    }

    /// Sets the torn tail of a journal aside, then cuts it off.
    pub(super) fn mend_tail(&self, path: &Path, sound: u64) -> Result<(), StoreError> {
        let torn = steady(|| self.disk.read(path, sound)).map_err(StoreError::read(path))?;
        if torn.is_empty() {
            return Ok(());
        }
        let mut aside = path.as_os_str().to_owned();
        aside.push(".torn");
        let aside = PathBuf::from(aside);
        let before = steady(|| self.disk.stat(&aside)).ok().map(|stat| stat.size);
        let kept = steady(|| self.disk.append(&aside, &torn));
        if let Err(error) = kept {
            self.cut_back(&aside, before);
            return Err(StoreError::write(&aside)(error));
        }
        if let Some(folder) = path.parent() {
            self.sync_folder(folder)?;
        }
        steady(|| self.disk.cut(path, sound)).map_err(StoreError::write(path))
    }

    /// Where the bytes of a file stand once every link is followed, and the mode they are written with.
    pub(super) fn target(&self, path: &Path) -> Result<(PathBuf, u32), StoreError> {
        let existing = steady(|| match self.disk.resolve(path) {
            Ok(target) => match self.disk.stat(&target) {
                // A link to nothing stays one: the file comes to be where it leads.
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((target, PRIVATE)),
                stat => stat.map(|stat| (target, stat.mode)),
            },
            Err(error) => Err(error),
        });
        match existing {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((path.to_owned(), PRIVATE)),
            existing => existing.map_err(StoreError::write(path)),
        }
    }

    /// Puts new bytes in the place of a file: beside its target, synced where `durable`, renamed. Its
    /// mode is kept, and a symbolic link stays one.
    pub(super) fn replace(&self, path: &Path, bytes: &[u8], durable: bool) -> Result<(), StoreError> {
        let (target, mode) = self.target(path)?;
        let folder = here(target.parent().unwrap_or(Path::new(".")));
        let mut temp = target.file_name().unwrap_or_default().to_owned();
        temp.push(".tmp");
        let temp = folder.join(temp);
        let written = steady(|| match self.disk.write_new(&temp, bytes, mode, durable) {
            Err(error) if matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::Interrupted) => {
                // Left over from a crash, or from the interrupted try: we hold the lock.
                match self.disk.remove(&temp) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                    _ => Err(io::ErrorKind::Interrupted.into()),
                }
            }
            done => done,
        });
        let renamed = written.and_then(|()| steady(|| self.disk.rename(&temp, &target)));
        if let Err(error) = renamed {
            let _ = steady(|| self.disk.remove(&temp));
            return Err(StoreError::write(path)(error));
        }
        if durable { self.sync_folder(folder) } else { Ok(()) }
    }

    /// Keeps a copy of bytes that cannot be read as NAME.corrupt-TIME, durably.
    pub(super) fn set_aside(&self, path: &Path, bytes: &[u8], ms: i64) -> Result<PathBuf, StoreError> {
        let time = crate::domain::stamp::Stamp::new(ms, 0).unwrap_or_default().local().strftime("%Y%m%dT%H%M%S");
        for turn in 0..100 {
            let mut name = path.as_os_str().to_owned();
            name.push(format!(".corrupt-{time}"));
            if turn > 0 {
                name.push(format!("-{turn}"));
            }
            let aside = PathBuf::from(name);
            match steady(|| self.disk.write_new(&aside, bytes, PRIVATE, true)) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    // The same bytes need no second copy.
                    if self.disk.read(&aside, 0).is_ok_and(|kept| kept == bytes) {
                        return Ok(aside);
                    }
                }
                Err(error) => {
                    let _ = self.disk.remove(&aside);
                    return Err(StoreError::write(&aside)(error));
                }
                Ok(()) => {
                    if let Some(folder) = path.parent() {
                        self.sync_folder(folder)?;
                    }
                    return Ok(aside);
                }
            }
        }
        Err(StoreError::write(path)(io::ErrorKind::AlreadyExists.into()))
    }
}
