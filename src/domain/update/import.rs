//! Keeping sets of scores from elsewhere: every one of them or none. Spec: assessment.
use std::collections::BTreeSet;

use super::assess::known;
use crate::domain::{
    assessment::Assessment,
    change::Change,
    command::{Imported, ImportedLine, Refusal},
    id::Id,
    limits,
    model::Model,
    record::Kind,
    standing::total,
    template::{Scale, Template},
    value::Named,
    week::Week,
};

pub(super) fn import(change: &mut Change<'_>, sets: &[Imported]) -> Result<(), Refusal> {
    let today = change.model.today(change.now);
    let mut new: Vec<Assessment> = Vec::new();
    let mut ids = BTreeSet::new();
    for set in sets {
        let (mut assessment, id) = assessment_of(change.model, set)?;
        let in_row = |column, reason| Refusal::InRow { row: set.row, column, reason: Box::new(reason) };
        if assessment.week > Week::of(today) {
            return Err(in_row("week", Refusal::InFuture));
        }
        if assessment.date.is_some_and(|date| date > today) {
            return Err(in_row("date", Refusal::InFuture));
        }
        if assessment.date.is_some_and(|date| Week::of(date) != assessment.week) {
            return Err(in_row("date", Refusal::NotInWeek { week: assessment.week }));
        }
        let is_kept = |assessment: &Assessment| {
            let kept = change.model.book.assessments.values().filter(|known| !known.deleted);
            kept.chain(&new).any(|known| same(known, assessment))
        };
        let taken =
            id.as_ref().and_then(|id| change.model.book.assessments.get(id).or(new.iter().find(|n| n.id == *id)));
        match (taken.filter(|known| !known.deleted), id) {
            (Some(known), Some(_)) if same(known, &assessment) => continue,
            (Some(known), _) => return Err(in_row("assessment", Refusal::IdTaken { id: known.id.to_string() })),
            (None, None) if is_kept(&assessment) => continue,
            (None, Some(id)) => assessment.id = id,
            (None, None) => {}
        }
        if assessment.id == Id::default() {
            // Drawn from what the set holds, so that the ids of one import differ.
            assessment.id = fresh(change.model, set, &ids);
        }
        ids.insert(assessment.id.clone());
        new.push(assessment);
    }
    // What is repeated may stand anywhere in the table.
    for set in sets {
        let Some(first) = set.retest_of.as_deref() else { continue };
        let kept = change.model.book.assessments.values().filter(|known| !known.deleted);
        let fits = |known: &Assessment| known.template == set.template && known.week == set.week;
        if !kept.chain(&new).any(|known| known.id.as_str() == first && fits(known)) {
            let reason = Box::new(Refusal::NoSuchAssessment { assessment: first.to_owned() });
            return Err(Refusal::InRow { row: set.row, column: "retest_of", reason });
        }
    }
    if new.is_empty() {
        return Err(Refusal::NothingToChange);
    }
    let count = new.len();
    for assessment in new {
        if change.model.book.assessments.contains_key(&assessment.id) {
            // One that was deleted comes back as the table says, without what it had before.
            let id = assessment.id.clone();
            change.edit::<Assessment>(&id, |known| {
                *known = Assessment { latest: known.latest.clone(), ..assessment };
            })?;
        } else {
            change.create(&assessment)?;
        }
        // Those of one day count in the order of the table.
        change.later();
    }
    change.remember("assess-import", &count.to_string(), None);
    Ok(())
}

fn fresh(model: &Model, set: &Imported, taken: &BTreeSet<Id>) -> Id {
    let (week, row) = (set.week.to_string(), set.row.to_le_bytes());
    let seed: [&[u8]; 4] = [model.device.as_bytes(), set.template.as_bytes(), week.as_bytes(), &row];
    let drawn = (0..).map(|turn: u64| Id::drawn(&seed, turn, 8 + (turn / 64) as usize));
    let free = |id: &Id| model.book.latest_ms(Kind::Assessment, id).is_none() && !taken.contains(id);
    drawn.into_iter().find(free).unwrap_or_default()
}

/// Whether two sets say the same: an import of what is kept already adds nothing.
fn same(known: &Assessment, new: &Assessment) -> bool {
    let bare = |of: &Assessment| Assessment {
        id: Id::default(),
        latest: Default::default(),
        retest_of: None,
        extra: Vec::new(),
        ..of.clone()
    };
    bare(known) == bare(new)
}

/// The set of scores that a part of a table describes, and the id that the table gives it.
fn assessment_of(model: &Model, set: &Imported) -> Result<(Assessment, Option<Id>), Refusal> {
    let at = |column, reason| Refusal::InRow { row: set.row, column, reason: Box::new(reason) };
    let template = model.template(&set.template).ok_or_else(|| {
        let names = known(model.templates.iter().map(|template| template.id.as_str()));
        at("template", Refusal::NoSuchTemplate { template: set.template.clone(), known: names })
    })?;
    let id_of = |text: &Option<String>, column| match text.as_deref() {
        None => Ok(None),
        Some(text) => Id::new(text).map(Some).ok_or_else(|| at(column, Refusal::BadId { id: text.to_owned() })),
    };
    let id = id_of(&set.id, "assessment")?;
    let scale = set.scale.as_deref().map_or(Some(template.scale), Scale::parse);
    let scale = scale.ok_or_else(|| at("scale", Refusal::OutOfRange { field: "points", low: 2.0, high: 100.0 }))?;
    if set.lines.len() > limits::DIMENSIONS {
        let most = limits::DIMENSIONS as f64;
        return Err(at("dimension", Refusal::OutOfRange { field: "dimensions", low: 1.0, high: most }));
    }
    let mut made = Assessment {
        template: template.id.clone(),
        version: set.version.unwrap_or(template.version),
        week: set.week,
        date: set.date,
        scale: scale.word(),
        retest_of: id_of(&set.retest_of, "retest_of")?,
        note: set
            .note
            .as_deref()
            .map_or(Ok(None), |text| limits::lines(text, "note"))
            .map_err(|bad| at("note", bad))?,
        ..Assessment::default()
    };
    let (mut weights, mut scores, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for line in &set.lines {
        let in_line = |column, reason| Refusal::InRow { row: line.row, column, reason: Box::new(reason) };
        let dimension = dimension_of(template, made.version, line).map_err(|bad| in_line("dimension", bad))?;
        if weights.iter().any(|(known, _)| *known == dimension) {
            return Err(in_line("dimension", Refusal::Twice { dimension }));
        }
        if !(0.0..=limits::WEIGHT).contains(&line.weight) {
            return Err(in_line("weight", Refusal::BadWeight { dimension }));
        }
        if let Some(score) = line.score {
            if !scale.allows(score) {
                let (low, high) = scale.range();
                return Err(in_line("score", Refusal::OffScale { dimension, low, high }));
            }
            scores.push((dimension.clone(), score));
        }
        let note = line.note.as_deref().map_or(Ok(None), |text| limits::lines(text, "note"));
        notes.extend(note.map_err(|bad| in_line("note", bad))?.map(|note| (dimension.clone(), note)));
        weights.push((dimension, line.weight));
    }
    (made.weights, made.scores, made.notes) = (Named(weights), Named(scores), Named(notes));
    if made.scores.0.is_empty() {
        return Err(at("score", Refusal::NoScores));
    }
    if total(&made).is_none() {
        return Err(at("weight", Refusal::BadWeights { template: made.template }));
    }
    Ok((made, id))
}

/// The id of a dimension. One that only an earlier version had is taken as it is.
fn dimension_of(template: &Template, version: u32, line: &ImportedLine) -> Result<String, Refusal> {
    match template.find_dimension(&line.dimension) {
        Ok(index) => Ok(template.dimensions[index].id.clone()),
        Err(Refusal::NoSuchDimension { .. }) if version != template.version => match Id::new(&line.dimension) {
            Some(id) => Ok(id.to_string()),
            None => Err(Refusal::BadId { id: line.dimension.clone() }),
        },
        Err(refusal) => Err(refusal),
    }
}
