//! Scores being entered, with S and its change worked out at every key. Touches no screen.
use std::collections::BTreeMap;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::{
    domain::{
        assessment::Assessment,
        command::{Command, Scores},
        limits,
        model::Model,
        moment::Moment,
        score::{Rating, Weights},
        template::Scale,
        week::Week,
    },
    text::narrow::narrow,
    ui::line::Line,
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
    /// A remark on each dimension.
    pub notes: Vec<Line>,
    /// Whether the remark on the dimension is being written.
    pub writes: bool,
    /// Whether it repeats the last one on purpose, to measure noise. Then nothing of it is shown.
    pub retest: bool,
    /// Whether there is one that can be repeated.
    pub can_retest: bool,
    noted: Vec<String>,
    /// Whether it was said that dimensions are left out.
    warned: bool,
    scale: Scale,
    weights: Vec<f64>,
    /// The digits of the present number; empty once it is settled.
    digits: String,
    first: Vec<Option<f64>>,
}

impl ScoreForm {
    /// The form for a template in a week, with what is known of that week and of the time before; none
    /// where there is no such template or it has no dimensions.
    pub fn new(model: &Model, template: &str, week: Week, now: &Moment) -> Option<Self> {
        let template = model.template(template).filter(|template| !template.dimensions.is_empty())?;
        let of = |assessment: Option<&Assessment>| -> Vec<Option<f64>> {
            let same_scale = assessment.filter(|found| found.scale == template.scale.word());
            let find = |id: &str| same_scale.and_then(|found| found.scores.find(id).copied());
            template.dimensions.iter().map(|dimension| find(&dimension.id)).collect()
        };
        let known = model.assessment_of(&template.id, week);
        let scores = of(known);
        let note = |id: &str| known.and_then(|known| known.notes.find(id)).cloned().unwrap_or_default();
        let noted: Vec<String> = template.dimensions.iter().map(|dimension| note(&dimension.id)).collect();
        Some(Self {
            notes: noted.iter().map(|note| Line::new(note, limits::TITLE)).collect(),
            noted,
            warned: false,
            writes: false,
            retest: false,
            can_retest: model.can_retest(&template.id, week, now),
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
        let noted = self.notes.iter().zip(&self.noted).any(|(note, first)| note.text().trim() != first.trim());
        self.retest || noted || self.scores != self.first
    }

    /// What was given the time before, where that is shown: a retest is made without looking.
    pub fn ghost(&self, index: usize) -> Option<f64> {
        self.before.get(index).copied().flatten().filter(|_| !self.retest)
    }

    /// Begins or ends a retest: it is scored anew, without a look at what was given.
    pub(in crate::ui) fn turn_retest(&mut self) {
        self.retest = !self.retest;
        self.scores = if self.retest { vec![None; self.first.len()] } else { self.first.clone() };
        self.digits.clear();
    }

    /// Writes a key into the remark on the dimension.
    pub(in crate::ui) fn write(&mut self, key: &KeyEvent) -> bool {
        self.notes.get_mut(self.at).is_some_and(|note| note.key(key))
    }

    /// Writes pasted text into the remark on the dimension.
    pub(in crate::ui) fn paste(&mut self, text: &str) {
        if let Some(note) = self.notes.get_mut(self.at) {
            note.insert(text);
        }
    }

    /// What is written, by name: scores, remarks, whether it is a retest.
    pub(in crate::ui) fn written(&self) -> BTreeMap<String, String> {
        let mut written = BTreeMap::new();
        for (index, id) in self.dimensions.iter().enumerate() {
            if self.retest || self.scores[index] != self.first[index] {
                let score = self.scores[index].map_or_else(String::new, |score| score.to_string());
                written.insert(format!("score.{id}"), score);
            }
            let note = self.notes[index].text();
            if note.trim() != self.noted[index].trim() {
                written.insert(format!("note.{id}"), note.to_owned());
            }
        }
        if self.retest {
            written.insert("retest".to_owned(), "true".to_owned());
        }
        written
    }

    /// Takes back what was written; what does not fit any more is left out.
    pub(in crate::ui) fn rewrite(&mut self, written: &BTreeMap<String, String>) {
        if written.contains_key("retest") && self.can_retest {
            self.turn_retest();
        }
        for index in 0..self.dimensions.len() {
            let id = &self.dimensions[index];
            if let Some(text) = written.get(&format!("score.{id}")) {
                let allowed = text.parse().ok().filter(|score: &f64| self.scale.allows(*score));
                self.scores[index] = if text.is_empty() { None } else { allowed.or(self.scores[index]) };
            }
            if let Some(text) = written.get(&format!("note.{id}")) {
                self.notes[index] = Line::new("", limits::TITLE);
                self.notes[index].insert(text);
            }
        }
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

    /// The share of the weights that is scored so far.
    pub fn coverage(&self) -> Option<f64> {
        Some(self.rating(&self.scores)?.coverage())
    }

    /// The change of S since the time before, over the dimensions that are scored so far.
    pub fn change(&self) -> Option<f64> {
        let same: Vec<Option<f64>> =
            self.before.iter().zip(&self.scores).map(|(b, now)| b.filter(|_| now.is_some())).collect();
        let both: Vec<Option<f64>> =
            self.scores.iter().zip(&same).map(|(now, b)| now.filter(|_| b.is_some())).collect();
        Some(self.rating(&both)?.change_since(&self.rating(&same)?).ok()?.total())
    }

    /// Takes over what was given the time before for the present dimension, where it is not scored yet, and goes
    /// on to the next one. Says whether there was something to take over.
    pub(in crate::ui) fn take_over(&mut self) -> bool {
        let Some(before) = self.ghost(self.at).filter(|before| self.scale.allows(*before)) else { return false };
        self.scores[self.at].get_or_insert(before);
        self.digits.clear();
        (self.error, self.warned) = (None, false);
        if self.at + 1 < self.dimensions.len() {
            self.turn(true);
        }
        true
    }

    /// How many dimensions are left out that were scored the time before, where that has not been said yet.
    pub(in crate::ui) fn warn(&mut self) -> Option<usize> {
        let left = (0..self.scores.len()).filter(|at| self.scores[*at].is_none() && self.ghost(*at).is_some()).count();
        (left > 0 && !std::mem::replace(&mut self.warned, true)).then_some(left)
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
        (self.error, self.warned) = (None, false);
        true
    }

    fn step(&mut self, step: f64) {
        let (low, high) = self.scale.range();
        let known = self.scores[self.at].or(self.ghost(self.at));
        // Where nothing is known yet, the first touch takes the middle.
        let next = known.map_or(((low + high) / 2.0).floor(), |known| known + step);
        self.scores[self.at] = Some(next.clamp(low, high));
        self.digits.clear();
    }

    /// Scores the present dimension with a number as it is written.
    ///
    /// # Errors
    /// The range of the scale, where the text is no score on it.
    pub(in crate::ui) fn put(&mut self, text: &str) -> Result<(), (f64, f64)> {
        let score = narrow(text).parse().ok().filter(|score: &f64| self.scale.allows(*score));
        self.scores[self.at] = Some(score.ok_or(self.scale.range())?);
        self.digits.clear();
        self.error = None;
        Ok(())
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
            notes: self
                .dimensions
                .iter()
                .zip(&self.notes)
                .filter(|(_, note)| !note.text().trim().is_empty())
                .map(|(id, note)| (id.clone(), note.text().trim().to_owned()))
                .collect(),
            week: Some(self.week),
            retest: self.retest,
            note: None,
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
