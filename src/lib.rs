//! focus-tui: what now, am I in focus, am I getting better.
pub mod cli;
pub mod config;
pub mod domain;
pub mod report;
pub mod runtime;
pub mod store;
pub mod text;
pub mod ui;
