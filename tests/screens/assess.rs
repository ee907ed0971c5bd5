//! The look back on a week, the weeks and the assessment on the whole screen, and their dialogs.
use focus_tui::{
    domain::{
        command::{Command, GoalSetting, LogEntry},
        commitment::Horizon,
        session::Outcome,
        stamp::Stamp,
        week::Week,
    },
    text::locale::Lang,
};
use jiff::ToSpan;

use super::{named, stage::Stage};

const LANGS: [Lang; 2] = [Lang::En, Lang::ZhCn];

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

#[test]
fn the_look_back() {
    for lang in LANGS {
        let mut stage = hard_week(lang);
        stage.keys("v");
        insta::assert_snapshot!(named(lang, "review"), at_three_sizes(&mut stage));
        stage.keys("<end>o<tab>short walks<enter>");
        insta::assert_snapshot!(named(lang, "review-last"), at_three_sizes(&mut stage));
        stage.keys("<home><down><enter>the phone");
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
