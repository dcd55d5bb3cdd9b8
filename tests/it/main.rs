//! The integration tests, one binary.

mod config;
mod fetch;
mod html;
mod output;
mod program;
mod simulator;
mod snapshot;
