//! The view of the plan of a day: its hours against the work windows, its tasks in order, what does not fit and why.
mod hours;
mod list;

use std::rc::Rc;

use ratatui::layout::Rect;

use super::super::{
    Sight, due,
    footer::key_name,
    pen::{Pen, Piece},
};
use crate::{
    domain::{id::Id, schedule::Schedule},
    text::{
        locale::{Arg, Locale},
        today::fits_text,
        width,
    },
    ui::{Intent, Role, listing, page::plan as page},
};

/// From this width on the hours stand beside the tasks.
const PAIR: u16 = 72;

/// The plan that is shown, with what its parts need.
struct Shown<'a> {
    schedule: Rc<Schedule>,
    /// The selected row.
    at: usize,
    /// Whether the day is over.
    past: bool,
    /// Whether it is today.
    today: bool,
    /// The selected task.
    chosen: Option<Id>,
    /// Whether the hours are shown around now, wherever the selected task has its blocks.
    around_now: bool,
    sight: &'a Sight<'a>,
}

impl Shown<'_> {
    fn title(&self, id: &Id) -> String {
        self.sight.scene.model.task(id).map_or_else(|| id.to_string(), |task| task.title.clone())
    }
}

pub(super) fn draw(sight: &Sight<'_>, area: Rect, pen: &mut Pen<'_>) {
    let scene = sight.scene;
    let plan = &scene.screen.pages.plan;
    let schedule = page::schedule(scene.screen, scene.model, scene.moment);
    let at = plan.selected(&schedule).unwrap_or(0);
    let chosen = plan.chosen(&schedule).cloned();
    let shown = Shown { at, past: plan.shift < 0, today: plan.shift == 0, chosen, around_now: false, sight, schedule };
    let schedule = &shown.schedule;
    let locale = scene.locale;
    let word = due::distance(locale, schedule.date, scene.status.today.date);
    let date = locale.date(schedule.date);
    let day = [("date", Arg::Text(&date)), ("word", Arg::Text(&word))];
    let title = format!("{} {} {}", locale.text("plan-title"), pen.symbols().dot, locale.with("plan-day", &day));
    let state = if schedule.accepted {
        Some((locale.text("plan-accepted"), Role::Good))
    } else if shown.past {
        Some((locale.text("plan-none-accepted"), Role::Dim))
    } else {
        let key = key_name(scene, Intent::Accept);
        let offered = || (locale.with("plan-is-offered", &[("key", Arg::Text(&key))]), Role::Warn);
        (!schedule.today.is_empty()).then(offered)
    };
    pen.frame(area, &title, state.as_slice(), true);
    if area.width < 12 || area.height < 4 {
        return;
    }
    let inner = Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 };
    let mut y = inner.y;
    let about = about(&shown, locale, pen, inner);
    // The tasks are what one came for: little height leaves them the most of it.
    let most = if inner.height < 14 { 2 } else { about.len() as u16 };
    for line in about.iter().take(usize::from(most)) {
        pen.line(Rect { y, height: 1, ..inner }, line);
        y += 1;
    }
    let mut body = Rect { y, height: inner.bottom().saturating_sub(y), ..inner };
    if body.height > 12 {
        body = Rect { y: body.y + 1, height: body.height - 1, ..body };
    }
    if body.width >= PAIR {
        let left = (body.width * 42 / 100).min(56);
        hours::draw(&shown, Rect { width: left, ..body }, pen);
        list::draw(&shown, Rect { x: body.x + left + 2, width: body.width - left - 2, ..body }, pen);
    } else {
        list::draw(&shown, body, pen);
    }
}

/// The hours of today, without the rest of the plan; where the selected task has its blocks is shown.
pub(in crate::ui::view) fn today(sight: &Sight<'_>, area: Rect, pen: &mut Pen<'_>) {
    let scene = sight.scene;
    let schedule = listing::schedule(scene.model, scene.screen, scene.moment, scene.status.today.date);
    let chosen = sight.chosen.as_ref().map(|row| row.task.id.clone());
    hours::draw(&Shown { at: 0, past: false, today: true, chosen, around_now: true, sight, schedule }, area, pen);
}

/// What holds for the whole day, a line each.
fn about(shown: &Shown<'_>, locale: &Locale, pen: &Pen<'_>, inner: Rect) -> Vec<Vec<Piece>> {
    let schedule = &shown.schedule;
    let dot = format!(" {} ", pen.symbols().dot);
    let mut lines = Vec::new();
    let mut first: Vec<Piece> = Vec::new();
    if let Some((done, planned)) = schedule.adherence() {
        let args = [("done", Arg::Int(done.into())), ("planned", Arg::Int(planned.into()))];
        first.push((locale.with("plan-kept", &args), Role::Text));
    }
    match schedule.capacity {
        _ if shown.past => {}
        Some(capacity) => {
            if !first.is_empty() {
                first.push((dot.clone(), Role::Dim));
            }
            let over = schedule.over();
            let role = if over > 0 { Role::Bad } else { Role::Text };
            first.push((fits_text(schedule, capacity, locale), role));
            if capacity <= 24 && inner.width >= 70 {
                let [full, rest] = pen.symbols().block;
                let filled = schedule.planned.min(capacity) as usize;
                first.push((format!(" {}", full.repeat(filled)), if over > 0 { Role::Bad } else { Role::Good }));
                first.push((rest.repeat(capacity as usize - filled), Role::Dim));
            }
            if schedule.is_tight() {
                first.push((format!("{dot}{}", locale.text("plan-tight")), Role::Dim));
            }
        }
        None => {
            for line in width::wrap(&locale.text("plan-no-windows"), usize::from(inner.width)) {
                lines.push(vec![(line, Role::Dim)]);
            }
        }
    }
    if !first.is_empty() {
        lines.insert(0, first);
    }
    if shown.past || schedule.capacity.is_none() {
        return lines;
    }
    let (text, role) = match &schedule.first_late {
        Some(late) => {
            let is_over = shown.sight.scene.model.row(shown.sight.scene.moment, late).is_some_and(|row| row.is_late());
            let late = shown.title(late);
            let text = locale.with(if is_over { "plan-overdue" } else { "plan-late" }, &[("task", Arg::Text(&late))]);
            let gap = if text.ends_with('.') { " " } else { "" };
            let rest = if schedule.postpone.as_slice() == schedule.first_late.as_slice() {
                locale.text("plan-others-met")
            } else {
                let postpone: Vec<String> = schedule.postpone.iter().take(6).map(|id| shown.title(id)).collect();
                locale.with("plan-postpone", &[("tasks", Arg::Text(&postpone.join(", ")))])
            };
            (format!("{text}{gap}{rest}"), Role::Bad)
        }
        None => (locale.text("plan-all-met"), Role::Dim),
    };
    let most = if inner.height >= 20 { 3 } else { 1 };
    for line in width::wrap(&text, usize::from(inner.width)).into_iter().take(most) {
        lines.push(vec![(line, role)]);
    }
    lines
}

pub(super) fn hints(sight: &Sight<'_>) -> Vec<(Intent, &'static str)> {
    let scene = sight.scene;
    let plan = &scene.screen.pages.plan;
    let mut hints = Vec::new();
    if plan.shift >= 0 {
        let schedule = page::schedule(scene.screen, scene.model, scene.moment);
        if schedule.accepted {
            hints.push((Intent::Accept, "help-hint-replan"));
        } else if !schedule.today.is_empty() {
            hints.push((Intent::Accept, "help-hint-accept"));
        }
        let planned = plan.selected(&schedule).is_some_and(|at| at < schedule.today.len());
        if planned {
            hints.push((Intent::Raise, "help-hint-plan-earlier"));
            hints.push((Intent::Lower, "help-hint-plan-later"));
            hints.push((Intent::Delete, "help-hint-plan-drop"));
        }
        hints.push((Intent::AddTask, "help-hint-plan-add"));
        if planned {
            hints.push((Intent::Done, "help-hint-done"));
        }
    }
    hints.push((Intent::Left, "help-hint-day-before"));
    hints.push((Intent::Right, "help-hint-day-after"));
    hints
}
