//! state.toml: a readable picture of open tasks and goals, and shadow.toml, the picture as it was last
//! written, so that what somebody changed by hand can be told. Spec: storage, rule 6.
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use super::{
    Store, cache,
    disk::{Stat, steady},
    edits,
    error::StoreError,
    local::Whole,
    report::Problem,
    transact::Outcome,
    wire,
};
use crate::domain::{
    command::Command, model::Model, moment::Moment, record::Entity, undo::FieldChange, update::update, value::Value,
};

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
fn untouched(text: &str) -> Option<i64> {
    let (head, rest) = text.split_once(MARK)?;
    let (mark, body) = rest.split_once('\n')?;
    let newest = mark.split_once(' ')?.1.parse().ok()?;
    let same = head == format!("{}{COMMENT}", wire::HEADER) && mark == format!("{:016x} {newest}", sum(body, newest));
    same.then_some(newest)
}

/// A record bears the moment at which its command began; that may have waited so long for the lock.
const WAITED_MS: i64 = 10_000;

/// The line in a picture that tells which one it was, also where somebody changed the rest of it.
fn mark_in(text: &str) -> Option<&str> {
    text.split_once(MARK)?.1.lines().next().map(str::trim)
}

/// What whoever edited `text` had seen; `None` where it does not say of which picture it was made.
fn seen_in(text: &str, shadow: Option<&str>) -> Option<edits::Seen> {
    let mark = mark_in(text)?;
    let newest: i64 = mark.split_once(' ')?.1.trim().parse().ok()?;
    let is_last = shadow.and_then(mark_in) == Some(mark);
    Some(edits::Seen { newest, sure: if is_last { newest } else { newest.saturating_sub(WAITED_MS) } })
}

/// Whether a picture was changed by hand: it is neither the shadow nor one that the program wrote after
/// it, just before it was killed. An older picture that somebody put back is a change too.
fn is_by_hand(text: &str, shadow: Option<&str>) -> bool {
    let Some(newest) = untouched(text) else { return shadow != Some(text) };
    shadow != Some(text) && shadow.and_then(untouched).is_some_and(|known| newest < known)
}

impl Store {
    pub(super) fn picture_file(&self) -> PathBuf {
        self.places.data.join("state.toml")
    }

    pub(super) fn shadow_file(&self) -> PathBuf {
        self.local.join("shadow.toml")
    }

    pub(super) fn is_picture_missing(&self) -> bool {
        match steady(|| self.disk.stat(&self.picture_file())) {
            Ok(stat) => stat.size == 0,
            Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        }
    }

    /// Writes the picture and its shadow, where they differ from the model. A picture that somebody
    /// changed by hand is left alone until the change is taken over, and so is one that is behind what
    /// others have written since: they, or the next look, will draw it.
    ///
    /// # Errors
    /// Where it cannot be written; the journals hold everything that it shows.
    pub fn write_picture(&mut self, model: &Model, _now: &Moment) -> Result<(), StoreError> {
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
        let _held = self.lock(PATIENCE)?;
        if !self.is_up_to_date()? {
            return Ok(());
        }
        self.draw(&text, false)
    }

    /// Puts a picture in its place, under the lock; over one that was changed by hand only with `over`.
    fn draw(&mut self, text: &str, over: bool) -> Result<(), StoreError> {
        let path = self.picture_file();
        match self.whole(&path)?.0 {
            Whole::Text(old) if old == text => {}
            Whole::Text(old) if !over && is_by_hand(&old, self.shadow().as_deref()) => return Ok(()),
            Whole::Unusable(_) => return Ok(()),
            Whole::Missing | Whole::Text(_) => {
                self.make_folders(&self.places.data.clone(), true)?;
                self.replace(&path, text.as_bytes(), true)?;
            }
        }
        self.save_shadow(text)?;
        let written = Some(cache::checksum(text.as_bytes()));
        self.pictured = Pictured { stat: steady(|| self.disk.stat(&path)).ok(), written };
        Ok(())
    }

    /// Draws the picture over whatever is there, under the lock.
    pub(super) fn rebuild_picture(&mut self, model: &Model) -> Result<(), StoreError> {
        let path = self.picture_file();
        self.make_folders(&self.places.data.clone(), true)?;
        let text = text(model);
        self.replace(&path, text.as_bytes(), true)?;
        self.save_shadow(&text)?;
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
        let stat = steady(|| self.disk.stat(&path)).ok();
        if stat.is_none() || stat == self.pictured.stat {
            return Ok(None);
        }
        if !self.edited(&path)?.is_some_and(|text| is_by_hand(&text, self.shadow().as_deref())) {
            // Another process wrote it.
            self.pictured = Pictured { stat, written: None };
            return Ok(None);
        }
        let _held = self.lock(patience)?;
        let Some(text) = self.edited(&path)? else { return Ok(None) };
        let shadow = self.shadow();
        if !is_by_hand(&text, shadow.as_deref()) {
            return Ok(None);
        }
        self.catch_up(model, now)?;
        let changes = self.changes_in(&text, shadow.as_deref(), model)?;
        let outcome = if changes.is_empty() {
            Outcome::Done(Vec::new())
        } else {
            let command = Command::TakeEdits(changes);
            self.within(model, now, &mut |model| update(model, &command, now))?
        };
        match &outcome {
            Outcome::Done(_) => {
                // What was changed again in the meantime is taken over next time.
                if self.edited(&path)?.as_deref() == Some(text.as_str()) {
                    self.draw(&self::text(model), true)?;
                }
            }
            // Some of it may be in the model already.
            Outcome::Refused(_) => drop(self.load(model, now, self.all)?),
        }
        Ok(Some(outcome))
    }

    /// What [`Self::take_hand_edits`] would take over, in the same order; empty where nobody changed
    /// anything. Never writes, takes no lock.
    ///
    /// # Errors
    /// As [`Self::take_hand_edits`].
    pub fn hand_edits(&self, model: &Model) -> Result<Vec<FieldChange>, StoreError> {
        let Some(text) = self.edited(&self.picture_file())? else { return Ok(Vec::new()) };
        let shadow = self.shadow();
        if !is_by_hand(&text, shadow.as_deref()) {
            return Ok(Vec::new());
        }
        self.changes_in(&text, shadow.as_deref(), model)
    }

    fn changes_in(&self, text: &str, shadow: Option<&str>, model: &Model) -> Result<Vec<FieldChange>, StoreError> {
        let parsed = |flaw: wire::Flaw| {
            let (line, column) = wire::place(text.as_bytes(), flaw.at);
            StoreError::Parse { path: self.picture_file(), line, column, field: flaw.field, detail: flaw.detail }
        };
        let shown = edits::things(text).map_err(parsed)?;
        let base = shadow.and_then(|shadow| edits::things(shadow).ok());
        let drawn = cache::checksum(shadow.unwrap_or_default().as_bytes());
        edits::changes(&shown, base.as_ref(), seen_in(text, shadow), drawn, model).map_err(parsed)
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
    fn edited(&self, path: &Path) -> Result<Option<String>, StoreError> {
        match self.whole(path)?.0 {
            Whole::Text(text) => Ok(Some(text)),
            Whole::Missing => Ok(None),
            Whole::Unusable(problem) => Err(StoreError::from(problem)),
        }
    }

    pub(super) fn save_shadow(&self, text: &str) -> Result<(), StoreError> {
        match self.whole(&self.shadow_file()) {
            Ok((Whole::Text(old), _)) if old == text => return Ok(()),
            // A later version's is left as it is.
            Ok((Whole::Unusable(Problem::Newer { .. }), _)) => return Ok(()),
            _ => {}
        }
        self.make_folders(&self.local, false)?;
        self.replace(&self.shadow_file(), text.as_bytes(), true)
    }

    /// The picture as it was last written.
    fn shadow(&self) -> Option<String> {
        match self.whole(&self.shadow_file()) {
            Ok((Whole::Text(text), _)) => Some(text),
            _ => None,
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
