//! What is open in the view of the look back on the week, and what the intents mean there.
use crate::ui::{Intent, Reply, press::With, screen::Screen};

/// What the view looks at.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::ui) struct Review {}

pub(super) fn act(_screen: &mut Screen, _with: &With<'_>, _intent: Intent) -> Option<Reply> {
    None
}
