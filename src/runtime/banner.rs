//! What stands in the dashboard's line for trouble: the most urgent first, the rest counted. Pure.
use super::{
    clerk::{Hitch, Trouble},
    findings,
};
use crate::{
    store::{Fault, Problem, Report},
    text::{
        locale::{Arg, Locale},
        refusal::refusal_text,
    },
};

/// Lines about trouble, by where they come from.
#[derive(Clone, Debug, Default)]
pub struct Banner {
    trouble: Option<String>,
    picture: Option<String>,
    found: Vec<String>,
    /// Said once: gone with the next key.
    passing: Vec<String>,
    known: Vec<Problem>,
    standing: Vec<String>,
}

impl Banner {
    /// Begins with what was wrong before: what stays, and what is said once.
    pub fn new(standing: Vec<String>, passing: Vec<String>) -> Self {
        Self { standing, passing, ..Self::default() }
    }

    /// Something could not be saved or read; none: that is over.
    pub fn trouble(&mut self, trouble: Option<&Trouble>, locale: &Locale) {
        self.trouble = trouble.map(|trouble| sentence(trouble, locale));
    }

    /// `state.toml` cannot be taken over; none: that is over.
    pub fn picture(&mut self, hitch: Option<&Hitch>, locale: &Locale) {
        self.picture = hitch.map(|hitch| match hitch {
            Hitch::Refused(refusal) => format!("state.toml: {}", refusal_text(locale, refusal)),
            Hitch::Trouble(trouble) => sentence(trouble, locale),
        });
    }

    /// What reading the files has come upon: what needs care stays, the rest is said once.
    pub fn found(&mut self, report: Report, locale: &Locale) {
        let (care, passing): (Vec<_>, Vec<_>) =
            report.problems.into_iter().filter(Problem::is_worth_a_line).partition(Problem::needs_care);
        self.found = care.iter().map(|problem| findings::brief(problem, locale)).collect();
        let news = passing.iter().filter(|problem| !self.known.contains(problem));
        self.passing.extend(news.map(|problem| findings::brief(problem, locale)));
        self.known = passing;
    }

    /// A key was pressed: what is said once has been read.
    pub fn read(&mut self) {
        self.passing.clear();
    }

    /// The line to show.
    pub fn line(&self, locale: &Locale) -> Option<String> {
        let urgent = self.trouble.iter().chain(&self.picture);
        let mut lines = urgent.chain(&self.passing).chain(&self.found).chain(&self.standing);
        let first = lines.next()?;
        Some(match lines.count() {
            0 => first.clone(),
            more => {
                let more = i64::try_from(more + 1).unwrap_or(i64::MAX);
                locale.with("common-banner-more", &[("first", Arg::Text(first)), ("count", Arg::Int(more))])
            }
        })
    }
}

/// What is wrong with a file.
pub fn sentence(trouble: &Trouble, locale: &Locale) -> String {
    let key = match trouble.fault {
        None => "error-file-unreadable",
        Some(Fault::Full) => "error-file-full",
        Some(Fault::Busy) => "error-file-busy",
        Some(Fault::Denied | Fault::ReadOnly) => "error-file-read-only",
        Some(_) => "error-file-broken",
    };
    locale.with(key, &[("path", trouble.path.as_str().into()), ("detail", trouble.detail.as_str().into())])
}
