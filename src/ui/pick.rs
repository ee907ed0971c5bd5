//! Which tasks, template and week are shown, and which of them is selected. Pure.
use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};

use super::screen::Screen;
use crate::domain::{
    model::Model,
    moment::Moment,
    standing::Standing,
    template::{Template, Wording},
    training::Exercise,
    week::Week,
};

/// The template that is shown.
pub(super) fn template<'a>(model: &'a Model, screen: &Screen) -> Option<&'a Template> {
    let chosen = screen.template.as_deref().and_then(|id| model.template(id));
    chosen.or_else(|| model.template(&model.rules.template)).or_else(|| model.templates.first())
}

/// The present week.
pub(super) fn this_week(model: &Model, now: &Moment) -> Week {
    Week::of(model.today(now))
}

/// The week that is shown.
pub(super) fn week(model: &Model, screen: &Screen, now: &Moment) -> Week {
    screen.week.unwrap_or_else(|| this_week(model, now))
}

/// The standing of the week that is shown; for the present week that of the latest one that was scored.
pub(super) fn standing<'a>(model: &'a Model, screen: &Screen, now: &Moment) -> Option<Standing<'a>> {
    let template = &template(model, screen)?.id;
    let week = week(model, screen, now);
    model.standing(template, week).or_else(|| {
        let latest = model.assessments(template).rfind(|known| known.week <= week)?;
        model.standing(template, latest.week).filter(|_| screen.week.is_none())
    })
}

/// The practices of a training plan in the order in which they are shown: their dimension's id and words.
pub(super) fn practices<'a>(plan: &[Exercise<'a>]) -> Vec<(String, &'a Wording)> {
    let of = |exercise: &Exercise<'a>| {
        let id = exercise.id.clone();
        exercise.practices.iter().map(move |practice| (id.clone(), practice)).collect::<Vec<_>>()
    };
    plan.iter().flat_map(of).collect()
}

/// The first visible row of a list of `count` rows in `height`, so that row `at` is seen: no state to
/// keep, and the cursor stays near the middle.
pub(super) fn first_row(count: usize, at: usize, height: usize) -> usize {
    at.saturating_sub(height / 2).min(count.saturating_sub(height))
}

/// Whether each word of a search begins a word of a text. What is written without spaces, as Chinese is, only has
/// to be in it.
pub(super) fn begins(search: &str, text: &str) -> bool {
    let (search, text) = (search.to_lowercase(), text.to_lowercase());
    let apart = |c: char| c.is_whitespace() || c.is_ascii_punctuation();
    let within = |word: &str| {
        let inner = text.split(apart).any(|other| !word.is_empty() && other.starts_with(word));
        inner || text.split_whitespace().any(|other| other.starts_with(word))
    };
    search.split_whitespace().all(|word| if word.is_ascii() { within(word) } else { text.contains(word) })
}

/// A fuzzy search.
pub(super) struct Search {
    pattern: Pattern,
    matcher: Matcher,
    buffer: Vec<char>,
}

impl Search {
    pub(super) fn new(text: &str) -> Self {
        let pattern = Pattern::parse(text, CaseMatching::Ignore, Normalization::Smart);
        Self { pattern, matcher: Matcher::new(Config::DEFAULT), buffer: Vec::new() }
    }

    /// How well a text fits; none where it does not.
    pub(super) fn score(&mut self, text: &str) -> Option<u32> {
        self.buffer.clear();
        self.pattern.score(Utf32Str::new(text, &mut self.buffer), &mut self.matcher)
    }

    pub(super) fn finds(&mut self, text: &str) -> bool {
        self.score(text).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::begins;

    #[test]
    fn words_are_found_by_how_they_begin() {
        assert!(begins("done", "the selected task is done"));
        assert!(begins("sel ta", "the selected task is done"));
        assert!(!begins("done", "the edge between the rows down"));
        assert!(begins("theme", "screen.theme the colours") && begins("ctrl-q", "undo ctrl-q u"));
        assert!(begins("主题", "颜色主题") && !begins("主题", "鼠标"));
        assert!(!begins("-", "a b"));
    }
}
