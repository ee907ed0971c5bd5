//! The desk: the only writer. Every command of every process goes through the same short locked
//! transaction here; nothing is answered before it is safe.
mod shelf;

pub use shelf::BadTemplate;

use shelf::Shelf;

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use crate::{
    config::{self, Config, EditError, templates},
    domain::{
        command::{Command, Effect, Refusal},
        model::Model,
        moment::{Anchor, Moment},
        rules::Rules,
        template::Templates,
        undo::Aside,
        update::update,
    },
    store::{self, Problem, Report, Store, StoreError},
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

/// Why a setting that a command asked for was not written; everything else is kept.
#[derive(Debug, thiserror::Error)]
pub enum SettingError {
    /// The user's file cannot be read.
    #[error(transparent)]
    Unreadable(io::Error),
    /// The setting does not fit into it.
    #[error("{0:?}")]
    Edit(EditError),
    /// It cannot be written.
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
    shelf: Shelf,
    /// The user's file of settings.
    config: PathBuf,
    bad_picture: Option<StoreError>,
    /// What fell due before the last command, or before a question.
    settled: Vec<Effect>,
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
        let mut shelf = Shelf::at(&places.templates);
        let templates = shelf.read();
        let mut model = Model::new(config.rules.clone(), templates, "");
        let mut store = store(places);
        let report = store.load(&mut model, now, all_sessions)?;
        Ok(Self {
            store,
            model,
            patience: PATIENCE,
            witness: None,
            report,
            shelf,
            config: places.config.clone(),
            bad_picture: None,
            settled: Vec::new(),
        })
    }

    /// The model as it is known.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Finishes what is due on the model in memory alone.
    pub fn settle(&mut self, now: &Moment) {
        // A refusal leaves it as it is, and that is then what there is to show.
        self.settled = update(&mut self.model, &Command::Settle, now).unwrap_or_else(|_| Vec::new());
    }

    /// The folder of this machine's own files.
    pub fn state(&self) -> &Path {
        self.store.state()
    }

    /// What fell due before the last command, or at [`settle`](Self::settle).
    pub fn settled(&self) -> &[Effect] {
        &self.settled
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
        &self.shelf.bad
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

    /// Looks whether what somebody changed in `state.toml` by hand can be understood, and changes nothing.
    pub fn look_at_picture(&mut self) {
        self.bad_picture = self.store.hand_edits(&self.model).err();
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
        self.look_at_templates();
        match command {
            Command::KeepTemplate(template) => self.shelf.refuse_unread(&template.id)?,
            Command::Undo => {
                for aside in self.model.undo.last().map_or(&[][..], |entry| &entry.asides) {
                    if let Aside::Template { after, .. } = aside {
                        self.shelf.refuse_unread(&after.id)?;
                    }
                }
            }
            _ => {}
        }
        let (mut refused, mut settled) = (None, Vec::new());
        let outcome = self.store.transact(&mut self.model, now, self.patience, &mut |model| {
            refused = None;
            if let Some(seen) = &self.witness
                && model.seen.as_ref().is_none_or(|known| known.boot_id != seen.boot_id || known.boot_ms < seen.boot_ms)
            {
                model.seen = Some(seen.clone());
            }
            let mut effects = Vec::new();
            if command.settles_first() {
                effects = update(model, &Command::Settle, now)?;
                settled.clone_from(&effects);
            } else if !model.recurring(now).is_empty() {
                // A task that a list has shown can be named.
                effects = update(model, &Command::Recur, now)?;
            }
            match update(model, command, now) {
                Ok(more) => effects.extend(more),
                // What was due is written all the same.
                Err(refusal) if !effects.is_empty() => refused = Some(refusal),
                // Once it is said that a change cannot be taken back, it is no longer in the way of older ones.
                Err(refusal @ (Refusal::ChangedSince { .. } | Refusal::NotNoted)) => {
                    model.undo.pop();
                    effects.push(Effect::Undo);
                    refused = Some(refusal);
                }
                Err(refusal) => return Err(refusal),
            }
            Ok(effects)
        })?;
        self.settled = settled;
        match (outcome, refused) {
            (store::Outcome::Refused(refusal), _) | (_, Some(refusal)) => Err(self.explained(command, refusal)),
            (store::Outcome::Done(effects), None) => {
                self.write_templates(&effects)?;
                Ok(effects)
            }
        }
    }

    /// A refusal, or where it only comes from a file that cannot be used, what is wrong with that.
    fn explained(&self, command: &Command, refusal: Refusal) -> DeskError {
        let newer = |problem: &&Problem| matches!(problem, Problem::Newer { .. });
        let cause = match (command, &refusal) {
            (Command::Undo, Refusal::NothingToUndo | Refusal::ChangedSince { .. } | Refusal::NotNoted) => {
                let journals = self.report.problems.iter().find(newer);
                self.store.undo_problem().or(journals)
            }
            (command, _) if command.concerns_timer() => self.store.timer_problem(),
            _ => None,
        };
        cause.map_or(DeskError::Refused(refusal), |problem| StoreError::from(problem.clone()).into())
    }

    /// Writes the templates that a command has kept. Where that fails the model is as the files are.
    fn write_templates(&mut self, effects: &[Effect]) -> Result<(), StoreError> {
        for effect in effects {
            let written = match effect {
                Effect::Template(template) => {
                    let path = self.shelf.path(&template.id);
                    let text = std::fs::read_to_string(&path).unwrap_or_default();
                    self.store.write_own(&path, &templates::rewrite(&text, template), self.patience)
                }
                Effect::TemplateGone(template) => {
                    self.store.remove_own(&self.shelf.path(&template.id), &templates::print(template), self.patience)
                }
                _ => continue,
            };
            if let Err(error) = written {
                self.model.templates = self.shelf.read();
                return Err(error);
            }
            self.shelf.read();
        }
        Ok(())
    }

    /// Writes the settings that a command asked for into the user's file; they hold from now on.
    ///
    /// # Errors
    /// [`SettingError`]; the file is as it was then.
    pub fn adopt(&mut self, effects: &[Effect]) -> Result<(), SettingError> {
        for effect in effects {
            let Effect::Setting { key, value } = effect else { continue };
            let text = match store::disk::real::read_text(&self.config) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
                read => read.map_err(SettingError::Unreadable)?,
            };
            let text = config::set(&text, key, value).map_err(SettingError::Edit)?;
            self.store.write_own(&self.config, &text, self.patience)?;
            self.model.rules = Config::read(&text).0.rules;
        }
        Ok(())
    }

    /// The name of the user's file of settings.
    pub fn config_path(&self) -> String {
        self.config.display().to_string()
    }

    /// Takes in what was written into the templates' files since. Says whether anything changed.
    fn look_at_templates(&mut self) -> bool {
        if self.shelf.listed() == self.shelf.seen {
            return false;
        }
        let templates = self.shelf.read();
        let changed = templates != self.model.templates;
        self.model.templates = templates;
        changed
    }

    /// Takes in what other processes have written. Says whether anything changed.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn refresh(&mut self, now: &Moment) -> Result<bool, StoreError> {
        let changed = self.look_at_templates();
        Ok(self.store.refresh(&mut self.model, now)? || changed)
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

    /// Keeps the sums of closed months where a mere question had to add up years of them: the cache is no
    /// data, and the next question shall not take as long. Best effort.
    pub fn keep_large_sums(&mut self) {
        if self.store.lacks_large_cache()
            && let Err(error) = self.store.write_cache()
        {
            tracing::debug!(%error, "the cache was not written");
        }
    }

    /// From now on these rules hold. Where days begin at another time, everything is read again.
    ///
    /// # Errors
    /// Where the files cannot be read; the rules hold all the same.
    pub fn obey(&mut self, rules: Rules, now: &Moment) -> Result<(), StoreError> {
        let other_days = rules.day.start != self.model.rules.day.start;
        self.model.rules = rules;
        if other_days {
            let all = self.model.book.sessions.complete();
            self.report = self.store.load(&mut self.model, now, all)?;
        }
        Ok(())
    }

    /// Brings the readable picture and the cache up to date. Best effort: both can be rebuilt.
    pub fn tidy(&mut self, now: &Moment) {
        if let Err(error) = self.store.write_picture(&self.model, now) {
            tracing::warn!(%error, "state.toml was not written");
        }
        if let Err(error) = self.store.write_cache() {
            tracing::warn!(%error, "the cache was not written");
        }
    }
}

/// The built-in templates and the user's own, and those of the user's that cannot be used.
pub fn read_templates(places: &Places) -> (Templates, Vec<BadTemplate>) {
    let mut shelf = Shelf::at(&places.templates);
    let known = shelf.read();
    (known, shelf.bad)
}
