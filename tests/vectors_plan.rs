//! Capacity, plan and estimates against independently computed results.
use focus_tui::domain::capacity::{FlowBreak, Load, Rest, Rhythm, Week, Window, Windows};
use focus_tui::domain::estimate::{Accuracy, Estimated, Past, Reference, forecast};
use focus_tui::domain::plan::{
    BlockKind, Fixed, Job, by_deadline, by_density, fit_exactly, lay_out, postpone, violations,
};
use focus_tui::{
    config::Config,
    domain::priority::taskwarrior::{Level, Traits, terms},
};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::Value;

const CAPACITY: &str = include_str!("vectors/timer_capacity.json");
const SCHEDULE: &str = include_str!("vectors/task_schedule.json");
const ESTIMATES: &str = include_str!("vectors/task_estimates.json");
const PRIORITY: &str = include_str!("vectors/task_priority.json");

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("a vector file is JSON")
}

/// The cases under a key; a key without cases would be a test that cannot fail.
fn cases<'a>(file: &'a Value, key: &str) -> &'a [Value] {
    let cases = file[key].as_array().expect("a list of cases");
    assert!(!cases.is_empty(), "{key} is empty");
    cases
}

fn whole(case: &Value, key: &str) -> u32 {
    let number = case[key].as_u64().unwrap_or_else(|| panic!("{key} in {case}"));
    u32::try_from(number).expect("a small number")
}

fn number(case: &Value, key: &str) -> f64 {
    case[key].as_f64().unwrap_or_else(|| panic!("{key} in {case}"))
}

fn text<'a>(case: &'a Value, key: &str) -> &'a str {
    case[key].as_str().unwrap_or_else(|| panic!("{key} in {case}"))
}

fn names(list: &Value) -> Vec<&str> {
    let list = list.as_array().expect("a list of names");
    list.iter().map(|name| name.as_str().expect("a name")).collect()
}

#[track_caller]
fn close(actual: f64, expected: f64, what: &str) {
    let near = (actual - expected).abs() <= 1e-9 * expected.abs().max(1.0);
    assert!(near, "{what}: {actual} is not {expected}");
}

fn rhythm(case: &Value) -> Rhythm {
    Rhythm::new(
        whole(case, "work_min") * 60,
        whole(case, "short_break_min") * 60,
        whole(case, "long_break_min") * 60,
        whole(case, "set_size"),
    )
    .expect("a rhythm")
}

#[test]
fn capacity_of_a_stretch() {
    for case in cases(&read(CAPACITY), "capacity") {
        let rhythm = rhythm(case);
        let seconds = u64::from(whole(case, "T_min")) * 60;
        let k = rhythm.fit(seconds);
        assert_eq!(k, whole(case, "k"), "{case}");

        let span = rhythm.span_s(k);
        assert_eq!(span, u64::from(whole(case, "span_min")) * 60, "{case}");
        assert_eq!(seconds - span, u64::from(whole(case, "slack_min")) * 60, "{case}");
        let focus = k * rhythm.focus_s();
        assert_eq!(focus, whole(case, "focus_min") * 60, "{case}");
        assert_eq!(span - u64::from(focus), u64::from(whole(case, "break_min")) * 60, "{case}");
        let breaks = (whole(case, "short_breaks"), whole(case, "long_breaks"));
        assert_eq!(rhythm.breaks_between(k), breaks, "{case}");
        close(f64::from(focus) / seconds as f64, number(case, "focus_ratio"), "focus_ratio");

        // The last break counts too: what fits is the longest row whose span and rest fit.
        let trailing = |k: u32| match k {
            0 => 0,
            k => rhythm.span_s(k) + u64::from(rhythm.rest_s(rhythm.rest_after(k))),
        };
        let with_rest = (0..=k).rev().find(|k| trailing(*k) <= seconds).expect("none at least");
        assert_eq!(with_rest, whole(case, "k_if_trailing_break_required"), "{case}");
        assert_eq!(trailing(with_rest), u64::from(whole(case, "span_trailing_min")) * 60, "{case}");
        let set = trailing(rhythm.rounds());
        assert_eq!(set, u64::from(whole(case, "cycle_min")) * 60, "{case}");
    }
}

#[test]
fn span_with_equal_breaks() {
    for case in cases(&read(CAPACITY), "span_W") {
        let rest = whole(case, "rest_min") * 60;
        let rhythm = Rhythm::new(whole(case, "work_min") * 60, rest, rest, 4).expect("a rhythm");
        let k = whole(case, "k");
        let span = rhythm.span_s(k);
        assert_eq!(span, u64::from(whole(case, "W_span_min")) * 60, "{case}");
        assert_eq!(k * rhythm.focus_s(), whole(case, "focus_min") * 60, "{case}");
        close(span as f64 / 3600.0, number(case, "W_hours"), "W_hours");
    }
}

#[test]
fn breaks_earned_by_flow() {
    for case in cases(&read(CAPACITY), "flow_breaks") {
        let focus = u64::from(whole(case, "focus_s"));
        let fifth = u64::from(whole(case, "flowmodoro_break_s"));
        let uncapped = u64::from(whole(case, "flowmodoro_uncapped_s"));
        let table = u64::from(whole(case, "flowtime_table_break_s"));
        assert_eq!(FlowBreak::Fifth.earned_s(focus), fifth, "{case}");
        assert_eq!(fifth, uncapped.min(focus_tui::domain::capacity::FLOW_BREAK_CAP_S), "{case}");
        assert_eq!(FlowBreak::Table.earned_s(focus), table, "{case}");
    }
}

#[test]
fn load_of_a_plan() {
    for case in cases(&read(CAPACITY), "plan_vs_capacity") {
        let estimates = case["estimates"].as_array().expect("estimates");
        let planned: u64 = estimates.iter().filter_map(Value::as_u64).sum();
        assert_eq!(planned, u64::from(whole(case, "planned_pomodoros")), "{case}");
        let load = Load {
            planned: u32::try_from(planned).expect("a small number"),
            capacity: whole(case, "capacity_pomodoros"),
        };
        close(load.ratio().expect("a ratio"), number(case, "load_ratio"), "load_ratio");
        assert_eq!(load.overload(), whole(case, "overload_pomodoros"), "{case}");
        assert_eq!(load.free(), whole(case, "free_pomodoros"), "{case}");
    }
}

fn second(clock: &str) -> u32 {
    let (hour, minute) = clock.split_once(':').expect("HH:MM");
    let part = |digits: &str| digits.parse::<u32>().expect("digits");
    part(hour) * 3600 + part(minute) * 60
}

#[test]
fn layout_of_a_day() {
    for case in cases(&read(CAPACITY), "day_layout") {
        let start = second(text(case, "start"));
        let window = Window::new(u16::try_from(start / 60).expect("a minute"), 1440);
        let windows = Windows::new(vec![window.expect("a window")]).expect("windows");
        let fixed: Vec<Fixed> = case["fixed_blocks"]
            .as_array()
            .expect("fixed blocks")
            .iter()
            .map(|block| Fixed { from_s: second(text(block, "start")), to_s: second(text(block, "end")) })
            .collect();
        let day = lay_out(&rhythm(case), &windows, &fixed, start, &[whole(case, "k")]);
        assert_eq!(day.unplaced, 0, "{case}");
        let actual: Vec<_> = day
            .blocks
            .iter()
            .map(|block| {
                let kind = match block.kind {
                    BlockKind::Focus(_) => "focus",
                    BlockKind::Rest(Rest::Short) => "short",
                    BlockKind::Rest(Rest::Long) => "long",
                };
                (kind, block.from_s, block.to_s)
            })
            .collect();
        let expected: Vec<_> = cases(case, "segments")
            .iter()
            .map(|s| (text(s, "kind"), second(text(s, "start")), second(text(s, "end"))))
            .collect();
        assert_eq!(actual, expected, "{}", case["label"]);
    }
}

#[test]
fn pomodoros_available_until_due() {
    let file = read(PRIORITY);
    for case in cases(&file, "availability") {
        let hour = |place: usize| {
            let hour = case["work_hours"][place].as_u64().expect("an hour");
            u16::try_from(hour).expect("a small number") * 60
        };
        let window = Window::new(hour(0), hour(1)).expect("a window");
        let workdays: Vec<u64> = cases(case, "workdays").iter().filter_map(Value::as_u64).collect();
        let week = Week::new(std::array::from_fn(|day| {
            let works = workdays.contains(&(day as u64));
            Windows::new(if works { vec![window] } else { vec![] }).expect("windows")
        }));
        // The vectors are made with 25/5/15 and a long break after four.
        let rhythm = Rhythm::new(1500, 300, 900, 4).expect("a rhythm");
        let zone = TimeZone::get(text(case, "zone")).expect("a zone");
        let instant = |key| text(case, key).parse::<Timestamp>().expect("an instant");
        let (now, due) = (instant("now").to_zoned(zone), instant("due"));
        let expected = Some(whole(case, "available_pomodoros"));
        assert_eq!(week.available(&rhythm, &now, due), expected, "{case}");

        for day in cases(case, "per_day") {
            let date: jiff::civil::Date = text(day, "date").parse().expect("a date");
            let begin = date.to_zoned(now.time_zone().clone()).expect("a midnight");
            let end = begin.tomorrow().expect("the next day").timestamp().min(due);
            let begin = if begin < now { now.clone() } else { begin };
            let expected = Some(whole(day, "pomodoros"));
            assert_eq!(week.available(&rhythm, &begin, end), expected, "{day}");
        }
    }
}

fn jobs<'a>(case: &'a Value, key: &str, score: &str) -> Vec<Job<&'a str>> {
    cases(case, key)
        .iter()
        .map(|job| Job {
            id: text(job, "id"),
            size: whole(job, "p"),
            score: number(job, score),
            deadline: job.get("d").map(|_| whole(job, "d")),
            splittable: false,
        })
        .collect()
}

fn ids<'a>(jobs: &[&Job<&'a str>]) -> Vec<&'a str> {
    jobs.iter().map(|job| job.id).collect()
}

/// Σ score × completion and the greatest lateness of an order.
fn cost(order: &[&Job<&str>]) -> (f64, i64) {
    let (mut finish, mut weighted, mut lateness) = (0, 0.0, i64::MIN);
    for job in order {
        finish += job.size;
        weighted += job.score * f64::from(finish);
        let due = job.deadline.expect("all have a deadline");
        lateness = lateness.max(i64::from(finish) - i64::from(due));
    }
    (weighted, lateness)
}

#[test]
fn sequences() {
    for case in cases(&read(SCHEDULE), "sequencing") {
        let jobs = jobs(case, "jobs", "w");
        let (dense, due) = (by_density(&jobs), by_deadline(&jobs));
        assert_eq!(ids(&dense), names(&case["wspt_order"]), "{case}");
        assert_eq!(ids(&due), names(&case["edd_order"]), "{case}");
        close(cost(&dense).0, number(case, "min_weighted_completion"), "of wspt");
        close(cost(&due).0, number(case, "weighted_completion_of_edd"), "of edd");
        assert_eq!(Some(cost(&due).1), case["min_max_lateness"].as_i64(), "{case}");
        assert_eq!(Some(cost(&dense).1), case["max_lateness_of_wspt"].as_i64(), "{case}");

        let missed = violations(&jobs);
        assert_eq!(Some(missed.is_empty()), case["feasible"].as_bool(), "{case}");
        let actual: Vec<_> = missed.iter().map(|v| (v.job.id, v.finish, v.due, v.overload())).collect();
        let expected: Vec<_> = case["violations"]
            .as_array()
            .expect("violations")
            .iter()
            .map(|v| {
                let wide = |key| u64::from(whole(v, key));
                (text(v, "id"), wide("finish"), whole(v, "due"), wide("overload"))
            })
            .collect();
        assert_eq!(actual, expected, "{case}");

        let parted = postpone(&jobs);
        assert_eq!(ids(&parted.on_time), names(&case["moore_hodgson_on_time"]), "{case}");
        assert_eq!(ids(&parted.late), names(&case["moore_hodgson_late"]), "{case}");
        assert_eq!(parted.late.len(), whole(case, "min_late_jobs") as usize, "{case}");
    }
}

#[test]
fn knapsacks() {
    for case in cases(&read(SCHEDULE), "knapsack") {
        let items = jobs(case, "items", "v");
        let capacity = whole(case, "capacity");
        let chosen = fit_exactly(&items, capacity);
        assert_eq!(ids(&chosen), names(&case["chosen"]), "{case}");
        let used: u32 = chosen.iter().map(|job| job.size).sum();
        assert_eq!(used, whole(case, "used"), "{case}");
        let value: f64 = chosen.iter().map(|job| job.score).sum();
        close(value, number(case, "value"), "value");

        // What taking the densest first would give: never more than the optimum.
        let mut room = capacity;
        let greedy: Vec<_> = by_density(&items)
            .into_iter()
            .filter(|job| {
                let fits = job.size <= room;
                room -= if fits { job.size } else { 0 };
                fits
            })
            .collect();
        assert_eq!(ids(&greedy), names(&case["greedy_density_chosen"]), "{case}");
        let greedy: f64 = greedy.iter().map(|job| job.score).sum();
        close(greedy, number(case, "greedy_value"), "greedy_value");
        assert!(greedy <= value);
    }
}

fn pair(case: &Value) -> Estimated {
    Estimated::new(number(case, "estimate"), number(case, "actual")).expect("a pair")
}

fn check(accuracy: &Accuracy, expected: &Value) {
    assert_eq!(accuracy.n as u64, expected["n"].as_u64().expect("n"));
    let interval = accuracy.interval.expect("more than one pair");
    let log_sd = accuracy.log_sd.expect("more than one pair");
    for (key, actual) in [
        ("sum_estimate", accuracy.sum_estimate),
        ("sum_actual", accuracy.sum_actual),
        ("ratio_of_sums", accuracy.ratio_of_sums()),
        ("median_ratio", accuracy.median_ratio),
        ("MMRE", accuracy.mean_mre),
        ("MdMRE", accuracy.median_mre),
        ("MBRE", accuracy.mean_bre),
        ("PRED25", accuracy.pred_25),
        ("geometric_mean_ratio", accuracy.geometric_mean_ratio),
        ("log_mean", accuracy.log_mean),
        ("log_sd", log_sd),
        ("share_underestimated", accuracy.underestimated),
        ("share_exact", accuracy.exact),
    ] {
        close(actual, number(expected, key), key);
    }
    for (place, actual) in [interval.low, interval.high].into_iter().enumerate() {
        let bound = expected["ratio_pi80"][place].as_f64().expect("a bound");
        close(actual, bound, "ratio_pi80");
    }
    let n = accuracy.n as f64;
    let t = (interval.high.ln() - accuracy.log_mean) / (log_sd * (1.0 + 1.0 / n).sqrt());
    close(t, number(expected, "t_0.90"), "t_0.90");
}

#[test]
fn accuracy_of_estimates() {
    let file = read(ESTIMATES);
    let history = cases(&file, "history");
    let all: Vec<_> = history.iter().map(pair).collect();
    check(&Accuracy::of(&all).expect("a history"), &file["all"]);
    for (kind, expected) in file["by_kind"].as_object().expect("kinds") {
        let of_kind = history.iter().filter(|past| text(past, "kind") == kind);
        let pairs: Vec<_> = of_kind.map(pair).collect();
        check(&Accuracy::of(&pairs).expect("a history"), expected);
    }
    for case in cases(&file, "single") {
        let pair = pair(case);
        close(pair.ratio(), number(case, "ratio"), "ratio");
        close(pair.mre(), number(case, "MRE"), "MRE");
        close(pair.bre(), number(case, "BRE"), "BRE");
        let error = pair.actual() - pair.estimate();
        close(error, number(case, "error_pomodoros"), "error_pomodoros");
        let sign = match error {
            e if e > 0.0 => "under",
            e if e < 0.0 => "over",
            _ => "exact",
        };
        assert_eq!(sign, text(case, "diff_sign"), "{case}");
    }
}

#[test]
fn forecasts() {
    let file = read(ESTIMATES);
    let history: Vec<_> = cases(&file, "history")
        .iter()
        .map(|past| Past { pair: pair(past), project: Some(text(past, "kind")), tags: &[] })
        .collect();
    for case in cases(&file, "forecast") {
        let estimate = number(case, "estimate");
        let found = forecast(estimate, Some(text(case, "kind")), &[], &history);
        let found = found.expect("a forecast");
        let (reference, n) = match found.reference {
            Reference::Similar { n } => ("class", n),
            Reference::All { n } => ("all", n),
        };
        assert_eq!((reference, n), (text(case, "reference"), whole(case, "n") as usize), "{case}");
        for (key, q) in [("p10", 0.1), ("p50", 0.5), ("p80", 0.8), ("p90", 0.9)] {
            let expected = number(&case["quantiles_type7"], key);
            close(found.quantile(q).expect("a quantile"), expected, key);
        }
        assert_eq!(found.p50_whole(), whole(case, "p50_whole"), "{case}");
        assert_eq!(found.p80_whole(), whole(case, "p80_whole"), "{case}");
    }
}

#[test]
fn taskwarrior_urgency() {
    let file = read(PRIORITY);
    let rules = Config::embedded().rules.taskwarrior;
    for case in cases(&file["taskwarrior"], "cases") {
        let input = &case["input"];
        let flag = |key: &str| input[key].as_bool().unwrap_or(false);
        let count = |key: &str| usize::try_from(input[key].as_u64().unwrap_or(0)).expect("a small number");
        let traits = Traits {
            level: input["priority"].as_str().map(|word| Level::from_word(word).expect("H, M or L")),
            days_left: input["due"].as_f64(),
            age_days: input["age_days"].as_f64().unwrap_or(0.0),
            tags: count("tags"),
            next: flag("next_tag"),
            annotations: count("annotations"),
            project: flag("project"),
            scheduled: flag("scheduled_past"),
            active: flag("active"),
            waiting: flag("waiting"),
            blocked: flag("blocked"),
            blocking: flag("blocking"),
        };
        let terms = terms(&traits, &rules);
        let expected = case["terms"].as_object().expect("terms by name");
        for (name, contribution) in expected {
            // Ours are called as Taskwarrior's documentation calls them.
            let ours = match name.as_str() {
                "next_tag" => "next",
                "scheduled_past" => "scheduled",
                name => name,
            };
            let found = terms.iter().find(|term| term.name == ours).map_or(0.0, |term| term.contribution());
            close(found, contribution.as_f64().expect("a number"), &format!("{name} of {input}"));
        }
        assert!(terms.len() <= expected.len(), "{input}: {terms:?}");
        close(terms.iter().map(|term| term.contribution()).sum(), number(case, "urgency"), &input.to_string());
    }
}
