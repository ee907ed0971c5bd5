//! Hooks: programs of the user's that are run when something happens. They can neither block nor fail
//! the timer: each has a process group of its own, a time limit, and little room for output.
mod errand;

pub use errand::{Hooks, carry_out_all};

use std::{
    io::{self, Read, Write},
    process::{Child, Command as Program, ExitStatus, Stdio},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    config::HookConfig,
    domain::{
        command::{Effect, Event, Happening},
        id::Id,
        occasion::Occasion,
        session::{Mark, Origin, Phase, Session},
        stamp::Stamp,
    },
    text::sanitize::sanitize,
};

/// Most bytes of output that are kept for the log.
const MOST_OUTPUT: usize = 64 * 1024;
/// How often a running hook is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// One run of one hook: everything that a detached process needs to carry it out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Program and arguments.
    pub argv: Vec<String>,
    /// Environment variables.
    pub env: Vec<(String, String)>,
    /// JSON for standard input.
    pub input: String,
    /// Seconds until it is ended.
    pub limit_s: u32,
}

/// How a hook ended.
#[derive(Debug)]
pub enum Ended {
    /// By itself.
    Exit(ExitStatus, String),
    /// At its time limit, with everything it had started.
    TimedOut,
    /// It could not be started.
    NotStarted(io::Error),
}

/// The jobs that effects ask for, in order; old news asks for none.
pub fn jobs(config: &HookConfig, effects: &[Effect]) -> Vec<Job> {
    let events = effects.iter().filter_map(|effect| match effect {
        Effect::Event(event) => Some(event),
        _ => None,
    });
    events.filter_map(|event| job(config, event)).collect()
}

/// The job of an occasion as if it happened now, for trying it out; none where no hook is set.
pub fn sample(config: &HookConfig, occasion: Occasion) -> Option<Job> {
    let (what, phase) = match occasion {
        Occasion::FocusStart => (Happening::Began, Phase::Focus),
        Occasion::FocusEnd => (Happening::Ended, Phase::Focus),
        Occasion::BreakStart => (Happening::Began, Phase::ShortBreak),
        Occasion::BreakEnd => (Happening::Ended, Phase::ShortBreak),
        Occasion::Void => (Happening::Voided, Phase::Focus),
        Occasion::Interrupt => (Happening::Interrupted, Phase::Focus),
        Occasion::Asks => (Happening::Asks, Phase::Focus),
    };
    let over = matches!(what, Happening::Ended | Happening::Voided);
    let session = over.then(|| Box::new(Session { kind: phase, focus_s: 1500, ..Session::default() }));
    let at = Stamp::from(&super::clock::now().wall);
    let task = Some("test".to_owned());
    let mark = (what == Happening::Interrupted).then_some(Mark { at, kind: Origin::Internal, note: None });
    job(config, &Event { what, at, phase, planned_s: Some(1500), session, id: None, task, mark, late_ms: 0 })
}

fn job(config: &HookConfig, event: &Event) -> Option<Job> {
    let focus = event.phase == Phase::Focus;
    let occasion = event.hook()?;
    let name = occasion.word();
    let argv = match occasion {
        Occasion::FocusStart => &config.on_focus_start,
        Occasion::FocusEnd => &config.on_focus_end,
        Occasion::BreakStart => &config.on_break_start,
        Occasion::BreakEnd => &config.on_break_end,
        Occasion::Void => &config.on_void,
        Occasion::Interrupt => &config.on_interrupt,
        Occasion::Asks => return None,
    };
    if argv.is_empty() {
        return None;
    }
    let session = event.session.as_deref();
    let seconds = session.map_or(event.planned_s, |session| {
        let lasted = (session.ended.ms() - session.started.ms()) / 1000;
        Some(if focus { session.focus_s } else { u32::try_from(lasted).unwrap_or(0) })
    });
    let task = sanitize(event.task.as_deref().unwrap_or_default()).into_owned();
    let outcome = session.map(|session| session.outcome.word());
    let mark = event.mark.as_ref();
    let input = json!({
        "event": name,
        "phase": event.phase.word(),
        "task": event.task,
        "at": event.at.to_string(),
        "planned_s": event.planned_s,
        "seconds": seconds,
        "session": event.id.as_ref().map(Id::as_str),
        "interruption": event.mark.as_ref().map(|mark| json!({ "kind": mark.kind.word(), "note": mark.note })),
        "outcome": outcome,
        "counted": session.map(|session| session.counted),
        "reason": session.and_then(|session| session.reason.as_deref()),
    });
    let env = [
        ("FOCUS_EVENT", name.to_owned()),
        ("FOCUS_PHASE", event.phase.word().to_owned()),
        ("FOCUS_TASK", task),
        ("FOCUS_SECONDS", seconds.unwrap_or_default().to_string()),
        ("FOCUS_AT", event.at.to_string()),
        ("FOCUS_OUTCOME", outcome.unwrap_or_default().to_owned()),
        ("FOCUS_SESSION", event.id.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("FOCUS_INTERRUPTION", mark.map(|mark| mark.kind.word().to_owned()).unwrap_or_default()),
        ("FOCUS_NOTE", mark.and_then(|mark| mark.note.as_deref()).map(sanitize).unwrap_or_default().into_owned()),
    ];
    Some(Job {
        argv: argv.clone(),
        env: env.map(|(name, value)| (name.to_owned(), value)).to_vec(),
        input: input.to_string(),
        limit_s: config.time_limit_s,
    })
}

/// Runs a job to its end, or to its time limit. Blocks; call it on a thread that may.
pub fn carry_out(job: &Job) -> Ended {
    let Some((program, arguments)) = job.argv.split_first() else {
        return Ended::NotStarted(io::ErrorKind::InvalidInput.into());
    };
    let mut command = Program::new(program);
    command.args(arguments).envs(job.env.iter().cloned());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => return Ended::NotStarted(error),
    };
    if let Some(mut input) = child.stdin.take() {
        let text = job.input.clone();
        // A hook that does not read must not be waited for.
        drop(thread::spawn(move || input.write_all(text.as_bytes())));
    }
    let kept = Arc::new(Mutex::new(Vec::new()));
    drain(child.stdout.take(), &kept);
    drain(child.stderr.take(), &kept);
    let mut left = Duration::from_secs(u64::from(job.limit_s));
    loop {
        match child.try_wait() {
            Ok(Some(status)) => {
                // What a hook left in the background must not hold up the log: the pipe is given a moment.
                thread::sleep(LOOK);
                let output = kept.lock().unwrap_or_else(PoisonError::into_inner);
                return Ended::Exit(status, String::from_utf8_lossy(&output).into_owned());
            }
            Ok(None) if left.is_zero() => {
                end(&mut child);
                return Ended::TimedOut;
            }
            Ok(None) => {
                thread::sleep(LOOK.min(left));
                left = left.saturating_sub(LOOK);
            }
            Err(error) => return Ended::NotStarted(error),
        }
    }
}

/// Ends a hook with everything in its process group.
fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Reads a pipe to its end, so that its writer never waits, and keeps the beginning.
fn drain(pipe: Option<impl Read + Send + 'static>, kept: &Arc<Mutex<Vec<u8>>>) {
    let Some(mut pipe) = pipe else { return };
    let kept = Arc::clone(kept);
    drop(thread::spawn(move || {
        let mut chunk = [0; 4096];
        while let Ok(read @ 1..) = pipe.read(&mut chunk) {
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            let room = MOST_OUTPUT.saturating_sub(kept.len());
            kept.extend_from_slice(&chunk[..read.min(room)]);
        }
    }));
}

/// Output as it may stand in the log. What replaces hostile characters is longer than they are, so it is
/// cut once more.
fn kept(output: &str) -> String {
    let mut text = sanitize(output.trim()).into_owned();
    let end = (0..=text.len().min(MOST_OUTPUT)).rev().find(|end| text.is_char_boundary(*end));
    text.truncate(end.unwrap_or(0));
    text
}

/// Runs a job and writes into the log how it ended.
fn carry_out_and_log(job: &Job) {
    let program = job.argv.first().map(String::as_str).unwrap_or_default();
    match carry_out(job) {
        Ended::Exit(status, output) if status.success() => {
            tracing::info!(program, output = %kept(&output), "hook done");
        }
        Ended::Exit(status, output) => {
            tracing::warn!(program, %status, output = %kept(&output), "hook failed");
        }
        Ended::TimedOut => tracing::warn!(program, limit_s = job.limit_s, "hook ended at its time limit"),
        Ended::NotStarted(error) => tracing::warn!(program, %error, "hook not started"),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, limit_s: u32) -> Job {
        Job {
            argv: vec!["sh".to_owned(), "-c".to_owned(), script.to_owned()],
            env: vec![("FOCUS_EVENT".to_owned(), "focus_end".to_owned())],
            input: "{\"event\":\"focus_end\"}".to_owned(),
            limit_s,
        }
    }

    fn output(ended: Ended) -> String {
        match ended {
            Ended::Exit(status, output) if status.success() => output,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn gets_the_event_in_environment_and_input() {
        let said = output(carry_out(&shell("echo $FOCUS_EVENT; cat", 10)));
        assert_eq!(said, "focus_end\n{\"event\":\"focus_end\"}");
    }

    #[test]
    fn a_hook_that_hangs_is_ended_with_its_children() {
        let marker = tempfile::tempdir().unwrap();
        let file = marker.path().join("alive");
        let script = format!("(sleep 3; touch {}) & sleep 60", file.display());
        assert!(matches!(carry_out(&shell(&script, 1)), Ended::TimedOut));
        thread::sleep(Duration::from_millis(2500));
        assert!(!file.exists(), "a child of the hook lives on");
    }

    #[test]
    fn what_is_missing_fails_or_talks_too_much_does_no_harm() {
        let missing = Job { argv: vec!["/no/such/program".to_owned()], ..shell("", 1) };
        assert!(matches!(carry_out(&missing), Ended::NotStarted(_)));
        assert!(matches!(carry_out(&shell("exit 3", 10)), Ended::Exit(status, _) if status.code() == Some(3)));
        let said = output(carry_out(&shell("head -c 10000000 /dev/zero", 10)));
        assert_eq!(said.len(), MOST_OUTPUT);
    }
}
