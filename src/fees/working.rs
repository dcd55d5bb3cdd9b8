//! How a whole-stay amount came about, kept so that it can be shown.

use crate::domain::{AmountError, BaseTerm, Computed, Money, Rate, Rounding};

use super::tier_share::TierShare;

/// How a whole-stay amount came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Working {
    /// As reported.
    Reported,
    /// The contra entry of an amount that another party pays.
    Counterpart,
    /// A reported amount less its part of the channel fee.
    Net {
        /// The amount as reported.
        of: Money,
        /// Its part of the channel fee.
        part: Money,
    },
    /// A part of an amount, rounded to the minor unit.
    Part {
        /// The part.
        rate: Rate,
        /// The amount.
        of: Money,
    },
    /// A fixed part of an amount, never more than it.
    FixedPart {
        /// Set by the agreement.
        fixed: Money,
        /// The amount.
        of: Money,
    },
    /// What is left of an amount after the other party's part.
    Rest {
        /// The amount.
        of: Money,
    },
    /// A rate on a base, rounded to the minor unit.
    Rate {
        /// The rate.
        rate: Rate,
        /// The sum of the base's lines.
        base: Money,
        /// What the base consists of.
        terms: Vec<BaseTerm>,
    },
    /// A commission with more than a rate.
    Charge(Box<Charge>),
    /// A stay's part of what the tiers make of its property's period.
    Tier(Box<TierShare>),
    /// VAT on an amount.
    Vat {
        /// Its rate.
        rate: Rate,
        /// The amount that it is calculated on.
        of: Money,
        /// Whether it is within that amount, and not on top of it.
        within: bool,
    },
    /// Commission that is given back, and why.
    Waived(String),
    /// What owner, manager and the recipients of remitted amounts get together.
    Collected,
    /// A fixed amount of the agreement.
    Fixed,
}

/// A commission step by step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// The sum of the base's lines.
    pub base: Money,
    /// What the base consists of.
    pub terms: Vec<BaseTerm>,
    /// The VAT rate that was taken out of the base, and the rest of the base.
    pub without_vat: Option<(Rate, Money)>,
    /// The rate, or that of each night.
    pub rates: Vec<Rate>,
    /// The rate on the base, rounded.
    pub rated: Money,
    /// The minimum or maximum that took its place.
    pub bound: Option<Money>,
    /// Fixed amounts on top.
    pub flat: Option<Money>,
    /// The VAT that is in it, and the commission without.
    pub vat_taken_out: Option<(Rate, Money)>,
    /// The commission.
    pub commission: Money,
}

impl Charge {
    /// One rate on a base.
    #[must_use]
    pub fn of_rate(rate: Rate, base: Money, terms: &[BaseTerm], commission: Money) -> Self {
        Self {
            base,
            terms: terms.to_vec(),
            without_vat: None,
            rates: vec![rate],
            rated: commission,
            bound: None,
            flat: None,
            vat_taken_out: None,
            commission,
        }
    }

    /// What a minimum, a maximum and fixed amounts add to the rate on the base.
    ///
    /// # Errors
    /// An amount too large to be counted.
    pub fn extra(&self) -> Result<Money, AmountError> {
        let bounded = self.bound.unwrap_or(self.rated).minus(self.rated)?;
        bounded.plus(self.flat.unwrap_or(Money::zero(self.base.currency())))
    }

    /// What the rate was applied to.
    #[must_use]
    pub fn rated_base(&self) -> Money {
        self.without_vat.map_or(self.base, |(_, left)| left)
    }

    /// Whether it is nothing but one rate on the base.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.without_vat.is_none()
            && self.rates.len() == 1
            && self.bound.is_none()
            && self.flat.is_none()
            && self.vat_taken_out.is_none()
            && self.commission == self.rated
    }
}

impl Working {
    /// The amount before and after its rounding, where it was computed and not reported; without
    /// the sign of the one who pays.
    ///
    /// # Errors
    /// An amount too large to be counted.
    pub fn computed(&self) -> Result<Option<Computed>, AmountError> {
        let exact = match self {
            Self::Part { rate, of } => of.times(*rate)?,
            Self::Rate { rate, base, .. } => base.times(*rate)?,
            Self::Vat { rate, of, within: false } => of.times(*rate)?,
            Self::Vat { rate, of, within: true } => of.vat_within(*rate)?,
            Self::Charge(charge) => charge.rated_base().times_mean(&charge.rates)?,
            Self::Reported
            | Self::Counterpart
            | Self::Net { .. }
            | Self::FixedPart { .. }
            | Self::Rest { .. }
            | Self::Tier(_)
            | Self::Waived(_)
            | Self::Collected
            | Self::Fixed => return Ok(None),
        };
        exact.computed(Rounding::HalfAwayFromZero).map(Some)
    }
}
