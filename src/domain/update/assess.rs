//! Keeping a set of scores. Spec: assessment.
use crate::domain::{
    assessment::Assessment,
    change::Change,
    command::{Refusal, Scores, ScoresEdit},
    id::Id,
    limits,
    model::Model,
    record::Kind,
    template::{Scale, Template},
    value::Named,
    week::Week,
};

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
        let first = model.retestable(&template.id, week, change.now).ok_or(Refusal::NothingToRetest)?;
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

fn scores_of(template: &Template, entry: &Scores) -> Result<Named<f64>, Refusal> {
    if entry.scores.is_empty() {
        return Err(Refusal::NoScores);
    }
    let mut slots: Vec<Option<f64>> = vec![None; template.dimensions.len()];
    for (name, score) in &entry.scores {
        let index = template.find_dimension(name)?;
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
        let dimension = template.dimensions[template.find_dimension(name)?].id.clone();
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

/// Changes scores and remarks of a set that is kept, on the scale and with the weights that it has.
pub(super) fn edit(change: &mut Change<'_>, name: &str, edit: &ScoresEdit) -> Result<(), Refusal> {
    let id = find(change.model, name)?;
    let Some(before) = change.model.book.assessments.get(&id).cloned() else { return Ok(()) };
    let mut next = before.clone();
    let scale = Scale::parse(&before.scale).unwrap_or_default();
    let mut named = std::collections::BTreeSet::new();
    for (name, score) in &edit.scores {
        let dimension = dimension_in(change.model, &before, name)?;
        if !named.insert(dimension.clone()) {
            return Err(Refusal::Twice { dimension });
        }
        next.scores.0.retain(|(known, _)| *known != dimension);
        let Some(score) = *score else { continue };
        if !scale.allows(score) {
            let (low, high) = scale.range();
            return Err(Refusal::OffScale { dimension, low, high });
        }
        next.scores.0.push((dimension, score));
    }
    for (name, note) in &edit.notes {
        let dimension = dimension_in(change.model, &before, name)?;
        next.notes.0.retain(|(known, _)| *known != dimension);
        let note = note.as_deref().map_or(Ok(None), |note| limits::lines(note, "note"))?;
        next.notes.0.extend(note.map(|note| (dimension, note)));
    }
    if let Some(note) = &edit.note {
        next.note = note.as_deref().map_or(Ok(None), |text| limits::lines(text, "note"))?;
    }
    let place = |id: &str| before.weights.0.iter().position(|(known, _)| known == id).unwrap_or(usize::MAX);
    next.scores.0.sort_by_key(|(id, _)| place(id));
    next.notes.0.sort_by_key(|(id, _)| place(id));
    // What is left must still come to a score.
    let weight = |id: &String| before.weights.find(id).copied().unwrap_or(0.0);
    if next.scores.0.iter().all(|(id, _)| weight(id) <= 0.0) {
        return Err(Refusal::NoScores);
    }
    if next == before {
        return Err(Refusal::NothingToChange);
    }
    change.edit::<Assessment>(&id, |assessment| *assessment = next)?;
    change.remember("assess-edit", &format!("{} {}", before.template, before.week), None);
    Ok(())
}

pub(super) fn delete(change: &mut Change<'_>, name: &str) -> Result<(), Refusal> {
    let id = find(change.model, name)?;
    let of = change.model.book.assessments.get(&id);
    let subject = of.map_or_else(String::new, |of| format!("{} {}", of.template, of.week));
    change.edit::<Assessment>(&id, |assessment| assessment.deleted = true)?;
    change.remember("assess-delete", &subject, None);
    Ok(())
}

/// The one set of scores with this id, or whose id begins so.
fn find(model: &Model, name: &str) -> Result<Id, Refusal> {
    let name = name.trim();
    let kept = || model.book.assessments.values().filter(|known| !known.deleted);
    if let Some(known) = kept().find(|known| known.id.as_str() == name) {
        return Ok(known.id.clone());
    }
    let mut found = kept().filter(|known| !name.is_empty() && known.id.as_str().starts_with(name));
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only.id.clone()),
        _ => Err(Refusal::NoSuchAssessment { assessment: name.to_owned() }),
    }
}

/// The dimension of a set of scores that goes by `name`: one that it was made with, or its present name.
fn dimension_in(model: &Model, of: &Assessment, name: &str) -> Result<String, Refusal> {
    if of.weights.find(name).is_some() {
        return Ok(name.to_owned());
    }
    let present = model.template(&of.template);
    let by_name = present.and_then(|template| Some(&template.dimensions[template.dimension(name)?].id));
    let known_then = |id: &&String| of.weights.find(id).is_some();
    by_name.filter(known_then).cloned().ok_or_else(|| {
        if name.trim().is_empty() {
            return Refusal::Empty { field: "dimension" };
        }
        let known = known(of.weights.0.iter().map(|(id, _)| id.as_str()));
        Refusal::NoSuchDimension { dimension: name.to_owned(), known }
    })
}

/// Keeps a template as the next version of the one of that id, or as a first version.
pub(super) fn keep_template(change: &mut Change<'_>, template: &Template) -> Result<(), Refusal> {
    template.check()?;
    let known = change.model.template(&template.id);
    let version = known.map_or(1, |known| known.version.saturating_add(1));
    if known.is_some_and(|known| Template { version: known.version, ..template.clone() } == *known) {
        return Err(Refusal::NothingToChange);
    }
    change.keep_template(Template { version, ..template.clone() });
    change.remember("template", &template.id, None);
    Ok(())
}
