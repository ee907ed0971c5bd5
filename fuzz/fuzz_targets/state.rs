//! Any bytes as state.toml, timer.toml and alive.toml: no panic, and a timer is read the same once it is
//! written down again.
#![no_main]

use focus_tui::store::bare;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = bare::picture(bytes);
    bare::alive(bytes);
    if let Ok(text) = bare::timer(bytes) {
        assert_eq!(bare::timer(text.as_bytes()).as_deref(), Ok(text.as_str()));
    }
});
