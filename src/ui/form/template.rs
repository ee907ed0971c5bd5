//! A template being made or changed: its name, scale and dimensions, with the sum of the weights. Touches no screen.
mod command;

use command::unique;

use std::collections::BTreeMap;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::Field;
use crate::{
    domain::{
        limits,
        model::Model,
        template::{Dimension, Template, Wording},
    },
    text::{locale::Lang, locale::Locale},
    ui::line::Line,
};

/// What there is to write for each dimension, in the order of Tab.
pub(in crate::ui) const CELLS: [&str; 4] = ["name", "weight", "question", "practices"];
const NAME: usize = 0;
const WEIGHT: usize = 1;
const QUESTION: usize = 2;
const PRACTICES: usize = 3;

/// Scales that ←/→ go through.
const SCALES: [&str; 4] = ["0-100", "likert-5", "likert-7", "likert-10"];

/// One dimension as it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it was; none for a new one.
    pub base: Option<Dimension>,
    /// Its cells, in the order of Tab.
    pub cells: [Line; 4],
    /// Whether its weight is the one that a new dimension begins with: what is typed takes its place.
    fresh: bool,
}

/// How the form came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Making {
    /// A template is changed: it becomes its next version.
    Change,
    /// A copy of one.
    Copy,
    /// A new one.
    New,
}

/// The form for a template.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateForm {
    /// How it came about.
    pub making: Making,
    /// The id of the template it began with; empty for a new one.
    pub of: String,
    /// Id where it can be chosen, name, scale.
    pub head: Vec<Field>,
    /// The dimensions.
    pub rows: Vec<Row>,
    /// The place that is written: first those of the head, then the cells row by row.
    pub at: usize,
    /// What is wrong.
    pub error: Option<String>,
    first: BTreeMap<String, String>,
    base: Template,
    chinese: bool,
}

/// Where the cursor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// In the head.
    Head(usize),
    /// In a cell of a row.
    Cell(usize, usize),
}

impl Row {
    fn new(base: Option<&Dimension>, chinese: bool) -> Self {
        let text = |of: fn(&Dimension) -> &Wording| base.map_or("", |base| of(base).in_chinese(chinese)).to_owned();
        let practices = base.map(|base| {
            let all: Vec<&str> = base.practices.iter().map(|practice| practice.in_chinese(chinese)).collect();
            all.join("\n")
        });
        let weight = base.map_or(10.0, |base| (base.weight * 1e4).round() / 1e4);
        Self {
            base: base.cloned(),
            fresh: base.is_none(),
            cells: [
                Line::new(&text(|base| &base.name), limits::TITLE),
                Line::new(&weight.to_string(), 16),
                Line::new(&text(|base| &base.question), limits::TITLE),
                Line::with_breaks(&practices.unwrap_or_default(), limits::NOTE),
            ],
        }
    }

    /// The weight, where it is a number.
    pub fn weight(&self) -> Option<f64> {
        self.cells[WEIGHT].text().trim().replace(',', ".").parse().ok().filter(|weight: &f64| weight.is_finite())
    }
}

impl TemplateForm {
    fn new(making: Making, of: &str, base: Template, locale: &Locale) -> Self {
        let chinese = locale.lang() == Lang::ZhCn;
        let mut head = Vec::new();
        if making != Making::Change {
            head.push(Field::new("id", &base.id, 64));
        }
        head.push(Field::new("name", base.name.in_chinese(chinese), limits::TITLE));
        head.push(Field::new("scale", &base.scale.word(), 16));
        let rows = base.dimensions.iter().map(|dimension| Row::new(Some(dimension), chinese)).collect();
        let of = of.to_owned();
        let mut form = Self { making, of, head, rows, at: 0, error: None, first: BTreeMap::new(), base, chinese };
        if form.rows.is_empty() {
            form.rows.push(Row::new(None, chinese));
        }
        form.first = form.written();
        form
    }

    /// The form to change a template.
    pub fn change(model: &Model, id: &str, locale: &Locale) -> Option<Self> {
        Some(Self::new(Making::Change, id, model.template(id)?.clone(), locale))
    }

    /// The form for a copy of a template.
    pub fn copy(model: &Model, id: &str, locale: &Locale) -> Option<Self> {
        let known = model.template(id)?;
        let taken = |id: &str| model.template(id).is_some();
        let fresh = unique(&format!("{id}-copy"), taken);
        Some(Self::new(Making::Copy, id, known.copied(&fresh, known.name.clone()), locale))
    }

    /// The form for a new template.
    pub fn fresh(model: &Model, locale: &Locale) -> Self {
        let id = unique("mine", |id| model.template(id).is_some());
        Self::new(Making::New, "", Template { id, version: 1, ..Template::default() }, locale)
    }

    /// Whether anything was written.
    pub fn is_changed(&self) -> bool {
        self.written() != self.first
    }

    /// Where the cursor is.
    pub fn spot(&self) -> Spot {
        match self.at.checked_sub(self.head.len()) {
            None => Spot::Head(self.at),
            Some(cell) => Spot::Cell((cell / CELLS.len()).min(self.rows.len().saturating_sub(1)), cell % CELLS.len()),
        }
    }

    fn places(&self) -> usize {
        self.head.len() + self.rows.len() * CELLS.len()
    }

    fn line(&mut self) -> Option<&mut Line> {
        match self.spot() {
            Spot::Head(at) => self.head.get_mut(at).map(|field| &mut field.line),
            Spot::Cell(row, cell) => self.rows.get_mut(row).and_then(|row| row.cells.get_mut(cell)),
        }
    }

    /// The sum of the weights; none where one is no number.
    pub fn sum(&self) -> Option<f64> {
        self.rows.iter().map(Row::weight).sum()
    }

    /// The share of each weight, where they can be used.
    pub fn shares(&self) -> Option<Vec<f64>> {
        let raw: Vec<f64> = self.rows.iter().map(Row::weight).collect::<Option<_>>()?;
        Some(crate::domain::score::Weights::new(&raw).ok()?.shares())
    }

    /// Takes a key: Tab and arrows move, Ctrl-N adds a dimension, Ctrl-D takes it out, Ctrl-P brings the
    /// weights to 100; everything else writes.
    pub(in crate::ui) fn key(&mut self, key: &KeyEvent) -> bool {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let shift = key.modifiers.contains(KeyModifiers::SHIFT);
        let places = self.places();
        let spot = self.spot();
        match key.code {
            KeyCode::Tab if !shift => self.at = (self.at + 1) % places,
            KeyCode::Tab | KeyCode::BackTab => self.at = (self.at + places - 1) % places,
            KeyCode::Down => self.at = self.below(spot),
            KeyCode::Up => self.at = self.above(spot),
            KeyCode::Char('n') if ctrl => self.add(spot),
            KeyCode::Char('d') if ctrl => self.take_out(spot),
            KeyCode::Char('p') if ctrl => self.normalise(),
            KeyCode::Left | KeyCode::Right if self.steps(spot, key.code == KeyCode::Right) => {}
            _ => return self.write(spot, key),
        }
        true
    }

    fn write(&mut self, spot: Spot, key: &KeyEvent) -> bool {
        if let Spot::Cell(row, WEIGHT) = spot
            && let Some(row) = self.rows.get_mut(row)
            && std::mem::replace(&mut row.fresh, false)
            && matches!(key.code, KeyCode::Char(_))
        {
            row.cells[WEIGHT].set("");
        }
        self.line().is_some_and(|line| line.key(key))
    }

    fn below(&self, spot: Spot) -> usize {
        match spot {
            Spot::Cell(row, _) if row + 1 >= self.rows.len() => self.at,
            Spot::Cell(..) => self.at + CELLS.len(),
            Spot::Head(at) => at + 1,
        }
    }

    fn above(&self, spot: Spot) -> usize {
        match spot {
            Spot::Cell(0, _) => self.head.len().saturating_sub(1),
            Spot::Cell(..) => self.at - CELLS.len(),
            Spot::Head(at) => at.saturating_sub(1),
        }
    }

    fn add(&mut self, spot: Spot) {
        let after = if let Spot::Cell(row, _) = spot { row + 1 } else { self.rows.len() };
        if self.rows.len() < limits::DIMENSIONS {
            self.rows.insert(after, Row::new(None, self.chinese));
            self.at = self.head.len() + after * CELLS.len();
        }
    }

    fn take_out(&mut self, spot: Spot) {
        let Spot::Cell(row, _) = spot else { return };
        if self.rows.len() > 1 {
            self.rows.remove(row);
            self.at = self.at.min(self.places() - 1);
        }
    }

    fn normalise(&mut self) {
        let Some(shares) = self.shares() else { return };
        for (row, share) in self.rows.iter_mut().zip(shares) {
            row.cells[WEIGHT].set(&((share * 1e6).round() / 1e4).to_string());
        }
    }

    /// Changes a weight by 1, or goes to the next scale; says whether the arrows do that here.
    fn steps(&mut self, spot: Spot, up: bool) -> bool {
        match spot {
            Spot::Cell(row, WEIGHT) => {
                let weight = self.rows.get(row).and_then(Row::weight).unwrap_or(0.0);
                let next = (weight + if up { 1.0 } else { -1.0 }).clamp(0.0, limits::WEIGHT);
                self.rows[row].cells[WEIGHT].set(&next.to_string());
                self.rows[row].fresh = false;
                true
            }
            Spot::Head(at) if self.head.get(at).is_some_and(|field| field.name == "scale") => {
                let now = SCALES.iter().position(|scale| *scale == self.head[at].line.text().trim());
                let count = SCALES.len();
                let next = now.map_or(0, |now| (now + if up { 1 } else { count - 1 }) % count);
                self.head[at].line.set(SCALES[next]);
                true
            }
            _ => false,
        }
    }

    /// Writes pasted text.
    pub(in crate::ui) fn paste(&mut self, text: &str) {
        if let Some(line) = self.line() {
            line.insert(text);
        }
    }

    /// Everything that is written, by name.
    pub(in crate::ui) fn written(&self) -> BTreeMap<String, String> {
        let mut written = BTreeMap::new();
        for field in &self.head {
            written.insert(field.name.to_owned(), field.line.text().to_owned());
        }
        for (index, row) in self.rows.iter().enumerate() {
            let id = row.base.as_ref().map_or("", |base| base.id.as_str());
            written.insert(format!("{index:02}.id"), id.to_owned());
            for (cell, line) in CELLS.iter().zip(&row.cells) {
                written.insert(format!("{index:02}.{cell}"), line.text().to_owned());
            }
        }
        written
    }

    /// Takes back what was written.
    pub(in crate::ui) fn rewrite(&mut self, written: &BTreeMap<String, String>) {
        for field in &mut self.head {
            if let Some(text) = written.get(field.name) {
                field.line.set("");
                field.line.insert(text);
            }
        }
        let mut rows = Vec::new();
        while let Some(id) = written.get(&format!("{:02}.id", rows.len())) {
            let base = self.base.dimensions.iter().find(|known| known.id == *id);
            let mut row = Row { fresh: false, ..Row::new(base, self.chinese) };
            for (cell, line) in CELLS.iter().zip(&mut row.cells) {
                if let Some(text) = written.get(&format!("{:02}.{cell}", rows.len())) {
                    line.set("");
                    line.insert(text);
                }
            }
            rows.push(row);
            if rows.len() == limits::DIMENSIONS {
                break;
            }
        }
        if !rows.is_empty() {
            self.rows = rows;
        }
    }
}
