//! Draws the pictures of the README: `cargo run --example pictures` (or with another folder).
#[allow(dead_code, reason = "the tests use the rest")]
#[path = "../tests/screens/gallery.rs"]
mod gallery;
#[path = "../tests/screens/picture.rs"]
mod picture;
#[allow(dead_code, reason = "the tests use the rest")]
#[path = "../tests/screens/stage.rs"]
mod stage;

use std::{env, fs, io, path::PathBuf};

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).map_or_else(|| PathBuf::from("assets/pictures"), PathBuf::from);
    fs::create_dir_all(&folder)?;
    for (name, svg) in gallery::pictures() {
        fs::write(folder.join(name), svg)?;
    }
    Ok(())
}
