//! CSV tables that people keep in spreadsheets: rows of named fields with their lines, every fault at
//! once with its place.
//!
//! [`read`] takes a file's name and its text and knows nothing of what the columns mean; [`line()`] writes
//! what it reads; [`quoted`] is how messages repeat a part of any file. Nothing here reads a file.

mod fault;
mod form;
mod repeat;
mod table;

pub use fault::{Fault, Faults, Findings};
pub use form::{DateOrder, DecimalMark, SheetForm};
pub use repeat::{is_invisible, quoted};
pub use table::{Columns, Row, begins_formula, line, read};
