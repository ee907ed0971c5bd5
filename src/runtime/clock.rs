//! The only reader of time: every clock is read here, once per event.
mod zone;

use std::sync::OnceLock;

use jiff::{Timestamp, Zoned};
#[cfg(unix)]
use rustix::time::{ClockId, clock_gettime};

use crate::domain::moment::Moment;

/// One reading of all clocks.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the wall clock")]
pub fn now() -> Moment {
    let wall = Timestamp::now().to_zoned(zone::system());
    let (awake_ms, boot_ms) = since_boot(&wall);
    Moment { wall, awake_ms, boot_ms, boot_id: boot_id().to_owned() }
}

/// Milliseconds on the clock that stands still while the machine sleeps, and on the one that does not.
#[cfg(unix)]
fn since_boot(_: &Zoned) -> (i64, i64) {
    (awake_ms(), monotonic_ms(BOOT))
}

/// Where no clock is shared by all processes but the one on the wall, that one stands for both: a sleep is then
/// counted as time that went by.
#[cfg(not(unix))]
fn since_boot(wall: &Zoned) -> (i64, i64) {
    let ms = wall.timestamp().as_millisecond();
    (ms, ms)
}

// CLOCK_MONOTONIC stands still while Linux sleeps; on macOS it runs on, and elsewhere it is the one clock that there is.
#[cfg(target_os = "linux")]
const BOOT: ClockId = ClockId::Boottime;
#[cfg(all(unix, not(target_os = "linux")))]
const BOOT: ClockId = ClockId::Monotonic;

#[cfg(all(unix, not(target_os = "macos")))]
fn awake_ms() -> i64 {
    monotonic_ms(ClockId::Monotonic)
}

/// `CLOCK_UPTIME_RAW`, which rustix does not know.
#[cfg(target_os = "macos")]
fn awake_ms() -> i64 {
    const UPTIME_RAW: nix::time::ClockId = nix::time::ClockId::from_raw(8);
    let time = nix::time::clock_gettime(UPTIME_RAW);
    time.map_or_else(|_| monotonic_ms(BOOT), |time| time.tv_sec() * 1000 + time.tv_nsec() / 1_000_000)
}

#[cfg(unix)]
fn monotonic_ms(clock: ClockId) -> i64 {
    let time = clock_gettime(clock);
    time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}

/// A text that is the same within one boot and different in the next.
fn boot_id() -> &'static str {
    static ID: OnceLock<String> = OnceLock::new();
    ID.get_or_init(|| boot_id_of_system().filter(|id| !id.is_empty()).unwrap_or_else(|| "boot".to_owned()))
}

#[cfg(not(target_os = "macos"))]
fn boot_id_of_system() -> Option<String> {
    Some(std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?.trim().to_owned())
}

/// macOS tells it to those who ask `sysctl`, which safe code can only do by running it.
#[cfg(target_os = "macos")]
fn boot_id_of_system() -> Option<String> {
    let told = std::process::Command::new("/usr/sbin/sysctl").args(["-n", "kern.bootsessionuuid"]).output().ok()?;
    Some(String::from_utf8(told.stdout).ok()?.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_go_forward_together() {
        let (first, second) = (now(), now());
        assert!(second.awake_ms >= first.awake_ms && second.boot_ms >= first.boot_ms);
        assert!(second.boot_ms >= second.awake_ms);
        assert_eq!(first.boot_id, second.boot_id);
    }
}
