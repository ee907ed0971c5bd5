//! A template changed in the text of its file, which otherwise stays as the user wrote it. Text in, text out.
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use super::{print, read};
use crate::domain::template::{Dimension, Template, Wording};

/// The text of a template's file with what changed: comments, unknown keys, other languages and the order of
/// the file stay. Where the text is no template, the whole is written anew. [`read`] takes it back as `template`.
pub fn rewrite(text: &str, template: &Template) -> String {
    let Ok(known) = read(text) else { return print(template) };
    if known == *template {
        return text.to_owned();
    }
    let changed = patched(text, &known, template).map(|file| file.to_string());
    changed.filter(|text| read(text).as_ref() == Ok(template)).unwrap_or_else(|| print(template))
}

fn patched(text: &str, known: &Template, template: &Template) -> Option<DocumentMut> {
    let mut file: DocumentMut = text.parse().ok()?;
    let table: &mut dyn TableLike = file.as_table_mut();
    if known.id != template.id {
        put(table, "id", template.id.as_str().into());
    }
    if known.version != template.version {
        put(table, "version", i64::from(template.version).into());
    }
    if known.scale != template.scale {
        put(table, "scale", template.scale.word().into());
    }
    patch_wording(table, "name", &known.name, &template.name);
    if known.dimensions != template.dimensions {
        let item = table.get_mut("dimension")?;
        if !item.is_array_of_tables() {
            *item = Item::ArrayOfTables(std::mem::take(item).into_array_of_tables().ok()?);
        }
        patch_dimensions(item.as_array_of_tables_mut()?, &known.dimensions, &template.dimensions);
    }
    Some(file)
}

fn patch_dimensions(tables: &mut ArrayOfTables, known: &[Dimension], new: &[Dimension]) {
    let same_order = known.len() == new.len() && known.iter().zip(new).all(|(known, new)| known.id == new.id);
    if same_order {
        for (table, (known, new)) in tables.iter_mut().zip(known.iter().zip(new)) {
            patch_dimension(table, known, new);
        }
        return;
    }
    let mut places: Vec<Option<isize>> = tables.iter().map(Table::position).collect();
    places.sort_unstable();
    let mut next = ArrayOfTables::new();
    for (index, dimension) in new.iter().enumerate() {
        let old = known.iter().position(|known| known.id == dimension.id);
        let old = old.and_then(|at| Some((&known[at], tables.get(at)?.clone())));
        let (base, mut table) =
            old.map_or_else(|| (Dimension::default(), Table::new()), |(known, table)| (known.clone(), table));
        table.set_position(places.get(index).or(places.last()).copied().flatten());
        patch_dimension(&mut table, &base, dimension);
        next.push(table);
    }
    *tables = next;
}

fn patch_dimension(table: &mut Table, known: &Dimension, new: &Dimension) {
    if known.id != new.id {
        put(table, "id", new.id.as_str().into());
    }
    if known.weight != new.weight || !table.contains_key("weight") {
        // A whole number of the size that a weight may have is exact.
        let whole = new.weight.fract() == 0.0;
        put(table, "weight", if whole { (new.weight as i64).into() } else { new.weight.into() });
    }
    patch_wording(table, "name", &known.name, &new.name);
    patch_wording(table, "question", &known.question, &new.question);
    if known.practices != new.practices {
        patch_practices(table, &known.practices, &new.practices);
    }
}

fn patch_practices(table: &mut Table, known: &[Wording], new: &[Wording]) {
    if new.is_empty() {
        table.remove("practices");
        return;
    }
    let old = table.get("practices").and_then(Item::as_array).cloned().unwrap_or_default();
    let mut next = old.clone();
    next.clear();
    for (index, practice) in new.iter().enumerate() {
        let kept = known.iter().position(|known| known == practice).and_then(|at| old.get(at).cloned());
        // One that is changed keeps its other languages where the list is as long as before.
        let changed = old.get(index).filter(|_| known.len() == new.len()).and_then(Value::as_inline_table).cloned();
        let value = kept.unwrap_or_else(|| match (changed, known.get(index)) {
            (Some(mut table), Some(known)) => {
                set_languages(&mut table, known, practice);
                Value::InlineTable(table)
            }
            _ => wording(practice),
        });
        let bare = value.decor().prefix().is_none();
        next.push_formatted(value);
        if let Some(value) = next.get_mut(index).filter(|_| bare) {
            value.decor_mut().set_prefix("\n  ");
        }
    }
    if old.is_empty() {
        next = Array::from_iter(next.iter().cloned());
        next.iter_mut().for_each(|value| value.decor_mut().set_prefix("\n  "));
        next.set_trailing("\n");
        next.set_trailing_comma(true);
    }
    put(table, "practices", Value::Array(next));
}

/// Sets a value; the comment behind the one before stays.
fn put(table: &mut dyn TableLike, key: &str, value: Value) {
    match table.get_mut(key) {
        Some(Item::Value(known)) => {
            let decor = known.decor().clone();
            *known = value;
            *known.decor_mut() = decor;
        }
        _ => drop(table.insert(key, Item::Value(value))),
    }
}

fn patch_wording(table: &mut dyn TableLike, key: &str, known: &Wording, new: &Wording) {
    if known == new {
        return;
    }
    if *new == Wording::default() {
        table.remove(key);
        return;
    }
    match table.get_mut(key).and_then(Item::as_table_like_mut) {
        Some(languages) => set_languages(languages, known, new),
        None if new.zh.is_empty() => put(table, key, new.en.as_str().into()),
        None => put(table, key, wording(new)),
    }
}

fn set_languages(languages: &mut dyn TableLike, known: &Wording, new: &Wording) {
    for (language, known, new) in [("en", &known.en, &new.en), ("zh-CN", &known.zh, &new.zh)] {
        if new.is_empty() {
            languages.remove(language);
        } else if known != new {
            put(languages, language, new.as_str().into());
        }
    }
}

fn wording(wording: &Wording) -> Value {
    let mut languages = InlineTable::new();
    for (language, text) in [("en", &wording.en), ("zh-CN", &wording.zh)] {
        if !text.is_empty() {
            languages.insert(language, text.as_str().into());
        }
    }
    Value::InlineTable(languages)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "# mine\nschema = 1\nid = \"own\" # short\nversion = 3\ncolour = \"red\"\nname = { en = \"Own\", fr = \"Mien\" }\n\n\
        # the first\n[[dimension]]\nid = \"a\"\nweight = 10 # little\nname = { en = \"A\", fr = \"Ah\" }\nicon = \"x\"\n\
        practices = [\n  \"one\", # this\n  { en = \"two\", fr = \"deux\" },\n]\n\n\
        # the second\n[[dimension]]\nid = \"b\"\nweight = 20\nname = \"B\"\n";

    fn with(edit: impl FnOnce(&mut Template)) -> (Template, String) {
        let mut template = read(OWN).unwrap();
        edit(&mut template);
        let text = rewrite(OWN, &template);
        assert_eq!(read(&text).as_ref(), Ok(&template), "{text}");
        (template, text)
    }

    #[test]
    fn only_what_changed_is_written() {
        assert_eq!(with(|_| {}).1, OWN);
        let (_, text) = with(|own| (own.version, own.dimensions[0].weight) = (4, 12.5));
        assert_eq!(text, OWN.replace("version = 3", "version = 4").replace("weight = 10 #", "weight = 12.5 #"));
        let (_, text) = with(|own| own.dimensions[0].name.en = "Alpha".to_owned());
        assert_eq!(text, OWN.replace("en = \"A\"", "en = \"Alpha\""));
        let (_, text) = with(|own| own.dimensions[1].name.en = "Beta".to_owned());
        assert_eq!(text, OWN.replace("name = \"B\"", "name = \"Beta\""));
        let (_, text) = with(|own| own.dimensions[0].practices[1].en = "zwei".to_owned());
        assert_eq!(text, OWN.replace("en = \"two\"", "en = \"zwei\""));
    }

    #[test]
    fn dimensions_come_go_and_change_places() {
        let (_, text) = with(|own| own.dimensions.swap(0, 1));
        for kept in
            ["# mine", "colour = \"red\"", "fr = \"Ah\"", "# little", "icon = \"x\"", "fr = \"deux\"", "# the second"]
        {
            assert!(text.contains(kept), "{kept}: {text}");
        }
        let (_, text) = with(|own| {
            own.dimensions.remove(0);
        });
        assert!(text.contains("# the second") && !text.contains("icon"), "{text}");
        let (_, text) = with(|own| {
            let name = Wording { en: "C".to_owned(), zh: "丙".to_owned() };
            let practices = vec![name.clone()];
            let dimension = Dimension { id: "c".to_owned(), weight: 5.0, name, practices, ..Dimension::default() };
            own.dimensions.insert(1, dimension);
        });
        assert!(text.contains("icon = \"x\"") && text.contains("fr = \"Mien\""), "{text}");
    }

    #[test]
    fn dimensions_in_one_list_keep_what_else_they_hold() {
        let text = "schema = 1\nid = \"l\"\nname = \"L\"\ndimension = [{ id = \"a\", name = \"A\", weight = 1, icon = \"x\" }]\n";
        let mut template = read(text).unwrap();
        template.dimensions[0].weight = 2.0;
        let text = rewrite(text, &template);
        assert!(text.contains("icon = \"x\"") && read(&text) == Ok(template), "{text}");
    }

    #[test]
    fn what_is_no_template_is_written_anew() {
        let template = read(OWN).unwrap();
        assert_eq!(rewrite("", &template), print(&template));
        assert_eq!(rewrite("= =", &template), print(&template));
    }
}
