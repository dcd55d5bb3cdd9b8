//! Ctrl-C, and the system that asks the program to end: nothing is left half done.
//!
//! Reading stops at once, since nothing of it is on the disk; writing stops before the next statement
//! and clears away what it wrote.

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use super::failure::{Exit, Failure};

/// Whether the program was asked to stop. From [`Interrupt::watch`] on the system no longer ends it.
#[derive(Debug)]
pub(super) struct Interrupt {
    asked: watch::Receiver<Option<Exit>>,
}

impl Interrupt {
    /// Watches for signals until the program ends. A second one ends it where it stands.
    pub(super) fn watch() -> Result<Self, Failure> {
        let failed = |error: std::io::Error| {
            Failure::new(Exit::Internal, format!("cannot watch for Ctrl-C: {error}"))
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
        let runtime = runtime.map_err(failed)?;
        let entered = runtime.enter();
        let mut interrupted = signal(SignalKind::interrupt()).map_err(failed)?;
        let mut terminated = signal(SignalKind::terminate()).map_err(failed)?;
        drop(entered);
        let (tell, asked) = watch::channel(None);
        let watching = async move {
            let exit = next(&mut interrupted, &mut terminated).await;
            // nobody is left to tell where the work is done
            let _ = tell.send(Some(exit));
            let exit = next(&mut interrupted, &mut terminated).await;
            std::process::exit(exit.code().into());
        };
        let thread = std::thread::Builder::new().name("signals".to_owned());
        thread.spawn(move || runtime.block_on(watching)).map_err(failed)?;
        Ok(Self { asked })
    }

    pub(super) fn is_asked(&self) -> bool {
        self.asked.borrow().is_some()
    }

    /// What is said of a run that was stopped.
    pub(super) fn failure(&self) -> Failure {
        let exit = self.asked.borrow().unwrap_or(Exit::Interrupted);
        let is_by_system = exit == Exit::Terminated;
        let what = if is_by_system { "terminated by the system" } else { "interrupted" };
        Failure::new(exit, what).hint("run the command again (nothing was written or replaced)")
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
            Ok(_) = asked.wait_for(Option::is_some) => Err(self.failure()),
        }
    }
}

async fn next(interrupted: &mut Signal, terminated: &mut Signal) -> Exit {
    tokio::select! {
        _ = interrupted.recv() => Exit::Interrupted,
        _ = terminated.recv() => Exit::Terminated,
    }
}
