//! Assessments as they are kept: one dated set of scores of one template, with the weights of then.
use jiff::civil::Date;

use super::{id::Id, record::entity, value::Named, week::Week};

entity! {
    /// One dated set of scores.
    Assessment = Assessment, whole = false {
        /// The template's id.
        template: String,
        /// The template's version it was made with.
        version: u32,
        /// The ISO week it speaks of.
        week: Week,
        /// The logical date on which it was made.
        date: Option<Date>,
        /// `0-100`, or `likert-m`.
        scale: String,
        /// Weight by dimension, as they were.
        weights: Named<f64>,
        /// Score by dimension, on the scale.
        scores: Named<f64>,
        /// Remarks by dimension.
        notes: Named<String>,
        /// The assessment that this one repeats, to measure noise.
        retest_of: Option<Id>,
        /// A remark on the whole.
        note: Option<String>,
    }
}
