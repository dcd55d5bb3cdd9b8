//! The manager's month: one row an owner and property.

use crate::domain::{AmountError, Money};
use crate::statement::{Column, TiedStatement};

use super::{finished, harmless, writer};

const HEADINGS: [&str; 18] = [
    "owner_id",
    "owner",
    "property_id",
    "property",
    "currency",
    "guest_nights",
    "owner_nights",
    "stays",
    "rent",
    "fees",
    "adjustments",
    "channel_fee",
    "commission",
    "taxes",
    "charges",
    "net",
    "fees_kept_by_manager",
    "taxes_held",
];

/// Why the summary could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SummaryError {
    /// A sum too large to count.
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// The rows could not be written; does not occur in memory.
    #[error(transparent)]
    Csv(#[from] csv::Error),
}

/// All statements of a run, by owner, property and currency.
///
/// # Errors
/// A sum of held taxes or kept fees that is too large to count.
pub fn summary(statements: &[TiedStatement]) -> Result<Vec<u8>, SummaryError> {
    let mut csv = writer();
    csv.write_record(HEADINGS)?;
    for statement in statements {
        for section in &statement.sections {
            let sum = |amounts: Vec<Money>| Money::sum(statement.currency, amounts);
            let kept = sum(section.collected.fees_kept.values().copied().collect())?;
            let held = sum(section.collected.taxes.values().copied().collect())?;
            let mut record = vec![
                statement.owner.id.to_string(),
                harmless(&statement.owner.name),
                harmless(section.property.id.as_str()),
                harmless(&section.property.name),
                statement.currency.code().to_owned(),
                section.figures.guest_nights.to_string(),
                section.figures.owner_nights.to_string(),
                section.figures.stays.to_string(),
            ];
            let columns = Column::ALL.into_iter().map(|one| section.totals.amount(one));
            let amounts = columns.chain([section.totals.net(), kept, held]);
            record.extend(amounts.map(|amount| amount.to_string()));
            csv.write_record(record)?;
        }
    }
    Ok(finished(csv)?)
}
