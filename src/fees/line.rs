//! A whole-stay amount of one kind for one party.

use crate::domain::{FeeKind, Money, Party, ReportedKind};

use super::working::Working;

/// What a line of a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineKind {
    /// The sum of the reported lines of a kind, or a party's share of it.
    Reported(ReportedKind),
    /// The part of the channel fee by which a guest fee is lower, where fees are shown net.
    ChannelFeeOf(FeeKind),
    /// A guest fee that the owner gets to pass it on.
    PassedOnByOwner(FeeKind),
    /// VAT on the channel fee that the manager cannot recover.
    ChannelFeeVat,
    /// What is withheld of a tax that is the owner's income.
    TaxWithheld,
    /// A tax that is taken from the owner's income.
    Withholding,
    /// The manager's commission.
    Commission,
    /// Commission that is given back.
    CommissionWaived,
    /// VAT on the commission.
    CommissionVat,
    /// What an owner pays for cleaning after a stay of their own.
    OwnerStayCleaning,
    /// What the owner collected from channel or guest.
    Received,
}

impl LineKind {
    /// The name in machine-readable files: "guest-fee.cleaning".
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Reported(kind) => kind.key(),
            Self::ChannelFeeOf(fee) => format!("channel-fee.{}", fee.key()),
            Self::PassedOnByOwner(fee) => format!("pass-on.{}", fee.key()),
            Self::ChannelFeeVat => "channel-fee-vat".to_owned(),
            Self::TaxWithheld => "tax-withheld".to_owned(),
            Self::Withholding => "withholding".to_owned(),
            Self::Commission => "commission".to_owned(),
            Self::CommissionWaived => "commission-waived".to_owned(),
            Self::CommissionVat => "commission-vat".to_owned(),
            Self::OwnerStayCleaning => "owner-stay-cleaning".to_owned(),
            Self::Received => "received".to_owned(),
        }
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
