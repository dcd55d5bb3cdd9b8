//! The table of owners, `owners.csv`: which property belongs to which owner, as saved by a
//! spreadsheet.
//!
//! Used only to write a first configuration. All faults are reported at once, each with its line.

use csv::StringRecord;

use super::fault::{Fault, Faults};
use super::single_line::single_line;
use super::wording::{accepted, did_you_mean, nearest};
use crate::domain::PropertyId;
use crate::text::quoted;

const COLUMNS: [&str; 5] = ["property", "owner", "email", "agreement", "share"];

/// A property with its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ownership {
    /// The property.
    pub property: PropertyId,
    /// The owner's name.
    pub owner: String,
    /// The owner's e-mail address; empty if there is none.
    pub email: String,
    /// The name of the agreement; empty if none is given.
    pub agreement: String,
}

/// A line of the table.
struct Row<'a> {
    line: usize,
    record: &'a StringRecord,
    places: &'a [Option<usize>; 5],
}

impl Row<'_> {
    fn cell(&self, column: &str) -> String {
        let place = COLUMNS.iter().position(|known| *known == column);
        let place = place.and_then(|place| self.places[place]);
        single_line(place.and_then(|place| self.record.get(place)).unwrap_or_default())
    }
}

/// Collects faults of one file.
struct Findings {
    file: String,
    faults: Vec<Fault>,
}

impl Findings {
    fn fault(&mut self, line: usize, message: String, hint: impl Into<String>) {
        let (file, hint) = (self.file.clone(), Some(hint.into()));
        self.faults.push(Fault { file, line, column: 0, message, hint });
    }
}

/// Reads the table `text` of the file `file_name` for an account with these properties (id and
/// name). Columns are separated by commas or semicolons.
///
/// # Errors
/// All faults of the table in order of their lines: unknown columns and properties, a property
/// twice, a line without an owner, a share below 100%.
pub fn read_owners(
    file_name: &str,
    text: &str,
    properties: &[(PropertyId, String)],
) -> Result<Vec<Ownership>, Faults> {
    let text = text.trim_start_matches('\u{feff}');
    let mut findings = Findings { file: single_line(file_name), faults: Vec::new() };
    let head = text.lines().next().unwrap_or_default();
    let delimiter = if head.contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut places = None;
    let mut read: Vec<(usize, Ownership)> = Vec::new();
    for record in reader.records() {
        let Ok(record) = record else { continue };
        let line = record.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(1));
        let Some(places) = &places else {
            places = Some(columns(&record, line, &mut findings));
            continue;
        };
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let row = Row { line, record: &record, places };
        if let Some(ownership) = ownership(&row, properties, &read, &mut findings) {
            read.push((line, ownership));
        }
    }
    if findings.faults.is_empty() && read.is_empty() {
        let hint = "write 'property,owner' on the first line and one line for each property";
        findings.fault(1, "this table has no properties".to_owned(), hint);
    }
    match findings.faults.is_empty() {
        true => Ok(read.into_iter().map(|(_, ownership)| ownership).collect()),
        false => Err(Faults::in_order(findings.faults)),
    }
}

/// The positions of the known columns.
fn columns(record: &StringRecord, line: usize, findings: &mut Findings) -> [Option<usize>; 5] {
    let mut places = [None; 5];
    for (at, cell) in record.iter().enumerate() {
        let name = single_line(cell).to_lowercase();
        match COLUMNS.iter().position(|known| *known == name) {
            Some(place) => places[place] = Some(at),
            None if name.is_empty() => {}
            None => {
                let hint =
                    nearest(&name, &COLUMNS).map_or_else(|| accepted(&COLUMNS), did_you_mean);
                findings.fault(line, format!("unknown column {}", quoted(&name)), hint);
            }
        }
    }
    for (place, name) in COLUMNS.iter().enumerate().take(2) {
        if places[place].is_none() {
            let hint = "name the columns on the first line, such as property,owner,email";
            findings.fault(line, format!("the column '{name}' is missing"), hint);
        }
    }
    places
}

fn ownership(
    row: &Row<'_>,
    properties: &[(PropertyId, String)],
    earlier: &[(usize, Ownership)],
    findings: &mut Findings,
) -> Option<Ownership> {
    // a missing column is reported once
    if row.places[0].is_none() || row.places[1].is_none() {
        return None;
    }
    let property = match find(&row.cell("property"), properties) {
        Ok(id) => Some(id),
        Err((message, hint)) => {
            findings.fault(row.line, message, hint);
            None
        }
    };
    let (owner, email) = (row.cell("owner"), row.cell("email"));
    if owner.is_empty() {
        findings.fault(row.line, "there is no owner".to_owned(), "write the owner's name");
    }
    if !email.is_empty() && !super::parties::is_email(&email) {
        let hint = "write one address such as owners@harbourpine.example, or leave it empty";
        findings.fault(row.line, format!("email is {}", quoted(&email)), hint);
    }
    let share = row.cell("share");
    if !["", "100%", "100 %", "100"].contains(&share.as_str()) {
        let hint =
            "leave it empty or write 100%; several owners of one property are not supported yet";
        findings.fault(row.line, format!("share is {}", quoted(&share)), hint);
    }
    let property = property?;
    if let Some((line, _)) = earlier.iter().find(|(_, other)| other.property == property) {
        let message = format!("{} appears twice", quoted(&row.cell("property")));
        let hint = format!(
            "the first one is on line {line}; several owners of one property are not supported yet"
        );
        findings.fault(row.line, message, hint);
    }
    let same = earlier.iter().find(|(_, other)| {
        is_same(&other.owner, &owner)
            && !other.email.is_empty()
            && !email.is_empty()
            && !other.email.eq_ignore_ascii_case(&email)
    });
    if let Some((line, _)) = same {
        let message = format!("{} has another email", quoted(&owner));
        let hint = format!(
            "than on line {line}: write the same email for one owner, or different names for two \
             owners"
        );
        findings.fault(row.line, message, hint);
    }
    Some(Ownership { property, owner, email, agreement: row.cell("agreement") })
}

/// Whether two names are of one owner.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// The property that is meant by an id or a name; else what is wrong and what to do.
fn find(text: &str, properties: &[(PropertyId, String)]) -> Result<PropertyId, (String, String)> {
    if text.is_empty() {
        return Err(("there is no property".to_owned(), "write its id or its name".to_owned()));
    }
    if let Some((id, _)) = properties.iter().find(|(id, _)| id.as_str() == text) {
        return Ok(id.clone());
    }
    let named: Vec<_> =
        properties.iter().filter(|(_, name)| is_same(&single_line(name), text)).collect();
    match named.as_slice() {
        [(id, _)] => Ok(id.clone()),
        [] => {
            let names: Vec<&str> = properties.iter().map(|(_, name)| name.as_str()).collect();
            let hint = nearest(text, &names).map_or_else(
                || "write its id or its name as in Hospitable".to_owned(),
                did_you_mean,
            );
            Err((format!("the account has no property {}", quoted(text)), hint))
        }
        several => {
            let ids: Vec<&str> = several.iter().map(|(id, _)| id.as_str()).collect();
            let message = format!("{} properties are named {}", several.len(), quoted(text));
            Err((message, format!("write the id of one of them: {}", ids.join(", "))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account() -> Vec<(PropertyId, String)> {
        [("p1", "Sea Cottage"), ("p2", "Barn"), ("p3", "Twin"), ("p4", "Twin")]
            .map(|(id, name)| (PropertyId::new(id).expect("an id"), name.to_owned()))
            .into()
    }

    #[test]
    fn spreadsheets_save_it_in_several_ways() {
        for text in [
            "property,owner,email\nSea Cottage,A. Lindqvist,a@lindqvist.example\np2,B. Moreau,\n",
            "\u{feff}Owner;Property;EMAIL;share\r\n\"A. Lindqvist\"; sea cottage;a@lindqvist.example;100%\r\n\r\nB. Moreau;p2;;\r\n",
        ] {
            let read = read_owners("owners.csv", text, &account()).expect("a table");
            assert_eq!(read.len(), 2);
            assert_eq!((read[0].property.as_str(), read[0].owner.as_str()), ("p1", "A. Lindqvist"));
            assert_eq!((read[1].property.as_str(), read[1].email.as_str()), ("p2", ""));
        }
    }

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let text = "property,owner,email,share,colour\nSea Cotage,A,,,\np2,,nobody,50%,\nTwin,C,,,\np1,A,a@x.example,,\np1,A,b@x.example,,\n";
        let faults = read_owners("owners.csv", text, &account()).expect_err("faults").to_string();
        for said in [
            "owners.csv:1: unknown column 'colour'",
            "owners.csv:2: the account has no property 'Sea Cotage': did you mean 'Sea Cottage'?",
            "owners.csv:3: there is no owner",
            "owners.csv:3: email is 'nobody'",
            "owners.csv:3: share is '50%': leave it empty or write 100%; several owners of one \
             property are not supported yet",
            "owners.csv:4: 2 properties are named 'Twin'",
            "owners.csv:6: 'p1' appears twice: the first one is on line 5",
            "owners.csv:6: 'A' has another email",
        ] {
            assert!(faults.contains(said), "{said}\n{faults}");
        }
        for text in ["", "property,owner\n", "p1,A\n"] {
            assert!(read_owners("owners.csv", text, &account()).is_err(), "{text}");
        }
    }
}
