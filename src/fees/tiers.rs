//! Commission by bands of what a property brings in a month or a year.
//!
//! Worked example: 20% and, above 50,000.00, 18% of everything. 48,000.00 were charged 9,600.00; with
//! 4,000.00 more the year is at 52,000.00, of which 18% are 9,360.00: 240.00 are given back.

use crate::domain::{
    Agreement, AmountError, Currency, HoldReason, Money, Reservation, Rounding, TierMethod, Tiers,
    Unrounded,
};

use super::whole_stay::{ensure_currency, takes_commission};
use super::{Shown, commission};

/// A stay's part of what the tiers make of its property's period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierShare {
    /// The base of this stay.
    pub base: Money,
    /// Its part of the commission.
    pub commission: Money,
    /// The property's month or year before the period.
    pub before: TierTotal,
    /// The same at the period's last day.
    pub through: TierTotal,
}

/// What a property brought since its month or year began, and the commission on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TierTotal {
    /// The sum of the bases.
    pub base: Money,
    /// The commission on it.
    pub commission: Money,
}

/// What a stay adds to its property's base; none where it takes no part.
///
/// # Errors
/// [`HoldReason`] where the base depends on something that is not known, is in another currency than
/// the bands, or is too large to count.
pub fn tier_base(
    reservation: &Reservation,
    terms: &Agreement,
) -> Result<Option<Money>, HoldReason> {
    let (Some(tiers), Some(financials)) = (terms.commission.tiers(), &reservation.financials)
    else {
        return Ok(None);
    };
    if !takes_commission(reservation, terms) {
        return Ok(None);
    }
    tiers.ensure_currency(financials.currency)?;
    let shown = Shown::of(financials, terms).map_err(HoldReason::Amount)?;
    Ok(commission::base(reservation, &shown, terms)?.map(|base| base.rated()))
}

impl Tiers {
    /// The commission on a base, rounded once.
    ///
    /// # Errors
    /// A base in another currency than the bands, or too large to count.
    pub fn commission_on(&self, base: Money) -> Result<TierTotal, AmountError> {
        let exact = match self.method {
            TierMethod::Slab => self.slab(base)?,
            TierMethod::Marginal => self.marginal(base)?,
        };
        let commission = match exact {
            Some(exact) => exact.round(Rounding::HalfAwayFromZero)?,
            None => Money::zero(base.currency()),
        };
        Ok(TierTotal { base, commission })
    }

    fn slab(&self, base: Money) -> Result<Option<Unrounded>, AmountError> {
        let mut rate = self.bands.first().map(|band| band.rate);
        for band in &self.bands {
            if base.minus(band.from)?.minor() > 0 {
                rate = Some(band.rate);
            }
        }
        rate.map(|rate| base.times(rate)).transpose()
    }

    /// Below zero the first band goes on.
    fn marginal(&self, base: Money) -> Result<Option<Unrounded>, AmountError> {
        let mut sum: Option<Unrounded> = None;
        for (place, band) in self.bands.iter().enumerate() {
            let above = base.minus(band.from)?;
            if place > 0 && above.minor() <= 0 {
                break;
            }
            let within = match self.bands.get(place + 1) {
                Some(next) => above.at_most(next.from.minus(band.from)?)?,
                None => above,
            };
            let part = within.times(band.rate)?;
            sum = Some(match sum {
                Some(sum) => sum.plus(part)?,
                None => part,
            });
        }
        Ok(sum)
    }

    pub(super) fn ensure_currency(&self, reservation: Currency) -> Result<(), HoldReason> {
        let mut bands = self.bands.iter();
        bands.try_for_each(|band| ensure_currency(band.from.currency(), reservation))
    }
}
