//! The dashboard as lines: the real program on pipes, no terminal.
#[allow(dead_code, reason = "each test uses another part of it")]
#[path = "support/user.rs"]
mod user;

use std::{
    io::Write,
    process::{Output, Stdio},
};

use user::{Said, User};

fn plain(user: &User, words: &[&str], lines: &str) -> Said {
    let mut command = user.command(&[&["--plain"], words].concat());
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    child.stdin.take().expect("a pipe").write_all(lines.as_bytes()).expect("it reads");
    let output: Output = child.wait_with_output().expect("it ends");
    output.into()
}

#[test]
fn a_day_is_lived_in_lines() {
    let user = User::new();
    let lines = "a buy milk\na\nread the paper\nlist\n2\nspace\ni\nn mail\nx\nphone\ns\n80\n75\n65\n85\nu\nd\nnonsense\nquit\nnever read\n";
    let said = plain(&user, &[], lines);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let wanted = [
        "Nothing runs. Type space and Enter to start a focus phase.",
        "added: buy milk",
        "Title? An empty line leaves it.",
        "added: read the paper",
        "1 of 2: buy milk",
        "2 of 2: read the paper",
        "2 of 2: read the paper",
        "focus runs, 25 min left, rings",
        "internal interruption marked",
        "noted: mail",
        "Reason? An empty line leaves it.",
        "voided: read the paper",
        "Nothing runs. Type space and Enter to start a focus phase.",
        "Problem identification, now –? A number; an empty line keeps it, cancel leaves.",
        "Analysis, now –?",
        "Decision, now –?",
        "Execution, now –?",
        "scored: agility",
        "taken back: scored: agility",
        "done: read the paper",
        "There is no command nonsense. help lists them.",
    ];
    let told: Vec<&str> = said.out.lines().collect();
    assert_eq!(told.len(), wanted.len(), "{}", said.out);
    for (told, wanted) in told.iter().zip(wanted) {
        assert!(told.starts_with(wanted), "{told} is not {wanted}");
    }
    assert!(!said.out.contains('\u{1b}'));
    assert_eq!(user.titles(), ["buy milk"]);
}

#[test]
fn it_ends_with_its_input_and_says_what_goes_on() {
    let user = User::new();
    let said = plain(&user, &["--lang", "zh-CN"], "start-pause\n");
    assert_eq!(said.code, 0);
    assert!(said.out.starts_with("没有计时。"), "{}", said.out);
    assert!(said.out.lines().last().is_some_and(|line| line.contains("focus-tui")), "{}", said.out);
    assert_eq!(user.json(&["status"])["state"], "running");
    let hostile = plain(&user, &[], "a \u{1b}[2J\u{9b}31mred\u{202e}\n\u{0}\nlist\n");
    assert!(!hostile.out.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\u{0}']), "{:?}", hostile.out);
}

#[test]
fn what_is_no_score_is_said_and_asked_again() {
    let user = User::new();
    let said = plain(&user, &[], "s\nbanana\n1e3\n-5\n80 75\ncancel\ns 80 75 65 85\n");
    let told: Vec<&str> = said.out.lines().collect();
    assert_eq!(told.iter().filter(|line| line.contains("is no score: give a number from 0 to 100.")).count(), 3);
    assert!(told.contains(&"Left as it was."), "{}", said.out);
    assert!(told.iter().any(|line| line.starts_with("scored: agility")), "{}", said.out);
    let scored = user.json(&["assess", "show", "agility"]);
    let scores: Vec<f64> =
        scored["dimensions"].as_array().unwrap().iter().map(|d| d["score"].as_f64().unwrap()).collect();
    assert_eq!(scores, [80.0, 75.0, 65.0, 85.0]);
}

#[test]
fn a_blank_starts_and_a_mode_is_chosen_by_name() {
    let user = User::new();
    let said = plain(&user, &[], "M\nnonsense\nflow\n \nF\nM countdown 40\nspace\n");
    for wanted in
        ["There is no mode nonsense.", "The next start uses it.", "focus runs since", "focus runs, 40 min left"]
    {
        assert!(said.out.contains(wanted), "{wanted}: {}", said.out);
    }
}

#[test]
fn views_are_told_in_lines() {
    let user = User::new();
    user.does(&["task", "add", "read the paper", "--estimate", "2"]);
    user.does(&["assess", "record", "agility", "--score", "analysis=70"]);
    let said = plain(&user, &[], "p\nw\nv\nH\nI\n,\n");
    for wanted in ["read the paper", "W", "focus-tui config show", "That view is a picture only."] {
        assert!(said.out.contains(wanted), "{wanted}: {}", said.out);
    }
    assert!(!said.out.contains("There is no command"), "{}", said.out);
}
