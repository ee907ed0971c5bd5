//! What the store's tests share: settings, moments, places, and a desk of one process.
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use focus_tui::{
    config::Config,
    domain::{
        command::{Command, Effect, Refusal, Start, TaskEdit},
        id::Id,
        model::Model,
        moment::Moment,
        rules::Rules,
        update::update,
    },
    store::{
        Machine, Outcome, Places, Report, Store, StoreError,
        disk::{Disk, real::RealDisk},
    },
};
use jiff::civil::Time;

pub(crate) fn rules() -> Rules {
    let mut rules = Config::embedded().rules;
    rules.timer.auto_start_breaks = false;
    rules.day.start = Time::constant(4, 0, 0, 0);
    rules
}

pub(crate) fn moment(wall: &str) -> Moment {
    let wall: jiff::Zoned = wall.parse().unwrap();
    let ms = wall.timestamp().as_millisecond() - 1_700_000_000_000;
    Moment { awake_ms: ms, boot_ms: ms, wall, boot_id: "boot-a".into() }
}

pub(crate) fn noon() -> Moment {
    moment("2026-11-22T12:00:00+01:00[Europe/Berlin]")
}

/// One process: a store and its model.
pub(crate) struct Desk {
    pub(crate) store: Store,
    pub(crate) model: Model,
}

pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

impl Desk {
    pub(crate) fn on(disk: Arc<dyn Disk>, root: &Path, machine: &str) -> Self {
        let places = Places { data: root.join("data"), state: root.join(format!("state-{machine}")) };
        Self::at(disk, places, machine)
    }

    pub(crate) fn at(disk: Arc<dyn Disk>, places: Places, machine: &str) -> Self {
        let mut entropy = [7; 16];
        entropy[..machine.len().min(16)].copy_from_slice(&machine.as_bytes()[..machine.len().min(16)]);
        let machine = Machine { id_hash: machine.to_owned(), entropy };
        Self { store: Store::new(disk, places, machine), model: Model::new(rules(), vec![], "") }
    }

    pub(crate) fn real(root: &Path) -> Self {
        Self::on(Arc::new(RealDisk), root, "m")
    }

    pub(crate) fn load(&mut self, now: &Moment) -> Result<Report, StoreError> {
        self.store.load(&mut self.model, now, true)
    }

    pub(crate) fn try_run(&mut self, command: &Command, now: &Moment) -> Result<Outcome, StoreError> {
        self.store.transact(&mut self.model, now, PATIENCE, &mut |model| update(model, command, now))
    }

    pub(crate) fn run(&mut self, command: &Command, now: &Moment) -> Vec<Effect> {
        match self.try_run(command, now).unwrap() {
            Outcome::Done(effects) => effects,
            Outcome::Refused(refusal) => panic!("{command:?} was refused: {refusal:?}"),
        }
    }

    pub(crate) fn refused(&mut self, command: &Command, now: &Moment) -> Refusal {
        match self.try_run(command, now).unwrap() {
            Outcome::Refused(refusal) => refusal,
            Outcome::Done(effects) => panic!("{command:?} was done: {effects:?}"),
        }
    }

    pub(crate) fn titles(&self) -> Vec<String> {
        let mut titles: Vec<_> =
            self.model.book.tasks.values().filter(|task| !task.deleted).map(|task| task.title.clone()).collect();
        titles.sort();
        titles
    }
}

pub(crate) fn add(title: &str) -> Command {
    Command::AddTask(TaskEdit { title: Some(title.into()), ..TaskEdit::default() })
}

pub(crate) fn start() -> Command {
    Command::Start(Start::default())
}

pub(crate) fn task(model: &Model, title: &str) -> Id {
    model.book.tasks.values().find(|task| task.title == title).unwrap().id.clone()
}

/// Every file under a folder with its bytes.
pub(crate) fn files(root: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).unwrap();
                found.push((path, bytes));
            }
        }
    }
    found.sort();
    found
}

/// The only journal of a folder.
pub(crate) fn journal(root: &Path) -> PathBuf {
    let mut journals: Vec<_> = std::fs::read_dir(root.join("data/history"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    assert_eq!(journals.len(), 1, "{journals:?}");
    journals.pop().unwrap()
}
