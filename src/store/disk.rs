//! The file system as the store uses it: one small trait, so that faults and crashes can be modelled.
//! Each call is one step that can fail by itself; nothing here knows what the files mean.
mod lock;
pub mod real;

use std::{
    fmt, io,
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Serialize};

/// What is known of a file without reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stat {
    /// The file's own number; 0 where the platform has none.
    pub inode: u64,
    /// Bytes.
    pub size: u64,
    /// Nanoseconds between the Unix epoch and the last change of its content.
    pub mtime_ns: i64,
    /// Permission bits.
    pub mode: u32,
    /// Whether it is a folder.
    pub folder: bool,
    /// Neither a file nor a folder: a pipe, a device, a link that leads round in circles. Never read.
    pub odd: bool,
}

/// Who holds the lock, inside the `WouldBlock` of [`Disk::lock`], where that is another file than the lock.
#[derive(Debug)]
pub struct HeldBy(pub PathBuf);

impl fmt::Display for HeldBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "held by {}", self.0.display())
    }
}

impl std::error::Error for HeldBy {}

/// Held while this process may write; letting go of it unlocks.
pub trait Held: fmt::Debug + Send {
    /// Whether it is only a lock file, because the file system knows no locks.
    fn makeshift(&self) -> bool {
        false
    }
}

/// A file system. Paths follow symbolic links. `Interrupted` may come from every call.
pub trait Disk: fmt::Debug + Send + Sync {
    /// What is known of `path`.
    fn stat(&self, path: &Path) -> io::Result<Stat>;
    /// The bytes from `from` to the end of a regular file; anything else, and more than 64 MiB, is an error.
    fn read(&self, path: &Path, from: u64) -> io::Result<Vec<u8>>;
    /// The entries of a folder, in no order; names that are not UTF-8 are left out.
    fn list(&self, folder: &Path) -> io::Result<Vec<(String, Stat)>>;
    /// The file that `path` stands for once every symbolic link is followed. Where the last link leads to
    /// nothing, that is where the file would be; without any link it is `NotFound`.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;
    /// Makes one folder, for its owner only. Durable once the folder above it is synced.
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// Appends `bytes` in one write, makes the file (0600) where it is missing, and syncs the data.
    /// After an error any part of `bytes` may have been written; a short write is an error.
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Makes a new file with `mode`, writes `bytes` and, with `sync`, syncs them. An existing file is
    /// an error.
    fn write_new(&self, path: &Path, bytes: &[u8], mode: u32, sync: bool) -> io::Result<()>;
    /// Cuts a file to `size` bytes and syncs it.
    fn cut(&self, path: &Path, size: u64) -> io::Result<()>;
    /// Puts a file in the place of another.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Takes a file's name away.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Makes the names in a folder durable.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Whether names in a folder can be made and taken away, or bytes of a file be written; only asks, writes
    /// nothing.
    fn may_write(&self, path: &Path) -> io::Result<()> {
        let _ = path;
        Ok(())
    }
    /// Takes the lock, waiting up to `patience`; then `WouldBlock`, with [`HeldBy`] where another file is in
    /// the way.
    fn lock(&self, path: &Path, patience: Duration) -> io::Result<Box<dyn Held>>;
}

/// Repeats a call that was interrupted by a signal. Gives up after many, which no signal explains.
pub(super) fn steady<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    for _ in 0..100 {
        match call() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            done => return done,
        }
    }
    call()
}
