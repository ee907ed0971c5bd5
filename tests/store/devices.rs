//! Several devices end with the same model, whatever came in which order: rule 11 and the fold.
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use focus_tui::{
    domain::{
        command::{Command, TaskEdit},
        model::Book,
        moment::Moment,
    },
    store::{Outcome, Problem, disk::Disk},
};
use proptest::prelude::*;

use crate::{
    common::{Desk, noon},
    model_disk::ModelDisk,
};

/// Something that a device does, or that a syncer does to it.
#[derive(Clone, Debug)]
enum Act {
    Add(u8),
    Rename(u8, u8),
    Importance(u8, u8),
    Project(u8, Option<u8>),
    Done(u8),
    Reopen(u8),
    Delete(u8),
    Undo,
    /// Takes the journals of another device, as a copy with another name where that is wished.
    Fetch {
        from: u8,
        conflict: bool,
    },
    Wait(u32),
}

fn acts() -> impl Strategy<Value = Vec<(u8, Act)>> {
    let act = prop_oneof![
        2 => any::<u8>().prop_map(Act::Add),
        3 => any::<(u8, u8)>().prop_map(|(task, n)| Act::Rename(task, n)),
        3 => (any::<u8>(), 1..=5_u8).prop_map(|(task, n)| Act::Importance(task, n)),
        2 => any::<(u8, Option<u8>)>().prop_map(|(task, n)| Act::Project(task, n)),
        1 => any::<u8>().prop_map(Act::Done),
        1 => any::<u8>().prop_map(Act::Reopen),
        1 => any::<u8>().prop_map(Act::Delete),
        1 => Just(Act::Undo),
        4 => (0..3_u8, any::<bool>()).prop_map(|(from, conflict)| Act::Fetch { from, conflict }),
        2 => (0..200_000_u32).prop_map(Act::Wait),
    ];
    prop::collection::vec((0..3_u8, act), 1..40)
}

fn edit(desk: &Desk, task: u8, edit: TaskEdit) -> Option<Command> {
    let ids: Vec<_> =
        desk.model.book.tasks.values().filter(|task| !task.deleted).map(|task| task.id.to_string()).collect();
    let task = ids.get(usize::from(task) % ids.len().max(1))?.clone();
    Some(Command::EditTask { task, edit })
}

fn command(desk: &Desk, act: &Act) -> Option<Command> {
    let with = |task, change: TaskEdit| edit(desk, task, change);
    let named = |task: u8| match edit(desk, task, TaskEdit::default())? {
        Command::EditTask { task, .. } => Some(task),
        _ => None,
    };
    Some(match act {
        Act::Add(n) => Command::AddTask(TaskEdit { title: Some(format!("task {n}")), ..TaskEdit::default() }),
        Act::Rename(task, n) => with(*task, TaskEdit { title: Some(format!("name {n}")), ..TaskEdit::default() })?,
        Act::Importance(task, n) => with(*task, TaskEdit { importance: Some(i64::from(*n)), ..TaskEdit::default() })?,
        Act::Project(task, n) => {
            with(*task, TaskEdit { project: Some(n.map(|n| format!("p{n}"))), ..TaskEdit::default() })?
        }
        Act::Done(task) => Command::Done { tasks: vec![named(*task)?] },
        Act::Reopen(task) => Command::Reopen { task: named(*task)? },
        Act::Delete(task) => Command::DeleteTask { task: named(*task)? },
        Act::Undo => Command::Undo,
        Act::Fetch { .. } | Act::Wait(_) => return None,
    })
}

/// Copies the journals of one device to another, as they are: in their place or, as some syncers do,
/// as new files.
fn fetch(disk: &ModelDisk, from: usize, device: &str, to: usize, conflict: Option<usize>, anew: bool) {
    let folder = format!("{}/data/history", HOMES[from]);
    for (path, bytes) in disk.files() {
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.parent() != Some(Path::new(&folder)) || !name.contains(&format!(".{device}.")) {
            continue;
        }
        let name = match conflict {
            Some(n) => name.replace(".toml", &format!(".sync-conflict-{n}.toml")),
            None => name.to_owned(),
        };
        let mut folder = PathBuf::from(HOMES[to]);
        for part in ["", "data", "history"] {
            folder.push(part);
            let _ = disk.make_folder(&folder);
        }
        let path = folder.join(name);
        if anew {
            let _ = disk.remove(&path);
        }
        disk.put(path.to_str().unwrap(), &bytes);
    }
}

const HOMES: [&str; 3] = ["/a", "/b", "/c"];

fn desk(disk: &ModelDisk, who: usize) -> Desk {
    Desk::on(Arc::new(disk.clone()), Path::new(HOMES[who]), &HOMES[who][1..])
}

fn book(disk: &ModelDisk, who: usize, now: &Moment) -> Book {
    let mut desk = desk(disk, who);
    let report = desk.load(now).unwrap();
    let harmless = |p: &Problem| matches!(p, Problem::Copy { .. } | Problem::NoPicture { .. });
    assert!(report.problems.iter().all(harmless), "{report:?}");
    desk.model.book
}

/// How many cases: a thousand, or what a longer campaign asks for.
fn cases() -> u32 {
    std::env::var("FOCUS_TUI_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(1000)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn devices_converge(acts in acts(), skew in prop::array::uniform3(-20_000_000_i64..20_000_000)) {
        let disk = ModelDisk::default();
        let mut desks: Vec<_> = (0..3).map(|who| desk(&disk, who)).collect();
        let mut passed = 0_i64;
        for (n, (who, act)) in acts.iter().enumerate() {
            let who = usize::from(*who);
            // Clocks are off by hours.
            let now = noon().later(30_000_000 + skew[who] + passed, 0);
            match act {
                Act::Wait(ms) => passed += i64::from(*ms),
                Act::Fetch { from, conflict } => {
                    let from = usize::from(*from);
                    if from != who && !desks[from].model.device.is_empty() {
                        let device = desks[from].model.device.clone();
                        fetch(&disk, from, &device, who, conflict.then_some(n), n % 2 == 0);
                        let Desk { store, model } = &mut desks[who];
                        store.refresh(model, &now).unwrap();
                    }
                }
                act => {
                    let Desk { store, model } = &mut desks[who];
                    store.refresh(model, &now).unwrap();
                    if let Some(command) = command(&desks[who], act) {
                        let outcome = desks[who].try_run(&command, &now).unwrap();
                        prop_assert!(matches!(outcome, Outcome::Done(_) | Outcome::Refused(_)));
                    }
                }
            }
            // What a running process took in piece by piece is what a fresh one reads.
            prop_assert_eq!(&book(&disk, who, &now), &desks[who].model.book);
        }
        // Everybody gets everything, in different orders.
        for (to, from) in [(0, 1), (0, 2), (2, 0), (2, 1), (1, 2), (1, 0)] {
            let device = desks[from].model.device.clone();
            if !device.is_empty() {
                fetch(&disk, from, &device, to, None, to == 0);
            }
        }
        let now = noon().later(90_000_000, 0);
        let books: Vec<_> = (0..3).map(|who| book(&disk, who, &now)).collect();
        prop_assert_eq!(&books[0], &books[1]);
        prop_assert_eq!(&books[0], &books[2]);
        for desk in &mut desks {
            desk.store.refresh(&mut desk.model, &now).unwrap();
            prop_assert_eq!(&desk.model.book, &books[0]);
        }
    }
}
