//! The words and options of the command line, as clap reads them. What they say to a person is in `help`.
mod assess;
mod program;
mod task;

pub use assess::{
    AssessCompareArgs, AssessExportArgs, AssessGoalArgs, AssessImportArgs, AssessRecordArgs, AssessShowArgs,
    AssessVerb, AssessWeightsArgs, ReviewArgs,
};
pub use program::{CompletionsArgs, ConfigVerb, DoctorArgs};
pub use task::{
    PlanArgs, TaskAddArgs, TaskEditArgs, TaskFields, TaskIdArgs, TaskIdsArgs, TaskListArgs, TaskMergeArgs,
    TaskMoveArgs, TaskSplitArgs, TaskVerb, UndoArgs,
};

use std::{env, ffi::OsString, path::PathBuf};

use crate::report::format::Escape;
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum, builder::Resettable};

/// The whole command line.
#[derive(Clone, Debug, Parser)]
#[command(name = "focus-tui", version, disable_help_subcommand = true, max_term_width = 100)]
pub struct Cli {
    /// Options that every command takes.
    #[command(flatten)]
    pub global: Global,
    /// The dashboard as lines of text.
    #[arg(long)]
    pub plain: bool,
    /// What to do; without one the dashboard opens.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// Options whose value may come from the environment.
const FROM_ENVIRONMENT: [(&str, &str); 2] = [("data_dir", "FOCUS_TUI_DATA_DIR"), ("config", "FOCUS_TUI_CONFIG")];

impl Cli {
    /// What the words of a command line say. An empty variable of the environment counts as none.
    ///
    /// # Errors
    /// What is wrong with them, or that help or the version was asked for.
    pub fn read(words: &[OsString]) -> Result<Self, clap::Error> {
        let empty = |name: &str| env::var_os(name).is_some_and(|value| value.is_empty());
        let command = FROM_ENVIRONMENT
            .iter()
            .filter(|(_, name)| empty(name))
            .fold(Self::command(), |command, (id, _)| command.mut_arg(id, |option| option.env(Resettable::Reset)));
        Self::from_arg_matches(&command.try_get_matches_from(words)?)
    }
}

/// Options that every command takes.
#[derive(Clone, Debug, Default, Args)]
pub struct Global {
    /// Where the data is.
    #[arg(long, global = true, value_name = "DIR", env = "FOCUS_TUI_DATA_DIR", hide_env_values = true)]
    pub data_dir: Option<PathBuf>,
    /// The file of settings.
    #[arg(long, global = true, value_name = "FILE", env = "FOCUS_TUI_CONFIG", hide_env_values = true)]
    pub config: Option<PathBuf>,
    /// The language.
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<String>,
    /// Whether to use colours.
    #[arg(long, global = true, value_name = "WHEN", value_enum)]
    pub color: Option<Color>,
    /// One JSON object instead of text.
    #[arg(long, global = true)]
    pub json: bool,
    /// More about what happens, on standard error.
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,
}

/// Whether to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Verb {
    /// Begin focus.
    Start(StartArgs),
    /// Stop counting.
    Pause,
    /// Go on counting.
    Resume,
    /// Start, pause or resume.
    Toggle,
    /// On to the next phase.
    Skip,
    /// The phase anew.
    Restart,
    /// End the phase, keep its minutes.
    Finish,
    /// Give the focus up.
    Void(VoidArgs),
    /// Move the end of the phase.
    Extend(ExtendArgs),
    /// Say what a gap was.
    Resolve(ResolveArgs),
    /// Mark an interruption.
    Interrupt(InterruptArgs),
    /// Notes of interruptions that wait to become tasks.
    #[command(subcommand)]
    Park(ParkVerb),
    /// The timer and the day.
    Status(StatusArgs),
    /// Until the phase ends.
    Wait,
    /// Fire notices and hooks without a screen.
    Watch,
    /// What was done.
    Sessions(SessionsArgs),
    /// Enter a forgotten session.
    Log(LogArgs),
    /// Change a session.
    Amend(AmendArgs),
    /// Delete a session.
    Delete(DeleteArgs),
    /// Tasks.
    #[command(subcommand)]
    Task(TaskVerb),
    /// The plan of a day.
    Plan(PlanArgs),
    /// Assessments.
    #[command(subcommand)]
    Assess(AssessVerb),
    /// The weekly score history.
    History(HistoryArgs),
    /// A week looked back on.
    Review(ReviewArgs),
    /// Settings.
    #[command(subcommand)]
    Config(ConfigVerb),
    /// Keys of the dashboard.
    Keys,
    /// Themes.
    Themes,
    /// Check every file.
    Doctor(DoctorArgs),
    /// Take the last change back.
    Undo(UndoArgs),
    /// Completions for a shell.
    Completions(CompletionsArgs),
    /// The manual page.
    Man,
    /// Carries a hook out; the program calls itself with it.
    #[command(hide = true)]
    RunHook {
        /// The folder of this machine's own files.
        state: PathBuf,
    },
}

/// `start`.
#[derive(Clone, Debug, Default, Args)]
pub struct StartArgs {
    /// The task.
    #[arg(value_name = "TASK")]
    pub task: Option<String>,
    /// The length.
    #[arg(long = "for", id = "for", value_name = "DURATION")]
    pub length: Option<String>,
    /// The mode.
    #[arg(long, value_name = "MODE")]
    pub mode: Option<String>,
    /// When it began.
    #[arg(long = "at", id = "began", value_name = "TIME", allow_hyphen_values = true)]
    pub at: Option<String>,
}

/// `void`.
#[derive(Clone, Debug, Args)]
pub struct VoidArgs {
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

/// `extend`.
#[derive(Clone, Debug, Args)]
pub struct ExtendArgs {
    /// How much; negative to shorten.
    #[arg(id = "by", value_name = "DURATION", allow_hyphen_values = true)]
    pub by: String,
}

/// `resolve`.
#[derive(Clone, Debug, Args)]
pub struct ResolveArgs {
    /// What the gap was.
    #[arg(value_enum, value_name = "ANSWER")]
    pub answer: AnswerWord,
}

/// What a gap was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AnswerWord {
    /// A pause.
    Continue,
    /// The end.
    End,
    /// Work.
    Count,
    /// A reason to give up.
    Void,
}

/// `interrupt`.
#[derive(Clone, Debug, Args)]
pub struct InterruptArgs {
    /// Where it came from.
    #[arg(value_enum, value_name = "KIND")]
    pub kind: KindWord,
    /// What it was.
    #[arg(id = "what", value_name = "NOTE")]
    pub note: Option<String>,
}

/// `park`.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum ParkVerb {
    /// The notes of today, numbered.
    List,
    /// Make a task of one.
    Task {
        /// Its number in the list; the first one where none is given.
        #[arg(id = "nth", value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
        number: u32,
    },
}

/// Where an interruption came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KindWord {
    /// One's own impulse.
    Internal,
    /// Somebody else.
    External,
}

/// `status`.
#[derive(Clone, Debug, Default, Args)]
pub struct StatusArgs {
    /// A line with fields.
    #[arg(long, value_name = "TEMPLATE", conflicts_with = "json")]
    pub format: Option<String>,
    /// Where the line is shown.
    #[arg(long = "escape", id = "escape", value_enum, value_name = "PROGRAM", requires = "format")]
    pub escape: Option<EscapeWord>,
    /// Again whenever it changes.
    #[arg(long)]
    pub follow: bool,
}

/// Where a line with fields is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EscapeWord {
    /// In tmux.
    Tmux,
    /// In polybar.
    Polybar,
    /// As Pango markup.
    Markup,
    /// In the prompt of zsh.
    Zsh,
}

impl From<EscapeWord> for Escape {
    fn from(word: EscapeWord) -> Self {
        match word {
            EscapeWord::Tmux => Self::Tmux,
            EscapeWord::Polybar => Self::Polybar,
            EscapeWord::Markup => Self::Markup,
            EscapeWord::Zsh => Self::Zsh,
        }
    }
}

/// `sessions`.
#[derive(Clone, Debug, Default, Args)]
pub struct SessionsArgs {
    /// The first day.
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub from: Option<String>,
    /// The last day.
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub to: Option<String>,
    /// The task.
    #[arg(long = "task", id = "of_task", value_name = "TASK")]
    pub task: Option<String>,
    /// Only those that fit a filter.
    #[arg(long = "filter", id = "session_filter", value_name = "FILTER")]
    pub filter: Option<String>,
}

/// `log`.
#[derive(Clone, Debug, Args)]
pub struct LogArgs {
    /// The task.
    #[arg(value_name = "TASK")]
    pub task: Option<String>,
    /// When it began.
    #[arg(long = "at", id = "began", value_name = "TIME", allow_hyphen_values = true)]
    pub at: String,
    /// How long it was.
    #[arg(long = "for", id = "lasted", value_name = "DURATION")]
    pub length: String,
    /// How it ended.
    #[arg(long, value_enum, default_value = "completed", value_name = "OUTCOME")]
    pub outcome: OutcomeWord,
    /// A remark.
    #[arg(long = "note", id = "session_note", value_name = "TEXT")]
    pub note: Option<String>,
}

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutcomeWord {
    /// At its planned end.
    Completed,
    /// Early.
    Partial,
    /// Given up.
    Void,
}

/// `amend`.
#[derive(Clone, Debug, Args)]
pub struct AmendArgs {
    /// The session.
    #[arg(id = "session", value_name = "ID")]
    pub session: String,
    /// The task, or `none`.
    #[arg(long = "task", id = "new_task", value_name = "TASK")]
    pub task: Option<String>,
    /// When it began.
    #[arg(long = "at", id = "began", value_name = "TIME", allow_hyphen_values = true)]
    pub at: Option<String>,
    /// How long it was.
    #[arg(long = "for", id = "lasted", value_name = "DURATION")]
    pub length: Option<String>,
    /// How it ended.
    #[arg(long, value_enum, value_name = "OUTCOME")]
    pub outcome: Option<OutcomeWord>,
    /// A remark, or `none`.
    #[arg(long = "note", id = "session_note", value_name = "TEXT")]
    pub note: Option<String>,
}

/// `delete`.
#[derive(Clone, Debug, Args)]
pub struct DeleteArgs {
    /// The session.
    #[arg(id = "session", value_name = "ID")]
    pub session: String,
}

/// `history`.
#[derive(Clone, Debug, Default, Args)]
pub struct HistoryArgs {
    /// How many weeks.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(crate::report::history::MOST_WEEKS)))]
    pub weeks: Option<u32>,
    /// The template, where it is not the configured one.
    #[arg(long = "template", id = "template", value_name = "TEMPLATE")]
    pub template: Option<String>,
}
