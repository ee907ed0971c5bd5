//! What was found while reading, as data: the locale makes sentences of it.
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// What a reading of the files came upon.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// In the order of the files.
    pub problems: Vec<Problem>,
}

/// One thing that is not as it should be. Nothing was changed because of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// The last record was not written to its end; set aside before the next append. Not worth a line.
    Torn {
        /// The journal.
        path: PathBuf,
        /// Bytes that are passed over.
        bytes: u64,
    },
    /// Lines that do not parse, or a record whose values do not fit; passed over, the bytes stay.
    Chunk {
        /// The file.
        path: PathBuf,
        /// Line from 1.
        line: usize,
        /// Column in characters from 1.
        column: usize,
        /// The field, where one is to blame.
        field: Option<String>,
        /// What would have been allowed, in English.
        detail: String,
    },
    /// Written by a later version: passed over and never written to.
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        schema: i64,
    },
    /// Larger than what is read: passed over.
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        bytes: u64,
    },
    /// A copy of a journal that a syncer or a person made: read as one more journal.
    Copy {
        /// The file.
        path: PathBuf,
    },
    /// The folder of this machine's state came from another machine: a new device writes from now on,
    /// and the other one's timer is left alone.
    Foreign {
        /// The file that says so.
        path: PathBuf,
    },
    /// `state.toml` is missing, empty or nothing but NULs; it is rebuilt from the journals.
    NoPicture {
        /// The file.
        path: PathBuf,
    },
    /// A file or folder cannot be read.
    NoAccess {
        /// Which.
        path: PathBuf,
        /// What the system said.
        detail: String,
    },
    /// The folder is shared, but the list of what is not lacks a line.
    Shared {
        /// The list.
        path: PathBuf,
        /// The line.
        line: String,
    },
    /// A whole file does not parse; its bytes are kept, also beside the next version of it.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Line from 1.
        line: usize,
        /// Column in characters from 1.
        column: usize,
        /// What would have been allowed, in English.
        detail: String,
    },
    /// The file system knows no locks: a lock file has to do, which a machine that crashed leaves behind.
    Makeshift {
        /// The lock file.
        path: PathBuf,
    },
}

impl Problem {
    /// Whether a person should hear of it; the rest mends itself.
    pub fn is_worth_a_line(&self) -> bool {
        !matches!(self, Self::Torn { .. })
    }

    /// Whether it stays as it is until somebody sees to it.
    pub fn needs_care(&self) -> bool {
        matches!(
            self,
            Self::Chunk { .. }
                | Self::Newer { .. }
                | Self::TooLarge { .. }
                | Self::NoAccess { .. }
                | Self::Shared { .. }
                | Self::Unreadable { .. }
        )
    }

    /// Whether something that the file holds could not be read because of it.
    pub fn hides_something(&self) -> bool {
        self.needs_care() && !matches!(self, Self::Shared { .. })
    }

    /// Its name in the JSON of `doctor`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Torn { .. } => "torn",
            Self::Chunk { .. } => "chunk",
            Self::Newer { .. } => "newer",
            Self::TooLarge { .. } => "too_large",
            Self::Copy { .. } => "copy",
            Self::Foreign { .. } => "foreign",
            Self::NoPicture { .. } => "no_picture",
            Self::NoAccess { .. } => "no_access",
            Self::Shared { .. } => "shared",
            Self::Unreadable { .. } => "unreadable",
            Self::Makeshift { .. } => "makeshift",
        }
    }

    /// Line and column from 1, where a place in the file is to blame.
    pub fn place(&self) -> Option<(usize, usize)> {
        match self {
            Self::Chunk { line, column, .. } | Self::Unreadable { line, column, .. } => Some((*line, *column)),
            _ => None,
        }
    }

    /// The file it speaks of.
    pub fn path(&self) -> &PathBuf {
        match self {
            Self::Torn { path, .. }
            | Self::Chunk { path, .. }
            | Self::Newer { path, .. }
            | Self::TooLarge { path, .. }
            | Self::Copy { path }
            | Self::Foreign { path }
            | Self::NoPicture { path }
            | Self::NoAccess { path, .. }
            | Self::Shared { path, .. }
            | Self::Unreadable { path, .. }
            | Self::Makeshift { path } => path,
        }
    }
}
