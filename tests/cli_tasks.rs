//! Tasks on the command line: one line in, found again, planned, taken back; and one sentence for what is wrong.
use std::process::{Command, Stdio};

use assert_cmd::cargo::CommandCargoExt;
use rstest::rstest;
use serde_json::{Value as Json, json};
use tempfile::TempDir;

/// A Monday that no clock reaches soon.
const DAY: &str = "2099-01-05";

struct User {
    home: TempDir,
}

impl User {
    fn new() -> Self {
        Self::with("")
    }

    fn with(settings: &str) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        std::fs::write(home.path().join("config.toml"), settings).expect("a file of settings");
        Self { home }
    }

    fn ask(&self, words: &[&str]) -> (i32, String, String) {
        let mut command = Command::cargo_bin("focus-tui").expect("the program");
        command.env_clear().env("HOME", self.home.path()).env("LANG", "C.UTF-8").env("TZ", "UTC");
        command.env("FOCUS_TUI_DATA_DIR", self.home.path().join("data"));
        command.env("FOCUS_TUI_CONFIG", self.home.path().join("config.toml")).args(words).stdin(Stdio::null());
        let output = command.output().expect("it runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
    }

    fn does(&self, words: &[&str]) -> String {
        let (code, out, err) = self.ask(words);
        assert_eq!((code, err.as_str()), (0, ""), "{words:?}: {out}");
        out
    }

    fn json(&self, words: &[&str]) -> Json {
        serde_json::from_str(&self.does(&[words, &["--json"]].concat())).expect("JSON")
    }

    /// Every journal, whole.
    fn written(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.home.path().join("data/history")) else { return Vec::new() };
        entries.map(|entry| std::fs::read_to_string(entry.expect("an entry").path()).expect("text")).collect()
    }

    fn fails(&self, words: &[&str]) -> (i32, String) {
        let before = self.written();
        let (code, out, err) = self.ask(words);
        assert_eq!(out, "", "{words:?}");
        let said = (1..=2).contains(&err.lines().count()) && !err.contains("{$") && !err.starts_with("task-");
        assert!(said && code != 0, "{words:?}: {err}");
        assert_eq!(self.written(), before, "{words:?} changed something");
        (code, err)
    }

    fn add(&self, line: &str) -> String {
        self.does(&["task", "add", "--quick", line]).trim().to_owned()
    }

    fn titles(&self, words: &[&str]) -> Vec<String> {
        let list = self.json(&[&["task", "list"], words].concat());
        let title = |task: &Json| task["title"].as_str().expect("a title").to_owned();
        list["tasks"].as_array().expect("tasks").iter().map(title).collect()
    }
}

#[test]
fn a_task_in_one_line() {
    let user = User::new();
    let id = user.add("write thesis !5 @2099-12-01 ~9 #\"my phd\" +deep *month");
    let task = user.json(&["task", "show", &id]);
    assert_eq!(task["title"], "write thesis");
    assert_eq!((&task["importance"], &task["estimate"]), (&json!(5), &json!(9.0)));
    assert_eq!(
        (&task["project"], &task["tags"], &task["repeat"]),
        (&json!("my phd"), &json!(["deep"]), &json!("month"))
    );
    assert_eq!((&task["forecast"], &task["split"]), (&Json::Null, &json!({ "parts": 2, "each": 4.5 })));
    let said = user.does(&["task", "show", &id]);
    assert!(said.contains("every month") && said.contains("split it into 2 of about 4.5"), "{said}");
    // Options lie over the line.
    let id = user.does(&["task", "add", "--quick", "call !2", "--importance", "4"]);
    assert_eq!(user.json(&["task", "show", id.trim()])["importance"], 4);
}

#[test]
fn a_repeating_task_comes_back() {
    let user = User::new();
    let first = user.add("water plants @2099-01-05 *week");
    user.does(&["task", "done", &first]);
    let list = user.json(&["task", "list"]);
    assert_eq!(list["tasks"][0]["due"], "2099-01-12T23:59:59Z");
    assert!(user.does(&["undo", "--dry-run"]).contains("done: water plants"));
    assert_eq!(user.json(&["undo", "--dry-run"])["would_undo"]["action"], "task-done");
    user.does(&["undo"]);
    assert_eq!(user.json(&["task", "list"])["tasks"][0]["id"], json!(first));
    // What came due long ago is there once, and can be named though nothing was written yet.
    user.add("stretch @2020-01-01 *day");
    let list = user.json(&["task", "list", "--filter", "stretch"]);
    let ids: Vec<&str> =
        list["tasks"].as_array().expect("tasks").iter().map(|t| t["id"].as_str().expect("id")).collect();
    assert_eq!(ids.len(), 2, "{list}");
    for id in ids {
        user.does(&["task", "done", id]);
    }
    assert_eq!(user.titles(&["--filter", "stretch"]).len(), 1, "the next day's");
    let new = user.does(&["task", "add", "x"]);
    assert_eq!(new.lines().count(), 1);
}

#[test]
fn tasks_are_found_and_sorted() {
    let user = User::with("[filters]\nphd = \"#phd\"\n");
    user.add("write thesis !5 #phd +next");
    user.add("pay bill @2020-01-01");
    user.add("学习 +deep");
    assert_eq!(user.titles(&["--filter", "wrth"]), ["write thesis"]);
    assert_eq!(user.titles(&["--filter", "@phd"]), ["write thesis"]);
    assert_eq!(user.titles(&["--filter", "@late"]), ["pay bill"]);
    assert_eq!(user.titles(&["--filter", "学 +deep"]), ["学习"]);
    assert!(user.titles(&["--filter", "nothing"]).is_empty());
    let (code, said) = user.fails(&["task", "list", "--filter", "nothing"]);
    assert_eq!((code, said.as_str()), (1, "Nothing matches nothing.\n"));
    assert_eq!(user.titles(&["--sort", "taskwarrior"]), ["write thesis", "pay bill", "学习"]);
    let list = user.json(&["task", "list", "--sort", "taskwarrior"]);
    assert_eq!((&list["model"], &list["tasks"][0]["terms"][0]["name"]), (&json!("taskwarrior"), &json!("next")));
    user.does(&["task", "move", "学习", "first"]);
    user.does(&["task", "move", "write thesis", "学习"]);
    user.does(&["task", "move", "write thesis", "down"]);
    assert_eq!(user.titles(&["--sort", "manual"]), ["学习", "write thesis", "pay bill"]);
    let text = user.does(&["task", "list", "--filter", "thesis", "--sort", "manual"]);
    assert!(text.contains("write thesis") && !text.contains("pay bill"), "{text}");
}

#[test]
fn a_day_is_planned_accepted_and_changed() {
    let user = User::with("[day.windows]\nmon = [\"09:00-12:00\"]\n[day.fixed]\nmon = [\"10:00-10:30 stand-up\"]\n");
    let release = user.add("release !5 ~2");
    let report = user.add("report ~9");
    let plan = user.json(&["plan", "--date", DAY]);
    let fields = ["date", "windows", "capacity", "planned", "load", "feasible", "first_late", "postpone", "blocks"];
    for field in fields.iter().chain(&["today", "left_out"]) {
        assert!(plan.get(field).is_some(), "{field}");
    }
    assert_eq!(
        plan["today"][0],
        json!({ "id": release, "pomodoros": 2, "start_only": false, "done": 0, "at_risk": false })
    );
    assert_eq!((&plan["capacity"], &plan["planned"], &plan["accepted"]), (&json!(4), &json!(4), &json!(false)));
    assert_eq!(plan["blocks"][0]["from"], "2099-01-05T09:00:00Z");
    let fixed = plan["blocks"].as_array().expect("blocks").iter().find(|block| block["kind"] == "fixed");
    assert_eq!(fixed.map(|block| &block["what"]), Some(&json!("stand-up")));
    let text = user.does(&["plan", "--date", DAY]);
    for part in ["4 of 4 pomodoros", "09:00–09:25  release", "10:00–10:30  stand-up", "report", "start"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(user.json(&["plan", "--date", DAY, "--accept"])["accepted"], json!(true));
    user.does(&["plan", "--date", DAY, "--up", "report"]);
    assert_eq!(user.json(&["plan", "--date", DAY])["today"][0]["id"], json!(report));
    user.does(&["plan", "--date", DAY, "--drop", "report"]);
    let plan = user.json(&["plan", "--date", DAY, "--add", "report=1"]);
    assert_eq!(plan["today"][1]["pomodoros"], 1);
    assert_eq!(user.fails(&["plan", "--date", DAY, "--add", "nobody"]).0, 1);
    assert_eq!(user.fails(&["plan", "--date", DAY, "--accept", "--drop", "report"]).0, 2);
    user.does(&["undo"]);
    assert_eq!(user.json(&["plan", "--date", DAY])["today"].as_array().map(Vec::len), Some(1));
    assert_eq!(user.fails(&["plan", "--date", "2001-01-01", "--accept"]).0, 1);
}

#[test]
fn accepting_twice_keeps_the_plan_and_says_so() {
    let user = User::with("[day.windows]\nmon = [\"09:00-12:00\"]\n");
    user.add("release !5 ~2");
    user.add("report ~1");
    assert!(!user.does(&["plan", "--date", DAY, "--accept"]).contains("accepted already"));
    user.does(&["plan", "--date", DAY, "--drop", "report"]);
    let said = user.does(&["plan", "--date", DAY, "--accept"]);
    assert!(said.starts_with("This plan is accepted already and stays as it is."), "{said}");
    assert_eq!(user.json(&["plan", "--date", DAY])["today"].as_array().map(Vec::len), Some(1));
    user.does(&["plan", "--date", DAY, "--anew"]);
    assert_eq!(user.json(&["plan", "--date", DAY])["today"].as_array().map(Vec::len), Some(2));
    assert_eq!(user.does(&["undo"]), "Undone: planned anew: 2099-01-05\n");
}

#[test]
fn the_plan_says_what_was_kept_of_it_and_what_is_too_much() {
    let user = User::with("[day.windows]\nmon = [\"09:00-12:00\"]\n");
    user.add("release ~5");
    user.add("report ~2");
    let offer = user.json(&["plan", "--date", DAY]);
    assert_eq!((&offer["adherence"], &offer["over"]), (&Json::Null, &json!(0)));
    assert!(user.does(&["plan", "--date", DAY]).contains("5 of 5 pomodoros that still fit · tight: leave some room"));
    user.does(&["plan", "--date", DAY, "--accept"]);
    let plan = user.json(&["plan", "--date", DAY, "--add", "report=2"]);
    let planned = plan["planned"].as_u64().expect("a number");
    assert_eq!((&plan["adherence"], &plan["over"]), (&json!({ "done": 0, "planned": planned }), &json!(planned - 5)));
    let said = user.does(&["plan", "--date", DAY]);
    assert!(said.contains(&format!("0 of {planned} planned pomodoros done")), "{said}");
    assert!(said.contains(&format!("5 of {planned} pomodoros still fit: {} too many", planned - 5)), "{said}");
    let past = user.does(&["plan", "--date", "2001-01-01"]);
    assert!(past.contains("No plan was accepted for that day.") && !past.contains("still fit"), "{past}");
}

#[test]
fn undo_says_which_fields_and_which_way() {
    let user = User::new();
    let id = user.add("report");
    user.does(&["task", "edit", &id, "--importance", "5", "--due", "2099-12-01", "--estimate", "4"]);
    let before = "importance 3 → 5, due none → 1 Dec, estimate none → 4: report\n";
    assert_eq!(user.does(&["undo", "--dry-run"]), format!("Undo would take this back: {before}"));
    let told = user.json(&["undo", "--dry-run"]);
    assert_eq!(told["would_undo"]["fields"], json!(["importance", "due", "estimates"]));
    assert_eq!(user.does(&["undo"]), format!("Undone: {before}"));
    // Pinning and unpinning are two things.
    assert_eq!(user.does(&["task", "pin", &id]), "pinned: report\n");
    assert_eq!(user.does(&["task", "pin", &id]), "not pinned any more: report\n");
    assert_eq!(user.does(&["undo"]), "Undone: not pinned any more: report\n");
    assert_eq!(user.does(&["undo"]), "Undone: pinned: report\n");
    assert_eq!(user.does(&["--lang", "zh-CN", "undo"]), "已撤销：已添加：report\n");
}

#[test]
fn a_task_is_told_as_the_line_that_makes_it() {
    let user = User::new();
    let line = "write thesis !5 @2099-12-01 ~9 #\"my phd\" +deep *month";
    let id = user.add(line);
    assert_eq!(user.json(&["task", "show", &id])["line"], line);
    assert!(user.does(&["task", "show", &id]).contains(line));
}

#[test]
fn pressure_is_said_as_it_is_counted() {
    let user = User::with("[day.windows]\nmon = [\"09:00-12:00\"]\ntue = [\"09:00-12:00\"]\n");
    let id = user.add("x ~400.5 @2027-12-01");
    let said = user.does(&["task", "show", &id]);
    assert!(said.contains("400.5 of ") && said.contains(" pomodoros left before it is due"), "{said}");
}

#[test]
fn small_mistakes_get_the_right_sentence() {
    let user = User::new();
    let id = user.add("x");
    let (code, said) = user.fails(&["task", "merge", &id]);
    assert!(code == 2 && said.contains("at least 2 are needed."), "{said}");
    let said = user.fails(&["plan", "--add", &format!("{id}=0")]).1;
    assert!(said.starts_with("The number of pomodoros goes from 1 to 999"), "{said}");
    let (code, said) = user.fails(&["--config", "/nowhere/config.toml", "task", "list"]);
    assert!(code == 3 && said.contains("leave it out"), "{said}");
    let windows = vec!["\"09:00-09:01\""; 200].join(", ");
    let user = User::with(&format!("[day.windows]\nmon = [{windows}]\n"));
    let (_, out, err) = user.ask(&["config", "check"]);
    assert!(format!("{out}{err}").contains("…; it takes at most 48"), "{out}{err}");
}

#[test]
fn earlier_estimates_and_what_was_unplanned_are_shown() {
    let user = User::new();
    let id = user.add("report ~3 !u");
    user.does(&["log", &id, "--at", "2020-01-01 09:00", "--for", "25m"]);
    for estimate in ["6", "12"] {
        user.does(&["task", "edit", &id, "--estimate", estimate]);
    }
    let task = user.json(&["task", "show", &id]);
    assert_eq!((&task["estimate"], &task["estimates"]), (&json!(12.0), &json!([3.0, 6.0, 12.0])));
    assert_eq!(task["unplanned"], true);
    let said = user.does(&["task", "show", &id]);
    assert!(said.contains("1/12 · 3 first, then 6, 12") && said.contains("unplanned"), "{said}");
    user.does(&["task", "edit", &id, "--unplanned=false"]);
    assert!(!user.does(&["task", "show", &id]).contains("unplanned"));
}

#[test]
fn estimates_are_forecast_from_what_was_finished() {
    let user = User::new();
    for hour in ["08", "09", "10", "11", "12"] {
        let id = user.add("old ~1 #phd");
        for minute in ["00", "30"] {
            user.does(&["log", &id, "--at", &format!("2020-01-01 {hour}:{minute}"), "--for", "25m"]);
        }
        user.does(&["task", "done", &id]);
    }
    let id = user.add("new ~3 #phd");
    assert_eq!(
        user.json(&["task", "show", &id])["forecast"],
        json!({ "p50": 6, "p80": 6, "class": "similar", "n": 5 })
    );
    let said = user.does(&["task", "show", &id]);
    assert!(said.contains("likely 6, at most 6 in four of five cases"), "{said}");
    for title in ["a ~0.5", "b ~0.25"] {
        user.add(title);
    }
    let list = user.does(&["task", "list"]);
    assert!(list.contains("2 tasks are below one pomodoro; together they are 0.8"), "{list}");
}

#[rstest]
#[case(2, &["task", "add", "--quick", "a @\"31 feb\""])]
#[case(2, &["task", "add", "--quick", "a ~0"])]
#[case(2, &["task", "add", "--quick", "a ~10000"])]
#[case(2, &["task", "add", "--quick", "a +\"two words\""])]
#[case(2, &["task", "add", "--quick", "!5"])]
#[case(2, &["task", "add", "--quick", "a #\"open"])]
#[case(1, &["task", "add", "--quick", "a\u{1b}[2J"])]
#[case(2, &["task", "add", "title", "--quick", "line"])]
#[case(1, &["task", "add", "a", "--estimate", "0"])]
#[case(1, &["task", "add", "a", "--estimate", "10000"])]
#[case(2, &["task", "add", "a", "--repeat", "never"])]
#[case(2, &["task", "list", "--sort", "best"])]
#[case(2, &["task", "list", "--filter", "q:9"])]
#[case(2, &["task", "list", "--filter", "@nobody"])]
#[case(1, &["task", "move", "nobody", "up"])]
#[case(2, &["plan", "--date", "31 feb"])]
#[case(1, &["plan", "--accept"])]
#[case(1, &["undo", "--dry-run"])]
fn what_is_wrong_is_said_and_changes_nothing(#[case] code: i32, #[case] words: &[&str]) {
    for lang in ["en", "zh-CN"] {
        assert_eq!(User::new().fails(&[words, &["--lang", lang]].concat()).0, code, "{words:?}");
    }
}

#[test]
fn a_cycle_is_named() {
    let user = User::new();
    let a = user.add("a");
    let b = user.does(&["task", "add", "b", "--blocked-by", &a]);
    let (code, said) = user.fails(&["task", "edit", &a, "--blocked-by", b.trim()]);
    assert!(code == 1 && said.contains("a → b → a"), "{said}");
}

#[test]
fn a_task_is_split_and_merged_again_and_each_is_taken_back_at_once() {
    let user = User::new();
    let id = user.does(&["task", "add", "thesis", "--estimate", "9"]);
    let id = id.trim();
    assert!(user.does(&["task", "split", id, "3"]).contains("thesis"));
    let titles = |user: &User| {
        let list = user.json(&["task", "list"]);
        let tasks = list["tasks"].as_array().expect("a list").clone();
        let mut titles: Vec<_> = tasks.iter().map(|task| (task["title"].clone(), task["estimate"].clone())).collect();
        titles.sort_by_key(|(title, _)| title.to_string());
        titles
    };
    let part = |n: i64| (json!(format!("thesis {n}/3")), json!(3.0));
    assert_eq!(titles(&user), [part(1), part(2), part(3)]);
    user.does(&["task", "merge", "thesis 1/3", "thesis 2/3", "--title", "both"]);
    assert_eq!(titles(&user), [(json!("both"), json!(6.0)), part(3)]);
    user.does(&["undo"]);
    user.does(&["undo"]);
    assert_eq!(titles(&user), [(json!("thesis"), json!(9.0))]);
    assert_eq!(user.fails(&["task", "split", id, "1"]).0, 1);
    assert_eq!(user.fails(&["task", "merge", id, id]).0, 1);
    assert_eq!(user.fails(&["task", "merge", id]).0, 2);
}

#[test]
fn nothing_is_offered_for_a_day_that_is_over() {
    let user = User::new();
    user.add("write");
    let said = user.does(&["plan", "--date", "yesterday"]);
    assert!(said.ends_with("\nNo plan was accepted for that day.\n") && !said.contains("--accept"), "{said}");
    assert!(user.does(&["plan"]).contains("--accept"));
}
