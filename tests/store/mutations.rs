//! Files that somebody or something damaged: no panic, and not a byte lost.
use std::{fs, path::Path};

use focus_tui::domain::{command::Command, session::Origin};

use crate::common::{Desk, PATIENCE, add, files, journal, noon, start};

/// A small source of chance with a fixed beginning (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % below.max(1) as u64) as usize
    }
}

fn mutated(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.roll(3) {
        let at = dice.roll(bytes.len());
        let to = (at + dice.roll(40)).min(bytes.len());
        match dice.roll(10) {
            0 => bytes.truncate(at),
            1 => bytes[at..to].fill(0),
            2 => bytes.extend(std::iter::repeat_n(0, dice.roll(5000))),
            3 if at + 1 < bytes.len() => bytes.swap(at, at + 1),
            4 => drop(bytes.splice(at..at, *b"\n<<<<<<< HEAD\n=======\n>>>>>>> x\n")),
            5 => drop(bytes.splice(at..at, "[".repeat(3000).into_bytes())),
            6 => drop(bytes.splice(at..to, "\u{202e}\u{1b}[2J写".bytes())),
            7 => drop(bytes.splice(at..to, b" = 1e999".iter().copied())),
            8 => drop(bytes.splice(at..at, vec![b'x'; 40_000])),
            _ => bytes[at..to].iter_mut().for_each(|b| *b ^= dice_bit(at)),
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

fn dice_bit(at: usize) -> u8 {
    1 << (at % 8)
}

fn lived_in(root: &Path) {
    let mut desk = Desk::real(root);
    for title in ["a", "b", "c"] {
        desk.run(&add(title), &noon());
    }
    desk.run(&start(), &noon());
    desk.run(&Command::Finish, &noon().later(900_000, 0));
    desk.run(&start(), &noon().later(1_000_000, 0));
    desk.run(&Command::Interrupt { kind: Origin::Internal, note: Some("x".into()) }, &noon().later(1_100_000, 0));
    desk.store.write_picture(&desk.model, &noon()).unwrap();
    desk.store.write_alive(&noon()).unwrap();
}

/// Whether bytes are whole in one place, or in front in one and torn off behind in another.
fn is_kept(bytes: &[u8], path: &Path, all: &[(std::path::PathBuf, Vec<u8>)]) -> bool {
    let torn = path.with_extension("toml.torn");
    let torn = all.iter().find(|(other, _)| *other == torn).map_or(&[][..], |(_, kept)| kept.as_slice());
    let fronts = all.iter().filter(|(other, _)| other == path || other.to_string_lossy().contains(".corrupt-"));
    fronts.into_iter().any(|(_, front)| {
        let common = front.iter().zip(bytes).take_while(|(a, b)| a == b).count();
        // The cut may lie before the first byte that differs from what came after it.
        let behind = torn.iter().rev().zip(bytes.iter().rev()).take_while(|(a, b)| a == b).count();
        common + behind >= bytes.len()
    })
}

/// How many mutations: a thousand, or what a longer campaign asks for.
fn rounds() -> usize {
    std::env::var("FOCUS_TUI_MUTATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(1000)
}

#[test]
fn damaged_files_cost_no_byte_and_no_panic() {
    let home = tempfile::tempdir().unwrap();
    lived_in(home.path());
    let good = files(home.path());
    let path = journal(home.path());
    let whole = [
        "data/state.toml",
        "state-m/timer.toml",
        "state-m/undo.toml",
        "state-m/device.toml",
        "state-m/alive.toml",
        "state-m/shadow.toml",
    ];
    let targets: Vec<_> =
        [path.clone(), path.clone()].into_iter().chain(whole.map(|name| home.path().join(name))).collect();
    let mut dice = Dice(20_261_122);
    for round in 0..rounds() {
        for (file, _) in files(home.path()) {
            fs::remove_file(file).unwrap();
        }
        for (file, bytes) in &good {
            fs::write(file, bytes).unwrap();
        }
        let target = &targets[round % targets.len()];
        let bytes = mutated(&fs::read(target).unwrap(), &mut dice);
        fs::write(target, &bytes).unwrap();
        let now = noon().later(2_000_000, 0);
        let mut desk = Desk::real(home.path());
        let report = desk.load(&now).unwrap();
        let unreadable = report.problems.iter().any(|p| p.path() == target && p.is_worth_a_line());
        let _ = desk.store.examine(&now);
        let edits = desk.store.take_hand_edits(&mut desk.model, &now, PATIENCE);
        let _ = desk.try_run(&add("d"), &now);
        let _ = desk.try_run(&Command::Toggle, &now);
        let _ = desk.store.write_picture(&desk.model, &now);
        if *target == path {
            assert!(is_kept(&bytes, target, &files(home.path())), "round {round}");
        }
        if edits.is_err() {
            assert_eq!(fs::read(target).unwrap(), bytes, "round {round}");
        }
        let mended = desk.store.mend(&mut desk.model, &now, PATIENCE);
        let after = files(home.path());
        let must =
            *target == path || edits.is_err() || (unreadable && mended.is_ok() && !target.ends_with("undo.toml"));
        let refused = mended.is_err() || fs::read(target).is_ok_and(|now| now.starts_with(&bytes));
        let blank = bytes.iter().all(|b| *b == 0);
        assert!(!must || blank || refused || is_kept(&bytes, target, &after), "round {round}: {}", target.display());
        if *target == path {
            // What is right goes on being right.
            desk.load(&now).unwrap();
            let mut other = Desk::real(home.path());
            other.load(&now).unwrap();
            assert_eq!(other.model.book, desk.model.book, "round {round}");
        }
    }
}
