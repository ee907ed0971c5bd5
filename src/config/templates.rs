//! Assessment templates as files: the built-in ones and the user's own. Reads text, no files.
mod rewrite;

pub use rewrite::rewrite;

use toml::de::{DeTable, DeValue};

use super::problem::{Problem, ProblemKind};
use crate::{
    domain::{
        limits,
        template::{Dimension, Scale, Template, Wording},
    },
    text::lines::Lines,
};

/// The schema of the files that this program writes.
const SCHEMA: i64 = 1;

/// The templates that are built into the program.
const BUILT_IN: [&str; 4] = [
    include_str!("../../assets/templates/agility.toml"),
    include_str!("../../assets/templates/attention.toml"),
    include_str!("../../assets/templates/four-factor.toml"),
    include_str!("../../assets/templates/founder.toml"),
];

/// The built-in templates.
pub fn built_in() -> Vec<Template> {
    BUILT_IN.iter().filter_map(|text| read(text).ok()).collect()
}

/// A template from the text of its file.
///
/// # Errors
/// Everything that is wrong with it, each with its place.
pub fn read(text: &str) -> Result<Template, Vec<Problem>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut file = File { text, lines: Lines::of(text.as_bytes()), problems: Vec::new() };
    for error in &errors {
        let offset = error.span().map_or(0, |span| span.start);
        file.problem(offset, "", ProblemKind::Syntax { message: error.message().to_owned() });
    }
    if !file.problems.is_empty() {
        return Err(file.problems);
    }
    let template = file.template(table.get_ref());
    if file.problems.is_empty() {
        return Ok(template);
    }
    // A later version may say everything else in another way.
    Err(newer(text).map_or(file.problems, |(_, problem)| vec![problem]))
}

/// The newer schema of a template's file, where that is one of a later version of the program, and its place.
pub fn newer(text: &str) -> Option<(i64, Problem)> {
    let table = DeTable::parse(text).ok()?;
    let value = table.get_ref().get("schema")?;
    let schema = whole(value.get_ref()).filter(|schema| *schema > SCHEMA)?;
    let (line, column) = Lines::of(text.as_bytes()).place(value.span().start);
    let kind =
        ProblemKind::Wants { wants: "config-want-schema", allowed: SCHEMA.to_string(), found: schema.to_string() };
    Some((schema, Problem { line, column, key: "schema".to_owned(), kind }))
}

/// What is wrong with a template's file whose id the file `other` has too.
pub fn taken(text: &str, other: &str) -> Problem {
    let value = DeTable::parse(text).ok().and_then(|table| Some(table.get_ref().get("id")?.span()));
    let span = value.unwrap_or_default();
    let (line, column) = Lines::of(text.as_bytes()).place(span.start);
    let found = text.get(span).unwrap_or("").to_owned();
    let kind = ProblemKind::Wants { wants: "config-want-own-id", allowed: other.to_owned(), found };
    Problem { line, column, key: "id".to_owned(), kind }
}

/// The text of a template's file; [`read`] takes it back as the same template.
pub fn print(template: &Template) -> String {
    let quoted = |text: &str| toml_edit::Value::from(text).to_string();
    let wording = |wording: &Wording| {
        let texts = [("en", &wording.en), ("zh-CN", &wording.zh)];
        let there = texts.into_iter().filter(|(_, text)| !text.is_empty());
        let entries: Vec<String> = there.map(|(lang, text)| format!("{lang} = {}", quoted(text))).collect();
        format!("{{ {} }}", entries.join(", "))
    };
    let mut text = format!(
        "schema = 1\nid = {}\nversion = {}\nscale = {}\nname = {}\n",
        quoted(&template.id),
        template.version,
        quoted(&template.scale.word()),
        wording(&template.name),
    );
    for dimension in &template.dimensions {
        // `{:?}` writes the shortest digits that are read back as the same number.
        let whole = dimension.weight.fract() == 0.0;
        let weight = if whole { format!("{:.0}", dimension.weight.abs()) } else { format!("{:?}", dimension.weight) };
        let (id, name) = (quoted(&dimension.id), wording(&dimension.name));
        text.push_str(&format!("\n[[dimension]]\nid = {id}\nweight = {weight}\nname = {name}\n"));
        if dimension.question != Wording::default() {
            text.push_str(&format!("question = {}\n", wording(&dimension.question)));
        }
        if !dimension.practices.is_empty() {
            let practices: String =
                dimension.practices.iter().map(|practice| format!("  {},\n", wording(practice))).collect();
            text.push_str(&format!("practices = [\n{practices}]\n"));
        }
    }
    text
}

struct File<'a> {
    text: &'a str,
    lines: Lines<'a>,
    problems: Vec<Problem>,
}

impl File<'_> {
    fn problem(&mut self, offset: usize, key: &str, kind: ProblemKind) {
        let (line, column) = self.lines.place(offset);
        self.problems.push(Problem { line, column, key: key.to_owned(), kind });
    }

    fn wants(&mut self, span: std::ops::Range<usize>, key: &str, wants: &'static str, allowed: &str) {
        let found = self.text.get(span.clone()).unwrap_or("").chars().take(60).collect();
        self.problem(span.start, key, ProblemKind::Wants { wants, allowed: allowed.to_owned(), found });
    }

    fn take<T: Default>(
        &mut self,
        table: &DeTable<'_>,
        at: usize,
        key: &str,
        wants: &'static str,
        take: impl Fn(&DeValue<'_>) -> Option<T>,
    ) -> T {
        match table.get(key) {
            None => {
                let most = if key == "weight" { format!("{:.0}", limits::WEIGHT) } else { String::new() };
                self.wants(at..at, key, wants, &most);
                T::default()
            }
            Some(value) => take(value.get_ref()).unwrap_or_else(|| {
                let most = if key == "weight" { format!("{:.0}", limits::WEIGHT) } else { String::new() };
                self.wants(value.span(), key, wants, &most);
                T::default()
            }),
        }
    }

    fn template(&mut self, table: &DeTable<'_>) -> Template {
        let id = self.take(table, 0, "id", "config-want-id", id_of);
        let name = self.take(table, 0, "name", "config-want-wording", wording_of);
        let scale = match table.get("scale") {
            None => Scale::default(),
            Some(_) => self.take(table, 0, "scale", "config-want-scale", |value| Scale::parse(value.as_str()?)),
        };
        let version = match table.get("version") {
            None => 1,
            Some(_) => self.take(table, 0, "version", "config-want-whole", |value| u32::try_from(whole(value)?).ok()),
        };
        let mut dimensions: Vec<Dimension> = Vec::new();
        let listed = table.get("dimension").and_then(|value| value.get_ref().as_array());
        for item in listed.into_iter().flatten() {
            let span = item.span();
            let Some(table) = item.get_ref().as_table() else {
                self.wants(span, "dimension", "config-want-dimensions", "");
                continue;
            };
            let dimension = self.dimension(table, span.start);
            let same = |a: &str, b: &str| !a.is_empty() && a.to_lowercase() == b.to_lowercase();
            let place = |key: &str| table.get(key).map_or(span.clone(), |value| value.span());
            if dimensions.iter().any(|known| same(&known.id, &dimension.id)) {
                self.wants(place("id"), "id", "config-want-unique", "");
            } else if dimensions
                .iter()
                .any(|known| same(&known.name.en, &dimension.name.en) || same(&known.name.zh, &dimension.name.zh))
            {
                self.wants(place("name"), "name", "config-want-unique-name", "");
            }
            dimensions.push(dimension);
        }
        if dimensions.is_empty() || dimensions.len() > limits::DIMENSIONS {
            self.wants(0..0, "dimension", "config-want-dimensions", "");
        } else if dimensions.iter().all(|dimension| dimension.weight == 0.0)
            && !self.problems.iter().any(|problem| problem.key == "weight")
        {
            self.wants(0..0, "weight", "config-want-some-weight", "");
        }
        Template { id, version, name, scale, dimensions }
    }

    fn dimension(&mut self, table: &DeTable<'_>, at: usize) -> Dimension {
        let weight = self.take(table, at, "weight", "config-want-weight", |value| {
            number(value).filter(|weight| (0.0..=limits::WEIGHT).contains(weight))
        });
        let question = match table.get("question") {
            None => Wording::default(),
            Some(_) => self.take(table, at, "question", "config-want-wording", wording_of),
        };
        let practices = match table.get("practices") {
            None => Vec::new(),
            Some(_) => self.take(table, at, "practices", "config-want-wordings", |value| {
                value.as_array()?.iter().map(|item| wording_of(item.get_ref())).collect()
            }),
        };
        Dimension {
            id: self.take(table, at, "id", "config-want-id", id_of),
            name: self.take(table, at, "name", "config-want-wording", wording_of),
            weight,
            question,
            practices,
        }
    }
}

fn id_of(value: &DeValue<'_>) -> Option<String> {
    crate::domain::id::Id::new(value.as_str()?).map(|id| id.to_string())
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Float(number) => number.as_str().parse().ok(),
        _ => whole(value).map(|number| number as f64),
    }
}

/// One text for every language, or a table of them by language; a line that can be shown.
fn wording_of(value: &DeValue<'_>) -> Option<Wording> {
    let line = |value: &DeValue<'_>| limits::line(value.as_str()?, "text", limits::TITLE).ok();
    match value {
        DeValue::Table(table) => {
            let text = |lang: &str| match table.get(lang) {
                None => Some(String::new()),
                Some(value) => line(value.get_ref()),
            };
            let wording = Wording { en: text("en")?, zh: text("zh-CN")? };
            (!wording.en.is_empty() || !wording.zh.is_empty()).then_some(wording)
        }
        _ => Some(Wording { en: line(value)?, zh: String::new() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wording() -> impl Strategy<Value = Wording> {
        let text = || "[ -~§-ÿ一-丁\"'\\\\]{1,40}".prop_map(|text| text.trim().to_owned());
        let both = (text(), text()).prop_map(|(en, zh)| Wording { en, zh });
        both.prop_filter("a text", |wording| *wording != Wording::default())
    }

    fn dimension() -> impl Strategy<Value = Dimension> {
        let weight = prop_oneof![Just(0.0), (0u32..100).prop_map(f64::from), 0.0..1e9f64];
        let question = prop_oneof![Just(Wording::default()), wording()];
        (wording(), weight, question, proptest::collection::vec(wording(), 0..4)).prop_map(
            |(name, weight, question, practices)| Dimension { id: String::new(), name, weight, question, practices },
        )
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back_the_same(name in wording(), dimensions in proptest::collection::vec(dimension(), 1..6), version: u32, points in 1u8..=100) {
            let scale = if points < 2 { Scale::Percent } else { Scale::Likert(points) };
            let mut template = Template { id: "own-1".to_owned(), version, name, scale, dimensions };
            for (n, dimension) in template.dimensions.iter_mut().enumerate() {
                dimension.id = format!("d{n}");
            }
            if template.check().is_ok() {
                let text = print(&template);
                prop_assert_eq!(read(&text), Ok(template), "{}", text);
            }
        }
    }

    #[test]
    fn the_built_in_ones_are_printed_and_read_back_the_same() {
        for template in built_in() {
            assert_eq!(template.check(), Ok(()));
            assert_eq!(read(&print(&template)), Ok(template));
        }
    }

    #[test]
    fn two_dimensions_of_one_name_are_one_too_many() {
        let text =
            "id='m'\nname='M'\n[[dimension]]\nid='a'\nname='A'\nweight=1\n[[dimension]]\nid='b'\nname='a'\nweight=1\n";
        let problems = read(text).unwrap_err();
        assert_eq!(problems.len(), 1);
        let ProblemKind::Wants { wants, found, .. } = &problems[0].kind else { panic!("{problems:?}") };
        assert_eq!((problems[0].line, problems[0].key.as_str(), *wants), (9, "name", "config-want-unique-name"));
        assert_eq!(found, "'a'");
    }

    #[test]
    fn a_weight_that_is_wrong_or_missing_is_told_once() {
        for weight in ["weight=-1\n", "weight=1e308\n", ""] {
            let text = format!("id='m'\nname='M'\n[[dimension]]\nid='a'\nname='A'\n{weight}");
            let problems = read(&text).unwrap_err();
            assert_eq!(problems.len(), 1, "{problems:?}");
            let ProblemKind::Wants { allowed, .. } = &problems[0].kind else { panic!("{problems:?}") };
            assert_eq!((problems[0].key.as_str(), allowed.as_str()), ("weight", "1000000000"));
        }
        let zero = "id='m'\nname='M'\n[[dimension]]\nid='a'\nname='A'\nweight=0\n";
        assert_eq!(read(zero).unwrap_err().len(), 1);
    }

    #[test]
    fn a_newer_file_is_known_by_its_schema() {
        let text = "schema = 2\nid='m'\nname='M'\n[[dimension]]\nid='a'\nname='A'\nweight=1\n";
        let (schema, problem) = newer(text).unwrap();
        assert_eq!((schema, problem.line, problem.column), (2, 1, 10));
        assert_eq!(newer(&text.replace("= 2", "= 1")), None);
        assert_eq!(newer(&text.replace("schema = 2", "")), None);
    }

    #[test]
    fn the_built_in_ones_are_right() {
        let ids: Vec<_> = built_in().into_iter().map(|template| template.id).collect();
        assert_eq!(ids, ["agility", "attention", "four-factor", "founder"]);
        let agility = &built_in()[0];
        assert_eq!(agility.dimension("决策"), Some(2));
        assert_eq!(agility.dimension("decision"), Some(2));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let text = "id = \"mine\"\nname = \"Mine\"\n[[dimension]]\nid = \"a b\"\nname = \"  \"\nweight = -1\n";
        let places: Vec<_> = read(text).unwrap_err().into_iter().map(|p| (p.line, p.key)).collect();
        for expected in [(4, "id"), (5, "name"), (6, "weight")] {
            assert!(places.contains(&(expected.0, expected.1.to_owned())), "{places:?}");
        }
        let twice =
            "id='m'\nname='M'\n[[dimension]]\nid='a'\nname='A'\nweight=1\n[[dimension]]\nid='a'\nname='A'\nweight=1\n";
        assert_eq!(read(twice).unwrap_err()[0].line, 8);
        for weight in ["nan", "inf", "1e308", "'x'"] {
            let text = format!("id='m'\nname='M'\n[[dimension]]\nid='a'\nname='A'\nweight={weight}\n");
            assert!(read(&text).is_err(), "{weight}");
        }
        assert!(read("[[dimension]]\nid = = 1").unwrap_err().iter().all(|p| p.line == 2));
    }
}
