//! Tasks through their commands: what comes back, what is planned, what is refused, what is taken back.
use focus_tui::{
    config::Config,
    domain::{
        agenda::Row,
        command::{Command, Effect, LogEntry, Place, PlanEdit, Refusal, Scale, TaskEdit},
        model::{Book, Model},
        moment::Moment,
        priority::Ranking,
        record::Record,
        rules::Rules,
        schedule::{SlotKind, Why},
        session::Outcome,
        stamp::Stamp,
        task::{Due, Repeat},
        update::update,
    },
};
use jiff::{Zoned, civil::date};
use proptest::prelude::*;

/// A desk without a disk.
struct Desk {
    model: Model,
    now: Moment,
    journal: Vec<Record>,
}

impl Desk {
    fn with(rules: Rules, wall: &str) -> Self {
        let wall: Zoned = wall.parse().expect("a zoned time");
        let now = Moment { wall, awake_ms: 5_000, boot_ms: 9_000, boot_id: "first".to_owned() };
        Self { model: Model::new(rules, Vec::new(), "laptop"), now, journal: Vec::new() }
    }

    /// Monday, 23 November 2026, 9 o'clock.
    fn monday() -> Self {
        Self::configured("")
    }

    fn configured(settings: &str) -> Self {
        let (config, problems) = Config::read(settings);
        assert_eq!(problems, []);
        Self::with(config.rules, "2026-11-23T09:00:00+01:00[Europe/Berlin]")
    }

    fn ask(&mut self, command: &Command) -> Result<(), Refusal> {
        let before = self.model.book.clone();
        let effects = update(&mut self.model, command, &self.now);
        if effects.is_err() {
            assert_eq!(self.model.book, before, "{command:?} was refused and changed something");
        }
        self.journal.extend(effects?.into_iter().filter_map(|effect| match effect {
            Effect::Append(record) => Some(record),
            _ => None,
        }));
        Ok(())
    }

    fn does(&mut self, command: Command) {
        self.ask(&command).unwrap_or_else(|refusal| panic!("{command:?}: {refusal:?}"));
        // Every change is a record: the journal alone gives the same tasks.
        let mut book = Book::default();
        for record in &self.journal {
            book.take(record, &self.model.rules).expect("a record that was written");
        }
        assert_eq!((&book.tasks, &book.plans), (&self.model.book.tasks, &self.model.book.plans), "{command:?}");
    }

    fn add(&mut self, title: &str, edit: TaskEdit) -> String {
        self.does(Command::AddTask(TaskEdit { title: Some(title.to_owned()), ..edit }));
        let newest = self.journal.last().expect("a record");
        newest.id.to_string()
    }

    fn days_pass(&mut self, days: i64) {
        self.now = self.now.later(days * 86_400_000, 0);
    }

    /// The open tasks with their due dates, by date.
    fn open(&self) -> Vec<(String, String)> {
        let mut open: Vec<_> = self
            .model
            .agenda(&self.now)
            .iter()
            .map(|row| match row.task.due {
                Some(Due::Day(date)) => (date.to_string(), row.task.title.clone()),
                Some(Due::At(stamp)) => (stamp.to_string(), row.task.title.clone()),
                None => (String::new(), row.task.title.clone()),
            })
            .collect();
        open.sort();
        open
    }

    fn titles(&self, ranking: Ranking) -> Vec<String> {
        self.model.agenda_by(&self.now, ranking).iter().map(|row| row.task.title.clone()).collect()
    }
}

fn repeating(repeat: Repeat, day: i8) -> TaskEdit {
    TaskEdit { repeat: Some(Some(repeat)), due: Some(Some(Due::Day(date(2026, 11, day)))), ..TaskEdit::default() }
}

fn sized(estimate: f64) -> TaskEdit {
    TaskEdit { estimate: Some(Some(estimate)), ..TaskEdit::default() }
}

fn done(task: &str) -> Command {
    Command::Done { tasks: vec![task.to_owned()] }
}

#[test]
fn the_next_one_appears_when_the_last_is_done() {
    let mut desk = Desk::monday();
    let edit = TaskEdit { tags: Some(vec!["home".to_owned()]), ..repeating(Repeat::Week, 23) };
    let plants = desk.add("water plants", TaskEdit { estimate: Some(Some(0.5)), ..edit });
    desk.does(done(&plants));
    assert_eq!(desk.open(), [("2026-11-30".to_owned(), "water plants".to_owned())]);
    let agenda = desk.model.agenda(&desk.now);
    let next = agenda[0].task;
    assert_eq!((next.tags.as_slice(), next.estimate()), (["home".to_owned()].as_slice(), Some(0.5)));
    assert_eq!(next.series.as_ref().map(ToString::to_string), Some(plants.clone()));
    let next = next.id.to_string();
    // Both go at once, and come again.
    desk.does(Command::Undo);
    assert_eq!(desk.open(), [("2026-11-23".to_owned(), "water plants".to_owned())]);
    desk.does(done(&plants));
    assert_eq!(desk.model.agenda(&desk.now)[0].task.id.to_string(), next);
    desk.does(done(&next));
    assert_eq!(desk.open(), [("2026-12-07".to_owned(), "water plants".to_owned())]);
}

#[test]
fn the_next_one_appears_when_its_day_has_come() {
    let mut desk = Desk::monday();
    let report = desk.add("report", repeating(Repeat::Weekday, 23));
    desk.does(Command::Tick);
    assert_eq!(desk.open().len(), 1);
    // Nobody was there from Monday to Sunday: one for Friday, not five.
    desk.days_pass(6);
    desk.does(Command::Recur);
    let days: Vec<_> = desk.open().into_iter().map(|(day, _)| day).collect();
    assert_eq!(days, ["2026-11-23", "2026-11-27"]);
    assert!(desk.model.recurring(&desk.now).is_empty());
    desk.does(Command::Tick);
    assert_eq!(desk.open().len(), 2);
    // What came by itself is not what undo takes back.
    assert_eq!(desk.model.undo_preview().map(|preview| preview.entry.action.as_str()), Some("task-add"));
    desk.does(done(&report));
    assert_eq!(desk.open().len(), 1, "the series goes on with its last task");
}

#[test]
fn two_devices_make_the_same_task() {
    let mut desk = Desk::monday();
    desk.add("plants", repeating(Repeat::Day, 23));
    let mut phone = Desk { model: desk.model.clone(), now: desk.now.clone(), journal: desk.journal.clone() };
    phone.model.device = "phone".to_owned();
    desk.days_pass(1);
    desk.does(Command::Tick);
    desk.days_pass(1);
    desk.does(Command::Tick);
    // The other one was off on the day between.
    phone.days_pass(2);
    phone.does(Command::Tick);
    let mut records: Vec<Record> = desk.journal.iter().chain(&phone.journal).cloned().collect();
    records.sort_by_key(|record| (record.at.ms(), record.device.clone().into_owned()));
    let mut book = Book::default();
    for record in &records {
        book.take(record, &desk.model.rules).expect("a record");
    }
    let mut met = Desk { model: desk.model.clone(), now: desk.now.clone(), journal: records };
    met.model.book = book;
    let days: Vec<_> = met.open().into_iter().map(|(day, _)| day).collect();
    assert_eq!(days, ["2026-11-23", "2026-11-24", "2026-11-25"]);
    met.days_pass(1);
    met.does(Command::Tick);
    assert_eq!(met.open().len(), 4, "one for the new day");
}

#[test]
fn a_series_is_skipped_by_dropping_and_ended_by_deleting() {
    let mut desk = Desk::monday();
    let edit = TaskEdit { repeat: Some(Some(Repeat::Day)), ..TaskEdit::default() };
    let plants = desk.add("plants", edit);
    assert_eq!(desk.open(), [("2026-11-23".to_owned(), "plants".to_owned())], "a series begins today");
    desk.does(Command::Drop { tasks: vec![plants] });
    assert!(desk.open().is_empty());
    desk.days_pass(1);
    desk.does(Command::Recur);
    assert_eq!(desk.open(), [("2026-11-24".to_owned(), "plants".to_owned())]);
    let next = desk.model.agenda(&desk.now)[0].task.id.to_string();
    desk.does(Command::DeleteTask { task: next });
    desk.days_pass(9);
    desk.does(Command::Recur);
    assert!(desk.open().is_empty());
}

#[test]
fn a_clock_time_stays_through_the_change_of_the_clocks() {
    let mut desk = Desk::with(Config::embedded().rules, "2026-10-24T08:00:00+02:00[Europe/Berlin]");
    let due = Due::At(Stamp::parse("2026-10-24T18:00:00+02:00").unwrap());
    let edit = TaskEdit { repeat: Some(Some(Repeat::Day)), due: Some(Some(due)), ..TaskEdit::default() };
    let call = desk.add("call", edit);
    desk.does(done(&call));
    assert_eq!(desk.open()[0].0, "2026-10-25T18:00:00+01:00");
}

#[test]
fn one_key_raises_and_lowers_and_stops_at_the_ends() {
    let mut desk = Desk::monday();
    let task = desk.add("a", TaskEdit::default());
    let level = |desk: &Desk| {
        let row = &desk.model.agenda(&desk.now)[0];
        (row.task.importance.level(), row.task.urgency.map(|urgency| urgency.level()))
    };
    let raise = |scale| Command::Raise { task: task.clone(), scale };
    let lower = |scale| Command::Lower { task: task.clone(), scale };
    desk.does(raise(Scale::Importance));
    desk.does(raise(Scale::Importance));
    assert_eq!(desk.ask(&raise(Scale::Importance)), Err(Refusal::NothingToChange));
    assert_eq!(level(&desk), (5, None));
    desk.does(raise(Scale::Urgency));
    assert_eq!(level(&desk), (5, Some(2)));
    for expected in [Some(3), Some(4), Some(5)] {
        desk.does(raise(Scale::Urgency));
        assert_eq!(level(&desk).1, expected);
    }
    assert_eq!(desk.ask(&raise(Scale::Urgency)), Err(Refusal::NothingToChange));
    for expected in [Some(4), Some(3), Some(2), Some(1), None] {
        desk.does(lower(Scale::Urgency));
        assert_eq!(level(&desk).1, expected);
    }
    assert_eq!(desk.ask(&lower(Scale::Urgency)), Err(Refusal::NothingToChange));
    for _ in 0..4 {
        desk.does(lower(Scale::Importance));
    }
    assert_eq!(desk.ask(&lower(Scale::Importance)), Err(Refusal::NothingToChange));
}

#[test]
fn the_order_by_hand_is_kept_and_pinned_tasks_stay_on_top() {
    let mut desk = Desk::monday();
    let ids: Vec<String> = ["a", "b", "c", "d"].iter().map(|title| desk.add(title, TaskEdit::default())).collect();
    let put = |task: usize, place| Command::PlaceTask { task: ids[task].clone(), place };
    desk.does(put(3, Place::First));
    desk.does(put(0, Place::Last));
    desk.does(put(2, Place::Up));
    assert_eq!(desk.titles(Ranking::Manual), ["d", "c", "b", "a"]);
    desk.does(put(0, Place::Before(ids[3].clone())));
    assert_eq!(desk.titles(Ranking::Manual), ["a", "d", "c", "b"]);
    desk.does(put(0, Place::Down));
    assert_eq!(desk.titles(Ranking::Manual), ["d", "a", "c", "b"]);
    assert_eq!(desk.ask(&put(3, Place::Up)), Err(Refusal::NothingToChange));
    desk.does(Command::Pin { task: ids[1].clone() });
    assert_eq!(desk.titles(Ranking::Manual), ["b", "d", "a", "c"]);
    desk.add("e", TaskEdit::default());
    assert_eq!(desk.titles(Ranking::Manual), ["b", "d", "a", "c", "e"]);
    let rows = desk.model.agenda_by(&desk.now, Ranking::Manual);
    assert_eq!((rows[1].score.terms[0].name, rows[1].score.terms[0].contribution()), ("place", 0.0));
}

#[test]
fn each_model_explains_its_score() {
    let mut desk = Desk::monday();
    let edit = TaskEdit {
        importance: Some(5),
        due: Some(Some(Due::Day(date(2026, 11, 20)))),
        tags: Some(vec!["next".to_owned(), "x".to_owned()]),
        project: Some(Some("thesis".to_owned())),
        note: Some(Some("one\n\ntwo".to_owned())),
        ..sized(3.0)
    };
    let task = desk.add("write", edit);
    desk.add("other", TaskEdit { blocked_by: Some(vec![task]), ..TaskEdit::default() });
    for ranking in Ranking::ALL {
        for row in desk.model.agenda_by(&desk.now, *ranking) {
            let sum: f64 = row.score.terms.iter().map(|term| term.contribution()).sum();
            assert!((sum - row.score.score).abs() < 1e-9);
        }
    }
    let rows = desk.model.agenda_by(&desk.now, Ranking::Taskwarrior);
    let names: Vec<_> = rows[0].score.terms.iter().map(|term| (term.name, term.value)).collect();
    assert_eq!(rows[0].task.title, "write");
    let expected = ["next", "due", "blocking", "priority", "annotations", "tags", "project"];
    assert_eq!(names.iter().map(|(name, _)| *name).collect::<Vec<_>>(), expected);
    assert_eq!(rows[1].score.terms.iter().map(|term| term.name).collect::<Vec<_>>(), ["priority", "blocked"]);
}

const WINDOWS: &str = "[day.windows]\nmon = [\"09:00-12:00\", \"13:00-15:00\"]\ntue = [\"09:00-10:00\"]\n\
                       [day.fixed]\nmon = [\"10:00-10:30 stand-up\", \"14:00-14:20\"]\n";

#[test]
fn the_plan_keeps_meetings_free_and_names_what_cannot_be_met() {
    let mut desk = Desk::configured(WINDOWS);
    let today = date(2026, 11, 23);
    let release = desk.add("release", TaskEdit { importance: Some(5), ..sized(3.0) });
    let by = |day| Some(Some(Due::Day(date(2026, 11, day))));
    let report = desk.add("report", TaskEdit { due: by(24), ..sized(30.0) });
    let call = desk.add("call", TaskEdit { blocked_by: Some(vec![release.clone()]), ..sized(1.0) });
    let plan = desk.model.day_plan(&desk.now, today);
    assert!(!plan.accepted && !plan.feasible);
    assert_eq!(plan.first_late.as_ref().map(ToString::to_string), Some(report.clone()));
    assert_eq!(plan.postpone.iter().map(ToString::to_string).collect::<Vec<_>>(), [report.as_str()]);
    // Two before the stand-up, two after it, two and one around the other meeting.
    let capacity = plan.capacity.unwrap();
    assert_eq!((capacity, plan.planned), (7, 7));
    assert_eq!(desk.model.capacity_on(&desk.now), Some((7, 7)));
    let items: Vec<_> =
        plan.today.iter().map(|item| (item.task.to_string(), item.pomodoros, item.start_only)).collect();
    assert_eq!(items, [(release.clone(), 3, false), (report.clone(), 4, true)]);
    assert_eq!(
        plan.left_out.iter().map(|(id, why)| (id.to_string(), *why)).collect::<Vec<_>>(),
        [(call, Why::Blocked)]
    );
    let fixed: Vec<_> = plan.slots.iter().filter(|slot| slot.kind == SlotKind::Fixed).collect();
    assert_eq!(fixed[0].what.as_deref(), Some("stand-up"));
    for pair in plan.slots.windows(2) {
        assert!(pair[0].to <= pair[1].from, "{pair:?}");
    }
    assert_eq!(plan.slots[0].from.to_string(), "2026-11-23T09:00:00+01:00");
    // Tomorrow is planned from its beginning.
    assert_eq!(desk.model.day_plan(&desk.now, date(2026, 11, 24)).capacity, Some(2));
    assert_eq!(desk.model.day_plan(&desk.now, date(2026, 11, 22)).capacity, Some(0));
}

#[test]
fn a_plan_is_accepted_changed_and_taken_back() {
    let mut desk = Desk::configured(WINDOWS);
    let today = date(2026, 11, 23);
    let (a, b) = (desk.add("a", sized(2.0)), desk.add("b", sized(9.0)));
    let c = desk.add("c", sized(1.0));
    let edit = |edit| Command::EditPlan { date: today, edit };
    let tasks = |desk: &Desk| {
        let plan = desk.model.day_plan(&desk.now, today);
        let items = plan.today.iter().map(|item| (item.task.to_string(), item.pomodoros));
        (plan.accepted, items.collect::<Vec<_>>())
    };
    let (_, offered) = tasks(&desk);
    assert_eq!(offered, [(c.clone(), 1), (a.clone(), 2), (b.clone(), 4)]);
    // The first change accepts what was offered.
    desk.does(edit(PlanEdit::Drop { task: b.clone() }));
    assert_eq!(tasks(&desk), (true, vec![(c.clone(), 1), (a.clone(), 2)]));
    desk.does(edit(PlanEdit::Move { task: a.clone(), by: -9 }));
    desk.does(edit(PlanEdit::Add { task: b.clone(), pomodoros: Some(2) }));
    assert_eq!(tasks(&desk), (true, vec![(a.clone(), 2), (c.clone(), 1), (b.clone(), 2)]));
    assert_eq!(desk.ask(&edit(PlanEdit::Move { task: a.clone(), by: i32::MIN })), Err(Refusal::NothingToChange));
    let d = desk.add("d", TaskEdit::default());
    let not_planned = Err(Refusal::NotPlanned { task: "d".to_owned() });
    assert_eq!(desk.ask(&edit(PlanEdit::Drop { task: d.clone() })), not_planned);
    assert!(desk.ask(&edit(PlanEdit::Add { task: d.clone(), pomodoros: Some(0) })).is_err());
    desk.does(edit(PlanEdit::Add { task: d, pomodoros: None }));
    assert_eq!(tasks(&desk).1.len(), 4);
    // A pomodoro on a planned task is one less to do.
    desk.now = desk.now.later(3_600_000, 0);
    let at = desk.now.stamp().plus_ms(-3_000_000);
    let entry = LogEntry { task: Some(a.clone()), at, seconds: 1500, outcome: Outcome::Completed, note: None };
    desk.does(Command::Log(entry));
    let plan = desk.model.day_plan(&desk.now, today);
    assert_eq!((plan.today[0].done, plan.planned), (1, 5));
    desk.does(done(&a));
    assert_eq!(desk.model.day_plan(&desk.now, today).planned, 4);
    for _ in 0..7 {
        desk.does(Command::Undo);
    }
    assert!(!tasks(&desk).0, "nothing is accepted any more");
}

/// Logs a pomodoro on a task that began at this time of today.
fn worked(desk: &mut Desk, task: &str, time: &str) {
    let at = Stamp::parse(&format!("{}T{time}:00+01:00", desk.now.wall.date())).expect("a time");
    let entry = LogEntry { task: Some(task.to_owned()), at, seconds: 1500, outcome: Outcome::Completed, note: None };
    desk.does(Command::Log(entry));
}

#[test]
fn a_plan_accepted_after_work_began_counts_from_then_on() {
    let mut desk = Desk::configured("[day.windows]\nmon = [\"09:00-12:00\", \"13:00-17:00\"]\n");
    let today = date(2026, 11, 23);
    let write = desk.add("write", sized(5.0));
    desk.now = desk.now.later(2 * 3_600_000, 0);
    worked(&mut desk, &write, "09:00");
    worked(&mut desk, &write, "09:30");
    desk.does(Command::EditPlan { date: today, edit: PlanEdit::Accept });
    let plan = desk.model.day_plan(&desk.now, today);
    assert_eq!((plan.today[0].pomodoros, plan.today[0].done, plan.today[0].start_only), (3, 0, false));
    assert_eq!((plan.planned, plan.adherence()), (3, Some((0, 3))));
    assert_eq!(plan.slots.iter().filter(|slot| slot.kind == SlotKind::Focus).count(), 3);
    desk.now = desk.now.later(1_800_000, 0);
    worked(&mut desk, &write, "11:00");
    let plan = desk.model.day_plan(&desk.now, today);
    assert_eq!((plan.today[0].done, plan.planned, plan.adherence()), (1, 2, Some((1, 3))));
    // A task that is put in later counts from then on too, and a change of the plan forgets nothing.
    let mail = desk.add("mail", sized(4.0));
    worked(&mut desk, &mail, "10:00");
    desk.does(Command::EditPlan { date: today, edit: PlanEdit::Add { task: mail, pomodoros: None } });
    let plan = desk.model.day_plan(&desk.now, today);
    assert_eq!((plan.today[1].pomodoros, plan.today[1].done, plan.adherence()), (3, 0, Some((1, 6))));
}

#[test]
fn an_accepted_plan_stays_unless_it_is_planned_anew() {
    let mut desk = Desk::configured(WINDOWS);
    let today = date(2026, 11, 23);
    let (a, b) = (desk.add("a", sized(1.0)), desk.add("b", sized(1.0)));
    let edit = |edit| Command::EditPlan { date: today, edit };
    let tasks = |desk: &Desk| desk.model.day_plan(&desk.now, today).today.len();
    desk.does(edit(PlanEdit::Accept));
    desk.does(edit(PlanEdit::Drop { task: b.clone() }));
    let written = desk.journal.len();
    desk.does(edit(PlanEdit::Accept));
    assert_eq!((tasks(&desk), desk.journal.len()), (1, written), "what was taken out stays out");
    desk.does(edit(PlanEdit::Anew));
    assert_eq!(tasks(&desk), 2);
    desk.does(Command::Undo);
    assert_eq!(tasks(&desk), 1);
    // Where nothing is left in it there is nothing to keep.
    desk.does(edit(PlanEdit::Drop { task: a }));
    desk.does(edit(PlanEdit::Accept));
    assert_eq!(tasks(&desk), 2);
}

#[test]
fn meetings_after_a_task_is_due_take_nothing_from_it() {
    let all = "mon = [\"09:00-17:00\"]\ntue = [\"09:00-17:00\"]\nwed = [\"09:00-17:00\"]\n";
    let fixed = "[day.fixed]\ntue = [\"15:00-17:00 board\"]\n";
    let mut desk = Desk::configured(&format!("[day.windows]\n{all}{fixed}"));
    desk.now = desk.now.later(9 * 3_600_000, 0);
    let due = |text: &str| Some(Some(Due::At(Stamp::parse(text).expect("a time"))));
    let memo = desk.add("memo", TaskEdit { due: due("2026-11-24T10:30:00+01:00"), ..sized(3.0) });
    for day in [23, 24] {
        let plan = desk.model.offer(&desk.now, date(2026, 11, day));
        assert!(plan.feasible && plan.postpone.is_empty(), "planned on the {day}th");
    }
    // From nine to three there is room for eleven with the long breaks; the meeting takes the rest.
    desk.does(Command::DeleteTask { task: memo });
    let long = desk.add("long", TaskEdit { due: due("2026-11-24T17:00:00+01:00"), ..sized(11.0) });
    assert!(desk.model.offer(&desk.now, date(2026, 11, 23)).feasible);
    desk.does(Command::EditTask { task: long, edit: TaskEdit { estimate: Some(Some(12.0)), ..TaskEdit::default() } });
    assert!(!desk.model.offer(&desk.now, date(2026, 11, 23)).feasible);
    // On Wednesday the whole meeting of the day before counts, and no more.
    let edit = TaskEdit { due: due("2026-11-25T09:30:00+01:00"), ..TaskEdit::default() };
    desk.does(Command::EditTask { task: "long".to_owned(), edit });
    assert!(desk.model.offer(&desk.now, date(2026, 11, 23)).feasible);
    desk.does(Command::EditTask { task: "long".to_owned(), edit: sized(13.0) });
    assert!(!desk.model.offer(&desk.now, date(2026, 11, 23)).feasible);
}

#[test]
fn without_windows_the_plan_holds_what_is_pinned_or_due() {
    let mut desk = Desk::monday();
    let today = date(2026, 11, 23);
    let due = |day| TaskEdit { due: Some(Some(Due::Day(date(2026, 11, day)))), ..sized(2.0) };
    let late = desk.add("late", due(20));
    let now = desk.add("today", due(23));
    desk.add("tomorrow", due(24));
    let pinned = desk.add("pinned", TaskEdit::default());
    desk.does(Command::Pin { task: pinned.clone() });
    let plan = desk.model.day_plan(&desk.now, today);
    let ids: Vec<_> = plan.today.iter().map(|item| item.task.to_string()).collect();
    assert_eq!(ids, [pinned, late, now]);
    assert_eq!((plan.capacity, plan.load(), plan.slots.len(), plan.feasible), (None, None, 0, true));
    assert_eq!(plan.left_out[0].1, Why::NotDue);
}

#[test]
fn a_label_is_kept_once() {
    let mut desk = Desk::monday();
    let tags = Some(["a", "b", "a"].map(str::to_owned).to_vec());
    let task = desk.add("x", TaskEdit { tags, ..TaskEdit::default() });
    assert_eq!(desk.model.task(&desk.model.find_task(&task).unwrap()).unwrap().tags, ["a", "b"]);
}

#[test]
fn a_repeating_task_is_not_waiting() {
    let mut desk = Desk::monday();
    desk.add("water", repeating(Repeat::Week, 29));
    let rows = desk.model.agenda_by(&desk.now, Ranking::Taskwarrior);
    assert_eq!(rows[0].score.terms.iter().map(|term| term.name).collect::<Vec<_>>(), ["due", "priority"]);
}

#[test]
fn a_pin_holds_for_its_day() {
    let mut desk = Desk::configured(WINDOWS);
    let task = desk.add("small", TaskEdit { importance: Some(1), ..sized(3.0) });
    desk.add("large", TaskEdit { importance: Some(5), ..sized(3.0) });
    desk.does(Command::Pin { task: task.clone() });
    let pinned = |desk: &Desk| desk.model.agenda(&desk.now).iter().filter(|row| row.pinned).count();
    assert_eq!((pinned(&desk), desk.titles(Ranking::Weighted)[0].as_str()), (1, "small"));
    // It is on top today, and worth no more than it is tomorrow.
    let first = |desk: &Desk, day| desk.model.offer(&desk.now, date(2026, 11, day)).today[0].task.to_string();
    assert_eq!(first(&desk, 23), task);
    assert_ne!(first(&desk, 24), task);
    desk.days_pass(1);
    assert_eq!((pinned(&desk), desk.titles(Ranking::Weighted)[0].as_str()), (0, "large"));
    // The key pins it again, and only then takes it off.
    desk.does(Command::Pin { task: task.clone() });
    assert_eq!(pinned(&desk), 1);
    desk.does(Command::Pin { task: task.clone() });
    assert_eq!(pinned(&desk), 0);
    let said = desk.model.undo.last().map(|entry| entry.action.clone());
    assert_eq!(said.as_deref(), Some("task-unpin"));
    desk.does(Command::Undo);
    assert_eq!(pinned(&desk), 1);
}

#[test]
fn a_pin_that_names_no_day_holds_until_it_is_taken_back() {
    let mut desk = Desk::monday();
    let task = desk.add("old", TaskEdit::default());
    let id = desk.model.find_task(&task).unwrap();
    let at = desk.now.stamp().plus_ms(1000);
    let fields = vec![("pinned".into(), Some(focus_tui::domain::value::Value::Bool(true)))];
    let kind = focus_tui::domain::record::Kind::Task;
    let record = Record { kind, id: id.clone(), fields, deleted: None, at, device: "old".into() };
    desk.model.book.take(&record, &desk.model.rules).expect("a record");
    assert!(desk.model.row(&desk.now, &id).unwrap().pinned);
    desk.days_pass(1);
    assert!(desk.model.row(&desk.now, &id).unwrap().pinned);
    desk.does(Command::Pin { task });
    assert!(!desk.model.row(&desk.now, &id).unwrap().pinned);
}

#[test]
fn what_comes_up_after_the_day_was_planned_is_unplanned() {
    let mut desk = Desk::configured(WINDOWS);
    let unplanned = |desk: &Desk, task: &str| desk.model.task(&desk.model.find_task(task).unwrap()).unwrap().unplanned;
    let before = desk.add("before", sized(1.0));
    desk.does(Command::EditPlan { date: date(2026, 11, 23), edit: PlanEdit::Accept });
    let after = desk.add("after", TaskEdit::default());
    let said = desk.add("said", TaskEdit { unplanned: Some(false), ..TaskEdit::default() });
    assert_eq!([before, after, said].map(|task| unplanned(&desk, &task)), [false, true, false]);
    desk.days_pass(1);
    let next = desk.add("next day", TaskEdit::default());
    assert!(!unplanned(&desk, &next), "that day is not planned yet");
}

#[test]
fn a_cycle_is_refused_with_its_tasks() {
    let mut desk = Desk::monday();
    let a = desk.add("a", TaskEdit::default());
    let after = |task: &str| TaskEdit { blocked_by: Some(vec![task.to_owned()]), ..TaskEdit::default() };
    let b = desk.add("b", after(&a));
    let c = desk.add("c", after(&b));
    let cycle = desk.ask(&Command::EditTask { task: a.clone(), edit: after(&c) });
    let titles = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(cycle, Err(Refusal::Cycle { tasks: titles(&["a", "c", "b", "a"]) }));
    let itself = desk.ask(&Command::EditTask { task: a.clone(), edit: after(&a) });
    assert_eq!(itself, Err(Refusal::Cycle { tasks: titles(&["a", "a"]) }));
}

#[test]
fn out_of_range_values_change_nothing() {
    let mut desk = Desk::monday();
    let task = desk.add("a", TaskEdit::default());
    for estimate in [0.0, 10_000.0, -1.0, f64::NAN, f64::INFINITY] {
        let refused = desk.ask(&Command::EditTask { task: task.clone(), edit: sized(estimate) });
        assert!(matches!(refused, Err(Refusal::OutOfRange { field: "estimate", .. })), "{estimate}: {refused:?}");
    }
    let tags = |tag: &str| TaskEdit { tags: Some(vec![tag.to_owned()]), ..TaskEdit::default() };
    let refused = desk.ask(&Command::EditTask { task: task.clone(), edit: tags("two words") });
    assert_eq!(refused, Err(Refusal::Spaces { field: "tag" }));
    // A date that is over is taken as it is, and the task is late.
    let edit = TaskEdit { due: Some(Some(Due::Day(date(2020, 1, 1)))), ..TaskEdit::default() };
    desk.does(Command::EditTask { task, edit });
    assert!(desk.model.agenda(&desk.now)[0].is_late());
}

#[test]
fn what_undo_will_take_back_is_known_before() {
    let mut desk = Desk::monday();
    assert_eq!(desk.model.undo_preview(), None);
    let task = desk.add("a", TaskEdit::default());
    desk.does(done(&task));
    let preview = desk.model.undo_preview().unwrap();
    assert_eq!((preview.entry.action.as_str(), preview.entry.subject.as_str()), ("task-done", "a"));
    assert_eq!((preview.possible, preview.depth), (true, 2));
    desk.does(Command::Undo);
    assert_eq!(desk.model.undo_preview().map(|preview| preview.depth), Some(1));
    for _ in 0..60 {
        desk.does(Command::Pin { task: task.clone() });
    }
    for _ in 0..50 {
        desk.does(Command::Undo);
    }
    assert_eq!(desk.ask(&Command::Undo), Err(Refusal::NothingToUndo));
}

/// A few tasks of every shape.
/// Importance, urgency, days to the due date, estimate, pinned, the task that it waits for.
type Drawn = (u8, Option<u8>, Option<i8>, Option<u16>, bool, Option<usize>);

fn tasks() -> impl Strategy<Value = Vec<Drawn>> {
    let task = (
        1_u8..=5,
        prop::option::of(1_u8..=5),
        prop::option::of(1_i8..=30),
        prop::option::of(1_u16..200),
        any::<bool>(),
        prop::option::of(0_usize..20),
    );
    prop::collection::vec(task, 0..24)
}

fn filled(tasks: &[Drawn]) -> Desk {
    let mut desk = Desk::configured(WINDOWS);
    let mut ids: Vec<String> = Vec::new();
    for (importance, urgency, due, estimate, pinned, blocker) in tasks {
        let blocker = blocker.and_then(|at| ids.get(at)).cloned();
        let edit = TaskEdit {
            title: Some("same".to_owned()),
            importance: Some(i64::from(*importance)),
            urgency: Some(urgency.map(i64::from)),
            due: Some(due.map(|day| Due::Day(date(2026, 11, day)))),
            estimate: Some(estimate.map(|tenths| f64::from(tenths) / 10.0)),
            blocked_by: blocker.map(|blocker| vec![blocker]),
            ..TaskEdit::default()
        };
        desk.ask(&Command::AddTask(edit)).expect("a task");
        let id = desk.journal.last().expect("a record").id.to_string();
        if *pinned {
            desk.ask(&Command::Pin { task: id.clone() }).expect("an open task");
        }
        ids.push(id);
    }
    desk
}

fn ids(rows: &[Row<'_>]) -> Vec<String> {
    rows.iter().map(|row| row.task.id.to_string()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_is_total_and_stable(tasks in tasks(), ranking in prop::sample::select(Ranking::ALL)) {
        let mut desk = filled(&tasks);
        let order = ids(&desk.model.agenda_by(&desk.now, ranking));
        let mut unique = order.clone();
        unique.sort();
        unique.dedup();
        prop_assert_eq!(unique.len(), tasks.len());
        prop_assert_eq!(&order, &ids(&desk.model.agenda_by(&desk.now, ranking)));
        // Taking one out leaves the others as they were, but for those that waited for it.
        if let Some(gone) = order.first().cloned() {
            let waits = desk.model.row(&desk.now, &desk.model.find_task(&gone).unwrap()).unwrap().blocks;
            let blockers = desk.model.task(&desk.model.find_task(&gone).unwrap()).unwrap().blocked_by.clone();
            if waits.is_empty() && blockers.is_empty() {
                desk.ask(&Command::DeleteTask { task: gone.clone() }).expect("it is there");
                let expected: Vec<String> = order.into_iter().filter(|id| *id != gone).collect();
                prop_assert_eq!(ids(&desk.model.agenda_by(&desk.now, ranking)), expected);
            }
        }
    }

    #[test]
    fn the_plan_never_exceeds_capacity(tasks in tasks(), hours in 0_i64..30, ahead in 0_i32..3) {
        let mut desk = filled(&tasks);
        desk.now = desk.now.later(hours * 1_800_000, 0);
        let date = date(2026, 11, 23).checked_add(jiff::Span::new().days(ahead)).unwrap();
        let plan = desk.model.offer(&desk.now, date);
        prop_assert!(plan.planned <= plan.capacity.unwrap());
        let focus = plan.slots.iter().filter(|slot| slot.kind == SlotKind::Focus).count();
        prop_assert_eq!(focus, plan.planned as usize, "every planned pomodoro has its hour");
        prop_assert_eq!(plan.today.len() + plan.left_out.len(), tasks.len());
        for slot in plan.slots.iter().filter(|slot| slot.kind == SlotKind::Focus) {
            prop_assert!(slot.from >= desk.now.stamp() && slot.from < slot.to);
        }
    }
}
