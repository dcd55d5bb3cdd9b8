//! CSV tables that people keep in spreadsheets: rows of named fields with their lines, every fault
//! at once with its place.
//!
//! [`parse_table`] takes a file's name and its text and knows nothing of what the columns mean;
//! [`table_line`] writes what it reads. Nothing here reads a file.

mod fault;
mod form;
mod table;

pub use fault::{Fault, FaultCollector, Faults};
pub use form::{DateOrder, DecimalMark, SheetForm};
pub use table::{CsvColumns, CsvRow, parse_table, table_line};
