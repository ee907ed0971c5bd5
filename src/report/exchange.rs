//! Assessments as a table of comma-separated values, written and read. Pure: text in, text out.
use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};
use jiff::civil::Date;
use serde_json::{Map, Value as Json, json};

use super::json::value;
use crate::{
    domain::{
        assessment::Assessment,
        command::{Imported, ImportedLine},
        model::Model,
        record::Entity,
        template::Scale,
        week::Week,
    },
    text::lines::Lines,
};

/// The columns, in the order in which they are written. One row is one dimension of one assessment.
pub const COLUMNS: [&str; 13] = [
    "date",
    "week",
    "template",
    "version",
    "dimension",
    "score",
    "weight",
    "delta",
    "scale",
    "assessment",
    "retest_of",
    "note",
    "remark",
];
/// The columns without which nothing can be read.
pub const REQUIRED: [&str; 5] = ["week", "template", "dimension", "score", "weight"];
/// Largest table that is read, in bytes.
pub const LARGEST: u64 = 64 * 1024 * 1024;

/// Why a table cannot be read. Rows are counted as a text editor counts lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// A column that must be there is not.
    NoColumn(&'static str),
    /// A column is there twice.
    ColumnTwice(&'static str),
    /// A row has more or fewer values than there are columns.
    Length {
        /// The row.
        row: usize,
        /// How many it has.
        found: usize,
        /// How many columns there are.
        columns: usize,
    },
    /// A value is not what its column takes.
    Value {
        /// The row.
        row: usize,
        /// The column.
        column: &'static str,
        /// What stands there.
        text: String,
        /// A key of the locale that says what it takes.
        wants: &'static str,
    },
    /// There are headings, but no rows.
    Empty,
    /// Not a table of comma-separated values, or not UTF-8.
    NoTable,
}

/// The assessments of a template, or of all of them, oldest first in each template.
pub fn select<'a>(model: &'a Model, template: Option<&str>) -> Vec<&'a Assessment> {
    let mut templates: Vec<&str> = model.book.assessments.values().map(|known| known.template.as_str()).collect();
    templates.sort_unstable();
    templates.dedup();
    templates.retain(|known| template.is_none_or(|wanted| wanted == *known));
    templates.into_iter().flat_map(|template| model.assessments(template)).collect()
}

/// The table: every dimension of every assessment a row; a score that was left out is empty. `delta` is
/// the change of the score, in points of 100, against the last assessment of the latest earlier week.
/// [`read`] gives back exactly what was written.
pub fn write(model: &Model, assessments: &[&Assessment]) -> String {
    let mut table = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
    // Writing into memory does not fail.
    let _ = table.write_record(COLUMNS);
    let mut counting: (&str, Vec<&Assessment>) = ("", Vec::new());
    for assessment in assessments {
        if counting.0 != assessment.template {
            counting = (&assessment.template, model.counting(&assessment.template));
        }
        let before = counting.1.iter().rfind(|earlier| earlier.week < assessment.week);
        for row in rows(assessment, before.copied()) {
            let _ = table.write_record(&row);
        }
    }
    table.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

fn rows(of: &Assessment, before: Option<&Assessment>) -> Vec<[String; 13]> {
    let percent = |of: &Assessment, id: &str| {
        let scale = Scale::parse(&of.scale).unwrap_or_default();
        of.scores.find(id).map(|score| scale.percent(*score))
    };
    let unweighted = of.scores.0.iter().map(|(id, _)| id).filter(|id| of.weights.find(id).is_none());
    let ids = of.weights.0.iter().map(|(id, _)| id).chain(unweighted);
    let number = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
    let row = |id: &String| {
        let earlier = before.and_then(|before| percent(before, id));
        [
            of.date.map_or_else(String::new, |date| date.to_string()),
            of.week.to_string(),
            of.template.clone(),
            of.version.to_string(),
            id.clone(),
            number(of.scores.find(id).copied()),
            number(Some(of.weights.find(id).copied().unwrap_or(0.0))),
            number(percent(of, id).zip(earlier).map(|(now, then)| now - then)),
            of.scale.clone(),
            of.id.to_string(),
            of.retest_of.as_ref().map_or_else(String::new, ToString::to_string),
            of.notes.find(id).cloned().unwrap_or_default(),
            of.note.clone().unwrap_or_default(),
        ]
    };
    ids.map(row).collect()
}

/// The records of assessments with every field they can have.
pub fn json(assessments: &[&Assessment]) -> Json {
    let record = |of: &&Assessment| {
        let mut fields = Map::new();
        fields.insert("id".to_owned(), Json::from(of.id.as_str()));
        for field in Assessment::FIELDS {
            let empty = if matches!(*field, "weights" | "scores" | "notes") { json!({}) } else { Json::Null };
            fields.insert((*field).to_owned(), of.get(field).as_ref().map_or(empty, value));
        }
        Json::Object(fields)
    };
    json!({ "assessments": assessments.iter().map(record).collect::<Json>() })
}

/// Where a record begins that is read from the byte `from` on: line ends and empty lines before it are not part of it.
fn beginning(text: &str, from: u64) -> usize {
    let from = usize::try_from(from).unwrap_or(usize::MAX).min(text.len());
    from + text.as_bytes()[from..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count()
}

/// Reads a table. Columns may stand in any order, unknown ones are passed over, `delta` has to be
/// a number and is worked out anew. Rows that agree in `assessment` (without it: in date, week, template, version and scale) are one
/// assessment.
///
/// # Errors
/// The first thing that is wrong with it. What the values mean is checked when they are kept.
pub fn read(text: &str) -> Result<Vec<Imported>, TableError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut table = ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let head = table.headers().map_err(|_| TableError::NoTable)?.clone();
    let places = places(&head)?;
    let mut sets: Vec<Imported> = Vec::new();
    let lines = Lines::of(text.as_bytes());
    let mut known: HashMap<Vec<String>, usize> = HashMap::new();
    for record in table.records() {
        let record = record.map_err(|_| TableError::NoTable)?;
        let row = record.position().map_or(0, |at| lines.line(beginning(text, at.byte())));
        if record.len() != head.len() {
            return Err(TableError::Length { row, found: record.len(), columns: head.len() });
        }
        let row = Row { record: &record, places: &places, row };
        let line = row.line()?;
        let key = match row.cell("assessment") {
            "" => ["date", "week", "template", "version", "scale"].map(|column| row.cell(column).to_owned()).to_vec(),
            id => vec![id.to_owned()],
        };
        let index = match known.get(&key) {
            Some(index) => *index,
            None => {
                known.insert(key, sets.len());
                sets.push(row.set()?);
                sets.len() - 1
            }
        };
        row.agrees(&sets[index])?;
        sets[index].lines.push(line);
        if sets[index].note.is_none() {
            sets[index].note = row.long("remark");
        }
    }
    if sets.is_empty() { Err(TableError::Empty) } else { Ok(sets) }
}

fn places(head: &StringRecord) -> Result<HashMap<&'static str, usize>, TableError> {
    let mut places = HashMap::new();
    for (place, name) in head.iter().enumerate() {
        let name = name.trim().to_lowercase();
        if let Some(column) = COLUMNS.into_iter().find(|column| *column == name)
            && places.insert(column, place).is_some()
        {
            return Err(TableError::ColumnTwice(column));
        }
    }
    match REQUIRED.into_iter().find(|column| !places.contains_key(column)) {
        Some(column) => Err(TableError::NoColumn(column)),
        None => Ok(places),
    }
}

struct Row<'a> {
    record: &'a StringRecord,
    places: &'a HashMap<&'static str, usize>,
    row: usize,
}

impl Row<'_> {
    /// A value without the blanks around it; empty where there is no such column.
    fn cell(&self, column: &str) -> &str {
        self.places.get(column).and_then(|place| self.record.get(*place)).unwrap_or_default().trim()
    }

    /// A value of several lines as it is; none where it is blank.
    fn long(&self, column: &str) -> Option<String> {
        let text = self.places.get(column).and_then(|place| self.record.get(*place)).unwrap_or_default();
        (!text.trim().is_empty()).then(|| text.to_owned())
    }

    fn some(&self, column: &str) -> Option<String> {
        Some(self.cell(column).to_owned()).filter(|text| !text.is_empty())
    }

    fn fault(&self, column: &'static str, wants: &'static str) -> TableError {
        let text = self.cell(column).chars().take(60).collect();
        TableError::Value { row: self.row, column, text, wants }
    }

    /// A value that may be left out, as `take` reads it.
    fn value<T>(
        &self,
        column: &'static str,
        wants: &'static str,
        take: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, TableError> {
        match self.cell(column) {
            "" => Ok(None),
            text => take(text).map(Some).ok_or_else(|| self.fault(column, wants)),
        }
    }

    fn number(&self, column: &'static str) -> Result<Option<f64>, TableError> {
        let finite = |text: &str| text.parse().ok().filter(|number: &f64| number.is_finite());
        self.value(column, "assess-want-number", finite)
    }

    fn line(&self) -> Result<ImportedLine, TableError> {
        let weight = self.number("weight")?.ok_or_else(|| self.fault("weight", "assess-want-number"))?;
        let score = self.number("score")?;
        self.number("delta")?;
        let dimension = self.cell("dimension").to_owned();
        if dimension.is_empty() {
            return Err(self.fault("dimension", "assess-want-dimension"));
        }
        Ok(ImportedLine { row: self.row, dimension, score, weight, note: self.long("note") })
    }

    fn set(&self) -> Result<Imported, TableError> {
        let week = self.value("week", "assess-want-week", Week::parse)?;
        let template = self.some("template");
        Ok(Imported {
            row: self.row,
            id: self.some("assessment"),
            template: template.ok_or_else(|| self.fault("template", "assess-want-template"))?,
            version: self.value("version", "assess-want-version", |text| text.parse().ok())?,
            week: week.ok_or_else(|| self.fault("week", "assess-want-week"))?,
            date: self.value("date", "assess-want-date", |text| text.parse::<Date>().ok())?,
            scale: self.some("scale"),
            lines: Vec::new(),
            retest_of: self.some("retest_of"),
            note: None,
        })
    }

    /// Rows of one assessment say the same of it.
    fn agrees(&self, set: &Imported) -> Result<(), TableError> {
        let own = self.set()?;
        let parts = [
            ("week", own.week == set.week),
            ("template", own.template == set.template),
            ("version", own.version == set.version),
            ("date", own.date == set.date),
            ("scale", own.scale == set.scale),
            ("retest_of", own.retest_of == set.retest_of),
        ];
        match parts.into_iter().find(|(_, same)| !same) {
            Some((column, _)) => Err(self.fault(column, "assess-want-same")),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HEAD: &str = "week,template,dimension,score,weight\n";

    fn wrong(rows: &str) -> TableError {
        read(&format!("{HEAD}{rows}")).unwrap_err()
    }

    #[test]
    fn what_is_wrong_is_named_by_row_and_column() {
        for column in REQUIRED {
            let head: Vec<&str> = REQUIRED.into_iter().filter(|known| *known != column).collect();
            assert_eq!(read(&format!("{}\n", head.join(","))), Err(TableError::NoColumn(column)));
        }
        assert_eq!(read("week,week,template,dimension,score,weight\n"), Err(TableError::ColumnTwice("week")));
        assert_eq!(read(HEAD), Err(TableError::Empty));
        assert_eq!(read(""), Err(TableError::NoColumn("week")));
        let good = "2026-W47,agility,decision,70,30\n";
        assert_eq!(read(&format!("{HEAD}{good}")).unwrap().len(), 1);
        let value = |rows: &str| match wrong(&format!("{good}{rows}")) {
            TableError::Value { row, column, .. } => (row, column),
            other => panic!("{other:?}"),
        };
        assert_eq!(value("2026-W54,agility,a,70,30\n"), (3, "week"));
        assert_eq!(value(",agility,a,70,30\n"), (3, "week"));
        assert_eq!(value("2026-W47,,a,70,30\n"), (3, "template"));
        assert_eq!(value("2026-W47,agility, ,70,30\n"), (3, "dimension"));
        assert_eq!(value("2026-W47,agility,a,seventy,30\n"), (3, "score"));
        assert_eq!(value("2026-W47,agility,a,NaN,30\n"), (3, "score"));
        assert_eq!(value("\n\n2026-W47,agility,a,70,\n"), (5, "weight"));
        assert_eq!(value("2026-W47,agility,\"a\n\nb\",70,1e999\n"), (3, "weight"));
        let delta = read("delta,week,template,dimension,score,weight\nabc,2026-W47,agility,a,70,30\n").unwrap_err();
        assert!(matches!(delta, TableError::Value { row: 2, column: "delta", .. }), "{delta:?}");
        assert_eq!(wrong("2026-W47,agility\n"), TableError::Length { row: 2, found: 2, columns: 5 });
    }

    #[test]
    fn rows_of_one_assessment_must_agree() {
        let text = "assessment,week,template,dimension,score,weight\nx,2026-W47,t,a,1,1\nx,2026-W46,t,b,1,1\n";
        assert!(matches!(read(text), Err(TableError::Value { row: 3, column: "week", .. })));
    }

    #[test]
    fn a_long_table_is_read_once() {
        let row = "2026-W47,agility,decision,70,30\n";
        // Counting the lines anew for each row took minutes for this.
        let text = format!("{HEAD}{}{}", row.repeat(20_000), "2026-W47,agility,decision,seventy,30\n");
        assert!(matches!(read(&text), Err(TableError::Value { row: 20_002, column: "score", .. })));
    }

    #[test]
    fn a_table_of_another_program_will_do() {
        let text = "\u{feff}Weight, Score ,week,TEMPLATE,dimension,colour\r\n30, 70 ,2026-W47,agility,decision,red\r\n";
        let sets = read(text).unwrap();
        assert_eq!((sets[0].lines[0].score, sets[0].lines[0].weight), (Some(70.0), 30.0));
        assert_eq!((sets[0].id.as_deref(), sets[0].date, sets[0].row), (None, None, 2));
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in any::<String>(), rows in "[a-z0-9,\"\n.-]{0,200}") {
            let _ = (read(&text), read(&format!("{HEAD}{rows}")));
        }
    }
}
