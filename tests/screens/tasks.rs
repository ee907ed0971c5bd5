//! What keys do to tasks: raising, ordering, finding, one line, the matrix, all about one, the plan of the day.
use focus_tui::{
    domain::{
        command::{Command, TaskEdit},
        priority::Ranking,
        task::Task,
    },
    text::locale::Lang,
    ui::{Dialog, Page, Pane, View},
};

use super::stage::Stage;

fn message(stage: &Stage) -> &str {
    stage.screen.message.as_ref().map_or("", |message| &message.text)
}

fn task<'a>(stage: &'a Stage, title: &str) -> &'a Task {
    stage.model.book.tasks.values().find(|task| task.title == title && !task.deleted).unwrap()
}

/// The title of the row that has the cursor.
fn at_cursor(stage: &Stage) -> String {
    let text = stage.text();
    let line = text.lines().find(|line| line.contains("▸ ") && line.contains(" Q")).unwrap_or_default().to_owned();
    line.split("▸ ").nth(1).unwrap_or_default().to_owned()
}

fn sized(title: &str, estimate: f64) -> Command {
    Command::AddTask(TaskEdit { title: Some(title.to_owned()), estimate: Some(Some(estimate)), ..TaskEdit::default() })
}

#[test]
fn raising_moves_the_list_and_the_cursor_stays_on_its_task() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("G");
    assert!(at_cursor(&stage).contains("tidy the desk"));
    stage.keys("KKKK");
    assert_eq!((task(&stage, "tidy the desk").importance.level(), message(&stage)), (5, "Importance 5: tidy the desk"));
    assert!(at_cursor(&stage).contains("tidy the desk"), "{}", stage.text());
    stage.keys("K");
    assert_eq!(message(&stage), "Importance is 5 already.");
    stage.keys("J}}");
    let raised = task(&stage, "tidy the desk");
    assert_eq!((raised.importance.level(), raised.urgency.map(|rank| rank.level())), (4, Some(3)));
    stage.keys("{{{{");
    assert_eq!((task(&stage, "tidy the desk").urgency, message(&stage)), (None, "Urgency is none already."));
    stage.keys("u");
    assert_eq!(message(&stage), "taken back: urgency 1 → none: tidy the desk");
    assert!(stage.text().contains("u goes on with: urgency 2 → 1: tidy the desk"), "{}", stage.text());
}

#[test]
fn ctrl_and_an_arrow_raise_as_well() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("<down><ctrl-up>");
    assert_eq!(task(&stage, "pay overdue bill").importance.level(), 4);
    stage.keys("<ctrl-down><ctrl-down>");
    assert_eq!(task(&stage, "pay overdue bill").importance.level(), 2);
}

#[test]
fn the_order_goes_round_for_this_run_and_by_hand_the_same_keys_move() {
    let mut stage = Stage::lived_in(Lang::En);
    assert!(stage.text().contains("by score"));
    stage.keys("jO");
    assert_eq!(stage.screen.ranking, Some(Ranking::Taskwarrior));
    assert!(stage.text().contains("by urgency") && at_cursor(&stage).contains("pay overdue bill"));
    stage.keys("O");
    assert!(stage.text().contains("by hand"));
    let importance = task(&stage, "pay overdue bill").importance;
    stage.keys("K");
    assert!(message(&stage).starts_with("moved: pay overdue bill"), "{}", message(&stage));
    assert_eq!(task(&stage, "pay overdue bill").importance, importance);
    let text = stage.text();
    let place = |title: &str| text.lines().position(|line| line.contains(title)).unwrap();
    assert!(place("pay overdue bill") < place("write thesis"), "{text}");
    stage.keys("O");
    assert_eq!(stage.screen.ranking, None);
    assert_eq!(stage.model.rules.score.model, Ranking::Weighted);
}

#[test]
fn one_line_adds_a_task_and_says_what_it_understood() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("awrite 报告 !5 @fri ~2.5 #thesis +deep");
    let text = stage.text();
    for part in ["Importance  5", "Fri 27 Nov 2026 · in 5 days", "2.5 pomodoros", "thesis", "deep"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    stage.keys("<enter>");
    assert_eq!(message(&stage), "added: write 报告");
    let added = task(&stage, "write 报告");
    assert_eq!((added.importance.level(), added.estimate(), added.project.as_deref()), (5, Some(2.5), Some("thesis")));
    assert_eq!(stage.screen.task.as_ref(), Some(&added.id));
}

#[test]
fn a_date_of_several_words_is_shown_with_the_title_that_is_left() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("awrite report @fri 14:30 ~3");
    let text = stage.text();
    assert!(text.contains("Title     write report ") && text.contains("Fri 27 Nov 2026 14:30"), "{text}");
    stage.keys("<esc>a<ctrl-u>c @31 feb");
    assert!(stage.text().contains("There is no @31 feb in the calendar."), "{}", stage.text());
}

#[test]
fn chinese_dates_are_said_in_full() {
    for (written, meant) in [("明天", "2026年11月23日"), ("周五", "2026年11月27日"), ("3天后", "2026年11月25日")]
    {
        let mut stage = Stage::empty(Lang::ZhCn);
        stage.keys(&format!("a写 @{written}"));
        assert!(stage.text().contains(meant), "{}", stage.text());
    }
    for (written, meant) in [("tomorrow", "Mon 23"), ("+3d", "Wed 25"), ("eow", "Sun 22"), ("\"12 dec\"", "Sat 12 Dec")]
    {
        let mut stage = Stage::empty(Lang::En);
        stage.keys(&format!("ax @{written}"));
        assert!(stage.text().contains(meant), "{}", stage.text());
    }
}

#[test]
fn what_is_wrong_with_a_line_is_said_and_the_line_stays() {
    let mut stage = Stage::empty(Lang::En);
    stage.keys("a!9 x @31feb<enter>");
    assert!(matches!(&stage.screen.dialog, Some(Dialog::Quick(quick)) if quick.error.is_some()));
    assert!(stage.text().contains("!9 is no importance"), "{}", stage.text());
    assert!(stage.model.book.tasks.is_empty());
    stage.keys("<esc>a");
    let Some(Dialog::Quick(quick)) = &stage.screen.dialog else { panic!("the draft is gone") };
    assert_eq!(quick.line.text(), "!9 x @31feb");
    stage.keys("<ctrl-u>  <enter>");
    assert!(stage.text().contains("No title is left"), "{}", stage.text());
}

#[test]
fn tab_goes_on_in_the_form_with_what_was_understood() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("apay rent !4 @2026-12-01 ~0.5 #home +bank *month<tab>");
    let Some(Dialog::Form(form)) = &stage.screen.dialog else { panic!("no form") };
    let value = |name: &str| form.fields.iter().find(|field| field.name == name).unwrap().line.text().to_owned();
    let names = ["title", "importance", "due", "estimate", "project", "tags", "repeat"];
    assert_eq!(names.map(value), ["pay rent", "4", "2026-12-01", "0.5", "home", "bank", "month"]);
    stage.keys("<enter>");
    let added = task(&stage, "pay rent");
    assert_eq!((added.importance.level(), added.repeat.map(|repeat| repeat.word())), (4, Some("month")));
}

#[test]
fn the_form_takes_who_comes_first_and_how_often_it_comes_back() {
    let mut stage = Stage::lived_in(Lang::En);
    // From the title seven fields on: repeats and blocked by.
    stage.keys("Aafter<tab><tab><tab><tab><tab><tab><tab>每周<tab>ship release, read paper<enter>");
    let added = task(&stage, "after");
    assert_eq!((added.repeat.map(|repeat| repeat.word()), added.blocked_by.len()), (Some("week"), 2));
    stage.keys("Around<tab><tab><tab><tab><tab><tab><tab><tab>nobody<enter>");
    let Some(Dialog::Form(form)) = &stage.screen.dialog else { panic!("the form is gone") };
    assert_eq!(form.error.as_ref().map(|(at, _)| form.fields[*at].name), Some("blocked_by"));
}

#[test]
fn the_filter_speaks_the_language_of_the_command_line() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("/#thesis");
    let text = stage.text();
    assert!(text.contains("read paper") && !text.contains("tidy the desk"), "{text}");
    stage.keys("<ctrl-u>q:2");
    assert!(at_cursor(&stage).contains("write thesis"));
    stage.keys("<ctrl-u>due:late<enter>");
    assert!(at_cursor(&stage).contains("pay overdue bill"));
    stage.keys("/<ctrl-u>band:odd pa");
    let text = stage.text();
    // What is wrong is said, what is right holds.
    assert!(text.contains("band:odd is no term of a filter"), "{text}");
    assert!(text.contains("read paper") && !text.contains("tidy the desk"), "{text}");
    stage.keys("<ctrl-u>zzzz<enter>");
    assert!(stage.text().contains("Nothing matches zzzz."), "{}", stage.text());
}

#[test]
fn saved_filters_are_completed_by_name() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("/@");
    assert!(stage.text().contains("@late @week"), "{}", stage.text());
    stage.keys("<tab>");
    assert_eq!(stage.screen.filter.text(), "@late");
    assert!(at_cursor(&stage).contains("pay overdue bill"));
    stage.keys("<tab>");
    assert_eq!(stage.screen.filter.text(), "@week");
    stage.keys("<ctrl-u>pa @l<tab>");
    assert_eq!(stage.screen.filter.text(), "pa @late");
    stage.keys("<ctrl-u>@nobody");
    assert!(stage.text().contains("There is no filter @nobody"), "{}", stage.text());
}

#[test]
fn the_cursor_walks_through_the_quadrants() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("2<enter>m");
    assert_eq!(stage.screen.focus, Pane::Tasks);
    let chosen = |stage: &Stage| stage.model.task(stage.screen.task.as_ref().unwrap()).unwrap().title.clone();
    // Q1 ship · Q2 thesis · Q3 bill, paper · Q4 desk.
    stage.keys("<right>");
    assert!(chosen(&stage).starts_with("write thesis"));
    stage.keys("<down>");
    assert_eq!(chosen(&stage), "tidy the desk");
    stage.keys("<left>");
    assert_eq!(chosen(&stage), "pay overdue bill");
    stage.keys("<down>");
    assert_eq!(chosen(&stage), "read paper");
    stage.keys("<up><up>");
    assert_eq!(chosen(&stage), "ship release");
    stage.keys("<left><up>");
    assert_eq!(chosen(&stage), "ship release");
    stage.keys("d");
    assert!(task(&stage, "ship release").done.is_some());
    stage.keys("<down><enter>");
    assert!(stage.screen.detail);
}

#[test]
fn enter_shows_all_about_a_task_and_escape_goes_back_step_by_step() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("jj<enter><enter>");
    let text = stage.text();
    for part in ["Due", "Fri 30 Apr 2027", "32 of 40", "1.00 × 50 = 50.0", "split it into 2 of about 4"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    stage.keys("<esc>");
    assert_eq!((stage.screen.view, stage.screen.detail), (View::Full(Pane::Tasks), false));
    stage.keys("<esc>");
    assert_eq!(stage.screen.view, View::Dashboard);
}

#[test]
fn one_key_takes_the_offer_to_split_and_one_undo_takes_it_back() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("jj<enter><enter>y<enter>");
    assert!(message(&stage).starts_with("split: write thesis"), "{}", message(&stage));
    let parts = stage.model.book.tasks.values().filter(|task| task.title.starts_with("write thesis")).count();
    assert_eq!(parts, 2);
    stage.keys("u");
    assert_eq!(task(&stage, "write thesis chapter on priority queues").estimate(), Some(40.0));
}

#[test]
fn a_large_estimate_asks_for_a_split_and_the_parts_can_be_changed() {
    for size in [(120, 40), (80, 24), (160, 50)] {
        let mut stage = Stage::lived_in(Lang::En);
        stage.size(size.0, size.1);
        stage.keys("agross task ~15<enter>");
        // Said in the bottom line at once and, once that is gone, beneath the list.
        assert!(stage.text().lines().last().unwrap().contains("y splits it into 3 · u undoes"), "{}", stage.text());
        stage.keys("<esc>");
        // Where there is room for all about the task, in full.
        let said =
            if size.1 == 50 { "Larger than 7 pomodoros: split it into 3" } else { "larger than 7: y splits it into 3" };
        assert!(stage.text().contains(said) && stage.text().contains("y splits it"), "{}", stage.text());
        let before = stage.model.book.clone();
        stage.keys("y<right>");
        let Some(Dialog::Form(form)) = &stage.screen.dialog else { panic!("{}", stage.text()) };
        let lines: Vec<_> = form.fields.iter().map(|field| field.line.text()).collect();
        assert_eq!(lines, ["4", "gross task 1/4 ~4", "gross task 2/4 ~4", "gross task 3/4 ~4", "gross task 4/4 ~3"]);
        stage.keys("<esc>");
        assert_eq!(stage.model.book, before, "Esc leaves all as it was");
        stage.keys("y<left><tab><ctrl-u>sketch ~2<tab><ctrl-u>build ~12.5<enter>");
        assert_eq!((task(&stage, "sketch").estimate(), task(&stage, "build").estimate()), (Some(2.0), Some(12.5)));
        assert!(message(&stage).starts_with("split: gross task"), "{}", message(&stage));
        stage.keys("u");
        assert_eq!(task(&stage, "gross task").estimate(), Some(15.0));
    }
}

#[test]
fn parts_that_cannot_be_are_refused_beside_their_line() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("agross ~15<enter>y<tab><tab><ctrl-u>~3<enter>");
    assert!(stage.text().contains("A part needs a title."), "{}", stage.text());
    stage.keys("<ctrl-u>x ~0<enter>");
    assert!(stage.text().contains("the estimate goes from ~0.1 to ~999"), "{}", stage.text());
    stage.keys("<ctrl-u>~3<up><ctrl-u>y ~x<enter>");
    let text = stage.text();
    assert!(text.contains("A part needs a title.") && text.contains("the estimate goes from"), "{text}");
    stage.keys("<up><ctrl-u>1<enter>");
    assert!(stage.text().contains("The number of parts goes from 2 to 50."), "{}", stage.text());
    assert_eq!(task(&stage, "gross").estimate(), Some(15.0));
}

#[test]
fn the_pane_explains_a_score_as_value_times_coefficient() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.size(120, 40);
    stage.keys("G");
    let text = stage.text();
    assert!(text.contains("importance 1: 0.00 × 50 = 0.0"), "{text}");
    stage.keys("KKKK}");
    let text = stage.text();
    assert!(text.contains("importance 5: 1.00 × 50 = 50.0 · urgency: 0.25 × 40 = 10.0 (by hand)"), "{text}");
    // Where there is no room for it the sum is enough.
    stage.size(80, 24);
    assert!(stage.text().contains("importance 5 →"), "{}", stage.text());
}

#[test]
fn one_key_takes_the_offer_to_merge() {
    let mut stage = Stage::empty(Lang::En);
    stage.does(sized("mail", 0.5));
    stage.does(sized("call", 0.2));
    stage.does(sized("walk", 3.0));
    stage.keys("/walk<enter><enter><enter>y");
    assert_eq!(message(&stage), "Nothing is offered here.");
    // Whatever is filtered, the others are known.
    stage.keys("<esc><esc>/mail<enter><enter>");
    assert!(stage.text().contains("y merges them"), "{}", stage.text());
    stage.keys("y<enter>");
    assert!(message(&stage).starts_with("merged: "), "{}", message(&stage));
    assert_eq!(stage.model.book.tasks.values().filter(|task| task.is_open()).count(), 2);
}

#[test]
fn one_key_estimates_anew() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("jj~");
    assert!(stage.text().contains("How many will it take in all?"), "{}", stage.text());
    stage.keys("<ctrl-u>34<enter>");
    let estimates: Vec<f64> = stage
        .model
        .book
        .tasks
        .values()
        .find(|task| task.title.starts_with("write thesis"))
        .unwrap()
        .estimates
        .iter()
        .map(|estimate| estimate.count())
        .collect();
    assert_eq!(estimates, [40.0, 34.0]);
    assert_eq!(message(&stage), "estimate 40 → 34: write thesis chapter on priority queues");
    // In the timer's pane it is the task that runs.
    stage.keys("<home>f1~");
    assert!(stage.text().contains("ship release: 0 pomodoros so far."), "{}", stage.text());
    stage.keys("<esc>");
    assert!(stage.screen.dialog.is_none());
}

#[test]
fn the_unplanned_mark_is_set_and_cleared_in_forms() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("acall back !u<enter>");
    assert!(task(&stage, "call back").unplanned);
    stage.keys("o<up><up>");
    assert!(stage.text().contains("Unplanned"), "{}", stage.text());
    stage.keys("<left><enter>");
    assert!(!task(&stage, "call back").unplanned, "{}", stage.text());
    stage.keys("u");
    assert_eq!(message(&stage), "taken back: unplanned yes → no: call back");
    // By itself once the day is planned, unless one says otherwise.
    stage.keys("py<esc>Alater<enter>");
    assert!(task(&stage, "later").unplanned);
    stage.keys("Aknown before<up><up><right><right><enter>");
    assert!(!task(&stage, "known before").unplanned);
}

#[test]
fn undo_says_before_what_it_will_take_back() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("jd?undo");
    assert!(stage.text().contains("take back: done: pay overdue bill"), "{}", stage.text());
    stage.keys("<esc>:undo");
    assert!(stage.text().contains("take back: done: pay overdue bill"), "{}", stage.text());
}

fn planned(stage: &Stage) -> Vec<String> {
    let today = stage.model.today(&stage.now);
    let plan = stage.model.accepted_plan(today).map(|plan| plan.accepted.clone()).unwrap_or_default();
    plan.iter().map(|share| stage.model.task(&share.task).unwrap().title.clone()).collect()
}

#[test]
fn a_plan_is_accepted_changed_and_taken_back() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("p");
    assert_eq!((stage.screen.view, planned(&stage).len()), (View::Page(Page::Plan), 0));
    stage.keys("<enter>");
    assert_eq!(planned(&stage), ["pay overdue bill", "read paper", "tidy the desk", "ship release"]);
    assert!(message(&stage).starts_with("plan accepted"), "{}", message(&stage));
    stage.keys("jJ");
    assert_eq!(planned(&stage), ["pay overdue bill", "tidy the desk", "read paper", "ship release"]);
    stage.keys("KK");
    assert_eq!(planned(&stage)[0], "read paper");
    stage.keys("<delete>");
    assert_eq!(planned(&stage), ["pay overdue bill", "tidy the desk", "ship release"]);
    stage.keys("uuuu");
    assert_eq!(planned(&stage), ["pay overdue bill", "read paper", "tidy the desk", "ship release"]);
    stage.keys("u");
    assert_eq!(planned(&stage).len(), 0);
    // A change of what is offered accepts it with the change.
    stage.keys("g<delete>");
    assert_eq!(planned(&stage), ["read paper", "tidy the desk", "ship release"]);
}

#[test]
fn a_task_is_put_into_the_plan_from_the_list_or_by_search() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("py<end>a");
    assert_eq!(planned(&stage).last().unwrap(), "write thesis chapter on priority queues");
    assert!(stage.text().contains("too many"), "{}", stage.text());
    // What is not in it cannot be moved in it.
    stage.keys("g<delete>GK");
    assert_eq!(message(&stage), "pay overdue bill is not in the plan of that day.");
    stage.keys("u");
    stage.keys("g<delete><delete>");
    assert_eq!(planned(&stage).len(), 3);
    stage.keys("ga");
    assert!(matches!(stage.screen.dialog, Some(Dialog::Choose { .. })));
    stage.keys("paper<enter>");
    assert_eq!((planned(&stage).len(), planned(&stage)[3].as_str()), (4, "read paper"));
    assert_eq!(stage.screen.dialog, None);
}

#[test]
fn other_days_are_planned_and_past_ones_only_looked_at() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("p<right>y");
    let tomorrow = stage.model.today(&stage.now).tomorrow().unwrap();
    assert!(stage.model.accepted_plan(tomorrow).is_some());
    assert!(stage.text().contains("Mon 23 Nov 2026, tomorrow"), "{}", stage.text());
    stage.keys("<right><right><right><right><right><right><right><right>");
    assert!(stage.text().contains("in 7 days"), "{}", stage.text());
    stage.keys("0<left>y");
    assert_eq!(message(&stage), "That day is over.");
    assert!(stage.text().contains("No plan was accepted for that day."), "{}", stage.text());
}

#[test]
fn space_works_through_the_plan_and_what_is_done_of_it_is_told() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("py<space>");
    assert_eq!(stage.model.status(&stage.now).task.unwrap().1, "pay overdue bill");
    stage.watch(31 * 60_000);
    assert!(stage.text().contains("1 of 6 planned pomodoros done"), "{}", stage.text());
    stage.keys("<space>");
    assert_eq!(stage.model.status(&stage.now).task.unwrap().1, "read paper");
    // What runs has its place: nothing else is laid out over it.
    let text = stage.text();
    assert!(text.contains("● read paper") && text.contains("15:01–15:26 ▮ read paper"), "{text}");
    stage.keys("<esc>");
    assert!(stage.text().contains("▹ tidy the desk"), "{}", stage.text());
}

#[test]
fn a_task_of_the_plan_is_opened_and_done_there() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("pyjd");
    assert!(task(&stage, "read paper").done.is_some());
    stage.keys("j<enter>");
    assert_eq!((stage.screen.view, stage.screen.detail), (View::Full(Pane::Tasks), true));
}
