//! The integration tests, one binary.

mod config;
mod corpus;
mod entries;
mod explain;
mod fetch;
mod figures;
mod formats;
mod html;
mod intake;
mod matrix;
mod output;
mod payloads;
mod pdf;
mod program;
mod setup;
mod simulator;
mod snapshot;
mod tidy;
