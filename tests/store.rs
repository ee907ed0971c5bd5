//! The store against the contract in spec/storage.md, on real folders and on a model of a disk.
#[path = "store/cache.rs"]
mod cache;
#[path = "store/common.rs"]
mod common;
#[path = "store/crashes.rs"]
mod crashes;
#[path = "store/devices.rs"]
mod devices;
#[path = "store/doctor.rs"]
mod doctor;
#[path = "store/drafts.rs"]
mod drafts;
#[path = "store/edits.rs"]
mod edits;
#[path = "store/faults.rs"]
mod faults;
#[path = "store/journals.rs"]
mod journals;
#[path = "store/model_disk.rs"]
mod model_disk;
#[path = "store/mutations.rs"]
mod mutations;
#[path = "store/pictures.rs"]
mod pictures;
#[path = "store/processes.rs"]
mod processes;
#[path = "store/speed.rs"]
mod speed;
#[path = "store/whole_files.rs"]
mod whole_files;
