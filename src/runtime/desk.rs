//! The desk: the only writer. Every command of every process goes through the same short locked
//! transaction here; nothing is answered before it is safe.
use std::{sync::Arc, time::Duration};

use crate::{
    config::{Config, Problem, templates},
    domain::{
        command::{Command, Effect, Refusal},
        model::Model,
        moment::{Anchor, Moment},
        update::update,
    },
    store::{self, Report, Store, StoreError},
};

use super::places::{Places, machine};

/// How long a command of the command line waits for the lock.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The program refuses; nothing has changed but what was due.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The files could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A model and the store behind it.
#[derive(Debug)]
pub struct Desk {
    store: Store,
    model: Model,
    patience: Duration,
    witness: Option<Anchor>,
    report: Report,
    bad_templates: Vec<(String, Vec<Problem>)>,
}

impl Desk {
    /// Reads what there is; writes nothing. Without `all_sessions` older sessions may be held as sums.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn open(places: &Places, config: &Config, now: &Moment, all_sessions: bool) -> Result<Self, StoreError> {
        let (templates, bad_templates) = read_templates(places);
        let mut model = Model::new(config.rules.clone(), templates, "");
        let mut store = Store::new(Arc::new(store::disk::real::RealDisk), places.store.clone(), machine());
        let report = store.load(&mut model, now, all_sessions)?;
        Ok(Self { store, model, patience: PATIENCE, witness: None, report, bad_templates })
    }

    /// The model as it is known.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The model, to settle what is due on it in memory.
    pub fn model_mut(&mut self) -> &mut Model {
        &mut self.model
    }

    /// The store.
    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    /// What reading the files came upon.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Templates of the user that could not be read, by file name.
    pub fn bad_templates(&self) -> &[(String, Vec<Problem>)] {
        &self.bad_templates
    }

    /// How long to wait for the lock.
    pub fn set_patience(&mut self, patience: Duration) {
        self.patience = patience;
    }

    /// Notes when this process last saw the timer: a sleep began no earlier.
    pub fn witness(&mut self, seen: Option<Anchor>) {
        self.witness = seen;
    }

    /// Carries out a command: what is due first, then the command, durably, in one transaction.
    ///
    /// # Errors
    /// A refusal, after which only what was due has changed; or the store's error, after which nothing has.
    pub fn dispatch(&mut self, command: &Command, now: &Moment) -> Result<Vec<Effect>, DeskError> {
        if !self.model.book.sessions.complete() && command.needs_all_sessions(&self.model) {
            self.report = self.store.load(&mut self.model, now, true)?;
        }
        let mut refused = None;
        let outcome = self.store.transact(&mut self.model, now, self.patience, &mut |model| {
            refused = None;
            if let Some(seen) = &self.witness
                && model.seen.as_ref().is_none_or(|known| known.boot_id != seen.boot_id || known.boot_ms < seen.boot_ms)
            {
                model.seen = Some(seen.clone());
            }
            let mut effects = Vec::new();
            if command.concerns_timer() && !matches!(command, Command::Settle | Command::Tick) {
                effects = update(model, &Command::Settle, now)?;
            } else if !model.recurring(now).is_empty() {
                // A task that a list has shown can be named.
                effects = update(model, &Command::Recur, now)?;
            }
            match update(model, command, now) {
                Ok(more) => effects.extend(more),
                // What was due is written all the same.
                Err(refusal) if !effects.is_empty() => refused = Some(refusal),
                Err(refusal) => return Err(refusal),
            }
            Ok(effects)
        })?;
        match (outcome, refused) {
            (store::Outcome::Refused(refusal), _) | (_, Some(refusal)) => Err(DeskError::Refused(refusal)),
            (store::Outcome::Done(effects), None) => Ok(effects),
        }
    }

    /// Takes in what other processes have written. Says whether anything changed.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn refresh(&mut self, now: &Moment) -> Result<bool, StoreError> {
        self.store.refresh(&mut self.model, now)
    }

    /// Reads everything, every session one by one.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn read_all(&mut self, now: &Moment) -> Result<(), StoreError> {
        if !self.model.book.sessions.complete() {
            self.report = self.store.load(&mut self.model, now, true)?;
        }
        Ok(())
    }

    /// Brings the readable picture and the cache up to date. Best effort: both can be rebuilt.
    pub fn tidy(&mut self, now: &Moment) {
        if let Err(error) = self.store.write_picture(&self.model, now) {
            tracing::warn!(%error, "state.toml was not written");
        }
        if let Err(error) = self.store.write_cache(&self.model, now) {
            tracing::warn!(%error, "the cache was not written");
        }
    }
}

fn read_templates(places: &Places) -> (Vec<crate::domain::template::Template>, Vec<(String, Vec<Problem>)>) {
    let mut known = templates::built_in();
    let mut bad = Vec::new();
    let Ok(folder) = std::fs::read_dir(&places.templates) else { return (known, bad) };
    let mut files: Vec<_> = folder.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    for path in files.into_iter().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        match templates::read(&text) {
            // A template of the user's takes the place of a built-in one of the same name.
            Ok(template) => match known.iter_mut().find(|old| old.id == template.id) {
                Some(old) => *old = template,
                None => known.push(template),
            },
            Err(problems) => {
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
                bad.push((name.unwrap_or_default(), problems));
            }
        }
    }
    (known, bad)
}
