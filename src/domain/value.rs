//! The values a record's field can hold, and how the types of the domain become them and come back.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{id::Id, stamp::Stamp};

/// What a field holds, independent of the file format.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A number; always finite.
    Num(f64),
    /// Yes or no.
    Bool(bool),
    /// An instant with its offset.
    Stamp(Stamp),
    /// A date of the calendar.
    Date(Date),
    /// Several values.
    List(Vec<Value>),
    /// Named values in their order.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// The entry `key` of a map; `None` for other values.
    pub fn entry(&self, key: &str) -> Option<&Value> {
        match self {
            Self::Map(entries) => entries.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }
}

/// Why a field could not take a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadValue {
    /// The field's name.
    pub field: String,
    /// What would have been allowed, as a short English phrase for files and logs.
    pub wants: &'static str,
}

/// A type that can stand in a field. `put` gives `None` where the field is left out of the file.
pub trait Atom: Sized + Default {
    /// What to write in an error about a wrong value.
    const WANTS: &'static str;
    /// The value to write; `None`: nothing to write.
    fn put(&self) -> Option<Value>;
    /// The type from a value; `None` where kind or range do not fit.
    fn take(value: Value) -> Option<Self>;
}

impl Atom for String {
    const WANTS: &'static str = "text";
    fn put(&self) -> Option<Value> {
        Some(Value::Text(self.clone()))
    }
    fn take(value: Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Atom for bool {
    const WANTS: &'static str = "true or false";
    fn put(&self) -> Option<Value> {
        Some(Value::Bool(*self))
    }
    fn take(value: Value) -> Option<Self> {
        match value {
            Value::Bool(flag) => Some(flag),
            _ => None,
        }
    }
}

impl Atom for i64 {
    const WANTS: &'static str = "a whole number";
    fn put(&self) -> Option<Value> {
        Some(Value::Int(*self))
    }
    fn take(value: Value) -> Option<Self> {
        match value {
            Value::Int(n) => Some(n),
            _ => None,
        }
    }
}

impl Atom for u32 {
    const WANTS: &'static str = "a whole number from 0";
    fn put(&self) -> Option<Value> {
        Some(Value::Int(i64::from(*self)))
    }
    fn take(value: Value) -> Option<Self> {
        i64::take(value).and_then(|n| Self::try_from(n).ok())
    }
}

impl Atom for f64 {
    const WANTS: &'static str = "a number";
    fn put(&self) -> Option<Value> {
        // Whole numbers are written as people write them.
        let whole = *self as i64;
        if whole as f64 == *self && self.abs() < 1e15 { Some(Value::Int(whole)) } else { Some(Value::Num(*self)) }
    }
    fn take(value: Value) -> Option<Self> {
        match value {
            Value::Num(n) if n.is_finite() => Some(n),
            Value::Int(n) => Some(n as f64),
            _ => None,
        }
    }
}

impl Atom for Stamp {
    const WANTS: &'static str = "a date-time with offset";
    fn put(&self) -> Option<Value> {
        Some(Value::Stamp(*self))
    }
    fn take(value: Value) -> Option<Self> {
        match value {
            Value::Stamp(stamp) => Some(stamp),
            _ => None,
        }
    }
}

impl Atom for Date {
    const WANTS: &'static str = "a date";
    fn put(&self) -> Option<Value> {
        Some(Value::Date(*self))
    }
    fn take(value: Value) -> Option<Self> {
        match value {
            Value::Date(date) => Some(date),
            _ => None,
        }
    }
}

impl Atom for Id {
    const WANTS: &'static str = "an id";
    fn put(&self) -> Option<Value> {
        Some(Value::Text(self.to_string()))
    }
    fn take(value: Value) -> Option<Self> {
        String::take(value).and_then(|text| Self::new(&text))
    }
}

impl<T: Atom> Atom for Option<T> {
    const WANTS: &'static str = T::WANTS;
    fn put(&self) -> Option<Value> {
        self.as_ref().and_then(Atom::put)
    }
    fn take(value: Value) -> Option<Self> {
        T::take(value).map(Some)
    }
}

impl<T: Atom> Atom for Vec<T> {
    const WANTS: &'static str = "a list";
    fn put(&self) -> Option<Value> {
        (!self.is_empty()).then(|| Value::List(self.iter().filter_map(Atom::put).collect()))
    }
    fn take(value: Value) -> Option<Self> {
        match value {
            Value::List(items) => items.into_iter().map(T::take).collect(),
            _ => None,
        }
    }
}

/// Named entries in the order they were given: scores, weights, notes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Named<T>(pub Vec<(String, T)>);

impl<T> Named<T> {
    /// The entry called `key`.
    pub fn find(&self, key: &str) -> Option<&T> {
        self.0.iter().find(|(k, _)| k == key).map(|(_, v)| v)
    }
}

impl<T: Atom> Atom for Named<T> {
    const WANTS: &'static str = "a table of named values";
    fn put(&self) -> Option<Value> {
        let entries = self.0.iter().filter_map(|(k, v)| Some((k.clone(), v.put()?)));
        (!self.0.is_empty()).then(|| Value::Map(entries.collect()))
    }
    fn take(value: Value) -> Option<Self> {
        match value {
            Value::Map(entries) => {
                entries.into_iter().map(|(k, v)| Some((k, T::take(v)?))).collect::<Option<_>>().map(Self)
            }
            _ => None,
        }
    }
}

/// Writes an enum whose variants are words in files, JSON and on the command line.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that stands for it in files and JSON.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The one that `word` stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl $crate::domain::value::Atom for $name {
            const WANTS: &'static str = concat!("one of", $(" ", $word),+);
            fn put(&self) -> Option<$crate::domain::value::Value> {
                Some($crate::domain::value::Value::Text(self.word().to_owned()))
            }
            fn take(value: $crate::domain::value::Value) -> Option<Self> {
                match value {
                    $crate::domain::value::Value::Text(word) => Self::from_word(&word),
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use words;
