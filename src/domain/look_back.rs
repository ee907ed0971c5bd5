//! The weekly look back: figures, questions with their answers, suggestions. Spec: insights, "Weekly review".
mod adoption;
mod figures;

pub use adoption::{Adoption, adoption, focus_after, setting};
pub use figures::{TopMark, WeekFigures};

use super::{
    commitment::Review,
    model::Model,
    moment::Moment,
    objective::{Combined, combined},
    score::{Noise, Verdict},
    standing::Standing,
    suggestion::Rule,
    week::Week,
    weekly::{NoForecast, Outlook},
};

/// The questions of a look back, by their ids, in the order in which they are asked.
pub const QUESTIONS: [&str; 6] = ["planned", "helped", "interrupted", "estimate", "change", "last_change"];
/// The question about the one change for the next week.
pub const CHANGE: &str = "change";
/// The question about what became of the last one.
pub const LAST_CHANGE: &str = "last_change";

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: &'static str,
    /// What was answered.
    pub answer: Option<String>,
}

/// What became of a suggestion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decision {
    /// Nothing yet.
    #[default]
    Open,
    /// It was followed.
    Accepted,
    /// It was declined.
    Dismissed,
}

impl Decision {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Dismissed => "dismissed",
        }
    }
}

/// A suggestion with what became of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    /// The rule.
    pub rule: Rule,
    /// What the week shows and what it was compared with; none where it was decided on and holds no more.
    pub measure: Option<(f64, f64)>,
    /// What became of it.
    pub state: Decision,
}

/// What was to change after an earlier week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastChange {
    /// That week.
    pub week: Week,
    /// The one change that was written down.
    pub change: Option<String>,
    /// Suggestions that were accepted.
    pub accepted: Vec<Rule>,
}

/// A week as it is looked back on.
#[derive(Clone, Debug, PartialEq)]
pub struct LookBack<'a> {
    /// The week.
    pub week: Week,
    /// Its figures.
    pub figures: WeekFigures,
    /// Where one stood, where the week was scored.
    pub standing: Option<Standing<'a>>,
    /// The objective score and S together, where both exist, and the gap between them.
    pub combined: Option<Combined>,
    /// What is known about the noise of the score.
    pub noise: Noise,
    /// What may be said about its change.
    pub verdict: Verdict,
    /// When the next goal may be reached.
    pub forecast: Result<Outlook, NoForecast>,
    /// The questions with their answers.
    pub questions: Vec<Question>,
    /// Suggestions, in the order of the rules.
    pub offers: Vec<Offer>,
    /// What was to change after the latest earlier week that was looked back on.
    pub last_change: Option<LastChange>,
}

impl Model {
    /// A week looked back on at `now`, with the scores of the template that is shown first.
    pub fn look_back(&self, week: Week, now: &Moment) -> LookBack<'_> {
        let template = &self.rules.template;
        let standing = self.standing(template, week);
        let noise = standing.as_ref().map_or(Noise::Unknown, |standing| self.noise(standing));
        let change = standing.as_ref().and_then(|standing| standing.delta);
        let figures = self.week_figures(week, now, change, noise);
        let combined = combined(figures.objective.score, standing.as_ref().map(|standing| standing.score));
        let review = self.review_of(week);
        let answer = |id: &str| review.answers.find(id).cloned();
        LookBack {
            week,
            questions: QUESTIONS.iter().map(|id| Question { id, answer: answer(id) }).collect(),
            offers: offers(&figures, &review, &self.declined_before(week)),
            figures,
            combined,
            verdict: change.map_or(Verdict::Unknown, |change| noise.verdict(change)),
            noise,
            standing,
            forecast: self.forecast(template, week),
            last_change: self.last_change(week),
        }
    }

    /// What is kept of the look back on a week. Where two machines kept one each, both, the later one
    /// above the other.
    pub fn review_of(&self, week: Week) -> Review {
        let mut known: Vec<&Review> = self.reviews_of(week).collect();
        known.sort_by(|a, b| (&a.latest, &a.id).cmp(&(&b.latest, &b.id)));
        let mut all = Review { week, ..Review::default() };
        for review in known {
            for (question, answer) in &review.answers.0 {
                all.answers.0.retain(|(id, _)| id != question);
                all.answers.0.push((question.clone(), answer.clone()));
            }
            let decided = |rule: &String| review.accepted.contains(rule) || review.dismissed.contains(rule);
            all.accepted.retain(|rule| !decided(rule));
            all.dismissed.retain(|rule| !decided(rule));
            all.set.0.retain(|(rule, _)| !decided(rule));
            all.set.0.extend(review.set.0.iter().cloned());
            all.accepted.extend(review.accepted.iter().cloned());
            all.dismissed.extend(review.dismissed.iter().cloned());
        }
        all
    }

    /// Everything that is kept for the look back on a week.
    pub fn reviews_of(&self, week: Week) -> impl Iterator<Item = &Review> {
        self.book.reviews.values().filter(move |review| !review.deleted && review.week == week)
    }

    /// Rules about what is open now, not about a week, that were dismissed when they were last decided on
    /// before `week`: they stay dismissed until they are followed.
    fn declined_before(&self, week: Week) -> Vec<Rule> {
        let mut weeks: Vec<Week> =
            self.book.reviews.values().filter(|review| !review.deleted).map(|r| r.week).collect();
        weeks.retain(|known| *known < week);
        weeks.sort_unstable();
        weeks.dedup();
        let reviews: Vec<Review> = weeks.into_iter().rev().map(|week| self.review_of(week)).collect();
        let listed = |rules: &[String], rule: Rule| rules.iter().any(|id| id == rule.id());
        let declined = |rule: &Rule| {
            let last = reviews.iter().find(|r| listed(&r.accepted, *rule) || listed(&r.dismissed, *rule));
            last.is_some_and(|review| listed(&review.dismissed, *rule))
        };
        [Rule::SplitLargeTasks, Rule::MergeSmallTasks].into_iter().filter(declined).collect()
    }

    fn last_change(&self, week: Week) -> Option<LastChange> {
        let earlier = self.book.reviews.values().filter(|review| !review.deleted && review.week < week);
        let mut weeks: Vec<Week> = earlier.map(|review| review.week).collect();
        weeks.sort();
        weeks.dedup();
        weeks.into_iter().rev().find_map(|week| {
            let review = self.review_of(week);
            let change = review.answers.find(CHANGE).cloned();
            let accepted: Vec<Rule> = review.accepted.iter().filter_map(|id| Rule::from_id(id)).collect();
            (change.is_some() || !accepted.is_empty()).then_some(LastChange { week, change, accepted })
        })
    }
}

fn offers(figures: &WeekFigures, review: &Review, declined: &[Rule]) -> Vec<Offer> {
    let made = figures.counts.suggestions();
    let decided = |rule: Rule| {
        let listed = |rules: &[String]| rules.iter().any(|id| id == rule.id());
        if listed(&review.accepted) {
            Decision::Accepted
        } else if listed(&review.dismissed) {
            Decision::Dismissed
        } else {
            Decision::Open
        }
    };
    let offer = |rule: Rule| {
        let measure = made.iter().find(|made| made.rule == rule).map(|made| (made.figure, made.threshold));
        let state = decided(rule);
        if measure.is_none() && state == Decision::Open {
            return None;
        }
        let declined = state == Decision::Open && declined.contains(&rule);
        Some(Offer { rule, measure, state: if declined { Decision::Dismissed } else { state } })
    };
    Rule::ALL.into_iter().filter_map(offer).collect()
}
