//! What every command gets: the arguments for all of them, the environment and the terminal.

use super::args::Global;
use super::environment::Environment;
use super::failure::{Exit, Failure};
use super::terminal::Ui;

/// What every command gets.
pub(super) struct Context {
    pub(super) global: Global,
    pub(super) environment: Environment,
    pub(super) ui: Ui,
}

/// A runtime for what waits on the network.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Failure::new(Exit::Internal, format!("cannot start: {error}")))
}
