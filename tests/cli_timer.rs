//! The timer on the command line: parked notes, times of the past, lines for status bars.
#[allow(dead_code, reason = "each test file uses a part of it")]
#[path = "support/user.rs"]
mod user;

use serde_json::json;
use user::User;

#[test]
fn parked_notes_are_listed_and_become_tasks() {
    let user = User::new();
    assert_eq!(user.json(&["park", "list"]), json!({ "parked": [] }));
    assert_eq!(user.does(&["park", "list"]), "No note is parked today.\n");
    user.does(&["start"]);
    user.does(&["interrupt", "internal", "call mum"]);
    user.does(&["interrupt", "external"]);
    user.does(&["interrupt", "external", "printer is empty"]);
    let list = user.json(&["park", "list"]);
    assert_eq!((&list["parked"][0]["note"], &list["parked"][0]["kind"]), (&json!("call mum"), &json!("internal")));
    assert_eq!((&list["parked"][1]["n"], &list["parked"][1]["index"]), (&json!(2), &json!(2)));
    assert!(user.does(&["park", "list"]).contains("2  - "));
    let id = user.does(&["park", "task", "2"]);
    let task = user.json(&["task", "show", id.trim()]);
    assert_eq!(task["title"], json!("printer is empty"));
    // Without a number the first one, and each only once.
    assert_eq!(user.json(&["park", "task"])["title"], json!("call mum"));
    let said = user.ask(&["park", "task"]);
    assert_eq!((said.code, said.err.as_str()), (1, "There is no such interruption: mark one first.\n"));
    assert_eq!(user.ask(&["park", "task", "0"]).code, 2);
    user.does(&["undo"]);
    assert_eq!(user.json(&["park", "list"])["parked"].as_array().map(Vec::len), Some(1));
}

#[test]
fn focus_that_began_some_minutes_ago() {
    let user = User::new();
    user.does(&["start", "--at", "-10m"]);
    let left = user.json(&["status"])["left_s"].as_i64().unwrap();
    assert!((890..=900).contains(&left), "{left}");
    user.does(&["void"]);
    user.does(&["log", "--at", "yesterday 9:00", "--for", "25m"]);
    // The other session is named.
    let said = user.ask(&["log", "--at", "yesterday 9:10", "--for", "25m"]);
    assert!(said.code == 1 && said.err.starts_with("This overlaps focus from "), "{}", said.err);
    // It is said which end of it lies ahead.
    let said = user.ask(&["log", "--at", "-1m", "--for", "25m"]);
    assert_eq!(said.err, "It would end in the future: begin earlier or make it shorter.\n");
    let said = user.ask(&["log", "--at", "2999-01-01T09:00", "--for", "25m"]);
    assert_eq!(said.err, "That time is in the future.\nGive a time that has been: 09:00, -10m or yesterday 9:00.\n");
}

#[test]
fn no_title_steers_a_status_bar() {
    let user = User::new();
    let id = user.task("#[fg=red] %{A1:id:} <b>\"x\\");
    user.does(&["start", &id]);
    let line = |escape: &str| user.does(&["status", "--escape", escape, "--format", "#[bold]{task}|"]);
    assert_eq!(line("tmux"), "#[bold]##[fg=red] %{A1:id:} <b>\"x\\|\n");
    assert_eq!(line("polybar"), "#[bold]#[fg=red] % {A1:id:} <b>\"x\\|\n");
    assert_eq!(line("markup"), "#[bold]#[fg=red] %{A1:id:} &lt;b&gt;\"x\\|\n");
    assert_eq!(line("zsh"), "#[bold]#[fg=red] %%{A1:id:} <b>\"x\\|\n");
    assert_eq!(user.ask(&["status", "--escape", "tmux"]).code, 2);
    // One line of JSON, whose text is markup.
    let said = user.does(&["status", "--format", "waybar"]);
    assert_eq!(said.lines().count(), 1);
    let bar: serde_json::Value = serde_json::from_str(&said).unwrap();
    let tooltip = bar["tooltip"].as_str().unwrap();
    assert!(tooltip.contains("#[fg=red] %{A1:id:} &lt;b&gt;\"x\\") && tooltip.contains('\n'), "{tooltip}");
}

#[cfg(target_os = "linux")]
#[test]
fn who_follows_ends_when_nobody_reads_any_more() {
    use std::{io::BufRead, process::Stdio, thread, time::Duration};
    let user = User::new();
    // Nothing runs, so nothing would be written for a long time.
    let mut follower = user.command(&["status", "--follow", "--format", "{state}"]);
    let mut follower = follower.stdout(Stdio::piped()).spawn().expect("it runs");
    let mut lines = std::io::BufReader::new(follower.stdout.take().expect("a pipe")).lines();
    assert_eq!(lines.next().expect("a line").expect("text"), "idle");
    drop(lines);
    let ended = (0..500).find_map(|_| {
        thread::sleep(Duration::from_millis(20));
        follower.try_wait().expect("it can be asked")
    });
    let ended = ended.or_else(|| follower.kill().ok().and(None));
    assert_eq!(ended.and_then(|status| status.code()), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn whoever_watches_wakes_once_a_second() {
    use std::{fs, io::BufRead, process::Stdio, thread, time::Duration};
    let user = User::new();
    user.does(&["start"]);
    let mut follower = user.command(&["status", "--follow", "--format", "{left}"]);
    let mut follower = follower.stdout(Stdio::piped()).spawn().expect("it runs");
    let mut watcher = user.command(&["watch"]).spawn().expect("it runs");
    let mut lines = std::io::BufReader::new(follower.stdout.take().expect("a pipe")).lines();
    let mut told = |count: usize| lines.by_ref().take(count).collect::<Result<Vec<_>, _>>().expect("lines");
    told(3);
    let wakes = |child: &std::process::Child| {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        line.expect("a count").trim().parse::<i64>().expect("a number")
    };
    let before = [wakes(&follower), wakes(&watcher)];
    thread::sleep(Duration::from_secs(6));
    let woke = [wakes(&follower) - before[0], wakes(&watcher) - before[1]];
    assert_eq!(told(5).len(), 5, "one line a second");
    for child in [&mut follower, &mut watcher] {
        child.kill().expect("it runs still");
        child.wait().expect("it ends");
    }
    // The files are looked at every ten seconds, too.
    assert!(woke.iter().all(|woke| (5..=9).contains(woke)), "{woke:?} times in 6 s");
}

#[test]
fn what_counts_up_takes_no_length() {
    let user = User::new();
    let said = user.ask(&["start", "--mode", "flow", "--for", "50m"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(said.err.starts_with("flow counts up until you finish it"), "{}", said.err);
    assert_eq!(user.json(&["status"])["state"], "idle");
    user.does(&["start", "--mode", "flow"]);
}
