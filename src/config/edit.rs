//! One setting changed in the text of a user's file, which otherwise stays as it is. Text in, text out.
use toml_edit::{DocumentMut, Item, Table, TableLike, Value};

use super::{Config, DEFAULT, Problem, ProblemKind};

/// Why a setting could not be changed. The file stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The file is no TOML.
    Broken(Vec<Problem>),
    /// There is no such setting.
    Unknown {
        /// What was asked for.
        key: String,
    },
    /// The setting does not take that value.
    Wants(Problem),
}

/// The file with the setting `key` (as in `timer.focus`) set to `value`, which is TOML. Comments and the
/// order of the file stay.
///
/// # Errors
/// See [`EditError`].
pub fn set(text: &str, key: &str, value: &str) -> Result<String, EditError> {
    let unknown = || EditError::Unknown { key: key.to_owned() };
    let mut file: DocumentMut = text.parse().map_err(|_| EditError::Broken(Config::read(text).1))?;
    let value: Value = value.parse().map_err(|_| unknown())?;
    let parts: Vec<&str> = key.split('.').collect();
    if !is_setting(&parts) {
        return Err(unknown());
    }
    let (last, tables) = parts.split_last().ok_or_else(unknown)?;
    let mut table: &mut dyn TableLike = file.as_table_mut();
    for part in tables {
        let item = table.entry(part).or_insert_with(|| {
            let mut made = Table::new();
            made.set_implicit(true);
            Item::Table(made)
        });
        table = item.as_table_like_mut().ok_or_else(unknown)?;
    }
    match table.get_mut(last) {
        Some(Item::Value(known)) => {
            // The comment behind a value belongs to the setting.
            let decor = known.decor().clone();
            *known = value;
            *known.decor_mut() = decor;
        }
        _ => {
            table.insert(last, Item::Value(value));
        }
    }
    let text = file.to_string();
    let about = |problem: &Problem| problem.key == key && matches!(problem.kind, ProblemKind::Wants { .. });
    match Config::read(&text).1.into_iter().find(about) {
        Some(problem) => Err(EditError::Wants(problem)),
        None => Ok(text),
    }
}

/// Whether the embedded file has a setting, not a table, of that name.
fn is_setting(parts: &[&str]) -> bool {
    let Ok(known) = DEFAULT.parse::<DocumentMut>() else { return false };
    let mut item = known.as_item();
    for part in parts {
        match item.get(part) {
            Some(next) => item = next,
            None => return false,
        }
    }
    item.is_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_changes_and_all_else_stays() {
        let text = "# mine\nlang = \"en\"\n\n[timer]\n# long\nfocus = \"50m\" # really\n";
        let changed = set(text, "timer.focus", "\"45m\"").unwrap();
        assert_eq!(changed, text.replace("50m", "45m"));
        let more = set(&changed, "timer.auto_start_breaks", "false").unwrap();
        assert!(more.starts_with(&changed) && more.ends_with("auto_start_breaks = false\n"), "{more}");
        let new = set("", "tasks.score.high", "80").unwrap();
        assert_eq!(Config::read(&new).0.rules.score.high, 80.0, "{new}");
        assert!(set("[tasks]\nscore = { high = 60 }\n", "tasks.score.medium", "30").unwrap().contains("medium = 30"));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(matches!(set("", "timer.fokus", "1"), Err(EditError::Unknown { .. })));
        assert!(matches!(set("", "timer", "1"), Err(EditError::Unknown { .. })));
        assert!(matches!(set("", "", "1"), Err(EditError::Unknown { .. })));
        assert!(matches!(set("timer = 3\n", "timer.focus", "\"20m\""), Err(EditError::Unknown { .. })));
        assert!(matches!(set("", "timer.focus", "\"soon\""), Err(EditError::Wants(_))));
        assert!(
            matches!(set("a = = 1\n", "timer.focus", "\"20m\""), Err(EditError::Broken(found)) if !found.is_empty())
        );
    }
}
