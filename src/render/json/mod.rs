//! A statement as JSON: the machine interface, with everything that the figures came from.
//!
//! The form is versioned and documented in `docs/statement-json.md`, and
//! `docs/statement.schema.json` describes it for machines. Amounts are decimal texts with their
//! currency, never numbers.

mod blocks;
mod charge;
mod commission;
mod model;
mod working;

pub use model::Amount;

use crate::statement::TiedStatement;

/// Version of the form; raised when a field changes its meaning or goes away.
pub const VERSION: u32 = 2;

/// The statement as indented JSON that ends in a newline.
///
/// # Errors
/// None that occur: every value is a text, a whole number or a list of such.
pub fn statement(statement: &TiedStatement) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec_pretty(&model::Document::of(statement))?;
    bytes.push(b'\n');
    Ok(bytes)
}
