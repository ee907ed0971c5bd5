//! What is open in the view of the look back on the week, and what the intents mean there.
use crate::{
    domain::{command::Command, look_back::LookBack, week::Week},
    text::look_back::task_title,
    ui::{
        Intent, Reply,
        form::Form,
        press::With,
        screen::{Dialog, Screen, Tone},
    },
};

/// How many weeks back one can look.
const MOST_WEEKS: i32 = 520;

/// What the view looks at.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::ui) struct Review {
    /// The week, where it is not the present one.
    pub(in crate::ui) week: Option<Week>,
    /// The selected row: suggestions first, then questions.
    pub(in crate::ui) at: usize,
}

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Row {
    /// A suggestion, by its place.
    Offer(usize),
    /// A question, by its place.
    Question(usize),
}

impl Review {
    /// The row that is selected.
    pub(in crate::ui) fn row(&self, look: &LookBack<'_>) -> Row {
        let offers = look.offers.len();
        let at = self.at.min(rows(look).saturating_sub(1));
        if at < offers { Row::Offer(at) } else { Row::Question(at - offers) }
    }
}

fn rows(look: &LookBack<'_>) -> usize {
    look.offers.len() + look.questions.len()
}

pub(super) fn act(screen: &mut Screen, with: &With<'_>, intent: Intent) -> Option<Reply> {
    let this_week = Week::of(with.model.today(with.now));
    let week = screen.pages.review.week.unwrap_or(this_week);
    let look = || with.model.look_back(week, with.now);
    let page = i64::from(screen.area().height / 2).max(1);
    let step = match intent {
        Intent::Up => -1,
        Intent::Down => 1,
        Intent::PageUp => -page,
        Intent::PageDown => page,
        Intent::First => i64::MIN / 2,
        Intent::Last => i64::MAX / 2,
        Intent::Left => return Some(turn(screen, this_week, week.plus(-1))),
        Intent::Right => return Some(turn(screen, this_week, week.plus(1))),
        Intent::ThisWeek => return Some(turn(screen, this_week, this_week)),
        Intent::Open => {
            let look = look();
            return Some(match screen.pages.review.row(&look) {
                Row::Offer(_) => decide(screen, with, &look, true),
                Row::Question(at) => write(screen, with, &look, at),
            });
        }
        Intent::EditTask => {
            let look = look();
            let at = if let Row::Question(at) = screen.pages.review.row(&look) { at } else { 0 };
            return Some(write(screen, with, &look, at));
        }
        Intent::Accept => return Some(decide(screen, with, &look(), true)),
        Intent::Dismiss | Intent::Delete => return Some(decide(screen, with, &look(), false)),
        _ => return None,
    };
    let last = i64::try_from(rows(&look()).saturating_sub(1)).unwrap_or(0);
    let at = i64::try_from(screen.pages.review.at).unwrap_or(0).min(last).saturating_add(step).clamp(0, last);
    screen.pages.review.at = usize::try_from(at).unwrap_or(0);
    Some(Reply::Redraw)
}

fn turn(screen: &mut Screen, this_week: Week, to: Week) -> Reply {
    let back = to.since(this_week).clamp(-MOST_WEEKS, 0);
    screen.pages.review = Review { week: (back < 0).then(|| this_week.plus(back)), at: 0 };
    Reply::Redraw
}

fn write(screen: &mut Screen, with: &With<'_>, look: &LookBack<'_>, at: usize) -> Reply {
    screen.open(Dialog::Form(Form::review(look, at, with.locale)));
    if let Some(Dialog::Form(form)) = &mut screen.dialog {
        // A draft opens at the question that was asked for.
        form.at = at.min(form.fields.len().saturating_sub(1));
    }
    Reply::Redraw
}

fn decide(screen: &mut Screen, with: &With<'_>, look: &LookBack<'_>, accepts: bool) -> Reply {
    let Row::Offer(at) = screen.pages.review.row(look) else {
        screen.say(with.locale.text("review-no-suggestion"), Tone::Refused);
        return Reply::Redraw;
    };
    let Some(offer) = look.offers.get(at) else { return Reply::Ignored };
    let (week, rule) = (look.week, offer.rule);
    Reply::Do(vec![if accepts {
        Command::AcceptSuggestion { week, rule, title: task_title(rule, with.locale) }
    } else {
        Command::DismissSuggestion { week, rule }
    }])
}
