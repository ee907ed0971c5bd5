//! Where one stands: the assessment of a week, against the one before it. Spec: assessment.
mod shown;

pub use shown::Shown;

use super::{
    assessment::Assessment,
    model::Model,
    score::{Change, Rating, Weights},
    stamp::Stamp,
    template::{Scale, Wording},
    week::Week,
};

/// One dimension of a standing.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The dimension's id.
    pub id: String,
    /// Its name, from the template as it is now; the id where that has it no more.
    pub name: Wording,
    /// Its share of the weight of what was scored, 0 to 1.
    pub weight: f64,
    /// Its score from 0 to 100; none where it was left out.
    pub score: Option<f64>,
    /// The change of the score since the one before.
    pub delta: Option<f64>,
    /// What it adds to the change of S: w·Δs, or with changed weights w̄·Δs + s̄·Δw.
    pub contribution: Option<f64>,
    /// The part of it that a changed weight made, s̄·Δw.
    pub weight_effect: Option<f64>,
    /// w·(100 − s): how much S would rise if it reached 100.
    pub leverage: Option<f64>,
}

/// An assessment worked out.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing<'a> {
    /// The assessment.
    pub assessment: &'a Assessment,
    /// Dimensions in the template's order.
    pub lines: Vec<Line>,
    /// S, 0 to 100.
    pub score: f64,
    /// D = S₁ − S₀, where there is an earlier one.
    pub delta: Option<f64>,
    /// The week of the earlier one.
    pub against: Option<Week>,
    /// The part of D that the scores made.
    pub score_effect: Option<f64>,
    /// The part of D that changed weights made.
    pub weight_effect: Option<f64>,
    /// The share of the weights that was scored, 0 to 1.
    pub coverage: f64,
    /// Indices into `lines` by largest room × weight.
    pub order: Vec<usize>,
}

impl Model {
    /// The assessment that counts for a week: the last one of it that is not deleted.
    pub fn assessment_of(&self, template: &str, week: Week) -> Option<&Assessment> {
        self.assessments(template).rfind(|assessment| assessment.week == week)
    }

    /// The assessments of a template that are not deleted, oldest week first, within a week in the
    /// order in which they were made: by their date, then by when they were last written. One without a date
    /// was made when it was written, in its week at the latest.
    pub fn assessments(&self, template: &str) -> impl DoubleEndedIterator<Item = &Assessment> {
        let mut found: Vec<&Assessment> = self
            .book
            .assessments
            .values()
            .filter(|assessment| assessment.template == template && !assessment.deleted)
            .collect();
        let start = self.rules.day.start;
        let made = |of: &Assessment| {
            let written = || Stamp::new(of.latest.ms, 0).map(|stamp| stamp.logical_date(start));
            of.date.or_else(|| of.week.days().last().min(written()))
        };
        found.sort_by(|a, b| (a.week, made(a), &a.latest, &a.id).cmp(&(b.week, made(b), &b.latest, &b.id)));
        found.into_iter()
    }

    /// Where one stood in a week, against the last assessment of the latest earlier week that has one.
    /// None where nothing was scored, or what is on file cannot be worked out.
    pub fn standing(&self, template: &str, week: Week) -> Option<Standing<'_>> {
        let assessment = self.assessment_of(template, week)?;
        let before = self.assessments(template).rfind(|earlier| earlier.week < week);
        self.stand(assessment, before)
    }

    /// The assessments that count, one a week, oldest first.
    pub fn counting(&self, template: &str) -> Vec<&Assessment> {
        let mut last: Vec<&Assessment> = Vec::new();
        for assessment in self.assessments(template) {
            last.pop_if(|known| known.week == assessment.week);
            last.push(assessment);
        }
        last
    }

    /// Where an assessment stands against another.
    pub fn stand<'a>(&self, assessment: &'a Assessment, before: Option<&Assessment>) -> Option<Standing<'a>> {
        let ids = self.dimension_ids(assessment, before);
        let rating = rate(assessment, &ids)?;
        let change = before.and_then(|before| rating.change_since(&rate(before, &ids)?).ok());
        let leverage = rating.leverage();
        let scale = Scale::parse(&assessment.scale).unwrap_or_default();
        let percent = |of: &Assessment, id: &str| of.scores.find(id).map(|score| scale.percent(*score));
        let lines = ids.iter().enumerate().map(|(index, id)| {
            let score = percent(assessment, id);
            let earlier = before.and_then(|before| percent(before, id));
            Line {
                name: self.dimension_name(&assessment.template, id),
                weight: rating.shares()[index],
                score,
                delta: score.zip(earlier).map(|(score, earlier)| score - earlier),
                contribution: change.as_ref().map(|change| contribution(change, index)),
                weight_effect: change.as_ref().map(|change| change.weight_effects()[index]),
                leverage: leverage[index],
                id: id.clone(),
            }
        });
        Some(Standing {
            assessment,
            lines: lines.collect(),
            score: rating.total(),
            delta: change.as_ref().map(Change::total),
            against: change.as_ref().and(before).map(|before| before.week),
            score_effect: change.as_ref().map(Change::score_effect),
            weight_effect: change.as_ref().map(Change::weight_effect),
            coverage: rating.coverage(),
            order: rating.training_order(),
        })
    }

    /// The dimensions of an assessment: those of the template in its order, then what only the files have.
    fn dimension_ids(&self, assessment: &Assessment, before: Option<&Assessment>) -> Vec<String> {
        let known = self.template(&assessment.template).map(|template| template.dimensions.as_slice());
        let mut ids: Vec<String> = known.unwrap_or_default().iter().map(|dimension| dimension.id.clone()).collect();
        for set in std::iter::once(assessment).chain(before) {
            for id in set.weights.0.iter().map(|(id, _)| id).chain(set.scores.0.iter().map(|(id, _)| id)) {
                if !ids.contains(id) {
                    ids.push(id.clone());
                }
            }
        }
        ids
    }

    /// The name of a dimension; its id where the template does not have it.
    pub fn dimension_name(&self, template: &str, id: &str) -> Wording {
        let dimensions = self.template(template).map(|template| template.dimensions.as_slice()).unwrap_or_default();
        dimensions
            .iter()
            .find(|dimension| dimension.id == id)
            .map_or_else(|| Wording { en: id.to_owned(), zh: String::new() }, |dimension| dimension.name.clone())
    }
}

fn contribution(change: &Change, index: usize) -> f64 {
    change.contributions()[index] + change.weight_effects()[index]
}

/// S of an assessment on its own, 0 to 100; none where what is on file cannot be worked out.
pub fn total(assessment: &Assessment) -> Option<f64> {
    let mut ids: Vec<String> = assessment.weights.0.iter().map(|(id, _)| id.clone()).collect();
    let unknown = assessment.scores.0.iter().map(|(id, _)| id).filter(|id| assessment.weights.find(id).is_none());
    ids.extend(unknown.cloned());
    rate(assessment, &ids).map(|rating| rating.total())
}

fn rate(assessment: &Assessment, ids: &[String]) -> Option<Rating> {
    let scale = Scale::parse(&assessment.scale).unwrap_or_default();
    let weights: Vec<f64> = ids.iter().map(|id| assessment.weights.find(id).copied().unwrap_or(0.0)).collect();
    let scores: Vec<Option<f64>> =
        ids.iter().map(|id| assessment.scores.find(id).map(|score| scale.percent(*score))).collect();
    Rating::new(&Weights::new(&weights).ok()?, &scores).ok()
}
