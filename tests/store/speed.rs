//! Ten years of history: what reading costs. Ignored by default; run with `--release -- --ignored`.
use std::{
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use focus_tui::store::disk::{Disk, Held, Stat, real::RealDisk};

use crate::common::{Desk, add, noon};

/// 44,000 sessions in 120 months, on 400 tasks, of one device.
fn ten_years(root: &Path) {
    let history = root.join("data/history");
    fs::create_dir_all(&history).unwrap();
    for month in 0..120 {
        let (year, month_of) = (2016 + (month + 11) / 12, (month + 11) % 12 + 1);
        let mut text = String::from("schema = 1\n");
        for task in 0..if month < 100 { 4 } else { 0 } {
            let _ = write!(
                text,
                "\n[[task]]\nid = \"t{month}x{task}\"\ntitle = \"Task {task} of month {month}\"\nimportance = 4\n\
                 created = {year}-{month_of:02}-01T09:00:00Z\ndone = {year}-{month_of:02}-20T09:00:00Z\n\
                 at = {year}-{month_of:02}-01T09:00:0{task}.000Z\n"
            );
        }
        for n in 0..367 {
            let (day, hour, minute) = (n / 14 + 1, n % 14 + 6, (n * 7) % 30);
            let task = month.min(99);
            let _ = write!(
                text,
                "\n[[session]]\nid = \"s{month:03}x{n:03}abcde\"\nkind = \"focus\"\nmode = \"pomodoro\"\ntask = \"t{task}x{}\"\n\
                 title = \"Task of month {month}\"\nproject = \"work\"\nstarted = {year}-{month_of:02}-{day:02}T{hour:02}:{minute:02}:00+01:00\n\
                 ended = {year}-{month_of:02}-{day:02}T{hour:02}:{:02}:00+01:00\nzone = \"Europe/Berlin\"\nplanned_s = 1500\nfocus_s = 1500\n\
                 paused_s = 0\nlongest_pause_s = 0\nslept_s = 0\nextended_s = 0\nover_s = 0\noutcome = \"completed\"\ncounted = true\n\
                 internal = 0\nexternal = 0\nsource = \"timer\"\nuncertain = false\nat = {year}-{month_of:02}-{day:02}T{hour:02}:{:02}:00.000+01:00\n",
                n % 4,
                minute + 25,
                minute + 25
            );
        }
        fs::write(history.join(format!("{year}-{month_of:02}.dev.toml")), text).unwrap();
    }
}

#[expect(clippy::disallowed_methods, reason = "it measures")]
fn once(mut work: impl FnMut()) -> Duration {
    let start = std::time::Instant::now();
    work();
    start.elapsed()
}

fn took(what: &str, mut work: impl FnMut()) -> Duration {
    let middle = median((0..7).map(|_| once(&mut work)).collect());
    println!("{what}: {middle:?}");
    middle
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

#[test]
#[ignore = "measures; needs an optimized build"]
fn ten_years_cost_little() {
    let home = tempfile::tempdir().unwrap();
    let empty = tempfile::tempdir().unwrap();
    ten_years(home.path());
    let now = noon();
    let all = took("everything one by one", || {
        let mut desk = Desk::real(home.path());
        let report = desk.load(&now).unwrap();
        assert_eq!(report.problems.len(), 1, "{report:?}");
        assert_eq!(desk.model.book.sessions.iter().count(), 44_040);
    });
    took("sums without a cache", || {
        let mut desk = Desk::real(home.path());
        desk.store.load(&mut desk.model, &now, false).unwrap();
    });
    let mut desk = Desk::real(home.path());
    desk.store.load(&mut desk.model, &now, false).unwrap();
    desk.store.write_cache().unwrap();
    println!("cache: {} bytes", fs::metadata(home.path().join("state-m/cache/closed")).unwrap().len());
    let cached = took("sums from the cache", || {
        let mut desk = Desk::real(home.path());
        desk.store.load(&mut desk.model, &now, false).unwrap();
        assert_eq!(desk.model.book.ledger.sessions(), 44_040);
    });
    let mut desk = Desk::real(home.path());
    desk.store.load(&mut desk.model, &now, false).unwrap();
    took("a look where nothing changed", || {
        desk.store.refresh(&mut desk.model, &now).unwrap();
    });
    // In turns, so that what else the machine does is the same for both.
    let mut small = Desk::real(empty.path());
    small.run(&add("x"), &now);
    let (mut full, mut none) = (Vec::new(), Vec::new());
    for _ in 0..200 {
        full.push(once(|| drop(desk.run(&add("x"), &now))));
        none.push(once(|| drop(small.run(&add("x"), &now))));
    }
    let (save, save_empty) = (median(full), median(none));
    println!("a save: {save:?} with 44,040 sessions, {save_empty:?} with none");
    let nothing = took("an empty folder", || {
        let mut desk = Desk::real(empty.path());
        desk.store.load(&mut desk.model, &now, false).unwrap();
    });
    assert!(all < Duration::from_millis(400) && cached < nothing + Duration::from_millis(5), "{all:?} {cached:?}");
    assert!(save < save_empty * 6 / 5, "{save:?} {save_empty:?}");
}

/// A real disk that notes how long its lock was held each time.
#[derive(Debug, Default)]
struct Timed {
    held: Arc<Mutex<Vec<Duration>>>,
}

#[derive(Debug)]
struct Holding {
    inner: Option<Box<dyn Held>>,
    since: std::time::Instant,
    held: Arc<Mutex<Vec<Duration>>>,
}

impl Held for Holding {}

impl Drop for Holding {
    fn drop(&mut self) {
        drop(self.inner.take());
        self.held.lock().unwrap().push(self.since.elapsed());
    }
}

impl Disk for Timed {
    fn stat(&self, path: &Path) -> io::Result<Stat> {
        RealDisk.stat(path)
    }
    fn read(&self, path: &Path, from: u64) -> io::Result<Vec<u8>> {
        RealDisk.read(path, from)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<(String, Stat)>> {
        RealDisk.list(folder)
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        RealDisk.resolve(path)
    }
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        RealDisk.make_folder(path)
    }
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        RealDisk.append(path, bytes)
    }
    fn write_new(&self, path: &Path, bytes: &[u8], mode: u32, sync: bool) -> io::Result<()> {
        RealDisk.write_new(path, bytes, mode, sync)
    }
    fn cut(&self, path: &Path, size: u64) -> io::Result<()> {
        RealDisk.cut(path, size)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.sync_folder(folder)
    }
    #[expect(clippy::disallowed_methods, reason = "it measures")]
    fn lock(&self, path: &Path, patience: Duration) -> io::Result<Box<dyn Held>> {
        let inner = Some(RealDisk.lock(path, patience)?);
        Ok(Box::new(Holding { inner, since: std::time::Instant::now(), held: self.held.clone() }))
    }
}

/// The lock is held for less than 50 ms with 10,000 tasks, whoever writes: a change, the picture, an edit by hand.
#[test]
#[ignore = "measures; needs an optimized build"]
fn the_lock_is_held_for_a_moment() {
    let home = tempfile::tempdir().unwrap();
    let history = home.path().join("data/history");
    fs::create_dir_all(&history).unwrap();
    let mut text = String::from("schema = 1\n");
    for n in 0..10_000 {
        let _ = write!(
            text,
            "\n[[task]]\nid = \"t{n}\"\ntitle = \"Task {n}\"\nimportance = 4\ncreated = 2026-11-01T09:00:00Z\n\
             at = 2026-11-01T09:00:00.000Z\n"
        );
    }
    fs::write(history.join("2026-11.dev.toml"), text).unwrap();
    let disk = Arc::new(Timed::default());
    let mut desk = Desk::on(disk.clone(), home.path(), "m");
    let mut now = noon();
    desk.load(&now).unwrap();
    let drain = |what: &str| {
        let times = std::mem::take(&mut *disk.held.lock().unwrap());
        let longest = times.iter().max().copied().unwrap();
        println!(
            "10,000 tasks, {what}: the lock was held {} times, median {:?}, longest {longest:?}",
            times.len(),
            median(times)
        );
        longest
    };
    desk.run(&add("x"), &now);
    desk.store.write_picture(&desk.model, &now).unwrap();
    drain("the first change");
    let mut longest = Duration::ZERO;
    for _ in 0..50 {
        now = now.later(1000, 0);
        desk.run(&add("x"), &now);
    }
    longest = longest.max(drain("a change"));
    let mut pictures = Vec::new();
    for _ in 0..50 {
        now = now.later(1000, 0);
        desk.run(&add("x"), &now);
        disk.held.lock().unwrap().clear();
        desk.store.write_picture(&desk.model, &now).unwrap();
        pictures.append(&mut disk.held.lock().unwrap());
    }
    *disk.held.lock().unwrap() = pictures;
    longest = longest.max(drain("the picture"));
    for n in 0..10 {
        now = now.later(1000, 0);
        let picture = home.path().join("data/state.toml");
        let text = fs::read_to_string(&picture).unwrap();
        fs::write(&picture, text.replacen("title = \"Task 7", &format!("title = \"By hand {n} 7"), 1)).unwrap();
        desk.store.take_hand_edits(&mut desk.model, &now, Duration::ZERO).unwrap().unwrap();
    }
    longest = longest.max(drain("an edit by hand"));
    assert!(longest < Duration::from_millis(50), "{longest:?}");
}
