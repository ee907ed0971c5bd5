//! What `doctor` found, as text for a person. Reads nothing.
use super::{Finding, Findings, KINDS, colors, how, role, terminal_size};
use crate::{
    cli::counter::Counter,
    report::table::{Align, Cell, Table},
    store::{Examined, Mended, Mending, Problem},
    text::{
        locale::{Arg, Locale},
        sanitize::{sanitize, sanitize_lines},
        span,
    },
};

fn count(n: usize) -> Arg<'static> {
    Arg::Int(i64::try_from(n).unwrap_or(i64::MAX))
}

/// What is wrong, without the place.
pub(super) fn sentence(problem: &Problem, locale: &Locale) -> String {
    let key = format!("doctor-found-{}", problem.word());
    let say = |detail: &str| locale.with(&key, &[("detail", Arg::Text(detail))]);
    match problem {
        Problem::Torn { bytes, .. } => {
            locale.with(&key, &[("bytes", Arg::Int(i64::try_from(*bytes).unwrap_or(i64::MAX)))])
        }
        Problem::Chunk { detail, field: Some(field), .. } => say(&format!("{field}: {detail}")),
        Problem::Chunk { detail, .. } | Problem::Unreadable { detail, .. } | Problem::NoAccess { detail, .. } => {
            say(detail)
        }
        Problem::Shared { line, .. } => say(line),
        _ => locale.text(&key),
    }
}

/// The whole answer, each line ended by a newline.
pub(super) fn text(counter: &Counter, findings: &Findings) -> String {
    let locale = &counter.locale;
    let mut text = String::new();
    for mended in findings.fixed.iter().flatten() {
        text.push_str(&fixed(mended, locale));
    }
    for found in &findings.all {
        text.push_str(&one(found));
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(&about(counter, findings).text(&counter.page()));
    if !findings.diagnosis.files.is_empty() {
        text.push('\n');
        text.push_str(&files(counter, findings).text(&counter.page()));
    }
    text.push('\n');
    text.push_str(&verdict(findings, locale));
    text
}

/// `file:line:column: what is wrong`, as editors and compilers write it.
fn one(found: &Finding) -> String {
    let path = found.path.display();
    let line = match found.place {
        // The sentences about settings name their place themselves.
        _ if found.kind == "setting" => found.text.clone(),
        Some((line, column)) => format!("{path}:{line}:{column}: {}", found.text),
        None => format!("{path}: {}", found.text),
    };
    sanitize(&line).into_owned() + "\n"
}

fn fixed(mended: &Mended, locale: &Locale) -> String {
    let key = format!("doctor-fixed-{}", how(mended.how));
    let what = match mended.how {
        Mending::Copy { taken } => locale.with(&key, &[("count", count(taken))]),
        _ => locale.text(&key),
    };
    let mut line = format!("{}: {what}", mended.path.display());
    if let Some(kept) = &mended.kept {
        let kept = kept.display().to_string();
        line.push_str("; ");
        line.push_str(&locale.with("doctor-kept", &[("path", Arg::Text(&kept))]));
    }
    sanitize_lines(&line).into_owned() + "\n"
}

/// Where everything is, and what the machine can do.
fn about(counter: &Counter, findings: &Findings) -> Table {
    let (locale, now, page) = (&counter.locale, &counter.now, counter.page());
    let places = &counter.places;
    let mut table = Table::new(&[(Align::Left, String::new()), (Align::Left, String::new())]);
    let mut say = |key: &str, value: String| table.push(vec![locale.text(key).into(), Cell::from(value)]);
    say("doctor-place-data", places.store.data.display().to_string());
    say("doctor-place-state", findings.diagnosis.local.display().to_string());
    say("doctor-place-config", places.config.display().to_string());
    say("doctor-place-templates", places.templates.display().to_string());
    let device = findings.diagnosis.device.clone();
    say("doctor-device", device.unwrap_or_else(|| locale.text("doctor-no-device")));
    let counts = KINDS.map(|kind| (kind.word(), findings.diagnosis.records(kind)));
    say("doctor-records", holds(&counts, counter));
    say(
        "doctor-writing",
        match &findings.unwritable {
            Some(error) => {
                let path = error.path().display().to_string();
                locale.with("doctor-may-not-write", &[("path", Arg::Text(&path))])
            }
            None => locale.text(if findings.makeshift { "doctor-lock-file" } else { "doctor-may-write" }),
        },
    );
    say(
        "doctor-sharing",
        match findings.shared_by.join(", ").as_str() {
            "" => locale.text("doctor-not-shared"),
            by => by.to_owned(),
        },
    );
    let (up, slept) = (span::clock(now.boot_ms / 1000), span::clock((now.boot_ms - now.awake_ms) / 1000));
    let wall = now.wall.strftime("%Y-%m-%d %H:%M:%S %:z").to_string();
    let zone = now.wall.time_zone().iana_name().unwrap_or("-");
    let clock =
        [("now", Arg::Text(&wall)), ("zone", Arg::Text(zone)), ("up", Arg::Text(&up)), ("slept", Arg::Text(&slept))];
    say("doctor-clock", locale.with("doctor-clock-says", &clock));
    let size = terminal_size().map_or(String::new(), |(columns, rows)| format!("{columns}x{rows}"));
    let terminal = [
        std::env::var("TERM").unwrap_or_else(|_| page.nothing().to_owned()),
        size,
        locale.with("doctor-colors", &[("count", Arg::Int(colors().into()))]),
        if counter.is_ascii() { "ASCII" } else { "Unicode" }.to_owned(),
        locale.lang().name().to_owned(),
    ];
    say("doctor-terminal", page.join(&terminal));
    table
}

fn holds(counts: &[(&str, usize)], counter: &Counter) -> String {
    let parts: Vec<String> = counts.iter().filter(|(_, n)| *n > 0).map(|(kind, n)| format!("{n} {kind}")).collect();
    if parts.is_empty() { counter.page().nothing().to_owned() } else { counter.page().join(&parts) }
}

fn files(counter: &Counter, findings: &Findings) -> Table {
    let locale = &counter.locale;
    let mut table = Table::new(&[
        (Align::Left, locale.text("doctor-file")),
        (Align::Right, locale.text("doctor-bytes")),
        (Align::Left, locale.text("doctor-holds")),
    ]);
    for file in &findings.diagnosis.files {
        let path = file.path.strip_prefix(&findings.diagnosis.data).unwrap_or(&file.path);
        table.push(vec![path.display().to_string().into(), file.bytes.to_string().into(), what(file, counter).into()]);
    }
    table
}

fn what(file: &Examined, counter: &Counter) -> String {
    if file.records.is_empty() {
        return counter.locale.text(&format!("doctor-role-{}", role(file)));
    }
    let counts: Vec<(&str, usize)> = file.records.iter().map(|(kind, n)| (kind.word(), *n)).collect();
    holds(&counts, counter)
}

fn verdict(findings: &Findings, locale: &Locale) -> String {
    let unwritable = findings.unwritable.as_ref().map(|error| {
        let path = error.path().display().to_string();
        locale.with("doctor-may-not-write", &[("path", Arg::Text(&path))]) + "\n"
    });
    if findings.all.is_empty() {
        return unwritable.unwrap_or_else(|| locale.text("doctor-fine") + "\n");
    }
    let wrong = locale.with("doctor-not-fine", &[("count", count(findings.all.len()))]);
    let next = if findings.fixed.is_some() { "doctor-by-hand" } else { "doctor-try-fix" };
    format!("{wrong}\n{}\n{}", locale.text(next), unwritable.unwrap_or_default())
}
