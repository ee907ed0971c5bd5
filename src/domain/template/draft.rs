//! Templates being made and changed: other weights, and whether what came out can be kept. Pure.
use std::collections::BTreeSet;

use super::{Scale, Template, Wording};
use crate::domain::{command::Refusal, id::Id, limits, score::Weights};

/// Most practices of one dimension.
const MOST_PRACTICES: usize = 24;

impl Template {
    /// The weights of the dimensions as they are, checked.
    ///
    /// # Errors
    /// [`Refusal::BadWeight`] naming the dimension, [`Refusal::BadWeights`] where all are 0.
    pub fn weights(&self) -> Result<Weights, Refusal> {
        let bad = |weight: f64| !(0.0..=limits::WEIGHT).contains(&weight);
        if let Some(dimension) = self.dimensions.iter().find(|dimension| bad(dimension.weight)) {
            return Err(Refusal::BadWeight { dimension: dimension.id.clone() });
        }
        let raw: Vec<f64> = self.dimensions.iter().map(|dimension| dimension.weight).collect();
        Weights::new(&raw).map_err(|_| Refusal::BadWeights { template: self.id.clone() })
    }

    /// The dimension that goes by `name`: its id, or its name in any language.
    ///
    /// # Errors
    /// [`Refusal::Empty`] and [`Refusal::NoSuchDimension`].
    pub fn find_dimension(&self, name: &str) -> Result<usize, Refusal> {
        if name.trim().is_empty() {
            return Err(Refusal::Empty { field: "dimension" });
        }
        self.dimension(name).ok_or_else(|| {
            let known: Vec<&str> = self.dimensions.iter().map(|dimension| dimension.id.as_str()).collect();
            Refusal::NoSuchDimension { dimension: name.to_owned(), known: known.join(", ") }
        })
    }

    /// The template with these weights; dimensions that are not named keep theirs.
    ///
    /// # Errors
    /// What [`find_dimension`](Self::find_dimension) and [`weights`](Self::weights) refuse, and
    /// [`Refusal::Twice`].
    pub fn with_weights(&self, weights: &[(String, f64)]) -> Result<Self, Refusal> {
        let mut next = self.clone();
        let mut set = BTreeSet::new();
        for (name, weight) in weights {
            let index = self.find_dimension(name)?;
            if !set.insert(index) {
                return Err(Refusal::Twice { dimension: self.dimensions[index].id.clone() });
            }
            next.dimensions[index].weight = *weight;
        }
        next.weights()?;
        Ok(next)
    }

    /// The template with shares of 1, one a dimension in order, as percent; `None` where their number
    /// does not fit or they are no weights.
    #[must_use]
    pub fn with_shares(&self, shares: &[f64]) -> Option<Self> {
        let mut next = self.clone();
        if shares.len() != next.dimensions.len() {
            return None;
        }
        for (dimension, share) in next.dimensions.iter_mut().zip(shares) {
            dimension.weight = share * 100.0;
        }
        next.weights().is_ok().then_some(next)
    }

    /// The template with its weights brought to the sum 100.
    ///
    /// # Errors
    /// As [`weights`](Self::weights).
    pub fn normalised(&self) -> Result<Self, Refusal> {
        let shares = self.weights()?.shares();
        Ok(self.with_shares(&shares).unwrap_or_else(|| self.clone()))
    }

    /// A copy under another id and name, as a first version.
    #[must_use]
    pub fn copied(&self, id: &str, name: Wording) -> Self {
        Self { id: id.to_owned(), name, version: 1, ..self.clone() }
    }

    /// Whether it can be kept: ids and names there and told apart, one-line texts, weights that can be
    /// used.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn check(&self) -> Result<(), Refusal> {
        check_id(&self.id)?;
        check_name(&self.name, "name")?;
        if !(1..=limits::DIMENSIONS).contains(&self.dimensions.len()) {
            return Err(Refusal::OutOfRange { field: "dimensions", low: 1.0, high: limits::DIMENSIONS as f64 });
        }
        if Scale::parse(&self.scale.word()).is_none() {
            return Err(Refusal::OutOfRange { field: "points", low: 2.0, high: 100.0 });
        }
        let mut known = BTreeSet::new();
        for dimension in &self.dimensions {
            check_id(&dimension.id)?;
            check_name(&dimension.name, "name")?;
            // Said by the name that was written, for an id may have been made of it.
            let own = [&dimension.name.en, &dimension.name.zh, &dimension.id].map(|name| name.trim());
            let own = own.into_iter().filter(|name| !name.is_empty());
            if let Some(name) = own.clone().find(|name| known.contains(&name.to_lowercase())) {
                return Err(Refusal::Twice { dimension: name.to_owned() });
            }
            known.extend(own.map(str::to_lowercase));
            check_text(&dimension.question, "question")?;
            dimension.practices.iter().try_for_each(|practice| check_name(practice, "practice"))?;
            if dimension.practices.len() > MOST_PRACTICES {
                return Err(Refusal::OutOfRange { field: "practices", low: 0.0, high: MOST_PRACTICES as f64 });
            }
        }
        self.weights().map(|_| ())
    }
}

fn check_id(id: &str) -> Result<(), Refusal> {
    match Id::new(id) {
        Some(_) => Ok(()),
        None if id.trim().is_empty() => Err(Refusal::Empty { field: "id" }),
        None => Err(Refusal::BadId { id: id.to_owned() }),
    }
}

/// A wording that must be there in at least one language.
fn check_name(name: &Wording, field: &'static str) -> Result<(), Refusal> {
    if name.en.trim().is_empty() && name.zh.trim().is_empty() {
        return Err(Refusal::Empty { field });
    }
    check_text(name, field)
}

fn check_text(text: &Wording, field: &'static str) -> Result<(), Refusal> {
    for text in [&text.en, &text.zh].into_iter().filter(|text| !text.is_empty()) {
        limits::line(text, field, limits::TITLE)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::template::Dimension;

    fn template(weights: &[f64]) -> Template {
        let wording = |text: String| Wording { en: text, zh: String::new() };
        let dimensions = weights.iter().enumerate().map(|(n, weight)| Dimension {
            id: format!("d{n}"),
            name: wording(format!("Dimension {n}")),
            weight: *weight,
            ..Dimension::default()
        });
        let dimensions = dimensions.collect();
        let name = wording("Mine".to_owned());
        Template { id: "mine".to_owned(), version: 1, name, dimensions, ..Template::default() }
    }

    #[test]
    fn weights_that_cannot_be_used_are_named() {
        let mine = template(&[20.0, 80.0]);
        for bad in [-1.0, f64::NAN, f64::INFINITY, 1e308] {
            let refused = mine.with_weights(&[("Dimension 1".to_owned(), bad)]).unwrap_err();
            assert_eq!(refused, Refusal::BadWeight { dimension: "d1".to_owned() });
        }
        let zero = |name: &str| (name.to_owned(), 0.0);
        assert!(matches!(mine.with_weights(&[zero("d0"), zero("d1")]), Err(Refusal::BadWeights { .. })));
        assert!(matches!(mine.with_weights(&[zero("d0"), zero("Dimension 0")]), Err(Refusal::Twice { .. })));
        assert_eq!(mine.with_weights(&[zero(" ")]), Err(Refusal::Empty { field: "dimension" }));
        assert!(matches!(mine.with_weights(&[zero("x")]), Err(Refusal::NoSuchDimension { .. })));
        assert_eq!(mine.with_weights(&[zero("d0")]).unwrap().dimensions[1].weight, 80.0);
    }

    #[test]
    fn weights_are_normalised_on_request() {
        let weights = |template: Template| template.dimensions.iter().map(|d| d.weight).collect::<Vec<_>>();
        assert_eq!(weights(template(&[1.0, 3.0]).normalised().unwrap()), [25.0, 75.0]);
        assert_eq!(weights(template(&[1.0, 3.0]).with_shares(&[0.5, 0.5]).unwrap()), [50.0, 50.0]);
        assert_eq!(template(&[1.0]).with_shares(&[0.5, 0.5]), None);
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        let good = template(&[1.0, 1.0]);
        assert_eq!(good.check(), Ok(()));
        assert_eq!(good.copied("two", good.name.clone()).check(), Ok(()));
        let with = |edit: fn(&mut Template)| {
            let mut bad = good.clone();
            edit(&mut bad);
            bad.check().unwrap_err()
        };
        let range = |field, low, high| Refusal::OutOfRange { field, low, high };
        assert_eq!(with(|t| t.id = "a b".to_owned()), Refusal::BadId { id: "a b".to_owned() });
        assert_eq!(with(|t| t.id.clear()), Refusal::Empty { field: "id" });
        assert_eq!(with(|t| t.dimensions[0].name.en = "  ".to_owned()), Refusal::Empty { field: "name" });
        assert_eq!(with(|t| t.dimensions.clear()), range("dimensions", 1.0, 24.0));
        assert_eq!(with(|t| t.scale = Scale::Likert(1)), range("points", 2.0, 100.0));
        let twice = Refusal::Twice { dimension: "dimension 0".to_owned() };
        assert_eq!(with(|t| t.dimensions[1].name.zh = "dimension 0".to_owned()), twice);
        assert_eq!(with(|t| t.name.en = "a\x1b[2J".to_owned()), Refusal::Control { field: "name" });
    }
}
