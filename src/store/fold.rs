//! From journals to the book: every record of every journal, in the order of (`at`, device).
//! Reads only; what it learns of the files it gives back.
use std::{collections::BTreeMap, path::Path};

use super::{
    Store,
    cache::{self, Sums},
    disk::{Stat, steady},
    error::StoreError,
    journal::{self, Month, Name},
    report::Problem,
    wire,
};
use crate::domain::{
    model::{Book, Sessions, Taken},
    moment::Moment,
    record::Record,
    rules::Rules,
};

/// How far a journal has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// The file then.
    pub stat: Stat,
    /// Bytes that were taken in or passed over for good; a torn tail lies behind them.
    pub read_to: u64,
    /// The last bytes before that, to notice a file that was rewritten in its place.
    pub tail: Vec<u8>,
    /// Its schema where that is later than this program's.
    pub newer: Option<i64>,
}

/// How many bytes [`Seen::tail`] keeps.
pub(super) const TAIL: usize = 48;

/// A journal in the folder.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub file: String,
    pub name: Name,
    pub stat: Stat,
}

/// What a reading of all journals gives.
#[derive(Debug, Default)]
pub(super) struct Folded {
    pub book: Book,
    pub problems: Vec<Problem>,
    pub seen: BTreeMap<String, Seen>,
    /// Records before this instant (milliseconds) are only in the sums; `i64::MIN` where all are held.
    pub summed_until: i64,
    /// A cache to be written, where there was none that fits.
    pub cache: Option<Vec<u8>>,
}

/// How much order may be relied on. Each is tried where the one before does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Closed months as sums, open ones record by record.
    Sums,
    /// Month by month, every session kept.
    Months,
    /// Everything at once.
    AtOnce,
}

/// The files do not allow the present way: a record lies outside its file's month, or changes
/// something that is only in the sums.
struct Disorder;

/// A record with where it stands: the journal's place in the list and the byte offset.
struct Placed {
    record: Record,
    file: usize,
    at: usize,
}

impl Store {
    /// The journals there are, in the order of their names.
    pub(super) fn journals(&self) -> Result<Vec<Listed>, StoreError> {
        let folder = self.history();
        let listed = match steady(|| self.disk.list(&folder)) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            listed => listed.map_err(StoreError::read(&folder))?,
        };
        let journals = listed.into_iter().filter(|(_, stat)| !stat.folder);
        let mut journals: Vec<Listed> =
            journals.filter_map(|(file, stat)| Name::parse(&file).map(|name| Listed { file, name, stat })).collect();
        journals.sort_by(|a, b| a.file.cmp(&b.file));
        Ok(journals)
    }

    /// Reads all journals. With `all` every session is held one by one.
    pub(super) fn fold(&self, rules: &Rules, now: &Moment, all: bool) -> Result<Folded, StoreError> {
        let journals = self.journals()?;
        let ways = [Way::Sums, Way::Months, Way::AtOnce];
        let named = journals.iter().all(|journal| journal.name.month.is_some());
        for way in ways {
            if (way == Way::Sums && all) || (way != Way::AtOnce && !named) {
                continue;
            }
            if let Ok(folded) = self.fold_by(way, &journals, rules, now)? {
                return Ok(folded);
            }
        }
        // The last way never finds disorder.
        Ok(Folded::default())
    }

    fn fold_by(
        &self,
        way: Way,
        journals: &[Listed],
        rules: &Rules,
        now: &Moment,
    ) -> Result<Result<Folded, Disorder>, StoreError> {
        let mut folded = Folded { summed_until: i64::MIN, ..Folded::default() };
        if way == Way::AtOnce {
            let group: Vec<usize> = (0..journals.len()).collect();
            let done = self.fold_group(&mut folded, journals, &group, None, rules)?;
            return Ok(done.map(|()| folded));
        }
        let mut months: BTreeMap<Month, Vec<usize>> = BTreeMap::new();
        for (n, journal) in journals.iter().enumerate() {
            months.entry(journal.name.month.unwrap_or(Month::of(0))).or_default().push(n);
        }
        let first_open = Month::open_at(now.stamp().ms());
        let open = months.split_off(&first_open);
        if way == Way::Sums && !months.is_empty() {
            let closed: Vec<&Listed> = months.values().flatten().map(|n| &journals[*n]).collect();
            let key = cache::key(&closed, rules);
            let sums = match self.cached(&key) {
                Some(sums) => sums,
                None => {
                    if self.fold_months(&mut folded, journals, &months, rules)?.is_err() {
                        return Ok(Err(Disorder));
                    }
                    folded.book.sessions = Sessions::default();
                    let Folded { book, problems, seen, .. } = std::mem::take(&mut folded);
                    let newer = seen.iter().filter_map(|(file, seen)| Some((file.clone(), seen.newer?))).collect();
                    let sums = Sums { book, problems, newer };
                    folded.cache = cache::pack(&key, &sums);
                    sums
                }
            };
            folded.book = sums.book;
            folded.book.sessions.set_complete(false);
            folded.problems = sums.problems;
            folded.summed_until = first_open.span().start;
            for journal in closed {
                let newer = sums.newer.iter().find(|(file, _)| *file == journal.file).map(|(_, schema)| *schema);
                let seen = Seen { stat: journal.stat, read_to: journal.stat.size, tail: Vec::new(), newer };
                folded.seen.insert(journal.file.clone(), seen);
            }
        } else if self.fold_months(&mut folded, journals, &months, rules)?.is_err() {
            return Ok(Err(Disorder));
        }
        let done = self.fold_months(&mut folded, journals, &open, rules)?;
        Ok(done.map(|()| folded))
    }

    fn fold_months(
        &self,
        folded: &mut Folded,
        journals: &[Listed],
        months: &BTreeMap<Month, Vec<usize>>,
        rules: &Rules,
    ) -> Result<Result<(), Disorder>, StoreError> {
        for (month, group) in months {
            if self.fold_group(folded, journals, group, Some(*month), rules)?.is_err() {
                return Ok(Err(Disorder));
            }
        }
        Ok(Ok(()))
    }

    /// Takes in the records of some journals, sorted together.
    fn fold_group(
        &self,
        folded: &mut Folded,
        journals: &[Listed],
        group: &[usize],
        month: Option<Month>,
        rules: &Rules,
    ) -> Result<Result<(), Disorder>, StoreError> {
        let mut texts: Vec<Vec<u8>> = Vec::with_capacity(group.len());
        let mut placed: Vec<Placed> = Vec::new();
        for (n, journal) in group.iter().map(|n| &journals[*n]).enumerate() {
            let path = self.history().join(&journal.file);
            if journal.name.copy {
                folded.problems.push(Problem::Copy { path: path.clone() });
            }
            let bytes = self.read_journal(journal, &path, folded)?;
            for (at, found) in journal::records(&bytes, &journal.name.device) {
                match found {
                    Ok(record) => placed.push(Placed { record, file: n, at }),
                    Err(flaw) => folded.problems.push(flaw_in(&path, &bytes, flaw)),
                }
            }
            texts.push(bytes);
        }
        if let Some(span) = month.map(Month::span)
            && placed.iter().any(|placed| !span.contains(&placed.record.at.ms()))
        {
            return Ok(Err(Disorder));
        }
        sort(&mut placed);
        for Placed { record, file, at } in placed {
            match folded.book.absorb(record, rules) {
                Ok(Taken::In | Taken::Known) => {}
                Ok(Taken::Refold) if month.is_some() => return Ok(Err(Disorder)),
                // Sorted together nothing comes too late.
                Ok(Taken::Refold) => {}
                Err(bad) => {
                    let path = self.history().join(&journals[group[file]].file);
                    folded.problems.push(bad_value(&path, &texts[file], at, bad.field, bad.wants));
                }
            }
        }
        Ok(Ok(()))
    }

    /// The sound bytes of a journal; none where it is too large or of a later schema.
    fn read_journal(&self, journal: &Listed, path: &Path, folded: &mut Folded) -> Result<Vec<u8>, StoreError> {
        let mut seen = Seen { stat: journal.stat, read_to: journal.stat.size, tail: Vec::new(), newer: None };
        let mut bytes = Vec::new();
        if journal.stat.size > journal::LARGEST {
            folded.problems.push(Problem::TooLarge { path: path.to_owned(), bytes: journal.stat.size });
        } else {
            bytes = steady(|| self.disk.read(path, 0)).map_err(StoreError::read(path))?;
            // It may have grown since it was listed; what came after is taken in next time.
            bytes.truncate(usize::try_from(journal.stat.size).unwrap_or(usize::MAX));
            let schema = wire::schema_of(&bytes);
            if schema > wire::SCHEMA {
                folded.problems.push(Problem::Newer { path: path.to_owned(), schema });
                seen.newer = Some(schema);
                bytes.clear();
            } else {
                let sound = journal::sound(&bytes);
                if sound < bytes.len() {
                    let bytes = (bytes.len() - sound) as u64;
                    folded.problems.push(Problem::Torn { path: path.to_owned(), bytes });
                }
                bytes.truncate(sound);
                seen.read_to = sound as u64;
                seen.tail = bytes[sound.saturating_sub(TAIL)..].to_vec();
            }
        }
        folded.seen.insert(journal.file.clone(), seen);
        Ok(bytes)
    }
}

/// Sorts by (`at`, device); records of one instant and device by their content, so that every machine
/// comes to the same order.
fn sort(placed: &mut [Placed]) {
    let text = |record: &Record| {
        let mut text = String::new();
        wire::put_record(&mut text, record);
        text
    };
    placed.sort_by(|a, b| {
        let (a, b) = (&a.record, &b.record);
        (a.at.ms(), &a.device, a.kind, &a.id)
            .cmp(&(b.at.ms(), &b.device, b.kind, &b.id))
            .then_with(|| text(a).cmp(&text(b)))
    });
}

/// Sorts records that stand nowhere yet.
pub(super) fn sort_records(records: Vec<(Record, usize)>) -> Vec<(Record, usize)> {
    let mut placed: Vec<Placed> = records.into_iter().map(|(record, at)| Placed { record, file: 0, at }).collect();
    sort(&mut placed);
    placed.into_iter().map(|placed| (placed.record, placed.at)).collect()
}

/// A flaw as a problem of a file.
pub(super) fn flaw_in(path: &Path, bytes: &[u8], flaw: wire::Flaw) -> Problem {
    let (line, column) = wire::place(bytes, flaw.at);
    Problem::Chunk { path: path.to_owned(), line, column, field: flaw.field, detail: flaw.detail }
}

/// A value that does not fit, found at its line within the chunk that begins at `at`.
pub(super) fn bad_value(path: &Path, bytes: &[u8], at: usize, field: String, wants: &str) -> Problem {
    let chunk = bytes.get(at..).unwrap_or_default();
    let mut offset = at;
    for (n, line) in chunk.split_inclusive(|b| *b == b'\n').enumerate() {
        if n > 0 && line.starts_with(b"[") {
            break;
        }
        if line.starts_with(field.as_bytes()) && line.get(field.len()).is_some_and(|b| matches!(b, b' ' | b'=')) {
            return flaw_in(path, bytes, wire::Flaw { at: offset, field: Some(field), detail: wants.to_owned() });
        }
        offset += line.len();
    }
    flaw_in(path, bytes, wire::Flaw { at, field: Some(field), detail: wants.to_owned() })
}
