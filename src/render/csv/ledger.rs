//! An owner's statement as a ledger: one row a line.

use crate::domain::{Entry, Purpose, Standing};
use crate::locale::Locale;
use crate::render::compose::{category_name, line_name};
use crate::statement::{Row, Section, TiedStatement};

use super::{finished, harmless, writer};

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

/// Where the channel stands.
const CHANNEL: usize = 5;

/// One row for each of the owner's lines of the period; a stay without any stands with a blank
/// amount, so that its nights are there. Then one row for each entry, signed as it changes what the
/// owner gets.
///
/// # Errors
/// None that occur: the rows are written to memory and have one length.
pub fn ledger(statement: &TiedStatement, locale: &Locale) -> Result<Vec<u8>, csv::Error> {
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
    for (section, entry) in statement.entries() {
        csv.write_record(entry_fields(statement, section, entry, locale))?;
    }
    finished(csv)
}

fn entry_fields(
    statement: &TiedStatement,
    section: Option<&Section>,
    entry: &Entry,
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
        entry.channel.as_ref().map(|one| harmless(&one.to_string())).unwrap_or_default();
    fields.extend([
        category_name(entry.category, locale.words()).to_owned(),
        entry.amount.to_string(),
        currency(statement),
        entry.date.to_string(),
        harmless(&entry.description),
        harmless(entry.vendor.as_deref().unwrap_or_default()),
        harmless(entry.reference.as_deref().unwrap_or_default()),
        harmless(entry.receipt_name().unwrap_or_default()),
        entry.net.to_string(),
        entry.vat.to_string(),
    ]);
    fields
}

fn currency(statement: &TiedStatement) -> String {
    statement.currency.code().to_owned()
}

fn stay_fields(statement: &TiedStatement, section: &Section, row: &Row) -> [String; 12] {
    let reservation = &row.reservation;
    let stay = reservation.stay;
    let what = match (reservation.purpose, reservation.standing) {
        (Purpose::Owner, _) => "owner",
        (Purpose::Guest, Standing::Accepted) => "guest",
        (Purpose::Guest, Standing::Cancelled) => "cancelled",
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
