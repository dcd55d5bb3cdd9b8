//! The flat fee a month that an agreement can have, as entries.

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::{
    Agreement, AmountError, Entry, EntryCategory, EntryScope, Money, Period, Property, Rounding,
    VatMethod,
};

/// One entry for each month whose last day lies in `period`, dated that day.
///
/// # Errors
/// An amount too large to count.
pub(super) fn entries(
    property: &Property,
    terms: &Agreement,
    period: Period,
) -> Result<Vec<Entry>, AmountError> {
    let Some(flat) = terms.commission.per_month else { return Ok(Vec::new()) };
    let days = period.first().iter_days().take(period.days() as usize);
    days.filter(|day| is_last_of_month(*day)).map(|day| entry(property, terms, flat, day)).collect()
}

fn is_last_of_month(day: NaiveDate) -> bool {
    day.checked_add_days(Days::new(1)).is_some_and(|next| next.month() != day.month())
}

/// The fee with the VAT of the commission: on top, or within it where the commission has it in it.
fn entry(
    property: &Property,
    terms: &Agreement,
    flat: Money,
    date: NaiveDate,
) -> Result<Entry, AmountError> {
    let (net, vat) = match terms.commission.vat {
        None => (flat, Money::zero(flat.currency())),
        Some(vat) if vat.method == VatMethod::Gross => {
            let within = flat.vat_within(vat.rate)?.round(Rounding::HalfAwayFromZero)?;
            (flat.minus(within)?, within)
        }
        Some(vat) => (flat, flat.times(vat.rate)?.round(Rounding::HalfAwayFromZero)?),
    };
    let (net, vat) = (net.negated()?, vat.negated()?);
    let month = date.format("%Y-%m").to_string();
    Ok(Entry {
        place: format!("per_month of {} in {}, {month}", terms.id, property.id),
        date,
        scope: EntryScope::Property(property.id.clone()),
        category: EntryCategory::MonthlyFee,
        description: month,
        vendor: None,
        channel: None,
        net,
        markup: Money::zero(flat.currency()),
        vat,
        amount: net.plus(vat)?,
        reference: None,
        receipt: None,
    })
}
