//! When a line counts, by the agreement's basis.

use chrono::NaiveDate;

use crate::domain::{
    Agreement, AmountError, Basis, Computed, HoldReason, Money, NightSplit, Party, Period, Purpose,
    Rate, ReportedKind, Reservation, Stay,
};
use crate::fees::{self, LineKind};

use super::nights;

/// When the lines of one kind of a reservation count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Timing {
    /// All at once on a day.
    On(NaiveDate),
    /// The same for each night.
    Evenly(Stay),
    /// By each night's price, in the order of the nights.
    ByPrice(Stay, Vec<Money>),
    /// By each night's rate, in the order of the nights; not all of them zero.
    ByRate(Stay, Vec<Rate>),
}

impl Timing {
    /// What of `amount` counts up to the end of `day`.
    ///
    /// # Errors
    /// An amount too large to be counted.
    pub fn through(&self, amount: Money, day: NaiveDate) -> Result<Money, AmountError> {
        match self {
            Self::On(date) if *date <= day => Ok(amount),
            Self::On(_) => Ok(Money::zero(amount.currency())),
            Self::Evenly(stay) => nights::evenly(amount, *stay, day),
            Self::ByPrice(stay, prices) => {
                let priced = nights::by_price(prices, *stay, day)?;
                Ok(priced.unwrap_or_else(|| Money::zero(amount.currency())))
            }
            Self::ByRate(stay, rates) => {
                nights::by_rate(amount, rates, *stay, day).map(|computed| computed.rounded)
            }
        }
    }

    /// The same before and after its rounding, where it is spread and not priced night by night.
    ///
    /// # Errors
    /// An amount too large to be counted.
    pub fn computed_through(
        &self,
        amount: Money,
        day: NaiveDate,
    ) -> Result<Option<Computed>, AmountError> {
        match self {
            Self::Evenly(stay) => nights::evenly_computed(amount, *stay, day).map(Some),
            Self::ByRate(stay, rates) => nights::by_rate(amount, rates, *stay, day).map(Some),
            Self::On(_) | Self::ByPrice(..) => Ok(None),
        }
    }
}

/// When the lines of `kind` for `party` of a reservation count.
///
/// Each kind has a basis in the agreement; what a fee bears of the channel fee counts with the fee,
/// VAT with what it is on. Money of a cancelled stay has no nights to be spread over, so it counts
/// on one date. An owner's cleaning charge counts at departure under every basis.
///
/// # Errors
/// [`HoldReason::NoBookingDate`] where the basis is the booking date and it is not known, and as
/// [`fees::night_rates`].
pub fn timing(
    kind: LineKind,
    party: Party,
    reservation: &Reservation,
    terms: &Agreement,
) -> Result<Timing, HoldReason> {
    let Some(basis) = basis_of(kind, terms) else {
        return Ok(Timing::On(reservation.stay.departure()));
    };
    match basis.day_of(reservation)? {
        Some(day) => Ok(Timing::On(day)),
        None => by_nights(kind, party, reservation, terms),
    }
}

/// The basis of a kind of line; `None` for lines that count at departure under every basis.
fn basis_of(kind: LineKind, terms: &Agreement) -> Option<Basis> {
    let recognition = &terms.recognition;
    match kind {
        LineKind::OwnerStayCleaning => None,
        LineKind::Reported(
            ReportedKind::Accommodation | ReportedKind::Discount | ReportedKind::Adjustment(_),
        )
        | LineKind::Withholding
        | LineKind::Received => Some(recognition.default),
        LineKind::Reported(ReportedKind::ChannelFee) if terms.shows_rent_net() => {
            Some(recognition.default)
        }
        LineKind::Reported(ReportedKind::ChannelFee) | LineKind::ChannelFeeVat => {
            Some(recognition.of_channel_fee())
        }
        LineKind::Reported(ReportedKind::GuestFee(fee))
        | LineKind::ChannelFeeOf(fee)
        | LineKind::PassedOnByOwner(fee) => Some(recognition.of_fee(fee)),
        LineKind::Reported(ReportedKind::Tax) | LineKind::TaxWithheld => {
            Some(recognition.of_taxes())
        }
        LineKind::Commission | LineKind::CommissionWaived | LineKind::CommissionVat => {
            Some(recognition.of_commission())
        }
    }
}

fn by_nights(
    kind: LineKind,
    party: Party,
    reservation: &Reservation,
    terms: &Agreement,
) -> Result<Timing, HoldReason> {
    let stay = reservation.stay;
    let of_commission =
        matches!(kind, LineKind::Commission | LineKind::CommissionWaived | LineKind::CommissionVat);
    if of_commission
        && let Some(rates) = fees::night_rates(reservation, terms)?
        && rates.iter().any(|rate| !rate.is_zero())
    {
        return Ok(Timing::ByRate(stay, rates));
    }
    let prices = reservation.financials.as_ref().and_then(|money| money.night_prices.clone());
    Ok(match (terms.night_split, prices) {
        (NightSplit::ByPrice, Some(prices)) if (kind, party) == (RENT, Party::Owner) => {
            Timing::ByPrice(stay, prices)
        }
        (NightSplit::ByPrice | NightSplit::Even, _) => Timing::Evenly(stay),
    })
}

const RENT: LineKind = LineKind::Reported(ReportedKind::Accommodation);

/// Whether anything of a reservation, nights or money, can belong to `period` by its rent's basis.
///
/// # Errors
/// [`HoldReason::NoBookingDate`] where the rent counts on the day of booking and it is not known.
pub fn touches(
    reservation: &Reservation,
    terms: &Agreement,
    period: Period,
) -> Result<bool, HoldReason> {
    let nights = reservation.takes_place() && reservation.stay.nights_in(period) > 0;
    let cleaning = reservation.purpose == Purpose::Owner
        && terms.owner_stay_cleaning.is_some()
        && period.contains(reservation.stay.departure());
    if nights || cleaning || reservation.purpose == Purpose::Owner {
        return Ok(nights || cleaning);
    }
    let day = terms.recognition.default.day_of(reservation)?;
    Ok(day.is_some_and(|day| period.contains(day)))
}

/// Whether money of some kind can belong to `period` though neither nights nor rent do. Where the
/// day of booking is not known it can be any.
#[must_use]
pub fn may_touch_apart(reservation: &Reservation, terms: &Agreement, period: Period) -> bool {
    let may_touch = |basis: Basis| match basis.day_of(reservation) {
        Ok(Some(day)) => period.contains(day),
        Ok(None) => false,
        Err(_) => true,
    };
    reservation.purpose == Purpose::Guest && terms.bases().into_iter().any(may_touch)
}
