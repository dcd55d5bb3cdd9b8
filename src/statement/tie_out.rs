//! The proof that a statement's figures belong together.
//!
//! Every check recomputes what it compares from the lines and the reported amounts, so that a fault
//! anywhere between a reservation and a total refuses the statement.

mod fault;
mod nights;

pub use fault::TieFault;

use std::collections::BTreeSet;

use crate::domain::{
    Agreement, AmountError, ChargeScope, ChargeSums, Collector, Currency, FeeKind, Financials,
    FlippedList, Money, Notice, NoticeKind, Overridden, Party, Reading, ReportedKind, ReportedLine,
    Subject,
};
use crate::fees::LineKind;

use super::{
    Collected, Column, Columns, CommissionAmounts, CommissionRow, Figures, PeriodLine, Row,
    Section, Statement, co_host, commission, stay_taxes, taxes, vat,
};

/// A statement that passed every check; the only thing that renderers take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TiedStatement(Statement);

impl std::ops::Deref for TiedStatement {
    type Target = Statement;

    fn deref(&self) -> &Statement {
        &self.0
    }
}

/// Checks a statement.
///
/// # Errors
/// The first [`TieFault`] found.
pub fn tie_out(statement: Statement) -> Result<TiedStatement, TieFault> {
    let mut seen = BTreeSet::new();
    for row in statement.rows() {
        check_row(row, &statement)?;
        check_exceptions(row, &statement.notices)?;
        let reservation = &row.reservation;
        if !seen.insert((reservation.channel.clone(), reservation.code.clone())) {
            return Err(TieFault::Duplicate(reservation.code.clone()));
        }
    }
    check_charges(&statement)?;
    let mut own = Columns::none(statement.currency);
    statement.owner_charges.iter().try_for_each(|charge| own.add_charge(charge))?;
    let differences = vat::differences(&statement.sections, statement.currency)?;
    differences.iter().try_for_each(|one| own.add(Column::CommissionVat, one.amount))?;
    let (mut stays, mut totals) = (Columns::none(statement.currency), own.clone());
    let mut figures = Figures::none(0, statement.currency);
    for section in &statement.sections {
        check_section(section, &statement)?;
        nights::check(section, &statement)?;
        stays.add_all(&section.reservation_totals)?;
        totals.add_all(&section.totals)?;
        figures.add(&section.figures)?;
    }
    let sums = [
        (&own, &statement.owner_level_totals),
        (&stays, &statement.reservation_totals),
        (&totals, &statement.totals),
    ];
    let entered = statement
        .expenses_and_credits()
        .try_fold(ChargeSums::none(statement.currency), |sums, (_, charge)| sums.plus(charge))?;
    let same = entered == statement.charge_totals
        && figures == statement.figures
        && differences == statement.vat_differences;
    if sums.iter().any(|(sum, stated)| sum != stated) || !same {
        return Err(TieFault::Totals);
    }
    Ok(TiedStatement(statement))
}

/// Each entry has the period and the currency, and is with its property or its owner.
fn check_charges(statement: &Statement) -> Result<(), TieFault> {
    let mut seen = BTreeSet::new();
    for (section, charge) in statement.all_charges() {
        let of_whom = match (&charge.scope, section) {
            (ChargeScope::Property(id), Some(section)) => *id == section.property.id,
            (ChargeScope::Owner(id), None) => *id == statement.owner.id,
            (ChargeScope::Property(_), None) | (ChargeScope::Owner(_), Some(_)) => false,
        };
        let belongs = of_whom
            && statement.period.contains(charge.date)
            && charge.currency() == statement.currency
            && charge.ties_out();
        if !belongs || !seen.insert(&charge.place) {
            return Err(TieFault::OwnerCharge(charge.place.clone()));
        }
    }
    Ok(())
}

fn check_row(row: &Row, statement: &Statement) -> Result<(), TieFault> {
    let (period, currency) = (statement.period, statement.currency);
    let code = || row.reservation.code.clone();
    let kept = row.kept_nights(period).count();
    if u32::try_from(kept) != Ok(row.nights_in_period) {
        return Err(TieFault::Nights(code()));
    }
    let mut columns = Columns::none(currency);
    for line in &row.lines {
        let amounts = [line.whole, line.before, line.through, line.amount];
        if amounts.iter().any(|amount| amount.currency() != currency) {
            return Err(TieFault::Currency(code(), currency));
        }
        let before = line.timing.through(line.whole, period.day_before())?;
        let through = line.timing.through(line.whole, period.last())?;
        let of_days = (before, through) == (line.before, line.through);
        if !of_days || line.through.minus(line.before)? != line.amount {
            return Err(TieFault::LineOfPeriod(code()));
        }
        if line.party == Party::Owner {
            columns.add(Column::of(line.kind), line.amount)?;
        }
    }
    let cells = Column::ALL.iter().map(|column| row.columns.amount(*column));
    if columns != row.columns || Money::sum(currency, cells)? != row.columns.net() {
        return Err(TieFault::Row(code()));
    }
    let owners = row.owner_lines().map(|line| line.whole);
    let of_all_days = row.earlier.plus(row.columns.net())?.plus(row.later)?;
    if Money::sum(currency, owners)? != of_all_days {
        return Err(TieFault::Row(code()));
    }
    check_money(row)
}

/// Revenue identity and conservation, from the amounts as delivered.
fn check_money(row: &Row) -> Result<(), TieFault> {
    let code = || row.reservation.code.clone();
    let parts = row.lines.iter().map(|line| line.whole);
    let Some(money) = &row.reservation.financials else {
        let currency = row.columns.net().currency();
        let nothing = Money::sum(currency, parts)?.is_zero();
        return if nothing { Ok(()) } else { Err(TieFault::Conservation(code())) };
    };
    let sum_of = |lines: &[&ReportedLine], wanted: &dyn Fn(ReportedKind) -> bool| {
        let lines = lines.iter().filter(|line| wanted(line.kind));
        Money::sum(money.currency, lines.map(|line| line.amount))
    };
    let reported = reported_lines(money);
    let taxes = sum_of(&reported, &|kind| kind == ReportedKind::Tax)?;
    let all = sum_of(&reported, &|_| true)?;
    let in_revenue = match money.reading {
        Reading::TaxesOutside => all.minus(taxes)?,
        Reading::AsDelivered
        | Reading::NetOfDiscounts
        | Reading::Flipped(_)
        | Reading::ByException => all,
    };
    if !reported.iter().all(|line| counts_as_delivered(line, money.reading)) {
        return Err(TieFault::Revenue(code()));
    }
    let rounding = money.difference.minor().unsigned_abs() <= 2;
    if in_revenue.plus(money.difference)? != money.revenue || !rounding {
        return Err(TieFault::Revenue(code()));
    }
    let counted: Vec<&ReportedLine> = money.lines.iter().collect();
    let paid = sum_of(&counted, &|kind| kind != ReportedKind::ChannelFee)?;
    // what the owner was paid directly does not go round again
    let direct = row.lines.iter().filter(|line| line.kind == LineKind::Received);
    let paid = paid.plus(Money::sum(money.currency, direct.map(|line| line.whole))?)?;
    if Money::sum(money.currency, parts)? != paid {
        return Err(TieFault::Conservation(code()));
    }
    Ok(())
}

/// The lines that make the revenue: those that were delivered, or the exceptions where nothing
/// usable was.
fn reported_lines(money: &Financials) -> Vec<&ReportedLine> {
    match money.reading {
        Reading::ByException => money.lines.iter().collect(),
        Reading::AsDelivered
        | Reading::TaxesOutside
        | Reading::NetOfDiscounts
        | Reading::Flipped(_) => {
            money.delivered_lines().into_iter().map(|(line, _)| line).collect()
        }
    }
}

/// Each exception replaces the lines of its kind by one, and the statement mentions it.
fn check_exceptions(row: &Row, notices: &[Notice]) -> Result<(), TieFault> {
    let reservation = &row.reservation;
    let fault = || TieFault::Exception(reservation.code.clone());
    let Some(money) = &reservation.financials else { return Ok(()) };
    let Some(overridden) = &money.overridden else {
        return if money.reading == Reading::ByException { Err(fault()) } else { Ok(()) };
    };
    let subject = Subject::Reservation(reservation.property.clone(), reservation.code.clone());
    for set in &overridden.amounts {
        let mut of_kind = money.lines.iter().filter(|line| line.kind == set.kind);
        let stands = of_kind.next() == Some(&Overridden::line(set)) && of_kind.next().is_none();
        let (line, amount, reason) = (set.kind, set.amount, set.reason.clone());
        let kind = NoticeKind::ExceptionSets { line, amount, reason };
        let told = notices.contains(&Notice { subject: subject.clone(), kind });
        if !stands || !told {
            return Err(fault());
        }
    }
    let replaces = overridden.replaced.iter().all(|one| overridden.sets(one.line.kind));
    let all = money.lines.len() == overridden.amounts.len() && overridden.replaced.is_empty();
    let instead = money.reading == Reading::ByException;
    let agrees = instead == overridden.unusable.is_some() && (all || !instead);
    if replaces && agrees { Ok(()) } else { Err(fault()) }
}

/// Whether the amount that counts is the delivered one, but for the lists that the reading names.
fn counts_as_delivered(line: &ReportedLine, reading: Reading) -> bool {
    let flips = |list| match list {
        FlippedList::ChannelFees => line.kind == ReportedKind::ChannelFee,
        FlippedList::GuestFees => matches!(line.kind, ReportedKind::GuestFee(_)),
        FlippedList::Discounts => line.kind == ReportedKind::Discount,
    };
    match reading {
        Reading::NetOfDiscounts if line.kind == ReportedKind::Discount => line.amount.is_zero(),
        Reading::Flipped(list) if flips(list) => line.delivered.negated() == Ok(line.amount),
        Reading::AsDelivered
        | Reading::TaxesOutside
        | Reading::NetOfDiscounts
        | Reading::Flipped(_)
        | Reading::ByException => line.delivered == line.amount,
    }
}

/// Nothing has a party that the agreement does not name.
fn check_terms(row: &Row, terms: &Agreement) -> Result<(), TieFault> {
    let has_terms = |line: &PeriodLine| match line.kind {
        LineKind::Reported(ReportedKind::GuestFee(FeeKind::Deposit)) => line.party == Party::Guest,
        LineKind::Reported(ReportedKind::GuestFee(fee))
        | LineKind::ChannelFeeOf(fee)
        | LineKind::PassedOnByOwner(fee) => terms.fees.treatment(fee).is_some(),
        LineKind::Reported(ReportedKind::Adjustment(kind)) => {
            terms.adjustments.kinds.contains_key(&kind)
        }
        LineKind::Reported(
            ReportedKind::Accommodation
            | ReportedKind::Discount
            | ReportedKind::ChannelFee
            | ReportedKind::Tax,
        )
        | LineKind::ChannelFeeVat
        | LineKind::TaxWithheld
        | LineKind::Withholding
        | LineKind::Commission
        | LineKind::CommissionWaived
        | LineKind::CommissionVat
        | LineKind::OwnerStayCleaning
        | LineKind::Received => true,
    };
    let unmapped = !row.unmapped_fees.is_empty() && terms.fees.treatment(FeeKind::Other).is_none();
    if unmapped || !row.lines.iter().all(has_terms) {
        return Err(TieFault::Unmapped(row.reservation.code.clone()));
    }
    Ok(())
}

fn check_section(section: &Section, statement: &Statement) -> Result<(), TieFault> {
    let (period, currency) = (statement.period, statement.currency);
    for row in &section.rows {
        check_terms(row, &section.terms)?;
        if row.reservation.property != section.property.id {
            return Err(TieFault::Section(section.property.name.clone()));
        }
    }
    let mut stays = Columns::none(currency);
    let mut collected = Collected::default();
    for row in &section.rows {
        stays.add_all(&row.columns)?;
        row.lines.iter().try_for_each(|line| collected.add(line))?;
    }
    let mut totals = stays.clone();
    section.charges.iter().try_for_each(|charge| totals.add_charge(charge))?;
    let figures = Figures::of_property(&section.rows, &section.blocked, period, currency)?;
    let same = (stays, totals) == (section.reservation_totals.clone(), section.totals.clone())
        && collected == section.collected
        && figures == section.figures;
    if !same {
        return Err(TieFault::Section(section.property.name.clone()));
    }
    check_taxes(section, statement)
}

/// The taxes are those that were reported, or computed, and all that the lines hold of them.
fn check_taxes(section: &Section, statement: &Statement) -> Result<(), TieFault> {
    let (period, currency) = (statement.period, statement.currency);
    let is_own = |row: &Row| {
        let taxes =
            stay_taxes::of_stay(&row.reservation, &row.lines, &section.terms, period, currency);
        taxes.is_ok_and(|taxes| taxes == row.taxes)
    };
    let same = section.rows.iter().all(is_own)
        && section.taxes == taxes::of_rows(&section.rows)?
        && taxes::add_up(&section.taxes, &section.rows)?;
    if !same {
        return Err(TieFault::Taxes(section.property.name.clone()));
    }
    if !commission_ties_out(section, statement)? {
        return Err(TieFault::Commission(section.property.name.clone()));
    }
    match co_host_ties_out(section, currency)? {
        true => Ok(()),
        false => Err(TieFault::CoHost(section.property.name.clone())),
    }
}

/// Whether the rows are those of a section's stays, and make what stands in its columns.
fn commission_ties_out(section: &Section, statement: &Statement) -> Result<bool, AmountError> {
    let (period, currency) = (statement.period, statement.currency);
    let mut totals = CommissionAmounts::none(currency);
    for CommissionRow { amounts, .. } in &section.commission {
        if amounts.explained()?.plus(amounts.rounding)? != amounts.commission {
            return Ok(false);
        }
        totals.add(amounts)?;
    }
    let owed = |column| section.reservation_totals.amount(column).negated();
    Ok(section.commission == commission::rows(&section.rows, &section.terms, period, currency)?
        && totals.commission == owed(Column::Commission)?
        && totals.vat == owed(Column::CommissionVat)?)
}

/// Whether a section's rows hold all its co-host payouts, beside what its stays leave to be paid.
fn co_host_ties_out(section: &Section, currency: Currency) -> Result<bool, AmountError> {
    let mut left = Money::sum(
        currency,
        section
            .charges
            .iter()
            .filter(|charge| charge.category.co_host().is_some())
            .map(|charge| charge.amount),
    )?;
    for row in &section.co_host {
        left = match row.to {
            Collector::Manager => left.minus(row.paid)?,
            Collector::Owner => left.plus(row.paid)?,
        };
    }
    Ok(left.is_zero()
        && section.co_host == co_host::of_section(&section.rows, &section.charges, currency)?)
}

#[cfg(test)]
mod tests;
