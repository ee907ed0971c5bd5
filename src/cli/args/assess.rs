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
    /// What each dimension weighs.
    Weights(AssessWeightsArgs),
    /// What score to reach, and by when.
    Goal(AssessGoalArgs),
    /// Keep assessments from a table.
    Import(AssessImportArgs),
    /// All assessments as a table.
    Export(AssessExportArgs),
}

/// `assess weights`.
#[derive(Clone, Debug, Args)]
pub struct AssessWeightsArgs {
    /// The template.
    #[arg(id = "template", value_name = "TEMPLATE")]
    pub template: String,
    /// Dimension and weight; may be repeated.
    #[arg(long = "set", id = "set", value_name = "ID=WEIGHT")]
    pub set: Vec<String>,
    /// How many times as important the first of each pair is as the second, in order.
    #[arg(long, value_name = "RATIO", num_args = 1.., value_delimiter = ',', conflicts_with = "set", allow_negative_numbers = true)]
    pub pairs: Vec<String>,
    /// Bring the sum to 100.
    #[arg(long)]
    pub normalise: bool,
}

/// `assess goal`.
#[derive(Clone, Debug, Args)]
pub struct AssessGoalArgs {
    /// The template.
    #[arg(id = "template", value_name = "TEMPLATE")]
    pub template: String,
    /// The score to reach, or `none`; without it the goals are shown.
    #[arg(id = "target", value_name = "SCORE", allow_negative_numbers = true)]
    pub target: Option<String>,
    /// The week by whose end.
    #[arg(long = "by", id = "by_week", value_name = "WEEK")]
    pub by: Option<String>,
    /// The long-term goal.
    #[arg(long)]
    pub long: bool,
}

/// `assess import`.
#[derive(Clone, Debug, Args)]
pub struct AssessImportArgs {
    /// The file; `-` for standard input.
    #[arg(id = "file", value_name = "FILE")]
    pub file: std::path::PathBuf,
}

/// `assess export`.
#[derive(Clone, Debug, Args)]
pub struct AssessExportArgs {
    /// Only of this template.
    #[arg(long = "template", id = "template", value_name = "TEMPLATE")]
    pub template: Option<String>,
}

/// `review`.
#[derive(Clone, Debug, Default, Args)]
pub struct ReviewArgs {
    /// The week, where it is not this one.
    #[arg(long, value_name = "WEEK")]
    pub week: Option<String>,
    /// Question and answer; may be repeated.
    #[arg(long = "answer", id = "reply", value_name = "ID=TEXT")]
    pub answers: Vec<String>,
    /// A suggestion to follow; may be repeated.
    #[arg(long, value_name = "RULE")]
    pub accept: Vec<String>,
    /// A suggestion to decline; may be repeated.
    #[arg(long, value_name = "RULE")]
    pub dismiss: Vec<String>,
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
