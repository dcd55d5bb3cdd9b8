//! A reservation on a statement.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::{
    Agreement, AmountError, Basis, Currency, HoldReason, Money, NightSplit, Party, Period,
    ReportedKind, Reservation, SharedNights,
};
use crate::fees::{self, LineKind, StayTerms};
use crate::recognition::Timing;

use super::line::period_line;
use super::{Column, Columns, LineSum, PeriodLine, StayTaxes, stay_taxes};

/// A reservation on a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The reservation as read.
    pub reservation: Reservation,
    /// Nights of the period that are counted for this stay: none for a cancelled one, nor those
    /// that another stay of the property keeps.
    pub nights_in_period: u32,
    /// Nights of the period that other stays of the property keep.
    pub shared: Vec<SharedNights>,
    /// Every party's lines.
    pub lines: Vec<PeriodLine>,
    /// What of each tax belongs to the period.
    pub taxes: StayTaxes,
    /// The owner's amounts of the period.
    pub columns: Columns,
    /// The owner's net that counted before the period.
    pub earlier: Money,
    /// The owner's net that counts after the period.
    pub later: Money,
    /// Labels of fees that took the agreement's default.
    pub unmapped_fees: Vec<String>,
}

impl Row {
    /// Settles a reservation and takes the part that belongs to `period`.
    ///
    /// `currency` is the statement's; a reservation with money has the same.
    ///
    /// # Errors
    /// The errors of [`fees::allocate`] and [`crate::recognition::timing`].
    pub(super) fn build(
        reservation: Reservation,
        terms: &Agreement,
        stay_terms: &StayTerms,
        period: Period,
        currency: Currency,
    ) -> Result<Self, HoldReason> {
        let whole = fees::allocate(&reservation, terms, stay_terms)?;
        let lines = whole
            .lines
            .into_iter()
            .map(|line| period_line(line, &reservation, terms, period))
            .collect::<Result<Vec<_>, _>>()?;
        let taxes = stay_taxes::of_stay(&reservation, &lines, terms, period, currency)?;
        let mut row = Self {
            nights_in_period: booked_nights(&reservation, period),
            shared: Vec::new(),
            reservation,
            lines,
            taxes,
            columns: Columns::none(currency),
            earlier: Money::zero(currency),
            later: Money::zero(currency),
            unmapped_fees: whole.unmapped_fees,
        };
        row.sum_up().map_err(HoldReason::Amount)?;
        Ok(row)
    }

    /// The row without the nights that other stays of its property keep.
    pub(super) fn sharing(mut self, shared: Vec<SharedNights>) -> Self {
        let lost: usize = shared.iter().map(|one| one.nights.len()).sum();
        let lost = u32::try_from(lost).unwrap_or(u32::MAX);
        self.nights_in_period = self.nights_in_period.saturating_sub(lost);
        self.shared = shared;
        self
    }

    /// Nights of the period as booked, those that other stays keep too.
    #[must_use]
    pub fn booked_nights(&self, period: Period) -> u32 {
        booked_nights(&self.reservation, period)
    }

    /// The nights of the period that are counted for this stay, by date.
    pub fn kept_nights(&self, period: Period) -> impl Iterator<Item = NaiveDate> {
        let booked =
            self.reservation.stay.within(period).filter(|_| self.reservation.takes_place());
        let is_lost =
            |night: &NaiveDate| self.shared.iter().any(|other| other.nights.contains(night));
        booked.into_iter().flat_map(Period::dates).filter(move |night| !is_lost(night))
    }

    fn sum_up(&mut self) -> Result<(), AmountError> {
        for line in self.lines.iter().filter(|line| line.party == Party::Owner) {
            self.columns.add(Column::of(line.kind), line.amount)?;
            self.earlier = self.earlier.plus(line.before)?;
            self.later = self.later.plus(line.whole.minus(line.through)?)?;
        }
        Ok(())
    }

    /// Whether the rent is spread evenly though the agreement spreads it by price.
    pub(super) fn lacks_prices(&self, terms: &Agreement) -> bool {
        let by_price =
            terms.recognition.default == Basis::Nights && terms.night_split == NightSplit::ByPrice;
        let evenly = |line: &PeriodLine| {
            line.kind == LineKind::Reported(ReportedKind::Accommodation)
                && matches!(line.timing, Timing::Evenly(_))
        };
        by_price && self.reservation.stay.nights() > 1 && self.lines.iter().any(evenly)
    }

    /// What each party gets, and all of them together: what came in.
    ///
    /// # Errors
    /// A sum too large to count.
    pub fn sums(&self) -> Result<(BTreeMap<Party, LineSum>, LineSum), AmountError> {
        let nothing = LineSum::none(self.columns.net().currency());
        let mut parties: BTreeMap<Party, LineSum> = BTreeMap::new();
        let mut all = nothing;
        for line in &self.lines {
            let sum = parties.get(&line.party).copied().unwrap_or(nothing);
            parties.insert(line.party, sum.plus(line)?);
            all = all.plus(line)?;
        }
        Ok((parties, all))
    }

    /// The owner's lines.
    pub fn owner_lines(&self) -> impl Iterator<Item = &PeriodLine> {
        self.lines.iter().filter(|line| line.party == Party::Owner)
    }
}

fn booked_nights(reservation: &Reservation, period: Period) -> u32 {
    if reservation.takes_place() { reservation.stay.nights_in(period) } else { 0 }
}
