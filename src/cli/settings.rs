//! `config`: where the settings are, what holds, whether the file is right.
mod lists;
mod set;

pub use lists::{keys, themes};
pub(super) use set::change;

use std::{
    fs,
    io::{self, IsTerminal},
    path::Path,
};

use serde_json::{Value as Json, json};
use toml_edit::{DocumentMut, Item, TableLike};

use super::{
    args::ConfigVerb,
    counter::{Counter, print},
    fault::Fault,
    problem,
};
use crate::{
    config::{Config, default_in, templates},
    report::json::line,
    runtime::notice::trial::{Found, trial},
    store::disk::real::read_text,
    text::locale::Arg,
};

/// Answers a question about the settings, or changes them.
///
/// # Errors
/// Exit code 3 where the file is wrong, 1 where a change is, 4 where it cannot be written.
pub fn answer(counter: &Counter, verb: ConfigVerb) -> Result<(), Fault> {
    match verb {
        ConfigVerb::Path => path(counter),
        ConfigVerb::Show => {
            counter.refuse_problems()?;
            show(counter)
        }
        ConfigVerb::Check => check(counter),
        ConfigVerb::TestNotice => {
            counter.refuse_problems()?;
            test_notice(counter)
        }
        ConfigVerb::Set { key, value } => set::set(counter, &key, &value),
        ConfigVerb::Edit => set::edit(counter),
    }
}

fn path(counter: &Counter) -> Result<(), Fault> {
    let places = &counter.places;
    let shown = |path: &Path| path.display().to_string();
    let said = if counter.json {
        line(&json!({
            "config": shown(&places.config),
            "data": shown(&places.store.data),
            "state": shown(&places.store.state),
            "templates": shown(&places.templates),
            "themes": shown(&places.themes),
        }))
    } else {
        crate::text::sanitize::sanitize(&shown(&places.config)).into_owned()
    };
    Ok(print(&(said + "\n"))?)
}

/// Every setting with its comment and the value that holds.
fn show(counter: &Counter) -> Result<(), Fault> {
    let parse = |text: &str| text.parse::<DocumentMut>();
    let mut all =
        parse(default_in(counter.locale.lang())).map_err(|error| Fault::Said(3, error.message().to_owned()))?;
    // A file that does not parse has been refused already; without a file the defaults hold.
    if let Ok(user) = parse(&read_text(&counter.places.config).unwrap_or_default()) {
        lay_over(all.as_table_mut(), user.as_table());
        // What stands in these is the user's own, so there is nothing to lay it over.
        for open in ["modes", "profiles"] {
            let own = user.get(open).and_then(Item::as_table_like).into_iter().flat_map(TableLike::iter);
            let Some(table) = all.get_mut(open).and_then(Item::as_table_like_mut) else { continue };
            own.for_each(|(name, item)| drop(table.insert(name, item.clone())));
        }
    }
    let text = all.to_string();
    if !counter.json {
        return Ok(print(&crate::text::sanitize::sanitize_lines(&text))?);
    }
    let table: toml::Table = toml::from_str(&text).map_err(|error| Fault::Said(3, error.message().to_owned()))?;
    let json = serde_json::to_value(table).unwrap_or(Json::Null);
    Ok(print(&(line(&json) + "\n"))?)
}

fn lay_over(all: &mut dyn TableLike, user: &dyn TableLike) {
    for (key, item) in user.iter() {
        match (all.get_mut(key), item) {
            (Some(known), item) if known.is_table_like() && item.is_table_like() => {
                if let (Some(known), Some(item)) = (known.as_table_like_mut(), item.as_table_like()) {
                    lay_over(known, item);
                }
            }
            (Some(Item::Value(known)), Item::Value(value)) => {
                // The comment behind the default belongs to the setting, not to its value.
                let decor = known.decor().clone();
                *known = value.clone();
                *known.decor_mut() = decor;
            }
            _ => {}
        }
    }
}

/// The file of settings and the user's templates, every problem with its place.
fn check(counter: &Counter) -> Result<(), Fault> {
    let path = &counter.places.config;
    let mut lines: Vec<String> =
        counter.problems.iter().map(|found| problem::text(found, path, &counter.locale)).collect();
    lines.extend(check_names(counter, &counter.config).into_iter().map(|(_, said)| said));
    for path in toml_files(&counter.places.templates) {
        let text = read_text(&path).unwrap_or_default();
        let problems = templates::read(&text).err().unwrap_or_default();
        lines.extend(problems.iter().map(|found| problem::text(found, &path, &counter.locale)));
    }
    for theme in lists::all_themes(counter) {
        if let (Some(path), Some(wrong)) = (theme.path, theme.wrong) {
            let args = [("path", Arg::Text(&path)), ("reason", Arg::Text(&wrong))];
            lines.push(counter.locale.with("cli-theme-wrong", &args));
        }
    }
    if !lines.is_empty() {
        return Err(Fault::Said(3, lines.join("\n")));
    }
    let key = if path.exists() { "cli-config-right" } else { "cli-config-none" };
    let shown = path.display().to_string();
    let said = if counter.json {
        line(&json!({ "config": shown, "problems": [] }))
    } else {
        counter.locale.with(key, &[("path", Arg::Text(&shown))])
    };
    Ok(print(&(said + "\n"))?)
}

/// Tries everything out and says what worked; exit code 1 where something that is switched on did not.
fn test_notice(counter: &Counter) -> Result<(), Fault> {
    let mut out = io::stdout();
    let terminal: Option<&mut dyn io::Write> = if out.is_terminal() { Some(&mut out) } else { None };
    let tmux = std::env::var_os("TMUX").is_some();
    let found = trial(&counter.config.notify, &counter.config.hooks, terminal, tmux, &counter.locale);
    let failed = found.iter().any(|(_, found)| matches!(found, Found::Failed(_)));
    let word = |found: &Found| match found {
        Found::Off => "off",
        Found::NoTerminal => "no-terminal",
        Found::Sent => "sent",
        Found::Worked => "worked",
        Found::Failed(_) => "failed",
    };
    let detail = |found: &Found| match found {
        Found::Failed(detail) => Some(crate::text::sanitize::sanitize(detail).into_owned()),
        _ => None,
    };
    let said = if counter.json {
        let tried = found.iter().map(|(channel, found)| {
            json!({ "channel": channel.name(), "result": word(found).replace('-', "_"), "detail": detail(found) })
        });
        line(&json!({ "tried": tried.collect::<Json>() })) + "\n"
    } else {
        let lines = found.iter().map(|(channel, found)| {
            let detail = detail(found).unwrap_or_default();
            let said = counter.locale.with(&format!("cli-tried-{}", word(found)), &[("detail", Arg::Text(&detail))]);
            format!("{:<16}{said}\n", channel.name())
        });
        lines.collect()
    };
    print(&said)?;
    if failed { Err(Fault::Said(1, counter.locale.text("cli-tried-some-failed"))) } else { Ok(()) }
}

fn toml_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    files.sort();
    files
}

/// The names of the user's own themes that can be used.
pub fn own_themes(counter: &Counter) -> Vec<String> {
    let own = lists::all_themes(counter).into_iter().filter(|found| found.path.is_some() && found.wrong.is_none());
    own.map(|found| found.name).collect()
}

/// Names in the settings of things that are not there, by their setting.
fn check_names(counter: &Counter, config: &Config) -> Vec<(&'static str, String)> {
    let mut themes: Vec<String> = lists::all_themes(counter).into_iter().map(|found| found.name).collect();
    themes.insert(0, "auto".to_owned());
    let mut known: Vec<String> = templates::built_in().into_iter().map(|template| template.id).collect();
    for path in toml_files(&counter.places.templates) {
        let text = read_text(&path).unwrap_or_default();
        known.extend(templates::read(&text).ok().map(|template| template.id));
    }
    let mut missing = Vec::new();
    for (key, set, known, said) in [
        ("screen.theme", &config.screen.theme, themes, "cli-theme-unknown"),
        ("assessment.template", &config.rules.template, known, "error-no-such-template"),
    ] {
        if !known.contains(set) {
            let known = known.join(", ");
            let args = [("name", Arg::Text(set)), ("template", Arg::Text(set)), ("known", Arg::Text(&known))];
            missing.push((key, counter.locale.with(said, &args)));
        }
    }
    missing
}
