//! Trend, goals and forecast of a weekly score in words: only what may be claimed. Pure.
use super::locale::{Arg, Locale};
use crate::domain::{
    forecast::Missing,
    trend::Trend,
    week::Week,
    weekly::{Course, NoForecast, Outlook, Progress},
};

/// The slope with its interval, and what may be claimed of it: two parts, the first one from 4 weeks on.
pub fn trend_text(trend: &Trend, locale: &Locale) -> (Option<String>, String) {
    let slope = trend.slope.map(|slope| {
        let [slope, low, high] = [slope.slope, slope.low, slope.high].map(|number| locale.signed(number, 1));
        let args = [("slope", Arg::Text(slope.as_str())), ("low", Arg::Text(&low)), ("high", Arg::Text(&high))];
        locale.with("cli-trend-slope", &args)
    });
    (slope, locale.text(&format!("cli-trend-{}", trend.claim.word())))
}

/// A goal: "goal 90 by 2027-W09".
pub fn goal_text(progress: &Progress, locale: &Locale) -> String {
    let goal = &progress.goal;
    let target = locale.number(goal.target, usize::from(goal.target.fract() != 0.0));
    let week = goal.by.to_string();
    locale.with("assess-goal", &[("target", Arg::Text(&target)), ("week", Arg::Text(&week))])
}

/// Where a goal stands: "on course", "behind by 2.3 points".
pub fn course_text(course: Course, locale: &Locale) -> String {
    match course {
        Course::Behind(points) => locale.with("cli-goal-behind", &[("points", Arg::Num(points, 1))]),
        course => locale.text(&format!("cli-goal-{}", course.word())),
    }
}

/// The weeks of a forecast, or what it lacks; none where there is no goal to reach. `nothing` stands for
/// a week that is too far.
pub fn forecast_text(forecast: Result<Outlook, NoForecast>, nothing: &str, locale: &Locale) -> Option<String> {
    match forecast {
        Ok(found) => {
            let week = |week: Option<Week>| week.map_or(nothing.to_owned(), |week| week.to_string());
            let [earliest, expected, latest] = [Some(found.earliest), found.expected, found.latest].map(week);
            let args = [
                ("earliest", Arg::Text(earliest.as_str())),
                ("expected", Arg::Text(&expected)),
                ("latest", Arg::Text(&latest)),
            ];
            Some(locale.with("cli-forecast", &args))
        }
        Err(NoForecast::NoGoal | NoForecast::Missing(Missing::GoalReached)) => None,
        Err(reason) => Some(locale.text(&format!("cli-forecast-{}", reason.word()))),
    }
}

/// A week as short as it can be told beside `present`: W47, with its year where that is another.
pub fn week_text(week: Week, present: Week, locale: &Locale) -> String {
    if week.year() != present.year() {
        return week.to_string();
    }
    locale.with("date-week-short", &[("week", Arg::Int(week.number().into()))])
}
