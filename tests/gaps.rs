//! A computer that slept, end to end: the real program two hours of sleep later, in a time namespace.
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "waiting for another process needs a clock")]
#[allow(dead_code, reason = "each test uses another part of it")]
#[path = "support/terminal.rs"]
mod terminal;
#[allow(dead_code, reason = "each test uses another part of it")]
#[path = "support/user.rs"]
mod user;

use std::{
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    process::{Command, Stdio},
    time::{SystemTime, UNIX_EPOCH},
};

use terminal::Terminal;
use user::{PROGRAM, Said, User};

/// What runs a program as if the computer had slept for two hours just before.
const LATER: [&str; 11] =
    ["unshare", "--time", "--boottime", "7200", "--monotonic", "0", "--fork", "faketime", "-f", "+7200s", PROGRAM];

/// A zone in which it is 10 o'clock, so that two hours lie within one day whenever the tests run.
fn zone() -> String {
    let hours = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_secs() / 3600 % 24;
    let east = 10 - hours as i64;
    format!("TST{}", -east)
}

fn run(user: &User, words: &[&str]) -> Said {
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).env_clear().envs(user.env());
    command.env("TZ", zone()).env("FAKETIME_DONT_FAKE_MONOTONIC", "1").output().expect("it runs").into()
}

fn later(user: &User, words: &[&str]) -> Said {
    run(user, &[&LATER, words].concat())
}

/// A focus phase that was begun, and then the computer slept; `None` where that cannot be acted out.
fn slept() -> Option<User> {
    let user = User::new();
    user.task("write");
    let able = Command::new(LATER[0]).args(&LATER[1..10]).arg("true").output();
    if !able.is_ok_and(|able| able.status.success() && able.stderr.is_empty()) {
        println!("skipped: time namespaces or faketime are not to be had here");
        return None;
    }
    let said = run(&user, &[PROGRAM, "start", "write"]);
    assert_eq!(said.code, 0, "{said:?}");
    Some(user)
}

fn status(user: &User) -> serde_json::Value {
    serde_json::from_str(&later(user, &["status", "--json"]).out).expect("JSON")
}

#[test]
fn undo_after_a_long_gap_brings_the_question_back() {
    let Some(user) = slept() else { return };
    let far = |words: &[&str]| {
        let far = LATER.map(|word| word.replace("7200", "15000"));
        let far: Vec<&str> = far.iter().map(String::as_str).collect();
        run(&user, &[&far, words].concat())
    };
    let said = far(&["status"]);
    assert!(said.out.contains("fell asleep"), "{said:?}");
    let said = far(&["pause"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("fell asleep"), "{said:?}");
    let said = far(&["undo"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(user.titles(), ["write"], "the task is still there");
    let asked: serde_json::Value = serde_json::from_str(&far(&["status", "--json"]).out).expect("JSON");
    assert_eq!(asked["state"], "asking");
    // And where nobody had settled it before.
    let Some(user) = slept() else { return };
    let far = LATER.map(|word| word.replace("7200", "15000"));
    let far: Vec<&str> = far.iter().map(String::as_str).collect();
    let said = run(&user, &[&far[..], &["undo"]].concat());
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("fell asleep") && !said.out.contains("added"), "{said:?}");
    assert_eq!(user.titles(), ["write"]);
}

#[test]
fn every_answer_to_the_question_after_a_sleep() {
    for answer in ["continue", "end", "count", "void"] {
        let Some(user) = slept() else { return };
        let before = user.files();
        let asked = status(&user);
        assert_eq!(user.files(), before, "asking writes nothing");
        assert_eq!((&asked["state"], &asked["ends_at"]), (&"asking".into(), &serde_json::Value::Null));
        let gap = asked["gap"]["slept_s"].as_i64().expect("seconds");
        assert!((7195..=7205).contains(&gap), "{asked}");
        let elapsed = asked["elapsed_s"].as_i64().expect("seconds");
        assert!(elapsed < 60, "a sleep is no focus: {asked}");
        let said = later(&user, &["resolve", answer]);
        assert_eq!(said.code, 0, "{answer}: {said:?}");
        let after = status(&user);
        let sessions = later(&user, &["sessions", "--json"]).out;
        let sessions: serde_json::Value = serde_json::from_str(&sessions).expect("JSON");
        let session = &sessions["sessions"][0];
        match answer {
            "continue" => {
                assert_eq!(after["state"], "running");
                assert!(after["left_s"].as_i64().expect("seconds") > 1400, "{after}");
            }
            "end" => {
                assert_eq!((&after["phase"], &session["outcome"]), (&"idle".into(), &"partial".into()), "{session}")
            }
            "count" => assert_eq!(session["outcome"], "completed", "{session}"),
            _ => assert_eq!(session["outcome"], "void", "{session}"),
        }
        assert_eq!(later(&user, &["resolve", answer]).code, 1, "there is one question");
    }
}

/// The first lines that a command says, on standard error or output, as it stays; it is ended then.
fn first_lines(user: &User, seconds: &str, words: &[&str], err: bool, count: usize) -> Vec<String> {
    let mut command = Command::new(LATER[0]);
    command.args(LATER[1..].iter().map(|word| word.replace("7200", seconds))).args(words);
    command.env_clear().envs(user.env()).env("TZ", zone()).env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    let pipe = |wanted: bool| if wanted { Stdio::piped() } else { Stdio::null() };
    let mut child =
        command.process_group(0).stdin(Stdio::null()).stdout(pipe(!err)).stderr(pipe(err)).spawn().expect("it runs");
    let lines = match (child.stdout.take(), child.stderr.take()) {
        (Some(out), _) => BufReader::new(out).lines().take(count).collect::<Result<Vec<_>, _>>(),
        (_, err) => BufReader::new(err.expect("a pipe")).lines().take(count).collect(),
    };
    // With all that stands between: each of them only passes the program on.
    let group = format!("-{}", child.id());
    let ended = Command::new("kill").args(["-KILL", "--", &group]).status();
    assert!(ended.is_ok_and(|ended| ended.success()), "it runs still");
    child.wait().expect("it ends");
    lines.expect("UTF-8")
}

#[test]
fn whoever_watches_says_that_a_gap_asks_and_what_a_sleep_has_ended() {
    for words in [&["watch"][..], &["wait"], &["status", "--follow", "--format", "{state}"]] {
        let Some(user) = slept() else { return };
        let said = first_lines(&user, "7200", words, true, 2);
        assert!(said[0].starts_with("focus · The computer slept 2 h"), "{words:?}: {said:?}");
        assert_eq!(said[1], "Answer with focus-tui resolve continue, end, count or void.");
        // A sleep that is too long to be asked about.
        let Some(user) = slept() else { return };
        let said = first_lines(&user, "15000", words, true, 1);
        assert!(said[0].contains("ended where the computer fell asleep"), "{words:?}: {said:?}");
    }
    // A reader of JSON has it in the answer.
    let Some(user) = slept() else { return };
    let said = first_lines(&user, "15000", &["status", "--follow", "--json"], false, 1);
    let state: serde_json::Value = serde_json::from_str(&said[0]).expect("JSON");
    assert_eq!(state["state"], "idle");
    assert!(state["notices"][0].as_str().is_some_and(|line| line.contains("fell asleep")), "{state}");
}

#[test]
fn the_dashboard_asks_and_takes_the_answer() {
    let Some(user) = slept() else { return };
    let (data, zone) = (user.data(), zone());
    let envs = [
        ("FOCUS_TUI_DATA_DIR", data.to_str().expect("UTF-8")),
        ("TZ", zone.as_str()),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
    ];
    let mut screen = Terminal::open(LATER[0], &LATER[1..], &envs, user.home.path(), (120, 36));
    screen.until_text("slept 2 h");
    screen.until_text("count the gap");
    screen.press("\r");
    screen.until("the phase going on", |screen| {
        let text = screen.contents();
        text.contains("rings") && !text.contains("slept 2 h")
    });
    screen.press("q");
    assert_eq!(screen.end(), 0);
    let after = status(&user);
    assert_eq!(after["state"], "running");
    assert!(after["left_s"].as_i64().expect("seconds") > 1400, "{after}");
}
