//! What each intent does.
use super::{With, select, tasks};
use crate::{
    domain::{
        ahp::MAX_DIMENSIONS,
        command::{Command, Refusal, Scale, Start},
        id::Id,
        session::{Origin, Phase},
        template::Wording,
        timer::{Clock, Run},
        training,
    },
    text::locale::{Arg, Lang},
    ui::{
        Intent, Reply,
        form::{Form, PairForm, Quick, ScoreForm},
        layout,
        line::Line,
        listing,
        mode::{self, ModeList},
        page::{self, Page},
        pick, refusal_text,
        screen::{Dialog, Pane, SEARCH, Screen, Tone, View},
    },
};

/// Seconds that one press of the extend key adds.
const EXTEND_S: i64 = 300;
/// How many weeks back one can look.
const MOST_WEEKS: i32 = 520;

pub(super) fn act(screen: &mut Screen, with: &With<'_>, intent: Intent) -> Reply {
    if let View::Page(page) = screen.view
        && let Some(reply) = page::act(page, screen, with, intent)
    {
        return reply;
    }
    match intent {
        Intent::StartPause => {
            let task = mode::task_of_start(with.model, screen, with.now).map(|task| task.id.clone());
            start_pause(screen, with, task)
        }
        Intent::StartTask => match selected(screen, with) {
            Some(task) => start_task(screen, with, &task),
            None => no_task(screen, with),
        },
        Intent::Internal => mark(screen, Origin::Internal),
        Intent::External => mark(screen, Origin::External),
        Intent::Note => note(screen, with),
        Intent::Void => match focus(with) {
            Some(_) => open(screen, Dialog::Form(Form::void())),
            None => refuse(screen, with, &Refusal::NoFocus),
        },
        Intent::Finish => Reply::Do(vec![Command::Finish]),
        Intent::Skip => Reply::Do(vec![Command::Skip]),
        Intent::Restart => Reply::Do(vec![Command::Restart]),
        Intent::Extend => Reply::Do(vec![Command::Extend { seconds: EXTEND_S }]),
        Intent::ExtendBy => match &with.model.timer.run {
            Some(_) => open(screen, Dialog::Form(Form::extend())),
            None => refuse(screen, with, &Refusal::NothingRuns),
        },
        Intent::Break => Reply::Do(vec![Command::Break]),
        Intent::Mode => {
            let list = ModeList::new(&with.model.rules.timer, &screen.chosen);
            open(screen, Dialog::Modes(list))
        }
        Intent::StartAt => match focus(with) {
            Some(run) if !is_over(run, with) => refuse(screen, with, &Refusal::AlreadyRunning),
            _ => {
                let form = Form::start_at(&screen.chosen, mode::task_of_start(with.model, screen, with.now));
                open(screen, Dialog::Form(form))
            }
        },
        Intent::ParkToTask => match with.model.parked(with.now).into_iter().next() {
            Some(parked) => Reply::Do(vec![Command::ParkToTask { mark: parked.mark }]),
            None => {
                screen.say(with.locale.text("timer-none-parked"), Tone::Refused);
                Reply::Redraw
            }
        },
        Intent::AddTask => open(screen, Dialog::Quick(Quick::new())),
        Intent::AddTaskForm => open(screen, Dialog::Form(Form::add_task())),
        Intent::EditTask => edit(screen, with),
        Intent::Done => of_task(screen, with, |task| Command::Done { tasks: vec![task] }),
        Intent::Pin => of_task(screen, with, |task| Command::Pin { task }),
        Intent::Drop => of_task(screen, with, |task| Command::Drop { tasks: vec![task] }),
        Intent::Reopen => of_task(screen, with, |task| Command::Reopen { task }),
        Intent::Delete => of_task(screen, with, |task| Command::DeleteTask { task }),
        Intent::Filter => {
            look_at(screen, Pane::Tasks);
            open(screen, Dialog::Filter)
        }
        Intent::Raise => tasks::shift(screen, with, Scale::Importance, true),
        Intent::Lower => tasks::shift(screen, with, Scale::Importance, false),
        Intent::RaiseUrgency => tasks::shift(screen, with, Scale::Urgency, true),
        Intent::LowerUrgency => tasks::shift(screen, with, Scale::Urgency, false),
        Intent::Ranking => tasks::next_ranking(screen, with),
        Intent::Accept => tasks::accept(screen, with),
        Intent::Matrix => {
            look_at(screen, Pane::Tasks);
            screen.matrix = !screen.matrix;
            Reply::Redraw
        }
        Intent::Closed | Intent::Compare if screen.view == View::Full(Pane::Weeks) => compare(screen, with),
        Intent::Compare => {
            screen.view = View::Full(Pane::Weeks);
            screen.focus = Pane::Weeks;
            compare(screen, with)
        }
        Intent::Closed => {
            look_at(screen, Pane::Tasks);
            screen.closed = !screen.closed;
            Reply::Redraw
        }
        Intent::Score => score(screen, with),
        Intent::NextTemplate => other_template(screen, with, 1),
        Intent::PreviousTemplate => other_template(screen, with, with.model.templates.len().saturating_sub(1)),
        Intent::Goal => match pick::template(with.model, screen) {
            Some(template) => open(screen, Dialog::Form(Form::goals(with.model, &template.id))),
            None => Reply::Ignored,
        },
        // They mean something only where there is something to decide on.
        Intent::Dismiss => Reply::Ignored,
        Intent::Practice => practise(screen, with),
        Intent::Pairwise => pairwise(screen, with),
        Intent::Templates => {
            let shown = pick::template(with.model, screen).map(|template| template.id.as_str());
            let at = with.model.templates.iter().position(|template| Some(template.id.as_str()) == shown);
            open(screen, Dialog::Templates { at: at.unwrap_or(0) })
        }
        Intent::Weeks => {
            screen.view =
                if screen.view == View::Full(Pane::Weeks) { View::Dashboard } else { View::Full(Pane::Weeks) };
            screen.focus = Pane::Weeks;
            Reply::Redraw
        }
        Intent::Plan => turn_to(screen, Page::Plan),
        Intent::Review => turn_to(screen, Page::Review),
        Intent::History => turn_to(screen, Page::History),
        Intent::Insights => turn_to(screen, Page::Insights),
        Intent::Settings => turn_to(screen, Page::Settings),
        Intent::ThisWeek => {
            screen.week = None;
            Reply::Redraw
        }
        Intent::PaneTimer => go_to(screen, Pane::Timer),
        Intent::PaneTasks => go_to(screen, Pane::Tasks),
        Intent::PaneAssessment => go_to(screen, Pane::Assessment),
        Intent::PaneWeeks => go_to(screen, Pane::Weeks),
        Intent::NextPane => neighbour(screen, 1),
        Intent::PreviousPane => neighbour(screen, 3),
        Intent::HidePane => hide(screen, with),
        Intent::EdgeLeft => edge(screen, -1, 0),
        Intent::EdgeRight => edge(screen, 1, 0),
        Intent::EdgeUp => edge(screen, 0, 1),
        Intent::EdgeDown => edge(screen, 0, -1),
        Intent::Up => step(screen, with, -1),
        Intent::Down => step(screen, with, 1),
        Intent::PageUp => step(screen, with, -page(screen)),
        Intent::PageDown => step(screen, with, page(screen)),
        Intent::First => step(screen, with, i32::MIN / 2),
        Intent::Last => step(screen, with, i32::MAX / 2),
        Intent::Left => sideways(screen, with, -1),
        Intent::Right => sideways(screen, with, 1),
        Intent::Open => opened(screen, with),
        Intent::Back => back(screen),
        Intent::Undo => {
            screen.undoing = with.model.undo.last().map(|entry| (entry.action.clone(), entry.subject.clone()));
            Reply::Do(vec![Command::Undo])
        }
        Intent::Palette => open(screen, Dialog::Palette { line: Line::new("", SEARCH), at: 0 }),
        Intent::Help => open(screen, Dialog::Help { line: Line::new("", SEARCH), top: 0 }),
        Intent::Quit => Reply::Quit,
    }
}

pub(in crate::ui) fn open(screen: &mut Screen, dialog: Dialog) -> Reply {
    screen.open(dialog);
    Reply::Redraw
}

pub(in crate::ui) fn refuse(screen: &mut Screen, with: &With<'_>, refusal: &Refusal) -> Reply {
    screen.say(refusal_text(with.locale, refusal), Tone::Refused);
    Reply::Redraw
}

fn focus<'a>(with: &With<'a>) -> Option<&'a Run> {
    with.model.timer.run.as_ref().filter(|run| run.phase == Phase::Focus)
}

/// Whether focus runs on past its end.
fn is_over(run: &Run, with: &With<'_>) -> bool {
    run.left_ms(with.now).is_some_and(|left| left <= 0)
}

/// Starts `task` where nothing runs, else pauses or goes on.
pub(in crate::ui) fn start_pause(screen: &mut Screen, with: &With<'_>, task: Option<Id>) -> Reply {
    match &with.model.timer.run {
        Some(run) if matches!(run.clock, Clock::Asking(_)) => {
            screen.put_off = None;
            Reply::Redraw
        }
        // In overtime the pomodoro is done: the break is what comes next, not a pause.
        Some(run) if run.phase == Phase::Focus && is_over(run, with) => {
            Reply::Do(vec![Command::Finish, Command::Break])
        }
        Some(_) => Reply::Do(vec![Command::Toggle]),
        None => {
            let break_next = with.model.next(with.now).is_some_and(|next| next.phase.is_break());
            let task = task.filter(|_| !break_next).map(|task| task.to_string());
            let start = screen.chosen.start(task);
            Reply::Do(vec![if break_next || start == Start::default() {
                Command::Toggle
            } else {
                Command::Start(start)
            }])
        }
    }
}

/// Focuses on `task`, or makes it what the running focus is for.
pub(in crate::ui) fn start_task(screen: &Screen, with: &With<'_>, task: &Id) -> Reply {
    let task = task.to_string();
    Reply::Do(vec![match focus(with) {
        Some(run) if !is_over(run, with) => Command::Assign { task: Some(task) },
        _ => Command::Start(screen.chosen.start(Some(task))),
    }])
}

fn mark(screen: &mut Screen, kind: Origin) -> Reply {
    screen.marking = true;
    Reply::Do(vec![Command::Interrupt { kind, note: None }])
}

fn note(screen: &mut Screen, with: &With<'_>) -> Reply {
    match focus(with).and_then(|run| Some((run.marks.len().checked_sub(1)?, run.marks.last()?))) {
        Some((index, mark)) => open(screen, Dialog::Form(Form::note(index, mark.note.as_deref().unwrap_or_default()))),
        None => refuse(screen, with, &Refusal::NoSuchMark),
    }
}

pub(in crate::ui) fn selected(screen: &Screen, with: &With<'_>) -> Option<Id> {
    let rows = listing::listed(with.model, screen, with.now);
    rows.selected(screen).and_then(|at| rows.id(at)).cloned()
}

pub(in crate::ui) fn no_task(screen: &mut Screen, with: &With<'_>) -> Reply {
    screen.say(with.locale.text("task-none-selected"), Tone::Refused);
    Reply::Redraw
}

pub(in crate::ui) fn of_task(screen: &mut Screen, with: &With<'_>, command: impl FnOnce(String) -> Command) -> Reply {
    // The row is remembered, so that the cursor stays in place when the task leaves the list.
    select(screen, with, |at, _| at);
    match selected(screen, with) {
        Some(id) => Reply::Do(vec![command(id.to_string())]),
        None => no_task(screen, with),
    }
}

fn edit(screen: &mut Screen, with: &With<'_>) -> Reply {
    let task = selected(screen, with);
    edit_task(screen, with, task)
}

/// Opens the form of a task.
pub(in crate::ui) fn edit_task(screen: &mut Screen, with: &With<'_>, task: Option<Id>) -> Reply {
    match task.and_then(|id| Form::edit_task(with.model, &id)) {
        Some(form) => open(screen, Dialog::Form(form)),
        None => no_task(screen, with),
    }
}

fn score(screen: &mut Screen, with: &With<'_>) -> Reply {
    let week = pick::week(with.model, screen, with.now);
    let form = pick::template(with.model, screen).and_then(|t| ScoreForm::new(with.model, &t.id, week, with.now));
    match form {
        Some(form) => open(screen, Dialog::Scores(form)),
        None => Reply::Ignored,
    }
}

fn pairwise(screen: &mut Screen, with: &With<'_>) -> Reply {
    match pick::template(with.model, screen).and_then(|template| PairForm::new(with.model, &template.id)) {
        Some(Ok(form)) => open(screen, Dialog::Pairs(form)),
        Some(Err(_)) => {
            let most = Arg::Num(MAX_DIMENSIONS as f64, 0);
            screen.say(with.locale.with("assess-pairs-too-many", &[("most", most)]), Tone::Refused);
            Reply::Redraw
        }
        None => Reply::Ignored,
    }
}

fn other_template(screen: &mut Screen, with: &With<'_>, steps: usize) -> Reply {
    let Some(present) = pick::template(with.model, screen) else { return Reply::Ignored };
    let all = &with.model.templates;
    let at = all.iter().position(|template| template.id == present.id).unwrap_or(0);
    screen.template = all.get((at + steps) % all.len()).map(|template| template.id.clone());
    Reply::Redraw
}

/// Marks the selected week, to compare others with it; lets go of the one that is marked.
fn compare(screen: &mut Screen, with: &With<'_>) -> Reply {
    screen.compared = match screen.compared {
        Some(_) => None,
        None => Some(pick::week(with.model, screen, with.now)),
    };
    Reply::Redraw
}

/// The template that is shown and its practices, in the order of the training plan.
fn training<'a>(screen: &Screen, with: &With<'a>) -> Option<(&'a str, Vec<(String, &'a Wording)>)> {
    let standing = pick::standing(with.model, screen, with.now)?;
    let template = &standing.assessment.template;
    Some((template, pick::practices(&with.model.training(&standing))))
}

/// Makes a task of the selected practice, linked to its dimension.
fn practise(screen: &mut Screen, with: &With<'_>) -> Reply {
    let chosen = training(screen, with).and_then(|(template, plan)| {
        let at = screen.practice.min(plan.len().checked_sub(1)?);
        plan.into_iter().nth(at).map(|(dimension, practice)| (template, dimension, practice))
    });
    let Some((template, dimension, practice)) = chosen else {
        screen.say(with.locale.text("assess-no-practice"), Tone::Refused);
        return Reply::Redraw;
    };
    let title = practice.in_chinese(with.locale.lang() == Lang::ZhCn);
    let link = training::link(template, &dimension);
    let mut tasks = with.model.book.tasks.values();
    if tasks.any(|task| task.is_open() && task.dimension.as_ref() == Some(&link) && task.title == title) {
        screen.say(with.locale.text("assess-practised-already"), Tone::Refused);
        return Reply::Redraw;
    }
    Reply::Do(vec![Command::AddTask(training::task_for(template, &dimension, title))])
}

/// Turns the eyes to a pane: on the dashboard it gets the keys, on the whole screen it takes the place
/// of the one that is there.
pub(in crate::ui) fn look_at(screen: &mut Screen, pane: Pane) {
    screen.focus = pane;
    screen.arrangement.show(pane);
    match screen.view {
        View::Dashboard => {}
        View::Full(_) => screen.view = View::Full(pane),
        View::Page(_) => screen.view = View::Dashboard,
    }
}

/// Opens a view; back to the dashboard where it is open.
fn turn_to(screen: &mut Screen, page: Page) -> Reply {
    screen.view = if screen.view == View::Page(page) { View::Dashboard } else { View::Page(page) };
    Reply::Redraw
}

fn go_to(screen: &mut Screen, pane: Pane) -> Reply {
    look_at(screen, pane);
    Reply::Redraw
}

/// The next pane that is shown, `steps` at a time.
fn neighbour(screen: &mut Screen, steps: usize) -> Reply {
    let mut pane = screen.focus.plus(steps);
    while !screen.arrangement.shows(pane) && pane != screen.focus {
        pane = pane.plus(steps);
    }
    go_to(screen, pane)
}

fn hide(screen: &mut Screen, with: &With<'_>) -> Reply {
    let pane = screen.focus;
    if screen.view != View::Dashboard {
        return Reply::Ignored;
    }
    let name = with.locale.text(&format!("help-intent-pane-{}", pane.name()));
    if !screen.arrangement.hide(pane) {
        screen.say(with.locale.text("help-last-pane"), Tone::Refused);
        return Reply::Redraw;
    }
    neighbour(screen, 1);
    let intent = match pane {
        Pane::Timer => Intent::PaneTimer,
        Pane::Tasks => Intent::PaneTasks,
        Pane::Assessment => Intent::PaneAssessment,
        Pane::Weeks => Intent::PaneWeeks,
    };
    let key = with.keymap.first(intent).unwrap_or("–");
    let args = [("pane", Arg::Text(&name)), ("key", Arg::Text(key))];
    screen.say(with.locale.with("help-pane-hidden", &args), Tone::Done);
    Reply::Redraw
}

/// Moves the edges between the panes by some percent.
fn edge(screen: &mut Screen, right: i16, up: i16) -> Reply {
    const STEP: i16 = 3;
    if screen.view != View::Dashboard {
        return Reply::Ignored;
    }
    let before = screen.arrangement;
    let (left, lower) = layout::shares(screen.area(), screen);
    let moved = |share: u16, steps: i16| share.saturating_add_signed(steps * STEP);
    if right != 0 {
        screen.arrangement.set_left(moved(left, right));
    }
    if up != 0 {
        screen.arrangement.set_lower(moved(lower, up));
    }
    if screen.arrangement == before { Reply::Ignored } else { Reply::Redraw }
}

fn page(screen: &Screen) -> i32 {
    i32::from(screen.area().height / 2).max(1)
}

fn step(screen: &mut Screen, with: &With<'_>, rows: i32) -> Reply {
    if let View::Page(_) = screen.view {
        return Reply::Ignored;
    }
    match screen.focus {
        Pane::Tasks if screen.matrix && rows.abs() == 1 => {
            tasks::in_matrix(screen, with, if rows < 0 { Intent::Up } else { Intent::Down });
            Reply::Redraw
        }
        Pane::Tasks => {
            select(screen, with, |at, count| {
                let at = i64::try_from(at).unwrap_or(i64::MAX);
                usize::try_from((at + i64::from(rows)).max(0)).unwrap_or(count)
            });
            Reply::Redraw
        }
        // Weeks are listed newest first.
        Pane::Weeks if screen.view == View::Full(Pane::Weeks) => sideways(screen, with, rows.saturating_neg()),
        Pane::Assessment if screen.view == View::Full(Pane::Assessment) => {
            let Some((_, plan)) = training(screen, with) else { return Reply::Ignored };
            let last = i64::try_from(plan.len()).unwrap_or(0) - 1;
            let at = i64::try_from(screen.practice).unwrap_or(0).min(last) + i64::from(rows);
            screen.practice = usize::try_from(at.clamp(0, last.max(0))).unwrap_or(0);
            Reply::Redraw
        }
        Pane::Weeks | Pane::Assessment | Pane::Timer => Reply::Ignored,
    }
}

fn sideways(screen: &mut Screen, with: &With<'_>, weeks: i32) -> Reply {
    if screen.matrix && screen.focus == Pane::Tasks && !matches!(screen.view, View::Page(_)) {
        tasks::in_matrix(screen, with, if weeks < 0 { Intent::Left } else { Intent::Right });
        return Reply::Redraw;
    }
    if matches!(screen.view, View::Page(_)) || matches!(screen.focus, Pane::Tasks | Pane::Timer) {
        return Reply::Ignored;
    }
    let this_week = pick::this_week(with.model, with.now);
    let shown = pick::week(with.model, screen, with.now).since(this_week);
    let next = shown.saturating_add(weeks).clamp(-MOST_WEEKS, 0);
    screen.week = (next < 0).then(|| this_week.plus(next));
    Reply::Redraw
}

fn opened(screen: &mut Screen, with: &With<'_>) -> Reply {
    match screen.view {
        View::Dashboard => screen.view = View::Full(screen.focus),
        View::Full(Pane::Tasks) => {
            if screen.detail {
                return edit(screen, with);
            }
            select(screen, with, |at, _| at);
            screen.detail = true;
        }
        View::Full(Pane::Weeks) => look_at(screen, Pane::Assessment),
        View::Full(Pane::Assessment) => return score(screen, with),
        View::Full(Pane::Timer) | View::Page(_) => return Reply::Ignored,
    }
    Reply::Redraw
}

fn back(screen: &mut Screen) -> Reply {
    if screen.detail && screen.view == View::Full(Pane::Tasks) {
        screen.detail = false;
    } else if let View::Page(_) = screen.view {
        screen.view = View::Dashboard;
    } else if !screen.filter.text().is_empty() {
        screen.filter.set("");
    } else if screen.compared.take().is_some() {
    } else if screen.view != View::Dashboard {
        screen.view = View::Dashboard;
    } else if screen.week.is_some() {
        screen.week = None;
    } else {
        return Reply::Ignored;
    }
    Reply::Redraw
}
