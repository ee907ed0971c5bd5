//! The signals of Unix. Knows nothing of what they lead to.
use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};

use super::End;

/// The signals that are listened to.
#[derive(Debug)]
pub struct Signals {
    interrupt: Signal,
    terminate: Signal,
    hang_up: Signal,
    stop: Signal,
}

impl Signals {
    /// Begins to listen.
    ///
    /// # Errors
    /// What the system says.
    pub fn new() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
            stop: signal(SignalKind::from_raw(rustix::process::Signal::TSTP.as_raw()))?,
        })
    }

    /// The next one.
    pub async fn next(&mut self) -> End {
        tokio::select! {
            _ = self.interrupt.recv() => End::Quit,
            _ = self.terminate.recv() => End::Quit,
            _ = self.hang_up.recv() => End::Quit,
            _ = self.stop.recv() => End::Stop,
        }
    }
}

/// Stops this process until it is continued.
///
/// # Errors
/// What the system says.
pub fn stop() -> io::Result<()> {
    Ok(rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP)?)
}
