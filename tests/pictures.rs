//! The pictures of the README are of this program.
#[path = "screens/gallery.rs"]
mod gallery;
#[path = "screens/picture.rs"]
mod picture;
#[allow(dead_code, reason = "the tests of the screens use the rest")]
#[path = "screens/stage.rs"]
mod stage;

use std::{fs, path::Path};

#[test]
fn the_pictures_are_not_stale() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/pictures");
    let mut bytes = 0;
    for (name, svg) in gallery::pictures() {
        bytes += svg.len();
        let kept = fs::read_to_string(folder.join(&name)).unwrap_or_default();
        assert!(kept == svg, "{name} is stale: cargo run --example pictures draws them anew");
    }
    assert!(bytes < 1_000_000, "{bytes} bytes of pictures");
}
