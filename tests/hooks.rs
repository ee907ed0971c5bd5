//! Hooks as they are run for real: by programs that hang, fail, fork, talk too much or are not there, and
//! once, however many processes watch.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "waiting for another process needs a clock")]
#[allow(dead_code, reason = "each test uses another part of it")]
#[path = "support/terminal.rs"]
mod terminal;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use assert_cmd::cargo::CommandCargoExt;
use tempfile::TempDir;
use terminal::Terminal;

/// How long anything may take before the test gives up on it.
const PATIENCE: Duration = Duration::from_secs(20);

struct User {
    home: TempDir,
}

impl User {
    fn with(config: &str) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        fs::write(home.path().join("config.toml"), config.replace("HOME", &home.path().display().to_string()))
            .expect("a file");
        Self { home }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::cargo_bin("focus-tui").expect("the program");
        command.env_clear().env("HOME", self.home.path()).env("PATH", "/usr/bin:/bin").env("LANG", "C.UTF-8");
        command.env("FOCUS_TUI_DATA_DIR", self.path("data")).env("FOCUS_TUI_CONFIG", self.path("config.toml"));
        command.args(words).stdin(Stdio::null());
        command
    }

    fn does(&self, words: &[&str]) -> String {
        let said = self.command(words).output().expect("it runs");
        assert!(said.status.success(), "{words:?}: {}", String::from_utf8_lossy(&said.stderr));
        String::from_utf8(said.stdout).expect("UTF-8")
    }

    fn log(&self) -> String {
        fs::read_to_string(self.path("data/local/focus-tui.log")).unwrap_or_default()
    }
}

/// A process that is ended with the test.
struct Watcher(Child);

impl Watcher {
    fn of(user: &User, words: &[&str]) -> Self {
        let mut command = user.command(words);
        Self(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs"))
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn until(what: &str, mut wanted: impl FnMut() -> bool) {
    let start = Instant::now();
    while !wanted() {
        assert!(start.elapsed() < PATIENCE, "no {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

fn lines(path: &Path) -> Vec<String> {
    fs::read_to_string(path).unwrap_or_default().lines().map(str::to_owned).collect()
}

const QUIET: &str = "[timer]\nauto_start_breaks = false\n[notify]\ndesktop = false\n[hooks]\n";

#[test]
fn two_watchers_and_a_follower_run_a_hook_once() {
    let user = User::with(&format!(
        "{QUIET}on_focus_start = [\"sh\", \"-c\", \"echo $FOCUS_EVENT >> HOME/said\"]\non_focus_end = [\"sh\", \"-c\", \"echo $FOCUS_EVENT $FOCUS_SECONDS $FOCUS_TASK >> HOME/said; cat >> HOME/input\"]\n"
    ));
    let _watchers = [["watch"].as_slice(), &["watch"], &["status", "--follow"]].map(|words| Watcher::of(&user, words));
    user.does(&["task", "add", "write"]);
    user.does(&["start", "write", "--for", "1s"]);
    until("end", || lines(&user.path("said")).iter().any(|line| line.starts_with("focus_end")));
    // Whoever would run it a second time has noticed the end by now as well.
    thread::sleep(Duration::from_millis(1500));
    let mut said = lines(&user.path("said"));
    said.sort();
    assert_eq!(said, ["focus_end 1 write", "focus_start"]);
    let input: serde_json::Value = serde_json::from_str(&lines(&user.path("input")).join("\n")).expect("JSON");
    assert_eq!((&input["event"], &input["outcome"]), (&"focus_end".into(), &"completed".into()));
    assert_eq!(user.does(&["sessions", "--json"]).matches("\"id\"").count(), 1);
}

#[test]
fn a_command_that_ends_at_once_leaves_its_hook_to_a_copy_of_itself() {
    let user = User::with(&format!(
        "{QUIET}on_focus_start = [\"sh\", \"-c\", \"sleep 1; echo started >> HOME/said\"]\non_interrupt = [\"sh\", \"-c\", \"echo $FOCUS_TASK, $FOCUS_INTERRUPTION: $FOCUS_NOTE >> HOME/said\"]\n"
    ));
    user.does(&["task", "add", "write"]);
    let start = Instant::now();
    user.does(&["start", "write"]);
    assert!(start.elapsed() < Duration::from_millis(900), "the command waited for its hook");
    user.does(&["interrupt", "external", "phone"]);
    until("both hooks", || lines(&user.path("said")).len() == 2);
    assert_eq!(lines(&user.path("said")), ["write, external: phone", "started"]);
}

#[test]
fn what_ends_is_told_before_what_begins_also_by_a_script_that_waits() {
    let user = User::with(
        "[notify]\ndesktop = false\n[hooks]\non_focus_end = [\"sh\", \"-c\", \"sleep 0.3; echo $FOCUS_EVENT >> HOME/said\"]\non_break_start = [\"sh\", \"-c\", \"echo $FOCUS_EVENT >> HOME/said\"]\n",
    );
    for round in 1..=4 {
        user.does(&["start", "--for", "1s"]);
        assert!(user.command(&["wait"]).status().expect("it runs").success());
        until("both hooks", || lines(&user.path("said")).len() == 2 * round);
        user.does(&["skip"]);
    }
    assert_eq!(lines(&user.path("said")), ["focus_end", "break_start"].repeat(4));
}

#[test]
fn no_more_than_four_run_at_once_whoever_asked_for_them() {
    let user = User::with(&format!(
        "{QUIET}on_interrupt = [\"sh\", \"-c\", \"echo on >> HOME/said; sleep 0.4; echo off >> HOME/said\"]\n"
    ));
    user.does(&["start"]);
    for _ in 0..9 {
        user.does(&["interrupt", "internal"]);
    }
    until("hook of each", || lines(&user.path("said")).len() == 18);
    let mut at_once = Vec::new();
    for line in lines(&user.path("said")) {
        at_once.push(at_once.last().copied().unwrap_or(0) + if line == "on" { 1 } else { -1 });
    }
    assert_eq!(at_once.iter().max(), Some(&4), "{at_once:?}");
}

#[test]
fn a_hook_of_other_settings_and_another_folder_logs_there() {
    let user = User::with("[timer]\nfocus = 3\n");
    fs::write(user.path("good.toml"), format!("{QUIET}on_focus_start = [\"sh\", \"-c\", \"exit 4\"]\n"))
        .expect("a file");
    let (good, other) = (user.path("good.toml"), user.path("other"));
    let args = ["--config", good.to_str().expect("UTF-8"), "--data-dir", other.to_str().expect("UTF-8"), "start"];
    user.does(&args);
    let log = || fs::read_to_string(other.join("local/focus-tui.log")).unwrap_or_default();
    until("line in the log", || log().contains("hook failed"));
    assert_eq!(user.log(), "");
}

#[test]
fn what_was_asked_for_just_before_leaving_runs_its_hook() {
    let user = User::with(&format!(
        "{QUIET}on_focus_start = [\"sh\", \"-c\", \"echo $FOCUS_EVENT >> HOME/said\"]\non_focus_end = [\"sh\", \"-c\", \"echo $FOCUS_EVENT >> HOME/said\"]\n"
    ));
    let (data, config) = (user.path("data"), user.path("config.toml"));
    let (data, config) = (data.to_str().expect("UTF-8"), config.to_str().expect("UTF-8"));
    for plain in [false, true] {
        let envs = [("FOCUS_TUI_DATA_DIR", data), ("FOCUS_TUI_CONFIG", config)];
        if plain {
            use std::io::Write;
            let mut command = user.command(&["--plain"]);
            let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("it runs");
            child.stdin.take().expect("a pipe").write_all(b"start-pause\nfinish\nq\n").expect("lines");
            assert!(child.wait().expect("it ends").success());
        } else {
            let program = env!("CARGO_BIN_EXE_focus-tui");
            let mut screen = Terminal::open(program, &[], &envs, user.home.path(), (100, 30));
            screen.until_text("Timer");
            screen.press(" Fq");
            assert_eq!(screen.end(), 0);
        }
        until("both hooks", || lines(&user.path("said")).len() == 2);
        let mut said = lines(&user.path("said"));
        said.sort();
        assert_eq!(said, ["focus_end", "focus_start"], "plain: {plain}");
        fs::remove_file(user.path("said")).expect("removed");
    }
}

#[test]
fn no_hook_can_fail_or_block_the_timer() {
    for (hook, logged) in [
        ("[\"/no/such/program\"]", "hook not started"),
        ("[\"sh\", \"-c\", \"exit 3\"]", "hook failed"),
        ("[\"sleep\", \"60\"]", "time limit"),
        ("[\"sh\", \"-c\", \"(sleep 30 &) ; echo forked\"]", "forked"),
        ("[\"sh\", \"-c\", \"head -c 10000000 /dev/zero | tr '\\\\\\\\0' x; echo\"]", "hook done"),
    ] {
        let user = User::with(&format!("{QUIET}on_focus_start = {hook}\ntime_limit = \"1s\"\n"));
        let start = Instant::now();
        let said = user.does(&["start", "--for", "10m", "--json"]);
        assert!(start.elapsed() < Duration::from_secs(1), "{hook} held the command up");
        assert!(said.contains("\"state\":\"running\""), "{hook}: {said}");
        until(logged, || user.log().contains(logged));
        let size = fs::metadata(user.path("data/local/focus-tui.log")).expect("a log").len();
        assert!(size < 80 * 1024, "{hook}: a log of {size} bytes");
        assert!(user.does(&["status", "--json"]).contains("\"state\":\"running\""), "{hook}");
    }
}

#[test]
fn wait_says_how_it_ended() {
    let user = User::with(QUIET);
    user.does(&["start", "--for", "1s"]);
    assert!(user.command(&["wait"]).status().expect("it runs").success());
    user.does(&["start", "--for", "10m"]);
    let mut waiting = Watcher::of(&user, &["wait"]);
    thread::sleep(Duration::from_millis(300));
    user.does(&["void", "--reason", "fire drill"]);
    until("end", || waiting.0.try_wait().expect("a child").is_some());
    assert_eq!(waiting.0.wait().expect("a child").code(), Some(1));
}

#[test]
fn test_notice_says_which_ways_work() {
    let user = User::with(
        "[notify]\ndesktop = false\nterminal = true\nsound = [\"/no/such/player\"]\n[hooks]\non_focus_end = [\"true\"]\n",
    );
    let said = user.command(&["config", "test-notice", "--json"]).output().expect("it runs");
    assert_eq!(said.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&said.stdout).expect("JSON");
    let tried = json["tried"].as_array().expect("a list");
    let of = |channel: &str| tried.iter().find(|tried| tried["channel"] == channel).map(|tried| &tried["result"]);
    assert_eq!(of("desktop"), Some(&"off".into()));
    assert_eq!(of("bell"), Some(&"no_terminal".into()));
    assert_eq!(of("sound"), Some(&"failed".into()));
    assert_eq!(of("on_focus_end"), Some(&"worked".into()));
}

#[test]
fn bad_words_are_refused_in_a_line_and_the_timer_goes_on() {
    let user = User::with("[modes.52-17]\nphases = [\"focus 52m\", \"break 17m\"]\n");
    user.does(&["start", "--mode", "52-17"]);
    for words in [
        ["start", "--for", "0"].as_slice(),
        &["start", "--for", "99999h"],
        &["start", "--at", "2999-01-01 09:00"],
        &["start", "--mode", "nothing"],
        &["extend", "0m"],
        &["extend", "-52m"],
        &["sessions", "--filter", "colour:red"],
    ] {
        let said = user.command(words).output().expect("it runs");
        let err = String::from_utf8(said.stderr).expect("UTF-8");
        assert!(!said.status.success() && said.stdout.is_empty(), "{words:?}");
        assert!((1..=2).contains(&err.lines().count()) && !err.contains("{$"), "{words:?}: {err}");
        let refused = words[0] != "sessions";
        assert_eq!(said.status.code(), Some(if refused { 1 } else { 2 }), "{words:?}: {err}");
    }
    let status = user.does(&["status", "--json"]);
    assert!(status.contains("\"mode\":\"52-17\"") && status.contains("\"planned_s\":3120"), "{status}");
    let bar: serde_json::Value = serde_json::from_str(&user.does(&["status", "--format", "waybar"])).expect("JSON");
    assert_eq!((&bar["class"], &bar["percentage"]), (&"focus".into(), &0.into()));
    // A sequence without focus is named with its place, and nothing else is done.
    fs::write(user.path("config.toml"), "[modes.rest]\nphases = [\"break 5m\"]\n").expect("a file");
    let said = user.command(&["status"]).output().expect("it runs");
    let err = String::from_utf8(said.stderr).expect("UTF-8");
    assert!(said.status.code() == Some(3) && err.contains("line 2, column 10"), "{err}");
}
