//! The timer pane: the time large, how far it is, and what it is for.
use jiff::civil::Time;
use ratatui::layout::Rect;

use super::{
    Sight,
    digits::{self, Size},
    pen::{Pen, Piece, columns},
};
use crate::{
    domain::{session::Phase, status::State},
    text::{locale::Arg, span::clock, width},
    ui::{
        Intent, Role, Scene,
        layout::{Look, Place},
        screen::Pane,
    },
};

/// What the timer shows, whatever the size.
pub(super) struct Face {
    /// The time.
    pub(super) time: String,
    /// The colour of the phase.
    pub(super) role: Role,
    /// How much of it is over, 0 to 1; none where it has no end.
    pub(super) share: Option<f64>,
    /// The phase in a word.
    pub(super) phase: String,
    /// Whether a phase is past its end, or ended by itself less than a minute ago: the one thing that is loud.
    pub(super) over: bool,
}

/// How long the end of a phase is still said after the next one began by itself.
const FRESH_S: i64 = 60;

pub(super) fn face(scene: &Scene<'_>) -> Face {
    let status = scene.status;
    let rules = &scene.model.rules.timer;
    let word = |phase: Phase| scene.locale.text(&format!("timer-phase-{}", phase.word()));
    let (time, share) = match (status.phase, status.left_s) {
        (None, _) => {
            let next = status.next.as_ref().map_or(Some(rules.focus_s), |next| next.planned_s);
            (clock(next.map_or(0, i64::from)), None)
        }
        (Some(_), _) if status.over_s > 0 => (format!("+{}", clock(status.over_s)), Some(1.0)),
        (Some(_), Some(left)) => {
            let planned = status.planned_s.filter(|planned| *planned > 0);
            (clock(left), planned.map(|planned| status.elapsed_s as f64 / planned as f64))
        }
        (Some(_), None) => (clock(status.elapsed_s), None),
    };
    let role = match (status.phase, status.state) {
        (None, _) if status.next.as_ref().is_some_and(|next| next.phase.is_break()) => Role::Break,
        (None, _) => Role::Dim,
        (Some(_), State::Paused | State::Asking) => Role::Warn,
        (Some(phase), _) if phase.is_break() => Role::Break,
        _ => Role::Focus,
    };
    let phase = match status.phase {
        None => scene.locale.text("timer-phase-idle"),
        Some(phase) if status.name == phase.word() => word(phase),
        Some(_) => status.name.clone(),
    };
    let fresh = status.state == State::Running
        && status.elapsed_s < FRESH_S
        && status.phase.is_some_and(Phase::is_break)
        && rules.auto_start_breaks;
    Face { time, role, share, phase, over: status.over_s > 0 || fresh }
}

/// The state in a word and when it rings, or what to do to begin.
pub(super) fn state_line(scene: &Scene<'_>) -> Vec<Piece> {
    let (status, locale) = (scene.status, scene.locale);
    let dot = format!(" {} ", scene.theme.symbols().dot);
    let key = super::footer::key_name(scene, Intent::StartPause);
    let state = locale.text(&format!("timer-state-{}", status.state.word()));
    let at = |time: Time| locale.with("timer-rings", &[("time", Arg::Text(&locale.clock(time)))]);
    match status.state {
        State::Idle => {
            let next_break = status.next.as_ref().filter(|next| next.phase.is_break());
            let said = match next_break {
                Some(next) => {
                    let phase = locale.text(&format!("timer-phase-{}", next.phase.word()));
                    locale.with("timer-break-due", &[("phase", Arg::Text(&phase)), ("key", Arg::Text(&key))])
                }
                None => locale.with("timer-press", &[("key", Arg::Text(&key))]),
            };
            let role = if next_break.is_some() { Role::Break } else { Role::Dim };
            vec![(said, role)]
        }
        State::Running => {
            let mut pieces = vec![(state, Role::Text)];
            if status.over_s > 0 {
                pieces = vec![(locale.with("timer-move-on", &[("key", Arg::Text(&key))]), Role::Warn)];
            } else if let Some(ends) = status.ends_at {
                let place = ends.at_place_of(&scene.moment.wall);
                pieces.push((format!("{dot}{}", at(place.local().time())), Role::Text));
            }
            pieces
        }
        State::Paused => {
            let how = locale.with("timer-go-on", &[("key", Arg::Text(&key))]);
            vec![(state, Role::Warn), (format!("{dot}{how}"), Role::Dim)]
        }
        State::Asking => {
            let how = locale.with("timer-answer", &[("key", Arg::Text(&key))]);
            vec![(state, Role::Warn), (format!("{dot}{how}"), Role::Dim)]
        }
    }
}

/// What the phase is for.
fn task_line(sight: &Sight<'_>) -> Vec<Piece> {
    let scene = sight.scene;
    let running = scene.theme.symbols().running;
    match (&scene.status.task, scene.status.phase) {
        (Some((_, title)), Some(_)) => vec![(format!("{running} "), Role::Focus), (title.clone(), Role::Text)],
        (None, Some(Phase::Focus)) => vec![(scene.locale.text("timer-no-task"), Role::Dim)],
        _ => {
            let next_focus = scene.status.next.as_ref().is_none_or(|next| !next.phase.is_break());
            let row = sight.chosen.as_ref().filter(|row| row.task.is_open() && next_focus);
            row.map_or_else(Vec::new, |row| {
                // Where the tasks have the keys, the same key as ever starts the selected one.
                let sign = if scene.screen.focus == Pane::Tasks {
                    scene.theme.symbols().cursor.to_owned()
                } else {
                    super::footer::key_name(scene, Intent::StartTask)
                };
                vec![(format!("{sign} "), Role::Accent), (row.task.title.clone(), Role::Dim)]
            })
        }
    }
}

fn round_line(sight: &Sight<'_>) -> Vec<Piece> {
    let (status, locale) = (sight.scene.status, sight.scene.locale);
    let args = [("round", Arg::Int(status.round.into())), ("rounds", Arg::Int(status.rounds.into()))];
    let mut pieces = vec![(locale.with("timer-round", &args), Role::Dim)];
    if status.phase == Some(Phase::Focus) {
        let role = |count: usize| if count > 0 { Role::Text } else { Role::Dim };
        let dot = sight.scene.theme.symbols().dot;
        pieces.push((format!(" {dot} '{}", status.internal), role(status.internal)));
        pieces.push((format!(" -{}", status.external), role(status.external)));
    }
    pieces
}

fn next_line(sight: &Sight<'_>) -> Vec<Piece> {
    let (status, locale) = (sight.scene.status, sight.scene.locale);
    let Some(next) = status.next.as_ref().filter(|_| status.phase.is_some()) else { return Vec::new() };
    let phase = locale.text(&format!("timer-phase-{}", next.phase.word()));
    let phase = next.name.clone().unwrap_or(phase);
    let Some(seconds) = next.planned_s else {
        return vec![(locale.with("timer-next-open", &[("phase", Arg::Text(&phase))]), Role::Dim)];
    };
    let minutes = i64::from(seconds) / 60;
    vec![(locale.with("timer-next", &[("phase", Arg::Text(&phase)), ("minutes", Arg::Int(minutes))]), Role::Dim)]
}

pub(super) fn draw(sight: &Sight<'_>, place: &Place, pen: &mut Pen<'_>) {
    let face = face(sight.scene);
    let right = [(face.phase.clone(), face.role)];
    let mut inner = sight.frame(place, "timer-title", if face.over { &[] } else { &right }, pen);
    if face.over && place.look != Look::Bare {
        pen.edge(place.area, face.role);
        let text = format!(" {} ", face.phase);
        let wide = width::width(&text) as u16;
        if wide + 16 < place.area.width {
            pen.loud(place.area.right() - 2 - wide, place.area.y, wide, &text, face.role);
        }
    }
    if place.look != Look::Bare && inner.width > 8 {
        inner = Rect { x: inner.x + 2, width: inner.width - 3, ..inner };
    }
    let half = digits::measure(&face.time, Size::Half).0;
    if inner.height < 8 && inner.width >= half + 12 {
        beside(sight, inner, &face, pen);
    } else {
        stacked(sight, inner, &face, pen);
    }
}

/// The lines below the time, the most important first, and the order in which they are drawn.
fn lines(sight: &Sight<'_>) -> Vec<Vec<Piece>> {
    vec![state_line(sight.scene), task_line(sight), round_line(sight), next_line(sight)]
}

fn stacked(sight: &Sight<'_>, area: Rect, face: &Face, pen: &mut Pen<'_>) {
    let lines = lines(sight);
    // Room for the bar and at least two lines; the rest may be digits.
    let for_digits = area.height.saturating_sub(3).max(1);
    let size = digits::largest(&face.time, area.width, for_digits);
    let (wide, high) = digits::measure(&face.time, size);
    let needed = high + 1 + lines.len() as u16;
    let mut spare = area.height.saturating_sub(needed);
    let mut y = area.y;
    let above = (spare / 3).min(3);
    y += above;
    spare -= above;
    let x = area.x + (area.width.saturating_sub(wide) / 2).min(if area.width > 60 { u16::MAX } else { 2 });
    digits::draw(pen, Rect { x, y, width: area.width, height: high }, &face.time, size, face.role);
    y += high;
    if spare > 0 {
        y += 1;
        spare -= 1;
    }
    if y < area.bottom() {
        pen.progress(area.x, y, area.width, face.share.unwrap_or(0.0), face.role);
        y += 1;
    }
    if spare > 0 {
        y += 1;
    }
    for line in lines.iter().filter(|line| !line.is_empty()) {
        if y >= area.bottom() {
            break;
        }
        pen.line(Rect { y, height: 1, ..area }, line);
        y += 1;
    }
}

/// Little height: the digits on the left, the words beside them, the bar below.
fn beside(sight: &Sight<'_>, area: Rect, face: &Face, pen: &mut Pen<'_>) {
    let size = digits::largest(&face.time, area.width.saturating_sub(12), area.height.min(3));
    let (wide, high) = digits::measure(&face.time, size);
    digits::draw(pen, Rect { height: high, ..area }, &face.time, size, face.role);
    let words = Rect { x: area.x + wide + 2, width: area.width.saturating_sub(wide + 2), ..area };
    let mut texts = lines(sight);
    texts.insert(0, vec![(face.phase.clone(), face.role)]);
    if columns(&texts[1]) > words.width {
        // When it rings has to be seen: where it does not fit beside the digits, it is the first thing below.
        let state = texts.remove(1);
        texts.insert(3, state);
    }
    let mut texts = texts.into_iter().filter(|line| !line.is_empty());
    for row in 0..high.min(area.height) {
        let Some(line) = texts.next() else { break };
        if row == 0 && face.over {
            pen.loud(words.x, area.y, words.width, &face.phase, face.role);
        } else {
            pen.line(Rect { y: area.y + row, height: 1, ..words }, &line);
        }
    }
    let mut y = area.y + high;
    if y < area.bottom() {
        pen.progress(area.x, y, area.width, face.share.unwrap_or(0.0), face.role);
        y += 1;
    }
    for line in texts {
        if y >= area.bottom() {
            break;
        }
        pen.line(Rect { y, height: 1, ..area }, &line);
        y += 1;
    }
}
