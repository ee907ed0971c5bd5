//! The training plan: where there is most room, what to practise, and whether it moved. Spec: assessment.
use super::{
    assessment::Assessment,
    command::TaskEdit,
    model::Model,
    standing::{Line, Standing},
    task::Task,
    template::{Scale, Wording},
    week::Week,
};

/// A task that practises a dimension, and what became of the dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct Practised<'a> {
    /// The task.
    pub task: &'a Task,
    /// The week and the score of the dimension when the task was made, where it had been scored. Repetitions
    /// are left out here and below: they measure noise.
    pub before: Option<(Week, f64)>,
    /// The week and the score of the dimension in the last assessment since.
    pub after: Option<(Week, f64)>,
}

impl Practised<'_> {
    /// By how many points the dimension moved since; none before the next assessment.
    pub fn moved(&self) -> Option<f64> {
        Some(self.after?.1 - self.before?.1)
    }
}

/// A dimension of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Exercise<'a> {
    /// The dimension's id.
    pub id: String,
    /// Its name.
    pub name: Wording,
    /// Room × weight: how much S would rise if the dimension reached 100.
    pub leverage: f64,
    /// What to practise.
    pub practices: &'a [Wording],
    /// Tasks that practise it, oldest first.
    pub tasks: Vec<Practised<'a>>,
}

/// The name under which a task is linked to a dimension.
pub fn link(template: &str, dimension: &str) -> String {
    format!("{template}/{dimension}")
}

/// The task that an accepted practice becomes; `title` is the practice in the reader's language.
pub fn task_for(template: &str, dimension: &str, title: &str) -> TaskEdit {
    TaskEdit { title: Some(title.to_owned()), dimension: Some(Some(link(template, dimension))), ..TaskEdit::default() }
}

impl Model {
    /// The training plan of a standing: its scored dimensions, largest room × weight first.
    pub fn training(&self, standing: &Standing<'_>) -> Vec<Exercise<'_>> {
        let template = &standing.assessment.template;
        let scored: Vec<&Assessment> = self.assessments(template).collect();
        let lines = standing.order.iter().filter_map(|&index| standing.lines.get(index));
        lines.map(|line| self.exercise(template, line, &scored)).collect()
    }

    fn exercise(&self, template: &str, line: &Line, scored: &[&Assessment]) -> Exercise<'_> {
        let known = self.template(template).and_then(|template| template.dimensions.iter().find(|d| d.id == line.id));
        let link = link(template, &line.id);
        let linked = self.book.tasks.values().filter(|task| !task.deleted && task.dimension.as_ref() == Some(&link));
        let mut tasks: Vec<&Task> = linked.collect();
        tasks.sort_by_key(|task| (task.created, &task.id));
        let percent = |of: &&Assessment| -> Option<(Week, f64)> {
            let scale = Scale::parse(&of.scale).unwrap_or_default();
            Some((of.week, scale.percent(*of.scores.find(&line.id)?)))
        };
        let tasks = tasks.into_iter().map(|task| {
            let (later, earlier): (Vec<&Assessment>, Vec<&Assessment>) =
                scored.iter().filter(|known| known.retest_of.is_none()).partition(|known| self.is_after(known, task));
            Practised {
                task,
                before: earlier.iter().filter_map(percent).next_back(),
                after: later.iter().filter_map(percent).next_back(),
            }
        });
        Exercise {
            id: line.id.clone(),
            name: line.name.clone(),
            leverage: line.leverage.unwrap_or(0.0),
            practices: known.map_or(&[], |dimension| dimension.practices.as_slice()),
            tasks: tasks.collect(),
        }
    }

    /// Whether an assessment speaks of a time after a task was made. Only within one day, or one week where
    /// no day is known, does it matter when it was written: what is entered or imported later may be older.
    fn is_after(&self, assessment: &Assessment, task: &Task) -> bool {
        let made = task.created.logical_date(self.rules.day.start);
        let order = match assessment.date {
            Some(date) => date.cmp(&made),
            None => assessment.week.cmp(&Week::of(made)),
        };
        order.then(assessment.latest.ms.cmp(&task.created.ms())).is_gt()
    }
}
