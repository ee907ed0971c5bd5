//! The one thin layer that touches the world: clock, files, terminal, signals.
mod alarm;
pub mod app;
pub mod arrangement;
pub mod attend;
pub mod backend;
pub mod banner;
pub mod clerk;
pub mod clock;
pub mod desk;
pub mod drafts;
pub mod findings;
pub mod follow;
pub mod hooks;
mod keys;
pub mod log;
pub mod notice;
pub mod places;
pub mod plain;
pub mod reader;
pub mod signals;
pub mod terminal;
pub mod watch;

pub use desk::{Desk, DeskError, PATIENCE, SettingError};
