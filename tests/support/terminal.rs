//! The program in a real terminal of its own, read through a terminal emulator.
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

/// The program, or the one that a campaign names.
fn program() -> String {
    std::env::var("FOCUS_TUI_PROGRAM").unwrap_or_else(|_| env!("CARGO_BIN_EXE_focus-tui").to_owned())
}

pub(crate) struct Terminal {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Arc<Mutex<Vec<u8>>>,
    reader: thread::JoinHandle<()>,
    size: (u16, u16),
}

impl Terminal {
    pub(crate) fn open(
        program: &str,
        args: &[&str],
        envs: &[(&str, &str)],
        home: &Path,
        (cols, rows): (u16, u16),
    ) -> Self {
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
        let reader = thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(n) = reader.read(&mut chunk) {
                if n == 0 {
                    break;
                }
                sink.lock().expect("no reader panicked").extend_from_slice(&chunk[..n]);
            }
        });
        let keys = pair.master.take_writer().expect("a writer");
        Self { master: pair.master, keys, child, output, reader, size: (cols, rows) }
    }

    pub(crate) fn dashboard(home: &Path) -> Self {
        Self::open(&program(), &[], &[], home, (120, 36))
    }

    /// The dashboard over one folder for everything.
    pub(crate) fn over(data: &Path) -> Self {
        let home = data.parent().expect("a home");
        let data = data.to_str().expect("UTF-8");
        let envs = [("FOCUS_TUI_DATA_DIR", data), ("TZ", "UTC")];
        Self::open(&program(), &[], &envs, home, (120, 36))
    }

    pub(crate) fn screen(&self) -> vt100::Parser {
        let mut parser = vt100::Parser::new(self.size.1, self.size.0, 0);
        parser.process(&self.output.lock().expect("no reader panicked"));
        parser
    }

    /// Every byte that the program has sent.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.output.lock().expect("no reader panicked").clone()
    }

    pub(crate) fn text(&self) -> String {
        self.screen().screen().contents()
    }

    /// Waits until the screen is as wanted.
    pub(crate) fn until(&self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let start = Instant::now();
        while !wanted(self.screen().screen()) {
            assert!(start.elapsed() < PATIENCE, "no {what} on the screen:\n{}", self.text());
            thread::sleep(Duration::from_millis(10));
        }
    }

    pub(crate) fn until_text(&self, text: &str) {
        self.until(text, |screen| screen.contents().contains(text));
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.keys.flush().expect("the terminal takes keys");
    }

    pub(crate) fn signal(&self, signal: rustix::process::Signal) {
        let pid = self.child.process_id().and_then(|id| rustix::process::Pid::from_raw(id as i32));
        rustix::process::kill_process(pid.expect("a process"), signal).expect("the process is there");
    }

    /// Waits for the end and says the exit code.
    pub(crate) fn end(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                // What it wrote last may still be on its way; a child of its own may keep the terminal open.
                let last = Instant::now();
                while !self.reader.is_finished() && last.elapsed() < Duration::from_secs(3) {
                    thread::sleep(Duration::from_millis(5));
                }
                return status.exit_code();
            }
            assert!(start.elapsed() < PATIENCE, "the program does not end:\n{}", self.text());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// The terminal is as it was: the first screen, a cursor, no mouse, no paste mode, echo.
    pub(crate) fn is_restored(&self) {
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
