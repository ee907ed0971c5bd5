//! What is open in the view of the plan of the day, and what the intents mean there.
use crate::ui::{Intent, Reply, press::With, screen::Screen};

/// What the view looks at.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::ui) struct Plan {}

pub(super) fn act(_screen: &mut Screen, _with: &With<'_>, _intent: Intent) -> Option<Reply> {
    None
}
