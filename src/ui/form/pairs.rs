//! Dimensions being compared in pairs: one question at a time, with what the answers come to. Touches no screen.
use std::collections::BTreeMap;

use crossterm::event::{KeyCode, KeyEvent};

use crate::domain::{
    ahp::{AhpError, Priorities},
    command::Command,
    model::Model,
    pairwise::{Judgment, Pairwise},
};

/// The comparison of the dimensions of a template.
#[derive(Clone, Debug, PartialEq)]
pub struct PairForm {
    /// The template's id.
    pub template: String,
    /// Dimension ids in order.
    pub dimensions: Vec<String>,
    /// The judgments.
    pub pairs: Pairwise,
    /// The judgment that is being made.
    pub judgment: Judgment,
    /// What is wrong.
    pub error: Option<String>,
}

/// What a key led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Step {
    /// Nothing.
    None,
    /// Something changed.
    Changed,
    /// Everything is judged: the weights are to be kept.
    Keep,
}

impl PairForm {
    /// The comparison for a template.
    ///
    /// # Errors
    /// [`AhpError`] where there are too many dimensions or none.
    pub fn new(model: &Model, template: &str) -> Option<Result<Self, AhpError>> {
        let template = model.template(template)?;
        Some(Pairwise::new(template.dimensions.len()).map(|pairs| Self {
            template: template.id.clone(),
            dimensions: template.dimensions.iter().map(|dimension| dimension.id.clone()).collect(),
            pairs,
            judgment: Judgment::default(),
            error: None,
        }))
    }

    /// Whether anything was judged.
    pub fn is_changed(&self) -> bool {
        self.pairs.progress().0 > 0
    }

    /// What the answers come to, the one that is being given included.
    pub fn found(&self) -> Option<Result<Priorities, AhpError>> {
        self.pairs.so_far(Some(self.judgment.ratio()))
    }

    /// Goes to the pair that fits least.
    fn ask_worst(&mut self) -> bool {
        let Some(Ok(found)) = self.found() else { return false };
        let Some(worst) = found.most_inconsistent else { return false };
        self.pairs.ask((worst.row, worst.column));
        self.look();
        true
    }

    /// Takes over what was answered to the present question.
    fn look(&mut self) {
        let known = self.pairs.answered().unwrap_or(1.0);
        self.judgment = nearest(known);
    }

    /// Takes a key: ←/→ weigh, Enter answers, ↑/Backspace go back, `!` goes to what fits least.
    pub(in crate::ui) fn key(&mut self, key: &KeyEvent) -> Step {
        self.error = None;
        match key.code {
            // The first one stands on the left: ← makes it matter more.
            KeyCode::Left => self.judgment = self.judgment.stepped(1),
            KeyCode::Right => self.judgment = self.judgment.stepped(-1),
            KeyCode::Char('0' | '=') => self.judgment = Judgment::default(),
            KeyCode::Enter | KeyCode::Down | KeyCode::Tab => {
                if self.pairs.question().is_none() {
                    return if key.code == KeyCode::Enter { Step::Keep } else { Step::None };
                }
                // A ratio of the scale is always taken.
                if self.pairs.answer(self.judgment.ratio()).is_ok() {
                    self.look();
                }
            }
            KeyCode::Up | KeyCode::Backspace | KeyCode::BackTab => {
                self.pairs.back();
                self.look();
            }
            KeyCode::Char('!' | '！') if self.ask_worst() => {}
            _ => return Step::None,
        }
        Step::Changed
    }

    /// The command that keeps the weights; none before every pair is judged or where the judgments
    /// contradict each other.
    pub(in crate::ui) fn command(&self, model: &Model) -> Option<Command> {
        let found = self.pairs.result()?.ok().filter(Priorities::acceptable)?;
        let next = model.template(&self.template)?.with_shares(&found.weights)?;
        Some(Command::KeepTemplate(Box::new(next)))
    }

    /// Whether a command is the one that this form sends.
    pub(in crate::ui) fn sends(&self, command: &Command) -> bool {
        matches!(command, Command::KeepTemplate(template) if template.id == self.template)
    }

    /// What was judged, by pair of dimensions, as marks.
    pub(in crate::ui) fn written(&self) -> BTreeMap<String, String> {
        let count = self.dimensions.len();
        let pairs = (0..count).flat_map(|row| (row + 1..count).map(move |column| (row, column)));
        let judged = pairs.filter_map(|pair| Some((pair, self.pairs.judgment(pair)?)));
        judged
            .map(|((row, column), ratio)| {
                let name = format!("{}:{}", self.dimensions[row], self.dimensions[column]);
                (name, nearest(ratio).marks().to_string())
            })
            .collect()
    }

    /// Takes back what was judged.
    pub(in crate::ui) fn rewrite(&mut self, written: &BTreeMap<String, String>) {
        while let Some((row, column)) = self.pairs.question() {
            let name = format!("{}:{}", self.dimensions[row], self.dimensions[column]);
            let Some(marks) = written.get(&name).and_then(|text| text.parse().ok()) else { break };
            if self.pairs.answer(Judgment::of_marks(marks).ratio()).is_err() {
                break;
            }
        }
        self.look();
    }
}

/// The judgment of the scale for a ratio.
fn nearest(ratio: f64) -> Judgment {
    let marks = if ratio >= 1.0 { ratio - 1.0 } else { 1.0 - 1.0 / ratio };
    Judgment::of_marks(if marks.is_finite() { marks.round().clamp(-8.0, 8.0) as i8 } else { 0 })
}
