//! Watches folders for what other processes write.
use std::path::{Path, PathBuf};

use notify::{
    EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode},
};
use tokio::sync::mpsc::Sender;

/// Folders under watch; the watch ends when this is dropped.
#[derive(Debug)]
pub struct Watch {
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Watches `folders`, not what is below them, and sends a token for every change of a file in them
    /// that is not a lock or a temporary one. `None` where the system cannot watch all of them: then the
    /// files have to be looked at now and then.
    pub fn start(folders: &[PathBuf], changed: Sender<()>) -> Option<Self> {
        let told = move |event: notify::Result<notify::Event>| {
            let is_change = event.is_ok_and(|event| is_write(event.kind) && event.paths.iter().any(|p| matters(p)));
            if is_change {
                // A full channel holds a token already.
                let _ = changed.try_send(());
            }
        };
        let mut watcher = notify::recommended_watcher(told).ok()?;
        for folder in folders {
            watcher.watch(folder, RecursiveMode::NonRecursive).ok()?;
        }
        Some(Self { _watcher: watcher })
    }
}

fn is_write(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(notify::event::ModifyKind::Metadata(_)) => false,
        _ => true,
    }
}

fn matters(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let passing = name.ends_with(".tmp") || name.ends_with(".log") || name == "lock" || name == "alive.toml";
    !passing && !matches!(&*name, "shadow.toml" | "undo.toml" | "screen.toml" | "cache")
}
