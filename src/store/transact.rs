//! The one way to write: take in, apply the operation, append, sync, acknowledge. Spec: storage, rule 1.
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use super::{
    Store,
    disk::steady,
    error::StoreError,
    fold::{Seen, TAIL},
    journal, local, timer_file, wire,
};
use crate::domain::{
    command::{Effect, Refusal},
    model::Model,
    moment::Moment,
    timer::Timer,
};

/// What became of an operation.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is durable; what remains to be done is told.
    Done(Vec<Effect>),
    /// It was refused; nothing was written.
    Refused(Refusal),
}

/// Whole files that may have left a temporary one behind.
const WHOLE: [&str; 6] = ["timer.toml", "undo.toml", "alive.toml", "device.toml", "shadow.toml", "drafts.toml"];

/// A journal that this transaction has appended to, with its size before.
type Appended = (PathBuf, Option<u64>);

impl Store {
    /// Carries out one operation: takes the lock, takes in what others changed, lets `f` change the
    /// model, and makes the effects durable before it returns. The lock is waited for up to `patience`.
    ///
    /// # Errors
    /// Where a file could not be read or written: then nothing is acknowledged, what was begun has been
    /// taken back, and the model is as on disk.
    pub fn transact(
        &mut self,
        model: &mut Model,
        now: &Moment,
        patience: Duration,
        f: &mut dyn FnMut(&mut Model) -> Result<Vec<Effect>, Refusal>,
    ) -> Result<Outcome, StoreError> {
        let _held = self.lock(patience)?;
        self.within(model, now, f)
    }

    /// Puts `text` into a file of the user's own below DATA, durably and under the lock; the file's mode
    /// is kept.
    ///
    /// # Errors
    /// Where it could not be written: then it is as it was before.
    pub fn write_own(&mut self, path: &Path, text: &str, patience: Duration) -> Result<(), StoreError> {
        let _held = self.lock(patience)?;
        if let Some(folder) = path.parent() {
            self.make_folders(folder, true)?;
        }
        self.replace(path, text.as_bytes(), true)
    }

    /// Takes a file of the user's own away that holds `text`. Where it holds anything else, it is put aside
    /// under a name that nothing reads.
    ///
    /// # Errors
    /// Where that could not be done: then it is as it was before.
    pub fn remove_own(&mut self, path: &Path, text: &str, patience: Duration) -> Result<(), StoreError> {
        let _held = self.lock(patience)?;
        let bytes = match steady(|| self.disk.read(path, 0)) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            read => read.map_err(StoreError::read(path))?,
        };
        if bytes != text.as_bytes() {
            let aside = PathBuf::from(format!("{}.undone", path.display()));
            self.replace(&aside, &bytes, true)?;
        }
        steady(|| self.disk.remove(path)).map_err(StoreError::write(path))
    }

    /// As [`transact`](Self::transact), under a lock that is held already.
    pub(super) fn within(
        &mut self,
        model: &mut Model,
        now: &Moment,
        f: &mut dyn FnMut(&mut Model) -> Result<Vec<Effect>, Refusal>,
    ) -> Result<Outcome, StoreError> {
        self.sweep();
        self.catch_up(model, now)?;
        model.device = self.device_or_new();
        let before = (model.timer.clone(), model.undo.clone());
        let outcome = match f(model) {
            Err(refusal) => {
                // What fell due before the refusal has not been saved.
                self.stale = model.timer != before.0 || model.undo != before.1;
                Ok(Outcome::Refused(refusal))
            }
            Ok(effects) => {
                if let Some(run) = &mut model.timer.run {
                    run.since = timer_file::in_whole_ms(run.since.clone());
                }
                let saved = self.save(model, &before.0, now, &effects);
                self.stale = !matches!(saved, Ok(None));
                saved.map(|refused| refused.map_or(Outcome::Done(effects), Outcome::Refused))
            }
        };
        model.device = self.device.clone().unwrap_or_default();
        if self.stale {
            // Where even that fails, the next look begins with it.
            let _ = self.load(model, now, self.all);
        }
        outcome
    }

    /// Takes in everything that others changed, the timer in any case.
    pub(super) fn catch_up(&mut self, model: &mut Model, now: &Moment) -> Result<(), StoreError> {
        if self.stale {
            self.load(model, now, self.all)?;
            return Ok(());
        }
        if self.device.is_none() {
            self.locate()?;
        }
        self.take_in(model, now, true)?;
        self.read_local(model, true).map(drop)
    }

    /// Removes what a crash left of whole files being replaced. Once, under the lock.
    pub(super) fn sweep(&mut self) {
        if std::mem::replace(&mut self.swept, true) {
            return;
        }
        let own = WHOLE.iter().map(|name| self.local.join(format!("{name}.tmp")));
        for path in own.chain([self.places.data.join("state.toml.tmp")]) {
            let _ = steady(|| self.disk.remove(&path));
        }
        self.sweep_ahead(&self.local, &["shadow.toml"]);
        self.sweep_ahead(&self.places.data, &["state.toml"]);
    }

    /// Makes effects durable; a refusal where a record is too large for the journal.
    fn save(
        &mut self,
        model: &Model,
        before: &Timer,
        now: &Moment,
        effects: &[Effect],
    ) -> Result<Option<Refusal>, StoreError> {
        let device = self.device_or_new();
        let mut texts: Vec<(String, String)> = Vec::new();
        for effect in effects {
            let Effect::Append(record) = effect else { continue };
            let mut text = String::new();
            wire::put_record(&mut text, record);
            if text.len() > wire::LONGEST_RECORD {
                return Ok(Some(Refusal::TooLarge));
            }
            let file = journal::file_name(record.at.ms(), &device);
            match texts.iter_mut().find(|(known, _)| *known == file) {
                Some((_, all)) => all.push_str(&text),
                None => texts.push((file, text)),
            }
        }
        let timer = effects.contains(&Effect::Timer);
        if let Some(local_problem) = self.known.timer_problem.as_ref().filter(|_| timer)
            && let super::Problem::Newer { path, schema } = local_problem
        {
            return Err(StoreError::Newer { path: path.clone(), schema: *schema });
        }
        // A phase that begins will need the journal when it ends.
        let session = |timer: &Timer| timer.run.as_ref().map(|run| run.session.clone());
        let begins = timer && model.timer.run.is_some() && session(&model.timer) != session(before);
        if begins {
            self.has_room_for_the_end(journal::file_name(now.stamp().ms(), &device))?;
        }
        if !texts.is_empty() || timer {
            self.settle_device(now)?;
        }
        if !texts.is_empty() {
            self.make_home()?;
        }
        let mut appended = Vec::new();
        let mut saved = texts.iter().try_for_each(|(file, text)| self.append_to(file, text, &mut appended));
        let mut take_back = true;
        if saved.is_ok() && timer {
            saved = self.save_timer(&model.timer, now).map(drop);
            // A phase must not vanish between a timer that says it is over and a journal that does not.
            take_back = saved.is_ok() || self.put_timer_back(before);
        }
        if let Err(error) = saved {
            for (path, size) in appended.iter().filter(|_| take_back) {
                self.cut_back(path, *size);
            }
            return Err(error);
        }
        // The file says up to where it knows the journal: without that it would pass for older than it is.
        if effects.contains(&Effect::Undo) || (!texts.is_empty() && !model.undo.is_empty()) {
            // A lost step of undo is refused later; the change itself is safe.
            let _ = self.save_undo(&model.undo, now);
        }
        Ok(None)
    }

    /// Refuses to begin what could not be put on record: where the journal is of a later version, or full.
    fn has_room_for_the_end(&self, file: String) -> Result<(), StoreError> {
        let Some(seen) = self.seen.get(&file) else { return Ok(()) };
        let path = self.history().join(file);
        if let Some(schema) = seen.newer {
            return Err(StoreError::Newer { path, schema });
        }
        let bytes = seen.stat.size;
        if bytes + wire::LONGEST_RECORD as u64 > journal::LARGEST {
            return Err(StoreError::TooLarge { path, bytes, most: journal::LARGEST });
        }
        Ok(())
    }

    /// Makes DATA, its folder of journals, and the files that keep the picture out of syncers.
    fn make_home(&self) -> Result<(), StoreError> {
        let history = self.history();
        if self.disk.stat(&history).is_ok_and(|stat| stat.folder) {
            return Ok(());
        }
        self.make_folders(&history, true)?;
        let lines = self.unshared().join("\n") + "\n";
        for name in [".gitignore", ".stignore"] {
            // Only a convenience, and the user's own is better.
            let _ = steady(|| self.disk.write_new(&self.places.data.join(name), lines.as_bytes(), 0o600, false));
        }
        Ok(())
    }

    /// What no syncer may share, as lines of its list: with one folder for everything this machine's
    /// own files too.
    pub(super) fn unshared(&self) -> Vec<String> {
        let mut lines: Vec<String> = ["state.toml", "*.tmp", "*.torn", "*.corrupt-*"].map(str::to_owned).into();
        if let Ok(inside) = self.places.state.strip_prefix(&self.places.data)
            && let Some(inside) = inside.to_str().filter(|inside| !inside.is_empty())
        {
            lines.push(format!("/{inside}"));
        }
        lines
    }

    pub(super) fn append_to(&mut self, file: &str, text: &str, appended: &mut Vec<Appended>) -> Result<(), StoreError> {
        let path = self.history().join(file);
        let mut size = match steady(|| self.disk.stat(&path)) {
            Ok(stat) if stat.odd || stat.folder => {
                return Err(StoreError::Write { path, source: std::io::Error::other(local::ODD) });
            }
            Ok(stat) => Some(stat.size),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(StoreError::read(&path)(error)),
        };
        let known = self.seen.get(file).map(|seen| (seen.read_to, seen.newer));
        if let Some(now) = size {
            if now > journal::LARGEST {
                return Err(StoreError::TooLarge { path, bytes: now, most: journal::LARGEST });
            }
            let (read_to, newer) = match known {
                Some(known) => known,
                // One that was begun in this moment: it is taken in next time.
                None => {
                    let bytes = steady(|| self.disk.read(&path, 0)).map_err(StoreError::read(&path))?;
                    let schema = wire::schema_of(&bytes);
                    (journal::sound(&bytes) as u64, (schema > wire::SCHEMA).then_some(schema))
                }
            };
            if let Some(schema) = newer {
                return Err(StoreError::Newer { path, schema });
            }
            if now > read_to {
                self.mend_tail(&path, read_to)?;
                size = Some(read_to);
            }
        }
        let header = if size.is_none_or(|size| size == 0) { wire::HEADER.len() } else { 0 };
        let grown = size.unwrap_or(0) + (header + text.len()) as u64;
        if grown > journal::LARGEST {
            return Err(StoreError::TooLarge { path, bytes: grown, most: journal::LARGEST });
        }
        self.append(&path, size, text)?;
        appended.push((path.clone(), size));
        if known.is_none() && size.is_some_and(|size| size > 0) {
            self.folder = None;
            return Ok(());
        }
        let stat = steady(|| self.disk.stat(&path)).map_err(StoreError::read(&path))?;
        let tail = text.as_bytes()[text.len().saturating_sub(TAIL)..].to_vec();
        self.seen.insert(file.to_owned(), Seen { stat, read_to: grown, tail, newer: None });
        Ok(())
    }

    pub(super) fn is_seen_lately(&self, now: &Moment) -> bool {
        self.known.seen.as_ref().is_some_and(|seen| local::is_fresh(seen, now))
    }
}
