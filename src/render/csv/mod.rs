//! Tables for spreadsheets: an owner's ledger lines, and the manager's summaries of the month and
//! of its taxes.
//!
//! Dates are ISO, amounts plain decimals, columns in a fixed order. Texts that a spreadsheet would
//! take for a formula are made harmless.

mod lines;
mod summary;
mod table;
mod taxes;

pub use lines::lines;
pub use summary::summary;
pub use table::{TableError, harmless};
pub use taxes::taxes;
