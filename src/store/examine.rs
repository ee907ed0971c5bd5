//! What `doctor` finds: every file, what is in it and what is wrong with it. Reads only.
use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    Stat, Store,
    disk::steady,
    edits, flaw, journal,
    local::{self, Whole},
    report::Problem,
    timer_file, wire,
};
use crate::{
    domain::{
        assessment::Assessment,
        commitment::{DayPlan, Goal, Review},
        moment::Moment,
        record::{Entity, Kind, Record},
        session::Session,
        task::Task,
        value::BadValue,
    },
    text::lines::Lines,
};

/// What was found, file by file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// This device; none before the first write.
    pub device: Option<String>,
    /// DATA.
    pub data: PathBuf,
    /// This machine's own folder.
    pub local: PathBuf,
    /// In the order of their paths.
    pub files: Vec<Examined>,
    /// What concerns no single file.
    pub problems: Vec<Problem>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// Where.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// What it is for.
    pub role: Role,
    /// How many records of each kind it holds.
    pub records: Vec<(Kind, usize)>,
    /// Empty: nothing is wrong.
    pub problems: Vec<Problem>,
}

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Records of one month and device.
    Journal,
    /// The picture of tasks and goals.
    Picture,
    /// One of this machine's own files.
    Local,
    /// Bytes that were set aside and are kept.
    Kept,
    /// Left over from a replacement that a crash broke off.
    Leftover,
}

impl Diagnosis {
    /// Everything that is wrong.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().chain(self.files.iter().flat_map(|file| &file.problems))
    }

    /// How many records of a kind the journals hold.
    pub fn records(&self, kind: Kind) -> usize {
        let counts = self.files.iter().flat_map(|file| &file.records);
        counts.filter(|(known, _)| *known == kind).map(|(_, n)| n).sum()
    }
}

/// Whether a record's values fit the thing it speaks of.
pub(super) fn fits(record: &Record) -> Result<(), BadValue> {
    match record.kind {
        Kind::Session => Session::default().merge(record),
        Kind::Task => Task::default().merge(record),
        Kind::Assessment => Assessment::default().merge(record),
        Kind::Plan => DayPlan::default().merge(record),
        Kind::Goal => Goal::default().merge(record),
        Kind::Review => Review::default().merge(record),
    }
}

impl Store {
    /// Looks at every file. Never writes, takes no lock; what cannot be read is a finding too.
    pub fn examine(&self, _now: &Moment) -> Diagnosis {
        let mut problems = Vec::new();
        let (local, device) = match self.whereabouts() {
            Ok(found) => {
                problems.extend(found.foreign);
                (found.local, found.device)
            }
            Err(error) => {
                problems.push(Problem::NoAccess { path: error.path().to_owned(), detail: error.to_string() });
                (self.places.state.clone(), None)
            }
        };
        let mut files = Vec::new();
        let mut folders = vec![self.places.data.clone(), self.history(), self.places.state.clone(), local.clone()];
        folders.sort();
        folders.dedup();
        for folder in folders {
            match steady(|| self.disk.list(&folder)) {
                Ok(entries) => {
                    files.extend(entries.into_iter().filter_map(|(name, stat)| self.examined(&folder, &name, &stat)));
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => problems.push(Problem::NoAccess { path: folder, detail: error.to_string() }),
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        problems.extend(self.sharing());
        Diagnosis { device, data: self.places.data.clone(), local, files, problems }
    }

    fn examined(&self, folder: &Path, name: &str, stat: &Stat) -> Option<Examined> {
        let path = folder.join(name);
        let history = folder == self.history();
        let own = ["timer.toml", "alive.toml", "device.toml", "undo.toml", "shadow.toml", "drafts.toml"];
        let role = if name.ends_with(".torn") || name.contains(".corrupt-") {
            Role::Kept
        } else if name.ends_with(".tmp") {
            Role::Leftover
        } else if history && journal::Name::parse(name).is_some() {
            Role::Journal
        } else if folder == self.places.data && name == "state.toml" {
            Role::Picture
        } else if !history && own.contains(&name) {
            Role::Local
        } else {
            return None;
        };
        let mut file = Examined { path, bytes: stat.size, role, records: Vec::new(), problems: Vec::new() };
        match role {
            Role::Kept | Role::Leftover => {}
            _ if stat.odd || stat.folder => {
                file.problems.push(Problem::NoAccess { path: file.path.clone(), detail: local::ODD.to_owned() });
            }
            Role::Journal => self.examine_journal(&mut file, name),
            Role::Picture | Role::Local => self.examine_whole(&mut file, name),
        }
        Some(file)
    }

    fn examine_journal(&self, file: &mut Examined, name: &str) {
        let path = file.path.clone();
        if journal::Name::parse(name).is_some_and(|name| name.copy) {
            file.problems.push(Problem::Copy { path: path.clone() });
        }
        if file.bytes > journal::LARGEST {
            return file.problems.push(Problem::TooLarge { path, bytes: file.bytes });
        }
        let bytes = match steady(|| self.disk.read(&path, 0)) {
            Ok(bytes) => bytes,
            Err(error) => return file.problems.push(Problem::NoAccess { path, detail: error.to_string() }),
        };
        let schema = wire::schema_of(&bytes);
        if schema > wire::SCHEMA {
            return file.problems.push(Problem::Newer { path, schema });
        }
        let sound = journal::sound(&bytes);
        if sound < bytes.len() {
            file.problems.push(Problem::Torn { path: path.clone(), bytes: (bytes.len() - sound) as u64 });
        }
        let lines = Lines::of(&bytes);
        for (at, found) in journal::records(&bytes[..sound], "") {
            let record = match found {
                Ok(record) => record,
                Err(flaw) => {
                    file.problems.push(flaw::passed_over(&path, &lines, flaw));
                    continue;
                }
            };
            match fits(&record) {
                Err(bad) => file.problems.push(flaw::bad_value(&path, &lines, at, bad.field, bad.wants)),
                Ok(()) => match file.records.iter_mut().find(|(kind, _)| *kind == record.kind) {
                    Some((_, n)) => *n += 1,
                    None => file.records.push((record.kind, 1)),
                },
            }
        }
        file.records.sort();
    }

    fn examine_whole(&self, file: &mut Examined, name: &str) {
        let path = file.path.clone();
        let text = match self.whole(&path) {
            Ok((Whole::Text(text), _)) => text,
            Ok((Whole::Unusable(problem), _)) => return file.problems.push(problem),
            Ok((Whole::Missing, _)) if name == "state.toml" => return file.problems.push(Problem::NoPicture { path }),
            Ok((Whole::Missing, _)) => return,
            Err(error) => return file.problems.push(Problem::NoAccess { path, detail: error.to_string() }),
        };
        let flaw = match name {
            "state.toml" | "shadow.toml" => edits::things(&text).err(),
            "timer.toml" => timer_file::timer_of(&text).err(),
            _ => wire::document(&text).err(),
        };
        if let Some(flaw) = flaw {
            file.problems.push(flaw::unreadable(&path, text.as_bytes(), flaw));
        }
    }

    /// What a syncer that shares the folder would share though it must not: each line that the list of a
    /// syncer that was seen, or a list that somebody else wrote, lacks.
    fn sharing(&self) -> Vec<Problem> {
        let data = &self.places.data;
        let there = |name: &str| steady(|| self.disk.stat(&data.join(name))).is_ok();
        let mut problems = Vec::new();
        for (sign, list) in [(".git", ".gitignore"), (".stfolder", ".stignore")] {
            if !there(sign) && !there(list) {
                continue;
            }
            let path = data.join(list);
            let text = steady(|| self.disk.read(&path, 0)).unwrap_or_else(|_| Vec::new());
            let text = String::from_utf8_lossy(&text);
            let missing = self.unshared().into_iter().filter(|line| !text.lines().any(|known| known.trim() == line));
            problems.extend(missing.map(|line| Problem::Shared { path: path.clone(), line }));
        }
        problems
    }
}
