//! Settings from the command line: what is listed, what is written and what is left as it was.
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use assert_cmd::cargo::CommandCargoExt;
use serde_json::Value as Json;
use tempfile::TempDir;

struct User {
    home: TempDir,
}

impl User {
    fn new() -> Self {
        Self { home: tempfile::tempdir().expect("a folder") }
    }

    fn file(&self) -> PathBuf {
        self.home.path().join("cfg/focus-tui/config.toml")
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::cargo_bin("focus-tui").expect("the program");
        command.env_clear().env("HOME", self.home.path()).env("LANG", "C.UTF-8").env("TZ", "UTC");
        command.env("XDG_CONFIG_HOME", self.home.path().join("cfg")).args(words).stdin(Stdio::null());
        command
    }

    fn ask(&self, command: &mut Command) -> (i32, String, String) {
        let said = command.output().expect("it runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (said.status.code().expect("an exit code"), text(said.stdout), text(said.stderr))
    }

    fn does(&self, words: &[&str]) -> String {
        let (code, out, err) = self.ask(&mut self.command(words));
        assert_eq!((code, err.as_str()), (0, ""), "{words:?}");
        out
    }

    fn json(&self, words: &[&str]) -> Json {
        serde_json::from_str(&self.does(&[words, &["--json"]].concat())).expect("JSON")
    }

    /// A command that is refused in one sentence: it.
    fn refused(&self, words: &[&str]) -> String {
        let (code, out, err) = self.ask(&mut self.command(words));
        assert_eq!((code, out.as_str(), err.lines().count()), (1, "", 1), "{words:?}: {err}");
        err.trim_end().to_owned()
    }

    fn write(&self, text: &str) {
        fs::create_dir_all(self.file().parent().expect("a folder")).expect("made");
        fs::write(self.file(), text).expect("written");
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).expect("the file")
    }
}

#[test]
fn set_keeps_comments_and_order() {
    let user = User::new();
    user.write("# mine\nlang = \"en\" # the screen\n\n[timer]\n# long ones\nfocus = \"50m\" # good\n\n[notify]\nbell = false\n");
    user.does(&["config", "set", "timer.focus", "45m"]);
    user.does(&["config", "set", "timer.rounds", "3"]);
    user.does(&["config", "set", "day.windows.mon", "09:00-12:00 13:00-17:30"]);
    user.does(&["config", "set", "keys.done", "[\"X\"]"]);
    user.does(&["config", "set", "notify.bell", "true"]);
    let text = user.text();
    for part in [
        "# mine\nlang = \"en\" # the screen\n",
        "[timer]\n# long ones\nfocus = \"45m\" # good\nrounds = 3\n",
        "[notify]\nbell = true\n",
        "[day.windows]\nmon = [\"09:00-12:00\", \"13:00-17:30\"]\n",
        "[keys]\ndone = [\"X\"]\n",
    ] {
        assert!(text.contains(part), "{part}\n----\n{text}");
    }
    assert!(!text.contains("[day]"), "{text}");
    assert_eq!(user.json(&["config", "set", "day.goal", "200m"])["key"], "day.goal");
    assert!(user.does(&["config", "check"]).contains("is right"));
    assert_eq!(user.json(&["config", "show"])["day"]["goal"], "200m");
}

#[cfg(unix)]
#[test]
fn a_new_file_is_its_owners_alone_and_an_old_one_keeps_its_rights() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let user = User::new();
    user.does(&["config", "set", "timer.focus", "45m"]);
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode(&user.file()), user.text().as_str()), (0o600, "[timer]\nfocus = \"45m\"\n"));
    // A file kept elsewhere stays there.
    let elsewhere = user.home.path().join("dotfile");
    fs::rename(user.file(), &elsewhere).expect("moved");
    fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o644)).expect("allowed");
    symlink(&elsewhere, user.file()).expect("linked");
    user.does(&["config", "set", "timer.focus", "46m"]);
    assert!(fs::symlink_metadata(user.file()).expect("there").is_symlink());
    assert_eq!((mode(&elsewhere), user.text().as_str()), (0o644, "[timer]\nfocus = \"46m\"\n"));
}

#[test]
fn what_does_not_fit_is_refused_in_one_sentence() {
    let user = User::new();
    user.write("[keys]\ndone = [\"X\"]\n");
    for (key, value, says) in [
        ("timer.focus", "soon", "a length such as"),
        ("timer.rounds", "0", "a whole number 1–99"),
        ("timer.rounds", "three", "a whole number 1–99"),
        ("notify.bell", "maybe", "true, false or a list"),
        ("lang", "fr", "one of auto, en, zh-CN"),
        ("keys.preset", "emacs", "one of default, vim"),
        ("keys.drop", "hyper-x", "a key such as"),
        ("keys.drop", "X", "keys.done has it"),
        ("focus", "1m", "Did you mean timer.focus?"),
        ("timer.roundz", "3", "Did you mean timer.rounds?"),
        ("timer", "3", "no setting timer"),
        ("", "3", "no setting"),
        ("a..b", "3", "no setting a..b"),
        ("screen.theme", "pink", "There are: auto, dark"),
        ("assessment.template", "none", "There are: agility"),
        ("day.windows.mon", "12:00-09:00", "in order and without overlap"),
    ] {
        let said = user.refused(&["config", "set", key, value]);
        assert!(said.contains(says), "{key} {value}: {said}");
    }
    assert_eq!(user.text(), "[keys]\ndone = [\"X\"]\n");
    user.write("lang = \n");
    let (code, _, err) = user.ask(&mut user.command(&["config", "set", "timer.focus", "45m"]));
    assert!(code == 3 && err.contains("line 1"), "{err}");
}

#[test]
fn a_wrong_setting_can_be_set_right() {
    let user = User::new();
    user.write("lang = \"fr\"\n[timer]\nrounds = 0\n");
    user.does(&["config", "set", "lang", "en"]);
    assert_eq!(user.text(), "lang = \"en\"\n[timer]\nrounds = 0\n");
    let (code, out, err) = user.ask(&mut user.command(&["status"]));
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!((code, out.as_str(), lines.len()), (3, "", 2), "{err}");
    assert!(lines[0].ends_with("line 3, column 10: timer.rounds is 0; it takes a whole number 1–99."), "{err}");
    assert_eq!(lines[1], "Nothing was done; the timer goes on. Correct the file with focus-tui config edit.");
    user.does(&["config", "set", "timer.rounds", "4"]);
    user.does(&["status"]);
}

#[cfg(unix)]
#[test]
fn edit_takes_over_what_is_right_and_keeps_the_rest_as_a_draft() {
    use std::os::unix::fs::PermissionsExt;
    let user = User::new();
    let editor = user.home.path().join("editor");
    let edit = |script: &str| {
        fs::write(&editor, format!("#!/bin/sh\n{script}\n")).expect("written");
        fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).expect("allowed");
        user.ask(
            user.command(&["config", "edit"])
                .env("PATH", "/usr/bin:/bin")
                .env("EDITOR", format!("{} -w", editor.display())),
        )
    };
    let draft = user.file().with_extension("draft.toml");
    assert_eq!((edit("exit 3").0, draft.exists(), user.file().exists()), (1, false, false));
    let (code, out, _) = edit("true");
    assert!(code == 0 && out.contains("not changed") && !user.file().exists() && !draft.exists());
    let (code, _, err) = edit(r#"echo 'focus = 7' >> "$2""#);
    assert!(code == 3 && err.contains("config.draft.toml, line") && err.contains("kept"), "{err}");
    assert!(draft.exists() && !user.file().exists());
    let (code, out, err) = edit(r#"sed -i '$d' "$2"; sed -i 's/^# focus = "25m"/focus = "45m"/' "$2""#);
    assert!(code == 0 && out.contains("saved"), "{err}");
    assert!(!draft.exists());
    assert_eq!(fs::metadata(user.file()).expect("there").permissions().mode() & 0o777, 0o600);
    assert_eq!(user.json(&["config", "show"])["timer"]["focus"], "45m");
    assert!(user.text().contains("# Length of a focus phase"));
    let (code, _, err) = user.ask(user.command(&["config", "edit"]).env("VISUAL", "/no/such/editor"));
    assert!(code == 1 && err.contains("/no/such/editor"), "{err}");
}

#[test]
fn keys_and_themes_are_listed() {
    let user = User::new();
    user.write("[keys]\npreset = \"vim\"\ndone = [\"X\"]\nmatrix = []\n[screen]\ntheme = \"mine\"\n");
    let keys = user.json(&["keys"]);
    assert_eq!(keys["preset"], "vim");
    let of = |name: &str| {
        let rows = keys["keys"].as_array().expect("rows");
        rows.iter().find(|row| row["intent"] == name).unwrap_or_else(|| panic!("{name}"))["keys"].to_string()
    };
    assert_eq!((of("done"), of("down"), of("matrix")), ("[\"X\"]".into(), "[\"j\",\"down\"]".into(), "[]".into()));
    let text = user.does(&["keys"]);
    assert!(
        text.contains("the task is done") && text.contains("assessment\n") && text.contains("Preset: vim"),
        "{text}"
    );
    assert!(user.does(&["keys", "--lang", "zh-CN"]).contains("完成任务"));
    let folder = user.file().with_file_name("themes");
    fs::create_dir_all(&folder).expect("made");
    fs::write(folder.join("mine.toml"), "[role.text]\nansi = \"white\"\n").expect("written");
    fs::write(folder.join("bad.toml"), "[role.text]\nansi = \"pinkish\"\n").expect("written");
    let themes = user.json(&["themes"]);
    let used: Vec<_> = themes["themes"].as_array().expect("rows").iter().filter(|row| row["used"] == true).collect();
    assert!(used.len() == 1 && used[0]["name"] == "mine" && used[0]["problem"].is_null(), "{themes}");
    assert!(user.does(&["themes"]).contains("pinkish"));
    let (code, _, err) = user.ask(&mut user.command(&["config", "check"]));
    assert!(code == 3 && err.contains("bad.toml") && !err.contains("mine.toml"), "{err}");
}

#[test]
fn a_file_of_settings_that_is_named_and_not_there_can_be_made() {
    let user = User::new();
    let named = user.home.path().join("new/settings.toml");
    let with = |words: &[&str]| {
        let mut command = user.command(words);
        user.ask(command.env("FOCUS_TUI_CONFIG", &named))
    };
    let (code, out, err) = with(&["status"]);
    assert_eq!((code, out.as_str(), err.lines().count()), (3, "", 2), "{err}");
    // What needs no settings works all the same.
    for words in [&["completions", "bash"][..], &["man"], &["config", "path"]] {
        assert_eq!(with(words).0, 0, "{words:?}");
    }
    let (code, _, err) = with(&["config", "set", "timer.focus", "30m"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(&named).expect("made").lines().last(), Some("focus = \"30m\""));
    assert_eq!(with(&["status"]).0, 0);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!((mode(named.parent().expect("a folder")), mode(&named)), (0o700, 0o600));
    }
}

#[test]
fn an_empty_variable_counts_as_none() {
    let user = User::new();
    for name in ["FOCUS_TUI_DATA_DIR", "FOCUS_TUI_CONFIG"] {
        let (code, _, err) = user.ask(user.command(&["status"]).env(name, ""));
        assert_eq!((code, err.as_str()), (0, ""), "{name}");
    }
    // An option that was written wants its value.
    for option in ["--data-dir", "--config"] {
        let (code, out, _) = user.ask(&mut user.command(&[option, "", "status"]));
        assert_eq!((code, out.as_str()), (2, ""), "{option}");
    }
}
