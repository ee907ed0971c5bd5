//! What a key must not do because what it is about is not on the screen. Draws nothing, changes nothing.
use crate::ui::{
    Intent,
    intent::Group,
    layout::{self, Look, Room},
    screen::{Pane, Screen},
};

/// Where there is only room for the time: the key of the sentence that says why an intent has to wait.
pub(super) fn in_room(screen: &Screen, intent: Intent) -> Option<&'static str> {
    use Intent::{
        AddTask, AddTaskForm, ExtendBy, Help, Mode, Note, Palette, ParkToTask, Quit, StartAt, StartTask, Undo, Void,
    };
    let room = layout::room(screen.area());
    let acts = match intent {
        _ if room == Room::Panes => true,
        Quit | Undo => true,
        // They are about a task or a note that is not seen.
        StartTask | ParkToTask => false,
        Void | Note | ExtendBy | Mode | StartAt | AddTask | AddTaskForm | Help | Palette => room == Room::Dialogs,
        _ => intent.group() == Group::Timer,
    };
    (!acts).then_some(layout::too_small(screen.area()))
}

/// Whether an intent is about the selected task while the list with its selection is not on the screen.
pub(super) fn is_unseen(screen: &Screen, intent: Intent) -> bool {
    use Intent::{
        Accept, Delete, Done, Drop, EditTask, Lower, LowerUrgency, Pin, Raise, RaiseUrgency, Reopen, StartTask,
    };
    let about_it = matches!(
        intent,
        Accept
            | Delete
            | Done
            | Drop
            | EditTask
            | Lower
            | LowerUrgency
            | Pin
            | Raise
            | RaiseUrgency
            | Reopen
            | StartTask
    );
    let seen = |place: &layout::Place| place.pane == Pane::Tasks && place.look != Look::Strip;
    about_it && !layout::layout(screen.area(), screen).panes.iter().any(seen)
}
