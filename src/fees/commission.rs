//! The manager's commission on a stay, with its VAT and waivers.

use crate::domain::{
    Agreement, BaseTerm, Basis, BookingStatus, CommissionVat, Currency, HoldReason, Money, Party,
    Pricing, Rate, RateTerms, Reservation, Rounding, VatMethod,
};

use super::amounts::AmountsByKind;
use super::line::LineKind;
use super::stay_input::{StayInput, ensure_currency, takes_commission};
use super::tier_share::TierShare;
use super::whole_stay::WholeStay;
use super::working::{Charge, Working};

const OWNER_TO_MANAGER: (Party, Party) = (Party::Owner, Party::Manager);

pub(super) fn allocate(
    stay: &StayInput<'_>,
    tier: Option<&TierShare>,
    whole: &mut WholeStay,
) -> Result<(), HoldReason> {
    if !takes_commission(stay.reservation, stay.terms) {
        return Ok(());
    }
    let commission = &stay.terms.commission;
    let origin = match &commission.pricing {
        Pricing::Rates(rates) => match charge(stay, rates)? {
            Some(charge) => Origin::Charge(Box::new(charge)),
            None => return Ok(()),
        },
        Pricing::Tiers(tiers) => {
            tiers.ensure_currency(stay.financials.currency)?;
            let Some(share) = tier else { return Ok(()) };
            Origin::Tier(Box::new(share.clone()))
        }
    };
    let all = origin.commission();
    if let Some(reason) = waiver(stay)? {
        whole.transfer(LineKind::Commission, OWNER_TO_MANAGER, all, &origin.working(None))?;
        let back = all.negated().map_err(HoldReason::Amount)?;
        let working = Working::Waived(reason.to_owned());
        return whole.transfer(LineKind::CommissionWaived, OWNER_TO_MANAGER, back, &working);
    }
    let Some(vat) = commission.vat else {
        let working = origin.working(None);
        return whole.transfer(LineKind::Commission, OWNER_TO_MANAGER, all, &working);
    };
    let (left, tax, tax_working) = vat_of(all, vat)?;
    let taken_out = (vat.method == VatMethod::Gross).then_some((vat.rate, left));
    let working = origin.working(taken_out);
    whole.transfer(LineKind::Commission, OWNER_TO_MANAGER, left, &working)?;
    whole.transfer(LineKind::CommissionVat, OWNER_TO_MANAGER, tax, &tax_working)
}

/// Where a commission comes from.
enum Origin {
    Charge(Box<Charge>),
    Tier(Box<TierShare>),
}

impl Origin {
    fn commission(&self) -> Money {
        match self {
            Self::Charge(charge) => charge.commission,
            Self::Tier(share) => share.commission,
        }
    }

    /// Its working, with the VAT that was taken out of it; a single rate on a base has a shorter
    /// form.
    fn working(self, taken_out: Option<(Rate, Money)>) -> Working {
        let mut charge = match self {
            Self::Charge(charge) => charge,
            Self::Tier(share) => return Working::Tier(share),
        };
        if let Some((rate, left)) = taken_out {
            charge.vat_taken_out = Some((rate, left));
            charge.commission = left;
        }
        match charge.rates.as_slice() {
            [rate] if charge.is_plain() => {
                Working::Rate { rate: *rate, base: charge.base, terms: charge.terms }
            }
            _ => Working::Charge(charge),
        }
    }
}

/// The commission without the VAT that is in it, and that VAT or the one on top.
fn vat_of(amount: Money, vat: CommissionVat) -> Result<(Money, Money, Working), HoldReason> {
    let within = vat.method == VatMethod::Gross;
    let exact = if within { amount.vat_within(vat.rate) } else { amount.times(vat.rate) };
    let tax = exact.and_then(round).map_err(HoldReason::Amount)?;
    let left = if within { amount.minus(tax).map_err(HoldReason::Amount)? } else { amount };
    Ok((left, tax, Working::Vat { rate: vat.rate, of: amount, within }))
}

fn round(exact: crate::domain::Unrounded) -> Result<Money, crate::domain::AmountError> {
    exact.round(Rounding::HalfAwayFromZero)
}

/// The base of the commission, and the base without the VAT in it.
pub(super) struct Base<'a> {
    pub(super) sum: Money,
    pub(super) terms: &'a [BaseTerm],
    pub(super) without_vat: Option<(Rate, Money)>,
}

impl Base<'_> {
    /// What the rate is applied to.
    pub(super) fn rated(&self) -> Money {
        self.without_vat.map_or(self.sum, |(_, left)| left)
    }
}

/// The base of a stay; one that is negative is nothing where commission is never given back.
pub(super) fn base<'a>(
    reservation: &Reservation,
    by_kind: &AmountsByKind,
    terms: &'a Agreement,
) -> Result<Option<Base<'a>>, HoldReason> {
    let Some(financials) = &reservation.financials else { return Ok(None) };
    let commission = &terms.commission;
    let base_terms = commission.base_on(&reservation.channel)?;
    let sum = by_kind.base(financials, terms, base_terms).map_err(HoldReason::Amount)?;
    let without_vat = match commission.vat.map(|vat| vat.method) {
        Some(VatMethod::Net { rent_vat }) => {
            let left = sum.without_vat(rent_vat).and_then(round).map_err(HoldReason::Amount)?;
            Some((rent_vat, left))
        }
        Some(VatMethod::Plus | VatMethod::Gross) | None => None,
    };
    let clamped = sum.is_negative() && !commission.reversals;
    Ok((!clamped).then_some(Base { sum, terms: base_terms, without_vat }))
}

/// What is charged for a stay; nothing where a negative base gives nothing back.
fn charge(stay: &StayInput<'_>, rates: &RateTerms) -> Result<Option<Charge>, HoldReason> {
    let currency = stay.financials.currency;
    rates.ensure_currency(currency)?;
    let Some(base) = base(stay.reservation, stay.by_kind, stay.terms)? else { return Ok(None) };
    let each = stay_rates(stay.reservation, stay.terms, rates)?;
    let rated = base.rated().times_mean(&each).and_then(round).map_err(HoldReason::Amount)?;
    let mut charge = Charge {
        base: base.sum,
        terms: base.terms.to_vec(),
        without_vat: base.without_vat,
        rates: each,
        rated,
        bound: None,
        flat: None,
        vat_taken_out: None,
        commission: rated,
    };
    let accepted = stay.reservation.status == BookingStatus::Accepted;
    if accepted && base.sum.minor() > 0 {
        bound(&mut charge, rates).map_err(HoldReason::Amount)?;
        let nights = stay.reservation.stay.nights();
        add_flat(&mut charge, rates, nights).map_err(HoldReason::Amount)?;
    }
    Ok(Some(charge))
}

fn bound(charge: &mut Charge, rates: &RateTerms) -> Result<(), crate::domain::AmountError> {
    let mut bounded = charge.rated;
    if let Some(minimum) = rates.minimum {
        bounded = bounded.at_least(minimum)?;
    }
    if let Some(maximum) = rates.maximum {
        bounded = bounded.at_most(maximum)?;
    }
    charge.bound = (bounded != charge.rated).then_some(bounded);
    charge.commission = bounded;
    Ok(())
}

fn add_flat(
    charge: &mut Charge,
    rates: &RateTerms,
    nights: u32,
) -> Result<(), crate::domain::AmountError> {
    let of_nights = rates.per_night.map(|amount| amount.repeated(nights)).transpose()?;
    for flat in [rates.per_booking, of_nights].into_iter().flatten() {
        let so_far = charge.flat.unwrap_or(Money::zero(flat.currency()));
        charge.flat = Some(so_far.plus(flat)?);
        charge.commission = charge.commission.plus(flat)?;
    }
    Ok(())
}

/// The rate of a stay, or that of each of its nights where it can change from night to night.
fn stay_rates(
    reservation: &Reservation,
    terms: &Agreement,
    rates: &RateTerms,
) -> Result<Vec<Rate>, HoldReason> {
    if let Some(by_night) = night_rates(reservation, terms)? {
        return Ok(by_night);
    }
    let basis = terms.recognition.of_commission();
    let counted = basis.day_of(reservation)?.unwrap_or(reservation.stay.arrival());
    Ok(vec![rates.rate_on(reservation, counted)?])
}

/// The rate of each night, where commission counts night by night and its rate can change so.
///
/// # Errors
/// [`HoldReason::NoChannel`] and [`HoldReason::NoBookingDate`] where a rate depends on one that is
/// not known.
pub fn night_rates(
    reservation: &Reservation,
    terms: &Agreement,
) -> Result<Option<Vec<Rate>>, HoldReason> {
    let Some(rates) = terms.commission.rates() else { return Ok(None) };
    let basis = terms.recognition.of_commission();
    let by_night = basis == Basis::Nights && reservation.takes_place();
    if !by_night || !rates.changes_by_night() {
        return Ok(None);
    }
    let nights = reservation.stay.night_dates();
    nights.map(|night| rates.rate_on(reservation, night)).collect::<Result<_, _>>().map(Some)
}

/// Why a stay is without commission, if it is.
fn waiver<'a>(stay: &StayInput<'a>) -> Result<Option<&'a str>, HoldReason> {
    for waiver in &stay.terms.commission.waivers {
        if waiver.stays.covers(stay.reservation, stay.reservation.stay.arrival())? {
            return Ok(Some(&waiver.reason));
        }
    }
    Ok(None)
}

impl RateTerms {
    fn ensure_currency(&self, reservation: Currency) -> Result<(), HoldReason> {
        let amounts = [self.minimum, self.maximum, self.per_booking, self.per_night];
        let mut amounts = amounts.into_iter().flatten();
        amounts.try_for_each(|amount| ensure_currency(amount.currency(), reservation))
    }
}
