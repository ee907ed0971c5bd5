//! What is found, and what is wrong with a filter.
use jiff::{Zoned, civil::date};
use proptest::prelude::*;

use super::*;
use crate::{
    domain::{
        command::{Command, TaskEdit},
        task::Due,
        update::update,
    },
    text::locale::Lang,
};

fn tasks() -> (Model, Moment) {
    let rules = crate::config::Config::embedded().rules;
    let wall: Zoned = "2026-11-25T09:00:00+01:00[Europe/Berlin]".parse().unwrap();
    let now = Moment { wall, awake_ms: 0, boot_ms: 0, boot_id: "b".to_owned() };
    let mut model = Model::new(rules, Vec::new(), "laptop");
    let mut add = |title: &str, day: Option<i8>, edit: TaskEdit| {
        let due = Some(day.map(|day| Due::Day(date(2026, 11, day))));
        let edit = TaskEdit { title: Some(title.to_owned()), due, ..edit };
        update(&mut model, &Command::AddTask(edit), &now).unwrap();
    };
    let project = |name: &str| Some(Some(name.to_owned()));
    let tags = |tag: &str| Some(vec![tag.to_owned()]);
    add("write thesis", Some(29), TaskEdit { project: project("Uni"), importance: Some(5), ..TaskEdit::default() });
    add("pay bill", Some(20), TaskEdit { tags: tags("home"), ..TaskEdit::default() });
    add("call back", Some(25), TaskEdit { unplanned: Some(true), ..TaskEdit::default() });
    add(
        "写论文",
        None,
        TaskEdit { tags: tags("深"), blocked_by: Some(vec!["call back".to_owned()]), ..TaskEdit::default() },
    );
    add("tax: re-file", Some(30), TaskEdit { project: project("übung"), ..TaskEdit::default() });
    (model, now)
}

fn found(text: &str) -> Vec<String> {
    let (model, now) = tasks();
    let saved = [("uni".to_owned(), "#uni !5".to_owned()), ("Soon".to_owned(), "@uni due:week".to_owned())];
    let filter = Filter::parse(text, &saved).unwrap();
    let rows = model.agenda(&now);
    let mut titles: Vec<_> =
        filter.apply(&rows, &model, &now).into_iter().map(|place| rows[place].task.title.clone()).collect();
    if !filter.is_empty() && filter.words.is_none() {
        titles.sort();
    }
    titles
}

#[test]
fn words_are_looked_for_in_the_title() {
    assert_eq!(found("").len(), 5);
    assert_eq!(found("wrth"), ["write thesis"]);
    assert_eq!(found("THESIS wr"), ["write thesis"]);
    assert_eq!(found("论文"), ["写论文"]);
    assert_eq!(found("tax: re"), ["tax: re-file"]);
    assert!(found("nothing like it").is_empty());
}

#[test]
fn terms_look_at_the_fields() {
    for (text, titles) in [
        ("#uni", vec!["write thesis"]),
        ("#Ü", vec!["tax: re-file"]),
        ("+ho", vec!["pay bill"]),
        ("＋深", vec!["写论文"]),
        ("!5", vec!["write thesis"]),
        ("q:1", vec!["write thesis"]),
        ("band:high", vec!["write thesis"]),
        ("due:late", vec!["pay bill"]),
        ("due:today", vec!["call back"]),
        ("due:week", vec!["call back", "write thesis"]),
        ("due:none", vec!["写论文"]),
        ("is:blocked", vec!["写论文"]),
        ("is:blocking", vec!["call back"]),
        ("is:unplanned", vec!["call back"]),
        ("is:pinned", vec![]),
        ("is:repeating", vec![]),
        ("due:week !5", vec!["write thesis"]),
        ("@soon", vec!["write thesis"]),
        ("# + @ !", vec!["call back", "pay bill", "tax: re-file", "write thesis", "写论文"]),
    ] {
        let mut found = found(text);
        found.sort();
        assert_eq!(found, titles, "{text}");
    }
}

#[test]
fn what_is_wrong_is_one_sentence() {
    let endless = [("a".to_owned(), "@b".to_owned()), ("b".to_owned(), "@a".to_owned())];
    for text in ["q:5", "q:", "band:x", "due:someday", "is:x", "!9", "@nobody", "@a"] {
        let error = Filter::parse(text, &endless).unwrap_err();
        for lang in [Lang::En, Lang::ZhCn] {
            let said = error.text(&Locale::new(lang));
            assert!(!said.contains("task-filter") && !said.contains("{$") && !said.contains('\n'), "{said}");
        }
    }
    assert!(matches!(Filter::parse("@a", &endless), Err(FilterError::Endless { .. })));
}

proptest! {
    #[test]
    fn any_text_is_a_filter_or_not(text in any::<String>(), near in "([#+@!:qdue1-5 ]|is:|band:|深){0,12}") {
        let (model, now) = tasks();
        let rows = model.agenda(&now);
        for text in [text, near] {
            if let Ok(filter) = Filter::parse(&text, &[]) {
                let mut found = filter.apply(&rows, &model, &now);
                found.sort_unstable();
                found.dedup();
                prop_assert!(found.len() <= rows.len() && found.iter().all(|place| *place < rows.len()));
            }
        }
    }
}
