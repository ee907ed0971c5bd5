//! What the reports say of models that were lived through by moving the moment: no files, no clock.
use focus_tui::{
    config::{Config, templates},
    domain::{
        agenda::Row,
        command::{Command, Scores, Start, TaskEdit},
        commitment::{Goal, Horizon, Share},
        id::Id,
        model::Model,
        moment::Moment,
        priority::Ranking,
        rules::DailyGoal,
        session::Origin,
        update::update,
        week::Week,
    },
    report::{
        assess,
        format::{Escape, FIELDS, Format},
        history,
        page::Page,
        review,
        sessions::{self, Wanted},
        status, tasks,
    },
    text::{
        filter::Filter,
        locale::{Lang, Locale},
    },
};
use serde_json::{Value as Json, json};

const MIN: i64 = 60_000;
const DAY: i64 = 24 * 60 * MIN;

struct Desk {
    model: Model,
    now: Moment,
}

/// The open tasks that a filter finds.
fn found<'a>(desk: &'a Desk, filter: &str) -> Vec<Row<'a>> {
    let filter = Filter::parse(filter, &[]).unwrap();
    tasks::select(&desk.model, &desk.now, false, Ranking::Weighted, &filter)
}

impl Desk {
    /// Monday of week 47, in Berlin.
    fn new() -> Self {
        let wall = "2026-11-16T09:00:00+01:00[Europe/Berlin]".parse().unwrap();
        let now = Moment { wall, awake_ms: 1_000, boot_ms: 2_000, boot_id: "b".to_owned() };
        Self { model: Model::new(Config::embedded().rules, templates::built_in(), "laptop"), now }
    }

    fn does(&mut self, command: Command) {
        update(&mut self.model, &command, &self.now).unwrap_or_else(|refusal| panic!("{command:?}: {refusal:?}"));
    }

    fn pass(&mut self, ms: i64) {
        self.now = self.now.later(ms, 0);
        self.does(Command::Settle);
    }

    fn task(&mut self, title: &str, edit: TaskEdit) -> Id {
        self.does(Command::AddTask(TaskEdit { title: Some(title.to_owned()), ..edit }));
        self.model.find_task(title).unwrap()
    }

    fn pomodoro(&mut self, task: Option<&str>) {
        self.does(Command::Start(Start { task: task.map(str::to_owned), ..Start::default() }));
        self.pass(25 * MIN);
    }

    fn score(&mut self, week: Week, scores: [f64; 4], retest: bool) {
        let ids = ["identification", "analysis", "decision", "execution"];
        let scores = ids.iter().zip(scores).map(|(id, score)| ((*id).to_owned(), score)).collect();
        let template = "agility".to_owned();
        self.does(Command::Assess(Scores { template, scores, week: Some(week), retest, ..Scores::default() }));
    }

    fn status(&self) -> Json {
        status::json(&self.model.status(&self.now), false, &[])
    }

    fn history(&self, weeks: u32) -> Json {
        history::json(&self.model.weekly("agility", self.week(), weeks, self.model.today(&self.now)))
    }

    fn week(&self) -> Week {
        Week::of(self.model.today(&self.now))
    }
}

fn page(locale: &Locale) -> Page<'_> {
    Page { locale, color: false, columns: None, ascii: false }
}

fn about(json: &Json, expected: f64) {
    let found = json.as_f64().unwrap_or_else(|| panic!("{json} is no number"));
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} is not {expected}");
}

#[test]
fn a_running_phase_is_told_in_every_field() {
    let mut desk = Desk::new();
    desk.model.rules.day.goal = Some(DailyGoal::Minutes(200));
    let id = desk.task("ship", TaskEdit::default());
    desk.pomodoro(Some("ship"));
    desk.pass(5 * MIN);
    desk.does(Command::Start(Start { task: Some("ship".to_owned()), ..Start::default() }));
    desk.pass(6 * MIN + 18_000);
    desk.does(Command::Interrupt { kind: Origin::Internal, note: None });
    assert_eq!(
        desk.status(),
        json!({
            "phase": "focus", "name": "focus", "state": "running", "mode": "pomodoro",
            "task": { "id": id.as_str(), "title": "ship" },
            "planned_s": 1500, "elapsed_s": 378, "left_s": 1122, "over_s": 0,
            "ends_at": "2026-11-16T09:55:00+01:00",
            "round": 2, "rounds": 4,
            "next": { "phase": "short_break", "planned_s": 300 },
            "gap": null,
            "interruptions": { "internal": 1, "external": 0 },
            "today": {
                "date": "2026-11-16", "pomodoros": 1, "focus_s": 1878, "planned": null, "capacity": null,
                "left": null, "load": null,
                "goal": { "target": 200, "unit": "minutes", "done": 31 },
                "streak": 0,
            },
            "unsaved": false, "notices": [],
        })
    );
}

#[test]
fn a_gap_is_told_and_how_to_answer() {
    let mut desk = Desk::new();
    desk.does(Command::Start(Start::default()));
    desk.now = desk.now.later(10 * MIN, 0);
    desk.model.seen = Some(desk.now.anchor());
    desk.now = desk.now.later(0, 40 * MIN);
    desk.does(Command::Settle);
    let status = desk.status();
    assert_eq!(status["state"], "asking");
    assert_eq!(
        status["gap"],
        json!({ "from": "2026-11-16T09:10:00+01:00", "to": "2026-11-16T09:50:00+01:00", "slept_s": 2400 })
    );
    let locale = Locale::new(Lang::En);
    let text = status::text(&desk.model.status(&desk.now), &page(&locale));
    assert!(text.contains("slept 40 min, from 09:10 to 09:50") && text.contains("focus-tui resolve"), "{text}");
}

#[test]
fn the_few_lines_of_status() {
    let mut desk = Desk::new();
    desk.task("写论文", TaskEdit::default());
    desk.pomodoro(None);
    desk.does(Command::Start(Start { task: Some("写论文".to_owned()), ..Start::default() }));
    desk.pass(MIN);
    desk.does(Command::Pause);
    let said = |lang| {
        let locale = Locale::new(lang);
        status::text(&desk.model.status(&desk.now), &page(&locale))
    };
    insta::assert_snapshot!(said(Lang::En), @r"
    focus · paused · 24:00 left
    写论文
    pomodoro 2 of 4 · then short break 5 min
    today · 1 pomodoro · 26 min
    ");
    insta::assert_snapshot!(said(Lang::ZhCn), @r"
    专注 · 已暂停 · 还剩 24:00
    写论文
    番茄钟 2 / 4 · 接着 短休息 5 分
    今天 · 1 个番茄钟 · 26 分
    ");
}

#[test]
fn every_field_of_a_template_has_a_value_while_focus_runs() {
    let mut desk = Desk::new();
    let edit = TaskEdit { project: Some(Some("web".to_owned())), ..TaskEdit::default() };
    desk.task("ship", edit);
    desk.does(Command::Start(Start { task: Some("ship".to_owned()), ..Start::default() }));
    desk.pass(10 * MIN);
    let locale = Locale::new(Lang::En);
    let fill = |template: &str| {
        let format = Format::parse(template).unwrap();
        status::fill(&format, Escape::Plain, &desk.model.status(&desk.now), Some("web"), &page(&locale))
    };
    // What needs windows, a plan, a goal or overtime is empty here.
    for field in FIELDS.iter().filter(|f| !["over", "planned_today", "capacity", "fits", "goal"].contains(*f)) {
        assert_ne!(fill(&format!("{{{field}}}")), "", "{field}");
    }
    assert_eq!(fill("{phase} {left} {task} {project} {ends_at}"), "focus 15:00 ship web 09:25");
    assert_eq!(fill("{bar:10} {percentage}% {class} {left_s}"), "━━━━────── 40% focus 900");
    desk.pass(16 * MIN);
    assert_eq!(desk.status()["phase"], "idle");
}

#[test]
fn tasks_are_told_in_order_with_their_reasons() {
    let mut desk = Desk::new();
    let late = TaskEdit { estimate: Some(Some(2.0)), ..TaskEdit::default() };
    let bill = desk.task("overdue bill", late);
    let important = TaskEdit { importance: Some(5), ..TaskEdit::default() };
    let ship = desk.task("ship", important);
    desk.does(Command::EditTask {
        task: bill.to_string(),
        edit: TaskEdit {
            due: Some(Some(focus_tui::domain::task::Due::Day("2026-11-12".parse().unwrap()))),
            ..TaskEdit::default()
        },
    });
    desk.pomodoro(Some("overdue bill"));
    let rows = found(&desk, "");
    let list = tasks::list_json(Ranking::Weighted, &rows, &desk.now);
    let [first, second] = list["tasks"].as_array().unwrap().as_slice() else { panic!("{list}") };
    assert_eq!((&first["id"], &second["id"]), (&json!(bill.as_str()), &json!(ship.as_str())));
    assert_eq!(first["due"], "2026-11-12T23:59:59+01:00");
    assert_eq!((&first["actual"], &first["remaining"]), (&json!(1), &json!(1.0)));
    assert_eq!((&first["urgency_source"], &first["quadrant"]), (&json!("overdue"), &json!("Q3")));
    let sum: f64 = first["terms"].as_array().unwrap().iter().map(|term| term["contribution"].as_f64().unwrap()).sum();
    about(&first["score"], sum);
    let locale = Locale::new(Lang::En);
    let text = tasks::list_text(&rows, &desk.model, &desk.now, &page(&locale));
    assert!(text.lines().nth(1).unwrap().contains("overdue bill  3 d late   1/2"), "{text}");
    let text = tasks::show_text(&rows[0], &desk.model, &desk.now, &page(&locale));
    assert!(text.contains("× 40  = 40.0  overdue"), "{text}");
    assert!(found(&desk, "no such word").is_empty());
    assert_eq!(found(&desk, "BILL over").len(), 1);
}

#[test]
fn sessions_have_every_field_of_the_record() {
    let mut desk = Desk::new();
    desk.pomodoro(None);
    desk.pass(DAY);
    desk.pomodoro(None);
    let all = sessions::select(&desk.model, &Wanted::default());
    let told = sessions::json(&all, desk.now.wall.time_zone());
    let first = &told["sessions"][0];
    assert_eq!(first["started"], "2026-11-16T09:00:00+01:00");
    assert_eq!((&first["focus_s"], &first["counted"], &first["marks"]), (&json!(1500), &json!(true), &json!([])));
    assert_eq!((&first["task"], &first["reason"], &first["note"]), (&Json::Null, &Json::Null, &Json::Null));
    assert_eq!(first["at"], "2026-11-16T09:25:00+01:00");
    let on = |from: Option<&str>, to: Option<&str>| {
        let date = |text: Option<&str>| text.map(|text| text.parse().unwrap());
        sessions::select(&desk.model, &Wanted { from: date(from), to: date(to), task: None }).len()
    };
    assert_eq!((on(Some("2026-11-17"), None), on(None, Some("2026-11-16"))), (1, 1));
    assert_eq!((on(Some("2026-11-16"), Some("2026-11-17")), on(Some("2026-11-18"), None)), (2, 0));
}

#[test]
fn a_retest_tells_noise_from_change() {
    let mut desk = Desk::new();
    let week = desk.week();
    desk.score(week.plus(-1), [80.0, 75.0, 65.0, 85.0], false);
    desk.score(week, [90.0, 80.0, 70.0, 90.0], false);
    let shown = |desk: &Desk| {
        let standing = desk.model.standing("agility", week).unwrap();
        assess::json(&standing, &desk.model, &desk.now, &Locale::new(Lang::En))
    };
    assert_eq!(shown(&desk)["noise"], json!({ "sem": null, "mdc95": null, "verdict": "unknown" }));
    desk.pass(MIN);
    desk.score(week, [91.0, 79.0, 71.0, 89.0], true);
    let noise = &shown(&desk)["noise"];
    // Differences +1, −1, +1, −1: SD √(4/3), SEM √(4/3)/√2 of each, √(Σw²) = √0.26 of S.
    let sem = (4.0_f64 / 3.0).sqrt() / 2.0_f64.sqrt() * 0.26_f64.sqrt();
    about(&noise["sem"], sem);
    about(&noise["mdc95"], 1.96 * 2.0_f64.sqrt() * sem);
    assert_eq!(noise["verdict"], "real_change");
}

#[test]
fn parts_that_are_shown_add_up_to_the_sum_that_is_shown() {
    let mut desk = Desk::new();
    let week = desk.week();
    desk.score(week.plus(-1), [33.3, 33.3, 33.3, 33.3], false);
    desk.score(week, [33.5, 33.5, 33.45, 33.45], false);
    let locale = Locale::new(Lang::En);
    let standing = desk.model.standing("agility", week).unwrap();
    let text = assess::text(&standing, &desk.model, &page(&locale));
    let head = text.split("\n\nmost room").next().unwrap();
    insta::assert_snapshot!(head, @r"
    Agility · 2026-W47
    33.5 · +0.2 since 2026-W46 · noise unknown

    dimension               weight  score  change  contribution  room
    Problem identification    20 %   33.5    +0.2           0.0  13.3
    Analysis                  20 %   33.5    +0.2           0.0  13.3
    Decision                  30 %   33.5    +0.2          +0.1  20.0
    Execution                 30 %   33.5    +0.2          +0.1  19.9
    ");
}

#[test]
fn history_has_trend_goal_and_forecast() {
    let mut desk = Desk::new();
    let last = desk.week();
    for (ago, score) in (0..10).rev().zip([60.0, 61.0, 63.0, 64.0, 66.0, 67.0, 69.0, 70.0, 72.0, 73.0]) {
        if ago != 4 {
            desk.score(last.plus(-ago), [score; 4], false);
        }
    }
    let goal = |target, by, horizon| Goal {
        id: Id::new(&format!("g{by}")).unwrap(),
        template: "agility".to_owned(),
        target,
        by,
        horizon,
        ..Goal::default()
    };
    for goal in [goal(80.0, last.plus(20), Horizon::Long), goal(70.0, last.plus(4), Horizon::Short)] {
        desk.model.book.goals.insert(goal.id.clone(), goal);
    }
    let told = desk.history(10);
    let weeks = told["weeks"].as_array().unwrap();
    assert_eq!(weeks.len(), 10);
    assert_eq!((&weeks[5]["score"], &weeks[5]["ewma"]), (&Json::Null, &Json::Null));
    about(&weeks[0]["ewma"], 60.0);
    about(&weeks[1]["ewma"], 60.3);
    about(&weeks[6]["delta"], 3.0);
    assert_eq!((&told["trend"]["n"], &told["trend"]["claim"]), (&json!(9), &json!("rising")));
    let goals = told["goals"].as_array().unwrap();
    assert_eq!((&goals[0]["horizon"], &goals[0]["state"]), (&json!("short"), &json!("reached")));
    assert_eq!((&goals[1]["target"], &goals[1]["state"]), (&json!(80.0), &json!("on_course")));
    assert_eq!(told["forecast_missing"], Json::Null);
    let at = |key: &str| Week::parse(told["forecast"][key].as_str().unwrap()).unwrap();
    assert!(last < at("earliest") && at("earliest") <= at("expected") && at("expected") <= at("latest"));
    // However few weeks are shown, all that are scored make the trend, the forecast and the smoothed line.
    let short = desk.history(4);
    assert_eq!((&short["trend"], &short["forecast"]), (&told["trend"], &told["forecast"]));
    let look = desk.model.look_back(last, &desk.now);
    assert_eq!(look.forecast, desk.model.weekly("agility", last, 4, desk.model.today(&desk.now)).forecast);
    assert_eq!(short["weeks"][3]["ewma"], weeks[9]["ewma"]);
    let locale = Locale::new(Lang::En);
    let text = history::text(
        &desk.model.weekly("agility", last, 10, desk.model.today(&desk.now)),
        &desk.model,
        &page(&locale),
    );
    assert!(text.contains("rising") && text.contains("goal expected"), "{text}");
}

#[test]
fn a_week_with_a_plan_has_an_objective_score_with_its_parts() {
    let mut desk = Desk::new();
    let ship = desk.task("ship", TaskEdit::default());
    let date = desk.model.today(&desk.now);
    let accepted = vec![Share { task: ship, pomodoros: 2, before: 0 }];
    desk.does(Command::AcceptPlan { date, accepted, capacity: None });
    desk.pomodoro(Some("ship"));
    desk.does(Command::Start(Start::default()));
    desk.pass(5 * MIN);
    desk.does(Command::Interrupt { kind: Origin::External, note: None });
    desk.does(Command::Void { reason: None });
    desk.score(desk.week(), [80.0; 4], false);
    let told = desk.history(1);
    let week = &told["weeks"][0];
    assert_eq!((&week["pomodoros"], &week["planned"], &week["void"]), (&json!(1), &json!(2), &json!(1)));
    about(&week["parts"]["attainment"], 50.0);
    about(&week["parts"]["integrity"], 50.0);
    // One interruption in half an hour.
    about(&week["parts"]["calm"], 50.0);
    about(&week["parts"]["adherence"], 100.0);
    about(&week["objective"], 60.0);
    about(&week["combined"], 0.6 * 60.0 + 0.4 * 80.0);
    about(&week["gap"], -20.0);
    assert_eq!((&week["coverage"], &week["score_coverage"]), (&json!(1.0), &json!(1.0)));
    let none = &desk.history(2)["weeks"][0];
    assert_eq!(
        (&none["objective"], &none["coverage"], &none["score_coverage"]),
        (&Json::Null, &Json::Null, &Json::Null)
    );
    let locale = Locale::new(Lang::En);
    let text = history::text(
        &desk.model.weekly("agility", desk.week(), 1, desk.model.today(&desk.now)),
        &desk.model,
        &page(&locale),
    );
    assert!(text.contains("60.0  ") && text.contains("50/50/50/100"), "{text}");
    let look = desk.model.look_back(desk.week(), &desk.now);
    let text = review::text(&look, &desk.model, &page(&locale));
    assert!(text.contains("objective 60.0 · attainment 50 · integrity 50 · calm 50 · on plan 100"), "{text}");
    let figures = &review::json(&look, &desk.model, &locale)["figures"];
    assert_eq!((&figures["objective_parts"], &figures["objective_coverage"]), (&week["parts"], &json!(1.0)));
}

#[test]
fn what_is_missing_of_an_objective_score_is_shown_with_its_coverage() {
    let mut desk = Desk::new();
    let ship = desk.task("ship", TaskEdit::default());
    let date = desk.model.today(&desk.now);
    desk.does(Command::AcceptPlan {
        date,
        accepted: vec![Share { task: ship, pomodoros: 2, before: 0 }],
        capacity: None,
    });
    let week = &desk.history(1)["weeks"][0];
    // A plan and nothing begun: only the attainment can be told.
    assert_eq!(
        (&week["objective"], &week["coverage"], &week["score_coverage"]),
        (&json!(0.0), &json!(0.4), &Json::Null)
    );
    let locale = Locale::new(Lang::En);
    let text = history::text(
        &desk.model.weekly("agility", desk.week(), 1, desk.model.today(&desk.now)),
        &desk.model,
        &page(&locale),
    );
    assert!(text.contains("0/–/–/– (40 %)"), "{text}");
}

#[test]
fn a_change_is_the_same_wherever_it_is_shown() {
    let mut desk = Desk::new();
    let week = desk.week();
    desk.score(week.plus(-1), [76.04; 4], false);
    desk.score(week, [82.06; 4], false);
    let locale = Locale::new(Lang::En);
    let standing = desk.model.standing("agility", week).unwrap();
    // 6.02: the two rounded scores lie 6.1 apart.
    let shown = standing.shown();
    assert_eq!(shown.delta, Some(6.0));
    let sum: f64 = shown.contributions.iter().flatten().sum();
    assert!((sum - 6.0).abs() < 1e-9, "{shown:?}");
    let look = desk.model.look_back(week, &desk.now);
    for text in [
        assess::text(&standing, &desk.model, &page(&locale)),
        history::text(&desk.model.weekly("agility", week, 2, desk.model.today(&desk.now)), &desk.model, &page(&locale)),
        review::text(&look, &desk.model, &page(&locale)),
    ] {
        assert!(text.contains("+6.0") && !text.contains("+6.1"), "{text}");
    }
}

#[test]
fn a_review_says_what_may_be_said_of_the_change() {
    let mut desk = Desk::new();
    let week = desk.week();
    desk.score(week.plus(-1), [76.0; 4], false);
    desk.score(week, [82.0; 4], false);
    for (lang, said) in [(Lang::En, "noise unknown"), (Lang::ZhCn, "误差未知")] {
        let locale = Locale::new(lang);
        let text = review::text(&desk.model.look_back(week, &desk.now), &desk.model, &page(&locale));
        assert!(text.contains(said) && !text.contains("noise-"), "{text}");
    }
}
