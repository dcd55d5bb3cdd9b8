//! The integration tests, one binary.

mod config;
mod explain;
mod fetch;
mod figures;
mod html;
mod intake;
mod output;
mod pdf;
mod simulator;
mod snapshot;
