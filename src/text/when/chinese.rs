//! Numbers and clock times in Chinese → the digits that the other forms are read by. Pure.

/// `text` with Chinese numerals as digits and clock times as `H:MM`: 三天后 → 3天后, 周五下午三点半 → 周五 15:30.
pub(super) fn in_digits(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let text = numbers(text);
    clock(&text).unwrap_or(text)
}

fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn numbers(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut run = String::new();
    let mut before = ' ';
    for c in text.chars() {
        // In 周五 and 星期五 the numeral is part of the name.
        let named = matches!(before, '周' | '期' | '拜') && run.is_empty();
        if (digit(c).is_some() || c == '十') && !named {
            run.push(c);
        } else {
            told.push_str(&number(&std::mem::take(&mut run)));
            told.push(c);
        }
        before = c;
    }
    told + &number(&run)
}

/// The digits of a run of numerals: up to 九十九, or figure by figure as in 二〇二七.
fn number(run: &str) -> String {
    let figures =
        |text: &str| text.chars().filter_map(digit).filter_map(|n| char::from_digit(n, 10)).collect::<String>();
    let Some((tens, ones)) = run.split_once('十') else { return figures(run) };
    if ones.contains('十') || tens.chars().count() > 1 || ones.chars().count() > 1 {
        return run.to_owned();
    }
    let part = |text: &str, empty: char| figures(text).chars().next().unwrap_or(empty);
    format!("{}{}", part(tens, '1'), part(ones, '0'))
}

/// 9点, 下午3点, 晚上8点半, 15点30分 at the end of a text; what stands before it is kept.
fn clock(text: &str) -> Option<String> {
    let (head, tail) = text.split_once('点')?;
    let minute: u32 = match tail.trim() {
        "" | "整" | "钟" => 0,
        "半" => 30,
        "一刻" | "1刻" => 15,
        "三刻" | "3刻" => 45,
        other => other.strip_suffix('分').unwrap_or(other).parse().ok().filter(|minute| *minute < 60)?,
    };
    let day = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let hour: u32 = head.get(day.len()..)?.parse().ok()?;
    let part = |words: &[&str]| words.iter().find_map(|word| day.trim_end().strip_suffix(word));
    let (day, later) = if let Some(day) = part(&["下午", "晚上", "傍晚", "夜里"]) {
        (day, hour < 12)
    } else if let Some(day) = part(&["中午"]) {
        (day, hour < 3)
    } else {
        (part(&["上午", "早上", "清晨", "凌晨"]).unwrap_or(day), false)
    };
    let hour = if later { hour + 12 } else { hour };
    (hour < 24).then(|| format!("{} {hour}:{minute:02}", day.trim_end()).trim_start().to_owned())
}
