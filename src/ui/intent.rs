//! Everything a key can mean. Names are those of the keymap, the rows of the help and the entries of the palette.

/// What an intent has to do with: the groups of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The timer.
    Timer,
    /// Tasks.
    Tasks,
    /// Assessments.
    Assessment,
    /// Weeks.
    Weeks,
    /// What else fills the screen.
    Views,
    /// Moving about, help, leaving.
    Screen,
}

impl Group {
    /// The groups in the order of the help.
    pub const ALL: [Self; 6] = [Self::Timer, Self::Tasks, Self::Assessment, Self::Weeks, Self::Views, Self::Screen];

    /// The key of its name in the locale.
    pub fn key(self) -> &'static str {
        match self {
            Self::Timer => "help-group-timer",
            Self::Tasks => "help-group-tasks",
            Self::Assessment => "help-group-assessment",
            Self::Weeks => "help-group-weeks",
            Self::Views => "help-group-views",
            Self::Screen => "help-group-screen",
        }
    }
}

macro_rules! intents {
    ($($group:ident { $($(#[$doc:meta])* $variant:ident = $name:literal)+ })+) => {
        /// One action of the dashboard.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Intent { $($($(#[$doc])* $variant,)+)+ }

        impl Intent {
            /// Every intent, in the order of the help.
            pub const ALL: &[Self] = &[$($(Self::$variant),+),+];

            /// The name in the keymap.
            pub fn name(self) -> &'static str {
                match self { $($(Self::$variant => $name,)+)+ }
            }

            /// The group in which the help lists it.
            pub fn group(self) -> Group {
                match self { $($(Self::$variant => Group::$group,)+)+ }
            }
        }
    };
}

intents! {
    Timer {
        /// Start, pause or go on.
        StartPause = "start-pause"
        /// Focus on the selected task, or make it what the running focus is for.
        StartTask = "start-task"
        /// Mark an interruption of one's own.
        Internal = "interrupt-internal"
        /// Mark an interruption by others.
        External = "interrupt-external"
        /// Put the last interruption into words.
        Note = "interruption-note"
        /// Give the pomodoro up.
        Void = "void"
        /// End the phase now, keep its minutes.
        Finish = "finish"
        /// Go on to the next phase.
        Skip = "skip"
        /// Begin the phase anew.
        Restart = "restart"
        /// Five minutes more.
        Extend = "extend"
        /// More or fewer minutes.
        ExtendBy = "extend-by"
        /// Take the break that is due.
        Break = "break"
        /// Choose the mode of the next start.
        Mode = "mode"
        /// Start in the past.
        StartAt = "start-at"
        /// Make a task of the next parked note.
        ParkToTask = "park-to-task"
    }
    Tasks {
        /// Add a task in one line.
        AddTask = "add-task"
        /// Add a task in a form.
        AddTaskForm = "add-task-form"
        /// Change the selected task.
        EditTask = "edit-task"
        /// Estimate the running task anew, or the selected one.
        Reestimate = "estimate-anew"
        /// The selected task is done.
        Done = "done"
        /// Pin the selected task on top, or let it go.
        Pin = "pin"
        /// Give the selected task up.
        Drop = "drop"
        /// Open a done or dropped task again.
        Reopen = "reopen"
        /// Delete the selected task.
        Delete = "delete-task"
        /// Show only tasks that match.
        Filter = "filter"
        /// More important; earlier in an order by hand and in the plan.
        Raise = "raise"
        /// Less important; later in an order by hand and in the plan.
        Lower = "lower"
        /// More urgent.
        RaiseUrgency = "raise-urgency"
        /// Less urgent.
        LowerUrgency = "lower-urgency"
        /// What the tasks are ordered by.
        Ranking = "ranking"
        /// List or matrix.
        Matrix = "matrix"
        /// Show or hide done and dropped tasks.
        Closed = "show-closed"
    }
    Assessment {
        /// Score the week.
        Score = "score"
        /// The next template.
        NextTemplate = "next-template"
        /// The template before.
        PreviousTemplate = "previous-template"
        /// Make a task of the selected practice.
        Practice = "practice-task"
        /// Weights by comparing two dimensions at a time.
        Pairwise = "pairwise"
        /// The templates: copy, change, make one.
        Templates = "template"
        /// Set goals for the template.
        Goal = "goal"
    }
    Weeks {
        /// The weeks on the whole screen.
        Weeks = "weeks"
        /// Back to the present week.
        ThisWeek = "this-week"
        /// Compare the selected week with another.
        Compare = "compare"
    }
    Views {
        /// The plan of the day.
        Plan = "plan"
        /// The look back on the week.
        Review = "review"
        /// All sessions.
        History = "history"
        /// When and how one works.
        Insights = "insights"
        /// Every setting.
        Settings = "settings"
        /// Accept what is offered.
        Accept = "accept"
        /// Dismiss what is selected.
        Dismiss = "dismiss"
    }
    Screen {
        /// The timer pane.
        PaneTimer = "pane-timer"
        /// The tasks pane.
        PaneTasks = "pane-tasks"
        /// The assessment pane.
        PaneAssessment = "pane-assessment"
        /// The weeks pane.
        PaneWeeks = "pane-weeks"
        /// Hide the pane that has the keys.
        HidePane = "hide-pane"
        /// Move the edge between the panes to the left.
        EdgeLeft = "edge-left"
        /// Move it to the right.
        EdgeRight = "edge-right"
        /// Move the edge between the rows up.
        EdgeUp = "edge-up"
        /// Move it down.
        EdgeDown = "edge-down"
        /// The next pane.
        NextPane = "next-pane"
        /// The pane before.
        PreviousPane = "previous-pane"
        /// Up.
        Up = "up"
        /// Down.
        Down = "down"
        /// Left: a week back.
        Left = "left"
        /// Right: a week on.
        Right = "right"
        /// A page up.
        PageUp = "page-up"
        /// A page down.
        PageDown = "page-down"
        /// The first row.
        First = "first"
        /// The last row.
        Last = "last"
        /// Open what has the focus.
        Open = "open"
        /// Back.
        Back = "back"
        /// Take the last change back.
        Undo = "undo"
        /// Find a command by name.
        Palette = "palette"
        /// All keys.
        Help = "help"
        /// Leave; what runs goes on.
        Quit = "quit"
    }
}

impl Intent {
    /// The intent of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|intent| intent.name() == name)
    }

    /// The key of its description in the locale.
    pub fn key(self) -> String {
        format!("help-intent-{}", self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_tell_intents_apart() {
        let names: BTreeSet<_> = Intent::ALL.iter().map(|intent| intent.name()).collect();
        assert_eq!(names.len(), Intent::ALL.len());
        for intent in Intent::ALL {
            assert_eq!(Intent::from_name(intent.name()), Some(*intent));
        }
        assert_eq!(Intent::from_name("start"), None);
    }
}
