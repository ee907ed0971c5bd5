//! `assess weights` and `assess goal`: the weights of a template, what comparisons come to, the goals. Pure.
use serde_json::{Value as Json, json};

use super::{
    assess::said,
    history::goal_text,
    page::{Page, Tone},
    table::{Align, Table},
};
use crate::{
    domain::{
        ahp::{AhpError, Priorities},
        score::{round_shares, units_to_value},
        template::Template,
        weekly::History,
    },
    text::locale::{Arg, Locale},
};

/// The weights of a template with their shares, and what the comparisons behind them come to.
pub fn json(template: &Template, pairs: Option<&Priorities>, locale: &Locale) -> Json {
    let weights = template.weights().ok();
    let shares = weights.as_ref().map(|weights| weights.shares());
    let dimensions = template.dimensions.iter().enumerate().map(|(index, dimension)| {
        json!({
            "id": dimension.id,
            "name": said(&dimension.name, locale),
            "weight": dimension.weight,
            "share": shares.as_ref().map(|shares| shares[index]),
        })
    });
    json!({
        "template": template.id,
        "version": template.version,
        "sum": weights.as_ref().map(|weights| weights.sum()),
        "normalised": weights.as_ref().is_some_and(|weights| weights.off_percent().is_none()),
        "dimensions": dimensions.collect::<Json>(),
        "pairs": pairs.map(|found| json!({
            "lambda": found.lambda,
            "ci": found.index,
            "cr": found.ratio,
            "acceptable": found.acceptable(),
            "most_inconsistent": found.most_inconsistent.map(|worst| json!({
                "first": template.dimensions.get(worst.row).map(|dimension| &dimension.id),
                "second": template.dimensions.get(worst.column).map(|dimension| &dimension.id),
                "given": worst.given,
                "implied": worst.implied,
            })),
        })),
    })
}

/// The same as a table; shares add up to 100 %. Weights that do not add up to 100 are said.
pub fn text(template: &Template, pairs: Option<&Priorities>, page: &Page<'_>) -> String {
    let locale = page.locale;
    let version = locale.with("assess-version", &[("version", Arg::Num(f64::from(template.version), 0))]);
    let mut text = page.join(&[said(&template.name, locale), version]) + "\n";
    let Ok(weights) = template.weights() else { return text };
    let shares = weights.shares();
    let shown = round_shares(&shares, 1);
    let mut table = Table::new(&[
        (Align::Left, locale.text("cli-head-dimension")),
        (Align::Left, String::new()),
        (Align::Right, locale.text("cli-head-weight")),
        (Align::Right, "%".to_owned()),
    ]);
    for (index, dimension) in template.dimensions.iter().enumerate() {
        let share = shown.as_ref().map_or(shares[index] * 100.0, |units| units_to_value(units[index], 1));
        let raw = (dimension.weight * 1e4).round() / 1e4;
        table.push(vec![
            dimension.id.as_str().into(),
            said(&dimension.name, locale).into(),
            raw.to_string().into(),
            locale.number(share, 1).into(),
        ]);
    }
    text.push_str(&table.text(page));
    if let Some(sum) = weights.off_percent() {
        let said = locale.with("assess-weights-sum", &[("sum", Arg::Num(sum, 2))]);
        text.push_str(&(page.tone(Tone::Warn, &said) + "\n"));
    }
    if let Some(found) = pairs {
        text.push_str(&(consistency(template, found, locale) + "\n"));
    }
    text
}

/// λ, CI and CR of comparisons, and the judgment that fits least.
pub fn consistency(template: &Template, found: &Priorities, locale: &Locale) -> String {
    let numbers =
        [("lambda", Arg::Num(found.lambda, 3)), ("ci", Arg::Num(found.index, 3)), ("cr", Arg::Num(found.ratio, 3))];
    let mut text = locale.with("assess-pairs-result", &numbers);
    if let Some(worst) = found.most_inconsistent {
        let name = |index: usize| template.dimensions.get(index).map(|dimension| said(&dimension.name, locale));
        let (first, second) = (name(worst.row).unwrap_or_default(), name(worst.column).unwrap_or_default());
        let args = [
            ("first", Arg::Text(first.as_str())),
            ("second", Arg::Text(&second)),
            ("given", Arg::Num(worst.given, 2)),
            ("implied", Arg::Num(worst.implied, 2)),
        ];
        text.push_str(&format!("\n{}", locale.with("assess-pairs-worst", &args)));
    }
    text
}

/// That comparisons contradict each other, and which one fits least.
pub fn contradiction(template: &Template, found: &Priorities, locale: &Locale) -> String {
    let id = |index: usize| template.dimensions.get(index).map_or("", |dimension| dimension.id.as_str());
    let cr = ("cr", Arg::Num(found.ratio, 2));
    match found.most_inconsistent {
        None => locale.with("assess-pairs-refused-plain", &[cr]),
        Some(worst) => {
            let (given, implied) = (Arg::Num(worst.given, 2), Arg::Num(worst.implied, 2));
            let pair = [("first", Arg::Text(id(worst.row))), ("second", Arg::Text(id(worst.column)))];
            locale.with("assess-pairs-refused", &[cr, pair[0], pair[1], ("given", given), ("implied", implied)])
        }
    }
}

/// Why judgments cannot be used, with the dimensions by their ids.
pub fn refusal(template: &Template, error: AhpError, locale: &Locale) -> String {
    let id = |index: usize| template.dimensions.get(index).map_or("", |dimension| dimension.id.as_str());
    match error {
        AhpError::Empty | AhpError::TooMany { .. } => {
            locale.with("assess-pairs-too-many", &[("most", Arg::Num(crate::domain::ahp::MAX_DIMENSIONS as f64, 0))])
        }
        AhpError::Count { expected, found, .. } => {
            let n = template.dimensions.len();
            let pairs = (0..n).flat_map(|row| (row + 1..n).map(move |column| (row, column)));
            let order: Vec<String> = pairs.map(|(row, column)| format!("{}:{}", id(row), id(column))).collect();
            let args = [
                ("expected", Arg::Num(expected as f64, 0)),
                ("found", Arg::Num(found as f64, 0)),
                ("order", Arg::Text(&order.join(" "))),
            ];
            locale.with("assess-pairs-count", &args)
        }
        AhpError::NotARatio { row, column } => {
            locale.with("assess-pairs-ratio", &[("first", Arg::Text(id(row))), ("second", Arg::Text(id(column)))])
        }
        AhpError::NotReciprocal { row, column } => {
            locale.with("assess-pairs-reciprocal", &[("first", Arg::Text(id(row))), ("second", Arg::Text(id(column)))])
        }
        AhpError::NotConverged => locale.text("assess-pairs-contradict"),
    }
}

/// The goals of a template, one a line.
pub fn goals_text(history: &History, page: &Page<'_>) -> String {
    if history.goals.is_empty() {
        return page.locale.text("assess-no-goal") + "\n";
    }
    history.goals.iter().map(|progress| goal_text(progress, page) + "\n").collect()
}
