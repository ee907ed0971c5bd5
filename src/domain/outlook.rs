//! What finished tasks say about open ones: how good estimates were, what is to be expected, what to split and merge.
//! Spec: tasks, "Estimates".
use super::{
    agenda::Row,
    estimate::{self, Accuracy, Estimated, Forecast, Merge, Past, Split},
    id::Id,
    model::Model,
    task::Task,
};

/// A finished task whose estimate can be measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finished<'a> {
    /// The task.
    pub task: &'a Task,
    /// Its first estimate, and what it took.
    pub pair: Estimated,
}

/// What finished tasks say about open ones.
#[derive(Clone, Debug)]
pub struct Outlook<'a> {
    /// The finished tasks, the latest first.
    pub finished: Vec<Finished<'a>>,
    /// How good their estimates were; none without any.
    pub accuracy: Option<Accuracy>,
}

/// Small tasks to do as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundle {
    /// Which, in display order.
    pub tasks: Vec<Id>,
    /// Their pomodoros together.
    pub total: f64,
}

impl Model {
    /// The estimate of a task and what it took so far; none without an estimate or a counted pomodoro. The first estimate is
    /// the one that is measured, since later ones know part of the answer.
    pub fn measured(&self, task: &Task) -> Option<Estimated> {
        let actual = self.sums().task(&task.id).pomodoros;
        Estimated::new(task.estimates.first()?.count(), actual as f64)
    }

    /// What finished tasks say: those done with an estimate and at least one counted pomodoro.
    pub fn outlook(&self) -> Outlook<'_> {
        let done = self.book.tasks.values().filter(|task| !task.deleted && task.done.is_some());
        let mut finished: Vec<Finished<'_>> = done
            .filter_map(|task| {
                let pair = self.measured(task)?;
                Some(Finished { task, pair })
            })
            .collect();
        finished.sort_by(|a, b| (b.task.done, &b.task.id).cmp(&(a.task.done, &a.task.id)));
        let pairs: Vec<Estimated> = finished.iter().map(|finished| finished.pair).collect();
        Outlook { accuracy: Accuracy::of(&pairs), finished }
    }
}

impl Outlook<'_> {
    /// What an open task with an estimate will take in all, by the estimate that holds; none with too little history.
    pub fn forecast(&self, task: &Task) -> Option<Forecast> {
        if !task.is_open() {
            return None;
        }
        let past: Vec<Past<'_>> = self
            .finished
            .iter()
            .map(|Finished { task, pair }| Past { pair: *pair, project: task.project.as_deref(), tags: &task.tags })
            .collect();
        estimate::forecast(task.estimate()?, task.project.as_deref(), &task.tags, &past)
    }
}

impl Row<'_> {
    /// The offer to split the task, by what is left of its estimate.
    pub fn split(&self) -> Option<Split> {
        estimate::split(self.remaining.filter(|_| self.task.is_open())?)
    }
}

/// The offer to do the small ones of these rows together, in their order.
pub fn bundle(rows: &[Row<'_>]) -> Option<Bundle> {
    let free = |row: &Row<'_>| row.task.estimate().filter(|_| row.task.is_open() && !row.blocked && row.actual == 0);
    let estimates: Vec<Option<f64>> = rows.iter().map(free).collect();
    let Merge { places, total } = estimate::merge(&estimates)?;
    Some(Bundle { tasks: places.into_iter().map(|place| rows[place].task.id.clone()).collect(), total })
}
