//! The frozen input of a month: versioned, hashed, loaded and saved.
//!
//! A statement must be computable again for ever, long after the booking system has changed its
//! mind about a stay, so what was read is kept in one gzip-compressed JSON file. Fetching writes it
//! and computes nothing; everything after it reads it and asks no network. Nothing here judges a
//! row: amounts, dates and states are kept as they came and are read by the module that interprets
//! them.
//!
//! The bytes of a snapshot depend on its content alone, so equal input has an equal hash.

mod error;
mod file;
mod format;
mod frozen;
pub mod json;

pub use error::SnapshotError;
pub use file::{Loaded, Saved, UNPACKED_BYTES_MAX};
pub use format::VERSION;
pub use frozen::{Account, Counts, Oddity, Property, RawReservation, Scope, Snapshot, Window};
