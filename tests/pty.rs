//! A real terminal, for what only it can show: the program starts, draws, lives through signals, and gives
//! the terminal back however it ends.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "waiting for another process needs a clock")]
#[allow(dead_code, reason = "each test uses another part of it")]
#[path = "support/terminal.rs"]
mod terminal;

use std::{thread, time::Duration};

use terminal::Terminal;

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

/// What another process changed is drawn at most 100 ms after that process is done; the middle of twenty.
#[test]
#[ignore = "measures; needs an optimized program (FOCUS_TUI_PROGRAM) and a machine that does nothing else"]
fn another_process_is_seen_at_once() {
    let home = home();
    let mut terminal = Terminal::dashboard(home.path());
    terminal.until_text("Timer");
    terminal.press(" ");
    terminal.until_text("rings");
    let mut times: Vec<Duration> = (0..20)
        .map(|n| {
            let (verb, shown) = if n % 2 == 0 { ("pause", "paused") } else { ("resume", "rings") };
            thread::sleep(Duration::from_millis(350));
            let program = std::env::var("FOCUS_TUI_PROGRAM").unwrap_or(env!("CARGO_BIN_EXE_focus-tui").to_owned());
            let done = std::process::Command::new(program).arg(verb).env_clear().env("HOME", home.path()).status();
            assert!(done.expect("the program runs").success());
            let start = std::time::Instant::now();
            terminal.until(shown, |screen| screen.contents().contains(shown));
            start.elapsed()
        })
        .collect();
    times.sort();
    println!("drawn after {:?}, at most {:?}", times[10], times[19]);
    assert!(times[10] <= Duration::from_millis(100), "{times:?}");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}
