//! The look back on a week, the weeks and the assessment on the whole screen, and their dialogs.
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use focus_tui::{
    domain::{
        command::{Command, GoalSetting, LogEntry},
        commitment::{DayPlan, Horizon, Share},
        draft::Draft,
        id::Id,
        look_back::Decision,
        session::Outcome,
        stamp::Stamp,
        week::Week,
    },
    text::locale::Lang,
    ui::{Dialog, Input, Pane, Reply, Spot, Tone, View},
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
            let accepted = vec![Share { task: task.clone(), pomodoros: 3 + back as u32 % 3, before: 0 }];
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
    assert_eq!((message.text.as_str(), message.tone), ("timer.focus is now 20m", Tone::Undoable));
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
    // The second enter leaves the other dimensions out.
    stage.keys("s<down><down>85<enter><enter>");
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
    // Beside each contribution stands what of it the weight made; the scores stayed, so it is all of it.
    for (of, part) in [("Decision", "+11.3"), ("Execution", "-6.2")] {
        let row = text.lines().find(|line| line.contains(part) && line.contains("w ")).unwrap_or(&text);
        assert!(row.contains(of) && row.contains(&format!("w {part}")), "{of} {part}:\n{text}");
    }
}

#[test]
fn scoring_with_a_ghost_a_note_and_a_retest() {
    for lang in LANGS {
        let mut stage = Stage::lived_in(lang);
        stage.keys("s<down><right>n写 it took three days");
        insta::assert_snapshot!(named(lang, "scores-note"), at_three_sizes(&mut stage));
        stage.keys("<enter><up>r75");
        insta::assert_snapshot!(named(lang, "scores-retest"), at_three_sizes(&mut stage));
    }
}

#[test]
fn a_note_is_kept_with_its_dimension_and_escape_leaves_the_note_alone() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.now = stage.now.later(1000, 0);
    stage.keys("s<down>nslow<esc>");
    assert!(matches!(&stage.screen.dialog, Some(Dialog::Scores(form)) if !form.writes));
    stage.keys("<enter>");
    let kept = stage.model.assessment_of("agility", Week::parse("2026-W47").unwrap()).unwrap();
    assert_eq!(kept.notes.0, [("analysis".to_owned(), "slow".to_owned())]);
}

#[test]
fn a_retest_within_two_days_tells_the_noise() {
    let mut stage = Stage::empty(Lang::En);
    stage.keys("sr");
    assert!(matches!(&stage.screen.dialog, Some(Dialog::Scores(form)) if form.error.is_some() && !form.retest));
    stage.keys("80<tab>75<tab>65<tab>85<enter>");
    stage.now = stage.now.later(3_600_000, 0);
    stage.keys("sr");
    // Nothing of the first time is shown.
    assert!(!stage.text().contains("(80)") && stage.text().contains("retest"), "{}", stage.text());
    stage.keys("82<tab>75<tab>67<tab>85<enter>");
    let week = Week::parse("2026-W47").unwrap();
    let standing = stage.model.standing("agility", week).unwrap();
    assert!(standing.assessment.retest_of.is_some());
    assert!(stage.model.noise(&standing).sem().is_some());
    stage.now = stage.now.later(49 * 3_600_000, 0);
    stage.keys("3<left>sr");
    assert!(matches!(&stage.screen.dialog, Some(Dialog::Scores(form)) if form.error.is_some()));
}

#[test]
fn dimensions_are_compared_in_pairs() {
    for lang in LANGS {
        let mut stage = Stage::lived_in(lang);
        stage.keys("W<left><left>");
        insta::assert_snapshot!(named(lang, "pairs"), at_three_sizes(&mut stage));
        // 3 : 1, 5 : 1, 1 : 1, then judgments that do not fit together.
        stage.keys("<enter><left><left><left><left><enter><enter><left><left><left><enter><right><right><enter>");
        insta::assert_snapshot!(named(lang, "pairs-late"), at_three_sizes(&mut stage));
        stage.keys("<left><left><left><enter><enter>");
        insta::assert_snapshot!(named(lang, "pairs-refused"), at_three_sizes(&mut stage));
    }
}

#[test]
fn consistent_judgments_become_the_next_version() {
    let mut stage = Stage::lived_in(Lang::En);
    // The first matters twice as much as each of the others, which matter the same.
    stage.keys("W<left><enter><left><enter><left><enter><enter><enter><enter>");
    assert!(stage.text().contains("CR 0.000"), "{}", stage.text());
    let reply = stage.input(Input::Key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE)));
    let Reply::Do(commands) = reply else { panic!("{reply:?}") };
    let [Command::KeepTemplate(template)] = &commands[..] else { panic!("{commands:?}") };
    let weights: Vec<f64> = template.dimensions.iter().map(|dimension| dimension.weight).collect();
    for (weight, expected) in weights.iter().zip([40.0, 20.0, 20.0, 20.0]) {
        assert!((weight - expected).abs() < 1e-6, "{weights:?}");
    }
    let kept = stage.model.template("agility").unwrap();
    assert_eq!((kept.version, stage.screen.dialog.is_none()), (2, true));
}

#[test]
fn what_fits_least_is_one_key_away() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("W<left><left><enter><enter><enter><right><right><right><right><enter><enter><enter>!");
    let Some(Dialog::Pairs(form)) = &stage.screen.dialog else { panic!("no dialog") };
    let worst = form.found().unwrap().unwrap().most_inconsistent.unwrap();
    assert_eq!(form.pairs.question(), Some((worst.row, worst.column)));
}

#[test]
fn templates_are_listed_and_changed() {
    for lang in LANGS {
        let mut stage = Stage::lived_in(lang);
        let line = "templates/mine.toml, line 3, column 8: name is 7".to_owned();
        stage.screen.bad_templates = vec![("mine.toml".to_owned(), line)];
        stage.keys("B<down>");
        insta::assert_snapshot!(named(lang, "templates"), at_three_sizes(&mut stage));
        stage.keys("<up><enter><tab><tab><tab><right><right><tab>");
        insta::assert_snapshot!(named(lang, "template-form"), at_three_sizes(&mut stage));
    }
}

#[test]
fn a_template_of_ones_own_is_made_and_scored() {
    let mut stage = Stage::empty(Lang::En);
    stage.keys("Ba<ctrl-u>writing<tab>Writing<tab><right><right><down>Clarity<tab><ctrl-u>30<ctrl-n>Rhythm<tab>");
    stage.keys("<ctrl-u>30<tab>Does it flow?");
    assert!(stage.text().contains("Σ 60, not 100"), "{}", stage.text());
    stage.keys("<ctrl-p><enter>");
    let kept = stage.model.template("writing").unwrap_or_else(|| panic!("{}", stage.text()));
    assert_eq!((kept.version, kept.scale.word().as_str(), kept.name.en.as_str()), (1, "likert-7", "Writing"));
    let rows: Vec<_> = kept.dimensions.iter().map(|known| (known.id.as_str(), known.weight)).collect();
    assert_eq!(rows, [("clarity", 50.0), ("rhythm", 50.0)]);
    assert_eq!(kept.dimensions[1].question.en, "Does it flow?");
    // The same id once more is refused beside its field, and nothing is lost.
    stage.keys("Ba<ctrl-u>writing<tab>Other<enter>");
    assert!(matches!(&stage.screen.dialog, Some(Dialog::Template(form)) if form.error.is_some() && form.at == 0));
    stage.keys("<esc>B<down><down><down><down><space>s7<tab>1<enter>");
    let week = Week::parse("2026-W47").unwrap();
    assert_eq!(stage.model.standing("writing", week).unwrap().score, 50.0);
}

#[test]
fn what_is_wrong_is_shown_where_it_stands_and_a_broken_file_is_not_written_over() {
    let mut stage = Stage::empty(Lang::En);
    let line = "templates/mine.toml, line 3, column 8: name is 7".to_owned();
    stage.screen.bad_templates = vec![("mine.toml".to_owned(), line.clone())];
    let form = |stage: &Stage| match &stage.screen.dialog {
        Some(Dialog::Template(form)) => (form.spot(), form.error.clone().unwrap_or_default()),
        other => panic!("{other:?}"),
    };
    stage.keys("Ba<enter>");
    assert_eq!(form(&stage), (Spot::Head(1), "A name is empty.".to_owned()));
    stage.keys("Mine<enter>");
    assert_eq!(form(&stage).0, Spot::Cell(0, 0));
    stage.keys("One<ctrl-n>Two<tab><ctrl-u>-1<enter>");
    assert_eq!(form(&stage).0, Spot::Cell(1, 1));
    stage.keys("<ctrl-u>5<ctrl-n>two<enter>");
    assert_eq!(form(&stage).0, Spot::Cell(2, 0));
    stage.keys("<ctrl-u>Three<enter>");
    assert_eq!(form(&stage).1, line);
    assert!(stage.model.template("mine").is_none());
}

#[test]
fn weights_that_cannot_be_are_refused_where_they_stand() {
    for weight in ["-1", "nan", "1e308", "x"] {
        let mut stage = Stage::empty(Lang::En);
        stage.keys(&format!("B<enter><down><down><tab><ctrl-u>{weight}<enter>"));
        let Some(Dialog::Template(form)) = &stage.screen.dialog else { panic!("{weight} was kept") };
        assert!(form.error.is_some(), "{weight}");
        assert_eq!(stage.model.template("agility").unwrap().version, 1);
    }
}

#[test]
fn goals_are_set_and_taken_away() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("L90<tab>w9<tab>95<tab>2027-11-25<enter>");
    let goals = |stage: &Stage| {
        let mut goals: Vec<_> = stage.model.book.goals.values().filter(|goal| !goal.deleted).cloned().collect();
        goals.sort_by_key(|goal| goal.by);
        goals.into_iter().map(|goal| (goal.target, goal.by.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(goals(&stage), [(90.0, "2027-W09".to_owned()), (95.0, "2027-W47".to_owned())]);
    assert!(stage.text().contains("goal 90 by 2027-W09") && stage.text().contains("on course"), "{}", stage.text());
    for bad in ["120", "0", "x", "nan"] {
        stage.keys(&format!("L<ctrl-u>{bad}<enter>"));
        assert!(
            matches!(&stage.screen.dialog, Some(Dialog::Form(form)) if form.error.as_ref().is_some_and(|e| e.0 == 0))
        );
        stage.keys("<ctrl-u>90<esc>");
    }
    stage.keys("L<tab><ctrl-u>2026-W54<enter>");
    assert!(matches!(&stage.screen.dialog, Some(Dialog::Form(form)) if form.error.as_ref().is_some_and(|e| e.0 == 1)));
    // Both fields of both horizons at once.
    stage.keys("<ctrl-u>2027-W09<esc>L<ctrl-u>x<tab><ctrl-u>2026-W54<tab><ctrl-u>120<tab><ctrl-u>2025-W01<enter>");
    let Some(Dialog::Form(form)) = &stage.screen.dialog else { panic!("the form is gone") };
    assert_eq!(form.errors().map(|(at, _)| *at).collect::<Vec<_>>(), [0, 1, 2, 3]);
    stage.keys("<ctrl-u>90<tab><ctrl-u>2027-W09<tab><ctrl-u>95<tab><ctrl-u>2027-W47<enter>");
    stage.keys("L<ctrl-u><enter>");
    assert_eq!(goals(&stage), [(95.0, "2027-W47".to_owned())]);
    for lang in LANGS {
        let mut stage = Stage::lived_in(lang);
        stage.keys("L90<tab>w9");
        insta::assert_snapshot!(named(lang, "goals"), at_three_sizes(&mut stage));
    }
}

#[test]
fn what_was_written_outlives_the_screen() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("s<down>66nbecause<enter><esc>ahalf a task<esc>voit rained<esc>W<left><enter><esc>");
    stage.keys("B<enter><down><down><tab><right><esc>L80<tab>w9<esc>v");
    let drafts = stage.screen.drafts();
    assert_eq!(drafts.len(), 6, "{drafts:?}");
    let mut again = Stage::lived_in(Lang::En);
    again.screen.take_drafts(&again.model, &again.locale, &again.now, &drafts);
    let sorted = |mut drafts: Vec<Draft>| {
        drafts.sort_by(|a, b| a.kind.cmp(&b.kind));
        drafts
    };
    assert_eq!(sorted(again.screen.drafts()), sorted(drafts));
    again.keys("s");
    assert!(
        again.text().contains("66") && matches!(&again.screen.dialog, Some(Dialog::Scores(form)) if form.is_changed())
    );
    again.keys("<enter>");
    assert!(again.screen.drafts().iter().all(|draft| draft.kind != "scores"));
}

#[test]
fn drafts_that_somebody_spoiled_are_left_out() {
    let mut stage = Stage::lived_in(Lang::En);
    let draft = |kind: &str, of: &str, field: &str, text: &str| Draft {
        kind: kind.to_owned(),
        of: of.to_owned(),
        fields: [(field.to_owned(), text.to_owned())].into(),
    };
    let drafts = [
        draft("scores", "agility 2026-W54", "score.analysis", "5"),
        draft("scores", "nothing 2026-W47", "score.analysis", "5"),
        draft("scores", "agility 2026-W47", "score.analysis", "1e9"),
        draft("edit-task", "../../x", "title", "x"),
        draft("pairs", "agility", "identification:analysis", "999"),
        draft("template", "agility", "name", "a\u{1b}[2Jb"),
        draft("what", "", "x", "y"),
    ];
    stage.screen.take_drafts(&stage.model, &stage.locale, &stage.now, &drafts);
    let kinds: Vec<_> = stage.screen.drafts().into_iter().map(|draft| draft.kind).collect();
    assert_eq!(kinds, ["template"]);
    assert!(!stage.screen.drafts().iter().any(|draft| draft.fields.values().any(|text| text.contains('\u{1b}'))));
}

#[test]
fn a_week_that_is_not_scored_is_told_at_every_size() {
    for lang in LANGS {
        let mut stage = Stage::lived_in(lang);
        // Friday of the week after the last one that was scored.
        stage.now = stage.now.later(5 * 86_400_000, 0);
        let (said, week) =
            if lang == Lang::En { ("week 48 is not scored: s", "week 47") } else { ("第 48 周", "第 47 周") };
        for (width, height) in [(80, 24), (100, 30), (120, 40), (140, 40), (160, 45), (200, 60)] {
            let text = stage.text_at(width, height);
            assert!(text.contains(said), "{width}×{height}\n{text}");
            // The figures are those of the week before, and say so.
            assert!(text.contains(week), "{width}×{height}\n{text}");
        }
    }
}

#[test]
fn the_weeks_say_of_which_template_they_are() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.keys("4<enter>");
    assert!(stage.text().contains("Agility · score"), "{}", stage.text());
    stage.keys("]");
    assert!(stage.text().contains("Attention") && !stage.text().contains("Agility · score"), "{}", stage.text());
}

#[test]
fn what_is_scored_so_far_is_told_and_the_last_scores_can_be_taken_over() {
    let mut stage = Stage::lived_in(Lang::En);
    stage.now = stage.now.later(7 * 86_400_000, 0);
    stage.keys("s95");
    let text = stage.text();
    assert!(text.contains("S 95.0  only 20 % scored   ▴ 5.0"), "{text}");
    let count = |stage: &Stage| stage.model.assessments("agility").count();
    let before = count(&stage);
    stage.keys("<enter>");
    assert_eq!(count(&stage), before);
    assert!(stage.text().contains("3 dimensions have no score yet"), "{}", stage.text());
    stage.keys("<down>==");
    assert!(!stage.text().contains("no score yet"), "{}", stage.text());
    stage.keys("<enter>");
    assert!(stage.text().contains("1 dimension has no score yet"), "{}", stage.text());
    stage.keys("=<enter>");
    let last = stage.model.assessments("agility").next_back().unwrap();
    assert_eq!(last.scores.0.iter().map(|(_, score)| *score).collect::<Vec<_>>(), [95.0, 80.0, 70.0, 90.0]);
}

#[test]
fn a_template_of_two_dimensions_without_practices() {
    use focus_tui::domain::template::{Dimension, Template, Wording};
    let mut stage = Stage::lived_in(Lang::En);
    let name = |en: &str| Wording { en: en.to_owned(), zh: String::new() };
    let dimension = |id: &str| Dimension { id: id.to_lowercase(), name: name(id), weight: 1.0, ..Dimension::default() };
    let dimensions = vec![dimension("A"), dimension("B")];
    stage.model.templates.push(Template {
        id: "two".to_owned(),
        version: 1,
        name: name("Two"),
        dimensions,
        ..Template::default()
    });
    stage.keys("[s60<down>70<enter>");
    let text = stage.text();
    assert!(text.contains("most room: A") && !text.contains("most room: A →"), "{text}");
    stage.keys("4<enter>");
    let text = stage.text_at(160, 45);
    assert!(text.contains("change") && !text.contains("changecontributions"), "{text}");
}

#[test]
fn what_is_typed_takes_the_place_of_the_weight_that_a_new_dimension_begins_with() {
    let mut stage = Stage::lived_in(Lang::En);
    let weight = |stage: &Stage| {
        let Some(Dialog::Template(form)) = &stage.screen.dialog else { panic!("no form") };
        form.rows[0].weight()
    };
    stage.keys("Bn<tab>Mine<tab><tab>Focus<tab>");
    assert_eq!(weight(&stage), Some(10.0));
    stage.keys("30");
    assert_eq!(weight(&stage), Some(30.0));
    // The name that is there twice is told as it was written.
    stage.keys("<ctrl-n>focus<enter>");
    let Some(Dialog::Template(form)) = &stage.screen.dialog else { panic!("no form") };
    assert!(
        form.error.as_ref().is_some_and(|error| error.to_lowercase().contains("focus is given twice")),
        "{:?}",
        form.error
    );
}

#[test]
fn one_task_is_one_task() {
    let mut stage = hard_week(Lang::En);
    let week = Week::parse("2026-W47").unwrap();
    let done = |stage: &Stage| stage.model.look_back(week, &stage.now).figures.tasks_done;
    assert_eq!(done(&stage), 0);
    stage.does(Command::Done { tasks: vec!["tidy the desk".to_owned()] });
    assert_eq!(done(&stage), 1);
    stage.keys("v");
    let text = stage.text_at(160, 45);
    assert!(text.contains("1 task done"), "{text}");
}
