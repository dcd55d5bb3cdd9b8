//! The frozen input of a month: versioned and hashed.
//!
//! A statement must stay computable for years, long after the booking system has changed its mind
//! about a stay, so what was read is kept in one gzip-compressed JSON file. Fetching writes it and
//! computes nothing; everything after that reads it and uses no network. Nothing here interprets a
//! row: amounts, dates and states are kept unchanged for the module that interprets them.
//!
//! The bytes of a snapshot depend on its content alone, so equal input has an equal hash.

mod contents;
mod digest;
mod error;
mod file;
mod format;
pub mod json;
mod json_value;
mod rows;

pub use contents::{Counts, FetchScope, Oddity, RawAccount, RawProperty, Snapshot, Window};
pub use error::SnapshotError;
pub use file::{Loaded, UNPACKED_BYTES_MAX};
pub use format::VERSION;
pub use rows::{RawReservation, Rows};
