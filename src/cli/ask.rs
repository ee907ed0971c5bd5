//! Questions: what is due is settled on a copy in memory, nothing is written.
use serde_json::Value as Json;

use super::{
    args::{AssessCompareArgs, AssessShowArgs, AssessVerb, HistoryArgs, SessionsArgs, StatusArgs, TaskListArgs},
    command::{date, week},
    counter::{Counter, print},
    fault::Fault,
    misuse::Misuse,
};
use crate::{
    domain::{command::Refusal, model::Model, week::Week},
    report::{
        assess,
        format::Format,
        history::History,
        json::line,
        page::Page,
        sessions::{self, Wanted},
        status, tasks,
    },
    runtime::Desk,
    text::locale::Arg,
};

/// Weeks of a history where nothing else is asked for.
const WEEKS: u32 = 12;

/// One of two shapes of the same answer.
fn answer(counter: &Counter, json: impl FnOnce() -> Json, text: impl FnOnce(&Page<'_>) -> String) -> Result<(), Fault> {
    let said = if counter.json { line(&json()) + "\n" } else { text(&counter.page()) };
    Ok(print(&said)?)
}

/// How the state is printed.
#[derive(Clone, Debug)]
pub enum Look {
    /// A line with fields.
    Line(Format),
    /// The JSON shape.
    Json,
    /// A few lines.
    Text,
}

impl Look {
    /// The look that the arguments ask for.
    ///
    /// # Errors
    /// [`Misuse::Format`].
    pub fn of(args: &StatusArgs, json: bool) -> Result<Self, Misuse> {
        match &args.format {
            Some(template) => Format::parse(template).map(Self::Line).map_err(Misuse::Format),
            None if json => Ok(Self::Json),
            None => Ok(Self::Text),
        }
    }

    /// The state in this look, with what reading the files came upon.
    pub fn show(
        &self,
        counter: &Counter,
        model: &Model,
        now: &crate::domain::moment::Moment,
        notices: &[String],
    ) -> String {
        let state = model.status(now);
        let page = counter.page();
        match self {
            Self::Line(format) => {
                let task = state.task.as_ref().and_then(|(id, _)| model.book.tasks.get(id));
                let project = task.and_then(|task| task.project.as_deref());
                status::fill(format, &state, project, &page) + "\n"
            }
            Self::Json => line(&status::json(&state, false, notices)) + "\n",
            Self::Text => {
                let mut text = status::text(&state, &page);
                notices.iter().for_each(|notice| text.push_str(&format!("{notice}\n")));
                text
            }
        }
    }
}

/// `status` without `--follow`.
pub fn status(counter: &Counter, args: &StatusArgs) -> Result<(), Fault> {
    let look = Look::of(args, counter.json)?;
    let desk = counter.reading(false)?;
    Ok(print(&look.show(counter, desk.model(), &counter.now, &counter.notices(&desk)))?)
}

/// `sessions`.
pub fn sessions(counter: &Counter, args: &SessionsArgs) -> Result<(), Fault> {
    let day = |text: &Option<String>| text.as_deref().map(|text| date(text, counter.clock())).transpose();
    let (from, to) = (day(&args.from)?, day(&args.to)?);
    let desk = counter.reading(true)?;
    let model = desk.model();
    let task = args.task.as_deref().map(|name| model.find_task(name)).transpose()?;
    let found = sessions::select(model, &Wanted { from, to, task });
    answer(
        counter,
        || sessions::json(&found, counter.now.wall.time_zone()),
        |page| sessions::text(&found, model, &counter.now, page),
    )
}

/// `task list`.
pub fn task_list(counter: &Counter, args: &TaskListArgs) -> Result<(), Fault> {
    let order = args.sort.as_deref().unwrap_or(&counter.config.rules.score.model);
    if !tasks::MODELS.contains(&order) {
        return Err(Misuse::Sort { text: order.to_owned(), known: tasks::MODELS.join(", ") }.into());
    }
    let desk = counter.reading_tasks()?;
    let model = desk.model();
    let rows = tasks::select(model, &counter.now, args.all, order, args.filter.as_deref().unwrap_or_default());
    answer(
        counter,
        || tasks::list_json(order, &rows, &counter.now),
        |page| tasks::list_text(&rows, model, &counter.now, page),
    )
}

/// `task show`.
pub fn task_show(counter: &Counter, name: &str) -> Result<(), Fault> {
    let desk = counter.reading_tasks()?;
    let model = desk.model();
    let id = model.find_task(name)?;
    let row = model.row(&counter.now, &id).ok_or_else(|| Refusal::NoSuchTask { task: name.to_owned() })?;
    answer(counter, || tasks::json(&row, &counter.now), |page| tasks::show_text(&row, model, &counter.now, page))
}

/// `assess` but for `record`.
pub fn assess(counter: &Counter, verb: &AssessVerb) -> Result<(), Fault> {
    match verb {
        AssessVerb::Templates => {
            let desk = counter.reading(false)?;
            let model = desk.model();
            answer(
                counter,
                || assess::templates_json(model, &counter.locale),
                |page| assess::templates_text(model, page),
            )
        }
        AssessVerb::Show(args) => assess_show(counter, args),
        AssessVerb::Compare(args) => assess_compare(counter, args),
        // A command, carried out elsewhere.
        AssessVerb::Record(_) => Ok(()),
    }
}

/// The template that is asked for, or the configured one.
fn template<'a>(counter: &'a Counter, desk: &Desk, asked: Option<&'a str>) -> Result<&'a str, Fault> {
    let model = desk.model();
    let id = asked.unwrap_or(&counter.config.rules.template);
    let known = || model.templates.iter().map(|template| template.id.as_str()).collect::<Vec<_>>().join(", ");
    // What was scored with a template that is gone can still be looked at.
    if model.template(id).is_none() && model.assessments(id).next().is_none() {
        let refusal = Refusal::NoSuchTemplate { template: id.to_owned(), known: known() };
        return Err(counter.explain(desk, refusal.into()));
    }
    Ok(id)
}

fn not_scored(counter: &Counter, template: &str, week: Option<Week>) -> Fault {
    let template = Arg::Text(template);
    let text = match week {
        Some(week) => {
            let week = week.to_string();
            counter.locale.with("cli-not-scored", &[("week", Arg::Text(&week)), ("template", template)])
        }
        None => counter.locale.with("cli-never-scored", &[("template", template)]),
    };
    Fault::Said(1, text)
}

fn assess_show(counter: &Counter, args: &AssessShowArgs) -> Result<(), Fault> {
    let asked = args.week.as_deref().map(week).transpose()?;
    let desk = counter.reading(false)?;
    let model = desk.model();
    let template = template(counter, &desk, args.template.as_deref())?;
    let last = || model.assessments(template).next_back().map(|assessment| assessment.week);
    let week = asked.or_else(last).ok_or_else(|| not_scored(counter, template, None))?;
    let standing = model.standing(template, week).ok_or_else(|| not_scored(counter, template, Some(week)))?;
    answer(
        counter,
        || assess::json(&standing, model, &counter.now, &counter.locale),
        |page| assess::text(&standing, model, page),
    )
}

fn assess_compare(counter: &Counter, args: &AssessCompareArgs) -> Result<(), Fault> {
    let (from, to) = (week(&args.from)?, week(&args.to)?);
    let desk = counter.reading(false)?;
    let model = desk.model();
    let template = template(counter, &desk, args.template.as_deref())?;
    let scored = |week| model.assessment_of(template, week).ok_or_else(|| not_scored(counter, template, Some(week)));
    let (before, after) = (scored(from)?, scored(to)?);
    let standing = model.stand(after, Some(before)).ok_or_else(|| not_scored(counter, template, Some(to)))?;
    answer(
        counter,
        || assess::json(&standing, model, &counter.now, &counter.locale),
        |page| assess::text(&standing, model, page),
    )
}

/// `history`.
pub fn history(counter: &Counter, args: &HistoryArgs) -> Result<(), Fault> {
    let desk = counter.reading(false)?;
    let model = desk.model();
    let template = template(counter, &desk, args.template.as_deref())?;
    let this_week = Week::of(model.today(&counter.now));
    let history = History::new(model, template, this_week, args.weeks.unwrap_or(WEEKS));
    answer(counter, || history.json(), |page| history.text(model, page))
}
