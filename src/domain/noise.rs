//! What is known about the noise of a template's score: from its retests, else from its weeks. Spec: assessment.
use jiff::{Span, civil::Date};

use super::{
    assessment::Assessment,
    model::Model,
    moment::Moment,
    score::{Noise, Verdict, sem_of_retest, sem_of_total},
    standing::{Standing, total},
    template::Scale,
    week::Week,
};

/// How long after an assessment a repetition measures noise and not change.
const RETEST_MS: i64 = 48 * 3_600_000;
/// The most days that can lie between the dates of both.
const RETEST_DAYS: i32 = 2;

impl Model {
    /// The assessment of a week that can be repeated now to measure noise: made and dated within 48 h, and
    /// itself no repetition. What was imported is as old as its date.
    pub fn retestable(&self, template: &str, week: Week, now: &Moment) -> Option<&Assessment> {
        let now_ms = now.stamp().ms();
        let made = self.assessments(template).filter(|known| known.week == week && known.retest_of.is_none());
        let today = self.today(now);
        let recent = |date: Date| date.checked_add(Span::new().days(RETEST_DAYS)).is_ok_and(|end| end >= today);
        made.filter(|known| now_ms.saturating_sub(known.latest.ms) <= RETEST_MS)
            .filter(|known| known.date.is_none_or(recent))
            .max_by_key(|known| known.latest.ms)
    }

    /// Whether there is something to repeat.
    pub fn can_retest(&self, template: &str, week: Week, now: &Moment) -> bool {
        self.retestable(template, week, now).is_some()
    }

    /// The noise of S of a standing: from all retests of its template up to its week; without one, from
    /// the scatter of the weekly totals up to it.
    pub fn noise(&self, standing: &Standing<'_>) -> Noise {
        let assessment = standing.assessment;
        let mut pairs = Vec::new();
        for again in self.assessments(&assessment.template).filter(|known| known.week <= assessment.week) {
            let first = again.retest_of.as_ref().and_then(|id| self.book.assessments.get(id));
            if let Some(first) = first.filter(|first| !first.deleted) {
                pairs.extend(repeated(first, again));
            }
        }
        let scored: Vec<f64> =
            standing.lines.iter().filter(|line| line.score.is_some()).map(|line| line.weight).collect();
        // One retest is too little to tell the dimensions apart, so all of them share one error.
        let retest = sem_of_retest(&pairs).and_then(|sem| sem_of_total(&scored, &vec![sem; scored.len()]));
        let counting = self.counting(&assessment.template);
        let weeks = counting.into_iter().filter(|known| known.week <= assessment.week);
        let totals: Vec<f64> = weeks.filter_map(total).collect();
        Noise::known(retest, &totals)
    }

    /// What may be said about the change of a standing.
    pub fn verdict(&self, standing: &Standing<'_>) -> Verdict {
        standing.delta.map_or(Verdict::Unknown, |delta| self.noise(standing).verdict(delta))
    }
}

/// The scores, from 0 to 100, of the dimensions that were scored both times.
fn repeated(first: &Assessment, again: &Assessment) -> Vec<(f64, f64)> {
    let percent = |of: &Assessment, score: f64| Scale::parse(&of.scale).unwrap_or_default().percent(score);
    let both = first.scores.0.iter().filter_map(|(id, score)| Some((*score, *again.scores.find(id)?)));
    both.map(|(before, after)| (percent(first, before), percent(again, after))).collect()
}
