//! The store against the contract in spec/storage.md, on a real folder.
#[path = "store/cache.rs"]
mod cache;
#[path = "store/common.rs"]
mod common;
#[path = "store/edits.rs"]
mod edits;
#[path = "store/journals.rs"]
mod journals;
#[path = "store/processes.rs"]
mod processes;
#[path = "store/speed.rs"]
mod speed;
#[path = "store/whole_files.rs"]
mod whole_files;
