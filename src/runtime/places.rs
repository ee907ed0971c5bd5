//! Where everything is: folders from the environment, the machine's identity.
use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use directories::ProjectDirs;

use crate::{domain::id::Id, store};

/// Every folder and file that the program uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// Data and state.
    pub store: store::Places,
    /// The user's settings.
    pub config: PathBuf,
    /// The user's themes.
    pub themes: PathBuf,
    /// The user's templates.
    pub templates: PathBuf,
}

impl Places {
    /// The places of this user, or those below `data_dir`, with settings from `config` where it is given.
    ///
    /// # Errors
    /// Where there is no home directory and no `data_dir`.
    pub fn find(data_dir: Option<&Path>, config: Option<&Path>) -> Result<Self> {
        // An empty variable is none.
        let data_dir = data_dir.filter(|dir| !dir.as_os_str().is_empty());
        let config = config.filter(|path| !path.as_os_str().is_empty());
        let dirs = ProjectDirs::from("", "", "focus-tui");
        let known = || dirs.as_ref().context("there is no home directory: set HOME, or give --data-dir");
        let (data, state) = match data_dir {
            Some(dir) => (dir.to_owned(), dir.join("local")),
            None => {
                let dirs = known()?;
                let state = dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir());
                (dirs.data_dir().to_owned(), state.to_owned())
            }
        };
        let folder = match (&dirs, data_dir) {
            (Some(dirs), _) => dirs.config_dir().to_owned(),
            (None, Some(dir)) => dir.join("config"),
            (None, None) => known()?.config_dir().to_owned(),
        };
        Ok(Self {
            templates: data.join("templates"),
            store: store::Places { data, state },
            config: config.map_or_else(|| folder.join("config.toml"), Path::to_owned),
            themes: folder.join("themes"),
        })
    }
}

/// What tells this machine from another one that holds a copy of its folders.
pub fn machine() -> store::Machine {
    let read = |path: &str| std::fs::read_to_string(path).ok();
    let id = read("/etc/machine-id").or_else(|| read("/var/lib/dbus/machine-id"));
    // A machine without an id is known by its name.
    let id = id.or_else(|| env::var("HOSTNAME").ok()).or_else(|| read("/etc/hostname")).unwrap_or_default();
    let mut entropy = [0; 16];
    if getrandom::fill(&mut entropy).is_err() {
        // Without a source of chance the clocks have to do: two devices never share all of them.
        let now = super::clock::now();
        entropy[..8].copy_from_slice(&now.wall.timestamp().as_nanosecond().to_le_bytes()[..8]);
        entropy[8..].copy_from_slice(&now.boot_ms.to_le_bytes());
    }
    store::Machine { id_hash: Id::drawn(&[b"focus-tui", id.trim().as_bytes()], 0, 16).to_string(), entropy }
}
