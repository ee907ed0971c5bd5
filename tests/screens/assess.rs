//! The look back on a week, the weeks and the assessment on the whole screen, and their dialogs.
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use focus_tui::{
    domain::{
        command::{Command, GoalSetting, LogEntry},
        commitment::{DayPlan, Horizon, Share},
        id::Id,
        look_back::Decision,
        session::Outcome,
        stamp::Stamp,
        week::Week,
    },
    text::locale::Lang,
    ui::{Input, Pane, Reply, Tone, View},
};
use jiff::ToSpan;

use super::{named, stage::Stage};

const LANGS: [Lang; 2] = [Lang::En, Lang::ZhCn];

fn key(c: char) -> Input {
    Input::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
}

/// The state at the three sizes that a person is likely to have.
fn at_three_sizes(stage: &mut Stage) -> String {
    [(120, 36), (80, 24), (40, 12)].map(|(width, height)| stage.text_at(width, height)).join("\n──\n")
}

/// A week in which much was given up: the look back has something to suggest.
fn hard_week(lang: Lang) -> Stage {
    let mut stage = Stage::lived_in(lang);
    for n in 0..9 {
        let day = Week::parse("2026-W47").unwrap().monday().checked_add((n % 5).days()).unwrap();
        let start = day.at(14 + (n / 5) as i8, 0, 0, 0).in_tz("Europe/Berlin").unwrap();
        stage.does(Command::Log(LogEntry {
            task: None,
            at: Stamp::from(&start),
            seconds: 600,
            outcome: Outcome::Void,
            note: None,
        }));
    }
    stage
}

fn with_goals(stage: &mut Stage) {
    for (horizon, target, by) in [(Horizon::Short, 90.0, "2027-W09"), (Horizon::Long, 95.0, "2027-W47")] {
        let wanted = Some((target, Week::parse(by).unwrap()));
        stage.does(Command::SetGoal(GoalSetting { template: "agility".to_owned(), horizon, wanted }));
    }
}

/// Eight weeks with a plan for their Monday and Tuesday, so that there is an objective score.
fn with_plans(stage: &mut Stage) {
    let task = stage.model.book.tasks.values().find(|task| task.estimate() == Some(40.0)).unwrap().id.clone();
    for back in 0..8 {
        for date in Week::parse("2026-W47").unwrap().plus(-back).days().take(2) {
            let id = Id::new(&format!("p{date}")).unwrap();
            let accepted = vec![Share { task: task.clone(), pomodoros: 3 + back as u32 % 3 }];
            stage.model.book.plans.insert(id.clone(), DayPlan { id, date, accepted, ..DayPlan::default() });
        }
    }
}

#[test]
fn the_look_back() {
    for lang in LANGS {
        let mut stage = hard_week(lang);
        stage.keys("v");
        insta::assert_snapshot!(named(lang, "review"), at_three_sizes(&mut stage));
        stage.keys("<end>o<tab>short walks<enter>");
        insta::assert_snapshot!(named(lang, "review-last"), at_three_sizes(&mut stage));
        stage.keys("<home><down><down><enter>the phone");
        insta::assert_snapshot!(named(lang, "review-form"), at_three_sizes(&mut stage));
    }
}

#[test]
fn the_worked_example_is_seen_in_the_look_back() {
    let mut stage = hard_week(Lang::En);
    with_goals(&mut stage);
    stage.keys("v");
    let text = stage.text_at(120, 36);
    for part in ["76.0", "82.0", "+2.0", "+1.0", "+1.5", "▴ 6.0"] {
        assert!(text.contains(part), "{part}:\n{text}");
    }
}

#[test]
fn an_accepted_suggestion_asks_for_a_setting_and_a_dismissed_one_stays_dismissed() {
    let mut stage = hard_week(Lang::En);
    stage.keys("v");
    let reply = stage.input(key('y'));
    let week = Week::parse("2026-W47").unwrap();
    assert!(matches!(&reply, Reply::Do(commands) if matches!(commands[..], [Command::AcceptSuggestion { .. }])));
    let message = stage.screen.message.clone().unwrap();
    assert_eq!((message.text.as_str(), message.tone), ("timer.focus is now 20m", Tone::Done));
    stage.keys("<down>Y");
    let offers = stage.model.look_back(week, &stage.now).offers;
    assert_eq!(offers.iter().map(|offer| offer.state).collect::<Vec<_>>(), [Decision::Accepted, Decision::Dismissed]);
    // A question is no suggestion.
    stage.keys("<down>y");
    assert_eq!(stage.screen.message.as_ref().unwrap().tone, Tone::Refused);
}

#[test]
fn a_week_before_can_be_looked_back_on() {
    let mut stage = hard_week(Lang::En);
    stage.keys("v<left>");
    assert!(stage.text().contains("2026-W46 · 9 Nov – 15 Nov"), "{}", stage.text());
    stage.keys("<end><enter>it rained<enter>");
    let review = stage.model.review_of(Week::parse("2026-W46").unwrap());
    assert!(review.answers.0.iter().any(|(_, answer)| answer == "it rained"), "{review:?}");
    stage.keys("0");
    assert!(stage.text().contains("2026-W47"));
}

#[test]
fn the_weeks_on_the_whole_screen() {
    for lang in LANGS {
        let mut stage = Stage::lived_in(lang);
        with_goals(&mut stage);
        with_plans(&mut stage);
        stage.keys("w");
        insta::assert_snapshot!(named(lang, "weeks-full"), at_three_sizes(&mut stage));
        stage.keys("C<left>");
        insta::assert_snapshot!(named(lang, "weeks-compare"), at_three_sizes(&mut stage));
    }
}

#[test]
fn two_weeks_are_compared_in_either_order() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("w<left>c<right>");
    let text = stage.text();
    for part in ["2026-W46 → 2026-W47", "76.0", "82.0", "+2.0", "+1.0", "+1.5"] {
        assert!(text.contains(part), "{part}:\n{text}");
    }
    stage.keys("<esc>");
    assert!(stage.screen.compared.is_none() && stage.screen.view == View::Full(Pane::Weeks));
}

#[test]
fn the_assessment_on_the_whole_screen() {
    for lang in LANGS {
        let mut stage = Stage::lived_in(lang);
        with_goals(&mut stage);
        with_plans(&mut stage);
        stage.keys("3<enter><down>T");
        insta::assert_snapshot!(named(lang, "assessment-full"), at_three_sizes(&mut stage));
    }
}

#[test]
fn a_practice_becomes_a_task_and_the_next_assessment_says_whether_it_moved() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("3<enter>T");
    let link = Some("agility/decision".to_owned());
    let linked = |stage: &Stage| stage.model.book.tasks.values().filter(|task| task.dimension == link).count();
    assert_eq!(linked(&stage), 1);
    assert!(stage.text().contains("70, not scored since"), "{}", stage.text());
    // Once is enough.
    stage.keys("T");
    assert_eq!(linked(&stage), 1);
    assert_eq!(stage.screen.message.as_ref().unwrap().tone, Tone::Refused);
    stage.now = stage.now.later(7 * 86_400_000, 0);
    stage.keys("s<down><down>85<enter>");
    assert!(stage.text().contains("70 → 85 since (+15.0)"), "{}", stage.text());
    stage.keys("uu");
    assert!(!stage.text().contains("not scored since"), "{}", stage.text());
}

#[test]
fn what_scores_and_what_weights_did_are_told_apart() {
    let mut stage = Stage::lived_in(Lang::En);
    let agility = stage.model.template("agility").unwrap().clone();
    let next = agility.with_weights(&[("decision".to_owned(), 60.0)]).unwrap();
    stage.model.templates.retain(|template| template.id != "agility");
    stage.model.templates.insert(0, next);
    stage.now = stage.now.later(7 * 86_400_000, 0);
    stage.keys("3<enter>s90<tab>80<tab>70<tab>90<enter>");
    let text = stage.text();
    assert!(text.contains("scores 0.0, changed weights -2.8"), "{text}");
}
