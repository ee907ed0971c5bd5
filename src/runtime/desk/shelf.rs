//! The files of the user's templates: read, found again, never written over where they could not be read.
use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{
    config::{
        Problem,
        ProblemKind::{self, Syntax},
        templates,
    },
    domain::template::Templates,
    store::{StoreError, disk::real::read_text},
};

/// Size of the largest template file that is read, in bytes.
const LARGEST_TEMPLATE: u64 = 8 * 1024 * 1024;

/// A file of the user's that is wrong: its name in the folder of templates (empty: the folder itself),
/// and what is wrong with it.
pub type BadTemplate = (String, Vec<Problem>);

/// The user's templates as files.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    folder: PathBuf,
    /// The files as they were read: path, time of the last change, size.
    pub(super) seen: Vec<(PathBuf, Option<SystemTime>, u64)>,
    /// The file that each template came from.
    files: Vec<(String, PathBuf)>,
    pub(super) bad: Vec<BadTemplate>,
    /// Files of a later version of the program, with their schema: they are read and never written.
    newer: Vec<(PathBuf, i64)>,
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn unusable(message: String) -> Vec<Problem> {
    vec![Problem { line: 1, column: 1, key: String::new(), kind: Syntax { message } }]
}

impl Shelf {
    /// The templates in a folder; none is read yet.
    pub(super) fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), ..Self::default() }
    }

    /// The files there are, in the order of their names.
    pub(super) fn listed(&self) -> Vec<(PathBuf, Option<SystemTime>, u64)> {
        let Ok(folder) = std::fs::read_dir(&self.folder) else { return Vec::new() };
        let paths = folder.filter_map(|entry| Some(entry.ok()?.path()));
        let mut files: Vec<_> = paths
            .filter(|path| path.extension().is_some_and(|end| end == "toml"))
            .map(|path| {
                let meta = std::fs::metadata(&path).ok();
                let changed = meta.as_ref().and_then(|meta| meta.modified().ok());
                (path, changed, meta.map_or(0, |meta| meta.len()))
            })
            .collect();
        files.sort();
        files
    }

    /// The built-in templates with the user's own beside them or in their place.
    pub(super) fn read(&mut self) -> Templates {
        let mut known = Templates::later(templates::built_in);
        self.seen = self.listed();
        self.files.clear();
        self.bad.clear();
        self.newer.clear();
        let mut texts: HashMap<PathBuf, String> = HashMap::new();
        if let Err(error) = std::fs::read_dir(&self.folder)
            && error.kind() != io::ErrorKind::NotFound
        {
            self.bad.push((String::new(), unusable(error.to_string())));
        }
        for (path, _, size) in &self.seen {
            let name = || file_name(path);
            let text = match *size {
                ..=LARGEST_TEMPLATE => read_text(path),
                _ => Err(io::ErrorKind::FileTooLarge.into()),
            };
            let read = text.map_err(|error| unusable(error.to_string())).and_then(|text| {
                if let Some((schema, problem)) = templates::newer(&text) {
                    self.newer.push((path.clone(), schema));
                    self.bad.push((name(), vec![problem]));
                }
                let template = templates::read(&text)?;
                texts.insert(path.clone(), text);
                Ok(template)
            });
            match read {
                Ok(template) => {
                    let earlier = self.files.iter().rfind(|(id, _)| *id == template.id).map(|(_, path)| path.clone());
                    if let Some(earlier) = earlier {
                        let text = texts.get(&earlier).map_or("", String::as_str);
                        self.bad.push((file_name(&earlier), vec![templates::taken(text, &name())]));
                    }
                    self.files.push((template.id.clone(), path.clone()));
                    match known.iter_mut().find(|old| old.id == template.id) {
                        Some(old) => *old = template,
                        None => known.push(template),
                    }
                }
                Err(problems) => self.bad.push((name(), problems)),
            }
        }
        known
    }

    /// Refuses to write over a file that could not be read, for what is in it may only need mending, and over
    /// one of a later version of the program.
    pub(super) fn refuse_unread(&self, id: &str) -> Result<(), StoreError> {
        let path = self.path(id);
        if let Some((_, schema)) = self.newer.iter().find(|(known, _)| *known == path) {
            return Err(StoreError::Newer { path, schema: *schema });
        }
        let problems = self.bad.iter().find(|(name, _)| path.file_name().is_some_and(|own| own == name.as_str()));
        let Some(problem) = problems.and_then(|(_, problems)| problems.first()) else { return Ok(()) };
        let detail = match &problem.kind {
            ProblemKind::Syntax { message } => message.clone(),
            ProblemKind::Wants { found, .. } | ProblemKind::Conflict { found, .. } => found.clone(),
            ProblemKind::Unknown { .. } => String::new(),
        };
        let field = Some(problem.key.clone()).filter(|key| !key.is_empty());
        Err(StoreError::Parse { path, line: problem.line, column: problem.column, field, detail })
    }

    /// The file of a template: the one it came from, the last where there are several.
    pub(super) fn path(&self, id: &str) -> PathBuf {
        let known = self.files.iter().rfind(|(known, _)| known == id).map(|(_, path)| path.clone());
        known.unwrap_or_else(|| Path::new(&self.folder).join(format!("{id}.toml")))
    }
}
