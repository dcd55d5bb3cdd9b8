//! The integration tests, one binary.

mod cases;
mod commission;
mod config;
mod corpus;
mod entries;
mod exceptions;
mod explain;
mod fetch;
mod formats;
mod html;
mod intake;
mod manager_files;
mod matrix;
mod output;
mod payloads;
mod pdf;
mod program;
mod register;
mod setup;
mod share;
mod simulator;
mod snapshot;
mod taxes;
mod tidy;
