//! `assess`: a standing with its change and what to practise; the templates. Pure.
use serde_json::{Value as Json, json};

use super::{
    json::instant,
    page::{Page, Tone},
    table::{Align, Cell, Table},
};
use crate::{
    domain::{
        model::Model,
        moment::Moment,
        score::{Verdict, round_shares, units_to_value},
        standing::{Line, Standing},
        template::{Template, Wording},
        training::Practised,
    },
    text::{
        locale::{Arg, Lang, Locale},
        sanitize::sanitize,
    },
};

/// A wording in the reader's language.
pub fn said(wording: &Wording, locale: &Locale) -> String {
    sanitize(wording.in_chinese(locale.lang() == Lang::ZhCn)).into_owned()
}

/// The shape that scripts rely on; names and practices in the reader's language.
pub fn json(standing: &Standing<'_>, model: &Model, now: &Moment, locale: &Locale) -> Json {
    let assessment = standing.assessment;
    let noise = model.noise(standing);
    let verdict = match standing.delta.map(|delta| noise.verdict(delta)) {
        None | Some(Verdict::Unknown) => "unknown",
        Some(Verdict::WithinNoise) => "within_noise",
        Some(Verdict::RealChange) => "real_change",
    };
    let dimensions = standing.lines.iter().map(|line| {
        json!({
            "id": line.id,
            "name": said(&line.name, locale),
            "weight": line.weight,
            "score": line.score,
            "delta": line.delta,
            "contribution": line.contribution,
            "leverage": line.leverage,
        })
    });
    let exercises = model.training(standing);
    let plan = standing.order.iter().map(|&index| {
        let line = &standing.lines[index];
        json!({
            "id": line.id,
            "name": said(&line.name, locale),
            "leverage": line.leverage,
            "practices": practices(model, &assessment.template, &line.id, locale),
            "tasks": exercises
                .iter()
                .filter(|exercise| exercise.id == line.id)
                .flat_map(|exercise| &exercise.tasks)
                .map(practised_json)
                .collect::<Json>(),
        })
    });
    let at = jiff::Timestamp::from_millisecond(assessment.latest.ms);
    json!({
        "template": assessment.template,
        "version": assessment.version,
        "week": assessment.week.to_string(),
        "at": at.map(|at| instant(at, now.wall.time_zone())).unwrap_or(Json::Null),
        "dimensions": dimensions.collect::<Json>(),
        "score": standing.score,
        "delta": standing.delta,
        "against": standing.against.map(|week| week.to_string()),
        "score_effect": standing.score_effect,
        "weight_effect": standing.weight_effect,
        "coverage": standing.coverage,
        "noise": { "sem": noise.sem(), "mdc95": noise.mdc95(), "verdict": verdict },
        "plan": plan.collect::<Json>(),
    })
}

fn practised_json(practised: &Practised<'_>) -> Json {
    json!({
        "id": practised.task.id.as_str(),
        "title": practised.task.title,
        "open": practised.task.is_open(),
        "before": practised.before.map(|(_, score)| score),
        "after": practised.after.map(|(_, score)| score),
        "moved": practised.moved(),
    })
}

fn practices(model: &Model, template: &str, dimension: &str, locale: &Locale) -> Vec<String> {
    let known = model.template(template).and_then(|template| template.dimensions.iter().find(|d| d.id == dimension));
    known
        .map(|dimension| dimension.practices.iter().map(|practice| said(practice, locale)).collect())
        .unwrap_or_default()
}

/// A standing as a person reads it: S and its change, the dimensions with what each added, most room
/// first. Shown parts add up to the shown sum.
pub fn text(standing: &Standing<'_>, model: &Model, page: &Page<'_>) -> String {
    let locale = page.locale;
    let assessment = standing.assessment;
    let name = model.template(&assessment.template).map(|template| said(&template.name, locale));
    let title =
        page.join(&[name.unwrap_or_else(|| sanitize(&assessment.template).into_owned()), assessment.week.to_string()]);
    let mut text = format!("{title}\n{}\n\n", head(standing, model, page));
    text.push_str(&dimensions(standing, page));
    if let Some(&first) = standing.order.first() {
        text.push_str(&format!("\n{}\n", most_room(standing, first, model, page)));
    }
    for exercise in model.training(standing) {
        let name = said(&exercise.name, locale);
        for practised in &exercise.tasks {
            text.extend(practised_text(practised, &name, page).map(|line| line + "\n"));
        }
    }
    text
}

/// S, D against which week, the coverage, what the noise allows to say.
fn head(standing: &Standing<'_>, model: &Model, page: &Page<'_>) -> String {
    let locale = page.locale;
    let mut parts = vec![page.tone(Tone::Strong, &locale.number(standing.score, 1))];
    if let (Some(_), Some(week)) = (standing.delta, standing.against) {
        let shown = standing.shown().delta.unwrap_or(f64::NAN);
        let tone = if shown > 0.0 {
            Tone::Good
        } else if shown < 0.0 {
            Tone::Bad
        } else {
            Tone::Plain
        };
        let since = locale.with("assess-since", &[("week", Arg::Text(&week.to_string()))]);
        parts.push(format!("{} {since}", page.tone(tone, &locale.signed(shown, 1))));
        parts.push(locale.text(match model.noise(standing).verdict(standing.delta.unwrap_or(f64::NAN)) {
            Verdict::Unknown => "cli-noise-unknown",
            Verdict::WithinNoise => "cli-noise-within",
            Verdict::RealChange => "cli-noise-real",
        }));
    }
    if standing.coverage < 1.0 - 1e-9 {
        let share = locale.percent(standing.coverage, 0);
        parts.push(locale.with("cli-coverage", &[("share", Arg::Text(&share))]));
    }
    page.join(&parts)
}

fn dimensions(standing: &Standing<'_>, page: &Page<'_>) -> String {
    let locale = page.locale;
    let against = standing.delta.is_some();
    let mut columns = vec![
        (Align::Left, locale.text("cli-head-dimension")),
        (Align::Right, locale.text("cli-head-weight")),
        (Align::Right, locale.text("cli-head-score")),
    ];
    if against {
        columns.push((Align::Right, locale.text("cli-head-change")));
        columns.push((Align::Right, locale.text("cli-head-contribution")));
    }
    columns.push((Align::Right, locale.text("cli-head-room")));
    let mut table = Table::new(&columns);
    let shown = standing.shown();
    for (index, line) in standing.lines.iter().enumerate() {
        let contribution = against.then_some(shown.contributions[index]);
        table.push(cells(line, shown.weights[index], contribution, shown.room[index], page));
    }
    table.text(page)
}

fn cells(line: &Line, weight: f64, contribution: Option<Option<f64>>, room: Option<f64>, page: &Page<'_>) -> Vec<Cell> {
    let mut row: Vec<Cell> = vec![
        said(&line.name, page.locale).into(),
        page.locale.percent(weight, 0).into(),
        page.score(line.score).into(),
    ];
    if let Some(contribution) = contribution {
        row.push(page.change(line.delta).into());
        row.push(page.change(contribution).into());
    }
    row.push(page.score(room).into());
    row
}

/// The dimension with the largest room × weight, and its first practice.
fn most_room(standing: &Standing<'_>, first: usize, model: &Model, page: &Page<'_>) -> String {
    let line = &standing.lines[first];
    let name = said(&line.name, page.locale);
    match practices(model, &standing.assessment.template, &line.id, page.locale).first() {
        Some(practice) => {
            page.locale.with("assess-most-room", &[("dimension", Arg::Text(&name)), ("practice", Arg::Text(practice))])
        }
        None => page.locale.with("cli-most-room", &[("dimension", Arg::Text(&name))]),
    }
}

/// What became of the dimension since a task practises it; nothing where it had not been scored before.
fn practised_text(practised: &Practised<'_>, dimension: &str, page: &Page<'_>) -> Option<String> {
    let (_, before) = practised.before?;
    let args = [
        ("task", Arg::Text(&practised.task.title)),
        ("dimension", Arg::Text(dimension)),
        ("before", Arg::Num(before, 1)),
    ];
    let Some((_, after)) = practised.after else { return Some(page.locale.with("assess-practised-open", &args)) };
    let change = page.change(practised.moved());
    let more = [("after", Arg::Num(after, 1)), ("change", Arg::Text(&change))];
    Some(page.locale.with("assess-practised", &[&args[..], &more[..]].concat()))
}

/// All templates with their dimensions and the share of each weight.
pub fn templates_json(model: &Model, locale: &Locale) -> Json {
    let template = |template: &Template| {
        let sum: f64 = template.dimensions.iter().map(|dimension| dimension.weight).sum();
        let dimensions = template.dimensions.iter().map(|dimension| {
            json!({
                "id": dimension.id,
                "name": said(&dimension.name, locale),
                "weight": dimension.weight / sum,
                "question": said(&dimension.question, locale),
            })
        });
        json!({
            "id": template.id,
            "version": template.version,
            "name": said(&template.name, locale),
            "scale": template.scale.word(),
            "dimensions": dimensions.collect::<Json>(),
        })
    };
    json!({ "templates": model.templates.iter().map(template).collect::<Json>() })
}

/// All templates, one below the other: the ids are what `--score` takes.
pub fn templates_text(model: &Model, page: &Page<'_>) -> String {
    let mut text = String::new();
    for template in &model.templates {
        let head = [sanitize(&template.id).into_owned(), said(&template.name, page.locale), template.scale.word()];
        text.push_str(&(page.tone(Tone::Strong, &page.join(&head)) + "\n"));
        let mut table =
            Table::new(&[(Align::Left, String::new()), (Align::Right, String::new()), (Align::Left, String::new())]);
        let sum: f64 = template.dimensions.iter().map(|dimension| dimension.weight).sum();
        let shares: Vec<f64> = template.dimensions.iter().map(|dimension| dimension.weight / sum).collect();
        let shown = round_shares(&shares, 0);
        for (index, dimension) in template.dimensions.iter().enumerate() {
            let share = shown.as_ref().map_or(shares[index], |units| units_to_value(units[index], 0) / 100.0);
            let share = page.locale.percent(share, 0);
            let id = format!("  {}", dimension.id);
            table.push(vec![id.into(), share.into(), said(&dimension.name, page.locale).into()]);
        }
        text.push_str(&table.text(page));
    }
    text
}
