//! Everything a person reads, as pure text: cleaning, width, languages. Touches no file and no terminal.
pub mod course;
pub mod filter;
pub mod lines;
pub mod locale;
pub mod look_back;
pub(crate) mod narrow;
pub mod quick;
pub mod refusal;
pub mod sanitize;
pub mod span;
pub mod today;
pub mod undo;
pub mod when;
pub mod width;
