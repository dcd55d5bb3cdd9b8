//! From reported lines and an agreement to what each party gets of the whole stay.

use std::collections::BTreeMap;

use crate::domain::{
    Agreement, AmountError, Bearer, CancellationTerms, Currency, FeeKind, Financials, HoldReason,
    Money, Party, Purpose, Rate, Reading, Remitter, ReportedKind, ReportedLine, Reservation,
    Rounding, Standing, TaxTreatment, Treatment,
};

use super::{LineKind, WholeLine, Working};

/// A reservation's money, settled between the parties.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WholeStay {
    /// One line a kind and party, in their order; amounts of zero are left out.
    pub lines: Vec<WholeLine>,
    /// Labels of guest fees that no pattern knew and that took the agreement's default.
    pub unmapped_fees: Vec<String>,
}

/// Settles a reservation by its agreement.
///
/// # Errors
/// [`HoldReason`] where the agreement does not say who gets an amount, where amounts are in two
/// currencies, or where one is too large to count.
pub fn settle(reservation: &Reservation, terms: &Agreement) -> Result<WholeStay, HoldReason> {
    let mut whole = WholeStay::default();
    if let Some(financials) = &reservation.financials {
        settle_reported(financials, terms, &mut whole)?;
        if takes_commission(reservation, terms) {
            let rate = rate_for(reservation, terms)?;
            charge_commission(financials, terms, rate, &mut whole).map_err(HoldReason::Amount)?;
        }
    }
    charge_owner_stay(reservation, terms, &mut whole)?;
    whole.lines.retain(|line| !line.amount.is_zero());
    whole.lines.sort_by_key(|line| (line.kind, line.party));
    Ok(whole)
}

fn takes_commission(reservation: &Reservation, terms: &Agreement) -> bool {
    match (reservation.purpose, reservation.standing) {
        (Purpose::Owner, _) => false,
        (Purpose::Guest, Standing::Accepted) => true,
        (Purpose::Guest, Standing::Cancelled) => {
            terms.cancellations == CancellationTerms::WithCommission
        }
    }
}

/// Where rates depend on the channel, a stay without one has no rate.
fn rate_for(reservation: &Reservation, terms: &Agreement) -> Result<Rate, HoldReason> {
    let commission = &terms.commission;
    if reservation.channel.is_unknown() && !commission.channel_rates.is_empty() {
        return Err(HoldReason::NoChannel);
    }
    Ok(commission.rate_for(&reservation.channel))
}

fn settle_reported(
    financials: &Financials,
    terms: &Agreement,
    whole: &mut WholeStay,
) -> Result<(), HoldReason> {
    for (kind, lines) in lines_by_kind(financials) {
        let amounts = lines.iter().map(|line| line.amount);
        let amount = Money::sum(financials.currency, amounts).map_err(HoldReason::Amount)?;
        let parts = match kind {
            ReportedKind::Accommodation | ReportedKind::Discount => {
                vec![reported(kind, Party::Owner, amount)]
            }
            ReportedKind::GuestFee(fee) => {
                let treatment = match terms.fees.treatment(fee) {
                    Some(treatment) => treatment,
                    None if amount.is_zero() => Treatment::Owner,
                    None => return Err(HoldReason::FeeWithoutTerms { label: labels(&lines) }),
                };
                if fee == FeeKind::Other && !amount.is_zero() {
                    whole.unmapped_fees.extend(lines.iter().map(|line| line.label.clone()));
                }
                divide(kind, amount, treatment).map_err(HoldReason::Amount)?
            }
            ReportedKind::Adjustment(adjustment) => {
                let treatment = match terms.adjustments.kinds.get(&adjustment) {
                    Some(treatment) => *treatment,
                    None if amount.is_zero() => Treatment::Owner,
                    None => {
                        let label = labels(&lines);
                        return Err(HoldReason::AdjustmentWithoutTerms { kind: adjustment, label });
                    }
                };
                divide(kind, amount, treatment).map_err(HoldReason::Amount)?
            }
            ReportedKind::Tax => {
                vec![reported(kind, tax_party(financials.reading, terms.taxes), amount)]
            }
            ReportedKind::ChannelFee => {
                channel_fee(kind, amount, terms.channel_fee).map_err(HoldReason::Amount)?
            }
        };
        whole.lines.extend(parts);
    }
    Ok(())
}

fn lines_by_kind(financials: &Financials) -> BTreeMap<ReportedKind, Vec<&ReportedLine>> {
    let mut groups: BTreeMap<ReportedKind, Vec<&ReportedLine>> = BTreeMap::new();
    for line in &financials.lines {
        groups.entry(line.kind).or_default().push(line);
    }
    groups
}

fn labels(lines: &[&ReportedLine]) -> String {
    let mut labels: Vec<&str> = lines.iter().map(|line| line.label.as_str()).collect();
    labels.dedup();
    labels.join(", ")
}

fn reported(kind: ReportedKind, party: Party, amount: Money) -> WholeLine {
    WholeLine { kind: LineKind::Reported(kind), party, amount, working: Working::Reported }
}

/// Taxes that the channel kept never pass through the manager's hands, whatever the agreement says.
fn tax_party(reading: Reading, treatment: TaxTreatment) -> Party {
    match (reading, treatment) {
        (Reading::TaxesOutside, _) => Party::TaxOffice(Remitter::Channel),
        (_, TaxTreatment::Owner) => Party::Owner,
        (_, TaxTreatment::PassThrough { remitter }) => Party::TaxOffice(remitter),
    }
}

fn divide(
    kind: ReportedKind,
    amount: Money,
    treatment: Treatment,
) -> Result<Vec<WholeLine>, AmountError> {
    let owner = match treatment {
        Treatment::Owner => return Ok(vec![reported(kind, Party::Owner, amount)]),
        Treatment::Manager => return Ok(vec![reported(kind, Party::Manager, amount)]),
        Treatment::Split { owner } => owner,
    };
    let owners_part = amount.times(owner)?.round(Rounding::HalfAwayFromZero)?;
    let line = |party, amount, working| WholeLine {
        kind: LineKind::Reported(kind),
        party,
        amount,
        working,
    };
    Ok(vec![
        line(Party::Owner, owners_part, Working::Part { rate: owner, of: amount }),
        line(Party::Manager, amount.minus(owners_part)?, Working::Rest { of: amount }),
    ])
}

fn channel_fee(
    kind: ReportedKind,
    amount: Money,
    bearer: Bearer,
) -> Result<Vec<WholeLine>, AmountError> {
    let party = match bearer {
        Bearer::Owner => Party::Owner,
        Bearer::Manager => Party::Manager,
    };
    let received = WholeLine {
        kind: LineKind::Reported(kind),
        party: Party::Channel,
        amount: amount.negated()?,
        working: Working::Counterpart,
    };
    Ok(vec![reported(kind, party, amount), received])
}

fn charge_commission(
    financials: &Financials,
    terms: &Agreement,
    rate: Rate,
    whole: &mut WholeStay,
) -> Result<(), AmountError> {
    let base_terms = &terms.commission.base;
    let covered = base_lines(financials, terms).map(|line| line.amount);
    let base = Money::sum(financials.currency, covered)?;
    let commission = base.times(rate)?.round(Rounding::HalfAwayFromZero)?;
    let working = Working::Rate { rate, base, terms: base_terms.clone() };
    for (party, amount) in [(Party::Owner, commission.negated()?), (Party::Manager, commission)] {
        let kind = LineKind::Commission;
        whole.lines.push(WholeLine { kind, party, amount, working: working.clone() });
    }
    Ok(())
}

/// The reported lines that the commission's base is the sum of.
pub fn base_lines<'a>(
    financials: &'a Financials,
    terms: &'a Agreement,
) -> impl Iterator<Item = &'a ReportedLine> {
    // what the channel kept never came in, so nobody earns on it
    let came_in = |kind| kind != ReportedKind::Tax || financials.reading != Reading::TaxesOutside;
    let covers = move |kind| terms.takes_commission_from(kind) && came_in(kind);
    financials.lines.iter().filter(move |line| covers(line.kind))
}

/// An owner's stay has no rent, but leaves a home to be cleaned.
fn charge_owner_stay(
    reservation: &Reservation,
    terms: &Agreement,
    whole: &mut WholeStay,
) -> Result<(), HoldReason> {
    let Some(charge) = terms.owner_stay_cleaning else { return Ok(()) };
    if reservation.purpose != Purpose::Owner || !reservation.takes_place() {
        return Ok(());
    }
    ensure_currency(charge.currency(), reservation.financials.as_ref())?;
    let owes = charge.negated().map_err(HoldReason::Amount)?;
    for (party, amount) in [(Party::Owner, owes), (Party::Manager, charge)] {
        let kind = LineKind::OwnerStayCleaning;
        whole.lines.push(WholeLine { kind, party, amount, working: Working::Fixed });
    }
    Ok(())
}

fn ensure_currency(agreement: Currency, money: Option<&Financials>) -> Result<(), HoldReason> {
    match money {
        Some(money) if money.currency != agreement => {
            Err(HoldReason::AgreementInOtherCurrency { agreement, reservation: money.currency })
        }
        Some(_) | None => Ok(()),
    }
}
