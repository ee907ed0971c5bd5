//! Several machines, as README says: three data folders that share `history/` through plain git.
#![cfg(unix)]
#[allow(dead_code, reason = "each test uses another part of it")]
#[path = "support/user.rs"]
mod user;

use std::{fs, path::Path, process::Command};

use serde_json::Value as Json;
use user::User;

fn git(folder: &Path, home: &Path, words: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]);
    command.args(words).current_dir(folder).env("HOME", home).env("GIT_CONFIG_NOSYSTEM", "1");
    let output = command.output().expect("git runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "git {words:?}: {said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What README tells to do: commit, pull, push.
fn sync(user: &User) {
    let (data, home) = (user.data(), user.home.path());
    git(&data, home, &["add", "-A"]);
    git(&data, home, &["commit", "--allow-empty", "-qm", "focus"]);
    let remote = git(&data, home, &["ls-remote", "origin", "main"]);
    if !remote.is_empty() {
        git(&data, home, &["pull", "-q", "--no-rebase", "--no-edit", "--allow-unrelated-histories", "origin", "main"]);
    }
    git(&data, home, &["push", "-q", "origin", "HEAD:main"]);
}

/// Everything that two machines must agree on.
fn known(user: &User) -> [Json; 3] {
    let mut tasks = user.json(&["task", "list", "--all"]);
    for task in tasks["tasks"].as_array_mut().expect("a list") {
        // It grows with the clock.
        let task = task.as_object_mut().expect("a task");
        task.retain(|field, _| !matches!(field.as_str(), "terms" | "score" | "band"));
    }
    [tasks, user.json(&["sessions"]), user.json(&["assess", "show", "agility"])]
}

#[test]
fn three_machines_share_through_git() {
    if Command::new("git").arg("--version").output().is_err() {
        println!("skipped: there is no git");
        return;
    }
    let hub = tempfile::tempdir().expect("a folder");
    git(hub.path(), hub.path(), &["init", "-q", "--bare", "."]);
    let users = [User::new(), User::new(), User::new()];
    for user in &users {
        fs::create_dir(user.data()).expect("a folder");
        git(&user.data(), user.home.path(), &["init", "-q"]);
        git(&user.data(), user.home.path(), &["remote", "add", "origin", hub.path().to_str().expect("UTF-8")]);
    }
    let [a, b, c] = &users;
    // Everybody has a past before they meet.
    let id = a.task("shared");
    b.does(&["log", "--at", "2020-01-06 09:00", "--for", "25m", "--note", "b"]);
    c.task("of c");
    let score = |user: &User, decision: &str| {
        let scores = ["identification=50", "analysis=50", decision, "execution=50"];
        let scores: Vec<&str> = scores.iter().flat_map(|score| ["--score", score]).collect();
        user.does(&[&["assess", "record", "agility", "--week", "2020-W10"][..], &scores].concat());
    };
    score(b, "decision=60");
    for _ in 0..2 {
        users.iter().for_each(sync);
    }
    assert_eq!(known(a), known(b));
    assert_eq!(known(a), known(c));
    // All of them change the same things without knowing of each other.
    a.does(&["task", "edit", &id, "--importance", "5", "--project", "of a"]);
    b.does(&["task", "edit", &id, "--project", "of b", "--tag", "deep"]);
    c.does(&["task", "edit", &id, "--title", "ours"]);
    c.does(&["task", "done", "of c"]);
    a.does(&["log", &id, "--at", "2020-01-07 09:00", "--for", "25m"]);
    score(c, "decision=80");
    for order in [[b, a, c], [c, b, a]] {
        order.into_iter().for_each(sync);
    }
    // A syncer that leaves a conflict copy, an older state of the same journal.
    let journal = a.journal();
    let text = fs::read_to_string(&journal).expect("text");
    let half = text.rfind("\n[[").expect("records");
    fs::write(journal.with_extension("sync-conflict-20261122-101010-ABC.toml"), &text[..half]).expect("written");
    sync(a);
    sync(b);
    sync(c);
    assert_eq!(known(a), known(b));
    assert_eq!(known(a), known(c));
    let task = a.json(&["task", "show", &id]);
    assert_eq!((&task["title"], &task["importance"], &task["project"]), (&"ours".into(), &5.into(), &"of b".into()));
    assert_eq!(task["tags"], serde_json::json!(["deep"]));
    assert_eq!(a.json(&["sessions"])["sessions"].as_array().map(Vec::len), Some(2));
    for user in &users {
        let found: Json = serde_json::from_str(&user.ask(&["doctor", "--json"]).out).expect("JSON");
        assert_eq!((&found["fine"], &found["shared_by"]), (&true.into(), &serde_json::json!(["git"])), "{found}");
        let kinds: Vec<&Json> = found["problems"].as_array().expect("a list").iter().map(|p| &p["kind"]).collect();
        assert_eq!(kinds, ["copy"], "{found}");
        let shared = git(&user.data(), user.home.path(), &["ls-files"]);
        assert!(shared.lines().all(|file| file.starts_with("history/") || file.ends_with("ignore")), "{shared}");
    }
}
