use super::*;
use crate::config::Config;
use crossterm::event::{KeyCode, KeyModifiers};
use proptest::prelude::*;

fn press(c: char) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)
}

/// The keys under a file of settings.
fn under(file: &str) -> Keymap {
    let (config, problems) = Config::read(file);
    assert_eq!(problems, []);
    config.keys
}

#[test]
fn letters_of_other_alphabets_mean_the_key_in_their_place() {
    let map = under("");
    for (typed, meant) in
        [('ф', 'a'), ('Ф', 'A'), ('й', 'q'), ('Х', '{'), ('б', ','), ('і', 's'), ('ψ', 'c'), ('Γ', 'G')]
    {
        assert_eq!(map.intent(&press(typed)), map.intent(&press(meant)), "{typed}");
        assert!(map.intent(&press(typed)).is_some(), "{typed}");
    }
    let vim = under("[keys]\npreset = \"vim\"");
    assert_eq!(vim.meaning(&[press('п')]), Meaning::Begins);
    assert_eq!(vim.meaning(&[press('п'), press('п')]), Meaning::Intent(Intent::First));
    assert!(!vim.after(&[press('п')]).is_empty());
    // Who gives such a key a meaning of its own has it.
    let own = under("[keys]\ndone = [\"ф\"]");
    assert_eq!(own.intent(&press('ф')), Some(Intent::Done));
}

#[test]
fn every_preset_gives_every_intent_keys_of_its_own() {
    for preset in Keymap::PRESETS {
        let map = under(&format!("[keys]\npreset = \"{preset}\""));
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
    let map = under("");
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
    let map = under("");
    let shifted = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
    assert_eq!(map.intent(&shifted), Some(Intent::Last));
    assert_eq!(map.intent(&press('g')), Some(Intent::First));
    assert_eq!(map.intent(&KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT)), Some(Intent::PreviousPane));
    assert_eq!(map.intent(&KeyEvent::new(KeyCode::BackTab, KeyModifiers::NONE)), Some(Intent::PreviousPane));
    assert_eq!(map.intent(&KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)), Some(Intent::Quit));
}

#[test]
fn bindings_take_the_place_of_the_presets() {
    let map = under("[keys]\ndone = [\"ctrl-d\", \"f9\"]\ndrop = [\"d\"]\nweeks = []");
    assert_eq!(map.intent(&press('d')), Some(Intent::Drop));
    assert_eq!(map.intent(&press('D')), None);
    assert_eq!(map.intent(&KeyEvent::new(KeyCode::F(9), KeyModifiers::NONE)), Some(Intent::Done));
    assert_eq!(map.first(Intent::Done), Some("ctrl-d"));
    assert_eq!((map.intent(&press('w')), map.first(Intent::Weeks)), (None, None));
}

#[test]
fn a_key_of_the_user_is_taken_away_from_the_preset() {
    for preset in Keymap::PRESETS {
        let map = under(&format!("[keys]\npreset = \"{preset}\"\ndone = [\"q\", \"q\", \"j\"]"));
        assert_eq!((map.intent(&press('q')), map.intent(&press('j'))), (Some(Intent::Done), Some(Intent::Done)));
        assert_eq!(map.keys(Intent::Done), ["q", "j"]);
        assert!(!map.keys(Intent::Quit).contains(&"q".to_owned()));
        assert_eq!(map.first(Intent::Down), Some("down"));
    }
}

#[test]
fn everything_that_is_wrong_is_named_at_once_and_counts_as_not_made() {
    let own = |intent, keys: &[&str]| (intent, keys.iter().map(|key| (*key).to_owned()).collect());
    let bad = [own(Intent::Done, &["z", "q"]), own(Intent::Drop, &["hyper-z", "z"]), own(Intent::Pin, &["", "y"])];
    let (map, problems) = Keymap::build("default", &[own(Intent::Drop, &["D"])], &bad);
    let at = |binding, key, kind| KeyProblem { binding, key, kind };
    assert_eq!(
        problems,
        [
            at(1, 0, KeyProblemKind::UnknownKey),
            at(1, 1, KeyProblemKind::Conflict { with: Intent::Done }),
            at(2, 0, KeyProblemKind::UnknownKey),
        ]
    );
    assert_eq!((map.keys(Intent::Drop), map.keys(Intent::Pin)), (&["D".to_owned()][..], &[][..]));
}

#[test]
fn keys_in_a_row_mean_something_together() {
    let map = under("[keys]\npreset = \"vim\"\ndone = [\"ctrl-x d\", \"g d\"]");
    let ctrl_x = KeyEvent::new(KeyCode::Char('x'), KeyModifiers::CONTROL);
    assert_eq!(map.meaning(&[press('g')]), Meaning::Begins);
    assert_eq!(map.meaning(&[press('g'), press('g')]), Meaning::Intent(Intent::First));
    assert_eq!(map.meaning(&[press('g'), press('x')]), Meaning::Nothing);
    assert_eq!(map.meaning(&[ctrl_x, press('d')]), Meaning::Intent(Intent::Done));
    assert_eq!((map.intent(&press('g')), map.intent(&press('x'))), (None, Some(Intent::Void)));
    assert_eq!(map.after(&[press('g')]), [("g d", Intent::Done), ("g g", Intent::First)]);
    assert_eq!(map.after(&[ctrl_x]), [("ctrl-x d", Intent::Done)]);
}

#[test]
fn a_key_that_begins_others_is_taken_away_or_reported() {
    // The key of the defaults gives way to the rows of the user's.
    let map = under("[keys]\nundo = [\"g u\"]");
    assert_eq!(map.keys(Intent::First), ["home"]);
    assert_eq!(map.meaning(&[press('g'), press('u')]), Meaning::Intent(Intent::Undo));
    let own = |intent, keys: &[&str]| (intent, keys.iter().map(|key| (*key).to_owned()).collect());
    let at = |binding, key, with| KeyProblem { binding, key, kind: KeyProblemKind::Conflict { with } };
    let bad = [
        own(Intent::Done, &["g g"]),
        own(Intent::Drop, &["g"]),
        own(Intent::Pin, &["g g x"]),
        own(Intent::Undo, &["z", "z z"]),
    ];
    let (_, problems) = Keymap::build("default", &[], &bad);
    assert_eq!(problems, [at(1, 0, Intent::Done), at(2, 0, Intent::Done), at(3, 1, Intent::Undo)]);
    let long = Keymap::build("default", &[], &[own(Intent::Done, &["a b c d e"])]).1;
    assert_eq!(long, [KeyProblem { binding: 0, key: 0, kind: KeyProblemKind::UnknownKey }]);
}

proptest! {
    #[test]
    fn any_text_is_a_key_or_none(text in "\\PC{0,12}|(ctrl-|alt-|shift-){0,3}[a-zA-Z?-]{0,3}") {
        let (map, problems) = Keymap::build("default", &[], &[(Intent::Done, vec![text])]);
        prop_assert_eq!(map.first(Intent::Done).is_some(), problems.is_empty());
    }
}
