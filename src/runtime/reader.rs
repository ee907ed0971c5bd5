//! Who reads what is printed on and on: when they are gone, nobody needs it any more.
#[cfg(unix)]
use std::os::fd::{AsFd, OwnedFd};

#[cfg(unix)]
use tokio::io::{Interest, unix::AsyncFd};

/// Whether somebody waits for what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// Nothing is printed that anybody would wait for.
    Silent,
    /// It goes to standard output for as long as somebody reads there.
    Printed,
}

/// The reader of standard output, as far as the system tells of its going: it does of a pipe.
#[derive(Debug)]
pub struct Reader {
    #[cfg(unix)]
    pipe: Option<AsyncFd<OwnedFd>>,
}

impl Reader {
    /// Has to be made within the loop.
    #[cfg_attr(not(unix), expect(unused_variables, reason = "nothing tells of a reader there"))]
    pub fn of(output: Output) -> Self {
        #[cfg(unix)]
        #[allow(deprecated, reason = "its successor is unsafe, for descriptors that change; an OwnedFd stays the same")]
        let pipe = || {
            let stdout = std::io::stdout().as_fd().try_clone_to_owned()?;
            AsyncFd::with_interest(stdout, Interest::ERROR)
        };
        Self {
            #[cfg(unix)]
            pipe: (output == Output::Printed).then(pipe).and_then(std::io::Result::ok),
        }
    }

    /// Comes back when nobody reads any more, which costs no wake-up until then.
    pub async fn gone(&self) {
        #[cfg(unix)]
        if let Some(pipe) = &self.pipe
            && pipe.ready(Interest::ERROR).await.is_ok()
        {
            return;
        }
        std::future::pending().await
    }
}
