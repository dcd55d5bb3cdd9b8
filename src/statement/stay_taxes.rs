//! The taxes of a reservation: how much of each counts within a period, and who remits it.
//!
//! A line of a reservation is the sum of the taxes that get one treatment. What of each counts up
//! to a day is the line's amount of that day by largest remainder, so taxes add up to their line,
//! and periods to the tax.
//!
//! Worked example: a VAT of 10.00 and a city tax of 5.00 over three nights, one of them in October.
//! The line of 15.00 is 5.00 in October: 3.33 of VAT and 1.67 of city tax.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::{
    Agreement, AmountError, Currency, Financials, HoldReason, Money, Party, Period, Remitter,
    ReportedKind, Reservation, TaxTreatment, Unrounded,
};
use crate::fees::{self, LineKind};
use crate::recognition::{self, Timing};

use super::PeriodLine;

/// What happens to a tax, and so who remits it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaxDuty {
    /// Paid to the owner, who remits it.
    Owner,
    /// Collected for the tax office by whoever remits it.
    PassThrough(Remitter),
    /// The owner's income, withheld from it and remitted by the manager.
    Withheld,
    /// Computed from the owner's income, taken from it and remitted by the manager.
    Withholding,
}

impl From<TaxTreatment> for TaxDuty {
    fn from(treatment: TaxTreatment) -> Self {
        match treatment {
            TaxTreatment::Owner => Self::Owner,
            TaxTreatment::PassThrough { remitter } => Self::PassThrough(remitter),
            TaxTreatment::Withheld => Self::Withheld,
        }
    }
}

impl TaxDuty {
    /// The name in tables.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::PassThrough(_) => "pass-through",
            Self::Withheld => "withheld",
            Self::Withholding => "withholding",
        }
    }

    /// The name of the one who remits it.
    #[must_use]
    pub fn remitter(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::PassThrough(remitter) => remitter.key(),
            Self::Withheld | Self::Withholding => Remitter::Manager.key(),
        }
    }

    /// The taxes that a line is a part of. Those of an owner who has others withheld are what is
    /// left of two lines; what is withheld is counted where it is passed on, and not where it is
    /// taken.
    pub(super) fn of_line(line: &PeriodLine) -> Option<Self> {
        match line.kind {
            LineKind::Reported(ReportedKind::Tax) => match line.party {
                Party::PassThrough(remitter) => Some(Self::PassThrough(remitter)),
                Party::Owner => Some(Self::Owner),
                Party::Manager | Party::Channel | Party::Guest => None,
            },
            LineKind::TaxWithheld => match line.party {
                Party::Owner => Some(Self::Owner),
                Party::PassThrough(_) => Some(Self::Withheld),
                Party::Manager | Party::Channel | Party::Guest => None,
            },
            LineKind::Withholding => match line.party {
                Party::PassThrough(_) => Some(Self::Withholding),
                Party::Owner | Party::Manager | Party::Channel | Party::Guest => None,
            },
            LineKind::Reported(
                ReportedKind::Accommodation
                | ReportedKind::Discount
                | ReportedKind::GuestFee(_)
                | ReportedKind::ChannelFee
                | ReportedKind::Adjustment(_),
            )
            | LineKind::ChannelFeeOf(_)
            | LineKind::PassedOnByOwner(_)
            | LineKind::ChannelFeeVat
            | LineKind::Commission
            | LineKind::CommissionWaived
            | LineKind::CommissionVat
            | LineKind::OwnerStayCleaning
            | LineKind::Received => None,
        }
    }
}

/// Which tax it is, as it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tax {
    /// The label as delivered; of a computed tax its name in the agreement.
    pub label: String,
    /// The category as delivered; `None` for a computed tax.
    pub category: String,
    /// What happens to it.
    pub duty: TaxDuty,
}

/// The taxes of a reservation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StayTaxes {
    /// The rent after discounts that counts within the period, as the guest paid it.
    pub rent: Money,
    /// What of each tax counts within the period.
    pub amounts: BTreeMap<Tax, Money>,
}

/// The taxes of a reservation that has these lines.
///
/// # Errors
/// The errors of [`fees::tax_treatment`] and [`recognition::timing`].
pub(super) fn of_stay(
    reservation: &Reservation,
    lines: &[PeriodLine],
    terms: &Agreement,
    period: Period,
    currency: Currency,
) -> Result<StayTaxes, HoldReason> {
    let mut taxes = StayTaxes { rent: Money::zero(currency), amounts: BTreeMap::new() };
    let Some(money) = &reservation.financials else { return Ok(taxes) };
    taxes.rent = rent(reservation, money, terms, period)?;
    for (duty, wholes) in reported(reservation, money, terms)? {
        let kind = LineKind::Reported(ReportedKind::Tax);
        let timing = recognition::timing(kind, Party::Owner, reservation, terms)?;
        let own = lines.iter().filter(|line| TaxDuty::of_line(line) == Some(duty));
        let own: Vec<&PeriodLine> = own.collect();
        let amounts = in_period(&wholes, &own, &timing, period).map_err(HoldReason::Amount)?;
        taxes.amounts.extend(amounts);
    }
    let computed = lines.iter().filter(|line| TaxDuty::of_line(line) == Some(TaxDuty::Withholding));
    for line in computed {
        let label = terms.withholding.as_ref().map(|terms| terms.name.clone()).unwrap_or_default();
        let tax = Tax { label, category: String::new(), duty: TaxDuty::Withholding };
        taxes.amounts.insert(tax, line.amount);
    }
    Ok(taxes)
}

fn rent(
    reservation: &Reservation,
    money: &Financials,
    terms: &Agreement,
    period: Period,
) -> Result<Money, HoldReason> {
    let mut rent = Money::zero(money.currency);
    for kind in [ReportedKind::Accommodation, ReportedKind::Discount] {
        let amounts = money.lines.iter().filter(|line| line.kind == kind).map(|line| line.amount);
        let whole = Money::sum(money.currency, amounts).map_err(HoldReason::Amount)?;
        if whole.is_zero() {
            continue;
        }
        let timing =
            recognition::timing(LineKind::Reported(kind), Party::Owner, reservation, terms)?;
        let counted = |day| timing.through(whole, day);
        let part = counted(period.last()).and_then(|sum| sum.minus(counted(period.day_before())?));
        rent = part.and_then(|part| rent.plus(part)).map_err(HoldReason::Amount)?;
    }
    Ok(rent)
}

/// What each tax is for the whole stay, by what happens to it.
fn reported(
    reservation: &Reservation,
    money: &Financials,
    terms: &Agreement,
) -> Result<BTreeMap<TaxDuty, BTreeMap<Tax, Money>>, HoldReason> {
    let mut sums: BTreeMap<TaxDuty, BTreeMap<Tax, Money>> = BTreeMap::new();
    let came_in = |kind| kind == ReportedKind::Tax;
    for line in money.lines.iter().filter(|line| came_in(line.kind) && !line.amount.is_zero()) {
        let duty = TaxDuty::from(fees::tax_treatment(line, reservation, money, terms)?);
        let [label, category] = [&line.label, &line.category].map(|text| text.trim().to_owned());
        let wholes = sums.entry(duty).or_default();
        let sum = wholes
            .entry(Tax { label, category, duty })
            .or_insert_with(|| Money::zero(money.currency));
        *sum = sum.plus(line.amount).map_err(HoldReason::Amount)?;
    }
    Ok(sums)
}

/// How much of each tax counts in the period; together they equal their lines.
fn in_period(
    wholes: &BTreeMap<Tax, Money>,
    lines: &[&PeriodLine],
    timing: &Timing,
    period: Period,
) -> Result<BTreeMap<Tax, Money>, AmountError> {
    let Some(first) = wholes.values().next() else { return Ok(BTreeMap::new()) };
    let sum = |amount: fn(&PeriodLine) -> Money| {
        Money::sum(first.currency(), lines.iter().map(|line| amount(line)))
    };
    let parts = |day| {
        let shares = wholes.values().map(|whole| exact_through(timing, *whole, day));
        shares.collect::<Result<Vec<Unrounded>, AmountError>>()
    };
    let before = sum(|line| line.before)?.apportion(&parts(period.day_before())?)?;
    let through = sum(|line| line.through)?.apportion(&parts(period.last())?)?;
    let amounts = wholes.keys().zip(through.into_iter().zip(before));
    amounts.map(|(tax, (through, before))| Ok((tax.clone(), through.minus(before)?))).collect()
}

/// What of `whole` counts up to the end of `day`, before it is rounded.
fn exact_through(timing: &Timing, whole: Money, day: NaiveDate) -> Result<Unrounded, AmountError> {
    match timing.computed_through(whole, day)? {
        Some(computed) => Ok(computed.exact),
        None => timing.through(whole, day)?.portion(1, 1),
    }
}
