//! Tables for spreadsheets: an owner's ledger lines, and the manager's summary of the month.
//!
//! Dates are ISO, amounts plain decimals, columns in a fixed order. Texts that a spreadsheet would
//! take for a formula are made harmless.

mod ledger;
mod summary;

pub use ledger::ledger;
pub use summary::{SummaryError, summary};

/// A text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe,
/// which spreadsheets hide. Control characters become spaces, those that turn a line round are left
/// out, and so are those at both ends that nobody sees: some spreadsheets look behind them.
#[must_use]
pub fn harmless(text: &str) -> String {
    let turns = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let seen = text.chars().filter(|c| !turns(c));
    let plain: String = seen.map(|c| if c.is_control() { ' ' } else { c }).collect();
    let is_unseen = |c: char| {
        c.is_whitespace()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    let plain = plain.trim_matches(is_unseen).to_owned();
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
            ("\u{feff}=1", "'=1"),
            ("\u{202e}\u{200b} @x", "'@x"),
            ("a\u{202e}b\u{200d}c", "ab\u{200d}c"),
        ] {
            assert_eq!(harmless(text), expected);
        }
    }
}
