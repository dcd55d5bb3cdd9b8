//! An agreement as a whole.

use std::collections::BTreeSet;

use crate::domain::{AdjustmentKind, AgreementId, FeeKind, Money, ReportedKind};

use super::allowance::Allowance;
use super::basis::{Basis, NightSplit, Recognition};
use super::commission::{BaseTerm, Commission};
use super::taxes::{TaxTerms, TaxTreatment, Withholding};
use super::treatment::{
    AdjustmentTerms, CancellationTerms, ChannelFeeTerms, CollectTerms, FeeTerms, Remitter, Report,
    Treatment,
};

/// The terms between a manager and an owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// Its name in the configuration.
    pub id: AgreementId,
    /// When money counts.
    pub recognition: Recognition,
    /// How nights share the rent.
    pub night_split: NightSplit,
    /// What the manager takes.
    pub commission: Commission,
    /// Who gets which guest fee.
    pub fees: FeeTerms,
    /// Who pays the channels' fees.
    pub channel_fee: ChannelFeeTerms,
    /// What happens to taxes.
    pub taxes: TaxTerms,
    /// A tax that is taken from the owner's income.
    pub withholding: Option<Withholding>,
    /// Who gets which adjustment.
    pub adjustments: AdjustmentTerms,
    /// Money of cancelled stays.
    pub cancellations: CancellationTerms,
    /// Who is paid by channels and guests.
    pub collects: CollectTerms,
    /// What an owner pays for cleaning after a stay of their own, at departure.
    pub owner_stay_cleaning: Option<Money>,
    /// How many nights a year an owner may use, where that is agreed.
    pub allowance: Option<Allowance>,
}

impl Agreement {
    /// Terms with the required values, and common defaults for the rest.
    #[must_use]
    pub fn new(
        id: AgreementId,
        basis: Basis,
        commission: Commission,
        channel_fee: Treatment,
    ) -> Self {
        Self {
            id,
            recognition: basis.into(),
            night_split: NightSplit::Even,
            commission,
            fees: FeeTerms::default(),
            channel_fee: channel_fee.into(),
            taxes: TaxTreatment::PassThrough { remitter: Remitter::Manager }.into(),
            withholding: None,
            adjustments: AdjustmentTerms::default(),
            cancellations: CancellationTerms::WithCommission,
            collects: CollectTerms::default(),
            owner_stay_cleaning: None,
            allowance: None,
        }
    }

    /// Whether reported lines of `kind` are in a base of these `terms`.
    ///
    /// A refund follows the rent: where the owner alone pays it and the rent is in the base, it
    /// lowers the base too. Fees that are passed on are in it only where they are named; a deposit
    /// never is.
    #[must_use]
    pub fn is_in_base(&self, kind: ReportedKind, terms: &[BaseTerm]) -> bool {
        if kind == ReportedKind::GuestFee(FeeKind::Deposit) {
            return false;
        }
        let follows_rent =
            kind == ReportedKind::Adjustment(AdjustmentKind::Refund) && self.follows_refunds(terms);
        let passed_on = matches!(kind, ReportedKind::GuestFee(fee) if self.fees.are_passed_on(fee));
        let covers =
            |term: &BaseTerm| term.covers(kind) && !(passed_on && *term == BaseTerm::AllFees);
        follows_rent || terms.iter().any(covers)
    }

    /// Whether a base of these `terms` is lowered by refunds though it does not name them: the rent
    /// is in it, and the owner alone pays them.
    #[must_use]
    pub fn follows_refunds(&self, terms: &[BaseTerm]) -> bool {
        self.adjustments.kinds.get(&AdjustmentKind::Refund) == Some(&Treatment::Owner)
            && terms.contains(&BaseTerm::Accommodation)
    }

    /// Every basis by which some line of a stay can count.
    #[must_use]
    pub fn bases(&self) -> BTreeSet<Basis> {
        let Recognition { default, .. } = self.recognition;
        let fee = self.recognition.of_channel_fee();
        // with the rent shown net, only VAT on the channel fee has the fee's basis
        let fee_counts = !self.shows_rent_net() || !self.channel_fee.irrecoverable_vat.is_empty();
        let others = Recognition { channel_fee: None, ..self.recognition.clone() }.all();
        others.into_iter().chain([if fee_counts { fee } else { default }]).collect()
    }

    /// Whether the rent itself is shown less its part of the channel fee.
    #[must_use]
    pub fn shows_rent_net(&self) -> bool {
        self.channel_fee.report == Report::Net
    }

    /// Whether guest fees are shown less their part of the channel fee.
    #[must_use]
    pub fn shows_fees_net(&self) -> bool {
        self.shows_rent_net() || self.fees.report == Report::Net
    }
}
