//! Keys, pastes, clicks and resizes at random for as many steps as wanted: `FOCUS_TUI_STEPS=1000000 cargo test --release
//! --test campaign_screen -- --ignored --nocapture`. One line of figures at the end.
#[allow(dead_code, reason = "the tests of the screens use the rest")]
#[path = "screens/stage.rs"]
mod stage;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use focus_tui::{
    text::locale::Lang,
    ui::{ColorDepth, Input, Intent, Theme},
};

use stage::{Stage, whole};

/// Numbers at random that are the same every time (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }
}

const TEXTS: [&str; 12] =
    ["x", "写论文", "👩‍💻 ", "e\u{301}", "🇨🇳", "\u{1b}[2J", "ק", "ﾞ", "\u{202e}evil", "9", "2026-11-30", "\u{200d}"];

fn step(stage: &mut Stage, dice: &mut Dice) {
    let codes = [
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::F(1),
        KeyCode::Insert,
    ];
    let modifiers =
        [KeyModifiers::NONE, KeyModifiers::NONE, KeyModifiers::ALT, KeyModifiers::CONTROL, KeyModifiers::SHIFT];
    let modifiers = modifiers[dice.below(modifiers.len())];
    match dice.below(20) {
        0 => {
            let text = TEXTS[dice.below(TEXTS.len())].repeat(dice.below(40));
            stage.input(Input::Paste(text));
        }
        1 | 2 => {
            let kinds = [
                MouseEventKind::Down(MouseButton::Left),
                MouseEventKind::ScrollDown,
                MouseEventKind::ScrollUp,
                MouseEventKind::Moved,
            ];
            let (kind, column, row) = (kinds[dice.below(4)], dice.below(310) as u16, dice.below(105) as u16);
            stage.input(Input::Mouse(MouseEvent { kind, column, row, modifiers }));
        }
        3 => {
            let most = if dice.below(3) == 0 { (301, 101) } else { (131, 45) };
            stage.size(dice.below(most.0) as u16, dice.below(most.1) as u16);
            stage.input(Input::Resize);
        }
        4 => stage.now = stage.now.later(dice.below(120_000) as i64, if dice.below(50) == 0 { 900_000 } else { 0 }),
        5 => {
            let text = TEXTS[dice.below(TEXTS.len())];
            for c in text.chars() {
                stage.input(Input::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
            }
        }
        6..=9 => {
            let code = codes[dice.below(codes.len())];
            stage.input(Input::Key(KeyEvent::new(code, modifiers)));
        }
        10..=12 => {
            // A key that means something.
            let intent = Intent::ALL[dice.below(Intent::ALL.len())];
            let key = stage.keymap.first(intent).unwrap_or("x").to_owned();
            let named = if key.chars().count() == 1 { key } else { format!("<{key}>") };
            stage.keys(&named);
        }
        _ => {
            let c = char::from(b' ' + dice.below(95) as u8);
            stage.input(Input::Key(KeyEvent::new(KeyCode::Char(c), modifiers)));
        }
    }
    if stage.quit {
        stage.quit = false;
    }
}

/// Plays `steps` steps from `seed` and draws after each; gives the number of screens.
fn play(seed: u64, steps: usize) -> usize {
    let mut dice = Dice(seed);
    let lang = if dice.below(2) == 0 { Lang::En } else { Lang::ZhCn };
    let mut stage = if dice.below(4) == 0 { Stage::empty(lang) } else { Stage::lived_in(lang) };
    stage.theme = Theme::named("mono", ColorDepth::None, dice.below(2) == 0).unwrap();
    for at in 0..steps {
        step(&mut stage, &mut dice);
        let (buffer, cursor) = stage.draw();
        if let Err(wrong) = whole(&buffer) {
            panic!("seed {seed}, step {at}: {wrong}");
        }
        assert!(cursor.is_none_or(|cursor| buffer.area.contains(cursor)), "seed {seed}, step {at}: {cursor:?}");
    }
    steps
}

#[test]
fn some_steps_at_random() {
    assert_eq!((0..4).map(|seed| play(seed, 150)).sum::<usize>(), 600);
}

#[test]
#[ignore = "a campaign; see the head of this file"]
fn many_steps_at_random() {
    let wanted = std::env::var("FOCUS_TUI_STEPS").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let (mut done, mut seed) = (0, 1_000);
    while done < wanted {
        done += play(seed, 2_000);
        seed += 1;
        if done % 50_000 == 0 {
            println!("{done} steps");
        }
    }
    println!("{done} steps, {} seeds: no panic, no overlap, no half character", seed - 1_000);
}
