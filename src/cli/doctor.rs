//! `doctor`: every file, what is in it, what is wrong with it; with `--fix` what can be put right is.
//!
//! `--json` is one object: `fine` (nothing hides data) · `places` {data, state, config, templates, themes} ·
//! `device` (null before the first write) · `writable` {ok, path, reason} · `lock` ("flock" or "file") ·
//! `clock` {now, zone, up_s, slept_s, boot_id} · `terminal` {tty, term, columns, rows, colors, unicode, lang} ·
//! `shared_by` ["git", "syncthing"] · `records` {session, task, …} ·
//! `files` [{path, bytes, role, records, problems}] · `problems` (all of them, also those of no file) ·
//! `fixed` (null without `--fix`, else [{path, how, taken, kept}]). A problem is {kind, path, line, column,
//! text}. Exit code 0: everything can be read and written; 3: something cannot be read, whatever else; 4: it can, but
//! a folder, the journal or the lock cannot be written, or `--fix` could not write.
mod shown;

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value as Json, json};

use super::{
    counter::{Counter, print},
    dashboard,
    fault::Fault,
    problem,
};
use crate::{
    domain::{model::Model, record::Kind},
    report::json::{instant, line},
    runtime::desk::{self, PATIENCE, read_templates},
    store::disk::real::read_bounded,
    store::{Diagnosis, Examined, Mended, Mending, Problem, Role, StoreError},
    text::locale::Locale,
    ui::ColorDepth,
};

/// Every kind of record, in the order of their names in a journal.
const KINDS: [Kind; 6] = [Kind::Session, Kind::Task, Kind::Assessment, Kind::Plan, Kind::Goal, Kind::Review];

/// Something that is not as it should be.
struct Finding {
    kind: &'static str,
    path: PathBuf,
    place: Option<(usize, usize)>,
    text: String,
    /// Whether something cannot be read because of it.
    hides: bool,
}

/// Everything that was found.
struct Findings {
    diagnosis: Diagnosis,
    all: Vec<Finding>,
    unwritable: Option<StoreError>,
    makeshift: bool,
    shared_by: Vec<&'static str>,
    fixed: Option<Vec<Mended>>,
}

/// Examines, with `fix` mends and examines again, and says what was found.
///
/// # Errors
/// Exit code 3 where something cannot be read; 4 where it was to be mended and cannot be written.
pub fn answer(counter: &Counter, fix: bool) -> Result<(), Fault> {
    let mut store = desk::store(&counter.places);
    let (templates, bad) = read_templates(&counter.places);
    let mut model = Model::new(counter.config.rules.clone(), templates, "");
    let fixed = if fix { Some(store.mend(&mut model, &counter.now, PATIENCE)?) } else { None };
    let mut diagnosis = store.examine(&counter.now);
    // What the values in the picture mean can only be told beside the model.
    if store.load(&mut model, &counter.now, false).is_ok()
        && let Err(StoreError::Parse { path, line, column, field, detail }) = store.hand_edits(&model)
        && let Some(file) = diagnosis.files.iter_mut().find(|file| file.path == path && file.problems.is_empty())
    {
        let detail = field.map_or_else(|| detail.clone(), |field| format!("{field}: {detail}"));
        file.problems.push(Problem::Unreadable { path, line, column, detail });
    }
    let mut all: Vec<Finding> = diagnosis.problems().map(|found| finding(found, &counter.locale)).collect();
    all.extend(counter.problems.iter().map(|found| setting(found, counter.places.config.clone(), &counter.locale)));
    all.extend(counter.unreadable.iter().map(|text| Finding {
        kind: "setting",
        path: counter.places.config.clone(),
        place: None,
        text: text.clone(),
        hides: true,
    }));
    for (name, problems) in &bad {
        let path = counter.places.templates.join(name);
        all.extend(problems.iter().map(|found| setting(found, path.clone(), &counter.locale)));
    }
    if is_tracked(&counter.places.store.data) {
        let path = counter.places.store.data.join("state.toml");
        let text = counter.locale.text("doctor-found-tracked");
        all.push(Finding { kind: "shared", path, place: None, text, hides: false });
    }
    let locked = store.try_lock();
    let shared_by = [(".git", "git"), (".stfolder", "syncthing")];
    let findings = Findings {
        shared_by: shared_by.iter().filter(|(sign, _)| is_shared(&diagnosis.data, sign)).map(|(_, by)| *by).collect(),
        diagnosis,
        all,
        unwritable: store.may_write(&counter.now).and(locked).err(),
        makeshift: store.is_makeshift(),
        fixed,
    };
    let fine = !findings.all.iter().any(|found| found.hides);
    let said = if counter.json { line(&json(counter, &findings)) + "\n" } else { shown::text(counter, &findings) };
    print(&said)?;
    // What is wrong has been said where it was asked for.
    match findings.unwritable {
        _ if !fine => Err(Fault::Said(3, String::new())),
        Some(_) => Err(Fault::Said(4, String::new())),
        None => Ok(()),
    }
}

/// Whether a syncer's sign is in a folder or in one above it: a repository holds everything below it.
fn is_shared(data: &Path, sign: &str) -> bool {
    let data = std::path::absolute(data).unwrap_or_else(|_| data.to_owned());
    data.ancestors().any(|folder| folder.join(sign).exists())
}

/// Whether a repository around a folder keeps the picture in it, which belongs to one machine.
fn is_tracked(data: &Path) -> bool {
    let Ok(data) = std::fs::canonicalize(data) else { return false };
    let Some(root) = data.ancestors().find(|folder| folder.join(".git").exists()) else { return false };
    let Ok(index) = read_bounded(&root.join(".git/index"), 0, 64 * 1024 * 1024) else { return false };
    let Some(inside) = data.strip_prefix(root).ok().and_then(Path::to_str) else { return false };
    let name = Path::new(inside).join("state.toml").display().to_string() + "\0";
    index.windows(name.len()).any(|bytes| bytes == name.as_bytes())
}

fn finding(problem: &Problem, locale: &Locale) -> Finding {
    Finding {
        kind: problem.word(),
        path: problem.path().clone(),
        place: problem.place(),
        text: shown::sentence(problem, locale),
        hides: problem.hides_something(),
    }
}

fn setting(problem: &crate::config::Problem, path: PathBuf, locale: &Locale) -> Finding {
    let text = problem::text(problem, &path, locale);
    Finding { kind: "setting", place: Some((problem.line, problem.column)), path, text, hides: true }
}

fn json(counter: &Counter, findings: &Findings) -> Json {
    let (now, places) = (&counter.now, &counter.places);
    let problem = |found: &Finding| {
        let (line, column) = found.place.unzip();
        json!({ "kind": found.kind, "path": found.path, "line": line, "column": column, "text": found.text })
    };
    let files = findings.diagnosis.files.iter().map(|file| {
        let problems = file.problems.iter().map(|found| problem(&finding(found, &counter.locale)));
        json!({
            "path": file.path,
            "bytes": file.bytes,
            "role": role(file),
            "records": counts(|kind| file.records.iter().find(|(known, _)| *known == kind).map_or(0, |(_, n)| *n)),
            "problems": problems.collect::<Json>(),
        })
    });
    let size = terminal_size();
    json!({
        "fine": !findings.all.iter().any(|found| found.hides),
        "places": {
            "data": places.store.data,
            "state": findings.diagnosis.local,
            "config": places.config,
            "templates": places.templates,
            "themes": places.themes,
        },
        "device": findings.diagnosis.device,
        "writable": {
            "ok": findings.unwritable.is_none(),
            "path": findings.unwritable.as_ref().map(StoreError::path),
            "reason": findings.unwritable.as_ref().map(ToString::to_string),
        },
        "lock": if findings.makeshift { "file" } else { "flock" },
        "clock": {
            "now": instant(now.wall.timestamp(), now.wall.time_zone()),
            "zone": now.wall.time_zone().iana_name(),
            "up_s": now.boot_ms / 1000,
            "slept_s": (now.boot_ms - now.awake_ms) / 1000,
            "boot_id": now.boot_id,
        },
        "terminal": {
            "tty": std::io::stdout().is_terminal(),
            "term": std::env::var("TERM").ok(),
            "columns": size.map(|(columns, _)| columns),
            "rows": size.map(|(_, rows)| rows),
            "colors": colors(),
            "unicode": !counter.is_ascii(),
            "lang": counter.locale.lang().name(),
        },
        "shared_by": findings.shared_by,
        "records": counts(|kind| findings.diagnosis.records(kind)),
        "files": files.collect::<Json>(),
        "problems": findings.all.iter().map(problem).collect::<Json>(),
        "fixed": findings.fixed.as_ref().map(|fixed| fixed.iter().map(mended).collect::<Json>()),
    })
}

fn mended(mended: &Mended) -> Json {
    let taken = if let Mending::Copy { taken } = mended.how { Some(taken) } else { None };
    json!({ "path": mended.path, "how": how(mended.how), "taken": taken, "kept": mended.kept })
}

fn how(how: Mending) -> &'static str {
    match how {
        Mending::Tail => "tail",
        Mending::Chunks => "chunks",
        Mending::Copy { .. } => "copy",
        Mending::Picture => "picture",
        Mending::Timer => "timer",
    }
}

fn role(file: &Examined) -> &'static str {
    match file.role {
        Role::Journal => "journal",
        Role::Picture => "picture",
        Role::Local => "local",
        Role::Kept => "kept",
        Role::Leftover => "leftover",
    }
}

fn counts(of: impl Fn(Kind) -> usize) -> Json {
    Json::Object(KINDS.iter().map(|kind| (kind.word().to_owned(), Json::from(of(*kind)))).collect::<Map<_, _>>())
}

/// Colours that the terminal is taken to show.
fn colors() -> u32 {
    match dashboard::depth() {
        ColorDepth::None => 1,
        ColorDepth::Ansi16 => 16,
        ColorDepth::Indexed => 256,
        ColorDepth::True => 16_777_216,
    }
}

/// Columns and rows; none where the output is no terminal.
fn terminal_size() -> Option<(u16, u16)> {
    std::io::stdout().is_terminal().then(|| crossterm::terminal::size().ok()).flatten()
}
