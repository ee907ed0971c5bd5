//! Ten years of weeks: 520 weeks of four templates over 2,600 days with a plan and 44,000 sessions.
mod stage;

use std::hint::black_box;

use jiff::civil::Date;

use focus_tui::{
    config::{Config, templates},
    domain::{
        assessment::Assessment,
        commitment::{DayPlan, Goal, Share},
        id::Id,
        model::Model,
        moment::Moment,
        session::{Outcome, Session},
        stamp::Stamp,
        value::Named,
        week::Week,
    },
    report::{exchange, history, json::line},
};
use stage::Stage;

fn main() {
    divan::main();
}

const WEEKS: i32 = 520;

fn last() -> Week {
    Week::parse("2026-W47").expect("a week")
}

fn now() -> Moment {
    let wall = "2026-11-22T14:25:00+00:00[UTC]".parse().expect("a time");
    Moment { wall, awake_ms: 0, boot_ms: 0, boot_id: String::new() }
}

fn id(text: String) -> Id {
    Id::new(&text).expect("an id")
}

fn model() -> Model {
    let mut model = Model::new(Config::embedded().rules, templates::built_in(), "bench");
    for template in templates::built_in() {
        for ago in 0..WEEKS {
            let week = last().plus(-ago);
            let score = |n: usize| 50.0 + f64::from((ago * 7 + n as i32 * 13) % 45);
            let ids = || template.dimensions.iter().map(|dimension| dimension.id.clone());
            let assessment = Assessment {
                id: id(format!("{}-{ago}", template.id)),
                template: template.id.clone(),
                version: 1,
                week,
                date: Some(week.monday()),
                scale: template.scale.word(),
                weights: Named(template.dimensions.iter().map(|d| (d.id.clone(), d.weight)).collect()),
                scores: Named(ids().enumerate().map(|(n, id)| (id, score(n))).collect()),
                ..Assessment::default()
            };
            model.book.assessments.insert(assessment.id.clone(), assessment);
        }
        let by = last().plus(30);
        let goal = Goal { id: id(template.id.clone()), template: template.id, target: 95.0, by, ..Goal::default() };
        model.book.goals.insert(goal.id.clone(), goal);
    }
    let task = id("task".to_owned());
    for ago in 0..WEEKS {
        for date in last().plus(-ago).days().take(5) {
            let accepted = vec![Share { task: task.clone(), pomodoros: 15, before: 0 }];
            let plan = DayPlan { id: id(format!("p{date}")), date, accepted, ..DayPlan::default() };
            model.book.plans.insert(plan.id.clone(), plan);
            let midnight = jiff::tz::Offset::UTC.to_timestamp(date.at(8, 0, 0, 0)).expect("in range").as_millisecond();
            for n in 0..17 {
                let session = Session {
                    task: Some(task.clone()),
                    started: Stamp::new(midnight + n * 1_800_000, 0).expect("in range"),
                    focus_s: 1500,
                    counted: n % 12 != 0,
                    outcome: if n % 12 == 0 { Outcome::Void } else { Outcome::Completed },
                    internal: (n % 3) as u32,
                    ..Session::default()
                };
                model.book.ledger.add(&session, model.rules.day.start);
            }
        }
    }
    model
}

fn today() -> Date {
    last().plus(1).monday()
}

#[divan::bench(args = [12, 52, 520])]
fn chronicle(bencher: divan::Bencher<'_, '_>, weeks: u32) {
    let model = model();
    bencher.bench(|| model.chronicle("agility", last(), weeks, today()));
}

#[divan::bench(args = [12, 52, 520])]
fn history_of_one(bencher: divan::Bencher<'_, '_>, weeks: u32) {
    let model = model();
    bencher.bench(|| model.weekly("agility", last(), weeks, today()));
}

#[divan::bench]
fn history_of_four(bencher: divan::Bencher<'_, '_>) {
    let model = model();
    let ids: Vec<String> = model.templates.iter().map(|template| template.id.clone()).collect();
    bencher.bench(|| ids.iter().map(|id| model.weekly(id, last(), 520, today())).collect::<Vec<_>>());
}

/// The weeks on the whole screen, one template after the other, as the dashboard draws them at every
/// key: 520 weeks of each lie before it.
#[divan::bench]
fn four_templates_drawn(bencher: divan::Bencher<'_, '_>) {
    let mut stage = on_screen();
    let ids: Vec<String> = stage.model.templates.iter().map(|template| template.id.clone()).collect();
    bencher.bench_local(|| {
        for id in &ids {
            stage.screen.template = Some(id.clone());
            black_box(stage.paint());
        }
    });
}

/// The same for one template with the selected week ten years back.
#[divan::bench]
fn one_template_drawn_ten_years_back(bencher: divan::Bencher<'_, '_>) {
    let mut stage = on_screen();
    stage.screen.week = Some(last().plus(-519));
    bencher.bench_local(|| stage.paint());
}

/// A dashboard with the view of the weeks open.
fn on_screen() -> Stage {
    let mut stage = Stage::new(model(), now());
    stage.keys("w");
    stage
}

#[divan::bench]
fn history_as_json(bencher: divan::Bencher<'_, '_>) {
    let model = model();
    bencher.bench(|| line(&history::json(&model.weekly("agility", last(), 520, today()))));
}

#[divan::bench]
fn look_back(bencher: divan::Bencher<'_, '_>) {
    let (model, now) = (model(), now());
    bencher.bench(|| model.look_back(last(), &now).offers.len());
}

#[divan::bench]
fn export_and_read(bencher: divan::Bencher<'_, '_>) {
    let model = model();
    let all = exchange::select(&model, None);
    bencher.bench(|| exchange::read(&exchange::write(&model, &all)).map(|sets| sets.len()));
}
