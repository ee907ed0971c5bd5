//! state.toml: a readable picture of open tasks and goals, and what somebody changed in it by hand.
//! Spec: storage, rule 6.
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use super::{
    Store, cache,
    disk::{Stat, steady},
    edits,
    error::StoreError,
    local::{Whole, is_void},
    transact::Outcome,
    wire,
};
use crate::domain::{command::Command, model::Model, moment::Moment, record::Entity, update::update, value::Value};

/// How long the picture waits for the lock.
const PATIENCE: Duration = Duration::from_millis(500);

/// What is known of the picture.
#[derive(Debug, Default)]
pub(super) struct Pictured {
    /// The file when it was last written or understood.
    pub stat: Option<Stat>,
    /// A checksum of what was last written.
    pub written: Option<u64>,
}

/// First lines of the picture.
const COMMENT: &str = "\
# Open tasks and goals. This file may be edited: what you change, add or delete here is taken over
# within a second while a dashboard runs, else by the next command. Comments are not kept.
";
/// Last line of the picture: an editor that writes piece by piece comes to it last.
const END: &str = "# The end.";
/// Before the checksum that tells a picture that nobody touched, and the newest change that it shows.
const MARK: &str = "# untouched: ";

/// The picture of a model.
pub(super) fn text(model: &Model) -> String {
    let mut body = String::new();
    let mut tasks: Vec<_> = model.book.tasks.values().filter(|task| task.is_open()).collect();
    tasks.sort_by(|a, b| (a.created, &a.id).cmp(&(b.created, &b.id)));
    for task in tasks {
        put(&mut body, task);
    }
    let mut goals: Vec<_> = model.book.goals.values().filter(|goal| !goal.deleted).collect();
    goals.sort_by(|a, b| (a.by, &a.id).cmp(&(b.by, &b.id)));
    for goal in goals {
        put(&mut body, goal);
    }
    body.push_str(&format!("\n{END}\n"));
    let newest = model.book.tasks.values().map(|task| task.latest.ms);
    let newest = newest.chain(model.book.goals.values().map(|goal| goal.latest.ms)).max().unwrap_or(0);
    format!("{}{COMMENT}{MARK}{:016x} {newest}\n{body}", wire::HEADER, sum(&body, newest))
}

fn sum(body: &str, newest: i64) -> u64 {
    cache::checksum(body.as_bytes()) ^ newest as u64
}

fn put<T: Entity>(out: &mut String, entity: &T) {
    out.push_str(&format!("\n[[{}]]\n", T::KIND.word()));
    wire::put_entry(out, "id", &Value::Text(entity.id().to_string()));
    let extra: Vec<_> = entity.extra().map(str::to_owned).collect();
    for field in T::FIELDS.iter().copied().chain(extra.iter().map(String::as_str)) {
        if let Some(value) = entity.get(field) {
            wire::put_entry(out, field, &value);
        }
    }
}

/// The newest change that a picture shows, where nobody changed it since the program wrote it.
pub(super) fn untouched(text: &str) -> Option<i64> {
    let (head, rest) = text.split_once(MARK)?;
    let (mark, body) = rest.split_once('\n')?;
    let newest = mark.split_once(' ')?.1.parse().ok()?;
    let same = head == format!("{}{COMMENT}", wire::HEADER) && mark == format!("{:016x} {newest}", sum(body, newest));
    same.then_some(newest)
}

/// The line in a picture that tells which one it was, also where somebody changed the rest of it.
pub(super) fn mark_in(text: &str) -> Option<&str> {
    text.split_once(MARK)?.1.lines().next().map(str::trim)
}

/// Whether a text has its last line.
fn ends(text: &str) -> bool {
    text.lines().any(|line| line.trim() == END)
}

/// Whether a picture was changed by hand. One that the program wrote and nobody touched is no change, however
/// old it is: an editor that saves what it was opened with asks for nothing.
fn is_by_hand(text: &str, shadow: impl FnOnce() -> Option<String>) -> bool {
    untouched(text).is_none() && shadow().as_deref() != Some(text)
}

/// What is where a picture is to be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Canvas {
    /// Nothing that would be lost.
    Free,
    /// The very picture.
    Same,
    /// Something that must not be drawn over.
    Taken,
}

/// Whether a file was changed less than `limit_ms` ago, or is about to be by a clock that runs ahead.
fn is_fresh(stat: &Stat, now: &Moment, limit_ms: i64) -> bool {
    (now.stamp().ms() - stat.mtime_ns / 1_000_000).abs() < limit_ms
}

/// An empty picture may be about to be filled.
const EMPTY_MS: i64 = 500;
/// A picture without its last line may be about to be written to its end; it is waited for so long.
const OPEN_MS: i64 = 700;

impl Store {
    pub(super) fn picture_file(&self) -> PathBuf {
        self.places.data.join("state.toml")
    }

    /// Whether the picture is missing, or there is nothing in it.
    pub fn is_picture_missing(&self) -> bool {
        let path = self.picture_file();
        match steady(|| self.disk.stat(&path)) {
            Ok(stat) if stat.odd || stat.folder => false,
            Ok(stat) => {
                // Of a large one the end tells as a rule.
                let end = steady(|| self.disk.read(&path, stat.size.saturating_sub(64)));
                end.is_ok_and(|end| is_void(&end)) && matches!(self.whole(&path), Ok((Whole::Missing, _)))
            }
            Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        }
    }

    /// Whether somebody seems to be writing the picture still: it is empty, or lacks its last line, and was
    /// changed just now. What is written over it then would be lost to them.
    pub fn is_picture_unfinished(&self, now: &Moment) -> bool {
        let path = self.picture_file();
        let fresh = |limit| steady(|| self.disk.stat(&path)).is_ok_and(|stat| is_fresh(&stat, now, limit));
        fresh(OPEN_MS)
            && match self.whole(&path) {
                Ok((Whole::Missing, _)) => fresh(EMPTY_MS),
                Ok((Whole::Text(text), _)) => self.is_open(&text),
                _ => false,
            }
    }

    /// Whether a text was changed by hand, can be understood, and may go on.
    fn is_open(&self, text: &str) -> bool {
        !ends(text) && is_by_hand(text, || self.shadow()) && edits::things(text).is_ok()
    }

    /// Writes the picture and its shadow, where they differ from the model. A picture that somebody
    /// changed by hand is left alone until the change is taken over, and so is one that is behind what
    /// others have written since: they, or the next look, will draw it.
    ///
    /// # Errors
    /// Where it cannot be written; the journals hold everything that it shows.
    pub fn write_picture(&mut self, model: &Model, now: &Moment) -> Result<(), StoreError> {
        let text = text(model);
        let sum = cache::checksum(text.as_bytes());
        let path = self.picture_file();
        let unchanged = self.pictured.stat.is_some() && steady(|| self.disk.stat(&path)).ok() == self.pictured.stat;
        if unchanged && self.pictured.written == Some(sum) {
            return Ok(());
        }
        if model.book.tasks.is_empty() && model.book.goals.is_empty() && self.disk.stat(&self.history()).is_err() {
            // Before the first write there is nothing to show.
            return Ok(());
        }
        // What is large is written without the lock, which is held only while names change hands. First what
        // tells a change by hand, then, once that is durable, what can be changed.
        let stat = steady(|| self.disk.stat(&path)).ok();
        let canvas = if self.is_up_to_date()? { self.canvas(&text, now)? } else { Canvas::Taken };
        match canvas {
            Canvas::Taken => return Ok(()),
            Canvas::Same if self.shadow().as_ref() == Some(&text) => {
                self.pictured = Pictured { stat, written: Some(sum) };
                return Ok(());
            }
            Canvas::Same | Canvas::Free => {}
        }
        self.make_folders(&self.local, false)?;
        self.make_folders(&self.places.data.clone(), true)?;
        let shadow = self.write_ahead(&self.shadow_file(), text.as_bytes())?;
        let picture = self.write_ahead(&path, text.as_bytes())?;
        {
            let _held = self.lock(PATIENCE)?;
            if !self.is_up_to_date()? || self.canvas(&text, now)? == Canvas::Taken {
                return Ok(());
            }
            self.put_shadow(&shadow, &text)?;
        }
        self.sync_put(&shadow)?;
        {
            let _held = self.lock(PATIENCE)?;
            let before = steady(|| self.disk.stat(&path)).ok();
            let canvas = if self.is_up_to_date()? { self.canvas(&text, now)? } else { Canvas::Taken };
            let stat = match canvas {
                Canvas::Taken => return Ok(()),
                Canvas::Free => self.put(&path, &picture, text.as_bytes())?,
                Canvas::Same => before,
            };
            self.pictured = Pictured { stat, written: Some(sum) };
            self.forget_taken_over();
        }
        self.sync_put(&picture)
    }

    /// What is where a picture is to be drawn; one that was changed by hand makes room once it was taken over.
    fn canvas(&self, text: &str, now: &Moment) -> Result<Canvas, StoreError> {
        let (old, stat) = self.whole(&self.picture_file())?;
        Ok(match old {
            Whole::Text(old) if old == text => Canvas::Same,
            Whole::Text(old) if is_by_hand(&old, || self.shadow()) && !self.is_taken_over(&old) => Canvas::Taken,
            Whole::Unusable(_) => Canvas::Taken,
            Whole::Missing if stat.is_some_and(|stat| is_fresh(&stat, now, EMPTY_MS)) => Canvas::Taken,
            Whole::Missing | Whole::Text(_) => Canvas::Free,
        })
    }

    /// Draws the picture over whatever is there, under the lock.
    pub(super) fn rebuild_picture(&mut self, model: &Model) -> Result<(), StoreError> {
        let path = self.picture_file();
        self.make_folders(&self.places.data.clone(), true)?;
        let text = text(model);
        self.save_shadow(&text)?;
        self.replace(&path, text.as_bytes(), true)?;
        self.pictured = Pictured::default();
        Ok(())
    }

    /// Takes over what somebody changed in `state.toml` by hand: each difference becomes a record, and
    /// the file is drawn anew. `None` where nobody changed anything.
    ///
    /// # Errors
    /// [`StoreError::Parse`] with line and column where the file does not parse or a value does not fit:
    /// nothing is taken over then, and the file is left as it is. Otherwise as [`Self::transact`].
    pub fn take_hand_edits(
        &mut self,
        model: &mut Model,
        now: &Moment,
        patience: Duration,
    ) -> Result<Option<Outcome>, StoreError> {
        let path = self.picture_file();
        let stat = match steady(|| self.disk.stat(&path)) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            stat => Some(stat.map_err(StoreError::read(&path))?),
        };
        if stat == self.pictured.stat {
            return Ok(None);
        }
        // What takes long, to understand it, comes before the lock.
        let Some(edit) = self.edit()? else {
            // Another process wrote it.
            self.pictured = Pictured { stat, written: None };
            return Ok(None);
        };
        let outcome = {
            let _held = self.lock(patience)?;
            let still = self.edited(&path)?.as_ref() == Some(&edit.text) && self.shadow() == edit.shadow;
            let Some(edit) = (if still { Some(edit) } else { self.edit()? }) else { return Ok(None) };
            if stat.is_some_and(|stat| is_fresh(&stat, now, OPEN_MS)) && self.is_open(&edit.text) {
                return Ok(None);
            }
            self.catch_up(model, now)?;
            let changes = self.changes_in(&edit, model)?;
            let outcome = if changes.is_empty() {
                Outcome::Done(Vec::new())
            } else {
                let command = Command::TakeEdits(changes);
                self.within(model, now, &mut |model| update(model, &command, now))?
            };
            match &outcome {
                // What was changed again in the meantime is another text, and taken over next time.
                Outcome::Done(_) => self.note_taken_over(&edit.text),
                // Some of it may be in the model already.
                Outcome::Refused(_) => drop(self.load(model, now, self.all)?),
            }
            outcome
        };
        if let Outcome::Done(_) = outcome {
            // It is safe; the picture can be drawn at any time.
            let _ = self.write_picture(model, now);
        }
        Ok(Some(outcome))
    }

    /// Where the picture is.
    pub fn picture_path(&self) -> PathBuf {
        self.picture_file()
    }

    /// The picture as it is on disk; `None` where it is missing.
    pub fn picture_stat(&self) -> Option<Stat> {
        steady(|| self.disk.stat(&self.picture_file())).ok()
    }

    /// Whether the picture is not the one that was last written or understood.
    pub fn is_picture_changed(&self) -> bool {
        self.picture_stat() != self.pictured.stat
    }

    /// The text of the picture; `None` where there is none that anybody can have edited.
    pub(super) fn edited(&self, path: &Path) -> Result<Option<String>, StoreError> {
        match self.whole(path)?.0 {
            Whole::Text(text) => Ok(Some(text)),
            Whole::Missing => Ok(None),
            Whole::Unusable(problem) => Err(StoreError::from(problem)),
        }
    }

    /// Whether everything in the journals has been taken in.
    fn is_up_to_date(&self) -> Result<bool, StoreError> {
        let journals = self.journals()?;
        let known = |journal: &super::fold::Listed| {
            self.seen.get(&journal.file).is_some_and(|seen| super::same(&seen.stat, &journal.stat))
        };
        Ok(!self.stale && journals.len() == self.seen.len() && journals.iter().all(known))
    }
}
