//! The words of what is about the program itself: its settings, its files, the shell.
use clap::{Args, Subcommand};

/// `config`.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum ConfigVerb {
    /// Where the files are.
    Path,
    /// The settings that hold.
    Show,
    /// Whether the file is right.
    Check,
    /// Try every way in which things are made known.
    TestNotice,
    /// Change one setting.
    Set {
        /// Its full name.
        #[arg(id = "setting", value_name = "KEY")]
        key: String,
        /// Its value.
        #[arg(id = "value", value_name = "VALUE", allow_hyphen_values = true)]
        value: String,
    },
    /// Change the file in an editor.
    Edit,
}

/// `doctor`.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct DoctorArgs {
    /// Put right what can be.
    #[arg(long)]
    pub fix: bool,
}

/// `completions`.
#[derive(Clone, Copy, Debug, Args)]
pub struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}
