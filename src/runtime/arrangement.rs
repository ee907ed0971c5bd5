//! How the panes were arranged with keys, kept in a small file of this machine. It gives way to the settings as soon as
//! those are changed; whatever is wrong with it counts as not being there.
use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};

use crate::{
    store::disk::real::{make_folders, read_text},
    ui::{Arrangement, Pane},
};

/// What the file holds.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    left: u16,
    lower: u16,
    panes: Vec<String>,
    /// What the settings said when it was written.
    configured: String,
}

fn names(arrangement: &Arrangement) -> Vec<String> {
    arrangement.shown().map(|pane| pane.name().to_owned()).collect()
}

fn told(configured: &Arrangement) -> String {
    format!("{} {} {}", configured.left(), configured.lower(), names(configured).join(" "))
}

/// The arrangement that was kept, or the configured one.
pub fn load(path: &Path, configured: &Arrangement) -> Arrangement {
    let text = read_text(path).unwrap_or_default();
    let kept: Option<Kept> = toml::from_str(&text).ok().filter(|kept: &Kept| kept.configured == told(configured));
    kept.map_or(*configured, |kept| {
        let panes: Vec<Pane> = kept.panes.iter().filter_map(|name| Pane::from_name(name)).collect();
        Arrangement::new(kept.left, kept.lower, &panes)
    })
}

/// Keeps an arrangement; one that is as configured needs no file.
///
/// # Errors
/// What the system says.
pub fn save(path: &Path, arrangement: &Arrangement, configured: &Arrangement) -> io::Result<()> {
    if arrangement == configured {
        return match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    let kept = Kept {
        left: arrangement.left(),
        lower: arrangement.lower(),
        panes: names(arrangement),
        configured: told(configured),
    };
    let text = toml::to_string(&kept).map_err(io::Error::other)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    make_folders(folder)?;
    let mut fresh = tempfile::Builder::new().suffix(".tmp").tempfile_in(folder)?;
    writeln!(fresh, "# How the panes were arranged with keys. It holds until [screen] in the settings changes.")?;
    fresh.write_all(text.as_bytes())?;
    fresh.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_kept_until_the_settings_change() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("state").join("screen.toml");
        let usual = Arrangement::default();
        assert_eq!(load(&path, &usual), usual);
        let mine = Arrangement::new(50, 30, &[Pane::Timer, Pane::Weeks]);
        save(&path, &mine, &usual).unwrap();
        assert_eq!(load(&path, &usual), mine);
        let other = Arrangement::new(40, 30, &[]);
        assert_eq!(load(&path, &other), other);
        for broken in ["", "left = 3", "left = -1\nlower = 99\npanes = []\nconfigured = \"\""] {
            fs::write(&path, broken).unwrap();
            assert_eq!(load(&path, &usual), usual);
        }
        save(&path, &usual, &usual).unwrap();
        assert!(!path.exists());
        save(&path, &usual, &usual).unwrap();
    }
}
