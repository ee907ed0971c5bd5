//! Why a file could not be read or written: data for a sentence, an exit code and a decision to retry.
use std::{
    io,
    path::{Path, PathBuf},
};

use super::report::Problem;

/// Why the store could not do what was asked. Nothing that was acknowledged before is lost.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process holds the lock and did not let go of it in time.
    #[error("{} is locked by another process", path.display())]
    Busy {
        /// The lock file.
        path: PathBuf,
    },
    /// A file or folder could not be read.
    #[error("{} cannot be read", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file or folder could not be written; what was begun has been taken back.
    #[error("{} cannot be written", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file does not parse; its bytes are untouched.
    #[error("{}:{line}:{column}: {detail}", path.display())]
    Parse {
        /// Which.
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
    /// A file was written by a later version of the program; it is left as it is.
    #[error("{} has schema {schema}, later than this program's", path.display())]
    Newer {
        /// Which.
        path: PathBuf,
        /// Its schema.
        schema: i64,
    },
    /// A file is larger than what is read.
    #[error("{} has {bytes} bytes; at most {most} are read", path.display())]
    TooLarge {
        /// Which.
        path: PathBuf,
        /// Its size.
        bytes: u64,
        /// The limit.
        most: u64,
    },
}

/// What kind of trouble a failed write is, for the sentence that helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No room, or over quota.
    Full,
    /// The device failed.
    Broken,
    /// Permission is missing.
    Denied,
    /// The file system is mounted read-only.
    ReadOnly,
    /// Another process holds the lock.
    Busy,
    /// Anything else.
    Other,
}

impl From<Problem> for StoreError {
    /// What stands in the way when a file with this problem is needed.
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::Newer { path, schema } => Self::Newer { path, schema },
            Problem::TooLarge { path, bytes } => Self::TooLarge { path, bytes, most: super::local::LARGEST },
            Problem::Chunk { path, line, column, field, detail } => Self::Parse { path, line, column, field, detail },
            Problem::Unreadable { path, line, column, detail } => {
                Self::Parse { path, line, column, field: None, detail }
            }
            Problem::NoAccess { path, detail } => Self::Read { path, source: io::Error::other(detail) },
            other => Self::Read { path: other.path().clone(), source: io::ErrorKind::InvalidData.into() },
        }
    }
}

impl StoreError {
    pub(super) fn read(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Read { path, source }
    }

    pub(super) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Write { path, source }
    }

    /// The file or folder it speaks of.
    pub fn path(&self) -> &Path {
        match self {
            Self::Busy { path }
            | Self::Read { path, .. }
            | Self::Write { path, .. }
            | Self::Parse { path, .. }
            | Self::Newer { path, .. }
            | Self::TooLarge { path, .. } => path,
        }
    }

    /// The exit code of a command that ends with it: 3 cannot be understood, 4 cannot be written or
    /// is locked.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Busy { .. } | Self::Write { .. } => 4,
            Self::Read { .. } | Self::Parse { .. } | Self::Newer { .. } | Self::TooLarge { .. } => 3,
        }
    }

    /// What kind of trouble it is.
    pub fn fault(&self) -> Fault {
        use io::ErrorKind as Kind;
        match self {
            Self::Busy { .. } => Fault::Busy,
            Self::Read { source, .. } | Self::Write { source, .. } => match source.kind() {
                Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Fault::Full,
                Kind::PermissionDenied => Fault::Denied,
                Kind::ReadOnlyFilesystem => Fault::ReadOnly,
                _ if source.raw_os_error() == Some(5) => Fault::Broken,
                _ => Fault::Other,
            },
            Self::Parse { .. } | Self::Newer { .. } | Self::TooLarge { .. } => Fault::Other,
        }
    }

    /// Whether the same operation may succeed later without anybody changing a file's content: it is
    /// worth being queued and tried again.
    pub fn passes(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Write { .. } | Self::Read { .. })
    }
}
