//! The lock: the system's own where there is one, else a file that says who holds it.
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use super::{
    Held, HeldBy,
    real::{private, stat_of},
};

/// Shortest and longest wait between two tries.
const WAIT: (Duration, Duration) = (Duration::from_micros(500), Duration::from_millis(10));

/// Waits between tries, and how long in all.
struct Waiting {
    left: Duration,
    next: Duration,
}

impl Waiting {
    fn new(patience: Duration) -> Self {
        Self { left: patience, next: WAIT.0 }
    }

    fn wait(&mut self) -> io::Result<()> {
        if self.left.is_zero() {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let nap = self.next.min(self.left);
        thread::sleep(nap);
        self.left -= nap;
        self.next = (self.next * 2).min(WAIT.1);
        Ok(())
    }
}

/// Takes the lock on `path`.
pub(super) fn lock(path: &Path, patience: Duration) -> io::Result<Box<dyn Held>> {
    let mut waiting = Waiting::new(patience);
    loop {
        let file = private(OpenOptions::new().read(true).append(true).create(true), 0o600).open(path)?;
        match file.try_lock() {
            Ok(()) => {
                // Whoever cleaned the folder meanwhile left a lock that nobody else will find.
                let inode = |meta: fs::Metadata| stat_of(&meta).inode;
                if fs::metadata(path).is_ok_and(|now| file.metadata().is_ok_and(|own| inode(now) == inode(own))) {
                    return Ok(Box::new(FileLock { _file: file }));
                }
            }
            Err(TryLockError::WouldBlock) => waiting.wait()?,
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(TryLockError::Error(error)) if is_unsupported(&error) => return makeshift(path, waiting),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

/// Whether the file system knows no locks (ENOSYS, ENOLCK, EOPNOTSUPP).
fn is_unsupported(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported || matches!(error.raw_os_error(), Some(37 | 38 | 95))
}

/// Closing the file unlocks it.
#[derive(Debug)]
struct FileLock {
    _file: File,
}

impl Held for FileLock {}

/// A lock file of one's own; removed when let go of.
#[derive(Debug)]
struct Makeshift {
    path: PathBuf,
    holder: String,
}

impl Held for Makeshift {
    fn makeshift(&self) -> bool {
        true
    }
}

impl Drop for Makeshift {
    fn drop(&mut self) {
        if fs::read_to_string(&self.path).is_ok_and(|holder| holder == self.holder) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Host, process and boot: who holds a lock file.
fn holder(pid: u32) -> String {
    #[cfg(unix)]
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    let host = String::new();
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_else(|_| String::new());
    format!("{}\n{pid}\n{}\n", host.replace('\n', " "), boot.trim())
}

/// Whether the holder that a lock file names is sure to be gone: of this machine, and of another boot or
/// no longer running.
fn is_gone(text: &str) -> bool {
    let own = holder(std::process::id());
    let mut own = own.lines();
    let mut other = text.lines();
    let (Some(host), Some(pid), Some(boot)) = (other.next(), other.next(), other.next()) else {
        // Half written: its holder died, or is about to write the rest.
        return false;
    };
    if own.next() != Some(host) {
        return false;
    }
    if own.nth(1) != Some(boot) {
        return true;
    }
    #[cfg(unix)]
    {
        let pid = pid.parse().ok().and_then(rustix::process::Pid::from_raw);
        pid.is_some_and(|pid| matches!(rustix::process::test_kill_process(pid), Err(rustix::io::Errno::SRCH)))
    }
    #[cfg(not(unix))]
    {
        let _ = pid;
        false
    }
}

fn makeshift(lock: &Path, mut waiting: Waiting) -> io::Result<Box<dyn Held>> {
    let path = lock.with_extension("held");
    let holder = holder(std::process::id());
    loop {
        match private(OpenOptions::new().write(true).create_new(true), 0o600).open(&path) {
            Ok(mut file) => {
                file.write_all(holder.as_bytes())?;
                return Ok(Box::new(Makeshift { path, holder }));
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
        let mut text = String::new();
        match File::open(&path).and_then(|mut file| file.read_to_string(&mut text)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            read => drop(read?),
        }
        if is_gone(&text) {
            // Out of the way first: what is removed is then surely what was looked at.
            let aside = path.with_extension(format!("held-{}", std::process::id()));
            if fs::rename(&path, &aside).is_ok() {
                let same = fs::read_to_string(&aside).is_ok_and(|moved| moved == text);
                if same { fs::remove_file(&aside)? } else { fs::rename(&aside, &path)? }
            }
            continue;
        }
        waiting.wait().map_err(|error| io::Error::new(error.kind(), HeldBy(path.clone())))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_makeshift_lock_keeps_others_out_and_outlives_no_holder() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("lock");
        let take = || makeshift(&path, Waiting::new(Duration::from_millis(5)));
        let held = take().unwrap();
        assert!(held.makeshift());
        assert_eq!(take().unwrap_err().kind(), io::ErrorKind::WouldBlock);
        drop(held);
        drop(take().unwrap());
        let file = path.with_extension("held");
        assert!(!file.exists());
        // A process that is gone, and a boot that is over.
        let gone = holder(0x3fff_fff0);
        let own = holder(std::process::id());
        let boot = own.lines().nth(2).unwrap();
        let other_boot = if boot.is_empty() { own.clone() + "x" } else { own.replace(boot, "another") };
        for text in [gone, other_boot] {
            fs::write(&file, text).unwrap();
            drop(take().unwrap());
        }
        // Another machine, or one that is about to say who it is.
        for text in ["elsewhere\n1\nx\n".to_owned(), String::new()] {
            fs::write(&file, &text).unwrap();
            assert_eq!(take().unwrap_err().kind(), io::ErrorKind::WouldBlock);
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
        }
    }
}
