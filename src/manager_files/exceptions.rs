//! Exceptions: decisions about single reservations.

use std::collections::BTreeMap;

use crate::domain::{
    Exception, ExceptionAction, Money, Portfolio, PropertyId, ReportedKind, ReservationCode,
    parse_amount,
};
use crate::tables::{self, CsvColumns, CsvRow, FaultCollector, Faults};
use crate::text::quoted;

use super::amount::wrong_amount;
use super::scope;

const COLUMNS: CsvColumns = CsvColumns {
    required: &["code", "action", "line", "amount", "reason"],
    optional: &["property"],
};

/// Reads the exceptions `text` of the file `file`, a name for messages only.
///
/// # Errors
/// All faults of the file in order of their places, decisions that contradict each other included.
pub fn parse_exceptions(
    file: &str,
    text: &str,
    portfolio: &Portfolio,
) -> Result<Vec<Exception>, Faults> {
    let (rows, findings) = tables::parse_table(file, text, &COLUMNS);
    let mut reader = Reader { file, portfolio, findings };
    let read: Vec<(u64, Option<Exception>)> =
        rows.iter().map(|row| (row.line, reader.exception(row))).collect();
    let read: Vec<(u64, Exception)> =
        read.into_iter().filter_map(|(line, one)| Some((line, one?))).collect();
    reader.refuse_contradictions(&read);
    reader.findings.unless_any(read.into_iter().map(|(_, one)| one).collect())
}

struct Reader<'a> {
    file: &'a str,
    portfolio: &'a Portfolio,
    findings: FaultCollector,
}

impl Reader<'_> {
    /// Looks at every field, so that all faults of a row are reported at once.
    fn exception(&mut self, row: &CsvRow) -> Option<Exception> {
        self.findings.turn_to(row.line);
        let code = ReservationCode::new(row.text("code")).ok();
        if code.is_none() {
            self.findings.refuse("code", "missing: write the reservation's code".to_owned());
        }
        let reason = row.text("reason");
        if reason.is_empty() {
            let message = "missing: write the reason; it is printed on the statement".to_owned();
            self.findings.refuse("reason", message);
        }
        let action = self.action(row);
        let property = self.property(row.text("property"));
        let reason = (!reason.is_empty()).then(|| reason.to_owned())?;
        let place = format!("{}:{}", self.file, row.line);
        Some(Exception { place, code: code?, property: property?, action: action?, reason })
    }

    fn action(&mut self, row: &CsvRow) -> Option<ExceptionAction> {
        match row.text("action") {
            "exclude" => {
                for column in ["line", "amount"] {
                    if !row.text(column).is_empty() {
                        let message = "leave it empty if the action is exclude".to_owned();
                        self.findings.refuse(column, message);
                    }
                }
                Some(ExceptionAction::Exclude)
            }
            "accept-oddity" => {
                for column in ["line", "amount", "property"] {
                    if !row.text(column).is_empty() {
                        let message = "leave it empty if the action is accept-oddity".to_owned();
                        self.findings.refuse(column, message);
                    }
                }
                Some(ExceptionAction::AcceptOddity)
            }
            "override" => {
                let (line, amount) = (self.kind(row.text("line")), self.amount(row.text("amount")));
                Some(ExceptionAction::Override { line: line?, amount: amount? })
            }
            other => {
                let message = format!(
                    "unknown action {}: write exclude, override or accept-oddity",
                    quoted(other)
                );
                self.findings.refuse("action", message);
                None
            }
        }
    }

    fn kind(&mut self, text: &str) -> Option<ReportedKind> {
        let kind = ReportedKind::from_key(text);
        if kind.is_none() {
            let known: Vec<String> =
                ReportedKind::all().into_iter().map(ReportedKind::key).collect();
            let message =
                format!("unknown line {}: expected one of {}", quoted(text), known.join(", "));
            self.findings.refuse("line", message);
        }
        kind
    }

    fn amount(&mut self, text: &str) -> Option<Money> {
        let message = match parse_amount(text) {
            Ok(amount) => return Some(amount),
            Err(fault) => wrong_amount(
                fault,
                text,
                "an amount with its currency such as 480.00 EUR, with a minus sign for charges",
            ),
        };
        self.findings.refuse("amount", message);
        None
    }

    /// A property by its id or its exact name; `None` if blank.
    #[expect(clippy::option_option, reason = "a fault, a blank and a property are three things")]
    fn property(&mut self, text: &str) -> Option<Option<PropertyId>> {
        if text.is_empty() {
            return Some(None);
        }
        match scope::property(self.portfolio, text) {
            Ok(id) => Some(Some(id)),
            Err(message) => {
                self.findings.refuse("property", message);
                None
            }
        }
    }

    /// One decision a reservation and line, in one currency, and all rows of a code with the
    /// property or none.
    fn refuse_contradictions(&mut self, read: &[(u64, Exception)]) {
        let mut by_code: BTreeMap<&ReservationCode, Vec<&(u64, Exception)>> = BTreeMap::new();
        for one in read {
            by_code.entry(&one.1.code).or_default().push(one);
        }
        for rows in by_code.values() {
            for (place, (line, one)) in rows.iter().enumerate() {
                self.findings.turn_to(*line);
                for (earlier_line, earlier) in &rows[..place] {
                    self.compare(one, earlier, *earlier_line);
                }
            }
        }
    }

    fn compare(&mut self, one: &Exception, earlier: &Exception, line: u64) {
        if one.property.is_some() != earlier.property.is_some() {
            let message = format!("write the property here and on line {line}, or on neither");
            return self.findings.refuse("property", message);
        }
        if one.property != earlier.property {
            return;
        }
        use ExceptionAction::{AcceptOddity, Exclude, Override};
        match (&one.action, &earlier.action) {
            (Exclude, Exclude) => {
                self.findings.refuse("code", format!("already excluded on line {line}"));
            }
            (AcceptOddity, AcceptOddity) => {
                self.findings.refuse("code", format!("already accepted on line {line}"));
            }
            (AcceptOddity, Exclude | Override { .. })
            | (Exclude | Override { .. }, AcceptOddity) => {
                let message =
                    format!("line {line} has another action: an oddity is not a reservation");
                self.findings.refuse("action", message);
            }
            (Exclude, Override { .. }) | (Override { .. }, Exclude) => {
                let message = format!(
                    "line {line} has the other action: write exclude or override, not both"
                );
                self.findings.refuse("action", message);
            }
            (Override { line: kind, amount }, Override { line: other, amount: set }) => {
                if kind == other {
                    self.findings
                        .refuse("line", format!("'{}' is already set on line {line}", kind.key()));
                }
                if amount.currency() != set.currency() {
                    let currency = set.currency();
                    let message = format!(
                        "line {line} is in {currency}: all lines of a reservation must have the \
                         same currency"
                    );
                    self.findings.refuse("amount", message);
                }
            }
        }
    }
}
