//! Every setting as a row to show: its value, its comment, where the value comes from. Reads text, no files.
use toml_edit::{Document, Item, TableLike, Value};

use super::default_in;
use crate::{
    text::{lines::Lines, locale::Lang, width},
    ui::{Origin, Setting, SettingKind},
};

/// Tables whose entries are the user's own.
const OWN: [&str; 3] = ["filters", "modes", "profiles"];

/// Every setting in the order of the embedded file with the value that stands in the user's file or else the
/// default; what the user has added to the open tables comes after their defaults. A file that is no TOML counts
/// as empty. Comments are in the language.
pub fn listed(user: &str, lang: Lang) -> Vec<Setting> {
    let mut all = Vec::new();
    let embedded = default_in(lang);
    // A test reads the embedded file, so it is TOML.
    let Ok(defaults) = Document::parse(embedded) else { return all };
    let own = Document::parse(user).ok();
    let own = own.as_ref().map(|file| file.as_table() as &dyn TableLike);
    let files = Files { embedded, lines: &Lines::of(user.as_bytes()) };
    walk(defaults.as_table(), "", "", own, files, &mut all);
    all
}

/// The texts in which places are looked up.
#[derive(Clone, Copy)]
struct Files<'t> {
    embedded: &'t str,
    lines: &'t Lines<'t>,
}

fn walk(
    table: &dyn TableLike,
    prefix: &str,
    about: &str,
    own: Option<&dyn TableLike>,
    files: Files<'_>,
    all: &mut Vec<Setting>,
) {
    for (name, item) in table.iter() {
        let key = format!("{prefix}{name}");
        let found = own.and_then(|own| own.get(name));
        match item {
            Item::Table(inner) => {
                let about = comment(raw(inner.decor().prefix(), files.embedded));
                let found = found.and_then(Item::as_table_like);
                walk(inner, &format!("{key}."), &about, found, files, all);
                if OWN.contains(&key.as_str()) {
                    let known = |name: &str| inner.contains_key(name);
                    added(found, &format!("{key}."), &about, &known, files.lines, all);
                }
            }
            Item::Value(default) => {
                let decor = table.key(name).and_then(|key| key.leaf_decor().prefix());
                // Where the file stays parsed as it was written, a text is a place in it.
                let own = comment(raw(decor, files.embedded));
                let value = found.and_then(Item::as_value);
                all.push(Setting {
                    kind: kind(default),
                    default: shown(default),
                    value: value.map_or_else(|| shown(default), shown),
                    origin: value.map_or(Origin::Default, |value| Origin::File(line(value, files.lines))),
                    comment: if own.is_empty() { about.to_owned() } else { own },
                    key,
                });
            }
            _ => {}
        }
    }
}

/// What the user has added to a table: shown, but changed in the file alone.
fn added(
    own: Option<&dyn TableLike>,
    prefix: &str,
    about: &str,
    known: &dyn Fn(&str) -> bool,
    lines: &Lines<'_>,
    all: &mut Vec<Setting>,
) {
    for (name, item) in own.into_iter().flat_map(TableLike::iter).filter(|(name, _)| !known(name)) {
        let key = format!("{prefix}{name}");
        match item {
            Item::Value(value) => all.push(Setting {
                kind: SettingKind::Own,
                default: String::new(),
                value: shown(value),
                origin: Origin::File(line(value, lines)),
                comment: about.to_owned(),
                key,
            }),
            item => added(item.as_table_like(), &format!("{key}."), about, &|_| false, lines, all),
        }
    }
}

fn raw<'t>(text: Option<&'t toml_edit::RawString>, source: &'t str) -> &'t str {
    let Some(text) = text else { return "" };
    text.as_str().or_else(|| source.get(text.span()?)).unwrap_or("")
}

/// The last paragraph of what stands above a setting, as one line; what is switched off by a # is no comment.
fn comment(above: &str) -> String {
    let lines: Vec<&str> = above.trim().lines().map(str::trim).collect();
    let last = lines.rsplit(|line| line.is_empty()).next().unwrap_or(&[]);
    let words = last.iter().filter_map(|line| line.strip_prefix("# ")).map(str::trim);
    words.fold(String::new(), |text, line| {
        // Chinese is written without spaces, also over the end of a line.
        let is_wide = text.chars().next_back().is_some_and(|last| width::width(last.encode_utf8(&mut [0; 4])) == 2);
        let space = if text.is_empty() || is_wide { "" } else { " " };
        text + space + line
    })
}

fn kind(default: &Value) -> SettingKind {
    match default {
        Value::Boolean(_) => SettingKind::Flag,
        Value::Array(_) => SettingKind::List,
        Value::Integer(_) | Value::Float(_) => SettingKind::Number,
        _ => SettingKind::Text,
    }
}

/// A value as it is written in the form: texts without quotes, all else as TOML.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.value().clone(),
        Value::Array(list) => {
            let items: Vec<String> = list.iter().map(|item| item.clone().decorated("", "").to_string()).collect();
            format!("[{}]", items.join(", "))
        }
        value => value.clone().decorated("", "").to_string(),
    }
}

fn line(value: &Value, lines: &Lines<'_>) -> usize {
    lines.line(value.span().map_or(0, |span| span.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_listed_with_its_default_and_its_comment() {
        let all = listed("", Lang::En);
        let find = |key: &str| all.iter().find(|setting| setting.key == key).unwrap();
        let focus = find("timer.focus");
        assert_eq!((focus.value.as_str(), &focus.origin, focus.kind), ("25m", &Origin::Default, SettingKind::Text));
        assert_eq!(focus.comment, "Length of a focus phase, 1 s to 24 h.");
        assert_eq!(find("lang").comment.split(':').next(), Some("Language of the screen and the command line"));
        assert_eq!((find("timer.rounds").kind, find("timer.overtime").kind), (SettingKind::Number, SettingKind::Flag));
        assert_eq!(find("notify.bell").value, r#"["focus_end", "break_end"]"#);
        assert!(find("day.windows.mon").comment.starts_with("When you work."));
        assert!(all.iter().all(|setting| !setting.comment.is_empty() || setting.key.starts_with("keys.")), "{all:#?}");
    }

    #[test]
    fn comments_are_in_the_language() {
        let all = listed("", Lang::ZhCn);
        let find = |key: &str| all.iter().find(|setting| setting.key == key).unwrap().comment.as_str();
        assert_eq!(find("timer.focus"), "专注的时长，1 秒到 24 小时。");
        assert!(
            find("timer.mode").ends_with("（心流：正计时，挣得休息）或 [modes] 里的一个。"),
            "{}",
            find("timer.mode")
        );
        assert!(find("tasks.score.urgency_floor").starts_with("截止日期的压力"));
    }

    #[test]
    fn the_users_values_come_with_their_lines() {
        let all = listed(
            "lang = \"en\"\n[timer]\n# mine\nfocus = \"50m\" # long\n[filters]\nhome = \"#home\"\n[modes.x]\nphases = [\n\"focus 5m\" ]\n",
            Lang::En,
        );
        let find = |key: &str| all.iter().find(|setting| setting.key == key).unwrap();
        assert_eq!((find("timer.focus").value.as_str(), &find("timer.focus").origin), ("50m", &Origin::File(4)));
        assert_eq!(
            (find("lang").origin.clone(), find("timer.rounds").origin.clone()),
            (Origin::File(1), Origin::Default)
        );
        assert_eq!((find("filters.home").kind, find("filters.home").value.as_str()), (SettingKind::Own, "#home"));
        assert_eq!(find("modes.x.phases").value, r#"["focus 5m"]"#);
        assert_eq!(find("modes.x.phases").origin, Origin::File(8));
    }

    #[test]
    fn a_file_that_is_no_toml_counts_as_empty() {
        assert_eq!(listed("= =", Lang::En), listed("", Lang::En));
    }
}
