//! A user with nothing but an empty folder, and the real program on its command line.
use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value as Json;
use tempfile::TempDir;

/// The program.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_focus-tui");

/// The program, or the one that a campaign names.
fn program() -> OsString {
    std::env::var_os("FOCUS_TUI_PROGRAM").unwrap_or_else(|| PROGRAM.into())
}

pub(crate) struct User {
    pub(crate) home: TempDir,
}

/// What a command did.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let code = output.status.code().unwrap_or(-1);
        Self { code, out: text(output.stdout), err: text(output.stderr) }
    }
}

impl User {
    pub(crate) fn new() -> Self {
        Self { home: tempfile::tempdir().expect("a folder") }
    }

    /// One folder for everything, as with `--data-dir`.
    pub(crate) fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.data().join(name)
    }

    /// What the program finds in its environment.
    pub(crate) fn env(&self) -> Vec<(&'static str, OsString)> {
        vec![
            ("HOME", self.home.path().into()),
            ("PATH", std::env::var_os("PATH").unwrap_or_default()),
            ("LANG", "C.UTF-8".into()),
            ("TZ", "UTC".into()),
            ("FOCUS_TUI_DATA_DIR", self.data().into()),
        ]
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.env_clear().envs(self.env()).args(words).stdin(Stdio::null());
        command
    }

    pub(crate) fn ask(&self, words: &[&str]) -> Said {
        self.command(words).output().expect("it runs").into()
    }

    /// A command that is done: its text.
    pub(crate) fn does(&self, words: &[&str]) -> String {
        let said = self.ask(words);
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{words:?}: {}", said.out);
        said.out
    }

    pub(crate) fn json(&self, words: &[&str]) -> Json {
        serde_json::from_str(&self.does(&[words, &["--json"]].concat())).expect("JSON")
    }

    /// Enters a task and gives its id.
    pub(crate) fn task(&self, title: &str) -> String {
        self.does(&["task", "add", title]).trim().to_owned()
    }

    /// The titles of open tasks, in the order of their letters.
    pub(crate) fn titles(&self) -> Vec<String> {
        let list = self.json(&["task", "list"]);
        let tasks = list["tasks"].as_array().expect("a list").iter();
        let mut titles: Vec<String> = tasks.map(|task| task["title"].as_str().expect("a title").to_owned()).collect();
        titles.sort();
        titles
    }

    /// The journal, where there is one.
    pub(crate) fn journal(&self) -> PathBuf {
        let mut found = fs::read_dir(self.file("history")).expect("journals");
        found.next().expect("a journal").expect("an entry").path()
    }

    /// Every file and its bytes.
    pub(crate) fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        collect(&self.data(), &mut found);
        found
    }
}

fn collect(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            collect(&path, found);
        } else {
            found.insert(path.clone(), fs::read(&path).expect("readable"));
        }
    }
}
