//! The integration tests, one binary.

mod config;
mod fetch;
mod figures;
mod html;
mod intake;
mod output;
mod pdf;
mod setup;
mod simulator;
mod snapshot;
