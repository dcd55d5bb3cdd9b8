//! The manager's own files beside the configuration, as an accountant keeps them in a spreadsheet.
//!
//! There are two: exceptions, each a decision about a single reservation with its reason, and entries,
//! each an expense or a credit that belongs to no reservation. [`read_exceptions`] and
//! [`read_entries`] take a file's name and its text and report every fault at once, each with its line
//! and column; [`apply`] puts the decisions into an account. Nothing here reads a file, and a decision
//! that cannot be applied without doubt holds the statement or is told, never dropped.

mod amount;
mod apply;
mod channel;
mod entry;
mod exceptions;
mod home;
mod receipt;
mod scope;

pub use apply::{apply, unused};
pub use entry::{ReadEntries, Written, read_entries, read_written};
pub use exceptions::read_exceptions;
pub use home::Homes;
pub use receipt::{RECEIPT_BYTES_MAX, check_receipt};

use crate::domain::{Entry, Exception};

/// What the manager's files say, and the files as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Books {
    /// Decisions about single reservations.
    pub exceptions: Vec<Exception>,
    /// The text of the register of owners, kept beside the statements as it is.
    pub owners_text: Option<String>,
    /// Single expenses and credits, of any day.
    pub entries: Vec<Entry>,
    /// How many rows of entries wait for the account to tell their currency.
    pub waiting: usize,
    /// The text of the entries file, kept beside the statements as it is.
    pub entries_text: Option<String>,
    /// The text of the exceptions file, kept beside the statements as it is.
    pub exceptions_text: Option<String>,
}
