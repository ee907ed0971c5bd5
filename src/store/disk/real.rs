//! The operating system's file system. Beside `lock` the only file of the store that
//! touches `std::fs`.
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use super::{Disk, Held, Stat, lock, steady};

/// The operating system's file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

pub(super) fn stat_of(meta: &fs::Metadata) -> Stat {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Stat {
            inode: meta.ino(),
            size: meta.size(),
            mtime_ns: meta.mtime().saturating_mul(1_000_000_000).saturating_add(meta.mtime_nsec()),
            mode: meta.mode() & 0o7777,
            folder: meta.is_dir(),
            odd: !meta.is_file() && !meta.is_dir(),
        }
    }
    #[cfg(not(unix))]
    {
        let mtime = meta.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        Stat {
            inode: 0,
            size: meta.len(),
            mtime_ns: mtime.and_then(|at| i64::try_from(at.as_nanos()).ok()).unwrap_or(0),
            mode: 0o600,
            folder: meta.is_dir(),
            odd: !meta.is_file() && !meta.is_dir(),
        }
    }
}

pub(super) fn private(options: &mut OpenOptions, mode: u32) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(mode)
    }
    #[cfg(not(unix))]
    {
        let _ = mode;
        options
    }
}

/// Most bytes that are read of any file.
const MOST: u64 = 64 * 1024 * 1024;

/// Opens a file to read it. A pipe without a writer does not hold it up.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits() as i32);
    }
    options.open(path)
}

/// The bytes of a regular file of at most `most` bytes, from `from` on.
///
/// # Errors
/// What the system says; `InvalidInput` where it is no regular file, `FileTooLarge` where it holds more.
pub fn read_bounded(path: &Path, from: u64, most: u64) -> io::Result<Vec<u8>> {
    let mut file = open(path)?;
    let meta = file.metadata()?;
    if meta.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !meta.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    if meta.len() > most {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    if from > 0 {
        file.seek(SeekFrom::Start(from))?;
    }
    let length = usize::try_from(meta.len().saturating_sub(from)).unwrap_or(0);
    // One byte more, so that the end is seen without growing.
    let mut bytes = Vec::with_capacity(length + 1);
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

/// The text of a file of the user's own, of at most 8 MiB.
///
/// # Errors
/// As [`read_bounded`]; `InvalidData` where it is no UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    let bytes = read_bounded(path, 0, crate::store::local::LARGEST)?;
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "not UTF-8"))
}

/// ELOOP: links that lead round in circles.
const LOOP: i32 = if cfg!(target_os = "linux") { 40 } else { 62 };

/// Makes a folder and those above it that are missing, for their owner alone.
///
/// # Errors
/// What the file system says.
pub fn make_folders(path: &Path) -> io::Result<()> {
    private_folder().recursive(true).create(path)
}

fn private_folder() -> fs::DirBuilder {
    #[cfg_attr(not(unix), allow(unused_mut, reason = "rights are set on Unix alone"))]
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder
}

/// Where a file would be that `path`, a link, leads to; `None` where `path` is no link.
///
/// # Errors
/// Where links lead round in circles.
pub fn end_of_links(path: &Path) -> io::Result<Option<PathBuf>> {
    let mut at = path.to_owned();
    for turn in 0..40 {
        match fs::read_link(&at) {
            Ok(target) => at = at.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => return Ok((turn > 0).then_some(at)),
        }
    }
    Err(io::Error::from_raw_os_error(LOOP))
}

impl Disk for RealDisk {
    fn stat(&self, path: &Path) -> io::Result<Stat> {
        match fs::metadata(path) {
            Err(error) if error.raw_os_error() == Some(LOOP) => Ok(Stat { odd: true, ..Stat::default() }),
            meta => meta.map(|meta| stat_of(&meta)),
        }
    }

    fn read(&self, path: &Path, from: u64) -> io::Result<Vec<u8>> {
        read_bounded(path, from, MOST)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<(String, Stat)>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let linked = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            // A name that vanishes between the two calls is simply not there.
            match if linked { self.stat(&entry.path()) } else { entry.metadata().map(|meta| stat_of(&meta)) } {
                Ok(stat) => entries.push((name, stat)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(entries)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        match fs::canonicalize(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => end_of_links(path)?.ok_or(error),
            resolved => resolved,
        }
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        private_folder().create(path)
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = private(OpenOptions::new().append(true).create(true), 0o600).open(path)?;
        // Not write_all: a record is one write, or it is taken back.
        let written = steady(|| file.write(bytes))?;
        if written < bytes.len() {
            return Err(io::ErrorKind::StorageFull.into());
        }
        file.sync_data()
    }

    fn write_new(&self, path: &Path, bytes: &[u8], mode: u32, sync: bool) -> io::Result<()> {
        let mut file = private(OpenOptions::new().write(true).create_new(true), mode).open(path)?;
        file.write_all(bytes)?;
        #[cfg(unix)]
        if stat_of(&file.metadata()?).mode != mode {
            use std::os::unix::fs::PermissionsExt;
            file.set_permissions(fs::Permissions::from_mode(mode))?;
        }
        if sync { file.sync_all() } else { Ok(()) }
    }

    fn cut(&self, path: &Path, size: u64) -> io::Result<()> {
        let file = OpenOptions::new().write(true).open(path)?;
        file.set_len(size)?;
        file.sync_data()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }

    #[cfg(unix)]
    fn may_write(&self, path: &Path) -> io::Result<()> {
        use rustix::fs::Access;
        let folder = if self.stat(path)?.folder { Access::EXEC_OK } else { Access::empty() };
        Ok(rustix::fs::access(path, Access::WRITE_OK | folder)?)
    }

    fn lock(&self, path: &Path, patience: Duration) -> io::Result<Box<dyn Held>> {
        lock::lock(path, patience)
    }
}
