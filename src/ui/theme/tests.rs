use super::*;
use ratatui::style::{Color, Modifier};

const DEPTHS: [ColorDepth; 4] = [ColorDepth::None, ColorDepth::Ansi16, ColorDepth::Indexed, ColorDepth::True];

fn luminance(color: (u8, u8, u8)) -> f64 {
    let part = |v: u8| {
        let v = f64::from(v) / 255.0;
        if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(color.0) + 0.7152 * part(color.1) + 0.0722 * part(color.2)
}

fn contrast(a: (u8, u8, u8), b: (u8, u8, u8)) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn a_theme_of_a_later_schema_is_not_guessed_at() {
    let parse = |text: &str| Theme::parse(text, ColorDepth::True, false);
    assert!(parse("schema = 1\n[role]\n").is_ok());
    assert!(matches!(parse("schema = 2\n[role]\n"), Err(ThemeError::Shape(said)) if said.contains("later version")));
}

#[test]
fn every_theme_reads_at_every_depth_and_paints_no_background() {
    for name in Theme::NAMES {
        for depth in DEPTHS {
            let theme = Theme::named(name, depth, false).unwrap();
            for role in Role::ALL {
                let style = theme.style(role);
                assert_eq!(style.bg, None, "{name} {role:?}");
                assert!(depth != ColorDepth::None || style.fg.is_none(), "{name} {role:?}");
            }
        }
    }
    assert_eq!(Theme::named("pink", ColorDepth::True, false), None);
}

/// WCAG 2.2, 1.4.3: text has a contrast of at least 4.5 : 1.
#[test]
fn text_can_be_read() {
    let backgrounds = [("dark", [(0, 0, 0), (30, 30, 46)]), ("light", [(255, 255, 255), (250, 244, 232)])];
    for (name, backgrounds) in backgrounds {
        let theme = Theme::named(name, ColorDepth::True, false).unwrap();
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Border) {
            let Some(Color::Rgb(r, g, b)) = theme.style(role).fg else { continue };
            for background in backgrounds {
                let found = contrast((r, g, b), background);
                assert!(found >= 4.5, "{name} {role:?} on {background:?}: {found:.2}");
            }
        }
    }
}

#[test]
fn without_colour_the_selection_is_still_seen() {
    for name in Theme::NAMES {
        let style = Theme::named(name, ColorDepth::None, true).unwrap().style(Role::Selection);
        assert!(style.add_modifier.contains(Modifier::REVERSED), "{name}");
    }
}

#[test]
fn what_is_wrong_with_a_file_is_named() {
    let parse = |text: &str| Theme::parse(text, ColorDepth::None, false).unwrap_err();
    assert!(matches!(parse("role = 3"), ThemeError::Shape(_)));
    assert_eq!(parse("[role]\nglow = {}"), ThemeError::UnknownRole("glow".to_owned()));
    assert!(matches!(parse("[role]\ntext = { rgb = \"#12345é\" }"), ThemeError::BadColor { .. }));
    assert!(matches!(parse("[role]\ntext = { ansi = \"pink\" }"), ThemeError::BadColor { .. }));
    assert!(matches!(parse("[role]\ntext = { mods = [\"blink\"] }"), ThemeError::BadModifier { .. }));
    assert!(Theme::parse("[role]", ColorDepth::True, true).is_ok());
}

#[test]
fn every_symbol_is_one_column() {
    for ascii in [false, true] {
        let s = Theme::named("dark", ColorDepth::None, ascii).unwrap().symbols();
        let single = [s.cursor, s.running, s.pinned, s.blocked, s.done, s.dropped, s.arrow, s.dot, s.dotted, s.point];
        let lists: [&[&str]; 7] = [&s.frame, &s.line, &s.block, &s.bar, &s.column, &s.pixel, &s.trend];
        for symbol in single.iter().chain(lists.into_iter().flatten()) {
            assert_eq!(crate::text::width::width(symbol), 1, "{symbol}");
            assert!(!ascii || symbol.is_ascii(), "{symbol}");
        }
    }
}
