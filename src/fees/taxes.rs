//! Taxes that came in, and taxes that are taken from the owner's income.

use std::collections::BTreeMap;

use crate::domain::{
    Agreement, Financials, HoldReason, Money, Party, Purpose, Reading, Remitter, ReportedKind,
    ReportedLine, Reservation, Rounding, TaxTreatment,
};

use super::line::LineKind;
use super::stay_input::StayInput;
use super::whole_stay::WholeStay;
use super::working::Working;

const BY_MANAGER: Party = Party::PassThrough(Remitter::Manager);

pub(super) fn allocate(stay: &StayInput<'_>, whole: &mut WholeStay) -> Result<(), HoldReason> {
    came_in(stay, whole)?;
    withhold(stay, whole)
}

/// What happens to a tax of a reservation. One that the channel kept never passes through the
/// manager, whatever the agreement says.
///
/// # Errors
/// [`HoldReason::NoChannel`] if it depends on the channel and the stay has none.
pub fn tax_treatment(
    tax: &ReportedLine,
    reservation: &Reservation,
    financials: &Financials,
    terms: &Agreement,
) -> Result<TaxTreatment, HoldReason> {
    if financials.reading == Reading::TaxesOutside {
        return Ok(TaxTreatment::PassThrough { remitter: Remitter::Channel });
    }
    terms.taxes.treatment(tax, &reservation.channel)
}

fn came_in(stay: &StayInput<'_>, whole: &mut WholeStay) -> Result<(), HoldReason> {
    let nothing = Money::zero(stay.financials.currency);
    let mut sums: BTreeMap<TaxTreatment, Money> = BTreeMap::new();
    let taxes = stay.financials.lines.iter().filter(|line| line.kind == ReportedKind::Tax);
    for tax in taxes {
        let treatment = tax_treatment(tax, stay.reservation, stay.financials, stay.terms)?;
        let sum = sums.entry(treatment).or_insert(nothing);
        *sum = sum.plus(tax.amount).map_err(HoldReason::Amount)?;
    }
    let kind = LineKind::Reported(ReportedKind::Tax);
    let mut owners = nothing;
    for (treatment, amount) in sums {
        match treatment {
            TaxTreatment::PassThrough { remitter } => {
                whole.add(kind, Party::PassThrough(remitter), amount, Working::Reported);
            }
            TaxTreatment::Owner => owners = owners.plus(amount).map_err(HoldReason::Amount)?,
            TaxTreatment::Withheld => {
                owners = owners.plus(amount).map_err(HoldReason::Amount)?;
                let parties = (Party::Owner, BY_MANAGER);
                whole.transfer(LineKind::TaxWithheld, parties, amount, &Working::Counterpart)?;
            }
        }
    }
    whole.add(kind, Party::Owner, owners, Working::Reported);
    Ok(())
}

/// Takes a tax from the owner's income of a guest's stay.
fn withhold(stay: &StayInput<'_>, whole: &mut WholeStay) -> Result<(), HoldReason> {
    let Some(terms) = &stay.terms.withholding else { return Ok(()) };
    if stay.reservation.purpose != Purpose::Guest {
        return Ok(());
    }
    let base = stay.by_kind.base(stay.financials, stay.terms, &terms.base);
    let base = base.map_err(HoldReason::Amount)?;
    let amount = base
        .times(terms.rate)
        .and_then(|exact| exact.round(Rounding::HalfAwayFromZero))
        .map_err(HoldReason::Amount)?;
    let working = Working::Rate { rate: terms.rate, base, terms: terms.base.clone() };
    whole.transfer(LineKind::Withholding, (Party::Owner, BY_MANAGER), amount, &working)
}
