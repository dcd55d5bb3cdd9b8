//! What all tables share: how a file is written, and how a text is made harmless.

use crate::domain::AmountError;
use crate::text::{Destination, Hazard, begins_formula, hazard};

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

/// Makes a text that no spreadsheet treats as a formula: one that begins like a formula gets an
/// apostrophe, which spreadsheets hide. So does text that begins like one after a semicolon,
/// because in half of Europe spreadsheets treat that as the end of a cell. Control characters
/// become spaces; characters that reorder a line are removed, and so are invisible ones at both
/// ends.
#[must_use]
pub fn harmless(text: &str) -> String {
    let plain = Destination::Cell.clean(text);
    let mut written = String::with_capacity(plain.len());
    let mut begins = true;
    for c in trimmed(&plain).chars() {
        if begins && begins_formula(c) {
            written.push('\'');
        }
        begins = c == ';' || (begins && (is_unseen(c) || c == '"'));
        written.push(c);
    }
    written
}

/// The text without what is not seen at its ends; what shapes the last letter or emoji stays.
fn trimmed(text: &str) -> &str {
    let shapes = |c: char| matches!(hazard(c), Some(Hazard::Shaping | Hazard::Tag));
    text.trim_start_matches(is_unseen).trim_end_matches(|c| is_unseen(c) && !shapes(c))
}

/// Invisible characters that may precede the sign: some spreadsheets skip them.
fn is_unseen(c: char) -> bool {
    c.is_whitespace() || hazard(c).is_some()
}

pub(super) fn writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new())
}

pub(super) fn finished(writer: csv::Writer<Vec<u8>>) -> Result<Vec<u8>, csv::Error> {
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
            ("\u{2212}1", "'\u{2212}1"),
            ("\u{202e}=1", "'=1"),
            ("\u{200b}\u{a0}=1", "'=1"),
            ("a;\u{200b}=1", "a;\u{200b}'=1"),
            ("\"=1", "\"'=1"),
            ("Anna; =1; B", "Anna; '=1; B"),
            ("Anna;\"=1", "Anna;\"'=1"),
            ("Anna;=1;+2", "Anna;'=1;'+2"),
            ("Anna = Bea; a-b", "Anna = Bea; a-b"),
            ("a\u{2028}b\u{2066}c", "a bc"),
            ("\u{feff}=1", "'=1"),
            ("\u{fe0f}\u{2063}=1", "'=1"),
            ("Beach \u{2764}\u{fe0f}\u{200b} ", "Beach \u{2764}\u{fe0f}"),
            ("\u{202e}\u{200b} @x", "'@x"),
            ("a\u{202e}b\u{200d}c", "ab\u{200d}c"),
        ] {
            assert_eq!(harmless(text), expected);
        }
    }
}
