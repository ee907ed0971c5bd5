//! The log: `focus-tui.log` in STATE, opened by the first line that is written to it; with `-v` standard error.
use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use tracing::Level;
use tracing_subscriber::fmt::MakeWriter;

/// A log that grows beyond this many bytes begins anew; the old one stays beside it as `.old`.
const MOST: u64 = 1024 * 1024;

/// Begins to log. Without `verbose` only warnings and what concerns notices go to the file.
pub fn start(path: PathBuf, verbose: bool) {
    let level = if verbose { Level::DEBUG } else { Level::INFO };
    let builder = tracing_subscriber::fmt().with_max_level(level).with_ansi(false).with_target(false);
    // A second start in one process, as in tests, changes nothing.
    let _ = if verbose {
        builder.with_writer(io::stderr).try_init()
    } else {
        builder.with_writer(LazyFile { path, file: Arc::default() }).try_init()
    };
}

#[derive(Clone)]
struct LazyFile {
    path: PathBuf,
    file: Arc<Mutex<Option<File>>>,
}

impl LazyFile {
    fn open(&self) -> io::Result<File> {
        if std::fs::metadata(&self.path).is_ok_and(|known| known.len() > MOST) {
            let _ = std::fs::rename(&self.path, self.path.with_extension("log.old"));
        }
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&self.path)
    }
}

impl Write for LazyFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if file.is_none() {
            // Without its folder there is no log: reading makes no folders.
            *file = self.open().ok();
        }
        // Nor is a full disk an error: it would be told on the screen, whatever is drawn there.
        let _ = file.as_mut().map(|file| file.write_all(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for LazyFile {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
