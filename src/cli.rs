//! The command line: arguments → Command or report. Prints, and turns every fault into a sentence and an
//! exit code.
pub mod act;
pub mod args;
pub mod ask;
pub mod command;
pub mod counter;
pub mod dashboard;
pub mod doctor;
pub mod fault;
pub mod help;
pub mod misuse;
pub mod problem;
pub mod reflect;
pub mod settings;
pub mod vigil;

use std::{ffi::OsString, process::ExitCode};

use clap::error::ErrorKind;

use self::{
    args::{AssessVerb, Cli, ConfigVerb, ParkVerb, TaskVerb, Verb},
    counter::{Counter, complain, print},
    fault::Fault,
    misuse::Misuse,
};
use crate::{domain::command::Command, runtime::log, text::locale::Locale};

/// Does what the process was called for and says with which code it ends.
pub fn run() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let cli = match Cli::read(&words) {
        Ok(cli) => cli,
        Err(fault) => return explain(&fault, &words),
    };
    if let Some(Verb::RunHook { state }) = &cli.verb {
        // It has its errand with it and needs no settings.
        return vigil::run_hook(state).map_or_else(|fault| end(&fault, &early(None)), |()| ExitCode::SUCCESS);
    }
    // Until the settings are read, only the arguments and the environment say which language it is.
    let asked = cli.global.lang.clone();
    match Counter::open(&cli.global) {
        Ok(counter) => match serve(&counter, cli) {
            Ok(()) => ExitCode::SUCCESS,
            Err(fault) => end(&fault, &counter.locale),
        },
        Err(fault) => end(&fault, &early(asked.as_deref())),
    }
}

/// Says what is wrong and gives the exit code for it.
fn end(fault: &Fault, locale: &Locale) -> ExitCode {
    complain(&fault.text(locale));
    fault.exit()
}

fn early(asked: Option<&str>) -> Locale {
    counter::locale(asked).unwrap_or_else(|_| Locale::new(Default::default()))
}

fn serve(counter: &Counter, cli: Cli) -> Result<(), Fault> {
    if !without_settings(counter, cli.verb.as_ref()) {
        counter.refuse_unreadable()?;
    }
    if cli.verb.is_none() && cli.plain {
        return dashboard::plain(counter);
    }
    let Some(verb) = cli.verb else { return dashboard::run(counter, &cli.global) };
    match verb {
        Verb::Config(verb) => return settings::answer(counter, verb),
        Verb::Keys | Verb::Themes => {
            counter.refuse_problems()?;
            return if matches!(verb, Verb::Keys) { settings::keys(counter) } else { settings::themes(counter) };
        }
        Verb::Completions(args) => return completions(counter, args.shell),
        Verb::Man => return manual(counter),
        Verb::Doctor(args) => return doctor::answer(counter, args.fix),
        _ => {}
    }
    counter.refuse_problems()?;
    log::start(counter.places.store.state.join("focus-tui.log"), cli.global.verbose > 0);
    if let Some(command) = command::command(&verb, counter.clock())? {
        return act::act(counter, &command);
    }
    match verb {
        Verb::Status(args) if args.follow => vigil::follow(counter, &args),
        Verb::Status(args) => ask::status(counter, &args),
        Verb::Park(ParkVerb::List) => ask::parked(counter),
        Verb::Park(ParkVerb::Task { number }) => {
            let mark = ask::parked_mark(counter, number)?;
            act::act(counter, &Command::ParkToTask { mark })
        }
        Verb::Wait => vigil::wait(counter),
        Verb::Watch => vigil::watch(counter),
        Verb::Sessions(args) => ask::sessions(counter, &args),
        Verb::Task(TaskVerb::List(args)) => ask::task_list(counter, &args),
        Verb::Task(TaskVerb::Show(args)) => ask::task_show(counter, &args.task),
        Verb::Assess(verb @ (AssessVerb::Templates | AssessVerb::Show(_) | AssessVerb::Compare(_))) => {
            ask::assess(counter, &verb)
        }
        Verb::Plan(args) => ask::plan(counter, &args),
        Verb::Undo(_) => ask::undo(counter),
        Verb::Assess(AssessVerb::Weights(args)) => reflect::weights(counter, &args),
        Verb::Assess(AssessVerb::Goal(args)) => reflect::goal(counter, &args),
        Verb::Assess(AssessVerb::Import(args)) => reflect::import(counter, &args),
        Verb::Assess(AssessVerb::Export(args)) => reflect::export(counter, &args),
        Verb::Review(args) => reflect::review(counter, &args),
        Verb::History(args) => ask::history(counter, &args),
        // Everything else is a command and has been carried out.
        _ => Ok(()),
    }
}

/// Whether something can be done where the file of settings cannot be read, or is not there although it was named.
fn without_settings(counter: &Counter, verb: Option<&Verb>) -> bool {
    match verb {
        // They ask for no setting, or have to work where nothing else does.
        Some(Verb::Doctor(_) | Verb::Completions(_) | Verb::Man | Verb::Config(ConfigVerb::Path)) => true,
        // They make the file.
        Some(Verb::Config(ConfigVerb::Set { .. } | ConfigVerb::Edit)) => !counter.places.config.exists(),
        _ => false,
    }
}

/// Help, the version, or what is wrong with the words.
fn explain(fault: &clap::Error, words: &[OsString]) -> ExitCode {
    let texts: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let asked = texts.iter().position(|word| word == "--lang").and_then(|at| texts.get(at + 1).map(String::as_str));
    let asked = asked.or_else(|| texts.iter().find_map(|word| word.strip_prefix("--lang=")));
    let locale = early(asked);
    if matches!(fault.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // The same words once more, now with everything described in the reader's language.
        let said =
            help::command(&locale).try_get_matches_from(words).map_or_else(|said| said.to_string(), |_| String::new());
        return match print(&said) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => Fault::Output(error).exit(),
        };
    }
    end(&Fault::Misuse(Misuse::Usage(help::usage(fault, &texts, &locale))), &locale)
}

fn completions(counter: &Counter, shell: clap_complete::Shell) -> Result<(), Fault> {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut help::command(&counter.locale), "focus-tui", &mut bytes);
    Ok(print(&String::from_utf8_lossy(&bytes))?)
}

fn manual(counter: &Counter) -> Result<(), Fault> {
    let mut bytes = Vec::new();
    clap_mangen::Man::new(help::command(&counter.locale)).render(&mut bytes)?;
    Ok(print(&String::from_utf8_lossy(&bytes))?)
}
