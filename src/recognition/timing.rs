//! When a line counts, by the agreement's basis.

use chrono::NaiveDate;

use crate::domain::{
    Agreement, AmountError, Basis, Computed, HoldReason, Money, NightSplit, Party, Period, Purpose,
    ReportedKind, Reservation, Stay,
};
use crate::fees::LineKind;

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
        }
    }

    /// The same before and after its rounding, where it is spread evenly.
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
            Self::On(_) | Self::ByPrice(..) => Ok(None),
        }
    }

    /// Whether anything of it can count within `period`.
    #[must_use]
    pub fn touches(&self, period: Period) -> bool {
        match self {
            Self::On(date) => period.contains(*date),
            Self::Evenly(stay) | Self::ByPrice(stay, _) => stay.nights_in(period) > 0,
        }
    }
}

/// When the lines of `kind` for `party` of a reservation count.
///
/// One basis rules an agreement. Money of a cancelled stay has no nights to be spread over, so it
/// counts on one date: the departure as booked, or for the bases `check-in` and `nights` the
/// arrival. An owner's cleaning charge counts at departure under every basis.
///
/// # Errors
/// [`HoldReason::NoBookingDate`] where the basis is the booking date and it is not known.
pub fn timing(
    kind: LineKind,
    party: Party,
    reservation: &Reservation,
    terms: &Agreement,
) -> Result<Timing, HoldReason> {
    let stay = reservation.stay;
    if kind == LineKind::OwnerStayCleaning {
        return Ok(Timing::On(stay.departure()));
    }
    match terms.basis {
        Basis::CheckIn => Ok(Timing::On(stay.arrival())),
        Basis::CheckOut => Ok(Timing::On(stay.departure())),
        Basis::Booked => reservation.booked_on.map(Timing::On).ok_or(HoldReason::NoBookingDate),
        Basis::Nights if !reservation.takes_place() => Ok(Timing::On(stay.arrival())),
        Basis::Nights => Ok(by_nights(kind, party, reservation, terms.night_split)),
    }
}

fn by_nights(kind: LineKind, party: Party, reservation: &Reservation, split: NightSplit) -> Timing {
    let is_rent = (kind, party) == (RENT, Party::Owner);
    let prices = reservation.financials.as_ref().and_then(|money| money.night_prices.clone());
    match (split, prices) {
        (NightSplit::ByPrice, Some(prices)) if is_rent => Timing::ByPrice(reservation.stay, prices),
        (NightSplit::ByPrice | NightSplit::Even, _) => Timing::Evenly(reservation.stay),
    }
}

const RENT: LineKind = LineKind::Reported(ReportedKind::Accommodation);

/// Whether anything of a reservation, nights or money, can belong to `period`.
///
/// # Errors
/// As [`timing`]: where nobody can say.
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
    Ok(timing(RENT, Party::Owner, reservation, terms)?.touches(period))
}
