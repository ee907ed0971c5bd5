//! One setting changed in the text of a user's file, which otherwise stays as it is. Text in, text out.
use toml_edit::{Document, DocumentMut, Item, Table, TableLike, Value};

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
    refuse_later(text)?;
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
    let before = text;
    let text = file.to_string();
    let about = |problem: &Problem| problem.key == key && matches!(problem.kind, ProblemKind::Wants { .. });
    match Config::read(&text).1.into_iter().find(about) {
        Some(problem) => Err(EditError::Wants(problem)),
        None => Ok(with_line_ends_of(text, before)),
    }
}

/// A file that a later version of the program wrote is not written to.
fn refuse_later(text: &str) -> Result<(), EditError> {
    match Config::read(text).1.into_iter().find(|problem| problem.key == "schema") {
        Some(problem) => Err(EditError::Broken(vec![problem])),
        None => Ok(()),
    }
}

/// A text with the line ends of another, where all of those are those of Windows.
pub fn with_line_ends_of(text: String, model: &str) -> String {
    let ends = model.matches('\n').count();
    if ends == 0 || model.matches("\r\n").count() < ends {
        return text;
    }
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

/// The file without the setting `key`, so that its default holds. Comments stay, but for the one behind the value.
///
/// # Errors
/// See [`EditError`].
pub fn unset(text: &str, key: &str) -> Result<String, EditError> {
    refuse_later(text)?;
    let broken = || EditError::Broken(Config::read(text).1);
    let file = Document::parse(text).map_err(|_| broken())?;
    let (tables, last) = key.rsplit_once('.').unwrap_or(("", key));
    let mut table: &dyn TableLike = file.as_table();
    for part in tables.split('.').filter(|part| !part.is_empty()) {
        match table.get(part).and_then(Item::as_table_like) {
            Some(next) => table = next,
            None => return Ok(text.to_owned()),
        }
    }
    let Some((name, item)) = table.get_key_value(last).filter(|(_, item)| item.is_value()) else {
        return Ok(text.to_owned());
    };
    let wanted = {
        let mut file: DocumentMut = text.parse().map_err(|_| broken())?;
        remove(file.as_table_mut(), key);
        file
    };
    // Its lines are cut out of the text where they hold nothing else, so that what stands above them stays.
    if let (Some(name), Some(value)) = (name.span(), item.span()) {
        let from = text[..name.start].rfind('\n').map_or(0, |at| at + 1);
        let to = text[value.end..].find('\n').map_or(text.len(), |at| value.end + at + 1);
        let cut = format!("{}{}", &text[..from], &text[to..]);
        let same =
            |cut: &str| Some(toml::from_str::<toml::Table>(cut).ok()? == toml::from_str(&wanted.to_string()).ok()?);
        if same(&cut) == Some(true) {
            return Ok(cut);
        }
    }
    Ok(wanted.to_string())
}

fn remove(table: &mut dyn TableLike, key: &str) {
    match key.split_once('.') {
        None => drop(table.remove(key)),
        Some((first, rest)) => {
            if let Some(next) = table.get_mut(first).and_then(Item::as_table_like_mut) {
                remove(next, rest);
            }
        }
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
    fn a_setting_goes_and_its_comment_stays() {
        let text = "# mine\n[timer]\n# long\nfocus = \"50m\" # really\nrounds = 3\n";
        assert_eq!(unset(text, "timer.focus").unwrap(), "# mine\n[timer]\n# long\nrounds = 3\n");
        assert_eq!(unset(text, "timer.mode").unwrap(), text);
        assert_eq!(unset(text, "day.start").unwrap(), text);
        let inline = "timer = { focus = \"50m\", rounds = 3 }\n";
        assert_eq!(Config::read(&unset(inline, "timer.focus").unwrap()).0.rules.timer.focus_s, 1500);
        assert_eq!(Config::read(&unset(inline, "timer.focus").unwrap()).0.rules.timer.rounds, 3);
        let long = "[notify]\nbell = [\n  \"focus_end\",\n]\nterminal = []";
        assert_eq!(unset(long, "notify.bell").unwrap(), "[notify]\nterminal = []");
        assert!(matches!(unset("= =", "timer.focus"), Err(EditError::Broken(_))));
    }

    #[test]
    fn a_file_of_a_later_schema_is_not_written_to() {
        for later in ["schema = 7\n", "schema = \"x\"\n", "schema = 0\n"] {
            assert!(
                matches!(set(later, "timer.rounds", "3"), Err(EditError::Broken(found)) if found[0].key == "schema")
            );
            assert!(matches!(unset(later, "timer.rounds"), Err(EditError::Broken(_))));
        }
        assert_eq!(set("schema = 1\n", "lang", "\"en\"").unwrap(), "schema = 1\nlang = \"en\"\n");
        assert_eq!(Config::read("schema = 1\n").1, []);
    }

    #[test]
    fn line_ends_stay() {
        let text = "# mine\r\n[timer]\r\nrounds = 3\r\n";
        assert_eq!(set(text, "timer.rounds", "4").unwrap(), text.replace('3', "4"));
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
