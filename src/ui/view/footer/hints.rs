//! Which keys the bottom line shows, and in which order. Draws nothing.
use super::super::{Sight, page};
use crate::{
    domain::{session::Phase, status::State},
    ui::{
        Intent,
        press::{Offer, offer},
        screen::{Pane, View},
    },
};

/// An intent and the key of its word in the locale.
pub(in crate::ui::view) type Hint = (Intent, &'static str);

/// The intents that do something now, the most useful first: what does not fit is left out.
pub(super) fn of(sight: &Sight<'_>) -> Vec<Hint> {
    let (status, screen) = (sight.scene.status, sight.scene.screen);
    if screen.dialog.is_some() {
        return Vec::new();
    }
    if status.state == State::Asking {
        return vec![(Intent::StartPause, "help-hint-answer"), (Intent::Quit, "help-hint-quit")];
    }
    let mut hints = vec![match (status.state, status.phase) {
        (State::Running, _) if status.over_s > 0 => (Intent::StartPause, "help-hint-move-on"),
        (State::Running, _) => (Intent::StartPause, "help-hint-pause"),
        (State::Paused, _) => (Intent::StartPause, "help-hint-resume"),
        (State::Asking | State::Idle, _) => (Intent::StartPause, "help-hint-start"),
    }];
    let (timer, own) = (timer(sight), own(sight));
    if screen.view == View::Dashboard {
        hints.extend(timer);
        hints.extend(own);
        hints.push((Intent::Plan, "help-hint-plan"));
        hints.push((Intent::Weeks, "help-hint-weeks"));
        hints.push((Intent::Open, "help-hint-open"));
    } else {
        hints.push((Intent::Back, "help-hint-back"));
        // What a view is there for comes before what can be done anywhere.
        let [first, second] = if screen.focus == Pane::Timer && !matches!(screen.view, View::Page(_)) {
            [timer, own]
        } else {
            [own, timer]
        };
        hints.extend(first);
        hints.extend(second);
    }
    hints.push((Intent::Palette, "help-hint-palette"));
    hints.push((Intent::Quit, "help-hint-quit"));
    hints
}

/// What else the timer can do now.
fn timer(sight: &Sight<'_>) -> Vec<Hint> {
    let status = sight.scene.status;
    let mut hints = Vec::new();
    if status.phase == Some(Phase::Focus) {
        hints.push((Intent::Internal, "help-hint-internal"));
        hints.push((Intent::External, "help-hint-external"));
        // What came due is completed.
        if status.over_s == 0 {
            hints.push((Intent::Void, "help-hint-void"));
        }
        hints.push((Intent::Extend, "help-hint-extend"));
        return hints;
    }
    if status.phase.is_some() {
        hints.push((Intent::Skip, "help-hint-skip"));
    }
    if !sight.parked.is_empty() {
        hints.push((Intent::ParkToTask, "help-hint-park"));
    }
    hints
}

/// What the view, or the pane in focus, can do.
fn own(sight: &Sight<'_>) -> Vec<Hint> {
    let screen = sight.scene.screen;
    match (screen.focus, screen.view) {
        (_, View::Page(shown)) => page::hints(sight, shown),
        (Pane::Tasks, _) => tasks(sight),
        (Pane::Weeks, View::Full(_)) => vec![
            (Intent::Left, "help-hint-earlier"),
            (Intent::Right, "help-hint-later"),
            (Intent::Open, "help-hint-open-week"),
            (Intent::Compare, if screen.compared.is_some() { "help-hint-let-go" } else { "help-hint-compare" }),
            (Intent::NextTemplate, "help-hint-template"),
            (Intent::Score, "help-hint-score"),
        ],
        (Pane::Assessment, View::Full(_)) => vec![
            (Intent::Score, "help-hint-score"),
            (Intent::Practice, "help-hint-practise"),
            (Intent::Goal, "help-hint-goal"),
            (Intent::Left, "help-hint-earlier"),
            (Intent::NextTemplate, "help-hint-template"),
            (Intent::Pairwise, "help-hint-weights"),
            (Intent::Templates, "help-hint-templates"),
        ],
        (Pane::Assessment | Pane::Weeks, _) => vec![
            (Intent::Score, "help-hint-score"),
            (Intent::NextTemplate, "help-hint-template"),
            (Intent::Left, "help-hint-earlier"),
        ],
        (Pane::Timer, _) => {
            let mode = sight.scene.status.phase.is_none().then_some((Intent::Mode, "help-hint-mode"));
            let more = [(Intent::AddTask, "help-hint-add"), (Intent::Score, "help-hint-score")];
            mode.into_iter().chain(more).collect()
        }
    }
}

fn tasks(sight: &Sight<'_>) -> Vec<Hint> {
    let scene = sight.scene;
    let screen = scene.screen;
    let full = screen.view != View::Dashboard;
    let mut hints = vec![(Intent::AddTask, "help-hint-add")];
    if sight.at.is_some() {
        let running = scene.status.task.as_ref().map(|(id, _)| id);
        if sight.chosen.as_ref().map(|row| &row.task.id) != running {
            hints.push((Intent::StartTask, "help-hint-focus-on"));
        }
        hints.push((Intent::Done, "help-hint-done"));
        hints.push((Intent::EditTask, "help-hint-edit"));
        match offer(screen, scene.model, scene.moment) {
            Some(Offer::Split(..)) => hints.push((Intent::Accept, "help-hint-split")),
            Some(Offer::Merge(_)) => hints.push((Intent::Accept, "help-hint-merge")),
            None => {}
        }
    }
    if full {
        hints.push((Intent::Matrix, "help-hint-matrix"));
        hints.push((Intent::Filter, "help-hint-filter"));
        hints.push((Intent::Ranking, "help-hint-ranking"));
    }
    hints.push((Intent::Score, "help-hint-score"));
    hints
}
