//! The manager's own files next to the configuration, as an accountant keeps them in a spreadsheet.
//!
//! There are two: exceptions, each a decision about a single reservation with its reason, and
//! entries, each an expense or a credit that belongs to no reservation. [`parse_exceptions`] and
//! [`parse_charges`] take a file's name and its text and report every fault at once, each with its
//! line and column; [`apply`] puts the decisions into an account. Nothing here reads a file, and a
//! decision that cannot be applied without doubt holds the statement or is reported, never dropped.

mod amount;
mod apply;
mod channel;
mod charges;
mod contents;
mod exceptions;
mod home;
mod receipt;
mod scope;

pub use apply::{apply, unused};
pub use charges::{ParsedCharges, Written, parse_charges, read_written};
pub use contents::ManagerFiles;
pub use exceptions::parse_exceptions;
pub use home::Homes;
pub use receipt::{RECEIPT_BYTES_MAX, check_receipt};
