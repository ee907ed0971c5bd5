//! The hooks of one change, carried out by a detached copy of the program: it keeps their order, their time limit and
//! how many may run at once, however soon the process that has seen the change ends.
use std::{
    env,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Child, Command as Program, Stdio},
    thread,
    time::Duration,
};

use super::{Job, carry_out_and_log};

/// Most hooks at once, of all processes together.
const MOST_AT_ONCE: usize = 4;
/// How often it is looked whether one of them has ended.
const LOOK: Duration = Duration::from_millis(50);

/// Has hooks run.
#[derive(Clone, Debug)]
pub struct Hooks {
    state: PathBuf,
}

impl Hooks {
    /// For those whose log and places stand in the folder `state`.
    pub fn of(state: &Path) -> Self {
        Self { state: state.to_owned() }
    }

    /// Has the jobs of one change run, one after the other, and comes back at once: what ends is told before what
    /// begins.
    pub fn run(&self, jobs: Vec<Job>) {
        if jobs.is_empty() {
            return;
        }
        let child = self.hand_over(&jobs);
        let (state, name) = (self.state.clone(), "hook".to_owned());
        let spawned = thread::Builder::new().name(name).spawn(move || match child {
            // Nothing is left of it once it has ended.
            Ok(mut child) => drop(child.wait()),
            // The program may have been replaced since this process began.
            Err(error) => {
                tracing::info!(%error, "hooks run without a copy of the program");
                carry_out_all(&state, &jobs);
            }
        });
        if let Err(error) = spawned {
            tracing::warn!(%error, "no thread for a hook");
        }
    }

    fn hand_over(&self, jobs: &[Job]) -> io::Result<Child> {
        let text = serde_json::to_vec(jobs).map_err(io::Error::other)?;
        let mut command = Program::new(env::current_exe()?);
        command.arg("run-hook").arg(&self.state);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        child.stdin.take().map_or(Ok(()), |mut input| input.write_all(&text))?;
        Ok(child)
    }
}

/// Runs jobs, one after the other, and writes into the log how they ended. Waits until fewer than four others run.
pub fn carry_out_all(state: &Path, jobs: &[Job]) {
    let place = place(&state.join("cache"));
    jobs.iter().for_each(carry_out_and_log);
    drop(place);
}

/// One of the places for those that run at once, held until the file is closed; none where the folder or its file
/// system has none to give.
fn place(folder: &Path) -> Option<File> {
    fs::create_dir_all(folder).ok()?;
    loop {
        for at in 1..=MOST_AT_ONCE {
            let mut options = OpenOptions::new();
            options.write(true).create(true).truncate(false);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let file = options.open(folder.join(format!("hook-{at}"))).ok()?;
            match file.try_lock() {
                Ok(()) => return Some(file),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(_)) => return None,
            }
        }
        thread::sleep(LOOK);
    }
}
