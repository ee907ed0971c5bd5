//! `doctor --fix`: sets aside what cannot be read and rebuilds from what can. Deletes nothing, and
//! leaves the journals of other devices to those devices.
use std::{path::PathBuf, time::Duration};

use super::{Store, disk::steady, edits, error::StoreError, examine, fold::Listed, journal, local::Whole, wire};
use crate::domain::{model::Model, moment::Moment, record::Record, timer::Timer};

/// Something that was put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The file.
    pub path: PathBuf,
    /// How.
    pub how: Mending,
    /// Where the bytes of before are kept; none where nothing was taken away.
    pub kept: Option<PathBuf>,
}

/// How something was put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mending {
    /// A torn tail was set aside.
    Tail,
    /// Lines that do not parse were set aside; the records around them stay.
    Chunks,
    /// A copy of a journal, all of whose records stand elsewhere, was set aside.
    Copy {
        /// Records that only the copy had, taken over into this device's journal.
        taken: usize,
    },
    /// The picture was rebuilt from the journals.
    Picture,
    /// The timer's file was set aside; nothing runs.
    Timer,
}

impl Store {
    /// Puts right what can be put right without losing a byte, then reads everything anew.
    ///
    /// # Errors
    /// As [`Self::transact`]; what was put right until then stays so.
    pub fn mend(&mut self, model: &mut Model, now: &Moment, patience: Duration) -> Result<Vec<Mended>, StoreError> {
        let _held = self.lock(patience)?;
        let mut mended = Vec::new();
        self.load(model, now, true)?;
        let undo = model.undo.clone();
        self.swept = false;
        self.sweep();
        let device = self.device.clone().unwrap_or_default();
        for journal in self.journals()? {
            if journal.name.device == device && !journal.name.copy {
                self.mend_journal(&journal, now, &mut mended)?;
            }
        }
        self.load(model, now, true)?;
        for journal in self.journals()? {
            if journal.name.copy {
                self.mend_copy(&journal, now, &mut mended)?;
            }
        }
        self.load(model, now, true)?;
        if self.known.timer_problem.as_ref().is_some_and(|problem| matches!(problem, super::Problem::Unreadable { .. }))
        {
            let kept = self.save_timer(&Timer { rev: model.timer.rev + 1, run: None }, now)?;
            mended.push(Mended { path: self.local.join("timer.toml"), how: Mending::Timer, kept });
        }
        self.mend_picture(model, now, &mut mended)?;
        self.load(model, now, true)?;
        if !undo.is_empty() && model.undo != undo {
            // What was put right changes no record, so what could be undone still can be.
            let _ = self.save_undo(&undo, now);
            model.undo = undo;
        }
        Ok(mended)
    }

    fn readable(&self, journal: &Listed) -> Result<Option<Vec<u8>>, StoreError> {
        if journal.stat.odd || journal.stat.size > journal::LARGEST {
            return Ok(None);
        }
        let path = self.history().join(&journal.file);
        let bytes = steady(|| self.disk.read(&path, 0)).map_err(StoreError::read(&path))?;
        Ok((wire::schema_of(&bytes) <= wire::SCHEMA).then_some(bytes))
    }

    fn mend_journal(&mut self, journal: &Listed, now: &Moment, mended: &mut Vec<Mended>) -> Result<(), StoreError> {
        let path = self.history().join(&journal.file);
        let Some(mut bytes) = self.readable(journal)? else { return Ok(()) };
        let sound = journal::sound(&bytes);
        if sound < bytes.len() {
            self.mend_tail(&path, sound as u64)?;
            let mut kept = path.as_os_str().to_owned();
            kept.push(".torn");
            mended.push(Mended { path: path.clone(), how: Mending::Tail, kept: Some(kept.into()) });
            bytes.truncate(sound);
        }
        let good = good_records(&bytes, &journal.name.device);
        if good.len() == journal::records(&bytes, &journal.name.device).len() {
            return Ok(());
        }
        let clean = without_flaws(&bytes, &journal.name.device);
        // Never less than could be read before.
        if good_records(&clean, &journal.name.device) != good {
            return Ok(());
        }
        let kept = self.set_aside(&path, &bytes, now.stamp().ms())?;
        self.replace(&path, &clean, true)?;
        mended.push(Mended { path, how: Mending::Chunks, kept: Some(kept) });
        Ok(())
    }

    fn mend_copy(&mut self, copy: &Listed, now: &Moment, mended: &mut Vec<Mended>) -> Result<(), StoreError> {
        let Some(bytes) = self.readable(copy)? else { return Ok(()) };
        let device = copy.name.device.as_str();
        let found = journal::records(&bytes[..journal::sound(&bytes)], device);
        let mut missing: Vec<Record> = Vec::new();
        let mut elsewhere: Vec<Record> = Vec::new();
        for journal in self.journals()?.iter().filter(|journal| journal.name.device == device && !journal.name.copy) {
            if let Some(bytes) = self.readable(journal)? {
                elsewhere.extend(good_records(&bytes[..journal::sound(&bytes)], device));
            }
        }
        let known: std::collections::HashSet<String> = elsewhere.iter().map(text_of).collect();
        for (_, record) in found {
            match record {
                Ok(record) if known.contains(&text_of(&record)) => {}
                Ok(record) => missing.push(record),
                // Something in it can be read nowhere else.
                Err(_) => return Ok(()),
            }
        }
        let taken = missing.len();
        if taken > 0 && self.device.as_deref() != Some(device) {
            return Ok(());
        }
        for record in missing {
            let file = journal::file_name(record.at.ms(), device);
            self.append_to(&file, &text_of(&record), &mut Vec::new())?;
        }
        let path = self.history().join(&copy.file);
        let kept = self.set_aside(&path, &bytes, now.stamp().ms())?;
        steady(|| self.disk.remove(&path)).map_err(StoreError::write(&path))?;
        mended.push(Mended { path, how: Mending::Copy { taken }, kept: Some(kept) });
        Ok(())
    }

    fn mend_picture(&mut self, model: &Model, now: &Moment, mended: &mut Vec<Mended>) -> Result<(), StoreError> {
        let path = self.picture_file();
        let bad = match self.whole(&path)?.0 {
            Whole::Missing => false,
            Whole::Text(text) => edits::things(&text).is_err() || self.hand_edits(model).is_err(),
            Whole::Unusable(super::Problem::Unreadable { .. }) => true,
            Whole::Unusable(_) => return Ok(()),
        };
        let mut kept = None;
        if bad {
            let bytes = steady(|| self.disk.read(&path, 0)).map_err(StoreError::read(&path))?;
            kept = Some(self.set_aside(&path, &bytes, now.stamp().ms())?);
        } else if !self.is_picture_missing() || model.book.tasks.is_empty() {
            return Ok(());
        }
        self.rebuild_picture(model)?;
        mended.push(Mended { path, how: Mending::Picture, kept });
        Ok(())
    }
}

fn text_of(record: &Record) -> String {
    let mut text = String::new();
    wire::put_record(&mut text, record);
    text
}

/// The records of a journal that can be read and that fit.
fn good_records(bytes: &[u8], device: &str) -> Vec<Record> {
    let found = journal::records(bytes, device).into_iter().filter_map(|(_, record)| record.ok());
    found.filter(|record| examine::fits(record).is_ok()).collect()
}

/// A journal without what does not parse or fit. Chunks that are right stay byte by byte.
fn without_flaws(bytes: &[u8], device: &str) -> Vec<u8> {
    let mut chunks = journal::chunks(bytes);
    let preamble = chunks.next().unwrap_or_default();
    let parses = std::str::from_utf8(preamble).is_ok_and(|text| wire::tables(text).is_ok());
    let mut clean = if parses { preamble.to_vec() } else { wire::HEADER.as_bytes().to_vec() };
    for chunk in chunks {
        let all = journal::records(chunk, device);
        let good = good_records(chunk, device);
        if good.len() == all.len() {
            clean.extend_from_slice(chunk);
        } else {
            good.iter().for_each(|record| clean.extend_from_slice(text_of(record).as_bytes()));
        }
    }
    clean
}
