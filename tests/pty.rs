//! A real terminal, for what only it can show: the program starts, draws, lives through signals, and gives
//! the terminal back however it ends.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "waiting for another process needs a clock")]
use std::{
    io::{Read, Write},
    path::Path,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take before the test gives up on it.
const PATIENCE: Duration = Duration::from_secs(20);

struct Terminal {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Arc<Mutex<Vec<u8>>>,
    size: (u16, u16),
}

impl Terminal {
    fn open(program: &str, args: &[&str], envs: &[(&str, &str)], home: &Path, (cols, rows): (u16, u16)) -> Self {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pty");
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        command.env("HOME", home);
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (name, value) in envs {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let output = Arc::new(Mutex::new(Vec::new()));
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let sink = Arc::clone(&output);
        thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(n) = reader.read(&mut chunk) {
                if n == 0 {
                    break;
                }
                sink.lock().expect("no reader panicked").extend_from_slice(&chunk[..n]);
            }
        });
        let keys = pair.master.take_writer().expect("a writer");
        Self { master: pair.master, keys, child, output, size: (cols, rows) }
    }

    fn dashboard(home: &Path) -> Self {
        Self::open(env!("CARGO_BIN_EXE_focus-tui"), &[], &[], home, (120, 36))
    }

    fn screen(&self) -> vt100::Parser {
        let mut parser = vt100::Parser::new(self.size.1, self.size.0, 0);
        parser.process(&self.output.lock().expect("no reader panicked"));
        parser
    }

    fn text(&self) -> String {
        self.screen().screen().contents()
    }

    /// Waits until the screen is as wanted.
    fn until(&self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let start = Instant::now();
        while !wanted(self.screen().screen()) {
            assert!(start.elapsed() < PATIENCE, "no {what} on the screen:\n{}", self.text());
            thread::sleep(Duration::from_millis(10));
        }
    }

    fn until_text(&self, text: &str) {
        self.until(text, |screen| screen.contents().contains(text));
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.keys.flush().expect("the terminal takes keys");
    }

    fn signal(&self, signal: rustix::process::Signal) {
        let pid = self.child.process_id().and_then(|id| rustix::process::Pid::from_raw(id as i32));
        rustix::process::kill_process(pid.expect("a process"), signal).expect("the process is there");
    }

    /// Waits for the end and says the exit code.
    fn end(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                // What it wrote last may still be on its way.
                thread::sleep(Duration::from_millis(50));
                return status.exit_code();
            }
            assert!(start.elapsed() < PATIENCE, "the program does not end:\n{}", self.text());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// The terminal is as it was: the first screen, a cursor, no mouse, no paste mode, echo.
    fn is_restored(&self) {
        let parser = self.screen();
        let screen = parser.screen();
        assert!(!screen.alternate_screen(), "the other screen is still on");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "pastes are still marked");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        let fd = self.master.as_raw_fd().expect("a descriptor");
        // SAFETY is the library's: the descriptor lives as long as the master.
        let modes = rustix_modes(fd);
        assert!(modes.contains("ECHO") && modes.contains("ICANON"), "{modes}");
    }
}

/// The local modes of a terminal, by name.
fn rustix_modes(fd: i32) -> String {
    let path = format!("/proc/self/fd/{fd}");
    let file = std::fs::OpenOptions::new().read(true).write(true).open(&path);
    let modes = match &file {
        Ok(file) => rustix::termios::tcgetattr(file),
        Err(error) => panic!("{path}: {error}"),
    };
    format!("{:?}", modes.expect("modes").local_modes)
}

fn home() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn starts_draws_and_quits() {
    let home = home();
    let mut terminal = Terminal::dashboard(home.path());
    terminal.until_text("Timer");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    terminal.is_restored();
}

#[test]
fn a_task_is_typed_started_and_found_again_after_kill_9() {
    let home = home();
    let mut terminal = Terminal::dashboard(home.path());
    terminal.until_text("Timer");
    terminal.press("a");
    terminal.press("写论文 draft");
    terminal.press("\r");
    terminal.until_text("added: 写论文 draft");
    terminal.press(" ");
    terminal.until_text("rings");
    thread::sleep(Duration::from_millis(1200));
    terminal.signal(rustix::process::Signal::KILL);
    terminal.end();
    let mut again = Terminal::dashboard(home.path());
    again.until_text("写论文 draft");
    again.until_text("rings");
    again.press("q");
    assert_eq!(again.end(), 0);
    again.is_restored();
    let text = again.text();
    assert!(text.contains("focus-tui"), "quitting says that the phase goes on:\n{text}");
}

#[test]
fn signals_end_it_and_give_the_terminal_back() {
    use rustix::process::Signal;
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let home = home();
        let mut terminal = Terminal::dashboard(home.path());
        terminal.until_text("Timer");
        terminal.signal(signal);
        terminal.end();
        terminal.is_restored();
    }
}

#[test]
fn stop_and_continue_give_the_terminal_back_and_take_it_again() {
    use rustix::process::Signal;
    let home = home();
    let mut terminal = Terminal::dashboard(home.path());
    terminal.until_text("Timer");
    terminal.signal(Signal::TSTP);
    terminal.until("first screen", |screen| !screen.alternate_screen());
    terminal.signal(Signal::CONT);
    terminal.until("dashboard", |screen| screen.alternate_screen() && screen.contents().contains("Timer"));
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    terminal.is_restored();
}

#[test]
fn a_panic_in_any_thread_gives_the_terminal_back() {
    let home = home();
    let program = std::env::current_exe().expect("this test");
    let args = ["--exact", "takes_the_terminal_and_panics", "--ignored", "--nocapture"];
    let program = program.to_string_lossy();
    let mut terminal = Terminal::open(&program, &args, &[], home.path(), (80, 24));
    assert_ne!(terminal.end(), 0);
    terminal.is_restored();
    assert!(terminal.text().contains("on purpose"), "the message is lost:\n{}", terminal.text());
}

#[test]
#[ignore = "the child of the test above"]
fn takes_the_terminal_and_panics() {
    let taken = focus_tui::runtime::terminal::Taken::take(true).expect("a terminal");
    let panics = thread::spawn(|| panic!("on purpose"));
    assert!(panics.join().is_ok(), "the thread panicked");
    drop(taken);
}

#[test]
fn two_dashboards_and_a_command_see_each_other() {
    let home = home();
    let mut first = Terminal::dashboard(home.path());
    first.until_text("Timer");
    let second = Terminal::dashboard(home.path());
    second.until_text("Timer");
    first.press(" ");
    second.until_text("rings");
    let paused = std::process::Command::new(env!("CARGO_BIN_EXE_focus-tui"))
        .arg("pause")
        .env_clear()
        .env("HOME", home.path())
        .status()
        .expect("the program runs");
    assert!(paused.success());
    for terminal in [&first, &second] {
        terminal.until_text("paused");
    }
    for mut terminal in [first, second] {
        terminal.press("q");
        assert_eq!(terminal.end(), 0);
    }
}
