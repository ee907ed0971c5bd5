//! This machine's own files: the device, the timer, who was alive when, what can be undone.
//! Spec: storage, "Files", rules 4, 8, 13 and 14.
use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    Store,
    disk::{Stat, steady},
    error::StoreError,
    flaw::unreadable,
    report::Problem,
    timer_file, wire,
};
use crate::domain::{
    id::Id,
    model::{Book, Model},
    moment::{Anchor, Moment, Passed},
    record::Entity,
    timer::Timer,
    value::Value,
};

/// Largest file that is read, journals apart.
pub(super) const LARGEST: u64 = 8 * 1024 * 1024;
/// What is said of a pipe, a device or a link that leads nowhere, in English.
pub(super) const ODD: &str = "not a regular file";
/// Letters of a device's id.
const DEVICE_ID: usize = 10;
/// `alive.toml` is written anew when it is older than this.
const ALIVE_MS: i64 = 55_000;

/// A whole file as it was read.
#[derive(Debug)]
pub(super) enum Whole {
    /// It is not there, or empty, or nothing but NULs or white space.
    Missing,
    /// Its text.
    Text(String),
    /// It cannot be used as it is.
    Unusable(Problem),
}

/// What is known of the whole files: to notice changes, and not to overwrite what cannot be read.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub timer: Option<Stat>,
    pub undo: Option<Stat>,
    /// How much this device had written when that file was; none where it does not say.
    pub written: Option<u64>,
    pub alive: Option<Stat>,
    /// The last sight of a watcher that was read or written.
    pub seen: Option<Anchor>,
    /// What is wrong with the timer's file.
    pub timer_problem: Option<Problem>,
    /// What is wrong with the file of what can be undone.
    pub undo_problem: Option<Problem>,
}

/// Where this machine's files are, and who it is.
#[derive(Debug)]
pub(super) struct Whereabouts {
    pub local: PathBuf,
    pub device: Option<String>,
    /// What is wrong with the file that says so.
    pub problem: Option<Problem>,
    /// The folder belongs to another machine, and this one has not written yet.
    pub foreign: Option<Problem>,
}

/// The device file's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DeviceFile {
    pub id: Id,
    pub machine: String,
}

fn device_of(text: &str) -> Option<DeviceFile> {
    let values = wire::document(text).ok()?;
    let word = |key| match values.entry(key) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    };
    Some(DeviceFile { id: Id::new(&word("id")?)?, machine: word("machine")? })
}

impl Store {
    /// Reads a whole file, with its size first.
    pub(super) fn whole(&self, path: &Path) -> Result<(Whole, Option<Stat>), StoreError> {
        let stat = match steady(|| self.disk.stat(path)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((Whole::Missing, None)),
            stat => stat.map_err(StoreError::read(path))?,
        };
        if stat.odd || stat.folder {
            let problem = Problem::NoAccess { path: path.to_owned(), detail: ODD.to_owned() };
            return Ok((Whole::Unusable(problem), Some(stat)));
        }
        if stat.size > LARGEST {
            let problem = Problem::TooLarge { path: path.to_owned(), bytes: stat.size };
            return Ok((Whole::Unusable(problem), Some(stat)));
        }
        let bytes = match steady(|| self.disk.read(path, 0)) {
            // It was replaced or removed in between: as good as not there, and read next time.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((Whole::Missing, None)),
            bytes => bytes.map_err(StoreError::read(path))?,
        };
        if is_void(&bytes) {
            return Ok((Whole::Missing, Some(stat)));
        }
        let schema = wire::schema_of(&bytes);
        if schema > wire::SCHEMA {
            return Ok((Whole::Unusable(Problem::Newer { path: path.to_owned(), schema }), Some(stat)));
        }
        let whole = match String::from_utf8(bytes) {
            Ok(text) => Whole::Text(text),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let flaw = wire::Flaw { at, field: None, detail: "text in UTF-8".to_owned() };
                Whole::Unusable(unreadable(path, error.as_bytes(), flaw))
            }
        };
        Ok((whole, Some(stat)))
    }

    /// Where this machine's files are and who it is. A folder that another machine used is left alone:
    /// this one's files then lie in a folder of their own inside it.
    pub(super) fn whereabouts(&self) -> Result<Whereabouts, StoreError> {
        let state = self.places.state.clone();
        let shared = state.join("device.toml");
        let (device, problem) = self.device_in(&shared)?;
        if device.as_ref().is_none_or(|device| device.machine == self.machine.id_hash) {
            let device = device.map(|device| device.id.to_string());
            return Ok(Whereabouts { local: state, device, problem, foreign: None });
        }
        let own = Id::drawn(&[self.machine.id_hash.as_bytes()], 0, 8);
        let local = state.join(own.as_str());
        let (device, problem) = self.device_in(&local.join("device.toml"))?;
        let device = device.map(|device| device.id.to_string());
        // Said once: from the first write on this machine has its own file.
        let foreign = device.is_none().then_some(Problem::Foreign { path: shared });
        Ok(Whereabouts { local, device, problem, foreign })
    }

    /// Finds out where this machine's files are and who it is.
    pub(super) fn locate(&mut self) -> Result<Option<Problem>, StoreError> {
        let Whereabouts { local, device, problem, foreign } = self.whereabouts()?;
        self.local = local;
        self.device = device;
        self.device_problem = problem;
        Ok(foreign)
    }

    fn device_in(&self, path: &Path) -> Result<(Option<DeviceFile>, Option<Problem>), StoreError> {
        Ok(match self.whole(path)?.0 {
            Whole::Missing => (None, None),
            Whole::Unusable(problem) => (None, Some(problem)),
            Whole::Text(text) => match device_of(&text) {
                Some(device) => (Some(device), None),
                None => {
                    let detail = "id = \"…\" and machine = \"…\"".to_owned();
                    (None, Some(unreadable(path, text.as_bytes(), wire::Flaw { at: 0, field: None, detail })))
                }
            },
        })
    }

    /// The device that writes here; drawn, but not yet written down, where there is none.
    pub(super) fn device_or_new(&self) -> String {
        self.device.clone().unwrap_or_else(|| {
            Id::drawn(&[&self.machine.entropy, self.machine.id_hash.as_bytes()], 1, DEVICE_ID).to_string()
        })
    }

    /// Writes the device down, where it has not been yet.
    pub(super) fn settle_device(&mut self, now: &Moment) -> Result<(), StoreError> {
        if self.device.is_some() {
            return Ok(());
        }
        let path = self.local.join("device.toml");
        self.keep_unusable(&path, self.device_problem.clone().as_ref(), now)?;
        let device = self.device_or_new();
        let mut text = wire::HEADER.to_owned();
        wire::put_entry(&mut text, "id", &Value::Text(device.clone()));
        wire::put_entry(&mut text, "machine", &Value::Text(self.machine.id_hash.clone()));
        self.make_folders(&self.local, true)?;
        self.sync_above(&self.local)?;
        self.replace(&path, text.as_bytes(), true)?;
        self.device = Some(device);
        self.device_problem = None;
        Ok(())
    }

    /// Before a file that cannot be used is written: its bytes are kept beside it. One of a later
    /// schema is not written at all.
    pub(super) fn keep_unusable(
        &self,
        path: &Path,
        problem: Option<&Problem>,
        now: &Moment,
    ) -> Result<Option<PathBuf>, StoreError> {
        match problem {
            None => Ok(None),
            Some(Problem::Newer { schema, .. }) => Err(StoreError::Newer { path: path.to_owned(), schema: *schema }),
            Some(Problem::TooLarge { bytes, .. }) => {
                Err(StoreError::TooLarge { path: path.to_owned(), bytes: *bytes, most: LARGEST })
            }
            Some(_) => {
                let bytes = steady(|| self.disk.read(path, 0)).map_err(StoreError::read(path))?;
                self.set_aside(path, &bytes, now.stamp().ms()).map(Some)
            }
        }
    }

    fn timer_file(&self) -> PathBuf {
        self.local.join("timer.toml")
    }

    fn alive_file(&self) -> PathBuf {
        self.local.join("alive.toml")
    }

    pub(super) fn stat_now(&self, path: &Path) -> Option<Stat> {
        steady(|| self.disk.stat(path)).ok()
    }

    /// Takes in the whole files that changed since they were last read; with `surely` the timer in any
    /// case. Returns whether the model changed.
    pub(super) fn read_local(&mut self, model: &mut Model, surely: bool) -> Result<bool, StoreError> {
        let mut changed = false;
        let path = self.timer_file();
        if surely || self.stat_now(&path) != self.known.timer {
            let (whole, stat) = self.whole(&path)?;
            let (timer, problem) = match whole {
                Whole::Missing => (Timer::default(), None),
                Whole::Unusable(problem) => (Timer::default(), Some(problem)),
                Whole::Text(text) => match timer_file::timer_of(&text) {
                    Ok(timer) => (recorded(timer, &model.book), None),
                    Err(flaw) => (Timer::default(), Some(unreadable(&path, text.as_bytes(), flaw))),
                },
            };
            changed |= timer != model.timer || problem != self.known.timer_problem;
            model.timer = timer;
            self.known.timer = stat;
            self.known.timer_problem = problem;
        }
        changed |= self.read_undo(model)?;
        self.read_alive()?;
        // A watcher of this process may know better than the file that it writes once a minute.
        if let Some(seen) = &self.known.seen
            && model.seen.as_ref().is_none_or(|known| is_later(seen, known))
        {
            model.seen = Some(seen.clone());
        }
        Ok(changed)
    }

    fn read_alive(&mut self) -> Result<(), StoreError> {
        let path = self.alive_file();
        if self.stat_now(&path) != self.known.alive {
            let (whole, stat) = self.whole(&path)?;
            // One that cannot be read bounds nothing; it is written anew within a minute.
            self.known.seen = match whole {
                Whole::Text(text) => timer_file::alive_of(&text),
                Whole::Missing | Whole::Unusable(_) => None,
            };
            self.known.alive = stat;
        }
        Ok(())
    }

    /// Saves the timer, durably. Where its file could not be read: says where those bytes are kept.
    pub(super) fn save_timer(&mut self, timer: &Timer, now: &Moment) -> Result<Option<PathBuf>, StoreError> {
        let path = self.timer_file();
        let kept = self.keep_unusable(&path, self.known.timer_problem.clone().as_ref(), now)?;
        self.replace(&path, timer_file::timer_text(timer).as_bytes(), true)?;
        self.known.timer = self.stat_now(&path);
        self.known.timer_problem = None;
        Ok(kept)
    }

    /// After a save that failed: whether the timer's file is, or is again, as it was before.
    pub(super) fn put_timer_back(&mut self, before: &Timer) -> bool {
        let path = self.timer_file();
        let old = timer_file::timer_text(before);
        let is_old = |store: &Self| match store.whole(&path) {
            Ok((Whole::Text(text), _)) => text == old,
            Ok((Whole::Missing, _)) => before.run.is_none(),
            // What could not be read before was not written over either.
            Ok((Whole::Unusable(_), _)) => true,
            Err(_) => false,
        };
        is_old(self) || {
            let _ = self.replace(&path, old.as_bytes(), true);
            is_old(self)
        }
    }

    /// Notes that somebody watches, where nobody did within the last 55 seconds.
    pub(super) fn save_alive(&mut self, now: &Moment) -> Result<(), StoreError> {
        self.read_alive()?;
        if self.is_seen_lately(now) {
            return Ok(());
        }
        let path = self.alive_file();
        if let (Whole::Unusable(Problem::Newer { .. }), _) = self.whole(&path)? {
            // A later version's is left as it is.
            return Ok(());
        }
        let anchor = timer_file::in_whole_ms(now.anchor());
        self.make_folders(&self.local, false)?;
        self.replace(&path, timer_file::alive_text(&anchor).as_bytes(), false)?;
        self.known.alive = self.stat_now(&path);
        self.known.seen = Some(anchor);
        Ok(())
    }
}

/// Whether there is nothing in a file but what a crash or an editor leaves: NULs and white space.
pub(super) fn is_void(bytes: &[u8]) -> bool {
    bytes.iter().all(|b| *b == 0 || b.is_ascii_whitespace())
}

/// A timer whose session is on record already was ended just before a crash: it is idle.
pub(super) fn recorded(timer: Timer, book: &Book) -> Timer {
    let over = timer.run.as_ref().and_then(|run| book.sessions.find(run.session.as_str()));
    if over.is_some_and(|session| !session.deleted()) { Timer { run: None, ..timer } } else { timer }
}

/// Whether somebody watched at `seen` so lately that nothing has to be written.
pub(super) fn is_fresh(seen: &Anchor, now: &Moment) -> bool {
    matches!(now.since(seen), Passed::SameBoot { elapsed_ms, .. } if elapsed_ms < ALIVE_MS)
}

/// Whether an anchor is later than another; across boots by the wall clock.
fn is_later(a: &Anchor, b: &Anchor) -> bool {
    if a.boot_id == b.boot_id { a.boot_ms > b.boot_ms } else { a.wall > b.wall }
}
