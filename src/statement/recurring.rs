//! Recurring expenses and credits, as entries of a period.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::{
    AmountError, ChargeScope, ChargeSide, Every, Money, OwnerCharge, Period, Purpose, Recurring,
    Reservation, Rounding,
};

/// A time at which a recurring entry counts.
struct Occurrence {
    day: NaiveDate,
    /// How many times the amount counts.
    times: u32,
    /// The code of the stay that it follows.
    code: Option<String>,
}

/// The entries of `recurring` in `period`; `reservations` may be of other properties too.
///
/// # Errors
/// An amount too large to count.
pub(super) fn charges(
    recurring: &Recurring,
    reservations: &[Reservation],
    period: Period,
) -> Result<Vec<OwnerCharge>, AmountError> {
    let own = reservations
        .iter()
        .filter(|one| recurring.scope == ChargeScope::Property(one.property.clone()))
        .filter(|one| one.takes_place());
    let occasions = match recurring.every {
        Every::Month => months(period).into_iter().map(|part| on(part.last())).collect(),
        Every::Week(first) => weeks(first, period),
        Every::Stay => departures(own, Purpose::Guest),
        Every::OwnerStay => departures(own, Purpose::Owner),
        Every::BookedNight => booked_nights(recurring, own.collect::<Vec<_>>().as_slice(), period),
    };
    let is_last =
        |day: NaiveDate| day.checked_add_days(Days::new(1)).is_some_and(|one| one.day() == 1);
    occasions
        .into_iter()
        .filter(|one| period.contains(one.day) && one.times > 0)
        .filter(|one| recurring.every != Every::Month || is_last(one.day))
        .filter(|one| recurring.every == Every::BookedNight || recurring.is_in_force(one.day))
        .map(|occurrence| charge(recurring, &occurrence))
        .collect()
}

fn on(day: NaiveDate) -> Occurrence {
    Occurrence { day, times: 1, code: None }
}

/// The parts of a period by month.
fn months(period: Period) -> Vec<Period> {
    let mut parts: Vec<Period> = Vec::new();
    for day in period.first().iter_days().take(period.days() as usize) {
        let (first, is_new) = match parts.last() {
            Some(part) if part.first().month() == day.month() => (part.first(), false),
            Some(_) | None => (day, true),
        };
        if !is_new {
            parts.pop();
        }
        parts.extend(Period::new(first, day).ok());
    }
    parts
}

fn weeks(first: NaiveDate, period: Period) -> Vec<Occurrence> {
    let days = period.first().iter_days().take(period.days() as usize);
    let is_week = |day: &NaiveDate| {
        let since = day.signed_duration_since(first).num_days();
        since >= 0 && since % 7 == 0
    };
    days.filter(is_week).map(on).collect()
}

fn departures<'a>(
    stays: impl Iterator<Item = &'a Reservation>,
    purpose: Purpose,
) -> Vec<Occurrence> {
    let of_purpose = stays.filter(|one| one.purpose == purpose);
    let departure = |one: &Reservation| Occurrence {
        code: Some(one.code.to_string()),
        ..on(one.stay.departure())
    };
    of_purpose.map(departure).collect()
}

/// One a month, for the guests' nights in it on which the entry is in force.
fn booked_nights(recurring: &Recurring, stays: &[&Reservation], period: Period) -> Vec<Occurrence> {
    let nights = |part: &Period| {
        let guests = stays.iter().filter(|one| one.purpose == Purpose::Guest);
        let nights = guests.flat_map(|one| one.stay.night_dates());
        let nights = nights.filter(|night| part.contains(*night) && recurring.is_in_force(*night));
        // a night that two guests have is one night of the property
        nights.collect::<BTreeSet<_>>().len()
    };
    let occurrence = |part: Period| Occurrence {
        times: u32::try_from(nights(&part)).unwrap_or(u32::MAX),
        ..on(part.last())
    };
    months(period).into_iter().map(occurrence).collect()
}

fn charge(recurring: &Recurring, occurrence: &Occurrence) -> Result<OwnerCharge, AmountError> {
    let net = recurring.net.repeated(occurrence.times)?;
    let vat = match recurring.vat {
        Some(rate) => net.times(rate)?.round(Rounding::HalfAwayFromZero)?,
        None => Money::zero(net.currency()),
    };
    let (net, vat) = match recurring.category.side() {
        ChargeSide::Expense => (net.negated()?, vat.negated()?),
        ChargeSide::Credit => (net, vat),
    };
    let what = match (&occurrence.code, recurring.every) {
        (Some(code), _) => Some(code.clone()),
        (None, Every::BookedNight) => {
            Some(format!("{} \u{d7} {}", occurrence.times, recurring.net))
        }
        (None, _) => None,
    };
    let parts = [Some(recurring.description.clone()), what.clone()];
    let of_what = what.map(|what| format!(", {what}")).unwrap_or_default();
    Ok(OwnerCharge {
        place: format!("{}, {}{of_what}", recurring.place, occurrence.day),
        date: occurrence.day,
        scope: recurring.scope.clone(),
        category: recurring.category,
        description: parts.into_iter().flatten().collect::<Vec<_>>().join(" \u{b7} "),
        vendor: recurring.vendor.clone(),
        channel: None,
        net,
        vat,
        markup: Money::zero(net.currency()),
        amount: net.plus(vat)?,
        reference: None,
        receipt: None,
    })
}
