//! The modes to choose from for the next start, each with what it means.
use ratatui::layout::{Position, Rect};

use crate::{
    domain::rules::TimerRules,
    text::{locale::Arg, width},
    ui::{
        Role, Scene,
        form::span_error,
        mode::{ModeList, task_of_start},
        pick,
        view::{pen::Pen, timer},
    },
};

pub(super) fn draw(scene: &Scene<'_>, list: &ModeList, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let locale = scene.locale;
    let rules = &scene.model.rules.timer;
    let wide = area.width.min(72);
    let text_wide = usize::from(wide.saturating_sub(4)).max(1);
    let hint = if list.asks(rules) { "help-form-length" } else { "help-form-modes" };
    let hint = width::wrap(&locale.text(hint), text_wide);
    let error = list.error.as_ref().map(|(text, error)| span_error(locale, text, *error));
    let error = error.map_or_else(Vec::new, |text| width::wrap(&text, text_wide));
    let count = ModeList::len(rules);
    let high = 3 + (count + error.len() + hint.len()) as u16;
    let inner = super::window(scene, area, wide, high, &locale.text("timer-form-mode"), pen);
    let names: Vec<String> = (0..count).map(|row| name(scene, rules, row)).collect();
    let named = names.iter().map(|name| width::width(name)).max().unwrap_or(0) as u16;
    let named = (named + 3).min(inner.width / 2);
    let below = (error.len() + hint.len()) as u16;
    let room = inner.height.saturating_sub(if inner.height > below + 2 { below } else { 0 }).max(1);
    let shown = usize::from(room).min(count);
    let first = pick::first_row(count, list.at, shown);
    let mut cursor = None;
    for (line, row) in (first..count).take(shown).enumerate() {
        let y = inner.y + line as u16;
        let chosen = row == list.at;
        let sign = if chosen { pen.symbols().cursor } else { " " };
        let role = if chosen { Role::Selection } else { Role::Text };
        pen.put(inner.x, y, named, &format!("{sign} {}", names[row]), role);
        let x = inner.x + named + 1;
        let rest = inner.right().saturating_sub(x);
        if chosen && list.asks(rules) {
            let (text, at) = list.length.window(8);
            let end = pen.put(x, y, rest, &text, Role::Accent);
            pen.put(end + 1, y, inner.right().saturating_sub(end + 1), &locale.text("timer-mode-minutes"), Role::Dim);
            cursor = Some(Position::new((x + at as u16).min(inner.right().saturating_sub(1)), y));
        } else {
            pen.put(x, y, rest, &about(scene, rules, row), Role::Dim);
        }
    }
    let texts = error.iter().map(|line| (line, Role::Bad)).chain(hint.iter().map(|line| (line, Role::Dim)));
    for (y, (line, role)) in (inner.y + shown as u16..inner.bottom()).skip(usize::from(error.is_empty())).zip(texts) {
        pen.put(inner.x, y, inner.width, line, role);
    }
    cursor
}

fn name(scene: &Scene<'_>, rules: &TimerRules, row: usize) -> String {
    match ModeList::mode(rules, row) {
        Some(mode) => timer::mode_name(scene, &mode),
        None => scene.locale.text("timer-mode-as-set"),
    }
}

/// What a mode means; of what is configured also which it is.
fn about(scene: &Scene<'_>, rules: &TimerRules, row: usize) -> String {
    let task = task_of_start(scene.model, scene.screen, scene.moment);
    let project = task.and_then(|task| task.project.as_deref());
    let Some(mode) = ModeList::mode(rules, row) else {
        let mode = rules.mode_for(project);
        let dot = format!(" {} ", scene.theme.symbols().dot);
        let profile = rules.profiles.iter().find(|profile| Some(profile.project.as_str()) == project);
        let parts = [Some(timer::mode_name(scene, mode)), Some(meaning(scene, rules, mode, project))];
        let parts = parts.into_iter().flatten().chain(profile.map(|profile| profile.project.clone()));
        return parts.collect::<Vec<_>>().join(&dot);
    };
    meaning(scene, rules, &mode, project)
}

fn meaning(scene: &Scene<'_>, rules: &TimerRules, mode: &str, project: Option<&str>) -> String {
    let locale = scene.locale;
    let lengths = rules.lengths(project);
    let minutes = |seconds: u32| locale.number(f64::from(seconds) / 60.0, usize::from(!seconds.is_multiple_of(60)));
    match mode {
        "pomodoro" => {
            let [focus, short, long] = [lengths.focus_s, lengths.short_break_s, lengths.long_break_s].map(&minutes);
            let args = [
                ("focus", Arg::Text(focus.as_str())),
                ("short", Arg::Text(&short)),
                ("long", Arg::Text(&long)),
                ("rounds", Arg::Int(lengths.rounds.into())),
            ];
            locale.with("timer-mode-about-pomodoro", &args)
        }
        "flow" => locale.text("timer-mode-about-flow"),
        "countdown" => {
            let length = scene.screen.chosen.length_s.unwrap_or(lengths.focus_s);
            locale.with("timer-mode-about-countdown", &[("minutes", Arg::Text(&minutes(length)))])
        }
        own => {
            let steps = rules.sequence(own).map(crate::domain::sequence::Sequence::steps).unwrap_or_default();
            let step = |step: &crate::domain::sequence::Step| {
                let phase = locale.text(&format!("timer-phase-{}", step.phase.word()));
                format!("{} {}", step.name.clone().unwrap_or(phase), minutes(step.seconds))
            };
            steps.iter().map(step).collect::<Vec<_>>().join(&format!(" {} ", scene.theme.symbols().dot))
        }
    }
}
