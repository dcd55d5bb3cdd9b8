//! Commission by bands of what a property brings in a month or a year, and a stay's share of it.
//!
//! Worked example: 20% and, above 50,000.00, 18% of everything. 48,000.00 were charged 9,600.00;
//! with 4,000.00 more the year is at 52,000.00, of which 18% are 9,360.00: 240.00 are given back.

use crate::domain::{
    AmountError, Currency, HoldReason, Money, Rate, Rounding, TierMethod, Tiers, Unrounded,
};

use super::stay_input::ensure_currency;

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

impl Tiers {
    /// The commission on a base, rounded once.
    ///
    /// # Errors
    /// A base in another currency than the bands, or too large to count.
    pub fn commission_on(&self, base: Money) -> Result<TierTotal, AmountError> {
        let mut exact: Option<Unrounded> = None;
        for (rate, part) in self.parts_of(base)? {
            let product = part.times(rate)?;
            exact = Some(match exact {
                Some(sum) => sum.plus(product)?,
                None => product,
            });
        }
        let commission = match exact {
            Some(exact) => exact.round(Rounding::HalfAwayFromZero)?,
            None => Money::zero(base.currency()),
        };
        Ok(TierTotal { base, commission })
    }

    /// The parts of a base with the rate of each: all of it at one rate, or what lies in each band.
    /// Below zero the first band applies.
    ///
    /// # Errors
    /// A base in another currency than the bands, or too large to count.
    pub fn parts_of(&self, base: Money) -> Result<Vec<(Rate, Money)>, AmountError> {
        let mut parts: Vec<(Rate, Money)> = Vec::new();
        for (place, band) in self.bands.iter().enumerate() {
            let above = base.minus(band.from)?;
            if place > 0 && above.minor() <= 0 {
                break;
            }
            let part = match (self.method, self.bands.get(place + 1)) {
                (TierMethod::Slab, _) => {
                    parts.clear();
                    base
                }
                (TierMethod::Marginal, Some(next)) => above.at_most(next.from.minus(band.from)?)?,
                (TierMethod::Marginal, None) => above,
            };
            parts.push((band.rate, part));
        }
        Ok(parts)
    }

    pub(super) fn ensure_currency(&self, reservation: Currency) -> Result<(), HoldReason> {
        let mut bands = self.bands.iter();
        bands.try_for_each(|band| ensure_currency(band.from.currency(), reservation))
    }
}
