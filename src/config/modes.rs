//! The user's own modes and the profiles of projects. Reads text, no files.
use toml::de::DeValue;

use super::reader::{Group, Reader};
use crate::{
    domain::{
        limits,
        rules::Profile,
        sequence::{BUILT_IN, Sequence, Step},
    },
    text::span,
};

/// Most bytes of a mode's or a phase's name.
const NAME: usize = 64;

/// The sequences below `[modes]`; what is wrong with one is reported and leaves it out.
pub(super) fn sequences(reader: &mut Reader<'_>) -> Vec<Sequence> {
    reader.groups("modes", |group| {
        group.only(&["phases", "repeats"]);
        let repeats = group.value("repeats", "config-want-flag", "", DeValue::as_bool);
        let name = group.name.clone();
        let fits = limits::line(&name, "name", NAME).is_ok_and(|line| line == name);
        if !fits || BUILT_IN.contains(&name.as_str()) || name.contains(char::is_whitespace) {
            group.wrong("config-want-mode-name");
            return None;
        }
        let steps = group.each("phases", "config-want-phases", step)?;
        let sequence = Sequence::new(name, steps, repeats.unwrap_or(true));
        if sequence.is_none() {
            group.value("phases", "config-want-focus-first", "", |_| None::<()>);
        }
        sequence
    })
}

/// A phase from "focus 52m": a name and a length of 1 s to 24 h.
fn step(text: &str) -> Option<Step> {
    let text = text.trim();
    let (name, seconds) = text.match_indices(char::is_whitespace).find_map(|(at, _)| {
        let seconds = span::parse(&text[at..]).ok()?;
        Some((text[..at].trim(), u32::try_from(seconds).ok()?))
    })?;
    let name = limits::line(name, "name", NAME).ok()?;
    Some(Step::named(&name, seconds))
}

/// The profiles below `[profiles]`; a value that is wrong is reported and left out.
pub(super) fn profiles(reader: &mut Reader<'_>, modes: &[&str]) -> Vec<Profile> {
    reader.groups("profiles", |group| {
        group.only(&["mode", "focus", "short_break", "long_break", "rounds"]);
        let known = modes.join(", ");
        Some(Profile {
            project: group.name.clone(),
            mode: group.value("mode", "config-want-word", &known, |value| {
                value.as_str().filter(|mode| modes.contains(mode)).map(str::to_owned)
            }),
            focus_s: length(group, "focus"),
            short_break_s: length(group, "short_break"),
            long_break_s: length(group, "long_break"),
            rounds: group.value("rounds", "config-want-whole", "1–99", |value| {
                let number = value.as_integer()?;
                let number = u32::from_str_radix(number.as_str(), number.radix()).ok()?;
                (1..=99).contains(&number).then_some(number)
            }),
        })
    })
}

fn length(group: &mut Group<'_, '_>, key: &str) -> Option<u32> {
    group.value(key, "config-want-length", "", |value| u32::try_from(span::parse(value.as_str()?).ok()?).ok())
}

#[cfg(test)]
mod tests {
    use super::super::{Config, DEFAULT, Problem, ProblemKind};
    use crate::domain::session::Phase;

    fn problems(text: &str) -> Vec<Problem> {
        Config::read(text).1
    }

    fn wants(text: &str) -> Vec<(usize, usize, &'static str)> {
        let wants = |problem: Problem| match problem.kind {
            ProblemKind::Wants { wants, .. } => (problem.line, problem.column, wants),
            _ => (problem.line, problem.column, ""),
        };
        problems(text).into_iter().map(wants).collect()
    }

    /// The default file with its commented examples of modes and profiles switched on.
    fn examples() -> String {
        let mut on = false;
        let line = |line: &str| {
            on |= matches!(line, "[modes]" | "[profiles]");
            on &= line.starts_with('#') || matches!(line, "[modes]" | "[profiles]" | "");
            let example = line.strip_prefix('#').filter(|rest| rest.starts_with('[') || rest.contains(" = "));
            let example = example.filter(|rest| on && !rest.starts_with(' '));
            example.unwrap_or(line).to_owned() + "\n"
        };
        DEFAULT.lines().map(line).collect()
    }

    #[test]
    fn the_examples_of_the_default_file_are_right() {
        let text = examples();
        let (config, problems) = Config::read(&text);
        assert_eq!(problems, [], "{text}");
        let rules = &config.rules.timer;
        let steps = |mode: &str| {
            let steps = rules.sequence(mode).unwrap_or_else(|| panic!("no {mode} in {text}")).steps().iter();
            steps.map(|step| (step.phase, step.name.as_deref(), step.seconds / 60)).collect::<Vec<_>>()
        };
        let (focus, rest) = (Phase::Focus, Phase::ShortBreak);
        assert_eq!(steps("52-17"), [(focus, None, 52), (rest, None, 17)]);
        assert_eq!(steps("90-20"), [(focus, None, 90), (rest, None, 20)]);
        assert_eq!(steps("mixed"), [(focus, Some("warm-up"), 10), (focus, None, 40), (rest, None, 8)]);
        assert!(!rules.sequence("mixed").unwrap().repeats() && rules.sequence("52-17").unwrap().repeats());
        assert_eq!(rules.lengths(Some("writing")).focus_s, 3000);
        assert_eq!(rules.lengths(Some("writing")).short_break_s, 600);
        assert_eq!(rules.lengths(Some("writing")).rounds, 4);
        assert_eq!(rules.lengths(Some("anything else")).focus_s, 1500);
    }

    #[test]
    fn a_sequence_that_cannot_run_is_named_with_its_place() {
        let focus_first = "config-want-focus-first";
        let phases = "config-want-phases";
        for (list, expected) in [
            ("[]", (2, 10, focus_first)),
            ("[\"break 5m\"]", (2, 10, focus_first)),
            ("[\"break 5m\", \"focus 5m\"]", (2, 10, focus_first)),
            ("[\"focus 0m\", \"break 5m\"]", (2, 11, phases)),
            ("[\"focus 25m\", \"break 99999h\"]", (2, 24, phases)),
            ("[\"focus\"]", (2, 11, phases)),
            ("[\"25m\"]", (2, 11, phases)),
            ("[25]", (2, 11, phases)),
            ("[\"focus -5m\"]", (2, 11, phases)),
            ("\"focus 5m\"", (2, 10, phases)),
        ] {
            assert_eq!(wants(&format!("[modes.mine]\nphases = {list}\n")), [expected], "{list}");
        }
        assert_eq!(wants("[modes.mine]\nrepeats = true\n"), [(1, 8, phases)]);
        assert_eq!(wants("[modes.flow]\nphases = [\"focus 5m\"]\n"), [(1, 8, "config-want-mode-name")]);
        assert_eq!(wants("[modes.\"a b\"]\nphases = [\"focus 5m\"]\n"), [(1, 8, "config-want-mode-name")]);
        assert_eq!(wants("[modes]\nmine = 5\n"), [(2, 8, "config-want-table")]);
        let unknown = problems("[modes.mine]\nphases = [\"focus 5m\"]\nrepeat = true\n");
        assert!(
            matches!(&unknown[..], [Problem { line: 3, column: 1, key, kind: ProblemKind::Unknown { nearest: Some(near) } }]
            if key == "modes.mine.repeat" && near == "repeats")
        );
    }

    #[test]
    fn modes_and_profiles_name_each_other() {
        let text =
            "[timer]\nmode = \"mine\"\n[modes.mine]\nphases = [\"deep work 1h 30m\"]\n[profiles.a]\nmode = \"mine\"\n";
        let (config, problems) = Config::read(text);
        assert_eq!(problems, []);
        assert_eq!(config.rules.timer.mode, "mine");
        assert_eq!(config.rules.timer.mode_for(Some("a")), "mine");
        let step = &config.rules.timer.sequences[0].steps()[0];
        assert_eq!((step.name.as_deref(), step.seconds), (Some("deep work"), 5400));
        let wrong = wants("[timer]\nmode = \"nine\"\n[profiles.a]\nmode = \"x\"\nfocus = \"0m\"\nrounds = 0\nx = 1\n");
        let expected = [
            (2, 8, "config-want-word"),
            (4, 8, "config-want-word"),
            (5, 9, "config-want-length"),
            (6, 10, "config-want-whole"),
            (7, 1, ""),
        ];
        assert_eq!(wrong, expected);
    }
}
