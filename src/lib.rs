//! Owner statements for short-term-rental managers: a month of reservations from Hospitable's
//! Public API v2 to one statement an owner, as PDF, HTML, CSV and JSON.
//!
//! The flow is one line: network, frozen snapshot, pure figures, tied statement, renderers, files.
//! ARCHITECTURE.md describes the modules; `docs/rules.md` defines every figure.

pub mod cli;
pub mod config;
pub mod domain;
pub mod fees;
pub mod hospitable;
pub mod intake;
pub mod labels;
pub mod locale;
pub mod manager_files;
pub mod manifest;
pub mod month;
pub mod output;
pub mod recognition;
pub mod render;
pub mod simulator;
pub mod snapshot;
pub mod statement;
pub mod tables;
pub mod text;
