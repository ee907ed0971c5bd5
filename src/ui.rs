//! The dashboard as pure functions: a key → what is asked for, a scene → cells. Touches no clock, file or terminal.
mod answered;
mod arrangement;
mod draft;
mod form;
mod intent;
mod keymap;
mod layout;
mod line;
mod listing;
mod mode;
mod page;
mod pick;
mod plain;
mod press;
mod screen;
mod theme;
mod view;

pub use answered::{answered, barred};
pub use arrangement::Arrangement;
pub use form::{Entry, Field, Form, FormKind, Making, PairForm, Quick, ScoreForm, Spot, TemplateForm};
pub use intent::{Group, Intent};
pub use keymap::{Binding, KeyProblem, KeyProblemKind, Keymap, Meaning};
pub use line::Line;
pub use mode::{Chosen, ModeList};
pub use page::{Origin, Page, Pages, Setting, SettingForm, SettingKind};
pub use plain::{Plain, Tell};
#[cfg(test)]
pub(crate) use press::SHELL;
pub use press::press;
pub use screen::{Dialog, Message, Pane, Screen, Tone, View};
pub use theme::{ColorDepth, Role, Symbols, Theme, ThemeError};
pub use view::draw;

pub use crate::text::refusal::refusal_text;

use crossterm::event::{KeyEvent, MouseEvent};

use crate::{
    domain::{
        command::Command,
        model::Model,
        moment::Moment,
        status::{State, Status},
    },
    text::locale::{Arg, Locale},
};

/// Everything that a frame is made from.
pub struct Scene<'a> {
    /// What is saved.
    pub model: &'a Model,
    /// What is not.
    pub screen: &'a Screen,
    /// The words.
    pub locale: &'a Locale,
    /// The looks.
    pub theme: &'a Theme,
    /// The keys, to show them.
    pub keymap: &'a Keymap,
    /// Now.
    pub moment: &'a Moment,
    /// The timer and the day at that moment.
    pub status: &'a Status,
    /// Whether everything is safe; none: nothing is said about it.
    pub badge: Option<&'a Badge>,
    /// A line that stays until its cause is gone.
    pub banner: Option<&'a str>,
}

/// Whether everything is safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Badge {
    /// Everything is on disk.
    Saved,
    /// A change is on its way there.
    Saving,
    /// So many changes could not be written.
    Unsaved(usize),
    /// Nothing can be changed.
    ReadOnly,
}

/// What comes from the terminal.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// A key.
    Key(KeyEvent),
    /// Pasted text, as it is.
    Paste(String),
    /// The mouse.
    Mouse(MouseEvent),
    /// The terminal has another size; see [`Screen::fit`].
    Resize,
}

/// What an input leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// Nothing.
    Ignored,
    /// The screen looks different.
    Redraw,
    /// These are to be carried out in order, stopping at the first that is refused; the outcome of each
    /// goes to [`answered`].
    Do(Vec<Command>),
    /// A setting is to be changed in the user's file; the outcome goes to [`Screen::setting_changed`].
    Set {
        /// Its full name.
        key: String,
        /// Its value as it was written; none: back to the default.
        value: Option<String>,
        /// The form that asks for it.
        form: Option<SettingForm>,
    },
    /// The user leaves; what runs goes on.
    Quit,
}

/// What to say on leaving while a phase runs: that it goes on, when it rings, how to come back.
pub fn parting(status: &Status, locale: &Locale) -> Option<String> {
    let phase = status.phase.filter(|_| status.state == State::Running)?;
    let phase = locale.text(&format!("timer-phase-{}", phase.word()));
    Some(match status.ends_at {
        Some(at) => {
            let time = locale.clock(at.local().time());
            locale.with("timer-runs-on", &[("phase", Arg::Text(&phase)), ("time", Arg::Text(&time))])
        }
        None => locale.with("timer-runs-on-open", &[("phase", Arg::Text(&phase))]),
    })
}
