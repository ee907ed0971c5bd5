//! The words and options of `assess`.
use clap::{Args, Subcommand};

/// `assess`.
#[derive(Clone, Debug, Subcommand)]
pub enum AssessVerb {
    /// Keep a set of scores.
    Record(AssessRecordArgs),
    /// What can be scored.
    Templates,
    /// Where one stands.
    Show(AssessShowArgs),
    /// One week against another.
    Compare(AssessCompareArgs),
}

/// `assess record`.
#[derive(Clone, Debug, Args)]
pub struct AssessRecordArgs {
    /// The template.
    #[arg(id = "template", value_name = "TEMPLATE")]
    pub template: String,
    /// Dimension and score; may be repeated.
    #[arg(long = "score", id = "score", value_name = "ID=VALUE")]
    pub scores: Vec<String>,
    /// The week, where it is not this one.
    #[arg(long, value_name = "WEEK")]
    pub week: Option<String>,
    /// The same again, to measure noise.
    #[arg(long)]
    pub retest: bool,
    /// A remark.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

/// `assess show`.
#[derive(Clone, Debug, Default, Args)]
pub struct AssessShowArgs {
    /// The template, where it is not the configured one.
    #[arg(id = "template", value_name = "TEMPLATE")]
    pub template: Option<String>,
    /// The week, where it is not the last one that was scored.
    #[arg(long, value_name = "WEEK")]
    pub week: Option<String>,
}

/// `assess compare`.
#[derive(Clone, Debug, Args)]
pub struct AssessCompareArgs {
    /// The earlier week.
    #[arg(id = "week_a", value_name = "WEEK")]
    pub from: String,
    /// The later week.
    #[arg(id = "week_b", value_name = "WEEK")]
    pub to: String,
    /// The template, where it is not the configured one.
    #[arg(long = "template", id = "template", value_name = "TEMPLATE")]
    pub template: Option<String>,
}
