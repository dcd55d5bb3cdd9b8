//! A whole-stay amount of one kind for one party.

use crate::domain::{AmountError, BaseTerm, Computed, Money, Party, Rate, ReportedKind, Rounding};

/// What a line of a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineKind {
    /// The sum of the reported lines of a kind, or a party's part of it.
    Reported(ReportedKind),
    /// The manager's commission.
    Commission,
    /// What an owner pays for cleaning after a stay of their own.
    OwnerStayCleaning,
}

impl LineKind {
    /// The name in machine-readable files: "guest-fee.cleaning".
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Reported(kind) => kind.key(),
            Self::Commission => "commission".to_owned(),
            Self::OwnerStayCleaning => "owner-stay-cleaning".to_owned(),
        }
    }
}

/// How a whole-stay amount came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Working {
    /// As reported.
    Reported,
    /// The other side of a fee that somebody bears.
    Counterpart,
    /// A part of the reported amount, rounded to the minor unit.
    Part {
        /// The part.
        rate: Rate,
        /// The reported amount.
        of: Money,
    },
    /// What is left of the reported amount after the other party's part.
    Rest {
        /// The reported amount.
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
    /// A fixed amount of the agreement.
    Fixed,
}

impl Working {
    /// The amount before and after its rounding, where it was computed and not reported; without the
    /// sign of the one who pays.
    ///
    /// # Errors
    /// An amount too large to be counted.
    pub fn computed(&self) -> Result<Option<Computed>, AmountError> {
        let exact = match self {
            Self::Part { rate, of } => of.times(*rate)?,
            Self::Rate { rate, base, .. } => base.times(*rate)?,
            Self::Reported | Self::Counterpart | Self::Rest { .. } | Self::Fixed => {
                return Ok(None);
            }
        };
        exact.computed(Rounding::HalfAwayFromZero).map(Some)
    }
}

/// What one party gets (or pays, if negative) of one kind for the whole stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeLine {
    /// What it is.
    pub kind: LineKind,
    /// Who gets it.
    pub party: Party,
    /// The amount, rounded once.
    pub amount: Money,
    /// How it came about.
    pub working: Working,
}
