//! What lies over the panes: forms, the palette, the help, the question about a gap.
mod choose;
mod form;
mod help;
mod modes;
mod pairs;
mod palette;
mod quick;
mod scores;
mod setting;
mod template;

use ratatui::layout::{Position, Rect};

use super::pen::Pen;
use crate::{
    text::{locale::Arg, width},
    ui::{
        Intent, Role, Scene,
        press::{ANSWERS, asked},
        screen::Dialog,
    },
};

/// Draws the open dialog, if there is one, and says where its cursor stands.
pub(super) fn draw(scene: &Scene<'_>, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    match &scene.screen.dialog {
        Some(Dialog::Form(form)) => form::draw(scene, form, area, pen),
        Some(Dialog::Scores(form)) => scores::draw(scene, form, area, pen),
        Some(Dialog::Templates { at }) => {
            template::list(scene, *at, area, pen);
            None
        }
        Some(Dialog::Template(form)) => template::draw(scene, form, area, pen),
        Some(Dialog::Pairs(form)) => {
            pairs::draw(scene, form, area, pen);
            None
        }
        Some(Dialog::Palette { line, at }) => palette::draw(scene, line, *at, area, pen),
        Some(Dialog::Help { line, top }) => help::draw(scene, line, *top, area, pen),
        Some(Dialog::Quick(quick)) => quick::draw(scene, quick, area, pen),
        Some(Dialog::Choose { line, at }) => choose::draw(scene, line, *at, area, pen),
        // The filter is written in the bottom line, with the list in sight.
        Some(Dialog::Filter | Dialog::Sessions | Dialog::FindSetting) => None,
        Some(Dialog::Modes(list)) => modes::draw(scene, list, area, pen),
        Some(Dialog::Setting(form)) => setting::draw(scene, form, area, pen),
        None => {
            ask(scene, area, pen);
            None
        }
    }
}

/// A framed, emptied place in the middle of the screen, at most `wide` × `high`; gives its inside. Where
/// the screen is too small for a frame, the whole screen.
fn window(scene: &Scene<'_>, area: Rect, wide: u16, high: u16, title: &str, pen: &mut Pen<'_>) -> Rect {
    let (wide, high) = (wide.min(area.width), high.min(area.height));
    let place =
        Rect { x: area.x + (area.width - wide) / 2, y: area.y + (area.height - high) / 2, width: wide, height: high };
    pen.clear(place);
    if wide < 16 || high < 4 {
        return place;
    }
    // It may lie over the timer, whose time is never hidden.
    let time = scene.status.phase.map(|_| super::timer::face(scene)).map(|face| (face.time, face.role));
    pen.frame(place, title, time.as_slice(), true);
    Rect { x: place.x + 2, y: place.y + 1, width: wide - 4, height: high - 2 }
}

/// The question about a gap, with its answers.
fn ask(scene: &Scene<'_>, area: Rect, pen: &mut Pen<'_>) {
    let Some(gap) = asked(scene.screen, scene.model) else { return };
    let locale = scene.locale;
    let time = |stamp: crate::domain::stamp::Stamp| locale.clock(stamp.at_place_of(&scene.moment.wall).local().time());
    let (from, to) = (time(gap.from), time(gap.to));
    let slept = locale.minutes_of(gap.length_ms() / 1000);
    let args = [("slept", Arg::Text(&slept)), ("from", Arg::Text(&from)), ("to", Arg::Text(&to))];
    if area.height < 8 || area.width < 24 {
        // The answers, or the chosen one of them, and what there is room for of the question.
        let count = ANSWERS.len() as u16;
        let (first, shown) = if area.height > count { (0, count) } else { (scene.screen.answer as u16, 1) };
        let begins = area.bottom().saturating_sub(shown);
        let question = width::wrap(&locale.with("timer-gap", &args), usize::from(area.width));
        for (line, y) in question.iter().zip(area.y..begins) {
            pen.put(area.x, y, area.width, line, Role::Text);
        }
        for (at, y) in (first..first + shown).zip(begins..area.bottom()) {
            let Some((_, key)) = ANSWERS.get(usize::from(at)) else { break };
            let chosen = usize::from(at) == scene.screen.answer;
            let sign = if chosen { pen.symbols().cursor } else { " " };
            let text = format!("{sign} {}/{count} {}", at + 1, locale.with(key, &[("from", Arg::Text(&from))]));
            pen.put(area.x, y, area.width, &text, if chosen { Role::Selection } else { Role::Text });
        }
        return;
    }
    let wide = area.width.min(56);
    let question = width::wrap(&locale.with("timer-gap", &args), usize::from(wide.saturating_sub(4)));
    let high = question.len() as u16 + ANSWERS.len() as u16 + 4;
    let inner = window(scene, area, wide, high, &locale.text("timer-state-asking"), pen);
    let mut y = inner.y;
    let mut put = |text: &str, role: Role, pen: &mut Pen<'_>| {
        if y < inner.bottom() {
            pen.put(inner.x, y, inner.width, text, role);
        }
        y += 1;
    };
    for line in &question {
        put(line, Role::Text, pen);
    }
    if inner.height >= high - 2 {
        put("", Role::Text, pen);
    }
    for (at, (_, key)) in ANSWERS.iter().enumerate() {
        let chosen = at == scene.screen.answer;
        let sign = if chosen { pen.symbols().cursor } else { " " };
        let text = format!("{sign} {} {}", at + 1, locale.with(key, &[("from", Arg::Text(&from))]));
        put(&text, if chosen { Role::Selection } else { Role::Text }, pen);
    }
    let undo = super::footer::key_name(scene, Intent::Undo);
    put(&locale.with("common-undoes", &[("key", Arg::Text(&undo))]), Role::Dim, pen);
}
