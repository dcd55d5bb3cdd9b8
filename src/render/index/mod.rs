//! The manager's page of a month: what to act on first, then every statement with its files.
//!
//! It is made from a [`RunSummary`], a plain value: this module calculates no figure and reads no
//! file. What it says is the manager's, in English like all messages of the program.

mod overview;
mod page;
mod run_summary;
mod statements;
mod view;

pub use page::page;
pub use run_summary::{
    Change, Comparison, HeldGroup, HeldItem, KeptFiles, LastMonth, RunSummary, Side,
    StatementFiles, Total, What,
};
