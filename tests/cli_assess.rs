//! Assessments, goals and weekly look backs on the command line: files in, words, files and text out.
use std::{
    fs,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use assert_cmd::cargo::CommandCargoExt;
use serde_json::{Value as Json, json};
use tempfile::TempDir;

struct User {
    home: TempDir,
}

impl User {
    fn new() -> Self {
        Self { home: tempfile::tempdir().expect("a folder") }
    }

    fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    fn ask(&self, words: &[&str]) -> (i32, String, String) {
        let mut command = Command::cargo_bin("focus-tui").expect("the program");
        command.env_clear().env("HOME", self.home.path()).env("LANG", "C.UTF-8").env("TZ", "UTC");
        command.env("FOCUS_TUI_DATA_DIR", self.data()).args(words).stdin(Stdio::null());
        let Output { status, stdout, stderr } = command.output().expect("it runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (status.code().expect("an exit code"), text(stdout), text(stderr))
    }

    fn does(&self, words: &[&str]) -> String {
        let (code, out, err) = self.ask(words);
        assert_eq!((code, err.as_str()), (0, ""), "{words:?}: {out}");
        out
    }

    fn json(&self, words: &[&str]) -> Json {
        serde_json::from_str(&self.does(&[words, &["--json"]].concat())).expect("JSON")
    }

    /// A command that is refused: its exit code and its one sentence, in both languages.
    fn fails(&self, words: &[&str]) -> (i32, String) {
        let before = self.export();
        let (code, out, err) = self.ask(words);
        assert!(code != 0 && out.is_empty(), "{words:?}: {out}");
        assert!((1..=2).contains(&err.lines().count()), "{words:?}: {err}");
        let (_, _, zh) = self.ask(&[words, &["--lang", "zh-CN"]].concat());
        for said in [&err, &zh] {
            assert!(!said.contains("{$") && !said.contains("assess-") && !said.contains("error-"), "{said}");
        }
        assert!(zh.contains(|c: char| ('一'..='龥').contains(&c)), "{words:?}: {zh}");
        assert_eq!(self.export(), before, "{words:?} changed something");
        (code, err)
    }

    fn export(&self) -> String {
        self.does(&["assess", "export"])
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.home.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, text).expect("written");
        path.to_str().expect("UTF-8").to_owned()
    }

    fn score(&self, week: &str, scores: [&str; 4]) {
        let ids = ["identification", "analysis", "decision", "execution"];
        let pairs: Vec<String> = ids.iter().zip(scores).map(|(id, score)| format!("{id}={score}")).collect();
        let mut words = vec!["assess", "record", "agility", "--week", week];
        pairs.iter().for_each(|pair| words.extend(["--score", pair]));
        self.does(&words);
    }
}

fn keys(json: &Json) -> Vec<&str> {
    json.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn weights_are_set_by_hand_and_kept_as_a_new_version() {
    let user = User::new();
    let told = user.json(&["assess", "weights", "agility"]);
    assert_eq!(keys(&told), ["template", "version", "sum", "normalised", "dimensions", "pairs"]);
    assert_eq!((&told["version"], &told["sum"], &told["pairs"]), (&json!(1), &json!(100.0), &Json::Null));
    assert!(!user.data().exists(), "looking writes nothing");
    user.score("2020-W10", ["80", "75", "65", "85"]);
    let said = user.does(&["assess", "weights", "agility", "--set", "decision=60"]);
    assert!(said.contains("version 2") && said.contains("130.00") && said.contains("--normalise"), "{said}");
    let told = user.json(&["assess", "weights", "agility", "--set", "决策=40", "--set", "execution=20", "--normalise"]);
    assert_eq!((&told["version"], &told["normalised"]), (&json!(3), &json!(true)));
    assert_eq!(told["dimensions"][2]["share"], json!(0.4));
    let file = fs::read_to_string(user.data().join("templates/agility.toml")).expect("the user's file");
    assert!(file.contains("version = 3") && file.contains("案例研究"), "{file}");
    user.score("2020-W11", ["80", "75", "65", "85"]);
    let change = user.json(&["assess", "compare", "2020-W10", "2020-W11"]);
    assert_eq!((&change["version"], &change["score"]), (&json!(3), &json!(74.0)));
    assert!((change["weight_effect"].as_f64().unwrap() + 2.0).abs() < 1e-9);
    assert_eq!(user.json(&["assess", "show", "--week", "2020-W10"])["score"], json!(76.0));
}

#[test]
fn weights_that_cannot_be_used_are_one_sentence() {
    let user = User::new();
    for bad in ["decision=-1", "decision=NaN", "decision=inf", "decision=1e308"] {
        let (code, said) = user.fails(&["assess", "weights", "agility", "--set", bad]);
        assert!(code == 1 && said.contains("decision"), "{said}");
    }
    let zero = ["identification=0", "analysis=0", "decision=0", "execution=0"];
    let words: Vec<&str> = zero.iter().flat_map(|pair| ["--set", *pair]).collect();
    assert_eq!(user.fails(&[&["assess", "weights", "agility"], words.as_slice()].concat()).0, 1);
    assert_eq!(user.fails(&["assess", "weights", "agility", "--set", "decision=1", "--set", "决策=2"]).0, 1);
    assert_eq!(user.fails(&["assess", "weights", "agility", "--set", " =1"]).0, 1);
    assert_eq!(user.fails(&["assess", "weights", "agility", "--set", "decision"]).0, 2);
    assert_eq!(user.fails(&["assess", "weights", "nobody"]).0, 1);
    assert!(!user.data().exists());
}

#[test]
fn weights_come_from_comparisons_in_pairs() {
    let user = User::new();
    let pairs = ["assess", "weights", "agility", "--pairs"];
    let told = user.json(&[&pairs[..], &["1,1/2,1/3,1/2,1/3,1/2"]].concat());
    assert_eq!(keys(&told["pairs"]), ["lambda", "ci", "cr", "acceptable", "most_inconsistent"]);
    assert_eq!(told["pairs"]["acceptable"], json!(true));
    let shares: f64 = told["dimensions"].as_array().unwrap().iter().map(|d| d["share"].as_f64().unwrap()).sum();
    assert!((shares - 1.0).abs() < 1e-9 && (told["sum"].as_f64().unwrap() - 100.0).abs() < 1e-9);
    let (code, said) = user.fails(&[&pairs[..], &["9,1/9,1,9,1,1"]].concat());
    assert!(code == 1 && said.contains("CR") && said.contains("identification : analysis"), "{said}");
    let (_, said) = user.fails(&[&pairs[..], &["1,2"]].concat());
    assert!(said.contains("2") && said.contains("6") && said.contains("identification:analysis"), "{said}");
    let matrix = "1,2,1,1,2,1,1,1,1,1,1,1,1,1,1,1";
    let (_, said) = user.fails(&[&pairs[..], &[matrix]].concat());
    assert!(said.contains("reciprocal"), "{said}");
    assert_eq!(user.fails(&[&pairs[..], &["1,1,1,1,1,-3"]].concat()).0, 1);
    assert_eq!(user.fails(&[&pairs[..], &["one"]].concat()).0, 2);
    assert_eq!(user.fails(&["assess", "weights", "agility", "--pairs", "1", "2", "-3", "4", "5", "6"]).0, 1);
}

#[test]
fn a_goal_is_set_shown_and_removed() {
    let user = User::new();
    assert_eq!(user.json(&["assess", "goal", "agility"])["goals"], json!([]));
    let told = user.json(&["assess", "goal", "agility", "90", "--by", "2999-W09", "--long"]);
    let goal = &told["goals"][0];
    assert_eq!((&goal["horizon"], &goal["target"], &goal["by"]), (&json!("long"), &json!(90.0), &json!("2999-W09")));
    assert_eq!(goal["state"], json!("unscored"));
    let said = user.does(&["assess", "goal", "agility", "80", "--by", "2999-W01"]);
    assert_eq!(said.lines().count(), 2, "{said}");
    assert_eq!(user.json(&["history"])["goals"].as_array().unwrap().len(), 2);
    assert_eq!(user.fails(&["assess", "goal", "agility", "80"]).0, 2);
    assert_eq!(user.fails(&["assess", "goal", "agility", "80", "--by", "2026-W54"]).0, 2);
    assert_eq!(user.fails(&["assess", "goal", "agility", "80", "--by", "2001-W01"]).0, 1);
    assert_eq!(user.fails(&["assess", "goal", "agility", "101", "--by", "2999-W01"]).0, 1);
    assert_eq!(user.fails(&["assess", "goal", "agility", "much", "--by", "2999-W01"]).0, 2);
    assert_eq!(user.fails(&["assess", "goal", "nobody", "80", "--by", "2999-W01"]).0, 1);
    assert!(user.does(&["assess", "goal", "agility", "none"]).contains("90"));
    assert_eq!(user.fails(&["assess", "goal", "agility", "none"]).0, 1);
}

#[test]
fn a_table_goes_round_exactly() {
    let user = User::new();
    user.score("2020-W10", ["80", "75", "65.1", "85"]);
    user.score("2020-W11", ["90", "80", "70.4", "90"]);
    user.score("2020-W11", ["91", "80", "0.1", "90"]);
    let note = ["--note", "a \"quoted\", note\nof two lines"];
    user.does(&[&["assess", "record", "founder", "--week", "2020-W11", "--score", "team=70"], &note[..]].concat());
    user.does(&["assess", "weights", "agility", "--set", "decision=33.3"]);
    user.score("2020-W12", ["1", "2", "3", "4"]);
    let table = user.export();
    assert!(table.starts_with("date,week,template,version,dimension,score,weight,delta,"), "{table}");
    assert_eq!(table.matches("2020-W11,agility").count(), 8);
    assert!(table.contains("2020-W11,founder,1,strategy,,"), "{table}");
    let file = user.file("table.csv", &table);
    let other = User::new();
    assert_eq!(other.json(&["assess", "import", &file]), json!({ "imported": 5, "known": 0 }));
    assert_eq!(other.export(), table);
    assert_eq!(other.json(&["assess", "import", &file]), json!({ "imported": 0, "known": 5 }));
    for week in ["2020-W10", "2020-W11", "2020-W12"] {
        let show = |user: &User| user.json(&["assess", "show", "agility", "--week", week])["score"].clone();
        assert_eq!(show(&other), show(&user));
    }
    let one = user.does(&["assess", "export", "--template", "founder"]);
    assert_eq!(one.matches("2020-W11,founder").count(), 6);
    assert_eq!(user.json(&["assess", "export"])["assessments"].as_array().unwrap().len(), 5);
}

#[test]
fn a_table_that_does_not_fit_changes_nothing() {
    let user = User::new();
    user.score("2020-W10", ["80", "75", "65", "85"]);
    let head = "week,template,dimension,score,weight\n2020-W12,agility,analysis,70,30\n";
    let refused = |text: &str, holds: &[&str]| {
        let file = user.file("bad.csv", text);
        let (code, said) = user.fails(&["assess", "import", &file]);
        assert!(code == 1 && holds.iter().all(|part| said.contains(part)), "{said}");
    };
    refused("week,template,dimension,weight\n", &["score"]);
    refused(&format!("{head}2020-W12,agility,decision,much,30\n"), &["Line 3", "score", "much"]);
    refused(&format!("{head}2020-W12,agility,decision,170,30\n"), &["Line 3", "score", "100"]);
    refused(&format!("{head}2026-W54,agility,decision,70,30\n"), &["Line 3", "week", "2026-W54"]);
    refused(&format!("{head}2020-W12,agility,analysis,70,30\n"), &["Line 3", "dimension", "analysis"]);
    refused(&format!("{head}2020-W12,agility,decision,70,-30\n"), &["Line 3", "weight"]);
    refused(&format!("{head}2020-W12,agility,decision,70\n"), &["Line 3", "4", "5"]);
    refused(&format!("{head}2020-W12,nobody,decision,70,30\n"), &["Line 3", "template", "nobody"]);
    refused("", &["week"]);
    assert_eq!(user.fails(&["assess", "import", "/nowhere/at.csv"]).0, 3);
    let binary = user.home.path().join("binary.csv");
    fs::write(&binary, [0xff, 0xfe, 0x00]).unwrap();
    assert_eq!(user.fails(&["assess", "import", binary.to_str().unwrap()]).0, 1);
}

#[test]
fn a_review_keeps_answers_and_decisions() {
    let user = User::new();
    let told = user.json(&["review"]);
    assert_eq!(keys(&told), ["week", "figures", "questions", "suggestions"]);
    assert!(!user.data().exists(), "looking writes nothing");
    let week = told["week"].as_str().unwrap().to_owned();
    let told = user.json(&["review", "--answer", "helped=two long blocks", "--answer", "change=phone away"]);
    let question = |told: &Json, id: &str| {
        let list = told["questions"].as_array().unwrap().clone();
        list.into_iter().find(|question| question["id"] == id).unwrap()
    };
    assert_eq!(question(&told, "helped")["answer"], json!("two long blocks"));
    assert_eq!(user.json(&["review", "--week", &week])["questions"], told["questions"]);
    for n in 0..3 {
        user.does(&["task", "add", &format!("small {n}"), "--estimate", "0.5"]);
    }
    let told = user.json(&["review"]);
    let small = &told["suggestions"][0];
    assert_eq!(keys(small), ["rule", "figure", "threshold", "text", "state"]);
    assert_eq!(
        (&small["rule"], &small["figure"], &small["threshold"]),
        (&json!("merge_small_tasks"), &json!(3.0), &json!(3.0))
    );
    assert_eq!(small["state"], json!("open"));
    let told = user.json(&["review", "--accept", "merge_small_tasks"]);
    assert_eq!(told["suggestions"][0]["state"], json!("accepted"));
    assert_eq!(user.json(&["task", "list"])["tasks"].as_array().unwrap().len(), 4);
    assert_eq!(user.fails(&["review", "--accept", "merge_small_tasks"]).0, 1);
    assert_eq!(user.fails(&["review", "--accept", "plan_less"]).0, 1);
    assert_eq!(user.fails(&["review", "--dismiss", "nothing"]).0, 1);
    assert_eq!(user.fails(&["review", "--answer", "weather=fine"]).0, 1);
    assert_eq!(user.fails(&["review", "--answer", "weather"]).0, 2);
    assert_eq!(user.fails(&["review", "--week", "2026-W54"]).0, 2);
    assert_eq!(user.fails(&["review", "--week", "2999-W01", "--answer", "helped=x"]).0, 1);
    let text = user.does(&["review"]);
    assert!(text.contains("phone away") && text.contains("merge_small_tasks"), "{text}");
    let zh = user.does(&["review", "--lang", "zh-CN"]);
    assert!(zh.contains("什么有帮助") && zh.contains("已采纳"), "{zh}");
}

#[test]
fn an_accepted_setting_is_written_into_the_users_file() {
    let user = User::new();
    user.file(".config/focus-tui/config.toml", "# mine\n[timer]\nfocus = \"30m\" # long\n");
    let clock = |hour: u32| format!("2020-03-03 {hour:02}:00");
    for hour in 1..14 {
        let outcome = if hour % 3 == 0 { "void" } else { "completed" };
        user.does(&["log", "--at", &clock(hour), "--for", "30m", "--outcome", outcome]);
    }
    let told = user.json(&["review", "--week", "2020-W10", "--accept", "shorten_pomodoro"]);
    assert_eq!(told["figures"]["pomodoros"], json!(9));
    let file = fs::read_to_string(user.home.path().join(".config/focus-tui/config.toml")).unwrap();
    assert_eq!(file, "# mine\n[timer]\nfocus = \"25m\" # long\n");
    let told = user.json(&["review", "--week", "2020-W11"]);
    assert_eq!(told["figures"]["last_change"]["accepted"], json!(["shorten_pomodoro"]));
}

#[test]
fn a_template_with_an_error_is_named_and_the_others_still_work() {
    let user = User::new();
    user.file(
        "data/templates/mine.toml",
        "id = \"mine\"\nname = \"Mine\"\n[[dimension]]\nid = \"a\"\nname = \"A\"\nweight = -1\n",
    );
    user.file(
        "data/templates/good.toml",
        "id = \"good\"\nname = \"Good\"\n[[dimension]]\nid = \"a\"\nname = \"A\"\nweight = 1\n",
    );
    let (_, said) = user.fails(&["assess", "weights", "mine", "--set", "a=1"]);
    assert!(said.contains("mine.toml") && said.contains("6") && said.contains("10"), "{said}");
    user.does(&["assess", "record", "good", "--score", "a=70"]);
    let told = user.json(&["assess", "weights", "good", "--set", "a=7"]);
    assert_eq!(told["version"], json!(2));
    assert!(fs::read_to_string(user.data().join("templates/mine.toml")).unwrap().contains("weight = -1"));
}

const OWN: &str = "# mine\nschema = 1\nid = \"own\"\ncolour = \"red\"\nname = { en = \"Own\", fr = \"Mien\" }\n\n\
    [[dimension]]\nid = \"a\"\nweight = 10 # little\nname = \"A\"\n\n[[dimension]]\nid = \"b\"\nweight = 10\nname = \"B\"\n";

#[test]
fn changed_weights_keep_what_the_user_wrote_and_can_be_undone() {
    let user = User::new();
    user.file("data/templates/own.toml", OWN);
    user.does(&["assess", "weights", "own", "--set", "a=30"]);
    let path = user.data().join("templates/own.toml");
    let changed = fs::read_to_string(&path).expect("the file");
    assert_eq!(changed.replace("version = 2\n", ""), OWN.replace("weight = 10 #", "weight = 30 #"));
    let said = user.does(&["undo"]);
    assert!(said.contains("own"), "{said}");
    assert_eq!(user.json(&["assess", "weights", "own"])["dimensions"][0]["weight"], json!(10.0));
    assert!(fs::read_to_string(&path).expect("the file").contains("# little"));
    assert_eq!(user.fails(&["undo"]).0, 1);
    // A change of a built-in one too.
    user.does(&["assess", "weights", "agility", "--set", "decision=60"]);
    user.does(&["undo"]);
    assert_eq!(user.json(&["assess", "weights", "agility"])["version"], json!(1));
}

#[test]
fn a_template_of_a_later_version_is_read_and_never_written() {
    let user = User::new();
    let newer = OWN.replace("schema = 1", "schema = 2");
    let path = user.file("data/templates/own.toml", &newer);
    user.does(&["assess", "record", "own", "--score", "a=50", "--score", "b=60"]);
    let (code, said) = user.fails(&["assess", "weights", "own", "--set", "a=30"]);
    assert!(code == 3 && said.contains("own.toml"), "{code} {said}");
    assert_eq!(fs::read_to_string(&path).expect("the file"), newer);
    let (code, out, err) = user.ask(&["assess", "templates"]);
    assert!(code == 0 && out.contains("own") && err.contains("later version"), "{err}");
}

#[test]
fn broken_and_doubled_template_files_are_told() {
    let user = User::new();
    user.file("data/templates/b1.toml", "id = \"b1\"\nname = = 1\n");
    user.file("data/templates/x.toml", OWN);
    user.file("data/templates/y.toml", OWN);
    let (code, _, err) = user.ask(&["assess", "templates"]);
    assert!(code == 0 && err.contains("b1.toml, line 2"), "{err}");
    assert!(err.contains("x.toml, line 3, column 6: id is \"own\"") && err.contains("y.toml has it too"), "{err}");
    let (code, said) = user.fails(&["assess", "record", "b1", "--score", "a=1"]);
    assert!(code == 1 && said.contains("b1.toml"), "{said}");
    // Under another file name it may still be the one that is meant.
    let (_, said) = user.fails(&["assess", "record", "b2", "--score", "a=1"]);
    assert!(said.contains("b2") && said.contains("b1.toml"), "{said}");
    let (_, out, _) = user.ask(&["doctor"]);
    assert!(out.contains("y.toml") && out.contains("b1.toml"), "{out}");
}

#[test]
fn a_score_off_its_scale_is_told_as_the_scale_is() {
    let user = User::new();
    let said = user.fails(&["assess", "record", "agility", "--score", "decision=101"]).1;
    assert!(said.contains("from 0 to 100") && !said.contains("points"), "{said}");
    user.file("data/templates/own.toml", &OWN.replace("colour = \"red\"", "scale = \"likert-7\""));
    let said = user.fails(&["assess", "record", "own", "--score", "a=9"]).1;
    assert!(said.contains("from 1 to 7, in whole points"), "{said}");
}
