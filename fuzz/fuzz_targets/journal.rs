//! Any bytes as a journal: no panic, and what can be read is read the same once it is written down again.
#![no_main]

use focus_tui::store::bare;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let read = bare::journal(bytes);
    assert!(read.sound <= bytes.len());
    let again = bare::journal(read.text.as_bytes());
    assert_eq!((again.text.as_str(), again.flaws, again.sound), (read.text.as_str(), 0, read.text.len()));
});
