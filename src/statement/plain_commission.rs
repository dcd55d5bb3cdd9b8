//! Where a commission is one rate on one base, so that a short line says it all.

use crate::domain::{Agreement, AmountError, BaseTerm, Money, Rate};

use super::commission::rounded;
use super::{Column, CommissionAmounts, CommissionRow, Statement};

impl Statement {
    /// The one rate and base that the whole commission is, where a rate on a base is all there is
    /// to say: no minimum, waiver or rounding, and VAT that is its rate on the commission.
    #[must_use]
    pub fn plain_commission(&self) -> Option<(Rate, Money)> {
        let first = self.sections.first()?;
        let rate = first.commission.first().or_else(|| self.commission_rows().next())?.rate;
        let one_base = self.sections.iter().all(|one| is_same_base(&one.terms, &first.terms));
        if !one_base || !self.commission_rows().all(|row| row.is_plain(rate)) {
            return None;
        }
        let totals = self.commission_totals().ok().flatten()?;
        let rated = totals.base.times(rate).and_then(rounded);
        let is_all = rated == Ok(totals.commission) && self.vat_is_plain(totals.commission);
        is_all.then_some((rate, totals.base))
    }

    fn commission_rows(&self) -> impl Iterator<Item = &CommissionRow> {
        self.sections.iter().flat_map(|section| &section.commission)
    }

    /// The sums over the rows of all properties, with the VAT as the statement charges it; none
    /// where there are no rows.
    ///
    /// # Errors
    /// A sum too large to count.
    pub fn commission_totals(&self) -> Result<Option<CommissionAmounts>, AmountError> {
        if self.commission_rows().next().is_none() {
            return Ok(None);
        }
        let mut totals = CommissionAmounts::none(self.currency);
        self.commission_rows().try_for_each(|row| totals.add(&row.amounts))?;
        totals.vat = self.totals.amount(Column::CommissionVat).negated()?;
        Ok(Some(totals))
    }

    /// Whether the VAT on the commission is one rate on all of it.
    fn vat_is_plain(&self, commission: Money) -> bool {
        let charged = self.totals.amount(Column::CommissionVat).negated();
        let mut rates: Vec<Option<Rate>> =
            self.sections.iter().map(|one| one.terms.commission.vat.map(|vat| vat.rate)).collect();
        rates.dedup();
        match rates.as_slice() {
            [Some(rate)] => commission.times(*rate).and_then(rounded) == charged,
            [None] => charged.is_ok_and(|charged| charged.is_zero()),
            [] | [_, _, ..] => false,
        }
    }
}

impl CommissionRow {
    /// Whether it is nothing but `rate` on a base.
    fn is_plain(&self, rate: Rate) -> bool {
        let CommissionAmounts { base_with_vat, fixed, vat_included, waived, .. } = self.amounts;
        let nothing_else = [fixed, vat_included, waived].iter().all(|amount| amount.is_zero());
        self.channel.is_none() && self.rate == rate && base_with_vat.is_none() && nothing_else
    }
}

/// Whether one name says what both agreements take a rate from.
fn is_same_base(one: &Agreement, other: &Agreement) -> bool {
    let base = &one.commission.base;
    let same_fees = !base.contains(&BaseTerm::AllFees) || one.fees == other.fees;
    let by_rates = one.commission.tiers().is_none();
    let same_refunds = one.follows_refunds(base) == other.follows_refunds(&other.commission.base);
    by_rates && *base == other.commission.base && same_refunds && same_fees
}
