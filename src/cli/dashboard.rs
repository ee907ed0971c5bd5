//! The dashboard as the command line starts it: colours, keys and language from settings and environment.
use std::{env, path::Path};

use super::{args::Global, counter::Counter, fault::Fault, problem};
use crate::{
    config,
    domain::{model::Model, moment::Moment},
    runtime::{Desk, app, clock, log, plain, terminal},
    store::disk::real::read_text,
    text::locale::{Arg, Lang, Locale},
    ui::{self, ColorDepth, Intent, Origin, Theme},
};

/// Runs the dashboard and says afterwards what goes on without it.
///
/// # Errors
/// Where there is no terminal, the files cannot be read, or the terminal fails.
pub fn run(counter: &Counter, global: &Global) -> Result<(), Fault> {
    if !terminal::is_there() {
        return Err(Fault::Said(2, counter.locale.text("error-not-a-terminal")));
    }
    log::start(counter.places.store.state.join("focus-tui.log"), false);
    if global.verbose > 0 {
        tracing::info!("the dashboard starts");
    }
    let desk = Desk::open(&counter.places, &counter.config, &counter.now, false)?;
    let mut setting = setting(counter);
    setting.notices = counter.bad_templates(&desk, Path::new("templates"));
    let arrangement = counter.places.store.state.join("screen.toml");
    let files = Files { global, path: &counter.places.config, arrangement: &arrangement };
    let ended = app::run(setting, &files, desk);
    let (model, locale) = ended.map_err(|error| Fault::Said(1, format!("{error:#}")))?;
    if let Some(parting) = ui::parting(&model.status(&clock::now()), &locale) {
        super::counter::print(&format!("{parting}\n"))?;
    }
    Ok(())
}

/// Runs the dashboard as lines of text, for screen readers; needs no terminal.
///
/// # Errors
/// Where the files cannot be read or standard output is gone.
pub fn plain(counter: &Counter) -> Result<(), Fault> {
    counter.refuse_problems()?;
    // Any view may be asked for.
    let desk = Desk::open(&counter.places, &counter.config, &counter.now, true)?;
    for notice in counter.notices(&desk) {
        super::counter::print(&format!("{notice}\n"))?;
    }
    let tell = |view: Intent, model: &Model, now: &Moment| super::ask::told(counter, view, model, now);
    let ended = plain::run(&counter.config, &counter.locale, desk, &tell);
    let model = ended.map_err(|error| Fault::Said(1, format!("{error:#}")))?;
    if let Some(parting) = ui::parting(&model.status(&clock::now()), &counter.locale) {
        super::counter::print(&format!("{parting}\n"))?;
    }
    Ok(())
}

/// What the dashboard runs with.
fn setting(counter: &Counter) -> app::Setting {
    let mut banners = Vec::new();
    // Settings that are wrong do not keep anybody from working: defaults hold, and a line says so.
    if let Some(first) = counter.problems.first() {
        let said = crate::config::problem_brief(first, &counter.places.config, &counter.locale);
        let count = counter.problems.len() as i64;
        let more = counter.locale.with("config-banner", &[("problem", Arg::Text(&said)), ("count", Arg::Int(count))]);
        banners.push(more);
    }
    app::Setting {
        theme: theme(counter, &mut banners),
        locale: Locale::new(counter.locale.lang()),
        config: counter.config.clone(),
        banners,
        notices: Vec::new(),
    }
}

/// Says of a setting that an option or the environment has the last word on it, where that is so.
fn given(setting: &mut ui::Setting, global: &Global) {
    let is_set = |name: &&&'static str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let auto = setting.value == "auto";
    let name = match setting.key.as_str() {
        "lang" => match &global.lang {
            Some(lang) => {
                setting.value.clone_from(lang);
                Some("--lang")
            }
            None if auto => ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find(is_set).copied(),
            None => None,
        },
        "screen.theme" => {
            let names: &[&str] = if auto { &["NO_COLOR", "COLORFGBG"] } else { &["NO_COLOR"] };
            names.iter().find(is_set).copied()
        }
        "screen.ascii" if auto => ["LC_ALL", "LC_CTYPE", "LANG"].iter().find(is_set).copied(),
        _ => None,
    };
    if let Some(name) = name {
        setting.origin = Origin::Given(name);
    }
}

/// The user's file of settings, read and written with the options of the command line.
struct Files<'a> {
    global: &'a Global,
    path: &'a Path,
    arrangement: &'a Path,
}

impl Files<'_> {
    fn counter(&self) -> Result<Counter, String> {
        let counter = Counter::open(self.global).map_err(|fault| fault.text(&Locale::new(Default::default())))?;
        counter.unreadable.clone().map_or(Ok(counter), Err)
    }
}

impl app::Source for Files<'_> {
    fn load(&self) -> Result<app::Setting, String> {
        let counter = self.counter()?;
        let broken = |problem: &&config::Problem| matches!(problem.kind, config::ProblemKind::Syntax { .. });
        // An editor may have saved half a change; what held until then is better than the defaults.
        if let Some(first) = counter.problems.iter().find(broken) {
            return Err(problem::text(first, self.path, &counter.locale));
        }
        Ok(setting(&counter))
    }

    fn listed(&self, lang: Lang) -> Vec<ui::Setting> {
        let text = read_text(self.path).unwrap_or_default();
        let mut listed = config::listed(text.strip_prefix('\u{feff}').unwrap_or(&text), lang);
        for setting in &mut listed {
            given(setting, self.global);
        }
        listed
    }

    fn themes(&self) -> Vec<String> {
        self.counter().map_or_else(|_| Vec::new(), |counter| super::settings::own_themes(&counter))
    }

    fn set(&self, key: &str, value: Option<&str>) -> Result<(), String> {
        let counter = self.counter()?;
        super::settings::change(&counter, key, value).map_err(|fault| fault.text(&counter.locale))
    }

    fn path(&self) -> &Path {
        self.path
    }

    fn arrangement(&self) -> &Path {
        self.arrangement
    }
}

fn theme(counter: &Counter, banners: &mut Vec<String>) -> Theme {
    let (depth, ascii) = (depth(), counter.is_ascii());
    let name = counter.config.screen.theme.as_str();
    if let Some(theme) = Theme::named(theme_name(name), depth, ascii) {
        return theme;
    }
    let path = counter.places.themes.join(format!("{name}.toml"));
    let own = read_text(&path).ok().and_then(|text| Theme::parse(&text, depth, ascii).ok());
    own.unwrap_or_else(|| {
        banners.push(counter.locale.with("config-no-theme", &[("name", Arg::Text(name))]));
        Theme::named(by_ground(), depth, ascii).unwrap_or_else(|| unreachable!("a test reads every theme"))
    })
}

/// The name of the theme that a setting asks for.
pub(super) fn theme_name(setting: &str) -> &str {
    if setting == "auto" { by_ground() } else { setting }
}

/// The theme for the terminal's ground, where it tells of it (`COLORFGBG`); nothing is asked, for an
/// answer takes time.
fn by_ground() -> &'static str {
    let ground = env::var("COLORFGBG").ok().and_then(|pair| pair.rsplit(';').next()?.parse::<u8>().ok());
    if matches!(ground, Some(7 | 15)) { "light" } else { "dark" }
}

/// How many colours the terminal shows, by the environment.
pub(super) fn depth() -> ColorDepth {
    let is =
        |name: &str, wanted: &[&str]| env::var(name).is_ok_and(|value| wanted.iter().any(|word| value.contains(word)));
    if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        ColorDepth::None
    } else if is("COLORTERM", &["truecolor", "24bit"]) || is("TERM", &["-direct"]) {
        ColorDepth::True
    } else if is("TERM", &["256color"]) {
        ColorDepth::Indexed
    } else {
        ColorDepth::Ansi16
    }
}
