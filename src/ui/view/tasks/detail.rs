//! All about one task: its fields, its score term by term, what its estimate is worth, what is offered.
use jiff::civil::Date;
use ratatui::layout::Rect;

use super::{Sight, why};
use crate::{
    domain::{
        agenda::Row,
        estimate::{Estimated, Reference},
        id::Id,
        stamp::Stamp,
    },
    text::{
        locale::{Arg, Locale},
        width,
    },
    ui::{
        Intent, Role,
        press::{Offer, offer},
        view::{due, footer, pen::Pen},
    },
};

/// One line: a name, and what there is to say.
struct Line {
    name: String,
    value: String,
    role: Role,
}

/// From this width on the fields stand on the left and the score on the right.
const BESIDE: u16 = 84;

/// The title, and everything below it.
pub(super) fn draw(sight: &Sight<'_>, row: &Row<'_>, area: Rect, pen: &mut Pen<'_>) {
    let y = title(row, area, 3, pen);
    let (about, why) = lines(sight, row, pen);
    put(about.into_iter().chain(why), Rect { y, height: area.bottom().saturating_sub(y), ..area }, pen);
}

/// The same for a place that is wide rather than high: what it is beside why it has its score.
pub(super) fn beside(sight: &Sight<'_>, row: &Row<'_>, area: Rect, pen: &mut Pen<'_>) {
    if area.width < BESIDE {
        return draw(sight, row, area, pen);
    }
    let y = title(row, area, 2, pen);
    let area = Rect { y, height: area.bottom().saturating_sub(y), ..area };
    let (about, why) = lines(sight, row, pen);
    let left = (area.width - 3) / 2;
    put(about.into_iter(), Rect { width: left, ..area }, pen);
    put(why.into_iter(), Rect { x: area.x + left + 3, width: area.width - left - 3, ..area }, pen);
}

/// Writes the title; gives the row below.
fn title(row: &Row<'_>, area: Rect, most: usize, pen: &mut Pen<'_>) -> u16 {
    let mut y = area.y;
    for line in width::wrap(&row.task.title, usize::from(area.width)).iter().take(most) {
        if y < area.bottom() {
            pen.put(area.x, y, area.width, line, Role::Selection);
            y += 1;
        }
    }
    y
}

fn put(lines: impl Iterator<Item = Line>, area: Rect, pen: &mut Pen<'_>) {
    let lines: Vec<Line> = lines.collect();
    let mut y = area.y;
    let named = lines.iter().map(|line| width::width(&line.name)).max().unwrap_or(0) as u16 + 2;
    let named = named.min(area.width / 3);
    for line in lines {
        let (x, room) = if line.name.is_empty() { (area.x, area.width) } else { (area.x + named, area.width - named) };
        let texts = width::wrap(&line.value, usize::from(room).max(1));
        for (at, text) in texts.iter().enumerate() {
            if y >= area.bottom() {
                return;
            }
            if at == 0 && !line.name.is_empty() {
                pen.put(area.x, y, named, &line.name, Role::Dim);
            }
            pen.put(x, y, room, text, line.role);
            y += 1;
        }
        if texts.is_empty() {
            y += 1;
        }
    }
}

/// Adds a line, where there is something to say.
fn say(locale: &Locale, lines: &mut Vec<Line>, key: &str, value: String, role: Role) {
    if !value.is_empty() {
        let name = if key.is_empty() { String::new() } else { locale.text(key) };
        lines.push(Line { name, value, role });
    }
}

/// What the task is; and why it has its score, with what is offered and its note.
fn lines(sight: &Sight<'_>, row: &Row<'_>, pen: &Pen<'_>) -> (Vec<Line>, Vec<Line>) {
    let locale = sight.scene.locale;
    let dot = format!(" {} ", pen.symbols().dot);
    let (mut about, mut lines) = (Vec::new(), Vec::new());
    let mut told = |key: &str, value: String, role: Role| say(locale, &mut about, key, value, role);
    let quadrant = row.score.quadrant.word();
    let mut state =
        vec![row.task.id.to_string(), format!("{quadrant} {}", locale.text(&format!("task-quadrant-{quadrant}")))];
    let mut mark = |on: bool, key: &str| {
        if on {
            state.push(locale.text(key));
        }
    };
    let planned = sight.plan.is_some_and(|plan| plan.accepted.iter().any(|share| share.task == row.task.id));
    mark(row.pinned, "task-pinned");
    mark(row.blocked, "task-blocked");
    mark(planned, "task-planned");
    mark(row.task.unplanned, "task-unplanned");
    told("", state.join(&dot), Role::Dim);
    fields(sight, row, &mut told);
    estimates(sight, row, &dot, &mut told);
    let score = format!(
        "{}{dot}{}",
        locale.number(row.score.score, 1),
        locale.text(&format!("task-band-{}", row.score.band.word()))
    );
    say(locale, &mut lines, "task-score", score, Role::Text);
    for term in &row.score.terms {
        let mut text = why::product(locale, term);
        if term.name == "urgency" {
            text = format!("{text}{dot}{}", why::source(locale, row));
        }
        say(locale, &mut lines, &format!("task-term-{}", term.name), text, Role::Dim);
    }
    if let Some(offered) = offered(sight, row) {
        lines.push(Line { name: String::new(), value: String::new(), role: Role::Dim });
        lines.push(Line { name: String::new(), value: offered, role: Role::Warn });
    }
    if let Some(note) = &row.task.note {
        lines.push(Line { name: String::new(), value: String::new(), role: Role::Dim });
        lines.extend(note.lines().map(|line| Line { name: String::new(), value: line.to_owned(), role: Role::Text }));
    }
    (about, lines)
}

fn fields(sight: &Sight<'_>, row: &Row<'_>, say: &mut impl FnMut(&str, String, Role)) {
    let (locale, task) = (sight.scene.locale, row.task);
    let titles = |ids: &[Id]| {
        let title = |id: &Id| sight.scene.model.task(id).map_or(id.to_string(), |task| task.title.clone());
        ids.iter().map(title).collect::<Vec<_>>().join(", ")
    };
    say("task-field-importance", task.importance.level().to_string(), Role::Text);
    say("task-field-urgency", task.urgency.map(|rank| rank.level().to_string()).unwrap_or_default(), Role::Text);
    let role = if row.is_late() { Role::Bad } else { Role::Text };
    say("task-field-due", task.due.map(|date| due::in_full(sight.scene, date)).unwrap_or_default(), role);
    say("task-field-project", task.project.clone().unwrap_or_default(), Role::Text);
    say("task-field-tags", task.tags.join(" "), Role::Text);
    let repeat = task.repeat.map(|repeat| locale.text(&format!("task-repeat-{}", repeat.word())));
    say("task-field-repeat", repeat.unwrap_or_default(), Role::Text);
    say("task-field-blocked_by", titles(&task.blocked_by), if row.blocked { Role::Warn } else { Role::Dim });
    say("task-blocks", titles(&row.blocks), Role::Text);
    let day = |stamp: Stamp| -> String {
        let date: Date = stamp.at_place_of(&sight.scene.moment.wall).local().date();
        locale.date(date)
    };
    say("task-created", day(task.created), Role::Dim);
    say("task-done-at", task.done.map(day).unwrap_or_default(), Role::Good);
    say("task-dropped-at", task.dropped.map(day).unwrap_or_default(), Role::Dim);
}

/// A number of pomodoros without needless decimals.
fn size(locale: &Locale, count: f64) -> String {
    locale.number(count, usize::from(count.fract() != 0.0))
}

fn estimates(sight: &Sight<'_>, row: &Row<'_>, dot: &str, say: &mut impl FnMut(&str, String, Role)) {
    let (locale, task) = (sight.scene.locale, row.task);
    let sizes: Vec<String> = task.estimates.iter().map(|estimate| size(locale, estimate.count())).collect();
    let text = match sizes.split_first() {
        None => String::new(),
        Some((first, [])) => first.clone(),
        Some((first, then)) => {
            let then = then.join(", ");
            locale.with("task-estimate-nth", &[("first", Arg::Text(first)), ("then", Arg::Text(&then))])
        }
    };
    say("task-field-estimate", text, Role::Text);
    let minutes = locale.minutes_of(row.focus_s);
    let actual = match sizes.last() {
        Some(estimate) if row.focus_s > 0 => {
            let args =
                [("actual", Arg::Int(row.actual)), ("estimate", Arg::Text(estimate)), ("minutes", Arg::Text(&minutes))];
            locale.with("task-actual-of", &args)
        }
        _ if row.focus_s > 0 => format!("{}{dot}{minutes}", row.actual),
        _ => String::new(),
    };
    say("task-actual", actual, Role::Text);
    let first = task.estimates.first().map(|estimate| estimate.count());
    // While it is open and within its estimate the ratio says nothing yet.
    let told = first.filter(|first| task.done.is_some() || row.actual as f64 > *first);
    if let Some(pair) = told.and_then(|first| Estimated::new(first, row.actual as f64)) {
        let ratio = locale.number(pair.ratio(), 2);
        say("", locale.with("task-ratio", &[("ratio", Arg::Text(&ratio))]), Role::Dim);
    }
    if let Some(forecast) = sight.scene.model.outlook().forecast(task) {
        let (class, n) = match forecast.reference {
            Reference::Similar { n } => ("similar", n),
            Reference::All { n } => ("all", n),
        };
        let bounds = [("p50", Arg::Int(forecast.p50_whole().into())), ("p80", Arg::Int(forecast.p80_whole().into()))];
        let n = [("n", Arg::Int(i64::try_from(n).unwrap_or(i64::MAX)))];
        let basis = locale.with(&format!("task-forecast-{class}"), &n);
        say("task-forecast-name", format!("{}{dot}{basis}", locale.with("task-forecast", &bounds)), Role::Text);
    }
}

/// What is offered for the size of the task, and the key that takes it.
pub(super) fn offered(sight: &Sight<'_>, row: &Row<'_>) -> Option<String> {
    let scene = sight.scene;
    let locale = scene.locale;
    let key = footer::key_name(scene, Intent::Accept);
    let (text, how) = match offer(scene.screen, scene.model, scene.moment)? {
        Offer::Split(id, split) if id == row.task.id => {
            let each = locale.number(split.each, usize::from(split.each.fract() != 0.0));
            let args = [("parts", Arg::Int(split.parts.into())), ("each", Arg::Text(&each))];
            (locale.with("task-split", &args), "task-accept-split")
        }
        Offer::Split(..) => return None,
        Offer::Merge(bundle) => {
            let title = |id: &Id| scene.model.task(id).map(|task| task.title.clone());
            let named: Vec<String> = bundle.tasks.iter().take(5).filter_map(title).collect();
            let count = Arg::Int(i64::try_from(bundle.tasks.len()).unwrap_or(i64::MAX));
            let (total, tasks) = (size(locale, bundle.total), named.join(", "));
            let args = [("count", count), ("total", Arg::Text(&total)), ("tasks", Arg::Text(&tasks))];
            (locale.with("task-merge", &args), "task-accept-merge")
        }
    };
    let how = locale.with(how, &[("key", Arg::Text(&key))]);
    Some(format!("{text} {} {how}", scene.theme.symbols().dot))
}
