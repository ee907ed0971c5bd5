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
        for (at, horizon) in self.written_goals() {
            let wanted = match self.is_goal(at) {
                true => Some((self.target(at, locale)?, self.by(at, model, locale, now)?)),
                false => None,
            };
            if wanted.is_none() && known(model, template, horizon).is_none() {
                continue;
            }
            commands.push(Command::SetGoal(GoalSetting { template: template.to_owned(), horizon, wanted }));
        }
        Ok(commands)
    }

    /// What is wrong with each field.
    pub(super) fn goal_faults(&self, model: &Model, locale: &Locale, now: &Moment) -> Vec<(usize, String)> {
        let wanted = self.written_goals().filter(|(at, _)| self.is_goal(*at));
        wanted
            .flat_map(|(at, _)| [self.target(at, locale).err(), self.by(at, model, locale, now).err()])
            .flatten()
            .collect()
    }

    /// The horizons that were written in, each with the place of its target; its week is the field after that.
    fn written_goals(&self) -> impl Iterator<Item = (usize, Horizon)> {
        let horizons = FIELDS.into_iter().enumerate().map(|(index, (horizon, ..))| (index * 2, horizon));
        horizons.filter(|(at, _)| self.fields.iter().skip(*at).take(2).any(Field::is_changed))
    }

    fn text_of(&self, at: usize) -> &str {
        self.fields.get(at).map_or("", |field| field.line.text().trim())
    }

    /// Whether there is to be a goal: without a target there is none.
    fn is_goal(&self, at: usize) -> bool {
        !self.text_of(at).is_empty()
    }

    fn target(&self, at: usize, locale: &Locale) -> Result<f64, (usize, String)> {
        let number = self.text_of(at).replace(',', ".").parse().ok();
        number.filter(|number| (1.0..=100.0).contains(number)).ok_or_else(|| {
            let name = self.fields.get(at).map(|field| locale.text(&self.label(field))).unwrap_or_default();
            let bounds = [("field", Arg::Text(name.as_str())), ("min", Arg::Num(1.0, 0)), ("max", Arg::Num(100.0, 0))];
            (at, locale.with("error-out-of-range", &bounds))
        })
    }

    fn by(&self, at: usize, model: &Model, locale: &Locale, now: &Moment) -> Result<Week, (usize, String)> {
        let week = week(self.text_of(at + 1), model, now).ok_or_else(|| (at + 1, locale.text("assess-goal-week")))?;
        if week < Week::of(model.today(now)) {
            return Err((at + 1, locale.text("assess-goal-past")));
        }
        Ok(week)
    }
}
