//! The assessment on the whole screen: what changed and why, what may be said of it, and the training plan.
use ratatui::layout::Rect;

use super::{head, rows, word};
use crate::{
    domain::{objective::combined, score::Verdict, standing::Standing, training::Practised},
    text::{course, locale::Arg, look_back::objective, width},
    ui::{
        Intent, Role, pick,
        view::{
            Sight, footer,
            pen::{Pen, Piece},
            waterfall, weeks,
        },
    },
};

/// From this width on the training plan stands beside the numbers.
const BESIDE: u16 = 110;

/// Draws it; `picks`: whether a practice is selected, as on the whole screen.
pub(super) fn draw(sight: &Sight<'_>, standing: &Standing<'_>, picks: bool, area: Rect, pen: &mut Pen<'_>) {
    let beside = area.width >= BESIDE;
    let left = if beside { Rect { width: area.width * 56 / 100, ..area } } else { area };
    head(sight, standing, false, left, pen);
    let mut y = left.y + 1;
    let below = |y: u16| Rect { y, height: left.bottom().saturating_sub(y), ..left };
    if left.height > standing.lines.len() as u16 + 6 {
        for line in weeks::joined(noise(sight, standing), left.width, pen) {
            pen.line(Rect { height: 1, ..below(y) }, &line);
            y += 1;
        }
        y += u16::from(left.height > standing.lines.len() as u16 + 16);
    }
    y = rows(sight, standing, true, below(y), pen);
    if left.height > standing.lines.len() as u16 + 6 {
        y += u16::from(below(y).height > 14);
        for line in weeks::joined(course_of(sight, standing), left.width, pen) {
            pen.line(Rect { height: 1, ..below(y) }, &line);
            y += 1;
        }
    }
    if beside {
        waterfall::draw(sight, standing, below(y + 1), pen);
        let x = left.right() + 3;
        plan(sight, standing, picks, Rect { x, width: area.right().saturating_sub(x), ..area }, pen);
    } else {
        let high = standing.lines.len() as u16 + 2;
        if standing.delta.is_some() && below(y + 1).height >= high + 12 {
            y = waterfall::draw(sight, standing, below(y + 1), pen);
        }
        y += u16::from(below(y).height > 6);
        plan(sight, standing, picks, below(y), pen);
    }
}

/// What the noise allows to say.
fn noise(sight: &Sight<'_>, standing: &Standing<'_>) -> Vec<Piece> {
    let (model, locale) = (sight.scene.model, sight.scene.locale);
    let mut parts = Vec::new();
    let noise = model.noise(standing);
    if let Some(delta) = standing.delta {
        let (key, role) = match noise.verdict(delta) {
            Verdict::Unknown => ("cli-noise-unknown", Role::Dim),
            Verdict::WithinNoise => ("cli-noise-within", Role::Warn),
            Verdict::RealChange => ("cli-noise-real", Role::Good),
        };
        parts.push((locale.text(key), role));
    }
    if let (Some(sem), Some(mdc)) = (noise.sem(), noise.mdc95()) {
        let args = [("sem", Arg::Num(sem, 1)), ("mdc", Arg::Num(mdc, 1))];
        parts.push((locale.with("assess-sem", &args), Role::Dim));
    }
    parts
}

/// Objective score and gap, goals with their course, and when they may be reached.
fn course_of(sight: &Sight<'_>, standing: &Standing<'_>) -> Vec<Piece> {
    let (model, locale) = (sight.scene.model, sight.scene.locale);
    let assessment = standing.assessment;
    let mut parts: Vec<Piece> = Vec::new();
    if let Some(line) = model.chronicle(&assessment.template, assessment.week, 1, model.today(sight.scene.moment)).pop()
    {
        let found = line.inputs().objective();
        let said = objective(&found, combined(found.score, line.score), locale);
        parts.extend(said.into_iter().map(|part| (part, Role::Dim)));
    }
    for progress in &model.goals(&assessment.template, sight.week) {
        let goal = course::goal_text(progress, locale);
        parts.push((format!("{goal}: {}", course::course_text(progress.course, locale)), Role::Text));
    }
    if let Some(text) = course::forecast_text(model.forecast(&assessment.template, sight.week), "–", locale) {
        parts.push((text, Role::Dim));
    }
    parts
}

/// The training plan, scrolled to the selected practice.
fn plan(sight: &Sight<'_>, standing: &Standing<'_>, picks: bool, area: Rect, pen: &mut Pen<'_>) {
    let locale = sight.scene.locale;
    if area.height == 0 || area.width < 10 {
        return;
    }
    let plan = sight.scene.model.training(standing);
    let count = pick::practices(&plan).len();
    let chosen = sight.scene.screen.practice.min(count.saturating_sub(1));
    let shown = standing.shown();
    let room = usize::from(area.width - 4);
    let mut lines: Vec<(bool, Vec<Piece>)> = Vec::new();
    let key = footer::key_name(sight.scene, Intent::Practice);
    let said =
        if picks { locale.with("assess-plan", &[("key", Arg::Text(&key))]) } else { locale.text("assess-training") };
    for line in width::wrap(&said, usize::from(area.width)) {
        lines.push((false, vec![(line, Role::Dim)]));
    }
    let mut index = 0;
    for (exercise, at) in plan.iter().zip(&standing.order) {
        let leverage = shown.room[*at].map_or_else(|| "–".to_owned(), |room| locale.number(room, 1));
        let title = vec![
            (width::pad_left(&leverage, 5), Role::Accent),
            (format!("  {}", word(sight, &exercise.name)), Role::Text),
        ];
        lines.push((false, title));
        for practice in exercise.practices {
            let selected = picks && index == chosen;
            for (row, text) in width::wrap(word(sight, practice), room).into_iter().enumerate() {
                let sign = if selected && row == 0 { pen.symbols().cursor } else { " " };
                let role = if selected { Role::Selection } else { Role::Dim };
                lines.push((selected, vec![(format!("  {sign} "), Role::Accent), (text, role)]));
            }
            index += 1;
        }
        for practised in &exercise.tasks {
            let text = practised_text(sight, practised, pen);
            lines.extend(
                width::wrap(&text, room)
                    .into_iter()
                    .map(|line| (false, vec![("    ".to_owned(), Role::Text), (line, Role::Good)])),
            );
        }
    }
    let start = lines.iter().position(|(selected, _)| *selected).unwrap_or(0);
    let end = start + lines.iter().filter(|(selected, _)| *selected).count();
    let height = usize::from(area.height);
    let first =
        if end <= height { 0 } else { pick::first_row(lines.len(), usize::midpoint(start, end), height).min(start) };
    for (y, (_, line)) in (area.y..area.bottom()).zip(&lines[first..]) {
        pen.line(Rect { y, height: 1, ..area }, line);
    }
}

/// A task that practises a dimension, and whether the dimension moved since it was made.
fn practised_text(sight: &Sight<'_>, practised: &Practised<'_>, pen: &Pen<'_>) -> String {
    let locale = sight.scene.locale;
    let symbols = pen.symbols();
    let sign = if practised.task.is_open() { symbols.running } else { symbols.done };
    // The practice stands above in full.
    let title = width::cut(&practised.task.title, 40);
    let number = |score: f64| locale.number(score, usize::from(score.fract() != 0.0));
    let said = match (practised.before, practised.after, practised.moved()) {
        (Some((_, before)), Some((_, after)), Some(moved)) => {
            let (before, after, moved) = (number(before), number(after), locale.signed(moved, 1));
            let args =
                [("before", Arg::Text(before.as_str())), ("after", Arg::Text(&after)), ("change", Arg::Text(&moved))];
            locale.with("assess-moved", &args)
        }
        (Some((_, before)), ..) => locale.with("assess-not-since", &[("before", Arg::Text(&number(before)))]),
        _ => locale.text("assess-not-before"),
    };
    format!("{sign} {title}: {said}")
}
