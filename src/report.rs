//! What the command line prints, as pure text and JSON of the model. Touches no file, clock or terminal.
pub mod assess;
pub mod exchange;
pub mod format;
pub mod history;
pub mod json;
pub mod page;
pub mod parked;
pub mod plan;
pub mod review;
pub mod sessions;
pub mod status;
pub mod table;
pub mod tasks;
pub mod weights;
