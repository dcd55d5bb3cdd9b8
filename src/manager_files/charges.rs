//! Entries: single expenses and credits.

use crate::domain::{
    AmountError, ChargeCategory, ChargeScope, ChargeSide, Currency, InvalidAmount, Money,
    OwnerCharge, Portfolio, Rate, Rounding, parse_number,
};
use crate::tables::{self, CsvColumns, CsvRow, DecimalMark, FaultCollector, Faults, SheetForm};
use crate::text::quoted;

use super::amount::wrong_amount;
use super::channel::{self, Subject};
use super::home::{Homes, home};
use super::{receipt, scope};

const COLUMNS: CsvColumns = CsvColumns {
    required: &["date", "category", "description", "net"],
    optional: &[
        "property",
        "owner",
        "vendor",
        "channel",
        "vat",
        "markup",
        "paid_by",
        "currency",
        "reference",
        "receipt",
    ],
};

/// Reads the entries `text` of the file `file`, a name for messages only.
///
/// # Errors
/// All faults of the file in order of their places, entries that are there twice included.
pub fn parse_charges(
    file: &str,
    text: &str,
    portfolio: &Portfolio,
) -> Result<Vec<OwnerCharge>, Faults> {
    let written = Written { file, text, form: SheetForm::default() };
    read_written(written, portfolio, Some(&Homes::new())).map(|read| read.charges)
}

/// A file of entries.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    /// Its name, which only serves the messages.
    pub file: &'a str,
    /// Its text.
    pub text: &'a str,
    /// How it writes numbers and dates.
    pub form: SheetForm,
}

/// What was read of a file of entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParsedCharges {
    /// The entries.
    pub charges: Vec<OwnerCharge>,
    /// How many rows have no currency of their own and wait for the account to tell it.
    pub waiting: usize,
}

/// Reads the entries of a file. A row without a currency has that of its property or owner, by
/// `homes`; without any homes it waits and its amounts are not read yet.
///
/// # Errors
/// As [`parse_charges`], and rows whose property or owner has no currency or several.
pub fn read_written(
    written: Written<'_>,
    portfolio: &Portfolio,
    homes: Option<&Homes>,
) -> Result<ParsedCharges, Faults> {
    let Written { file, text, form } = written;
    let (rows, findings) = tables::parse_table(file, text, &COLUMNS);
    let mut reader = Reader { file, portfolio, form, homes, waiting: 0, findings };
    let mut read: Vec<(u64, OwnerCharge)> = Vec::new();
    for row in &rows {
        let Some((charge, given_back)) = reader.owner_charge(row) else { continue };
        let same = |other: &OwnerCharge| {
            OwnerCharge { place: charge.place.clone(), ..other.clone() } == charge
        };
        if let Some((line, _)) = read.iter().find(|(_, other)| same(other)) {
            let message = format!(
                "the same as line {line}: change one of the descriptions, or remove one of the \
                 lines"
            );
            reader.findings.refuse("description", message);
        }
        read.extend([Some(charge), given_back].into_iter().flatten().map(|one| (row.line, one)));
    }
    let charges = read.into_iter().map(|(_, charge)| charge).collect();
    let waiting = reader.waiting;
    reader.findings.unless_any(ParsedCharges { charges, waiting })
}

/// Who has paid an expense.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PaidBy {
    Manager,
    Owner,
}

/// The amounts of an entry; the mark-up is within the net.
#[derive(Clone, Copy)]
struct Amounts {
    net: Money,
    vat: Money,
    markup: Money,
}

fn is_rate(text: &str) -> bool {
    text.ends_with('%')
}

struct Reader<'a> {
    file: &'a str,
    portfolio: &'a Portfolio,
    form: SheetForm,
    homes: Option<&'a Homes>,
    waiting: usize,
    findings: FaultCollector,
}

impl Reader<'_> {
    /// The entry of a row and, where the owner has paid it already, what gives it back. Looks at
    /// every field, so that all faults of a row are reported at once.
    fn owner_charge(&mut self, row: &CsvRow) -> Option<(OwnerCharge, Option<OwnerCharge>)> {
        self.findings.turn_to(row.line);
        let date = self.findings.accept("date", self.form.date(row.text("date")));
        let scope = self.scope(row);
        let category = self.findings.accept("category", category(row.text("category")));
        let description = row.text("description");
        if description.is_empty() {
            let message =
                "missing: write what it was for; it is printed on the statement".to_owned();
            self.findings.refuse("description", message);
        }
        let subject = Subject { category, scope: scope.as_ref() };
        let channel = channel::parse_channel(row, subject, self.portfolio, &mut self.findings);
        let receipt = self.receipt(row);
        let paid = self.paid_by(row, category);
        if self.waits(row) {
            self.waiting += 1;
            return None;
        }
        let cost = self.amount("net", row, None, scope.as_ref());
        let amounts = cost.and_then(|cost| self.amounts(row, category, cost));
        let Amounts { net, vat, markup } = self.signed(category?, amounts?)?;
        let text = |column| Some(row.text(column).to_owned()).filter(|text| !text.is_empty());
        let charge = OwnerCharge {
            place: format!("{}:{}", self.file, row.line),
            date: date?,
            scope: scope?,
            category: category?,
            description: text("description")?,
            vendor: text("vendor"),
            channel: channel?,
            net,
            vat,
            markup,
            amount: net.plus(vat).ok()?,
            reference: text("reference"),
            receipt: receipt?,
        };
        let given_back = match paid? {
            PaidBy::Manager => None,
            PaidBy::Owner => Some(self.given_back(&charge)?),
        };
        Some((charge, given_back))
    }

    /// The path of a receipt, if its text can be a path.
    #[expect(clippy::option_option, reason = "a fault is not the same as no receipt")]
    fn receipt(&mut self, row: &CsvRow) -> Option<Option<String>> {
        let path = row.text("receipt");
        if path.is_empty() {
            return Some(None);
        }
        self.findings.accept("receipt", receipt::ending(path)).map(|_| Some(path.to_owned()))
    }

    fn paid_by(&mut self, row: &CsvRow, category: Option<ChargeCategory>) -> Option<PaidBy> {
        let text = row.text("paid_by");
        let paid = match text {
            "" | "manager" => PaidBy::Manager,
            "owner" => PaidBy::Owner,
            other => {
                let message = format!("{} is not valid: write manager or owner", quoted(other));
                self.findings.refuse("paid_by", message);
                return None;
            }
        };
        if paid == PaidBy::Owner && category.is_some_and(|one| one.side() == ChargeSide::Credit) {
            let message = "an owner does not pay credits: leave it empty".to_owned();
            self.findings.refuse("paid_by", message);
            return None;
        }
        Some(paid)
    }

    /// What gives the owner back an expense that the owner has paid.
    fn given_back(&mut self, charge: &OwnerCharge) -> Option<OwnerCharge> {
        let OwnerCharge { net, vat, markup, amount, .. } = charge;
        let given_back = || {
            Ok::<_, AmountError>(OwnerCharge {
                place: format!("{}, given back", charge.place),
                category: ChargeCategory::PaidByOwner,
                net: net.negated()?,
                vat: vat.negated()?,
                markup: markup.negated()?,
                amount: amount.negated()?,
                reference: None,
                receipt: None,
                ..charge.clone()
            })
        };
        let given_back = given_back().ok();
        if given_back.is_none() {
            self.findings.refuse("net", "is too large".to_owned());
        }
        given_back
    }

    /// Cost and mark-up together, and the VAT on both.
    fn amounts(
        &mut self,
        row: &CsvRow,
        category: Option<ChargeCategory>,
        cost: Money,
    ) -> Option<Amounts> {
        if category == Some(ChargeCategory::Disbursement) {
            for column in ["vat", "markup"] {
                if !row.text(column).is_empty() {
                    let message = "a disbursement is charged at cost: leave it blank".to_owned();
                    self.findings.refuse(column, message);
                }
            }
        }
        let markup = self.part("markup", row, cost)?;
        let Ok(net) = cost.plus(markup) else {
            self.findings.refuse("markup", "cost and mark-up are too large".to_owned());
            return None;
        };
        if !markup.is_zero() && !is_rate(row.text("vat")) && !row.text("vat").is_empty() {
            let message =
                "write the VAT as a rate such as 23%, because it also applies to the mark-up"
                    .to_owned();
            self.findings.refuse("vat", message);
            return None;
        }
        let vat = self.part("vat", row, net)?;
        Some(Amounts { net, vat, markup })
    }

    /// The amount of a column, which may be a rate of another; a blank is nothing.
    fn part(&mut self, column: &'static str, row: &CsvRow, of: Money) -> Option<Money> {
        let text = row.text(column);
        if text.is_empty() {
            return Some(Money::zero(of.currency()));
        }
        if !is_rate(text) {
            return self.amount(column, row, Some(of), None);
        }
        let percent = text.trim_end_matches('%').trim_end();
        let percent = self.form.number(percent).map(|number| format!("{number}%"));
        let exact = percent.and_then(|text| Rate::parse_percent(&text).map_err(|_| String::new()));
        let exact = exact.map(|rate| of.times(rate));
        let part = match exact {
            Ok(exact) => exact.and_then(|exact| exact.round(Rounding::HalfAwayFromZero)),
            Err(_) => {
                let message = format!("{} is not a rate: write one such as 23%", quoted(text));
                self.findings.refuse(column, message);
                return None;
            }
        };
        if part.is_err() {
            self.findings.refuse(column, format!("{} of the net is too large", quoted(text)));
        }
        part.ok()
    }

    /// The amounts as they change what the owner gets.
    fn signed(&mut self, category: ChargeCategory, amounts: Amounts) -> Option<Amounts> {
        let sign = |amount: Money| match category.side() {
            ChargeSide::Expense => amount.negated(),
            ChargeSide::Credit => Ok(amount),
        };
        let signed = || {
            let (net, vat) = (sign(amounts.net)?, sign(amounts.vat)?);
            net.plus(vat)?;
            Ok::<_, AmountError>(Amounts { net, vat, markup: sign(amounts.markup)? })
        };
        let signed = signed().ok();
        if signed.is_none() {
            self.findings.refuse("net", "net and VAT together are too large".to_owned());
        }
        signed
    }

    fn scope(&mut self, row: &CsvRow) -> Option<ChargeScope> {
        match (row.text("property"), row.text("owner")) {
            ("", "") => {
                let message = "missing: write the property or the owner".to_owned();
                self.findings.refuse("property", message);
                None
            }
            (property, "") => self
                .findings
                .accept("property", scope::property(self.portfolio, property))
                .map(ChargeScope::Property),
            ("", owner) => self
                .findings
                .accept("owner", scope::owner(self.portfolio, owner))
                .map(ChargeScope::Owner),
            (_, _) => {
                let message = "write the property or the owner, not both".to_owned();
                self.findings.refuse("owner", message);
                None
            }
        }
    }

    /// Whether a row names no currency, and the account has not been read yet. What is not a number
    /// is told at once.
    fn waits(&mut self, row: &CsvRow) -> bool {
        let text = row.text("net");
        let waits = self.homes.is_none()
            && row.text("currency").is_empty()
            && !text.is_empty()
            && !text.contains(|c: char| c.is_ascii_alphabetic());
        if waits {
            let number = plain_number(text, self.form);
            self.findings.accept("net", number);
        }
        waits
    }

    /// The amount of a column, in the currency that it or the column `currency` names, else in that
    /// of its property or owner; VAT in the currency of the net.
    fn amount(
        &mut self,
        column: &'static str,
        row: &CsvRow,
        net: Option<Money>,
        scope: Option<&ChargeScope>,
    ) -> Option<Money> {
        let text = row.text(column);
        let usual = || match (net, scope) {
            (Some(net), _) => Ok(net.currency()),
            (None, Some(scope)) => home(scope, self.portfolio, self.homes),
            (None, None) => Err("has no currency: write it behind the number".to_owned()),
        };
        let amount = amount(text, row.text("currency"), self.form, usual);
        let amount = self.findings.accept(column, amount)?;
        if amount.is_negative() {
            let message = format!(
                "{} is negative: write it without a minus sign; the category decides whether it \
                 is charged or credited",
                quoted(text)
            );
            self.findings.refuse(column, message);
            return None;
        }
        if net.is_none() && column == "net" && amount.is_zero() {
            self.findings
                .refuse(column, format!("{} has no effect: remove the line", quoted(text)));
            return None;
        }
        match net.map(Money::currency).filter(|currency| *currency != amount.currency()) {
            Some(currency) => {
                self.findings.refuse(
                    column,
                    format!("{} is not in {currency}, the currency of the net", quoted(text)),
                );
                None
            }
            None => Some(amount),
        }
    }
}

fn category(text: &str) -> Result<ChargeCategory, String> {
    if text == ChargeCategory::PaidByOwner.key() {
        let usual = "write what it was for as the category, and owner in a column paid_by";
        return Err(format!("{} is created from an expense: {usual}", quoted(text)));
    }
    ChargeCategory::from_key(text).ok_or_else(|| {
        let written =
            ChargeCategory::ALL.into_iter().filter(|one| *one != ChargeCategory::PaidByOwner);
        let known: Vec<&str> = written.map(ChargeCategory::key).collect();
        format!("unknown category {}: expected one of {}", quoted(text), known.join(", "))
    })
}

/// "120.00 EUR", or "120.00" beside a column that says EUR, or in the currency that is usual.
fn amount(
    text: &str,
    column: &str,
    form: SheetForm,
    usual: impl FnOnce() -> Result<Currency, String>,
) -> Result<Money, String> {
    let (number, code) = split(text, form);
    let code = match (code, column) {
        ("", column) => column,
        (code, "") => code,
        (code, column) if code == column => column,
        (_, column) => {
            return Err(format!(
                "{} is not in {}, the currency of its row",
                quoted(text),
                quoted(column)
            ));
        }
    };
    if text.is_empty() {
        return Err(not_an_amount(text, form));
    }
    let accepted = accepted(form);
    let number = plain_number(number, form)?;
    let currency = match code {
        "" => usual().map_err(|why| format!("{} {why}", quoted(text)))?,
        code => Currency::from_code(code)
            .ok_or_else(|| format!("{} has no known currency: write {accepted}", quoted(text)))?,
    };
    parse_number(&number, currency).map_err(|fault| wrong_amount(fault, text, &accepted))
}

/// A number with a point before its decimals, whatever its currency.
fn plain_number(text: &str, form: SheetForm) -> Result<String, String> {
    let number = form.number(text)?;
    let digits = number.strip_prefix('-').unwrap_or(&number);
    let is_number =
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_number { Ok(number) } else { Err(not_an_amount(text, form)) }
}

/// The number of an amount and the currency behind it, if there is one.
fn split(text: &str, form: SheetForm) -> (&str, &str) {
    let parts = match form.decimal {
        DecimalMark::Point => text.split_once(char::is_whitespace),
        // groups of digits may have spaces between them
        DecimalMark::Comma => text
            .rsplit_once(char::is_whitespace)
            .filter(|(_, code)| code.contains(|c: char| c.is_alphabetic())),
    };
    parts.map_or((text, ""), |(number, code)| (number.trim(), code.trim()))
}

fn accepted(form: SheetForm) -> String {
    let number = form.example();
    format!(
        "a number and its currency such as {number} EUR, or the number here and EUR in a column \
         'currency'"
    )
}

fn not_an_amount(text: &str, form: SheetForm) -> String {
    wrong_amount(InvalidAmount::NotANumber, text, &accepted(form))
}
