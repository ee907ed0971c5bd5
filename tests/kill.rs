//! What was acknowledged is never lost: real processes, killed at random moments and writing at once.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "how long a command takes is measured")]
#[allow(dead_code, reason = "each test uses another part of it")]
#[path = "support/terminal.rs"]
mod terminal;
#[allow(dead_code, reason = "each test uses another part of it")]
#[path = "support/user.rs"]
mod user;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    os::unix::process::ExitStatusExt,
    process::Stdio,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value as Json;
use terminal::Terminal;
use user::User;

fn from_env(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// What a writer was told is safe.
#[derive(Default)]
struct Acknowledged {
    tasks: Vec<String>,
    sessions: Vec<String>,
    notes: Vec<String>,
}

/// The words of the `n`th command: a task, a session or an assessment.
fn words(n: usize) -> Vec<String> {
    let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match n % 3 {
        0 => own(&["task", "add", &format!("task {n}")]),
        1 => {
            let minute = n * 2;
            let (day, hour, minute) = (minute / 1440, minute / 60 % 24, minute % 60);
            let at = format!("2020-{:02}-{:02} {hour:02}:{minute:02}", day / 28 + 1, day % 28 + 1);
            own(&["log", "--json", "--at", &at, "--for", "1m"])
        }
        _ => {
            let (score, note) = (format!("decision={}", n % 100), format!("note {n} is here"));
            let all = ["identification=50", "analysis=50", &score, "execution=50"];
            let scores = all.iter().flat_map(|score| ["--score", score]);
            own(&["assess", "record", "agility", "--json", "--week", "2020-W10", "--note", &note])
                .into_iter()
                .chain(scores.map(str::to_owned))
                .collect()
        }
    }
}

impl Acknowledged {
    /// Takes in what the `n`th command has said; half a line is no acknowledgement.
    fn take(&mut self, n: usize, said: &[u8]) -> bool {
        let Some(said) = said.strip_suffix(b"\n") else { return false };
        let text = String::from_utf8(said.to_vec()).expect("UTF-8");
        match n % 3 {
            0 => self.tasks.push(text),
            1 => {
                let json: Json = serde_json::from_str(&text).expect("JSON");
                self.sessions.push(json["sessions"][0]["id"].as_str().expect("an id").to_owned());
            }
            _ => self.notes.push(format!("note {n} is here")),
        }
        true
    }

    fn add(&mut self, other: Self) {
        self.tasks.extend(other.tasks);
        self.sessions.extend(other.sessions);
        self.notes.extend(other.notes);
    }
}

/// How often each thing of a list is there.
fn ids(json: &Json, list: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for thing in json[list].as_array().expect("a list") {
        *found.entry(thing["id"].as_str().expect("an id").to_owned()).or_insert(0) += 1;
    }
    found
}

/// What all journals say.
fn journals(user: &User) -> String {
    let entries = fs::read_dir(user.file("history")).expect("journals");
    entries.map(|entry| fs::read_to_string(entry.expect("an entry").path()).expect("text")).collect()
}

/// How much of what was acknowledged is not there exactly once.
fn lost(user: &User, acknowledged: &Acknowledged) -> usize {
    let tasks = ids(&user.json(&["task", "list", "--all"]), "tasks");
    let sessions = ids(&user.json(&["sessions"]), "sessions");
    let journals = journals(user);
    let once = |found: &BTreeMap<String, usize>, id: &String| found.get(id) == Some(&1);
    acknowledged.tasks.iter().filter(|id| !once(&tasks, id)).count()
        + acknowledged.sessions.iter().filter(|id| !once(&sessions, id)).count()
        + acknowledged.notes.iter().filter(|note| journals.matches(note.as_str()).count() != 1).count()
}

/// Most kills over one folder: what is slow because the folder has grown is killed at fewer places.
const FOLDER: usize = 500;

#[test]
fn sigkill_loses_nothing() {
    let wanted = from_env("FOCUS_TUI_KILLS", 300);
    let (mut kills, mut turns) = (0, 0);
    let mut told = [0; 3];
    while kills < wanted {
        let seed = kills as u64;
        let (killed, tried, acknowledged) = kill_writers(FOLDER.min(wanted - kills), seed);
        kills += killed;
        turns += tried;
        for (sum, more) in told.iter_mut().zip([&acknowledged.tasks, &acknowledged.sessions, &acknowledged.notes]) {
            *sum += more.len();
        }
    }
    let [tasks, sessions, notes] = told;
    println!(
        "{kills} killed of {turns}; acknowledged: {tasks} tasks, {sessions} sessions, {notes} assessments; 0 lost"
    );
    assert!(told.iter().all(|told| *told > 0), "nothing was acknowledged");
}

/// Kills writers over a new folder until `wanted` of them died of it, and looks for all that they were told.
fn kill_writers(wanted: usize, seed: u64) -> (usize, usize, Acknowledged) {
    let user = User::new();
    let start = Instant::now();
    let measured: Vec<String> = (0..5).map(|n| user.task(&format!("measure {n}"))).collect();
    let usual = (start.elapsed() / 5).as_micros() as u64;
    let (kills, turns) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let writer = |seed: u64| {
        let mut dice = seed;
        let mut acknowledged = Acknowledged::default();
        while kills.load(Ordering::Relaxed) < wanted {
            let n = turns.fetch_add(1, Ordering::Relaxed);
            let mut command = user.command(&[]);
            let mut child =
                command.args(words(n)).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs");
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            thread::sleep(Duration::from_micros((dice >> 33) % (usual * 3 / 2).max(1)));
            child.kill().expect("killed");
            let output = child.wait_with_output().expect("it ends");
            acknowledged.take(n, &output.stdout);
            if output.status.signal() == Some(9) {
                kills.fetch_add(1, Ordering::Relaxed);
            }
        }
        acknowledged
    };
    let mut acknowledged = Acknowledged { tasks: measured, ..Acknowledged::default() };
    thread::scope(|scope| {
        let writers: Vec<_> = [7, 11, 13].map(|own| scope.spawn(move || writer(seed ^ own))).into();
        writers.into_iter().for_each(|writer| acknowledged.add(writer.join().expect("no writer panicked")));
    });
    assert_eq!(lost(&user, &acknowledged), 0);
    user.task("last");
    let said = user.ask(&["doctor", "--json"]);
    assert_eq!(said.code, 0, "{}", said.out);
    assert_eq!(lost(&user, &acknowledged), 0);
    (kills.into_inner(), turns.into_inner(), acknowledged)
}

#[test]
fn writers_at_once_are_all_there_and_none_twice() {
    let each = from_env("FOCUS_TUI_WRITES", 50);
    let user = User::new();
    user.task("first");
    let screen = Terminal::over(&user.data());
    screen.until_text("first");
    let mut told: Vec<String> = Vec::new();
    let writing = AtomicBool::new(true);
    let by_hand = thread::scope(|scope| {
        let write = |who: usize| {
            let user = &user;
            move || (0..each).map(|n| user.task(&format!("{who} writes {n}"))).collect::<Vec<_>>()
        };
        let editor = scope.spawn(|| edit_by_hand(&user, &writing));
        let writers: Vec<_> = (0..8).map(|who| scope.spawn(write(who))).collect();
        writers.into_iter().for_each(|writer| told.extend(writer.join().expect("no writer panicked")));
        writing.store(false, Ordering::Relaxed);
        editor.join().expect("the editor did not panic")
    });
    let mut screen = screen;
    screen.press("q");
    assert_eq!(screen.end(), 0);
    let list = user.json(&["task", "list"]);
    let found = ids(&list, "tasks");
    assert!(told.iter().all(|id| found.get(id) == Some(&1)), "{} told, {} there", told.len(), found.len());
    let titles: Vec<String> = list["tasks"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|task| task["title"].as_str().expect("a title").to_owned())
        .collect();
    let unique: BTreeSet<_> = titles.iter().collect();
    assert_eq!(unique.len(), titles.len(), "one is there twice");
    let taken = by_hand.iter().filter(|title| unique.contains(title)).count();
    println!("{} told, {} there; {taken} of {} added by hand", told.len(), titles.len(), by_hand.len());
    assert_eq!(titles.len(), 1 + told.len() + taken);
    assert_eq!(taken, by_hand.len());
    assert_eq!(user.ask(&["doctor"]).code, 0);
}

/// Adds tasks in an editor while others write, each once the one before has been taken over.
fn edit_by_hand(user: &User, writing: &AtomicBool) -> Vec<String> {
    let picture = user.file("state.toml");
    let mut added = Vec::new();
    while writing.load(Ordering::Relaxed) {
        let title = format!("by hand {}", added.len());
        added.push(title.clone());
        let start = Instant::now();
        while !journals(user).contains(&format!("title = \"{title}\"")) {
            // An editor that reads and saves between two looks of the program; where another process drew the
            // picture in between, its owner saves once more.
            if let Ok(text) = fs::read_to_string(&picture)
                && !text.contains(&format!("\"{title}\""))
            {
                // Saved as editors do that let nobody see half a file: a command that did would refuse to go on.
                let beside = user.file("state.toml.edited");
                fs::write(&beside, text + &format!("\n[[task]]\ntitle = \"{title}\"\n")).expect("written");
                fs::rename(&beside, &picture).expect("renamed");
            }
            thread::sleep(Duration::from_millis(300));
            assert!(start.elapsed() < Duration::from_secs(60), "{title} is not taken over");
        }
    }
    added
}

/// A record is one write and one fdatasync before it is acknowledged, and nothing else is synced, however much there
/// is already.
#[test]
fn an_acknowledged_record_is_one_write_and_one_sync() {
    let user = User::new();
    user.task("first");
    let trace = user.home.path().join("trace");
    let calls = "trace=write,writev,pwrite64,fdatasync,fsync,msync,sync_file_range,syncfs";
    let mut command = std::process::Command::new("strace");
    command.args(["-f", "-y", "-s", "80", "-e", calls, "-o"]).arg(&trace).arg(user::PROGRAM).args(["task", "add", "x"]);
    let Ok(output) = command.env_clear().envs(user.env()).stdin(Stdio::null()).output() else {
        println!("skipped: strace is not to be had here");
        return;
    };
    if !output.status.success() {
        println!("skipped: strace is not permitted here: {}", String::from_utf8_lossy(&output.stderr));
        return;
    }
    let id = String::from_utf8(output.stdout).expect("UTF-8");
    let trace = fs::read_to_string(&trace).expect("a trace");
    let told = trace.lines().position(|line| line.contains(&format!("\"{}\\n\"", id.trim()))).expect("it was told");
    let before: Vec<&str> = trace.lines().take(told).collect();
    let syncs: Vec<usize> = (0..told).filter(|n| before[*n].contains("sync(")).collect();
    let writes: Vec<usize> =
        (0..told).filter(|n| before[*n].contains("write") && before[*n].contains("/data/history/")).collect();
    assert_eq!((writes.len(), syncs.len()), (1, 1), "{trace}");
    let synced = before[syncs[0]];
    assert!(synced.contains("fdatasync(") && synced.contains("/data/history/"), "{synced}");
    assert!(writes[0] < syncs[0], "{trace}");
    assert!(before[writes[0]].contains("\"\\n[[task]]\\nid = "), "{}", before[writes[0]]);
}
