//! Identifiers: short, readable, made without a source of chance.
use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

/// The name of a record: 1 to 64 characters of `A–Z a–z 0–9 _ -`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Id(Arc<str>);

/// Longest id that is read or written, in bytes.
pub const LONGEST: usize = 64;

/// Digits and letters that are hard to mistake for each other (Crockford's base 32, lower case).
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl Id {
    /// An id from text; `None` where it is empty, too long or has other characters.
    pub fn new(text: &str) -> Option<Self> {
        let fits = !text.is_empty()
            && text.len() <= LONGEST
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        fits.then(|| Self(text.into()))
    }

    /// The text of the id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An id of `length` letters drawn from `seed` (FNV-1a, then splitmix64): the same seed gives the
    /// same id, so callers mix in the device and the moment and try the next `turn` where it is taken.
    pub fn drawn(seed: &[&[u8]], turn: u64, length: usize) -> Self {
        let mut state = 0xcbf2_9ce4_8422_2325_u64 ^ turn.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for part in seed {
            for byte in *part {
                state = (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
            }
            state = (state ^ 0x1f).wrapping_mul(0x0100_0000_01b3);
        }
        let mut text = String::with_capacity(length);
        while text.len() < length {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^= mixed >> 31;
            text.push(char::from(LETTERS[(mixed % 32) as usize]));
        }
        Self(text.into())
    }
}

impl Default for Id {
    fn default() -> Self {
        Self("0".into())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_safe_characters() {
        assert!(Id::new("t01_a-B").is_some());
        for bad in ["", "a b", "a/b", "ü", "a.b", &"x".repeat(65)] {
            assert!(Id::new(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn drawn_ids_spread() {
        let mut seen = std::collections::BTreeSet::new();
        for n in 0..5000_u64 {
            seen.insert(Id::drawn(&[b"device", &n.to_le_bytes()], 0, 6));
        }
        assert!(seen.len() > 4980, "{}", seen.len());
    }
}
