//! The view of all sessions, the mode of the next start, starting in the past, parked notes.
use focus_tui::{
    domain::{
        command::{Command, LogEntry, SessionEdit},
        session::{Outcome, Source},
        stamp::Stamp,
    },
    text::locale::Lang,
    ui::{Dialog, Form, Page, Tone, View},
};
use jiff::Zoned;

use super::{named, stage::Stage};

fn message(stage: &Stage) -> &str {
    stage.screen.message.as_ref().map_or("", |message| &message.text)
}

fn form(stage: &Stage) -> &Form {
    match &stage.screen.dialog {
        Some(Dialog::Form(form)) => form,
        other => panic!("no form but {other:?}"),
    }
}

fn at(text: &str) -> Stamp {
    Stamp::from(&format!("{text}[Europe/Berlin]").parse::<Zoned>().unwrap())
}

fn logged(stage: &mut Stage, task: Option<&str>, began: &str, outcome: Outcome, note: Option<&str>) {
    stage.does(Command::Log(LogEntry {
        task: task.map(str::to_owned),
        at: at(began),
        seconds: 1500,
        outcome,
        note: note.map(str::to_owned),
    }));
}

/// A day with everything that can be in it, after twelve weeks of ordinary ones.
fn full_day(lang: Lang) -> Stage {
    let mut stage = Stage::lived_in(lang);
    logged(&mut stage, None, "2026-11-22T08:00:00", Outcome::Partial, Some("before breakfast"));
    stage.keys("2f");
    stage.watch(600_000);
    stage.keys("incall mum<enter>e");
    stage.watch(900_000);
    stage.watch(300_000);
    stage.keys("1<space>");
    stage.watch(90_000);
    stage.keys("xphone rang<enter>");
    stage
}

/// The rows of the list that hold `text`.
fn rows(stage: &Stage, text: &str) -> usize {
    stage.text().lines().filter(|line| line.contains(text)).count()
}

#[test]
fn all_sessions() {
    for lang in [Lang::En, Lang::ZhCn] {
        let mut stage = full_day(lang);
        stage.keys("Hjj");
        let sizes = [(120, 36), (80, 24), (40, 12)];
        let plain = sizes.map(|(width, height)| stage.text_at(width, height)).join("\n──\n");
        stage.keys("/outcome:void<enter>");
        let filtered = sizes.map(|(width, height)| stage.text_at(width, height)).join("\n──\n");
        stage.keys("/ kind:lunch");
        let wrong = sizes.map(|(width, height)| stage.text_at(width, height)).join("\n──\n");
        insta::assert_snapshot!(named(lang, "history"), format!("{plain}\n══\n{filtered}\n══\n{wrong}"));
    }
}

#[test]
fn a_session_is_amended_in_a_form() {
    for lang in [Lang::En, Lang::ZhCn] {
        let mut stage = full_day(lang);
        stage.keys("Hjjo");
        let shown = [(120, 36), (80, 24), (40, 12)].map(|(width, height)| stage.text_at(width, height)).join("\n──\n");
        stage.keys("<esc>a-30m<tab>");
        let added = [(120, 36), (40, 12)].map(|(width, height)| stage.text_at(width, height)).join("\n──\n");
        insta::assert_snapshot!(named(lang, "history-forms"), format!("{shown}\n──\n{added}"));
    }
}

#[test]
fn nothing_is_shown_before_everything_is_read() {
    let mut stage = full_day(Lang::En);
    assert!(!stage.screen.needs_all_sessions());
    stage.model.book.sessions.set_complete(false);
    stage.keys("H");
    assert!(stage.screen.needs_all_sessions());
    assert!(stage.text().contains("reading…"));
    // Nothing can be done to what is not there.
    stage.keys("jo<delete>");
    assert_eq!(stage.screen.dialog, None);
    stage.model.book.sessions.set_complete(true);
    assert!(stage.text().contains("ship release"));
}

#[test]
fn amending_changes_what_was_written_and_nothing_else() {
    let mut stage = full_day(Lang::En);
    stage.keys("H<end>o");
    let before = stage.model.book.sessions.iter().next().unwrap().clone();
    // An unchanged form sends nothing.
    stage.keys("<enter>");
    assert_eq!((stage.screen.dialog.clone(), message(&stage)), (None, ""));
    stage.keys("<enter><ctrl-u>tidy<tab><tab><left><left><left><left><left><tab><right><tab>only half<enter>");
    let after = stage.model.book.sessions.find(before.id.as_str()).unwrap().clone();
    assert_eq!(after.title.as_deref(), Some("tidy the desk"));
    assert_eq!((after.focus_s, after.outcome, after.counted), (1200, Outcome::Partial, false));
    assert_eq!((after.note.as_deref(), after.started), (Some("only half"), before.started));
    assert_eq!(message(&stage), "amended: tidy the desk");
    assert!(stage.text().contains("u undoes"));
    stage.keys("u");
    assert_eq!(stage.model.book.sessions.find(before.id.as_str()).unwrap().focus_s, 1500);
    assert_eq!(stage.screen.pages.history_session().map(|id| id.as_str()), Some(before.id.as_str()));
}

#[test]
fn a_session_is_deleted_and_comes_back_and_the_cursor_stays() {
    let mut stage = full_day(Lang::En);
    let count = stage.model.book.sessions.iter().count();
    stage.keys("Hjj");
    let chosen = stage.screen.pages.history_session().cloned().unwrap();
    stage.keys("<delete>");
    assert_eq!(stage.model.book.sessions.iter().count(), count - 1);
    assert_eq!(message(&stage), "session deleted: ship release");
    // The row moves up under the cursor; what is deleted next is that one.
    let text = stage.text();
    assert!(text.lines().any(|line| line.contains("▸") && line.contains("08:00")), "{text}");
    stage.keys("u");
    assert_eq!(stage.model.book.sessions.iter().count(), count);
    assert_eq!(stage.screen.pages.history_session(), Some(&chosen));
    assert!(stage.text().lines().any(|line| line.contains("▸ 14:00")));
}

#[test]
fn the_cursor_stays_on_its_session_when_others_come() {
    let mut stage = full_day(Lang::En);
    stage.keys("Hjjj");
    let chosen = stage.screen.pages.history_session().cloned();
    logged(&mut stage, None, "2026-11-22T11:00:00", Outcome::Completed, None);
    assert!(stage.text().lines().any(|line| line.contains("▸ 08:00")));
    // Moved in time, it is still the same one.
    stage.does(Command::Amend {
        session: chosen.clone().unwrap().to_string(),
        edit: SessionEdit { at: Some(at("2026-11-22T07:00:00")), ..SessionEdit::default() },
    });
    assert!(stage.text().lines().any(|line| line.contains("▸ 07:00")));
    stage.keys("k");
    assert!(stage.text().lines().any(|line| line.contains("▸ 11:00")));
}

#[test]
fn a_forgotten_session_is_added_and_seen() {
    let mut stage = full_day(Lang::En);
    stage.keys("H/outcome:void<enter>a<enter>");
    assert_eq!(form(&stage).error.as_ref().map(|(at, _)| *at), Some(0));
    stage.keys("yesterday 21:00<tab><ctrl-u>50m<tab>paper<enter>");
    let session = stage.model.book.sessions.find(stage.screen.pages.history_session().unwrap().as_str()).unwrap();
    assert_eq!((session.title.as_deref(), session.focus_s), (Some("read paper"), 3000));
    assert_eq!((session.started, session.source), (at("2026-11-21T21:00:00"), Source::Manual));
    assert!(stage.text().lines().any(|line| line.contains("▸ 21:00") && line.contains("read paper")));
    assert_eq!(stage.screen.message.as_ref().map(|message| message.tone), Some(Tone::Undoable));
}

#[test]
fn an_overlap_is_refused_beside_its_field_and_names_the_other() {
    let mut stage = full_day(Lang::En);
    stage.keys("Ha2026-11-22 13:50<tab><ctrl-u>20<tab><tab><enter>");
    let (field, said) = form(&stage).error.clone().unwrap();
    assert_eq!((form(&stage).fields[field].name, form(&stage).at), ("at", 0));
    assert_eq!(said, "This overlaps ship release from 22 Nov 14:00 to 22 Nov 14:25.");
    stage.keys("<ctrl-u>-1m<enter>");
    let ends = "It would end in the future: begin earlier or make it shorter.";
    assert_eq!(form(&stage).error.as_ref().unwrap().1, ends);
    stage.keys("<ctrl-u>yesterday 9:00<tab><tab>nothing like it<enter>");
    let (field, said) = form(&stage).error.clone().unwrap();
    assert_eq!((form(&stage).fields[field].name, said.contains("nothing like it")), ("task", true));
}

#[test]
fn everything_wrong_with_a_session_is_told_at_once_each_beside_its_field() {
    let wrong = |stage: &Stage| form(stage).errors().map(|(at, _)| form(stage).fields[*at].name).collect::<Vec<_>>();
    let mut stage = full_day(Lang::En);
    stage.keys("Ha31 feb<tab><ctrl-u>soon<tab>nothing like it<enter>");
    assert_eq!((wrong(&stage), form(&stage).at), (vec!["at", "minutes", "task"], 0));
    let text = stage.text();
    for said in ["31 feb", "soon", "nothing like it"] {
        // Beside the field and in the sentence about it.
        assert!(text.lines().filter(|line| line.contains(said)).count() >= 2, "{said}: {text}");
    }
    // What is mended is forgiven, the rest stands.
    stage.keys("<ctrl-u>9:00");
    assert_eq!(wrong(&stage), ["minutes", "task"]);
    // What has not begun is told beside what is wrong with its length.
    stage.keys("<ctrl-u>+2h<enter>");
    assert_eq!(wrong(&stage), ["at", "minutes", "task"]);
    // A session that is amended: only what was written in is looked at.
    let mut stage = full_day(Lang::En);
    stage.keys("Hjjo<tab><ctrl-u>31 feb<tab><ctrl-u>0<enter>");
    assert_eq!(wrong(&stage), ["at", "minutes"]);
}

#[test]
fn the_filter_narrows_at_every_key_and_keeps_the_last_that_made_sense() {
    let mut stage = full_day(Lang::En);
    stage.keys("H/mum");
    assert!(stage.text().contains("1 session ·"), "{}", stage.text());
    stage.keys("<ctrl-u>outcome:void");
    assert_eq!(rows(&stage, "phone rang"), 2);
    stage.keys("d");
    let text = stage.text();
    assert!(text.contains("outcome does not take voidd") && text.contains("phone rang"), "{text}");
    // What cannot be understood is not left standing.
    stage.keys("<enter>");
    assert_eq!(stage.screen.dialog, Some(Dialog::Sessions));
    stage.keys("<backspace><enter>");
    assert_eq!(stage.screen.dialog, None);
    stage.keys("<esc>");
    assert_eq!(stage.screen.view, View::Page(Page::History));
    assert!(!stage.text().contains("/outcome"));
    stage.keys("<esc>");
    assert_eq!(stage.screen.view, View::Dashboard);
}

#[test]
fn weeks_are_jumped_over_and_the_ends_are_reached() {
    let mut stage = full_day(Lang::En);
    let selected = |stage: &Stage| {
        let id = stage.screen.pages.history_session().unwrap().clone();
        stage.model.book.sessions.find(id.as_str()).unwrap().started.local().date()
    };
    stage.keys("H<left>");
    let first = selected(&stage);
    assert!(first <= "2026-11-15".parse().unwrap());
    stage.keys("<left>");
    assert!(selected(&stage) < first);
    stage.keys("<right><right><right><right>");
    assert_eq!(selected(&stage), "2026-11-22".parse().unwrap());
    stage.keys("<end><pgdn><left>j");
    assert_eq!(selected(&stage), "2026-08-31".parse().unwrap());
    stage.keys("<home>k<right>");
    assert_eq!(selected(&stage), "2026-11-22".parse().unwrap());
}

#[test]
fn keys_for_tasks_do_nothing_to_tasks_that_are_not_seen() {
    let mut stage = full_day(Lang::En);
    let before = stage.model.book.tasks.clone();
    stage.keys("HdDrt");
    assert_eq!(stage.model.book.tasks, before);
}

#[test]
fn the_mouse_selects_a_session_and_scrolls() {
    let mut stage = full_day(Lang::En);
    stage.keys("H");
    let line = stage.text().lines().position(|line| line.contains("08:00–08:25")).unwrap();
    stage.click(20, line as u16);
    assert!(stage.text().lines().any(|line| line.contains("▸ 08:00")));
}

#[test]
fn the_mode_of_the_next_start_is_chosen_from_a_list() {
    for lang in [Lang::En, Lang::ZhCn] {
        let mut stage = with_modes(lang);
        stage.keys("1M<down><down><down>12");
        let list = [(120, 36), (80, 24), (40, 12), (20, 4)].map(|(width, height)| stage.text_at(width, height));
        stage.keys("<enter>");
        let chosen = [(80, 24), (40, 12)].map(|(width, height)| stage.text_at(width, height));
        insta::assert_snapshot!(named(lang, "mode"), list.into_iter().chain(chosen).collect::<Vec<_>>().join("\n──\n"));
    }
}

/// Two modes of the user's own and a project with lengths of its own.
fn with_modes(lang: Lang) -> Stage {
    let mut stage = Stage::lived_in(lang);
    let (config, problems) = focus_tui::config::Config::read(
        "[modes.52-17]\nphases = [\"focus 52m\", \"break 17m\"]\n\
         [modes.mixed]\nphases = [\"warm-up 10m\", \"focus 40m\", \"break 8m\"]\n\
         [profiles.thesis]\nfocus = \"50m\"\nshort_break = \"10m\"\n",
    );
    assert!(problems.is_empty(), "{problems:?}");
    stage.model.rules.timer = config.rules.timer;
    stage
}

fn run(stage: &Stage) -> (&str, Option<u32>, Option<&str>) {
    let run = stage.model.timer.run.as_ref().unwrap();
    (&run.mode, run.planned_s, run.name.as_deref())
}

#[test]
fn a_day_in_every_mode() {
    let mut stage = with_modes(Lang::En);
    // A countdown of one's own length, with any of its digits.
    stage.keys("1M<down><down><down>12<enter>");
    assert!(stage.text().contains("countdown"));
    stage.keys("<space>");
    assert_eq!(run(&stage), ("countdown", Some(720), None));
    stage.watch(720_000);
    assert_eq!(stage.model.timer.run, None);
    // It stays chosen.
    stage.keys("<space>F");
    // Flow counts up and earns a fifth.
    stage.keys("M<up><enter><space>");
    assert_eq!(run(&stage), ("flow", None, None));
    stage.watch(50 * 60_000);
    stage.keys("F");
    assert_eq!(run(&stage), ("flow", Some(600), None));
    stage.watch(600_000);
    // A mode of one's own goes from phase to phase, and says in which it is.
    stage.keys("M<end><enter><space>");
    assert_eq!(run(&stage), ("mixed", Some(600), Some("warm-up")));
    // While something runs the choice is for the next start.
    stage.keys("M<home><enter>");
    assert_eq!(message(&stage), "The mode holds from the next start on.");
    stage.watch(600_000);
    assert_eq!(run(&stage), ("mixed", Some(2400), None));
    assert!(stage.text().contains("mixed 2 of 2"), "{}", stage.text());
    stage.watch(2_400_000 + 480_000);
    assert_eq!(stage.model.timer.run, None);
    // As configured: the lengths of the project that the selected task belongs to, shown before the start.
    stage.keys("2jj");
    assert!(stage.text_at(40, 12).contains("50:00") || stage.text_at(12, 1).contains("50:00"));
    stage.size(120, 36);
    stage.keys("<space>");
    assert_eq!(run(&stage), ("pomodoro", Some(3000), None));
}

#[test]
fn a_length_that_makes_no_sense_is_said_in_the_list() {
    let mut stage = with_modes(Lang::En);
    stage.keys("M<down><down><down>0<enter>");
    assert!(stage.text().contains("The duration is 0"), "{}", stage.text());
    stage.keys("<backspace>99999<enter>");
    assert!(stage.text().contains("99999 is too long"));
    stage.keys("<ctrl-u>7<left><shift-right><enter>");
    assert_eq!((stage.screen.dialog.clone(), stage.screen.chosen.length_s), (None, Some(660)));
    stage.keys("M<home><enter>");
    assert_eq!((stage.screen.chosen.mode.clone(), stage.screen.chosen.length_s), (None, None));
}

#[test]
fn focus_that_began_before_now() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("S<enter>");
    assert!(form(&stage).error.as_ref().unwrap().1.starts_with("When it began is missing."));
    stage.keys("-10m");
    assert!(stage.text().contains("Sun 22 Nov 2026 13:50"), "{}", stage.text());
    stage.keys("<enter>");
    let run = stage.model.timer.run.clone().unwrap();
    assert_eq!((run.started, run.task.is_some()), (at("2026-11-22T13:50:00"), true));
    assert_eq!(stage.model.status(&stage.now).left_s, Some(900));
    // Where focus runs there is nothing to start.
    stage.keys("S");
    assert_eq!(stage.screen.message.as_ref().map(|message| message.tone), Some(Tone::Refused));
    let mut stage = full_day(Lang::En);
    stage.keys("1S14:20<enter>");
    let (field, said) = form(&stage).error.clone().unwrap();
    assert_eq!(form(&stage).fields[field].name, "at");
    assert!(said.starts_with("This overlaps no task") || said.starts_with("This overlaps focus"), "{said}");
    stage.keys("<ctrl-u>15:59<enter>");
    assert!(stage.screen.dialog.is_some());
}

#[test]
fn parked_notes_are_shown_at_the_break_and_become_tasks_one_by_one() {
    for lang in [Lang::En, Lang::ZhCn] {
        let mut stage = Stage::empty(lang);
        stage.keys("<space>incall mum<enter>enprinter is empty<enter>i");
        assert!(!stage.text().contains(" P "), "{}", stage.text());
        stage.watch(25 * 60_000);
        let sizes = [(120, 36), (80, 24), (40, 12)];
        let shown = sizes.map(|(width, height)| stage.text_at(width, height)).join("\n──\n");
        stage.keys("P");
        let task = stage.model.book.tasks.values().next().unwrap();
        assert_eq!((task.title.as_str(), task.unplanned), ("call mum", true));
        stage.keys("P");
        assert_eq!(stage.model.book.tasks.len(), 2);
        stage.keys("P");
        assert_eq!(stage.screen.message.as_ref().map(|message| message.tone), Some(Tone::Refused));
        stage.keys("u");
        assert_eq!(stage.model.parked(&stage.now).len(), 1);
        insta::assert_snapshot!(named(lang, "parked"), shown);
    }
}

#[test]
fn a_note_that_becomes_a_task_at_once_is_not_parked() {
    let mut stage = Stage::empty(Lang::En);
    stage.keys("<space>incall mum<ctrl-t>");
    assert_eq!(stage.model.parked(&stage.now), vec![]);
    stage.watch(25 * 60_000);
    assert!(!stage.text().contains("parked"));
}

#[test]
fn the_timer_on_the_whole_screen_tells_of_the_day() {
    for lang in [Lang::En, Lang::ZhCn] {
        let mut stage = full_day(lang);
        stage.model.rules.day.goal = Some(focus_tui::domain::rules::DailyGoal::Pomodoros(8));
        let sizes = [(120, 36), (80, 24), (50, 40), (40, 12)];
        stage.keys("1<enter>");
        let idle = sizes.map(|(width, height)| stage.text_at(width, height)).join("\n──\n");
        stage.keys("<space>incall mum<enter>");
        let running = stage.text_at(120, 36);
        insta::assert_snapshot!(named(lang, "timer-full"), format!("{idle}\n──\n{running}"));
    }
}
