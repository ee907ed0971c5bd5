//! Nothing that stands in a file steers the terminal: hostile titles through every command and the dashboard.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "waiting for another process needs a clock")]
#[allow(dead_code, reason = "each test uses another part of it")]
#[path = "support/terminal.rs"]
mod terminal;
#[allow(dead_code, reason = "each test uses another part of it")]
#[path = "support/user.rs"]
mod user;

use std::{fs, thread, time::Duration};

use focus_tui::text::sanitize::is_hostile;
use terminal::Terminal;
use user::User;

/// What somebody might try, each different.
fn hostile() -> Vec<String> {
    let mut all: Vec<String> = [
        "\u{1b}[2J",
        "\u{1b}[H",
        "\u{1b}[31m",
        "\u{1b}[?1049l",
        "\u{1b}[?25h",
        "\u{1b}[?1000h",
        "\u{1b}[6n",
        "\u{1b}[c",
        "\u{1b}[>0q",
        "\u{1b}[21t",
        "\u{1b}]0;owned\u{7}",
        "\u{1b}]2;owned\u{1b}\\",
        "\u{1b}]8;;http://x\u{1b}\\x",
        "\u{1b}]52;c;b3duZWQ=\u{7}",
        "\u{1b}]9;owned\u{7}",
        "\u{1b}]777;notify;a;b\u{7}",
        "\u{1b}]1337;File=x\u{7}",
        "\u{1b}Pq\u{1b}\\",
        "\u{1b}_Gx\u{1b}\\",
        "\u{1b}^x\u{1b}\\",
        "\u{1b}c",
        "\u{1b}7",
        "\u{1b}8",
        "\u{1b}(0",
        "\u{1b}#8",
        "\u{1b}=",
        "\u{1b}N",
        "\u{1b}O",
        "\u{9b}2J",
        "\u{9d}0;owned\u{9c}",
        "\u{90}q\u{9c}",
        "\u{85}next",
        "\u{84}",
        "\r\rover",
        "\nnew",
        "\ttab",
        "\u{8}\u{8}\u{8}back",
        "\u{7}bell",
        "\u{0}nul",
        "\u{c}page",
        "\u{b}vertical",
        "\u{e}shift",
        "\u{f}",
        "\u{7f}del",
        "\u{202e}gnp.exe",
        "\u{202d}x",
        "\u{2066}x\u{2069}",
        "\u{2067}x",
        "\u{2068}x",
        "\u{200e}x",
        "\u{200f}x",
        "\u{61c}x",
        "\u{2028}line",
        "\u{2029}paragraph",
        "\u{1b}[1;31m\u{1b}]0;x\u{7}\u{202e}",
        "{\"}\u{1b}[5m",
        "'; rm -rf /\u{1b}[8m",
        "$(x)\u{1b}[3J",
    ]
    .map(str::to_owned)
    .into();
    all.push("\u{1b}[2J".repeat(40));
    all
}

/// A text as TOML, every character that could matter escaped.
fn toml(text: &str) -> String {
    let escaped: String = text.chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect();
    format!("\"{escaped}\"")
}

/// A folder whose journal somebody else has written.
fn attacked() -> (User, usize) {
    let user = User::new();
    user.task("own");
    let mut text = "schema = 1\n".to_owned();
    for (n, payload) in hostile().iter().enumerate() {
        let title = toml(&format!("t{n:02} {payload} end"));
        text.push_str(&format!(
            "\n[[task]]\nid = \"h{n:02}\"\ntitle = {title}\nproject = {title}\nnote = {title}\ntags = [{title}]\nimportance = 5\n\
             created = 2020-01-06T09:00:00Z\nat = 2020-01-06T09:00:00.000Z\n"
        ));
        text.push_str(&format!(
            "\n[[task]]\nid = \"g{n:02}\"\ntitle = {title}\nimportance = 5\ncreated = 2020-01-06T09:00:00Z\nat = 2020-01-06T09:00:00.000Z\n"
        ));
        let (hour, minute) = (n / 30, n % 30 * 2);
        text.push_str(&format!(
            "\n[[session]]\nid = \"s{n:02}\"\nkind = \"focus\"\nmode = \"pomodoro\"\nname = {title}\ntask = \"g{n:02}\"\ntitle = {title}\n\
             started = 2020-01-06T{hour:02}:{minute:02}:00Z\nended = 2020-01-06T{hour:02}:{:02}:00Z\nzone = {title}\nplanned_s = 60\n\
             focus_s = 60\noutcome = \"void\"\nreason = {title}\nnote = {title}\nsource = \"manual\"\nat = 2020-01-06T09:00:00.000Z\n",
            minute + 1
        ));
    }
    fs::write(user.file("history/2020-01.stranger.toml"), text).expect("written");
    (user, hostile().len())
}

fn is_harmless(what: &str, text: &str) {
    let bad = text.lines().find(|line| line.contains(is_hostile));
    assert!(bad.is_none(), "{what}: {bad:?}");
}

#[test]
fn no_command_lets_anything_through() {
    let (user, count) = attacked();
    assert!(count >= 50, "{count}");
    let mut asked: Vec<Vec<String>> = [
        "status",
        "task list --all",
        "sessions",
        "history",
        "doctor",
        "config path",
        "assess templates",
        "task list --filter end",
    ]
    .iter()
    .map(|words| words.split(' ').map(str::to_owned).collect())
    .collect();
    let mut shown = 0;
    for n in 0..count {
        for kind in ["g", "h"] {
            asked.push(vec!["task".into(), "show".into(), format!("{kind}{n:02}")]);
        }
    }
    // Words of the command line itself come back in what is said about them.
    for payload in hostile().into_iter().filter(|payload| !payload.contains('\0')) {
        asked.push(vec!["task".into(), "add".into(), payload.clone()]);
        asked.push(vec!["task".into(), "show".into(), payload.clone()]);
        asked.push(vec![payload]);
    }
    for words in &asked {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let json = [words.as_slice(), &["--json"]].concat();
        // JSON has no other shape for what is refused.
        let both = if words[0] == "task" && words[1] == "show" || words.len() == 1 {
            &[&words, &json][..]
        } else {
            &[&words][..]
        };
        for words in both {
            let said = user.ask(words);
            shown += said.out.matches('\u{fffd}').count();
            is_harmless(&format!("{words:?}"), &said.out);
            is_harmless(&format!("{words:?}"), &said.err);
        }
    }
    println!("{} commands, {shown} characters replaced", asked.len());
    assert!(shown > count, "the titles were not shown at all: {shown}");
    // With a title at work: what status bars, hooks' owners and notices are told.
    for n in (0..count).step_by(9) {
        user.ask(&["start", &format!("g{n:02}")]);
        for words in [
            &["status"][..],
            &["status", "--format", "{task}|{project}|{name}"],
            &["status", "--json"],
            &["void", "--reason", "x"],
            &["undo"],
            &["finish"],
        ] {
            let said = user.ask(words);
            is_harmless(&format!("{words:?}"), &(said.out + &said.err));
        }
    }
}

/// Whether every escape in what was sent to the terminal is one of the program's own.
fn escapes(bytes: &[u8]) -> Result<usize, String> {
    let text = String::from_utf8_lossy(bytes);
    let mut parts = text.split('\u{1b}');
    let mut seen = 0;
    let first = parts.next().unwrap_or_default();
    let plain = |text: &str| !text.contains(|c: char| is_hostile(c) && !matches!(c, '\r' | '\n' | '\u{7}'));
    if !plain(first) {
        return Err(format!("{first:?}"));
    }
    for part in parts {
        seen += 1;
        let known = part.strip_prefix('[').is_some_and(|rest| {
            let end = rest.find(|c: char| !matches!(c, '0'..='9' | ';' | '?' | '>' | '<' | '=' | ' '));
            let end = end.and_then(|end| rest[end..].chars().next());
            end.is_some_and(|end| "ABCDHJKhlmuq".contains(end)) && plain(rest)
        });
        if !known && !part.is_empty() {
            return Err(format!("{:?}", &part.chars().take(60).collect::<String>()));
        }
    }
    Ok(seen)
}

#[test]
fn the_dashboard_lets_nothing_through() {
    let (user, count) = attacked();
    let mut screen = Terminal::over(&user.data());
    screen.until_text("t0");
    for key in ["2", "\r", "w", "\u{1b}", "j", "k", "?", "\u{1b}", "m", "\u{1b}", ":"] {
        screen.press(key);
        thread::sleep(Duration::from_millis(120));
    }
    screen.press("\u{1b}");
    thread::sleep(Duration::from_millis(200));
    screen.press("2");
    for _ in 0..count * 2 {
        screen.press("j");
        thread::sleep(Duration::from_millis(15));
    }
    screen.press("f");
    screen.until_text("running");
    screen.press("q");
    assert_eq!(screen.end(), 0);
    screen.is_restored();
    let bytes = screen.bytes();
    let seen = escapes(&bytes).unwrap_or_else(|part| panic!("an escape that is not the program's: {part}"));
    println!("{} bytes, {seen} escapes, all of them the program's", bytes.len());
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains('\u{fffd}'), "the titles were not on the screen");
    for payload in hostile() {
        assert!(!text.contains(&format!(" {payload} end")), "{payload:?}");
    }
}
