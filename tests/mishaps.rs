//! Files that are missing, unreadable, special or of a later version, as a person at the command line meets them.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "waiting for another process needs a clock")]
#[allow(dead_code, reason = "each test uses another part of it")]
#[path = "support/terminal.rs"]
mod terminal;
#[allow(dead_code, reason = "each test uses another part of it")]
#[path = "support/user.rs"]
mod user;

use std::{fs, os::unix::fs::symlink, process::Command, thread, time::Duration};

use terminal::Terminal;
use user::{PROGRAM, Said, User};

/// Runs words in a folder with nothing but what they are given.
fn bare(user: &User, envs: &[(&str, &str)], words: &[&str]) -> Said {
    let mut command = Command::new(PROGRAM);
    command.args(words).env_clear().envs(envs.iter().copied()).current_dir(user.home.path());
    command.output().expect("it runs").into()
}

#[test]
fn a_relative_data_folder_works_at_first_use() {
    let user = User::new();
    for folder in ["rel", "a/b/c", "./dot"] {
        let said = bare(&user, &[], &["--data-dir", folder, "task", "add", "x"]);
        assert_eq!(said.code, 0, "{folder}: {said:?}");
        assert!(user.home.path().join(folder).join("history").is_dir());
    }
    let said = bare(&user, &[("FOCUS_TUI_DATA_DIR", "rel3")], &["task", "add", "x"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(user.home.path().join("rel3/history").is_dir());
}

#[test]
fn an_empty_data_folder_counts_as_none_and_a_home_is_not_needed_with_one() {
    let user = User::new();
    let home = user.home.path().to_str().expect("UTF-8").to_owned();
    // An option without its value is a slip, an empty variable the usual way to take one back.
    let said = bare(&user, &[("HOME", &home)], &["--data-dir", "", "task", "add", "x"]);
    assert_eq!((said.code, user.files().len()), (2, 0), "{said:?}");
    assert!(said.err.contains("--data-dir"), "{}", said.err);
    let said = bare(&user, &[("FOCUS_TUI_DATA_DIR", ""), ("HOME", &home)], &["task", "add", "x"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(user.home.path().join(".local/share/focus-tui/history").is_dir());
    // Without HOME the system's list of users has the last word.
    let said = bare(&user, &[], &["--data-dir", "there", "task", "add", "x"]);
    assert_eq!(said.code, 0, "{said:?}");
}

#[test]
fn what_could_not_be_noted_for_undo_is_refused_not_taken_for_another() {
    let user = User::new();
    for title in ["a", "b", "c"] {
        user.task(title);
    }
    let undo = user.file("local/undo.toml");
    let before = fs::read(&undo).expect("bytes");
    user.task("d");
    // As if it had not been saved.
    fs::write(&undo, before).expect("written");
    let said = user.ask(&["undo"]);
    assert_eq!((said.code, user.titles().len()), (1, 4), "{said:?}");
    assert!(said.err.contains("not be noted"), "{}", said.err);
    // What comes after it can be undone, and only that.
    user.task("e");
    assert!(user.does(&["undo"]).contains(": e"));
    assert_eq!(user.ask(&["undo"]).code, 1);
    assert_eq!(user.titles(), ["a", "b", "c", "d"]);
}

#[test]
fn a_refused_step_of_undo_does_not_block_older_ones() {
    let user = User::new();
    user.task("a");
    let id = user.task("b");
    user.does(&["task", "edit", &id, "--importance", "5"]);
    user.does(&["task", "edit", &id, "--importance", "4"]);
    // Another device changes the same field later.
    let text = fs::read_to_string(user.journal()).expect("text");
    let last = text.rfind("[[task]]").expect("a record");
    let other = text[last..].replace("importance = 4", "importance = 1").replace("\nat = 2", "\nat = 3");
    let folder = user.file("history");
    fs::write(folder.join("3026-11.other.toml"), format!("schema = 1\n\n{other}")).expect("written");
    let said = user.ask(&["undo"]);
    assert_eq!(said.code, 1, "{said:?}");
    let said = user.ask(&["undo"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(user.does(&["undo"]).contains(": b"), "the older ones come next");
}

#[test]
fn an_undo_file_that_cannot_be_read_is_kept() {
    let user = User::new();
    user.task("a");
    fs::write(user.file("local/undo.toml"), "[[").expect("written");
    let said = user.ask(&["undo"]);
    assert_eq!(said.code, 3, "{said:?}");
    user.task("b");
    let kept = fs::read_dir(user.file("local")).expect("a folder").filter_map(|entry| {
        let path = entry.expect("an entry").path();
        path.to_string_lossy().contains("undo.toml.corrupt-").then(|| fs::read(path).expect("bytes"))
    });
    assert_eq!(kept.collect::<Vec<_>>(), [b"[[".to_vec()]);
    assert!(user.does(&["undo"]).contains(": b"));
}

#[test]
fn a_picture_that_cannot_be_read_does_not_stop_the_timer() {
    for make in [
        &(|path: &std::path::Path| fs::create_dir(path)) as &dyn Fn(&std::path::Path) -> std::io::Result<()>,
        &|path| symlink(path, path),
        &|path| {
            rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, 0o600.into(), 0).map_err(Into::into)
        },
        &|path| symlink("/dev/zero", path),
    ] {
        let user = User::new();
        let id = user.task("a");
        user.does(&["start", "a"]);
        let picture = user.file("state.toml");
        fs::remove_file(&picture).expect("removed");
        make(&picture).expect("made");
        for words in [&["pause"][..], &["resume"], &["status"], &["finish"]] {
            let said = user.ask(words);
            assert_eq!(said.code, 0, "{words:?}: {said:?}");
        }
        for words in [&["task", "add", "b"][..], &["task", "done", &id], &["task", "list"]] {
            let said = user.ask(words);
            assert_eq!((said.code, said.err.contains("state.toml")), (3, true), "{words:?}: {said:?}");
        }
        let said = user.ask(&["doctor"]);
        assert!(said.code == 3 && said.out.contains("state.toml"), "{said:?}");
        assert!(!fs::symlink_metadata(&picture).expect("still there").is_file(), "it is left as it is");
    }
}

#[test]
fn links_to_nothing_stay_links() {
    let user = User::new();
    user.task("a");
    let picture = user.file("state.toml");
    for (target, comes) in [("elsewhere.toml", true), ("/nonexistent/s.toml", false)] {
        fs::remove_file(&picture).expect("removed");
        symlink(target, &picture).expect("linked");
        assert_eq!(user.ask(&["task", "add", "b"]).code, 0);
        assert_eq!(fs::read_link(&picture).expect("a link").to_str(), Some(target));
        assert_eq!(user.file("elsewhere.toml").exists(), comes);
        let _ = fs::remove_file(user.file("elsewhere.toml"));
    }
    fs::remove_file(&picture).expect("removed");
    assert_eq!(user.ask(&["start", "a"]).code, 0);
    user.does(&["finish"]);
    let timer = user.file("local/timer.toml");
    fs::remove_file(&timer).expect("removed");
    symlink("/nonexistent/t.toml", &timer).expect("linked");
    let said = user.ask(&["start", "a"]);
    assert_eq!(said.code, 4, "{said:?}");
    assert!(fs::read_link(&timer).is_ok());
}

#[cfg(target_os = "linux")]
#[test]
fn a_log_that_cannot_be_written_spoils_nothing() {
    let user = User::new();
    user.task("a");
    // The picture cannot be drawn, which is worth a line of the log.
    fs::remove_file(user.file("local/shadow.toml")).expect("removed");
    fs::create_dir(user.file("local/shadow.toml")).expect("a folder");
    user.task("b");
    let log = user.file("local/focus-tui.log");
    assert!(fs::read_to_string(&log).expect("a log").contains("state.toml was not written"));
    fs::remove_file(&log).expect("removed");
    std::os::unix::fs::symlink("/dev/full", &log).expect("linked");
    // It also asserts that nothing was said on standard error.
    user.task("c");
    assert_eq!(user.titles(), ["a", "b", "c"]);
}

#[test]
fn a_torn_tail_is_passed_over_in_silence() {
    let user = User::new();
    user.task("whole");
    let journal = user.journal();
    let torn = fs::read_to_string(&journal).expect("text") + "\n[[task]]\nid = \"torn\"\ntitle = \"to";
    fs::write(&journal, &torn).expect("written");
    // Each of them also asserts that nothing was said on standard error.
    assert_eq!(user.titles(), ["whole"]);
    user.does(&["sessions"]);
    assert_eq!(user.json(&["status"])["notices"], serde_json::json!([]));
    assert_eq!(fs::read_to_string(&journal).expect("text"), torn, "reading never writes");
    user.task("next");
    assert_eq!(user.titles(), ["next", "whole"]);
    let aside = journal.with_extension("toml.torn");
    assert!(fs::read_to_string(aside).expect("kept").ends_with("[[task]]\nid = \"torn\"\ntitle = \"to"));
}

#[test]
fn a_loop_of_links_among_the_journals_is_named_and_stops_nothing() {
    let user = User::new();
    user.task("a");
    let odd = user.file("history/2026-01.other.toml");
    symlink(&odd, &odd).expect("linked");
    let said = user.ask(&["task", "list"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.err.contains("2026-01.other.toml"), "{}", said.err);
    assert_eq!(user.ask(&["task", "add", "b"]).code, 0);
    assert_eq!(user.ask(&["task", "list", "--json"]).out.matches("\"title\"").count(), 2);
    assert_eq!(user.ask(&["doctor"]).code, 3);
}

#[test]
fn what_reading_came_upon_is_said_by_every_command() {
    let user = User::new();
    user.task("a");
    user.does(&["log", "--at", "2020-01-06 09:00", "--for", "25m"]);
    let journal = user.journal();
    let good = fs::read_to_string(&journal).expect("text");
    for bad in [good.replacen("schema = 1", "schema = 2", 1), good.replacen("title = \"a\"", "title = a\"", 1)] {
        fs::write(&journal, &bad).expect("written");
        let name = journal.file_name().expect("a name").to_str().expect("UTF-8");
        for words in [&["task", "list"][..], &["sessions"], &["history"], &["plan"], &["review"], &["park", "list"]] {
            let said = user.ask(words);
            assert!(said.err.contains(name), "{words:?}: {said:?}");
            let json = user.ask(&[words, &["--json"]].concat());
            assert!(json.err.contains(name), "{words:?}: {json:?}");
            serde_json::from_str::<serde_json::Value>(&json.out).expect("JSON alone on standard output");
        }
        let said = user.ask(&["status", "--format", "{state}"]);
        assert_eq!(said.err, "");
    }
    fs::write(&journal, &good).expect("written");
    assert_eq!(user.ask(&["task", "list"]).err, "");
}

#[test]
fn a_timer_or_an_undo_of_a_later_version_is_3() {
    let user = User::new();
    user.task("a");
    user.does(&["start", "a"]);
    let timer = user.file("local/timer.toml");
    let good = fs::read_to_string(&timer).expect("text");
    for bad in [good.replacen("schema = 1", "schema = 2", 1), "schema = 1\nstate = \"dancing\"\n".to_owned()] {
        fs::write(&timer, &bad).expect("written");
        for words in [&["pause"][..], &["resume"], &["finish"], &["resolve", "end"], &["void"], &["wait"]] {
            let said = user.ask(words);
            assert_eq!((said.code, said.err.contains("timer.toml")), (3, true), "{words:?}: {said:?}");
        }
        assert_eq!(fs::read_to_string(&timer).expect("text"), bad);
    }
    fs::write(&timer, &good).expect("written");
    user.does(&["finish"]);
    for file in [user.journal(), user.file("local/undo.toml")] {
        let good = fs::read_to_string(&file).expect("text");
        for head in ["schema = 2", "\u{feff}schema = +2", "\"schema\" = 0x2"] {
            let bad = good.replacen("schema = 1", head, 1);
            fs::write(&file, &bad).expect("written");
            let said = user.ask(&["undo"]);
            assert_eq!(said.code, 3, "{head} in {}: {said:?}", file.display());
            assert_eq!(fs::read_to_string(&file).expect("text"), bad);
        }
        fs::write(&file, &good).expect("written");
    }
}

#[test]
fn while_the_picture_is_broken_nothing_changes_tasks() {
    let user = User::new();
    user.task("a");
    let picture = user.file("state.toml");
    fs::write(&picture, "= =").expect("written");
    let before = fs::read(user.journal()).expect("bytes");
    let said = user.ask(&["undo"]);
    assert_eq!((said.code, fs::read(user.journal()).expect("bytes")), (3, before), "{said:?}");
    for words in [["plan"], ["review"]] {
        assert!(user.ask(&words).err.contains("state.toml"), "{words:?}");
    }
}

#[test]
fn a_lock_file_in_place_of_locks_is_said_and_named() {
    let user = User::new();
    user.task("a");
    let strace = |words: &[&str]| -> Said {
        let mut command = Command::new("strace");
        command.args(["-f", "-o", "/dev/null", "-e", "inject=flock:error=EOPNOTSUPP", PROGRAM]).args(words);
        command.env_clear().envs(user.env()).output().expect("it runs").into()
    };
    let able = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
    if !able.is_ok_and(|able| able.status.success()) {
        println!("skipped: strace is not to be had here");
        return;
    }
    let said = strace(&["task", "add", "b"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.err.contains("knows no locks") && said.err.contains("lock.held"), "{}", said.err);
    let found: serde_json::Value = serde_json::from_str(&strace(&["doctor", "--json"]).out).expect("JSON");
    assert_eq!(found["lock"], "file");
    assert_eq!(user.json(&["doctor"])["lock"], "flock");
    fs::write(user.file("local/lock.held"), "elsewhere\n1\nx\n").expect("written");
    let said = strace(&["task", "add", "c"]);
    assert_eq!(said.code, 4, "{said:?}");
    assert!(said.err.contains("lock.held"), "{}", said.err);
}

#[test]
fn an_editor_that_writes_in_pieces_loses_nothing() {
    let user = User::new();
    for title in ["a", "b", "c"] {
        user.task(title);
    }
    let picture = user.file("state.toml");
    let text = fs::read_to_string(&picture).expect("text");
    let mut screen = Terminal::over(&user.data());
    screen.until_text("focus");
    thread::sleep(Duration::from_millis(500));
    let edited = text.replacen("title = \"c\"", "title = \"edited\"", 1);
    let half = edited.match_indices("\n[[task]]").nth(1).expect("three tasks").0;
    let mut file = fs::OpenOptions::new().write(true).truncate(true).open(&picture).expect("open");
    for piece in [&edited[..0], &edited[..half], &edited[half..]] {
        std::io::Write::write_all(&mut file, piece.as_bytes()).expect("written");
        thread::sleep(Duration::from_millis(400));
    }
    screen.until_text("edited");
    screen.press("q");
    screen.end();
    assert_eq!(user.titles(), ["a", "b", "edited"]);
}

#[test]
fn settings_of_a_later_version_stay_as_they_are() {
    let user = User::new();
    let config = user.home.path().join("c.toml");
    let path = config.to_str().expect("UTF-8");
    let later = "schema = 7\n";
    fs::write(&config, later).expect("written");
    for words in [&["config", "set", "timer.focus", "30m"][..], &["status"], &["task", "add", "x"], &["doctor"]] {
        let said = user.ask(&[&["--config", path], words].concat());
        assert_eq!(said.code, 3, "{words:?}: {said:?}");
        assert!(format!("{}{}", said.err, said.out).contains("later version"), "{words:?}: {said:?}");
    }
    assert_eq!(fs::read_to_string(&config).expect("text"), later);
    fs::write(&config, "schema = 1\r\nlang = \"en\"\r\n").expect("written");
    user.does(&["--config", path, "status"]);
    user.does(&["--config", path, "config", "set", "lang", "en"]);
    user.does(&["--config", path, "config", "set", "timer.rounds", "3"]);
    let text = fs::read_to_string(&config).expect("text");
    assert!(text.starts_with("schema = 1\r\n") && !text.replace("\r\n", "").contains('\n'), "{text:?}");
}

#[test]
fn doctor_goes_on_with_settings_that_cannot_be_read() {
    let user = User::new();
    user.task("a");
    let config = user.home.path().join("c.toml");
    let path = config.to_str().expect("UTF-8");
    fs::write(&config, b"lang = \"\xff\"\n").expect("written");
    let found = |user: &User| -> serde_json::Value {
        let said = user.ask(&["--config", path, "doctor", "--json"]);
        assert_eq!(said.code, 3, "{said:?}");
        serde_json::from_str(&said.out).expect("JSON")
    };
    assert_eq!(found(&user)["records"]["task"], 1);
    fs::remove_file(&config).expect("removed");
    fs::create_dir(&config).expect("made");
    let all = found(&user);
    assert!(all["problems"].to_string().contains("c.toml"), "{all}");
    assert_eq!(user.ask(&["--config", path, "status"]).code, 3);
    fs::remove_dir(&config).expect("removed");
    symlink("/dev/zero", &config).expect("linked");
    assert_eq!(user.ask(&["--config", path, "status"]).code, 3);
}

#[test]
fn a_repository_above_the_data_is_seen() {
    let user = User::new();
    user.task("a");
    fs::create_dir(user.home.path().join(".git")).expect("made");
    assert_eq!(user.json(&["doctor"])["shared_by"], serde_json::json!(["git"]));
    fs::remove_dir(user.home.path().join(".git")).expect("removed");
    let git = |words: &[&str]| Command::new("git").args(words).current_dir(user.home.path()).output();
    if git(&["init", "-q"]).is_ok_and(|done| done.status.success()) {
        assert!(!user.ask(&["doctor"]).out.contains("git keeps it"));
        git(&["add", "-f", "."]).expect("it runs");
        assert!(user.ask(&["doctor"]).out.contains("git keeps it"));
    }
}

#[test]
fn a_process_that_was_stopped_has_not_slept() {
    use rustix::process::Signal;
    let user = User::new();
    user.task("a");
    let mut screen = Terminal::over(&user.data());
    screen.until_text("focus");
    assert_eq!(user.ask(&["start", "a", "--for", "3s"]).code, 0);
    screen.until_text("running");
    screen.signal(Signal::STOP);
    thread::sleep(Duration::from_millis(4500));
    assert_eq!(user.json(&["status"])["state"], "idle", "it went on without the dashboard");
    screen.signal(Signal::CONT);
    // The break that follows has begun where it was the dashboard that saw the end.
    screen.until_text("1 done");
    screen.press("q");
    screen.end();
    let sessions = user.json(&["sessions"])["sessions"].clone();
    let focus = sessions.as_array().expect("a list").iter().find(|session| session["kind"] == "focus").expect("focus");
    assert_eq!((&focus["outcome"], &focus["focus_s"]), (&"completed".into(), &3.into()), "{focus}");
}
