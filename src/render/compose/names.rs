//! Lines by their names.

use crate::domain::{AdjustmentKind, Agreement, BaseTerm, ChargeCategory, FeeKind, ReportedKind};
use crate::fees::LineKind;
use crate::locale::Words;

/// What a line is, in words.
#[must_use]
pub fn line_name(kind: LineKind, words: &Words) -> &'static str {
    match kind {
        LineKind::Reported(ReportedKind::Accommodation) => words.accommodation,
        LineKind::Reported(ReportedKind::Discount) => words.discount,
        LineKind::Reported(ReportedKind::GuestFee(fee)) => fee_name(fee, words),
        LineKind::Reported(ReportedKind::Adjustment(adjustment)) => {
            adjustment_name(adjustment, words)
        }
        LineKind::Reported(ReportedKind::ChannelFee) => words.channel_fee,
        LineKind::Reported(ReportedKind::Tax) => words.tax,
        LineKind::ChannelFeeOf(fee) => words.channel_fee_parts[fee as usize],
        LineKind::PassedOnByOwner(fee) => fee_name(fee, words),
        LineKind::ChannelFeeVat => words.walk_channel_fee_vat,
        LineKind::TaxWithheld => words.tax_withheld,
        LineKind::Withholding => words.walk_withheld,
        LineKind::Commission => words.commission,
        LineKind::CommissionWaived => words.commission_waived,
        LineKind::CommissionVat => words.walk_commission_vat,
        LineKind::Received => words.walk_received,
        LineKind::OwnerStayCleaning => words.owner_stay_cleaning,
    }
}

/// A guest fee's name.
pub(super) fn fee_name(kind: FeeKind, words: &Words) -> &'static str {
    words.fee_names[kind as usize]
}

/// What an entry is, in words.
#[must_use]
pub fn category_name(category: ChargeCategory, words: &Words) -> &'static str {
    words.entry_names[category as usize]
}

fn adjustment_name(kind: AdjustmentKind, words: &Words) -> &'static str {
    words.adjustment_names[kind as usize]
}

/// What commission is taken from, in words: as it is computed, so with the refunds that follow the
/// rent and without the fees that are passed on.
pub(super) fn base_name(base: &[BaseTerm], terms: &Agreement, words: &Words) -> Vec<String> {
    let together = base.contains(&BaseTerm::Accommodation) && base.contains(&BaseTerm::Discounts);
    let refund = BaseTerm::Adjustments(AdjustmentKind::Refund);
    let with_refunds = terms.follows_refunds(base) && !base.contains(&BaseTerm::AllAdjustments);
    let passes_on = FeeKind::of_agreements().any(|kind| terms.fees.are_passed_on(kind));
    let mut names = Vec::new();
    for term in base {
        names.push(match term {
            BaseTerm::Accommodation if together && with_refunds => {
                words.base_rent_after_discounts_and_refunds.to_owned()
            }
            BaseTerm::Accommodation if together => words.base_rent_after_discounts.to_owned(),
            BaseTerm::Accommodation if with_refunds => words.base_rent_after_refunds.to_owned(),
            BaseTerm::Discounts if together => continue,
            BaseTerm::Accommodation => words.base_rent.to_owned(),
            BaseTerm::Discounts => words.base_discounts.to_owned(),
            BaseTerm::AllFees if passes_on => words.base_fees_not_passed_on.to_owned(),
            BaseTerm::AllFees => words.base_fees.to_owned(),
            BaseTerm::Fees(kind) => (words.base_fee)(fee_name(*kind, words)),
            BaseTerm::ChannelFee => words.base_channel_fee.to_owned(),
            BaseTerm::AllAdjustments => words.base_adjustments.to_owned(),
            BaseTerm::Adjustments(_) if *term == refund && with_refunds => continue,
            BaseTerm::Adjustments(kind) => (words.base_adjustment)(adjustment_name(*kind, words)),
            BaseTerm::Taxes => words.base_taxes.to_owned(),
        });
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;

    /// the names are in the order of the kinds
    #[test]
    fn every_kind_has_its_own_name() {
        let words = Locale::of_tag("en").expect("English").words();
        let fees: Vec<&str> = FeeKind::ALL.iter().map(|kind| fee_name(*kind, words)).collect();
        assert_eq!(fees.first(), Some(&"Cleaning fees"));
        assert_eq!(fees.last(), Some(&"Other fees"));
        assert_eq!(fee_name(FeeKind::DamageWaiver, words), "Damage waivers");
        let part = line_name(LineKind::ChannelFeeOf(FeeKind::DamageWaiver), words);
        assert_eq!(part, "Channel fee on damage waivers");
        let categories = ChargeCategory::ALL.map(|category| category_name(category, words));
        assert_eq!((categories[0], categories[16]), ("Cleaning", "Already paid by you"));
        assert_eq!(category_name(ChargeCategory::ManagerFee, words), "Management service");
        let adjustments = AdjustmentKind::ALL.iter().map(|kind| adjustment_name(*kind, words));
        assert!(adjustments.eq([
            "Refund",
            "Damage payment",
            "Channel penalty",
            "Other adjustment"
        ]));
    }
}
