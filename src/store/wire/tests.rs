use super::*;

fn record(value: Option<Value>) -> Record {
    Record {
        kind: Kind::Task,
        id: Id::new("t1").unwrap(),
        fields: vec![(Cow::Borrowed("note"), value)],
        deleted: None,
        at: Stamp::new(1_763_820_300_120, 3600).unwrap(),
        device: Cow::Borrowed("d"),
    }
}

fn back(text: &str) -> Record {
    let root = tables(text).unwrap();
    let table = root.values().next().unwrap().get_ref().as_array().unwrap()[0].get_ref().as_table().unwrap().clone();
    record_of(Kind::Task, &table, 0, "d").unwrap()
}

#[test]
fn the_instant_is_last_and_has_milliseconds() {
    let mut text = String::new();
    put_record(&mut text, &record(None));
    assert_eq!(text, "\n[[task]]\nid = \"t1\"\nclear = [\"note\"]\nat = 2025-11-22T15:05:00.120+01:00\n");
    text.clear();
    let at = Stamp::new(1_763_820_300_000, 0).unwrap();
    put_record(&mut text, &Record { at, deleted: Some(true), fields: vec![], ..record(None) });
    assert_eq!(text, "\n[[task]]\nid = \"t1\"\ndeleted = true\nat = 2025-11-22T14:05:00.000Z\n");
}

#[test]
fn every_value_comes_back() {
    let hostile = "a\"b\\c\n\r\t\u{0}\u{1b}[31m\u{7f}\u{9b}\u{202e}\u{2028} ü 写 \u{1f345}";
    let values = [
        Value::Text(hostile.into()),
        Value::Text(String::new()),
        Value::Int(i64::MIN),
        Value::Num(0.1),
        Value::Num(-1.5e300),
        Value::Num(1e16),
        Value::Bool(false),
        Value::Stamp(Stamp::new(-1, -12_600).unwrap()),
        Value::Date(civil::date(2028, 2, 29)),
        Value::List(vec![]),
        Value::List(vec![Value::Map(vec![("b c".into(), Value::Int(1)), ("a".into(), Value::Text("x".into()))])]),
        Value::Map(vec![]),
        Value::Map(vec![("z".into(), Value::Int(1)), ("".into(), Value::Int(2))]),
    ];
    for value in values {
        let mut text = String::new();
        let whole = record(Some(value));
        put_record(&mut text, &whole);
        assert_eq!(back(&text), whole, "{text}");
        let plain = scan::records(&text, "d");
        assert!(plain.is_none_or(|found| found == [(1, Ok(whole))]), "{text}");
        assert_eq!(text.lines().count(), 5, "a value is one line: {text}");
        assert!(!text.contains(|c| limits::is_hostile(c) && c != '\n'), "{text:?}");
    }
}

#[test]
fn flaws_name_their_field() {
    for (line, field) in [
        ("id = \"a b\"", "id"),
        ("at = 2026-11-22T10:00:00", "at"),
        ("deleted = 1", "deleted"),
        ("clear = \"x\"", "clear"),
        ("importance = nan", "importance"),
        ("created = 08:00:00", "created"),
        ("place = 99999999999999999999", "place"),
    ] {
        let mut text = String::from("[[task]]\n");
        if !line.starts_with("id") {
            text.push_str("id = \"a\"\n");
        }
        text.push_str(line);
        if !line.starts_with("at") {
            text.push_str("\nat = 2026-11-22T10:00:00Z\n");
        }
        let found = super::super::journal::records(text.as_bytes(), "d");
        let flaw = found[0].1.clone().unwrap_err();
        assert_eq!(flaw.field.as_deref(), Some(field), "{line}");
        let (row, column) = place(text.as_bytes(), flaw.at);
        assert_eq!((text.lines().nth(row - 1), column), (Some(line), 1), "{line}");
    }
}

#[test]
fn lengths_are_bounded() {
    let long = |n: usize| Value::Text("x".repeat(n));
    assert!(fits("title", &long(512), 0).is_ok() && fits("title", &long(513), 0).is_err());
    assert!(fits("note", &long(16_384), 0).is_ok() && fits("note", &long(16_385), 0).is_err());
    let mut deep = Value::Int(1);
    for _ in 0..10 {
        deep = Value::List(vec![deep]);
    }
    assert!(fits("x", &deep, 0).is_err());
}

#[test]
fn the_schema_is_read_from_the_head() {
    for (text, schema) in [
        ("schema = 1\n", 1),
        ("# hello\nschema=2 # later\n", 2),
        ("schema = 99999999999999999999\n", i64::MAX),
        ("", 1),
        ("[[task]]\nschema = 5\n", 1),
        ("schema = \"x\"\n", 1),
        ("schema = 1\nschema_of = 2\n", 1),
        ("\u{feff}schema = 2\n", 2),
        ("schema = +2\n", 2),
        ("schema = 0x2\n", 2),
        ("schema = 1_0\n", 10),
        ("\"schema\" = 2\n", 2),
        ("'schema'= 2\n", 2),
    ] {
        assert_eq!(schema_of(text.as_bytes()), schema, "{text}");
    }
}

#[test]
fn the_fast_way_reads_what_is_written_and_agrees_with_the_parser() {
    let mut whole = record(Some(Value::Text("a \"quoted\" \\ line\n\u{1b} 写".into())));
    whole.fields.push((Cow::Borrowed("estimates"), Some(Value::List(vec![Value::Int(3), Value::Num(0.5)]))));
    whole.fields.push((Cow::Borrowed("due"), Some(Value::Date(civil::date(2028, 2, 29)))));
    whole.fields.push((Cow::Borrowed("pinned"), Some(Value::Bool(true))));
    whole.fields.push((Cow::Borrowed("created"), Some(Value::Stamp(Stamp::new(-1, -12_600).unwrap()))));
    whole.fields.push((Cow::Borrowed("project"), None));
    let mut text = HEADER.to_owned();
    put_record(&mut text, &whole);
    put_record(&mut text, &Record { deleted: Some(true), ..whole.clone() });
    let found = scan::records(&text, "d").expect("it is plain");
    let read: Vec<_> = found.iter().map(|(_, record)| record.clone().unwrap()).collect();
    assert_eq!(read, [whole.clone(), Record { deleted: Some(true), ..whole }]);
    // Every mutilation is read as the parser reads it, or not at all.
    for at in 0..text.len() {
        for with in ["", "x", "\"", "0", "\n", " ", "]", ".", "-", "'", "\\", "{", "=", ","] {
            for skip in [0, 1] {
                let (Some(head), Some(tail)) = (text.get(..at), text.get(at + skip..)) else { continue };
                let odd = format!("{head}{with}{tail}");
                let Some(fast) = scan::records(&odd, "d") else { continue };
                let root = tables(&odd).unwrap_or_else(|flaw| panic!("{flaw:?} in {odd}"));
                let slow: Vec<_> = root
                    .iter()
                    .filter_map(|(_, value)| value.get_ref().as_array())
                    .flat_map(|items| items.iter())
                    .map(|item| record_of(Kind::Task, item.get_ref().as_table().unwrap(), item.span().start, "d"))
                    .collect();
                assert_eq!(fast.len(), slow.len(), "{odd}");
                for ((_, fast), slow) in fast.into_iter().zip(slow) {
                    match (fast, slow) {
                        (Ok(fast), Ok(slow)) => assert_eq!(fast, slow, "{odd}"),
                        (fast, slow) => assert_eq!(fast.is_err(), slow.is_err(), "{odd}"),
                    }
                }
            }
        }
    }
}
