//! Scores being entered, with S and its change worked out at every key. Touches no screen.
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::domain::{
    assessment::Assessment,
    command::{Command, Scores},
    model::Model,
    score::{Rating, Weights},
    template::Scale,
    week::Week,
};

/// The form for the scores of a week.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreForm {
    /// The template's id.
    pub template: String,
    /// The week.
    pub week: Week,
    /// Dimension ids in order.
    pub dimensions: Vec<String>,
    /// What is given so far, on the template's scale.
    pub scores: Vec<Option<f64>>,
    /// What was given the time before.
    pub before: Vec<Option<f64>>,
    /// The dimension that is scored.
    pub at: usize,
    /// What is wrong.
    pub error: Option<String>,
    scale: Scale,
    weights: Vec<f64>,
    /// The digits of the present number; empty once it is settled.
    digits: String,
    first: Vec<Option<f64>>,
}

impl ScoreForm {
    /// The form for a template in a week, with what is known of that week and of the time before; none
    /// where there is no such template or it has no dimensions.
    pub fn new(model: &Model, template: &str, week: Week) -> Option<Self> {
        let template = model.template(template).filter(|template| !template.dimensions.is_empty())?;
        let of = |assessment: Option<&Assessment>| -> Vec<Option<f64>> {
            let same_scale = assessment.filter(|found| found.scale == template.scale.word());
            let find = |id: &str| same_scale.and_then(|found| found.scores.find(id).copied());
            template.dimensions.iter().map(|dimension| find(&dimension.id)).collect()
        };
        let scores = of(model.assessment_of(&template.id, week));
        Some(Self {
            before: of(model.assessments(&template.id).rfind(|earlier| earlier.week < week)),
            first: scores.clone(),
            scores,
            template: template.id.clone(),
            week,
            dimensions: template.dimensions.iter().map(|dimension| dimension.id.clone()).collect(),
            weights: template.dimensions.iter().map(|dimension| dimension.weight).collect(),
            scale: template.scale,
            at: 0,
            error: None,
            digits: String::new(),
        })
    }

    /// Whether anything was scored.
    pub fn is_changed(&self) -> bool {
        self.scores != self.first
    }

    /// A score as a share of the scale, 0 to 1.
    pub fn share(&self, score: f64) -> f64 {
        self.scale.percent(score) / 100.0
    }

    /// The weight of a dimension among all, 0 to 1.
    pub fn weight(&self, index: usize) -> f64 {
        let sum: f64 = self.weights.iter().sum();
        self.weights.get(index).map_or(0.0, |weight| if sum > 0.0 { weight / sum } else { 0.0 })
    }

    fn rating(&self, scores: &[Option<f64>]) -> Option<Rating> {
        let percent: Vec<Option<f64>> =
            scores.iter().map(|score| score.map(|score| self.scale.percent(score))).collect();
        Rating::new(&Weights::new(&self.weights).ok()?, &percent).ok()
    }

    /// S of what is given so far.
    pub fn total(&self) -> Option<f64> {
        Some(self.rating(&self.scores)?.total())
    }

    /// The change of S since the time before.
    pub fn change(&self) -> Option<f64> {
        Some(self.rating(&self.scores)?.change_since(&self.rating(&self.before)?).ok()?.total())
    }

    /// Goes to another dimension.
    pub(in crate::ui) fn turn(&mut self, forward: bool) {
        let count = self.dimensions.len().max(1);
        self.at = (self.at + if forward { 1 } else { count - 1 }) % count;
        self.digits.clear();
    }

    /// Takes a key that scores: ←/→ by 1, with Shift or Ctrl by 5, digits, Backspace.
    pub(in crate::ui) fn key(&mut self, key: &KeyEvent) -> bool {
        let wide = key.modifiers.intersects(KeyModifiers::SHIFT | KeyModifiers::CONTROL);
        let step = if wide && self.scale == Scale::Percent { 5.0 } else { 1.0 };
        match key.code {
            KeyCode::Right => self.step(step),
            KeyCode::Left => self.step(-step),
            KeyCode::PageUp => self.step(5.0),
            KeyCode::PageDown => self.step(-5.0),
            KeyCode::Backspace | KeyCode::Delete => {
                self.digits.pop();
                if key.code == KeyCode::Delete {
                    self.digits.clear();
                }
                self.take_digits();
            }
            KeyCode::Char(c) => match narrow_digit(c) {
                Some(digit) => self.type_digit(digit),
                None => return false,
            },
            _ => return false,
        }
        self.error = None;
        true
    }

    fn step(&mut self, step: f64) {
        let (low, high) = self.scale.range();
        let start = self.scores[self.at].or(self.before[self.at]).unwrap_or(((low + high) / 2.0).floor());
        // Where nothing is given yet, the first touch takes over what is shown.
        let next = if self.scores[self.at].is_some() || self.before[self.at].is_some() { start + step } else { start };
        self.scores[self.at] = Some(next.clamp(low, high));
        self.digits.clear();
    }

    fn type_digit(&mut self, digit: char) {
        let (_, high) = self.scale.range();
        self.digits.push(digit);
        let fits = |digits: &str| digits.parse::<f64>().is_ok_and(|number| number <= high);
        if !fits(&self.digits) {
            self.digits = digit.to_string();
        }
        self.take_digits();
    }

    fn take_digits(&mut self) {
        let (low, high) = self.scale.range();
        let typed: Option<f64> = self.digits.parse().ok();
        self.scores[self.at] = typed.filter(|score| (low..=high).contains(score));
    }

    /// The command that keeps the scores.
    pub(in crate::ui) fn command(&self) -> Command {
        let given = self.dimensions.iter().zip(&self.scores);
        Command::Assess(Scores {
            template: self.template.clone(),
            scores: given.filter_map(|(id, score)| Some((id.clone(), (*score)?))).collect(),
            week: Some(self.week),
            ..Scores::default()
        })
    }

    /// Whether a command is the one that this form sends.
    pub(in crate::ui) fn sends(&self, command: &Command) -> bool {
        matches!(command, Command::Assess(scores) if scores.template == self.template)
    }
}

fn narrow_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(c as u32 - 0xFEE0),
        _ => None,
    }
}
