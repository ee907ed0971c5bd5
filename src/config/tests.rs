//! The embedded settings, and what is said of a file that is wrong.
use rstest::rstest;

use super::*;

#[test]
fn the_embedded_file_is_right() {
    let (config, problems) = Config::read(DEFAULT);
    assert_eq!(problems, []);
    assert_eq!(config, Config::embedded());
    assert_eq!(config.rules.timer.focus_s, 1500);
}

#[test]
fn every_language_has_the_same_settings_in_the_same_order() {
    // What is switched on, and the examples that are switched off.
    let said = |lang| {
        let lines = default_in(lang).lines().filter(|line| !line.starts_with("# ") && !line.is_empty());
        lines.map(|line| line.split(" # ").next().unwrap_or(line)).collect::<Vec<_>>()
    };
    assert_eq!(said(Lang::En), said(Lang::ZhCn));
}

#[rstest]
fn every_key_has_a_comment(#[values(Lang::En, Lang::ZhCn)] lang: Lang) {
    let (mut commented, mut keys) = (false, false);
    for line in default_in(lang).lines() {
        keys = if line.starts_with('[') { line == "[keys]" } else { keys };
        let is_key = line.contains(" = ") && !line.starts_with('#');
        let family = line.split(" = ").next().is_some_and(|key| key.starts_with("on_") || key.len() == 3);
        assert!(!is_key || commented || family || keys, "no comment above {line}");
        commented = line.starts_with('#');
    }
}

#[test]
fn every_problem_is_said_with_its_place() {
    let (config, problems) = Config::read(
        "lang = \"fr\"\n[timer]\nfocus = 25\nroundz = 3\nrounds = 0\n[day.windows]\nmon = [\"9-12\"]\n[colours]\na = 1\n",
    );
    let found: Vec<_> = problems.iter().map(|p| (p.line, p.column, p.key.as_str())).collect();
    assert_eq!(
        found,
        [
            (1, 8, "lang"),
            (3, 9, "timer.focus"),
            (4, 1, "timer.roundz"),
            (5, 10, "timer.rounds"),
            (7, 7, "day.windows.mon"),
            (8, 2, "colours"),
        ]
    );
    assert!(matches!(&problems[2].kind, ProblemKind::Unknown { nearest: Some(near) } if near == "rounds"));
    assert_eq!(config, Config::embedded());
}

#[test]
fn broken_toml_is_said_line_by_line() {
    let (config, problems) = Config::read("lang = \n[timer]\nfocus = \"50m\"\nrounds = = 3\n");
    assert!(problems.iter().any(|p| p.line == 1) && problems.iter().any(|p| p.line == 4), "{problems:?}");
    assert!(problems.iter().all(|p| matches!(p.kind, ProblemKind::Syntax { .. })));
    assert_eq!(config, Config::embedded());
}

#[test]
fn the_users_file_lies_over_the_defaults() {
    let (config, problems) = Config::read("[timer]\nfocus = \"50m\"\n[day]\ngoal = \"200m\"\n");
    assert_eq!(problems, []);
    assert_eq!(config.rules.timer.focus_s, 3000);
    assert_eq!(config.rules.timer.short_break_s, 300);
    assert_eq!(config.rules.day.goal, Some(DailyGoal::Minutes(200)));
}

#[test]
fn the_marks_of_the_bands_keep_their_order() {
    for (line, key, other) in [
        ("[tasks.score]\nhigh = 20", "tasks.score.high", "tasks.score.medium"),
        ("[tasks.score]\nmedium = 90", "tasks.score.medium", "tasks.score.high"),
        ("[tasks.taskwarrior]\nband_high = -5", "tasks.taskwarrior.band_high", "tasks.taskwarrior.band_medium"),
    ] {
        let (config, problems) = Config::read(line);
        let [problem] = problems.as_slice() else { panic!("{line}: {problems:?}") };
        assert_eq!((problem.line, problem.key.as_str()), (2, key));
        assert!(matches!(&problem.kind, ProblemKind::Wants { allowed, .. } if allowed == other), "{problem:?}");
        assert_eq!(config.rules, Config::embedded().rules);
    }
    let (config, problems) = Config::read("[tasks.score]\nhigh = 20\nmedium = 10");
    assert_eq!((problems, config.rules.score.high, config.rules.score.medium), (Vec::new(), 20.0, 10.0));
}

#[test]
fn windows_that_cannot_be_are_said_with_their_place() {
    let many: Vec<String> = (0..200)
        .map(|n| format!("\"{:02}:{:02}-{:02}:{:02}\"", n * 3 / 60, n * 3 % 60, (n * 3 + 2) / 60, (n * 3 + 2) % 60))
        .collect();
    for (line, wants) in [
        (format!("mon = [{}]", many.join(", ")), "config-want-few-windows"),
        ("mon = [\"09:00-12:00\", \"11:00-13:00\"]".to_owned(), "config-want-windows-apart"),
        ("mon = [\"09:00-12:00\", \"12:00-13:00\"]".to_owned(), "config-want-windows-apart"),
        ("mon = [\"12:00-09:00\"]".to_owned(), "config-want-windows"),
    ] {
        let (config, problems) = Config::read(&format!("[day.windows]\n{line}\n"));
        let found: Vec<_> = problems.iter().map(|p| (p.line, p.column, p.key.as_str(), &p.kind)).collect();
        let [(2, 7, "day.windows.mon", ProblemKind::Wants { wants: said, .. })] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert_eq!(*said, wants);
        assert_eq!(config, Config::embedded());
    }
    let (config, problems) =
        Config::read("[day.fixed]\ntue = [\"10:00-10:30 stand-up\", \"10:15-11:00\"]\nwed = [\"x\"]\n");
    assert_eq!(config.rules.day.fixed[1][0].what, "stand-up");
    assert_eq!((problems.len(), problems[0].line), (1, 3));
}

#[test]
fn saved_filters_are_added_to_the_embedded_ones() {
    let text = "[filters]\ndeep = \"+deep @late\"\nlate = \"\"\nbad = \"q:9\"\nloop = \"@loop\"\nweek = 3\n";
    let (config, problems) = Config::read(text);
    let kinds: Vec<_> = problems
        .iter()
        .map(|problem| match &problem.kind {
            ProblemKind::Wants { wants, .. } => (problem.line, *wants),
            other => panic!("{other:?}"),
        })
        .collect();
    // "late" was taken away, so "deep" names nothing.
    assert_eq!(
        kinds,
        [
            (2, "config-want-known-filter"),
            (4, "config-want-filter"),
            (5, "config-want-ending-filter"),
            (6, "config-want-text")
        ]
    );
    assert_eq!(config.rules.filters, []);
    let (config, problems) = Config::read("[filters]\ndeep = \"+deep @late\"\n");
    assert_eq!(problems, []);
    let names: Vec<_> = config.rules.filters.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["late", "week", "deep"]);
}

#[test]
fn a_long_file_in_which_every_line_is_wrong_is_read_at_one_go() {
    // Counting from the top for each of them takes minutes.
    let unknown: String = (0..20_000).map(|n| format!("unknown{n} = 1\n")).collect();
    let problems = Config::read(&unknown).1;
    let lines: Vec<_> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, (1..=20_000).collect::<Vec<_>>());
    let problems = Config::read(&"时 = ]\n".repeat(20_000)).1;
    assert_eq!(problems.last().map(|problem| problem.line), Some(20_000));
}
