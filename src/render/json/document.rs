//! The bytes of a statement's document.

use super::model::Document;
use crate::statement::TiedStatement;

/// The statement as indented JSON that ends in a newline.
///
/// # Errors
/// None that occur: every value is a text, a whole number or a list of such.
pub fn statement(statement: &TiedStatement) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec_pretty(&Document::of(statement))?;
    bytes.push(b'\n');
    Ok(bytes)
}
