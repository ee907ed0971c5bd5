//! What keys do to the selected task in the list and in the matrix: raising, ordering, moving about, taking an offer.
use super::{
    With,
    act::{look_at, of_task, open, selected},
    select,
};
use crate::{
    domain::{
        command::{Command, Place, Scale},
        estimate::Split,
        id::Id,
        model::Model,
        moment::Moment,
        outlook::{self, Bundle},
        priority::{Quadrant, Ranking},
    },
    ui::{
        Intent, Reply,
        form::Form,
        listing,
        screen::{Dialog, Pane, Screen, Tone, View},
    },
};

/// One step more or less important or urgent; in an order by hand one place up or down.
pub(super) fn shift(screen: &mut Screen, with: &With<'_>, scale: Scale, up: bool) -> Reply {
    let by_hand = scale == Scale::Importance && screen.ranking(with.model) == Ranking::Manual;
    of_task(screen, with, |task| match (by_hand, up) {
        (true, true) => Command::PlaceTask { task, place: Place::Up },
        (true, false) => Command::PlaceTask { task, place: Place::Down },
        (false, true) => Command::Raise { task, scale },
        (false, false) => Command::Lower { task, scale },
    })
}

/// The next way of ordering the tasks, for as long as the program runs.
pub(super) fn next_ranking(screen: &mut Screen, with: &With<'_>) -> Reply {
    // The cursor stays on its task wherever that goes.
    select(screen, with, |at, _| at);
    let known = screen.ranking(with.model);
    let at = Ranking::ALL.iter().position(|ranking| *ranking == known).unwrap_or(0);
    let next = Ranking::ALL[(at + 1) % Ranking::ALL.len()];
    screen.ranking = (next != with.model.rules.score.model).then_some(next);
    look_at(screen, Pane::Tasks);
    screen.say(with.locale.text(&format!("task-ranking-{}", next.word())), Tone::Done);
    Reply::Redraw
}

/// What can be done about the size of a task.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui) enum Offer {
    /// It is too large.
    Split(Id, Split),
    /// It is one of several that are too small.
    Merge(Bundle),
}

/// What is offered for the selected task.
pub(in crate::ui) fn offer(screen: &Screen, model: &Model, now: &Moment) -> Option<Offer> {
    let rows = listing::listed(model, screen, now);
    let row = rows.row(model, rows.selected(screen)?)?;
    if let Some(split) = row.split() {
        return Some(Offer::Split(row.task.id.clone(), split));
    }
    let bundle = outlook::bundle(&rows.small(model))?;
    bundle.tasks.contains(&row.task.id).then_some(Offer::Merge(bundle))
}

/// Opens the dialog of what is offered.
pub(super) fn accept(screen: &mut Screen, with: &With<'_>) -> Reply {
    let listed = matches!(screen.view, View::Dashboard | View::Full(Pane::Tasks));
    let form = match offer(screen, with.model, with.now).filter(|_| listed) {
        Some(Offer::Split(task, split)) => Form::split(with.model, &task, split.parts),
        Some(Offer::Merge(bundle)) => Some(Form::merge(with.model, &bundle.tasks)),
        None => None,
    };
    let Some(form) = form else {
        screen.say(with.locale.text("task-no-offer"), Tone::Refused);
        return Reply::Redraw;
    };
    screen.task = selected(screen, with);
    open(screen, Dialog::Form(form))
}

/// Moves the cursor in the matrix: within its quadrant, and from its edge into the next one that is not empty.
pub(super) fn in_matrix(screen: &mut Screen, with: &With<'_>, to: Intent) {
    use Quadrant::{Q1, Q2, Q3, Q4};
    let rows = listing::listed(with.model, screen, with.now);
    let Some(at) = rows.selected(screen) else { return };
    let Some(own) = rows.quadrant_of(at) else { return };
    let within = rows.quadrant(own);
    let line = within.iter().position(|index| *index == at).unwrap_or(0);
    let first_of = |order: [Quadrant; 2]| order.into_iter().map(|other| rows.quadrant(other)).find(|of| !of.is_empty());
    let next = match (to, own) {
        (Intent::Up, _) if line > 0 => within.get(line - 1).copied(),
        (Intent::Down, _) if line + 1 < within.len() => within.get(line + 1).copied(),
        (Intent::Up, Q3) => first_of([Q1, Q2]).and_then(|of| of.last().copied()),
        (Intent::Up, Q4) => first_of([Q2, Q1]).and_then(|of| of.last().copied()),
        (Intent::Down, Q1) => first_of([Q3, Q4]).and_then(|of| of.first().copied()),
        (Intent::Down, Q2) => first_of([Q4, Q3]).and_then(|of| of.first().copied()),
        (Intent::Left, Q2) => first_of([Q1, Q3]).and_then(|of| of.get(line.min(of.len() - 1)).copied()),
        (Intent::Left, Q4) => first_of([Q3, Q1]).and_then(|of| of.get(line.min(of.len() - 1)).copied()),
        (Intent::Right, Q1) => first_of([Q2, Q4]).and_then(|of| of.get(line.min(of.len() - 1)).copied()),
        (Intent::Right, Q3) => first_of([Q4, Q2]).and_then(|of| of.get(line.min(of.len() - 1)).copied()),
        _ => None,
    };
    select(screen, with, |at, _| next.unwrap_or(at));
}

/// Completes the name of a saved filter at the end of the line, or takes the next one; says whether there is one.
pub(in crate::ui) fn complete(screen: &mut Screen, with: &With<'_>) -> bool {
    let text = screen.filter.text().to_owned();
    let start = text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let Some(begun) = text.get(start..).and_then(|word| word.strip_prefix(['@', '＠'])) else { return false };
    let names: Vec<&str> = with.model.rules.filters.iter().map(|(name, _)| name.as_str()).collect();
    let whole = names.iter().position(|name| *name == begun);
    let next = match whole {
        Some(at) => names.get((at + 1) % names.len()),
        None => names.iter().find(|name| name.starts_with(begun)),
    };
    let Some(name) = next else { return false };
    let line = format!("{}@{name}", &text[..start]);
    screen.filter.set(&line);
    screen.task = None;
    screen.row = 0;
    true
}
