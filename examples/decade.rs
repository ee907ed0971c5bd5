//! Writes ten years of history into a data folder, to measure with: about 44,000 sessions in 120 months,
//! with tasks and a weekly assessment. The same every time.
//!
//! `cargo run --release --example decade -- DIR [TASKS]`
use std::{fmt::Write as _, fs, path::PathBuf};

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let dir = PathBuf::from(args.next().ok_or("usage: decade DIR [TASKS]")?);
    let tasks: usize = args.next().map_or(Ok(300), |n| n.parse())?;
    fs::create_dir_all(dir.join("history"))?;
    let last: Date = "2026-11-21".parse()?;
    let first = last - 10.years();
    let mut months: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
    let mut chance = 42_u64;
    let mut next = |below: u64| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) % below
    };
    let stamp = |t: Timestamp| t.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string();
    let mut sessions = 0;
    let mut date = first;
    for n in 0..tasks {
        let day = first + ((n as i64 * 3650) / tasks as i64).days();
        let at = day.at(7, 0, 0, 0).to_zoned(TimeZone::UTC)?.timestamp();
        let open = n % 10 == 0;
        let page = months.entry(at.to_string()[..7].to_owned()).or_default();
        let _ = write!(
            page,
            "\n[[task]]\nid = \"t{n:05}\"\ntitle = \"Task number {n}\"\nimportance = {}\nestimates = [{}]\nproject = \"p{}\"\ncreated = {at}\n{}at = {}\n",
            n % 5 + 1,
            n % 7 + 1,
            n % 12,
            if open { String::new() } else { format!("done = {}\n", at + 48.hours()) },
            stamp(at),
        );
    }
    while date <= last {
        if date.weekday().to_monday_zero_offset() < 5 {
            for n in 0..17_i64 {
                let start = date.at(7, 0, 0, 0).to_zoned(TimeZone::UTC)?.timestamp() + (n * 31).minutes();
                let end = start + 25.minutes();
                let outcome = if next(12) == 0 { "void" } else { "completed" };
                let page = months.entry(start.to_string()[..7].to_owned()).or_default();
                sessions += 1;
                let _ = write!(
                    page,
                    "\n[[session]]\nid = \"s{sessions:08}\"\nkind = \"focus\"\nmode = \"pomodoro\"\ntask = \"t{:05}\"\nstarted = {start}\nended = {end}\nzone = \"UTC\"\nplanned_s = 1500\nfocus_s = 1500\npaused_s = 0\nlongest_pause_s = 0\nslept_s = 0\nextended_s = 0\nover_s = 0\noutcome = \"{outcome}\"\ncounted = {}\ninternal = {}\nexternal = {}\nsource = \"timer\"\nuncertain = false\nat = {}\n",
                    next(tasks as u64),
                    outcome == "completed",
                    next(3),
                    next(2),
                    stamp(end),
                );
            }
        } else if date.weekday().to_monday_zero_offset() == 6 {
            let week = date.iso_week_date();
            let at = date.at(18, 0, 0, 0).to_zoned(TimeZone::UTC)?.timestamp();
            let page = months.entry(at.to_string()[..7].to_owned()).or_default();
            let _ = write!(
                page,
                "\n[[assessment]]\nid = \"a{date}\"\ntemplate = \"agility\"\nversion = 1\nweek = \"{:04}-W{:02}\"\ndate = {date}\nscale = \"0-100\"\nweights = {{ identification = 20, analysis = 20, decision = 30, execution = 30 }}\nscores = {{ identification = {}, analysis = {}, decision = {}, execution = {} }}\nat = {}\n",
                week.year(),
                week.week(),
                60 + next(30),
                60 + next(30),
                55 + next(30),
                60 + next(30),
                stamp(at),
            );
        }
        date = date.tomorrow()?;
    }
    for (month, page) in &months {
        fs::write(dir.join(format!("history/{month}.decade.toml")), format!("schema = 1\n{page}"))?;
    }
    println!("{sessions} sessions, {tasks} tasks, {} months in {}", months.len(), dir.display());
    Ok(())
}
