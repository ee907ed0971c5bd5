//! What the intents about templates, scores and practices do.
use super::{With, open};
use crate::{
    domain::{ahp::MAX_DIMENSIONS, command::Command, template::Wording, training},
    text::locale::{Arg, Lang},
    ui::{
        Intent, Reply,
        form::{PairForm, ScoreForm},
        keymap::sign,
        pick,
        screen::{Dialog, Screen, Tone},
    },
};

pub(super) fn score(screen: &mut Screen, with: &With<'_>) -> Reply {
    let week = pick::week(with.model, screen, with.now);
    let form = pick::template(with.model, screen).and_then(|t| ScoreForm::new(with.model, &t.id, week, with.now));
    match form {
        Some(form) => open(screen, Dialog::Scores(form)),
        None => Reply::Ignored,
    }
}

pub(super) fn pairwise(screen: &mut Screen, with: &With<'_>) -> Reply {
    match pick::template(with.model, screen).and_then(|template| PairForm::new(with.model, &template.id)) {
        Some(Ok(form)) => open(screen, Dialog::Pairs(form)),
        Some(Err(_)) => {
            let most = Arg::Num(MAX_DIMENSIONS as f64, 0);
            screen.say(with.locale.with("assess-pairs-too-many", &[("most", most)]), Tone::Refused);
            Reply::Redraw
        }
        None => Reply::Ignored,
    }
}

pub(super) fn other_template(screen: &mut Screen, with: &With<'_>, steps: usize) -> Reply {
    let Some(present) = pick::template(with.model, screen) else { return Reply::Ignored };
    let all = &with.model.templates;
    let at = all.iter().position(|template| template.id == present.id).unwrap_or(0);
    screen.template = all.get((at + steps) % all.len()).map(|template| template.id.clone());
    Reply::Redraw
}

/// Marks the selected week, to compare others with it; lets go of the one that is marked.
pub(super) fn compare(screen: &mut Screen, with: &With<'_>) -> Reply {
    screen.compared = match screen.compared {
        Some(_) => None,
        None => Some(pick::week(with.model, screen, with.now)),
    };
    if let Some(week) = screen.compared {
        // The next step is to select the other one.
        let week = week.to_string();
        let key = |intent| with.keymap.first(intent).map_or("–", sign);
        let args = [
            ("week", Arg::Text(week.as_str())),
            ("earlier", Arg::Text(key(Intent::Left))),
            ("later", Arg::Text(key(Intent::Right))),
            ("key", Arg::Text(key(Intent::Compare))),
        ];
        screen.say(with.locale.with("weeks-compare-how", &args), Tone::Done);
    }
    Reply::Redraw
}

/// The template that is shown and its practices, in the order of the training plan.
pub(super) fn training<'a>(screen: &Screen, with: &With<'a>) -> Option<(&'a str, Vec<(String, &'a Wording)>)> {
    let standing = pick::standing(with.model, screen, with.now)?;
    let template = &standing.assessment.template;
    Some((template, pick::practices(&with.model.training(&standing))))
}

/// Makes a task of the selected practice, linked to its dimension.
pub(super) fn practise(screen: &mut Screen, with: &With<'_>) -> Reply {
    let chosen = training(screen, with).and_then(|(template, plan)| {
        let at = screen.practice.min(plan.len().checked_sub(1)?);
        plan.into_iter().nth(at).map(|(dimension, practice)| (template, dimension, practice))
    });
    let Some((template, dimension, practice)) = chosen else {
        screen.say(with.locale.text("assess-no-practice"), Tone::Refused);
        return Reply::Redraw;
    };
    let title = practice.in_chinese(with.locale.lang() == Lang::ZhCn);
    let link = training::link(template, &dimension);
    let mut tasks = with.model.book.tasks.values();
    if tasks.any(|task| task.is_open() && task.dimension.as_ref() == Some(&link) && task.title == title) {
        screen.say(with.locale.text("assess-practised-already"), Tone::Refused);
        return Reply::Redraw;
    }
    Reply::Do(vec![Command::AddTask(training::task_for(template, &dimension, title))])
}
