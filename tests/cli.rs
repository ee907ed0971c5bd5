//! The command line as before and after: arguments in, text, exit code and files out.
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use assert_cmd::cargo::CommandCargoExt;
use rstest::rstest;
use serde_json::Value as Json;
use tempfile::TempDir;

/// A user with nothing but an empty folder.
struct User {
    home: TempDir,
}

/// What a command did.
struct Said {
    code: i32,
    out: String,
    err: String,
}

impl User {
    fn new() -> Self {
        Self { home: tempfile::tempdir().expect("a folder") }
    }

    fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::cargo_bin("focus-tui").expect("the program");
        command.env_clear().env("HOME", self.home.path()).env("LANG", "C.UTF-8").env("TZ", "UTC");
        command.env("FOCUS_TUI_DATA_DIR", self.data()).args(words).stdin(Stdio::null());
        command
    }

    fn ask(&self, words: &[&str]) -> Said {
        let Output { status, stdout, stderr } = self.command(words).output().expect("it runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Said { code: status.code().expect("an exit code"), out: text(stdout), err: text(stderr) }
    }

    /// A command that is done: its text.
    fn does(&self, words: &[&str]) -> String {
        let said = self.ask(words);
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{words:?}: {}", said.out);
        said.out
    }

    fn json(&self, words: &[&str]) -> Json {
        let text = self.does(&[words, &["--json"]].concat());
        assert_eq!(text.lines().count(), 1, "one object on one line");
        serde_json::from_str(&text).expect("JSON")
    }

    /// A command that is not done: its exit code and one or two lines.
    fn fails(&self, words: &[&str]) -> (i32, String) {
        let before = pictures(&self.data());
        let said = self.ask(words);
        assert_ne!(said.code, 0, "{words:?}: {}", said.out);
        assert_eq!(said.out, "", "{words:?}");
        let lines = said.err.lines().count();
        assert!((1..=2).contains(&lines), "{words:?}: {}", said.err);
        // A key that has no text, or a place in it that was not filled.
        assert!(!said.err.contains("{$") && !said.err.starts_with("error-"), "{words:?}: {}", said.err);
        assert_eq!(pictures(&self.data()), before, "{words:?} changed something");
        (said.code, said.err)
    }

    fn task(&self, words: &[&str]) -> String {
        self.does(&[&["task", "add"], words].concat()).trim().to_owned()
    }

    fn state(&self) -> String {
        self.json(&["status"])["state"].as_str().expect("a word").to_owned()
    }
}

/// What the user would miss: journals and the timer.
fn pictures(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            found.extend(pictures(&path));
        } else if path.parent().is_some_and(|p| p.ends_with("history")) || path.ends_with("timer.toml") {
            found.insert(path.clone(), fs::read(&path).expect("readable"));
        }
    }
    found
}

fn keys(json: &Json) -> Vec<&str> {
    json.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn reading_writes_nothing() {
    let user = User::new();
    for words in [
        &["status"][..],
        &["status", "--json"],
        &["status", "--format", "{left}"],
        &["task", "list"],
        &["sessions"],
        &["history"],
        &["assess", "templates"],
        &["config", "path"],
        &["config", "show"],
        &["config", "check"],
        &["keys"],
        &["themes"],
    ] {
        user.does(words);
    }
    assert!(!user.data().exists());
    assert_eq!(fs::read_dir(user.home.path()).expect("a folder").count(), 0);
}

#[test]
fn status_has_every_field_at_rest_and_at_work() {
    let user = User::new();
    let fields = [
        "phase",
        "name",
        "state",
        "mode",
        "task",
        "planned_s",
        "elapsed_s",
        "left_s",
        "over_s",
        "ends_at",
        "round",
        "rounds",
        "next",
        "gap",
        "interruptions",
        "today",
        "unsaved",
        "notices",
    ];
    let idle = user.json(&["status"]);
    assert_eq!(keys(&idle), fields);
    assert_eq!((&idle["phase"], &idle["state"], &idle["task"]), (&"idle".into(), &"idle".into(), &Json::Null));
    assert_eq!(idle["next"], serde_json::json!({ "phase": "focus", "planned_s": 1500 }));
    let id = user.task(&["ship release"]);
    user.does(&["start", "ship release", "--for", "50m"]);
    let busy = user.json(&["status"]);
    assert_eq!(keys(&busy), fields);
    assert_eq!(
        keys(&busy["today"]),
        ["date", "pomodoros", "focus_s", "planned", "capacity", "left", "load", "goal", "streak"]
    );
    assert_eq!(busy["task"], serde_json::json!({ "id": id, "title": "ship release" }));
    assert_eq!((&busy["phase"], &busy["planned_s"]), (&"focus".into(), &3000.into()));
    assert!(busy["ends_at"].as_str().is_some_and(|at| at.len() >= 20));
    assert_eq!(busy["next"]["phase"], "short_break");
    let left = busy["left_s"].as_i64().expect("a number");
    assert!((2990..=3000).contains(&left) && left + busy["elapsed_s"].as_i64().expect("a number") == 3000);
}

#[test]
fn the_timer_goes_through_its_states() {
    let user = User::new();
    assert!(user.does(&["start"]).contains("Nobody will ring"));
    assert_eq!(user.state(), "running");
    assert_eq!(user.fails(&["start"]).0, 1);
    user.does(&["pause"]);
    assert_eq!(user.state(), "paused");
    assert_eq!(user.fails(&["pause"]).0, 1);
    user.does(&["resume"]);
    user.does(&["toggle"]);
    assert_eq!(user.state(), "paused");
    user.does(&["toggle"]);
    user.does(&["extend", "5m"]);
    assert_eq!(user.json(&["status"])["planned_s"], 1800);
    user.does(&["extend", "-10m"]);
    assert_eq!(user.json(&["status"])["planned_s"], 1200);
    assert_eq!(user.fails(&["extend", "-20m"]).0, 1);
    user.does(&["interrupt", "internal", "mail"]);
    user.does(&["interrupt", "external"]);
    assert_eq!(user.json(&["status"])["interruptions"], serde_json::json!({ "internal": 1, "external": 1 }));
    assert_eq!(user.fails(&["resolve", "continue"]).0, 1);
    user.does(&["void", "--reason", "fire drill"]);
    assert_eq!(user.state(), "idle");
    let session = user.json(&["sessions"])["sessions"][0].clone();
    assert_eq!((&session["outcome"], &session["reason"]), (&"void".into(), &"fire drill".into()));
    assert_eq!(session["marks"][0]["note"], "mail");
    assert!(session["marks"][1].get("note").is_some_and(serde_json::Value::is_null), "{session}");
    assert!(user.does(&["undo"]).starts_with("Undone: "));
    assert_eq!(user.state(), "running");
    user.does(&["restart"]);
    user.does(&["finish"]);
    for words in [&["void"][..], &["finish"], &["pause"], &["interrupt", "internal"], &["wait"]] {
        assert_eq!(user.fails(words).0, 1, "{words:?}");
    }
}

#[test]
fn wait_tells_how_it_ended() {
    let user = User::new();
    user.does(&["start", "--for", "1s"]);
    assert_eq!(user.does(&["wait"]), "focus completed, 0 min\n");
    user.does(&["start"]);
    let waiting = user.command(&["wait"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs");
    user.does(&["void"]);
    // Either it saw the phase being given up, or it began after that and nothing ran any more.
    assert_eq!(waiting.wait_with_output().expect("it ends").status.code(), Some(1));
}

#[test]
fn follow_says_every_change_until_its_reader_is_gone() {
    use std::io::{BufRead, BufReader};
    let user = User::new();
    user.does(&["start"]);
    let mut following =
        user.command(&["status", "--follow", "--format", "{state}"]).stdout(Stdio::piped()).spawn().expect("it runs");
    let mut lines = BufReader::new(following.stdout.take().expect("a pipe")).lines();
    let mut next = || lines.next().expect("a line").expect("UTF-8");
    assert_eq!(next(), "running");
    user.does(&["pause"]);
    assert_eq!(next(), "paused");
    drop(lines);
    user.does(&["resume"]);
    assert_eq!(following.wait().expect("it ends").code(), Some(0));
}

#[test]
fn a_task_from_entry_to_deletion() {
    let user = User::new();
    let id = user.task(&[
        "ship",
        "the",
        "release",
        "--importance",
        "5",
        "--due",
        "2099-01-02",
        "--estimate",
        "6",
        "--project",
        "web",
        "--tag",
        "deep",
        "--note",
        "all of it",
    ]);
    let other = user.task(&["写论文", "--urgency", "4", "--blocked-by", &id]);
    let list = user.json(&["task", "list"]);
    assert_eq!(keys(&list), ["model", "tasks"]);
    let ids: Vec<_> = list["tasks"].as_array().expect("a list").iter().map(|task| task["id"].clone()).collect();
    assert_eq!(ids, [id.as_str(), other.as_str()]);
    let task = &list["tasks"][0];
    assert_eq!(task["title"], "ship the release");
    assert_eq!(task["due"], "2099-01-02T23:59:59Z");
    assert_eq!(task["blocks"], serde_json::json!([other]));
    assert_eq!(
        task["terms"][0],
        serde_json::json!({ "name": "importance", "value": 1.0, "coefficient": 50.0, "contribution": 50.0 })
    );
    assert_eq!((&task["quadrant"], &task["urgency_source"]), (&"Q2".into(), &"due".into()));
    for field in [
        "id",
        "title",
        "importance",
        "urgency",
        "due",
        "estimate",
        "actual",
        "remaining",
        "project",
        "tags",
        "note",
        "pinned",
        "blocked_by",
        "blocks",
        "created",
        "done",
        "quadrant",
        "band",
        "score",
        "terms",
        "urgency_source",
    ] {
        assert!(keys(task).contains(&field), "{field}");
    }
    let shown = user.does(&["task", "show", &id[..4]]);
    assert!(shown.contains("× 50") && shown.contains("写论文") && shown.contains("all of it"), "{shown}");
    assert_eq!(user.fails(&["task", "edit", &id, "--blocked-by", &other]).0, 1);
    user.does(&["task", "edit", &id, "--due", "none", "--estimate", "none", "--tag", "none", "--title", "ship"]);
    let task = user.json(&["task", "show", "ship"]);
    assert_eq!((&task["due"], &task["estimate"], &task["tags"]), (&Json::Null, &Json::Null, &serde_json::json!([])));
    user.does(&["task", "pin", &other]);
    assert_eq!(user.json(&["task", "list"])["tasks"][0]["id"], other.as_str());
    assert_eq!(user.json(&["task", "list", "--filter", "论文"])["tasks"].as_array().map(Vec::len), Some(1));
    user.does(&["task", "done", &id, &other]);
    assert_eq!(user.json(&["task", "list"])["tasks"], serde_json::json!([]));
    assert_eq!(user.json(&["task", "list", "--all"])["tasks"].as_array().map(Vec::len), Some(2));
    assert_eq!(user.fails(&["task", "done", &id]).0, 1);
    user.does(&["task", "reopen", &id]);
    user.does(&["task", "drop", &id]);
    user.does(&["undo"]);
    user.does(&["task", "delete", &id]);
    assert_eq!(user.fails(&["task", "show", &id]).0, 1);
    user.does(&["undo"]);
    user.does(&["task", "show", &id]);
}

#[test]
fn what_goes_by_two_names_is_asked_about() {
    let user = User::new();
    let (first, second) = (user.task(&["mail"]), user.task(&["mail"]));
    let (code, text) = user.fails(&["start", "mail"]);
    assert!(code == 1 && text.contains(&first) && text.contains(&second), "{text}");
}

#[test]
fn the_worked_example_comes_out() {
    let user = User::new();
    let record = |week: &str, scores: [&str; 4]| {
        let scores: Vec<&str> = scores.iter().flat_map(|score| ["--score", score]).collect();
        user.does(&[&["assess", "record", "agility", "--week", week][..], &scores].concat())
    };
    let first = record("2020-W46", ["identification=80", "analysis=75", "decision=65", "execution=85"]);
    assert!(first.starts_with("Agility · 2020-W46\n76.0\n"), "{first}");
    let second = record("2020-W47", ["identification=90", "analysis=80", "决策=70", "Execution=90"]);
    assert!(second.contains("82.0 · +6.0 since 2020-W46 · noise unknown"), "{second}");
    for part in ["+10.0          +2.0", "+5.0          +1.0", "+5.0          +1.5"] {
        assert!(second.contains(part), "{second}");
    }
    let shown = user.json(&["assess", "show", "agility", "--week", "2020-W47"]);
    assert_eq!(
        keys(&shown),
        [
            "template",
            "version",
            "week",
            "at",
            "dimensions",
            "score",
            "delta",
            "against",
            "score_effect",
            "weight_effect",
            "coverage",
            "noise",
            "plan"
        ]
    );
    assert_eq!((shown["score"].as_f64(), shown["delta"].as_f64()), (Some(82.0), Some(6.0)));
    let parts: Vec<_> = shown["dimensions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|d| d["contribution"].as_f64().expect("one"))
        .collect();
    assert_eq!(parts, [2.0, 1.0, 1.5, 1.5]);
    assert_eq!(shown["noise"], serde_json::json!({ "sem": null, "mdc95": null, "verdict": "unknown" }));
    let plan: Vec<_> = shown["plan"].as_array().expect("a list").iter().map(|step| step["id"].clone()).collect();
    assert_eq!(plan, ["decision", "analysis", "execution", "identification"]);
    let compared = user.json(&["assess", "compare", "2020-W46", "2020-W47"]);
    assert_eq!((&compared["delta"], &compared["against"]), (&6.0.into(), &"2020-W46".into()));
    assert_eq!(user.fails(&["assess", "show", "founder"]).0, 1);
    assert_eq!(user.fails(&["assess", "compare", "2020-W40", "2020-W47"]).0, 1);
}

#[test]
fn forgotten_sessions_are_entered_amended_and_deleted() {
    let user = User::new();
    let id = user.task(&["mail"]);
    user.does(&["log", "mail", "--at", "2020-01-06 09:00", "--for", "25m"]);
    user.does(&["log", "--at", "2020-01-07 09:00", "--for", "10", "--outcome", "partial", "--note", "short"]);
    let all = user.json(&["sessions"]);
    let sessions = all["sessions"].as_array().expect("a list");
    assert_eq!(sessions.len(), 2);
    let fields = keys(&sessions[0]);
    assert_eq!((fields[0], fields[fields.len() - 1]), ("id", "at"));
    for field in
        ["kind", "mode", "task", "title", "started", "ended", "zone", "planned_s", "focus_s", "marks", "source"]
    {
        assert!(fields.contains(&field), "{field}");
    }
    assert_eq!((&sessions[0]["counted"], &sessions[0]["source"]), (&true.into(), &"manual".into()));
    assert_eq!(sessions[0]["started"], "2020-01-06T09:00:00Z");
    let count = |words: &[&str]| user.json(words)["sessions"].as_array().map(Vec::len);
    assert_eq!(count(&["sessions", "--from", "2020-01-07"]), Some(1));
    assert_eq!(count(&["sessions", "--to", "2020-01-06"]), Some(1));
    assert_eq!(count(&["sessions", "--task", &id]), Some(1));
    assert_eq!(count(&["sessions", "--from", "-3d"]), Some(0));
    assert_eq!(user.fails(&["log", "--at", "2020-01-06 09:10", "--for", "25m"]).0, 1, "they would overlap");
    assert_eq!(user.fails(&["log", "--at", "2099-01-06 09:10", "--for", "25m"]).0, 1, "it lies ahead");
    let second = sessions[1]["id"].as_str().expect("an id").to_owned();
    user.does(&["amend", &second, "--task", "mail", "--for", "30m", "--outcome", "completed", "--note", "none"]);
    assert_eq!(user.json(&["task", "show", "mail"])["actual"], 2);
    assert_eq!(user.fails(&["amend", &second, "--for", "30m"]).0, 1);
    user.does(&["delete", &second]);
    assert_eq!(count(&["sessions"]), Some(1));
    user.does(&["undo"]);
    assert_eq!(count(&["sessions"]), Some(2));
}

#[test]
fn history_has_every_week_and_every_field() {
    let user = User::new();
    let history = user.json(&["history", "--weeks", "3"]);
    assert_eq!(keys(&history), ["template", "weeks", "trend", "goals", "forecast", "forecast_missing"]);
    let weeks = history["weeks"].as_array().expect("a list");
    assert_eq!(weeks.len(), 3);
    assert_eq!(
        keys(&weeks[0]),
        [
            "week",
            "score",
            "delta",
            "ewma",
            "objective",
            "combined",
            "gap",
            "parts",
            "coverage",
            "score_coverage",
            "pomodoros",
            "planned",
            "focus_s",
            "void",
            "internal",
            "external"
        ]
    );
    assert_eq!(keys(&weeks[0]["parts"]), ["attainment", "integrity", "calm", "adherence"]);
    assert_eq!(history["trend"]["claim"], "too_few");
    assert_eq!(user.json(&["history"])["weeks"].as_array().map(Vec::len), Some(12));
    assert_eq!(user.fails(&["history", "--weeks", "0"]).0, 2);
    assert_eq!(user.fails(&["history", "--template", "nope"]).0, 1);
}

#[rstest]
#[case(1, &["task", "add", ""])]
#[case(1, &["task", "add", "  "])]
#[case(1, &["task", "add", "x", "--importance", "9"])]
#[case(1, &["task", "add", "x", "--importance", "-1"])]
#[case(1, &["task", "add", "x", "--urgency", "0"])]
#[case(1, &["task", "add", "x", "--estimate", "NaN"])]
#[case(1, &["task", "add", "x", "--estimate", "-1"])]
#[case(1, &["task", "add", "x", "--estimate", "inf"])]
#[case(2, &["task", "add", "x", "--estimate", "many"])]
#[case(2, &["task", "add", "x", "--due", "someday"])]
#[case(2, &["task", "add", "x", "--due", "31 feb"])]
#[case(1, &["task", "add", "x\u{1b}[2J"])]
#[case(1, &["task", "add", "x\u{202e}y"])]
#[case(1, &["task", "add", "x", "--tag", "two words"])]
#[case(1, &["task", "add", "x", "--blocked-by", "nobody"])]
#[case(2, &["task", "add"])]
#[case(2, &["task"])]
#[case(1, &["task", "show", "nobody"])]
#[case(1, &["task", "done", "nobody"])]
#[case(1, &["task", "edit", "nobody", "--title", "x"])]
#[case(1, &["start", "nobody"])]
#[case(1, &["start", "--mode", "sprint"])]
#[case(2, &["start", "--for", "soon"])]
#[case(1, &["start", "--for", "0"])]
#[case(1, &["start", "--for", "25h"])]
#[case(2, &["start", "--at", "whenever"])]
#[case(1, &["start", "--at", "2099-01-01 09:00"])]
#[case(1, &["assess", "record", "nope", "--score", "a=1"])]
#[case(1, &["assess", "record", "agility", "--score", "nope=1"])]
#[case(1, &["assess", "record", "agility", "--score", "decision=NaN"])]
#[case(1, &["assess", "record", "agility", "--score", "decision=101"])]
#[case(1, &["assess", "record", "agility", "--score", "decision=-0.1"])]
#[case(1, &["assess", "record", "agility", "--score", "decision=1", "--score", "决策=2"])]
#[case(1, &["assess", "record", "agility"])]
#[case(1, &["assess", "record", "agility", "--score", "decision=1", "--week", "2099-W01"])]
#[case(1, &["assess", "record", "agility", "--score", "decision=1", "--retest"])]
#[case(2, &["assess", "record", "agility", "--score", "decision"])]
#[case(2, &["assess", "record", "agility", "--score", "decision=much"])]
#[case(2, &["assess", "record", "agility", "--week", "2020-W54"])]
#[case(1, &["amend", "nobody", "--for", "5m"])]
#[case(1, &["delete", "nobody"])]
#[case(1, &["undo"])]
#[case(2, &["status", "--format", "{nothing}"])]
#[case(2, &["status", "--format", "{left"])]
#[case(2, &["status", "--format", "{left}", "--json"])]
#[case(2, &["task", "list", "--sort", "colour"])]
#[case(2, &["sessions", "--from", "someday"])]
#[case(1, &["sessions", "--task", "nobody"])]
#[case(2, &["--lang", "fr", "status"])]
#[case(2, &["--color", "sometimes", "status"])]
#[case(2, &["strat"])]
#[case(2, &["pause", "now"])]
#[case(2, &["interrupt", "me"])]
#[case(2, &["completions", "tcsh"])]
#[case(2, &[])]
fn bad_input_is_one_clear_sentence(#[case] code: i32, #[case] words: &[&str]) {
    for lang in ["C.UTF-8", "zh_CN.UTF-8"] {
        let user = User::new();
        let said = user.command(words).env("LANG", lang).output().expect("it runs");
        let text = String::from_utf8(said.stderr).expect("UTF-8");
        assert_eq!(said.status.code(), Some(code), "{text}");
        assert!(said.stdout.is_empty());
        assert!((1..=2).contains(&text.lines().count()), "{text}");
        assert!(!text.contains("{$") && !text.contains("error-") && !text.contains('\u{1b}'), "{text}");
        assert!(pictures(&user.data()).is_empty());
    }
}

#[test]
fn a_title_of_10_kb_is_refused() {
    let user = User::new();
    let (code, text) = user.fails(&["task", "add", &"x".repeat(10_240)]);
    assert!(code == 1 && text.len() < 200, "{text}");
    user.task(&[&"x".repeat(512)]);
}

#[test]
fn weights_that_are_all_zero_are_refused() {
    let user = User::new();
    let folder = user.data().join("templates");
    fs::create_dir_all(&folder).expect("a folder");
    let template = "schema = 1\nid = \"mine\"\nversion = 1\nscale = \"0-100\"\nname = { en = \"Mine\", zh-CN = \"我的\" }\n\
        [[dimension]]\nid = \"a\"\nweight = 0\nname = { en = \"A\", zh-CN = \"甲\" }\n";
    fs::write(folder.join("mine.toml"), template).expect("written");
    for words in [&["assess", "record", "mine", "--score", "a=1"][..], &["assess", "show", "mine"]] {
        let (code, text) = user.fails(words);
        assert!(code == 1 && text.contains("mine.toml") && text.contains("a weight above 0"), "{text}");
    }
    let (code, text) = user.fails(&["config", "check"]);
    assert!(code == 3 && text.contains("mine.toml"), "{text}");
    fs::write(folder.join("mine.toml"), template.replace("weight = 0", "weight = 1")).expect("written");
    assert!(user.does(&["assess", "record", "mine", "--score", "甲=40"]).contains("40.0"));
}

#[test]
fn wrong_settings_stop_commands_with_every_place() {
    let user = User::new();
    let file = user.home.path().join("my.toml");
    fs::write(&file, "lang = \"fr\"\n[timer]\nfocus = 25\nroundz = 3\n").expect("written");
    let path = file.to_str().expect("UTF-8");
    for words in [&["status"][..], &["start"], &["config", "check"], &["config", "show"]] {
        let said = user.ask(&[&["--config", path], words].concat());
        assert_eq!((said.code, said.out.as_str()), (3, ""), "{words:?}");
        for place in ["line 1, column 8", "line 3, column 9", "line 4, column 1", "Did you mean rounds?"] {
            assert!(said.err.contains(place), "{}", said.err);
        }
    }
    fs::write(&file, "[timer]\nfocus = \"50m\"\n[day]\ngoal = \"8\"\n").expect("written");
    assert!(user.does(&["--config", path, "config", "check"]).contains("is right"));
    let shown = user.does(&["--config", path, "config", "show"]);
    assert!(shown.contains("\nfocus = \"50m\"\n") && shown.contains("# Length of a focus phase"), "{shown}");
    assert_eq!(user.json(&["--config", path, "config", "show"])["timer"]["focus"], "50m");
    assert_eq!(user.json(&["--config", path, "config", "path"])["config"], path);
    assert_eq!(user.json(&["--config", path, "status"])["next"]["planned_s"], 3000);
    assert_eq!(user.json(&["--config", path, "status"])["today"]["goal"]["unit"], "pomodoros");
    assert_eq!(user.ask(&["--config", "/no/such/file", "status"]).code, 3);
}

#[test]
fn files_of_a_later_version_are_left_alone() {
    let user = User::new();
    user.task(&["mail"]);
    let journals = pictures(&user.data());
    let journal = journals.keys().find(|path| path.to_string_lossy().contains("history")).expect("a journal");
    let text = fs::read_to_string(journal).expect("text").replacen("schema = 1", "schema = 99", 1);
    fs::write(journal, &text).expect("written");
    let status = user.json(&["status"]);
    assert_eq!(status["notices"].as_array().map(Vec::len), Some(1), "{status}");
    let (code, said) = user.fails(&["task", "add", "more"]);
    assert!(code == 3 && said.contains("99"), "{said}");
    assert_eq!(fs::read_to_string(journal).expect("text"), text);
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_is_4_and_names_the_file() {
    let user = User::new();
    // Nobody can make a folder there, not even root.
    let said = user.ask(&["--data-dir", "/proc/focus-tui", "start"]);
    assert_eq!((said.code, said.out.as_str()), (4, ""), "{}", said.err);
    assert!(said.err.starts_with("/proc/focus-tui"), "{}", said.err);
}

#[test]
fn what_cannot_be_read_is_3_and_names_the_file() {
    let user = User::new();
    fs::write(user.data(), "a file where the folder should be").expect("written");
    let said = user.ask(&["start"]);
    assert_eq!((said.code, said.out.as_str()), (3, ""), "{}", said.err);
    assert!(said.err.contains("data"), "{}", said.err);
}

#[test]
fn a_reader_that_is_gone_ends_it_quietly() {
    let user = User::new();
    for words in [&["man"][..], &["completions", "zsh"], &["--help"], &["config", "show"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let said = user.command(words).stdout(writer).output().expect("it runs");
        assert_eq!((said.status.code(), said.stderr.as_slice()), (Some(0), &b""[..]), "{words:?}");
    }
}

#[test]
fn fields_of_a_template_fill_a_line() {
    let user = User::new();
    user.task(&["写论文写论文"]);
    user.does(&["start", "写论文写论文", "--for", "10m"]);
    let line = user.does(&["status", "--format", "{{{class}}} [{task:6}] {bar:4} {round}/{rounds} {percentage}%"]);
    assert_eq!(line, "{focus} [写论… ] ──── 1/4 0%\n");
    let ascii = user.command(&["status", "--format", "{icon}{bar:3}"]).env("LANG", "C").output().expect("it runs");
    assert_eq!(ascii.stdout, b"*---\n");
}

#[test]
fn help_manual_and_completions_are_there() {
    let user = User::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(user.does(&["completions", shell]).len() > 1000);
    }
    assert!(user.does(&["man"]).contains(".TH focus-tui 1"));
    assert!(user.does(&["--help"]).contains("begin a focus phase"));
    assert!(user.does(&["task", "add", "--help"]).contains("--blocked-by <ID>"));
    assert!(user.does(&["--lang", "zh-CN", "start", "--help"]).contains("开始专注"));
    assert!(user.does(&["--version"]).starts_with("focus-tui "));
}

#[test]
fn it_speaks_chinese_and_colours_only_when_asked() {
    let user = User::new();
    user.task(&["mail"]);
    assert!(user.does(&["--lang", "zh-CN", "status"]).starts_with("没有正在进行的阶段。"));
    assert!(!user.does(&["task", "list"]).contains('\u{1b}'));
    assert!(user.does(&["--color", "always", "task", "list"]).contains('\u{1b}'));
}
