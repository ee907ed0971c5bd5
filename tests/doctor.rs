//! `doctor` from the command line: what it says, what it exits with, what it puts right.
#[allow(dead_code, reason = "each test uses another part of it")]
#[path = "support/user.rs"]
mod user;

use std::fs;

use serde_json::Value as Json;
use user::User;

/// Asks the doctor: exit code and JSON.
fn doctor(user: &User, words: &[&str]) -> (i32, Json) {
    let said = user.ask(&[&["doctor", "--json"], words].concat());
    assert_eq!(said.err, "", "{words:?}");
    assert_eq!(said.out.lines().count(), 1, "one object on one line: {}", said.out);
    (said.code, serde_json::from_str(&said.out).expect("JSON"))
}

fn kinds(found: &Json) -> Vec<&str> {
    let problems = found["problems"].as_array().expect("a list").iter();
    let mut kinds: Vec<&str> = problems.map(|problem| problem["kind"].as_str().expect("a word")).collect();
    kinds.sort_unstable();
    kinds
}

fn lived_in() -> User {
    let user = User::new();
    for title in ["a", "b", "c"] {
        user.task(title);
    }
    user.does(&["log", "--at", "2020-01-06 09:00", "--for", "25m"]);
    user.does(&["start"]);
    user
}

#[test]
fn a_healthy_folder_is_fine_and_nothing_is_written() {
    let user = User::new();
    let (code, found) = doctor(&user, &[]);
    assert_eq!((code, &found["fine"], &found["device"]), (0, &true.into(), &Json::Null));
    assert!(!user.data().exists(), "looking makes no folder");
    let user = lived_in();
    let before = user.files();
    let (code, found) = doctor(&user, &[]);
    assert_eq!(user.files(), before);
    assert_eq!((code, &found["fine"], &found["fixed"]), (0, &true.into(), &Json::Null));
    assert_eq!(kinds(&found), [""; 0]);
    assert_eq!((&found["records"]["task"], &found["records"]["session"]), (&3.into(), &1.into()));
    assert_eq!(found["writable"]["ok"], true);
    assert_eq!(found["places"]["data"], user.data().to_str().expect("UTF-8"));
    assert!(found["clock"]["up_s"].as_i64() > Some(0) && found["clock"]["zone"] == "UTC", "{found}");
    assert_eq!((&found["terminal"]["tty"], &found["terminal"]["unicode"]), (&false.into(), &true.into()));
    let roles: Vec<&str> =
        found["files"].as_array().expect("a list").iter().map(|file| file["role"].as_str().expect("a word")).collect();
    assert!(["journal", "picture", "local"].iter().all(|role| roles.contains(role)), "{roles:?}");
    let text = user.does(&["doctor"]);
    assert!(text.contains("Nothing is wrong.") && text.contains("3 task"), "{text}");
    assert!(user.does(&["--lang", "zh-CN", "doctor"]).contains("一切正常。"));
}

#[test]
fn everything_wrong_is_named_with_its_line_and_put_right() {
    let user = lived_in();
    let journal = user.journal();
    let text = fs::read_to_string(&journal).expect("text");
    let broken = text.replacen("title = \"b\"", "title = b\"", 1) + "\n[[task]]\nid = \"torn";
    fs::write(&journal, &broken).expect("written");
    let copy = journal.with_extension("sync-conflict-20261122-101010-ABC.toml");
    fs::write(&copy, &text).expect("written");
    fs::write(user.file("state.toml"), "schema = 1\n[[task]]\ntitle = \n").expect("written");
    fs::write(user.file("local/timer.toml"), "schema = 1\nstate = \"dancing\"\n").expect("written");
    let (code, found) = doctor(&user, &[]);
    assert_eq!((code, &found["fine"]), (3, &false.into()));
    assert_eq!(kinds(&found), ["chunk", "copy", "torn", "unreadable", "unreadable"]);
    let line = broken.lines().position(|line| line == "title = b\"").expect("the line") + 1;
    let said = user.ask(&["doctor"]);
    assert_eq!((said.code, said.err.as_str()), (3, ""));
    assert!(said.out.contains(&format!("{}:{line}:", journal.display())), "{}", said.out);
    assert!(said.out.contains("state.toml:3:") && said.out.contains("timer.toml:2:"), "{}", said.out);
    assert!(said.out.contains("doctor --fix"), "{}", said.out);

    let (code, fixed) = doctor(&user, &["--fix"]);
    assert_eq!((code, kinds(&fixed)), (0, vec![]), "{fixed}");
    let how: Vec<&str> =
        fixed["fixed"].as_array().expect("a list").iter().map(|fixed| fixed["how"].as_str().expect("a word")).collect();
    assert_eq!(how, ["tail", "chunks", "copy", "timer", "picture"]);
    for fixed in fixed["fixed"].as_array().expect("a list") {
        assert!(fs::metadata(fixed["kept"].as_str().expect("a path")).is_ok(), "{fixed}");
    }
    assert_eq!(user.titles(), ["a", "b", "c"]);
    assert!(user.does(&["doctor", "--fix"]).contains("Nothing is wrong."));
}

#[test]
fn settings_templates_and_syncers_are_looked_at_too() {
    let user = lived_in();
    let config = user.home.path().join("my.toml");
    fs::write(&config, "[timer]\nfocus = 25\n").expect("written");
    fs::create_dir_all(user.file("templates")).expect("a folder");
    fs::write(user.file("templates/mine.toml"), "schema = 1\nid = \n").expect("written");
    fs::create_dir(user.file("templates/folder.toml")).expect("a folder");
    fs::create_dir(user.file(".git")).expect("a folder");
    fs::write(user.file(".gitignore"), "*.tmp\n").expect("written");
    let (code, found) = doctor(&user, &["--config", config.to_str().expect("UTF-8")]);
    assert_eq!((code, &found["shared_by"]), (3, &serde_json::json!(["git"])));
    // Three settings, and each of the four lines that the ignore files lack.
    assert_eq!(kinds(&found), ["setting", "setting", "setting", "shared", "shared", "shared", "shared"]);
    let said = user.ask(&["doctor", "--config", config.to_str().expect("UTF-8")]);
    assert!(said.out.contains("my.toml, line 2") && said.out.contains("mine.toml, line 2"), "{}", said.out);
    assert!(said.out.contains("folder.toml"), "{}", said.out);
    // Only what hides data or settings is worth an exit code.
    fs::remove_dir_all(user.file("templates")).expect("removed");
    let (code, found) = doctor(&user, &[]);
    assert_eq!((code, kinds(&found)), (0, ["shared"; 4].to_vec()));
}

#[test]
fn a_value_that_fits_nowhere_is_found_in_the_picture() {
    let user = lived_in();
    let picture = user.file("state.toml");
    let text = fs::read_to_string(&picture).expect("text") + "\n[[task]]\nid = \"new\"\nnote = \"no title\"\n";
    fs::write(&picture, &text).expect("written");
    let (code, found) = doctor(&user, &[]);
    assert_eq!((code, kinds(&found)), (3, vec!["unreadable"]), "{found}");
    assert_eq!(found["problems"][0]["line"], text.lines().count() - 2);
    assert_eq!(doctor(&user, &["--fix"]).0, 0);
    assert!(fs::read_to_string(&picture).expect("text").contains("title = \"a\""));
    let kept = user.files().into_iter().any(|(path, bytes)| path != picture && bytes == text.as_bytes());
    assert!(kept, "what was written by hand is kept");
}
