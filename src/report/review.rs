//! `review`: a week looked back on, with its figures, questions and suggestions. Pure.
use serde_json::{Value as Json, json};

use super::{
    assess::said,
    history::{forecast_text, outlook_json},
    page::{Page, Tone},
};
use crate::{
    domain::{
        look_back::{Decision, LAST_CHANGE, LastChange, LookBack, Offer, Question, focus_after},
        model::Model,
        score::Verdict,
        suggestion::Rule,
        weekly::NoForecast,
    },
    text::{
        locale::{Arg, Locale},
        sanitize::{sanitize, sanitize_lines},
    },
};

/// A verdict in JSON.
pub fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unknown => "unknown",
        Verdict::WithinNoise => "within_noise",
        Verdict::RealChange => "real_change",
    }
}

/// The shape that scripts rely on.
pub fn json(look: &LookBack<'_>, model: &Model, locale: &Locale) -> Json {
    let questions = look.questions.iter().map(|question| {
        json!({ "id": question.id, "text": question_text(question.id, look, locale), "answer": question.answer })
    });
    let suggestions = look.offers.iter().map(|offer| {
        json!({
            "rule": offer.rule.id(),
            "figure": offer.measure.map(|(figure, _)| figure),
            "threshold": offer.measure.map(|(_, threshold)| threshold),
            "text": offer_text(offer, model, locale),
            "state": offer.state.word(),
        })
    });
    json!({
        "week": look.week.to_string(),
        "figures": figures_json(look, locale),
        "questions": questions.collect::<Json>(),
        "suggestions": suggestions.collect::<Json>(),
    })
}

fn figures_json(look: &LookBack<'_>, locale: &Locale) -> Json {
    let figures = &look.figures;
    let standing = look.standing.as_ref();
    let [q1, q2, q3, q4] = figures.quadrants;
    let contributions = standing.map(|standing| {
        let lines = standing.lines.iter();
        lines.map(|line| json!({ "id": line.id, "name": said(&line.name, locale), "contribution": line.contribution }))
    });
    let marks = figures.marks.iter();
    json!({
        "pomodoros": figures.tally.pomodoros,
        "pomodoros_before": figures.before.pomodoros,
        "focus_s": figures.tally.focus_s,
        "focus_s_before": figures.before.focus_s,
        "capacity": figures.capacity,
        "planned": figures.planned,
        "attainment": figures.attainment,
        "void_rate": figures.void_rate,
        "internal_per_hour": figures.internal_per_hour,
        "external_per_hour": figures.external_per_hour,
        "top_interruptions": marks
            .map(|mark| json!({ "kind": mark.kind.word(), "note": mark.note, "count": mark.count }))
            .collect::<Json>(),
        "quadrants": { "Q1": q1, "Q2": q2, "Q3": q3, "Q4": q4 },
        "estimate_ratio": figures.counts.median_ratio,
        "estimates": figures.counts.estimates,
        "objective": figures.objective,
        "score": standing.map(|standing| standing.score),
        "delta": standing.and_then(|standing| standing.delta),
        "against": standing.and_then(|standing| standing.against).map(|week| week.to_string()),
        "score_effect": standing.and_then(|standing| standing.score_effect),
        "weight_effect": standing.and_then(|standing| standing.weight_effect),
        "contributions": contributions.map_or(json!([]), |lines| lines.collect::<Json>()),
        "noise": {
            "sem": look.noise.sem(),
            "mdc95": look.noise.mdc95(),
            "verdict": verdict_word(look.verdict),
        },
        "peaks": null,
        "forecast": look.forecast.as_ref().ok().map(outlook_json),
        "forecast_missing": look.forecast.err().map(NoForecast::word),
        "last_change": look.last_change.as_ref().map(|last| json!({
            "week": last.week.to_string(),
            "change": last.change,
            "accepted": last.accepted.iter().map(|rule| rule.id()).collect::<Vec<_>>(),
        })),
    })
}

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
    let Some((figure, threshold)) = offer.measure else { return task_title(rule, locale) };
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

/// The look back as a person reads it.
pub fn text(look: &LookBack<'_>, model: &Model, page: &Page<'_>) -> String {
    let mut text = page.tone(Tone::Strong, &look.week.to_string()) + "\n";
    for line in figures_text(look, page).into_iter().filter(|line| !line.is_empty()) {
        text.push_str(&(line + "\n"));
    }
    text.push('\n');
    for question in &look.questions {
        text.push_str(&asked(question, look, page));
    }
    if !look.offers.is_empty() {
        text.push('\n');
    }
    for offer in &look.offers {
        let tone = if offer.state == Decision::Open { Tone::Plain } else { Tone::Dim };
        let state = page.locale.text(&format!("review-state-{}", offer.state.word()));
        let line = page.join(&[offer.rule.id().to_owned(), offer_text(offer, model, page.locale), state]);
        text.push_str(&(page.tone(tone, &line) + "\n"));
    }
    text
}

fn asked(question: &Question, look: &LookBack<'_>, page: &Page<'_>) -> String {
    let head = format!("{}: {}", question.id, question_text(question.id, look, page.locale));
    let mut text = page.tone(Tone::Dim, &head) + "\n";
    for line in question.answer.as_deref().into_iter().flat_map(str::lines) {
        text.push_str(&format!("  {}\n", sanitize_lines(line)));
    }
    text
}

/// The figures in a few lines.
pub fn figures_text(look: &LookBack<'_>, page: &Page<'_>) -> Vec<String> {
    let locale = page.locale;
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
        let sign = if mark.kind == crate::domain::session::Origin::Internal { "'" } else { "-" };
        format!("{sign} {} ×{}", sanitize(&mark.note), mark.count)
    });
    let interrupted: Vec<String> = rates.into_iter().chain(marks).collect();
    let [q1, q2, q3, q4] = figures.quadrants;
    let quadrants = (q1 + q2 + q3 + q4 > 0).then(|| format!("Q1 {q1}  Q2 {q2}  Q3 {q3}  Q4 {q4}"));
    let ratio = figures.counts.median_ratio.map(|ratio| {
        let args = [("ratio", Arg::Num(ratio, 2)), ("count", Arg::Int(figures.counts.estimates.into()))];
        locale.with("review-estimates", &args)
    });
    let other: Vec<String> = quadrants.into_iter().chain(ratio).collect();
    vec![page.join(&work), page.join(&interrupted), page.join(&other), score_text(look, page)]
}

fn score_text(look: &LookBack<'_>, page: &Page<'_>) -> String {
    let locale = page.locale;
    let mut parts = Vec::new();
    if let Some(standing) = &look.standing {
        parts.push(format!("S {}", page.score(Some(standing.score))));
        if let (Some(delta), Some(week)) = (standing.delta, standing.against) {
            let since = locale.with("assess-since", &[("week", Arg::Text(&week.to_string()))]);
            parts.push(format!("{} {since}", locale.signed(delta, 1)));
            parts.push(locale.text(match look.verdict {
                Verdict::Unknown => "assess-noise-unknown",
                Verdict::WithinNoise => "assess-noise-within",
                Verdict::RealChange => "assess-noise-real",
            }));
        }
    }
    if let Some(objective) = look.figures.objective {
        parts.push(locale.with("review-objective", &[("score", Arg::Num(objective, 1))]));
    }
    parts.push(forecast_text(look.forecast, page));
    page.join(&parts)
}
