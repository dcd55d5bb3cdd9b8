//! The integration tests, one binary.

mod config;
mod fetch;
mod figures;
mod html;
mod intake;
mod matrix;
mod output;
mod pdf;
mod simulator;
mod snapshot;
