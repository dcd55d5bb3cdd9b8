//! Ctrl-C, and the system that asks the program to end: nothing is left half done.
//!
//! Reading stops at once, since nothing of it is on the disk; writing stops before the next
//! statement and clears away what it wrote.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use super::failure::{Exit, Failure};

/// How long a run may take to notice that it was asked to stop.
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(900);

/// Whether the program was asked to stop. From [`Interrupt::watch`] on the system no longer ends
/// it.
#[derive(Debug)]
pub(super) struct Interrupt {
    asked: watch::Receiver<Option<Exit>>,
    /// Whether the work has noticed, and clears up what it wrote.
    noticed: Arc<AtomicBool>,
}

impl Interrupt {
    /// Watches for signals until the program ends. A second one ends it where it stands, and so
    /// does the first where the work does not notice it within [`PATIENCE`].
    pub(super) fn watch() -> Result<Self, Failure> {
        let failed = |error: std::io::Error| {
            Failure::new(Exit::Internal, format!("cannot watch for Ctrl-C: {error}"))
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(failed)?;
        let entered = runtime.enter();
        let mut interrupted = signal(SignalKind::interrupt()).map_err(failed)?;
        let mut terminated = signal(SignalKind::terminate()).map_err(failed)?;
        drop(entered);
        let (tell, asked) = watch::channel(None);
        let noticed = Arc::new(AtomicBool::new(false));
        let work = Arc::clone(&noticed);
        let watching = async move {
            let exit = next(&mut interrupted, &mut terminated).await;
            // nothing to report once the work is done
            let _ = tell.send(Some(exit));
            let again = next(&mut interrupted, &mut terminated);
            let exit = tokio::select! {
                exit = again => exit,
                // whatever it waits for: what it was writing is cleared away by the next run
                () = until_stuck(&work) => {
                    let _ = writeln!(std::io::stderr(), "error: {}", said(exit));
                    exit
                }
            };
            std::process::exit(exit.code().into());
        };
        let thread = std::thread::Builder::new().name("signals".to_owned());
        thread.spawn(move || runtime.block_on(watching)).map_err(failed)?;
        Ok(Self { asked, noticed })
    }

    pub(super) fn is_asked(&self) -> bool {
        let is_asked = self.asked.borrow().is_some();
        if is_asked {
            self.noticed.store(true, Ordering::Relaxed);
        }
        is_asked
    }

    /// From here on the work looks after every statement whether it was asked to stop, and clears
    /// up what it wrote: nothing ends it before, but a second signal.
    pub(super) fn leave_to_work(&self) {
        self.noticed.store(true, Ordering::Relaxed);
    }

    /// The message for an interrupted run.
    pub(super) fn failure(&self) -> Failure {
        let exit = self.asked.borrow().unwrap_or(Exit::Interrupted);
        Failure::new(exit, said(exit))
            .hint("run the command again (nothing was written or replaced)")
    }

    /// What comes of `work`, unless the program is asked to stop before.
    pub(super) async fn unless<T, E>(
        &self,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<T, Failure>
    where
        Failure: From<E>,
    {
        let mut asked = self.asked.clone();
        tokio::select! {
            ended = work => Ok(ended?),
            Ok(_) = asked.wait_for(Option::is_some) => {
                self.noticed.store(true, Ordering::Relaxed);
                Err(self.failure())
            }
        }
    }
}

/// Ends when the work has not noticed for so long that it seems to wait for something.
async fn until_stuck(noticed: &AtomicBool) {
    tokio::time::sleep(PATIENCE).await;
    while noticed.load(Ordering::Relaxed) {
        tokio::time::sleep(PATIENCE).await;
    }
}

fn said(exit: Exit) -> &'static str {
    if exit == Exit::Terminated { "terminated by the system" } else { "interrupted" }
}

async fn next(interrupted: &mut Signal, terminated: &mut Signal) -> Exit {
    tokio::select! {
        _ = interrupted.recv() => Exit::Interrupted,
        _ = terminated.recv() => Exit::Terminated,
    }
}
