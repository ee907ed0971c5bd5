//! The pure domain: values and functions of values. Touches no clock, no file, no terminal.
pub mod ahp;
pub mod forecast;
pub mod objective;
pub mod score;
pub mod streak;
pub mod suggestion;
pub mod trend;
