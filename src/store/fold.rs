//! From journals to the book: every record of every journal, in the order of (`at`, device).
//! Reads only; what it learns of the files it gives back.
use std::collections::BTreeMap;

use super::{
    Store,
    cache::{self, Covered, Sums},
    disk::{Stat, steady},
    error::StoreError,
    flaw,
    journal::{self, Month, Name},
    local,
    report::Problem,
    wire,
};
use crate::{
    domain::{
        model::{Book, Sessions, Taken},
        moment::Moment,
        record::Record,
        rules::Rules,
    },
    text::lines::Lines,
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

/// The files do not allow the present way: a journal is not as the cache knew it, a record lies outside
/// its file's month or before what the sums cover, or changes something that is only in the sums.
struct Disorder;

/// A record with where it stands: the journal's place in its group and the byte offset.
struct Placed {
    record: Record,
    file: usize,
    at: usize,
}

/// A journal of a group: its place in the list, its sound bytes, and how many of them a cache covers.
struct Text {
    journal: usize,
    bytes: Vec<u8>,
    covered: usize,
}

/// When a cache is made, records older than this go into its sums. Newer sessions are held one by one, so
/// that today, yesterday and this week always are.
const HELD_MS: i64 = 8 * 86_400_000;
/// So many bytes of journals behind what a cache covers are worth another one, if it covers two more days.
const WORTH: u64 = 64 * 1024;
const PAUSE_MS: i64 = 2 * 86_400_000;

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
        let months: Option<Vec<Month>> = journals.iter().map(|journal| journal.name.month).collect();
        if let Some(months) = months {
            let cut = now.stamp().ms().saturating_sub(HELD_MS);
            if !all && months.iter().any(|month| month.span().start < cut) {
                if let Some(sums) = self.cached(&cache::key(rules)) {
                    let worth = sums.behind(&journals) > WORTH && cut - sums.until >= PAUSE_MS;
                    let again = Some(cut).filter(|_| worth);
                    if let Ok(folded) = self.fold_months(&journals, &months, rules, Some(sums), again)? {
                        return Ok(folded);
                    }
                }
                if let Ok(folded) = self.fold_months(&journals, &months, rules, None, Some(cut))? {
                    return Ok(folded);
                }
            }
            if let Ok(folded) = self.fold_months(&journals, &months, rules, None, None)? {
                return Ok(folded);
            }
        }
        let mut folded = Folded { summed_until: i64::MIN, ..Folded::default() };
        let mut group = Vec::new();
        for (n, journal) in journals.iter().enumerate() {
            let bytes = self.read_journal(journal, &mut folded)?;
            group.push(Text { journal: n, bytes, covered: 0 });
        }
        let lines: Vec<Lines<'_>> = group.iter().map(|text| Lines::of(&text.bytes)).collect();
        let (mut placed, flaws) = self.records_of(&group, &lines, &journals);
        folded.problems.extend(flaws.into_iter().map(|(.., problem)| problem));
        sort(&mut placed);
        for record in placed {
            // Sorted together nothing comes too late.
            let _ = self.absorb(&mut folded, record, &group, &lines, &journals, rules);
        }
        Ok(folded)
    }

    /// Reads journals month by month, on top of the sums of a cache where there are any. With `cut` a cache
    /// of everything before that instant is made on the way.
    fn fold_months(
        &self,
        journals: &[Listed],
        months: &[Month],
        rules: &Rules,
        base: Option<Sums>,
        mut cut: Option<i64>,
    ) -> Result<Result<Folded, Disorder>, StoreError> {
        let on_sums = base.is_some();
        let Sums { until, book, problems, covered: mut known } = base.unwrap_or_default();
        let mut folded = Folded { summed_until: until, book, problems, ..Folded::default() };
        folded.book.sessions.set_complete(!on_sums);
        // What a new cache would say besides the book.
        let (mut covered, mut problems) = (BTreeMap::new(), folded.problems.clone());
        let mut groups: BTreeMap<Month, Vec<(usize, Option<Covered>)>> = BTreeMap::new();
        for (n, (journal, month)) in journals.iter().zip(months).enumerate() {
            match known.remove(&journal.file) {
                Some(whole) if whole.until_end => {
                    if !whole.is_of(&journal.stat) {
                        return Ok(Err(Disorder));
                    }
                    let (stat, newer) = (journal.stat, whole.newer);
                    let seen = Seen { stat, read_to: stat.size, tail: Vec::new(), newer };
                    folded.seen.insert(journal.file.clone(), seen);
                    covered.insert(journal.file.clone(), whole);
                }
                part => groups.entry(*month).or_default().push((n, part)),
            }
        }
        if !known.is_empty() {
            return Ok(Err(Disorder));
        }
        for (month, files) in groups {
            let before = folded.problems.len();
            let mut group = Vec::with_capacity(files.len());
            for (n, part) in files {
                let bytes = self.read_journal(&journals[n], &mut folded)?;
                let covered = match part.map(|part| part.length_in(&bytes)) {
                    None => 0,
                    Some(Some(length)) => length,
                    Some(None) => return Ok(Err(Disorder)),
                };
                group.push(Text { journal: n, bytes, covered });
            }
            let lines: Vec<Lines<'_>> = group.iter().map(|text| Lines::of(&text.bytes)).collect();
            let (mut placed, flaws) = self.records_of(&group, &lines, journals);
            let span = month.span();
            if placed.iter().any(|placed| !span.contains(&placed.record.at.ms()) || placed.record.at.ms() < until) {
                return Ok(Err(Disorder));
            }
            let ends = cut.filter(|cut| span.end > *cut).map(|cut| ends_at(cut, &group, &placed));
            for (file, at, problem) in flaws {
                if ends.as_ref().is_some_and(|(_, lengths)| at < lengths[file]) {
                    problems.push(problem.clone());
                }
                folded.problems.push(problem);
            }
            sort(&mut placed);
            let mut placed = placed.into_iter().peekable();
            if let Some((until, lengths)) = ends {
                while let Some(record) = placed.next_if(|placed| placed.record.at.ms() < until) {
                    let before = folded.problems.len();
                    if self.absorb(&mut folded, record, &group, &lines, journals, rules).is_err() {
                        return Ok(Err(Disorder));
                    }
                    problems.extend_from_slice(&folded.problems[before..]);
                }
                for (text, length) in group.iter().zip(lengths).filter(|(_, length)| *length > 0) {
                    let part = Covered::part(&text.bytes[..length]);
                    covered.insert(journals[text.journal].file.clone(), part);
                }
                cut = None;
                let (covered, problems) = (std::mem::take(&mut covered), std::mem::take(&mut problems));
                folded.make_cache(rules, until, covered, problems, on_sums);
            }
            for record in placed {
                if self.absorb(&mut folded, record, &group, &lines, journals, rules).is_err() {
                    return Ok(Err(Disorder));
                }
            }
            if cut.is_some() {
                problems.extend_from_slice(&folded.problems[before..]);
                for journal in group.iter().map(|text| &journals[text.journal]) {
                    let newer = folded.seen.get(&journal.file).and_then(|seen| seen.newer);
                    covered.insert(journal.file.clone(), Covered::whole(&journal.stat, newer));
                }
            }
        }
        if let Some(until) = cut {
            folded.make_cache(rules, until, covered, problems, on_sums);
        }
        Ok(Ok(folded))
    }

    /// The records behind what is covered, and what does not parse there: the journal's place in the group,
    /// the offset and the problem.
    fn records_of(
        &self,
        group: &[Text],
        lines: &[Lines<'_>],
        journals: &[Listed],
    ) -> (Vec<Placed>, Vec<(usize, usize, Problem)>) {
        let (mut placed, mut flaws) = (Vec::new(), Vec::new());
        for (file, Text { journal, bytes, covered }) in group.iter().enumerate() {
            for (at, found) in journal::records(&bytes[*covered..], &journals[*journal].name.device) {
                let at = at + covered;
                match found {
                    Ok(record) => placed.push(Placed { record, file, at }),
                    Err(flaw) => {
                        let path = self.history().join(&journals[*journal].file);
                        flaws.push((file, at, flaw::passed_over(&path, &lines[file], flaw.shifted(*covered))));
                    }
                }
            }
        }
        (placed, flaws)
    }

    /// Takes in one record of a group.
    fn absorb(
        &self,
        folded: &mut Folded,
        placed: Placed,
        group: &[Text],
        lines: &[Lines<'_>],
        journals: &[Listed],
        rules: &Rules,
    ) -> Result<(), Disorder> {
        let Placed { record, file, at } = placed;
        match folded.book.absorb(record, rules) {
            Ok(Taken::In | Taken::Known) => Ok(()),
            Ok(Taken::Refold) => Err(Disorder),
            Err(bad) => {
                let path = self.history().join(&journals[group[file].journal].file);
                folded.problems.push(flaw::bad_value(&path, &lines[file], at, bad.field, bad.wants));
                Ok(())
            }
        }
    }

    /// The sound bytes of a journal; none where it is too large or of a later schema.
    fn read_journal(&self, journal: &Listed, folded: &mut Folded) -> Result<Vec<u8>, StoreError> {
        let path = &self.history().join(&journal.file);
        if journal.name.copy {
            folded.problems.push(Problem::Copy { path: path.clone() });
        }
        let mut seen = Seen { stat: journal.stat, read_to: journal.stat.size, tail: Vec::new(), newer: None };
        let mut bytes = Vec::new();
        if journal.stat.odd {
            folded.problems.push(Problem::NoAccess { path: path.clone(), detail: local::ODD.to_owned() });
        } else if journal.stat.size > journal::LARGEST {
            folded.problems.push(Problem::TooLarge { path: path.clone(), bytes: journal.stat.size });
        } else {
            bytes = steady(|| self.disk.read(path, 0)).map_err(StoreError::read(path))?;
            // It may have grown since it was listed; what came after is taken in next time.
            bytes.truncate(usize::try_from(journal.stat.size).unwrap_or(usize::MAX));
            let schema = wire::schema_of(&bytes);
            if schema > wire::SCHEMA {
                folded.problems.push(Problem::Newer { path: path.clone(), schema });
                seen.newer = Some(schema);
                bytes.clear();
            } else {
                let sound = journal::sound(&bytes);
                if sound < bytes.len() {
                    let bytes = (bytes.len() - sound) as u64;
                    folded.problems.push(Problem::Torn { path: path.clone(), bytes });
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

impl Folded {
    /// Makes a cache of the book as it is now, with every record before `until` and none after it. Where there
    /// is none before it everything stays as it is.
    fn make_cache(
        &mut self,
        rules: &Rules,
        until: i64,
        covered: BTreeMap<String, Covered>,
        problems: Vec<Problem>,
        on_sums: bool,
    ) {
        if covered.is_empty() {
            return;
        }
        let sums = Sums { until, book: std::mem::take(&mut self.book), problems, covered };
        self.cache = cache::pack(&cache::key(rules), &sums);
        self.book = sums.book;
        if !on_sums {
            self.book.sessions = Sessions::default();
            self.book.sessions.set_complete(false);
            self.summed_until = until;
        }
    }
}

/// Where a cache of everything before `cut` ends: the instant, and the bytes of each journal of a group that
/// it covers. Where a journal is not in the order of its records, that is where the group begins.
fn ends_at(cut: i64, group: &[Text], placed: &[Placed]) -> (i64, Vec<usize>) {
    let mut lengths: Vec<usize> = group.iter().map(|text| text.bytes.len()).collect();
    let late = |placed: &&Placed| placed.record.at.ms() >= cut;
    for placed in placed.iter().filter(late) {
        // A chunk is read as a whole or not at all.
        let start = journal::chunk_start(&group[placed.file].bytes, placed.at);
        lengths[placed.file] = lengths[placed.file].min(start);
    }
    // What holds no record, as the header alone, is not worth a cache.
    for (file, length) in lengths.iter_mut().enumerate() {
        if !placed.iter().any(|placed| placed.file == file && placed.at < *length) {
            *length = group[file].covered;
        }
    }
    let mixed = placed.iter().any(|placed| !late(&placed) && placed.at >= lengths[placed.file]);
    if !mixed {
        return (cut, lengths);
    }
    let first = placed.iter().map(|placed| placed.record.at.ms()).min();
    (first.unwrap_or(cut).min(cut), group.iter().map(|text| text.covered).collect())
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
