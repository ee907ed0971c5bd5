//! What the commands of assessments, goals and templates carry. Values only.
use jiff::civil::Date;

use crate::domain::{commitment::Horizon, week::Week};

/// A set of scores as it is entered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    /// The template's id.
    pub template: String,
    /// Score by dimension: its id or a name in any language.
    pub scores: Vec<(String, f64)>,
    /// Remarks by dimension.
    pub notes: Vec<(String, String)>,
    /// The week, where it is not the present one.
    pub week: Option<Week>,
    /// Whether it repeats the last one on purpose.
    pub retest: bool,
    /// A remark on the whole.
    pub note: Option<String>,
}

/// New values for a set of scores that is kept. What is not named stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScoresEdit {
    /// Score by dimension; none leaves the dimension out.
    pub scores: Vec<(String, Option<f64>)>,
    /// Remark by dimension; none clears it.
    pub notes: Vec<(String, Option<String>)>,
    /// A remark on the whole; `Some(None)` clears it.
    pub note: Option<Option<String>>,
}

/// The goal of a template for one horizon.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GoalSetting {
    /// The template's id.
    pub template: String,
    /// Short or long.
    pub horizon: Horizon,
    /// The score to reach, 0 to 100, and the week by whose end; none: there shall be no goal.
    pub wanted: Option<(f64, Week)>,
}

/// A set of scores as a table holds it. Rows are counted as a text editor counts lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// Its first row.
    pub row: usize,
    /// Its id, where the table says; a new one otherwise.
    pub id: Option<String>,
    /// The template's id.
    pub template: String,
    /// The template's version; the present one where the table does not say.
    pub version: Option<u32>,
    /// The week it speaks of.
    pub week: Week,
    /// The date on which it was made.
    pub date: Option<Date>,
    /// `0-100` or `likert-m`; the template's where the table does not say.
    pub scale: Option<String>,
    /// Its dimensions, in order.
    pub lines: Vec<ImportedLine>,
    /// The id of the set that it repeats.
    pub retest_of: Option<String>,
    /// A remark on the whole.
    pub note: Option<String>,
}

/// One dimension of an imported set of scores.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportedLine {
    /// Its row.
    pub row: usize,
    /// Its id, or its name where the template has one.
    pub dimension: String,
    /// Its score; none where it was left out.
    pub score: Option<f64>,
    /// Its weight then.
    pub weight: f64,
    /// A remark.
    pub note: Option<String>,
}
