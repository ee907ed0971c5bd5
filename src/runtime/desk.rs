//! The desk: the only writer. Every command of every process goes through the same short locked
//! transaction here; nothing is answered before it is safe.
use std::{io, sync::Arc, time::Duration};

use crate::{
    config::{Config, Problem, ProblemKind::Syntax, templates},
    domain::{
        command::{Command, Effect, Refusal},
        model::Model,
        moment::{Anchor, Moment},
        template::Template,
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
    bad_templates: Vec<BadTemplate>,
    bad_picture: Option<StoreError>,
}

/// The store at these places. Nothing is read yet.
pub fn store(places: &Places) -> Store {
    Store::new(Arc::new(store::disk::real::RealDisk), places.store.clone(), machine())
}

impl Desk {
    /// Reads what there is; writes nothing. Without `all_sessions` older sessions may be held as sums.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn open(places: &Places, config: &Config, now: &Moment, all_sessions: bool) -> Result<Self, StoreError> {
        let (templates, bad_templates) = read_templates(places);
        let mut model = Model::new(config.rules.clone(), templates, "");
        let mut store = store(places);
        let report = store.load(&mut model, now, all_sessions)?;
        Ok(Self { store, model, patience: PATIENCE, witness: None, report, bad_templates, bad_picture: None })
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
    pub fn bad_templates(&self) -> &[BadTemplate] {
        &self.bad_templates
    }

    /// Why what somebody changed in `state.toml` by hand was not taken over at the last look.
    pub fn bad_picture(&self) -> Option<&StoreError> {
        self.bad_picture.as_ref()
    }

    /// As [`bad_picture`](Self::bad_picture), to end with it.
    pub fn take_bad_picture(&mut self) -> Option<StoreError> {
        self.bad_picture.take()
    }

    /// Takes over what somebody changed in `state.toml` by hand, durably. `None` where nobody did.
    ///
    /// # Errors
    /// As [`dispatch`](Self::dispatch); the file is left as it is then.
    pub fn take_hand_edits(&mut self, now: &Moment) -> Result<Option<Vec<Effect>>, DeskError> {
        match self.store.take_hand_edits(&mut self.model, now, self.patience)? {
            None => Ok(None),
            Some(store::Outcome::Done(effects)) => Ok(Some(effects)),
            Some(store::Outcome::Refused(refusal)) => Err(DeskError::Refused(refusal)),
        }
    }

    /// Shows what somebody changed in `state.toml` by hand on the model in memory alone. What is wrong
    /// with it is kept for [`bad_picture`](Self::bad_picture).
    pub fn see_hand_edits(&mut self, now: &Moment) {
        match self.store.hand_edits(&self.model) {
            Ok(changes) if changes.is_empty() => {}
            Ok(changes) => {
                // A refusal leaves the model as it is; it is said when the edits are taken over.
                let _ = update(&mut self.model, &Command::TakeEdits(changes), now);
            }
            Err(error) => self.bad_picture = Some(error),
        }
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

/// A file of the user's that is wrong: its name in the folder of templates (empty: the folder itself),
/// and what is wrong with it.
pub type BadTemplate = (String, Vec<Problem>);

/// Largest template that is read.
const LARGEST_TEMPLATE: u64 = 8 * 1024 * 1024;

/// The built-in templates and the user's own, and those of the user's that cannot be used.
pub fn read_templates(places: &Places) -> (Vec<Template>, Vec<BadTemplate>) {
    let mut known = templates::built_in();
    let mut bad = Vec::new();
    let unusable = |message: String| vec![Problem { line: 1, column: 1, key: String::new(), kind: Syntax { message } }];
    let entries = match std::fs::read_dir(&places.templates) {
        Ok(entries) => entries.collect::<Result<Vec<_>, _>>(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return (known, bad),
        Err(error) => Err(error),
    };
    let entries = match entries {
        Ok(entries) => entries,
        Err(error) => {
            bad.push((String::new(), unusable(error.to_string())));
            return (known, bad);
        }
    };
    let mut files: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
    files.sort();
    for path in files.into_iter().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        let text = std::fs::metadata(&path).and_then(|known| match known.len() {
            ..=LARGEST_TEMPLATE => std::fs::read_to_string(&path),
            _ => Err(io::ErrorKind::FileTooLarge.into()),
        });
        let read = text.map_err(|error| unusable(error.to_string())).and_then(|text| templates::read(&text));
        match read {
            // A template of the user's takes the place of a built-in one of the same name.
            Ok(template) => match known.iter_mut().find(|old| old.id == template.id) {
                Some(old) => *old = template,
                None => known.push(template),
            },
            Err(problems) => bad.push((super::findings::name(&path), problems)),
        }
    }
    (known, bad)
}
