//! The integration tests, one binary.
mod fetch;
mod simulator;
mod snapshot;
