use super::*;
use crossterm::event::{KeyCode, KeyModifiers};
use proptest::prelude::*;

fn press(c: char) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)
}

fn bound(pairs: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    pairs.iter().map(|(name, keys)| ((*name).to_owned(), keys.iter().map(|key| (*key).to_owned()).collect())).collect()
}

#[test]
fn every_preset_gives_every_intent_keys_of_its_own() {
    for preset in Keymap::PRESETS {
        let map = Keymap::build(preset, &[]).unwrap();
        let mut count = 0;
        for intent in Intent::ALL {
            assert!(map.first(*intent).is_some(), "{intent:?} has no key in {preset}");
            count += map.keys(*intent).len();
        }
        // Were a key given twice, one meaning would have been lost.
        assert_eq!(count, map.meaning.len(), "{preset}");
    }
}

#[test]
fn input_methods_and_dead_keys_mean_the_same_key() {
    let map = Keymap::default();
    for (typed, meant) in [
        ('：', ':'),
        ('？', '?'),
        ('‘', '\''),
        ('’', '\''),
        ('´', '\''),
        ('＋', '+'),
        ('－', '-'),
        ('　', ' '),
        ('、', '/'),
    ] {
        assert_eq!(map.intent(&press(typed)), map.intent(&press(meant)), "{typed}");
        assert!(map.intent(&press(typed)).is_some());
    }
}

#[test]
fn shift_is_told_by_the_character() {
    let map = Keymap::default();
    let shifted = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
    assert_eq!(map.intent(&shifted), Some(Intent::Last));
    assert_eq!(map.intent(&press('g')), Some(Intent::First));
    assert_eq!(map.intent(&KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT)), Some(Intent::PreviousPane));
    assert_eq!(map.intent(&KeyEvent::new(KeyCode::BackTab, KeyModifiers::NONE)), Some(Intent::PreviousPane));
    assert_eq!(map.intent(&KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)), Some(Intent::Quit));
}

#[test]
fn bindings_take_the_place_of_the_presets() {
    let map =
        Keymap::build("default", &bound(&[("done", &["ctrl-d", "f9"]), ("drop", &["d"]), ("weeks", &[])])).unwrap();
    assert_eq!(map.intent(&press('d')), Some(Intent::Drop));
    assert_eq!(map.intent(&KeyEvent::new(KeyCode::F(9), KeyModifiers::NONE)), Some(Intent::Done));
    assert_eq!(map.first(Intent::Done), Some("ctrl-d"));
    assert_eq!((map.intent(&press('w')), map.first(Intent::Weeks)), (None, None));
}

#[test]
fn everything_that_is_wrong_is_named_at_once() {
    let bad = bound(&[("dance", &["z"]), ("done", &["hyper-z", "q", "z"]), ("drop", &["z", ""]), ("done", &["y"])]);
    let problems = Keymap::build("emacs", &bad).unwrap_err();
    let at = |binding, key, kind| KeyProblem { binding, key, kind };
    assert!(problems.contains(&at(0, None, KeyProblemKind::UnknownPreset)));
    assert!(problems.contains(&at(0, None, KeyProblemKind::UnknownIntent)));
    assert!(problems.contains(&at(1, Some(0), KeyProblemKind::UnknownKey)));
    assert!(problems.contains(&at(2, Some(0), KeyProblemKind::Conflict { with: Intent::Done })));
    assert!(problems.contains(&at(2, Some(1), KeyProblemKind::UnknownKey)));
    assert!(problems.contains(&at(3, None, KeyProblemKind::BoundTwice)));
    let problems = Keymap::build("default", &bad).unwrap_err();
    assert!(problems.contains(&at(1, Some(1), KeyProblemKind::Conflict { with: Intent::Quit })));
}

proptest! {
    #[test]
    fn any_text_is_a_key_or_none(text in "\\PC{0,12}|(ctrl-|alt-|shift-){0,3}[a-zA-Z?-]{0,3}") {
        let _ = Keymap::build("default", &[("done".to_owned(), vec![text])]);
    }
}
