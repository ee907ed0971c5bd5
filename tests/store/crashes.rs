//! Every state that a crash may leave recovers: nothing acknowledged is lost, nothing is made up.
use std::{collections::BTreeSet, path::Path, sync::Arc};

use focus_tui::{
    domain::{
        command::{Command, TaskEdit},
        moment::Moment,
    },
    store::{Outcome, Problem},
};

use crate::{
    common::{Desk, PATIENCE, add, moment, noon, start, task},
    model_disk::{Fault, Image, ModelDisk},
};

/// What an operation of a story does.
enum Act {
    Run(Box<Command>),
    Picture,
}

fn run(command: Command) -> Act {
    Act::Run(Box::new(command))
}

fn desk(disk: &ModelDisk) -> Desk {
    Desk::on(Arc::new(disk.clone()), Path::new("/home"), "m")
}

/// Titles, the timer, how many sessions.
type Seen = (Vec<String>, String, usize);

/// What a person sees of a model: titles with what is pinned, and what the timer does.
fn seen(desk: &Desk) -> Seen {
    let tasks =
        desk.model.book.tasks.values().map(|task| format!("{}{}", task.title, if task.pinned { "*" } else { "" }));
    let mut tasks: Vec<_> = tasks.collect();
    tasks.sort();
    let timer = format!("{:?}", desk.model.timer.run.as_ref().map(|run| (&run.session, &run.clock)));
    (tasks, timer, desk.model.book.sessions.iter().count())
}

fn act(desk: &mut Desk, act: &Act, now: &Moment) {
    match act {
        Act::Run(command) => drop(desk.run(command, now)),
        Act::Picture => desk.store.write_picture(&desk.model, now).unwrap(),
    }
}

/// Plays a story, then breaks off at each step, in each way, and goes on from there.
fn walk(image: Image, acts: &[Act], now: &Moment) -> usize {
    let disk = ModelDisk::of(image);
    let mut hero = desk(&disk);
    hero.load(now).unwrap();
    // After how many steps is what acknowledged?
    let mut known = vec![(0, seen(&hero))];
    for act_ in acts {
        act(&mut hero, act_, now);
        known.push((disk.steps(), seen(&hero)));
    }
    let mut states = 0;
    // Many steps leave the same disks.
    let mut seen_before = BTreeSet::new();
    for step in 0..=disk.steps() {
        let last = known.iter().rposition(|(steps, _)| *steps <= step).unwrap();
        let may_be = &known[last..(last + 2).min(known.len())];
        for image in disk.crashes(step) {
            states += 1;
            if seen_before.insert((last, image.clone())) {
                recover(image, may_be, now, step);
            }
        }
    }
    states
}

fn recover(image: Image, may_be: &[(usize, Seen)], now: &Moment, step: usize) {
    let disk = ModelDisk::of(image);
    let mut heir = desk(&disk);
    let report = heir.load(now).unwrap();
    let harmless = |p: &Problem| matches!(p, Problem::Torn { .. } | Problem::NoPicture { .. });
    assert!(report.problems.iter().all(harmless), "step {step}: {report:?} in {:?}", disk.image());
    let found = seen(&heir);
    // Records and timer may each have come through; never less than before, never anything else.
    assert!(may_be.iter().any(|(_, known)| known.0 == found.0), "step {step}: {found:?} is none of {may_be:?}");
    assert!(may_be.iter().any(|(_, known)| known.2 == found.2), "step {step}: {found:?} is none of {may_be:?}");
    let idle_on_record = found.1 == "None" && may_be.iter().any(|(_, known)| known.2 == found.2 && known.2 > 0);
    assert!(may_be.iter().any(|(_, known)| known.1 == found.1) || idle_on_record, "step {step}: {found:?}");
    let later = now.later(1000, 0);
    let edits = heir.store.take_hand_edits(&mut heir.model, &later, PATIENCE).unwrap();
    assert!(matches!(&edits, None | Some(Outcome::Done(_))), "step {step}");
    assert_eq!(seen(&heir), found, "step {step}: a crash is no edit by hand");
    heir.run(&add("after"), &later);
    heir.store.write_picture(&heir.model, &later).unwrap();
    let mut last = desk(&disk);
    assert_eq!(last.load(&later).unwrap().problems, [], "step {step}");
    let mut expected = found;
    expected.0.push("after".into());
    expected.0.sort();
    assert_eq!(seen(&last), expected, "step {step}");
    let picture = String::from_utf8(disk.bytes("/home/data/state.toml").unwrap()).unwrap();
    assert!(picture.contains("title = \"after\""), "step {step}");
    assert_eq!(Some(picture.into_bytes()), disk.bytes("/home/state-m/shadow.toml"), "step {step}");
    // Half of what could be undone is kept too.
    let corrupt =
        |path: &std::path::PathBuf| path.to_string_lossy().replace("undo.toml.corrupt-", "").contains(".corrupt-");
    assert!(!disk.names().iter().any(corrupt), "step {step}");
}

/// A folder in which a task was added a month ago, or just now.
fn lived_in(at: &Moment) -> ModelDisk {
    let disk = ModelDisk::default();
    let mut desk = desk(&disk);
    desk.run(&add("old"), at);
    desk.store.write_picture(&desk.model, at).unwrap();
    disk
}

#[test]
fn first_start() {
    let acts = [run(add("a")), Act::Picture, run(add("b"))];
    assert!(walk(Image::default(), &acts, &noon()) > 100);
}

#[test]
fn append_to_a_new_and_an_old_journal() {
    let october = moment("2026-10-10T12:00:00+02:00[Europe/Berlin]");
    for at in [october, noon()] {
        assert!(walk(lived_in(&at).image(), &[run(add("a")), run(add("b"))], &noon()) > 20);
    }
}

#[test]
fn repair_of_a_torn_tail() {
    let disk = lived_in(&noon());
    let journal = disk.names().into_iter().find(|path| path.starts_with("/home/data/history/")).unwrap();
    let journal = journal.to_str().unwrap().to_owned();
    let whole = disk.bytes(&journal).unwrap();
    for torn in [&b"\n[[task]]\nid = \"x\"\ntit"[..], b"\n[", b"\0\0\0\0"] {
        disk.put(&journal, &[&whole, torn].concat());
        assert!(walk(disk.image(), &[run(add("a"))], &noon()) > 10);
    }
}

#[test]
fn saving_the_timer() {
    let disk = lived_in(&noon());
    let acts = [start(), Command::Pause, Command::Resume, Command::Finish, start()].map(run);
    assert!(walk(disk.image(), &acts, &noon()) > 50);
    assert!(walk(Image::default(), &[run(start())], &noon()) > 20);
}

#[test]
fn rewriting_the_picture() {
    let disk = lived_in(&noon());
    let mut first = desk(&disk);
    first.load(&noon()).unwrap();
    let id = task(&first.model, "old").to_string();
    let pin = || run(Command::Pin { task: id.clone() });
    assert!(walk(disk.image(), &[pin(), Act::Picture, pin(), Act::Picture], &noon()) > 50);
}

#[test]
fn folders_whose_names_could_not_be_synced_are_synced_by_the_next_who_writes() {
    let calls = {
        let disk = ModelDisk::default();
        desk(&disk).run(&add("a"), &noon());
        disk.calls()
    };
    let mut failed = 0;
    for call in 1..=calls {
        let disk = ModelDisk::default();
        disk.fail(Fault { call, stage: 0, errno: 5 });
        failed += usize::from(desk(&disk).try_run(&add("a"), &noon()).is_err());
        // Another process, which cannot know.
        desk(&disk).run(&add("b"), &noon());
        let mut heir = desk(&ModelDisk::of(disk.durable()));
        heir.load(&noon()).unwrap();
        assert!(heir.titles().contains(&"b".to_owned()), "call {call}");
    }
    assert!(failed > 10, "{failed}");
}

#[test]
fn an_edit_by_hand_is_taken_over_once_whatever_crashes() {
    let disk = lived_in(&noon());
    let mut first = desk(&disk);
    first.run(&add("away"), &noon());
    first.run(&add("here"), &noon());
    first.store.write_picture(&first.model, &noon()).unwrap();
    let text = String::from_utf8(disk.bytes("/home/data/state.toml").unwrap()).unwrap();
    let away = text.find("\n[[task]]\nid = \"").unwrap() + 1;
    let chunks: Vec<&str> = text[away..].split_inclusive("\n\n").collect();
    let text = chunks.iter().filter(|chunk| !chunk.contains("\"away\"")).fold(text[..away].to_owned(), |a, b| a + b);
    let text = text.replacen("title = \"here\"", "title = \"there\"", 1) + "\n[[task]]\ntitle = \"new\"\n";
    disk.put("/home/data/state.toml", text.as_bytes());
    let (disk, later) = (ModelDisk::of(disk.image()), noon().later(5000, 0));
    let mut hero = desk(&disk);
    hero.load(&later).unwrap();
    let taken = hero.store.take_hand_edits(&mut hero.model, &later, PATIENCE).unwrap();
    assert!(matches!(taken, Some(Outcome::Done(effects)) if effects.len() > 2));
    assert_eq!(hero.titles(), ["new", "old", "there"]);
    let id = task(&hero.model, "new");
    let mut seen = BTreeSet::new();
    for step in 0..=disk.steps() {
        for image in disk.crashes(step).into_iter().filter(|image| seen.insert(image.clone())) {
            let disk = ModelDisk::of(image);
            let mut heir = desk(&disk);
            heir.load(&later).unwrap();
            if heir.titles().contains(&"new".to_owned()) {
                // Before anybody looks at the picture, another machine has changed it.
                let edit = TaskEdit { title: Some("newer".into()), ..TaskEdit::default() };
                heir.run(&Command::EditTask { task: id.to_string(), edit }, &later);
            }
            let expected = if heir.titles().contains(&"newer".to_owned()) { "newer" } else { "new" };
            heir.store.take_hand_edits(&mut heir.model, &later, PATIENCE).unwrap();
            heir.store.write_picture(&heir.model, &later).unwrap();
            assert_eq!(heir.titles(), [expected, "old", "there"], "step {step}");
            assert_eq!(task(&heir.model, expected), id, "step {step}");
            let picture = String::from_utf8(disk.bytes("/home/data/state.toml").unwrap()).unwrap();
            assert!(picture.contains(&format!("id = \"{id}\"\ntitle = \"{expected}\"")), "step {step}: {picture}");
            assert_eq!(heir.store.take_hand_edits(&mut heir.model, &later, PATIENCE).unwrap(), None, "step {step}");
        }
    }
    assert!(seen.len() > 20, "{}", seen.len());
}
