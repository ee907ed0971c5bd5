//! Waking after a while: once. Tokio's wheel of timers wakes on the way too, two to three times a second; on Linux the
//! system's own timer does not.
#[cfg(target_os = "linux")]
pub(super) use linux::Alarm;
#[cfg(not(target_os = "linux"))]
pub(super) use other::Alarm;

#[cfg(target_os = "linux")]
mod linux {
    use std::{io, time::Duration};

    use rustix::time::{
        Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create, timerfd_settime,
    };
    use tokio::{net::unix::pipe::Receiver, time};

    /// Wakes the loop.
    #[derive(Debug)]
    pub(in crate::runtime) struct Alarm {
        /// The system's timer, which is read as a pipe is.
        timer: Option<Receiver>,
    }

    impl Alarm {
        /// An alarm that is not set. Where the system has no timer for it, tokio's does.
        pub(in crate::runtime) fn new() -> Self {
            let flags = TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC;
            let timer = timerfd_create(TimerfdClockId::Monotonic, flags);
            Self { timer: timer.ok().and_then(|timer| Receiver::from_owned_fd_unchecked(timer).ok()) }
        }

        /// Comes back after `wait`. Asked again, it forgets what it was asked before.
        pub(in crate::runtime) async fn after(&mut self, wait: Duration) {
            let rung = match &self.timer {
                Some(timer) => ring(timer, wait).await,
                None => Err(io::ErrorKind::Unsupported.into()),
            };
            if rung.is_err() {
                self.timer = None;
                time::sleep(wait).await;
            }
        }
    }

    async fn ring(timer: &Receiver, wait: Duration) -> io::Result<()> {
        // All zero would switch it off.
        let wait = wait.max(Duration::from_nanos(1));
        let it_value = Timespec {
            tv_sec: i64::try_from(wait.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: i64::from(wait.subsec_nanos()),
        };
        let it_interval = Timespec { tv_sec: 0, tv_nsec: 0 };
        timerfd_settime(timer, TimerfdTimerFlags::empty(), &Itimerspec { it_interval, it_value })?;
        loop {
            timer.readable().await?;
            match timer.try_read(&mut [0; 8]) {
                // An earlier setting has rung without anybody listening: this one is still to come.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                read => return read.map(drop),
            }
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod other {
    use std::time::Duration;

    /// Wakes the loop.
    #[derive(Debug)]
    pub(in crate::runtime) struct Alarm;

    impl Alarm {
        /// An alarm that is not set.
        pub(in crate::runtime) fn new() -> Self {
            Self
        }

        /// Comes back after `wait`.
        pub(in crate::runtime) async fn after(&mut self, wait: Duration) {
            tokio::time::sleep(wait).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{future::poll_fn, task::Poll, time::Duration};

    use super::*;
    use crate::runtime::clock;

    #[test]
    fn rings_when_it_was_set_last_and_not_for_what_was_set_before() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let mut alarm = Alarm::new();
            for earlier in [0, 5, 500] {
                // Set, and left before it rings or after.
                {
                    let mut left = Box::pin(alarm.after(Duration::from_millis(earlier)));
                    let _ = poll_fn(|with| Poll::Ready(left.as_mut().poll(with))).await;
                }
                std::thread::sleep(Duration::from_millis(20));
                let begun = clock::now();
                alarm.after(Duration::from_millis(120)).await;
                let took = clock::now().awake_ms - begun.awake_ms;
                assert!((119..1000).contains(&took), "{took} ms after {earlier} ms");
            }
        });
    }
}
