//! What Windows has for signals. Knows nothing of what they lead to.
use std::io;

use tokio::signal::windows::{CtrlBreak, CtrlC, CtrlClose, ctrl_break, ctrl_c, ctrl_close};

use super::End;

/// The signals that are listened to.
#[derive(Debug)]
pub struct Signals {
    interrupt: CtrlC,
    terminate: CtrlBreak,
    close: CtrlClose,
}

impl Signals {
    /// Begins to listen.
    ///
    /// # Errors
    /// What the system says.
    pub fn new() -> io::Result<Self> {
        Ok(Self { interrupt: ctrl_c()?, terminate: ctrl_break()?, close: ctrl_close()? })
    }

    /// The next one.
    pub async fn next(&mut self) -> End {
        tokio::select! {
            _ = self.interrupt.recv() => End::Quit,
            _ = self.terminate.recv() => End::Quit,
            _ = self.close.recv() => End::Quit,
        }
    }
}

/// There is no job control to stop for: goes on at once.
///
/// # Errors
/// None.
pub fn stop() -> io::Result<()> {
    Ok(())
}
