//! The integration tests, one binary.

mod config;
mod fetch;
mod html;
mod output;
mod simulator;
mod snapshot;
