//! What each intent does.
mod barred;
mod moves;
mod scores;

pub(super) use moves::look_at;

use moves::{back, edge, go_to, hide, neighbour, opened, page as rows, sideways, step, turn_to};
use scores::{compare, other_template, pairwise, practise, score};

use super::{With, select, tasks};
use crate::{
    domain::{
        command::{Command, Refusal, Scale, Start},
        id::Id,
        session::{Origin, Phase},
        timer::{Clock, Run},
    },
    text::undo::undo_text,
    ui::{
        Intent, Reply,
        form::{Form, Quick},
        layout::{self, Room},
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

pub(super) fn act(screen: &mut Screen, with: &With<'_>, intent: Intent) -> Reply {
    if let Some(why) = barred::in_room(screen, intent) {
        return say(screen, with, why);
    }
    // Where the view is not drawn, the keys of the timer mean the timer.
    if let (View::Page(page), Room::Panes) = (screen.view, layout::room(screen.area()))
        && let Some(reply) = page::act(page, screen, with, intent)
    {
        return reply;
    }
    if barred::is_unseen(screen, intent) {
        return say(screen, with, "task-not-here");
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
            Some(run) if run.is_over(with.now) => refuse(screen, with, &Refusal::WasCompleted),
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
        Intent::Reestimate => {
            let running = focus(with).and_then(|run| run.task.clone()).filter(|_| screen.focus != Pane::Tasks);
            let task = running.or_else(|| selected(screen, with));
            estimate(screen, with, task)
        }
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
        Intent::PageUp => step(screen, with, -rows(screen)),
        Intent::PageDown => step(screen, with, rows(screen)),
        Intent::First => step(screen, with, i32::MIN / 2),
        Intent::Last => step(screen, with, i32::MAX / 2),
        Intent::Left => sideways(screen, with, -1),
        Intent::Right => sideways(screen, with, 1),
        Intent::Open => opened(screen, with),
        Intent::Back => back(screen),
        Intent::Undo => {
            screen.undoing = with.model.undo.last().map(|entry| undo_text(with.locale, entry));
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

fn say(screen: &mut Screen, with: &With<'_>, key: &str) -> Reply {
    screen.say(with.locale.text(key), Tone::Refused);
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

/// Opens the form for a new estimate of a task.
pub(in crate::ui) fn estimate(screen: &mut Screen, with: &With<'_>, task: Option<Id>) -> Reply {
    match task.and_then(|id| Form::estimate(with.model, &id, with.locale)) {
        Some(form) => open(screen, Dialog::Form(form)),
        None => no_task(screen, with),
    }
}

/// Opens the form of a task.
pub(in crate::ui) fn edit_task(screen: &mut Screen, with: &With<'_>, task: Option<Id>) -> Reply {
    match task.and_then(|id| Form::edit_task(with.model, &id)) {
        Some(form) => open(screen, Dialog::Form(form)),
        None => no_task(screen, with),
    }
}
