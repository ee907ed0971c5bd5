//! What is on the screen but not saved: where one looks, what one writes, what was answered last.
use crossterm::event::KeyEvent;
use ratatui::layout::{Rect, Size};

use super::{
    arrangement::Arrangement,
    form::{Form, FormKind, PairForm, Quick, ScoreForm, TemplateForm},
    layout::{self, Room},
    line::Line,
    listing::Cache,
    mode::{Chosen, ModeList},
    page::{Page, Pages, SettingForm},
};
use crate::domain::{id::Id, model::Model, moment::Moment, priority::Ranking, stamp::Stamp, week::Week};

/// A part of the dashboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// Am I in focus?
    Timer,
    /// What now?
    Tasks,
    /// How good am I?
    Assessment,
    /// Am I getting better?
    Weeks,
}

impl Pane {
    /// The panes in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Timer, Self::Tasks, Self::Assessment, Self::Weeks];

    /// Its number, from 1.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// Its name in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Timer => "timer",
            Self::Tasks => "tasks",
            Self::Assessment => "assessment",
            Self::Weeks => "weeks",
        }
    }

    /// The pane of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pane| pane.name() == name)
    }

    /// The pane `steps` further on, round and round.
    pub(super) fn plus(self, steps: usize) -> Self {
        Self::ALL[(self as usize + steps) % Self::ALL.len()]
    }
}

/// What fills the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// All panes.
    Dashboard,
    /// One pane.
    Full(Pane),
    /// A view that is no pane.
    Page(Page),
}

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something was done that `u` takes back.
    Undoable,
    /// A task was given a size, and `u` takes that back; something may be offered for it.
    Sized,
    /// Something was taken back; `u` takes back what was done before it.
    Undone,
    /// An interruption was marked, which can be put into words.
    Marked,
    /// Something was refused.
    Refused,
}

/// A line about what was done last, shown until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The sentence.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// What takes the keys before the panes do.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// A form of text fields.
    Form(Form),
    /// Scores being entered.
    Scores(ScoreForm),
    /// Dimensions being compared in pairs.
    Pairs(PairForm),
    /// The templates, to choose one.
    Templates {
        /// The chosen row.
        at: usize,
    },
    /// A template being made or changed.
    Template(TemplateForm),
    /// Commands by name.
    Palette {
        /// What is searched for.
        line: Line,
        /// The chosen row.
        at: usize,
    },
    /// All keys.
    Help {
        /// What is searched for.
        line: Line,
        /// Rows scrolled past.
        top: usize,
    },
    /// The filter of the tasks is being written.
    Filter,
    /// The filter of the sessions is being written.
    Sessions,
    /// The mode of the next start is being chosen.
    Modes(ModeList),
    /// A task in one line.
    Quick(Quick),
    /// A task is looked for that shall go into the plan.
    Choose {
        /// What is searched for.
        line: Line,
        /// The chosen row.
        at: usize,
    },
    /// The value of a setting is being written.
    Setting(SettingForm),
    /// A setting is being searched for.
    FindSetting,
}

impl Dialog {
    /// Whether it is written in the bottom line.
    pub(super) fn is_in_bottom_line(&self) -> bool {
        matches!(self, Self::Filter | Self::Sessions | Self::FindSetting)
    }
}

/// What is on the screen but not saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Screen {
    /// What fills the screen.
    pub view: View,
    /// The pane that has the keys.
    pub focus: Pane,
    /// The selected task.
    pub task: Option<Id>,
    /// The row it was on when it was last seen, for when it is gone.
    pub row: usize,
    /// The template that is shown, where it is not the configured one.
    pub template: Option<String>,
    /// The week that is shown, where it is not the present one.
    pub week: Option<Week>,
    /// The week that the selected one is compared with.
    pub compared: Option<Week>,
    /// The selected practice of the training plan, in the order in which they are shown.
    pub practice: usize,
    /// What orders the tasks, where it is not what the settings say.
    pub ranking: Option<Ranking>,
    /// Whether the tasks are shown as a matrix.
    pub matrix: bool,
    /// Whether all about the selected task is shown.
    pub detail: bool,
    /// Whether done and dropped tasks are shown.
    pub closed: bool,
    /// What tasks have to match.
    pub filter: Line,
    /// What takes the keys.
    pub dialog: Option<Dialog>,
    /// What was answered last.
    pub message: Option<Message>,
    /// What is wrong with files of the user's templates: the file's name, and a line about it.
    pub bad_templates: Vec<(String, String)>,
    /// What the views beside the panes look at.
    pub pages: Pages,
    /// What the next start uses in place of what is configured.
    pub chosen: Chosen,
    /// How the dashboard is divided.
    pub arrangement: Arrangement,
    /// Keys of which more have to come before they mean something.
    pub(super) typed: Vec<KeyEvent>,
    /// Whether only ASCII symbols are drawn, and whether a banner is in the bottom line: for the mouse.
    pub(super) looks: (bool, bool),
    /// Forms that were left without being sent.
    pub(super) drafts: Vec<Dialog>,
    /// The beginning of the gap whose question was put off.
    pub(super) put_off: Option<Stamp>,
    /// The chosen answer to the question about a gap, from 0.
    pub(super) answer: usize,
    /// Forms that were sent and not yet answered.
    pub(super) sent: Vec<Dialog>,
    /// Whether an interruption is being marked, which the next key may be about.
    pub(super) marking: bool,
    /// When the last key came, in milliseconds of the clock that stops while the machine sleeps: where a message
    /// covers the time, it is shown for a moment only.
    pub(super) pressed_ms: Option<i64>,
    /// The listed tasks as they were last worked out.
    pub(super) cache: Cache,
    /// What the last undo is to take back.
    pub(super) undoing: Option<String>,
    /// The size of the terminal, for the mouse and for pages.
    size: Size,
}

/// How long a message may stand where the time would.
const MESSAGE_MS: i64 = 4_000;

/// Most bytes of what is searched for.
pub(super) const SEARCH: usize = 128;

impl Screen {
    /// The dashboard with the tasks in focus.
    pub fn new() -> Self {
        Self {
            view: View::Dashboard,
            focus: Pane::Tasks,
            task: None,
            row: 0,
            template: None,
            week: None,
            compared: None,
            practice: 0,
            ranking: None,
            matrix: false,
            detail: false,
            closed: false,
            filter: Line::new("", SEARCH),
            dialog: None,
            message: None,
            bad_templates: Vec::new(),
            pages: Pages::default(),
            chosen: Chosen::default(),
            arrangement: Arrangement::default(),
            typed: Vec::new(),
            looks: (false, false),
            drafts: Vec::new(),
            put_off: None,
            answer: 0,
            sent: Vec::new(),
            marking: false,
            pressed_ms: None,
            cache: Cache::default(),
            undoing: None,
            size: Size::new(80, 24),
        }
    }

    /// Says how large the terminal is: at the start and after every resize. Without it clicks are taken
    /// for those on a screen of 80×24.
    pub fn fit(&mut self, width: u16, height: u16) {
        self.size = Size::new(width, height);
    }

    /// Says whether only ASCII symbols are drawn and whether there is a banner, so that a click finds what is
    /// where.
    pub fn look(&mut self, ascii: bool, banner: bool) {
        self.looks = (ascii, banner);
    }

    /// Divides the dashboard in another way; the keys go to a pane that is shown.
    pub fn arrange(&mut self, arrangement: Arrangement) {
        self.arrangement = arrangement;
        if !arrangement.shows(self.focus) {
            self.focus = arrangement.shown().next().unwrap_or(Pane::Timer);
        }
    }

    /// Says that the model is another one: from then on what is derived from it is kept as long as the
    /// number stays. Without it everything is worked out anew at every look.
    pub fn seen(&mut self, revision: u64) {
        self.cache.set_revision(revision);
    }

    /// Whether a form, or the mark of an interruption, was sent and not yet answered: what is typed meanwhile
    /// is meant for what comes after.
    pub fn awaits(&self) -> bool {
        self.marking || !self.sent.is_empty()
    }

    /// Whether the keys go into a line of text.
    pub fn is_written_in(&self) -> bool {
        match &self.dialog {
            Some(Dialog::Scores(form)) => form.writes,
            Some(Dialog::Pairs(_) | Dialog::Templates { .. } | Dialog::Modes(_)) | None => false,
            Some(_) => true,
        }
    }

    /// Milliseconds after which what was answered gives its place back to the time; none where it does not stand
    /// in it, or not any more.
    pub fn passes_ms(&self, now: &Moment) -> Option<i64> {
        let small = self.message.is_some() && layout::room(self.area()) != Room::Panes;
        let left = MESSAGE_MS - (now.awake_ms - self.pressed_ms?);
        (small && (1..=MESSAGE_MS).contains(&left)).then_some(left)
    }

    /// Whether what is looked at needs every session one by one.
    pub fn needs_all_sessions(&self) -> bool {
        matches!(self.view, View::Page(Page::History | Page::Insights | Page::Review))
    }

    /// What orders the tasks.
    pub(super) fn ranking(&self, model: &Model) -> Ranking {
        self.ranking.unwrap_or(model.rules.score.model)
    }

    /// The whole screen.
    pub(super) fn area(&self) -> Rect {
        Rect::new(0, 0, self.size.width, self.size.height)
    }

    /// Shows a line until the next key.
    pub fn say(&mut self, text: String, tone: Tone) {
        self.message = Some(Message { text, tone });
    }

    /// What is wrong with the file of a template: it is not written over before that is mended.
    pub(super) fn unreadable_template(&self, id: &str) -> Option<&str> {
        let file = format!("{id}.toml");
        self.bad_templates.iter().find(|(name, _)| *name == file).map(|(_, line)| line.as_str())
    }

    /// Leaves a form so that it can be gone on with; says whether there is anything to go on with.
    pub(super) fn keep_draft(&mut self, mut dialog: Dialog) -> bool {
        if let Dialog::Scores(form) = &mut dialog {
            // What was refused is not news when it is opened again.
            form.error = None;
        }
        let worth_it = match &dialog {
            // What is offered is made from what there is: left, it is forgotten.
            Dialog::Form(form)
                if matches!(form.kind, FormKind::Estimate(_) | FormKind::Split(_) | FormKind::Merge(_)) =>
            {
                false
            }
            Dialog::Form(form) => form.is_changed(),
            Dialog::Scores(form) => form.is_changed(),
            Dialog::Pairs(form) => form.is_changed(),
            Dialog::Template(form) => form.is_changed(),
            Dialog::Quick(quick) => !quick.line.text().trim().is_empty(),
            _ => false,
        };
        self.drafts.retain(|draft| !same_form(draft, &dialog));
        if worth_it {
            self.drafts.push(dialog);
        }
        worth_it
    }

    /// Opens a form, or the draft of the same one.
    pub(super) fn open(&mut self, fresh: Dialog) {
        let draft = self.drafts.iter().position(|draft| same_form(draft, &fresh));
        self.dialog = Some(draft.map_or(fresh, |at| self.drafts.remove(at)));
    }
}

impl Default for Screen {
    fn default() -> Self {
        Self::new()
    }
}

fn same_form(a: &Dialog, b: &Dialog) -> bool {
    match (a, b) {
        (Dialog::Form(a), Dialog::Form(b)) => a.kind == b.kind,
        (Dialog::Pairs(a), Dialog::Pairs(b)) => a.template == b.template,
        (Dialog::Template(a), Dialog::Template(b)) => a.making == b.making && a.of == b.of,
        (Dialog::Scores(a), Dialog::Scores(b)) => a.template == b.template && a.week == b.week,
        (Dialog::Quick(_), Dialog::Quick(_)) => true,
        _ => false,
    }
}
