//! Amounts that count night by night.

use chrono::NaiveDate;

use crate::domain::{AmountError, Computed, Money, Rate, Rounding, Stay};

/// `amount` spread evenly over the nights of `stay`: the part of the nights through `day`.
pub(super) fn evenly(amount: Money, stay: Stay, day: NaiveDate) -> Result<Money, AmountError> {
    evenly_computed(amount, stay, day).map(|computed| computed.rounded)
}

/// The same with what it was before rounding.
pub(super) fn evenly_computed(
    amount: Money,
    stay: Stay,
    day: NaiveDate,
) -> Result<Computed, AmountError> {
    amount.portion(stay.nights_through(day), stay.nights())?.computed(Rounding::HalfAwayFromZero)
}

/// The prices of the nights of `stay` through `day`; one price a night, in order.
pub(super) fn by_price(
    prices: &[Money],
    stay: Stay,
    day: NaiveDate,
) -> Result<Option<Money>, AmountError> {
    let Some(first) = prices.first() else { return Ok(None) };
    let nights = stay.nights_through(day) as usize;
    Money::sum(first.currency(), prices.iter().copied().take(nights)).map(Some)
}

/// The part of `amount` that the rates of the nights of `stay` through `day` have in all of them.
pub(super) fn by_rate(
    amount: Money,
    rates: &[Rate],
    stay: Stay,
    day: NaiveDate,
) -> Result<Computed, AmountError> {
    amount.weighed(rates, stay.nights_through(day))?.computed(Rounding::HalfAwayFromZero)
}
