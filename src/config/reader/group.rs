//! Lists of tables in the settings: each entry read by itself.
use toml::de::{DeTable, DeValue};

use super::{Lines, Reader, find, nearest, wrong};
use crate::config::problem::{Problem, ProblemKind};

/// One of the user's own tables, read key by key.
pub(in crate::config) struct Group<'r, 'a> {
    /// The name that the user gave it.
    pub(in crate::config) name: String,
    key: String,
    heading: usize,
    table: &'r DeTable<'a>,
    text: &'r str,
    lines: &'r Lines<'a>,
    problems: &'r mut Vec<Problem>,
}

impl<'a> Reader<'a> {
    /// What `read` makes of each of the user's tables below `key`, in the order of the file.
    pub(in crate::config) fn groups<T>(
        &mut self,
        key: &str,
        mut read: impl FnMut(&mut Group<'_, 'a>) -> Option<T>,
    ) -> Vec<T> {
        let Self { user, text, lines, problems, .. } = self;
        let Some(found) = find(user.get_ref(), key).and_then(|value| value.get_ref().as_table()) else {
            return Vec::new();
        };
        let mut names: Vec<_> = found.iter().collect();
        names.sort_by_key(|(name, _)| name.span().start);
        let mut all = Vec::new();
        for (name, value) in names {
            let key = format!("{key}.{}", name.get_ref());
            let heading = name.span().start;
            let Some(table) = value.get_ref().as_table() else {
                wrong(problems, (text, lines), &key, value.span(), "config-want-table", String::new());
                continue;
            };
            let name = name.get_ref().clone().into_owned();
            all.extend(read(&mut Group { name, key, heading, table, text, lines, problems }));
        }
        all
    }
}

impl<'a> Group<'_, 'a> {
    /// Something is wrong with the table as a whole.
    pub(in crate::config) fn wrong(&mut self, wants: &'static str) {
        let span = self.heading..self.heading + self.name.len();
        wrong(self.problems, (self.text, self.lines), &self.key, span, wants, String::new());
    }

    /// The value of `key` as `take` reads it; none where it is left out or, which is reported, does not fit.
    pub(in crate::config) fn value<T>(
        &mut self,
        key: &str,
        wants: &'static str,
        allowed: &str,
        take: impl Fn(&DeValue<'a>) -> Option<T>,
    ) -> Option<T> {
        let value = self.table.get(key)?;
        let taken = take(value.get_ref());
        if taken.is_none() {
            let key = format!("{}.{key}", self.key);
            wrong(self.problems, (self.text, self.lines), &key, value.span(), wants, allowed.to_owned());
        }
        taken
    }

    /// The texts of the list at `key`, each as `take` reads it; every one that does not fit is reported.
    /// None where the list is left out or anything in it is wrong.
    pub(in crate::config) fn each<T>(
        &mut self,
        key: &str,
        wants: &'static str,
        take: impl Fn(&str) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Some(value) = self.table.get(key) else {
            self.wrong(wants);
            return None;
        };
        let full = format!("{}.{key}", self.key);
        let Some(items) = value.get_ref().as_array() else {
            wrong(self.problems, (self.text, self.lines), &full, value.span(), wants, String::new());
            return None;
        };
        let mut all = Vec::new();
        for item in items.iter() {
            match item.get_ref().as_str().and_then(&take) {
                Some(taken) => all.push(taken),
                None => wrong(self.problems, (self.text, self.lines), &full, item.span(), wants, String::new()),
            }
        }
        (all.len() == items.len()).then_some(all)
    }

    /// Reports every key that is not one of `known`.
    pub(in crate::config) fn only(&mut self, known: &[&str]) {
        for (name, _) in self.table {
            if !known.contains(&name.get_ref().as_ref()) {
                let (line, column) = self.lines.place(name.span().start);
                let key = format!("{}.{}", self.key, name.get_ref());
                let nearest = nearest(name.get_ref(), known.iter().copied());
                self.problems.push(Problem { line, column, key, kind: ProblemKind::Unknown { nearest } });
            }
        }
    }
}
