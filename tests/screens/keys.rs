//! What keys, clicks and answers do.
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use focus_tui::{
    config::Config,
    domain::{
        command::{Command, Start},
        session::Origin,
        status::State,
    },
    text::locale::Lang,
    ui::{Dialog, Input, Line, Pane, Reply, SettingForm, Tone, View, parting},
};
use ratatui::style::{Color, Modifier};

use super::stage::Stage;

pub(super) fn state(stage: &Stage) -> State {
    stage.model.status(&stage.now).state
}

pub(super) fn message(stage: &Stage) -> &str {
    stage.screen.message.as_ref().map_or("", |message| &message.text)
}

fn only_task(stage: &Stage) -> &focus_tui::domain::task::Task {
    assert_eq!(stage.model.book.tasks.len(), 1);
    stage.model.book.tasks.values().next().unwrap()
}

#[test]
fn space_starts_the_selected_task_and_pauses_and_goes_on() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("j<space>");
    assert_eq!(stage.model.status(&stage.now).task.unwrap().1, "pay overdue bill");
    stage.keys("<space>");
    assert_eq!(state(&stage), State::Paused);
    stage.keys("3<space>");
    assert_eq!(state(&stage), State::Running);
    // The other task takes over without the clock being touched.
    stage.keys("2kf");
    assert_eq!(stage.model.status(&stage.now).task.unwrap().1, "ship release");
}

#[test]
fn from_another_pane_space_starts_without_a_task() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("1<space>");
    assert_eq!((state(&stage), stage.model.status(&stage.now).task), (State::Running, None));
}

#[test]
fn a_task_is_entered_and_gets_the_cursor() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("A写 report<tab>5<backspace><backspace>4<tab><right><tab>fri<tab>2.5<tab>work<tab>a, #b<enter>");
    let id = stage.screen.task.clone().unwrap();
    let task = stage.model.task(&id).unwrap();
    assert_eq!((task.title.as_str(), task.importance.level(), task.estimate()), ("写 report", 4, Some(2.5)));
    assert_eq!((task.urgency.map(|rank| rank.level()), task.tags.join("|")), (Some(3), "a|b".to_owned()));
    assert_eq!(stage.screen.dialog, None);
    assert_eq!(message(&stage), "added: 写 report");
    assert!(stage.text().contains("added: 写 report · u undoes"));
    stage.keys("u");
    assert!(stage.model.task(&id).is_none());
    assert_eq!(message(&stage), "taken back: added: 写 report");
}

#[test]
fn an_error_stands_beside_its_field_and_the_form_stays() {
    let mut stage = Stage::empty(Lang::En);
    stage.keys("A<enter>");
    let Some(Dialog::Form(form)) = &stage.screen.dialog else { panic!("the form is gone") };
    assert_eq!(form.error, Some((0, "Title is empty.".to_owned())));
    stage.keys("x<tab>9<enter>");
    let Some(Dialog::Form(form)) = &stage.screen.dialog else { panic!("the form is gone") };
    assert_eq!(form.error, Some((1, "Importance goes from 1 to 5.".to_owned())));
    stage.keys("<backspace><backspace>2<tab><tab>31 feb<enter>");
    let Some(Dialog::Form(form)) = &stage.screen.dialog else { panic!("the form is gone") };
    assert_eq!(form.error.as_ref().unwrap().0, 3);
    stage.keys("<ctrl-u>+3d<enter>");
    assert_eq!(only_task(&stage).importance.level(), 2);
    assert!(only_task(&stage).due.is_some());
}

#[test]
fn escape_keeps_a_draft() {
    let mut stage = Stage::empty(Lang::En);
    stage.keys("Ahalf a title<esc>");
    assert_eq!(stage.screen.dialog, None);
    stage.keys("A done<enter>");
    assert_eq!(only_task(&stage).title, "half a title done");
    // What was sent is no draft any more.
    stage.keys("A");
    assert!(matches!(&stage.screen.dialog, Some(Dialog::Form(form)) if !form.is_changed()));
}

#[test]
fn a_task_is_changed_only_where_it_was_written_in() {
    let mut stage = Stage::lived_in(Lang::En);
    let before = stage.model.agenda(&stage.now)[0].task.clone();
    stage.keys("o<tab><tab><tab><tab>");
    stage.keys("<right><enter>");
    let after = stage.model.task(&before.id).unwrap();
    assert_eq!(after.estimate(), Some(7.0));
    assert_eq!((&after.title, after.due, &after.tags), (&before.title, before.due, &before.tags));
    stage.keys("o<enter>");
    assert_eq!((stage.screen.dialog.clone(), message(&stage)), (None, ""));
}

#[test]
fn done_leaves_the_cursor_in_place() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("jd");
    assert_eq!(message(&stage), "done: pay overdue bill");
    assert!(stage.text().contains("▸ 58  Q2   write thesis"));
    stage.keys("c");
    assert!(stage.text().contains("✓ pay overdue bill"));
}

#[test]
fn an_interruption_is_marked_at_once_and_can_be_put_into_words_and_become_a_task() {
    let mut stage = Stage::empty(Lang::En);
    stage.keys("<space>'");
    let marks = |stage: &Stage| stage.model.timer.run.as_ref().unwrap().marks.clone();
    assert_eq!((marks(&stage)[0].kind, stage.screen.dialog.clone()), (Origin::Internal, None));
    stage.keys("－");
    assert_eq!(marks(&stage)[1].kind, Origin::External);
    stage.keys("ncall mum<ctrl-t>");
    assert_eq!(marks(&stage)[1].note.as_deref(), Some("call mum"));
    assert!(only_task(&stage).unplanned);
    assert_eq!((only_task(&stage).title.as_str(), stage.screen.dialog.clone()), ("call mum", None));
    assert_eq!(state(&stage), State::Running);
}

#[test]
fn a_pomodoro_is_given_up_with_a_reason_and_taken_back() {
    let mut stage = Stage::empty(Lang::En);
    stage.keys("x");
    assert_eq!(stage.screen.message.as_ref().map(|message| message.tone), Some(Tone::Refused));
    stage.keys("<space>");
    stage.watch(90_000);
    stage.keys("xphone rang<enter>");
    assert_eq!(state(&stage), State::Idle);
    assert_eq!(stage.model.book.sessions.iter().next().unwrap().reason.as_deref(), Some("phone rang"));
    stage.keys("u");
    assert_eq!(state(&stage), State::Running);
}

#[test]
fn more_minutes() {
    let mut stage = Stage::empty(Lang::En);
    stage.keys("<space>+=E<right><right><enter>");
    assert_eq!(stage.model.status(&stage.now).planned_s, Some((25 + 5 + 5 + 7) * 60));
    assert_eq!(message(&stage), "+7 min");
    // What stands there gives way to what is typed.
    stage.keys("E1<backspace>10<enter>E-3<enter>");
    assert_eq!(stage.model.status(&stage.now).planned_s, Some((25 + 5 + 5 + 7 + 10 - 3) * 60));
}

#[test]
fn the_worked_example_comes_out() {
    let mut stage = Stage::empty(Lang::En);
    stage.keys("3<left>s80<tab>75<tab>65<tab>85<enter>");
    assert_eq!(message(&stage), "scored: agility 2026-W46 · S 76.0");
    stage.keys("<right>s90<tab>80<tab>");
    // What was given the week before is shown but not given.
    assert!(stage.text().contains("(65)"));
    stage.keys("<right><right><right><right><right><tab><shift-right>");
    let text = stage.text();
    assert!(text.contains("S 82.0") && text.contains("▴ 6.0"), "{text}");
    stage.keys("<enter>");
    assert_eq!(message(&stage), "scored: agility 2026-W47 · S 82.0 (+6.0)");
    stage.keys("<enter>");
    let text = stage.text();
    for part in ["+2.0", "+1.0", "+1.5", "82.0  ▴ 6.0 since W46", "9.0  Decision"] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn the_question_after_a_sleep() {
    let mut stage = Stage::empty(Lang::En);
    stage.keys("<space>");
    stage.watch(5 * 60_000);
    stage.sleep(20 * 60_000);
    assert_eq!(state(&stage), State::Asking);
    // Keys of the panes wait; leaving does not.
    stage.keys("adx");
    assert_eq!((stage.screen.dialog.clone(), state(&stage)), (None, State::Asking));
    stage.keys("<esc>a");
    assert!(stage.screen.dialog.is_some());
    stage.keys("<esc><space>1");
    assert_eq!(state(&stage), State::Running);
}

#[test]
fn in_overtime_space_moves_on_to_the_break() {
    let mut stage = Stage::empty(Lang::En);
    stage.model.rules.timer.overtime = true;
    stage.keys("<space>");
    stage.watch(26 * 60_000);
    // The one thing that is loud: the phase in reverse.
    let (buffer, _) = stage.draw();
    let reversed = buffer.content.iter().filter(|cell| cell.modifier.contains(Modifier::REVERSED)).count();
    assert_eq!(reversed, " focus ".len());
    stage.keys("<space>");
    let status = stage.model.status(&stage.now);
    assert!(status.phase.unwrap().is_break());
    assert_eq!(status.today.pomodoros, 1);
}

#[test]
fn leaving_says_that_the_phase_goes_on() {
    let mut stage = Stage::empty(Lang::En);
    assert_eq!(parting(&stage.model.status(&stage.now), &stage.locale), None);
    stage.keys("<space>q");
    assert!(stage.quit);
    let said = parting(&stage.model.status(&stage.now), &stage.locale).unwrap();
    assert_eq!(said, "The focus goes on without this screen and rings 14:25. Come back with focus-tui.");
}

#[test]
fn panes_open_and_close() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("<tab><tab>");
    assert_eq!(stage.screen.focus, Pane::Weeks);
    stage.keys("<enter>");
    assert_eq!(stage.screen.view, View::Full(Pane::Weeks));
    stage.keys("<down><enter>");
    assert_eq!(stage.screen.view, View::Full(Pane::Assessment));
    assert!(stage.text().contains("76.0  ▴ 5.8 since W44"));
    stage.keys("<esc><esc>");
    assert_eq!((stage.screen.view, stage.screen.week), (View::Dashboard, None));
}

#[test]
fn commands_are_found_by_name() {
    let mut stage = Stage::lived_in(Lang::ZhCn);
    stage.keys(":四象限<enter>");
    assert!(stage.screen.matrix);
    stage.keys(":undo<enter>");
    assert!(message(&stage).starts_with("已撤销"));
}

#[test]
fn the_mouse_selects() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.size(80, 24);
    stage.click(40, 4);
    assert!(stage.text().contains("▸ 58"), "{}", stage.text());
    stage.click(10, 17);
    assert_eq!(stage.screen.focus, Pane::Assessment);
}

#[test]
fn a_refused_key_is_answered_once() {
    let mut stage = Stage::empty(Lang::En);
    stage.keys(">");
    assert_eq!(message(&stage), "No break is due.");
    stage.keys("Z");
    assert_eq!(message(&stage), "");
}

#[test]
fn a_released_key_means_nothing() {
    let mut stage = Stage::empty(Lang::En);
    let mut key = KeyEvent::new(KeyCode::Char(' '), KeyModifiers::NONE);
    key.kind = KeyEventKind::Release;
    assert_eq!(stage.input(Input::Key(key)), Reply::Ignored);
}

#[test]
fn a_second_changes_few_cells() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.does(Command::Start(Start::default()));
    stage.now = stage.now.later(15_000, 0);
    let before = stage.draw().0;
    stage.now = stage.now.later(1000, 0);
    let after = stage.draw().0;
    let changed = before.diff(&after).len();
    assert!((1..=24).contains(&changed), "{changed} cells");
}

#[test]
fn nothing_paints_the_background() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("<space>");
    let (buffer, _) = stage.draw();
    assert!(buffer.content.iter().all(|cell| cell.bg == Color::Reset));
}

#[test]
fn a_paste_of_a_megabyte_is_cut_and_cleaned() {
    let mut stage = Stage::empty(Lang::En);
    stage.keys("A");
    stage.input(Input::Paste("x\x1b[2J写\n".repeat(200_000)));
    stage.keys("<enter>");
    let title = &only_task(&stage).title;
    assert!(title.len() <= 512 && !title.contains(char::is_control), "{title:?}");
}

#[test]
fn a_sent_form_is_closed_before_the_answer_and_comes_back_with_the_error() {
    let mut stage = Stage::lived_in(Lang::En);
    let press = |stage: &mut Stage, code| {
        let input = Input::Key(KeyEvent::new(code, KeyModifiers::NONE));
        let Stage { screen, model, locale, keymap, now, .. } = stage;
        focus_tui::ui::press(screen, model, locale, keymap, now, input)
    };
    let refuse = |stage: &mut Stage, command: &Command| {
        let refusal = focus_tui::domain::command::Refusal::Empty { field: "title" };
        let Stage { screen, model, locale, .. } = stage;
        focus_tui::ui::answered(screen, model, locale, command, Err(&refusal));
    };
    stage.keys("Afirst");
    let Reply::Do(first) = press(&mut stage, KeyCode::Enter) else { panic!("nothing was sent") };
    assert_eq!(stage.screen.dialog, None);
    // The next key goes to the dashboard, not into the form.
    let Reply::Do(next) = press(&mut stage, KeyCode::Char(' ')) else { panic!("the key was lost") };
    assert!(matches!(next[..], [Command::Start(_)]), "{next:?}");
    refuse(&mut stage, &first[0]);
    let Some(Dialog::Form(form)) = &stage.screen.dialog else { panic!("the form did not come back") };
    assert_eq!((form.fields[0].line.text(), form.error.as_ref().unwrap().0), ("first", 0));
    // While another form is written it waits as a draft.
    let Reply::Do(first) = press(&mut stage, KeyCode::Enter) else { panic!("nothing was sent") };
    stage.keys("Asecond");
    refuse(&mut stage, &first[0]);
    assert_eq!(message(&stage), "Title is empty.");
    stage.keys("<ctrl-u>third<enter>");
    assert!(stage.model.book.tasks.values().any(|task| task.title == "third"));
    stage.keys("A");
    let Some(Dialog::Form(form)) = &stage.screen.dialog else { panic!("no form") };
    assert_eq!(form.fields[0].line.text(), "first");
}

#[test]
fn a_kept_listing_follows_the_model_the_filter_and_the_minute() {
    let (mut kept, mut fresh) = (Stage::lived_in(Lang::En), Stage::lived_in(Lang::En));
    kept.screen.seen(1);
    for (at, keys) in
        ["jj", "/pa<enter>", "<esc>m", "m", "jjd", "c", "kr", "t", "afresh<enter>", "u"].into_iter().enumerate()
    {
        for stage in [&mut kept, &mut fresh] {
            stage.keys(keys);
            stage.watch(40_000);
        }
        kept.screen.seen(at as u64 + 2);
        // Of what counts within the minute only the clock may be seen.
        assert_eq!(kept.text(), fresh.text(), "after {keys}");
    }
}

#[test]
fn keys_wait_for_the_mark_of_an_interruption_that_they_may_be_about() {
    let mut stage = Stage::empty(Lang::En);
    stage.keys("<space>");
    let key = Input::Key(KeyEvent::new(KeyCode::Char('i'), KeyModifiers::NONE));
    let Stage { screen, model, locale, keymap, now, .. } = &mut stage;
    let reply = focus_tui::ui::press(screen, model, locale, keymap, now, key);
    assert!(matches!(reply, Reply::Do(_)) && screen.awaits());
    // However it is answered, and where it never is, the next key goes through.
    let command = Command::Interrupt { kind: Origin::Internal, note: None };
    focus_tui::ui::answered(screen, model, locale, &command, Ok(&[]));
    assert!(!screen.awaits());
    stage.keys("i");
    assert!(!stage.screen.awaits());
}

#[test]
fn a_setting_is_found_changed_and_given_back() {
    let mut stage = Stage::lived_in(Lang::En);
    let set = |key: &str, value: Option<&str>| Some((key.to_owned(), value.map(str::to_owned)));
    stage.keys(",/timer.focus<enter>");
    assert!(stage.text().contains("▸ focus"), "{}", stage.text());
    assert!(stage.text().contains("line 2 of your file") && stage.text().contains("default: 25m"), "{}", stage.text());
    stage.keys("<enter><ctrl-u>soon<enter>");
    assert_eq!(stage.set, set("timer.focus", Some("soon")));
    let form =
        SettingForm { key: "timer.focus".to_owned(), line: Line::new("soon", 9), choices: Vec::new(), error: None };
    stage.screen.setting_changed(Some(form), Err("timer.focus cannot be soon".to_owned()));
    assert!(stage.text().contains("timer.focus cannot be soon"));
    stage.keys("<esc><delete>");
    assert_eq!((stage.set.clone(), stage.screen.dialog.clone()), (set("timer.focus", None), None));
    stage.keys("<esc>/screen.mouse<enter><enter>");
    assert_eq!(stage.set, set("screen.mouse", Some("true")));
    stage.keys("<esc>/timer.rounds<enter><delete>");
    assert_eq!(message(&stage), "It has its default already.");
    stage.keys("<esc><esc>");
    assert_eq!(stage.screen.view, View::Dashboard);
}

#[test]
fn panes_are_hidden_and_their_edges_moved() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("4z");
    assert_eq!(message(&stage), "hidden: weeks; 4 shows it again");
    assert!(!stage.text().contains("4 Weeks") && stage.text().contains("3 Assessment"));
    // Tab passes over it; its number brings it back.
    stage.keys("3<tab>");
    assert_eq!(stage.screen.focus, Pane::Timer);
    stage.keys("z<space>");
    stage.watch(60_000);
    // The timer is hidden, its time is not.
    assert!(!stage.text().contains("1 Timer") && stage.text().lines().next().unwrap().contains("focus 24:00"));
    stage.keys("3z2z");
    assert_eq!(message(&stage), "The last pane stays.");
    stage.keys("1234");
    assert!(["1 Timer", "2 Tasks", "3 Assessment", "4 Weeks"].iter().all(|name| stage.text().contains(name)));
    let edge = |stage: &Stage| stage.text().lines().nth(1).unwrap().chars().position(|c| c == '╮').unwrap();
    let before = edge(&stage);
    stage.keys("<alt-right><alt-right>");
    assert!(edge(&stage) > before + 4, "{}", stage.text());
    let rows = stage.text().lines().position(|line| line.contains("3 Assessment")).unwrap();
    stage.keys("<alt-up><alt-up>");
    assert!(stage.text().lines().position(|line| line.contains("3 Assessment")).unwrap() < rows);
    for _ in 0..60 {
        stage.keys("<alt-left><alt-down>");
    }
    assert!(stage.text().contains("1 Timer") && stage.text().contains("3 Assessment"));
}

#[test]
fn keys_in_a_row_show_what_can_follow() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keymap = Config::read("[keys]\npreset = \"vim\"\ndone = [\"g d\"]").0.keys;
    stage.keys("Gg");
    assert!(
        stage.text().lines().last().unwrap().contains("g …   d the task is done   g first row"),
        "{}",
        stage.text()
    );
    stage.keys("g");
    assert!(stage.text().contains("▸ 93") || stage.screen.row == 0);
    stage.keys("gx");
    assert_eq!((message(&stage), stage.screen.dialog.clone()), ("", None));
    stage.keys("g<esc>d");
    assert_eq!(message(&stage), "");
    stage.keys("gd");
    assert!(message(&stage).starts_with("done: "));
}

#[test]
fn the_mouse_presses_what_is_drawn() {
    let mut stage = Stage::lived_in(Lang::En);
    let column = |stage: &Stage, row: usize, text: &str| {
        let line = stage.text().lines().nth(row).unwrap().to_owned();
        line.chars().count() as u16 - line[line.find(text).unwrap()..].chars().count() as u16
    };
    let x = column(&stage, 35, "add task");
    stage.click(x, 35);
    assert!(matches!(stage.screen.dialog, Some(Dialog::Quick(_))));
    stage.keys("<esc>");
    let x = column(&stage, 0, "keys");
    stage.click(x, 0);
    assert!(matches!(stage.screen.dialog, Some(Dialog::Help { .. })));
    stage.keys("<esc>,");
    let row = stage.text().lines().position(|line| line.contains("rounds")).unwrap();
    stage.click(10, row as u16);
    assert!(stage.text().lines().nth(row).unwrap().contains("▸ rounds"), "{}", stage.text());
    // A heading cannot be selected.
    let row = stage.text().lines().position(|line| line.contains("[timer]")).unwrap();
    stage.click(10, row as u16);
    assert!(stage.text().contains("▸ rounds"));
    stage.scroll(10, 10, true);
    assert!(!stage.text().contains("▸ rounds"));
    stage.keys("<esc>w");
    let row = stage.text().lines().position(|line| line.contains("2026-W45")).unwrap();
    stage.click(10, row as u16);
    assert!(stage.text().lines().nth(row).unwrap().contains("▸"), "{}", stage.text());
    assert_eq!(stage.screen.week.map(|week| week.number()), Some(45));
}

#[test]
fn what_is_not_seen_is_not_touched() {
    for page in [",", "I", "v", "H"] {
        let mut stage = Stage::lived_in(Lang::En);
        let done = |stage: &Stage| stage.model.book.tasks.values().filter(|task| !task.is_open()).count();
        let (before, pinned) = (done(&stage), stage.model.book.tasks.values().filter(|task| task.pinned).count());
        stage.keys(page);
        stage.keys("Dt");
        assert_eq!(stage.model.book.tasks.values().filter(|task| task.pinned).count(), pinned, "{page}");
        assert_eq!(done(&stage), before, "{page}");
    }
}
