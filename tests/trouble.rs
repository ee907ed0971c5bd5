//! What goes wrong with files while the real program runs: edits by hand, read-only folders, later versions,
//! a lock that somebody holds.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "waiting for another process needs a clock")]
#[allow(dead_code, reason = "each test uses another part of it")]
#[path = "support/terminal.rs"]
mod terminal;
#[allow(dead_code, reason = "each test uses another part of it")]
#[path = "support/user.rs"]
mod user;

use std::{
    fs,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use terminal::Terminal;
use user::{PROGRAM, Said, User};

#[test]
fn of_very_much_that_is_wrong_the_first_is_told_and_how_much_more_there_is() {
    let user = User::new();
    user.task("kept");
    let journal = user.journal();
    let sound = fs::read_to_string(&journal).expect("text");
    let first = sound.lines().count() + 3;
    // The journal ends with another sound record, so that nothing of it is a torn tail.
    let (header, record) = sound.split_once("[[").expect("a record");
    let broken = |n: usize| format!("{sound}{}[[{record}", "[[task]]\nid = \"x\"\nat = [\n".repeat(n));
    assert!(header.starts_with("schema"), "{header}");
    fs::write(&journal, broken(5_000)).expect("written");
    let said = user.ask(&["task", "list"]);
    assert!(said.code == 0 && said.out.contains("kept"), "{said:?}");
    let lines: Vec<_> = said.err.lines().collect();
    assert_eq!(lines.len(), 21, "{lines:?}");
    assert!(lines[0].contains(&format!("line {first}, column ")), "{lines:?}");
    assert!(lines[19].contains(&format!("line {}, column ", first + 19 * 3)), "{lines:?}");
    assert_eq!(lines[20], "4980 more are not as they should be. focus-tui doctor shows all that is wrong.");
    let all = user.ask(&["doctor"]);
    assert!(all.code != 0 && all.out.lines().count() > 5_000, "{}", all.out.lines().count());
    fs::write(&journal, broken(21)).expect("written");
    assert_eq!(user.ask(&["task", "list"]).err.lines().count(), 21, "one line more is no line less");
}

#[test]
fn edits_by_hand_are_taken_over_by_the_next_command() {
    let user = User::new();
    let id = user.task("write");
    let picture = user.file("state.toml");
    let edit = |from: &str, to: &str| {
        let text = fs::read_to_string(&picture).expect("text");
        assert!(text.contains(from), "{text}");
        fs::write(&picture, text.replacen(from, to, 1)).expect("written");
    };
    edit("title = \"write\"", "title = \"write more\"");
    fs::write(&picture, fs::read_to_string(&picture).expect("text") + "\n[[task]]\ntitle = \"by hand\"\n").expect("w");
    let before = user.files();
    assert_eq!(user.titles(), ["by hand", "write more"], "a question sees them");
    let new = user.json(&["task", "show", "by hand"])["id"].as_str().expect("an id").to_owned();
    assert_eq!(user.files(), before, "and writes nothing");
    user.does(&["task", "done", &id]);
    assert_eq!(user.titles(), ["by hand"]);
    assert_eq!(user.json(&["task", "show", "by hand"])["id"], new.as_str(), "the id of the first look stays");
    // The timer knows a task by the title that it was just given.
    edit("title = \"by hand\"", "title = \"by pen\"");
    user.does(&["start", "by pen"]);
    assert_eq!(user.json(&["status"])["task"]["id"], new.as_str());
    user.does(&["undo"]);
}

#[test]
fn what_an_editor_had_not_seen_yet_is_not_deleted() {
    let user = User::new();
    let (kept, gone) = (user.task("kept"), user.task("gone"));
    let picture = user.file("state.toml");
    let old = fs::read_to_string(&picture).expect("text");
    // The editor holds the old text open while a task is entered elsewhere.
    user.task("later");
    let second = old.rfind("\n[[task]]").expect("two tasks");
    assert!(old[second..].contains(&gone), "{old}");
    let edited = old[..second].replacen("title = \"kept\"", "title = \"edited\"", 1);
    fs::write(&picture, edited).expect("written");
    user.does(&["task", "pin", &kept]);
    assert_eq!(user.titles(), ["edited", "later"]);
}

#[test]
fn an_error_in_an_edit_is_3_with_its_place_and_the_timer_works() {
    let user = User::new();
    let id = user.task("write");
    let picture = user.file("state.toml");
    let good = fs::read_to_string(&picture).expect("text");
    let bad = good.replacen("importance = 3", "importance = 9", 1);
    let line = bad.lines().position(|line| line == "importance = 9").expect("the line") + 1;
    fs::write(&picture, &bad).expect("written");
    for words in [
        &["task", "add", "more"][..],
        &["task", "edit", &id, "--title", "x"],
        &["task", "done", &id],
        &["task", "list"],
        &["task", "show", &id],
    ] {
        let said = user.ask(words);
        assert_eq!((said.code, said.out.as_str()), (3, ""), "{words:?}");
        assert!(said.err.contains(&format!("state.toml, line {line}, column 1")), "{}", said.err);
    }
    user.does(&["start", "write"]);
    for words in ["sessions", "history"] {
        let said = user.ask(&[words]);
        assert!(said.code == 0 && said.err.contains("state.toml"), "{words}: {said:?}");
    }
    for words in [&["pause"][..], &["resume"], &["finish"]] {
        user.does(words);
    }
    let notices = user.json(&["status"])["notices"].to_string();
    assert!(notices.contains(&format!("line {line}, column 1")), "{notices}");
    assert_eq!(fs::read_to_string(&picture).expect("text"), bad, "not a byte was changed");
    fs::write(&picture, good.replacen("importance = 3", "importance = 4", 1)).expect("written");
    user.task("more");
    assert_eq!(user.titles(), ["more", "write"]);
    assert_eq!(user.json(&["task", "show", "write"])["importance"], 4);
    assert_eq!(user.json(&["status"])["notices"], serde_json::json!([]));
}

#[test]
fn edits_by_hand_are_on_every_screen_within_a_second() {
    let user = User::new();
    user.task("write");
    let screens = [Terminal::over(&user.data()), Terminal::over(&user.data())];
    for screen in &screens {
        screen.until_text("write");
    }
    let picture = user.file("state.toml");
    let good = fs::read_to_string(&picture).expect("text");
    thread::sleep(Duration::from_millis(500));
    let start = Instant::now();
    fs::write(&picture, good.replacen("title = \"write\"", "title = \"rewritten\"", 1)).expect("written");
    for screen in &screens {
        screen.until_text("rewritten");
    }
    println!("on both screens after {:?}", start.elapsed());
    // The machine of the tests may be busy; the bound is the contract's twice over.
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    // An error names its place, and goes when the file is right again.
    thread::sleep(Duration::from_millis(300));
    let good = fs::read_to_string(&picture).expect("text");
    let bad = good.replacen("importance = 3", "importance = = 3", 1);
    let line = bad.lines().position(|line| line == "importance = = 3").expect("the line") + 1;
    fs::write(&picture, &bad).expect("written");
    for screen in &screens {
        screen.until_text(&format!("state.toml:{line}:14"));
    }
    assert_eq!(fs::read_to_string(&picture).expect("text"), bad);
    fs::write(&picture, good.replacen("rewritten", "right again", 1)).expect("written");
    for screen in &screens {
        screen.until("the new title", |screen| {
            let text = screen.contents();
            text.contains("right again") && !text.contains("state.toml:")
        });
    }
    // Taken away: drawn anew from the journals, and said by the one who draws it.
    let [mut first, mut second] = screens;
    second.press("q");
    second.end();
    fs::remove_file(&picture).expect("removed");
    first.until_text("state.toml is rebuilt from the journals");
    let start = Instant::now();
    while !picture.exists() {
        assert!(start.elapsed() < Duration::from_secs(10), "the picture is not drawn anew");
        thread::sleep(Duration::from_millis(20));
    }
    first.press("q");
    assert_eq!(first.end(), 0);
    first.is_restored();
    assert_eq!(user.titles(), ["right again"]);
}

#[test]
fn a_picture_that_was_taken_away_or_blotted_out_is_back_within_a_second() {
    let user = User::new();
    user.task("write");
    let mut screen = Terminal::over(&user.data());
    screen.until_text("write");
    let picture = user.file("state.toml");
    let whole = fs::read_to_string(&picture).expect("text");
    for bytes in [None, Some(&[0; 300][..]), Some(b"")] {
        match bytes {
            None => fs::remove_file(&picture).expect("removed"),
            Some(bytes) => fs::write(&picture, bytes).expect("written"),
        }
        let since = Instant::now();
        while fs::read_to_string(&picture).ok().as_ref() != Some(&whole) {
            assert!(since.elapsed() < Duration::from_secs(5), "{bytes:?}: it is not back");
            thread::sleep(Duration::from_millis(20));
        }
        screen.until_text("rebuilt");
    }
    screen.press("q");
    assert_eq!(screen.end(), 0);
}

#[test]
fn an_editor_that_writes_in_pieces_is_waited_for() {
    use std::io::Write;
    let user = User::new();
    for title in ["one", "two"] {
        user.task(title);
    }
    let mut screen = Terminal::over(&user.data());
    screen.until_text("two");
    thread::sleep(Duration::from_millis(400));
    let picture = user.file("state.toml");
    let text = fs::read_to_string(&picture).expect("text");
    let text = text.replacen("title = \"two\"", "title = \"second\"", 1);
    let half = text.rfind("\n[[task]]").expect("two tasks");
    let mut file = fs::File::create(&picture).expect("emptied");
    thread::sleep(Duration::from_millis(60));
    file.write_all(&text.as_bytes()[..half]).expect("written");
    file.flush().expect("written");
    thread::sleep(Duration::from_millis(60));
    file.write_all(&text.as_bytes()[half..]).expect("written");
    drop(file);
    screen.until_text("second");
    screen.press("q");
    screen.end();
    assert_eq!(user.titles(), ["one", "second"]);
}

/// A shell script that runs with the user's folder read-only; `None` where that needs rights we lack.
fn read_only(user: &User, script: &str) -> Option<Said> {
    let data = user.data();
    let script = format!("mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" || exit 99; {script}");
    let output = Command::new("unshare").args(["-m", "sh", "-c", &script]).arg(&data).envs(user.env()).output();
    let said = output.ok().map(Said::from).filter(|said| said.code != 99 && !said.err.contains("unshare"));
    if said.is_none() {
        println!("skipped: mounting a folder read-only is not permitted here");
    }
    said
}

#[test]
fn a_read_only_folder_is_4_for_those_who_write() {
    let user = User::new();
    user.task("write");
    let before = user.files();
    for (code, words) in
        [(4, "task add more"), (4, "start write"), (4, "doctor --fix"), (0, "status"), (0, "task list")]
    {
        let Some(said) = read_only(&user, &format!("{PROGRAM} {words}")) else { return };
        assert_eq!(said.code, code, "{words}: {said:?}");
        if code == 4 {
            assert!(said.err.contains("data/") && said.err.contains("read-only"), "{}", said.err);
            assert_eq!(said.out, "");
        }
    }
    let said = read_only(&user, &format!("{PROGRAM} doctor --json")).expect("it ran before");
    let found: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!((said.code, &found["fine"], &found["writable"]["ok"]), (4, &true.into(), &false.into()));
    let said = read_only(&user, &format!("{PROGRAM} doctor")).expect("it ran before");
    assert!(said.code == 4 && said.out.ends_with("data/history cannot be written\n"), "{said:?}");
    assert_eq!(user.files(), before);
    // What cannot be read weighs more, and both are said.
    fs::write(user.file("state.toml"), "schema = 1\n[[task]]\ntitle = \n").expect("written");
    let before = user.files();
    let said = read_only(&user, &format!("{PROGRAM} doctor")).expect("it ran before");
    let both = said.out.contains("state.toml:3:") && said.out.ends_with("data/history cannot be written\n");
    assert!(said.code == 3 && both, "{said:?}");
    assert_eq!(user.files(), before);
}

#[test]
fn the_doctor_knows_a_journal_and_a_lock_that_cannot_be_written() {
    let user = User::new();
    user.task("write");
    fs::remove_file(user.file("local/lock")).expect("removed");
    fs::create_dir(user.file("local/lock")).expect("a folder");
    for words in ["doctor", "doctor --json"] {
        let said = user.ask(&words.split(' ').collect::<Vec<_>>());
        assert!(said.code == 4 && said.out.contains("local/lock"), "{said:?}");
        assert!(!said.out.contains("Nothing is wrong"), "{said:?}");
    }
    assert_eq!(user.ask(&["task", "add", "more"]).code, 4);
    fs::remove_dir(user.file("local/lock")).expect("removed");
    user.task("more");
    let journal = user.journal();
    let journal = journal.to_str().expect("UTF-8");
    let script = format!("mount --bind {journal} {journal} && mount -o remount,ro,bind {journal} && exec \"$@\"");
    let bound = |words: &[&str]| -> Said {
        let mut command = Command::new("unshare");
        command.args(["-m", "sh", "-c", &script, "sh", PROGRAM]).args(words).envs(user.env());
        command.output().expect("it runs").into()
    };
    let said = bound(&["doctor"]);
    if said.err.contains("unshare") || said.err.contains("mount") {
        println!("skipped: mounting a file read-only is not permitted here");
        return;
    }
    assert!(said.code == 4 && said.out.ends_with(&format!("{journal} cannot be written\n")), "{said:?}");
    assert_eq!(bound(&["task", "add", "no"]).code, 4);
    assert_eq!(user.titles(), ["more", "write"]);
}

#[test]
fn the_dashboard_runs_read_only_with_a_badge() {
    let user = User::new();
    user.task("write");
    if read_only(&user, "true").is_none() {
        return;
    }
    let data = user.data();
    let data = data.to_str().expect("UTF-8");
    let script = format!("mount --bind {data} {data} && mount -o remount,ro,bind {data} && exec {PROGRAM}");
    let envs = [("FOCUS_TUI_DATA_DIR", data), ("TZ", "UTC")];
    let before = user.files();
    let mut screen = Terminal::open("unshare", &["-m", "sh", "-c", &script], &envs, user.home.path(), (120, 36));
    screen.until_text("read-only");
    screen.until_text("write");
    screen.press(" ");
    screen.until_text("nothing was changed");
    screen.press("a");
    screen.until_text("New task");
    screen.press("more\r");
    screen.until("a word in the form", |screen| {
        let text = screen.contents();
        text.contains("New task") && text.contains("cannot be written")
    });
    screen.press("\x1b");
    screen.until("no form", |screen| !screen.contents().contains("New task"));
    screen.press("q");
    assert_eq!(screen.end(), 0);
    screen.is_restored();
    assert_eq!(user.files(), before);
}

#[test]
fn files_of_a_later_version_stay_as_they_are() {
    let user = User::new();
    user.task("write");
    user.does(&["start"]);
    user.does(&["finish"]);
    for name in
        ["history", "state.toml", "local/timer.toml", "local/undo.toml", "local/device.toml", "local/shadow.toml"]
    {
        let path = if name == "history" { user.journal() } else { user.file(name) };
        let whole = fs::read_to_string(&path).expect("text");
        let later = whole.replacen("schema = 1", "schema = 99", 1);
        fs::write(&path, &later).expect("written");
        let words: [&[&str]; 5] = [
            &["task", "add", "x"],
            &["start"],
            &["status"],
            &["doctor"],
            &["log", "--at", "2020-01-06 09:00", "--for", "5m"],
        ];
        let codes = words.map(|words| {
            let said = user.ask(words);
            assert!(said.code != 3 || words == ["doctor"] || said.err.contains("99"), "{name} {words:?}: {}", said.err);
            said.code
        });
        let expected = match name {
            // A phase that begins will need the journal when it ends.
            "history" => [3, 3, 0, 3, 3],
            "local/device.toml" => [3, 3, 0, 3, 3],
            "state.toml" => [3, 0, 0, 3, 0],
            "local/timer.toml" => [0, 3, 0, 3, 0],
            _ => [0, 0, 0, 3, 0],
        };
        assert_eq!(codes, expected, "{name}");
        assert_eq!(fs::read_to_string(&path).expect("text"), later, "{name} was changed");
        fs::write(&path, &whole).expect("written");
        user.ask(&["finish"]);
        let sessions = user.json(&["sessions"]);
        for session in sessions["sessions"].as_array().expect("a list") {
            if session["source"] == "manual" {
                user.does(&["delete", session["id"].as_str().expect("an id")]);
            }
        }
    }
}

#[test]
fn a_phase_under_way_waits_for_a_journal_that_a_later_version_took() {
    let user = User::new();
    let task = user.task("write");
    user.does(&["start", &task]);
    let before = user.json(&["status"]);
    let journal = user.journal();
    let whole = fs::read_to_string(&journal).expect("text");
    fs::write(&journal, whole.replacen("schema = 1", "schema = 99", 1)).expect("written");
    let timer = fs::read(user.file("local/timer.toml")).expect("bytes");
    for words in [&["finish"][..], &["void"], &["skip"]] {
        let said = user.ask(words);
        assert!(said.code == 3 && said.err.contains("99") && said.out.is_empty(), "{words:?}: {said:?}");
    }
    assert_eq!(fs::read(user.file("local/timer.toml")).expect("bytes"), timer, "it goes on");
    // What needs no journal works, and is found again.
    assert_eq!(user.ask(&["pause"]).code, 0);
    assert_eq!(user.ask(&["resume"]).code, 0);
    let mut screen = Terminal::over(&user.data());
    screen.until_text("later version");
    screen.press("q");
    assert_eq!(screen.end(), 0);
    fs::write(&journal, whole).expect("written");
    let after = user.json(&["status"]);
    assert_eq!((&after["task"], &after["state"]), (&before["task"], &"running".into()));
    user.does(&["finish"]);
    assert_eq!(user.json(&["sessions"])["sessions"].as_array().expect("a list").len(), 1);
}

#[test]
fn what_only_dashboards_write_stays_as_a_later_version_left_it() {
    let user = User::new();
    user.task("write");
    let later = "schema = 99\nwall = \"later\"\n";
    for name in ["local/alive.toml", "local/drafts.toml"] {
        fs::write(user.file(name), later).expect("written");
    }
    let mut screen = Terminal::over(&user.data());
    screen.until_text("write");
    screen.press(" ");
    screen.until_text("running");
    screen.press("q");
    assert_eq!(screen.end(), 0);
    let said = user.ask(&["doctor", "--fix"]);
    for name in ["local/alive.toml", "local/drafts.toml"] {
        assert_eq!(fs::read_to_string(user.file(name)).expect("text"), later, "{name}");
        assert!(said.out.contains(name), "{}", said.out);
    }
}

#[test]
fn what_reading_came_upon_is_said_in_one_line() {
    let user = User::new();
    user.task("write");
    user.task("more");
    let journal = user.journal();
    let text = fs::read_to_string(&journal).expect("text");
    let broken = text.replacen("title = \"more\"", "title = more\"", 1);
    let line = broken.lines().position(|line| line == "title = more\"").expect("the line") + 1;
    fs::write(&journal, &broken).expect("written");
    fs::write(journal.with_extension("sync-conflict-20261122-101010-ABC.toml"), &broken).expect("written");
    fs::create_dir_all(user.file("templates")).expect("a folder");
    fs::write(user.file("templates/mine.toml"), "schema = \n").expect("written");
    let notices = user.json(&["status"])["notices"].clone();
    assert!(notices.to_string().contains(&format!("line {line}, column")), "{notices}");
    assert!(notices.to_string().contains("is a copy of a journal"), "{notices}");
    let mut screen = Terminal::over(&user.data());
    screen.until_text("mine.toml");
    screen.until_text("notices, see focus-tui doctor");
    // What is said once goes with the next key, what needs care stays.
    screen.press("j");
    screen.until_text(&format!("line {line}, column"));
    screen.press("q");
    assert_eq!(screen.end(), 0);
    assert_eq!(fs::read_to_string(&journal).expect("text"), broken, "its bytes stay where they are");
}

#[test]
fn what_takes_long_to_save_is_shown() {
    let user = User::new();
    user.task("write");
    let mut screen = Terminal::over(&user.data());
    screen.until_text("write");
    thread::sleep(Duration::from_millis(500));
    let lock = fs::OpenOptions::new().write(true).open(user.file("local/lock")).expect("the lock");
    lock.lock().expect("locked");
    screen.press(" ");
    screen.until_text("saving…");
    screen.until_text("Another process holds");
    screen.until_text("not saved");
    lock.unlock().expect("unlocked");
    screen.until("everything saved", |screen| {
        let text = screen.contents();
        text.contains("rings") && !text.contains("Another process") && !text.contains("not saved")
    });
    screen.press("q");
    assert_eq!(screen.end(), 0);
    assert_eq!(user.json(&["status"])["state"], "running");
}
