//! state.toml: a readable picture of open tasks and goals, and shadow.toml, the picture as it was last
//! written, so that what somebody changed by hand can be told. Spec: storage, rule 6.
use std::{path::PathBuf, time::Duration};

use super::{
    Store, cache,
    disk::{Stat, steady},
    error::StoreError,
    local::Whole,
    wire,
};
use crate::domain::{model::Model, moment::Moment, record::Entity, value::Value};

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

/// First lines of the picture. The number tells a picture that nobody touched.
const COMMENT: &str = "\
# Open tasks and goals. This file may be edited: what you change, add or delete here is taken over
# within a second while the dashboard runs, else at the next command. History stands in history/.
";
const MARK: &str = "# untouched: ";

/// The picture of a model.
pub(super) fn text(model: &Model) -> String {
    let mut body = wire::HEADER.to_owned();
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
    let (first, rest) = body.split_at(wire::HEADER.len());
    format!("{first}{COMMENT}{MARK}{:016x}\n{rest}", cache::checksum(rest.as_bytes()))
}

fn put<T: Entity>(out: &mut String, entity: &T) {
    out.push_str(&format!("\n[[{}]]\n", T::KIND.word()));
    wire::put_entry(out, "id", &Value::Text(entity.id().to_string()));
    let extra = entity.extra().map(str::to_owned).collect::<Vec<_>>();
    for field in T::FIELDS.iter().copied().chain(extra.iter().map(String::as_str)) {
        if let Some(value) = entity.get(field) {
            wire::put_entry(out, field, &value);
        }
    }
}

/// Whether nobody changed a picture since the program wrote it.
pub(super) fn is_untouched(text: &str) -> bool {
    let Some((head, rest)) = text.split_once(MARK) else { return false };
    let Some((sum, rest)) = rest.split_once('\n') else { return false };
    head == format!("{}{COMMENT}", wire::HEADER) && sum == format!("{:016x}", cache::checksum(rest.as_bytes()))
}

impl Store {
    pub(super) fn picture_file(&self) -> PathBuf {
        self.places.data.join("state.toml")
    }

    pub(super) fn shadow_file(&self) -> PathBuf {
        self.local.join("shadow.toml")
    }

    pub(super) fn is_picture_missing(&self) -> bool {
        !steady(|| self.disk.stat(&self.picture_file())).is_ok_and(|stat| stat.size > 0)
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
        match self.whole(&path)?.0 {
            Whole::Text(old) if old == text => {}
            Whole::Text(old) if !is_untouched(&old) && !self.is_shadow(&old) => return Ok(()),
            Whole::Unusable(_) => return Ok(()),
            Whole::Missing | Whole::Text(_) => {
                self.make_folders(&self.places.data.clone(), true)?;
                self.replace(&path, text.as_bytes(), true)?;
            }
        }
        self.save_shadow(&text)?;
        self.pictured = Pictured { stat: steady(|| self.disk.stat(&path)).ok(), written: Some(sum) };
        Ok(())
    }

    pub(super) fn save_shadow(&self, text: &str) -> Result<(), StoreError> {
        if self.is_shadow(text) {
            return Ok(());
        }
        self.make_folders(&self.local, false)?;
        self.replace(&self.shadow_file(), text.as_bytes(), true)
    }

    fn is_shadow(&self, text: &str) -> bool {
        steady(|| self.disk.read(&self.shadow_file(), 0)).is_ok_and(|shadow| shadow == text.as_bytes())
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
