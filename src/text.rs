//! Everything a person reads, as pure text: cleaning, width, languages.
