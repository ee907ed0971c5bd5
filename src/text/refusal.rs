//! Refusals as sentences: what is wrong and what to do next, the same on the screen and the command line. Pure.
use super::{
    locale::{Arg, Locale},
    span,
};
use crate::domain::{command::Refusal, history::FilterError, stamp::Stamp};

/// One sentence that says why a command was not carried out.
pub fn refusal_text(locale: &Locale, refusal: &Refusal) -> String {
    let field = |name: &str| locale.text(&format!("task-field-{name}"));
    match refusal {
        Refusal::AlreadyRunning => locale.text("error-already-running"),
        Refusal::AlreadyPaused => locale.text("error-already-paused"),
        Refusal::NothingRuns => locale.text("error-nothing-runs"),
        Refusal::NotPaused => locale.text("error-not-paused"),
        Refusal::NothingToSkip => locale.text("error-nothing-to-skip"),
        Refusal::NoBreakDue => locale.text("error-no-break-due"),
        Refusal::NoFocus => locale.text("error-no-focus"),
        Refusal::WasCompleted => locale.text("error-was-completed"),
        Refusal::AskedFirst => locale.text("error-asked-first"),
        Refusal::NothingAsked => locale.text("error-nothing-asked"),
        Refusal::NoSuchMode { mode, known } => {
            locale.with("error-no-such-mode", &[("mode", Arg::Text(mode)), ("known", Arg::Text(known))])
        }
        Refusal::NoEnd => locale.text("error-no-end"),
        Refusal::CountsUp { mode } => locale.with("error-counts-up", &[("mode", Arg::Text(mode))]),
        Refusal::TooShort => locale.text("error-too-short"),
        Refusal::OutOfRange { field: name @ "length", low, high } => {
            let [low, high] = [low, high].map(|seconds| span::compact(seconds.round() as i64));
            let args = [("field", Arg::Text(&field(name))), ("min", Arg::Text(&low)), ("max", Arg::Text(&high))];
            locale.with("error-out-of-range", &args)
        }
        Refusal::OutOfRange { field: name, low, high } => {
            let bounds = [("min", short(*low)), ("max", short(*high))];
            locale.with("error-out-of-range", &[("field", Arg::Text(&field(name))), bounds[0], bounds[1]])
        }
        Refusal::InFuture => locale.text("error-in-future"),
        Refusal::EndsInFuture => locale.text("error-ends-in-future"),
        Refusal::InPast => locale.text("error-in-past"),
        Refusal::NotInWeek { week } => locale.with("error-not-in-week", &[("week", Arg::Text(&week.to_string()))]),
        Refusal::BeforeLast { ended } => {
            locale.with("error-before-last", &[("time", Arg::Text(&day_and_time(locale, *ended)))])
        }
        Refusal::Overlap { session } => {
            let (from, to) = (day_and_time(locale, session.started), day_and_time(locale, session.ended));
            let phase = || locale.text(&format!("timer-phase-{}", session.kind.word()));
            let what = session.title.clone().unwrap_or_else(phase);
            let args = [("what", Arg::Text(what.as_str())), ("from", Arg::Text(&from)), ("to", Arg::Text(&to))];
            locale.with("error-overlap", &args)
        }
        Refusal::Empty { field: name } => locale.with("error-empty", &[("field", Arg::Text(&field(name)))]),
        Refusal::TooLong { field: name, most } => {
            let max = Arg::Num(*most as f64, 0);
            locale.with("error-too-long", &[("field", Arg::Text(&field(name))), ("max", max)])
        }
        Refusal::Control { field: name } => locale.with("error-control", &[("field", Arg::Text(&field(name)))]),
        Refusal::Spaces { field: name } => locale.with("error-spaces", &[("field", Arg::Text(&field(name)))]),
        Refusal::NoSuchTask { task } => locale.with("error-no-such-task", &[("id", Arg::Text(task))]),
        Refusal::AmbiguousTask { task, candidates } => {
            // A handful is enough to see what has to be written.
            let named: Vec<String> = candidates.iter().take(5).map(|(id, title)| format!("{id} {title}")).collect();
            let more = if candidates.len() > named.len() { ", …" } else { "" };
            let candidates = format!("{}{more}", named.join(", "));
            let args = [("task", Arg::Text(task)), ("candidates", Arg::Text(&candidates))];
            locale.with("error-ambiguous-task", &args)
        }
        Refusal::NotOpen { task } => locale.with("error-not-open", &[("task", Arg::Text(task))]),
        Refusal::WorkedOn { task } => locale.with("error-worked-on", &[("task", Arg::Text(task))]),
        Refusal::NothingToMerge => locale.text("error-nothing-to-merge"),
        Refusal::NotPlanned { task } => locale.with("error-not-planned", &[("task", Arg::Text(task))]),
        Refusal::NothingToPlan => locale.text("error-nothing-to-plan"),
        Refusal::PlannedTwice { task } => locale.with("error-planned-twice", &[("task", Arg::Text(task))]),
        Refusal::IsOpen { task } => locale.with("error-is-open", &[("task", Arg::Text(task))]),
        Refusal::Cycle { tasks } => locale.with("error-cycle", &[("tasks", Arg::Text(&tasks.join(" → ")))]),
        Refusal::NoSuchSession { session } => locale.with("error-no-such-session", &[("session", Arg::Text(session))]),
        Refusal::NoSuchMark => locale.text("error-no-such-mark"),
        Refusal::NoSuchTemplate { template, known } => {
            let args = [("template", Arg::Text(template)), ("known", Arg::Text(known))];
            locale.with("error-no-such-template", &args)
        }
        Refusal::NoSuchDimension { dimension, known } => {
            let args = [("dimension", Arg::Text(dimension)), ("known", Arg::Text(known))];
            locale.with("error-no-such-dimension", &args)
        }
        Refusal::Twice { dimension } => locale.with("error-twice", &[("dimension", Arg::Text(dimension))]),
        Refusal::OffScale { dimension, low, high } => {
            let args = [("dimension", Arg::Text(dimension)), ("min", short(*low)), ("max", short(*high))];
            // A scale of points begins at 1.
            locale.with(if *low > 0.0 { "error-off-points" } else { "error-off-scale" }, &args)
        }
        Refusal::NoScores => locale.text("error-no-scores"),
        Refusal::BadWeights { template } => locale.with("error-bad-weights", &[("template", Arg::Text(template))]),
        Refusal::BadWeight { dimension } => locale.with("error-bad-weight", &[("dimension", Arg::Text(dimension))]),
        Refusal::BadId { id } => locale.with("error-bad-id", &[("id", Arg::Text(id))]),
        Refusal::NoSuchAssessment { assessment } => {
            locale.with("error-no-such-assessment", &[("id", Arg::Text(assessment))])
        }
        Refusal::IdTaken { id } => locale.with("error-id-taken", &[("id", Arg::Text(id))]),
        Refusal::InRow { row, column, reason } => {
            let reason = refusal_text(locale, reason);
            let row = Arg::Num(*row as f64, 0);
            locale.with("error-in-row", &[("row", row), ("column", Arg::Text(column)), ("reason", Arg::Text(&reason))])
        }
        Refusal::NoSuchQuestion { question, known } => {
            let args = [("question", Arg::Text(question)), ("known", Arg::Text(known))];
            locale.with("error-no-such-question", &args)
        }
        Refusal::NoSuchSuggestion { rule, known } if known.is_empty() => {
            locale.with("error-no-suggestions", &[("rule", Arg::Text(rule))])
        }
        Refusal::NoSuchSuggestion { rule, known } => {
            locale.with("error-no-such-suggestion", &[("rule", Arg::Text(rule)), ("known", Arg::Text(known))])
        }
        Refusal::NothingToRetest => locale.text("error-nothing-to-retest"),
        Refusal::NothingToChange => locale.text("error-nothing-to-change"),
        Refusal::NothingToUndo => locale.text("error-nothing-to-undo"),
        Refusal::NotNoted => locale.text("error-not-noted"),
        Refusal::ChangedSince { action, subject } => {
            let action = action_text(locale, action);
            locale.with("error-changed-since", &[("action", Arg::Text(&action)), ("subject", Arg::Text(subject))])
        }
        Refusal::BadEdit { field, wants } => {
            locale.with("error-bad-edit", &[("field", Arg::Text(field)), ("wants", Arg::Text(wants))])
        }
        Refusal::TooLarge => locale.text("error-too-large"),
    }
}

/// One sentence that says why a text is no filter of sessions.
pub fn filter_text(locale: &Locale, error: &FilterError) -> String {
    match error {
        FilterError::NoSuchKey { key, known } => {
            locale.with("error-filter-key", &[("key", Arg::Text(key)), ("known", Arg::Text(known))])
        }
        FilterError::BadValue { key, value, known } => {
            let args = [("key", Arg::Text(key)), ("value", Arg::Text(value)), ("known", Arg::Text(known))];
            locale.with("error-filter-value", &args)
        }
        FilterError::OpenQuote => locale.text("error-filter-quote"),
    }
}

/// What was done, from the name of the action in the list of what can be undone: "added", "done".
pub fn action_text(locale: &Locale, action: &str) -> String {
    locale.text(&format!("common-action-{action}"))
}

/// A bound: whole where it is whole.
fn short(number: f64) -> Arg<'static> {
    Arg::Num(number, usize::from(number.fract() != 0.0))
}

fn day_and_time(locale: &Locale, at: Stamp) -> String {
    let local = at.local();
    format!("{} {}", locale.short_date(local.date()), locale.clock(local.time()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::session::Session, text::locale::Lang};

    fn every_refusal() -> Vec<Refusal> {
        let text = || "x\x1b[2J".to_owned();
        let stamp = Stamp::default();
        vec![
            Refusal::AlreadyRunning,
            Refusal::AlreadyPaused,
            Refusal::NothingRuns,
            Refusal::NotPaused,
            Refusal::NothingToSkip,
            Refusal::NoBreakDue,
            Refusal::NoFocus,
            Refusal::WasCompleted,
            Refusal::AskedFirst,
            Refusal::NothingAsked,
            Refusal::NoSuchMode { mode: text(), known: text() },
            Refusal::NoEnd,
            Refusal::CountsUp { mode: text() },
            Refusal::TooShort,
            Refusal::OutOfRange { field: "estimate", low: 0.1, high: 999.0 },
            Refusal::InFuture,
            Refusal::EndsInFuture,
            Refusal::BeforeLast { ended: stamp },
            Refusal::Overlap { session: Box::new(Session::default()) },
            Refusal::Empty { field: "title" },
            Refusal::TooLong { field: "note", most: 512 },
            Refusal::Control { field: "reason" },
            Refusal::Spaces { field: "tag" },
            Refusal::NoSuchTask { task: text() },
            Refusal::AmbiguousTask { task: text(), candidates: vec![(Default::default(), text())] },
            Refusal::NotOpen { task: text() },
            Refusal::IsOpen { task: text() },
            Refusal::WorkedOn { task: text() },
            Refusal::NothingToMerge,
            Refusal::NotPlanned { task: text() },
            Refusal::NothingToPlan,
            Refusal::PlannedTwice { task: text() },
            Refusal::Cycle { tasks: vec![text(), text()] },
            Refusal::NoSuchSession { session: text() },
            Refusal::NoSuchMark,
            Refusal::NoSuchTemplate { template: text(), known: text() },
            Refusal::NoSuchDimension { dimension: text(), known: text() },
            Refusal::Twice { dimension: text() },
            Refusal::OffScale { dimension: text(), low: 1.0, high: 7.0 },
            Refusal::NoScores,
            Refusal::BadWeights { template: text() },
            Refusal::InPast,
            Refusal::NotInWeek { week: Default::default() },
            Refusal::OffScale { dimension: text(), low: 0.0, high: 100.0 },
            Refusal::BadWeight { dimension: text() },
            Refusal::BadId { id: text() },
            Refusal::NoSuchAssessment { assessment: text() },
            Refusal::IdTaken { id: text() },
            Refusal::InRow { row: 7, column: "score", reason: Box::new(Refusal::Twice { dimension: text() }) },
            Refusal::NoSuchQuestion { question: text(), known: text() },
            Refusal::NoSuchSuggestion { rule: text(), known: text() },
            Refusal::NoSuchSuggestion { rule: text(), known: String::new() },
            Refusal::NothingToRetest,
            Refusal::NothingToChange,
            Refusal::NothingToUndo,
            Refusal::NotNoted,
            Refusal::ChangedSince { action: "task-done".to_owned(), subject: text() },
            Refusal::BadEdit { field: text(), wants: "text" },
            Refusal::TooLarge,
        ]
    }

    #[test]
    fn every_refusal_is_a_whole_clean_sentence_in_both_languages() {
        for lang in [Lang::En, Lang::ZhCn] {
            let locale = Locale::new(lang);
            for refusal in every_refusal() {
                let said = refusal_text(&locale, &refusal);
                assert!(said.ends_with(['.', '。']), "{said}");
                assert!(!said.contains("{$") && !said.contains("error-") && !said.contains("task-field"), "{said}");
                assert!(!said.contains("common-"), "{said}");
                assert!(crate::text::sanitize::is_clean(&said), "{said:?}");
            }
        }
    }

    #[test]
    fn every_field_that_a_refusal_names_has_a_name() {
        for lang in [Lang::En, Lang::ZhCn] {
            let locale = Locale::new(lang);
            let fields =
                ["title", "importance", "urgency", "estimate", "project", "tag", "tags", "note", "reason", "parts"];
            let assessed = ["dimension", "dimensions", "points", "id", "name", "question", "practice", "practices"];
            let more = ["length", "at", "minutes", "target", "answer"].into_iter().chain(assessed);
            for field in fields.into_iter().chain(more) {
                let key = format!("task-field-{field}");
                assert_ne!(locale.text(&key), key);
            }
        }
    }

    #[test]
    fn bounds_are_said_as_short_as_they_are() {
        let refusal = Refusal::OutOfRange { field: "importance", low: 1.0, high: 5.0 };
        assert_eq!(refusal_text(&Locale::new(Lang::En), &refusal), "Importance goes from 1 to 5.");
    }
}
