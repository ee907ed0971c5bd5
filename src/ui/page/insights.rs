//! What is open in the view of when and how one works, and what the intents mean there.
use crate::ui::{Intent, Reply, press::With, screen::Screen};

/// How many weeks can be looked at at once.
pub(in crate::ui) const SPANS: [i32; 4] = [4, 12, 26, 52];

/// The parts of the view, from top to bottom.
pub(in crate::ui) const PARTS: usize = 4;

/// What the view looks at.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui) struct Insights {
    /// The place among [`SPANS`].
    span: usize,
    /// The first part that is shown.
    top: usize,
}

impl Default for Insights {
    fn default() -> Self {
        Self { span: 1, top: 0 }
    }
}

impl Insights {
    /// How many weeks are looked at.
    pub(in crate::ui) fn weeks(&self) -> i32 {
        SPANS[self.span % SPANS.len()]
    }

    /// The first part that is shown.
    pub(in crate::ui) fn top(&self) -> usize {
        self.top
    }
}

pub(super) fn act(screen: &mut Screen, _with: &With<'_>, intent: Intent) -> Option<Reply> {
    let insights = &mut screen.pages.insights;
    match intent {
        Intent::Left => insights.span = insights.span.saturating_sub(1),
        Intent::Right => insights.span = (insights.span + 1).min(SPANS.len() - 1),
        Intent::Up | Intent::PageUp => insights.top = insights.top.saturating_sub(1),
        Intent::Down | Intent::PageDown => insights.top = (insights.top + 1).min(PARTS - 1),
        Intent::First => insights.top = 0,
        Intent::Last => insights.top = PARTS - 1,
        _ => return None,
    }
    Some(Reply::Redraw)
}
