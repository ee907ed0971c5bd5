//! Everything a person reads, as pure text: cleaning, width, languages. Touches no file and no terminal.
pub mod locale;
pub mod sanitize;
pub mod width;
