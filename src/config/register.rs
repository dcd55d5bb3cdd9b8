//! The register: owners and properties as a table that a spreadsheet keeps, in place of their
//! sections.

use std::collections::BTreeMap;

use super::parties::{is_email, parse_owner_id, parse_property_id};
use super::wording::meant_or_accepted;
use crate::domain::{
    AgreementId, CollectTerms, Collector, Currency, Owner, OwnerId, Property, PropertyId,
};
use crate::tables::{self, CsvColumns, CsvRow, FaultCollector, Faults};
use crate::text::quoted;

/// Its columns.
pub(super) const COLUMNS: CsvColumns = CsvColumns {
    required: &["property", "name", "agreement", "owner_id", "owner"],
    optional: &["email", "address", "tax_id", "currency", "share", "collects"],
};

/// Separates the lines of an address.
const ADDRESS_BREAK: char = '|';

/// Owners and properties by their ids.
#[derive(Debug, Default)]
pub(super) struct Register {
    pub(super) owners: BTreeMap<OwnerId, Owner>,
    pub(super) properties: BTreeMap<PropertyId, Property>,
}

/// Reads the table `text` of the file `file` with agreements of these ids; none accepts any, for
/// that is a fault of its own.
///
/// # Errors
/// All faults in order of their lines.
pub(super) fn parse_register(
    file: &str,
    text: &str,
    agreements: &[&str],
) -> Result<Register, Faults> {
    let (rows, findings) = tables::parse_table(file, text, &COLUMNS);
    let mut reader =
        Reader { agreements, findings, lines: BTreeMap::new(), register: Register::default() };
    if rows.is_empty() && reader.findings.is_empty() {
        reader.findings.refuse("property", "this table has no properties".to_owned());
    }
    for row in &rows {
        reader.row(row);
    }
    reader.findings.unless_any(reader.register)
}

struct Reader<'a> {
    agreements: &'a [&'a str],
    findings: FaultCollector,
    /// Where each owner was first named.
    lines: BTreeMap<OwnerId, u64>,
    register: Register,
}

impl Reader<'_> {
    fn refuse_text(&mut self, column: &'static str, text: &str, hint: &str) {
        self.findings.refuse(column, format!("{} is not valid: {hint}", quoted(text)));
    }

    /// The text of a column that must not be blank.
    fn text(&mut self, row: &CsvRow, column: &'static str) -> Option<String> {
        let text = row.text(column);
        if text.is_empty() {
            self.findings.refuse(column, "missing".to_owned());
        }
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Looks at every field, so that all faults of a row are reported at once.
    fn row(&mut self, row: &CsvRow) {
        self.findings.turn_to(row.line);
        let id = self.text(row, "property").and_then(|text| {
            parse_property_id(&text).map_err(|hint| self.refuse_text("property", &text, hint)).ok()
        });
        let name = self.text(row, "name");
        let agreement = self.agreement(row);
        let currency = self.currency(row);
        let collects = self.collects(row);
        let owner = self.owner(row);
        if !matches!(row.text("share"), "" | "100%" | "100") {
            let hint = "leave it empty or write 100%; several owners of one property are not \
                        supported yet";
            self.refuse_text("share", row.text("share"), hint);
        }
        if let Some(id) = &id
            && self.register.properties.contains_key(id)
        {
            let message = format!("{} appears twice", quoted(id.as_str()));
            self.findings.refuse("property", message);
        }
        let (Some(id), Some(name), Some(agreement)) = (id, name, agreement) else { return };
        let (Some(currency), Some(owner)) = (currency, owner) else { return };
        let Some(collects) = collects else { return };
        let property = Property { id: id.clone(), name, agreement, owner, currency, collects };
        self.register.properties.insert(id, property);
    }

    fn agreement(&mut self, row: &CsvRow) -> Option<AgreementId> {
        let text = self.text(row, "agreement")?;
        if !self.agreements.is_empty() && !self.agreements.contains(&text.as_str()) {
            let hint = meant_or_accepted(&text, self.agreements);
            self.refuse_text("agreement", &text, &hint);
            return None;
        }
        AgreementId::new(&text).ok()
    }

    #[expect(clippy::option_option, reason = "a fault, a blank and a currency are three things")]
    fn currency(&mut self, row: &CsvRow) -> Option<Option<Currency>> {
        let text = row.text("currency");
        let currency = Currency::from_code(text);
        if currency.is_none() && !text.is_empty() {
            self.refuse_text(
                "currency",
                text,
                "write three letters such as EUR, or leave it empty",
            );
            return None;
        }
        Some(currency)
    }

    /// Who is paid for all stays of the property; exceptions by channel are in its agreement.
    #[expect(clippy::option_option, reason = "a fault, a blank and a collector are three things")]
    fn collects(&mut self, row: &CsvRow) -> Option<Option<CollectTerms>> {
        let text = row.text("collects");
        if text.is_empty() {
            return Some(None);
        }
        let Some((_, default)) = Collector::ALL.into_iter().find(|(key, _)| *key == text) else {
            self.refuse_text("collects", text, "write manager or owner, or leave it empty");
            return None;
        };
        Some(Some(CollectTerms { default, ..CollectTerms::default() }))
    }

    /// The owner of the row. Repeated owner fields must agree or be blank.
    fn owner(&mut self, row: &CsvRow) -> Option<OwnerId> {
        let id = self.text(row, "owner_id").and_then(|text| {
            parse_owner_id(&text).map_err(|hint| self.refuse_text("owner_id", &text, hint)).ok()
        });
        let name = self.text(row, "owner");
        let email = row.text("email");
        if !email.is_empty() && !is_email(email) {
            let hint = "write one address such as owners@harbourpine.example, or leave it empty";
            self.refuse_text("email", email, hint);
        }
        let lines = row.text("address").split(ADDRESS_BREAK).map(str::trim);
        let address: Vec<String> =
            lines.filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let (id, name) = (id?, name?);
        let email = (!email.is_empty()).then(|| email.to_owned());
        let tax_id = Some(row.text("tax_id")).filter(|text| !text.is_empty()).map(str::to_owned);
        let owner = Owner { id: id.clone(), name, email, address, tax_id };
        match self.register.owners.get(&id).cloned() {
            None => {
                self.lines.insert(id.clone(), self.findings.line());
                self.register.owners.insert(id.clone(), owner);
            }
            Some(known) => self.merge(known, owner),
        }
        Some(id)
    }

    fn merge(&mut self, mut known: Owner, again: Owner) {
        let first = self.lines.get(&known.id).copied().unwrap_or(self.findings.line());
        let said = format!("of {} differs from line {first}", quoted(known.id.as_str()));
        if again.name != known.name {
            self.findings.refuse("owner", format!("the name {said}"));
        }
        match (&known.email, &again.email) {
            (Some(one), Some(other)) if one != other => {
                self.findings.refuse("email", format!("the address {said}"));
            }
            (None, Some(_)) => known.email = again.email,
            _ => {}
        }
        match (&known.tax_id, &again.tax_id) {
            (Some(one), Some(other)) if one != other => {
                self.findings.refuse("tax_id", format!("the tax number {said}"));
            }
            (None, Some(_)) => known.tax_id = again.tax_id,
            _ => {}
        }
        match (known.address.is_empty(), again.address.is_empty()) {
            (false, false) if known.address != again.address => {
                self.findings.refuse("address", format!("the address {said}"));
            }
            (true, false) => known.address = again.address,
            _ => {}
        }
        self.register.owners.insert(known.id.clone(), known);
    }
}
