//! An owner's statement as a ledger: one row a line.

use crate::domain::{BookingStatus, OwnerCharge, Purpose};
use crate::locale::Locale;
use crate::render::compose::{category_name, line_name};
use crate::statement::{Row, Section, TiedStatement};

use super::table::{finished, harmless, writer};

/// The columns, in an order that stays.
const HEADINGS: [&str; 22] = [
    "period_first",
    "period_last",
    "owner",
    "property",
    "reservation",
    "channel",
    "guest",
    "stay",
    "check_in",
    "check_out",
    "nights_in_period",
    "nights_of_stay",
    "line",
    "amount",
    "currency",
    "date",
    "description",
    "vendor",
    "reference",
    "receipt",
    "net",
    "vat",
];

/// The position of the channel.
const CHANNEL: usize = 5;

/// One row for each of the owner's lines of the period; a stay without lines has a row with a blank
/// amount, so that its nights are included. Then one row for each entry, with the sign of its
/// effect on the owner's net.
///
/// # Errors
/// None that occur: the rows are written to memory and have one length.
pub fn lines(statement: &TiedStatement, locale: &Locale) -> Result<Vec<u8>, csv::Error> {
    let mut csv = writer();
    csv.write_record(HEADINGS)?;
    let no_entry: [String; 7] = Default::default();
    for section in &statement.sections {
        for row in &section.rows {
            let stay = stay_fields(statement, section, row);
            let mut lines = 0;
            for line in row.owner_lines().filter(|line| !line.amount.is_zero()) {
                let name = line_name(line.kind, locale.words());
                let money = [name.to_owned(), line.amount.to_string(), currency(statement)];
                csv.write_record(stay.iter().chain(&money).chain(&no_entry))?;
                lines += 1;
            }
            if lines == 0 {
                let name = locale.words().stay_without_money.to_owned();
                let money = [name, String::new(), currency(statement)];
                csv.write_record(stay.iter().chain(&money).chain(&no_entry))?;
            }
        }
    }
    for (section, charge) in statement.all_charges() {
        csv.write_record(charge_fields(statement, section, charge, locale))?;
    }
    finished(csv)
}

fn charge_fields(
    statement: &TiedStatement,
    section: Option<&Section>,
    charge: &OwnerCharge,
    locale: &Locale,
) -> Vec<String> {
    let mut fields = vec![
        statement.period.first().to_string(),
        statement.period.last().to_string(),
        harmless(&statement.owner.name),
        section.map(|section| harmless(&section.property.name)).unwrap_or_default(),
    ];
    // of what a stay has, only the channel
    fields.resize(12, String::new());
    fields[CHANNEL] =
        charge.channel.as_ref().map(|one| harmless(&one.to_string())).unwrap_or_default();
    fields.extend([
        category_name(charge.category, locale.words()).to_owned(),
        charge.amount.to_string(),
        currency(statement),
        charge.date.to_string(),
        harmless(&charge.description),
        harmless(charge.vendor.as_deref().unwrap_or_default()),
        harmless(charge.reference.as_deref().unwrap_or_default()),
        harmless(charge.receipt_name().unwrap_or_default()),
        charge.net.to_string(),
        charge.vat.to_string(),
    ]);
    fields
}

fn currency(statement: &TiedStatement) -> String {
    statement.currency.code().to_owned()
}

fn stay_fields(statement: &TiedStatement, section: &Section, row: &Row) -> [String; 12] {
    let reservation = &row.reservation;
    let stay = reservation.stay;
    let what = match (reservation.purpose, reservation.status) {
        (Purpose::Owner, _) => "owner",
        (Purpose::Guest, BookingStatus::Accepted) => "guest",
        (Purpose::Guest, BookingStatus::Cancelled) => "cancelled",
    };
    [
        statement.period.first().to_string(),
        statement.period.last().to_string(),
        harmless(&statement.owner.name),
        harmless(&section.property.name),
        harmless(reservation.code.as_str()),
        harmless(&reservation.channel.to_string()),
        harmless(reservation.guest.as_deref().unwrap_or_default()),
        what.to_owned(),
        stay.arrival().to_string(),
        stay.departure().to_string(),
        row.nights_in_period.to_string(),
        stay.nights().to_string(),
    ]
}
