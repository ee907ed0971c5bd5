//! `keys` and `themes`: what there is to choose from. Changes nothing.
use serde_json::{Value as Json, json};

use crate::{
    cli::{
        counter::{Counter, print},
        dashboard,
        fault::Fault,
    },
    report::{
        json::line,
        page::Tone,
        table::{Align, Cell, Table},
    },
    store::disk::real::read_text,
    text::locale::Arg,
    ui::{ColorDepth, Group, Intent, Theme},
};

/// Every action of the dashboard with its keys.
///
/// # Errors
/// Where nothing can be printed.
pub fn keys(counter: &Counter) -> Result<(), Fault> {
    let (locale, keys) = (&counter.locale, &counter.config.keys);
    let of = |group| Intent::ALL.iter().copied().filter(move |intent| intent.group() == group);
    if counter.json {
        let rows = Group::ALL.into_iter().flat_map(of).map(|intent| {
            let group = intent.group().key().trim_start_matches("help-group-");
            let text = locale.text(&intent.key());
            json!({ "intent": intent.name(), "group": group, "keys": keys.keys(intent), "text": text })
        });
        let all = json!({ "preset": keys.preset(), "keys": rows.collect::<Vec<Json>>() });
        return Ok(print(&(line(&all) + "\n"))?);
    }
    let page = counter.page();
    let mut table =
        Table::new(&[(Align::Left, String::new()), (Align::Left, String::new()), (Align::Cut, String::new())]);
    for group in Group::ALL {
        table.push(vec![Cell::new(Tone::Strong, &locale.text(group.key()))]);
        for intent in of(group) {
            let texts = keys.keys(intent);
            let shown = if texts.is_empty() { page.nothing().to_owned() } else { texts.join(" ") };
            let what = locale.text(&intent.key());
            table.push(vec![format!("  {shown}").into(), intent.name().into(), Cell::new(Tone::Dim, &what)]);
        }
    }
    let how = locale.with("cli-keys-how", &[("preset", Arg::Text(keys.preset()))]);
    Ok(print(&format!("{}\n{how}\n", table.text(&page)))?)
}

/// A theme: its name, its file if it is the user's own, what is wrong with it.
pub(super) struct Found {
    pub(super) name: String,
    pub(super) path: Option<String>,
    pub(super) wrong: Option<String>,
}

/// The themes that come with the program and those of the user.
pub(super) fn all_themes(counter: &Counter) -> Vec<Found> {
    let built_in = Theme::NAMES.map(|name| Found { name: name.to_owned(), path: None, wrong: None });
    let mut all = Vec::from(built_in);
    for path in super::toml_files(&counter.places.themes) {
        let Some(name) = path.file_stem().and_then(|name| name.to_str()).map(str::to_owned) else { continue };
        let text = read_text(&path).map_err(|error| error.to_string());
        let parsed = text
            .and_then(|text| Theme::parse(&text, ColorDepth::True, false).map(drop).map_err(|error| error.to_string()));
        let wrong = parsed.err().map(|error| error.trim().replace('\n', " "));
        all.push(Found { name, path: Some(path.display().to_string()), wrong });
    }
    all
}

/// Every theme, and which of them is used.
///
/// # Errors
/// Where nothing can be printed.
pub fn themes(counter: &Counter) -> Result<(), Fault> {
    let set = counter.config.screen.theme.as_str();
    let used = dashboard::theme_name(set);
    let all = all_themes(counter);
    if counter.json {
        let row = |found: &Found| json!({ "name": found.name, "path": found.path, "used": found.name == used, "problem": found.wrong });
        let json = json!({ "theme": set, "themes": all.iter().map(row).collect::<Vec<_>>() });
        return Ok(print(&(line(&json) + "\n"))?);
    }
    let (locale, page) = (&counter.locale, counter.page());
    let mut table =
        Table::new(&[(Align::Left, String::new()), (Align::Left, String::new()), (Align::Cut, String::new())]);
    for found in &all {
        let note = match (&found.wrong, found.name == used) {
            (Some(wrong), _) => Cell::new(Tone::Bad, wrong),
            (None, true) if set == "auto" => Cell::new(Tone::Good, &locale.text("cli-theme-auto")),
            (None, true) => Cell::new(Tone::Good, &locale.text("cli-theme-used")),
            (None, false) => Cell::default(),
        };
        let from = found.path.clone().unwrap_or_else(|| locale.text("cli-theme-built-in"));
        table.push(vec![found.name.as_str().into(), Cell::new(Tone::Dim, &from), note]);
    }
    let folder = counter.places.themes.display().to_string();
    let how = locale.with("cli-themes-how", &[("path", Arg::Text(&folder))]);
    Ok(print(&format!("{}\n{how}\n", table.text(&page)))?)
}
