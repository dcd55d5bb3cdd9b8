//! The flat fee a month that an agreement can have, as entries.

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::{
    Agreement, AmountError, ChargeCategory, ChargeScope, Money, OwnerCharge, Period, Property,
    Rounding, VatMethod,
};

/// One entry for each month with its last day in `period`, dated that day.
///
/// # Errors
/// An amount too large to count.
pub(super) fn charges(
    property: &Property,
    terms: &Agreement,
    period: Period,
) -> Result<Vec<OwnerCharge>, AmountError> {
    let Some(flat) = terms.commission.per_month else { return Ok(Vec::new()) };
    let days = period.first().iter_days().take(period.days() as usize);
    days.filter(|day| is_last_of_month(*day))
        .map(|day| charge(property, terms, flat, day))
        .collect()
}

fn is_last_of_month(day: NaiveDate) -> bool {
    day.checked_add_days(Days::new(1)).is_some_and(|next| next.month() != day.month())
}

/// The fee with the VAT of the commission: on top, or within it where the commission has it in it.
fn charge(
    property: &Property,
    terms: &Agreement,
    flat: Money,
    date: NaiveDate,
) -> Result<OwnerCharge, AmountError> {
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
    Ok(OwnerCharge {
        place: format!("per_month of {} in {}, {month}", terms.id, property.id),
        date,
        scope: ChargeScope::Property(property.id.clone()),
        category: ChargeCategory::MonthlyFee,
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
