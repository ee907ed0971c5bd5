//! The timer pane: the time large, how far it is, and what it is for.
mod full;

use ratatui::layout::Rect;

use super::{
    Sight,
    digits::{self, Size},
    pen::{Pen, Piece, columns},
};
use crate::{
    domain::{
        commitment::Share,
        round::Next,
        session::{Origin, Phase},
        status::State,
    },
    text::{locale::Arg, span::clock, width},
    ui::{
        Intent, Role, Scene,
        layout::{Look, Place},
        mode,
        screen::{Pane, View},
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
    /// Whether a phase is past its end, or ended by itself and nobody has answered (where the next one began: less
    /// than a minute ago): the one thing that is loud.
    pub(super) over: bool,
}

/// What the next key press begins from idle: the break that is due, or focus in the chosen mode.
fn upcoming(scene: &Scene<'_>) -> Option<Next> {
    let due = scene.status.next.clone().filter(|next| next.phase.is_break());
    due.or_else(|| mode::first(scene.model, scene.screen, scene.moment))
}

/// A mode in a word.
pub(super) fn mode_name(scene: &Scene<'_>, mode: &str) -> String {
    match mode {
        "pomodoro" | "flow" | "countdown" => scene.locale.text(&format!("timer-mode-{mode}")),
        own => own.to_owned(),
    }
}
/// How long the end of a phase is still said after the next one began by itself.
const FRESH_S: i64 = 60;

pub(super) fn face(scene: &Scene<'_>) -> Face {
    let status = scene.status;
    let word = |phase: Phase| scene.locale.text(&format!("timer-phase-{}", phase.word()));
    let (time, share) = match (status.phase, status.left_s) {
        (None, _) => (clock(upcoming(scene).and_then(|next| next.planned_s).map_or(0, i64::from)), None),
        (Some(_), _) if status.over_s > 0 => (format!("+{}", clock(status.over_s)), Some(1.0)),
        (Some(_), Some(left)) => {
            let planned = status.planned_s.filter(|planned| *planned > 0);
            (clock(left), planned.map(|planned| status.elapsed_s as f64 / planned as f64))
        }
        (Some(_), None) => (clock(status.elapsed_s), None),
    };
    let due = status.next.as_ref().filter(|next| status.phase.is_none() && next.phase.is_break());
    // A break that is due is offered for as long as it would last; that one is over is said longer.
    let ended = scene.model.unanswered(scene.moment).filter(|phase| phase.is_break() || due.is_some());
    let role = match (status.phase, status.state) {
        (None, _) if due.is_some() => Role::Break,
        (None, _) if ended.is_some() => Role::Focus,
        (None, _) => Role::Dim,
        (Some(_), State::Paused | State::Asking) => Role::Warn,
        (Some(phase), _) if phase.is_break() => Role::Break,
        _ => Role::Focus,
    };
    let phase = match status.phase {
        None => match due {
            Some(_) => scene.locale.text("timer-due"),
            None if ended.is_some() => scene.locale.text("timer-break-over"),
            None => scene.locale.text("timer-phase-idle"),
        },
        Some(phase) if status.name == phase.word() => word(phase),
        Some(_) => status.name.clone(),
    };
    let fresh = status.state == State::Running
        && status.elapsed_s < FRESH_S
        && status.phase.is_some_and(Phase::is_break)
        && scene.model.rules.timer.auto_start_breaks;
    Face { time, role, share, phase, over: status.over_s > 0 || fresh || ended.is_some() }
}

/// When the phase that runs rings.
pub(super) fn rings(scene: &Scene<'_>) -> Option<Piece> {
    let ends = scene.status.ends_at.filter(|_| scene.status.state == State::Running)?;
    let time = scene.locale.clock(ends.at_place_of(&scene.moment.wall).local().time());
    Some((scene.locale.with("timer-rings", &[("time", Arg::Text(&time))]), Role::Text))
}

/// The state in a word and when it rings, or what to do to begin.
pub(super) fn state_line(scene: &Scene<'_>) -> Vec<Piece> {
    let (status, locale) = (scene.status, scene.locale);
    let dot = format!(" {} ", scene.theme.symbols().dot);
    let key = super::footer::key_name(scene, Intent::StartPause);
    let state = locale.text(&format!("timer-state-{}", status.state.word()));
    match status.state {
        State::Idle => {
            let next_break = status.next.as_ref().filter(|next| next.phase.is_break());
            let said = match next_break {
                Some(_) => locale.with("timer-break-due", &[("key", Arg::Text(&key))]),
                None => locale.with("timer-press", &[("key", Arg::Text(&key))]),
            };
            if scene.keymap.first(Intent::StartPause).is_none() {
                return Vec::new();
            }
            let role = if next_break.is_some() { Role::Break } else { Role::Dim };
            vec![(said, role)]
        }
        State::Running => {
            let mut pieces = vec![(state, Role::Text)];
            if status.over_s > 0 {
                pieces = vec![(locale.with("timer-move-on", &[("key", Arg::Text(&key))]), Role::Warn)];
            } else if let Some((rings, role)) = rings(scene) {
                pieces.push((format!("{dot}{rings}"), role));
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
    let upcoming = (status.phase.is_none()).then(|| upcoming(sight.scene)).flatten();
    let mode = upcoming.as_ref().map_or(status.mode.as_str(), |next| &next.mode);
    let args = [("round", Arg::Int(status.round.into())), ("rounds", Arg::Int(status.rounds.into()))];
    let chosen = sight.scene.screen.chosen.mode.is_some();
    let mut pieces = match mode {
        "pomodoro" => vec![(locale.with("timer-round", &args), Role::Dim)],
        // Rounds are the pomodoro technique's; a mode of one's own counts its focus phases.
        other
            if sight.scene.model.rules.timer.sequence(other).is_some_and(|own| own.rounds() > 1)
                && upcoming.is_none() =>
        {
            let args = [("round", Arg::Int(status.round.into())), ("rounds", Arg::Int(status.rounds.into()))];
            vec![
                (format!("{} ", mode_name(sight.scene, other)), Role::Text),
                (locale.with("timer-step", &args), Role::Dim),
            ]
        }
        other => vec![(mode_name(sight.scene, other), if chosen { Role::Accent } else { Role::Text })],
    };
    if status.phase == Some(Phase::Focus) {
        let role = |count: usize| if count > 0 { Role::Text } else { Role::Dim };
        let dot = sight.scene.theme.symbols().dot;
        pieces.push((format!(" {dot} '{}", status.internal), role(status.internal)));
        pieces.push((format!(" -{}", status.external), role(status.external)));
    }
    pieces
}

/// The next task of the accepted plan of the day, where it is not the one that is shown already.
fn planned_next(sight: &Sight<'_>) -> Option<String> {
    let model = sight.scene.model;
    let date = sight.scene.status.today.date;
    let left = |share: &&Share| model.done_of(date, share) < share.pomodoros;
    let open = |share: &&Share| model.task(&share.task).is_some_and(|task| task.is_open());
    let share = sight.plan?.accepted.iter().filter(open).find(left)?;
    let shown = sight.chosen.as_ref().is_some_and(|row| row.task.id == share.task);
    let shown = shown && sight.scene.status.phase.is_none();
    model.task(&share.task).filter(|_| !shown).map(|task| task.title.clone())
}

fn next_line(sight: &Sight<'_>) -> Vec<Piece> {
    let (status, locale) = (sight.scene.status, sight.scene.locale);
    if status.phase.is_none_or(Phase::is_break)
        && let Some(next) = planned_next(sight)
    {
        return vec![(locale.with("plan-next", &[("task", Arg::Text(&next))]), Role::Dim)];
    }
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
        // What has ended is said whole; the pane's name gives way to it.
        let text = format!(" {} ", face.phase);
        let wide = (width::width(&text) as u16).min(place.area.width.saturating_sub(4));
        pen.loud(place.area.right().saturating_sub(2 + wide), place.area.y, wide, &text, face.role);
    }
    if place.look != Look::Bare && inner.width > 8 {
        inner = Rect { x: inner.x + 2, width: inner.width - 3, ..inner };
    }
    let day = (place.look == Look::Framed).then(|| above_day(sight, place, inner, &face, pen)).flatten();
    if place.look == Look::Full {
        inner = beside_day(sight, inner, pen);
    }
    let half = digits::measure(&face.time, Size::Half).0;
    if inner.height < 8 && inner.width >= half + 12 {
        beside(sight, inner, &face, pen);
    } else {
        // Room for the bar and at least two lines; the rest may be digits.
        let rows = inner.height.saturating_sub(3).max(1);
        let (area, size) = day.unwrap_or_else(|| (inner, digits::largest(&face.time, inner.width, rows)));
        stacked(area, size, &face, &lines(sight), pen);
    }
}

/// Rows of the day below the time, from which on it is worth its rule.
const DAY_ROWS: u16 = 8;

/// In a tall pane the day stands below the time; gives the place of the time and the size of its digits, or
/// nothing where there is not room for both.
fn above_day(sight: &Sight<'_>, place: &Place, area: Rect, face: &Face, pen: &mut Pen<'_>) -> Option<(Rect, Size)> {
    let size = digits::largest(&face.time, area.width, area.height.saturating_sub(DAY_ROWS + 9).max(1));
    let words = lines(sight).iter().filter(|line| !line.is_empty()).count().max(4) as u16;
    // A row above the digits and below them, one on each side of the bar, and one before the rule.
    let high = digits::measure(&face.time, size).1 + words + 6;
    if area.width < 26 || area.height < high + 1 + DAY_ROWS {
        return None;
    }
    let rule = area.y + high;
    pen.rule(place.area, rule, &sight.scene.locale.text("timer-day"));
    let below = Rect { y: rule + 1, height: area.bottom() - rule - 1, ..area };
    full::day_and_hours(sight, below, pen);
    Some((Rect { height: high, ..area }, size))
}

/// On the whole screen the day stands beside the time, or below it where that is narrow; gives what is left.
fn beside_day(sight: &Sight<'_>, area: Rect, pen: &mut Pen<'_>) -> Rect {
    if area.width >= 64 && area.height >= 8 {
        // Where there is room for both, the digits are as large as elsewhere.
        let wide = match area.width {
            150.. => 72,
            width => (width * 2 / 5).clamp(36.min(width / 2), 60),
        };
        full::draw(sight, Rect { x: area.x + wide + 2, width: area.width - wide - 2, ..area }, pen);
        return Rect { width: wide, ..area };
    }
    if area.height >= 20 {
        let high = 10;
        full::draw(sight, Rect { y: area.y + high + 1, height: area.height - high - 1, ..area }, pen);
        return Rect { height: high, ..area };
    }
    area
}

/// The lines below the time, the most important first, and the order in which they are drawn.
fn lines(sight: &Sight<'_>) -> Vec<Vec<Piece>> {
    let mut lines = vec![state_line(sight.scene), task_line(sight), round_line(sight), next_line(sight)];
    if sight.scene.status.phase != Some(Phase::Focus) && sight.scene.screen.view != View::Full(Pane::Timer) {
        // At the break is the time to look at what came up in between.
        let parked = parked_lines(sight, 3);
        lines.splice(2..2, parked);
    }
    lines
}

/// The notes that wait to become tasks, at most so many, and how one does.
pub(super) fn parked_lines(sight: &Sight<'_>, most: usize) -> Vec<Vec<Piece>> {
    let (locale, notes) = (sight.scene.locale, &sight.parked);
    if notes.is_empty() {
        return Vec::new();
    }
    let key = super::footer::key_name(sight.scene, Intent::ParkToTask);
    let count = i64::try_from(notes.len()).unwrap_or(i64::MAX);
    let args = [("count", Arg::Int(count)), ("key", Arg::Text(&key))];
    let mut lines = vec![vec![(locale.with("timer-parked", &args), Role::Accent)]];
    for (at, parked) in notes.iter().take(most).enumerate() {
        let sign = if parked.kind == Origin::Internal { "'" } else { "-" };
        // The first one is what the key is about.
        let role = if at == 0 { Role::Text } else { Role::Dim };
        lines.push(vec![(format!("{sign} "), Role::Warn), (parked.note.to_owned(), role)]);
    }
    lines
}

fn stacked(area: Rect, size: Size, face: &Face, lines: &[Vec<Piece>], pen: &mut Pen<'_>) {
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
    // When it rings has to be seen: where it does not fit beside the digits, it is the first thing below.
    let state = (columns(&texts[0]) > words.width).then(|| texts.remove(0));
    texts.insert(0, vec![(face.phase.clone(), face.role)]);
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
    for line in state.into_iter().chain(texts) {
        if y >= area.bottom() {
            break;
        }
        pen.line(Rect { y, height: 1, ..area }, &line);
        y += 1;
    }
}
