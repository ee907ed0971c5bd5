//! What is known about the noise of a template's score: from its retests, else from its weeks. Pure.
use crate::domain::{
    assessment::Assessment,
    model::Model,
    score::{Noise, sem_of_retest, sem_of_total},
    standing::Standing,
    template::Scale,
};

/// The noise of S of a standing: from all retests of its template up to its week; without one, from the
/// scatter of the weekly totals up to it. Spec: assessment, "Noise".
pub fn noise(model: &Model, standing: &Standing<'_>) -> Noise {
    let assessment = standing.assessment;
    let template = &assessment.template;
    let mut pairs = Vec::new();
    let mut totals: Vec<(crate::domain::week::Week, f64)> = Vec::new();
    for known in model.assessments(template).filter(|known| known.week <= assessment.week) {
        if let Some(first) = known.retest_of.as_ref().and_then(|id| model.book.assessments.get(id)) {
            pairs.extend(repeated(first, known));
        }
        if let Some(standing) = model.stand(known, None) {
            totals.retain(|(week, _)| *week != known.week);
            totals.push((known.week, standing.score));
        }
    }
    let scored: Vec<f64> = standing.lines.iter().filter(|line| line.score.is_some()).map(|line| line.weight).collect();
    let retest = sem_of_retest(&pairs).and_then(|sem| sem_of_total(&scored, &vec![sem; scored.len()]));
    let totals: Vec<f64> = totals.into_iter().map(|(_, total)| total).collect();
    Noise::known(retest, &totals)
}

/// The scores, from 0 to 100, of the dimensions that were scored both times.
fn repeated(first: &Assessment, again: &Assessment) -> Vec<(f64, f64)> {
    let percent = |of: &Assessment, score: f64| Scale::parse(&of.scale).unwrap_or_default().percent(score);
    let both = first.scores.0.iter().filter_map(|(id, score)| Some((*score, *again.scores.find(id)?)));
    both.map(|(before, after)| (percent(first, before), percent(again, after))).collect()
}
