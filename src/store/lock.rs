//! The one lock of a folder, and what it is where the file system knows none.
use std::{io, time::Duration};

use super::{
    Store, StoreError,
    disk::{Held, HeldBy, steady},
};

impl Store {
    /// Whether the file system knows no locks, so that a plain lock file has to do. Known after the first
    /// transaction, or after [`Self::try_lock`].
    pub fn is_makeshift(&self) -> bool {
        self.makeshift
    }

    /// Tries the lock, where there is one already, to know of what kind it is.
    ///
    /// # Errors
    /// [`StoreError::Write`] where nobody could ever take it; that somebody holds it is none.
    pub fn try_lock(&mut self) -> Result<(), StoreError> {
        let path = self.places.state.join("lock");
        if steady(|| self.disk.stat(&path)).is_err() {
            return Ok(());
        }
        match steady(|| self.disk.lock(&path, Duration::ZERO)) {
            Ok(held) => self.makeshift = held.makeshift(),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                self.makeshift |= error.get_ref().is_some_and(|inner| inner.is::<HeldBy>());
            }
            Err(error) => return Err(StoreError::write(&path)(error)),
        }
        Ok(())
    }

    /// Takes the lock.
    pub(super) fn lock(&mut self, patience: Duration) -> Result<Box<dyn Held>, StoreError> {
        self.make_folders(&self.places.state.clone(), true)?;
        let path = self.places.state.join("lock");
        let held = steady(|| self.disk.lock(&path, patience)).map_err(|error| match error.kind() {
            io::ErrorKind::WouldBlock => {
                let holder = error.get_ref().and_then(|inner| inner.downcast_ref::<HeldBy>());
                StoreError::Busy { path: holder.map_or_else(|| path.clone(), |holder| holder.0.clone()) }
            }
            _ => StoreError::write(&path)(error),
        })?;
        self.makeshift = held.makeshift();
        Ok(held)
    }
}
