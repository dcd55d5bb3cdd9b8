//! The taxes of a property's stays, for filing: how much of each is due, and who remits it.

use std::collections::BTreeMap;

use crate::domain::{AmountError, Channel, Money};

use super::collected::add_to;
use super::{Row, Tax, TaxDuty};

/// A tax of a property's stays on one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxRow {
    /// Where the stays were booked.
    pub channel: Channel,
    /// Which tax it is.
    pub tax: Tax,
    /// Stays with something of this tax in the period.
    pub stays: u32,
    /// Their nights in the period.
    pub nights: u32,
    /// Their rent after discounts in the period, as the guests paid it.
    pub rent: Money,
    /// The tax in the period.
    pub amount: Money,
}

/// The taxes of a property, by channel, label and category.
///
/// # Errors
/// A sum too large to count.
pub(super) fn of_rows(rows: &[Row]) -> Result<Vec<TaxRow>, AmountError> {
    let mut sums: BTreeMap<(&Channel, &Tax), TaxRow> = BTreeMap::new();
    for row in rows {
        let channel = &row.reservation.channel;
        let due = row.taxes.amounts.iter().filter(|(_, amount)| !amount.is_zero());
        for (tax, amount) in due {
            let nothing = Money::zero(amount.currency());
            let sum = sums.entry((channel, tax)).or_insert_with(|| TaxRow {
                channel: channel.clone(),
                tax: tax.clone(),
                stays: 0,
                nights: 0,
                rent: nothing,
                amount: nothing,
            });
            sum.stays += 1;
            sum.nights += row.nights_in_period;
            sum.rent = sum.rent.plus(row.taxes.rent)?;
            sum.amount = sum.amount.plus(*amount)?;
        }
    }
    Ok(sums.into_values().collect())
}

/// Whether taxes are all that the lines of the stays hold of them, each duty by itself.
///
/// # Errors
/// A sum too large to count.
pub(super) fn add_up(taxes: &[TaxRow], rows: &[Row]) -> Result<bool, AmountError> {
    let mut due: BTreeMap<TaxDuty, Money> = BTreeMap::new();
    for row in taxes {
        add_to(&mut due, row.tax.duty, row.amount)?;
    }
    let mut counted: BTreeMap<TaxDuty, Money> = BTreeMap::new();
    for line in rows.iter().flat_map(|row| &row.lines) {
        if let Some(duty) = TaxDuty::of_line(line) {
            add_to(&mut counted, duty, line.amount)?;
        }
    }
    // a duty under which nothing is due may have taxes that make nothing together, or none
    for sums in [&mut due, &mut counted] {
        sums.retain(|_, sum| !sum.is_zero());
    }
    Ok(due == counted)
}
