//! Takes the terminal and gives it back: after quitting, after errors, after a panic in any thread.
use std::{
    io::{self, IsTerminal, Stdout, Write, stdout},
    panic,
    sync::atomic::{AtomicBool, Ordering},
};

use crossterm::{
    event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture},
    execute,
    terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
};
use ratatui::Terminal;

use super::backend::Paint;

/// Whether this process has changed the terminal.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal as the dashboard draws on it.
pub type Canvas = Terminal<Paint<Stdout>>;

/// Whether there is a terminal to draw on and to read from.
pub fn is_there() -> bool {
    io::stdin().is_terminal() && stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// The terminal, taken; given back when this is dropped.
#[derive(Debug)]
pub struct Taken {
    mouse: bool,
}

impl Taken {
    /// Takes the terminal: raw mode, the other screen, paste as one event, the mouse if wanted.
    ///
    /// # Errors
    /// What the terminal says.
    pub fn take(mouse: bool) -> io::Result<Self> {
        static HOOK: std::sync::Once = std::sync::Once::new();
        HOOK.call_once(|| {
            let before = panic::take_hook();
            panic::set_hook(Box::new(move |info| {
                give_back();
                before(info);
            }));
        });
        let taken = Self { mouse };
        taken.enter()?;
        Ok(taken)
    }

    /// Enters again after [`Taken::leave`].
    ///
    /// # Errors
    /// What the terminal says.
    pub fn enter(&self) -> io::Result<()> {
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let mut out = stdout();
        // After a `kill -9` the terminal is still on that screen, with what the shell wrote since.
        execute!(out, EnterAlternateScreen, Clear(ClearType::All), EnableBracketedPaste)?;
        if self.mouse {
            execute!(out, EnableMouseCapture)?;
        }
        Ok(())
    }

    /// Switches the mouse on or off.
    ///
    /// # Errors
    /// What the terminal says.
    pub fn set_mouse(&mut self, mouse: bool) -> io::Result<()> {
        if mouse == self.mouse {
            return Ok(());
        }
        self.mouse = mouse;
        if mouse { execute!(stdout(), EnableMouseCapture) } else { execute!(stdout(), DisableMouseCapture) }
    }

    /// Gives the terminal back for a while.
    pub fn leave(&self) {
        give_back();
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        give_back();
    }
}

/// Undoes everything that was changed, once. Errors are of no use here: the terminal may be gone.
fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = stdout();
    let _ = execute!(out, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen);
    let _ = out.write_all(b"\x1b[0m\x1b[?25h");
    let _ = out.flush();
    let _ = disable_raw_mode();
}
