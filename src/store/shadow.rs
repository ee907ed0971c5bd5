//! shadow.toml, the picture as it was last written, and the former ones beside it: what tells which change of a
//! picture was made by hand. Under the lock where it writes.
use std::path::{Path, PathBuf};

use super::{
    Store,
    ahead::Ahead,
    cache,
    disk::steady,
    error::StoreError,
    local::Whole,
    picture::{mark_in, untouched},
    report::Problem,
};

/// Former pictures are thinned out to this many, and this many bytes of them in all.
const FORMER: (usize, u64) = (32, 8 * 1024 * 1024);
impl Store {
    pub(super) fn shadow_file(&self) -> PathBuf {
        self.local.join("shadow.toml")
    }

    /// Where the former picture with this mark is kept; `None` where no picture has such a mark.
    fn former_file(&self, mark: &str) -> Option<PathBuf> {
        let name = mark.replace(' ', "_");
        let plain = name.len() <= 40 && name.bytes().all(|b| b.is_ascii_hexdigit() || matches!(b, b'_' | b'-'));
        plain.then(|| self.local.join("shadows").join(name + ".toml"))
    }

    pub(super) fn former(&self, mark: &str) -> Option<String> {
        match self.whole(&self.former_file(mark)?) {
            Ok((Whole::Text(text), _)) => Some(text),
            _ => None,
        }
    }

    /// Keeps the shadow as a former picture, for those who still edit it. Where that cannot be done, their edits
    /// delete nothing.
    fn keep_former(&self, shadow: &str) {
        let Some(path) = mark_in(shadow).filter(|_| untouched(shadow).is_some()).and_then(|m| self.former_file(m))
        else {
            return;
        };
        let from = self.shadow_file();
        let moved = || steady(|| self.disk.rename(&from, &path));
        if moved().is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
            && self.make_folders(&self.local.join("shadows"), false).is_ok()
        {
            let _ = moved();
        }
        // Now and then, and where it is worth it each time.
        if shadow.len() as u64 > FORMER.1 / FORMER.0 as u64 || cache::checksum(shadow.as_bytes()).is_multiple_of(16) {
            self.thin_out(&self.local.join("shadows"));
        }
    }

    fn thin_out(&self, folder: &Path) {
        let Ok(mut known) = steady(|| self.disk.list(folder)) else { return };
        known.sort_by_key(|(_, stat)| std::cmp::Reverse(stat.mtime_ns));
        let mut bytes = 0;
        for (n, (name, stat)) in known.iter().enumerate() {
            bytes += stat.size;
            if n >= FORMER.0 || (n > 1 && bytes > FORMER.1) {
                let _ = steady(|| self.disk.remove(&folder.join(name)));
            }
        }
    }

    pub(super) fn save_shadow(&self, text: &str) -> Result<(), StoreError> {
        if !self.part_with_shadow(text) {
            return Ok(());
        }
        self.make_folders(&self.local, false)?;
        self.replace(&self.shadow_file(), text.as_bytes(), true)
    }

    /// As [`Self::save_shadow`], with what was written ahead; its name is not durable yet.
    pub(super) fn put_shadow(&self, ahead: &Ahead, text: &str) -> Result<(), StoreError> {
        if self.part_with_shadow(text) {
            self.put(&self.shadow_file(), ahead, text.as_bytes()).map(drop)
        } else {
            Ok(())
        }
    }

    /// Puts the shadow away where `text` is to take its place; `false` where it shall stay.
    fn part_with_shadow(&self, text: &str) -> bool {
        match self.whole(&self.shadow_file()) {
            Ok((Whole::Text(old), _)) if old == text => return false,
            Ok((Whole::Text(old), _)) => self.keep_former(&old),
            // A later version's is left as it is.
            Ok((Whole::Unusable(Problem::Newer { .. }), _)) => return false,
            _ => {}
        }
        true
    }

    /// The picture as it was last written.
    pub(super) fn shadow(&self) -> Option<String> {
        match self.whole(&self.shadow_file()) {
            Ok((Whole::Text(text), _)) => Some(text),
            _ => None,
        }
    }
}
