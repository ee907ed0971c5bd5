//! `config set` and `config edit`: the only writers of the user's file. What does not fit is not written.
use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process,
};

use serde_json::json;
use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value};

use crate::{
    cli::{
        counter::{Counter, print},
        fault::Fault,
        problem,
    },
    config::{self, Config, DEFAULT, Problem, ProblemKind},
    report::json::line,
    store::disk::real::{end_of_links, make_folders, read_text},
    text::locale::{Arg, Lang},
};

/// Sets one setting in the user's file, which keeps its comments and its order.
///
/// # Errors
/// 1 where there is no such setting or it does not take the value, 3 where the file cannot be read as it
/// is, 4 where it cannot be written.
pub(super) fn set(counter: &Counter, key: &str, text: &str) -> Result<(), Fault> {
    change(counter, key, Some(text))?;
    let shown = counter.places.config.display().to_string();
    let said = if counter.json {
        line(&json!({ "config": shown, "key": key, "value": text }))
    } else {
        let args = [("key", Arg::Text(key)), ("value", Arg::Text(text)), ("path", Arg::Text(&shown))];
        counter.locale.with("cli-config-set", &args)
    };
    Ok(print(&(said + "\n"))?)
}

/// As [`set`], without a word about it; without a value the setting goes, so that its default holds.
///
/// # Errors
/// See [`set`].
pub(in crate::cli) fn change(counter: &Counter, key: &str, text: Option<&str>) -> Result<(), Fault> {
    let path = &counter.places.config;
    let before = read(counter, path)?.unwrap_or_default();
    let broken = || Fault::Said(3, lines(counter, path, &counter.problems));
    let parse = |text: &str| text.parse::<DocumentMut>().map_err(|_| broken());
    if counter.problems.iter().any(|problem| problem.key == "schema") {
        return Err(broken());
    }
    let (mut file, defaults) = (parse(&before)?, parse(DEFAULT)?);
    let Some(default) = find(defaults.as_table(), key).and_then(Item::as_value) else {
        return Err(Fault::Said(1, unknown(counter, key)));
    };
    let after = match text {
        Some(text) => {
            put(file.as_table_mut(), key, value(default, text)).ok_or_else(broken)?;
            config::with_line_ends_of(file.to_string(), &before)
        }
        None => config::unset(&before, key).map_err(|_| broken())?,
    };
    let (config, problems) = Config::read(&after);
    let known = |new: &&Problem| !counter.problems.iter().any(|old| old.key == new.key && old.kind == new.kind);
    if let Some(new) = problems.iter().find(known) {
        return Err(Fault::Said(1, refusal(counter, new)));
    }
    if let Some((_, said)) = super::check_names(counter, &config).into_iter().find(|(of, _)| *of == key) {
        return Err(Fault::Said(1, said));
    }
    if after != before {
        write(path, &after).map_err(|error| unwritable(counter, path, &error))?;
    }
    Ok(())
}

/// Lets the user's editor change a copy, which takes the file's place once it is right.
///
/// # Errors
/// 1 where the editor fails, 3 where what was written is wrong (it is kept for the next time), 4 where
/// nothing can be written.
pub(super) fn edit(counter: &Counter) -> Result<(), Fault> {
    let path = &counter.places.config;
    let draft = path.with_extension("draft.toml");
    let kept = read(counter, &draft)?;
    let is_draft = kept.is_some();
    let before = match kept {
        Some(text) => text,
        None => {
            let text = read(counter, path)?.unwrap_or_else(|| commented(counter.locale.lang()));
            write(&draft, &text).map_err(|error| unwritable(counter, &draft, &error))?;
            text
        }
    };
    let gone = |error: &io::Error| unwritable(counter, &draft, error);
    if let Err(fault) = launch(counter, &draft) {
        if !is_draft && read(counter, &draft)?.is_some_and(|text| text == before) {
            fs::remove_file(&draft).map_err(|error| gone(&error))?;
        }
        return Err(fault);
    }
    let after = read(counter, &draft)?.unwrap_or_default();
    let (config, problems) = Config::read(&after);
    let mut wrong: Vec<String> = problems.iter().map(|found| problem::text(found, &draft, &counter.locale)).collect();
    wrong.extend(super::check_names(counter, &config).into_iter().map(|(_, said)| said));
    if !wrong.is_empty() {
        let shown = draft.display().to_string();
        wrong.push(counter.locale.with("cli-config-draft", &[("path", Arg::Text(&shown))]));
        return Err(Fault::Said(3, wrong.join("\n")));
    }
    let changed = is_draft || after != before;
    if changed {
        write(path, &after).map_err(|error| unwritable(counter, path, &error))?;
    }
    fs::remove_file(&draft).map_err(|error| gone(&error))?;
    let shown = path.display().to_string();
    let key = if changed { "cli-config-written" } else { "cli-config-unchanged" };
    Ok(print(&(counter.locale.with(key, &[("path", Arg::Text(&shown))]) + "\n"))?)
}

fn launch(counter: &Counter, draft: &Path) -> Result<(), Fault> {
    let named = ["VISUAL", "EDITOR"].iter().filter_map(|name| env::var(name).ok());
    let fallback = if cfg!(windows) { "notepad" } else { "vi" };
    let editor = named.map(|text| text.trim().to_owned()).find(|text| !text.is_empty()).unwrap_or(fallback.to_owned());
    let mut words = editor.split_whitespace();
    let status = process::Command::new(words.next().unwrap_or(fallback)).args(words).arg(draft).status();
    if status.as_ref().is_ok_and(process::ExitStatus::success) {
        return Ok(());
    }
    let reason = status.map_or_else(|error| error.to_string(), |status| status.to_string());
    let args = [("editor", Arg::Text(&editor)), ("reason", Arg::Text(&reason))];
    Err(Fault::Said(1, counter.locale.with("cli-config-no-editor", &args)))
}

/// Every setting with its comment, switched off: what a new file begins with.
fn commented(lang: Lang) -> String {
    let off = |line: &str| match line.chars().next() {
        None | Some('#' | '[') => format!("{line}\n"),
        Some(_) => format!("# {line}\n"),
    };
    config::default_in(lang).lines().map(off).collect()
}

fn find<'t>(table: &'t dyn TableLike, key: &str) -> Option<&'t Item> {
    match key.split_once('.') {
        None => table.get(key),
        Some((first, rest)) => find(table.get(first)?.as_table_like()?, rest),
    }
}

/// Puts a value at a dotted name; a value that stands there keeps the comments around it.
fn put(table: &mut dyn TableLike, key: &str, mut value: Value) -> Option<()> {
    if let Some((first, rest)) = key.split_once('.') {
        let mut fresh = Table::new();
        // A table that holds but other tables needs no line of its own.
        fresh.set_implicit(rest.contains('.'));
        let next = table.entry(first).or_insert(Item::Table(fresh));
        return put(next.as_table_like_mut()?, rest, value);
    }
    if let Some(Item::Value(old)) = table.get_mut(key) {
        *value.decor_mut() = old.decor().clone();
        *old = value;
    } else {
        table.insert(key, Item::Value(value));
    }
    Some(())
}

/// A text as the kind of value that the default is; as it stands where it is none, to be refused.
fn value(default: &Value, text: &str) -> Value {
    let parsed = text.trim().parse::<Value>().ok();
    let fits = |value: &Value| match default {
        Value::Integer(_) | Value::Float(_) => value.is_integer() || value.is_float(),
        // Where a list may stand, true and false sometimes do; what does not fit is refused when it is read.
        Value::Array(_) => value.is_array() || value.is_bool(),
        Value::Boolean(_) => value.is_bool(),
        _ => false,
    };
    match parsed.filter(fits) {
        Some(value) => value,
        None if default.is_array() => text.split_whitespace().collect::<Array>().into(),
        None => text.into(),
    }
}

fn unknown(counter: &Counter, key: &str) -> String {
    match config::nearest_setting(key) {
        Some(near) => {
            counter.locale.with("cli-config-unknown-near", &[("key", Arg::Text(key)), ("near", Arg::Text(&near))])
        }
        None => counter.locale.with("cli-config-unknown", &[("key", Arg::Text(key))]),
    }
}

fn refusal(counter: &Counter, problem: &Problem) -> String {
    let key = ("key", Arg::Text(&problem.key));
    match &problem.kind {
        ProblemKind::Wants { wants, allowed, found } => {
            let wants = counter.locale.with(wants, &[("allowed", Arg::Text(allowed))]);
            let args = [key, ("found", Arg::Text(found)), ("wants", Arg::Text(&wants))];
            counter.locale.with("cli-config-wants", &args)
        }
        ProblemKind::Conflict { found, with } => {
            let args = [key, ("found", Arg::Text(found)), ("with", Arg::Text(with))];
            counter.locale.with("cli-config-conflict", &args)
        }
        ProblemKind::Syntax { .. } | ProblemKind::Unknown { .. } => unknown(counter, &problem.key),
    }
}

fn lines(counter: &Counter, path: &Path, problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(|found| problem::text(found, path, &counter.locale)).collect();
    lines.join("\n")
}

/// The text of a file; none where there is none.
fn read(counter: &Counter, path: &Path) -> Result<Option<String>, Fault> {
    let unreadable = |reason: String| {
        let path = path.display().to_string();
        let args = [("path", Arg::Text(&path)), ("reason", Arg::Text(&reason))];
        Fault::Said(3, counter.locale.with("cli-unreadable", &args))
    };
    match read_text(path) {
        Ok(text) => Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(error.to_string())),
    }
}

/// Writes a whole file or nothing. A new one can be read by its owner alone, one that was there keeps its
/// rights and stays a link if it is one.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let target: PathBuf = match fs::canonicalize(path) {
        Ok(target) => target,
        // A link to nothing stays one: the file comes to be where it leads.
        Err(_) => end_of_links(path)?.unwrap_or_else(|| path.to_owned()),
    };
    if target != path && target.parent().is_some_and(|folder| !folder.exists()) {
        return Err(io::ErrorKind::NotFound.into());
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_folders(folder)?;
    let mut fresh = tempfile::NamedTempFile::new_in(folder)?;
    fresh.write_all(text.as_bytes())?;
    if let Ok(old) = fs::metadata(&target) {
        fresh.as_file().set_permissions(old.permissions())?;
    }
    fresh.as_file().sync_all()?;
    fresh.persist(&target)?;
    Ok(())
}

fn unwritable(counter: &Counter, path: &Path, error: &io::Error) -> Fault {
    let path = path.display().to_string();
    let reason = error.to_string();
    Fault::Said(4, counter.locale.with("cli-unwritable", &[("path", Arg::Text(&path)), ("reason", Arg::Text(&reason))]))
}
