//! Goals and weekly look backs. Spec: assessment, "Goals"; insights, "Weekly review".
use super::{assess::known, tasks, timer::in_range};
use crate::domain::{
    change::Change,
    command::{GoalSetting, Refusal, TaskEdit},
    commitment::{Goal, Review},
    limits,
    look_back::{Adoption, Decision, QUESTIONS, adoption, setting},
    record::Kind,
    suggestion::Rule,
    week::Week,
};

/// Letters of the id of a goal or look back.
const ID: usize = 8;

pub(super) fn set_goal(change: &mut Change<'_>, setting: &GoalSetting) -> Result<(), Refusal> {
    let model = &change.model;
    let template = &setting.template;
    if model.template(template).is_none() {
        let names = known(model.templates.iter().map(|template| template.id.as_str()));
        return Err(Refusal::NoSuchTemplate { template: template.clone(), known: names });
    }
    let of_these = |goal: &&Goal| !goal.deleted && goal.template == *template && goal.horizon == setting.horizon;
    let mut olds: Vec<Goal> = model.book.goals.values().filter(of_these).cloned().collect();
    olds.sort_by(|a, b| (&a.latest, &a.id).cmp(&(&b.latest, &b.id)));
    let Some((target, by)) = setting.wanted else {
        if olds.is_empty() {
            return Err(Refusal::NothingToChange);
        }
        remove(change, &olds)?;
        change.remember("goal-remove", template, None);
        return Ok(());
    };
    in_range("target", target, 0.0, 100.0)?;
    if target == 0.0 {
        return Err(Refusal::OutOfRange { field: "target", low: 1.0, high: 100.0 });
    }
    if by < Week::of(model.today(change.now)) {
        return Err(Refusal::InPast);
    }
    if olds.len() == 1 && olds.iter().all(|old| old.target == target && old.by == by) {
        return Err(Refusal::NothingToChange);
    }
    // A goal that is set anew begins anew: it is another one with its own beginning.
    remove(change, &olds)?;
    let goal = Goal {
        id: change.fresh_id(Kind::Goal, ID),
        template: template.clone(),
        target,
        by,
        horizon: setting.horizon,
        ..Goal::default()
    };
    change.create(&goal)?;
    change.remember("goal", &format!("{template} {target} {by}"), None);
    Ok(())
}

fn remove(change: &mut Change<'_>, goals: &[Goal]) -> Result<(), Refusal> {
    goals.iter().try_for_each(|old| change.edit::<Goal>(&old.id, |goal| goal.deleted = true))
}

pub(super) fn answer(change: &mut Change<'_>, week: Week, answers: &[(String, String)]) -> Result<(), Refusal> {
    refuse_future(change, week)?;
    let mut new: Vec<(&'static str, Option<String>)> = Vec::new();
    for (question, answer) in answers {
        let id = QUESTIONS.into_iter().find(|id| id == question).ok_or_else(|| Refusal::NoSuchQuestion {
            question: question.clone(),
            known: known(QUESTIONS.into_iter()),
        })?;
        new.retain(|(known, _)| *known != id);
        new.push((id, limits::lines(answer, "answer")?));
    }
    let before = change.model.review_of(week);
    new.retain(|(id, answer)| before.answers.find(id) != answer.as_ref());
    if new.is_empty() {
        return Err(Refusal::NothingToChange);
    }
    // An answer that is taken away is taken out everywhere, or an older one would show again.
    let all: Vec<Review> = change.model.reviews_of(week).cloned().collect();
    let (set, gone): (Vec<_>, Vec<_>) = new.into_iter().partition(|(_, answer)| answer.is_some());
    for review in &all {
        let has = |id: &str| gone.iter().any(|(gone, _)| *gone == id);
        if review.answers.0.iter().any(|(id, _)| has(id)) {
            change.edit::<Review>(&review.id, |review| review.answers.0.retain(|(id, _)| !has(id)))?;
        }
    }
    if !set.is_empty() {
        keep(change, week, |review| {
            for (id, answer) in set {
                review.answers.0.retain(|(known, _)| known != id);
                review.answers.0.extend(answer.map(|answer| (id.to_owned(), answer)));
            }
            let place = |id: &str| QUESTIONS.iter().position(|known| *known == id).unwrap_or(QUESTIONS.len());
            review.answers.0.sort_by_key(|(id, _)| place(id));
        })?;
    }
    change.remember("review", &week.to_string(), None);
    Ok(())
}

/// Changes the latest of what is kept for a week, or keeps something for the first time.
fn keep(change: &mut Change<'_>, week: Week, edit: impl FnOnce(&mut Review)) -> Result<(), Refusal> {
    let latest = change.model.reviews_of(week).max_by(|a, b| (&a.latest, &a.id).cmp(&(&b.latest, &b.id)));
    if let Some(id) = latest.map(|review| review.id.clone()) {
        return change.edit::<Review>(&id, edit);
    }
    let mut review = Review { id: change.fresh_id(Kind::Review, ID), week, ..Review::default() };
    edit(&mut review);
    change.create(&review)
}

pub(super) fn accept(change: &mut Change<'_>, week: Week, rule: Rule, title: &str) -> Result<(), Refusal> {
    let adoption = adoption(rule, &change.model.rules.timer);
    if adoption == Adoption::Task {
        limits::line(title, "title", limits::TITLE)?;
    }
    let set = match &adoption {
        Adoption::Setting { key, value } => {
            setting(key, &change.model.rules.timer).map(|(key, before)| vec![key.to_owned(), before, value.clone()])
        }
        Adoption::Task => None,
    };
    decide(change, week, rule, Decision::Accepted, set.clone())?;
    match adoption {
        Adoption::Setting { key, value } => {
            let before = set.and_then(|set| set.into_iter().nth(1)).unwrap_or_else(|| value.clone());
            change.set_up(key, before, value);
        }
        Adoption::Task => {
            let edit = TaskEdit { title: Some(title.to_owned()), ..TaskEdit::default() };
            tasks::create(change, &edit)?;
        }
    }
    change.remember("suggestion-accept", &format!("{} {week}", rule.id()), None);
    Ok(())
}

/// Declines a suggestion. One that was followed is taken back with the setting that it changed.
pub(super) fn dismiss(change: &mut Change<'_>, week: Week, rule: Rule) -> Result<(), Refusal> {
    let set = change.model.review_of(week).set.find(rule.id()).cloned();
    decide(change, week, rule, Decision::Dismissed, None)?;
    if let Some([key, before, after]) = set.as_deref() {
        change.set_back(key, before, after);
    }
    change.remember("suggestion-dismiss", &format!("{} {week}", rule.id()), None);
    Ok(())
}

fn decide(
    change: &mut Change<'_>,
    week: Week,
    rule: Rule,
    decision: Decision,
    set: Option<Vec<String>>,
) -> Result<(), Refusal> {
    refuse_future(change, week)?;
    let offers = change.model.look_back(week, change.now).offers;
    let offer = offers.iter().find(|offer| offer.rule == rule).ok_or_else(|| Refusal::NoSuchSuggestion {
        rule: rule.id().to_owned(),
        known: known(offers.iter().map(|offer| offer.rule.id())),
    })?;
    if offer.state == decision {
        return Err(Refusal::NothingToChange);
    }
    keep(change, week, |review| {
        let accepts = decision == Decision::Accepted;
        let (to, from) = if accepts {
            (&mut review.accepted, &mut review.dismissed)
        } else {
            (&mut review.dismissed, &mut review.accepted)
        };
        from.retain(|id| id != rule.id());
        to.push(rule.id().to_owned());
        review.set.0.retain(|(id, _)| id != rule.id());
        review.set.0.extend(set.map(|set| (rule.id().to_owned(), set)));
    })
}

fn refuse_future(change: &Change<'_>, week: Week) -> Result<(), Refusal> {
    if week > Week::of(change.model.today(change.now)) { Err(Refusal::InFuture) } else { Ok(()) }
}
