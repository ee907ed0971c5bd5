//! Questions: what is due is settled on a copy in memory, nothing is written.
use serde_json::{Value as Json, json};

use super::{
    act::fields,
    args::{
        AssessCompareArgs, AssessShowArgs, AssessVerb, HistoryArgs, PlanArgs, SessionsArgs, StatusArgs, TaskListArgs,
    },
    command::{date, plan_date, week},
    counter::{Counter, complain, print},
    fault::Fault,
    misuse::Misuse,
};
use crate::{
    domain::{
        command::Refusal,
        history as sessions_of,
        id::Id,
        model::Model,
        moment::Moment,
        parked::MarkRef,
        priority::Ranking,
        week::{Week, logical_date},
    },
    report::{
        assess,
        format::{Escape, Format},
        history,
        json::line,
        page::Page,
        parked, plan, review,
        sessions::{self, Wanted},
        status, tasks,
    },
    runtime::Desk,
    text::{filter::Filter, locale::Arg, undo::undo_text},
    ui::Intent,
};

/// Weeks of a history where nothing else is asked for.
const WEEKS: u32 = 12;
/// Sessions that are told where nothing else is asked for.
const SESSIONS: usize = 20;

/// One of two shapes of the same answer.
///
/// # Errors
/// Where it cannot be written.
pub fn answer(
    counter: &Counter,
    json: impl FnOnce() -> Json,
    text: impl FnOnce(&Page<'_>) -> String,
) -> Result<(), Fault> {
    let said = if counter.json { line(&json()) + "\n" } else { text(&counter.page()) };
    Ok(print(&said)?)
}

/// How the state is printed.
#[derive(Clone, Debug)]
pub enum Look {
    /// A line with fields.
    Line(Format, Escape),
    /// The JSON that waybar takes.
    Waybar,
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
            Some(name) if name == "waybar" => Ok(Self::Waybar),
            Some(template) => {
                let escape = args.escape.map_or(Escape::Plain, Escape::from);
                Format::parse(template).map(|format| Self::Line(format, escape)).map_err(Misuse::Format)
            }
            None if json => Ok(Self::Json),
            None => Ok(Self::Text),
        }
    }

    /// The state in this look, with what reading the files came upon.
    pub fn show(&self, counter: &Counter, model: &Model, now: &Moment, notices: &[String]) -> String {
        let state = model.status(now);
        let page = counter.page();
        match self {
            Self::Line(format, escape) => {
                let task = state.task.as_ref().and_then(|(id, _)| model.book.tasks.get(id));
                let project = task.and_then(|task| task.project.as_deref());
                status::fill(format, *escape, &state, project, &page) + "\n"
            }
            Self::Waybar => line(&status::waybar(&state, &page)) + "\n",
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
    let desk = counter.looking(false)?;
    Ok(print(&look.show(counter, desk.model(), &counter.now, &counter.notices(&desk)))?)
}

/// `park list`.
///
/// # Errors
/// What the files say.
pub fn parked(counter: &Counter) -> Result<(), Fault> {
    let desk = counter.reading(false)?;
    let notes = desk.model().parked(&counter.now);
    answer(counter, || parked::json(&notes), |page| parked::text(&notes, page))
}

/// The mark of the note with this number in `park list`.
///
/// # Errors
/// [`Refusal::NoSuchMark`] where the list is shorter.
pub fn parked_mark(counter: &Counter, number: u32) -> Result<MarkRef, Fault> {
    let desk = counter.reading(false)?;
    let notes = desk.model().parked(&counter.now);
    let at = usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
    Ok(notes.into_iter().nth(at).ok_or(Refusal::NoSuchMark)?.mark)
}

/// `sessions`.
pub fn sessions(counter: &Counter, args: &SessionsArgs) -> Result<(), Fault> {
    let day = |text: &Option<String>| text.as_deref().map(|text| date(text, counter.clock())).transpose();
    let (from, to) = (day(&args.from)?, day(&args.to)?);
    let today = logical_date(counter.now.wall.datetime(), counter.config.rules.day.start);
    let filter = args.filter.as_deref().map(|text| sessions_of::Filter::parse(text, today)).transpose();
    let filter = filter.map_err(Misuse::Sessions)?;
    let desk = counter.reading(true)?;
    let model = desk.model();
    let task = args.task.as_deref().map(|name| model.find_task(name)).transpose()?;
    let mut found = sessions::select(model, &Wanted { from, to, task });
    if let Some(filter) = &filter {
        let fits: std::collections::HashSet<&Id> =
            model.history(filter).sessions.iter().map(|session| &session.id).collect();
        found.retain(|session| fits.contains(&session.id));
    }
    answer(
        counter,
        || sessions::json(&found, counter.now.wall.time_zone()),
        |page| sessions::text(&found, model, &counter.now, page),
    )
}

/// `task list`.
pub fn task_list(counter: &Counter, args: &TaskListArgs) -> Result<(), Fault> {
    let rules = &counter.config.rules;
    let ranking = args.sort.as_deref().map_or(Some(rules.score.model), |word| Ranking::from_word(word.trim()));
    let ranking = ranking.ok_or_else(|| Misuse::Sort {
        text: args.sort.clone().unwrap_or_default(),
        known: Ranking::ALL.iter().map(|ranking| ranking.word()).collect::<Vec<_>>().join(", "),
    })?;
    let text = args.filter.as_deref().unwrap_or_default();
    let filter = Filter::parse(text, &rules.filters).map_err(Misuse::Filter)?;
    let desk = counter.reading_tasks()?;
    let model = desk.model();
    let rows = tasks::select(model, &counter.now, args.all, ranking, &filter);
    if rows.is_empty() && !filter.is_empty() && !counter.json {
        let said = counter.locale.with("task-none-match", &[("filter", Arg::Text(text))]);
        return Err(Fault::Said(1, said));
    }
    answer(
        counter,
        || tasks::list_json(ranking, &rows, &counter.now),
        |page| tasks::list_text(&rows, model, &counter.now, page),
    )
}

/// `task show`.
pub fn task_show(counter: &Counter, name: &str) -> Result<(), Fault> {
    let desk = counter.reading_tasks()?;
    let model = desk.model();
    let id = model.find_task(name)?;
    let row = model.row(&counter.now, &id).ok_or_else(|| Refusal::NoSuchTask { task: name.to_owned() })?;
    answer(
        counter,
        || tasks::show_json(&row, model, &counter.now),
        |page| tasks::show_text(&row, model, &counter.now, page),
    )
}

/// `plan` without a change.
pub fn plan(counter: &Counter, args: &PlanArgs) -> Result<(), Fault> {
    let date = plan_date(args, counter.clock())?;
    let desk = counter.reading(false)?;
    let (model, now) = (desk.model(), &counter.now);
    let schedule = model.day_plan(now, date);
    answer(counter, || plan::json(&schedule), |page| plan::text(&schedule, model, now, page))
}

/// `undo --dry-run`.
pub fn undo(counter: &Counter) -> Result<(), Fault> {
    let desk = counter.reading(false)?;
    let preview = desk.model().undo_preview().ok_or(Refusal::NothingToUndo)?;
    let (action, subject) = (&preview.entry.action, &preview.entry.subject);
    if preview.entry.is_lost() {
        return Err(Refusal::NotNoted.into());
    }
    if !preview.possible {
        return Err(Refusal::ChangedSince { action: action.clone(), subject: subject.clone() }.into());
    }
    answer(
        counter,
        || {
            let fields = fields(preview.entry);
            json!({ "would_undo": { "action": action, "subject": subject, "fields": fields }, "depth": preview.depth })
        },
        |_| {
            let what = undo_text(&counter.locale, preview.entry);
            counter.locale.with("cli-would-undo", &[("what", Arg::Text(&what))]) + "\n"
        },
    )
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
            )?;
            complain(&counter.bad_templates(&desk, &counter.places.templates).join("\n"));
            Ok(())
        }
        AssessVerb::Show(args) => assess_show(counter, args),
        AssessVerb::Compare(args) => assess_compare(counter, args),
        // Commands, carried out elsewhere.
        _ => Ok(()),
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
    let found = model.weekly(
        template,
        this_week,
        args.weeks.unwrap_or(WEEKS).min(history::MOST_WEEKS),
        model.today(&counter.now),
    );
    answer(counter, || history::json(&found), |page| history::text(&found, model, page))
}

/// What a view of the dashboard holds, in lines; none of what is only for the eye.
pub fn told(counter: &Counter, view: Intent, model: &Model, now: &Moment) -> Option<String> {
    let page = counter.page();
    let today = model.today(now);
    match view {
        Intent::Plan => Some(plan::text(&model.day_plan(now, today), model, now, &page)),
        Intent::Weeks => {
            let template = model.template(&model.rules.template).or(model.templates.first())?;
            Some(history::text(&model.weekly(&template.id, Week::of(today), WEEKS, today), model, &page))
        }
        Intent::Review => Some(review::text(&model.look_back(Week::of(today), now), model, &page)),
        Intent::History => {
            let found = sessions::select(model, &Wanted::default());
            let last = found.len().saturating_sub(SESSIONS);
            Some(sessions::text(&found[last..], model, now, &page))
        }
        Intent::Settings => Some(counter.locale.text("help-plain-settings")),
        _ => None,
    }
}
