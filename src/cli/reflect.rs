//! `assess weights`, `goal`, `import`, `export` and `review`: commands that answer with what they changed.
use std::{
    fs,
    io::{self, Read},
};

use serde_json::json;

use super::{
    act::take_hand_edits,
    args::{AssessExportArgs, AssessGoalArgs, AssessImportArgs, AssessWeightsArgs, ReviewArgs},
    ask::answer,
    command::week,
    counter::Counter,
    fault::Fault,
    misuse::Misuse,
    problem,
};
use crate::{
    config::EditError,
    domain::{
        ahp::Priorities,
        command::{Command, Effect, GoalSetting, Refusal},
        commitment::Horizon,
        model::Model,
        pairwise::Pairwise,
        record::Kind,
        suggestion::Rule,
        template::Template,
        week::Week,
    },
    report::{
        exchange::{self, TableError},
        history, review, weights,
    },
    runtime::{Desk, SettingError},
    text::{
        locale::{Arg, Locale},
        look_back,
    },
};

/// Weeks over which the course of a goal and its forecast are told.
const WEEKS: u32 = 52;

/// Carries a command out, with the settings that come of it.
fn carry_out(counter: &Counter, desk: &mut Desk, command: &Command) -> Result<Vec<Effect>, Fault> {
    take_hand_edits(counter, desk, command)?;
    let effects = match desk.dispatch(command, &counter.now) {
        Ok(effects) => effects,
        Err(error) => return Err(counter.explain(desk, error.into())),
    };
    desk.adopt(&effects).map_err(|error| not_adopted(counter, error))?;
    Ok(effects)
}

/// Why a setting could not be written.
pub(super) fn not_adopted(counter: &Counter, error: SettingError) -> Fault {
    let path = &counter.places.config;
    let said = |found: &crate::config::Problem| Fault::Said(3, problem::text(found, path, &counter.locale));
    match error {
        SettingError::Unreadable(error) => unreadable(path, &error, &counter.locale),
        SettingError::Edit(EditError::Broken(found)) => {
            found.first().map_or_else(|| Fault::Said(3, String::new()), said)
        }
        SettingError::Edit(EditError::Wants(found)) => said(&found),
        SettingError::Edit(EditError::Unknown { key }) => Fault::Said(3, key),
        SettingError::Store(error) => error.into(),
    }
}

fn unreadable(path: &std::path::Path, error: &io::Error, locale: &Locale) -> Fault {
    let (path, reason) = (path.display().to_string(), error.to_string());
    Fault::Said(3, locale.with("cli-unreadable", &[("path", Arg::Text(&path)), ("reason", Arg::Text(&reason))]))
}

fn known_template(counter: &Counter, desk: &Desk, id: &str) -> Result<Template, Fault> {
    let model = desk.model();
    model.template(id).cloned().ok_or_else(|| {
        let known: Vec<&str> = model.templates.iter().map(|template| template.id.as_str()).collect();
        let refusal = Refusal::NoSuchTemplate { template: id.to_owned(), known: known.join(", ") };
        counter.explain(desk, refusal.into())
    })
}

/// `assess weights`.
///
/// # Errors
/// Weights or judgments that cannot be used, and what the files say.
pub fn weights(counter: &Counter, args: &AssessWeightsArgs) -> Result<(), Fault> {
    let set: Vec<(String, f64)> = args.set.iter().map(|text| weight(text)).collect::<Result<_, _>>()?;
    let ratios: Vec<f64> = args.pairs.iter().map(|text| ratio(text)).collect::<Result<_, _>>()?;
    let mut desk = counter.speaking(false)?;
    let known = known_template(counter, &desk, &args.template)?;
    let mut next = known.with_weights(&set)?;
    let mut found = None;
    if !args.pairs.is_empty() {
        let priorities = compared(&known, &ratios, &counter.locale)?;
        next = next.with_shares(&priorities.weights).unwrap_or(next);
        found = Some(priorities);
    }
    if args.normalise {
        next = next.normalised()?;
    }
    if next != known {
        carry_out(counter, &mut desk, &Command::KeepTemplate(Box::new(next)))?;
    } else if !set.is_empty() || args.normalise {
        return Err(Refusal::NothingToChange.into());
    }
    let kept = known_template(counter, &desk, &args.template)?;
    answer(
        counter,
        || weights::json(&kept, found.as_ref(), &counter.locale),
        |page| weights::text(&kept, found.as_ref(), page),
    )
}

/// The weights that judgments come to: those above the diagonal row by row, or a whole matrix.
fn compared(template: &Template, ratios: &[f64], locale: &Locale) -> Result<Priorities, Fault> {
    let n = template.dimensions.len();
    let said = |error| Fault::Said(1, weights::refusal(template, error, locale));
    let pairs = if ratios.len() == n * n && n > 1 {
        Pairwise::from_rows(&ratios.chunks(n).map(<[f64]>::to_vec).collect::<Vec<_>>()).map_err(said)?
    } else {
        let mut pairs = Pairwise::new(n).map_err(said)?;
        let (_, expected) = pairs.progress();
        if ratios.len() != expected {
            return Err(said(crate::domain::ahp::AhpError::Count { row: 0, expected, found: ratios.len() }));
        }
        for ratio in ratios {
            pairs.answer(*ratio).map_err(said)?;
        }
        pairs
    };
    let Some(found) = pairs.result() else { return Err(Refusal::NothingToChange.into()) };
    let found = found.map_err(said)?;
    if found.acceptable() {
        return Ok(found);
    }
    Err(Fault::Said(1, weights::contradiction(template, &found, locale)))
}

/// `ID=WEIGHT`.
fn weight(text: &str) -> Result<(String, f64), Misuse> {
    let (id, number) = text.split_once(['=', '＝']).ok_or_else(|| Misuse::Weight(text.to_owned()))?;
    let number = number.trim().trim_end_matches('%').parse().map_err(|_| Misuse::Weight(text.to_owned()))?;
    Ok((id.trim().to_owned(), number))
}

/// `3`, `0.5` or `1/3`.
fn ratio(text: &str) -> Result<f64, Misuse> {
    let fault = || Misuse::Ratio(text.to_owned());
    let number = |text: &str| text.trim().parse::<f64>().map_err(|_| fault());
    match text.split_once(['/', '／']) {
        Some((over, under)) => Ok(number(over)? / number(under)?),
        None => number(text),
    }
}

/// `assess goal`.
///
/// # Errors
/// A goal that cannot be, and what the files say.
pub fn goal(counter: &Counter, args: &AssessGoalArgs) -> Result<(), Fault> {
    let mut desk = counter.speaking(false)?;
    if let Some(target) = &args.target {
        let horizon = if args.long { Horizon::Long } else { Horizon::Short };
        let none = matches!(target.trim().to_lowercase().as_str(), "none" | "无");
        let wanted = if none {
            None
        } else {
            let number = target.trim().parse();
            let number = number.map_err(|_| Misuse::Number { field: "target", text: target.clone() })?;
            let by = args.by.as_deref().ok_or(Misuse::GoalWithoutWeek)?;
            Some((number, week(by)?))
        };
        let setting = GoalSetting { template: args.template.clone(), horizon, wanted };
        carry_out(counter, &mut desk, &Command::SetGoal(setting))?;
    } else {
        known_template(counter, &desk, &args.template)?;
    }
    let history =
        desk.model().weekly(&args.template, this_week(counter, desk.model()), WEEKS, desk.model().today(&counter.now));
    let shown = answer(
        counter,
        || {
            let all = history::json(&history);
            json!({
                "template": all["template"],
                "goals": all["goals"],
                "forecast": all["forecast"],
                "forecast_missing": all["forecast_missing"],
            })
        },
        |page| weights::goals_text(&history, page),
    );
    desk.tidy(&counter.now);
    shown
}

fn this_week(counter: &Counter, model: &Model) -> Week {
    Week::of(model.today(&counter.now))
}

/// `assess import`.
///
/// # Errors
/// The first row that does not fit, with its column; nothing is kept then.
pub fn import(counter: &Counter, args: &AssessImportArgs) -> Result<(), Fault> {
    let text = table(counter, args)?;
    let sets = exchange::read(&text).map_err(|error| Fault::Said(1, table_text(&error, &counter.locale)))?;
    let mut desk = counter.speaking(false)?;
    let all = sets.len();
    let kept = match carry_out(counter, &mut desk, &Command::ImportAssessments(sets)) {
        Ok(effects) => effects
            .iter()
            .filter(|effect| matches!(effect, Effect::Append(record) if record.kind == Kind::Assessment))
            .count(),
        // Everything in the table is kept already, which is what was asked for.
        Err(Fault::Refused(Refusal::NothingToChange)) => 0,
        Err(fault) => return Err(fault),
    };
    let known = all - kept;
    let shown = answer(
        counter,
        || json!({ "imported": kept, "known": known }),
        |page| {
            let args = [("new", Arg::Num(kept as f64, 0)), ("known", Arg::Num(known as f64, 0))];
            page.locale.with("assess-imported", &args) + "\n"
        },
    );
    desk.tidy(&counter.now);
    shown
}

fn table(counter: &Counter, args: &AssessImportArgs) -> Result<String, Fault> {
    let path = &args.file;
    let fault = |error: &io::Error| unreadable(path, error, &counter.locale);
    let most = exchange::LARGEST;
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        io::stdin().lock().take(most + 1).read_to_end(&mut bytes).map_err(|error| fault(&error))?;
    } else {
        let file = fs::File::open(path).map_err(|error| fault(&error))?;
        file.take(most + 1).read_to_end(&mut bytes).map_err(|error| fault(&error))?;
    }
    if bytes.len() as u64 > most {
        return Err(fault(&io::Error::from(io::ErrorKind::FileTooLarge)));
    }
    String::from_utf8(bytes).map_err(|_| Fault::Said(1, table_text(&TableError::NoTable, &counter.locale)))
}

/// What is wrong with a table, as a sentence.
fn table_text(error: &TableError, locale: &Locale) -> String {
    let count = |count: usize| Arg::Num(count as f64, 0);
    match error {
        TableError::NoColumn(column) => locale.with("assess-table-no-column", &[("column", Arg::Text(column))]),
        TableError::ColumnTwice(column) => locale.with("assess-table-column-twice", &[("column", Arg::Text(column))]),
        TableError::Length { row, found, columns } => {
            let args = [("row", count(*row)), ("found", count(*found)), ("columns", count(*columns))];
            locale.with("assess-table-length", &args)
        }
        TableError::Value { row, column, text, wants } => {
            let wants = locale.text(wants);
            let key = if text.is_empty() { "assess-table-missing" } else { "assess-table-value" };
            let args = [
                ("row", count(*row)),
                ("column", Arg::Text(column)),
                ("text", Arg::Text(text)),
                ("wants", Arg::Text(&wants)),
            ];
            locale.with(key, &args)
        }
        TableError::Empty => locale.text("assess-table-empty"),
        TableError::NoTable => locale.text("assess-table-none"),
    }
}

/// `assess export`.
///
/// # Errors
/// A template that there is not, and what the files say.
pub fn export(counter: &Counter, args: &AssessExportArgs) -> Result<(), Fault> {
    let desk = counter.reading(false)?;
    let model = desk.model();
    if let Some(id) = &args.template
        && model.assessments(id).next().is_none()
    {
        known_template(counter, &desk, id)?;
    }
    let found = exchange::select(model, args.template.as_deref());
    answer(counter, || exchange::json(&found), |_| exchange::write(model, &found))
}

/// `review`.
///
/// # Errors
/// An answer or a decision that does not fit; what came before it in the line is kept.
pub fn review(counter: &Counter, args: &ReviewArgs) -> Result<(), Fault> {
    let asked = args.week.as_deref().map(week).transpose()?;
    let answers: Vec<(String, String)> = args.answers.iter().map(|text| reply(text)).collect::<Result<_, _>>()?;
    // What interrupted stands in the sessions one by one, which are held only of the last weeks.
    let mut desk = counter.speaking(asked.is_some())?;
    let week = asked.unwrap_or_else(|| this_week(counter, desk.model()));
    let rules =
        |ids: &[String]| -> Result<Vec<Rule>, Fault> { ids.iter().map(|id| rule(id, &desk, counter, week)).collect() };
    let (accept, dismiss) = (rules(&args.accept)?, rules(&args.dismiss)?);
    let mut commands = Vec::new();
    if !answers.is_empty() {
        commands.push(Command::AnswerReview { week, answers });
    }
    commands.extend(accept.into_iter().map(|rule| {
        let title = look_back::task_title(rule, &counter.locale);
        Command::AcceptSuggestion { week, rule, title }
    }));
    commands.extend(dismiss.into_iter().map(|rule| Command::DismissSuggestion { week, rule }));
    let writes = !commands.is_empty();
    let mut set = String::new();
    for command in &commands {
        let effects = carry_out(counter, &mut desk, command)?;
        set.extend(look_back::settings(&effects, &counter.locale).into_iter().map(|line| line + "\n"));
    }
    let model = desk.model();
    let look = model.look_back(week, &counter.now);
    let shown =
        answer(counter, || review::json(&look, model, &counter.locale), |page| set + &review::text(&look, model, page));
    if writes {
        desk.tidy(&counter.now);
    }
    shown
}

fn reply(text: &str) -> Result<(String, String), Misuse> {
    let (id, answer) = text.split_once(['=', '＝']).ok_or_else(|| Misuse::Reply(text.to_owned()))?;
    Ok((id.trim().to_owned(), answer.to_owned()))
}

fn rule(id: &str, desk: &Desk, counter: &Counter, week: Week) -> Result<Rule, Fault> {
    Rule::from_id(id.trim()).ok_or_else(|| {
        let offers = desk.model().look_back(week, &counter.now).offers;
        let known: Vec<&str> = offers.iter().map(|offer| offer.rule.id()).collect();
        Refusal::NoSuchSuggestion { rule: id.to_owned(), known: known.join(", ") }.into()
    })
}
