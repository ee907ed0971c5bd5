//! Problems of a file of settings, and what reading the data came upon, as lines.
use crate::{
    runtime::findings,
    store,
    text::locale::{Arg, Locale},
};

pub use crate::config::problem_text as text;

/// What reading the data came upon, a line for each thing that a person should hear of.
pub fn notices(report: &store::Report, locale: &Locale) -> Vec<String> {
    let worth = report.problems.iter().filter(|problem| problem.is_worth_a_line());
    worth.map(|problem| findings::line(problem, locale)).collect()
}

/// Findings of one answer that are told one by one.
const TOLD: usize = 20;

/// As [`notices`], without the copies of journals: they are read like any other. Of very many only the first are told,
/// and how many more there are.
pub fn findings(report: &store::Report, locale: &Locale) -> Vec<String> {
    let is_copy = |problem: &store::Problem| matches!(problem, store::Problem::Copy { .. });
    let worth = report.problems.iter().filter(|problem| problem.is_worth_a_line() && !is_copy(problem));
    let worth: Vec<&store::Problem> = worth.collect();
    // To say of one that there is one more takes a line as well.
    let told = if worth.len() > TOLD + 1 { TOLD } else { worth.len() };
    let mut lines: Vec<String> = worth[..told].iter().map(|problem| findings::line(problem, locale)).collect();
    if told < worth.len() {
        let more = i64::try_from(worth.len() - told).unwrap_or(i64::MAX);
        lines.push(locale.with("cli-notice-more", &[("count", Arg::Int(more))]));
    }
    lines
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::{config::Config, text::locale::Lang};

    #[test]
    fn every_problem_is_one_line_that_names_the_place_and_what_is_right() {
        let file = "lang = \"fr\"\n[timer]\nfocus = 25\nroundz = 3\nrounds = 0\n[day.windows]\nmon = [\"9\"]\n[colours]\n[keys]\ndone = [\"x\", \"hyper\"]\ndrop = \
             [\"x\"]\npin = 1\n";
        let problems = Config::read(file).1;
        for lang in [Lang::En, Lang::ZhCn] {
            let locale = Locale::new(lang);
            for problem in &problems {
                let said = text(problem, Path::new("config.toml"), &locale);
                assert!(said.contains("config.toml") && said.contains(&problem.line.to_string()), "{said}");
                assert!(!said.contains("config-") && !said.contains("{$") && !said.contains('\n'), "{said}");
            }
        }
        let said = text(&problems[0], Path::new("c"), &Locale::new(Lang::En));
        assert_eq!(said, "c, line 1, column 8: lang is \"fr\"; it takes one of auto, en, zh-CN.");
    }
}
