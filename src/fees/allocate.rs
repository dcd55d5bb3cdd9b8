//! From reported lines and an agreement to what each party gets of the whole stay.

use crate::domain::{
    Agreement, AmountError, CollectTerms, Collector, FeeKind, FeeTreatment, HoldReason, Money,
    Party, Purpose, Rate, Remitter, ReportedKind, Reservation, Rounding, Treatment,
};

use super::amounts::{AmountsByKind, labels};
use super::line::{LineKind, WholeLine};
use super::stay_input::{StayInput, ensure_currency};
use super::tier_share::TierShare;
use super::whole_stay::WholeStay;
use super::working::Working;
use super::{commission, taxes};

/// What property and period add to an agreement's terms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StayTerms {
    /// Who is paid for the property's stays, if it overrides the agreement.
    pub collects: Option<CollectTerms>,
    /// The stay's part of what tiers make of the period; none if its commission counts in another.
    pub tier: Option<TierShare>,
}

/// Allocates a reservation's amounts by its agreement.
///
/// # Errors
/// [`HoldReason`] if the agreement does not say who receives an amount, if it depends on an unknown
/// channel or day, if amounts are in two currencies, or if one overflows.
pub fn allocate(
    reservation: &Reservation,
    terms: &Agreement,
    stay_terms: &StayTerms,
) -> Result<WholeStay, HoldReason> {
    let mut whole = WholeStay::default();
    if let Some(financials) = &reservation.financials {
        let by_kind = AmountsByKind::of(financials, terms).map_err(HoldReason::Amount)?;
        let stay = StayInput { reservation, financials, by_kind: &by_kind, terms };
        stay.rent(&mut whole);
        stay.fees(&mut whole)?;
        stay.adjustments(&mut whole)?;
        stay.channel_fee(&mut whole)?;
        taxes::allocate(&stay, &mut whole)?;
        commission::allocate(&stay, stay_terms.tier.as_ref(), &mut whole)?;
        stay.received(stay_terms.collects.as_ref(), &mut whole)?;
    }
    charge_owner_stay(reservation, terms, &mut whole)?;
    whole.lines.retain(|line| !line.amount.is_zero());
    whole.lines.sort_by_key(|line| (line.kind, line.party));
    Ok(whole)
}

impl StayInput<'_> {
    fn rent(&self, whole: &mut WholeStay) {
        for kind in [ReportedKind::Accommodation, ReportedKind::Discount] {
            let amount = self.by_kind.amount(kind);
            whole.add(LineKind::Reported(kind), Party::Owner, amount, self.as_shown(kind));
        }
    }

    /// As reported, or less its part of the channel fee.
    fn as_shown(&self, kind: ReportedKind) -> Working {
        let Some(part) = self.by_kind.parts.get(&kind).copied() else { return Working::Reported };
        match self.by_kind.amount(kind).minus(part) {
            Ok(of) => Working::Net { of, part },
            Err(_) => Working::Reported,
        }
    }

    fn fees(&self, whole: &mut WholeStay) -> Result<(), HoldReason> {
        for fee in FeeKind::ALL.iter().copied() {
            let kind = ReportedKind::GuestFee(fee);
            let Some(amount) = self.by_kind.amounts.get(&kind).copied() else { continue };
            if fee == FeeKind::Deposit {
                whole.add(LineKind::Reported(kind), Party::Guest, amount, Working::Reported);
                continue;
            }
            let part = self.by_kind.parts.get(&kind).copied();
            let paid = amount.minus(part.unwrap_or(Money::zero(amount.currency())));
            let paid = paid.map_err(HoldReason::Amount)?;
            let treatment = match self.terms.fees.treatment(fee) {
                // zero needs no treatment: no fixed part, no currency, no named party
                Some(FeeTreatment::FixedForManager(_) | FeeTreatment::FixedForOwner(_)) | None
                    if paid.is_zero() =>
                {
                    Treatment::Owner.into()
                }
                Some(treatment) => treatment,
                None => {
                    let label = joined(labels(self.financials, kind));
                    return Err(HoldReason::FeeWithoutTerms { label, amount: paid });
                }
            };
            if fee == FeeKind::Other && !paid.is_zero() {
                whole.unmapped_fees.extend(labels(self.financials, kind));
            }
            self.fee(fee, amount, treatment, whole)?;
            if let Some(part) = part {
                let kept = part.negated().map_err(HoldReason::Amount)?;
                whole.add(LineKind::ChannelFeeOf(fee), Party::Channel, kept, Working::Counterpart);
            }
        }
        Ok(())
    }

    fn fee(
        &self,
        fee: FeeKind,
        amount: Money,
        treatment: FeeTreatment,
        whole: &mut WholeStay,
    ) -> Result<(), HoldReason> {
        let reported = ReportedKind::GuestFee(fee);
        let kind = LineKind::Reported(reported);
        match treatment {
            FeeTreatment::Shared(treatment) => self.share(reported, treatment, whole)?,
            FeeTreatment::FixedForManager(fixed) => {
                let parties = (Party::Manager, Party::Owner);
                self.fix(kind, amount, fixed, parties, whole)?;
            }
            FeeTreatment::FixedForOwner(fixed) => {
                let parties = (Party::Owner, Party::Manager);
                self.fix(kind, amount, fixed, parties, whole)?;
            }
            FeeTreatment::PassedOn(remitter) => {
                whole.add(kind, Party::PassThrough(remitter), amount, Working::Reported);
            }
            FeeTreatment::PassedOnByOwner => {
                let kind = LineKind::PassedOnByOwner(fee);
                whole.add(kind, Party::Owner, amount, Working::Reported);
            }
        }
        Ok(())
    }

    /// Gives the first party a fixed part, never more than the amount, and the second the rest.
    fn fix(
        &self,
        kind: LineKind,
        of: Money,
        fixed: Money,
        (first, second): (Party, Party),
        whole: &mut WholeStay,
    ) -> Result<(), HoldReason> {
        ensure_currency(fixed.currency(), self.financials.currency)?;
        let part = if of.is_negative() {
            fixed.negated().and_then(|least| least.at_least(of))
        } else {
            fixed.at_most(of)
        };
        let part = part.map_err(HoldReason::Amount)?;
        let rest = of.minus(part).map_err(HoldReason::Amount)?;
        whole.add(kind, first, part, Working::FixedPart { fixed, of });
        whole.add(kind, second, rest, Working::Rest { of });
        Ok(())
    }

    fn adjustments(&self, whole: &mut WholeStay) -> Result<(), HoldReason> {
        for (kind, amount) in &self.by_kind.amounts {
            let ReportedKind::Adjustment(adjustment) = kind else { continue };
            let treatment = match self.terms.adjustments.kinds.get(adjustment) {
                Some(treatment) => *treatment,
                None if amount.is_zero() => Treatment::Owner,
                None => {
                    let label = joined(labels(self.financials, *kind));
                    let (kind, amount) = (*adjustment, *amount);
                    return Err(HoldReason::AdjustmentWithoutTerms { kind, label, amount });
                }
            };
            self.share(*kind, treatment, whole)?;
        }
        Ok(())
    }

    /// Shares the amount of a kind between owner and manager.
    fn share(
        &self,
        kind: ReportedKind,
        treatment: Treatment,
        whole: &mut WholeStay,
    ) -> Result<(), HoldReason> {
        let (amount, working) = (self.by_kind.amount(kind), self.as_shown(kind));
        divide(LineKind::Reported(kind), amount, treatment, &working, whole)
            .map_err(HoldReason::Amount)
    }

    /// The channel gets its fee; the terms decide who pays it, and the VAT on it.
    fn channel_fee(&self, whole: &mut WholeStay) -> Result<(), HoldReason> {
        let all = self.by_kind.channel_fee;
        if all.is_zero() {
            return Ok(());
        }
        let kind = LineKind::Reported(ReportedKind::ChannelFee);
        let terms = &self.terms.channel_fee;
        let bearer = terms.bearer(self.channel())?;
        if let Some(amount) = self.by_kind.amounts.get(&ReportedKind::ChannelFee).copied() {
            let working = if amount == all { Working::Reported } else { Working::Rest { of: all } };
            divide(kind, amount, bearer, &working, whole).map_err(HoldReason::Amount)?;
        }
        let rent_net = self.by_kind.parts.get(&ReportedKind::Accommodation);
        let left = rent_net.copied().unwrap_or(self.by_kind.amount(ReportedKind::ChannelFee));
        let kept = left.negated().map_err(HoldReason::Amount)?;
        whole.add(kind, Party::Channel, kept, Working::Counterpart);
        match terms.vat_rate(self.channel())? {
            Some(rate) => channel_fee_vat(all, rate, bearer, whole).map_err(HoldReason::Amount),
            None => Ok(()),
        }
    }

    /// What the owner has been paid already does not come from the manager any more.
    fn received(
        &self,
        of_property: Option<&CollectTerms>,
        whole: &mut WholeStay,
    ) -> Result<(), HoldReason> {
        let terms = of_property.unwrap_or(&self.terms.collects);
        if terms.collector(self.channel())? == Collector::Manager {
            return Ok(());
        }
        let through_manager = |line: &&WholeLine| match line.party {
            Party::Owner | Party::Manager | Party::PassThrough(Remitter::Manager) => true,
            // whoever was paid a deposit holds it, and gives it back
            Party::Channel | Party::PassThrough(Remitter::Channel) | Party::Guest => false,
        };
        let amounts = whole.lines.iter().filter(through_manager).map(|line| line.amount);
        let all = Money::sum(self.financials.currency, amounts).map_err(HoldReason::Amount)?;
        let held = all.negated().map_err(HoldReason::Amount)?;
        whole.add(LineKind::Received, Party::Owner, held, Working::Collected);
        Ok(())
    }
}

fn joined(mut labels: Vec<String>) -> String {
    labels.dedup();
    labels.join(", ")
}

/// Divides an amount between owner and manager; `undivided` is the working where one has all of it.
fn divide(
    kind: LineKind,
    amount: Money,
    treatment: Treatment,
    undivided: &Working,
    whole: &mut WholeStay,
) -> Result<(), AmountError> {
    match treatment {
        Treatment::Owner => whole.add(kind, Party::Owner, amount, undivided.clone()),
        Treatment::Manager => whole.add(kind, Party::Manager, amount, undivided.clone()),
        Treatment::Split { owner: rate } => {
            let part = amount.times(rate)?.round(Rounding::HalfAwayFromZero)?;
            whole.add(kind, Party::Owner, part, Working::Part { rate, of: amount });
            let rest = amount.minus(part)?;
            whole.add(kind, Party::Manager, rest, Working::Rest { of: amount });
        }
    }
    Ok(())
}

/// VAT on the whole channel fee: a cost for the party that pays the fee, remitted by the manager.
fn channel_fee_vat(
    fee: Money,
    rate: Rate,
    bearer: Treatment,
    whole: &mut WholeStay,
) -> Result<(), AmountError> {
    let vat = fee.times(rate)?.round(Rounding::HalfAwayFromZero)?;
    let working = Working::Vat { rate, of: fee, within: false };
    divide(LineKind::ChannelFeeVat, vat, bearer, &working, whole)?;
    let passed_on = Party::PassThrough(Remitter::Manager);
    whole.add(LineKind::ChannelFeeVat, passed_on, vat.negated()?, Working::Counterpart);
    Ok(())
}

/// An owner's stay has no rent, but may be charged for cleaning.
fn charge_owner_stay(
    reservation: &Reservation,
    terms: &Agreement,
    whole: &mut WholeStay,
) -> Result<(), HoldReason> {
    let Some(charge) = terms.owner_stay_cleaning else { return Ok(()) };
    if reservation.purpose != Purpose::Owner || !reservation.takes_place() {
        return Ok(());
    }
    if let Some(money) = &reservation.financials {
        ensure_currency(charge.currency(), money.currency)?;
    }
    let parties = (Party::Owner, Party::Manager);
    whole.transfer(LineKind::OwnerStayCleaning, parties, charge, &Working::Fixed)
}
