use super::*;

#[test]
fn names_say_month_and_device() {
    let november = month_at(b"2026-11.").unwrap();
    for (file, device, copy) in [
        ("2026-11.dev1.toml", "dev1", false),
        ("2026-11.dev1.sync-conflict-20261122-101112-ABCDEF.toml", "dev1", true),
        ("2026-11.dev1 (copy).toml", "dev1", true),
        ("Copy of 2026-11.dev1.toml", "dev1", true),
        ("2026-11.dev1.toml.orig", "dev1", true),
    ] {
        let name = Name { month: Some(november), device: device.into(), copy };
        assert_eq!(Name::parse(file), Some(name), "{file}");
    }
    for file in [
        "2026-11.d.toml.torn",
        "2026-11.d.toml.corrupt-1",
        ".2026-11.d.toml.swp",
        "a.tmp",
        "notes.txt",
        "2026-11.d.toml~",
    ] {
        assert_eq!(Name::parse(file), None, "{file}");
    }
    assert_eq!(Name::parse("old.toml").unwrap().month, None);
    assert_eq!(Name::parse("2026-13.d.toml").unwrap().month, None);
    let own = file_name(november.span().start, "dev1");
    assert_eq!(own, "2026-11.dev1.toml");
    assert!(!Name::parse(&own).unwrap().copy);
}

#[test]
fn months_close_two_days_late() {
    let start = month_at(b"2026-12.").unwrap().span().start;
    assert_eq!(Month::open_at(start + 48 * 3_600_000 - 1), month_at(b"2026-11.").unwrap());
    assert_eq!(Month::open_at(start + 48 * 3_600_000), month_at(b"2026-12.").unwrap());
    assert!(Month::of(i64::MIN) <= Month::of(i64::MAX));
}

#[test]
fn soundness_of_odd_tails() {
    let record = "schema = 1\n\n[[task]]\nid = \"a\"\nat = 2026-11-22T10:00:00.000+01:00\n";
    let whole = record.len();
    for (tail, sound_to) in [
        ("", whole),
        ("# a comment", whole + 11),
        ("\n", whole + 1),
        ("\n[", whole),
        ("\n[[task]]\nid = \"b\"\n", whole),
        ("\n[[task]]\nid = \"b\"\nat = 2026-11-22T10:00:00.000\n", whole),
        ("\0\0", whole),
        ("\n[[ta\0\0\0", whole),
    ] {
        assert_eq!(sound(format!("{record}{tail}").as_bytes()), sound_to, "{tail:?}");
    }
    for (text, sound_to) in
        [("", 0), ("sche", 0), ("schema = 1", 10), ("schema = 1\n", 11), ("# mine\n", 7), ("\0\0", 0)]
    {
        assert_eq!(sound(text.as_bytes()), sound_to, "{text:?}");
    }
}

#[test]
fn hostile_texts_do_no_harm() {
    let deep = format!("[[task]]\nx = {}1{}\n", "[".repeat(20_000), "]".repeat(20_000));
    let long = format!("[[task]]\nid = \"a\"\ntitle = \"{}\"\nat = 2026-11-22T10:00:00Z\n", "x".repeat(2_000_000));
    for text in
        [deep.as_str(), &long, "[[task", "[[]]", "[task]\n", "task = 3", "\u{feff}[[task]]\n", "[[task]]\n[[task]]"]
    {
        let found = records(text.as_bytes(), "d");
        assert!(found.iter().all(|(_, record)| record.is_err()), "{}", &text[..text.len().min(40)]);
        assert!(sound(text.as_bytes()) <= text.len());
    }
}
