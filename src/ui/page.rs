//! Views that fill the screen and are no panes: what each has open, and what the intents mean there.
pub(super) mod history;
pub(super) mod insights;
pub(super) mod plan;
pub(super) mod review;
pub(super) mod settings;

pub use settings::{Origin, Setting, SettingForm, SettingKind};

use crate::domain::id::Id;

use super::{Intent, Reply, press::With, screen::Screen};

/// A view that fills the screen and is no pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The plan of the day.
    Plan,
    /// The look back on the week.
    Review,
    /// All sessions.
    History,
    /// When and how one works.
    Insights,
    /// Every setting.
    Settings,
}

impl Page {
    /// The views in the order of the help.
    pub const ALL: [Self; 5] = [Self::Plan, Self::Review, Self::History, Self::Insights, Self::Settings];
}

/// What each view looks at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pages {
    pub(super) plan: plan::Plan,
    pub(super) review: review::Review,
    pub(super) history: history::History,
    pub(super) insights: insights::Insights,
    pub(super) settings: settings::Settings,
}

impl Pages {
    /// The session that is selected in the view of all sessions, once one is.
    pub fn history_session(&self) -> Option<&Id> {
        self.history.session.as_ref()
    }
}

/// What an intent does in a view; none where it means the same as everywhere.
pub(super) fn act(page: Page, screen: &mut Screen, with: &With<'_>, intent: Intent) -> Option<Reply> {
    match page {
        Page::Plan => plan::act(screen, with, intent),
        Page::Review => review::act(screen, with, intent),
        Page::History => history::act(screen, with, intent),
        Page::Insights => insights::act(screen, with, intent),
        Page::Settings => settings::act(screen, with, intent),
    }
}
