//! The words and options of `task`.
use clap::{Args, Subcommand};

/// `task`.
#[derive(Clone, Debug, Subcommand)]
pub enum TaskVerb {
    /// Enter a task.
    Add(TaskAddArgs),
    /// The tasks in order.
    List(TaskListArgs),
    /// One task.
    Show(TaskIdArgs),
    /// Change a task.
    Edit(TaskEditArgs),
    /// Mark as done.
    Done(TaskIdsArgs),
    /// Give up.
    Drop(TaskIdsArgs),
    /// Open again.
    Reopen(TaskIdArgs),
    /// Keep on top, or stop it.
    Pin(TaskIdArgs),
    /// Several of one.
    Split(TaskSplitArgs),
    /// One of several.
    Merge(TaskMergeArgs),
    /// Elsewhere in the order by hand.
    Move(TaskMoveArgs),
    /// Delete.
    Delete(TaskIdArgs),
}

/// `task add`.
#[derive(Clone, Debug, Args)]
pub struct TaskAddArgs {
    /// What.
    #[arg(value_name = "TITLE", required_unless_present = "quick", num_args = 1..)]
    pub title: Vec<String>,
    /// All in one line.
    #[arg(long, value_name = "LINE", conflicts_with = "title", allow_hyphen_values = true)]
    pub quick: Option<String>,
    /// The other fields.
    #[command(flatten)]
    pub fields: TaskFields,
}

/// `task edit`.
#[derive(Clone, Debug, Args)]
pub struct TaskEditArgs {
    /// Which.
    #[arg(id = "id", value_name = "ID")]
    pub task: String,
    /// A new title.
    #[arg(long = "title", id = "new_title", value_name = "TITLE")]
    pub title: Option<String>,
    /// The other fields.
    #[command(flatten)]
    pub fields: TaskFields,
}

/// The fields of a task.
#[derive(Clone, Debug, Default, Args)]
pub struct TaskFields {
    /// How much it matters.
    #[arg(long, value_name = "1..5", allow_hyphen_values = true)]
    pub importance: Option<i64>,
    /// How pressing it is.
    #[arg(long, value_name = "1..5", allow_hyphen_values = true)]
    pub urgency: Option<String>,
    /// By when.
    #[arg(long, value_name = "WHEN")]
    pub due: Option<String>,
    /// Pomodoros.
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub estimate: Option<String>,
    /// What it belongs to.
    #[arg(long, value_name = "PROJECT")]
    pub project: Option<String>,
    /// A label; may be repeated.
    #[arg(long = "tag", id = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// A remark.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// A task that comes first; may be repeated.
    #[arg(long, value_name = "ID")]
    pub blocked_by: Vec<String>,
    /// How often it comes back.
    #[arg(long, value_name = "EVERY")]
    pub repeat: Option<String>,
    /// Came up after the day was planned.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub unplanned: Option<bool>,
}

/// `task list`.
#[derive(Clone, Debug, Default, Args)]
pub struct TaskListArgs {
    /// Done and dropped ones too.
    #[arg(long)]
    pub all: bool,
    /// What orders them.
    #[arg(long, value_name = "MODEL")]
    pub sort: Option<String>,
    /// Only those that hold these words.
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,
}

/// One task.
#[derive(Clone, Debug, Args)]
pub struct TaskIdArgs {
    /// Which.
    #[arg(id = "id", value_name = "ID")]
    pub task: String,
}

/// Several tasks.
#[derive(Clone, Debug, Args)]
pub struct TaskIdsArgs {
    /// Which.
    #[arg(id = "ids", value_name = "ID", required = true, num_args = 1..)]
    pub tasks: Vec<String>,
}

/// `task split`.
#[derive(Clone, Debug, Args)]
pub struct TaskSplitArgs {
    /// Which.
    #[arg(id = "id", value_name = "ID")]
    pub task: String,
    /// Into how many.
    #[arg(id = "parts", value_name = "N", allow_hyphen_values = true)]
    pub parts: u32,
}

/// `task merge`.
#[derive(Clone, Debug, Args)]
pub struct TaskMergeArgs {
    /// Which.
    #[arg(id = "ids", value_name = "ID", required = true, num_args = 2..)]
    pub tasks: Vec<String>,
    /// What it is called then.
    #[arg(long = "title", id = "new_title", value_name = "TITLE")]
    pub title: Option<String>,
}

/// `task move`.
#[derive(Clone, Debug, Args)]
pub struct TaskMoveArgs {
    /// Which.
    #[arg(id = "id", value_name = "ID")]
    pub task: String,
    /// `up`, `down`, `first`, `last`, or the task to stand before.
    #[arg(id = "where", value_name = "WHERE")]
    pub place: String,
}

/// `plan`.
#[derive(Clone, Debug, Default, Args)]
pub struct PlanArgs {
    /// The day.
    #[arg(long = "date", id = "plan_date", value_name = "DATE", allow_hyphen_values = true)]
    pub date: Option<String>,
    /// Take what is offered.
    #[arg(long, group = "plan_edit")]
    pub accept: bool,
    /// Take what is offered now in place of what was accepted.
    #[arg(long, group = "plan_edit")]
    pub anew: bool,
    /// Put a task into it.
    #[arg(long = "add", id = "plan_add", value_name = "ID[=N]", group = "plan_edit")]
    pub add: Option<String>,
    /// Take a task out of it.
    #[arg(long = "drop", id = "plan_drop", value_name = "ID", group = "plan_edit")]
    pub drop: Option<String>,
    /// A task earlier.
    #[arg(long = "up", id = "plan_up", value_name = "ID", group = "plan_edit")]
    pub up: Option<String>,
    /// A task later.
    #[arg(long = "down", id = "plan_down", value_name = "ID", group = "plan_edit")]
    pub down: Option<String>,
}

/// `undo`.
#[derive(Clone, Debug, Default, Args)]
pub struct UndoArgs {
    /// Only say what would be taken back.
    #[arg(long)]
    pub dry_run: bool,
}
