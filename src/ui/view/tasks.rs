//! The tasks pane: what comes first and why, as a list or as Eisenhower's matrix.
mod detail;
mod matrix;
mod why;

use ratatui::layout::Rect;

use super::{
    Sight,
    pen::{Pen, Piece},
};
use crate::{
    domain::{agenda::Row, priority::Band, session::Phase, task::Due},
    text::{locale::Arg, width},
    ui::{
        Intent, Role,
        layout::{self, Place},
        listing::Listing,
        pick,
        screen::Pane,
    },
};

pub(super) fn draw(sight: &Sight<'_>, place: &Place, pen: &mut Pen<'_>) {
    let list = layout::task_list(place, sight.scene.screen.detail);
    let as_matrix = list.width >= 40 && list.height >= 8;
    let as_list = sight.scene.screen.matrix && !as_matrix;
    let inner = sight.frame(place, "task-title", &summary(sight, as_list, pen), pen);
    if inner.width < 8 || inner.height == 0 {
        return;
    }
    if sight.rows.is_empty() {
        empty(sight, inner, pen);
        return;
    }
    if list.width == 0 {
    } else if sight.scene.screen.matrix && as_matrix {
        matrix::draw(sight, list, pen);
    } else {
        self::list(sight, list, pen);
    }
    if layout::shows_detail(place, sight.scene.screen.detail) {
        let room = inner.width - if list.width > 0 { list.width + 2 } else { 0 };
        let right = Rect { x: inner.right() - room + 1, width: room.saturating_sub(2), ..inner };
        if let Some(row) = &sight.chosen {
            detail::draw(sight, row, right, pen);
        }
        return;
    }
    let rule = list.bottom();
    if layout::why_rows(place) > 0
        && let Some(row) = &sight.chosen
    {
        let below = Rect { y: rule + 1, height: inner.bottom() - rule - 1, ..inner };
        pen.rule(place.area, rule, &why::title(sight.scene.locale, row));
        if layout::tells_all(place) {
            let below = Rect { x: below.x + 1, width: below.width.saturating_sub(2), ..below };
            detail::beside(sight, row, below, pen);
        } else {
            why::draw(sight, row, below, pen);
        }
    }
}

/// What is listed, in which order, how many; `as_list`: the matrix, where it has no room as one.
fn summary(sight: &Sight<'_>, as_list: bool, pen: &Pen<'_>) -> Vec<Piece> {
    let locale = sight.scene.locale;
    let (open, late) = (sight.rows.open(), sight.rows.late());
    let dot = format!(" {} ", pen.symbols().dot);
    let count = |n: usize| Arg::Int(i64::try_from(n).unwrap_or(i64::MAX));
    let mut pieces = Vec::new();
    let filter = sight.scene.screen.filter.text();
    if !filter.is_empty() {
        pieces.push((format!("/{}{dot}", width::cut(filter, 12)), Role::Accent));
    }
    let by = match as_list {
        true => "quadrant",
        false => sight.scene.screen.ranking(sight.scene.model).word(),
    };
    pieces.push((locale.text(&format!("task-by-{by}")), Role::Dim));
    pieces.push((dot.clone(), Role::Dim));
    pieces.push((locale.with("task-open", &[("count", count(open))]), Role::Dim));
    if late > 0 {
        pieces.push((dot, Role::Dim));
        pieces.push((locale.with("task-late-count", &[("count", count(late))]), Role::Bad));
    }
    pieces
}

/// Which columns a row has room for.
struct Columns {
    score: bool,
    quadrant: bool,
    project: u16,
    due: u16,
    estimate: bool,
    blocks: u16,
}

impl Columns {
    /// What has room in `width`; a column that no row fills is left to the titles. `due` columns show the longest
    /// date whole.
    fn of(width: u16, rows: &Listing, due: u16, project: u16) -> Self {
        let all = Self::most(width);
        let wanted = match all.due {
            // The titles have what is left, and they are what the list is for.
            10 if width < 36 => due.clamp(10, 11),
            least => due.clamp(least, least.max(20)),
        };
        Self {
            due: if rows.dated() && all.due > 0 { wanted } else { 0 },
            project: if all.project > 0 && project > 0 { project.min(all.project) } else { 0 },
            estimate: all.estimate && rows.estimated(),
            blocks: if rows.estimated() { all.blocks } else { 0 },
            ..all
        }
    }

    fn most(width: u16) -> Self {
        Self {
            score: width >= 22,
            quadrant: width >= 50,
            due: match width {
                0..26 => 0,
                26..44 => 10,
                _ => 13,
            },
            project: if width >= 100 { 20 } else { 0 },
            estimate: width >= 40,
            blocks: if width >= 66 { 8 } else { 0 },
        }
    }
}

/// Columns of the longest date among some rows, with the gap before it.
fn longest_due(sight: &Sight<'_>, rows: impl IntoIterator<Item = usize>) -> u16 {
    let found = rows.into_iter().filter_map(|at| sight.rows.row(sight.scene.model, at));
    found.map(|row| width::width(&due(sight, &row, u16::MAX).0) as u16 + 1).max().unwrap_or(0)
}

/// Columns of the longest project among some rows, with the gap before it; 0 where none of them has one.
fn longest_project(sight: &Sight<'_>, rows: impl IntoIterator<Item = usize>) -> u16 {
    let found = rows.into_iter().filter_map(|at| sight.rows.row(sight.scene.model, at));
    found.filter_map(|row| Some(width::width(row.task.project.as_ref()?) as u16 + 2)).max().unwrap_or(0)
}

fn list(sight: &Sight<'_>, area: Rect, pen: &mut Pen<'_>) {
    let at = sight.at.unwrap_or(0);
    let first = pick::first_row(sight.rows.len(), at, usize::from(area.height));
    let shown = first..sight.rows.len().min(first + usize::from(area.height));
    let projects = longest_project(sight, shown.clone());
    let columns = Columns::of(area.width, &sight.rows, longest_due(sight, shown), projects);
    // A screen without room for the matrix lists its quadrants one after the other.
    let columns = Columns { quadrant: columns.quadrant || sight.scene.screen.matrix, ..columns };
    for (line, index) in (first..sight.rows.len()).take(usize::from(area.height)).enumerate() {
        let row_area = Rect { y: area.y + line as u16, height: 1, ..area };
        if let Some(found) = sight.rows.row(sight.scene.model, index) {
            row(sight, &found, index == at, &columns, row_area, pen);
        }
    }
}

/// The one-column sign before a title, and its role: runs, done, dropped, waits, on top, planned for today.
fn mark(sight: &Sight<'_>, row: &Row<'_>, pen: &Pen<'_>) -> Piece {
    let task = row.task;
    let symbols = pen.symbols();
    let status = sight.scene.status;
    let runs = status.phase == Some(Phase::Focus) && status.task.as_ref().is_some_and(|(id, _)| *id == task.id);
    let (sign, role) = if runs {
        (symbols.running, Role::Focus)
    } else if task.done.is_some() {
        (symbols.done, Role::Good)
    } else if task.dropped.is_some() {
        (symbols.dropped, Role::Dim)
    } else if row.blocked {
        (symbols.blocked, Role::Warn)
    } else if row.pinned {
        (symbols.pinned, Role::Accent)
    } else if sight.plan.is_some_and(|plan| plan.accepted.iter().any(|share| share.task == task.id)) {
        (symbols.planned, Role::Accent)
    } else {
        (" ", Role::Dim)
    };
    (sign.to_owned(), role)
}

fn row(sight: &Sight<'_>, row: &Row<'_>, selected: bool, columns: &Columns, area: Rect, pen: &mut Pen<'_>) {
    let task = row.task;
    let active = selected && sight.has_focus(Pane::Tasks);
    let mut x = area.x;
    let y = area.y;
    let sign = if selected { pen.symbols().cursor } else { " " };
    x = pen.put(x, y, 1, sign, if active { Role::Selection } else { Role::Dim });
    if columns.score {
        let role = match row.score.band {
            _ if !task.is_open() => Role::Dim,
            Band::High => Role::Warn,
            Band::Medium => Role::Text,
            Band::Low => Role::Dim,
        };
        // A sum that rounds to nothing has no sign.
        let score = format!("{:.0}", row.score.score.clamp(-99.0, 999.0).round() + 0.0);
        x = pen.put_right(x, y, 3, &score, role) + 1;
    }
    if columns.quadrant {
        x = pen.put(x, y, 4, &format!(" {} ", row.score.quadrant.word()), Role::Dim);
    }
    let (sign, role) = mark(sight, row, pen);
    x = pen.put(x, y, 1, &sign, role) + 1;
    // From the right: blocks, estimate, due; the title has what is left.
    let mut right = area.right();
    if columns.blocks > 0 {
        right -= columns.blocks + 1;
        blocks(row, Rect { x: right + 1, width: columns.blocks, ..area }, pen);
    }
    if columns.estimate {
        right -= 7;
        let spent = match task.estimate() {
            Some(estimate) => {
                format!("{}/{}", row.actual, sight.scene.locale.number(estimate, usize::from(estimate.fract() != 0.0)))
            }
            None if row.actual > 0 => row.actual.to_string(),
            None => String::new(),
        };
        pen.put(right + 1, y, 6, &width::pad_left(&spent, 6), Role::Dim);
    }
    if columns.due > 0 {
        right -= columns.due;
        let (text, role) = due(sight, row, columns.due - 1);
        pen.put(right + 1, y, columns.due - 1, &text, role);
    }
    if columns.project > 0 {
        right -= columns.project;
        let project = task.project.as_deref().unwrap_or_default();
        pen.put(right + 1, y, columns.project - 2, project, Role::Dim);
    }
    let role = if active {
        Role::Selection
    } else if task.is_open() {
        Role::Text
    } else {
        Role::Dim
    };
    pen.put(x, y, right.saturating_sub(x), &task.title, role);
}

fn blocks(row: &Row<'_>, area: Rect, pen: &mut Pen<'_>) {
    let Some(estimate) = row.task.estimate() else { return };
    let [full, rest] = pen.symbols().block;
    let all = (estimate.ceil() as u16).clamp(1, area.width);
    // More pomodoros than there are cells: each cell stands for several.
    let done = if estimate <= f64::from(area.width) {
        u16::try_from(row.actual).unwrap_or(0).min(all)
    } else {
        (f64::from(all) * (row.actual as f64 / estimate).clamp(0.0, 1.0)) as u16
    };
    for at in 0..all {
        let (symbol, role) = if at < done { (full, Role::Good) } else { (rest, Role::Dim) };
        pen.put(area.x + at, area.y, 1, symbol, role);
    }
}

/// When a task is due, as short as it can be said; the day gives way to the time where that does not fit.
fn due(sight: &Sight<'_>, row: &Row<'_>, columns: u16) -> Piece {
    let locale = sight.scene.locale;
    let (Some(due), Some(days)) = (row.task.due, row.days_left) else { return (String::new(), Role::Dim) };
    if !row.task.is_open() {
        return (String::new(), Role::Dim);
    }
    if row.is_late() {
        let text = match (-days).floor() {
            0.0 => locale.text("task-late-today"),
            whole => locale.with("task-late", &[("days", Arg::Num(whole, 0))]),
        };
        return (text, Role::Bad);
    }
    let today = sight.scene.status.today.date;
    let (date, time) = match due {
        Due::Day(date) => (date, None),
        Due::At(stamp) => {
            let local = stamp.at_place_of(&sight.scene.moment.wall).local();
            (local.date(), Some(locale.clock(local.time())))
        }
    };
    let text = match (super::due::day_word(locale, date, today), time) {
        (Some(word), Some(time)) if date != today => {
            let whole = format!("{word} {time}");
            if width::width(&whole) > usize::from(columns) {
                format!("{} {time}", locale.weekday(date.weekday()))
            } else {
                whole
            }
        }
        (_, Some(time)) if date == today => time,
        (Some(word), _) => word,
        (None, _) if date.year() != today.year() => date.strftime("%Y-%m").to_string(),
        (None, _) => locale.short_date(date),
    };
    (text, if days < 1.0 { Role::Warn } else { Role::Dim })
}

/// No task: three examples that are never saved, and how to begin. With a filter: that nothing matches.
fn empty(sight: &Sight<'_>, area: Rect, pen: &mut Pen<'_>) {
    let scene = sight.scene;
    let filter = scene.screen.filter.text();
    let mut y = area.y;
    let mut put = |text: &str, role: Role, pen: &mut Pen<'_>| {
        for line in width::wrap(text, usize::from(area.width.saturating_sub(2))) {
            if y < area.bottom() {
                pen.put(area.x + 1, y, area.width - 1, &line, role);
                y += 1;
            }
        }
    };
    if !filter.is_empty() {
        put(&scene.locale.with("task-none-match", &[("filter", Arg::Text(filter))]), Role::Dim, pen);
        return;
    }
    let key = super::footer::key_name(scene, Intent::AddTask);
    let lived = scene.model.book.tasks.values().any(|task| !task.deleted);
    let said = if lived { "task-none-open" } else { "task-none" };
    put(&scene.locale.with(said, &[("key", Arg::Text(&key))]), Role::Text, pen);
    if lived {
        return;
    }
    if area.height >= 4 {
        if area.height >= 6 {
            put("", Role::Dim, pen);
        }
        for key in ["task-example-1", "task-example-2", "task-example-3"] {
            put(&scene.locale.text(key), Role::Dim, pen);
        }
    }
    if area.height >= 16 {
        // What to do with the rest of the screen, each step with its key.
        put("", Role::Dim, pen);
        for (key, intents) in [
            ("task-step-focus", [Intent::StartPause, Intent::StartPause]),
            ("task-step-interrupt", [Intent::Internal, Intent::External]),
            ("task-step-score", [Intent::Score, Intent::Weeks]),
            ("task-step-more", [Intent::Settings, Intent::Help]),
        ] {
            let [one, two] = intents.map(|intent| super::footer::key_name(scene, intent));
            put(&scene.locale.with(key, &[("one", Arg::Text(&one)), ("two", Arg::Text(&two))]), Role::Text, pen);
        }
    }
    if area.height >= 10 {
        put("", Role::Dim, pen);
        put(&scene.locale.text("task-where"), Role::Dim, pen);
    }
}
