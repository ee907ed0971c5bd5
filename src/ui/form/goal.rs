//! The goals of a template as a form: a target and a week for each horizon. Empty: no goal.
use super::{Field, Form, FormKind};
use crate::{
    domain::{
        command::{Command, GoalSetting},
        commitment::{Goal, Horizon},
        model::Model,
        moment::Moment,
        week::Week,
    },
    text::{
        locale::{Arg, Locale},
        when::{self, When},
    },
};

/// The fields of each horizon: target and week.
const FIELDS: [(Horizon, &str, &str); 2] =
    [(Horizon::Short, "short-target", "short-by"), (Horizon::Long, "long-target", "long-by")];

/// The goal that holds for a horizon: the latest where there are several.
fn known<'a>(model: &'a Model, template: &str, horizon: Horizon) -> Option<&'a Goal> {
    let all = model.book.goals.values();
    let these = all.filter(|goal| !goal.deleted && goal.template == template && goal.horizon == horizon);
    these.max_by(|a, b| (&a.latest, &a.id).cmp(&(&b.latest, &b.id)))
}

/// The week that a text means: 2027-W09, W9, or the week of a date.
fn week(text: &str, model: &Model, now: &Moment) -> Option<Week> {
    let upper = text.to_uppercase();
    if let Some(week) = Week::parse(&upper) {
        return Some(week);
    }
    let this = Week::of(model.today(now));
    if let Some(number) = upper.strip_prefix('W').and_then(|number| number.parse().ok()) {
        // The next week of that number.
        let years = [this.year(), this.year().saturating_add(1)];
        return years.into_iter().filter_map(|year| Week::new(year, number)).find(|week| *week >= this);
    }
    match when::when(text, &now.wall, model.rules.day.start).ok()? {
        When::Day { date, .. } => Some(Week::of(date)),
        When::At(at) => Some(Week::of(at.date())),
        When::Clear => None,
    }
}

impl Form {
    /// The form for the goals of a template.
    pub fn goals(model: &Model, template: &str) -> Self {
        let mut fields = Vec::new();
        for (horizon, target, by) in FIELDS {
            let goal = known(model, template, horizon);
            let text = goal.map(|goal| goal.target.to_string()).unwrap_or_default();
            fields.push(Field::number(target, &text, 1, 100));
            fields.push(Field::new(by, &goal.map(|goal| goal.by.to_string()).unwrap_or_default(), 32));
        }
        Self::new(FormKind::Goals(template.to_owned()), fields)
    }

    /// What is to be changed: a command for each horizon that was written in.
    pub(super) fn goal_commands(
        &self,
        template: &str,
        model: &Model,
        locale: &Locale,
        now: &Moment,
    ) -> Result<Vec<Command>, (usize, String)> {
        let mut commands = Vec::new();
        for (index, (horizon, ..)) in FIELDS.into_iter().enumerate() {
            let at = index * 2;
            let [Some(target), Some(by)] = [self.fields.get(at), self.fields.get(at + 1)] else { continue };
            if !target.is_changed() && !by.is_changed() {
                continue;
            }
            let (number, date) = (target.line.text().trim(), by.line.text().trim());
            let wanted = if number.is_empty() {
                None
            } else {
                let range = || {
                    let name = locale.text(&self.label(target));
                    let bounds =
                        [("field", Arg::Text(name.as_str())), ("min", Arg::Num(1.0, 0)), ("max", Arg::Num(100.0, 0))];
                    (at, locale.with("error-out-of-range", &bounds))
                };
                let number = number.replace(',', ".").parse::<f64>().map_err(|_| range())?;
                if !(1.0..=100.0).contains(&number) {
                    return Err(range());
                }
                let week = week(date, model, now).ok_or_else(|| (at + 1, locale.text("assess-goal-week")))?;
                if week < Week::of(model.today(now)) {
                    return Err((at + 1, locale.text("assess-goal-past")));
                }
                Some((number, week))
            };
            if wanted.is_none() && known(model, template, horizon).is_none() {
                continue;
            }
            commands.push(Command::SetGoal(GoalSetting { template: template.to_owned(), horizon, wanted }));
        }
        Ok(commands)
    }
}
