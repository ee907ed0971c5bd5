//! The cache: sums of closed journals. It may be deleted at any time; what does not fit exactly is
//! not used. Spec: storage, rule 12.
use serde::{Deserialize, Serialize};

use super::{Store, disk::steady, error::StoreError, fold::Listed, report::Problem};
use crate::domain::{model::Book, rules::Rules};

/// What is kept of closed journals.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Sums {
    /// Everything but the sessions one by one.
    pub book: Book,
    /// What is wrong with those journals.
    pub problems: Vec<Problem>,
    /// Journals of a later schema.
    pub newer: Vec<(String, i64)>,
}

/// Raised when what is kept changes its shape or its meaning.
const FORMAT: u32 = 2;

/// What the sums were made of: the program, the day's beginning, and each closed journal as it was.
pub(super) fn key(closed: &[&Listed], rules: &Rules) -> Vec<u8> {
    let files: Vec<_> = closed
        .iter()
        .map(|journal| (journal.file.as_str(), journal.stat.inode, journal.stat.size, journal.stat.mtime_ns))
        .collect();
    let start = rules.day.start;
    let day = (start.hour(), start.minute(), start.second());
    postcard::to_stdvec(&(env!("CARGO_PKG_VERSION"), FORMAT, day, files)).unwrap_or_default()
}

/// The bytes of a cache file: a checksum, the key's length, the key, the sums.
pub(super) fn pack(key: &[u8], sums: &Sums) -> Option<Vec<u8>> {
    let sums = postcard::to_stdvec(sums).ok()?;
    let mut bytes = vec![0; 16];
    bytes.extend_from_slice(key);
    bytes.extend_from_slice(&sums);
    bytes[8..16].copy_from_slice(&(key.len() as u64).to_le_bytes());
    let sum = checksum(&bytes[8..]);
    bytes[..8].copy_from_slice(&sum.to_le_bytes());
    Some(bytes)
}

/// The sums in a cache file, where it is whole and made of exactly the files that `key` names.
pub(super) fn unpack(bytes: &[u8], key: &[u8]) -> Option<Sums> {
    let (sum, rest) = bytes.split_first_chunk::<8>()?;
    let (length, body) = rest.split_first_chunk::<8>()?;
    let (known, sums) = body.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    if known != key || checksum(rest) != u64::from_le_bytes(*sum) {
        return None;
    }
    postcard::from_bytes(sums).ok()
}

/// A checksum against damage, not against malice: eight bytes at a time, mixed as splitmix64 does.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64 ^ bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        state = (state ^ u64::from_le_bytes(word)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        state ^= state >> 29;
    }
    state
}

impl Store {
    fn cache_file(&self) -> std::path::PathBuf {
        self.local.join("cache").join("closed")
    }

    /// The cached sums, where they fit.
    pub(super) fn cached(&self, key: &[u8]) -> Option<Sums> {
        let bytes = steady(|| self.disk.read(&self.cache_file(), 0)).ok()?;
        unpack(&bytes, key)
    }

    /// Writes the cache, where the last reading found none that fits.
    pub(super) fn save_cache(&mut self) -> Result<(), StoreError> {
        let Some(bytes) = self.pending_cache.take() else { return Ok(()) };
        let path = self.cache_file();
        self.make_folders(&self.local.join("cache"), false)?;
        self.replace(&path, &bytes, false)
    }
}
