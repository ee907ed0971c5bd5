//! focus-tui: what now, am I in focus, am I getting better.
pub mod domain;
pub mod text;
