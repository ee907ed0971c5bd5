//! Signals that end a process or stop it for a while.
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub use unix::{Signals, stop};
#[cfg(windows)]
pub use windows::{Signals, stop};

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// To end: SIGINT, SIGTERM, SIGHUP; on Windows Ctrl-C, Ctrl-Break, the window closed.
    Quit,
    /// To stop until continued: SIGTSTP.
    Stop,
}
