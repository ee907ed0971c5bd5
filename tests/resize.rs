//! Splitting and merging tasks: what becomes of their fields, of who waits for them, and that one undo takes it back.
use focus_tui::{
    config::Config,
    domain::{
        command::{Command, LogEntry, Refusal, TaskEdit},
        model::Model,
        moment::Moment,
        session::Outcome,
        shelf::Shelf,
        stamp::Stamp,
        task::{Due, Task},
        update::update,
    },
};
use jiff::{Zoned, civil::date};

struct Desk {
    model: Model,
    now: Moment,
}

impl Desk {
    fn new() -> Self {
        let wall: Zoned = "2026-11-23T09:00:00+01:00[Europe/Berlin]".parse().unwrap();
        let now = Moment { wall, awake_ms: 5_000, boot_ms: 9_000, boot_id: "first".to_owned() };
        Self { model: Model::new(Config::read("").0.rules, Vec::new(), "laptop"), now }
    }

    fn ask(&mut self, command: &Command) -> Result<(), Refusal> {
        let before = self.model.book.clone();
        let answer = update(&mut self.model, command, &self.now).map(|_| ());
        if answer.is_err() {
            assert_eq!(self.model.book, before, "{command:?} was refused and changed something");
        }
        answer
    }

    fn does(&mut self, command: Command) {
        self.ask(&command).unwrap_or_else(|refusal| panic!("{command:?}: {refusal:?}"));
    }

    fn add(&mut self, title: &str, edit: TaskEdit) -> String {
        self.does(Command::AddTask(TaskEdit { title: Some(title.to_owned()), ..edit }));
        self.model.book.tasks.values().find(|task| task.title == title && task.is_open()).unwrap().id.to_string()
    }

    fn task(&self, name: &str) -> &Task {
        self.model.task(&self.model.find_task(name).unwrap()).unwrap()
    }

    fn worked(&mut self, task: &str) {
        let at = Stamp::from(&"2026-11-20T09:00:00+01:00[Europe/Berlin]".parse::<Zoned>().unwrap());
        let entry =
            LogEntry { task: Some(task.to_owned()), at, seconds: 1500, outcome: Outcome::Completed, note: None };
        self.does(Command::Log(entry));
    }

    /// All open titles with their estimates, by title.
    fn open(&self) -> Vec<(&str, Option<f64>)> {
        let open = self.model.book.tasks.values().filter(|task| task.is_open());
        let mut open: Vec<_> = open.map(|task| (task.title.as_str(), task.estimate())).collect();
        open.sort_by_key(|(title, _)| *title);
        open
    }
}

fn sized(estimate: f64) -> TaskEdit {
    TaskEdit { estimate: Some(Some(estimate)), ..TaskEdit::default() }
}

fn split(task: &str, parts: u32) -> Command {
    Command::SplitTask { task: task.to_owned(), parts }
}

fn merge(tasks: &[&str]) -> Command {
    Command::MergeTasks { tasks: tasks.iter().map(|task| (*task).to_owned()).collect(), title: None }
}

#[test]
fn a_large_task_becomes_parts_and_who_waits_for_it_waits_for_all_of_them() {
    let mut desk = Desk::new();
    let due = Some(Some(Due::Day(date(2026, 12, 1))));
    let tags = Some(vec!["deep".to_owned()]);
    let large = desk.add("thesis", TaskEdit { due, tags, importance: Some(5), ..sized(10.0) });
    let after = desk.add("hand in", TaskEdit { blocked_by: Some(vec![large.clone()]), ..TaskEdit::default() });
    desk.worked(&large);
    let before = desk.model.book.tasks.clone();
    desk.does(split(&large, 2));
    // One pomodoro of ten is done: nine are left, and the first part keeps what was done.
    assert_eq!(desk.open(), [("hand in", None), ("thesis 1/2", Some(6.0)), ("thesis 2/2", Some(4.0))]);
    let second = desk.task("thesis 2/2");
    assert_eq!((second.importance.level(), second.due, second.tags.join(" ")), (5, due.flatten(), "deep".to_owned()));
    assert_eq!(desk.task(&after).blocked_by.len(), 2);
    assert_eq!(desk.task("thesis 1/2").id.as_str(), large);
    desk.does(Command::Undo);
    let open = |tasks: &Shelf<Task>| -> Vec<(String, Vec<_>, Vec<_>)> {
        let open = tasks.values().filter(|task| task.is_open());
        open.map(|task| (task.title.clone(), task.estimates.clone(), task.blocked_by.clone())).collect()
    };
    assert_eq!(open(&desk.model.book.tasks), open(&before));
}

#[test]
fn equal_parts_stand_in_their_order() {
    let mut desk = Desk::new();
    for title in ["a", "b", "c", "d", "e", "f"] {
        let large = desk.add(title, sized(15.0));
        desk.does(split(&large, 3));
    }
    let rows = desk.model.agenda(&desk.now);
    let titles: Vec<_> = rows.iter().map(|row| row.task.title.as_str()).collect();
    for title in ["a", "b", "c", "d", "e", "f"] {
        let own: Vec<_> = titles.iter().filter(|part| part.starts_with(title)).copied().collect();
        assert_eq!(own, [format!("{title} 1/3"), format!("{title} 2/3"), format!("{title} 3/3")]);
    }
}

#[test]
fn small_tasks_become_one() {
    let mut desk = Desk::new();
    let due = |day| Some(Some(Due::Day(date(2026, 12, day))));
    let note = |text: &str| Some(Some(text.to_owned()));
    let a = desk.add("mail", TaskEdit { due: due(3), note: note("first"), ..sized(0.1) });
    let b = desk.add("call", TaskEdit { due: due(2), note: note("second"), importance: Some(5), ..sized(0.2) });
    let c = desk.add("wait", TaskEdit { blocked_by: Some(vec![b.clone()]), ..TaskEdit::default() });
    desk.does(merge(&[&a, &b, &a]));
    assert_eq!(desk.open(), [("mail + call", Some(0.3)), ("wait", None)]);
    let merged = desk.task("mail + call");
    assert_eq!((merged.id.as_str(), merged.importance.level(), merged.due), (a.as_str(), 5, due(2).flatten()));
    assert_eq!(merged.note.as_deref(), Some("first\nsecond"));
    assert_eq!(desk.task(&c).blocked_by, std::slice::from_ref(&merged.id));
    desk.does(Command::Undo);
    assert_eq!(desk.open(), [("call", Some(0.2)), ("mail", Some(0.1)), ("wait", None)]);
    assert_eq!(desk.task(&c).blocked_by[0].as_str(), b);
}

#[test]
fn what_cannot_be_split_or_merged_is_refused_and_nothing_changes() {
    let mut desk = Desk::new();
    let a = desk.add("a", sized(8.0));
    let b = desk.add("b", TaskEdit::default());
    for parts in [0, 1, 9, 51, u32::MAX] {
        assert!(matches!(desk.ask(&split(&a, parts)), Err(Refusal::OutOfRange { field: "parts", .. })), "{parts}");
    }
    assert!(desk.ask(&split(&b, 50)).is_ok());
    assert_eq!(desk.ask(&merge(&[&a])), Err(Refusal::NothingToMerge));
    assert_eq!(desk.ask(&merge(&[&a, &a])), Err(Refusal::NothingToMerge));
    assert_eq!(desk.ask(&merge(&[])), Err(Refusal::NothingToMerge));
    desk.worked(&b);
    assert!(matches!(desk.ask(&merge(&[&a, &b])), Err(Refusal::WorkedOn { .. })));
    assert!(desk.ask(&merge(&[&b, &a])).is_ok());
}

#[test]
fn a_merge_that_would_make_tasks_wait_for_each_other_is_refused_by_name() {
    let mut desk = Desk::new();
    let a = desk.add("a", TaskEdit::default());
    let between = desk.add("between", TaskEdit { blocked_by: Some(vec![a.clone()]), ..TaskEdit::default() });
    let c = desk.add("c", TaskEdit { blocked_by: Some(vec![between]), ..TaskEdit::default() });
    let Err(Refusal::Cycle { tasks }) = desk.ask(&merge(&[&a, &c])) else { panic!("a cycle was made") };
    assert_eq!(tasks, ["a + c", "between", "a + c"]);
}

#[test]
fn a_title_that_gets_too_long_is_refused() {
    let mut desk = Desk::new();
    let a = desk.add(&"x".repeat(510), sized(8.0));
    let b = desk.add("y", TaskEdit::default());
    assert!(matches!(desk.ask(&split(&a, 2)), Err(Refusal::TooLong { .. })));
    assert!(matches!(desk.ask(&merge(&[&a, &b])), Err(Refusal::TooLong { .. })));
    let title = Some("z".to_owned());
    assert!(desk.ask(&Command::MergeTasks { tasks: vec![a, b], title }).is_ok());
}
