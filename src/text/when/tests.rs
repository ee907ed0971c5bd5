//! What `when` and `time` read, as tables. Pure.
use super::*;
use jiff::civil::date;
use proptest::prelude::*;
use rstest::rstest;

/// Sunday, in week 47.
const NOW: &str = "2026-11-22T14:25:30.5+08:00[Asia/Shanghai]";
const MIDNIGHT: Time = Time::constant(0, 0, 0, 0);
const FOUR: Time = Time::constant(4, 0, 0, 0);

fn at(text: &str) -> Zoned {
    text.parse().unwrap()
}

fn local(text: &str) -> Zoned {
    at(&format!("{text}[Asia/Shanghai]"))
}

#[rstest]
#[case("09:00", "2026-11-22T09:00")]
#[case("9:00", "2026-11-22T09:00")]
#[case("９：００", "2026-11-22T09:00")]
#[case("14:25:30", "2026-11-22T14:25:30")]
#[case("14:26", "2026-11-21T14:26")]
#[case("9am", "2026-11-22T09:00")]
#[case("12:05am", "2026-11-22T00:05")]
#[case("9:30PM", "2026-11-21T21:30")]
#[case("yesterday 9pm", "2026-11-21T21:00")]
#[case("-10m", "2026-11-22T14:15:30.5")]
#[case("-10", "2026-11-22T14:15:30.5")]
#[case("10m ago", "2026-11-22T14:15:30.5")]
#[case("1小时10分钟前", "2026-11-22T13:15:30.5")]
#[case("yesterday 9:00", "2026-11-21T09:00")]
#[case("昨天 21:30", "2026-11-21T21:30")]
#[case("today 9:00", "2026-11-22T09:00")]
#[case("2026-11-20 09:00", "2026-11-20T09:00")]
#[case("2026-11-20T09:00:05", "2026-11-20T09:00:05")]
#[case("2026-11-20T09:00:00Z", "2026-11-20T17:00")]
#[case("2026-11-20t09:00:00.25-05:00", "2026-11-20T22:00:00.25")]
#[case("2030-01-01 00:00", "2030-01-01T00:00")]
fn times(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(time(text, &at(NOW)), Ok(local(expected)));
}

#[rstest]
#[case("", WhenError::Empty)]
#[case("25:00", WhenError::NotATime)]
#[case("9", WhenError::NotATime)]
#[case("009:00", WhenError::NotATime)]
#[case("13pm", WhenError::NotATime)]
#[case("0am", WhenError::NotATime)]
#[case("am", WhenError::NotATime)]
#[case("09:00:00:00", WhenError::NotATime)]
#[case("-9:00", WhenError::NotATime)]
#[case("2026-11-20", WhenError::NotATime)]
#[case("2026-11-20 25:00", WhenError::NotATime)]
#[case("2026-02-31 09:00", WhenError::NoSuchDate)]
#[case("2026-13-01T09:00:00Z", WhenError::NoSuchDate)]
#[case("tomorrow", WhenError::NotATime)]
#[case("tomorrow 9:00", WhenError::NotATime)]
#[case("-", WhenError::NotATime)]
#[case("ago", WhenError::NotATime)]
#[case("none", WhenError::NotATime)]
fn no_times(#[case] text: &str, #[case] expected: WhenError) {
    assert_eq!(time(text, &at(NOW)), Err(expected));
}

#[rstest]
#[case("09:00", "2026-11-23T09:00")]
#[case("14:26", "2026-11-22T14:26")]
#[case("2026-11-20 09:00", "2026-11-20T09:00")]
#[case("2026-11-20T09:00:00Z", "2026-11-20T17:00")]
#[case("+4h", "2026-11-22T18:25:30")]
#[case("4小时后", "2026-11-22T18:25:30")]
#[case("tomorrow 18:00", "2026-11-23T18:00")]
#[case("fri 9:00", "2026-11-27T09:00")]
#[case("明天18:00", "2026-11-23T18:00")]
#[case("12月1日 09:30", "2026-12-01T09:30")]
fn instants(#[case] text: &str, #[case] expected: &str) {
    let when = when(text, &at(NOW), MIDNIGHT);
    assert_eq!(when, Ok(When::At(local(expected))));
}

#[rstest]
#[case("2026-11-20", (2026, 11, 20))]
#[case("today", (2026, 11, 22))]
#[case("Tomorrow", (2026, 11, 23))]
#[case("fri", (2026, 11, 27))]
#[case("friday", (2026, 11, 27))]
#[case("Sun", (2026, 11, 29))]
#[case("mon", (2026, 11, 23))]
#[case("+3d", (2026, 11, 25))]
#[case("+0d", (2026, 11, 22))]
#[case("+2w", (2026, 12, 6))]
#[case("eow", (2026, 11, 22))]
#[case("eom", (2026, 11, 30))]
#[case("12 dec", (2026, 12, 12))]
#[case("Dec 12", (2026, 12, 12))]
#[case("22 nov", (2026, 11, 22))]
#[case("21 november", (2027, 11, 21))]
#[case("29 feb", (2028, 2, 29))]
#[case("dec 12, 2030", (2030, 12, 12))]
#[case("今天", (2026, 11, 22))]
#[case("明天", (2026, 11, 23))]
#[case("后天", (2026, 11, 24))]
#[case("大后天", (2026, 11, 25))]
#[case("周五", (2026, 11, 27))]
#[case("星期五", (2026, 11, 27))]
#[case("周日", (2026, 11, 29))]
#[case("本周五", (2026, 11, 20))]
#[case("下周一", (2026, 11, 23))]
#[case("下周日", (2026, 11, 29))]
#[case("3天后", (2026, 11, 25))]
#[case("２周后", (2026, 12, 6))]
#[case("月底", (2026, 11, 30))]
#[case("12月1日", (2026, 12, 1))]
#[case("12dec", (2026, 12, 12))]
#[case("dec12", (2026, 12, 12))]
#[case("三天后", (2026, 11, 25))]
#[case("十二天后", (2026, 12, 4))]
#[case("两周后", (2026, 12, 6))]
#[case("一周后", (2026, 11, 29))]
#[case("一个星期后", (2026, 11, 29))]
#[case("周末", (2026, 11, 22))]
#[case("下周末", (2026, 11, 29))]
#[case("十二月一日", (2026, 12, 1))]
#[case("二〇二七年三月二十五日", (2027, 3, 25))]
#[case("yesterday", (2026, 11, 21))]
#[case("昨天", (2026, 11, 21))]
#[case("前天", (2026, 11, 20))]
#[case("2027年3月5号", (2027, 3, 5))]
fn days(#[case] text: &str, #[case] (year, month, day): (i16, i8, i8)) {
    let expected = date(year, month, day);
    for (day_start, last) in
        [(MIDNIGHT, expected.at(23, 59, 59, 0)), (FOUR, expected.tomorrow().unwrap().at(3, 59, 59, 0))]
    {
        let end = last.in_tz("Asia/Shanghai").unwrap();
        let expected = When::Day { date: expected, end };
        assert_eq!(when(text, &at(NOW), day_start), Ok(expected));
    }
}

#[rstest]
#[case("", WhenError::Empty)]
#[case(" ", WhenError::Empty)]
#[case("31 feb", WhenError::NoSuchDate)]
#[case("0 dec", WhenError::NoSuchDate)]
#[case("2026-02-29", WhenError::NoSuchDate)]
#[case("2月30日", WhenError::NoSuchDate)]
#[case("13月1日", WhenError::NoSuchDate)]
#[case("30 feb 18:00", WhenError::NoSuchDate)]
#[case("+99999999999999999999d", WhenError::OutOfReach)]
#[case("+9999999w", WhenError::OutOfReach)]
#[case("+9223372036854775807h", WhenError::OutOfReach)]
#[case("9999-12-31", WhenError::OutOfReach)]
#[case("fr", WhenError::NotATime)]
#[case("fridays", WhenError::NotATime)]
#[case("3d", WhenError::NotATime)]
#[case("+3天后", WhenError::NotATime)]
#[case("dec", WhenError::NotATime)]
#[case("12 dec 30", WhenError::NotATime)]
#[case("周八", WhenError::NotATime)]
#[case("下", WhenError::NotATime)]
#[case("2026-11-20x", WhenError::NotATime)]
#[case("2026-11-20 soon", WhenError::NotATime)]
fn no_dates(#[case] text: &str, #[case] expected: WhenError) {
    assert_eq!(when(text, &at(NOW), MIDNIGHT), Err(expected));
}

#[rstest]
#[case("明天9点", "2026-11-23T09:00")]
#[case("周五下午3点", "2026-11-27T15:00")]
#[case("周五下午三点半", "2026-11-27T15:30")]
#[case("下周一 晚上八点", "2026-11-23T20:00")]
#[case("12月1日15点30分", "2026-12-01T15:30")]
#[case("明天中午12点", "2026-11-23T12:00")]
#[case("两小时后", "2026-11-22T16:25:30")]
fn chinese_times(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(when(text, &at(NOW), MIDNIGHT), Ok(When::At(local(expected))));
}

#[rstest]
#[case("明天25点")]
#[case("明天9点70分")]
#[case("点")]
#[case("周五十")]
#[case("十十天后")]
fn no_chinese_times(#[case] text: &str) {
    assert_eq!(when(text, &at(NOW), MIDNIGHT), Err(WhenError::NotATime));
}

#[test]
fn none_clears() {
    for text in ["none", " NONE ", "无"] {
        assert_eq!(when(text, &at(NOW), MIDNIGHT), Ok(When::Clear));
    }
    assert_eq!(When::Clear.instant(), None);
}

#[test]
fn after_midnight_the_logical_day_is_still_yesterday() {
    let now = at("2026-11-23T01:00+08:00[Asia/Shanghai]");
    let day = |text| match when(text, &now, FOUR) {
        Ok(When::Day { date, .. }) => date,
        other => panic!("{other:?}"),
    };
    assert_eq!(day("today"), date(2026, 11, 22));
    assert_eq!(day("tomorrow"), date(2026, 11, 23));
    assert_eq!(day("mon"), date(2026, 11, 23));
    // 02:00 of today's night, but of the calendar where the date is written out.
    for (text, expected) in [
        ("today 02:00", "2026-11-23T02:00"),
        ("2026-11-22 02:00", "2026-11-22T02:00"),
        ("22 nov 02:00", "2026-11-22T02:00"),
    ] {
        let expected = Ok(When::At(local(expected)));
        assert_eq!(when(text, &now, FOUR), expected, "{text}");
    }
}

#[test]
fn skipped_and_repeated_local_times_are_the_compatible_ones() {
    let spring = at("2026-03-29T12:00+02:00[Europe/Berlin]");
    assert_eq!(time("02:30", &spring), Ok(at("2026-03-29T03:30+02:00[Europe/Berlin]")));
    let autumn = at("2026-10-25T12:00+01:00[Europe/Berlin]");
    assert_eq!(time("2026-10-25 02:30", &autumn), Ok(at("2026-10-25T02:30+02:00[Europe/Berlin]")));
}

#[test]
fn a_bare_time_in_the_hour_that_comes_twice_is_the_last_one_before_now() {
    let first = at("2026-10-25T02:30+02:00[Europe/Berlin]");
    let second = at("2026-10-25T02:30+01:00[Europe/Berlin]");
    for (now, expected) in [
        ("2026-10-25T02:45+02:00[Europe/Berlin]", &first),
        ("2026-10-25T02:15+01:00[Europe/Berlin]", &first),
        ("2026-10-25T02:30+01:00[Europe/Berlin]", &second),
        ("2026-10-25T02:45+01:00[Europe/Berlin]", &second),
        ("2026-10-25T12:00+01:00[Europe/Berlin]", &second),
        ("2026-10-26T01:00+01:00[Europe/Berlin]", &second),
    ] {
        assert_eq!(time("02:30", &at(now)).as_ref(), Ok(expected), "{now}");
    }
    let skipped = at("2026-03-29T03:10+02:00[Europe/Berlin]");
    assert_eq!(time("02:30", &skipped), Ok(at("2026-03-28T02:30+01:00[Europe/Berlin]")));
}

#[test]
fn longer_ago_than_a_day_is_said_to_be_too_far_away() {
    let now = at("2026-03-29T12:00+02:00[Europe/Berlin]");
    assert_eq!(time("-24h", &now), Ok(at("2026-03-28T11:00+01:00[Europe/Berlin]")));
    assert_eq!(time("-25h", &now), Err(WhenError::OutOfReach));
    assert_eq!(time("-x", &now), Err(WhenError::NotATime));
}

#[test]
fn a_day_of_23_hours_ends_before_the_next_begins() {
    let now = at("2026-03-28T12:00+01:00[Europe/Berlin]");
    let due = when("tomorrow", &now, MIDNIGHT).unwrap();
    let end = at("2026-03-29T23:59:59+02:00[Europe/Berlin]");
    assert_eq!(due.instant(), Some(&end));
}

proptest! {
    #[test]
    fn any_text_is_answered(
        text in any::<String>(),
        near in "[+]?[0-9]{0,20}[ -]?(d|w|h|天后|周后|小时后|dec|月|年|:)?[0-9]{0,6}[日号:T]?[0-9]{0,3}",
        words in "(三|十|点|半|下午|昨天|下|本|这|大|后天|周|星期|五|日|fri|dec|12|2026|-|T|:|Z| |，|none){0,6}",
        second in -377_000_000_000_i64..=253_000_000_000,
        start in 0_i8..24,
    ) {
        let now = Timestamp::from_second(second).unwrap().to_zoned(TimeZone::UTC);
        let day_start = Time::constant(start, 0, 0, 0);
        for text in [text, near, words] {
            let read = time(&text, &now);
            if !text.contains('-') && let Ok(read) = read {
                prop_assert!(read <= now);
            }
            if let Ok(When::Day { end, .. }) = when(&text, &now, day_start) {
                let next = end.checked_add(SignedDuration::from_secs(1)).unwrap();
                prop_assert_eq!(next.time(), day_start);
            }
        }
    }
}
