//! What comes from the terminal, read on a thread of its own: whatever has come in is there at once, so that a
//! burst of keys is painted once. Touches nothing but the terminal's input.
use std::{io, thread};

use crossterm::event::{Event, read};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// The events of the terminal, in their order.
#[derive(Debug)]
pub(super) struct Keys(UnboundedReceiver<Event>);

impl Keys {
    /// Begins to read. The thread ends with the terminal, or with the program.
    ///
    /// # Errors
    /// Where there is no thread to be had.
    pub(super) fn listen() -> io::Result<Self> {
        let (events, keys) = unbounded_channel();
        let listen = move || {
            while let Ok(event) = read() {
                if events.send(event).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new().name("keys".to_owned()).spawn(listen)?;
        Ok(Self(keys))
    }

    /// The next event; `None` once the terminal is gone.
    pub(super) async fn next(&mut self) -> Option<Event> {
        self.0.recv().await
    }

    /// An event that is there already; nothing is waited for.
    pub(super) fn ready(&mut self) -> Option<Event> {
        self.0.try_recv().ok()
    }
}
