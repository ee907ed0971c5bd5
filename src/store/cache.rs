//! The cache: the sums of what is long past. It may be deleted at any time; what does not fit exactly is
//! not used. Spec: storage, rule 12.
use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    Store,
    disk::{Stat, steady},
    error::StoreError,
    fold::Listed,
    report::Problem,
};
use crate::domain::{model::Book, rules::Rules};

/// The fold of every record before an instant.
#[derive(Debug)]
pub(super) struct Sums {
    /// That instant, in milliseconds since the Unix epoch.
    pub until: i64,
    /// Everything but the sessions one by one.
    pub book: Book,
    /// What is wrong in the bytes that are covered.
    pub problems: Vec<Problem>,
    /// The journals that it was made of, by name.
    pub covered: BTreeMap<String, Covered>,
}

impl Default for Sums {
    /// Of nothing.
    fn default() -> Self {
        Self { until: i64::MIN, book: Book::default(), problems: Vec::new(), covered: BTreeMap::new() }
    }
}

impl Sums {
    /// Bytes of journals that it does not cover.
    pub(super) fn behind(&self, journals: &[Listed]) -> u64 {
        let of = |journal: &Listed| match self.covered.get(&journal.file) {
            Some(covered) if covered.until_end => 0,
            Some(covered) => journal.stat.size.saturating_sub(covered.size),
            None => journal.stat.size,
        };
        journals.iter().map(of).sum()
    }
}

/// How much of a journal is in the sums, and how to know it again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Covered {
    /// All of it: the file is known by what the file system says of it. Else its first bytes, known by
    /// themselves.
    pub until_end: bool,
    /// Its schema where that is later than this program's.
    pub newer: Option<i64>,
    /// Bytes of the file, or of its beginning.
    size: u64,
    inode: u64,
    mtime_ns: i64,
    checksum: u64,
}

impl Covered {
    /// A journal to which nothing is added any more.
    pub(super) fn whole(stat: &Stat, newer: Option<i64>) -> Self {
        let Stat { size, inode, mtime_ns, .. } = *stat;
        Self { until_end: true, newer, size, inode, mtime_ns, checksum: 0 }
    }

    /// The beginning of one.
    pub(super) fn part(bytes: &[u8]) -> Self {
        let size = bytes.len() as u64;
        Self { until_end: false, newer: None, size, inode: 0, mtime_ns: 0, checksum: checksum(bytes) }
    }

    /// Whether a file is still as it was.
    pub(super) fn is_of(&self, stat: &Stat) -> bool {
        (self.inode, self.size, self.mtime_ns) == (stat.inode, stat.size, stat.mtime_ns)
    }

    /// How many bytes of a journal are covered; `None` where they are other ones.
    pub(super) fn length_in(&self, bytes: &[u8]) -> Option<usize> {
        let length = usize::try_from(self.size).ok()?;
        bytes.get(..length).filter(|bytes| checksum(bytes) == self.checksum).map(<[u8]>::len)
    }
}

/// Raised when what is kept changes its shape or its meaning.
const FORMAT: u32 = 6;

/// What the sums depend on besides the journals: the program and the day's beginning.
pub(super) fn key(rules: &Rules) -> Vec<u8> {
    let start = rules.day.start;
    let day = (start.hour(), start.minute(), start.second());
    postcard::to_stdvec(&(env!("CARGO_PKG_VERSION"), FORMAT, day)).unwrap_or_default()
}

/// The bytes of a cache file: a checksum; where the key and the head begin; what the book is laid out in; the
/// key; the head.
pub(super) fn pack(key: &[u8], sums: &Sums) -> Option<Vec<u8>> {
    let mut bytes = vec![0; START];
    let layout = sums.book.lay_out(&mut bytes)?;
    let head = postcard::to_stdvec(&(sums.until, &sums.problems, &sums.covered, layout)).ok()?;
    let key_at = bytes.len();
    bytes.extend_from_slice(key);
    let head_at = bytes.len();
    bytes.extend_from_slice(&head);
    bytes[8..16].copy_from_slice(&(key_at as u64).to_le_bytes());
    bytes[16..START].copy_from_slice(&(head_at as u64).to_le_bytes());
    let sum = checksum(&bytes[8..]);
    bytes[..8].copy_from_slice(&sum.to_le_bytes());
    Some(bytes)
}

/// Bytes before the book.
const START: usize = 24;

/// The sums in a cache file, where it is whole and stands under this `key`.
pub(super) fn unpack(bytes: Vec<u8>, key: &[u8]) -> Option<Sums> {
    let number = |at: usize| Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
    let (key_at, head_at) = (usize::try_from(number(8)?).ok()?, usize::try_from(number(16)?).ok()?);
    if bytes.get(key_at..head_at) != Some(key) || checksum(&bytes[8..]) != number(0)? {
        return None;
    }
    let (until, problems, covered, layout) = postcard::from_bytes(bytes.get(head_at..)?).ok()?;
    Some(Sums { until, book: Book::of(layout, &Arc::new(bytes)), problems, covered })
}

/// A checksum against damage, not against malice: four times eight bytes at a time, mixed as splitmix64 does.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |state: u64, word: u64| {
        let mixed = (state ^ word).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed ^ (mixed >> 29)
    };
    // What one step gives is needed only four steps later, so the processor does them side by side.
    let mut lanes = [SEED, SEED ^ 1, SEED ^ 2, SEED ^ 3];
    let (words, rest) = bytes.as_chunks::<8>();
    let (blocks, words) = words.as_chunks::<4>();
    for block in blocks {
        for (lane, word) in lanes.iter_mut().zip(block) {
            *lane = mix(*lane, u64::from_le_bytes(*word));
        }
    }
    let sum = lanes.into_iter().fold(SEED ^ bytes.len() as u64, mix);
    let sum = words.iter().fold(sum, |sum, word| mix(sum, u64::from_le_bytes(*word)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    if rest.is_empty() { sum } else { mix(sum, u64::from_le_bytes(last)) }
}

impl Store {
    fn cache_file(&self) -> std::path::PathBuf {
        self.local.join("cache").join("closed")
    }

    /// The cached sums, where they fit.
    pub(super) fn cached(&self, key: &[u8]) -> Option<Sums> {
        let bytes = steady(|| self.disk.read(&self.cache_file(), 0)).ok()?;
        unpack(bytes, key)
    }

    /// Writes the cache, where the last reading found none that fits.
    pub(super) fn save_cache(&mut self) -> Result<(), StoreError> {
        let Some(bytes) = self.pending_cache.take() else { return Ok(()) };
        let path = self.cache_file();
        self.make_folders(&self.local.join("cache"), false)?;
        self.replace(&path, &bytes, false)
    }
}
