//! Keeping a set of scores. Spec: assessment.
use crate::domain::{
    assessment::Assessment,
    change::Change,
    command::{Refusal, Scores},
    limits,
    record::Kind,
    template::Template,
    value::Named,
    week::Week,
};

/// How long after an assessment a repetition measures noise and not change.
const RETEST_MS: i64 = 48 * 3_600_000;

pub(super) fn record(change: &mut Change<'_>, entry: &Scores) -> Result<(), Refusal> {
    let model = &change.model;
    let template = model.template(&entry.template).ok_or_else(|| Refusal::NoSuchTemplate {
        template: entry.template.clone(),
        known: known(model.templates.iter().map(|template| template.id.as_str())),
    })?;
    let scores = scores_of(template, entry)?;
    let notes = notes_of(template, entry)?;
    let note = entry.note.as_deref().map_or(Ok(None), |text| limits::lines(text, "note"))?;
    let weights = weights_of(template, &scores)?;
    let today = model.today(change.now);
    let this_week = Week::of(today);
    let week = entry.week.unwrap_or(this_week);
    if week > this_week {
        return Err(Refusal::InFuture);
    }
    let date = if week == this_week { today } else { week.days().last().unwrap_or(today) };
    let retest_of = if entry.retest {
        let now_ms = change.now.stamp().ms();
        let first = model.book.assessments.values().filter(|known| {
            !known.deleted
                && known.template == template.id
                && known.week == week
                && known.retest_of.is_none()
                && now_ms - known.latest.ms <= RETEST_MS
        });
        let first = first.max_by_key(|known| known.latest.ms).ok_or(Refusal::NothingToRetest)?;
        Some(first.id.clone())
    } else {
        None
    };
    let assessment = Assessment {
        id: change.fresh_id(Kind::Assessment, 8),
        template: template.id.clone(),
        version: template.version,
        week,
        date: Some(date),
        scale: template.scale.word(),
        weights,
        scores,
        notes,
        retest_of,
        note,
        ..Assessment::default()
    };
    change.create(&assessment)?;
    change.remember("assess", &format!("{} {}", assessment.template, assessment.week), None);
    Ok(())
}

/// A comma-separated list of names for a message.
pub(super) fn known<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

fn dimension_of(template: &Template, name: &str) -> Result<usize, Refusal> {
    template.dimension(name).ok_or_else(|| Refusal::NoSuchDimension {
        dimension: name.to_owned(),
        known: known(template.dimensions.iter().map(|dimension| dimension.id.as_str())),
    })
}

fn scores_of(template: &Template, entry: &Scores) -> Result<Named<f64>, Refusal> {
    if entry.scores.is_empty() {
        return Err(Refusal::NoScores);
    }
    let mut slots: Vec<Option<f64>> = vec![None; template.dimensions.len()];
    for (name, score) in &entry.scores {
        let index = dimension_of(template, name)?;
        let dimension = template.dimensions[index].id.clone();
        if !template.scale.allows(*score) {
            let (low, high) = template.scale.range();
            return Err(Refusal::OffScale { dimension, low, high });
        }
        if slots[index].replace(*score).is_some() {
            return Err(Refusal::Twice { dimension });
        }
    }
    let named = template.dimensions.iter().zip(slots);
    Ok(Named(named.filter_map(|(dimension, score)| Some((dimension.id.clone(), score?))).collect()))
}

fn notes_of(template: &Template, entry: &Scores) -> Result<Named<String>, Refusal> {
    let mut notes = Vec::new();
    for (name, note) in &entry.notes {
        let dimension = template.dimensions[dimension_of(template, name)?].id.clone();
        notes.extend(limits::lines(note, "note")?.map(|note| (dimension, note)));
    }
    Ok(Named(notes))
}

/// The template's weights as they are, refused where no score could be made with them.
fn weights_of(template: &Template, scores: &Named<f64>) -> Result<Named<f64>, Refusal> {
    let refusal = || Refusal::BadWeights { template: template.id.clone() };
    let usable = |weight: f64| weight.is_finite() && weight >= 0.0;
    if !template.dimensions.iter().all(|dimension| usable(dimension.weight)) {
        return Err(refusal());
    }
    let scored = template.dimensions.iter().filter(|dimension| scores.find(&dimension.id).is_some());
    let sum: f64 = scored.map(|dimension| dimension.weight).sum();
    if !(sum > 0.0 && sum.is_finite()) {
        return Err(refusal());
    }
    Ok(Named(template.dimensions.iter().map(|dimension| (dimension.id.clone(), dimension.weight)).collect()))
}
