//! The integration tests, one binary.

mod config;
mod fetch;
mod simulator;
mod snapshot;
