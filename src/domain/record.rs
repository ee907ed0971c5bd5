//! Records: what the journal holds. A model is the fold of all records, field by field.
use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{
    id::Id,
    stamp::Stamp,
    value::{BadValue, Value, words},
};

words! {
    /// What a record speaks of.
    Kind {
        /// A focus phase or a break that is over.
        #[default]
        Session = "session",
        /// A task.
        Task = "task",
        /// One dated set of scores.
        Assessment = "assessment",
        /// A day's accepted plan.
        Plan = "plan",
        /// A target score with its date.
        Goal = "goal",
        /// A weekly look back.
        Review = "review",
    }
}

/// When and where a change was written; the greater one wins, field by field.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Version {
    /// Milliseconds since the Unix epoch at which the record was written.
    pub ms: i64,
    /// The device that wrote it.
    pub device: Cow<'static, str>,
}

/// One line of history: the fields that a change set, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// What it speaks of.
    pub kind: Kind,
    /// Which one.
    pub id: Id,
    /// Fields by name; `None` clears one.
    pub fields: Vec<(Cow<'static, str>, Option<Value>)>,
    /// Set where the change deletes the thing or brings it back.
    pub deleted: Option<bool>,
    /// The instant of writing.
    pub at: Stamp,
    /// The device that wrote it.
    pub device: Cow<'static, str>,
}

impl Record {
    /// The version that this record gives to the fields it sets.
    pub fn version(&self) -> Version {
        Version { ms: self.at.ms(), device: self.device.clone() }
    }
}

/// A thing that records speak of: fields that can be read and set by name.
pub trait Entity: Clone + Default {
    /// Its kind.
    const KIND: Kind;
    /// Its fields in the order in which they are written.
    const FIELDS: &'static [&'static str];
    /// Whether a new record also writes the fields that hold their default.
    const WHOLE: bool;
    /// The thing's id.
    fn id(&self) -> &Id;
    /// Names it.
    fn set_id(&mut self, id: Id);
    /// The latest change that it has taken in.
    fn latest(&self) -> &Version;
    /// Notes a change.
    fn set_latest(&mut self, latest: Version);
    /// Whether it is deleted.
    fn deleted(&self) -> bool;
    /// Deletes it or brings it back.
    fn set_deleted(&mut self, deleted: bool);
    /// The value of a field; `None` where it has none. Fields of later versions are kept too.
    fn get(&self, field: &str) -> Option<Value>;
    /// Sets a field, or with `None` empties it. An unknown field is kept as it is.
    fn set(&mut self, field: &str, value: Option<Value>) -> Result<(), BadValue>;
    /// The names of fields that this version of the program does not know.
    fn extra(&self) -> impl Iterator<Item = &str>;

    /// Takes in a record of this thing; a field that does not fit leaves the thing unchanged.
    fn merge(&mut self, record: &Record) -> Result<(), BadValue> {
        let mut next = self.clone();
        next.set_id(record.id.clone());
        for (field, value) in &record.fields {
            next.set(field, value.clone())?;
        }
        if let Some(deleted) = record.deleted {
            next.set_deleted(deleted);
        }
        next.set_latest(record.version());
        *self = next;
        Ok(())
    }

    /// The fields in which `self` differs from `before`, with the values of `self`.
    fn changes_from(&self, before: &Self) -> Vec<(Cow<'static, str>, Option<Value>)> {
        let known = Self::FIELDS.iter().map(|f| Cow::Borrowed(*f));
        let extra = before.extra().chain(self.extra()).map(|f| Cow::Owned(f.to_owned()));
        let mut changed: Vec<(Cow<'static, str>, Option<Value>)> = Vec::new();
        for field in known.chain(extra) {
            let value = self.get(&field);
            if value != before.get(&field) && !changed.iter().any(|(f, _)| *f == field) {
                changed.push((field, value));
            }
        }
        changed
    }

    /// The fields that the first record of this thing writes.
    fn first_fields(&self) -> Vec<(Cow<'static, str>, Option<Value>)> {
        if Self::WHOLE {
            let all = Self::FIELDS.iter().map(|f| (Cow::Borrowed(*f), self.get(f)));
            all.filter(|(_, value)| value.is_some()).collect()
        } else {
            self.changes_from(&Self::default())
        }
    }
}

/// Declares a record's struct with its fields, and how they are read and set by name.
macro_rules! entity {
    ($(#[$meta:meta])* $name:ident = $kind:ident, whole = $whole:literal {
        $($(#[$fmeta:meta])* $field:ident: $ty:ty),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            /// Its name in files and on the command line.
            pub id: $crate::domain::id::Id,
            /// The latest change taken in.
            pub latest: $crate::domain::record::Version,
            /// Deleted, kept only so that the deletion meets other devices.
            pub deleted: bool,
            $($(#[$fmeta])* pub $field: $ty,)+
            /// Fields of a later version of the program, kept as they are.
            pub extra: Vec<(String, $crate::domain::value::Value)>,
        }

        impl $crate::domain::record::Entity for $name {
            const KIND: $crate::domain::record::Kind = $crate::domain::record::Kind::$kind;
            const FIELDS: &'static [&'static str] = &[$(stringify!($field)),+];
            const WHOLE: bool = $whole;
            fn id(&self) -> &$crate::domain::id::Id {
                &self.id
            }
            fn set_id(&mut self, id: $crate::domain::id::Id) {
                self.id = id;
            }
            fn latest(&self) -> &$crate::domain::record::Version {
                &self.latest
            }
            fn set_latest(&mut self, latest: $crate::domain::record::Version) {
                self.latest = latest;
            }
            fn deleted(&self) -> bool {
                self.deleted
            }
            fn set_deleted(&mut self, deleted: bool) {
                self.deleted = deleted;
            }
            fn get(&self, field: &str) -> Option<$crate::domain::value::Value> {
                match field {
                    $(stringify!($field) => $crate::domain::value::Atom::put(&self.$field),)+
                    _ => self.extra.iter().find(|(name, _)| name == field).map(|(_, v)| v.clone()),
                }
            }
            fn set(
                &mut self,
                field: &str,
                value: Option<$crate::domain::value::Value>,
            ) -> Result<(), $crate::domain::value::BadValue> {
                match field {
                    $(stringify!($field) => {
                        self.$field = match value {
                            None => Default::default(),
                            Some(value) => <$ty as $crate::domain::value::Atom>::take(value).ok_or(
                                $crate::domain::value::BadValue {
                                    field: field.to_owned(),
                                    wants: <$ty as $crate::domain::value::Atom>::WANTS,
                                },
                            )?,
                        };
                    })+
                    _ => {
                        self.extra.retain(|(name, _)| name != field);
                        self.extra.extend(value.map(|v| (field.to_owned(), v)));
                    }
                }
                Ok(())
            }
            fn extra(&self) -> impl Iterator<Item = &str> {
                self.extra.iter().map(|(name, _)| name.as_str())
            }
        }
    };
}
pub(crate) use entity;
