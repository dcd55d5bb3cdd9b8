//! The manager's month: one row an owner and property.

use crate::domain::Money;
use crate::statement::{Column, Columns, Section, TiedStatement};

use super::table::{TableError, finished, harmless, writer};

const HEADINGS: [&str; 27] = [
    "owner_id",
    "owner",
    "property_id",
    "property",
    "currency",
    "guest_nights",
    "owner_nights",
    "blocked_nights",
    "stays",
    "rent",
    "fees",
    "adjustments",
    "channel_fee",
    "channel_fee_vat",
    "commission",
    "commission_vat",
    "taxes",
    "withheld",
    "charges",
    "received",
    "expenses",
    "credits",
    "co_host",
    "net",
    "fees_kept_by_manager",
    "taxes_held",
    "deposits_held",
];

/// All statements of a run, by owner, property and currency; what belongs to no property has a row
/// with a blank one.
///
/// # Errors
/// A sum of held taxes or kept fees that is too large to count.
pub fn summary(statements: &[TiedStatement]) -> Result<Vec<u8>, TableError> {
    let mut csv = writer();
    csv.write_record(HEADINGS)?;
    for statement in statements {
        for section in &statement.sections {
            csv.write_record(of_property(statement, section)?)?;
        }
        if !statement.owner_charges.is_empty() || !statement.vat_differences.is_empty() {
            csv.write_record(of_no_property(statement))?;
        }
    }
    Ok(finished(csv)?)
}

fn of_property(statement: &TiedStatement, section: &Section) -> Result<Vec<String>, TableError> {
    let sum = |amounts: Vec<Money>| Money::sum(statement.currency, amounts);
    let kept = sum(section.collected.fees_kept.values().copied().collect())?;
    let held = sum(section.collected.taxes.values().copied().collect())?;
    let figures = &section.figures;
    let mut record = head(statement);
    record.splice(2..4, [harmless(section.property.id.as_str()), harmless(&section.property.name)]);
    let nights = [figures.guest_nights, figures.owner_nights, figures.blocked_nights];
    record.extend(nights.into_iter().chain([figures.stays]).map(|number| number.to_string()));
    record.extend(amounts(&section.totals));
    let deposits = section.collected.deposits.unwrap_or(Money::zero(statement.currency));
    record.extend([kept, held, deposits].map(|amount| amount.to_string()));
    Ok(record)
}

/// Amounts of the owner that belong to no property.
fn of_no_property(statement: &TiedStatement) -> Vec<String> {
    let mut record = head(statement);
    record.resize(9, String::new());
    record.extend(amounts(&statement.owner_level_totals));
    record.resize(HEADINGS.len(), String::new());
    record
}

/// Owner, no property yet, and the currency.
fn head(statement: &TiedStatement) -> Vec<String> {
    vec![
        statement.owner.id.to_string(),
        harmless(&statement.owner.name),
        String::new(),
        String::new(),
        statement.currency.code().to_owned(),
    ]
}

/// Every column and the net.
fn amounts(totals: &Columns) -> Vec<String> {
    let columns = Column::ALL.into_iter().map(|one| totals.amount(one));
    columns.chain([totals.net()]).map(|amount| amount.to_string()).collect()
}
