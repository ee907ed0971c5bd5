//! The command line with everything it says about itself in the reader's language.
use clap::{Arg, ArgAction, Command, CommandFactory, error::ContextKind, error::ContextValue, error::ErrorKind};

use super::args::Cli;
use crate::text::locale::{self, Arg::Text, Locale};

/// The command line with help in the reader's language. Costs a walk over all words, so it is made only
/// where something is said about it.
pub fn command(locale: &Locale) -> Command {
    let mut command = named(Cli::command(), locale, "cli-about", true);
    command.build();
    worded(command, locale)
}

/// The same with usage lines whose placeholders are in the reader's language.
fn worded(mut command: Command, locale: &Locale) -> Command {
    let (options, verb) = (locale.text("cli-help-word-options"), locale.text("cli-help-word-command"));
    let usage = command.render_usage().to_string();
    let usage = usage.split_once(": ").map_or(usage.as_str(), |(_, usage)| usage);
    let usage = usage.replace("[OPTIONS]", &format!("[{options}]"));
    let usage = usage.replace("[COMMAND]", &format!("[{verb}]")).replace("<COMMAND>", &format!("<{verb}>"));
    command = command.override_usage(usage);
    let words: Vec<String> = command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    words.into_iter().fold(command, |command, word| command.mut_subcommand(word, |verb| worded(verb, locale)))
}

fn named(command: Command, locale: &Locale, key: &str, root: bool) -> Command {
    let words: Vec<String> = command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    let usage = locale.text("cli-help-usage");
    let colon = if locale.lang() == locale::Lang::ZhCn { "：" } else { ": " };
    let mut command = command
        .about(locale.text(key))
        .long_about(None)
        .help_template(format!("{{about}}\n\n{usage}{colon}{{usage}}\n\n{{all-args}}\n"))
        .subcommand_help_heading(locale.text("cli-help-commands"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::HelpShort));
    if root {
        command = command.arg(Arg::new("version").short('V').long("version").action(ArgAction::Version));
    }
    command = command.mut_args(|arg| described(arg, locale));
    for word in words {
        let key = format!("{key}-{word}");
        command = command.mut_subcommand(word, |verb| named(verb, locale, &key, false));
    }
    command
}

fn described(arg: Arg, locale: &Locale) -> Arg {
    let mut help = locale.text(&format!("cli-arg-{}", arg.get_id()));
    let default = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect::<Vec<_>>().join(" ");
    if arg.get_action().takes_values() && !default.is_empty() && !arg.is_hide_default_value_set() {
        help = locale.with("cli-help-default", &[("help", Text(&help)), ("value", Text(&default))]);
    }
    let heading = if arg.is_positional() {
        "cli-help-arguments"
    } else if arg.is_global_set() {
        "cli-help-global"
    } else {
        "cli-help-options"
    };
    // The sentence names the words that an argument takes, in the reader's language.
    let takes_words = arg.get_action().takes_values();
    let arg = arg.help(help).long_help(None).help_heading(locale.text(heading));
    if takes_words { arg.hide_possible_values(true).hide_default_value(true) } else { arg }
}

/// What is wrong with the words, in one sentence, and where to read more.
pub fn usage(fault: &clap::Error, words: &[String], locale: &Locale) -> String {
    let context = |kind| fault.get(kind).map(shown).unwrap_or_default();
    let arg = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let say = |key: &str, args: &[(&str, &str)]| {
        let args: Vec<_> = args.iter().map(|(name, text)| (*name, locale::Arg::Text(text))).collect();
        locale.with(key, &args)
    };
    let mut text = match fault.kind() {
        ErrorKind::UnknownArgument => say("cli-usage-unknown-argument", &[("arg", &arg)]),
        ErrorKind::InvalidSubcommand => {
            say("cli-usage-unknown-command", &[("arg", &context(ContextKind::InvalidSubcommand))])
        }
        ErrorKind::MissingRequiredArgument => say("cli-usage-missing", &[("args", &arg)]),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            locale.text("cli-usage-missing-command")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            say("cli-usage-empty-value", &[("arg", &arg)])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            say("cli-usage-invalid-value", &[("value", &value), ("arg", &arg)])
        }
        ErrorKind::ArgumentConflict => {
            let other = context(ContextKind::PriorArg);
            if other == arg || other.is_empty() {
                say("cli-usage-twice", &[("arg", &arg)])
            } else {
                say("cli-usage-conflict", &[("arg", &arg), ("other", &other)])
            }
        }
        ErrorKind::TooManyValues => say("cli-usage-too-many", &[("value", &value), ("arg", &arg)]),
        ErrorKind::TooFewValues => {
            say("cli-usage-too-few", &[("arg", &arg), ("least", &context(ContextKind::MinValues))])
        }
        ErrorKind::InvalidUtf8 => locale.text("cli-usage-not-utf8"),
        _ => locale.text("cli-usage-other"),
    };
    // The best guess comes last.
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg].map(|kind| match fault.get(kind) {
        Some(ContextValue::Strings(texts)) => texts.last().cloned().unwrap_or_default(),
        other => other.map(shown).unwrap_or_default(),
    });
    let near = near.concat();
    let known = context(ContextKind::ValidValue);
    let hint = if !near.is_empty() {
        say("cli-usage-meant", &[("near", &near)])
    } else if !known.is_empty() {
        say("cli-usage-allowed", &[("known", &known)])
    } else {
        say("cli-usage-help", &[("command", &path(words))])
    };
    text.push('\n');
    text.push_str(&hint);
    text
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// The command that the words name, as far as they name one.
fn path(words: &[String]) -> String {
    let mut command = Cli::command();
    let mut path = command.get_name().to_owned();
    for word in words.iter().skip(1) {
        let Some(verb) = command.find_subcommand(word).cloned() else { continue };
        path = format!("{path} {word}");
        command = verb;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::locale::Lang;

    fn walk(command: &Command, check: &mut impl FnMut(&Command)) {
        check(command);
        for verb in command.get_subcommands() {
            walk(verb, check);
        }
    }

    #[test]
    fn usage_and_groups_are_in_the_language() {
        let mut command = command(&Locale::new(Lang::ZhCn));
        let log = command.find_subcommand_mut("log").unwrap().render_help().to_string();
        assert!(log.contains("用法：focus-tui log [选项] --at") && !log.contains("OPTIONS"), "{log}");
        assert!(log.contains("（默认：completed）") && !log.contains("[default"), "{log}");
        let (own, everywhere) = log.split_once("通用选项").unwrap();
        assert!(own.contains("--outcome") && !own.contains("--lang"), "{log}");
        assert!(everywhere.contains("--lang") && !everywhere.contains("--outcome"), "{log}");
    }

    #[test]
    fn what_the_palette_says_of_the_command_line_is_there() {
        let command = command(&Locale::new(Lang::En));
        for words in crate::ui::SHELL {
            let found = words.split(' ').try_fold(&command, |command, word| command.find_subcommand(word));
            assert!(found.is_some(), "{words}");
        }
    }

    #[test]
    fn everything_is_described_in_both_languages() {
        for lang in [Lang::En, Lang::ZhCn] {
            let command = command(&Locale::new(lang));
            let mut seen = 0;
            walk(&command, &mut |command| {
                let about = command.get_about().map(ToString::to_string).unwrap_or_default();
                assert!(!about.starts_with("cli-") && !about.is_empty(), "{}: {about}", command.get_name());
                for arg in command.get_arguments() {
                    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                    assert!(!help.starts_with("cli-") && !help.is_empty(), "{} {}", command.get_name(), arg.get_id());
                    seen += 1;
                }
            });
            assert!(seen > 60, "{seen}");
        }
    }

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
        command(&Locale::new(Lang::En)).debug_assert();
    }

    #[test]
    fn what_is_wrong_takes_two_lines() {
        let locale = Locale::new(Lang::En);
        let say = |words: &[&str]| {
            let words: Vec<String> = [&["focus-tui"], words].concat().iter().map(|word| (*word).to_owned()).collect();
            usage(&command(&locale).try_get_matches_from(&words).unwrap_err(), &words, &locale)
        };
        assert_eq!(say(&["strat"]), "There is no command strat.\nDid you mean start?");
        assert_eq!(say(&["start", "--forr", "5m"]), "--forr is not an option here.\nDid you mean --for?");
        assert_eq!(say(&["log"]), "--at <TIME>, --for <DURATION> is missing.\nfocus-tui log --help shows how.");
        assert_eq!(say(&["interrupt", "me"]), "me does not fit <KIND>.\nIt takes: internal, external.");
        assert_eq!(say(&["task"]), "Say what to do.\nfocus-tui task --help shows how.");
        assert_eq!(say(&["pause", "x"]), "x is not an option here.\nfocus-tui pause --help shows how.");
        assert!(say(&["status", "--json", "--format", "x"]).contains("do not go together"));
        assert!(say(&["history", "--weeks", "0"]).starts_with("0 does not fit --weeks <N>."));
    }
}
