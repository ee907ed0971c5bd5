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
        "Nothing runs. space starts a focus phase.",
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
        "Nothing runs. space starts a focus phase.",
        "Problem identification, now –? An empty line keeps it.",
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
