//! Files of settings as people write them: the right ones hold, the wrong ones are told everything at once.
//! With BLESS_CONFIGS set, the expected messages are written anew.
use std::{
    fs,
    path::{Path, PathBuf},
};

use focus_tui::{
    cli::problem,
    config::{Config, DEFAULT},
    text::locale::{Lang, Locale},
};

/// The files of `tests/configs/<folder>`, in order.
fn cases(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/configs").join(folder);
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("one").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    paths.sort();
    assert!(paths.len() > 2, "no cases");
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).expect("text"))).collect()
}

#[test]
fn right_files_hold() {
    let mut seen = vec![Config::embedded()];
    for (path, text) in cases("valid") {
        let (config, problems) = Config::read(&text);
        assert_eq!(problems, [], "{path:?}");
        if path.file_stem().is_none_or(|name| name != "empty") {
            assert!(!seen.contains(&config), "{path:?} changes nothing");
        }
        seen.push(config);
    }
    assert_eq!(Config::read(DEFAULT), (Config::embedded(), Vec::new()));
}

#[test]
fn wrong_files_are_told_everything_at_once() {
    for (path, text) in cases("invalid") {
        let name = Path::new(path.file_name().expect("a name"));
        let mut said = String::new();
        for lang in [Lang::En, Lang::ZhCn] {
            let locale = Locale::new(lang);
            for found in Config::read(&text).1 {
                said += &(problem::text(&found, name, &locale) + "\n");
            }
        }
        let expected = path.with_extension("txt");
        if std::env::var_os("BLESS_CONFIGS").is_some() {
            fs::write(&expected, &said).expect("written");
        }
        assert_eq!(said, fs::read_to_string(&expected).unwrap_or_default(), "{path:?}");
        assert!(!said.is_empty(), "{path:?}");
    }
}
