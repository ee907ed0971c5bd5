//! The formulas of score, comparison in pairs, trend, forecast, weekly review and streaks against independently computed results.

use std::collections::BTreeSet;

use focus_tui::domain::objective::{WeekInputs, combined};
use focus_tui::domain::score::{
    Noise, Rating, Verdict, Weights, likert, mdc95, sem_of_retest, sem_of_successive, sem_of_total, waterfall,
};
use focus_tui::domain::suggestion::{Figures, Rule};
use focus_tui::domain::{ahp, forecast, streak, trend};
use jiff::civil::{Date, Weekday};
use serde_json::Value;

fn load(text: &str) -> Value {
    serde_json::from_str(text).expect("the vectors are JSON")
}

/// The cases under `key`, of which there must be some.
fn cases<'a>(of: &'a Value, key: &str) -> &'a [Value] {
    let cases = of[key].as_array().expect(key);
    assert!(!cases.is_empty(), "{key} has no cases");
    cases
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn count(value: &Value, key: &str) -> u32 {
    value.get(key).map_or(0, |v| v.as_u64().expect(key).try_into().expect(key))
}

fn numbers(value: &Value) -> Vec<f64> {
    let list = value.as_array().expect("a list");
    list.iter().map(number).collect()
}

fn scored(value: &Value) -> Vec<Option<f64>> {
    let list = value.as_array().expect("a list");
    list.iter().map(Value::as_f64).collect()
}

#[track_caller]
fn within(found: f64, expected: f64, tolerance: f64) {
    let close = (found - expected).abs() <= tolerance * expected.abs().max(1.0);
    assert!(close, "found {found}, expected {expected}");
}

#[track_caller]
fn same(found: f64, expected: &Value) {
    within(found, number(expected), 1e-9);
}

#[track_caller]
fn same_list(found: &[f64], expected: &Value) {
    let expected = numbers(expected);
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        within(*found, expected, 1e-9);
    }
}

#[track_caller]
fn same_option(found: Option<f64>, expected: &Value) {
    match (found, expected.as_f64()) {
        (Some(found), Some(expected)) => within(found, expected, 1e-9),
        (found, expected) => assert_eq!(found, expected),
    }
}

fn points(case: &Value) -> Vec<(i64, f64)> {
    let weeks = case["weeks"].as_array().expect("weeks");
    let weeks = weeks.iter().map(|w| w.as_i64().expect("a week"));
    weeks.zip(numbers(&case["S"])).collect()
}

#[test]
fn scores_contributions_and_training_order() {
    let file = load(include_str!("vectors/assessment_scores.json"));
    for case in cases(&file, "cases") {
        let weights = Weights::new(&numbers(&case["weights_raw"])).unwrap();
        same(weights.sum(), &case["weight_sum"]);
        same_list(&weights.shares(), &case["weights"]);
        let before = Rating::new(&weights, &scored(&case["scores"])).unwrap();
        let after = Rating::new(&weights, &scored(&case["scores_after"])).unwrap();
        same(before.total(), &case["S"]);
        same(after.total(), &case["S_after"]);
        let leverage: Vec<f64> = before.leverage().into_iter().flatten().collect();
        same_list(&leverage, &case["leverage"]);
        same(leverage.iter().sum(), &case["leverage_sum"]);

        let order: Vec<Value> = before
            .training_order()
            .into_iter()
            .map(|i| case.get("names").map_or(Value::from(i), |n| n[i].clone()))
            .collect();
        assert_eq!(&order, case["plan_order"].as_array().unwrap());

        let change = after.change_since(&before).unwrap();
        same_list(change.contributions(), &case["contribution"]);
        same(change.total(), &case["D"]);
        same(100.0 * change.total() / before.total(), &case["D_percent_of_S"]);
        let levels = waterfall(before.total(), change.contributions());
        same_list(&levels, &case["waterfall"]);
    }
}

#[test]
fn weights_are_checked() {
    let file = load(include_str!("vectors/assessment_scores.json"));
    for case in cases(&file, "weight_checks") {
        let found = Weights::new(&numbers(&case["weights"]));
        let status = match &found {
            Err(_) => "invalid",
            Ok(weights) if weights.off_percent().is_some() => "warn_normalised",
            Ok(_) => "ok",
        };
        assert_eq!(status, case["status"].as_str().unwrap(), "{case}");
        match found {
            Ok(weights) => {
                same(weights.sum(), &case["sum"]);
                same_list(&weights.shares(), &case["normalised"]);
            }
            Err(_) => assert!(case["normalised"].is_null()),
        }
    }
}

#[test]
fn likert_answers_map_to_percent_of_the_scale() {
    let file = load(include_str!("vectors/assessment_scores.json"));
    for case in cases(&file, "likert_POMP") {
        let score = likert(count(case, "points"), count(case, "value")).unwrap();
        same(score, &case["score"]);
    }
}

#[test]
fn a_dimension_left_out_renormalises_the_rest() {
    let file = load(include_str!("vectors/assessment_scores.json"));
    for case in cases(&file, "missing_dimensions") {
        let weights = Weights::new(&numbers(&case["weights"])).unwrap();
        let rating = Rating::new(&weights, &scored(&case["scores"])).unwrap();
        same(rating.coverage(), &case["coverage"]);
        same(rating.total(), &case["S"]);
    }
}

#[test]
fn changed_weights_split_into_two_effects() {
    let file = load(include_str!("vectors/assessment_scores.json"));
    for case in cases(&file, "weights_changed") {
        let rating = |weights: &str, scores: &str| {
            let weights = Weights::new(&numbers(&case[weights])).unwrap();
            Rating::new(&weights, &scored(&case[scores])).unwrap()
        };
        let (before, after) = (rating("w_before", "s_before"), rating("w_after", "s_after"));
        same(before.total(), &case["S_before"]);
        same(after.total(), &case["S_after"]);
        let change = after.change_since(&before).unwrap();
        same(change.total(), &case["total_change"]);
        same_list(change.contributions(), &case["score_effect"]);
        same_list(change.weight_effects(), &case["weight_effect"]);
        same(change.score_effect(), &case["score_effect_sum"]);
        same(change.weight_effect(), &case["weight_effect_sum"]);
    }
}

#[test]
fn weights_from_comparison_in_pairs() {
    let file = load(include_str!("vectors/assessment_ahp.json"));
    for case in cases(&file, "cases") {
        let rows: Vec<Vec<f64>> = cases(case, "matrix").iter().map(numbers).collect();
        let upper = numbers(&case["upper_triangle"]);
        let judgments = [
            ahp::Judgments::from_rows(&rows).unwrap(),
            ahp::Judgments::from_upper(count(case, "n") as usize, &upper).unwrap(),
        ];
        for judgments in judgments {
            let found = judgments.priorities().unwrap();
            let expected = numbers(&case["weights"]);
            assert_eq!(found.weights.len(), expected.len());
            for (weight, expected) in found.weights.iter().zip(expected) {
                within(*weight, expected, 1e-8);
            }
            same(found.lambda, &case["lambda_max"]);
            same(found.index, &case["CI"]);
            same(found.ratio, &case["CR_alonso_lamata"]);
            assert_eq!(found.acceptable(), case["acceptable"].as_bool().unwrap());
            match found.most_inconsistent {
                None => assert!(case["most_inconsistent"].is_null(), "{case}"),
                Some(worst) => {
                    let expected = &case["most_inconsistent"];
                    assert_eq!(worst.row, count(expected, "i") as usize);
                    assert_eq!(worst.column, count(expected, "j") as usize);
                    same(worst.given, &expected["given"]);
                    within(worst.implied, number(&expected["implied"]), 1e-8);
                    within(worst.log_error, number(&expected["abs_log_error"]), 1e-8);
                }
            }
        }
    }
}

#[test]
fn noise_from_retests_and_from_successive_weeks() {
    let file = load(include_str!("vectors/assessment_trend.json"));
    for case in cases(&file, "test_retest") {
        let pairs: Vec<_> = numbers(&case["test"]).into_iter().zip(numbers(&case["retest"])).collect();
        let sem = sem_of_retest(&pairs).unwrap();
        same(sem, &case["SEM"]);
        same(mdc95(sem), &case["MDC95"]);
        let limit = number(&case["MDC95"]);
        let noise = Noise::known(Some(sem), &[]);
        assert_eq!(noise.verdict(limit - 0.01), Verdict::WithinNoise);
        assert_eq!(noise.verdict(-limit - 0.01), Verdict::RealChange);
    }
    for case in cases(&file, "sem_of_S") {
        let sem = sem_of_total(&numbers(&case["weights"]), &numbers(&case["SEM_i"])).unwrap();
        same(sem, &case["SEM_S"]);
        same(mdc95(sem), &case["MDC95_S"]);
    }
    for case in cases(&file, "mssd") {
        let sem = sem_of_successive(&numbers(&case["series"])).unwrap();
        same(2.0 * sem * sem, &case["mean_sq_successive_diff"]);
        same(sem, &case["SEM_mssd"]);
        same(mdc95(sem), &case["MDC95"]);
    }
}

#[test]
fn slope_interval_and_moving_average() {
    let file = load(include_str!("vectors/assessment_trend.json"));
    for case in cases(&file, "trend") {
        let points = points(case);
        let slope = trend::theil_sen(&points).unwrap().unwrap();
        same(slope.slope, &case["theil_sen_slope"]);
        same(slope.intercept, &case["intercept_separate"]);
        same_list(&[slope.low, slope.high], &case["slope_ci95"]);
        same_list(&trend::ewma(&points).unwrap(), &case["ewma_0.3_time_aware"]);
        let trend = trend::trend(&points).unwrap();
        assert_eq!(trend.slope.is_some(), points.len() >= 4);
        let rising = points.len() >= 8 && number(&case["slope_ci95"][0]) > 0.0;
        assert_eq!(trend.claim == trend::Claim::Rising, rising);
    }
}

#[test]
fn growth_compounds() {
    let file = load(include_str!("vectors/growth_forecast.json"));
    for case in cases(&file, "growth") {
        let (start, rate) = (number(&case["S0"]), number(&case["r"]));
        let found = forecast::grown(start, rate, number(&case["t"])).unwrap();
        same(found, &case["S_t"]);
        same(found.min(100.0), &case["S_t_capped"]);
    }
    for case in cases(&file, "time_to_goal") {
        let (start, rate) = (number(&case["S0"]), number(&case["r"]));
        let periods = forecast::periods_to(start, rate, number(&case["goal"])).unwrap();
        same(periods, &case["periods"]);
        let whole = (periods - 1e-9).ceil();
        same(whole, &case["whole_periods"]);
    }
}

#[test]
fn fits_bands_and_dates_of_a_forecast() {
    let file = load(include_str!("vectors/growth_forecast.json"));
    for case in cases(&file, "fits") {
        let points = points(case);
        let goal = number(&case["goal"]);

        let growth = forecast::growth(&points).unwrap();
        let log = &case["log_fit"];
        same(growth.start.ln(), &log["a"]);
        same(growth.rate.ln_1p(), &log["b"]);
        same(growth.start, &log["S0_fit"]);
        same(growth.rate, &log["r_per_week"]);
        same_list(&[growth.low, growth.high], &log["r_ci80"]);
        same_option(growth.r2, &log["r2"]);
        let periods = forecast::periods_to(growth.start, growth.rate, goal);
        same_option(periods, &log["weeks_to_goal_from_week0"]);

        let fit = forecast::LogitFit::new(&points).unwrap();
        let logit = &case["logit_fit"];
        same(fit.intercept(), &logit["a"]);
        same(fit.slope(), &logit["b"]);
        let (low, high) = fit.slope_band();
        same_list(&[low, high], &logit["b_ci80"]);
        // The band is b ± t·se, so both of its numbers are checked by it.
        same((high - low) / 2.0 / number(&logit["se_b"]), &logit["t_0_90"]);
        same(fit.sigma(), &logit["sigma"]);
        same(fit.slope().exp_m1(), &logit["odds_growth_per_week"]);
        let crossing_week = ((goal / (100.0 - goal)).ln() - fit.intercept()) / fit.slope();
        same(crossing_week, &logit["crossing_week"]);
        for prediction in cases(logit, "predictions") {
            let band = fit.at(prediction["week"].as_i64().unwrap());
            same(band.low, &prediction["lo80"]);
            same(band.mid, &prediction["mid"]);
            same(band.high, &prediction["hi80"]);
        }

        let crossing = fit.crossing(goal);
        let week0: Date = case["week0_date"].as_str().unwrap().parse().unwrap();
        for (found, name) in
            [(crossing.earliest, "earliest"), (crossing.expected, "expected"), (crossing.latest, "latest")]
        {
            assert_eq!(found, case[format!("{name}_week")].as_i64(), "{name}");
            let date = found.map(|w| (week0 + jiff::Span::new().weeks(w)).to_string());
            assert_eq!(date.as_deref(), case[format!("{name}_date")].as_str());
        }
        let shown = forecast::forecast(&points, goal);
        assert_eq!(shown.is_ok(), case["forecast_shown"].as_bool().unwrap());
        if let Ok(shown) = shown {
            same_option(shown.rate, &log["r_per_week"]);
            assert_eq!(Some(shown.earliest), crossing.earliest);
            assert_eq!(shown.expected, crossing.expected);
            assert_eq!(shown.latest, crossing.latest);
        }
    }
}

#[test]
fn objective_score_of_a_week() {
    let file = load(include_str!("vectors/weekly_review.json"));
    for case in cases(&file, "weeks") {
        let (input, expected) = (&case["input"], &case["expected"]);
        let week = WeekInputs {
            completed: count(input, "completed"),
            void: count(input, "void"),
            planned: count(input, "planned"),
            internal: count(input, "internal"),
            external: count(input, "external"),
            focus_s: u64::from(count(input, "focus_min")) * 60,
            completed_on_plan: count(input, "completed_on_plan"),
        };
        let found = week.objective();
        let parts = &expected["components"];
        same_option(found.attainment, &parts["attainment"]);
        same_option(found.integrity, &parts["integrity"]);
        same_option(found.calm, &parts["calm"]);
        same_option(found.adherence, &parts["adherence"]);
        same_option(week.interruptions_per_hour(), &expected["interruptions_per_focus_hour"]);
        same_option(week.void_rate(), &expected["void_rate"]);
        same_option(found.score, &expected["objective"]);
        same(found.coverage, &expected["coverage"]);
        let both = combined(found.score, input["S"].as_f64()).unwrap();
        same(both.score, &expected["combined"]);
        same(both.gap, &expected["gap_objective_minus_subjective"]);
    }
}

#[test]
fn suggestions_of_the_weekly_review() {
    let file = load(include_str!("vectors/weekly_review.json"));
    for case in cases(&file, "rule_cases") {
        let input = &case["input"];
        let known = [
            "completed",
            "void",
            "planned",
            "internal",
            "external",
            "focus_min",
            "days_planned",
            "n_estimates",
            "median_ratio",
            "max_open_estimate",
            "q_total",
            "q2",
            "breaks_due",
            "breaks_skipped",
            "MDC",
            "D",
        ];
        for key in input.as_object().unwrap().keys() {
            assert!(known.contains(&key.as_str()), "{key} is not read");
        }
        let figures = Figures {
            completed: count(input, "completed"),
            void: count(input, "void"),
            planned: count(input, "planned"),
            days_planned: count(input, "days_planned"),
            internal: count(input, "internal"),
            external: count(input, "external"),
            focus_s: u64::from(count(input, "focus_min")) * 60,
            median_ratio: input["median_ratio"].as_f64(),
            estimates: count(input, "n_estimates"),
            largest_open: input["max_open_estimate"].as_f64(),
            in_quadrants: count(input, "q_total"),
            in_q2: count(input, "q2"),
            breaks_due: count(input, "breaks_due"),
            breaks_skipped: count(input, "breaks_skipped"),
            change: input["D"].as_f64(),
            mdc: input["MDC"].as_f64(),
            ..Figures::default()
        };
        let found: Vec<&str> = figures.suggestions().iter().map(|suggestion| suggestion.rule.id()).collect();
        let expected = case["fired"].as_array().unwrap();
        assert_eq!(&found, expected, "{input}");
    }
}

#[test]
fn the_rules_have_the_ids_of_the_vectors() {
    let file = load(include_str!("vectors/weekly_review.json"));
    let ids: Vec<&str> = cases(&file, "rules").iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(Rule::ALL.map(Rule::id).as_slice(), ids);
}

#[test]
fn streaks_of_days() {
    let file = load(include_str!("vectors/time_weeks.json"));
    for case in cases(&file, "streaks") {
        let date = |v: &Value| v.as_str().unwrap().parse::<Date>().unwrap();
        let days: BTreeSet<Date> = cases(case, "days").iter().map(date).collect();
        let rest: Vec<Weekday> = numbers(&case["rest_weekdays"])
            .into_iter()
            .map(|k| Weekday::from_monday_zero_offset(k as i8).unwrap())
            .collect();
        let found = streak::streak(&days, date(&case["today"]), &rest);
        assert_eq!(found.current, count(case, "current") as usize, "{case}");
        assert_eq!(found.longest, count(case, "longest") as usize, "{case}");
    }
}
