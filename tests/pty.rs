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

/// After a `kill -9` a terminal is on the screen of the program already, and the shell writes there: tmux does not
/// clear it when it is entered once more.
#[test]
fn what_a_killed_dashboard_left_on_the_screen_is_cleared() {
    let home = home();
    let mut terminal = Terminal::dashboard(home.path());
    terminal.until_text("Timer");
    let bytes = String::from_utf8_lossy(&terminal.bytes()).into_owned();
    let entered = bytes.find("\u{1b}[?1049h").expect("it enters");
    let drawn = bytes.find("Timer").expect("it draws");
    assert!(bytes[entered..drawn].contains("\u{1b}[2J"), "{bytes:?}");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
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
    terminal.until_text("running");
    thread::sleep(Duration::from_millis(1200));
    terminal.signal(rustix::process::Signal::KILL);
    terminal.end();
    let mut again = Terminal::dashboard(home.path());
    again.until_text("写论文 draft");
    again.until_text("running");
    again.press("q");
    assert_eq!(again.end(), 0);
    again.is_restored();
    let text = again.text();
    assert!(text.contains("focus-tui"), "quitting says that the phase goes on:\n{text}");
}

#[test]
fn scores_half_entered_outlive_kill_9() {
    let home = home();
    let mut terminal = Terminal::dashboard(home.path());
    terminal.until_text("Timer");
    terminal.press("3s");
    terminal.until_text("retest");
    terminal.press("66\t7");
    // Longer than it takes until what is being written is kept.
    thread::sleep(Duration::from_millis(1500));
    terminal.signal(rustix::process::Signal::KILL);
    terminal.end();
    let mut again = Terminal::dashboard(home.path());
    again.until_text("A draft is kept");
    again.press("3s");
    again.until_text("66");
    again.press("\t2");
    again.until_text("2");
    again.press("\r");
    again.until_text("scored");
    again.press("q");
    assert_eq!(again.end(), 0);
    let mut third = Terminal::dashboard(home.path());
    third.until_text("Timer");
    thread::sleep(Duration::from_millis(300));
    assert!(!third.text().contains("draft"), "the draft was sent:\n{}", third.text());
    third.press("q");
    assert_eq!(third.end(), 0);
}

#[test]
fn an_accepted_suggestion_is_in_the_settings_at_once() {
    let home = home();
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_focus-tui"));
        let done = command.args(args).env_clear().env("HOME", home.path()).output().expect("the program runs");
        assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8_lossy(&done.stdout).into_owned()
    };
    // Twelve pomodoros a week ago, all of them given up.
    let day = jiff::Zoned::now().date().saturating_sub(jiff::Span::new().days(7));
    for n in 0..12 {
        let at = format!("{day} {:02}:{:02}", 8 + n / 4, n % 4 * 15);
        run(&["log", "--at", &at, "--for", "5m", "--outcome", "void"]);
    }
    let mut terminal = Terminal::dashboard(home.path());
    terminal.until_text("Timer");
    terminal.press("vh");
    terminal.until_text("Shorten focus");
    terminal.press("y");
    terminal.until_text("timer.focus is now 20m");
    terminal.until_text("20:00");
    terminal.press("\x1b");
    // What follows an escape at once would be read as one key with it.
    terminal.until_text("1 Timer");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    assert!(run(&["config", "show"]).contains("20m"));
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
    // The help of the first start speaks of ringing too.
    second.until_text("running");
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

#[test]
fn settings_changed_on_the_screen_or_in_the_file_hold_at_once() {
    let home = home();
    let data = home.path().join("data");
    let file = home.path().join("own.toml");
    std::fs::write(&file, "# mine\n[timer]\n# long\nrounds = 3 # three\n").expect("a file");
    let args = ["--data-dir", data.to_str().expect("UTF-8"), "--config", file.to_str().expect("UTF-8")];
    let mut terminal = Terminal::open(env!("CARGO_BIN_EXE_focus-tui"), &args, &[], home.path(), (120, 36));
    terminal.until_text("pomodoro 1 of 3");
    terminal.press(",/timer.focus\r");
    terminal.until_text("Length of a focus phase");
    terminal.press("\r");
    terminal.until_text("keep it in your file");
    terminal.press("\u{15}soon\r");
    terminal.until_text("timer.focus cannot be");
    terminal.press("\u{15}50m\r");
    terminal.until_text("timer.focus is 50m now");
    terminal.until_text("50:00");
    let text = std::fs::read_to_string(&file).expect("a file");
    assert!(
        text.starts_with("# mine\n[timer]\n# long\nrounds = 3 # three\n") && text.contains("focus = \"50m\""),
        "{text}"
    );
    terminal.press("\u{7f}\u{1b}[3~");
    terminal.until_text("timer.focus has its default again");
    terminal.until_text("25:00");
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), "# mine\n[timer]\n# long\nrounds = 3 # three\n");
    // An editor has it open as well; half a change does no harm.
    std::fs::write(&file, "lang = \n").expect("a file");
    terminal.until_text("The settings were not read again");
    std::fs::write(&file, "lang = \"zh-CN\"\n[timer]\nfocus = \"40m\"\n").expect("a file");
    terminal.until_text("已重新读取设置");
    terminal.until_text("40:00");
    // How the panes are arranged is found again.
    terminal.press("\u{1b}");
    thread::sleep(Duration::from_millis(300));
    terminal.press("\u{1b}");
    thread::sleep(Duration::from_millis(300));
    terminal.press("4z");
    terminal.until("three panes", |screen| screen.contents().contains("3 评估") && !screen.contents().contains("4 周"));
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    let again = Terminal::open(env!("CARGO_BIN_EXE_focus-tui"), &args, &[], home.path(), (120, 36));
    again.until("three panes", |screen| screen.contents().contains("3 评估") && !screen.contents().contains("4 周"));
}

#[test]
fn a_key_behind_thousands_is_answered() {
    let home = home();
    let mut terminal = Terminal::dashboard(home.path());
    terminal.until_text("Timer");
    terminal.press(&"jk".repeat(5_000));
    terminal.press("?");
    terminal.until_text("type to search");
    terminal.press("\u{3}");
    terminal.until_text("1 Timer");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}

/// Milliseconds until the help is on the screen after its key.
fn answered(terminal: &mut Terminal, before: &str) -> u128 {
    let start = std::time::Instant::now();
    terminal.press(before);
    terminal.press("?");
    terminal.until_text("type to search");
    start.elapsed().as_millis()
}

#[test]
#[ignore = "a measure: cargo test --release --test pty -- --ignored --nocapture floods"]
fn floods_of_keys_and_a_large_paste_leave_the_next_key_answered() {
    let home = home();
    let mut terminal = Terminal::dashboard(home.path());
    terminal.until_text("Timer");
    let quiet = answered(&mut terminal, "");
    terminal.press("\u{1b}");
    thread::sleep(Duration::from_millis(300));
    let flood = answered(&mut terminal, &"jk".repeat(5_000));
    terminal.press("\u{1b}");
    thread::sleep(Duration::from_millis(300));
    terminal.press("a");
    terminal.until_text("New task");
    let paste = format!("\u{1b}[200~{}\u{1b}[201~", "x写".repeat(250_000));
    let start = std::time::Instant::now();
    terminal.press(&paste);
    terminal.press("\u{15}next");
    terminal.until_text("next");
    let paste = start.elapsed().as_millis();
    println!(
        "a key: {quiet} ms; 10,000 keys and one: {flood} ms; a paste of 1 MB and a key: {paste} ms, from the first byte on"
    );
    terminal.press("\u{1b}");
    thread::sleep(Duration::from_millis(300));
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    terminal.is_restored();
    assert!(flood < 5_000 && paste < 5_000);
}

/// What another process changed is drawn at most 100 ms after that process is done; the middle of twenty.
#[test]
#[ignore = "measures; needs an optimized program (FOCUS_TUI_PROGRAM) and a machine that does nothing else"]
fn another_process_is_seen_at_once() {
    let home = home();
    let mut terminal = Terminal::dashboard(home.path());
    terminal.until_text("Timer");
    terminal.press(" ");
    terminal.until_text("running");
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
