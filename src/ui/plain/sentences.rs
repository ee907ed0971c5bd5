//! How the timer, the tasks and the help are told. Pure.
use super::{Plain, clean, speaks};
use crate::{
    domain::{
        model::Model,
        moment::Moment,
        status::{State, Status},
    },
    text::locale::{Arg, Locale},
    ui::{
        Intent, Keymap, listing,
        press::{ANSWERS, asked},
        screen::Screen,
    },
};

impl Plain<'_> {
    /// The selected task, or all of them.
    pub(super) fn tasks(&self, model: &Model, locale: &Locale, now: &Moment, all: bool) -> Vec<String> {
        let rows = listing::listed(model, &self.screen, now);
        let selected = rows.selected(&self.screen);
        let shown = (0..rows.len()).filter(|at| all || Some(*at) == selected).filter_map(|at| {
            let row = rows.row(model, at)?;
            let due = row.due.map(|due| locale.date(due.to_zoned(now.wall.time_zone().clone()).date()));
            let late = row.days_left.is_some_and(|days| days < 0.0);
            let args = [
                ("place", Arg::Int(at as i64 + 1)),
                ("count", Arg::Int(rows.len() as i64)),
                ("title", Arg::Text(&row.task.title)),
                ("due", Arg::Text(due.as_deref().unwrap_or(""))),
            ];
            let key = match (due.is_some(), late) {
                (false, _) => "help-plain-task",
                (true, false) => "help-plain-task-due",
                (true, true) => "help-plain-task-late",
            };
            Some(locale.with(key, &args))
        });
        let said: Vec<String> = shown.collect();
        if said.is_empty() { clean(vec![locale.text("help-plain-no-tasks")]) } else { clean(said) }
    }
}

/// How things stand with the timer.
pub(super) fn timer(status: &Status, model: &Model, locale: &Locale, keymap: &Keymap, now: &Moment) -> Vec<String> {
    let key = keymap.first(Intent::StartPause).unwrap_or("start-pause");
    let phase = match status.phase {
        Some(phase) if status.name == phase.word() => locale.text(&format!("timer-phase-{}", phase.word())),
        Some(_) => status.name.clone(),
        None => locale.text("timer-phase-idle"),
    };
    let time = status.ends_at.map(|ends| locale.clock(ends.at_place_of(&now.wall).local().time())).unwrap_or_default();
    let left = locale.minutes_of(status.left_s.unwrap_or(status.elapsed_s));
    let task = status.task.as_ref().map_or_else(|| locale.text("timer-no-task"), |(_, title)| title.clone());
    let args = [
        ("phase", Arg::Text(&phase)),
        ("left", Arg::Text(&left)),
        ("time", Arg::Text(&time)),
        ("task", Arg::Text(&task)),
        ("key", Arg::Text(key)),
    ];
    let mut said = vec![match status.state {
        State::Idle => match status.next.as_ref().filter(|next| next.phase.is_break()) {
            Some(next) => {
                let phase = locale.text(&format!("timer-phase-{}", next.phase.word()));
                locale.with("help-plain-due", &[("phase", Arg::Text(&phase)), ("key", Arg::Text(key))])
            }
            None => locale.with("help-plain-idle", &args),
        },
        State::Running if status.over_s > 0 => locale.with("help-plain-over", &args),
        State::Running if status.ends_at.is_none() => locale.with("help-plain-open", &args),
        State::Running => locale.with("help-plain-running", &args),
        State::Paused => locale.with("help-plain-paused", &args),
        State::Asking => locale.text("timer-notice-asks"),
    }];
    if let Some(gap) = asked(&Screen::new(), model) {
        let from = locale.clock(gap.from.at_place_of(&now.wall).local().time());
        let answers = ANSWERS.iter().enumerate();
        said.extend(
            answers.map(|(at, (_, key))| format!("{} {}", at + 1, locale.with(key, &[("from", Arg::Text(&from))]))),
        );
    }
    said
}

pub(super) fn help(locale: &Locale, keymap: &Keymap) -> Vec<String> {
    let mut lines = vec![locale.text("help-plain-how")];
    for intent in Intent::ALL.iter().filter(|intent| speaks(**intent)) {
        let keys = keymap.keys(*intent).join(" ");
        lines.push(format!("{keys} {}: {}", intent.name(), locale.text(&intent.key())));
    }
    clean(lines)
}
