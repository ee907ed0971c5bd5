//! The command line: arguments → Command or report.
pub mod args;
pub mod command;
pub mod misuse;
