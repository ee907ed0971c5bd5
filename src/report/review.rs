//! `review`: a week looked back on, with its figures, questions and suggestions. Pure.
use serde_json::{Value as Json, json};

use super::{
    assess::said,
    history::{forecast_text, outlook_json, parts_json},
    page::{Page, Tone},
};
use crate::{
    domain::{
        look_back::{Decision, LookBack, Question},
        model::Model,
        score::Verdict,
        weekly::NoForecast,
    },
    text::{
        locale::{Arg, Locale},
        look_back::{figures, objective, offer_text, question_text},
        sanitize::sanitize_lines,
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
    let objective = &figures.objective;
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
        "objective": objective.score,
        "objective_parts": parts_json(objective),
        "objective_coverage": objective.score.map(|_| objective.coverage),
        "combined": look.combined.map(|both| both.score),
        "gap": look.combined.map(|both| both.gap),
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
    let mut lines: Vec<String> = figures(look, page.locale).iter().map(|parts| page.join(parts)).collect();
    lines.push(score_text(look, page));
    lines
}

fn score_text(look: &LookBack<'_>, page: &Page<'_>) -> String {
    let locale = page.locale;
    let mut parts = Vec::new();
    if let Some(standing) = &look.standing {
        let shown = standing.shown();
        parts.push(format!("S {}", page.score(Some(shown.score))));
        if let (Some(delta), Some(week)) = (shown.delta, standing.against) {
            let since = locale.with("assess-since", &[("week", Arg::Text(&week.to_string()))]);
            parts.push(format!("{} {since}", locale.signed(delta, 1)));
            parts.push(locale.text(match look.verdict {
                Verdict::Unknown => "cli-noise-unknown",
                Verdict::WithinNoise => "cli-noise-within",
                Verdict::RealChange => "cli-noise-real",
            }));
        }
    }
    parts.extend(objective(&look.figures.objective, look.combined, locale));
    parts.push(forecast_text(look.forecast, page));
    page.join(&parts)
}
