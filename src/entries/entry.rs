//! Entries: single expenses and credits.

use chrono::NaiveDate;

use crate::domain::{
    AmountError, Currency, Entry, EntryCategory, EntryScope, EntrySide, Money, Portfolio,
    parse_number,
};
use crate::sheet::{self, Columns, Faults, Findings, Row, quoted};

use super::amount::wrong_amount;
use super::scope;

const COLUMNS: Columns = Columns {
    required: &["date", "category", "description", "net"],
    optional: &["property", "owner", "vat", "currency", "receipt"],
};

/// Reads the entries `text` of the file `file`, a name that only serves the messages.
///
/// # Errors
/// All faults of the file in order of their places, entries that are there twice included.
pub fn read_entries(file: &str, text: &str, portfolio: &Portfolio) -> Result<Vec<Entry>, Faults> {
    let (rows, findings) = sheet::read(file, text, &COLUMNS);
    let mut reader = Reader { file, portfolio, findings };
    let mut read: Vec<(u64, Entry)> = Vec::new();
    for row in &rows {
        let Some(entry) = reader.entry(row) else { continue };
        let same = |other: &Entry| Entry { place: entry.place.clone(), ..other.clone() } == entry;
        if let Some((line, _)) = read.iter().find(|(_, other)| same(other)) {
            let message = format!("the same as line {line}: tell them apart, or remove one");
            reader.findings.refuse("description", message);
        }
        read.push((row.line, entry));
    }
    reader.findings.unless_any(read.into_iter().map(|(_, entry)| entry).collect())
}

struct Reader<'a> {
    file: &'a str,
    portfolio: &'a Portfolio,
    findings: Findings,
}

impl Reader<'_> {
    /// Looks at every field, so that all faults of a row are told at once.
    fn entry(&mut self, row: &Row) -> Option<Entry> {
        self.findings.turn_to(row.line);
        let date = self.findings.accept("date", date(row.text("date")));
        let scope = self.scope(row);
        let category = self.findings.accept("category", category(row.text("category")));
        let description = row.text("description");
        if description.is_empty() {
            let message = "missing: write what it was for; the statement prints it".to_owned();
            self.findings.refuse("description", message);
        }
        let net = self.amount("net", row, None);
        let vat = match row.text("vat") {
            "" => net.map(|net| Money::zero(net.currency())),
            _ => self.amount("vat", row, net),
        };
        let (net, vat, amount) = self.signed(category?, net?, vat?)?;
        let receipt = Some(row.text("receipt")).filter(|text| !text.is_empty());
        Some(Entry {
            place: format!("{}:{}", self.file, row.line),
            date: date?,
            scope: scope?,
            category: category?,
            description: Some(description).filter(|text| !text.is_empty())?.to_owned(),
            net,
            vat,
            amount,
            receipt: receipt.map(str::to_owned),
        })
    }

    /// Net, VAT and both together as they change what the owner gets.
    fn signed(
        &mut self,
        category: EntryCategory,
        net: Money,
        vat: Money,
    ) -> Option<(Money, Money, Money)> {
        let sign = |amount: Money| match category.side() {
            EntrySide::Expense => amount.negated(),
            EntrySide::Credit => Ok(amount),
        };
        let signed = || {
            let (net, vat) = (sign(net)?, sign(vat)?);
            Ok::<_, AmountError>((net, vat, net.plus(vat)?))
        };
        let amounts = signed().ok();
        if amounts.is_none() {
            self.findings.refuse("net", "net and VAT together are too large".to_owned());
        }
        amounts
    }

    fn scope(&mut self, row: &Row) -> Option<EntryScope> {
        match (row.text("property"), row.text("owner")) {
            ("", "") => {
                let message = "missing: name the property or the owner".to_owned();
                self.findings.refuse("property", message);
                None
            }
            (property, "") => self
                .findings
                .accept("property", scope::property(self.portfolio, property))
                .map(EntryScope::Property),
            ("", owner) => self
                .findings
                .accept("owner", scope::owner(self.portfolio, owner))
                .map(EntryScope::Owner),
            (_, _) => {
                let message = "name the property or the owner, not both".to_owned();
                self.findings.refuse("owner", message);
                None
            }
        }
    }

    /// The amount of a column, in the currency that it or the column `currency` names; VAT in the
    /// currency of the net.
    fn amount(&mut self, column: &'static str, row: &Row, net: Option<Money>) -> Option<Money> {
        let text = row.text(column);
        let amount = self.findings.accept(column, amount(text, row.text("currency")))?;
        if amount.is_negative() {
            let message = format!(
                "{} is negative: write it without a minus, the category says whether it is charged \
                 or credited",
                quoted(text)
            );
            self.findings.refuse(column, message);
            return None;
        }
        if net.is_none() && column == "net" && amount.is_zero() {
            self.findings
                .refuse(column, format!("{} changes nothing: remove the line", quoted(text)));
            return None;
        }
        match net.map(Money::currency).filter(|currency| *currency != amount.currency()) {
            Some(currency) => {
                self.findings
                    .refuse(column, format!("{} is not in {currency} as the net is", quoted(text)));
                None
            }
            None => Some(amount),
        }
    }
}

fn date(text: &str) -> Result<NaiveDate, String> {
    let shaped = text.len() == 10;
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| shaped).ok_or_else(|| {
        format!("{} is no date: write year, month and day such as 2026-10-31", quoted(text))
    })
}

fn category(text: &str) -> Result<EntryCategory, String> {
    EntryCategory::from_key(text).ok_or_else(|| {
        let known: Vec<&str> = EntryCategory::ALL.into_iter().map(EntryCategory::key).collect();
        format!("{} is no category: known are {}", quoted(text), known.join(", "))
    })
}

/// "120.00 EUR", or "120.00" beside a column that says EUR.
fn amount(text: &str, column: &str) -> Result<Money, String> {
    let (number, code) = match (text.split_once(char::is_whitespace), column) {
        (Some((number, code)), "") => (number, code.trim()),
        (Some((number, code)), column) if code.trim() == column => (number, column),
        (Some(_), column) => {
            return Err(format!("{} is not in {} as its row says", quoted(text), quoted(column)));
        }
        (None, column) => (text, column),
    };
    let usual = "a number and its currency such as 120.00 EUR, or the number here and EUR in a \
                 column 'currency'";
    let currency = Currency::from_code(code)
        .ok_or_else(|| format!("{} has no currency that is known: write {usual}", quoted(text)))?;
    parse_number(number, currency).map_err(|fault| wrong_amount(fault, text, usual))
}
