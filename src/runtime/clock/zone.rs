//! The time zone of the system. Reads `TZ`, a symbolic link and one file.
use std::{
    env, fs,
    path::{Component, Path, PathBuf},
    sync::Mutex,
};

use jiff::tz::TimeZone;

/// Where the zones are, one file each.
const DATABASE: &str = "/usr/share/zoneinfo";
/// The link that names the zone of the system.
const LOCAL: &str = "/etc/localtime";

/// The zone that holds now, with its name where it has one. A change of the link holds from the next call on.
pub(super) fn system() -> TimeZone {
    static KNOWN: Mutex<Option<(String, TimeZone)>> = Mutex::new(None);
    let Some(name) = name(env::var("TZ").ok().as_deref(), fs::read_link(LOCAL).ok().as_deref()) else {
        return TimeZone::system();
    };
    let mut known = KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some((_, zone)) = known.as_ref().filter(|(last, _)| *last == name) {
        return zone.clone();
    }
    // jiff would list the whole database, 600 files in twenty folders, before it looks up one name.
    let Some(zone) = read(Path::new(DATABASE), &name) else { return TimeZone::system() };
    *known = Some((name, zone.clone()));
    zone
}

/// The name of the zone, where the settings of the system say it plainly; `TZ` may also hold a rule, and then takes
/// somebody who can read those.
fn name(variable: Option<&str>, link: Option<&Path>) -> Option<String> {
    let name = match variable {
        Some(text) => text.strip_prefix(':').unwrap_or(text).to_owned(),
        None => link?.to_str()?.rsplit_once("zoneinfo/")?.1.to_owned(),
    };
    let plain = Path::new(&name).components().all(|part| matches!(part, Component::Normal(_)));
    // `UTC` alone would do too; all others with a single word may be rules (EST5EDT).
    (plain && (name.contains('/') || name == "UTC")).then_some(name)
}

fn read(database: &Path, name: &str) -> Option<TimeZone> {
    let path: PathBuf = database.join(name);
    TimeZone::tzif(name, &fs::read(path).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_from_the_variable_or_else_from_the_link() {
        let berlin = Path::new("/usr/share/zoneinfo/Europe/Berlin");
        let named = |variable, link| name(variable, link);
        assert_eq!(named(None, Some(berlin)).as_deref(), Some("Europe/Berlin"));
        assert_eq!(named(None, Some(Path::new("../usr/share/zoneinfo/UTC"))).as_deref(), Some("UTC"));
        assert_eq!(named(Some("Asia/Tokyo"), Some(berlin)).as_deref(), Some("Asia/Tokyo"));
        assert_eq!(named(Some(":Asia/Tokyo"), None).as_deref(), Some("Asia/Tokyo"));
        for other in ["", "EST5EDT", "/etc/localtime", "../Berlin", "Berlin"] {
            assert_eq!(named(Some(other), Some(berlin)), None, "{other:?}");
        }
        assert_eq!(named(None, None), None);
        assert_eq!(named(None, Some(Path::new("/etc/zone"))), None);
    }

    #[test]
    fn a_zone_is_what_the_library_makes_of_it() {
        let database = Path::new(DATABASE);
        for name in ["Europe/Berlin", "Australia/Lord_Howe"] {
            // Where the system has no zones, the library brings its own.
            let Some(zone) = read(database, name) else { continue };
            let other = TimeZone::get(name).expect("a zone");
            assert_eq!(zone.iana_name(), Some(name));
            for second in [0, 1_700_000_000, 1_790_000_000, 4_000_000_000] {
                let at = jiff::Timestamp::from_second(second).expect("an instant");
                assert_eq!(zone.to_offset(at), other.to_offset(at), "{name} {second}");
            }
        }
        assert!(read(database, "No/Where").is_none());
        assert!(read(Path::new("/nowhere"), "Europe/Berlin").is_none());
    }
}
