//! Templates: the dimensions that an assessment scores.
mod draft;
mod known;

pub use known::Templates;

use serde::{Deserialize, Serialize};

/// A text in the languages of the program; English where the other is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

impl Wording {
    /// The text in Chinese or English, whichever there is.
    pub fn in_chinese(&self, chinese: bool) -> &str {
        let (first, second) = if chinese { (&self.zh, &self.en) } else { (&self.en, &self.zh) };
        if first.is_empty() { second } else { first }
    }

    /// Whether either text is `name`, letter case aside.
    pub fn is(&self, name: &str) -> bool {
        let name = name.trim().to_lowercase();
        !name.is_empty() && (self.en.to_lowercase() == name || self.zh.to_lowercase() == name)
    }
}

/// How scores are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scale {
    /// 0 to 100.
    #[default]
    Percent,
    /// 1 to m points, mapped as 100·(x−1)/(m−1); m from 2 to 100.
    Likert(u8),
}

impl Scale {
    /// Reads `0-100` or `likert-7`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "0-100" => Some(Self::Percent),
            _ => {
                let points = text.strip_prefix("likert-")?.parse().ok()?;
                (2..=100).contains(&points).then_some(Self::Likert(points))
            }
        }
    }

    /// The text that `parse` reads.
    pub fn word(self) -> String {
        match self {
            Self::Percent => "0-100".to_owned(),
            Self::Likert(points) => format!("likert-{points}"),
        }
    }

    /// The least and the greatest score that can be given.
    pub fn range(self) -> (f64, f64) {
        match self {
            Self::Percent => (0.0, 100.0),
            Self::Likert(points) => (1.0, f64::from(points)),
        }
    }

    /// Whether a score can be given: finite and within the range; whole points on a Likert scale.
    pub fn allows(self, score: f64) -> bool {
        let (low, high) = self.range();
        score.is_finite() && score >= low && score <= high && (self == Self::Percent || score.fract() == 0.0)
    }

    /// A score of this scale from 0 to 100.
    pub fn percent(self, score: f64) -> f64 {
        match self {
            Self::Percent => score,
            Self::Likert(points) => 100.0 * (score - 1.0) / (f64::from(points) - 1.0),
        }
    }
}

/// One dimension of a template.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Dimension {
    /// Its id in files, JSON and on the command line.
    pub id: String,
    /// Its name.
    pub name: Wording,
    /// Its weight; only the proportions matter.
    pub weight: f64,
    /// A question that helps to score it.
    pub question: Wording,
    /// What to practise.
    pub practices: Vec<Wording>,
}

/// What an assessment scores.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Template {
    /// Its id in files, JSON and on the command line.
    pub id: String,
    /// Raised by every change.
    pub version: u32,
    /// Its name.
    pub name: Wording,
    /// How scores are given.
    pub scale: Scale,
    /// What is scored, in order.
    pub dimensions: Vec<Dimension>,
}

impl Template {
    /// The index of the dimension with this id or, failing that, this name in any language.
    pub fn dimension(&self, name: &str) -> Option<usize> {
        let by_id = self.dimensions.iter().position(|dimension| dimension.id == name);
        by_id.or_else(|| self.dimensions.iter().position(|dimension| dimension.name.is(name)))
    }
}
