//! The built-in assessment templates against what the program promises of them.
use focus_tui::text::sanitize::is_clean;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use toml::{Table, Value};

/// Id, and each dimension with its share of the weight in percent.
const TEMPLATES: [(&str, &[(&str, f64)]); 4] = [
    ("agility", &[("identification", 20.0), ("analysis", 20.0), ("decision", 30.0), ("execution", 30.0)]),
    (
        "attention",
        &[
            ("sustained", 20.0),
            ("distraction", 20.0),
            ("priorities", 20.0),
            ("blocking", 15.0),
            ("energy", 10.0),
            ("review", 15.0),
        ],
    ),
    (
        "four-factor",
        &[("business-intelligence", 25.0), ("resilience", 25.0), ("creativity", 25.0), ("intuition", 25.0)],
    ),
    (
        "founder",
        &[
            ("team", 100.0 / 6.0),
            ("strategy", 100.0 / 6.0),
            ("product", 100.0 / 6.0),
            ("market", 100.0 / 6.0),
            ("people", 100.0 / 6.0),
            ("improvement", 100.0 / 6.0),
        ],
    ),
];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/templates")
}

fn template(id: &str) -> Table {
    let source = fs::read_to_string(folder().join(format!("{id}.toml"))).unwrap();
    source.parse().unwrap()
}

fn dimensions(template: &Table) -> Vec<&Table> {
    let list = template["dimension"].as_array().unwrap();
    list.iter().map(|d| d.as_table().unwrap()).collect()
}

fn weight(dimension: &Table) -> f64 {
    let weight = &dimension["weight"];
    let whole = weight.as_integer().map(|weight| weight as f64);
    whole.or_else(|| weight.as_float()).unwrap()
}

/// The English and the Chinese text of `value`, after checking that it holds these two and no more.
fn texts(value: &Value) -> [&str; 2] {
    let texts = value.as_table().unwrap();
    assert_eq!(texts.len(), 2, "{texts}");
    ["en", "zh-CN"].map(|lang| texts[lang].as_str().unwrap())
}

#[test]
fn the_folder_holds_these_and_no_others() {
    let found: BTreeSet<String> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let expected = TEMPLATES.map(|(id, _)| format!("{id}.toml"));
    assert_eq!(found, BTreeSet::from(expected));
}

#[test]
fn ids_and_shares_of_the_weight() {
    for (id, expected) in TEMPLATES {
        let template = template(id);
        assert_eq!(template["schema"].as_integer(), Some(1));
        assert_eq!(template["id"].as_str(), Some(id));
        assert_eq!(template["version"].as_integer(), Some(1));
        assert_eq!(template["scale"].as_str(), Some("0-100"));
        let dimensions = dimensions(&template);
        assert_eq!(dimensions.len(), expected.len(), "{id}");
        let sum: f64 = dimensions.iter().map(|d| weight(d)).sum();
        // Beyond this a template is met with a warning.
        assert!((sum - 100.0).abs() <= 0.01, "{id}: {sum}");
        for (dimension, (name, share)) in dimensions.iter().zip(expected) {
            assert_eq!(dimension["id"].as_str(), Some(*name));
            let found = 100.0 * weight(dimension) / sum;
            assert!((found - share).abs() < 1e-9, "{id} {name}: {found}");
        }
    }
}

#[test]
fn every_text_stands_in_both_languages() {
    for (id, _) in TEMPLATES {
        let template = template(id);
        let mut all = vec![texts(&template["name"])];
        for dimension in dimensions(&template) {
            all.extend([texts(&dimension["name"]), texts(&dimension["question"])]);
            let practices = dimension["practices"].as_array().unwrap();
            assert!((2..=4).contains(&practices.len()), "{dimension}");
            all.extend(practices.iter().map(texts));
        }
        let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
        for [en, zh] in all {
            assert!(!en.is_empty() && en.is_ascii() && is_clean(en), "{en}");
            assert!(zh.contains(han) && is_clean(zh), "{zh}");
            // A practice becomes the title of a task, which holds 512 bytes.
            assert!(en.len() <= 512 && zh.len() <= 512, "{en}");
        }
    }
}

#[test]
fn names_tell_dimensions_apart() {
    for (id, expected) in TEMPLATES {
        let template = template(id);
        for lang in 0..2 {
            let names: BTreeSet<_> =
                dimensions(&template).iter().map(|d| texts(&d["name"])[lang].to_lowercase()).collect();
            assert_eq!(names.len(), expected.len(), "{id}");
        }
    }
}
