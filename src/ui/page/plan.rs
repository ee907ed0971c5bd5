//! What is open in the view of the plan of a day, and what the intents mean there.
use std::rc::Rc;

use jiff::{ToSpan, civil::Date};

use crate::{
    domain::{
        command::{Command, PlanEdit, Refusal},
        id::Id,
        model::Model,
        moment::Moment,
        schedule::Schedule,
        session::Phase,
    },
    ui::{
        Intent, Reply,
        line::Line,
        listing,
        pick::Search,
        press::{self, With},
        screen::{Dialog, Pane, SEARCH, Screen, Tone, View},
    },
};

/// How many days ahead one can plan.
const AHEAD: i32 = 7;
/// How many days back one can look.
const BACK: i32 = 366;

/// What the view looks at.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::ui) struct Plan {
    /// Days from today.
    pub(in crate::ui) shift: i32,
    /// The selected task.
    task: Option<Id>,
    /// The row it was in when it was last seen.
    row: usize,
}

impl Plan {
    /// The selected row: planned tasks first, then those that are left out.
    pub(in crate::ui) fn selected(&self, schedule: &Schedule) -> Option<usize> {
        let found = self.task.as_ref().and_then(|task| rows(schedule).position(|id| id == task));
        found.or_else(|| rows(schedule).count().checked_sub(1).map(|last| last.min(self.row)))
    }

    /// The selected task.
    pub(in crate::ui) fn chosen<'a>(&self, schedule: &'a Schedule) -> Option<&'a Id> {
        rows(schedule).nth(self.selected(schedule)?)
    }
}

/// All tasks that one can select: what is planned in its order, then what is left out.
fn rows(schedule: &Schedule) -> impl Iterator<Item = &Id> {
    schedule.today.iter().map(|item| &item.task).chain(schedule.left_out.iter().map(|(task, _)| task))
}

/// The day that is shown.
pub(in crate::ui) fn date(screen: &Screen, model: &Model, now: &Moment) -> Date {
    model.today(now).saturating_add(i64::from(screen.pages.plan.shift).days())
}

/// Its plan.
pub(in crate::ui) fn schedule(screen: &Screen, model: &Model, now: &Moment) -> Rc<Schedule> {
    listing::schedule(model, screen, now, date(screen, model, now))
}

/// The tasks that can be put into the plan and that a search finds, the best first.
pub(in crate::ui) fn candidates(screen: &Screen, model: &Model, now: &Moment, text: &str) -> Vec<Id> {
    let schedule = schedule(screen, model, now);
    let out = schedule.left_out.iter().map(|(task, _)| task);
    let text = text.trim();
    if text.is_empty() {
        return out.cloned().collect();
    }
    let mut search = Search::new(text);
    let scored = out.filter_map(|id| Some((std::cmp::Reverse(search.score(&model.task(id)?.title)?), id)));
    let mut scored: Vec<_> = scored.collect();
    scored.sort_by_key(|(score, _)| *score);
    scored.into_iter().map(|(_, id)| id.clone()).collect()
}

/// Puts a task into the plan.
pub(in crate::ui) fn add(screen: &mut Screen, with: &With<'_>, task: &Id) -> Reply {
    // The cursor stays on it, so that its place can be chosen at once.
    let date = date(screen, with.model, with.now);
    screen.pages.plan.task = Some(task.clone());
    change(date, PlanEdit::Add { task: task.to_string(), pomodoros: None })
}

fn change(date: Date, edit: PlanEdit) -> Reply {
    Reply::Do(vec![Command::EditPlan { date, edit }])
}

pub(super) fn act(screen: &mut Screen, with: &With<'_>, intent: Intent) -> Option<Reply> {
    let schedule = schedule(screen, with.model, with.now);
    let page = usize::from(screen.area().height / 2).max(1);
    let chosen = screen.pages.plan.chosen(&schedule).cloned();
    Some(match intent {
        Intent::Up => select(screen, &schedule, |at| at.saturating_sub(1)),
        Intent::Down => select(screen, &schedule, |at| at + 1),
        Intent::PageUp => select(screen, &schedule, |at| at.saturating_sub(page)),
        Intent::PageDown => select(screen, &schedule, |at| at + page),
        Intent::First => select(screen, &schedule, |_| 0),
        Intent::Last => select(screen, &schedule, |_| usize::MAX),
        Intent::Left => other_day(screen, -1),
        Intent::Right => other_day(screen, 1),
        Intent::ThisWeek => {
            screen.pages.plan = Plan::default();
            Reply::Redraw
        }
        Intent::Open if schedule.accepted => {
            let task = chosen?;
            screen.filter.set("");
            screen.task = Some(task);
            screen.focus = Pane::Tasks;
            screen.view = View::Full(Pane::Tasks);
            screen.detail = true;
            Reply::Redraw
        }
        Intent::StartPause => {
            let next = if schedule.accepted { next(&schedule, with.model).cloned() } else { None };
            let kept = |task: &Id| schedule.today.iter().any(|item| item.task == *task && item.done >= item.pomodoros);
            let worth = chosen.filter(|task| is_open(with.model, task) && !kept(task));
            press::start_pause(screen, with, worth.or(next))
        }
        Intent::StartTask => match chosen {
            Some(task) => press::start_task(screen, with, &task),
            None => press::no_task(screen, with),
        },
        Intent::EditTask => press::edit_task(screen, with, chosen),
        Intent::Reestimate => press::estimate(screen, with, chosen),
        Intent::Done => of_chosen(screen, with, chosen, |task| Command::Done { tasks: vec![task] }),
        Intent::Drop => of_chosen(screen, with, chosen, |task| Command::Drop { tasks: vec![task] }),
        Intent::Pin => of_chosen(screen, with, chosen, |task| Command::Pin { task }),
        Intent::Accept | Intent::Open | Intent::AddTask | Intent::Delete | Intent::Raise | Intent::Lower
            if screen.pages.plan.shift < 0 =>
        {
            screen.say(with.locale.text("plan-past"), Tone::Refused);
            Reply::Redraw
        }
        Intent::Accept if schedule.accepted => change(schedule.date, PlanEdit::Anew),
        Intent::Accept | Intent::Open => change(schedule.date, PlanEdit::Accept),
        Intent::AddTask => match chosen.filter(|task| !is_planned(&schedule, task)) {
            Some(task) => add(screen, with, &task),
            None => press::open(screen, Dialog::Choose { line: Line::new("", SEARCH), at: 0 }),
        },
        Intent::Delete | Intent::Raise | Intent::Lower => {
            let Some(task) = chosen else { return Some(press::no_task(screen, with)) };
            if !is_planned(&schedule, &task) {
                let task = with.model.task(&task).map_or_else(String::new, |task| task.title.clone());
                return Some(press::refuse(screen, with, &Refusal::NotPlanned { task }));
            }
            select(screen, &schedule, |at| at);
            let task = task.to_string();
            if intent == Intent::Delete {
                // The cursor stays where it is, on the task that moves up.
                screen.pages.plan.task = None;
                change(schedule.date, PlanEdit::Drop { task })
            } else {
                change(schedule.date, PlanEdit::Move { task, by: if intent == Intent::Raise { -1 } else { 1 } })
            }
        }
        _ => return None,
    })
}

fn is_open(model: &Model, task: &Id) -> bool {
    model.task(task).is_some_and(|task| task.is_open())
}

fn is_planned(schedule: &Schedule, task: &Id) -> bool {
    schedule.today.iter().any(|item| item.task == *task)
}

/// The first task of a plan on which something is still to be done.
pub(in crate::ui) fn next<'a>(schedule: &'a Schedule, model: &Model) -> Option<&'a Id> {
    let running = model.timer.run.as_ref().filter(|run| run.phase == Phase::Focus).and_then(|run| run.task.as_ref());
    let open = |id: &Id| is_open(model, id) && running != Some(id);
    schedule.today.iter().find(|item| item.done < item.pomodoros && open(&item.task)).map(|item| &item.task)
}

fn select(screen: &mut Screen, schedule: &Schedule, to: impl FnOnce(usize) -> usize) -> Reply {
    let plan = &mut screen.pages.plan;
    let count = rows(schedule).count();
    let Some(at) = plan.selected(schedule) else { return Reply::Redraw };
    plan.row = to(at).min(count - 1);
    plan.task = rows(schedule).nth(plan.row).cloned();
    Reply::Redraw
}

fn other_day(screen: &mut Screen, days: i32) -> Reply {
    let shift = (screen.pages.plan.shift + days).clamp(-BACK, AHEAD);
    screen.pages.plan = Plan { shift, ..Plan::default() };
    Reply::Redraw
}

fn of_chosen(
    screen: &mut Screen,
    with: &With<'_>,
    chosen: Option<Id>,
    command: impl FnOnce(String) -> Command,
) -> Reply {
    match chosen {
        Some(task) => Reply::Do(vec![command(task.to_string())]),
        None => press::no_task(screen, with),
    }
}
