//! Assessments, goals and weekly look backs lived through by moving the moment: no files, no clock.
use focus_tui::{
    config::{Config, templates},
    domain::{
        command::{
            Command, Effect, GoalSetting, Imported, ImportedLine, LogEntry, Refusal, Scores, ScoresEdit, TaskEdit,
        },
        commitment::{Horizon, Share},
        look_back::Decision,
        model::Model,
        moment::Moment,
        score::{Noise, Verdict},
        session::Outcome,
        stamp::Stamp,
        suggestion::Rule,
        template::Wording,
        training,
        update::update,
        week::Week,
        weekly::{Course, NoForecast},
    },
};
use proptest::prelude::*;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const IDS: [&str; 4] = ["identification", "analysis", "decision", "execution"];

struct Desk {
    model: Model,
    now: Moment,
}

impl Desk {
    /// Monday of week 47, in Berlin.
    fn new() -> Self {
        let wall = "2026-11-16T09:00:00+01:00[Europe/Berlin]".parse().unwrap();
        let now = Moment { wall, awake_ms: 1_000, boot_ms: 2_000, boot_id: "b".to_owned() };
        Self { model: Model::new(Config::embedded().rules, templates::built_in(), "laptop"), now }
    }

    fn week(&self) -> Week {
        Week::of(self.model.today(&self.now))
    }

    fn tries(&mut self, command: Command) -> Result<Vec<Effect>, Refusal> {
        self.now = self.now.later(10, 0);
        let before = self.model.book.clone();
        let done = update(&mut self.model, &command, &self.now);
        if done.is_err() {
            assert_eq!(before, self.model.book, "a refusal changes nothing");
        }
        done
    }

    fn does(&mut self, command: Command) -> Vec<Effect> {
        let said = format!("{command:?}");
        self.tries(command).unwrap_or_else(|refusal| panic!("{said}: {refusal:?}"))
    }

    fn refuses(&mut self, command: Command) -> Refusal {
        let said = format!("{command:?}");
        match self.tries(command) {
            Err(refusal) => refusal,
            Ok(_) => panic!("{said} was not refused"),
        }
    }

    fn score(&mut self, week: Week, scores: [f64; 4]) {
        self.does(Command::Assess(set(week, scores)));
    }

    /// The same score in every dimension.
    fn level(&mut self, week: Week, score: f64) {
        self.score(week, [score; 4]);
    }

    fn goal(&mut self, horizon: Horizon, target: f64, by: Week) {
        let wanted = Some((target, by));
        self.does(Command::SetGoal(GoalSetting { template: "agility".to_owned(), horizon, wanted }));
    }

    fn log(&mut self, task: Option<&str>, day: i64, at: i64, outcome: Outcome) {
        let at = Stamp::from(&self.now.later(day * DAY + at * HOUR, 0).wall);
        let task = task.map(str::to_owned);
        self.does(Command::Log(LogEntry { task, at, seconds: 1500, outcome, note: None }));
    }
}

fn set(week: Week, scores: [f64; 4]) -> Scores {
    let scores = IDS.iter().zip(scores).map(|(id, score)| ((*id).to_owned(), score)).collect();
    Scores { template: "agility".to_owned(), scores, week: Some(week), ..Scores::default() }
}

fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-9 * expected.abs().max(1.0)
}

#[test]
fn the_worked_example_and_its_history() {
    let mut desk = Desk::new();
    let week = desk.week();
    desk.score(week.plus(-1), [80.0, 75.0, 65.0, 85.0]);
    desk.score(week, [90.0, 80.0, 70.0, 90.0]);
    let history = desk.model.weekly("agility", week, 3, desk.model.today(&desk.now));
    let scores: Vec<_> = history.weeks.iter().map(|row| row.line.score).collect();
    assert_eq!(scores, [None, Some(76.0), Some(82.0)]);
    assert_eq!(history.weeks[2].line.delta, Some(6.0));
    assert!(near(history.weeks[2].ewma.unwrap(), 0.7 * 76.0 + 0.3 * 82.0));
    assert_eq!(history.trend.n, 2);
    assert_eq!(history.forecast, Err(NoForecast::NoGoal));
}

#[test]
fn the_smoothed_line_does_not_depend_on_the_weeks_shown() {
    let mut desk = Desk::new();
    let week = desk.week();
    for (ago, score) in [(9, 40.0), (6, 70.0), (1, 80.0), (0, 90.0)] {
        desk.level(week.plus(-ago), score);
    }
    let smooth =
        |count| desk.model.weekly("agility", week, count, desk.model.today(&desk.now)).weeks.last().unwrap().ewma;
    assert_eq!(smooth(1), smooth(20));
    let two = 40.0 * 0.343 + 70.0 * 0.657;
    let three = two * 0.7_f64.powi(5) + 80.0 * (1.0 - 0.7_f64.powi(5));
    assert!(near(smooth(1).unwrap(), three * 0.7 + 90.0 * 0.3));
}

#[test]
fn what_a_goal_lacks_grows_until_its_week_is_over() {
    let mut desk = Desk::new();
    let week = desk.week();
    desk.level(week, 60.0);
    desk.goal(Horizon::Short, 80.0, week.plus(10));
    desk.now = desk.now.later(14 * DAY, 0);
    desk.level(week.plus(2), 61.0);
    let behind =
        |desk: &Desk| match desk.model.weekly("agility", desk.week(), 1, desk.model.today(&desk.now)).goals[0].course {
            Course::Behind(points) => points,
            other => panic!("{other:?}"),
        };
    assert!(near(behind(&desk), 3.0));
    // The week that has begun may still be scored.
    desk.now = desk.now.later(7 * DAY, 0);
    assert!(near(behind(&desk), 3.0));
    desk.now = desk.now.later(7 * DAY, 0);
    assert!(near(behind(&desk), 5.0), "{}", behind(&desk));
    desk.now = desk.now.later(42 * DAY, 0);
    assert_eq!(desk.week(), week.plus(10));
    assert!(near(behind(&desk), 19.0), "{}", behind(&desk));
}

#[test]
fn trend_and_forecast_do_not_depend_on_the_weeks_shown() {
    let mut desk = Desk::new();
    let week = desk.week();
    for ago in 0..18 {
        desk.level(week.plus(-ago), 80.0 - f64::from(ago) + f64::from(ago % 3));
    }
    desk.goal(Horizon::Long, 88.0, week.plus(40));
    let of = |count| {
        let history = desk.model.weekly("agility", week, count, desk.model.today(&desk.now));
        (history.trend, history.forecast, history.band(week.plus(2)), history.goals)
    };
    assert_eq!(of(30).0.n, 18);
    assert!(of(30).1.is_ok());
    for count in [1, 5, 6, 12] {
        assert_eq!(of(count), of(30), "{count}");
    }
    assert_eq!(desk.model.look_back(week, &desk.now).forecast, of(1).1);
    assert_eq!(desk.model.goals("agility", week), of(1).3);
    // A look at an earlier week knows nothing of later ones.
    assert_eq!(desk.model.weekly("agility", week.plus(-3), 2, desk.model.today(&desk.now)).trend.n, 15);
}

#[test]
fn a_goal_is_on_course_or_behind_a_straight_line() {
    let mut desk = Desk::new();
    let week = desk.week();
    desk.level(week, 60.0);
    desk.goal(Horizon::Short, 80.0, week.plus(10));
    let course =
        |desk: &Desk| desk.model.weekly("agility", desk.week(), 12, desk.model.today(&desk.now)).goals[0].course;
    assert_eq!(course(&desk), Course::OnCourse);
    desk.now = desk.now.later(28 * DAY, 0);
    desk.level(week.plus(4), 68.0);
    assert_eq!(course(&desk), Course::OnCourse);
    let changed = ScoresEdit { scores: vec![("decision".to_owned(), Some(58.0))], ..ScoresEdit::default() };
    let id = desk.model.assessment_of("agility", week.plus(4)).unwrap().id.to_string();
    desk.does(Command::EditAssessment { assessment: id, edit: changed });
    assert!(matches!(course(&desk), Course::Behind(points) if near(points, 3.0)), "{:?}", course(&desk));
    desk.level(week.plus(4), 81.0);
    assert_eq!(course(&desk), Course::Reached);
    desk.level(week.plus(4), 79.0);
    desk.now = desk.now.later(60 * DAY, 0);
    assert_eq!(course(&desk), Course::Missed);
}

#[test]
fn one_goal_for_each_horizon() {
    let mut desk = Desk::new();
    let week = desk.week();
    desk.goal(Horizon::Short, 80.0, week.plus(10));
    desk.goal(Horizon::Long, 90.0, week.plus(60));
    desk.goal(Horizon::Short, 85.0, week.plus(12));
    let goals = desk.model.weekly("agility", week, 1, desk.model.today(&desk.now)).goals;
    let kept: Vec<_> = goals.iter().map(|progress| (progress.goal.horizon, progress.goal.target)).collect();
    assert_eq!(kept, [(Horizon::Short, 85.0), (Horizon::Long, 90.0)]);
    assert_eq!(goals[0].course, Course::Unscored);
    let none = GoalSetting { template: "agility".to_owned(), horizon: Horizon::Short, wanted: None };
    desk.does(Command::SetGoal(none.clone()));
    assert_eq!(desk.model.weekly("agility", week, 1, desk.model.today(&desk.now)).goals.len(), 1);
    assert_eq!(desk.refuses(Command::SetGoal(none)), Refusal::NothingToChange);
    desk.does(Command::Undo);
    assert_eq!(desk.model.weekly("agility", week, 1, desk.model.today(&desk.now)).goals.len(), 2);
    let bad =
        |target, by| GoalSetting { wanted: Some((target, by)), template: "agility".to_owned(), ..Default::default() };
    for target in [f64::NAN, -1.0, 0.0, 100.5, f64::INFINITY] {
        let refused = desk.refuses(Command::SetGoal(bad(target, week)));
        assert!(matches!(refused, Refusal::OutOfRange { field: "target", .. }), "{refused:?}");
    }
    assert_eq!(desk.refuses(Command::SetGoal(bad(80.0, week.plus(-1)))), Refusal::InPast);
    let nobody = GoalSetting { template: "nobody".to_owned(), ..bad(80.0, week) };
    assert!(matches!(desk.refuses(Command::SetGoal(nobody)), Refusal::NoSuchTemplate { .. }));
}

#[test]
fn a_forecast_says_what_it_lacks() {
    let mut desk = Desk::new();
    let week = desk.week();
    let reason = |desk: &Desk| {
        desk.model.weekly("agility", desk.week(), 20, desk.model.today(&desk.now)).forecast.err().map(NoForecast::word)
    };
    desk.goal(Horizon::Long, 90.0, week.plus(80));
    assert_eq!(reason(&desk), Some("too_few"));
    for (n, score) in [60.0, 62.0, 63.0, 65.0, 66.0, 68.0].into_iter().enumerate() {
        desk.level(week.plus(n as i32 - 5), score);
    }
    assert_eq!(reason(&desk), None);
    let history = desk.model.weekly("agility", week, 20, desk.model.today(&desk.now));
    let found = history.forecast.unwrap();
    assert!(found.earliest > week && found.expected.is_some_and(|expected| expected >= found.earliest));
    let band = history.band(week.plus(3)).unwrap();
    assert!(band.low < band.mid && band.mid < band.high);
    desk.level(week, 95.0);
    assert_eq!(reason(&desk), Some("goal_reached"));
    assert_eq!(desk.model.weekly("agility", week, 20, desk.model.today(&desk.now)).band(week), None);
}

#[test]
fn noise_is_unknown_then_from_weeks_then_from_a_retest() {
    let mut desk = Desk::new();
    let week = desk.week();
    for (n, score) in [60.0, 64.0, 60.0, 64.0].into_iter().enumerate() {
        desk.level(week.plus(n as i32 - 4), score);
    }
    let standing = desk.model.standing("agility", week.plus(-1)).unwrap();
    assert_eq!((desk.model.noise(&standing), desk.model.verdict(&standing)), (Noise::Unknown, Verdict::Unknown));
    desk.score(week, [80.0, 82.0, 84.0, 86.0]);
    let standing = desk.model.standing("agility", week).unwrap();
    assert!(matches!(desk.model.noise(&standing), Noise::Successive(_)));
    let mut again = set(week, [81.0, 81.0, 86.0, 84.0]);
    again.retest = true;
    desk.does(Command::Assess(again));
    let standing = desk.model.standing("agility", week).unwrap();
    // Differences 1 −1 2 −2: SD² = 10/3, so SEM = √(5/3) for each, √(0.26·5/3) for S.
    let Noise::Retest(sem) = desk.model.noise(&standing) else { panic!("no retest") };
    assert!(near(sem, (0.26_f64 * 5.0 / 3.0).sqrt()), "{sem}");
    assert_eq!(desk.model.verdict(&standing), Verdict::RealChange);
}

#[test]
fn a_practice_becomes_a_task_and_the_next_scores_show_whether_it_moved() {
    let mut desk = Desk::new();
    let week = desk.week();
    desk.score(week, [80.0, 75.0, 65.0, 85.0]);
    let plan = |desk: &Desk| -> Vec<(String, f64)> {
        let standing = desk.model.standing("agility", week).unwrap();
        desk.model.training(&standing).into_iter().map(|exercise| (exercise.id, exercise.leverage)).collect()
    };
    let expected = [("decision", 10.5), ("analysis", 5.0), ("execution", 4.5), ("identification", 4.0)];
    for ((id, leverage), (expected_id, expected)) in plan(&desk).into_iter().zip(expected) {
        assert!(id == expected_id && near(leverage, expected), "{id} {leverage}");
    }
    desk.does(Command::AddTask(training::task_for("agility", "decision", "Keep a decision journal")));
    let moved = |desk: &Desk| {
        let week = desk.week();
        let last = desk.model.assessments("agility").next_back().unwrap();
        let standing = desk.model.stand(last, None).unwrap();
        let exercises = desk.model.training(&standing);
        let decision = exercises.into_iter().find(|exercise| exercise.id == "decision").unwrap();
        assert!(week >= last.week && !decision.practices.is_empty());
        (decision.tasks[0].before, decision.tasks[0].moved())
    };
    assert_eq!(moved(&desk), (Some((week, 65.0)), None));
    desk.now = desk.now.later(7 * DAY, 0);
    desk.score(week.plus(1), [80.0, 75.0, 71.0, 85.0]);
    assert_eq!(moved(&desk), (Some((week, 65.0)), Some(6.0)));
    let linked =
        TaskEdit { title: Some("x".to_owned()), dimension: Some(Some("a\x1bb".to_owned())), ..Default::default() };
    assert_eq!(desk.refuses(Command::AddTask(linked)), Refusal::Control { field: "dimension" });
}

#[test]
fn neither_old_scores_nor_a_repetition_show_that_something_moved() {
    let mut desk = Desk::new();
    let week = desk.week();
    desk.score(week, [80.0, 75.0, 65.0, 85.0]);
    desk.does(Command::AddTask(training::task_for("agility", "decision", "Keep a decision journal")));
    let moved = |desk: &Desk| {
        let last = desk.model.assessments("agility").next_back().unwrap();
        let standing = desk.model.stand(last, None).unwrap();
        let exercises = desk.model.training(&standing);
        let decision = exercises.into_iter().find(|exercise| exercise.id == "decision").unwrap();
        (decision.tasks[0].before, decision.tasks[0].after)
    };
    assert_eq!(moved(&desk), (Some((week, 65.0)), None));
    let dateless = Imported { date: None, ..imported(6, week.plus(-6), [30.0; 4]) };
    desk.does(Command::ImportAssessments(vec![imported(2, week.plus(-7), [20.0; 4]), dateless]));
    desk.score(week.plus(-2), [40.0; 4]);
    desk.does(Command::Assess(Scores { retest: true, ..set(week, [80.0, 75.0, 70.0, 85.0]) }));
    assert_eq!(moved(&desk), (Some((week, 65.0)), None));
    desk.now = desk.now.later(DAY, 0);
    desk.score(week, [80.0, 75.0, 68.0, 85.0]);
    assert_eq!(moved(&desk), (Some((week, 65.0)), Some((week, 68.0))));
}

#[test]
fn what_was_imported_is_as_old_as_its_date() {
    let mut desk = Desk::new();
    let week = desk.week();
    desk.does(Command::ImportAssessments(vec![imported(2, week.plus(-7), [70.0; 4])]));
    let again = |week| Command::Assess(Scores { retest: true, ..set(week, [71.0; 4]) });
    assert_eq!(desk.refuses(again(week.plus(-7))), Refusal::NothingToRetest);
    desk.does(Command::ImportAssessments(vec![imported(2, week, [70.0; 4])]));
    desk.does(again(week));
}

#[test]
fn the_first_estimate_is_the_one_that_is_measured_everywhere() {
    let mut desk = Desk::new();
    let week = desk.week();
    desk.now = desk.now.later(4 * DAY, 0);
    for n in 0..5 {
        let title = format!("task {n}");
        let estimate = |estimate| TaskEdit { estimate: Some(Some(estimate)), ..TaskEdit::default() };
        desk.does(Command::AddTask(TaskEdit { title: Some(title.clone()), ..estimate(2.0) }));
        desk.log(Some(&title), n - 5, 0, Outcome::Completed);
        // Once something is done, a new estimate stands beside the first one.
        desk.does(Command::EditTask { task: title.clone(), edit: estimate(5.0) });
        for slot in 1..4 {
            desk.log(Some(&title), n - 5, slot, Outcome::Completed);
        }
        desk.does(Command::Done { tasks: vec![title] });
    }
    let look = desk.model.look_back(week, &desk.now);
    assert_eq!((look.figures.counts.median_ratio, look.figures.counts.estimates), (Some(2.0), 5));
    assert!(look.offers.iter().any(|offer| offer.rule == Rule::EstimateUp));
    assert_eq!(desk.model.outlook().accuracy.unwrap().median_ratio, 2.0);
    let insights = desk.model.insights(4, &desk.now);
    assert_eq!(insights.estimates.unwrap().median_ratio, 2.0);
}

#[test]
fn scores_can_be_changed_and_deleted() {
    let mut desk = Desk::new();
    let week = desk.week();
    desk.score(week, [80.0, 75.0, 65.0, 85.0]);
    let id = desk.model.assessments("agility").next().unwrap().id.to_string();
    let edit = |scores: Vec<(&str, Option<f64>)>| Command::EditAssessment {
        assessment: id[..5].to_owned(),
        edit: ScoresEdit {
            scores: scores.into_iter().map(|(name, score)| (name.to_owned(), score)).collect(),
            ..ScoresEdit::default()
        },
    };
    desk.does(edit(vec![("决策", Some(85.0)), ("analysis", None)]));
    let standing = desk.model.standing("agility", week).unwrap();
    assert!(near(standing.score, (20.0 * 80.0 + 30.0 * 85.0 + 30.0 * 85.0) / 80.0) && near(standing.coverage, 0.8));
    assert!(matches!(desk.refuses(edit(vec![("decision", Some(100.5))])), Refusal::OffScale { .. }));
    assert!(matches!(desk.refuses(edit(vec![("decision", Some(1.0)), ("决策", None)])), Refusal::Twice { .. }));
    assert!(matches!(desk.refuses(edit(vec![(" ", Some(1.0))])), Refusal::Empty { .. }));
    assert!(matches!(desk.refuses(edit(vec![("nothing", Some(1.0))])), Refusal::NoSuchDimension { .. }));
    let all = IDS.iter().map(|id| (*id, None)).collect();
    assert_eq!(desk.refuses(edit(all)), Refusal::NoScores);
    assert_eq!(desk.refuses(edit(vec![("decision", Some(85.0))])), Refusal::NothingToChange);
    desk.does(Command::DeleteAssessment { assessment: id.clone() });
    assert!(desk.model.standing("agility", week).is_none());
    assert!(matches!(
        desk.refuses(Command::DeleteAssessment { assessment: id.clone() }),
        Refusal::NoSuchAssessment { .. }
    ));
    desk.does(Command::Undo);
    assert!(desk.model.standing("agility", week).is_some());
}

#[test]
fn new_weights_make_a_new_version_and_old_assessments_keep_theirs() {
    let mut desk = Desk::new();
    let week = desk.week();
    desk.score(week.plus(-1), [80.0, 75.0, 65.0, 85.0]);
    let agility = desk.model.template("agility").unwrap().clone();
    let heavier = agility.with_weights(&[("decision".to_owned(), 60.0), ("execution".to_owned(), 0.0)]).unwrap();
    let effects = desk.does(Command::KeepTemplate(Box::new(heavier.clone())));
    let [Effect::Template(kept), Effect::Undo] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!((kept.version, desk.model.template("agility").unwrap()), (2, &**kept));
    assert_eq!(templates::read(&templates::print(kept)), Ok((**kept).clone()));
    assert_eq!(desk.refuses(Command::KeepTemplate(Box::new(heavier))), Refusal::NothingToChange);
    desk.score(week, [80.0, 75.0, 65.0, 85.0]);
    let standing = desk.model.standing("agility", week).unwrap();
    assert!(near(standing.score_effect.unwrap(), 0.0) && near(standing.weight_effect.unwrap(), -6.0));
    assert!(near(standing.delta.unwrap(), -6.0) && near(standing.score, 70.0));
    let copy = agility.copied("mine", Wording { en: "Mine".to_owned(), zh: String::new() });
    desk.does(Command::KeepTemplate(Box::new(copy)));
    assert_eq!(desk.model.template("mine").unwrap().version, 1);
    let blank = agility.copied(" ", agility.name.clone());
    assert_eq!(desk.refuses(Command::KeepTemplate(Box::new(blank))), Refusal::Empty { field: "id" });
}

fn answers(week: Week, given: &[(&str, &str)]) -> Command {
    let answers = given.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect();
    Command::AnswerReview { week, answers }
}

#[test]
fn answers_are_kept_with_the_week_and_the_last_change_is_asked_about() {
    let mut desk = Desk::new();
    let week = desk.week();
    desk.does(answers(week.plus(-2), &[("change", "phone in the drawer")]));
    desk.does(answers(week, &[("helped", "two long blocks"), ("planned", "20, did 15")]));
    desk.does(answers(week, &[("helped", "mornings")]));
    let look = desk.model.look_back(week, &desk.now);
    let given: Vec<_> = look.questions.iter().map(|question| question.answer.as_deref()).collect();
    assert_eq!(given, [Some("20, did 15"), Some("mornings"), None, None, None, None]);
    let last = look.last_change.unwrap();
    assert_eq!((last.week, last.change.as_deref()), (week.plus(-2), Some("phone in the drawer")));
    assert_eq!(desk.model.look_back(week.plus(-2), &desk.now).last_change, None);
    desk.does(answers(week, &[("helped", " ")]));
    assert_eq!(desk.model.review_of(week).answers.find("helped"), None);
    assert_eq!(desk.refuses(answers(week, &[("helped", "")])), Refusal::NothingToChange);
    assert!(matches!(desk.refuses(answers(week, &[("weather", "x")])), Refusal::NoSuchQuestion { .. }));
    assert_eq!(desk.refuses(answers(week.plus(1), &[("helped", "x")])), Refusal::InFuture);
    assert_eq!(desk.refuses(answers(week, &[("helped", "a\x1b[2J")])), Refusal::Control { field: "answer" });
    assert!(matches!(desk.refuses(answers(week, &[("helped", &"x".repeat(20_000))])), Refusal::TooLong { .. }));
    desk.does(Command::Undo);
    assert_eq!(desk.model.review_of(week).answers.find("helped").map(String::as_str), Some("mornings"));
}

/// A week with 9 pomodoros and 4 given up.
fn stormy() -> (Desk, Week) {
    let mut desk = Desk::new();
    let week = desk.week();
    desk.does(Command::AddTask(TaskEdit { title: Some("Plan".to_owned()), ..TaskEdit::default() }));
    desk.now = desk.now.later(4 * DAY, 0);
    for day in 0..4 {
        for slot in 0..3 {
            let outcome = if slot == 2 { Outcome::Void } else { Outcome::Completed };
            desk.log(Some("Plan"), day - 4, slot, outcome);
        }
    }
    desk.log(None, -1, 5, Outcome::Completed);
    (desk, week)
}

#[test]
fn suggestions_follow_the_figures_of_the_week_and_what_is_decided_is_remembered() {
    let (mut desk, week) = stormy();
    let look = desk.model.look_back(week, &desk.now);
    let figures = &look.figures;
    assert_eq!((figures.counts.completed, figures.counts.void), (9, 4));
    assert!(near(figures.void_rate.unwrap(), 4.0 / 13.0));
    assert_eq!(figures.quadrants.iter().sum::<u32>(), 8);
    let offer = look.offers.iter().find(|offer| offer.rule == Rule::ShortenPomodoro).unwrap();
    let (figure, threshold) = offer.measure.unwrap();
    assert!(near(figure, 4.0 / 13.0) && threshold == 0.25 && offer.state == Decision::Open);
    let accept = |rule| Command::AcceptSuggestion { week, rule, title: "Do it".to_owned() };
    let effects = desk.does(accept(Rule::ShortenPomodoro));
    let setting = Effect::Setting { key: "timer.focus", value: "\"20m\"".to_owned() };
    assert!(effects.contains(&setting), "{effects:?}");
    let state = |desk: &Desk, rule| {
        let offers = desk.model.look_back(week, &desk.now).offers;
        offers.iter().find(|offer| offer.rule == rule).map(|offer| offer.state)
    };
    assert_eq!(state(&desk, Rule::ShortenPomodoro), Some(Decision::Accepted));
    assert_eq!(desk.refuses(accept(Rule::ShortenPomodoro)), Refusal::NothingToChange);
    assert!(matches!(desk.refuses(accept(Rule::PlanLess)), Refusal::NoSuchSuggestion { .. }));
    // Decided on, it stays in the list even where it no longer holds.
    desk.model.rules.timer.focus_s = 15 * 60;
    assert_eq!(state(&desk, Rule::ShortenPomodoro), Some(Decision::Accepted));
    let next = desk.model.look_back(week.plus(1), &desk.now).last_change.unwrap();
    assert_eq!(next.accepted, [Rule::ShortenPomodoro]);
    desk.does(Command::DismissSuggestion { week, rule: Rule::ShortenPomodoro });
    assert_eq!(state(&desk, Rule::ShortenPomodoro), Some(Decision::Dismissed));
}

fn set_to(effects: &[Effect]) -> Option<&str> {
    effects.iter().find_map(|effect| match effect {
        Effect::Setting { key: "timer.focus", value } => Some(value.as_str()),
        _ => None,
    })
}

#[test]
fn taking_a_followed_suggestion_back_takes_its_setting_back() {
    let (mut desk, week) = stormy();
    let rule = Rule::ShortenPomodoro;
    let accept = || Command::AcceptSuggestion { week, rule, title: "Do it".to_owned() };
    let dismiss = || Command::DismissSuggestion { week, rule };
    // What the desk does with the effect.
    let follow = |desk: &mut Desk, effects: &[Effect]| {
        let minutes: u32 = set_to(effects).unwrap().trim_matches(['"', 'm']).parse().unwrap();
        desk.model.rules.timer.focus_s = minutes * 60;
    };
    let effects = desk.does(accept());
    follow(&mut desk, &effects);
    assert_eq!(desk.model.rules.timer.focus_s, 20 * 60);
    let effects = desk.does(Command::Undo);
    assert_eq!(set_to(&effects), Some("\"25m\""));
    follow(&mut desk, &effects);
    let effects = desk.does(accept());
    follow(&mut desk, &effects);
    let effects = desk.does(dismiss());
    assert_eq!(set_to(&effects), Some("\"25m\""));
    follow(&mut desk, &effects);
    // Taking that back follows it again.
    let effects = desk.does(Command::Undo);
    assert_eq!(set_to(&effects), Some("\"20m\""));
    follow(&mut desk, &effects);
    // What was set by hand since stays, and that is said.
    desk.model.rules.timer.focus_s = 30 * 60;
    let stays = Effect::SettingStays { key: "timer.focus", value: "\"30m\"".to_owned() };
    // The dismissal that is undone between the two has set nothing.
    for (command, said) in [(dismiss(), true), (Command::Undo, false), (Command::Undo, true)] {
        let effects = desk.does(command.clone());
        assert!(effects.contains(&stays) == said && set_to(&effects).is_none(), "{command:?}: {effects:?}");
    }
}

#[test]
fn a_changed_template_can_be_taken_back() {
    let mut desk = Desk::new();
    let agility = desk.model.template("agility").unwrap().clone();
    let heavier = agility.with_weights(&[("decision".to_owned(), 60.0)]).unwrap();
    desk.does(Command::KeepTemplate(Box::new(heavier)));
    let copy = agility.copied("mine", Wording { en: "Mine".to_owned(), zh: String::new() });
    desk.does(Command::KeepTemplate(Box::new(copy.clone())));
    let effects = desk.does(Command::Undo);
    assert!(effects.contains(&Effect::TemplateGone(Box::new(copy))), "{effects:?}");
    assert!(desk.model.template("mine").is_none());
    let effects = desk.does(Command::Undo);
    assert!(effects.contains(&Effect::Template(Box::new(agility.clone()))), "{effects:?}");
    assert_eq!(desk.model.template("agility"), Some(&agility));
    assert_eq!(desk.refuses(Command::Undo), Refusal::NothingToUndo);
    // Not over what somebody has written into the file since.
    desk.does(Command::KeepTemplate(Box::new(agility.with_weights(&[("decision".to_owned(), 50.0)]).unwrap())));
    desk.model.templates.iter_mut().find(|known| known.id == "agility").unwrap().dimensions[0].weight = 1.0;
    assert!(matches!(desk.refuses(Command::Undo), Refusal::ChangedSince { .. }));
}

#[test]
fn what_is_open_now_is_told_of_the_present_week_and_stays_dismissed() {
    let (mut desk, week) = stormy();
    let title = Some("a large one".to_owned());
    desk.does(Command::AddTask(TaskEdit { title, estimate: Some(Some(9.0)), ..TaskEdit::default() }));
    let rule = Rule::SplitLargeTasks;
    let state = |desk: &Desk, week| {
        let offers = desk.model.look_back(week, &desk.now).offers;
        offers.iter().find(|offer| offer.rule == rule).map(|offer| offer.state)
    };
    assert_eq!((state(&desk, week), state(&desk, week.plus(-1))), (Some(Decision::Open), None));
    desk.does(Command::DismissSuggestion { week, rule });
    desk.now = desk.now.later(7 * DAY, 0);
    assert_eq!(state(&desk, week.plus(1)), Some(Decision::Dismissed));
    // It can still be followed, and is offered again then.
    desk.does(Command::AcceptSuggestion { week: week.plus(1), rule, title: "Split".to_owned() });
    assert_eq!(state(&desk, week.plus(1)), Some(Decision::Accepted));
    desk.now = desk.now.later(7 * DAY, 0);
    assert_eq!(state(&desk, week.plus(2)), Some(Decision::Open));
}

#[test]
fn an_import_that_contradicts_itself_is_refused() {
    let mut desk = Desk::new();
    let week = desk.week();
    let refused = |desk: &mut Desk, set: Imported| match desk.refuses(Command::ImportAssessments(vec![set])) {
        Refusal::InRow { row, column, reason } => (row, column, *reason),
        other => panic!("{other:?}"),
    };
    let other = Imported { date: Some(week.plus(-1).monday()), ..imported(2, week, [70.0; 4]) };
    assert_eq!(refused(&mut desk, other), (2, "date", Refusal::NotInWeek { week }));
    let again = |first: &str| Imported { retest_of: Some(first.to_owned()), ..imported(6, week, [71.0; 4]) };
    let (row, column, reason) = refused(&mut desk, again("nobody"));
    assert_eq!((row, column, reason), (6, "retest_of", Refusal::NoSuchAssessment { assessment: "nobody".to_owned() }));
    let first = Imported { id: Some("first".to_owned()), ..imported(2, week, [70.0; 4]) };
    desk.does(Command::ImportAssessments(vec![again("first"), first]));
}

#[test]
fn what_is_imported_last_without_a_date_is_the_last() {
    let mut desk = Desk::new();
    let week = desk.week();
    desk.score(week, [60.0; 4]);
    desk.score(week.plus(-3), [60.0; 4]);
    let dateless = |ago: i32, score: f64| Imported { date: None, ..imported(2, week.plus(-ago), [score; 4]) };
    desk.does(Command::ImportAssessments(vec![dateless(0, 70.0), dateless(3, 71.0)]));
    let last = |desk: &Desk, ago: i32| desk.model.assessment_of("agility", week.plus(-ago)).unwrap().scores.0[0].1;
    assert_eq!((last(&desk, 0), last(&desk, 3)), (70.0, 71.0));
    desk.score(week, [80.0; 4]);
    assert_eq!(last(&desk, 0), 80.0);
}

#[test]
fn a_suggestion_without_a_setting_becomes_a_task() {
    let (mut desk, week) = stormy();
    for (n, estimate) in [0.5, 0.5, 0.5].into_iter().enumerate() {
        let title = Some(format!("small {n}"));
        desk.does(Command::AddTask(TaskEdit { title, estimate: Some(Some(estimate)), ..TaskEdit::default() }));
    }
    let accept = |title: &str| {
        let title = title.to_owned();
        Command::AcceptSuggestion { week, rule: Rule::MergeSmallTasks, title }
    };
    assert_eq!(desk.refuses(accept("  ")), Refusal::Empty { field: "title" });
    desk.does(accept("Put the small tasks together"));
    assert!(desk.model.find_task("Put the small tasks together").is_ok());
    desk.does(Command::Undo);
    assert!(desk.model.find_task("Put the small tasks together").is_err());
    let offers = desk.model.look_back(week, &desk.now).offers;
    assert!(offers.iter().any(|offer| offer.rule == Rule::MergeSmallTasks && offer.state == Decision::Open));
}

#[test]
fn the_plan_of_the_week_counts_once_a_day() {
    let (mut desk, week) = stormy();
    let task = desk.model.find_task("Plan").unwrap();
    let monday = week.monday();
    for pomodoros in [9, 4] {
        let accepted = vec![Share { task: task.clone(), pomodoros, before: 0 }];
        desk.does(Command::AcceptPlan { date: monday, accepted, capacity: None });
    }
    let look = desk.model.look_back(week, &desk.now);
    assert_eq!((look.figures.planned, look.figures.counts.days_planned), (Some(4), 1));
    let line = &desk.model.weekly("agility", week, 1, desk.model.today(&desk.now)).weeks[0];
    assert_eq!((line.line.planned, line.line.on_plan), (Some(4), Some(2)));
    assert!(line.objective.score.is_some());
}

#[test]
fn what_is_planned_for_days_to_come_is_not_missed() {
    let (mut desk, week) = stormy();
    let task = desk.model.find_task("Plan").unwrap();
    let today = desk.model.today(&desk.now);
    let plan = |desk: &mut Desk, date, pomodoros| {
        let accepted = vec![Share { task: task.clone(), pomodoros, before: 0 }];
        desk.does(Command::AcceptPlan { date, accepted, capacity: None });
    };
    plan(&mut desk, today, 2);
    let line = |desk: &Desk| desk.model.weekly("agility", week, 1, desk.model.today(&desk.now)).weeks.remove(0);
    let before = line(&desk);
    assert!(before.objective.score.is_some());
    plan(&mut desk, today.tomorrow().unwrap(), 9);
    assert_eq!(line(&desk), before);
    let figures = desk.model.look_back(week, &desk.now).figures;
    assert_eq!((figures.planned, figures.counts.days_planned), (Some(2), 1));
    desk.now = desk.now.later(DAY, 0);
    assert_eq!(line(&desk).line.planned, Some(11));
}

fn imported(row: usize, week: Week, scores: [f64; 4]) -> Imported {
    let lines = IDS.iter().zip(scores).enumerate().map(|(n, (id, score))| ImportedLine {
        row: row + n,
        dimension: (*id).to_owned(),
        score: Some(score),
        weight: 25.0,
        note: None,
    });
    let date = Some(week.monday());
    Imported { row, template: "agility".to_owned(), week, date, lines: lines.collect(), ..Imported::default() }
}

#[test]
fn an_import_is_all_or_nothing_and_knows_what_is_there() {
    let mut desk = Desk::new();
    let week = desk.week();
    let sets = vec![imported(2, week.plus(-2), [70.0; 4]), imported(6, week.plus(-1), [75.0; 4])];
    let mut bad = sets.clone();
    bad[1].lines[3].score = Some(101.0);
    match desk.refuses(Command::ImportAssessments(bad)) {
        Refusal::InRow { row: 9, column: "score", reason } => assert!(matches!(*reason, Refusal::OffScale { .. })),
        other => panic!("{other:?}"),
    }
    let refused = |desk: &mut Desk, edit: fn(&mut Imported)| {
        let mut set = imported(2, desk.week(), [70.0; 4]);
        edit(&mut set);
        match desk.refuses(Command::ImportAssessments(vec![set])) {
            Refusal::InRow { row, column, .. } => (row, column),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refused(&mut desk, |set| set.template = "x".to_owned()), (2, "template"));
    assert_eq!(refused(&mut desk, |set| set.week = set.week.plus(1)), (2, "week"));
    assert_eq!(refused(&mut desk, |set| set.scale = Some("likert-1".to_owned())), (2, "scale"));
    assert_eq!(refused(&mut desk, |set| set.id = Some("a b".to_owned())), (2, "assessment"));
    assert_eq!(refused(&mut desk, |set| set.lines[1].dimension = "decision".to_owned()), (4, "dimension"));
    assert_eq!(refused(&mut desk, |set| set.lines[1].dimension = "  ".to_owned()), (3, "dimension"));
    assert_eq!(refused(&mut desk, |set| set.lines[2].weight = f64::NAN), (4, "weight"));
    assert_eq!(refused(&mut desk, |set| set.lines[2].weight = 1e308), (4, "weight"));
    assert_eq!(refused(&mut desk, |set| set.lines.iter_mut().for_each(|line| line.weight = 0.0)), (2, "weight"));
    assert_eq!(refused(&mut desk, |set| set.lines.clear()), (2, "score"));
    desk.does(Command::ImportAssessments(sets.clone()));
    assert_eq!(desk.model.assessments("agility").count(), 2);
    assert_eq!(desk.refuses(Command::ImportAssessments(sets.clone())), Refusal::NothingToChange);
    desk.does(Command::ImportAssessments([sets, vec![imported(10, week, [80.0; 4])]].concat()));
    assert_eq!(desk.model.assessments("agility").count(), 3);
}

#[test]
fn several_imported_sets_of_a_day_keep_their_order() {
    let mut desk = Desk::new();
    let week = desk.week();
    let sets = (0..9).map(|n| imported(2 + n * 4, week, [f64::from(n as u32) * 10.0; 4])).collect();
    desk.does(Command::ImportAssessments(sets));
    let scores: Vec<_> = desk.model.assessments("agility").map(|known| known.scores.0[0].1).collect();
    assert_eq!(scores, [0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_history_has_a_row_for_every_week(scores in proptest::collection::vec((0i32..60, proptest::array::uniform4(0.0..=100.0f64)), 0..12), count in 1u32..70, target in 1.0..=100.0f64) {
        let mut desk = Desk::new();
        let week = desk.week();
        desk.goal(Horizon::Short, target, week.plus(9));
        for (ago, scores) in scores {
            desk.score(week.plus(-ago), scores);
        }
        let history = desk.model.weekly("agility", week, count, desk.model.today(&desk.now));
        prop_assert_eq!(history.weeks.len(), count as usize);
        prop_assert!(history.weeks.iter().all(|row| row.ewma.is_some() == row.line.score.is_some()));
        prop_assert!(history.weeks.iter().flat_map(|row| row.ewma).all(|score| (0.0..=100.0).contains(&score)));
        if let Course::Behind(points) = history.goals[0].course {
            prop_assert!(points > 0.0 && points <= 100.0);
        }
        let look = desk.model.look_back(week, &desk.now);
        prop_assert_eq!(look.questions.len(), 6);
    }
}
