//! What every command needs: the places, the settings, the language, the moment, how to print.
use std::{
    borrow::Cow,
    env,
    io::{self, IsTerminal, Write},
    mem::ManuallyDrop,
    path::Path,
};

use super::{
    args::{Color, Global},
    command::Clock,
    fault::{Fault, store_text},
    misuse::Misuse,
    problem,
};
use crate::{
    config::{Config, Problem},
    domain::{
        command::{Command, Effect, Happening, Refusal},
        model::Model,
        moment::Moment,
        timer::Settled,
        update::update,
    },
    report::page::Page,
    runtime::{Desk, clock, hooks::Hooks, places::Places},
    store::{self, disk::real::read_bounded},
    text::{
        locale::{Arg, Lang, Locale},
        refusal::refusal_text,
    },
};

/// Largest file of settings that is read.
const LARGEST: u64 = 8 * 1024 * 1024;

/// A command line at work.
#[derive(Debug)]
pub struct Counter {
    /// Where everything is.
    pub places: Places,
    /// The settings that hold.
    pub config: Config,
    /// What is wrong with the file of settings.
    pub problems: Vec<Problem>,
    /// Why that file cannot be read at all, in words; the defaults hold then.
    pub unreadable: Option<String>,
    /// The language.
    pub locale: Locale,
    /// When the command was given.
    pub now: Moment,
    /// Whether JSON is wanted.
    pub json: bool,
    color: bool,
    columns: Option<usize>,
    ascii: bool,
}

/// A locale from `--lang` alone, for what is said before the settings are read.
///
/// # Errors
/// [`Misuse::Lang`].
pub fn locale(setting: Option<&str>) -> Result<Locale, Misuse> {
    let value = |name| env::var(name).ok();
    let [all, messages, lang] = ["LC_ALL", "LC_MESSAGES", "LANG"].map(value);
    let known = Lang::parse(setting.unwrap_or("auto"), [all.as_deref(), messages.as_deref(), lang.as_deref()]);
    known.map(Locale::new).map_err(|unknown| Misuse::Lang(unknown.0))
}

/// The settings of a file laid over the defaults; where there is none, the defaults.
fn settings(path: &Path, named: bool, locale: &Locale) -> Result<(Config, Vec<Problem>), Fault> {
    let unreadable = |reason: &str| {
        let path = path.display().to_string();
        Fault::Said(3, locale.with("cli-unreadable", &[("path", Arg::Text(&path)), ("reason", Arg::Text(reason))]))
    };
    match read_bounded(path, 0, LARGEST) {
        Ok(bytes) => {
            let text = String::from_utf8(bytes).map_err(|_| unreadable("UTF-8"))?;
            Ok(Config::read(text.strip_prefix('\u{feff}').unwrap_or(&text)))
        }
        // Only a file that was asked for by name has to be there.
        Err(error) if error.kind() == io::ErrorKind::NotFound && !named => Ok((Config::embedded(), Vec::new())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let path = path.display().to_string();
            Err(Fault::Said(3, locale.with("cli-config-missing", &[("path", Arg::Text(&path))])))
        }
        Err(error) => Err(unreadable(&error.to_string())),
    }
}

fn is_utf8() -> bool {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| env::var(name).ok());
    let name = name.into_iter().find(|name| !name.is_empty()).unwrap_or_default().to_lowercase();
    // Without any setting the reader is more likely a program than an old terminal.
    name.is_empty() || name.contains("utf-8") || name.contains("utf8")
}

impl Counter {
    /// Reads the settings and the clock. Problems of the settings are kept, not yet refused.
    ///
    /// # Errors
    /// Where there is no home, the settings cannot be read, or the language is unknown.
    pub fn open(global: &Global) -> Result<Self, Fault> {
        let first = locale(global.lang.as_deref())?;
        let places = Places::find(global.data_dir.as_deref(), global.config.as_deref())
            .map_err(|_| Fault::Said(3, first.text("cli-no-home")))?;
        let (config, problems, unreadable) = match settings(&places.config, global.config.is_some(), &first) {
            Ok((config, problems)) => (config, problems, None),
            Err(Fault::Said(_, text)) => (Config::embedded(), Vec::new(), Some(text)),
            Err(fault) => return Err(fault),
        };
        let locale = match &global.lang {
            Some(_) => first,
            None => self::locale(Some(&config.lang))?,
        };
        let terminal = io::stdout().is_terminal();
        let color = match global.color.unwrap_or_default() {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let plain = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                terminal && !plain && env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        };
        let ascii = match config.screen.ascii.as_str() {
            "yes" => true,
            "no" => false,
            _ => !is_utf8(),
        };
        let size = || crossterm::terminal::size().ok().map(|(columns, _)| usize::from(columns));
        let columns = terminal.then(size).flatten().filter(|columns| *columns > 0);
        Ok(Self {
            places,
            config,
            problems,
            unreadable,
            locale,
            now: clock::now(),
            json: global.json,
            color,
            columns,
            ascii,
        })
    }

    /// Refuses to go on with a file of settings that cannot be read at all.
    ///
    /// # Errors
    /// Exit code 3.
    pub fn refuse_unreadable(&self) -> Result<(), Fault> {
        self.unreadable.as_ref().map_or(Ok(()), |text| Err(Fault::Said(3, text.clone())))
    }

    /// Refuses to go on with settings that are wrong, all problems at once.
    ///
    /// # Errors
    /// Exit code 3.
    pub fn refuse_problems(&self) -> Result<(), Fault> {
        self.refuse_unreadable()?;
        if self.problems.is_empty() {
            return Ok(());
        }
        let path = &self.places.config;
        let lines = self.problems.iter().map(|problem| problem::text(problem, path, &self.locale));
        let help = std::iter::once(self.locale.text("cli-config-wrong"));
        Err(Fault::Said(3, lines.chain(help).collect::<Vec<_>>().join("\n")))
    }

    /// Has hooks run.
    pub fn hooks(&self) -> Hooks {
        Hooks::of(&self.places.store.state)
    }

    /// Whether only ASCII symbols are wanted.
    pub fn is_ascii(&self) -> bool {
        self.ascii
    }

    /// How text is set.
    pub fn page(&self) -> Page<'_> {
        Page { locale: &self.locale, color: self.color, columns: self.columns, ascii: self.ascii }
    }

    /// How text is set where no terminal may be at its end.
    pub fn plain_page(&self) -> Page<'_> {
        Page { color: false, columns: None, ..self.page() }
    }

    /// What is needed to read times.
    pub fn clock(&self) -> Clock<'_> {
        Clock { now: &self.now.wall, day_start: self.config.rules.day.start }
    }

    /// The desk, with what is due settled in memory alone.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn reading(&self, all_sessions: bool) -> Result<ManuallyDrop<Desk>, Fault> {
        let desk = self.looking(all_sessions)?;
        complain(&self.findings(&desk).join("\n"));
        Ok(desk)
    }

    /// As [`reading`](Self::reading), for an answer that holds the [`notices`](Self::notices) itself.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn looking(&self, all_sessions: bool) -> Result<ManuallyDrop<Desk>, Fault> {
        let mut desk = self.desk(all_sessions)?;
        desk.keep_large_sums();
        desk.see_hand_edits(&self.now);
        desk.settle(&self.now);
        Ok(desk)
    }

    /// The desk as the files have it, for a command that may change something; what reading came upon is said.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn speaking(&self, all_sessions: bool) -> Result<ManuallyDrop<Desk>, Fault> {
        let mut desk = self.desk(all_sessions)?;
        desk.look_at_picture();
        complain(&self.findings(&desk).join("\n"));
        Ok(desk)
    }

    /// As [`reading`](Self::reading), for answers about tasks: with a picture of them that was changed by
    /// hand and cannot be understood there is none.
    ///
    /// # Errors
    /// Where the files, the picture among them, cannot be read.
    pub fn reading_tasks(&self) -> Result<ManuallyDrop<Desk>, Fault> {
        let mut desk = self.looking(false)?;
        if let Some(error) = desk.take_bad_picture() {
            return Err(error.into());
        }
        complain(&self.findings(&desk).join("\n"));
        Ok(desk)
    }

    /// The desk as the files have it.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn desk(&self, all_sessions: bool) -> Result<ManuallyDrop<Desk>, Fault> {
        // The program ends with the answer: to take ten years apart piece by piece would only be waited for.
        Ok(ManuallyDrop::new(Desk::open(&self.places, &self.config, &self.now, all_sessions)?))
    }

    /// A refusal of a template whose file is wrong says what is wrong with it.
    pub fn explain(&self, desk: &Desk, fault: Fault) -> Fault {
        let Fault::Refused(refusal @ Refusal::NoSuchTemplate { template, .. }) = &fault else { return fault };
        let file = format!("{template}.toml");
        let bad = desk.bad_templates();
        let Some((name, problems)) = bad.iter().find(|(name, _)| *name == file).or(bad.first()) else { return fault };
        let Some(found) = problems.first() else { return fault };
        let found = problem::text(found, &self.places.templates.join(name), &self.locale);
        if *name == file {
            return Fault::Said(1, found);
        }
        // It may be the one that is meant: an id cannot be read out of a file that is wrong.
        Fault::Said(1, format!("{}\n{found}", refusal_text(&self.locale, refusal)))
    }

    /// What reading the files came upon, in lines.
    pub fn notices(&self, desk: &Desk) -> Vec<String> {
        let mut lines = self.lines(desk, problem::notices(desk.report(), &self.locale));
        lines.extend(self.bad_templates(desk, &self.places.templates));
        lines
    }

    /// As [`notices`](Self::notices), without what changes no answer; a template that is wrong is said where it is asked for.
    pub fn findings(&self, desk: &Desk) -> Vec<String> {
        self.lines(desk, problem::findings(desk.report(), &self.locale))
    }

    fn lines(&self, desk: &Desk, mut lines: Vec<String>) -> Vec<String> {
        lines.extend(desk.bad_picture().map(|error| store_text(error, &self.locale)));
        lines.extend(self.overslept(desk));
        lines
    }

    /// As [`notices`](Self::notices), for a command that has been carried out and says itself how a phase ended.
    pub fn warnings(&self, desk: &mut Desk) -> Vec<String> {
        let mut report = desk.report().clone();
        let lock = desk.store().report().problems.into_iter();
        report.problems.extend(lock.filter(|problem| matches!(problem, store::Problem::Makeshift { .. })));
        problem::findings(&report, &self.locale)
    }

    /// A line for a phase that was ended where the computer fell asleep, before this was asked.
    pub fn overslept(&self, desk: &Desk) -> Vec<String> {
        self.ended_by_sleep(desk.settled())
    }

    /// A line for a phase that `effects` have ended where the computer fell asleep.
    pub fn ended_by_sleep(&self, effects: &[Effect]) -> Vec<String> {
        let ended = |effect: &&Effect| matches!(effect, Effect::Event(event) if event.what == Happening::EndedBySleep);
        effects.iter().filter(ended).map(|_| self.locale.text("timer-ended-by-sleep")).collect()
    }

    /// What is wrong with the user's templates, in lines that name the files as below `folder`.
    pub fn bad_templates(&self, desk: &Desk, folder: &Path) -> Vec<String> {
        let mut lines = Vec::new();
        for (name, problems) in desk.bad_templates() {
            let path = folder.join(name);
            lines.extend(problems.iter().map(|problem| problem::text(problem, &path, &self.locale)));
        }
        lines
    }
}

/// Finishes what is due on a model that nobody else sees.
fn settle(model: &mut Model, now: &Moment) {
    // A refusal leaves it as it is, and that is then what there is to show.
    let _ = update(model, &Command::Settle, now);
}

/// A model with what is due finished; itself where nothing is.
pub fn settled<'a>(model: &'a Model, now: &Moment) -> Cow<'a, Model> {
    let run = model.timer.run.as_ref();
    if run.is_none_or(|run| run.settle(now, model.seen.as_ref(), model.rules.day.start) == Settled::Holds) {
        return Cow::Borrowed(model);
    }
    let mut copy = model.clone();
    settle(&mut copy, now);
    Cow::Owned(copy)
}

/// Writes a whole answer to standard output.
///
/// # Errors
/// What the system says; a reader that is gone too.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes lines to standard error, where it is there.
pub fn complain(text: &str) {
    if !text.is_empty() {
        // Nobody is left to be told.
        let _ = writeln!(io::stderr().lock(), "{text}");
    }
}
