//! The manager's own files beside the configuration, as an accountant keeps them in a spreadsheet.
//!
//! So far there is one: exceptions, each a decision about a single reservation with its reason.
//! [`read_exceptions`] takes a file's name and its text and reports every fault at once, each with its
//! line and column; [`apply`] puts the decisions into an account. Nothing here reads a file, and a
//! decision that cannot be applied without doubt holds the statement or is told, never dropped.

mod apply;
mod exceptions;
mod fault;
mod table;

pub use apply::{apply, unused};
pub use exceptions::read_exceptions;
pub use fault::{Fault, Faults};

use crate::domain::Exception;

/// What the manager's files say, and the files as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Books {
    /// Decisions about single reservations.
    pub exceptions: Vec<Exception>,
    /// The text of the exceptions file, kept beside the statements as it is.
    pub exceptions_text: Option<String>,
}
