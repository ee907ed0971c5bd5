//! A model of a file system that knows synced from unsynced bytes and names. Every call can be made to
//! fail, and every state that a crash may leave can be walked through.
use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use focus_tui::store::disk::{Disk, Held, Stat};

/// One step that a crash may come before or after.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Name { path: PathBuf, file: Option<u64> },
    Write { file: u64, bytes: Vec<u8> },
    Cut { file: u64, size: usize },
    SyncData { file: u64 },
    SyncFolder { folder: PathBuf },
}

/// Names and bytes: a whole disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Image {
    names: BTreeMap<PathBuf, u64>,
    bytes: BTreeMap<u64, Vec<u8>>,
    folders: BTreeSet<u64>,
}

/// Which call fails, how far it gets, and with what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fault {
    pub(crate) call: usize,
    /// 0: before anything, 1: after half of a write, 2: after the write, before the sync.
    pub(crate) stage: usize,
    pub(crate) errno: i32,
}

#[derive(Debug, Default)]
struct World {
    image: Image,
    start: Image,
    steps: Vec<Step>,
    next: u64,
    changes: BTreeMap<u64, i64>,
    clock: i64,
    calls: usize,
    writes: Vec<usize>,
    full: Option<i32>,
    fault: Option<Fault>,
    struck: bool,
    held: bool,
    /// Files that bytes were written to, and whether the lock was held.
    written: Vec<(PathBuf, bool)>,
    at_lock: Option<(usize, Guest)>,
}

/// Somebody else, who comes just before the lock is taken.
struct Guest(Box<dyn FnOnce() + Send>);

impl std::fmt::Debug for Guest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Guest")
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct ModelDisk(Arc<Mutex<World>>);

fn missing<T>() -> io::Result<T> {
    Err(io::ErrorKind::NotFound.into())
}

impl World {
    /// Counts a call; the stage at which it fails, if it does.
    fn call(&mut self) -> Result<Option<(usize, io::Error)>, io::Error> {
        self.calls += 1;
        match self.fault {
            Some(fault) if fault.call == self.calls => {
                self.struck = true;
                let error = io::Error::from_raw_os_error(fault.errno);
                if fault.stage == 0 { Err(error) } else { Ok(Some((fault.stage, error))) }
            }
            _ => Ok(None),
        }
    }

    /// A call that writes bytes and may break off in the middle.
    fn write_call(&mut self, path: &Path) -> io::Result<Option<(usize, io::Error)>> {
        self.written.push((path.to_owned(), self.held));
        self.writes.push(self.calls + 1);
        let struck = self.call()?;
        match self.full {
            Some(errno) => Ok(Some((1, io::Error::from_raw_os_error(errno)))),
            None => Ok(struck),
        }
    }

    fn plain_call(&mut self) -> io::Result<()> {
        match self.call()? {
            Some((_, error)) => Err(error),
            None => Ok(()),
        }
    }

    fn step(&mut self, step: Step) {
        self.clock += 1;
        if let Step::Write { file, .. } | Step::Cut { file, .. } = &step {
            self.changes.insert(*file, self.clock);
        }
        self.image.apply(&step);
        self.steps.push(step);
    }

    fn create(&mut self, path: &Path, folder: bool) -> io::Result<u64> {
        let parent = path.parent().unwrap();
        if !self.image.is_folder(parent) {
            return missing();
        }
        self.next += 1;
        let file = self.next;
        if folder {
            self.image.folders.insert(file);
            self.start.folders.insert(file);
        }
        self.image.bytes.insert(file, Vec::new());
        self.step(Step::Name { path: path.to_owned(), file: Some(file) });
        Ok(file)
    }

    fn file(&self, path: &Path) -> io::Result<u64> {
        self.image.names.get(path).copied().map_or_else(missing, Ok)
    }

    fn stat(&self, file: u64) -> Stat {
        let folder = self.image.folders.contains(&file);
        let size = self.image.bytes[&file].len() as u64;
        let mtime_ns = self.changes.get(&file).copied().unwrap_or(0);
        Stat { inode: file, size, mtime_ns, mode: 0o600, folder, odd: false }
    }
}

impl Image {
    fn is_folder(&self, path: &Path) -> bool {
        path.parent().is_none() || self.names.get(path).is_some_and(|file| self.folders.contains(file))
    }

    fn apply(&mut self, step: &Step) {
        match step {
            Step::Name { path, file: Some(file) } => {
                self.names.retain(|other, known| known != file || other == path);
                self.names.insert(path.clone(), *file);
            }
            Step::Name { path, file: None } => {
                let _ = self.names.remove(path);
            }
            Step::Write { file, bytes } => self.bytes.entry(*file).or_default().extend(bytes),
            Step::Cut { file, size } => self.bytes.entry(*file).or_default().truncate(*size),
            Step::SyncData { .. } | Step::SyncFolder { .. } => {}
        }
    }

    /// Names whose folder did not survive are gone.
    fn prune(&mut self) {
        loop {
            let lost: Vec<PathBuf> =
                self.names.keys().filter(|path| !self.is_folder(path.parent().unwrap())).cloned().collect();
            if lost.is_empty() {
                return;
            }
            self.names.retain(|path, _| !lost.contains(path));
        }
    }
}

impl ModelDisk {
    pub(crate) fn of(image: Image) -> Self {
        let next = image.bytes.keys().chain(&image.folders).copied().max().unwrap_or(0);
        Self(Arc::new(Mutex::new(World { start: image.clone(), image, next, ..World::default() })))
    }

    pub(crate) fn image(&self) -> Image {
        self.0.lock().unwrap().image.clone()
    }

    pub(crate) fn steps(&self) -> usize {
        self.0.lock().unwrap().steps.len()
    }

    pub(crate) fn calls(&self) -> usize {
        self.0.lock().unwrap().calls
    }

    /// The calls that wrote bytes.
    pub(crate) fn writes(&self) -> Vec<usize> {
        self.0.lock().unwrap().writes.clone()
    }

    /// From now on every write breaks off in the middle, or none does any more.
    pub(crate) fn set_full(&self, errno: Option<i32>) {
        self.0.lock().unwrap().full = errno;
    }

    /// Files that bytes were written to, in order, and whether the lock was held then.
    pub(crate) fn written(&self) -> Vec<(PathBuf, bool)> {
        self.0.lock().unwrap().written.clone()
    }

    /// Lets somebody else act just before the lock is taken for the `n`th time from now on.
    pub(crate) fn before_lock(&self, n: usize, act: impl FnOnce() + Send + 'static) {
        self.0.lock().unwrap().at_lock = Some((n, Guest(Box::new(act))));
    }

    pub(crate) fn fail(&self, fault: Fault) {
        self.0.lock().unwrap().fault = Some(fault);
    }

    /// Whether the fault has come to pass.
    pub(crate) fn struck(&self) -> bool {
        self.0.lock().unwrap().struck
    }

    pub(crate) fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        let world = self.0.lock().unwrap();
        world.image.names.get(Path::new(path)).map(|file| world.image.bytes[file].clone())
    }

    pub(crate) fn put(&self, path: &str, bytes: &[u8]) {
        let mut world = self.0.lock().unwrap();
        let file = match world.file(Path::new(path)) {
            Ok(file) => file,
            Err(_) => world.create(Path::new(path), false).unwrap(),
        };
        world.step(Step::Cut { file, size: 0 });
        world.step(Step::Write { file, bytes: bytes.to_vec() });
    }

    /// Every name with its bytes.
    pub(crate) fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let world = self.0.lock().unwrap();
        world.image.names.iter().map(|(path, file)| (path.clone(), world.image.bytes[file].clone())).collect()
    }

    pub(crate) fn names(&self) -> Vec<PathBuf> {
        self.0.lock().unwrap().image.names.keys().cloned().collect()
    }

    /// What is found after a crash that takes everything that was not synced.
    pub(crate) fn durable(&self) -> Image {
        let world = self.0.lock().unwrap();
        let mut image = world.start.clone();
        let mut pending: Vec<&Step> = Vec::new();
        for step in &world.steps {
            let synced = |known: &Step| match (step, known) {
                (Step::SyncFolder { folder }, Step::Name { path, .. }) => path.parent() == Some(folder),
                (Step::SyncData { file }, Step::Write { file: known, .. } | Step::Cut { file: known, .. }) => {
                    file == known
                }
                _ => false,
            };
            pending.iter().filter(|known| synced(known)).for_each(|known| image.apply(known));
            pending.retain(|known| !synced(known));
            if !matches!(step, Step::SyncFolder { .. } | Step::SyncData { .. }) {
                pending.push(step);
            }
        }
        for file in image.names.values() {
            image.bytes.entry(*file).or_default();
        }
        image.prune();
        image
    }

    /// Every disk that may be found after a crash that comes right after `steps` steps: of each folder's
    /// unsynced names any first part; of each file's unsynced bytes none, all, half, or their length as
    /// NULs.
    pub(crate) fn crashes(&self, steps: usize) -> BTreeSet<Image> {
        let world = self.0.lock().unwrap();
        let mut names: BTreeMap<PathBuf, Vec<&Step>> = BTreeMap::new();
        let mut data: BTreeMap<u64, Vec<&Step>> = BTreeMap::new();
        let mut durable = world.start.clone();
        for step in &world.steps[..steps] {
            match step {
                Step::Name { path, .. } => names.entry(path.parent().unwrap().to_owned()).or_default().push(step),
                Step::Write { file, .. } | Step::Cut { file, .. } => data.entry(*file).or_default().push(step),
                Step::SyncData { file } => data.remove(file).into_iter().flatten().for_each(|s| durable.apply(s)),
                Step::SyncFolder { folder } => {
                    names.remove(folder).into_iter().flatten().for_each(|s| durable.apply(s));
                }
            }
        }
        let mut images = BTreeSet::from([durable]);
        for pending in names.values() {
            images = images
                .iter()
                .flat_map(|image| {
                    (0..=pending.len()).map(move |n| {
                        let mut image = image.clone();
                        pending[..n].iter().for_each(|step| image.apply(step));
                        image
                    })
                })
                .collect();
        }
        for (file, pending) in &data {
            images = images
                .iter()
                .flat_map(|image| {
                    (0..4).map(move |how| {
                        let mut image = image.clone();
                        for (n, step) in pending.iter().enumerate() {
                            let last = n + 1 == pending.len();
                            match (how, step) {
                                (0, _) => {}
                                (2, Step::Write { bytes, .. }) if last => {
                                    let bytes = bytes[..bytes.len() / 2].to_vec();
                                    image.apply(&Step::Write { file: *file, bytes });
                                }
                                (3, Step::Write { bytes, .. }) => {
                                    image.apply(&Step::Write { file: *file, bytes: vec![0; bytes.len()] });
                                }
                                (_, step) => image.apply(step),
                            }
                        }
                        image
                    })
                })
                .collect();
        }
        images
            .into_iter()
            .map(|mut image| {
                for file in image.names.values() {
                    image.bytes.entry(*file).or_default();
                }
                image.prune();
                image
            })
            .collect()
    }
}

/// Keeps nobody out, but knows that it is held.
#[derive(Debug)]
struct NoLock(ModelDisk);

impl Held for NoLock {}

impl Drop for NoLock {
    fn drop(&mut self) {
        self.0.0.lock().unwrap().held = false;
    }
}

impl Disk for ModelDisk {
    fn stat(&self, path: &Path) -> io::Result<Stat> {
        let mut world = self.0.lock().unwrap();
        world.plain_call()?;
        if path.parent().is_none() {
            return Ok(Stat { folder: true, ..Stat::default() });
        }
        world.file(path).map(|file| world.stat(file))
    }

    fn read(&self, path: &Path, from: u64) -> io::Result<Vec<u8>> {
        let mut world = self.0.lock().unwrap();
        world.plain_call()?;
        let bytes = &world.image.bytes[&world.file(path)?];
        Ok(bytes.get(from as usize..).unwrap_or_default().to_vec())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<(String, Stat)>> {
        let mut world = self.0.lock().unwrap();
        world.plain_call()?;
        if !world.image.is_folder(folder) {
            return missing();
        }
        let inside = world.image.names.iter().filter(|(path, _)| path.parent() == Some(folder));
        Ok(inside.map(|(path, file)| (path.file_name().unwrap().to_str().unwrap().into(), world.stat(*file))).collect())
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        let mut world = self.0.lock().unwrap();
        world.plain_call()?;
        world.file(path).map(|_| path.to_owned())
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        let mut world = self.0.lock().unwrap();
        world.plain_call()?;
        if path.parent().is_none() || world.file(path).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        world.create(path, true).map(drop)
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut world = self.0.lock().unwrap();
        let fault = world.write_call(path)?;
        let file = match world.file(path) {
            Ok(file) => file,
            Err(_) => world.create(path, false)?,
        };
        let part = if matches!(fault, Some((1, _))) { bytes.len() / 2 } else { bytes.len() };
        world.step(Step::Write { file, bytes: bytes[..part].to_vec() });
        if let Some((_, error)) = fault {
            return Err(error);
        }
        world.step(Step::SyncData { file });
        Ok(())
    }

    fn write_new(&self, path: &Path, bytes: &[u8], _mode: u32, sync: bool) -> io::Result<()> {
        let mut world = self.0.lock().unwrap();
        let fault = world.write_call(path)?;
        if world.file(path).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let file = world.create(path, false)?;
        let part = if matches!(fault, Some((1, _))) { bytes.len() / 2 } else { bytes.len() };
        world.step(Step::Write { file, bytes: bytes[..part].to_vec() });
        if let Some((_, error)) = fault {
            return Err(error);
        }
        if sync {
            world.step(Step::SyncData { file });
        }
        Ok(())
    }

    fn cut(&self, path: &Path, size: u64) -> io::Result<()> {
        let mut world = self.0.lock().unwrap();
        let fault = world.call()?;
        let (number, held) = (world.calls, world.held);
        world.writes.push(number);
        world.written.push((path.to_owned(), held));
        let file = world.file(path)?;
        world.step(Step::Cut { file, size: size as usize });
        if let Some((_, error)) = fault {
            return Err(error);
        }
        world.step(Step::SyncData { file });
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut world = self.0.lock().unwrap();
        world.plain_call()?;
        let file = world.file(from)?;
        world.step(Step::Name { path: to.to_owned(), file: Some(file) });
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut world = self.0.lock().unwrap();
        world.plain_call()?;
        world.file(path)?;
        world.step(Step::Name { path: path.to_owned(), file: None });
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut world = self.0.lock().unwrap();
        world.plain_call()?;
        world.step(Step::SyncFolder { folder: folder.to_owned() });
        Ok(())
    }

    fn lock(&self, path: &Path, _patience: Duration) -> io::Result<Box<dyn Held>> {
        let mut world = self.0.lock().unwrap();
        let guest = match world.at_lock.take() {
            Some((1, guest)) => Some(guest),
            later => {
                world.at_lock = later.map(|(n, guest)| (n - 1, guest));
                None
            }
        };
        if let Some(Guest(act)) = guest {
            drop(world);
            act();
            world = self.0.lock().unwrap();
        }
        world.plain_call()?;
        if world.file(path).is_err() {
            world.create(path, false)?;
        }
        world.held = true;
        Ok(Box::new(NoLock(self.clone())))
    }
}
