//! A CSV text as rows of named fields with their lines.

use std::collections::BTreeMap;

use super::fault::{Fault, FaultCollector};
use crate::text::{begins_formula, is_invisible, quoted};

/// The longest text of a field.
const CHARACTERS_MAX: usize = 200;

/// A row: its line and its fields by column.
#[derive(Debug)]
pub struct CsvRow {
    /// The line, from 1.
    pub line: u64,
    fields: BTreeMap<&'static str, String>,
}

impl CsvRow {
    /// The trimmed text of a column; empty if there is none.
    #[must_use]
    pub fn text(&self, column: &'static str) -> &str {
        self.fields.get(column).map_or("", String::as_str)
    }
}

/// The columns that a file may have.
pub struct CsvColumns {
    /// Those that it must have.
    pub required: &'static [&'static str],
    /// Those that it may have as well.
    pub optional: &'static [&'static str],
}

/// The rows of a text under a header with the known columns in any order, between commas or, as
/// spreadsheets of some countries save them, semicolons. Lines without any text are left out, as
/// spreadsheets write them below a table.
#[must_use]
pub fn parse_table(file: &str, text: &str, known: &CsvColumns) -> (Vec<CsvRow>, FaultCollector) {
    let mut faults = Vec::new();
    let rows = rows(file, text, known, &mut faults);
    (rows, FaultCollector::new(file, faults))
}

fn rows(file: &str, text: &str, known: &CsvColumns, faults: &mut Vec<Fault>) -> Vec<CsvRow> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut csv = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let fault = |line, column, message| Fault { file: file.to_owned(), line, column, message };
    let mut header: Option<Vec<Option<&'static str>>> = None;
    let mut rows = Vec::new();
    for record in csv.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = line_of(text, error.position());
                faults.push(fault(line, None, "this line cannot be read".to_owned()));
                break;
            }
        };
        let line = line_of(text, record.position());
        if record.iter().all(str::is_empty) {
            continue;
        }
        let Some(columns) = &header else {
            match read_header(&record, known) {
                Ok(columns) => header = Some(columns),
                Err(messages) => {
                    faults.extend(messages.into_iter().map(|text| fault(line, None, text)));
                    return Vec::new();
                }
            }
            continue;
        };
        if record.len() != columns.len() {
            let (found, expected) = (record.len(), columns.len());
            let message = format!(
                "{found} fields, but the header has {expected}: put text with a comma or \
                 semicolon in quotation marks"
            );
            faults.push(fault(line, None, message));
            continue;
        }
        let mut fields = BTreeMap::new();
        for (column, text) in columns.iter().zip(&record) {
            let Some(column) = *column else { continue };
            if let Some(message) = unfit(text) {
                faults.push(fault(line, Some(column), message));
            }
            fields.insert(column, without_formula_mark(text));
        }
        rows.push(CsvRow { line, fields });
    }
    if header.is_none() && faults.is_empty() {
        let message = format!(
            "the file is empty: its first line names the columns {}",
            known.required.join(",")
        );
        faults.push(fault(1, None, message));
    }
    rows
}

/// The separator of the columns' names.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if head.contains(';') && !head.contains(',') { b';' } else { b',' }
}

/// The line of a record, from 1. The parser's own count is one behind where lines end in two
/// characters.
fn line_of(text: &str, position: Option<&csv::Position>) -> u64 {
    let start = position.and_then(|place| usize::try_from(place.byte()).ok()).unwrap_or(0);
    let start = start.min(text.len());
    let (before, rest) = text.as_bytes().split_at(start);
    let breaks = rest.iter().take_while(|byte| matches!(**byte, b'\r' | b'\n'));
    let lines = before.iter().chain(breaks).filter(|byte| **byte == b'\n').count();
    u64::try_from(lines).map_or(u64::MAX, |lines| lines.saturating_add(1))
}

type Header = Vec<Option<&'static str>>;

fn read_header(record: &csv::StringRecord, known: &CsvColumns) -> Result<Header, Vec<String>> {
    let mut messages = Vec::new();
    let mut columns: Header = Vec::new();
    for name in record {
        let mut all = known.required.iter().chain(known.optional);
        let found = all.find(|column| column.eq_ignore_ascii_case(name));
        match found {
            None => messages.push(format!(
                "unknown column {}: expected {}",
                quoted(name),
                [known.required, known.optional].concat().join(", ")
            )),
            Some(column) if columns.contains(&Some(column)) => {
                messages.push(format!("the column '{column}' appears twice"));
            }
            Some(_) => {}
        }
        columns.push(found.copied());
    }
    for column in known.required {
        if !columns.contains(&Some(column)) {
            messages.push(format!("the column '{column}' is missing"));
        }
    }
    if messages.is_empty() { Ok(columns) } else { Err(messages) }
}

/// Why a text cannot be shown on a statement.
fn unfit(text: &str) -> Option<String> {
    let length = text.chars().count();
    if text.contains(['\n', '\r']) {
        Some("more than one line: write it on one line".to_owned())
    } else if text.chars().any(is_invisible) {
        Some("an invisible character: delete the text and type it again".to_owned())
    } else if length > CHARACTERS_MAX {
        Some(format!("{length} characters: at most {CHARACTERS_MAX} are allowed"))
    } else {
        None
    }
}

/// Fields on a line, in quotation marks where they need them, that [`parse_table`] reads back. A
/// field is a text that [`parse_table`] accepts: on one line, nothing invisible, no white space
/// around it.
#[must_use]
pub fn table_line(fields: &[&str]) -> String {
    let written = |field: &&str| {
        let mark = if is_formula(field) { "'" } else { "" };
        match field.contains([',', ';', '"']) {
            true => format!("\"{mark}{}\"", field.replace('"', "\"\"")),
            false => format!("{mark}{field}"),
        }
    };
    fields.iter().map(written).collect::<Vec<_>>().join(",") + "\n"
}

/// The text without the apostrophe that keeps spreadsheets from taking it for a formula.
fn without_formula_mark(text: &str) -> String {
    let marked = text.strip_prefix('\'').filter(|rest| is_formula(rest));
    marked.unwrap_or(text).to_owned()
}

/// Whether a spreadsheet would take a text for a formula, or did before it was marked.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(begins_formula)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_back() {
        let fields = ["=1+1", "'=1", "a,b;\"c\"", "'quoted", "-", "", "plain", "\u{ff1d}1"];
        const NAMES: &[&str] = &["a", "b", "c", "d", "e", "f", "g", "h"];
        let text = table_line(NAMES) + &table_line(&fields);
        assert!(
            text.ends_with("\n'=1+1,''=1,\"a,b;\"\"c\"\"\",'quoted,'-,,plain,'\u{ff1d}1\n"),
            "{text}"
        );
        let (rows, findings) =
            parse_table("t.csv", &text, &CsvColumns { required: NAMES, optional: &[] });
        assert!(findings.is_empty() && rows.len() == 1);
        assert_eq!(NAMES.iter().map(|name| rows[0].text(name)).collect::<Vec<_>>(), fields);
    }
}
