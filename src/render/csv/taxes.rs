//! The manager's tax summary of the month: what is due, who remits it, and on how many nights.

use crate::statement::{Section, TaxRow, TiedStatement};

use super::table::{finished, harmless, writer};

const HEADINGS: [&str; 14] = [
    "period",
    "property_id",
    "property",
    "owner_id",
    "channel",
    "label",
    "category",
    "treatment",
    "remitter",
    "stays",
    "nights",
    "rent",
    "amount",
    "currency",
];

/// One row a tax of a property and channel, in the order of the month summary.
///
/// # Errors
/// None that occur: the rows are written to memory and have one length.
pub fn taxes(statements: &[TiedStatement]) -> Result<Vec<u8>, csv::Error> {
    let mut csv = writer();
    csv.write_record(HEADINGS)?;
    for statement in statements {
        for section in &statement.sections {
            for row in &section.taxes {
                csv.write_record(fields(statement, section, row))?;
            }
        }
    }
    finished(csv)
}

fn fields(statement: &TiedStatement, section: &Section, row: &TaxRow) -> [String; 14] {
    [
        statement.period.to_string(),
        harmless(section.property.id.as_str()),
        harmless(&section.property.name),
        statement.owner.id.to_string(),
        harmless(&row.channel.to_string()),
        harmless(&row.tax.label),
        harmless(&row.tax.category),
        row.tax.duty.key().to_owned(),
        row.tax.duty.remitter().to_owned(),
        row.stays.to_string(),
        row.nights.to_string(),
        row.rent.to_string(),
        row.amount.to_string(),
        statement.currency.code().to_owned(),
    ]
}
