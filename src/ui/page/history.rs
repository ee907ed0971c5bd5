//! What is open in the view of all sessions, and what the intents mean there.
use std::{cell::RefCell, cmp::Reverse, ops::Range, rc::Rc, sync::Arc};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::civil::Date;

use crate::{
    domain::{
        command::Command,
        history::{Filter, FilterError},
        id::Id,
        ledger::Tally,
        model::Model,
        moment::Moment,
        session::Session,
    },
    ui::{
        Intent, Reply,
        form::Form,
        line::Line,
        press::With,
        screen::{Dialog, SEARCH, Screen, View},
    },
};

/// A week in milliseconds: what one step to the side is.
const WEEK_MS: i64 = 7 * 86_400_000;

/// What the view looks at.
#[derive(Clone, Debug)]
pub(in crate::ui) struct History {
    /// What sessions have to fit, as it is written.
    pub(in crate::ui) filter: Line,
    /// The last of it that could be understood.
    understood: String,
    /// The selected session; none: the newest one.
    pub(in crate::ui) session: Option<Id>,
    kept: RefCell<Option<(Basis, Rc<Found>)>>,
}

/// What a list was worked out from: the model, the day, the filter.
type Basis = (u64, Date, String);

/// The sessions that are listed, newest first, and their sums.
#[derive(Debug, Default)]
pub(in crate::ui) struct Found {
    pub(in crate::ui) sessions: Vec<Arc<Session>>,
    pub(in crate::ui) tally: Tally,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Row {
    /// A day, with the places of its sessions.
    Day(Date, Range<usize>),
    /// A session by its place.
    Session(usize),
}

impl Default for History {
    fn default() -> Self {
        Self { filter: Line::new("", SEARCH), understood: String::new(), session: None, kept: RefCell::new(None) }
    }
}

impl PartialEq for History {
    /// What is kept holds nothing that is not in the model.
    fn eq(&self, other: &Self) -> bool {
        (&self.filter, &self.understood, &self.session) == (&other.filter, &other.understood, &other.session)
    }
}

impl History {
    /// What is wrong with the filter as it is written.
    pub(in crate::ui) fn problem(&self, today: Date) -> Option<FilterError> {
        Filter::parse(self.filter.text(), today).err()
    }

    /// Takes over what is written, as far as it can be understood.
    fn written(&mut self, today: Date) {
        if self.problem(today).is_none() {
            self.filter.text().trim().clone_into(&mut self.understood);
        }
    }

    /// Shows everything, with this session selected.
    pub(in crate::ui) fn show(&mut self, session: Id) {
        self.filter.set("");
        self.understood.clear();
        self.session = Some(session);
    }
}

/// The sessions that fit the filter, none before all are read: worked out once for each model, day and filter.
pub(in crate::ui) fn found(model: &Model, screen: &Screen, now: &Moment) -> Rc<Found> {
    if !model.book.sessions.complete() {
        return Rc::default();
    }
    let page = &screen.pages.history;
    let today = model.today(now);
    let basis = screen.cache.revision().map(|revision| (revision, today, page.understood.clone()));
    let mut kept = page.kept.borrow_mut();
    if let (Some(basis), Some((of, found))) = (&basis, kept.as_ref())
        && of == basis
    {
        return Rc::clone(found);
    }
    let filter = Filter::parse(&page.understood, today).unwrap_or_default();
    let history = model.history(&filter);
    let sessions = history.sessions.into_iter().map(Arc::clone).collect();
    let found = Rc::new(Found { sessions, tally: history.tally });
    *kept = basis.map(|basis| (basis, Rc::clone(&found)));
    found
}

impl Found {
    /// The place of the selected session; of the one nearest in time where it is not listed.
    pub(in crate::ui) fn at(&self, model: &Model, selected: Option<&Id>) -> Option<usize> {
        let last = self.sessions.len().checked_sub(1)?;
        let Some(session) = selected.and_then(|id| model.book.sessions.find(id.as_str())) else { return Some(0) };
        let place = |other: &Session| (Reverse(other.started.ms()), Reverse(other.id.clone()));
        let wanted = place(session);
        Some(self.sessions.partition_point(|other| place(other) < wanted).min(last))
    }

    /// The lines around the one of session `at` that fill `height`, as if the whole list were scrolled so that
    /// it stands near the middle. The day of the first line is always seen.
    pub(in crate::ui) fn rows(&self, model: &Model, at: usize, height: usize) -> Vec<Row> {
        let date = |at: usize| self.sessions.get(at).map(|s| s.started.logical_date(model.rules.day.start));
        let day = |within: usize| {
            let on = date(within)?;
            let first = (0..within).rev().take_while(|at| date(*at) == Some(on)).last().unwrap_or(within);
            let end = (within..self.sessions.len()).take_while(|at| date(*at) == Some(on)).last().unwrap_or(within);
            Some(Row::Day(on, first..end + 1))
        };
        let begins = |at: usize| at == 0 || date(at) != date(at - 1);
        let mut above = Vec::new();
        for place in (0..=at).rev() {
            if place != at {
                above.push(Row::Session(place));
            }
            above.extend(begins(place).then(|| day(place)).flatten());
            if above.len() > height {
                break;
            }
        }
        let mut rows: Vec<Row> = above.into_iter().rev().collect();
        let middle = rows.len();
        rows.push(Row::Session(at));
        for place in at + 1..self.sessions.len() {
            if rows.len() > middle + height {
                break;
            }
            rows.extend(begins(place).then(|| day(place)).flatten());
            rows.push(Row::Session(place));
        }
        let first = middle.saturating_sub(height / 2).min(rows.len().saturating_sub(height));
        let mut rows: Vec<Row> = rows.drain(first..).take(height).collect();
        if let Some(Row::Session(place)) = rows.first().cloned()
            && place != at
            && let Some(heading) = day(place)
        {
            rows[0] = heading;
        }
        rows
    }
}

pub(super) fn act(screen: &mut Screen, with: &With<'_>, intent: Intent) -> Option<Reply> {
    Some(match intent {
        Intent::Up => step(screen, with, |at, _| at.saturating_sub(1)),
        Intent::Down => step(screen, with, |at, _| at + 1),
        Intent::PageUp | Intent::PageDown => {
            let page = usize::from(screen.area().height / 2).max(1);
            let up = intent == Intent::PageUp;
            step(screen, with, |at, _| if up { at.saturating_sub(page) } else { at + page })
        }
        Intent::First => step(screen, with, |_, _| 0),
        Intent::Last => step(screen, with, |_, found| found.sessions.len()),
        Intent::Left => step(screen, with, |at, found| by_weeks(found, at, -1)),
        Intent::Right => step(screen, with, |at, found| by_weeks(found, at, 1)),
        Intent::Open | Intent::EditTask => match selected(screen, with) {
            Some(session) => open(screen, Dialog::Form(Form::amend(with.model, &session))),
            None => Reply::Ignored,
        },
        Intent::Delete => match selected(screen, with) {
            Some(session) => {
                // The cursor stays where it is, on what moves up.
                screen.pages.history.session = Some(session.id.clone());
                Reply::Do(vec![Command::DeleteSession { session: session.id.to_string() }])
            }
            None => Reply::Ignored,
        },
        Intent::StartTask => match selected(screen, with).and_then(|session| session.task.clone()) {
            Some(task) => Reply::Do(vec![Command::Start(screen.chosen.start(Some(task.to_string())))]),
            None => Reply::Ignored,
        },
        Intent::AddTask => open(screen, Dialog::Form(Form::log(with.model))),
        Intent::Filter => open(screen, Dialog::Sessions),
        Intent::Back => {
            if screen.pages.history.filter.text().is_empty() {
                screen.view = View::Dashboard;
            } else {
                screen.pages.history.filter.set("");
                screen.pages.history.written(with.model.today(with.now));
            }
            Reply::Redraw
        }
        // There is no task in sight that they could be meant for.
        Intent::Done | Intent::Pin | Intent::Drop | Intent::Reopen => Reply::Ignored,
        _ => return None,
    })
}

fn open(screen: &mut Screen, dialog: Dialog) -> Reply {
    screen.open(dialog);
    Reply::Redraw
}

fn selected(screen: &Screen, with: &With<'_>) -> Option<Arc<Session>> {
    let found = found(with.model, screen, with.now);
    found.at(with.model, screen.pages.history.session.as_ref()).map(|at| Arc::clone(&found.sessions[at]))
}

fn step(screen: &mut Screen, with: &With<'_>, to: impl FnOnce(usize, &Found) -> usize) -> Reply {
    let found = found(with.model, screen, with.now);
    let Some(at) = found.at(with.model, screen.pages.history.session.as_ref()) else { return Reply::Ignored };
    let at = to(at, &found).min(found.sessions.len() - 1);
    screen.pages.history.session = Some(found.sessions[at].id.clone());
    Reply::Redraw
}

/// The place that lies at least so many weeks earlier, or later, in time.
fn by_weeks(found: &Found, at: usize, weeks: i64) -> usize {
    let ms = found.sessions[at].started.ms() + weeks * WEEK_MS;
    let place = found.sessions.partition_point(|session| session.started.ms() > ms);
    if weeks < 0 { place.max(at + 1) } else { place.min(at.saturating_sub(1)) }
}

/// Selects the session in a line of the list of `height`, as it is drawn.
pub(in crate::ui) fn click(screen: &mut Screen, with: &With<'_>, line: usize, height: usize) {
    let found = found(with.model, screen, with.now);
    let Some(at) = found.at(with.model, screen.pages.history.session.as_ref()) else { return };
    if let Some(Row::Session(place)) = found.rows(with.model, at, height).get(line) {
        screen.pages.history.session = Some(found.sessions[*place].id.clone());
    }
}

/// A key while the filter is written.
pub(in crate::ui) fn typing(screen: &mut Screen, with: &With<'_>, key: &KeyEvent) -> Reply {
    let today = with.model.today(with.now);
    let page = &mut screen.pages.history;
    match key.code {
        KeyCode::Enter if !key.modifiers.contains(KeyModifiers::ALT) => {
            // What cannot be understood is not left standing.
            if page.problem(today).is_none() {
                return Reply::Redraw;
            }
        }
        KeyCode::Up | KeyCode::BackTab => {
            step(screen, with, |at, _| at.saturating_sub(1));
        }
        KeyCode::Down | KeyCode::Tab => {
            step(screen, with, |at, _| at + 1);
        }
        _ => {
            if page.filter.key(key) {
                page.written(today);
            }
        }
    }
    screen.dialog = Some(Dialog::Sessions);
    Reply::Redraw
}

/// Pasted text while the filter is written.
pub(in crate::ui) fn paste(screen: &mut Screen, with: &With<'_>, text: &str) {
    screen.pages.history.filter.insert(text);
    screen.pages.history.written(with.model.today(with.now));
}

/// The filter is left without being taken over: everything is shown again.
pub(in crate::ui) fn cancel(screen: &mut Screen) {
    screen.pages.history.filter.set("");
    screen.pages.history.understood.clear();
}
