//! The store: TOML files on disk behind one small trait for the file system. The journal is the truth,
//! `state.toml` a picture of it, every process equal. May use the domain; never the screen or a clock.
//! Contract: spec/storage.md.
mod ahead;
pub mod bare;
mod cache;
pub mod disk;
mod drafts;
mod edits;
mod error;
mod examine;
mod flaw;
mod fold;
mod hand;
mod journal;
mod local;
mod lock;
mod mend;
mod picture;
mod report;
mod shadow;
mod timer_file;
mod transact;
mod undo_file;
mod wire;
mod write;

use std::{collections::BTreeMap, io, path::PathBuf, sync::Arc, time::Duration};

pub use self::{
    disk::Stat,
    error::{Fault, StoreError},
    examine::{Diagnosis, Examined, Role},
    mend::{Mended, Mending},
    report::{Problem, Report},
    transact::Outcome,
};
use self::{
    disk::{Disk, steady},
    fold::Seen,
    journal::Month,
    local::Known,
    picture::Pictured,
};
use crate::{
    domain::{
        model::{Model, Taken},
        moment::Moment,
    },
    text::lines::Lines,
};

/// Where the files are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// DATA of the spec: journals, the picture, templates. May be synced.
    pub data: PathBuf,
    /// STATE of the spec: this machine's own files.
    pub state: PathBuf,
}

/// What tells this machine from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// A hash of the machine's id.
    pub id_hash: String,
    /// Randomness for the id of a new device.
    pub entropy: [u8; 16],
}

/// Sums of so many bytes stand for years of history: to make them anew is felt.
const LARGE_CACHE: usize = 64 * 1024;

/// The files of one user on one machine, and how far they have been read.
#[derive(Debug)]
pub struct Store {
    disk: Arc<dyn Disk>,
    places: Places,
    machine: Machine,
    /// This machine's folder: STATE, or a folder in it where STATE belongs to another machine.
    local: PathBuf,
    device: Option<String>,
    device_problem: Option<Problem>,
    seen: BTreeMap<String, Seen>,
    /// The folder of the journals when it was last listed.
    folder: Option<Stat>,
    summed_until: i64,
    /// Whether every session was asked for.
    all: bool,
    known: Known,
    pictured: Pictured,
    pending_cache: Option<Vec<u8>>,
    problems: Vec<Problem>,
    swept: bool,
    /// The model holds what could not be saved and has to be read anew.
    stale: bool,
    /// The lock is only a lock file.
    makeshift: bool,
}

impl Store {
    /// A store over a file system. Nothing is read or written yet.
    pub fn new(disk: Arc<dyn Disk>, places: Places, machine: Machine) -> Self {
        Self {
            disk,
            local: places.state.clone(),
            places,
            machine,
            device: None,
            device_problem: None,
            seen: BTreeMap::new(),
            folder: None,
            summed_until: i64::MIN,
            all: false,
            known: Known::default(),
            pictured: Pictured::default(),
            pending_cache: None,
            problems: Vec::new(),
            swept: false,
            stale: false,
            makeshift: false,
        }
    }

    /// The folder of this machine's own files.
    pub fn state(&self) -> &std::path::Path {
        &self.places.state
    }

    fn history(&self) -> PathBuf {
        self.places.data.join("history")
    }

    /// The folder of this machine's own files: STATE, or a folder in it where STATE belongs to another
    /// machine. Known after [`Self::load`].
    pub fn local(&self) -> &std::path::Path {
        &self.local
    }

    /// The folders whose changes concern this store.
    pub fn watched(&self) -> Vec<PathBuf> {
        let mut folders = vec![
            self.places.data.clone(),
            self.history(),
            self.places.data.join("templates"),
            self.places.state.clone(),
        ];
        if self.local != self.places.state {
            folders.push(self.local.clone());
        }
        folders
    }

    /// Makes the folders of [`Self::watched`] where they are missing, for a process that wants to watch them.
    ///
    /// # Errors
    /// Where one cannot be made.
    pub fn make_watched(&self) -> Result<(), StoreError> {
        self.watched().iter().try_for_each(|folder| self.make_folders(folder, true))
    }

    /// Reads everything into the model: the book, the timer, who watched last, what can be undone, the
    /// device (empty before the first write). Never writes, takes no lock. With `all` every session is
    /// held one by one, else those of closed months may be in the sums only.
    ///
    /// # Errors
    /// Where a file cannot be read at all. What does not parse is in the report instead.
    pub fn load(&mut self, model: &mut Model, now: &Moment, all: bool) -> Result<Report, StoreError> {
        let foreign = self.locate()?;
        let folder = self.disk.stat(&self.history()).ok();
        let folded = self.fold(&model.rules, now, all)?;
        self.folder = folder;
        self.summed_until = folded.summed_until;
        self.seen = folded.seen;
        self.all = all;
        self.pending_cache = folded.cache.or(self.pending_cache.take());
        self.problems = foreign.into_iter().chain(folded.problems).collect();
        model.book = folded.book;
        model.device = self.device.clone().unwrap_or_default();
        self.known = Known { seen: None, ..Known::default() };
        self.read_local(model, true)?;
        // The record of the phase under way may be hidden in the sums.
        let hidden = |run: &crate::domain::timer::Run| {
            run.started.ms() < self.summed_until && model.book.sessions.find(run.session.as_str()).is_none()
        };
        if !all && model.timer.run.as_ref().is_some_and(hidden) {
            return self.load(model, now, true);
        }
        self.stale = false;
        if !model.book.tasks.is_empty() && self.is_picture_missing() {
            self.problems.push(Problem::NoPicture { path: self.picture_file() });
        }
        Ok(self.report())
    }

    /// What is wrong as far as is known by now.
    pub fn report(&self) -> Report {
        // A crash may leave half of what can be undone: the next change mends that, and keeps the half.
        let undo = self.known.undo_problem.as_ref().filter(|problem| !matches!(problem, Problem::Unreadable { .. }));
        let local = [self.device_problem.as_ref(), self.known.timer_problem.as_ref(), undo];
        let local = local.into_iter().flatten().cloned();
        let lock = self.makeshift.then(|| Problem::Makeshift { path: self.places.state.join("lock.held") });
        Report { problems: self.problems.iter().cloned().chain(local).chain(lock).collect() }
    }

    /// Why the timer is not known, where its file cannot be used.
    pub fn timer_problem(&self) -> Option<&Problem> {
        self.known.timer_problem.as_ref()
    }

    /// Why it is not known what can be undone, where that file cannot be used.
    pub fn undo_problem(&self) -> Option<&Problem> {
        self.known.undo_problem.as_ref()
    }

    /// Takes in what other processes and devices changed since the last look: a few stats where nothing
    /// did. Never writes, takes no lock. Returns whether anything changed.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn refresh(&mut self, model: &mut Model, now: &Moment) -> Result<bool, StoreError> {
        if self.stale {
            self.load(model, now, self.all)?;
            return Ok(true);
        }
        if self.device.is_none() {
            self.locate()?;
            model.device = self.device.clone().unwrap_or_default();
        }
        let journals = self.take_in(model, now, false)?;
        Ok(self.read_local(model, false)? || journals)
    }

    /// Takes in what was appended to the journals. `lean`: closed months only where the folder changed.
    fn take_in(&mut self, model: &mut Model, now: &Moment, lean: bool) -> Result<bool, StoreError> {
        let folder = steady(|| self.disk.stat(&self.history())).ok();
        let first_open = Month::open_at(now.stamp().ms()).span().start;
        // A folder's time is coarse: another process may have begun our journal within the same tick.
        let own = journal::file_name(now.stamp().ms(), &self.device_or_new());
        let begun = || !self.seen.contains_key(&own) && steady(|| self.disk.stat(&self.history().join(&own))).is_ok();
        let lean = lean && folder == self.folder && !begun();
        let journals = if lean { self.open_journals(first_open)? } else { self.journals()? };
        if !lean && self.seen.len() > journals.len() {
            return self.reload(model, now);
        }
        let mut found = Vec::new();
        for journal in &journals {
            let known = self.seen.get(&journal.file);
            if known.is_some_and(|known| same(&known.stat, &journal.stat)) {
                continue;
            }
            let in_sums = journal.name.month.is_none_or(|month| month.span().end <= self.summed_until);
            let Some(tail) = self.tail(journal).filter(|_| !in_sums) else { return self.reload(model, now) };
            let (bytes, seen) = tail?;
            let mut flaws = Vec::new();
            for (at, record) in journal::records(&bytes, &journal.name.device) {
                match record {
                    Ok(record) => found.push((record, at)),
                    Err(flaw) => flaws.push(flaw),
                }
            }
            if !flaws.is_empty() {
                let path = self.history().join(&journal.file);
                // Lines are counted from the beginning of the file.
                let whole = steady(|| self.disk.read(&path, 0)).map_err(StoreError::read(&path))?;
                let (lines, shift) = (Lines::of(&whole), usize::try_from(seen.read_to).unwrap_or(0));
                let shift = shift.saturating_sub(bytes.len());
                self.problems
                    .extend(flaws.into_iter().map(|flaw| flaw::passed_over(&path, &lines, flaw.shifted(shift))));
            }
            self.seen.insert(journal.file.clone(), seen);
        }
        self.folder = folder;
        let changed = !found.is_empty();
        for (record, _) in fold::sort_records(found) {
            let late = record.at.ms() < self.summed_until;
            match model.book.take(&record, &model.rules) {
                Ok(Taken::In | Taken::Known) if !late => {}
                Ok(_) => {
                    self.load(model, now, true)?;
                    return Ok(true);
                }
                // The whole reading names the line.
                Err(_) => {
                    self.load(model, now, self.all)?;
                    return Ok(true);
                }
            }
        }
        Ok(changed)
    }

    fn reload(&mut self, model: &mut Model, now: &Moment) -> Result<bool, StoreError> {
        self.load(model, now, self.all).map(|_| true)
    }

    /// The known journals of open months.
    fn open_journals(&self, first_open: i64) -> Result<Vec<fold::Listed>, StoreError> {
        let mut open = Vec::new();
        for file in self.seen.keys() {
            let Some(name) = journal::Name::parse(file) else { continue };
            if name.month.is_none_or(|month| month.span().start >= first_open) {
                let path = self.history().join(file);
                match steady(|| self.disk.stat(&path)) {
                    Ok(stat) => open.push(fold::Listed { file: file.clone(), name, stat }),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => return self.journals(),
                    Err(error) => return Err(StoreError::read(&path)(error)),
                }
            }
        }
        Ok(open)
    }

    /// What was appended to a journal since it was read; `None` where it has to be read anew.
    fn tail(&self, journal: &fold::Listed) -> Option<Result<(Vec<u8>, Seen), StoreError>> {
        let path = self.history().join(&journal.file);
        let fresh = Seen { stat: journal.stat, read_to: 0, tail: Vec::new(), newer: None };
        let known = self.seen.get(&journal.file);
        let grew = known.is_none_or(|known| {
            known.stat.inode == journal.stat.inode
                && known.stat.size != journal.stat.size
                && known.newer.is_none()
                && journal.stat.size >= known.read_to
        });
        if !grew || journal.name.copy || journal.stat.size > journal::LARGEST {
            return None;
        }
        let known = known.unwrap_or(&fresh);
        let from = known.read_to - known.tail.len() as u64;
        let read = steady(|| self.disk.read(&path, from));
        let mut bytes = match read {
            Ok(bytes) => bytes,
            Err(error) => return Some(Err(StoreError::read(&path)(error))),
        };
        bytes.truncate(usize::try_from(journal.stat.size - from).unwrap_or(usize::MAX));
        if !bytes.starts_with(&known.tail) || (from == 0 && wire::schema_of(&bytes) > wire::SCHEMA) {
            return None;
        }
        let mut bytes = bytes.split_off(known.tail.len());
        let sound = journal::sound(&bytes);
        bytes.truncate(sound);
        let kept = [known.tail.as_slice(), bytes.as_slice()].concat();
        let tail = kept[kept.len().saturating_sub(fold::TAIL)..].to_vec();
        let seen = Seen { stat: journal.stat, read_to: known.read_to + sound as u64, tail, newer: None };
        Some(Ok((bytes, seen)))
    }

    /// Notes that somebody watches the timer, where nobody did within the last 55 seconds; not synced.
    /// Does nothing where another process holds the lock: it will.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn write_alive(&mut self, now: &Moment) -> Result<(), StoreError> {
        if self.is_seen_lately(now) {
            return Ok(());
        }
        match self.lock(Duration::ZERO) {
            Err(StoreError::Busy { .. }) => Ok(()),
            Err(error) => Err(error),
            Ok(_held) => self.save_alive(now),
        }
    }

    /// Writes the sums of closed months to `cache/`, where the last reading had to make them anew.
    ///
    /// # Errors
    /// Where the cache cannot be written; nothing depends on it.
    pub fn write_cache(&mut self) -> Result<(), StoreError> {
        if self.pending_cache.is_none() {
            return Ok(());
        }
        let _held = self.lock(Duration::ZERO)?;
        self.save_cache()
    }

    /// Whether the last reading took long because there were no sums of closed months that fit.
    pub fn lacks_large_cache(&self) -> bool {
        self.pending_cache.as_ref().is_some_and(|bytes| bytes.len() > LARGE_CACHE)
    }
}

/// Whether a file is as it was.
fn same(a: &Stat, b: &Stat) -> bool {
    (a.inode, a.size, a.mtime_ns) == (b.inode, b.size, b.mtime_ns)
}
