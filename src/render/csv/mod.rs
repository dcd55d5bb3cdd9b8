//! Tables for spreadsheets: an owner's ledger lines, and the manager's summary of the month.
//!
//! Dates are ISO, amounts plain decimals, columns in a fixed order. Texts that a spreadsheet would
//! take for a formula are made harmless.

mod ledger;
mod summary;

pub use ledger::ledger;
pub use summary::summary;

use crate::domain::AmountError;

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// A sum too large to count.
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// The rows could not be written; does not occur in memory.
    #[error(transparent)]
    Csv(#[from] csv::Error),
}

/// A text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe,
/// which spreadsheets hide. Control characters become spaces.
#[must_use]
pub fn harmless(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let plain = plain.trim().to_owned();
    // full-width signs are read as the plain ones by some spreadsheets
    let starts_formula = |c: char| {
        matches!(
            c,
            '=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}' | '\u{2212}'
        )
    };
    if plain.starts_with(starts_formula) { format!("'{plain}") } else { plain }
}

fn writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new())
}

fn finished(writer: csv::Writer<Vec<u8>>) -> Result<Vec<u8>, csv::Error> {
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless() {
        for (text, expected) in [
            ("=HYPERLINK(\"http://example.com\")", "'=HYPERLINK(\"http://example.com\")"),
            ("+1", "'+1"),
            ("-cmd", "'-cmd"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'=1"),
            ("\r=1", "'=1"),
            ("Sea\u{0}Cottage", "Sea Cottage"),
            ("Anna", "Anna"),
            ("\u{ff1d}1", "'\u{ff1d}1"),
        ] {
            assert_eq!(harmless(text), expected);
        }
    }
}
