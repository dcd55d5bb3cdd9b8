//! A reservation's amounts by kind, as its agreement shows them: as paid, or less the channel fee.

use std::collections::BTreeMap;

use crate::domain::{
    Agreement, AmountError, BaseTerm, FeeKind, Financials, Money, Reading, ReportedKind,
    ReportedLine,
};

/// A reservation's amounts by kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountsByKind {
    /// The amount of each kind that was reported.
    pub amounts: BTreeMap<ReportedKind, Money>,
    /// The parts of the channel fee by which amounts are lower than reported: of guest fees, and of
    /// the rent where it is shown net too. Their sign is the channel fee's.
    pub parts: BTreeMap<ReportedKind, Money>,
    /// All of the channel fee, as reported.
    pub channel_fee: Money,
}

impl AmountsByKind {
    /// The amounts of `financials` as `terms` show them.
    ///
    /// # Errors
    /// Two currencies; an amount too large to be counted.
    pub fn of(financials: &Financials, terms: &Agreement) -> Result<Self, AmountError> {
        let mut amounts = BTreeMap::new();
        for line in &financials.lines {
            let sum = amounts.entry(line.kind).or_insert(Money::zero(financials.currency));
            *sum = sum.plus(line.amount)?;
        }
        let fee = amounts.get(&ReportedKind::ChannelFee).copied();
        let channel_fee = fee.unwrap_or(Money::zero(financials.currency));
        let mut by_kind = Self { amounts, parts: BTreeMap::new(), channel_fee };
        if terms.shows_fees_net() && !channel_fee.is_zero() {
            by_kind.divide(terms)?;
        }
        Ok(by_kind)
    }

    /// Gives each guest fee, and the rent where it is shown net, its part of the channel fee.
    fn divide(&mut self, terms: &Agreement) -> Result<(), AmountError> {
        let fees: Vec<FeeKind> = self
            .amounts
            .keys()
            .filter_map(|kind| match kind {
                // the channel takes no fee of a deposit
                ReportedKind::GuestFee(FeeKind::Deposit) => None,
                ReportedKind::GuestFee(fee) => Some(*fee),
                ReportedKind::Accommodation
                | ReportedKind::Discount
                | ReportedKind::ChannelFee
                | ReportedKind::Adjustment(_)
                | ReportedKind::Tax => None,
            })
            .collect();
        let discounts = self.amount(ReportedKind::Discount);
        let rent = self.amount(ReportedKind::Accommodation).plus(discounts)?;
        let of_fees = fees.iter().map(|fee| self.amount(ReportedKind::GuestFee(*fee)));
        let mut weights: Vec<u64> = std::iter::once(rent).chain(of_fees).map(weight).collect();
        if weights.iter().all(|weight| *weight == 0) {
            weights[0] = 1;
        }
        let mut parts = self.channel_fee.allocate(&weights)?.into_iter();
        let mut of_rent = parts.next().unwrap_or(self.channel_fee);
        for (fee, part) in fees.into_iter().zip(parts) {
            if terms.fees.are_passed_on(fee) {
                of_rent = of_rent.plus(part)?;
            } else {
                self.lower(ReportedKind::GuestFee(fee), part)?;
            }
        }
        if terms.shows_rent_net() {
            self.amounts.remove(&ReportedKind::ChannelFee);
            return self.lower(ReportedKind::Accommodation, of_rent);
        }
        self.amounts.insert(ReportedKind::ChannelFee, of_rent);
        Ok(())
    }

    fn lower(&mut self, kind: ReportedKind, part: Money) -> Result<(), AmountError> {
        let left = self.amount(kind).plus(part)?;
        self.amounts.insert(kind, left);
        self.parts.insert(kind, part);
        Ok(())
    }

    /// The amount of a kind, zero if none was reported.
    #[must_use]
    pub fn amount(&self, kind: ReportedKind) -> Money {
        let none = Money::zero(self.channel_fee.currency());
        self.amounts.get(&kind).copied().unwrap_or(none)
    }

    /// The amounts that a base of these `terms` is the sum of.
    pub fn in_base<'a>(
        &'a self,
        financials: &'a Financials,
        agreement: &'a Agreement,
        terms: &'a [BaseTerm],
    ) -> impl Iterator<Item = (ReportedKind, Money)> + 'a {
        // money that the channel kept was never received, so no commission is due on it
        let came_in =
            |kind| kind != ReportedKind::Tax || financials.reading != Reading::TaxesOutside;
        let amounts = self.amounts.iter().map(|(kind, amount)| (*kind, *amount));
        amounts.filter(move |(kind, _)| agreement.is_in_base(*kind, terms) && came_in(*kind))
    }

    /// Their sum.
    ///
    /// # Errors
    /// An amount too large to be counted.
    pub fn base(
        &self,
        financials: &Financials,
        agreement: &Agreement,
        terms: &[BaseTerm],
    ) -> Result<Money, AmountError> {
        let amounts = self.in_base(financials, agreement, terms).map(|(_, amount)| amount);
        Money::sum(financials.currency, amounts)
    }
}

/// Negative amounts get weight zero.
fn weight(amount: Money) -> u64 {
    u64::try_from(amount.minor()).unwrap_or(0)
}

/// The labels of the lines of a kind, for a message.
pub(super) fn labels(financials: &Financials, kind: ReportedKind) -> Vec<String> {
    let of_kind = |line: &&ReportedLine| line.kind == kind;
    financials.lines.iter().filter(of_kind).map(|line| line.label.clone()).collect()
}
