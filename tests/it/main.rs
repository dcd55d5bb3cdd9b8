//! The integration tests, one binary.

mod config;
mod entries;
mod fetch;
mod figures;
mod html;
mod intake;
mod output;
mod pdf;
mod simulator;
mod snapshot;
