//! The line about the day: date, what is done, whether everything is safe.
use ratatui::layout::Rect;

use super::{
    Sight,
    pen::{Pen, Piece, columns},
    timer,
};
use crate::{
    domain::{
        rules::DailyGoal,
        status::{State, Today},
    },
    text::{locale::Arg, today, width},
    ui::{Badge, Intent, Role, layout},
};

pub(super) fn draw(sight: &Sight<'_>, line: Rect, pen: &mut Pen<'_>) {
    let right = right(sight);
    let mut inner = Rect { x: line.x + 1, width: line.width.saturating_sub(2), ..line };
    if layout::hides_timer(sight.scene.screen) {
        // The clock is never what is hidden.
        let room = inner.width.saturating_sub(columns(&right) + 2);
        let end = clock(sight, inner, room, pen).saturating_add(2).min(inner.right());
        inner = Rect { x: end, width: inner.right() - end, ..inner };
    }
    let begins = pen.line_right(inner, &right);
    let room = Rect { width: begins.saturating_sub(inner.x + 1), ..inner };
    if let Some(banner) = sight.scene.banner {
        pen.line(room, &[(banner.to_owned(), Role::Warn)]);
        return;
    }
    let locale = sight.scene.locale;
    let today = &sight.scene.status.today;
    let week = locale.with("date-week-short", &[("week", Arg::Int(sight.this_week.number().into()))]);
    let dot = pen.symbols().dot;
    let (date, short) = (locale.date(today.date), locale.short_date(today.date));
    // Half a date says nothing.
    let forms = [format!("{date} {dot} {week}"), format!("{short} {dot} {week}"), short];
    // Beside the clock the day's work says more than the year.
    let skip = usize::from(layout::hides_timer(sight.scene.screen) && line.width < 100);
    let fits = forms.into_iter().skip(skip).find(|text| width::width(text) <= usize::from(room.width));
    let end = fits.map_or(room.x, |text| pen.line(room, &[(text, Role::Text)]));
    for detail in (0..4).rev() {
        let middle = middle(sight, today, detail, pen);
        let wide = columns(&middle);
        if end + 3 + wide > room.right() {
            continue;
        }
        let centre = room.x + (inner.width.saturating_sub(wide)) / 2;
        let x = centre.clamp(end + 3, room.right() - wide);
        pen.line(Rect { x, width: wide, ..room }, &middle);
        return;
    }
}

/// The phase, its state and its time, for views that do not show the timer; when it rings, where `room` columns
/// are enough for that too. Gives the column after it.
fn clock(sight: &Sight<'_>, line: Rect, room: u16, pen: &mut Pen<'_>) -> u16 {
    let scene = sight.scene;
    let face = timer::face(scene);
    let dot = pen.symbols().dot;
    let mut pieces = vec![(" ".to_owned(), face.role), (face.time, face.role)];
    if matches!(scene.status.state, State::Paused | State::Asking) {
        let state = scene.locale.text(&format!("timer-state-{}", scene.status.state.word()));
        pieces.insert(0, (format!(" {state}"), face.role));
    }
    let more = match timer::rings(scene) {
        Some((rings, role)) => vec![(format!(" {dot} {rings}"), role)],
        None if face.over => {
            timer::state_line(scene).into_iter().map(|(text, role)| (format!(" {dot} {text}"), role)).collect()
        }
        None => Vec::new(),
    };
    if width::width(&face.phase) as u16 + columns(&pieces) + columns(&more) <= room {
        pieces.extend(more);
    }
    let x = if face.over {
        pen.loud(line.x, line.y, line.width, &face.phase, face.role)
    } else {
        pen.put(line.x, line.y, line.width, &face.phase, face.role)
    };
    pen.line(Rect { x, width: line.right().saturating_sub(x), ..line }, &pieces)
}

/// What is done today, with more or less detail: 3 is all of it.
fn middle(sight: &Sight<'_>, today: &Today, detail: u8, pen: &Pen<'_>) -> Vec<Piece> {
    let locale = sight.scene.locale;
    let done = locale.with("plan-done", &[("count", Arg::Int(today.pomodoros))]);
    let mut pieces = vec![(done, Role::Text)];
    let [full, rest] = pen.symbols().block;
    let goal = match today.goal.map(|progress| progress.goal) {
        Some(DailyGoal::Pomodoros(count)) => Some(i64::from(count)),
        _ => None,
    };
    // The blocks go up to the goal, or up to what can still be reached.
    let target = goal.or_else(|| today.left.map(|left| today.pomodoros + left)).filter(|target| *target > 0);
    if let Some(target) = target.filter(|target| *target <= 16 && detail > 2) {
        let filled = today.pomodoros.clamp(0, target);
        pieces.push((format!(" {}", full.repeat(filled as usize)), Role::Good));
        pieces.push((rest.repeat((target - filled) as usize), Role::Dim));
    }
    if let Some(goal) = goal.filter(|_| detail > 0) {
        pieces.push((format!(" {}", locale.with("plan-goal", &[("count", Arg::Int(goal))])), Role::Dim));
    }
    if let Some(left) = today::left(locale, today).filter(|_| detail > 1) {
        pieces.push((format!("  {}", left.text), if left.tight { Role::Warn } else { Role::Dim }));
    }
    pieces.push((format!("   {}", locale.minutes_of(today.focus_s)), Role::Text));
    if today.streak > 1 && detail > 2 {
        let days = i64::try_from(today.streak).unwrap_or(i64::MAX);
        pieces.push((format!("   {}", locale.with("plan-streak", &[("count", Arg::Int(days))])), Role::Dim));
    }
    pieces
}

/// The intent whose key stands at a place of the line: the help, at its right end.
pub(super) fn at(sight: &Sight<'_>, line: Rect, place: ratatui::layout::Position) -> Option<Intent> {
    let help = help(sight);
    let wide = columns(&help);
    let end = line.right().saturating_sub(1);
    let found = Rect { x: end.saturating_sub(wide), width: wide.min(line.width), ..line }.contains(place);
    (found && !help.is_empty()).then_some(Intent::Help)
}

fn help(sight: &Sight<'_>) -> Vec<Piece> {
    let scene = sight.scene;
    if scene.keymap.first(Intent::Help).is_none() {
        return Vec::new();
    }
    let name = super::footer::key_name(scene, Intent::Help);
    vec![(name, Role::Accent), (format!(" {}", scene.locale.text("help-title")), Role::Dim)]
}

fn right(sight: &Sight<'_>) -> Vec<Piece> {
    let scene = sight.scene;
    let mut pieces = Vec::new();
    let badge = scene.badge.map(|badge| match badge {
        Badge::Saved => (scene.locale.text("common-saved"), Role::Dim),
        Badge::Saving => (scene.locale.text("common-saving"), Role::Dim),
        Badge::Unsaved(count) => {
            let count = i64::try_from(*count).unwrap_or(i64::MAX);
            (scene.locale.with("common-unsaved-count", &[("count", Arg::Int(count))]), Role::Bad)
        }
        Badge::ReadOnly => (scene.locale.text("common-read-only"), Role::Warn),
    });
    if let Some(badge) = badge {
        pieces.push(badge);
        pieces.push((format!(" {} ", scene.theme.symbols().dot), Role::Dim));
    }
    pieces.extend(help(sight));
    pieces
}
