//! Values of the domain as JSON, and JSON as a line that no terminal can be steered with. Pure.
use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Map, Value as Json};

use crate::{
    domain::{stamp::Stamp, value::Value},
    text::sanitize::is_hostile,
};

/// A record's value as JSON: times as RFC 3339 with offset, dates as `YYYY-MM-DD`.
pub fn value(value: &Value) -> Json {
    match value {
        Value::Text(text) => Json::from(text.as_str()),
        Value::Int(number) => Json::from(*number),
        Value::Num(number) => Json::from(*number),
        Value::Bool(flag) => Json::from(*flag),
        Value::Stamp(at) => stamp(*at),
        Value::Date(date) => Json::from(date.to_string()),
        Value::List(items) => items.iter().map(self::value).collect(),
        Value::Map(entries) => {
            Json::Object(entries.iter().map(|(key, entry)| (key.clone(), self::value(entry))).collect::<Map<_, _>>())
        }
    }
}

/// RFC 3339 in the offset that was recorded.
pub fn stamp(at: Stamp) -> Json {
    Json::from(at.to_string())
}

/// RFC 3339 in the offset of `zone` at that instant.
pub fn instant(at: Timestamp, zone: &TimeZone) -> Json {
    stamp(Stamp::from(&at.to_zoned(zone.clone())))
}

/// One line of JSON. Control characters, bidirectional marks and line separators are escaped, so that
/// it can be shown in any terminal.
pub fn line(json: &Json) -> String {
    let text = json.to_string();
    if !text.contains(is_hostile) {
        return text;
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_hostile(c) {
            safe.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            safe.push(c);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn numbers_that_are_none_are_null() {
        assert_eq!(value(&Value::Num(f64::NAN)), Json::Null);
        assert_eq!(value(&Value::Num(0.5)), json!(0.5));
    }

    #[test]
    fn lists_and_maps_keep_their_order() {
        let map = Value::Map(vec![("b".into(), Value::Int(1)), ("a".into(), Value::List(vec![Value::Bool(true)]))]);
        assert_eq!(value(&map).to_string(), r#"{"b":1,"a":[true]}"#);
    }

    proptest! {
        #[test]
        fn a_line_is_harmless_and_reads_back(text in any::<String>()) {
            let json = json!({ "title": text });
            let line = line(&json);
            prop_assert!(!line.contains(is_hostile));
            prop_assert_eq!(serde_json::from_str::<Json>(&line).unwrap(), json);
        }
    }
}
