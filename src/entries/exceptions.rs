//! Exceptions: decisions about single reservations.

use std::collections::BTreeMap;

use crate::domain::{
    Exception, ExceptionAction, Money, Portfolio, PropertyId, ReportedKind, ReservationCode,
    parse_amount,
};
use crate::sheet::{self, Columns, Fault, Faults, Row, quoted};

use super::amount::wrong_amount;
use super::scope;

const COLUMNS: Columns =
    Columns { required: &["code", "action", "line", "amount", "reason"], optional: &["property"] };

/// Reads the exceptions `text` of the file `file`, a name that only serves the messages.
///
/// # Errors
/// All faults of the file in order of their places, decisions that contradict each other included.
pub fn read_exceptions(
    file: &str,
    text: &str,
    portfolio: &Portfolio,
) -> Result<Vec<Exception>, Faults> {
    let mut faults = Vec::new();
    let rows = sheet::read(file, text, &COLUMNS, &mut faults);
    let mut reader = Reader { file, portfolio, faults, line: 1 };
    let read: Vec<(u64, Option<Exception>)> =
        rows.iter().map(|row| (row.line, reader.exception(row))).collect();
    let read: Vec<(u64, Exception)> =
        read.into_iter().filter_map(|(line, one)| Some((line, one?))).collect();
    reader.refuse_contradictions(&read);
    Faults::unless_none(read.into_iter().map(|(_, one)| one).collect(), reader.faults)
}

struct Reader<'a> {
    file: &'a str,
    portfolio: &'a Portfolio,
    faults: Vec<Fault>,
    line: u64,
}

impl Reader<'_> {
    fn refuse(&mut self, column: &'static str, message: String) {
        let (file, line) = (self.file.to_owned(), self.line);
        self.faults.push(Fault { file, line, column: Some(column), message });
    }

    /// Looks at every field, so that all faults of a row are told at once.
    fn exception(&mut self, row: &Row) -> Option<Exception> {
        self.line = row.line;
        let code = ReservationCode::new(row.text("code")).ok();
        if code.is_none() {
            self.refuse("code", "missing: write the reservation's code".to_owned());
        }
        let reason = row.text("reason");
        if reason.is_empty() {
            let message = "missing: write why; the statement prints it".to_owned();
            self.refuse("reason", message);
        }
        let action = self.action(row);
        let property = self.property(row.text("property"));
        let reason = (!reason.is_empty()).then(|| reason.to_owned())?;
        let place = format!("{}:{}", self.file, row.line);
        Some(Exception { place, code: code?, property: property?, action: action?, reason })
    }

    fn action(&mut self, row: &Row) -> Option<ExceptionAction> {
        match row.text("action") {
            "exclude" => {
                for column in ["line", "amount"] {
                    if !row.text(column).is_empty() {
                        let message = "leave it blank where the action is exclude".to_owned();
                        self.refuse(column, message);
                    }
                }
                Some(ExceptionAction::Exclude)
            }
            "override" => {
                let (line, amount) = (self.kind(row.text("line")), self.amount(row.text("amount")));
                Some(ExceptionAction::Override { line: line?, amount: amount? })
            }
            other => {
                let message = format!("{} is no action: write exclude or override", quoted(other));
                self.refuse("action", message);
                None
            }
        }
    }

    fn kind(&mut self, text: &str) -> Option<ReportedKind> {
        let kind = ReportedKind::from_key(text);
        if kind.is_none() {
            let known: Vec<String> =
                ReportedKind::all().into_iter().map(ReportedKind::key).collect();
            let message = format!("{} is no line: known are {}", quoted(text), known.join(", "));
            self.refuse("line", message);
        }
        kind
    }

    fn amount(&mut self, text: &str) -> Option<Money> {
        let message = match parse_amount(text) {
            Ok(amount) => return Some(amount),
            Err(fault) => wrong_amount(
                fault,
                text,
                "a number and its currency such as 480.00 EUR, charges with a minus",
            ),
        };
        self.refuse("amount", message);
        None
    }

    /// A property by its id or its exact name; a blank is none.
    #[expect(clippy::option_option, reason = "a fault, a blank and a property are three things")]
    fn property(&mut self, text: &str) -> Option<Option<PropertyId>> {
        if text.is_empty() {
            return Some(None);
        }
        match scope::property(self.portfolio, text) {
            Ok(id) => Some(Some(id)),
            Err(message) => {
                self.refuse("property", message);
                None
            }
        }
    }

    /// One decision a reservation and line, in one currency, and all rows of a code with the property
    /// or none.
    fn refuse_contradictions(&mut self, read: &[(u64, Exception)]) {
        let mut by_code: BTreeMap<&ReservationCode, Vec<&(u64, Exception)>> = BTreeMap::new();
        for one in read {
            by_code.entry(&one.1.code).or_default().push(one);
        }
        for rows in by_code.values() {
            for (place, (line, one)) in rows.iter().enumerate() {
                self.line = *line;
                for (earlier_line, earlier) in &rows[..place] {
                    self.compare(one, earlier, *earlier_line);
                }
            }
        }
    }

    fn compare(&mut self, one: &Exception, earlier: &Exception, line: u64) {
        if one.property.is_some() != earlier.property.is_some() {
            let message = format!("name the property here and in line {line}, or in neither");
            return self.refuse("property", message);
        }
        if one.property != earlier.property {
            return;
        }
        use ExceptionAction::{Exclude, Override};
        match (&one.action, &earlier.action) {
            (Exclude, Exclude) => {
                self.refuse("code", format!("is excluded in line {line} already"));
            }
            (Exclude, Override { .. }) | (Override { .. }, Exclude) => {
                let message = format!("line {line} says otherwise: exclude or override, not both");
                self.refuse("action", message);
            }
            (Override { line: kind, amount }, Override { line: other, amount: set }) => {
                if kind == other {
                    self.refuse("line", format!("'{}' is set in line {line} already", kind.key()));
                }
                if amount.currency() != set.currency() {
                    let currency = set.currency();
                    let message =
                        format!("line {line} is in {currency}: one reservation has one currency");
                    self.refuse("amount", message);
                }
            }
        }
    }
}
