//! What resolves a hold, as a value by which holds can be grouped.

use super::{AdjustmentKind, HoldReason};

/// What the manager does about a hold. Holds of one agreement with the same remedy are resolved
/// together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remedy {
    /// Say in the agreement who receives the guest fees that it does not name.
    FeeTerms,
    /// Say in the agreement who receives adjustments of this kind.
    AdjustmentTerms(AdjustmentKind),
    /// Change something else in the agreement, as the hint of the reason says.
    Agreement,
    /// Something that involves no agreement, as the hint of the reason says.
    Elsewhere,
}

impl Remedy {
    /// The line to add to the agreement, if that is all there is to do. The manager may name the
    /// other party in it.
    #[must_use]
    pub fn line(self) -> Option<String> {
        match self {
            Self::FeeTerms => Some("fees = { default = \"owner\" }".to_owned()),
            Self::AdjustmentTerms(kind) => {
                Some(format!("adjustments = {{ {} = \"owner\" }}", kind.key()))
            }
            Self::Agreement | Self::Elsewhere => None,
        }
    }

    /// Whether it changes an agreement, so that each agreement needs a change of its own.
    #[must_use]
    pub fn changes_agreement(self) -> bool {
        match self {
            Self::FeeTerms | Self::AdjustmentTerms(_) | Self::Agreement => true,
            Self::Elsewhere => false,
        }
    }
}

impl HoldReason {
    /// What resolves it.
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::FeeWithoutTerms { .. } => Remedy::FeeTerms,
            Self::AdjustmentWithoutTerms { kind, .. } => Remedy::AdjustmentTerms(*kind),
            Self::AgreementInOtherCurrency { .. } | Self::NoBookingDate => Remedy::Agreement,
            Self::Unreadable(_)
            | Self::Dates(_)
            | Self::NoFinancials
            | Self::IncompleteFinancials { .. }
            | Self::UnknownCurrency(_)
            | Self::DoubtfulScale { .. }
            | Self::DoesNotReconcile { .. }
            | Self::ReconcilesInSeveralWays
            | Self::UnknownStatus(_)
            | Self::ConflictingCopies { .. }
            | Self::NoChannel
            | Self::OwnerStayWithMoney
            | Self::Amount(_)
            | Self::PropertyNotInAccount
            | Self::PropertyNotInSnapshot
            | Self::NoCurrency
            | Self::ExceptionInOtherCurrency { .. }
            | Self::ChargeInOtherCurrency { .. }
            | Self::ExceptionWithoutRent(_)
            | Self::ExceptionForSeveral { .. }
            | Self::OddAnswer { .. } => Remedy::Elsewhere,
        }
    }
}
