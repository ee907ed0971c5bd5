//! Problems of a file of settings, and what reading the data came upon, as lines.
use std::path::Path;

use crate::{
    config::{Problem, ProblemKind},
    store,
    text::locale::{Arg, Locale},
};

fn count(number: usize) -> Arg<'static> {
    Arg::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

/// One problem of a file of settings with its place and what would be right.
pub fn text(problem: &Problem, path: &Path, locale: &Locale) -> String {
    let path = path.display().to_string();
    let place = [("path", Arg::Text(&path)), ("line", count(problem.line)), ("column", count(problem.column))];
    let key = ("key", Arg::Text(&problem.key));
    match &problem.kind {
        ProblemKind::Syntax { message } => {
            let message = message.replace('\n', " ");
            locale.with("config-problem-syntax", &[&place[..], &[("message", Arg::Text(&message))]].concat())
        }
        ProblemKind::Unknown { nearest: None } => locale.with("config-problem-unknown", &[&place[..], &[key]].concat()),
        ProblemKind::Unknown { nearest: Some(near) } => {
            locale.with("config-problem-unknown-near", &[&place[..], &[key, ("near", Arg::Text(near))]].concat())
        }
        ProblemKind::Wants { wants, allowed, found } => {
            let wants = locale.with(wants, &[("allowed", Arg::Text(allowed))]);
            let args = [key, ("found", Arg::Text(found)), ("wants", Arg::Text(&wants))];
            locale.with("config-problem-wants", &[&place[..], &args].concat())
        }
        ProblemKind::Conflict { found, with } => {
            let args = [key, ("found", Arg::Text(found)), ("with", Arg::Text(with))];
            locale.with("config-problem-conflict", &[&place[..], &args].concat())
        }
    }
}

/// What reading the data came upon, a line for each thing that a person should hear of.
pub fn notices(report: &store::Report, locale: &Locale) -> Vec<String> {
    report.problems.iter().filter(|problem| problem.is_worth_a_line()).map(|problem| notice(problem, locale)).collect()
}

fn notice(problem: &store::Problem, locale: &Locale) -> String {
    use store::Problem as Found;
    let path = problem.path().display().to_string();
    let path = ("path", Arg::Text(&path));
    match problem {
        Found::Torn { .. } => locale.with("cli-notice-torn", &[path]),
        Found::Chunk { line, column, detail, .. } | Found::Unreadable { line, column, detail, .. } => {
            let key = if matches!(problem, Found::Chunk { .. }) { "cli-notice-chunk" } else { "cli-notice-unreadable" };
            locale.with(key, &[path, ("line", count(*line)), ("column", count(*column)), ("detail", Arg::Text(detail))])
        }
        Found::Newer { .. } => locale.with("cli-notice-newer", &[path]),
        Found::TooLarge { .. } => locale.with("cli-notice-too-large", &[path]),
        Found::Copy { .. } => locale.with("cli-notice-copy", &[path]),
        Found::Foreign { .. } => locale.with("cli-notice-foreign", &[path]),
        Found::NoPicture { .. } => locale.with("cli-notice-no-picture", &[path]),
        Found::NoAccess { detail, .. } => locale.with("cli-notice-no-access", &[path, ("detail", Arg::Text(detail))]),
        Found::Shared { line, .. } => locale.with("cli-notice-shared", &[path, ("line", Arg::Text(line))]),
    }
}

#[cfg(test)]
mod tests {
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
