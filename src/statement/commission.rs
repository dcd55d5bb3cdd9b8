//! How the commission of a property's period came about: the bases with their rates, and what is
//! added or taken off, so that everybody can compute it again.
//!
//! Worked example: two stays of 1,000.00 and 233.33 at 20% are charged 200.00 and 46.67. The row
//! says 1,233.33 at 20%, which is 246.67: nothing is left to explain. Where each stay's own
//! rounding makes a cent of difference, the row says so.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::{
    Agreement, AmountError, Channel, Currency, Money, Party, Period, Pricing, Rate, RateRow,
    Rounding, Unrounded,
};
use crate::fees::{Charge, LineKind, TierTotal, Working};
use crate::recognition::Timing;

use super::tiers::window_start;
use super::{PeriodLine, Row};

/// The commission of a property at one rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommissionRow {
    /// The channel, where rates or bases differ by it.
    pub channel: Option<Channel>,
    /// The rate.
    pub rate: Rate,
    /// What the rate is taken from, and what comes of it.
    pub amounts: CommissionAmounts,
}

/// How a commission comes about. `rated`, `fixed`, `rounding`, `vat_included` and `waived` sum to
/// `commission`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommissionAmounts {
    /// The base with its VAT, where VAT is taken out of it first.
    pub base_with_vat: Option<Money>,
    /// What the rate is taken from: the part of the period.
    pub base: Money,
    /// The rate on the base, rounded once.
    pub rated: Money,
    /// What minimums, maximums and fixed amounts add; negative where a maximum takes off more.
    pub fixed: Money,
    /// What is left because each stay is rounded by itself.
    pub rounding: Money,
    /// VAT that is in the agreed commission and stands by itself; never positive for a charge.
    pub vat_included: Money,
    /// What is given back.
    pub waived: Money,
    /// The commission without VAT.
    pub commission: Money,
    /// VAT on it.
    pub vat: Money,
    /// What of that is left because VAT is rounded stay by stay.
    pub vat_rounding: Money,
}

impl CommissionAmounts {
    pub(super) fn none(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self {
            base_with_vat: None,
            base: zero,
            rated: zero,
            fixed: zero,
            rounding: zero,
            vat_included: zero,
            waived: zero,
            commission: zero,
            vat: zero,
            vat_rounding: zero,
        }
    }

    pub(super) fn add(&mut self, other: &Self) -> Result<(), AmountError> {
        let zero = Money::zero(self.base.currency());
        self.base_with_vat = match (self.base_with_vat, other.base_with_vat) {
            (None, None) => None,
            (one, other) => Some(one.unwrap_or(zero).plus(other.unwrap_or(zero))?),
        };
        self.base = self.base.plus(other.base)?;
        self.rated = self.rated.plus(other.rated)?;
        self.fixed = self.fixed.plus(other.fixed)?;
        self.rounding = self.rounding.plus(other.rounding)?;
        self.vat_included = self.vat_included.plus(other.vat_included)?;
        self.waived = self.waived.plus(other.waived)?;
        self.commission = self.commission.plus(other.commission)?;
        self.vat = self.vat.plus(other.vat)?;
        self.vat_rounding = self.vat_rounding.plus(other.vat_rounding)?;
        Ok(())
    }

    /// Applies the rate to the sum of the bases, and finds what the rounding of each stay leaves.
    fn finish(mut self, rate: Rate, vat_rate: Option<Rate>) -> Result<Self, AmountError> {
        self.rated = self.base.times(rate)?.round(Rounding::HalfAwayFromZero)?;
        self.rounding = self.commission.minus(self.explained()?)?;
        let vat = match vat_rate {
            Some(rate) => self.commission.times(rate)?.round(Rounding::HalfAwayFromZero)?,
            None => Money::zero(self.base.currency()),
        };
        self.vat_rounding = self.vat.minus(vat)?;
        Ok(self)
    }

    /// What the commission comes from but for its rounding.
    pub(super) fn explained(&self) -> Result<Money, AmountError> {
        self.rated.plus(self.fixed)?.plus(self.vat_included)?.plus(self.waived)
    }
}

/// Which row an amount belongs to.
type Key = (Option<Channel>, Rate);

/// The rows of a property's stays, by channel and rate.
///
/// # Errors
/// An amount too large to count.
pub(super) fn rows(
    rows: &[Row],
    terms: &Agreement,
    period: Period,
    currency: Currency,
) -> Result<Vec<CommissionRow>, AmountError> {
    let mut table = Table { terms, period, currency, sums: BTreeMap::new() };
    match &terms.commission.pricing {
        Pricing::Rates(_) => rows.iter().try_for_each(|row| table.add_stay(row))?,
        Pricing::Tiers(_) => table.add_tiers(rows)?,
    }
    let vat_rate = terms.commission.vat.map(|vat| vat.rate);
    let rows = table.sums.into_iter().map(|((channel, rate), sums)| {
        Ok(CommissionRow { channel, rate, amounts: sums.finish(rate, vat_rate)? })
    });
    rows.collect()
}

struct Table<'a> {
    terms: &'a Agreement,
    period: Period,
    currency: Currency,
    sums: BTreeMap<Key, CommissionAmounts>,
}

impl Table<'_> {
    fn add_stay(&mut self, row: &Row) -> Result<(), AmountError> {
        let Some(line) = commission_line(row) else { return Ok(()) };
        let charge = match &line.working {
            Working::Rate { rate, base, terms } => Charge::of_rate(*rate, *base, terms, line.whole),
            Working::Charge(charge) => (**charge).clone(),
            Working::Reported
            | Working::Counterpart
            | Working::Net { .. }
            | Working::Part { .. }
            | Working::FixedPart { .. }
            | Working::Rest { .. }
            | Working::Tier(_)
            | Working::Vat { .. }
            | Working::Waived(_)
            | Working::Collected
            | Working::Fixed => return Ok(()),
        };
        let depends = depends_on_channel(self.terms);
        let channel = depends.then(|| row.reservation.channel.clone());
        let mut rest = self.beside(row)?;
        rest.commission = line.amount.plus(rest.waived)?;
        let before_vat = charge.rated.plus(charge.extra()?)?;
        rest.fixed = self.of_period(&line.timing, charge.extra()?)?;
        let vat = charge.vat_taken_out.map(|(_, left)| left.minus(before_vat)).transpose()?;
        rest.vat_included = match vat {
            Some(vat) => self.of_period(&line.timing, vat)?,
            None => Money::zero(self.currency),
        };
        let parts = self.parts(&charge, line)?;
        if line.amount.is_zero() && parts.iter().all(|(_, part)| part.base.is_zero()) {
            // all of it counts in another period
            return Ok(());
        }
        self.spread(channel.as_ref(), &parts, rest)
    }

    /// The parts of a stay's base in the period, by rate; the base with VAT where VAT is taken out.
    fn parts(
        &self,
        charge: &Charge,
        line: &PeriodLine,
    ) -> Result<Vec<(Rate, CommissionAmounts)>, AmountError> {
        let even = match &line.timing {
            Timing::On(_) | Timing::Evenly(_) => line.timing.clone(),
            Timing::ByPrice(stay, _) | Timing::ByRate(stay, _) => Timing::Evenly(*stay),
        };
        let with_vat = charge.without_vat.map(|_| charge.base);
        let [rate] = charge.rates.as_slice() else {
            return self.parts_by_night(charge, &even);
        };
        let base = self.of_period(&even, charge.rated_base())?;
        let base_with_vat = with_vat.map(|base| self.of_period(&even, base)).transpose()?;
        Ok(vec![(
            *rate,
            CommissionAmounts { base, base_with_vat, ..CommissionAmounts::none(self.currency) },
        )])
    }

    /// The same where each night has a rate of its own.
    fn parts_by_night(
        &self,
        charge: &Charge,
        even: &Timing,
    ) -> Result<Vec<(Rate, CommissionAmounts)>, AmountError> {
        let Timing::Evenly(stay) = even else { return Ok(Vec::new()) };
        let mut parts: Vec<(Rate, CommissionAmounts)> = Vec::new();
        let nights = stay.night_dates().zip(&charge.rates);
        for (night, rate) in nights.filter(|(night, _)| self.period.contains(*night)) {
            let day_before = night.pred_opt().unwrap_or(night);
            let of_night = |amount: Money| {
                even.through(amount, night)?.minus(even.through(amount, day_before)?)
            };
            let base_with_vat = charge.without_vat.map(|_| of_night(charge.base)).transpose()?;
            let base = of_night(charge.rated_base())?;
            let part =
                CommissionAmounts { base, base_with_vat, ..CommissionAmounts::none(self.currency) };
            match parts.iter_mut().find(|(known, _)| known == rate) {
                Some((_, sums)) => sums.add(&part)?,
                None => parts.push((*rate, part)),
            }
        }
        Ok(parts)
    }

    /// The bands of a property's months or years, less what they had charged before the period.
    fn add_tiers(&mut self, rows: &[Row]) -> Result<(), AmountError> {
        let Some(tiers) = self.terms.commission.tiers() else { return Ok(()) };
        let mut rest = CommissionAmounts::none(self.currency);
        // two months may have the same totals, so each is known by its first day
        let mut windows: BTreeMap<NaiveDate, (TierTotal, TierTotal)> = BTreeMap::new();
        for row in rows {
            let Some(line) = commission_line(row) else { continue };
            let (Working::Tier(share), Timing::On(day)) = (&line.working, &line.timing) else {
                continue;
            };
            if line.amount.is_zero() {
                continue;
            }
            windows.insert(window_start(tiers.per, *day), (share.before, share.through));
            rest.add(&self.beside(row)?)?;
            rest.commission = rest.commission.plus(line.amount)?;
            rest.vat_included = rest.vat_included.plus(line.whole.minus(share.commission)?)?;
        }
        rest.commission = rest.commission.plus(rest.waived)?;
        let mut parts: Vec<(Rate, CommissionAmounts)> = Vec::new();
        for (before, through) in windows.into_values() {
            let earlier = tiers.parts_of(before.base)?.into_iter();
            let taken_off = earlier.map(|(rate, part)| part.negated().map(|part| (rate, part)));
            let counted = tiers.parts_of(through.base)?.into_iter().map(Ok);
            for part in counted.chain(taken_off) {
                let (rate, base) = part?;
                match parts.iter_mut().find(|(known, _)| *known == rate) {
                    Some((_, sums)) => sums.base = sums.base.plus(base)?,
                    None => parts.push((
                        rate,
                        CommissionAmounts { base, ..CommissionAmounts::none(self.currency) },
                    )),
                }
            }
        }
        match parts.iter().any(|(_, sums)| !sums.base.is_zero()) {
            true => parts.retain(|(_, sums)| !sums.base.is_zero()),
            // the months cancel out: one row holds what rounding leaves
            false => parts.truncate(1),
        }
        self.spread(None, &parts, rest)
    }

    /// Adds the parts of a base; what is not a rate on one of them, or follows from it, goes with
    /// the last.
    fn spread(
        &mut self,
        channel: Option<&Channel>,
        parts: &[(Rate, CommissionAmounts)],
        mut rest: CommissionAmounts,
    ) -> Result<(), AmountError> {
        let Some(((last_rate, last), others)) = parts.split_last() else { return Ok(()) };
        let all = rest;
        for (rate, part) in others {
            let part = self.charged(*rate, part, &all)?;
            rest.commission = rest.commission.minus(part.commission)?;
            rest.waived = rest.waived.minus(part.waived)?;
            rest.vat_included = rest.vat_included.minus(part.vat_included)?;
            rest.vat = rest.vat.minus(part.vat)?;
            self.row(channel, *rate).add(&part)?;
        }
        let row = self.row(channel, *last_rate);
        row.add(last)?;
        row.add(&rest)
    }

    /// A part of a base with the commission at its rate, and its own VAT or waiver where `all`, of
    /// which it is a part, has one.
    fn charged(
        &self,
        rate: Rate,
        part: &CommissionAmounts,
        all: &CommissionAmounts,
    ) -> Result<CommissionAmounts, AmountError> {
        let rated = part.base.times(rate)?.round(Rounding::HalfAwayFromZero)?;
        let mut part = CommissionAmounts { commission: rated, ..*part };
        let is_waived = !all.waived.is_zero() && all.commission.is_zero();
        match self.terms.commission.vat {
            _ if is_waived => {
                part.waived = rated.negated()?;
                part.commission = Money::zero(self.currency);
            }
            None => {}
            Some(vat) if all.vat_included.is_zero() => {
                part.vat = rated.times(vat.rate)?.round(Rounding::HalfAwayFromZero)?;
            }
            Some(vat) => {
                part.vat = rated.vat_within(vat.rate)?.round(Rounding::HalfAwayFromZero)?;
                part.vat_included = part.vat.negated()?;
                part.commission = rated.minus(part.vat)?;
            }
        }
        Ok(part)
    }

    fn row(&mut self, channel: Option<&Channel>, rate: Rate) -> &mut CommissionAmounts {
        let none = CommissionAmounts::none(self.currency);
        self.sums.entry((channel.cloned(), rate)).or_insert(none)
    }

    /// What of a stay's commission is waived in the period, and the VAT on it.
    fn beside(&self, row: &Row) -> Result<CommissionAmounts, AmountError> {
        let mut sums = CommissionAmounts::none(self.currency);
        for line in row.lines.iter().filter(|line| line.party == Party::Manager) {
            if line.kind == LineKind::CommissionWaived {
                sums.waived = sums.waived.plus(line.amount)?;
            } else if line.kind == LineKind::CommissionVat {
                sums.vat = sums.vat.plus(line.amount)?;
            }
        }
        Ok(sums)
    }

    fn of_period(&self, timing: &Timing, amount: Money) -> Result<Money, AmountError> {
        let before = timing.through(amount, self.period.day_before())?;
        timing.through(amount, self.period.last())?.minus(before)
    }
}

fn commission_line(row: &Row) -> Option<&PeriodLine> {
    let is_it =
        |line: &&PeriodLine| line.party == Party::Manager && line.kind == LineKind::Commission;
    row.lines.iter().find(is_it)
}

/// Whether a rate or a base is that of a channel.
fn depends_on_channel(terms: &Agreement) -> bool {
    let commission = &terms.commission;
    let by_rate = |rate: &RateRow| rate.stays.channel.is_some();
    let of_rates = commission.rates().is_some_and(|rates| rates.rows.iter().any(by_rate));
    of_rates || !commission.bases.is_empty()
}

/// An exact amount in whole cents.
pub(super) fn rounded(exact: Unrounded) -> Result<Money, AmountError> {
    exact.round(Rounding::HalfAwayFromZero)
}
