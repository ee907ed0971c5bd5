//! A weekly look back in words: its questions, its suggestions with figure and threshold. Pure.
use super::{
    locale::{Arg, Locale},
    sanitize::sanitize,
};
use crate::domain::{
    command::Effect,
    look_back::{Decision, LAST_CHANGE, LastChange, LookBack, Offer, focus_after},
    model::Model,
    objective::{Combined, Objective},
    session::Origin,
    suggestion::Rule,
};

/// A question in the reader's language; the one about the last change names it.
pub fn question_text(id: &str, look: &LookBack<'_>, locale: &Locale) -> String {
    match look.last_change.as_ref().filter(|_| id == LAST_CHANGE) {
        Some(last) => {
            let (week, change) = (last.week.to_string(), last_change_text(last, locale));
            let args = [("week", Arg::Text(week.as_str())), ("change", Arg::Text(&change))];
            locale.with("review-question-last_change-named", &args)
        }
        None => locale.text(&format!("review-question-{id}")),
    }
}

fn last_change_text(last: &LastChange, locale: &Locale) -> String {
    let rules = last.accepted.iter().map(|rule| locale.text(&format!("review-task-{}", rule.id())));
    let first_line = last.change.as_deref().and_then(|change| change.lines().next()).map(str::to_owned);
    first_line.into_iter().chain(rules).collect::<Vec<_>>().join("; ")
}

/// The title of the task that an accepted suggestion may become.
pub fn task_title(rule: Rule, locale: &Locale) -> String {
    locale.text(&format!("review-task-{}", rule.id()))
}

/// A suggestion with its figure and its threshold.
pub fn offer_text(offer: &Offer, model: &Model, locale: &Locale) -> String {
    let rule = offer.rule;
    // What was followed is not said with the length that would come next.
    let followed = offer.state == Decision::Accepted;
    let sets_focus = matches!(rule, Rule::ShortenPomodoro | Rule::LengthenOptional);
    let measure = offer.measure.filter(|_| !(followed && sets_focus));
    let Some((figure, threshold)) = measure else { return task_title(rule, locale) };
    let number = |number: f64| match rule {
        Rule::ShortenPomodoro
        | Rule::LengthenOptional
        | Rule::PlanLess
        | Rule::PlanMore
        | Rule::MoveHardToPeak
        | Rule::MoreQ2
        | Rule::TakeBreaks => locale.percent(number, 0),
        Rule::CaptureInternal | Rule::ProtectExternal => locale.number(number, 1),
        Rule::EstimateUp | Rule::EstimateDown => locale.number(number, 2),
        Rule::SplitLargeTasks | Rule::MergeSmallTasks => locale.number(number, usize::from(number.fract() != 0.0)),
        Rule::ScoreDrop | Rule::ScoreGain => locale.signed(number, 1),
    };
    let (figure, threshold) = (number(figure), number(threshold));
    let minutes = Arg::Num(f64::from(focus_after(rule, &model.rules.timer)), 0);
    let args = [("figure", Arg::Text(figure.as_str())), ("threshold", Arg::Text(&threshold)), ("minutes", minutes)];
    locale.with(&format!("review-rule-{}", rule.id()), &args)
}

/// The figures of a week in parts of three lines: the work, what interrupted it, what it was spent on.
pub fn figures(look: &LookBack<'_>, locale: &Locale) -> [Vec<String>; 3] {
    let figures = &look.figures;
    let before = |now: i64, before: i64| locale.signed((now - before) as f64, 0);
    let pomodoros = figures.tally.pomodoros;
    let focus = locale.minutes_of(figures.tally.focus_s);
    let done = [
        ("count", Arg::Int(pomodoros)),
        ("change", Arg::Text(&before(pomodoros, figures.before.pomodoros))),
        ("focus", Arg::Text(&focus)),
    ];
    let mut work = vec![locale.with("review-pomodoros", &done)];
    let mut part = |key: &str, value: Option<String>| {
        work.extend(value.map(|value| locale.with(key, &[("value", Arg::Text(&value))])));
    };
    part("review-capacity", figures.capacity.map(|capacity| capacity.to_string()));
    part("review-attainment", figures.attainment.map(|share| locale.percent(share, 0)));
    part("review-void", figures.void_rate.map(|share| locale.percent(share, 0)));
    let rates = figures.internal_per_hour.zip(figures.external_per_hour).map(|(internal, external)| {
        let args = [("internal", Arg::Num(internal, 1)), ("external", Arg::Num(external, 1))];
        locale.with("review-interruptions", &args)
    });
    let marks = figures.marks.iter().map(|mark| {
        let sign = if mark.kind == Origin::Internal { "'" } else { "-" };
        format!("{sign} {} ×{}", sanitize(&mark.note), mark.count)
    });
    let interrupted = rates.into_iter().chain(marks).collect();
    let [q1, q2, q3, q4] = figures.quadrants;
    let quadrants = (q1 + q2 + q3 + q4 > 0).then(|| format!("Q1 {q1}  Q2 {q2}  Q3 {q3}  Q4 {q4}"));
    let ratio = figures.counts.median_ratio.map(|ratio| {
        let args = [("ratio", Arg::Num(ratio, 2)), ("count", Arg::Int(figures.counts.estimates.into()))];
        locale.with("review-estimates", &args)
    });
    [work, interrupted, quadrants.into_iter().chain(ratio).collect()]
}

/// The objective score with its parts and their coverage, the score that it makes with S, and the gap between
/// them.
pub fn objective(objective: &Objective, combined: Option<Combined>, locale: &Locale) -> Vec<String> {
    let Some(score) = objective.score else { return vec![locale.text("review-no-objective")] };
    let mut parts = vec![locale.with("review-objective", &[("score", Arg::Num(score, 1))])];
    let named = [
        ("assess-part-attainment", objective.attainment),
        ("assess-part-integrity", objective.integrity),
        ("assess-part-calm", objective.calm),
        ("assess-part-adherence", objective.adherence),
    ];
    for (key, part) in named {
        let number = part.map_or_else(|| "–".to_owned(), |part| locale.number(part, 0));
        parts.push(locale.with(key, &[("score", Arg::Text(&number))]));
    }
    if objective.coverage < 0.9995 {
        let share = locale.percent(objective.coverage, 0);
        parts.push(locale.with("assess-part-coverage", &[("share", Arg::Text(&share))]));
    }
    if let Some(both) = combined {
        let gap = locale.signed(both.gap, 1);
        parts.push(locale.with("assess-combined", &[("score", Arg::Num(both.score, 1)), ("gap", Arg::Text(&gap))]));
    }
    parts
}

/// The parts of an objective score in the order of their heading, "60/80/71/–", with their coverage where one
/// is missing; none where there is no score.
pub fn parts_text(objective: &Objective, nothing: &str, locale: &Locale) -> Option<String> {
    objective.score?;
    let parts = [objective.attainment, objective.integrity, objective.calm, objective.adherence];
    let parts = parts.map(|part| part.map_or_else(|| nothing.to_owned(), |part| locale.number(part, 0)));
    let share = (objective.coverage < 0.9995).then(|| format!(" ({})", locale.percent(objective.coverage, 0)));
    Some(parts.join("/") + &share.unwrap_or_default())
}

/// What became of settings, a line for each: "timer.focus is now 20m".
pub fn settings(effects: &[Effect], locale: &Locale) -> Vec<String> {
    fn of<'a>(key: &'a str, value: &'a str) -> [(&'static str, Arg<'a>); 2] {
        [("key", Arg::Text(key)), ("value", Arg::Text(value.trim_matches('"')))]
    }
    let line = |effect: &Effect| {
        let text = match effect {
            Effect::Setting { key, value } => locale.with("review-set", &of(key, value)),
            Effect::SettingStays { key, value } => locale.with("review-set-stays", &of(key, value)),
            _ => return None,
        };
        Some(text)
    };
    effects.iter().filter_map(line).collect()
}
